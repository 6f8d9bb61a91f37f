"""The pages of an audit, asked in this process: what they show, save, and refuse."""

from __future__ import annotations

import asyncio
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

from crawler.items import EXTRACTOR_VERSION
from pipelines.archive import ArchiveLocked, ArchiveSession
from pipelines.archive.audit_rates import ANSWERS, FIELDS
from pipelines.archive.lock import SideCarLock
from pipelines.audit import captured, labels
from pipelines.audit.app import AuditApp
from pipelines.audit.store import NoPageError, Store
from tests.audited import ALL_RIGHT, audits_of, draw, judge, keys, make_pages
from tests.captured import Captured

if TYPE_CHECKING:
    from pathlib import Path

HOME = "http://127.0.0.1:8002"
EVIL = '<p onclick=x>Pasar <script>alert(1)</script><link rel="preconnect" href="//a.example">'


class Pages:
    """An audit of an archive, and somebody who looks at it."""

    def __init__(self, archive: Path, page: str | None = EVIL) -> None:
        self.archive = archive
        self.audit = draw(archive)["id"]
        self.page = page
        self.opened = self.claim
        self.app = AuditApp(Store(archive, self.audit, self.page_of, self.claimed))
        self.cookies = httpx.Cookies()

    def page_of(self, reader, capture: int) -> str:
        if self.page is None:
            raise NoPageError("the file is torn")
        return self.page

    def claimed(self):
        return self.opened()

    def claim(self):
        return ArchiveSession.claim(self.archive, "live")

    def ask(self, path: str, method: str = "GET", headers=None, **form) -> httpx.Response:
        async def asking() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(
                transport=transport, base_url=HOME, cookies=self.cookies
            ) as client:
                data = {name: str(value) for name, value in form.items()} or None
                found = await client.request(method, path, headers=headers, data=data)
                self.cookies = client.cookies
                return found

        return asyncio.run(asking())

    def form(self, seq: int) -> dict[str, str]:
        """What a browser has of the form, before anybody chooses anything."""
        found = self.ask(f"/n/{seq}").text
        return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', found))

    def save(self, seq: int, headers=None, form=None, **chosen: str) -> httpx.Response:
        form = self.form(seq) if form is None else form
        answers = {f"answer-{name}" if name in FIELDS else name: v for name, v in chosen.items()}
        headers = {"origin": HOME} if headers is None else headers
        return self.ask(f"/n/{seq}", "POST", headers, **form, **answers)

    def answers(self) -> list[dict[str, str]]:
        return [each["answers"] for each in audits_of(self.archive)[0]["drawn"]]


@pytest.fixture
def made(archive: Path) -> Captured:
    return make_pages(archive)


@pytest.fixture
def pages(made: Captured) -> Pages:
    return Pages(made.archive)


def test_the_first_that_nobody_has_looked_at_comes_first(pages):
    assert pages.ask("/").headers["location"] == "/n/1"
    judge(pages.archive, pages.audit, 1)
    assert pages.ask("/").headers["location"] == "/n/2"
    assert pages.ask("/?after=2").headers["location"] == "/n/3"
    assert pages.ask("/?after=3").headers["location"] == "/n/2"
    assert pages.ask("/?after=x").headers["location"] == "/n/2"


def test_a_page_has_the_capture_and_each_field_unanswered(pages):
    told = pages.ask("/n/1", headers={"accept-language": "en"}).text
    assert '<iframe sandbox src="/page/1#judul"' in told
    assert "0 of 3 looked at" in told
    for name in FIELDS:
        for answer in ANSWERS:
            assert f'name="answer-{name}" value="{answer}"' in told
    assert " checked" not in told
    assert "<script" not in told


def test_what_a_page_says_is_shown_and_does_nothing(pages, made):
    made.do("UPDATE articles SET title = '<b onclick=x>Judul</b>', url = 'javascript:1'")
    told = pages.ask("/n/1").text
    assert "&lt;b onclick=x&gt;Judul" in told
    assert "<b onclick" not in told
    assert 'href="javascript' not in told


def test_the_captured_page_may_do_nothing(pages):
    answer = pages.ask("/page/1")
    assert answer.headers["content-security-policy"] == captured.POLICY
    assert "sandbox;" in captured.POLICY
    assert "allow" not in captured.POLICY
    assert answer.headers["x-dns-prefetch-control"] == "off"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text == EVIL.replace("<link", "<meta").replace("href", "data-href")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ('<LINK\trel=dns-prefetch href="//a">', '<meta\trel=dns-prefetch data-href="//a">'),
        ("<a HREF = '/x'>Pasar</a>", "<a data-href = '/x'>Pasar</a>"),
        ("<svg><a xlink:href=x>", "<svg><a xlink:data-href=x>"),
        ('<a><set attributeName="href" to=x>', '<a><set data-attribute="href" to=x>'),
        ("<IFRAME\nsrc=x></IFRAME >", "<x-IFRAME\nsrc=x></x-IFRAME >"),
        ("<object data=x></object><embed src=x>", "<x-object data=x></x-object><meta src=x>"),
        ("<frameset><frame src=x>", "<x-frameset><x-frame src=x>"),
        ("<link/rel=preconnect>", "<meta/rel=preconnect>"),
        ("<linked>x</linked>", "<linked>x</linked>"),
        (
            '<meta HTTP-EQUIV="refresh" content="0;//a">',
            '<meta data-equiv="refresh" content="0;//a">',
        ),
        ("<p>Pasar &lt;link&gt;", "<p>Pasar &lt;link&gt;"),
    ],
)
def test_what_no_policy_reaches_is_taken_out(html, made):
    assert captured.harmless(html) == made


