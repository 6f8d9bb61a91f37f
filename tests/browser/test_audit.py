"""`antara audit` in a real Chromium: used by keys alone, and nothing is asked of anybody else."""

from __future__ import annotations

import socket
import threading
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.audited import ALL_RIGHT, audits_of, keys, make_pages
from tests.browser.chromium import DESKTOP, PHONE, SECONDS
from tests.browser.sights import accessibility, levels, low_contrasts, nameless, overflow
from tests.test_audit_command import Auditing

pytestmark = pytest.mark.slow

HOSTILE = """<!DOCTYPE html><html><head><title>Panen</title>
<link rel="preconnect" href="{0}"><link rel="dns-prefetch" href="{0}">
<link rel="prefetch" href="{0}/prefetch"><link rel="preload" as="image" href="{0}/preload">
<link rel="stylesheet" href="{0}/style.css"><link rel="icon" href="{0}/icon.ico">
<link rel="modulepreload" href="{0}/m.js"><link rel="manifest" href="{0}/manifest">
<meta http-equiv="refresh" content="0;url={0}/refresh">
<meta http-equiv="x-dns-prefetch-control" content="on">
<base href="{0}/base/">
<style>@import "{0}/import.css"; body {{ background: url({0}/background.png); }}
@font-face {{ font-family: x; src: url({0}/font.woff); }} p {{ font-family: x; }}</style>
<script src="{0}/script.js"></script>
<script>fetch("{0}/fetch"); top.location = "{0}/top"; new Image().src = "{0}/image";
document.write("ditulis oleh skrip");</script>
</head><body onload="location = '{0}/load'">
<h1>Panen padi di Desa Umpama</h1><p>Warga berkumpul pagi itu.</p>
<img src="{0}/a.png" srcset="{0}/b.png 2x" alt="gambar">
<picture><source srcset="{0}/c.png"></picture><audio src="{0}/a.mp3" autoplay></audio>
<video src="{0}/v.mp4" poster="{0}/poster.png" autoplay></video>
<iframe src="{0}/frame"></iframe><iframe srcdoc="<img src='{0}/srcdoc.png'>"></iframe>
<object data="{0}/object"></object><embed src="{0}/embed">
<object data="{0}/o.html" type="text/html"></object><embed src="{0}/e.html" type="text/html">
<svg width="9" height="9"><image href="{0}/svg.png"/><use href="{0}/use.svg#x"/></svg>
<svg width="300" height="40"><a><animate attributeName="href" values="{0}/animated;{0}/animated"
dur="99s" repeatCount="indefinite"/><text y="20">Gerak</text></a></svg>
<form action="{0}/form" id="f"><button autofocus>Kirim</button></form>
<a href="{0}/link" ping="{0}/ping">Tautan</a>
<a href="{0}/blank" target="_blank">Jendela</a><a href="{0}/up" target="_top">Atas</a>
</body></html>"""


class Elsewhere:
    """Somebody else's host, which nobody may ask: notes each connection. A context manager."""

    def __enter__(self):
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.server.getsockname()[1]}"
        self.asked: list[bytes] = []
        threading.Thread(target=self._answer, daemon=True).start()
        return self

    def _answer(self) -> None:
        while True:
            try:
                found, _ = self.server.accept()
            except OSError:
                return
            with found:
                found.settimeout(0.5)
                try:
                    self.asked.append(found.recv(300))
                except TimeoutError:
                    self.asked.append(b"(a connection)")

    def __exit__(self, *_: object) -> None:
        self.server.close()


@pytest.fixture
def elsewhere():
    with Elsewhere() as host:
        yield host


@pytest.fixture
def audit(archive, elsewhere):
    page = HOSTILE.format(elsewhere.address).encode()
    make_pages(archive, dict.fromkeys(("ambon", "bali", "sumsel"), page))
    with Auditing(archive, "--sample", "3") as running:
        running.archive = archive
        yield running


@pytest.fixture
def page(browser, audit):
    context = browser.new_context(
        viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, locale="en-GB"
    )
    context.set_default_timeout(SECONDS * 1000)
    one = context.new_page()
    one.goto(f"{audit.address}/")
    yield one
    context.close()


