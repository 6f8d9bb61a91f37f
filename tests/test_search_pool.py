"""Which articles a search ranks: bounds, filters by name, one hit for equal ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crawler.items import Credit, Role
from pipelines.archive import ArchiveReader, Filters, limited, search_pool
from pipelines.archive import search as searching
from pipelines.archive.library import sqlite3
from tests.searched import Archive, on, says

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest_plugins = ["tests.archive_fixtures"]


@pytest.fixture
def archive(folder: Path) -> Archive:
    return Archive(folder / "archive.db")


# Which articles are ranked


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The bounds of a search made small, so that a few articles are many."""
    for name, size in (
        ("FEW", 3),
        ("SAMPLE", 3),
        ("POOL", 2),
        ("_ROWS", (2, 4)),
        ("MOST_HITS", 12),
    ):
        monkeypatch.setattr(search_pool, name, size)
    monkeypatch.setattr(search_pool, "MOST_ASKED", 2)
    return


def years(archive: Archive) -> Archive:
    """The newest articles came first, then older ones, as after a backfill."""
    days = ["2026-11-01", "2026-11-02", *(f"2016-01-{n:02}" for n in range(1, 29))]
    return archive.store(
        *(
            says(n, "Banjir.", bureau="ambon" if n % 9 == 0 else "bali", **on(day))
            for n, day in enumerate(days, 1)
        )
    )


@pytest.mark.usefixtures("small")
def test_of_many_the_newest_are_ranked_not_those_that_came_last(archive: Archive) -> None:
    hits = years(archive).hits("banjir")
    assert [hit["article_id"] for hit in hits] == [2, 1]
    assert hits.notes == [
        "Too many articles match to rank them all: those since 2026-11-01 were. "
        "--until shows earlier ones."
    ]
    assert archive.found("banjir", until="2016-12-31", limit=1) == [30]


@pytest.mark.usefixtures("small")
def test_a_filter_is_walked(archive: Archive) -> None:
    assert set(years(archive).found("banjir", bureaus=("ambon",))) == {27, 18}
    assert archive.found("banjir", bureaus=("kupang",)) == []
    assert archive.found("banjir", since="2016-01-05", until="2016-01-05") == [7]


@pytest.mark.usefixtures("small")
def test_what_could_not_be_looked_through_is_said(archive: Archive) -> None:
    archive.store(*(says(n, "Banjir.", **on("2026-11-01")) for n in range(1, 30)))
    archive.store(*(says(n, "Banjir.", kind="photo", **on("2016-11-01")) for n in range(30, 60, 7)))
    hits = archive.hits("banjir", kind="photo")
    assert hits.notes


@pytest.mark.parametrize("bounds", [(1, 1, 1), (2, 3, 2), (5, 100, 3), (1, 3, 100), (100, 9, 9)])
def test_no_bound_shows_what_does_not_match(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, bounds: tuple[int, int, int]
) -> None:
    few, most, asked = bounds
    monkeypatch.setattr(search_pool, "FEW", few)
    monkeypatch.setattr(search_pool, "SAMPLE", few)
    monkeypatch.setattr(search_pool, "MOST_HITS", most)
    monkeypatch.setattr(search_pool, "MOST_ASKED", asked)
    monkeypatch.setattr(search_pool, "_ROWS", (2, 5))
    archive.store(
        *(says(n, "Banjir." if n % 3 else "Hujan.", **on("2026-11-01")) for n in range(1, 40))
    )
    hits = archive.hits("banjir", limit=99)
    assert all(hit["article_id"] % 3 for hit in hits)
    assert len(hits) == 26 or hits.notes


