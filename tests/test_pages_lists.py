"""The pages that list articles, and the same as CSV, JSON and Atom."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from crawler.items import Credit, Role
from pipelines.archive import ArchiveSession
from pipelines.datasette import make_app
from pipelines.datasette.pages import bureau_days, lists
from pipelines.datasette.pages.bars import bars
from pipelines.datasette.pages.forms import COLUMNS, as_atom, as_csv, moment_of, xml_text
from pipelines.datasette.pages.links import link
from tests.archives import Clock, found, stored
from tests.looked_around import on
from tests.served import pages

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = '<script>alert(1)</script>\x00\x1b & "q"'
SLASHED = "A/B?c#d .csv"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(params=["live"])
def app(tmp_path: Path, request: Any, monkeypatch: Any) -> Any:
    """Five articles of bali and two of sumsel, three to a page."""
    monkeypatch.setattr(lists, "LENGTH", 3)
    path = tmp_path / "archive.db"
    undated = {"published": None, "published_utc": None, "published_day": None}
    with ArchiveSession.claim(path, request.param, clock=Clock()) as session:
        session.open()
        session.add_found([found(99)])
        session.store(
            [
                on(1, 1),
                on(2, 2, title=HOSTILE, tags=[SLASHED, "../x"], category="..."),
                on(
                    3,
                    3,
                    credits=[Credit(Role.REPORTER, SLASHED, "x"), Credit(Role.EDITOR, "E", "E")],
                ),
                on(4, 4, title="=HYPERLINK(1)", dateline_place="Ubud \U0001f600"),
                stored(5, **undated, title="Tanpa hari"),
                on(6, 6, "sumsel", updated="2026-02-01T07:00:00+07:00"),
                on(7, 7, "sumsel"),
            ]
        )
    return make_app(path, request.param, immutable=False)


def keys(page: Any) -> list[str]:
    return re.findall(r'<li><a href="/a/([a-z]+/\d+)">', page.text)


LISTS = {
    "/b/bali": ["bali/4", "bali/3", "bali/2", "bali/1", "bali/5"],
    "/section/Ekonomi": ["sumsel/7", "sumsel/6", "bali/4", "bali/3", "bali/1", "bali/5"],
    "/place/Denpasar": ["sumsel/7", "sumsel/6", "bali/3", "bali/2", "bali/1", "bali/5"],
    "/reporter/Made%20Rekaan": ["sumsel/7", "sumsel/6", "bali/4", "bali/2", "bali/1", "bali/5"],
    "/tag/pasar": ["sumsel/7", "sumsel/6", "bali/4", "bali/3", "bali/1", "bali/5"],
}


@pytest.mark.parametrize("address", LISTS)
def test_a_list_is_turned_over_page_by_page(app: Any, address: str) -> None:
    seen: list[str] = []
    at: str | None = address
    while at:
        (page,) = pages(app, at)
        assert page.status_code == 200
        assert len(keys(page)) <= 3
        seen += keys(page)
        following = re.search(r'<a rel="next" href="([^"]+)"', page.text)
        at = following[1].replace("&amp;", "&") if following else None
        assert len(seen) < 20
    assert seen == LISTS[address]


def test_one_article_is_not_several(app: Any) -> None:
    """The section that only one article has, on a page of a list and on its bureau's."""
    (page,) = pages(app, "/section/...?lang=en")
    assert "<p>1 article</p>" in page.text


