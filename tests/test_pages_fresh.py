"""What pages say where nothing is held: an archive without articles, a list without any."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

import pytest

from pipelines.archive import ArchiveReader, ArchiveSession, derived
from pipelines.archive.derived import Kind
from pipelines.archive.questions import QUESTIONS
from pipelines.datasette import make_app
from pipelines.datasette.pages.labels import labels_in
from tests.archives import Clock, found, stored
from tests.looked_around import make_around
from tests.served import pages, pages_of

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "Burung+terbang+melewati+pasar+kota+pada+pagi+itu"
WHAT_IT_SAYS = {
    "/": "nothing_held",
    "/b": "nothing_held",
    "/changes": "nothing_held",
    "/section": "nothing_held",
    "/place": "nothing_held",
    "/reporter": "nothing_held",
    "/tag": "nothing_held",
    "/search": "nothing_held",
    "/search?q=pasar": "nothing_held",
    "/search?q=bali/1": "nothing_held",
    "/search?kind=video": "nothing_held",
    "/search?bureau=bali": "Biro: tidak ada “bali” di arsip.",
    "/check": "check_is",
    f"/check?text={WORDS}": "Tidak dapat dipastikan",
    "/b/bali": "no_list",
    "/section/Ekonomi": "no_list",
    "/place/Denpasar": "no_list",
    "/reporter/Made%20Rekaan": "no_list",
    "/tag/pasar": "no_list",
    "/a/bali/9": "never_heard_of",
    "/a/bali/9/changes": "never_heard_of",
    "/s/bali/9": "never_heard_of",
}
"""By address: what must stand on its page, a label's name or words."""
FORMS = {
    "/search.json": '"articles": []',
    "/search.csv": "bureau,article_id,",
    "/search.atom": "<feed ",
    "/search.json?q=pasar": '"articles": []',
    "/a/bali/9.json": '"error": "not held"',
    "/check.json?text=x": '"verdict": "cannot_tell"',
    "/archive/articles": "0 rows",
    "/archive/berita": "0 rows",
    **{f"/archive/{each.name}": "0 results" for each in QUESTIONS},
}


def make(path: Path, kind: str) -> None:
    """Make an archive without articles: of no run, of a run that found some, of one withdrawn."""
    with ArchiveSession.claim(path, "live", clock=Clock()) as session:
        session.open()
        if kind != "new":
            session.begin_run("crawl latest", {})
            session.add_found([found(1)])
            session.finish_run("finished", {})
        if kind == "withdrawn":
            session.store([stored(2)])
            session.withdraw({("bali", 2): []}, "alasan", "pemohon")


def says(page: Any, what: str) -> bool:
    words = labels_in("id").get(what, what)
    return words in re.sub(r"<[^>]+>", "", html.unescape(page.text))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["new", "walked", "withdrawn"])
def test_every_page_of_an_archive_without_articles_says_so(tmp_path: Path, kind: str) -> None:
    make(tmp_path / "archive.db", kind)
    app = make_app(tmp_path / "archive.db", "live", immutable=False)
    for (address, what), page in zip(WHAT_IT_SAYS.items(), pages(app, *WHAT_IT_SAYS), strict=True):
        assert page.status_code == (404 if what in ("no_list", "never_heard_of") else 200), address
        assert says(page, what), address
    for (address, words), page in zip(FORMS.items(), pages(app, *FORMS), strict=True):
        assert page.status_code == (404 if "error" in words else 200), address
        assert words in page.text, address


def test_others_are_told_as_well(tmp_path: Path) -> None:
    make(tmp_path / "archive.db", "walked")
    made = derived.make(tmp_path / "archive.db", Kind.TITLES)
    for page in pages_of(made, "/", "/b", "/tag", "/search", kind=Kind.TITLES):
        assert page.status_code == 200
        assert says(page, "nothing_held"), page.url


def test_a_bureau_of_which_all_was_withdrawn_is_none(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    make(path, "withdrawn")
    with ArchiveReader(path) as reader:
        assert reader.bureaus() == reader.bureau_names() == []
    with ArchiveSession.claim(path, "live", clock=Clock()) as session:
        session.open()
        session.store([stored(3, "sumsel")])
    listed, search = pages(make_app(path, "live", immutable=False), "/b", "/search")
    assert re.findall(r'href="/b/(\w+)"', listed.text) == ["sumsel"]
    assert re.findall(r'<option value="(bali|sumsel)"', search.text) == ["sumsel"]


def test_what_no_article_has_is_told_of_its_list(tmp_path: Path) -> None:
    nothing: dict[str, Any] = {"credits": [], "tags": [], "category": None, "dateline_place": None}
    undated = {"published": None, "published_utc": None, "published_day": None}
    with ArchiveSession.claim(tmp_path / "archive.db", "live", clock=Clock()) as session:
        session.open()
        session.store([stored(1, **nothing, **undated)])
    app = make_app(tmp_path / "archive.db", "live", immutable=False)
    wanted = dict.fromkeys(("/section", "/place", "/reporter", "/tag"), "none_named")
    wanted |= {"/changes": "none_changed", "/": "none_dated", "/search?q=zzyzx": "nothing_found"}
    for (address, what), page in zip(wanted.items(), pages(app, *wanted), strict=True):
        assert page.status_code == 200
        assert says(page, what), address
        assert not says(page, "nothing_held"), address


def test_before_the_first_article_of_a_list_there_is_a_way_back(tmp_path: Path) -> None:
    make_around(tmp_path / "archive.db")
    app = make_app(tmp_path / "archive.db", "live", immutable=False)
    for address in ("/b/bali", "/place/Denpasar", "/tag/pasar"):
        page, data = pages(
            app,
            f"{address}?before=2000-01-01T00:00:00Z,1",
            f"{address}.json?before=2000-01-01T00:00:00Z,1",
        )
        assert page.status_code == 200
        assert says(page, "nothing_older"), address
        assert f'<a href="{address}">{labels_in("id")["to_newest"]}</a>' in page.text
        assert data.json()["articles"] == []
        assert data.json()["next"] is None
