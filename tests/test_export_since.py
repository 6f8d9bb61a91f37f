"""Exports of what changed since an earlier one: with it they make what a full export would be."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from pipelines.archive import Filters
from pipelines.archive.export_walk import Choice
from pipelines.archive.permissions import AI_TRAINING
from pipelines.exports.errors import ExportRefused, NothingNew
from pipelines.exports.fields import chosen
from pipelines.exports.formats import FORMATS, Style
from pipelines.exports.index import NAME as INDEX
from pipelines.exports.papers import said
from pipelines.exports.rows import Shape
from pipelines.exports.sides import opened
from pipelines.exports.verify import problems, read_manifest
from tests.command_line import REPOSITORY
from tests.exported import (
    ALL,
    applied,
    commas,
    exported,
    in_order,
    jsonl,
    keys,
    make_story,
    on_day,
    plan,
    store,
)
from tests.exported_papers import body, head, read_by

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.archive import ArchiveSession
    from pipelines.exports.run import Plan
    from tests.archives import Clock

pytest_plugins = ["tests.archive_fixtures"]
DOCUMENT = (REPOSITORY / "docs/datasets.md").read_text(encoding="utf-8")
DECEMBER = "2026-12-01T00:00:00Z"
JANUARY = "2027-01-01T00:00:00Z"
NOTICE = "Dilarang mengambil konten untuk AI."


@pytest.fixture
def some(session: ArchiveSession, folder: Path) -> Path:
    """Nine articles of four bureaus; two bureaus carry one story."""
    store(
        session,
        ("ambon", 1, on_day("2026-11-01")),
        ("bali", 2, on_day("2026-11-02")),
        ("bali", 3, on_day("2026-11-03")),
        ("bali", 4, on_day("2026-11-04")),
        ("bali", 5, on_day("2026-11-04")),
        ("bali", 6, {**on_day("2026-11-05"), "text": "Teks untuk semua yang dulu cukup panjang."}),
        ("jogja", 7, on_day("2026-11-06")),
        ("sumsel", 8, on_day("2026-11-07")),
        ("sumsel", 9, on_day("2026-11-08")),
    )
    make_story(session, ("bali", 2), ("sumsel", 9))
    return folder


def change(session: ArchiveSession, clock: Clock) -> None:
    """A month passes: whatever can happen to an article happens to one of them."""
    clock.now = DECEMBER
    now = {"fetched_at": DECEMBER}
    store(
        session,
        # The newsroom corrects it; another reader reads the same page otherwise; it is seen again;
        # it says something about AI now; it is cut; one is new, of a bureau that was not there.
        ("bali", 2, {**on_day("2026-11-02"), **now, "title": "Pasar rekaan nomor 2 ditutup"}),
        ("bali", 3, {**on_day("2026-11-03"), **now, "extractor_version": "2", "tags": ["lain"]}),
        ("bali", 4, {**on_day("2026-11-04"), **now}),
        ("bali", 5, {**on_day("2026-11-04"), **now, "rights_notice": NOTICE}),
        ("bali", 6, {**on_day("2026-11-05"), **now, "text": "Teks untuk semua."}),
        ("bali", 10, {**on_day("2026-11-05"), **now}),
        ("aceh", 11, {**on_day("2026-11-30"), **now}),
    )
    session.withdraw({("sumsel", 8): [], ("jogja", 7): []}, "permintaan Ibu Rekaan")


def everything(**choice: Any) -> Plan:
    return plan("jsonl", choice=Choice(Filters(), **choice))


PLANS: dict[str, Plan] = {
    "all": everything(),
    "states": everything(revisions="all"),
    "long": everything(min_words=6),
    "stories": everything(unique="story"),
    "searched": everything(search="perbaikan"),
    "training": replace(everything(), purpose=AI_TRAINING),
    "no text": plan(
        "jsonl",
        purpose=None,
        shape=Shape(chosen(None, with_text=False), "live", with_text=False),
    ),
    "two fields": plan("jsonl", shape=Shape(chosen(["key", "title"]), "live")),
}
GONE = {"jogja/7": "withdrawn", "sumsel/8": "withdrawn"}
NO_LONGER: dict[str, dict[str, str]] = {
    "long": {"bali/6": "too_short"},
    "searched": {},
    "training": {"bali/5": "reserved"},
    "stories": {},
}
"""Of each plan, what is there no more, but for what was withdrawn."""


def a_month_later(
    folder: Path, session: ArchiveSession, clock: Clock, asked: Plan
) -> tuple[Path, Path, Path]:
    """The export before, that of what changed since, and that of everything after."""
    archive = folder / "archive.db"
    old, changes, new = (folder / name for name in ("old", "changes", "new"))
    exported(archive, old, asked)
    change(session, clock)
    exported(archive, changes, asked, old)
    exported(archive, new, asked)
    return old, changes, new


@pytest.mark.parametrize("name", PLANS)
def test_together_they_make_what_a_full_export_is(some, session, clock, name):
    old, changes, new = a_month_later(some, session, clock, PLANS[name])
    made = applied(jsonl(old / "articles.jsonl"), changes)
    assert in_order(made) == in_order(jsonl(new / "articles.jsonl"))
    assert len(jsonl(changes / "articles.jsonl")) < len(made)
    assert (changes / INDEX).read_bytes() == (new / INDEX).read_bytes()
    found = {row["key"]: row["why"] for row in commas(changes / "no-longer.csv")}
    assert found == {**GONE, **NO_LONGER.get(name, {})}
    assert problems(changes, read_manifest(changes), lambda *_: None) == []


def test_only_what_changed_is_in_it(some, session, clock):
    old, changes, _ = a_month_later(some, session, clock, PLANS["all"])
    assert keys(jsonl(changes / "articles.jsonl")) == [
        *("aceh/11", "bali/2", "bali/3", "bali/4", "bali/5", "bali/6", "bali/10"),
    ]
    made = read_manifest(changes)
    assert made["since_export"] == {
        "builds_on": [
            {
                "digest": said.digest(read_manifest(old)),
                "index": read_manifest(old)["papers"][0]["sha256"],
                "as_of": "2026-11-23T10:00:00Z",
                "rows": 9,
            }
        ],
        "changes": {"same": 2, "added": 2, "revised": 2, "read_anew": 1, "particulars": 2},
        "no_longer": {"withdrawn": 2},
    }
    assert made["left_out"] == {"unchanged": 2}
    assert made["arguments"] == read_manifest(old)["arguments"]


def test_fields_that_did_not_change_make_nothing_new(some, session, clock):
    _, changes, _ = a_month_later(some, session, clock, PLANS["two fields"])
    assert keys(jsonl(changes / "articles.jsonl")) == ["aceh/11", "bali/2", "bali/10"]


def test_what_was_withdrawn_is_told_with_its_day_and_nobodys_reason(some, session, clock):
    _, changes, new = a_month_later(some, session, clock, PLANS["all"])
    assert commas(changes / "no-longer.csv") == [
        {"key": "jogja/7", "why": "withdrawn", "on": "2026-12-01"},
        {"key": "sumsel/8", "why": "withdrawn", "on": "2026-12-01"},
    ]
    for folder in (changes, new):
        assert read_manifest(folder)["withdrawn"] == [
            {"key": "jogja/7", "on": "2026-12-01"},
            {"key": "sumsel/8", "on": "2026-12-01"},
        ]
        for path in folder.iterdir():
            assert b"Ibu Rekaan" not in path.read_bytes(), path.name


def test_the_card_says_how_to_put_them_together(some, session, clock):
    old, changes, new = a_month_later(some, session, clock, PLANS["all"])
    card = (changes / "README.md").read_text()
    assert "# What changed of: Regional news of ANTARA" in card
    assert "**It is no data set by itself**" in card
    assert f"- sha256:{said.digest(read_manifest(old))} (9 rows, as of 2026-11-23" in card
    assert "1. delete those whose `key` stands in `no-longer.csv`;" in card
    assert (
        "Articles in it: 2 new, 2 revised, 1 read anew from the same page, 2 the same, but for "
        "particulars such as when it was seen last."
    ) in card
    assert "Articles in `no-longer.csv`: 2 withdrawn on request." in card
    assert "- 2 articles: as they stand in the export that this one builds on." in card
    assert "--purpose research --since-export EARLIER\n" in card
    assert "builds on" not in (new / "README.md").read_text()


def test_a_chain_of_them(some, session, clock):
    """Each builds on the one before, and knows the whole that they make."""
    old, first, _ = a_month_later(some, session, clock, PLANS["states"])
    clock.now = JANUARY
    store(session, ("bali", 2, {**on_day("2026-11-02"), "title": "Lain", "fetched_at": JANUARY}))
    session.restore_articles([("sumsel", 8)])
    session.withdraw({("bali", 4): []}, "salah orang")
    archive = some / "archive.db"
    exported(archive, some / "second", PLANS["states"], first)
    exported(archive, some / "full", PLANS["states"])
    made = applied(applied(jsonl(old / "articles.jsonl"), first), some / "second")
    assert in_order(made) == in_order(jsonl(some / "full" / "articles.jsonl"))
    assert {*keys(jsonl(some / "second" / "articles.jsonl"))} == {"bali/2", "sumsel/8"}
    chain = read_manifest(some / "second")["since_export"]["builds_on"]
    assert [each["digest"] for each in chain] == [
        said.digest(read_manifest(each)) for each in (old, first)
    ]
    card = (some / "second" / "README.md").read_text()
    assert "Do so with each export in the order above, and with this one last." in card


def test_what_is_gone_alone_is_told_too(some, session):
    archive, asked = some / "archive.db", plan(*ALL)
    exported(archive, some / "old", asked)
    session.withdraw({("ambon", 1): [], ("bali", 5): []}, "permintaan")
    made = exported(archive, some / "changes", asked, some / "old")
    assert (made["rows"], made["since_export"]["no_longer"]) == (0, {"withdrawn": 2})
    assert keys(commas(some / "changes" / "no-longer.csv")) == ["ambon/1", "bali/5"]
    assert made["files"] == []
    assert list((some / "changes").glob("articles*")) == []
    assert problems(some / "changes", made, lambda *_: None) == []


def test_without_a_row_every_paper_and_reader_does_without_files(some, session, clock):
    archive, asked = some / "archive.db", plan(*FORMATS)
    exported(archive, some / "old", asked)
    session.withdraw({("ambon", 1): []}, "permintaan")
    changes = some / "changes"
    exported(archive, changes, asked, some / "old")
    assert list(changes.glob("articles*")) == []
    assert not {"configs", "dataset_info"} & set(head(changes))
    card = body(changes)
    assert "There is no row in it, and so no file of articles: there is nothing to load." in card
    assert "the first is all there is to do." in card
    (frictionless,) = read_by("frictionless", changes)
    assert (frictionless["errors"], [*frictionless["files"]]) == ([], ["no-longer.csv"])
    assert frictionless["files"]["no-longer.csv"]["rows"] == 1
    (croissant,) = read_by("croissant", changes)
    assert croissant == {"issues": [], "rows": None}
    # The next one builds on it, and a comparison knows it.
    change(session, clock)
    second = exported(archive, some / "second", asked, changes)
    assert [each["rows"] for each in second["since_export"]["builds_on"]] == [9, 0]
    rows = applied(applied(jsonl(some / "old" / "articles.jsonl"), changes), some / "second")
    exported(archive, some / "full", asked)
    assert in_order(rows) == in_order(jsonl(some / "full" / "articles.jsonl"))


def test_the_document_shows_how(some, session, clock, monkeypatch):
    """The program of docs/datasets.md, run on two exports named as there."""
    (program,) = re.findall(r"^```python\n(import csv.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)
    archive, asked = some / "archive.db", PLANS["states"]
    exported(archive, some / "dataset", asked)
    change(session, clock)
    exported(archive, some / "dataset-december", asked, some / "dataset")
    exported(archive, some / "full", asked)
    monkeypatch.chdir(some)
    found: dict[str, Any] = {}
    exec(program, found)
    assert in_order(found["rows"]) == in_order(jsonl(some / "full" / "articles.jsonl"))


def test_what_the_document_shows_does_without_a_file(some, session, monkeypatch):
    (program,) = re.findall(r"^```python\n(import csv.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)
    exported(some / "archive.db", some / "dataset", PLANS["all"])
    session.withdraw({("bali", 2): []}, "permintaan")
    exported(some / "archive.db", some / "dataset-december", PLANS["all"], some / "dataset")
    monkeypatch.chdir(some)
    found: dict[str, Any] = {}
    exec(program, found)
    assert len(found["rows"]) == 8


def test_nothing_new_leaves_nothing(some):
    exported(some / "archive.db", some / "old", PLANS["all"])
    with pytest.raises(NothingNew, match="Nothing is new, revised or gone"):
        exported(some / "archive.db", some / "changes", PLANS["all"], some / "old")
    assert not (some / "changes").exists()


def test_what_was_left_out_before_is_new(some, session):
    asked = PLANS["stories"]
    exported(some / "archive.db", some / "old", asked)
    session.withdraw({("bali", 2): []}, "permintaan")  # of which sumsel/9 was a copy
    made = exported(some / "archive.db", some / "changes", asked, some / "old")
    assert keys(jsonl(some / "changes" / "articles.jsonl")) == ["sumsel/9"]
    assert made["since_export"]["changes"] == {"same": 7, "added": 1}


def test_all_that_there_was_is_gone(some, session):
    asked = plan("jsonl", choice=Choice(Filters(bureaus=["jogja"])))
    exported(some / "archive.db", some / "old", asked)
    session.withdraw({("jogja", 7): []}, "permintaan")
    made = exported(some / "archive.db", some / "changes", asked, some / "old")
    assert applied(jsonl(some / "old" / "articles.jsonl"), some / "changes") == []
    assert made["since_export"]["changes"] == {}


def test_the_same_bytes_each_time(some, session, clock):
    old, changes, _ = a_month_later(some, session, clock, plan(*ALL, style=Style(shard_size=3)))
    exported(some / "archive.db", some / "again", plan(*ALL, style=Style(shard_size=3)), old)
    for path in changes.iterdir():
        assert path.read_bytes() == (some / "again" / path.name).read_bytes(), path.name


def spoilt(folder: Path, **facts: Any) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **facts}))


@pytest.mark.parametrize(
    ("spoil", "said_of_it"),
    [
        (lambda out: (out / INDEX).write_bytes(b"x"), "rows.csv.gz is not what was written"),
        (lambda out: (out / INDEX).unlink(), "rows.csv.gz cannot be read: No such file"),
        (lambda out: spoilt(out, papers=[]), "has no rows.csv.gz: it was exported by a version"),
        (lambda out: spoilt(out, index=9), "damaged, or of another version"),
        (lambda out: spoilt(out, withdrawn=[{}]), "damaged, or of another version"),
        (lambda out: spoilt(out, withdrawn=[1]), "damaged, or of another version"),
        (lambda out: spoilt(out, archive={}), "damaged, or of another version"),
        (lambda out: spoilt(out, arguments=[]), "damaged, or of another version"),
        (
            lambda out: spoilt(out, arguments={"purpose": 5, "fields": [], "formats": []}),
            "damaged, or of another",
        ),
        (lambda out: spoilt(out, origin="\x1b[31m"), "damaged, or of another version"),
        (lambda out: spoilt(out, archive={"archive_id": 5, "last_run": None}), "damaged, or of"),
        (lambda out: spoilt(out, since_export=3), "damaged, or of another version"),
        (lambda out: (out / "manifest.json").unlink(), "holds no export"),
    ],
)
def test_what_is_no_export_to_build_on(some, spoil, said_of_it):
    exported(some / "archive.db", some / "old", PLANS["all"])
    spoil(some / "old")
    with pytest.raises(ExportRefused, match=said_of_it):
        opened(some / "old")
