"""Whatever a page contains: extract() answers, soon, the same each time, and says nothing false.

Everything is derived from invented pages: the sample site's and some built by hand. Chance is
derandomised, so that a failure comes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.items import Article, DropReason, Fate, Flag, NotAnArticle, Residue
from crawler.layouts import extract, with_feed_date
from tests.layout_pages import CREDITS, URL, paragraphs, regional, unknown
from tests.layout_pages import SENTENCES as S
from tests.replica import Site

MANY_BYTES = 150_000
pytestmark = pytest.mark.timeout(60)
"""Each page ends within seconds; what loops, or takes the square of a page's size, does not."""
FIELDS = {one.name for one in fields(Article)}
UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
DAY = re.compile(r"\d{4}-\d\d-\d\d$")
CHANCE = {
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}


@cache
def pages() -> tuple[tuple[str, bytes], ...]:
    """An article's address and page of each layout and kind, with as many traps as fit."""
    site = Site(seed=11, articles=140)
    chosen: dict[tuple[str, ...], tuple[str, bytes]] = {}
    for fact in site.truth():
        piece = site.pieces[fact["bureau"], fact["article_id"]]
        key = (piece.layout, piece.kind, piece.style)
        chosen.setdefault(key, (piece.url, site.page(piece)))
    bare = Site(seed=11, articles=20, redesign=True)
    for fact in bare.truth()[:3]:
        piece = bare.pieces[fact["bureau"], fact["article_id"]]
        chosen["generic", piece.kind, str(fact["article_id"])] = (piece.url, bare.page(piece))
    return tuple(chosen.values())


def checked(html: bytes | str, url: str = URL) -> Article | NotAnArticle:
    """Read a page, and assert everything that holds for each answer."""
    found = extract(html, url)
    if isinstance(found, NotAnArticle):
        assert isinstance(found.reason, DropReason)
        assert found.seen
        return found
    assert isinstance(found, Article)
    check_article(found)
    return found


def check_article(found: Article) -> None:
    assert found.title.strip() == found.title != ""
    for name in FIELDS - {"ledger", "provenance"}:
        for text in texts(getattr(found, name)):
            assert not re.search("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]", text), name
    check_text(found)
    check_time(found)
    assert len(set(found.flags)) == len(found.flags)
    assert all(isinstance(flag, Flag) for flag in found.flags)
    assert set(found.provenance) <= FIELDS
    assert all(source for source in found.provenance.values())
    assert all(getattr(found, name) for name in found.provenance)
    assert all(credit.name.strip() == credit.name != "" for credit in found.credits)
    assert len({(c.role, c.name) for c in found.credits}) == len(found.credits)
    assert all(image.url for image in found.images)
    assert len({image.url for image in found.images}) == len(found.images)
    assert all(tag.strip() == tag != "" for tag in found.tags)
    assert (found.layout == "generic") <= (Flag.GENERIC_LAYOUT in found.flags)
    found.as_dict()


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts(one if isinstance(one, str) else getattr(one, "name", None))


def check_text(found: Article) -> None:
    entries = found.ledger
    inside = [entry.text for entry in entries if entry.fate is not Fate.REMOVED]
    assert found.text == ("\n\n".join(inside) or None)
    assert all(one == one.strip() != "" for one in inside)
    assert all("\n\n" not in one for one in inside)
    assert (found.text is None) == (Flag.NO_TEXT in found.flags)
    assert ("text" in found.provenance) == (found.text is not None)
    for entry in entries:
        assert (entry.reason is None) == (entry.fate is not Fate.REMOVED)
        weight = len("".join(entry.text.split()))
        assert entry.characters == weight or entry.reason is Residue.SCRIPT
    put_back = any(entry.fate is Fate.PUT_BACK for entry in entries)
    assert put_back == (Flag.TEXT_PUT_BACK in found.flags)
    repeated = any(entry.reason is Residue.REPEATED_BLOCK for entry in entries)
    assert repeated == (Flag.REPEATED_BLOCK in found.flags)


def check_time(found: Article) -> None:
    parts = (found.published, found.published_utc, found.published_day, found.published_precision)
    assert len({part is None for part in (*parts, found.published_source)}) == 1
    assert (found.published is None) == (Flag.NO_DATE in found.flags)
    if found.published_utc and found.published_day:
        assert UTC.match(found.published_utc)
        assert DAY.match(found.published_day)
        assert "published" in found.provenance


# --- hand-made hostility --------------------------------------------------------------------