def test_an_answer_is_saved_at_once_and_the_next_article_follows(pages):
    answer = pages.save(1, **ALL_RIGHT | {"text": "wrong"}, note=" dua\n kalimat ")
    assert (answer.status_code, answer.headers["location"]) == (303, "/?after=1")
    one = audits_of(pages.archive)[0]["drawn"][0]
    assert one["answers"] == ALL_RIGHT | {"text": "wrong"}
    assert one["note"] == "dua kalimat"
    assert (one["layout"], one["extractor_version"]) == ("r", EXTRACTOR_VERSION)
    assert re.fullmatch(r"[0-9a-f]{64}", one["page_sha256"])
    assert re.fullmatch(r"[0-9a-f]{64}", one["record_sha256"])
    again = pages.ask("/n/1").text
    assert 'name="answer-text" value="wrong" checked' in again
    assert "dua kalimat</textarea>" in again


def test_what_is_not_answered_stays_open_and_is_named(pages):
    answer = pages.save(1, title="right", text="unclear")
    assert answer.headers["location"] == "/n/1?open=1"
    assert pages.answers()[0] == {"title": "right", "text": "unclear"}
    told = pages.ask("/n/1?open=1", headers={"accept-language": "en"}).text
    assert "Saved. Without an answer yet: Subtitle, Published, Credits" in told
    assert pages.ask("/").headers["location"] == "/n/1"


def test_the_others_are_right_when_the_person_says_so(pages):
    pages.save(1, text="unclear")
    assert pages.save(1, credits="wrong", rest="right").headers["location"] == "/?after=1"
    assert pages.answers()[0] == ALL_RIGHT | {"credits": "wrong", "text": "unclear"}


def test_nothing_is_guessed_from_what_is_no_answer(pages):
    pages.save(1, title="perhaps", rest="wrong")
    assert pages.answers()[0] == {}


def test_all_done(pages):
    for seq in (1, 2, 3):
        pages.save(seq, rest="right")
    told = pages.ask("/", headers={"accept-language": "en"})
    assert told.status_code == 200
    assert "All articles have been looked at" in told.text
    assert "<td" in told.text
    assert "43.9% – 100.0%" in told.text
    assert "3 of 3 looked at" in pages.ask("/answers", headers={"accept-language": "en"}).text


# --- other sites


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "http://evil.example"},
        {"origin": "http://127.0.0.1:8003"},
        {"origin": "https://127.0.0.1:8002"},
    ],
)
def test_a_form_of_another_site_saves_nothing(pages, headers):
    form = pages.form(1)
    assert pages.save(1, headers, form, rest="right").status_code == 403
    assert pages.answers()[0] == {}
    assert pages.save(1, None, form, rest="right").status_code == 303


@pytest.mark.parametrize("token", ["", "x", None])
def test_a_form_without_our_token_saves_nothing(pages, token):
    form = pages.form(1)
    if token is None:
        del form["token"]
    else:
        form["token"] = token
    assert pages.save(1, None, form, rest="right").status_code == 403
    assert pages.answers()[0] == {}


def test_a_form_without_our_cookie_saves_nothing(pages):
    form = pages.form(1)
    pages.cookies = httpx.Cookies()
    assert pages.save(1, None, form, rest="right").status_code == 403
    assert pages.answers()[0] == {}


def test_the_cookie_stays_at_home(pages):
    cookie = pages.ask("/n/1").headers["set-cookie"]
    assert cookie.startswith("audit-8002=")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8002", "127.0.0.1.evil.example", ""]
)
def test_a_name_that_is_not_this_machine_is_refused(pages, host):
    assert pages.ask("/n/1", headers={"host": host}).status_code == 421
    assert pages.ask("/page/1", headers={"host": host}).status_code == 421


def test_a_form_that_is_too_long_saves_nothing(pages):
    assert pages.save(1, rest="right", note="x" * 70_000).status_code == 403
    assert pages.answers()[0] == {}