def test_a_bureau_with_one_article(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with ArchiveSession.claim(path, "live", clock=Clock()) as session:
        session.open()
        session.store([on(1, 1)])
    (page,) = pages(make_app(path, "live", immutable=False), "/b/bali?lang=en")
    assert "<p>1 article " in page.text


def test_what_a_list_says_of_itself(app: Any) -> None:
    tag, bureau, later = pages(
        app,
        "/tag/pasar?lang=en",
        "/b/bali?lang=en",
        "/b/bali?lang=en&before=2026-01-02T01:00:00Z,2",
    )
    assert "6 articles" in tag.text
    assert '<a href="/b/bali">bali</a> <span class="number">4</span>' in tag.text
    assert '<svg xmlns="http://www.w3.org/2000/svg" role="img"' in bureau.text
    assert "2026-01: 4</title>" in bureau.text
    assert "without a date: 1" in bureau.text
    assert (
        '<a href="/section/Ekonomi"><bdi>Ekonomi</bdi></a> <span class="quiet">4</span>'
        in bureau.text
    )
    assert "days since 2026" in bureau.text
    assert re.search(r"1 January 2026 – .*: not looked through", bureau.text)
    assert 'id="coverage"' not in later.text, "it is worth a look once"
    for page in (tag, bureau, later):
        assert "<script" not in page.text
        assert "None" not in page.text


def test_an_article_names_its_copies_and_states_without_comparing_them(
    tmp_path: Path, monkeypatch: Any
) -> None:
    path = tmp_path / "archive.db"
    with ArchiveSession.claim(path, "live", clock=Clock()) as session:
        session.open()
        text = " ".join(f"Kalimat rekaan nomor {n} dari pasar." for n in range(60))
        session.store([on(1, 1, text=text), on(2, 2, "sumsel", text=text, title="Salinan")])
        session.store([on(2, 2, "sumsel", text=text, title="Salinan, ralat")])
    from pipelines.archive import ArchiveReader

    for costly in ("story", "states"):
        monkeypatch.setattr(ArchiveReader, costly, None)
    app = make_app(path, "live", immutable=False)
    one, other = pages(app, "/a/bali/1?lang=en", "/a/sumsel/2?lang=en")
    assert '<a href="/a/sumsel/2"><bdi>Salinan, ralat</bdi></a>' in one.text
    assert 'href="/a/bali/1"' in other.text
    assert 'href="/a/sumsel/2">' not in other.text
    assert "2 states" in other.text
    assert "Seen once only" in one.text


def test_how_complete_a_bureau_is_is_judged_once(app: Any, monkeypatch: Any) -> None:
    asked: list[str] = []
    true = bureau_days.coverage_of
    monkeypatch.setattr(bureau_days, "_coverage", {})
    monkeypatch.setattr(
        bureau_days, "coverage_of", lambda reader, name: asked.append(name) or true(reader, name)
    )
    for page in pages(app, "/b/bali", "/b/bali?lang=en", "/b/sumsel"):
        assert 'id="coverage"' in page.text
    assert asked == ["bali", "sumsel"]


def test_names_of_any_kind_can_be_asked_for(app: Any) -> None:
    article, reporter = pages(app, "/a/bali/2", "/a/bali/3")
    tags = re.findall(r'href="(/tag/[^"]+)"', article.text)
    assert tags[0] == "/tag/A%2FB%3Fc%23d%20%2Ecsv"
    (named,) = re.findall(r'href="(/reporter/[^"]+)"', reporter.text)
    for page in pages(app, tags[0], named, "/section/...", f"/place/{quote('Ubud 😀')}"):
        assert page.status_code == 200, page.url
        assert page.headers["content-type"].startswith("text/html")
        assert len(keys(page)) == 1
    (given,) = pages(app, f"{named}.csv")
    assert given.headers["content-type"] == "text/csv; charset=utf-8"
    assert given.text.count("\r\n") == 2


def test_links_lead_from_the_article_and_the_front_page(app: Any) -> None:
    article, front = pages(app, "/a/bali/1", "/")
    for address in ("/b/bali", "/section/Ekonomi", "/place/Denpasar", "/reporter/Made%20Rekaan"):
        assert f'href="{address}"' in article.text
    assert "/reporter/Wayan" not in article.text, "an editor has no list"
    assert 'href="/b/sumsel"' in front.text


def test_a_name_in_other_letters_leads_to_the_one_that_is_held(app: Any) -> None:
    (page,) = pages(app, "/reporter/made%20REKAAN")
    assert page.status_code == 200
    assert page.url.path == "/reporter/Made Rekaan"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/reporter/Nobody", 404),
        ("/tag/..%2Fy", 404),
        ("/b/nobody", 404),
        ("/b/nobody.atom", 404),
        ("/section/x%00y", 404),
        ("/tag/%FF%FE", 404),
        ("/b/bali?before=x", 400),
        ("/b/bali.csv?before=1,1;drop", 400),
        ("/reporter/" + "x" * 5000, 404),
    ],
)
def test_what_is_not_held_or_cannot_be_read_is_said(app: Any, address: str, status: int) -> None:
    (page,) = pages(app, address)
    assert page.status_code == status
    assert "Traceback" not in page.text


