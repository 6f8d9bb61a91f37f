"""What is refused before anything reads it: long addresses, many parameters, other methods."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from pipelines.datasette import addresses, limits, make_app, refusals
from pipelines.datasette.statements import reads
from tests.command_line import make_archive
from tests.served import pages

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = "/archive/articles"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("addresses") / "archive.db"
    make_archive(path)
    return path


def app_of(archive: Path, *, any_sql: bool = True) -> Any:
    return make_app(archive, "sample", immutable=False, any_sql=any_sql)


def requested(app: Any, method: str, path: str, **how: Any) -> Any:
    async def ask() -> Any:
        await app.invoke_startup()
        return await app.client.request(method, path, **how)

    return asyncio.run(ask())


def refused(asks: str, *, any_sql: bool = True) -> tuple[int, str] | None:
    return addresses.refused("GET", ARTICLES, asks, any_sql=any_sql)


# ---- how much


@pytest.mark.parametrize(
    ("fits", "too_much", "said"),
    [
        (
            "text=" + "x" * (limits.MOST_ADDRESS - len(ARTICLES) - 5),
            "text=" + "x" * (limits.MOST_ADDRESS - len(ARTICLES) - 4),
            refusals.ADDRESS,
        ),
        ("sql=" + "x" * limits.MOST_SQL, "sql=" + "+" * (limits.MOST_SQL + 1), refusals.STATEMENT),
        (
            "_where=" + "x" * (limits.MOST_ELSE - 6),
            "_where=" + "x" * (limits.MOST_ELSE - 5),
            refusals.ELSE,
        ),
        (
            "&".join(["a=1"] * limits.MOST_PARAMETERS),
            "&".join(["a=1"] * (limits.MOST_PARAMETERS + 1)),
            refusals.PARAMETERS,
        ),
        (
            "&".join(f"_facet=c{at}" for at in range(limits.MOST_FACETS)),
            "&".join(f"_facet=c{at}" for at in range(limits.MOST_FACETS + 1)),
            refusals.FACETS,
        ),
        ("&".join(["_facet=id"] * limits.MOST_PARAMETERS), "_facet=id&" * 1000, None),
    ],
    ids=["address", "statement", "else", "parameters", "facets", "one facet"],
)
def test_what_is_asked_is_bounded(fits: str, too_much: str, said: str | None) -> None:
    assert refused(fits) is None
    assert refused(too_much) == (400, said or refusals.PARAMETERS)


@pytest.mark.parametrize("ending", ["", ".json"])
def test_what_is_too_much_is_said_on_a_page_that_does_not_repeat_it(
    archive: Path, ending: str
) -> None:
    began = time.monotonic()
    for asks in ("&".join(f"x{at}=1" for at in range(5000)), "sql=" + "x" * 60_000):
        (page,) = pages(app_of(archive), f"{ARTICLES}{ending}?{asks}")
        assert page.status_code == 400
        assert len(page.content) < 4000
        said = page.json()["error"] if ending else page.text
        assert (refusals.PARAMETERS if "&" in asks else refusals.STATEMENT) in said
    assert time.monotonic() - began < 2


def test_where_sql_is_off_it_is_not_looked_at(archive: Path) -> None:
    app = app_of(archive, any_sql=False)
    for asks in ("sql=select+1", f"sql={quote('/**/' + ' ' * 19_000 + 'x')}", "_where=1"):
        for place in ("/archive", "/~61rchive", "/%61rchive", ARTICLES):
            page, data = pages(app, f"{place}?{asks}", f"{place}.json?{asks}")
            assert (page.status_code, data.status_code) == (403, 403)
            assert refusals.NO_SQL in page.text.replace("&#39;", "'")
            assert data.json()["error"] == refusals.NO_SQL
    assert refused("sql=&_search=ikan", any_sql=False) is None


# ---- how a statement begins


@pytest.mark.slow
@pytest.mark.parametrize(
    "sql",
    [
        "/**/{}x",
        "/*{}",
        "--\n{}x",
        "--\n{}select 1",
        "/**/{}",
        "/* {}*/x",
        "explain{}x",
        "select 1 /*{}",
        "select '{}",
    ],
)
@pytest.mark.parametrize("sign", [" ", "/*", "--\n", "/**/", "'", '"', "- ", "\n", "*/"])
def test_a_long_statement_is_read_within_a_second(archive: Path, sql: str, sign: str) -> None:
    long = sql.format(sign * ((limits.MOST_SQL - len(sql)) // len(sign)))
    app = app_of(archive)
    began = time.monotonic()
    pages(app, f"/archive.json?sql={quote(long)}")
    assert time.monotonic() - began < 2  # one second, and one for whatever else runs


@pytest.mark.parametrize(
    ("sql", "does"),
    [
        ("select 1", True),
        ("with x as (select 1) select * from x", True),
        ("explain select 1", True),
        ("explain query plan with x as (select 1) select 1", True),
        (" \n-- a\n/* b */ /* c\n*/select 1", True),
        ("/* a */-- b\nselect 1", True),
        ("selects", False),
        ("delete from t", False),
        ("explain delete from t", False),
        ("/* select 1", False),
        ("/* */ */ select 1", False),
        ("-- select 1", False),
        ("pragma user_version", False),
        ("", False),
    ],
)
def test_the_same_statements_read_as_with_datasettes_own_expressions(
    sql: str,
    does: bool,
) -> None:
    import re

    from datasette.utils import comment_re

    own = re.compile(
        comment_re + r"(?:select|with|explain\s+(?:query\s+plan\s+)?(?:select|with))\b"
    )
    assert reads(sql) is does is bool(own.match(sql))


# ---- how


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "FOO"]
)
@pytest.mark.parametrize(
    "path", ["/", "/search", ARTICLES, f"{ARTICLES}.csv", "/archive/kata_per_bulan", "/nope"]
)
def test_only_reading_is_answered(archive: Path, method: str, path: str) -> None:
    page = requested(app_of(archive), method, path)
    assert (page.status_code, page.headers["allow"]) == (405, "GET, HEAD")
    assert refusals.METHOD in page.text


def test_head_is_get(archive: Path) -> None:
    for path in ("/", ARTICLES, f"{ARTICLES}.csv"):
        assert requested(app_of(archive), "HEAD", path).status_code == 200


@pytest.mark.parametrize("cookie", [b"lang=\xff", b"\xff=1", b"lang=id; x=\xe9"])
@pytest.mark.parametrize("path", ["/", ARTICLES, "/nope"])
def test_a_cookie_that_is_no_text_is_none(archive: Path, cookie: bytes, path: str) -> None:
    page = requested(app_of(archive), "GET", path, headers=[(b"cookie", cookie)])
    assert page.status_code == (404 if path == "/nope" else 200)
    assert "content-security-policy" in page.headers


# ---- mistakes


@pytest.mark.slow
@pytest.mark.parametrize(
    "asks",
    [
        *("_through=1", "_through={}", "_through=[]", "id__in=%5B%5B", f"id__in={'%5B' * 3000}"),
        *("_facet_array={title}:x", "_facet_size={", "_facet_size=%C2%B2&_facet=id", "_facetx=1"),
        *("_facet=nope", "_facet_date=nope", "_facet_nope=id", "_facet={%22a%22:1}"),
        *("_size=x", "_sort=nope", "_next=x,y,z&_sort=nope", "_where=)", "_search_nope=x"),
    ],
)
@pytest.mark.filterwarnings("error")
def test_a_mistake_of_the_visitors_is_no_failure(
    archive: Path, asks: str, capfd: pytest.CaptureFixture[str]
) -> None:
    for ending in ("", ".json"):
        (page,) = pages(app_of(archive), f"{ARTICLES}{ending}?{asks}")
        assert page.status_code == 400, page.text
    import gc

    gc.collect()  # what was never awaited would be told of now
    assert capfd.readouterr() == ("", "")


def test_json_with_a_mistake_of_the_visitors(archive: Path) -> None:
    (page,) = pages(app_of(archive), f"{ARTICLES}.json?_json_infinity=9")
    assert page.status_code == 400


def test_a_facet_is_counted_once(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipelines.datasette.apart import ApartDatabase

    asked: list[str] = []
    own = ApartDatabase.execute

    async def execute(self: Any, sql: str, *args: Any, **how: Any) -> Any:
        asked.append(sql)
        return await own(self, sql, *args, **how)

    monkeypatch.setattr(ApartDatabase, "execute", execute)
    (page,) = pages(app_of(archive), f"{ARTICLES}.json?{'_facet=kind&' * 50}")
    assert list(page.json()["facet_results"]) == ["kind"]
    assert sum("group by kind" in each for each in asked) == 1


def test_facets_have_so_many_values(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FACET_VALUES", 2)
    (page,) = pages(app_of(archive), f"{ARTICLES}.json?_facet=title&_facet_size=max")
    assert len(page.json()["facet_results"]["title"]["results"]) == 2


def test_what_cannot_be_counted_is_told_with_what_took_too_long(archive: Path) -> None:
    (page,) = pages(app_of(archive), f"{ARTICLES}?_facet_array=title")
    assert page.status_code == 200
    assert "These facets timed out: title" in " ".join(page.text.split())