def frame_of(page):
    return page.frame_locator("iframe[sandbox]")


def test_no_request_leaves_the_machine(page, audit, elsewhere):
    frame = frame_of(page)
    expect(frame.locator("h1")).to_have_text("Panen padi di Desa Umpama")
    expect(frame.locator("body")).not_to_contain_text("ditulis oleh skrip")
    page.wait_for_timeout(1500)  # what would come by itself has come
    assert elsewhere.asked == []
    for name in ("Kirim", "Jendela", "Atas", "Gerak", "Tautan"):
        if frame.locator("h1").count():
            frame.get_by_text(name, exact=True).click(no_wait_after=True)
            page.wait_for_timeout(500)
    assert page.url == f"{audit.address}/n/1"
    assert page.context.pages == [page]
    assert elsewhere.asked == []


def test_the_host_would_have_been_asked(browser, audit, elsewhere):
    """What the test above proves nothing without: the same page, served as it came, asks."""
    context = browser.new_context()
    one = context.new_page()
    html = HOSTILE.format(elsewhere.address)
    one.route(
        f"{audit.address}/as-it-came",
        lambda route: route.fulfill(body=html, content_type="text/html"),
    )
    one.goto(f"{audit.address}/as-it-came", wait_until="commit")
    one.wait_for_timeout(1500)
    context.close()
    assert elsewhere.asked


def test_an_article_is_judged_by_keys_alone(page, audit):
    expect(page.locator("input[type=radio]:checked")).to_have_count(0)
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#answers")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#field-title input").first).to_be_focused()
    page.keyboard.press("Space")
    for _ in range(2):  # to the text
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#field-text input[value=wrong]")).to_be_checked()
    page.locator("#note").focus()
    page.keyboard.type("kalimat kedua hilang")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/n/1?open=1")
    expect(page.get_by_role("alert")).to_contain_text("Without an answer yet: Subtitle, Published")
    assert audits_of(audit.archive)[0]["drawn"][0]["answers"] == {"title": "right", "text": "wrong"}
    page.locator("button[value=right]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/n/2")
    expect(page.locator("h1")).to_contain_text("1 of 3 looked at")
    one = audits_of(audit.archive)[0]["drawn"][0]
    assert one["answers"] == ALL_RIGHT | {"text": "wrong"}
    assert one["note"] == "kalimat kedua hilang"


def test_all_are_looked_at_and_the_rates_are_shown(page, audit):
    for _ in keys(audits_of(audit.archive)[0]):
        page.locator("button[value=right]").click()
    expect(page.locator("h1")).to_have_text("All articles have been looked at")
    expect(page.locator("tbody tr")).to_have_count(len(ALL_RIGHT))
    expect(page.locator("tbody tr").first).to_contain_text("43.9% – 100.0%")


def test_a_form_of_another_page_saves_nothing(page, audit, browser):
    """The attack itself: a page of another origin that posts what it knows."""
    context = page.context
    other = context.new_page()
    form = f"""<form method="post" action="{audit.address}/n/1">
        <input name="rest" value="right"><button>x</button></form>"""
    other.route(
        "http://127.0.0.1:9/", lambda route: route.fulfill(body=form, content_type="text/html")
    )
    other.goto("http://127.0.0.1:9/")
    with other.expect_response("**/n/1") as posted:
        other.locator("button").click()
    assert posted.value.status == 403
    assert audits_of(audit.archive)[0]["drawn"][0]["answers"] == {}


@pytest.mark.parametrize("path", ["/n/1", "/answers"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["id-ID", "en-GB"])
def test_it_fits_and_reads(browser, audit, picture, path, size, scheme, language):
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, locale=language
    )
    one = context.new_page()
    one.goto(audit.address + path)
    picture(one, f"audit{path.replace('/', '-')}-{size[0]}-{scheme}-{language[:2]}")
    nodes = accessibility(one)
    assert overflow(one) == []
    assert low_contrasts(one) == []
    assert nameless(nodes) == []
    steps = levels(nodes)
    assert steps[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(steps))
    assert one.locator("html").get_attribute("lang") == language[:2]
    context.close()
