"""What an export says of articles that were withdrawn; and whoever ends it is heard in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from crawler.export_view import lines
from pipelines.archive import ArchiveReader, Filters, exporting
from pipelines.archive.export_walk import Choice
from pipelines.exports.run import _heard, export
from pipelines.exports.tally import Tally
from tests.exported import exported, jsonl, keys, on_day, plan, store

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["tests.archive_fixtures"]


@pytest.fixture
def some(session, folder: Path) -> Path:
    store(
        session,
        *(("bali", number, on_day(f"2026-11-0{number}")) for number in (1, 2, 3, 4)),
        *(("sumsel", number, on_day(f"2026-10-0{number}")) for number in (1, 2)),
    )
    session.withdraw({("bali", 2): []}, "permintaan")
    session.withdraw({("bali", 3): []}, "permintaan", erase=[("bali", 3)])
    session.withdraw({("sumsel", 1): []}, "permintaan")
    session.finish_run("finished", {})
    return folder


def made(folder: Path, name: str = "out", **filters: Any) -> dict[str, Any]:
    asked = plan("jsonl", choice=Choice(Filters(**filters)))
    return exported(folder / "archive.db", folder / name, asked)


def test_those_of_the_bureaus_are_counted_erased_ones_too(some):
    assert len(made(some, "all")["withdrawn"]) == 3
    assert len(made(some, "bali", bureaus=["bali"])["withdrawn"]) == 2
    # Nothing says of what kind or day they were: they count, and not as what the filters let pass.
    narrow = made(some, "narrow", bureaus=["sumsel"], since="2026-10-02", kind="article")
    assert (len(narrow["withdrawn"]), narrow["left_out"]) == (1, {})
    assert keys(jsonl(some / "narrow" / "articles.jsonl")) == ["sumsel/2"]


def test_the_card_and_the_command_say_so_in_one_sentence(some):
    facts = made(some)
    card = " ".join((some / "out" / "README.md").read_text(encoding="utf-8").split())
    assert "- 3 articles of the bureaus asked for, of whatever day and kind, withdrawn on" in card
    assert "nobody can say whether it would have been in this one." in card
    said = list(lines(some / "out", facts))
    assert "Withdrawn on request, of whatever day and kind: 3 articles of these bureaus" in said[2]
    none = made(some, "none", bureaus=["sumsel"])
    assert len(none["withdrawn"]) == 1
    with_none = {**none, "withdrawn": []}
    assert not any("Withdrawn" in line for line in lines(some / "none", with_none))


def test_whoever_ends_an_export_is_heard_between_bureaus(some, monkeypatch):
    covered: list[str] = []
    real = exporting.coverage

    def counted(db: Any, bureaus: list[str], *more: Any, **named: Any) -> Any:
        covered.extend(bureaus)
        return real(db, bureaus, *more, **named)

    def tick(_: int) -> None:
        if covered:
            raise KeyboardInterrupt

    monkeypatch.setattr(exporting, "coverage", counted)
    asked = plan("jsonl")
    (some / "part").mkdir()
    with (
        ArchiveReader(some / "archive.db") as reader,
        reader.snapshot() as snapshot,
        pytest.raises(KeyboardInterrupt),
    ):
        export(snapshot, asked, some / "part", {}, tick)
    assert covered == ["bali"]


def test_where_there_is_no_coverage_there_is_nothing_to_hear():
    assert _heard(None, Tally(), lambda _: None) is None