DEEP = ("<div>", "<span>", "<ul><li>", "<table><tr><td>", "<blockquote><p>x", "<b>Baca juga: ")
HUGE = {
    "text node": "kata rekaan " * 420_000,
    "word": "a" * 1_000_000,
    "capitals": "Aa" * 500_000,
    "labels": "Editor: Budi " * 30_000,
    "labels in prose": "Editor: budi adalah orang yang baik hati dan rajin sekali " * 8_000,
    "read also": "Baca juga: " * 30_000,
    "prohibitions": "Dilarang keras ANTARA izin " * 15_000,
    "datelines": "(ANTARA " * 30_000,
    "copyrights": "© ANTARA " * 30_000,
    "hashtags": "#a " * 150_000,
    "digits": "1" * 1_000_000,
    "whitespace": " \xa0" * 400_000 + "x",
    "entities": "&amp;" * 300_000,
    "angle brackets": "<" * 300_000,
}
MANY = {
    "empty paragraphs": "<p></p>" * 100_000,
    "blank paragraphs": "<p>&nbsp;</p>" * 4_000,
    "equal paragraphs": "<p>kata</p>" * 8_000,
    "equal sentences": f"<p>{S[0]}</p>" * 4_000,
    "breaks": "kata<br>" * 12_000,
    "spans": "<span>k</span>" * 25_000,
    "links": "<a href='/berita/2/x'>Judul</a> " * 6_000,
    "headlines": "".join(f"<h3><a href='/berita/{n}/x'>Judul</a></h3>" for n in range(6_000)),
    "pictures": "".join(f"<img src='https://img.antaranews.com/{n}.jpg'>" for n in range(3_000)),
    "figures": "".join(
        f"<figure><img src='/cache/{n}.jpg'><figcaption>{n}</figcaption></figure>"
        for n in range(2_000)
    ),
    "advertisements": "<div style='min-height:9px'>iklan</div>" * 6_000,
    "nested advertisements": "<div style='min-height:9px'>" * 1_000 + S[0] * 3,
    "nested boxes": "<span class='baca-juga'>Baca juga: " * 3_000,
    "scripts": "<script>var a;</script>" * 6_000,
    "comments": "<!-- x -->" * 60_000,
    "attributes": "<div " + " ".join(f"a{n}=b" for n in range(50_000)) + ">x</div>",
    "containers": "<div class='post-content'>" * 3_000 + S[0],
    "json": "<script type='application/ld+json'>" + "[" * 100_000 + "</script>",
}


@pytest.mark.slow
@pytest.mark.parametrize("tag", DEEP)
@pytest.mark.parametrize("shell", [regional, unknown])
def test_nested_five_thousand_deep(tag: str, shell) -> None:
    found = checked(shell(paragraphs(*S) + tag * 5_000 + "dasar"))
    if shell is regional:
        assert isinstance(found, Article)
        assert found.text is not None
        assert found.text.startswith(S[0])
        assert "dasar" in found.text


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("tag", ["div", "span", "b"])
def test_nested_fifty_thousand_deep(tag: str, closed: bool) -> None:
    html = f"<{tag}>" * 50_000 + "dasar" + f"</{tag}>" * 50_000 * closed
    found = checked(regional(paragraphs(*S) + html))
    assert isinstance(found, NotAnArticle)
    assert "deep" in found.seen


@pytest.mark.slow
def test_many_elements_that_close_themselves_are_not_deep() -> None:
    found = checked(regional("".join(f"<p>{one}" for one in S) + "<p>kata<br><img>" * 8_000))
    assert isinstance(found, Article)
    assert found.text is not None
    assert found.text.startswith("\n\n".join(S))


@pytest.mark.slow
@pytest.mark.parametrize("what", HUGE)
def test_huge_text_nodes(what: str) -> None:
    found = checked(regional(f"<p>{S[0]}</p><p>{HUGE[what]}</p><p>{S[1]}</p>"))
    assert isinstance(found, Article)
    assert (found.text or "").startswith(S[0])
    assert Flag.TEXT_UNACCOUNTED not in found.flags


@pytest.mark.parametrize("what", ["text node", "word", "labels in prose", "hashtags"])
def test_huge_text_nodes_on_unknown_markup(what: str) -> None:
    checked(unknown(paragraphs(*S, HUGE[what][:400_000])))