def test_a_search_ends_in_time(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.store(*(says(n, "Banjir.") for n in range(1, 60)))
    monkeypatch.setattr(searching, "SECONDS", -1.0)
    monkeypatch.setattr(limited, "_STEPS", 1)
    with ArchiveReader(archive.path) as reader:
        hits = reader.search("banjir")
        assert hits == []
        assert "was ended" in hits.notes[0]
        assert reader.counts() == {"bali": 59}  # the connection is good for more


# Filters by name


@pytest.fixture
def named(archive: Archive) -> Archive:
    def by(role: Role, name: str) -> dict[str, Any]:
        return {"credits": [Credit(role, name, f"x : {name}")]}

    return archive.store(
        says(
            1, "Ikan.", category="Ekonomi", dateline_place="Denpasar", **by(Role.REPORTER, "André")
        ),
        says(
            2, "Ikan.", category="ekonomi", dateline_place="Kota Ambon", **by(Role.EDITOR, "André")
        ),
        says(3, "Ikan.", category="Hukum", **by(Role.PHOTOGRAPHER, "Wayan Contoh")),
    )


def test_names_are_found_without_regard_to_capitals_and_accents(named: Archive) -> None:
    with ArchiveReader(named.path) as reader:
        assert reader.held_names("section", "EKONOMI") == ["Ekonomi", "ekonomi"]
        assert reader.held_names("reporter", "andre") == ["André"]
        assert reader.held_names("reporter", "wayan") == []
        assert reader.nearest_name("reporter", "wayan") == "Wayan Contoh"
        assert reader.nearest_name("place", "denpasr") == "Denpasar"
        assert reader.nearest_name("place", "ambon") == "Kota Ambon"
        assert reader.nearest_name("place", "%' OR 1") is None
        assert reader.held_names("place", "") == []


@pytest.mark.parametrize("many", [False, True])
def test_a_search_is_narrowed_by_names(
    named: Archive, monkeypatch: pytest.MonkeyPatch, *, many: bool
) -> None:
    if many:
        monkeypatch.setattr(search_pool, "FEW", 0)
        monkeypatch.setattr(search_pool, "SAMPLE", 1)
    assert set(named.found("ikan", sections=("Ekonomi", "ekonomi"))) == {1, 2}
    assert named.found("ikan", reporters=("André",)) == [1]
    assert named.found("ikan", places=("Kota Ambon",)) == [2]
    assert named.found("ikan", places=("Kota Ambon",), sections=("Hukum",)) == []
    assert named.found("ikan", reporters=("Wayan Contoh",), bureaus=("bali",)) == [3]
    with ArchiveReader(named.path) as reader:
        for filters, expected in (
            (Filters(sections=("ekonomi",)), {2}),
            (Filters(places=("Denpasar",)), {1}),
            (Filters(reporters=("André", "Wayan Contoh")), {1, 3}),
        ):
            assert {each["article_id"] for each in reader.articles(filters)} == expected


# One hit for equal ones


def test_equal_texts_are_one_hit_the_earliest(archive: Archive) -> None:
    archive.store(
        says(1, "Kota (ANTARA) - Banjir besar.", **on("2026-11-02")),
        says(2, "Kota (ANTARA) - Banjir besar.", title="Banjir", **on("2026-11-03")),
        says(3, "Kota (ANTARA) - Banjir kecil.", **on("2026-11-01")),
    )
    assert archive.found("banjir") == [2, 1, 3]
    assert archive.found("banjir", unique="text") == [1, 3]
    assert archive.found("banjir", unique="text", since="2026-11-03") == [2]
    assert archive.found("banjir", unique="text", limit=1) == [1]
    # A copy that does not match itself is not shown: only this one has it in its title.
    archive.store(says(4, "Sama saja.", **on("2026-10-01")))
    archive.store(says(5, "Sama saja.", title="Gempa", **on("2026-11-05")))
    assert archive.found("gempa", unique="text") == [5]


def test_a_story_is_one_hit(archive: Archive) -> None:
    archive.store(*(says(n, f"Banjir {n}.", **on(f"2026-11-0{n}")) for n in range(1, 5)))
    assert archive.found("banjir", unique="story") == [4, 3, 2, 1]
    conn = sqlite3.connect(str(archive.path))
    conn.execute(
        "INSERT INTO stories SELECT 7, bureau, article_id, '2026-11-09' FROM articles WHERE id = 2"
    )
    members = "INSERT INTO story_members VALUES (?, 7, 1.0, '2026-11-09')"
    conn.executemany(members, [(2,), (4,)])
    conn.commit()
    conn.close()
    assert archive.found("banjir", unique="story") == [2, 3, 1]
