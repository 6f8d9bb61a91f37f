"""The page of the search: words, filters, keys and addresses, turned over page by page."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

import pytest

from pipelines.archive import ArchiveSession, limited
from pipelines.datasette import make_app
from pipelines.datasette.pages import searching
from pipelines.datasette.pages.searching import key_typed
from tests.archives import Clock, stored
from tests.looked_around import titles
from tests.served import pages

if TYPE_CHECKING:
    from pathlib import Path


pytest_plugins = ["tests.around_fixtures"]


def test_a_search_is_turned_over(app: Any) -> None:
    seen: list[str] = []
    address, sizes = "/search?q=pasar&lang=en&bureau=bali", []
    while address:
        (page,) = pages(app, address)
        seen += titles(page)
        sizes.append(len(titles(page)))
        following = re.search(r'<a rel="next" href="(.*?)"', page.text)
        address = following[1].replace("&amp;", "&") + "&lang=en" if following else ""
    assert sizes == [30, 30, 10]
    assert len(set(seen)) == 70
    assert "Hits 61–70" in page.text
    first, whole = pages(app, "/search?q=pasar&bureau=bali&lang=en", "/search?q=hidup&lang=en")
    assert "Hits 1–30, there are more" in first.text
    assert "1 hit<" in whole.text
    assert 'rel="next"' not in whole.text


def test_json_and_csv_of_a_search_tell_the_next_page(app: Any) -> None:
    one, other, table = pages(
        app,
        "/search.json?q=pasar&bureau=bali",
        "/search.json?q=pasar&bureau=bali&page=3",
        "/search.csv?q=pasar&bureau=bali",
    )
    assert len(one.json()["articles"]) == 30
    assert one.json()["next"] == "http://localhost/search.json?q=pasar&bureau=bali&page=2"
    assert other.json()["next"] is None
    assert len(other.json()["articles"]) == 10
    assert "page=2" in table.headers["link"]


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e3", "", "\u0661", "9" * 30])
def test_a_strange_page_is_one_there_is(app: Any, page: str) -> None:
    (answer,) = pages(app, f"/search?q=pasar&page={page}")
    assert answer.status_code == 200
    assert "Traceback" not in answer.text


def test_beyond_the_last_page_that_is_shown_it_says_so(app: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(searching, "MOST_PAGES", 2)
    (page,) = pages(app, "/search?q=pasar&bureau=bali&page=2&lang=en")
    assert "narrow the search down" in page.text
    assert 'rel="next"' not in page.text


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ("bureau=sumsel", 4),
        ("kind=video", 1),
        ("section=politik", 1),
        ("place=ubud", 2),
        ("bureau=sumsel&since=2026-01-06&until=2026-01-07", 2),
        ("reporter=made+rekaan&bureau=sumsel", 4),
        ("", 30),
    ],
)
def test_filters_alone_list_what_passes_newest_first(app: Any, filters: str, count: int) -> None:
    page, data = pages(app, f"/search?{filters}", f"/search.json?{filters}")
    assert len(titles(page)) == len(data.json()["articles"]) == count
    days = [each["published"] for each in data.json()["articles"]]
    assert days == sorted(days, reverse=True)
    assert "yang terbaru lebih dahulu" in page.text


def test_filters_alone_are_turned_over(app: Any) -> None:
    one, two, three = pages(app, *[f"/search.json?bureau=bali&page={n}" for n in (1, 2, 3)])
    keys = [each["article_id"] for page in (one, two, three) for each in page.json()["articles"]]
    assert sorted(keys) == list(range(1, 71))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("since=2026-02-01&until=2026-01-01", "Since (2026-02-01) is after until (2026-01-01)."),
        ("bureau=tidak-ada", "Bureau: the archive has no “tidak-ada”."),
        ("kind=podcast", "Kind: the archive has no “podcast”."),
        ("reporter=Made+Rekan", "Perhaps: Made Rekaan."),
        ("until=besok", "“besok” is no day"),
    ],
)
def test_what_cannot_be_a_filter_is_said_and_nothing_counted(
    app: Any, asked: str, said: str
) -> None:
    (page,) = pages(app, f"/search?q=pasar&{asked}&lang=en")
    assert said in page.text
    assert "Nothing found" not in page.text
    assert titles(page) == []


def test_days_narrow_a_search_at_both_ends(app: Any) -> None:
    (page,) = pages(app, "/search.json?q=pasar&since=2026-01-03&until=2026-01-03")
    days = {each["published_day"] for each in page.json()["articles"]}
    assert days == {"2026-01-03"}


def test_nothing_found_says_what_else_to_try(app: Any) -> None:
    (page,) = pages(app, "/search?q=zzyzx&bureau=bali&lang=en")
    assert "Nothing found" in page.text
    assert 'href="/search?q=zzyzx"' in page.text
    assert 'href="/check?text=zzyzx"' in page.text


def test_a_walk_that_takes_too_long_says_so(app: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("pipelines.archive.listing.SECONDS", -1.0)
    monkeypatch.setattr(limited, "_STEPS", 1)
    (page,) = pages(app, "/search?kind=video")
    assert page.status_code == 200
    assert "dihentikan" in page.text


@pytest.mark.parametrize(
    ("typed", "leads"),
    [
        ("sumsel/71", "/a/sumsel/71"),
        (" bali/2 ", "/a/bali/2"),
        ("https://bali.antaranews.com/berita/2/pasar-rekaan", "/a/bali/2"),
        ("bali.antaranews.com/berita/2?x=1", "/a/bali/2"),
        ("bali/999", None),
        ("bali/2 pasar", None),
        ("https://bali.umpan.example/berita/2", None),
    ],
)
def test_a_key_or_an_address_leads_to_the_article(app: Any, typed: str, leads: str | None) -> None:
    async def ask_for() -> Any:
        await app.invoke_startup()
        return await app.client.get("/search", params={"q": typed})

    answer = asyncio.run(ask_for())
    assert answer.headers.get("location") == leads
    assert answer.status_code == (302 if leads else 200)


def test_the_national_site_is_www() -> None:
    assert key_typed("https://www.antaranews.com/berita/5/x") == ("www", 5)
    assert key_typed("antaranews.com/berita/5") == ("www", 5)


def test_brackets_of_a_text_are_no_marks(tmp_path: Path) -> None:
    with ArchiveSession.claim(tmp_path / "a.db", "live", clock=Clock()) as session:
        session.open()
        session.store([stored(1, text="Umpama (ANTARA) - Warga [foto] menonton burung.")])
    app = make_app(tmp_path / "a.db", "live", immutable=False)
    (page,) = pages(app, "/search?q=burung")
    assert "[foto]" in page.text
    assert re.findall("<mark>(.*?)</mark>", page.text) == ["burung"]
