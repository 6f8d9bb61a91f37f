"""The archive in Datasette: read-only, described, hidden where it is state, marked as a sample."""

from __future__ import annotations

import difflib
import json
import re
import signal
import socket
import urllib.error
import urllib.request
from importlib.resources import files

import pytest

from pipelines.archive.describe import described_tables
from pipelines.datasette import make_app
from pipelines.datasette.app import TEMPLATES
from pipelines.datasette.metadata import FIRST_COLUMNS, FIRST_TABLES, SORTED_BY, STATE_TABLES
from pipelines.datasette.refusals import TOO_MUCH
from tests.command_line import make_archive
from tests.served import Serving, pages

PAGES = ["/", "/archive", "/archive/articles", "/archive/articles/1", "/archive?sql=select+1", "/x"]

SQL_OF_URLS = "/archive?sql=select+url+from+articles"
DATASETTE_LINK = 'href="https://datasette.io/"'


@pytest.fixture(params=["sample", "live"])
def origin(request):
    return request.param


@pytest.fixture
def app(tmp_path, origin):
    make_archive(tmp_path / "archive.db", origin)
    return make_app(tmp_path / "archive.db", origin, immutable=False)


def test_every_page_of_a_sample_says_so_and_none_of_a_live_archive(app, origin):
    for page in pages(app, *PAGES):
        assert page.status_code in {200, 404}, page.url
        assert ('id="sample-banner"' in page.text) is (origin == "sample"), page.url


def test_the_frame_of_datasettes_pages_is_the_installed_one_with_what_is_added():
    installed = files("datasette").joinpath("templates/base.html").read_text("utf-8")
    ours = (TEMPLATES / "base.html").read_text("utf-8")
    _, _, frame = ours.partition("#}\n")
    changes = [
        line[:2] + line[2:].strip()
        for line in difflib.ndiff(installed.splitlines(), frame.splitlines())
        if line[:2] in ("- ", "+ ")
    ]
    assert [line for line in changes if line.startswith("- ")] == ["- <html>"]
    added = {'+ <html lang="en">', '+ <main id="content" tabindex="-1">', "+ </main>"}
    assert added <= set(changes)
    assert not [line for line in changes if "<script" in line]


def test_tables_and_columns_are_described(app):
    table, database = pages(app, "/archive/articles", "/-/metadata.json")
    assert "day in the bureau" in table.text  # published_day's meaning, beside the column
    told = json.loads(database.text)["databases"]["archive"]["tables"]
    described = {each.name for each in described_tables()}
    assert set(told) == described | {"_sqlite_migrations"}
    assert all(told[name]["description"] for name in described)


def test_state_is_hidden_and_the_product_is_not(app):
    (page,) = pages(app, "/archive.json?_shape=objects")
    tables = {each["name"]: each["hidden"] for each in page.json()["tables"]}
    assert set(STATE_TABLES) <= set(tables)
    assert all(tables[name] for name in STATE_TABLES)
    shown = {name for name, hidden in tables.items() if not hidden}
    # All of them: whoever adds a table decides whether people see it in the list.
    assert shown == {
        *("articles", "bureaus", "credits", "tags", "article_tags", "images", "revisions"),
        *("provenance", "ledger", "flags", "signals"),
    }
    assert {each["name"] for each in page.json()["views"]} == {"berita", "rejected"}


def test_what_is_hidden_is_decided_and_the_keepers_is():
    tables = {each.name for each in described_tables()}
    assert {"permissions", "backups", "bureau_watch", "tombstones"} <= set(STATE_TABLES) <= tables


def test_what_the_metadata_names_exists():
    columns = {each.name: set(each.columns) for each in described_tables()}
    assert set(STATE_TABLES) <= set(columns)
    for table, column in SORTED_BY.items():
        assert column in columns[table]


def test_nothing_can_be_written(app):
    statements = ["delete+from+articles", "create+table+t(a)", "pragma+user_version=7"]
    for page in pages(app, *[f"/archive.json?sql={each}" for each in statements]):
        assert page.status_code == 400
    write, count = pages(
        app,
        "/archive.json?sql=insert+into+tags(name)+values('x')",
        "/archive.json?sql=select+count(*)+from+articles&_shape=arrayfirst",
    )
    assert write.status_code == 400
    assert count.json() == [6]


def test_a_query_that_takes_too_much_memory_is_refused(app):
    query = "?sql=select+length(randomblob(900000000))"
    page, data = pages(app, f"/archive{query}", f"/archive.json{query}")
    assert (page.status_code, data.status_code) == (400, 400)
    assert TOO_MUCH in page.text
    assert 'href="/archive"' in page.text  # a way back
    assert data.json()["error"] == TOO_MUCH


def test_the_empty_memory_database_is_not_there(app):
    databases, gone = pages(app, "/-/databases.json", "/_memory")
    assert [each["name"] for each in databases.json()] == ["archive"]
    assert gone.status_code == 404


def test_articles_come_first(app):
    home, database = pages(app, "/", "/archive")
    assert 'href="/archive"' in home.text
    tables = re.findall(r'<h3><a href="/archive/(\w+)">', database.text)
    assert tuple(tables[: len(FIRST_TABLES)]) == FIRST_TABLES
    assert "stories" not in tables
    assert "select * from berita" in database.text


def test_two_facets_leave_time_for_the_page(app):
    assert 2 * app.setting("facet_time_limit_ms") <= app.setting("sql_time_limit_ms") == 800


def test_only_what_comes_first_is_counted(app):
    (page,) = pages(app, "/archive.json?_shape=objects")
    counts = {each["name"]: each["count"] for each in page.json()["tables"]}
    assert counts["articles"] == counts["credits"] == 6
    assert counts["bureaus"] == 3
    assert counts["flags"] is None
    assert all(counts[name] is None for name in STATE_TABLES)


