"""Nothing of an inspected page runs, loads or leads anywhere, whatever the page holds."""

from __future__ import annotations

import html
import shutil
import subprocess

import pytest

from crawler.inspection.style import POLICY
from crawler.items import NotAnArticle
from tests.inspected_pages import Seen, bare, given, see
from tests.servers import PAGE, Server, answer

URL = "https://bali.antaranews.com/berita/501/kabar-pasar"
SENTENCE = "Denpasar (ANTARA) - Warga Desa Rekaan menanam seribu bibit bakau di pesisir pada Sabtu."
OWN = "document.documentElement.setAttribute('data-owned','yes')"


def payloads(beacon: str) -> list[str]:
    """Markup that runs, loads or leads away wherever it is let stand."""
    run = f"{OWN};new Image().src='{beacon}/ran'"
    return [
        f"<script>{run}</script>",
        f'<img src=x onerror="{run}"><img src="{beacon}/img"><img srcset="{beacon}/set 1x">',
        f'<body onload="{run}"><svg onload="{run}"><script>{run}</script></svg>',
        f'<svg><style><img src=x onerror="{run}"></style></svg>',
        f'<math><mtext><table><mglyph><style><img src=x onerror="{run}"></style></table></math>',
        f"</iframe><script>{run}</script>\"></iframe>'><script>{run}</script>",
        f'&lt;script&gt;{run}&lt;/script&gt; &quot;&gt;&lt;img src=x onerror="{run}"&gt;',
        f'<iframe srcdoc="<script>{run}</script>"></iframe><iframe src="{beacon}/frame"></iframe>',
        f'<a href="javascript:{run}" autofocus onfocus="{run}">tautan</a>',
        f'<form action="{beacon}/form"><button autofocus onfocus="{run}">kirim</button></form>',
        f'<meta http-equiv="refresh" content="0;url={beacon}/refresh"><base href="{beacon}/base/">',
        f'<link rel="stylesheet" href="{beacon}/css"><style>@import "{beacon}/import";</style>',
        f'<p style="background:url({beacon}/bg)" class="x" onclick="{run}">gaya</p>',
        f'<object data="{beacon}/object"></object><embed src="{beacon}/embed">',
        f'<video src="{beacon}/video" autoplay></video><audio src="{beacon}/audio"></audio>',
        f'<details open ontoggle="{run}"><summary>buka</summary></details>',
        f'<xmp></xmp><img src=x onerror="{run}"><noscript><p title="</noscript><img src=x '
        f'onerror={run}>"></noscript>',
        f'<template><script>{run}</script></template><b id="antara-1" data-antara="kept">palsu</b>',
        '<p id="\'"" class="a&quot; onmouseover=&quot;x" lang="&quot;><b>">tanda kutip</p>',
    ]


def hostile(beacon: str) -> bytes:
    title = f'</title></textarea></iframe><script>{OWN}</script>" onload="{OWN}"'
    body = "".join(f"<p>{SENTENCE} {n}</p>{bad}" for n, bad in enumerate(payloads(beacon)))
    return (
        f'<html><head><title>{html.escape(title)}</title><meta property="og:title" '
        f'content="{html.escape(title)}"><script>{OWN}</script></head><body>'
        f'<h1 class="post-title">{html.escape(title)}</h1><div id="print_content">'
        f'<div class="post-content">{body}</div></div></body></html>'
    ).encode()


def assert_harmless(seen: Seen) -> None:
    """One sandboxed frame and nothing else that runs, loads or leads away, in both documents."""
    assert len(seen.frames) == 1
    assert seen.frames[0].attributes["sandbox"] == ""
    assert "src" not in seen.frames[0].attributes
    assert not seen.page.css("iframe, frame")
    for tree in (seen.sheet, seen.page):
        policies = tree.css("head meta[http-equiv]")
        assert [each.attributes["http-equiv"] for each in policies] == ["Content-Security-Policy"]
        assert (policies[0].attributes["content"] or "").startswith("default-src 'none'; ")
        assert not tree.css("script, object, embed, form, link, base, svg, math, video, audio, xmp")
        assert not tree.css("input, button, textarea, select, template, noscript, body style")
        for node in tree.css("*"):
            for name, value in node.attributes.items():
                assert not name.startswith("on"), (node.tag, name)
                assert name not in {"style", "action", "formaction", "srcset", "background"}
                if name == "href":
                    assert (value or "").startswith(("#", "about:srcdoc#antara-"))
                if name == "src":
                    assert (value or "").startswith("data:image/")
    assert not seen.page.css("[href], [target]")
    ids = [node.attributes["id"] or "" for node in seen.page.css("[id^='antara-']")]
    assert len(ids) == len(set(ids))


def test_a_hostile_page_is_harmless_and_marked_all_the_same():
    seen = see(hostile("http://127.0.0.1:9"), URL)
    assert_harmless(seen)
    assert seen.article.layout == "r"
    assert len(seen.marked()) == len(seen.article.ledger) > 20
    assert seen.article.title in seen.of_sheet("h1")