@pytest.mark.slow
@pytest.mark.parametrize("what", MANY)
def test_many_elements(what: str) -> None:
    found = checked(regional(f"<p>{S[0]}</p>{MANY[what]}"))
    assert isinstance(found, Article)
    assert (found.text or "").startswith(S[0])
    assert Flag.TEXT_UNACCOUNTED not in found.flags


@pytest.mark.slow
@pytest.mark.parametrize("what", ["empty paragraphs", "figures", "headlines", "attributes"])
def test_many_elements_on_unknown_markup(what: str) -> None:
    checked(unknown(paragraphs(*S) + MANY[what][:MANY_BYTES]))


@pytest.mark.parametrize(
    "html",
    [
        *("", b"", "\x00", b"\x00" * 10_000, "\ud800", "<", "</", "<!", "<!--", "&", "&#", "<p"),
        *("&#0;&#xD800;&#x110000;", "<a href='", "<![CDATA[", "<?xml", "]]>", "<html><frameset>"),
        *(
            b"%PDF-1.4\n%\xe2\xe3",
            b"\x1f\x8b\x08\x00",
            b"\x89PNG\r\n",
            b"\xff\xfe\x00",
            b"\xef\xbb\xbf",
        ),
        bytes(range(256)) * 50,
        regional(paragraphs(*S)).replace("<p>", "<!-- <p>"),
        regional(paragraphs(*S)).replace("<p>", "<p>\ud800\udfff\x00"),
        regional(paragraphs(*S)).replace("<p>", "<p>&#0;&#xD800;\u202e\ufeff\ufffe"),
        regional("<svg><style><p>a</svg><math><mtext><table><p>b").replace("</", "<"),
        regional("<template><p>a</p></template><noscript><p>b</p></noscript><plaintext>"),
        regional(paragraphs(*S), title="\ufeff"),
        regional("<table><p>a<tr><div>b</table><select><p>c<option>d</select><form><form>e"),
    ],
)
def test_odd_bytes_and_markup(html: bytes | str) -> None:
    checked(html)
    checked(html, "https://sumsel.antaranews.com/foto/7/judul")


def test_surrogates_and_controls_never_reach_the_text() -> None:
    html = regional(f"<p>{S[0]}</p><p>sa\x00tu \ud800d\udfffua &#xD800; &#1;tiga</p>")
    found = checked(html)
    assert isinstance(found, Article)
    assert (found.text or "").split("\n\n")[1].startswith("satu dua")


@pytest.mark.parametrize(
    "thing",
    [
        r'{"@type":"NewsArticle","headline":"\ud800x","creator":{"name":"\udfff"}}',
        r'{"@type":"NewsArticle","headline":"x","articleBody":"\ud800\u0000a b\u0001"}',
        r'{"@type":"NewsArticle","headline":"a\u0000b","keywords":["\ud800"],"datePublished":"\ud800"}',
        '{"@type":"NewsArticle","headline":1e999,"datePublished":' + "9" * 4000 + "}",
        '{"@type":"NewsArticle","articleBody":{"a":1},"author":[[["x"]]],"keywords":{"a":[]}}',
    ],
)
def test_what_a_script_escapes(thing: str) -> None:
    script = f"<script type='application/ld+json'>{thing}</script>"
    checked(f"<html><head><title>Judul</title>{script}</head><body>ANTARA</body></html>")
    checked(unknown(paragraphs(*S), head=script).replace("<h1", "<h2"))
    html = regional(paragraphs(*S), credits="").replace("<h1 class='post-title'>", "<h2>")
    checked(html.replace("<head>", f"<head>{script}"))


@pytest.mark.parametrize(
    "url",
    [
        *("", "x", "https://", "http://[", "\x00", "\ud800"),
        "https://sumsel.antaranews.com:99999/berita/7/x",
        "https://sumsel.antaranews.com/berita/" + "9" * 5000,
        "https://sumsel.antaranews.com/berita/7/" + "a" * 10_000,
        "https://xn--.antaranews.com/berita/7/x",
        "https://\ud800.antaranews.com/berita/7",
    ],
)
def test_odd_addresses(url: str) -> None:
    checked(regional(paragraphs(*S)), url)


# --- chance ---------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("nth", range(12))
def test_truncated_anywhere(nth: int) -> None:
    url, html = pages()[nth % len(pages())]
    rng = Random(nth)
    for end in [*range(0, 200, 40), *(rng.randrange(len(html)) for _ in range(10))]:
        checked(html[:end], url)


