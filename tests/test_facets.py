"""Facets: what small tables know is the same as what the rows say, and none is cut off."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from datasette.database import QueryInterrupted

from pipelines.archive import ArchiveSession
from pipelines.datasette import facets, make_app
from tests.archives import Clock, stored
from tests.served import pages


@pytest.fixture
def app(tmp_path: Any) -> Any:
    path = tmp_path / "archive.db"
    with ArchiveSession.claim(path, "sample", clock=Clock()) as session:
        session.open()
        session.store(
            [
                stored(1),
                stored(2, category="Politik", tags=["pasar", "beras"]),
                stored(3, dateline_place="Ubud", category=None),
                stored(4, "jambi", dateline_place=None),
                stored(5, "jambi", category="Politik", published_day=None),
            ]
        )
    return make_app(path, "sample", immutable=False)


def counts(app: Any, address: str, column: str) -> dict[str, int]:
    (page,) = pages(app, address)
    assert page.status_code == 200, page.text
    told = page.json()
    return {each["value"]: each["count"] for each in told["facet_results"][column]["results"]}


def statements(app: Any, monkeypatch: Any) -> list[str]:
    """The statements that are asked from here on."""
    seen: list[str] = []
    own = app.get_database("archive").execute

    async def execute(sql: str, *args: Any, **kwargs: Any) -> Any:
        seen.append(sql)
        return await own(sql, *args, **kwargs)

    monkeypatch.setattr(app.get_database("archive"), "execute", execute)
    return seen


@pytest.mark.parametrize(("table", "column"), sorted(facets.SMALL))
@pytest.mark.parametrize("bureau", ["", "jambi", "tidak-ada"])
def test_small_tables_say_what_the_rows_say(
    app: Any, monkeypatch: Any, table: str, column: str, bureau: str
) -> None:
    name = {"articles": "bureau", "berita": "biro"}.get(table)
    asks = f"&{name}={bureau}" if bureau and name else ""
    address = f"/archive/{table}.json?_facet={column}{asks}"
    seen = statements(app, monkeypatch)
    quick = counts(app, address, column)
    assert any("_counts" in sql for sql in seen)
    monkeypatch.setattr(facets, "SMALL", {})
    del seen[:]
    assert counts(app, address, column) == quick
    assert not any("_counts" in sql for sql in seen)
    if not bureau:
        assert quick


@pytest.mark.parametrize(
    "filters", ["kind=article", "title__contains=a", "_where=1", "_search=warga", "bureau__not=x"]
)
def test_what_small_tables_do_not_know_is_counted(app: Any, monkeypatch: Any, filters: str) -> None:
    seen = statements(app, monkeypatch)
    counts(app, f"/archive/articles.json?_facet=bureau&{filters}", "bureau")
    assert not any("month_counts" in sql for sql in seen)


def test_too_many_rows_are_counted_in_part_and_the_page_says_so(app: Any, monkeypatch: Any) -> None:
    own = app.get_database("archive").execute

    async def execute(sql: str, *args: Any, **kwargs: Any) -> Any:
        if "group by" in sql and f"LIMIT {facets.FIRST_ROWS}" not in sql:
            raise QueryInterrupted("interrupted", sql, args)
        return await own(sql, *args, **kwargs)

    monkeypatch.setattr(app.get_database("archive"), "execute", execute)
    assert counts(app, "/archive/credits.json?_facet=role", "role")
    data, page, whole = pages(
        app,
        "/archive/credits.json?_facet=role&_facet=name",
        "/archive/credits?_facet=role",
        "/archive/articles?_facet=bureau",
    )
    for name in ("role", "name"):
        assert data.json()["facet_results"][name][facets.COUNTED] == facets.FIRST_ROWS
    assert "the counts of the first 10,000" in page.text
    assert "the counts of the first" not in whole.text  # of a small table


def test_what_cannot_be_counted_even_so_is_said(app: Any, monkeypatch: Any) -> None:
    own = app.get_database("archive").execute

    async def execute(sql: str, *args: Any, **kwargs: Any) -> Any:
        if "group by" in sql:
            raise QueryInterrupted("interrupted", sql, args)
        return await own(sql, *args, **kwargs)

    monkeypatch.setattr(app.get_database("archive"), "execute", execute)
    (page,) = pages(app, "/archive/credits?_facet=role")
    assert page.status_code == 200
    assert "These facets timed out: role" in " ".join(page.text.split())


def test_each_type_of_facet_counts(app: Any) -> None:
    assert counts(app, "/archive/articles.json?_facet_date=published_utc", "published_utc")
    assert counts(app, "/archive/articles.json?_facet=kind&_facet=layout", "layout")


def test_datasettes_own_facets_are_not_there_twice(app: Any) -> None:
    from datasette.plugins import pm

    classes = [each for found in pm.hook.register_facet_classes() for each in found]
    assert sorted(each.type for each in classes) == ["array", "column", "date"]


def test_fields_of_filters_have_labels(app: Any) -> None:
    import re

    async def ask() -> str:
        await app.invoke_startup()
        found = await app.client.get("/archive/articles?bureau=jambi&_sort=id")
        return str(found.text)

    page = asyncio.run(ask())
    fields = re.findall(r'<(?:select|input type="text")[^>]*name="_[^>]*>', page)
    assert len(fields) >= 6
    assert all("aria-label=" in field for field in fields), fields