@pytest.mark.parametrize("number", range(len(payloads(""))))
def test_each_payload_alone(number):
    bad = payloads("http://127.0.0.1:9")[number]
    body = f"<h1 class=post-title>Judul</h1><div id=print_content class=post-content><p>{SENTENCE}"
    assert_harmless(see(f"{body}{bad}</p></div>".encode(), URL))
    assert_harmless(see(f"{bad}{body}".encode(), URL))
    assert_harmless(see(bad.encode(), URL))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n",
        b"\x00\xff\xfe<html>",
        b"<",
        b"<html",
        b"<frameset><frame src=x></frameset>",
        b"<plaintext><script>",
        b"<!--",
        b"<title>",
        b"<table><tr><p>x<td>y</table>" * 50,
        b"<b><i><p>" * 3000 + SENTENCE.encode(),
        b"<div>" * 9_000 + SENTENCE.encode(),
        b"<div>" * 30_000 + SENTENCE.encode(),
        b"<p a" + b" b" * 30_000 + b">" + SENTENCE.encode(),
        ("\u202e\u2066" + SENTENCE).encode(),
        SENTENCE.encode("utf-16"),
    ],
    ids=range(16),
)
@pytest.mark.parametrize("url", [URL, "https://bali.antaranews.com/", "https://example.org/x", "?"])
def test_broken_pages_are_shown_or_said_to_be_none(body, url):
    seen = see(body, url)
    assert_harmless(seen)
    if isinstance(seen.found, NotAnArticle):
        assert seen.found.reason in seen.of_sheet(".verdict")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_other_encodings_become_utf_8(encoding):
    text = "Umpama (ANTARA) - “Café” di Desa Rekaan dibuka kembali pada hari Sabtu pagi itu."
    page = (
        f"<html><head><meta charset={encoding}></head><body><h1 class=post-title>Judul</h1>"
        f"<div id=print_content><div class=post-content><p>{text}</p></div></div></body></html>"
    )
    seen = see(page.encode(encoding), URL)
    assert seen.article.text == text
    assert bare(seen.marks()[0].text(deep=True)) == bare(text)
    assert seen.html.encode("utf-8").decode("utf-8").count("charset=") == 2


@pytest.mark.slow
def test_a_page_of_five_megabytes_is_marked_whole():
    paragraphs = "".join(f"<p>Ke-{n}: {12 * SENTENCE}</p>" for n in range(5_000))
    body = (
        f"<h1 class=post-title>Judul</h1><div id=print_content><div class=post-content>{paragraphs}"
    )
    assert len(body) > 5_000_000
    seen = see(body.encode(), URL)
    assert_harmless(seen)
    assert len(seen.marked()) == len(seen.article.ledger) >= 5_000


def test_pictures_in_the_page_itself_are_shown_and_no_others():
    data = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
    seen = see(f'<img src="{data}"><img src="https://x.test/a.jpg?b" alt="Foto">'.encode(), URL)
    assert [node.attributes["src"] for node in seen.page.css("img")] == [data]
    assert seen.page.css_first("[data-antara='note']").text() == "picture: Foto: a.jpg"


# ---- in a real browser

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
in_a_browser = pytest.mark.skipif(
    BROWSER is None, reason="needs Chromium, which is not installed: whether nothing runs is unseen"
)


def opened(path, profile) -> str:
    """Open a file in Chromium, which may reach loopback only; return the document it became."""
    done = subprocess.run(
        [
            *(BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
            *("--disable-background-networking", "--disable-component-update"),
            *("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--dump-dom"),
            *("--virtual-time-budget=3000", f"--user-data-dir={profile}", path.as_uri()),
        ],
        capture_output=True,
        text=True,
        timeout=110,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "<html" in done.stdout
    return done.stdout


@pytest.fixture
def site():
    with Server(lambda _: answer(PAGE)) as server:
        yield server


@in_a_browser
def test_the_page_itself_would_have_run(site, tmp_path):
    """Without this the next tests would prove nothing."""
    path = tmp_path / "raw.html"
    # But for the refresh, which may leave the page before it has run.
    path.write_bytes(hostile(site.gateway).replace(b'http-equiv="refresh"', b""))
    opened(path, tmp_path / "profile")
    assert {"/img", "/css", "/ran"} <= {each.path for each in site.asked}


@in_a_browser
def test_nothing_of_an_inspection_runs_or_loads(site, tmp_path):
    path = tmp_path / "inspected.html"
    path.write_text(see(hostile(site.gateway), URL).html, encoding="utf-8")
    dom = opened(path, tmp_path / "profile")
    assert site.asked == []
    assert '<html lang="en" data-made-by="antara inspect">' in dom


@in_a_browser
def test_what_was_written_anew_is_harmless_without_policy_and_sandbox(site, tmp_path):
    inner = see(hostile(site.gateway), URL).inner
    assert POLICY in inner
    path = tmp_path / "inner.html"
    path.write_text(inner.replace(POLICY, ""), encoding="utf-8")
    dom = opened(path, tmp_path / "profile")
    assert site.asked == []
    assert "data-owned=" not in dom.partition("<head>")[0]
    assert 'id="antara-1"' in dom


@in_a_browser
def test_policy_and_sandbox_hold_a_page_that_was_not_written_anew(site, tmp_path):
    whole = see(*given("r/br-double"))
    raw = f"<head>{POLICY}</head>{hostile(site.gateway).decode()}"
    path = tmp_path / "held.html"
    path.write_text(
        whole.html.replace(html.escape(whole.inner), html.escape(raw)), encoding="utf-8"
    )
    assert html.escape(raw) in path.read_text(encoding="utf-8")
    opened(path, tmp_path / "profile")
    assert site.asked == []
