"""What a visitor's SQL may take of the machine: two seconds, 300 MB, never an empty error."""

from __future__ import annotations

import contextlib
import json
import re
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest

from pipelines.datasette import make_app, refusals
from pipelines.datasette.apart import Row
from tests.command_line import make_archive
from tests.nasty import NASTY
from tests.served import Serving, pages
from tests.stock.make import make_stock

MOST_SECONDS, MOST_BYTES = 2.0, 300_000_000
ARTICLES = 1500
LINUX = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="measured with /proc")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    archive = tmp_path_factory.mktemp("nasty") / "archive.db"
    make_stock(archive, ARTICLES)
    with Serving(archive) as one:
        one.get("archive")
        yield one


class Peak:
    """The most memory that a process and those that it started had at one time."""

    def __init__(self, process: int) -> None:
        self.process, self.bytes = process, 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.005):
            self.bytes = max(self.bytes, self._now(self.process))

    def _now(self, process: int) -> int:
        total = 0
        with contextlib.suppress(OSError):
            place = Path(f"/proc/{process}")
            words = place.joinpath("cmdline").read_bytes()
            total += int(place.joinpath("statm").read_text().split()[1]) * 4096
            for task in place.joinpath("task").iterdir():
                for child in task.joinpath("children").read_text().split():
                    # One that is only about to become another program has its parent's memory.
                    if Path(f"/proc/{child}/cmdline").read_bytes() != words:
                        total += self._now(int(child))
        return total


def asked(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=60) as page:
            return page.status, page.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


@pytest.mark.slow
@LINUX
@pytest.mark.parametrize("form", ["", ".json", ".csv"])
@pytest.mark.parametrize("what", NASTY)
def test_a_nasty_query_is_over_soon_and_says_why(served, what, form):
    address = f"{served.address}archive{form}?sql={quote(NASTY[what], safe='')}"
    assert len(address) < 65_000
    for _ in range(3):  # the other tests take the processor too
        with Peak(served.process.pid) as peak:
            began = time.monotonic()
            status, text = asked(address)
            took = time.monotonic() - began
        assert status in {200, 400}, text[:500]
        assert peak.bytes < MOST_BYTES
        if took < MOST_SECONDS:
            break
    assert took < MOST_SECONDS
    if status == 400 and form == ".json":
        assert json.loads(text)["error"]
    elif status == 400:
        assert re.search(r"message-error\">\s*\w|class=\"note\" lang=\"en\">\s*\w", text), text
    assert "Traceback" not in text


# ---- where SQL is off


@pytest.fixture
def small(tmp_path):
    make_archive(tmp_path / "archive.db")
    return tmp_path / "archive.db"


def app_of(path, *, any_sql):
    return make_app(path, "sample", immutable=False, any_sql=any_sql)


SQL = (
    "/archive?sql=select+1",
    "/archive.json?sql=select+1",
    "/archive.csv?sql=select+1",
    "/archive/articles?_where=1%3D1",
    "/archive/articles.json?_where=1%3D1",
    "/archive/articles.csv?_where=1%3D1",
)


def test_others_write_no_sql_and_the_rest_works(small):
    app = app_of(small, any_sql=False)
    for page in pages(app, *SQL):
        assert page.status_code in {400, 403}, page.url
    page, data, database, table, home, search = pages(
        app,
        *SQL[:2],
        "/archive",
        "/archive/articles?_search=ikan&kind=article",
        "/",
        "/search?q=ikan",
    )
    assert refusals.NO_SQL in page.text.replace("&#39;", "'")
    assert data.json()["error"] == refusals.NO_SQL
    assert refusals.NO_SQL in database.text.replace("&#39;", "'")
    assert "<textarea" not in database.text
    assert "sql=" not in table.text
    assert "Pasar ikan" in table.text
    assert (home.status_code, search.status_code) == (200, 200)


def test_the_owner_writes_sql(small):
    app = app_of(small, any_sql=True)
    for page in pages(app, *SQL):
        assert page.status_code == 200, page.url
    (database,) = pages(app, "/archive")
    assert "<textarea" in database.text
    assert 'id="no-sql"' not in database.text


@pytest.mark.slow
def test_serve_says_what_changes_for_others(small):
    with Serving(small, "--host", "0.0.0.0", "-s", "CONTACT=orang@example.org") as served:
        said = " ".join(served.said)
        assert "Others can reach this address: SQL of a visitor's own is off" in said
        address = served.address.replace("0.0.0.0", "127.0.0.1")
        assert asked(f"{address}archive.json?sql=select+1")[0] == 403
        assert asked(f"{address}archive/articles.json")[0] == 200
    with Serving(small, "--no-sql") as served:
        assert "Others" not in " ".join(served.said)
        assert asked(f"{served.address}archive.json?sql=select+1")[0] == 403


# ---- a row, a process


def test_a_row_is_one_of_sqlites():
    row = Row(("a", 2))
    row.columns = ["Name", "n"]
    assert (row["name"], row["n"], row[1], dict(row), list(row)) == (
        "a",
        2,
        2,
        {"Name": "a", "n": 2},
        ["a", 2],
    )
    with pytest.raises(IndexError):
        row["x"]


def test_a_process_that_ends_is_followed_by_another(small):
    app = app_of(small, any_sql=True)
    instr = f"/archive.json?sql={quote(NASTY['instr'], safe='')}"
    ok = "/archive.json?sql=select+1&_shape=arrayfirst"
    slow, *rest = pages(app, instr, ok, ok)
    assert (slow.status_code, slow.json()["error"]) == (400, refusals.TOO_LONG)
    assert [each.json() for each in rest] == [[1], [1]]


def test_where_the_file_lies_is_not_told_by_sql(small):
    app = app_of(small, any_sql=True)
    for sql in (
        "select * from pragma_database_list",
        "select file from PRAGMA_database_list()",
        "select a.file from sqlite_master, pragma_database_list a",
    ):
        (page,) = pages(app, f"/archive.json?sql={quote(sql)}")
        assert page.status_code == 400
        assert str(small.parent) not in page.text


def test_nothing_of_datasettes_own_database_is_shown(small):
    app = app_of(small, any_sql=True)
    for path in ("", ".json", ".db", "/databases", "/databases.json", "/databases.csv"):
        for asks in ("", "?sql=select+*+from+databases", "?_where=1"):
            (page,) = pages(app, f"/_internal{path}{asks}")
            assert page.status_code in {403, 404}, page.url
            assert str(small.parent) not in page.text
