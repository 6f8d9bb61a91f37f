"""Exports of what changed since one with splits: the two make what a full one would be."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from pipelines.archive import ArchiveReader, Filters
from pipelines.archive.export_walk import Choice
from pipelines.archive.splits_kept import keeping
from pipelines.archive.splitting import SPLITS, Shares
from pipelines.exports.fields import ALL_FIELDS
from pipelines.exports.folder import being_made
from pipelines.exports.rows import Shape
from pipelines.exports.run import export
from pipelines.exports.sides import opened
from pipelines.exports.since import Since
from tests.exported import (
    applied_rows,
    commas,
    in_order,
    jsonl,
    keys,
    make_story,
    on_day,
    plan,
    store,
    withdraw,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.archive import ArchiveSession

pytest_plugins = ["tests.archive_fixtures"]


def made(folder: Path, name: str, shares: Shares, earlier: Path | None = None) -> dict[str, Any]:
    """Export with splits, all or what changed since an earlier export; returns the manifest."""
    asked = plan("jsonl", "csv", shape=Shape(ALL_FIELDS, "live"))
    asked = replace(asked, choice=Choice(Filters(), shares=shares))
    path = folder / "archive.db"
    with keeping(path) as keeper, being_made(folder / name) as part:
        with ArchiveReader(path) as reader, reader.snapshot() as snapshot:
            since = None
            if earlier is not None:
                since = Since(opened(earlier), snapshot.withdrawn(asked.choice), part)
            facts = export(snapshot, asked, part, {}, since=since, note=keeper.note)
        keeper.keep()
    return facts


def rows_in(out: Path) -> list[dict[str, Any]]:
    files = [out / f"articles-{split}.jsonl" for split in SPLITS]
    return [row for path in files if path.exists() for row in jsonl(path)]


@pytest.fixture
def some(session: ArchiveSession, folder: Path) -> Path:
    store(
        session,
        *[
            (bureau, n, on_day(f"2026-11-{n:02}"))
            for n in range(1, 8)
            for bureau in ("ambon", "bali")
        ],
    )
    session._db.execute("DELETE FROM stories")  # the texts are alike
    return folder


def test_with_the_earlier_one_it_is_what_a_full_one_would_be(
    session: ArchiveSession, some: Path
) -> None:
    made(some, "old", Shares(0, 0, 100))
    was = {row["key"]: row["split"] for row in rows_in(some / "old")}
    assert set(was.values()) == {"test"}
    store(session, ("bali", 50, on_day("2026-11-20")), ("sumsel", 51, on_day("2026-11-21")))
    session._db.execute("DELETE FROM stories")
    all_train = Shares(100, 0, 0)
    made(some, "between", all_train)
    # One story of a new one, in train, and of an old one, in test: the side of test stays.
    make_story(session, ("bali", 50), ("ambon", 3))
    withdraw(session, "bali", 2)
    store(session, ("ambon", 5, {**on_day("2026-11-05"), "title": "Judul kemudian"}))
    for earlier in ("old", "between"):
        facts = made(some, f"since-{earlier}", all_train, some / earlier)
        changes = some / f"since-{earlier}"
        assert keys(commas(changes / "left-out.csv")) == ["bali/50"]
        gone = {row["key"]: row["why"] for row in commas(changes / "no-longer.csv")}
        assert gone == {
            "bali/2": "withdrawn",
            **({"bali/50": "other_split"} if earlier == "between" else {}),
        }
        new = rows_in(changes)
        assert "ambon/5" in keys(new)
        assert "ambon/6" not in keys(new)
        assert facts["splits"] == {
            split: sum(row["split"] == split for row in new) for split in SPLITS
        }
        made(some, f"whole-{earlier}", all_train)
        both = applied_rows(rows_in(some / earlier), new, changes)
        text = (changes / "README.md").read_text(encoding="utf-8")
        assert "3. add all rows of the files here, to those of the same split." in text
        assert ("1 of another split than its story's now" in text) == (earlier == "between")
        assert in_order(both) == in_order(rows_in(some / f"whole-{earlier}"))
        assert {row["split"] for row in both if row["key"] in was} == {"test"}


def test_where_something_is_only_gone_the_papers_still_know_the_splits(
    session: ArchiveSession, some: Path
) -> None:
    made(some, "old", Shares(50, 0, 50))
    withdraw(session, "bali", 2)
    facts = made(some, "since", Shares(50, 0, 50), some / "old")
    assert facts["rows"] == 0
    assert facts["splits"] == dict.fromkeys(SPLITS, 0)
    assert "| train | 50 % | 0 |" in (some / "since" / "README.md").read_text(encoding="utf-8")
    croissant = json.loads((some / "since" / "croissant.json").read_text(encoding="utf-8"))
    names = [each["name"] for each in croissant["recordSet"]]
    assert "splits" in names