def test_truncated_at_every_byte_of_the_body() -> None:
    html = regional(f"<p>{S[0]}</p><p>é “Baca juga: <a href='/berita/9/x'>ñ</a></p>").encode()
    start = html.index(b"<p>Umpama")
    for end in range(start, html.index(b"</body>"), 2):
        checked(html[:end])


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "latin-1", "cp1252", "utf-32", "cp037"]
)
def test_re_encoded(encoding: str) -> None:
    for url, html in pages()[:8]:
        found = checked(html.decode("utf-8", "replace").encode(encoding, "replace"), url)
        if encoding in ("utf-16", "utf-32"):
            want = extract(html.decode("utf-8", "replace"), url)
            assert found == want


TOKENS = re.compile(rb"<[^>]*>|[^<]+")
STRANGE = [b"<div>", b"</div>", b"</p>", b"<p>", b"<!--", b"-->", b"<script>", b"\xff\xfe", b"\x00"]
STRANGE += [b"Editor: ", b"Baca juga: ", b"(ANTARA) - ", b"<table>", b"<br><br>", b"&lt;", b"<b"]


@pytest.mark.slow
@settings(max_examples=120, **CHANCE)
@given(
    st.integers(0, 10_000), st.lists(st.tuples(st.integers(0, 3), st.floats(0, 0.999)), max_size=8)
)
def test_mutated(which: int, changes: list[tuple[int, float]]) -> None:
    url, html = pages()[which % len(pages())]
    tokens = TOKENS.findall(html)
    for deed, place in changes:
        at = int(place * len(tokens))
        other = int(place * 7919) % len(tokens)
        match deed:
            case 0:
                del tokens[at : at + 1 + other % 5]
            case 1:
                tokens.insert(at, STRANGE[other % len(STRANGE)])
            case 2:
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case _:
                tokens[at:at] = tokens[other : other + 6]
        tokens = tokens or [b"<p>"]
    checked(b"".join(tokens), url)


@settings(max_examples=60, **CHANCE)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    checked(data)
    checked(regional(f"<p>{S[0]}</p>|").encode().replace(b"|", data))


@settings(max_examples=60, **CHANCE)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    checked(text)
    checked(regional(f"<p>{S[0]}</p><p>{text}</p>", title=text, credits=f"{CREDITS}<br>{text}"))


# --- no state -------------------------------------------------------------------------------


def test_the_same_page_twice_and_others_between() -> None:
    first = [extract(html, url) for url, html in pages()]
    assert [extract(html, url) for url, html in pages()] == first
    backwards = [extract(html, url) for url, html in reversed(pages())]
    assert backwards[::-1] == first
    # A library that remembers paragraphs drops them from the fourth page on that has them.
    url, html = pages()[0]
    assert len({repr(extract(html, url)) for _ in range(6)}) == 1


def test_the_same_paragraphs_on_many_pages() -> None:
    for number in range(8):
        url = f"https://sumsel.antaranews.com/berita/{100 + number}/judul"
        for html in (regional(paragraphs(*S)), unknown(paragraphs(*S))):
            found = checked(html, url)
            assert isinstance(found, Article)
            assert found.text == "\n\n".join(S)


def test_results_are_nobody_elses() -> None:
    html = regional(paragraphs(*S))
    first, second = extract(html, URL), extract(html, URL)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    first.tags.append("x")
    first.flags.append(Flag.NO_DATE)
    first.provenance["x"] = "x"
    first.ledger.clear()
    assert extract(html, URL) == second != first


def test_every_page_of_the_sample_holds_what_always_holds() -> None:
    for url, html in pages():
        found = checked(html, url)
        assert isinstance(found, Article)
        assert Flag.TEXT_UNACCOUNTED not in found.flags


@pytest.mark.parametrize(
    "raw", ["Mon, 02 Jan 2023 08:30:00 +0700", "", "kemarin", "\ud800", "9" * 999]
)
def test_a_feeds_date_fills_only_what_is_missing(raw: str) -> None:
    html = regional(paragraphs(*S))
    dated = extract(html, URL)
    assert isinstance(dated, Article)
    assert with_feed_date(replace(dated), "Tue, 03 Jan 2023 08:30:00 +0700") == dated
    without = extract(re.sub(r"<time.*?</time>", "", html), URL)
    assert isinstance(without, Article)
    assert Flag.NO_DATE in without.flags
    filled = with_feed_date(without, raw)
    check_article(filled)
    assert (filled.published_utc == "2023-01-02T01:30:00Z") == raw.startswith("Mon")