def test_only_what_is_there_is_answered(pages):
    for path in ("/n/4", "/n/0", "/n/x", "/page/9", "/nothing", "/n/1/2"):
        assert pages.ask(path).status_code == 404, path
    assert pages.ask("/n/1", "PUT").status_code == 405
    assert pages.ask("/page/1", "POST", {"origin": HOME}, a=1).status_code == 405
    assert pages.ask("/audit.css").headers["content-type"].startswith("text/css")


# --- what happens meanwhile


def test_while_a_crawl_holds_the_archive_nothing_is_saved_nor_lost(pages, monkeypatch):
    monkeypatch.setattr("pipelines.audit.store._BETWEEN", 0)
    form = pages.form(1)
    lock = SideCarLock.take(pages.archive)
    try:
        answer = pages.save(1, None, form, title="wrong", note="lihat judul")
    finally:
        lock.release()
    assert answer.status_code == 503
    assert "is being written by process" in answer.text
    assert 'name="answer-title" value="wrong" checked' in answer.text
    assert "lihat judul</textarea>" in answer.text
    assert pages.answers()[0] == {}
    assert pages.save(1, None, form, title="wrong").status_code == 303


def test_another_answer_that_is_just_being_written_is_waited_for(pages, monkeypatch):
    monkeypatch.setattr("pipelines.audit.store._BETWEEN", 0)
    refused = iter([True, True])

    @contextmanager
    def opened():
        if next(refused, False):
            raise ArchiveLocked("held")
        with pages.claim() as session:
            yield session

    pages.opened = opened
    assert pages.save(1, rest="right").status_code == 303
    assert pages.answers()[0] == ALL_RIGHT


def test_between_two_answers_a_crawl_can_have_the_archive(pages):
    pages.save(1, rest="right")
    SideCarLock.take(pages.archive).release()


def test_an_article_that_changed_is_looked_at_once_more(pages, made):
    form = pages.form(1)
    made.do("UPDATE articles SET title = 'Judul baru'")
    answer = pages.save(1, None, form, rest="right")
    assert answer.status_code == 409
    assert "Judul baru" in answer.text
    assert " checked" not in answer.text
    assert pages.answers()[0] == {}


def test_an_article_that_was_withdrawn_is_not_shown(pages):
    drawn = keys(audits_of(pages.archive)[0])
    bureau, number = drawn[0].split("/")
    form = pages.form(1)
    with pages.claim() as session:
        session.open()
        session.withdraw({(bureau, int(number)): []}, "asked for")
    assert pages.ask("/n/1").status_code == 410
    assert pages.save(1, None, form, rest="right").status_code == 410
    assert pages.ask("/page/1").status_code == 404
    assert pages.ask("/").headers["location"] == "/n/2"


def test_what_is_withdrawn_while_an_answer_is_saved_gets_no_note(pages):
    """The note may quote the article, and nothing would take it out any more."""
    bureau, number = keys(audits_of(pages.archive)[0])[0].split("/")
    form = pages.form(1)

    def withdrawn_first():
        with pages.claim() as session:
            session.open()
            session.withdraw({(bureau, int(number)): []}, "asked for")
        pages.opened = pages.claim
        return pages.claim()

    pages.opened = withdrawn_first
    assert pages.save(1, None, form, rest="right", note="Panen padi di Desa").status_code == 410
    one = audits_of(pages.archive)[0]["drawn"][0]
    assert (one["note"], one["record_sha256"], one["answers"]) == (None, None, {})


def test_a_capture_that_cannot_be_read_is_told(pages):
    pages.page = None
    told = pages.ask("/n/1", headers={"accept-language": "en"}).text
    assert "The capture cannot be read: the file is torn" in told
    assert "<iframe" not in told
    assert pages.ask("/page/1").status_code == 404


def test_a_capture_that_was_given_up_is_told(pages, made):
    made.do("UPDATE articles SET capture = NULL")
    told = pages.ask("/n/1", headers={"accept-language": "en"}).text
    assert "The capture cannot be read: it was given up" in told


def test_half_a_character_is_shown_as_none(pages):
    pages.page = "Pasar \ud800"
    assert pages.ask("/page/1").text == "Pasar ?"


def test_each_word_is_there_in_both_languages(pages):
    assert all(len(words) == 2 and all(words) for words in labels.LABELS.values())
    assert {*FIELDS, *ANSWERS} <= set(labels.LABELS)
    assert '<html lang="id">' in pages.ask("/n/1").text
    assert '<html lang="en">' in pages.ask("/n/1?lang=en").text
    assert '<html lang="en">' in pages.ask("/n/1").text  # remembered


@pytest.mark.parametrize("host", ["127.0.0.1:99999999", "localhost:abc", "[::1", "localhost:80:90"])
def test_a_host_with_an_odd_port_is_answered(pages, host):
    assert pages.ask("/n/1", headers={"host": host}).status_code in (200, 421)


def test_a_page_that_is_none_leads_to_no_other_host(pages):
    answer = pages.ask(f"{HOME}//a.example/x")
    assert answer.status_code == 404
    assert 'href="//' not in answer.text