def headings(page) -> list[str]:
    return re.findall(r'data-column="(\w+)"', page.text)


def test_articles_open_with_few_columns_and_all_are_a_click_away(app):
    few, every, chosen, searched = pages(
        app,
        "/archive/articles",
        "/archive/articles?_all=1",
        "/archive/articles?_col=layout",
        "/archive/articles?_search=ikan&kind=article",
    )
    assert headings(few) == list(FIRST_COLUMNS["articles"])
    assert headings(searched) == headings(few)
    assert "Pasar ikan Rekaan dibuka" in searched.text
    assert searched.text.count('class="col-title') == 2  # its heading and the one hit
    assert headings(every) == list(articles_columns())
    assert headings(chosen) == ["id", "layout"]
    assert 'href="/archive/articles?_all=1">Show all columns</a>' in few.text
    assert "Show all columns" not in every.text
    # Each cell stands under its own heading.
    (row,) = re.findall(r"<tr>\s*(<td.*?)</tr>", searched.text, re.DOTALL)
    assert re.findall(r'<td class="col-(\w+)', row) == headings(few)


def articles_columns() -> list[str]:
    (articles,) = [each for each in described_tables() if each.name == "articles"]
    return list(articles.columns)


def test_the_meanings_of_columns_are_folded_away(app):
    (page,) = pages(app, "/archive/articles")
    before, _, folded = page.text.partition("<details>")
    assert "day in the bureau" not in before
    assert "day in the bureau" in folded.partition("</details>")[0]
    assert page.text.count('<dl class="column-descriptions">') == 1


def test_one_article_has_a_field_a_line(app):
    (page,) = pages(app, "/archive/articles/1")
    fields = re.findall(r'<th scope="row">(\w+)</th>', page.text)
    assert fields == articles_columns()


def test_addresses_of_a_sample_are_no_links(app, origin):
    for page in pages(app, "/archive/articles/1", "/archive/articles?_col=url", SQL_OF_URLS):
        assert "antaranews.com/" in page.text
        assert ('href="https://' in page.text.replace(DATASETTE_LINK, "")) is (origin == "live")


def test_full_text_search_works_in_the_table(app):
    (page,) = pages(app, "/archive/articles.json?_search=ikan&_shape=array")
    assert {each["article_id"] for each in page.json()} == {11, 22}


def test_an_archive_can_be_opened_as_immutable(tmp_path):
    archive = tmp_path / "archive.db"
    make_archive(archive)
    app = make_app(archive, "sample", immutable=True)
    (page,) = pages(app, "/-/databases.json")
    told = {each["name"]: each["is_mutable"] for each in page.json()}
    assert told["archive"] is False


# ---- antara serve


@pytest.mark.slow
def test_serve_shows_the_archive_until_ctrl_c(held):
    before = held.archive.read_bytes()
    with Serving(held.archive) as served:
        assert served.said[0] == (f"Archive: {held.archive} (a sample: its articles are invented)")
        assert "Festival perahu" in served.get("archive/articles")[1]
        served.process.send_signal(signal.SIGINT)
        out, err = served.process.communicate(timeout=30)
        assert served.process.returncode == 130
        assert (out, err) == ("", "Interrupted.\n")
    assert held.archive.read_bytes() == before


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("nope", 404, "Halaman ini tidak ada"),
        ("archive/nope", 404, "Table not found"),
        ("archive/articles/99999", 404, "Record not found"),
        ("archive/articles/99999.json", 404, '"ok": false'),
        ("archive?sql=delete+from+articles", 400, "Statement must be a SELECT"),
        ("archive?sql=select+nope", 400, "no such column"),
        ("archive?sql=select+length(randomblob(900000000))", 400, TOO_MUCH),
    ],
)
def test_what_is_not_there_or_refused_is_a_page_and_no_traceback(served_once, path, status, said):
    served_once.get("")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{served_once.address}{path}", timeout=30)
    with refused.value as answer:
        assert answer.code == status
        assert said in answer.read().decode()


@pytest.fixture(scope="module")
def served_once(tmp_path_factory):
    """One process for these pages; in the end it must have printed no traceback of theirs."""
    archive = tmp_path_factory.mktemp("served") / "archive.db"
    make_archive(archive)
    with Serving(archive) as served:
        yield served
        served.process.send_signal(signal.SIGINT)
        out, err = served.process.communicate(timeout=30)
    # Datasette prints a line of its own for SQL with an unknown name.
    assert out == ""
    assert "Traceback" not in err
    assert err.count("\n") <= 2
    assert err.endswith("Interrupted.\n")


@pytest.mark.slow
def test_serve_while_a_crawl_writes(held):
    from pipelines.archive import ArchiveSession, Found, Stored
    from tests.command_line import invented

    with Serving(held.archive) as served, ArchiveSession.claim(held.archive, "sample") as session:
        assert "Festival" in served.get("archive/articles")[1]
        session.open()
        session.begin_run("crawl latest", {})
        new = invented("bali", 23, "article", "Kabar susulan", "2026-01-09T08:00:00+08:00")
        session.add_found([Found(new.url, new.bureau, new.article_id, new.kind, "feed")])
        session.store([Stored(session.frontier_id("bali", 23), new.as_dict())])
        assert "Kabar susulan" in served.get("archive/articles")[1]


def test_a_taken_port_is_one_line(held):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = held("serve", "--port", str(port))
    assert (result.status, result.out) == (2, "")
    said = result.err.splitlines()
    assert said[-1].startswith(f"Cannot listen on 127.0.0.1 port {port}: ")
    assert "antara serve --port 0" in said[-1]
    assert len(said) == 2