def test_csv_is_safe_in_a_spreadsheet_and_raw_on_demand(app: Any) -> None:
    safe, raw = pages(app, "/b/bali.csv", "/b/bali.csv?raw=1")
    rows = list(csv.DictReader(io.StringIO(safe.text, newline="")))
    assert list(rows[0]) == list(COLUMNS)
    assert [row["title"] for row in rows][:2] == [
        "'=HYPERLINK(1)",
        "Pasar rekaan nomor 3 dibuka kembali",
    ]
    assert rows[0]["page"] == "http://localhost/a/bali/4"
    assert (
        safe.headers["link"]
        == '<http://localhost/b/bali.csv?before=2026-01-02T01%3A00%3A00Z%2C2>; rel="next"'
    )
    assert ",=HYPERLINK(1)," in raw.text
    assert not safe.text.startswith("\ufeff")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_sign_makes_a_formula(sign: str) -> None:
    (row,) = csv.DictReader(io.StringIO(as_csv([{"title": f"{sign}1"}]), newline=""))
    assert row["title"] == f"'{sign}1"
    assert f"{sign}1" in as_csv([{"title": f"{sign}1"}], raw=True)


@given(st.lists(st.text()))
def test_csv_gives_back_what_it_was_given(titles: list[str]) -> None:
    rows = [{"bureau": "bali", "title": title} for title in titles]
    read = list(csv.DictReader(io.StringIO(as_csv(rows, raw=True), newline="")))
    assert [row["title"] for row in read] == titles
    safe = list(csv.DictReader(io.StringIO(as_csv(rows), newline="")))
    for row, title in zip(safe, titles, strict=True):
        assert row["title"].replace("'", "") == title.replace("'", "")


@given(st.text(st.sampled_from("=+-@;,\t\n\r \u3000\u200b\"'1x＝")), st.sampled_from(",;\t"))
def test_no_cell_is_a_formula_however_the_cells_are_parted(title: str, parted_by: str) -> None:
    """A spreadsheet that is told nothing parts cells as its country does."""
    whole = as_csv([{"bureau": "bali", "title": title}])
    for row in csv.reader(io.StringIO(whole, newline=""), delimiter=parted_by):
        for cell in row:
            bare = cell.lstrip("\t\n\r \u3000\u200b")
            assert not bare.startswith(("=", "@", "＝")), (row, cell)
            assert not re.match(r"[+-]\S", bare), (row, cell)


def test_json_has_the_same_and_where_it_goes_on(app: Any) -> None:
    (page,) = pages(app, "/b/bali.json")
    told = page.json()
    assert [each["article_id"] for each in told["articles"]] == [4, 3, 2]
    assert told["articles"][2]["title"] == HOSTILE
    assert told["sample"] is False
    (rest,) = pages(app, told["next"].removeprefix("http://localhost"))
    assert [each["article_id"] for each in rest.json()["articles"]] == [1, 5]
    assert rest.json()["next"] is None


def valid_atom(text: str) -> Any:
    """Parse a feed as strictly as RFC 4287 asks."""
    root = etree.fromstring(text.encode())
    assert root.tag == f"{ATOM}feed"
    every = [root, *root.findall(f"{ATOM}entry")]
    for each in every:
        for name in ("id", "title", "updated"):
            assert len(each.findall(f"{ATOM}{name}")) == 1, name
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", each.findtext(f"{ATOM}id"))
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", each.findtext(f"{ATOM}updated"))
        assert any(one.get("rel") == "alternate" for one in each.findall(f"{ATOM}link"))
    assert len({each.findtext(f"{ATOM}id") for each in every}) == len(every)
    assert len(root.findall(f"{ATOM}author")) == 1
    assert not feedparser.parse(text.encode()).bozo
    return root


def test_a_feed_of_a_list_is_valid_and_its_ids_stay(app: Any) -> None:
    one, other = pages(app, "/b/sumsel.atom", "/b/sumsel.atom?before=2026-01-06T01:00:00Z,6")
    assert one.headers["content-type"] == "application/atom+xml; charset=utf-8"
    root = valid_atom(one.text)
    assert root.findtext(f"{ATOM}updated") == "2026-02-01T00:00:00Z"
    entries = root.findall(f"{ATOM}entry")
    assert [each.findtext(f"{ATOM}updated") for each in entries] == [
        "2026-01-07T01:00:00Z",
        "2026-02-01T00:00:00Z",
    ]
    assert entries[1].findtext(f"{ATOM}published") == "2026-01-06T01:00:00Z"
    links = {each.get("rel"): each.get("href") for each in entries[0].findall(f"{ATOM}link")}
    assert links["alternate"] == "http://localhost/a/sumsel/7"
    assert links["via"].startswith("https://sumsel.antaranews.com/")
    own = {each.get("rel"): each.get("href") for each in root.findall(f"{ATOM}link")}
    assert own == {
        "self": "http://localhost/b/sumsel.atom",
        "alternate": "http://localhost/b/sumsel",
    }
    valid_atom(other.text)


def test_a_feed_survives_titles_of_any_kind(app: Any) -> None:
    (page,) = pages(app, "/b/bali.atom")
    titles = [
        each.findtext(f"{ATOM}title") for each in valid_atom(page.text).findall(f"{ATOM}entry")
    ]
    assert titles[2] == '<script>alert(1)</script> & "q"'


@given(st.text(), st.text(), st.text())
def test_any_text_makes_a_valid_feed(title: str, snippet: str, name: str) -> None:
    row = {
        "bureau": "bali",
        "article_id": 1,
        "title": title,
        "snippet": snippet,
        "url": name,
        "page": f"http://a.example/{quote(name)}",
        "published": name,
        "updated": None,
    }
    made = as_atom(
        [row],
        title=name,
        key=name,
        own="http://a.example/x",
        page="http://a.example/",
        language="id",
        rights=title,
    )
    entry = valid_atom(made).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == xml_text(title)


@pytest.mark.parametrize(
    ("row", "moment"),
    [
        ({}, "1970-01-01T00:00:00Z"),
        ({"published": "2026-03-04"}, "2026-03-04T00:00:00Z"),
        ({"published_utc": "2026-03-04T01:00:00Z", "updated": "x"}, "2026-03-04T01:00:00Z"),
        ({"published": "0001-01-01T00:00:00+09:00"}, "1970-01-01T00:00:00Z"),
    ],
)
def test_an_entry_has_a_time_whatever_the_page_told(row: Any, moment: str) -> None:
    assert moment_of(row) == moment


def test_a_search_has_the_same_hits_in_every_form(app: Any) -> None:
    query = "?q=pasar&bureau=bali&since=2026-01-01"
    page, given, told, feed = pages(
        app, *(f"/search{form}{query}" for form in ("", ".csv", ".json", ".atom"))
    )
    for form in ("csv", "json", "atom"):
        assert f'href="/search.{form}?q=pasar&amp;bureau=bali&amp;since=2026-01-01"' in page.text
    assert '<link rel="alternate" type="application/atom+xml"' in page.text
    shown = re.findall(r'<li><p><a href="/a/bali/(\d+)"', page.text)
    assert len(shown) >= 3
    assert [row["article_id"] for row in csv.DictReader(io.StringIO(given.text))] == shown
    assert [str(each["article_id"]) for each in told.json()["articles"]] == shown
    assert "snippet" in told.json()["articles"][0]
    root = valid_atom(feed.text)
    assert len(root.findall(f"{ATOM}entry")) == len(shown)
    assert root.findtext(f"{ATOM}title").endswith("pasar")


def test_what_a_search_could_not_use_is_told_in_json(app: Any) -> None:
    told, empty = pages(app, "/search.json?q=pasar&since=gestern&lang=en", "/search.atom?q=")
    assert told.json()["articles"] == []
    assert told.json()["notes"] == ["Since: “gestern” is no day. Write 2026-01-31, say."]
    assert len(valid_atom(empty.text).findall(f"{ATOM}entry")) == 7  # without words: the newest


@pytest.mark.parametrize("app", ["sample"], indirect=True)
def test_a_sample_says_so_in_every_form_and_leads_nowhere(app: Any) -> None:
    told, feed = pages(app, "/b/bali.json", "/b/bali.atom?lang=en")
    assert told.json()["sample"] is True
    assert 'rel="via"' not in feed.text
    assert "every article here is invented" in valid_atom(feed.text).findtext(f"{ATOM}rights")


def test_bars_stand_for_months() -> None:
    drawn = bars({"2025-12": 3, "2026-02": 6, "": 9, "2026-03": 0}, "<Artikel>")
    assert drawn is not None
    assert drawn.count("<rect") == 2
    assert "2026-02: 6</title>" in drawn
    assert "<Artikel>" not in drawn
    tall = {
        month: float(high)
        for high, month in re.findall(r'height="([\d.]+)" class="held"><title>([\d-]+)', drawn)
    }
    assert tall["2026-02"] == pytest.approx(2 * tall["2025-12"])
    assert bars({"": 3}, "x") is None
    many = {f"{year}-{month:02}": 5 for year in range(1990, 2027) for month in range(1, 13)}
    wide = bars(many, "x")
    assert wide is not None
    assert max(float(x) for x in re.findall(r'<rect x="([\d.]+)"', wide)) < 860


def test_a_name_that_ends_like_a_form_is_told_apart() -> None:
    class Urls:
        @staticmethod
        def path(path: str) -> str:
            return path

    one: Any = type("One", (), {"urls": Urls})
    assert link(one, "tag", "a.json") == "/tag/a%2Ejson"
    assert link(one, "-", "arsip", "a.json") == "/-/arsip/a.json"
