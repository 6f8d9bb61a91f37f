"""Exports with splits: which files, whose rows, what is left out, what the papers say of it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from pipelines.archive import ArchiveReader, Filters
from pipelines.archive.export_walk import Choice, query
from pipelines.archive.splits_kept import keeping
from pipelines.archive.splitting import SPLITS, Shares, drawn
from pipelines.exports.errors import ExportRefused
from pipelines.exports.fields import ALL_FIELDS, chosen
from pipelines.exports.folder import being_made
from pipelines.exports.formats import Style
from pipelines.exports.papers import said
from pipelines.exports.rows import Shape
from pipelines.exports.run import export
from pipelines.exports.verify import problems, read_manifest
from tests.archives import ask
from tests.exported import ALL, jsonl, make_story, on_day, plan, store, withdraw
from tests.exported_papers import body, facts_of, head, read_by

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.archive import ArchiveSession

pytest_plugins = ["tests.archive_fixtures"]
SHARES = Shares(34, 33, 33)
EACH = {split: Shares(*(100 * (split == each) for each in SPLITS)) for split in SPLITS}
"""Shares by which all that is new is drawn into one split."""
FIRST = {
    **dict.fromkeys(("sumsel/1", "bali/2", "ambon/3"), "ambon/3"),
    **dict.fromkeys(("ambon/5", "bali/4", "bali/6"), "ambon/5"),
}
"""Of those in a story its first key."""
KEPT = "SELECT bureau || '/' || article_id, split, yields_to FROM splits ORDER BY 1"


def made(folder: Path, *formats: str, shares: Shares = SHARES, **changes: Any) -> Path:
    """Export with splits, and keep them."""
    out = folder / f"out-{len(list(folder.iterdir()))}"
    asked = plan(*formats, **{"shape": Shape(ALL_FIELDS, "live"), **changes})
    asked = replace(asked, choice=replace(asked.choice, shares=shares))
    path = folder / "archive.db"
    with keeping(path) as keeper, being_made(out) as part:
        with ArchiveReader(path) as reader, reader.snapshot() as snapshot:
            export(snapshot, asked, part, {"arsip-antara": "test"}, note=keeper.note)
        keeper.keep()
    return out


def rows_of(out: Path) -> dict[str, dict[str, Any]]:
    """The rows of all splits by key, each held to the split of its file."""
    found: dict[str, dict[str, Any]] = {}
    for split in SPLITS:
        path = out / f"articles-{split}.jsonl"
        for row in jsonl(path) if path.exists() else ():
            assert row["split"] == split
            assert row["key"] not in found
            found[row["key"]] = row
    return found


def splits_in(out: Path) -> dict[str, str]:
    return {key: row["split"] for key, row in rows_of(out).items()}


def standing(out: Path) -> set[str]:
    return {key for key, row in rows_of(out).items() if row["stands_for_story"]}


def left_out(out: Path) -> list[dict[str, str]]:
    path = out / "left-out.csv"
    if not path.exists():
        return []
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline=""), strict=True))


@pytest.fixture
def some(session: ArchiveSession, folder: Path) -> Path:
    """Forty articles of three bureaus; two reports that three of them carry, the rest alone."""
    store(
        session,
        *[
            (bureau, n, on_day(f"2026-11-{n % 28 + 1:02}"))
            for n in range(1, 14)
            for bureau in ("ambon", "bali", "sumsel")
        ],
        ("bali", 99, on_day("2026-11-29")),
    )
    session._db.execute("DELETE FROM stories")  # the texts are alike
    make_story(session, ("sumsel", 1), ("bali", 2), ("ambon", 3))
    make_story(session, ("ambon", 5), ("bali", 4), ("bali", 6))
    return folder


# --- what is in it


def test_each_story_is_in_one_split_and_each_split_in_its_files(some):
    out = made(some, *ALL)
    found = splits_in(out)
    assert len(found) == 40
    assert set(found.values()) == set(SPLITS)
    for key, split in found.items():
        bureau, _, number = FIRST.get(key, key).partition("/")
        assert split == drawn((bureau, int(number)), SHARES)
    assert {path.name for path in out.iterdir() if path.name.startswith("articles")} == {
        f"articles-{split}.{'xml' if name == 'tei' else name}" for split in SPLITS for name in ALL
    }
    facts = facts_of(out)
    assert facts["splits"] == {
        split: sum(each == split for each in found.values()) for split in SPLITS
    }
    assert facts["arguments"]["splits"] == [34, 33, 33]
    assert {each["name"]: each["split"] for each in facts["files"]}["articles-test.csv"] == "test"
    assert problems(out, read_manifest(out), lambda *_: None) == []


def test_the_rows_of_a_split_are_in_the_order_of_exports(some):
    out = made(some)
    order = list(json.loads((made_without(some) / "order.json").read_text()))
    for split in SPLITS:
        keys = [row["key"] for row in jsonl(out / f"articles-{split}.jsonl")]
        assert keys == sorted(keys, key=order.index)


def made_without(folder: Path) -> Path:
    """The keys of an export without splits, in a folder's order.json."""
    out = folder / "without"
    out.mkdir()
    with ArchiveReader(folder / "archive.db") as reader, reader.snapshot() as snapshot:
        facts = export(snapshot, plan(), out, {})
    assert "splits" not in facts
    assert all("split" not in each for each in facts["files"])
    keys = [row["key"] for row in jsonl(out / "articles.jsonl")]
    (out / "order.json").write_text(json.dumps(keys))
    return out


def test_shards_are_of_a_split(some):
    out = made(some, "parquet", "jsonl", style=Style(shard_size=5))
    facts = facts_of(out)
    for split in SPLITS:
        rows = facts["splits"][split]
        names = [f"articles-{split}-{n + 1:05}.jsonl" for n in range(-(-rows // 5))]
        assert [
            each["name"]
            for each in facts["files"]
            if each["split"] == split and each["format"] == "jsonl"
        ] == names
    assert said.pattern(facts, "jsonl") == "articles-*.jsonl"
    assert said.pattern(facts, "jsonl", "train") == "articles-train-*.jsonl"


def test_the_first_and_the_second_export_are_the_same_bytes(some):
    """The first one fixes the splits, the second one reads what is fixed."""
    first = made(some, *ALL)
    kept = ask(some / "archive.db", KEPT)
    second = made(some, *ALL)
    assert ask(some / "archive.db", KEPT) == kept
    assert len(kept) == 40
    names = {path.name for path in first.iterdir()}
    assert names == {path.name for path in second.iterdir()}
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_one_article_stands_for_each_story(some):
    stands = standing(made(some))
    assert {"sumsel/1", "bali/4"} <= stands
    assert not {"bali/2", "ambon/3", "ambon/5", "bali/6"} & stands
    assert len(stands) == 36


@pytest.mark.parametrize(
    "choice",
    [
        Choice(Filters()),
        Choice(Filters(bureaus=["bali", "ambon"])),
        Choice(Filters(since="2026-11-05", until="2026-11-20")),
        Choice(Filters(), min_words=4),
    ],
)
def test_it_is_the_one_that_unique_story_keeps(some, session, choice):
    session._db.execute("UPDATE articles SET text = 'satu' WHERE bureau = 'sumsel'")
    withdraw(session, "bali", 4)
    out = made(some, choice=choice)
    only = made(some, choice=replace(choice, unique="story"))
    assert standing(out) == standing(only) == rows_of(only).keys()
    assert splits_in(only).items() <= splits_in(out).items()


def test_the_first_notices_are_those_of_the_export_and_not_of_a_split(session, folder, monkeypatch):
    monkeypatch.setattr("pipelines.exports.tally.MOST_NOTICES", 2)
    first = drawn(("bali", 1), SHARES)
    other = next(n for n in range(2, 99) if drawn(("bali", n), SHARES) != first)
    same = next(n for n in range(other + 1, 99) if drawn(("bali", n), SHARES) == first)
    numbers = (1, other, same)
    store(session, *[("bali", n, {"rights_notice": f"Dilarang {n}"}) for n in numbers])
    said = json.loads((made(folder, "jsonl") / "manifest.json").read_bytes())["rights_notices"]
    assert [each["said"] for each in said] == ["Dilarang 1", f"Dilarang {other}"]


def test_nothing_is_ever_sorted(some):
    with ArchiveReader(some / "archive.db") as reader, reader.snapshot() as snapshot:
        choice = Choice(Filters(), 5, "text", shares=SHARES)
        list(snapshot.batches(choice))
        sql, values = query(choice, "bali")
        steps = [row[3] for row in snapshot._db.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert any("articles_bureau_published (bureau=?" in step for step in steps), steps
    assert [step for step in steps if "TEMP B-TREE" in step] == []


# --- what is fixed stays


def test_other_shares_move_nothing_that_is_fixed(some, session):
    before = splits_in(made(some))
    store(session, ("bali", 200, on_day("2026-11-30")), ("sumsel", 201, on_day("2026-11-30")))
    session._db.execute(
        "INSERT INTO story_members SELECT a.id, m.story, 1.0, '' FROM articles AS a, "
        "story_members AS m JOIN articles AS b ON b.id = m.article "
        "WHERE a.article_id = 201 AND b.bureau = 'sumsel' AND b.article_id = 1"
    )
    after = splits_in(made(some, shares=EACH["validation"]))
    assert before.items() <= after.items()
    assert after["bali/200"] == "validation"  # drawn with today's shares
    assert after["sumsel/201"] == before["sumsel/1"]  # it joined a story that has a split


def test_a_part_of_a_story_fixes_all_of_it(some):
    """Those that were not asked for, too: they carry the same report."""
    only = Choice(Filters(bureaus=["sumsel"]))
    assert splits_in(made(some, shares=EACH["test"], choice=only))["sumsel/1"] == "test"
    after = splits_in(made(some, shares=EACH["train"]))
    assert (after["bali/2"], after["ambon/3"], after["ambon/5"]) == ("test", "test", "train")


def test_it_stays_fixed_when_the_exported_one_is_gone(some, session):
    only = Choice(Filters(bureaus=["sumsel"]))
    made(some, shares=EACH["test"], choice=only)
    session.withdraw({("sumsel", 1): []}, "x")
    session._db.execute("DELETE FROM stories")
    after = splits_in(made(some, shares=EACH["train"]))
    assert (after["bali/2"], after["ambon/3"], after["bali/3"]) == ("test", "test", "train")


@pytest.fixture
def merged(some: Path, session: ArchiveSession) -> Path:
    """Stories that were in train, in validation and in test, and are one now."""
    made(some, shares=EACH["train"], choice=Choice(Filters(bureaus=["ambon"])))
    made(some, shares=EACH["test"], choice=Choice(Filters(bureaus=["sumsel"], since="2026-11-03")))
    made(some, shares=EACH["validation"], choice=Choice(Filters(bureaus=["sumsel", "bali"])))
    assert dict(row[:2] for row in ask(some / "archive.db", KEPT))["sumsel/9"] == "test"
    make_story(session, ("ambon", 8), ("sumsel", 9), ("bali", 10), ("bali", 99))
    return some


def test_stories_that_merged_keep_the_test_side_and_the_others_are_listed(merged):
    out = made(merged)
    found = splits_in(out)
    assert found["sumsel/9"] == "test"
    assert {"ambon/8", "bali/10", "bali/99"} & found.keys() == set()
    assert left_out(out) == [
        {"key": "ambon/8", "story": "ambon/8", "split": "train", "split_of_story": "test"},
        {"key": "bali/10", "story": "ambon/8", "split": "validation", "split_of_story": "test"},
        {"key": "bali/99", "story": "ambon/8", "split": "validation", "split_of_story": "test"},
    ]
    assert facts_of(out)["left_out"] == {"other_split": 3}
    assert "- 3 articles: exported before in another split" in body(out)
    assert "So 3 articles of the archive are left out here: `left-out.csv` names" in body(out)
    assert problems(out, read_manifest(out), lambda *_: None) == []
    (out / "left-out.csv").write_bytes(b"")
    assert len(problems(out, read_manifest(out), lambda *_: None)) == 1


def test_the_first_and_the_second_export_after_a_merge_are_the_same_bytes(merged):
    first, second = made(merged), made(merged)
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes(), path.name


@pytest.mark.parametrize("unique", ["story", "text", None])
def test_what_is_left_out_makes_nothing_a_copy(merged, session, unique):
    """Else the whole report would be lost: the first of it is in another split."""
    session._db.execute("UPDATE articles SET text_sha256 = hex(randomblob(32))")
    session._db.execute(
        "UPDATE articles SET text_sha256 = 'same' WHERE (bureau, article_id) IN "
        "(VALUES ('ambon', 8), ('sumsel', 9))"
    )
    out = made(merged, choice=Choice(Filters(), unique=unique))
    assert rows_of(out)["sumsel/9"]["stands_for_story"] is True
    assert len(left_out(out)) == 3


def test_what_was_left_out_does_not_come_back_when_the_story_ends(merged, session):
    """Its copy was in test, whoever withdraws that."""
    made(merged)
    session._db.execute("DELETE FROM stories")
    found = splits_in(made(merged, shares=EACH["train"]))
    assert {"ambon/8", "bali/10", "bali/99"} & found.keys() == set()
    assert found["sumsel/9"] == "test"


def test_what_is_left_out_is_kept_even_where_nothing_else_of_its_story_is_taken(merged, session):
    made(merged, choice=Choice(Filters(bureaus=["bali"])))
    session._db.execute("DELETE FROM stories")
    found = splits_in(made(merged, shares=EACH["train"]))
    assert {"bali/10", "bali/99"} & found.keys() == set()


def test_a_story_of_which_nothing_may_be_taken_is_not_fixed(some, session):
    session._db.execute("UPDATE articles SET rights_notice = 'tidak' WHERE bureau = 'bali'")
    out = made(some, purpose="ai-training", choice=Choice(Filters(), unique="story"))
    assert "bali/2" not in splits_in(out)
    kept = {key for key, *_ in ask(some / "archive.db", KEPT)}
    assert "bali/2" in kept  # a copy of sumsel/1, which is in it
    assert "bali/1" not in kept
    assert standing(out) == rows_of(out).keys()


# --- fields, papers, readers


def test_the_fields_come_with_splits_only():
    assert [f.name for f in chosen(["split", "key"], with_splits=True)] == ["key", "split"]
    names = [field.name for field in chosen(None, with_splits=True)]
    assert names[names.index("story") :][:3] == ["story", "split", "stands_for_story"]
    with pytest.raises(ExportRefused, match="Field 'split' comes with splits: add --splits 90"):
        chosen(["split"])


def test_without_their_field_rows_are_split_all_the_same(some):
    out = made(some, shape=Shape(chosen(["key"]), "live"), purpose=None)
    found = {s: [row["key"] for row in jsonl(out / f"articles-{s}.jsonl")] for s in SPLITS}
    assert {key: split for split, keys in found.items() for key in keys} == {
        key: split for key, split, _ in ask(some / "archive.db", KEPT)
    }
    assert read_by("croissant", out)[0]["issues"] == []


def test_what_the_card_says(some):
    out = made(some, "jsonl", "csv")
    facts = facts_of(out)
    text = body(out)
    assert f"| validation | 33 % | {facts['splits']['validation']} |" in text
    assert "antara export DIR --format jsonl,csv --purpose research --splits 34,33,33\n" in text
    assert "Articles that carry the same report (`story`) are in one split" in text
    assert head(out)["configs"] == [
        {
            "config_name": "jsonl",
            "data_files": [{"split": split, "path": f"articles-{split}.jsonl"} for split in SPLITS],
        }
    ]
    assert (
        'rows = load_dataset(os.getcwd(), "jsonl")  # in this folder\ntrain = rows["train"]' in text
    )
    assert '"train": "articles-train.csv", "validation": "articles-validation.csv"' in text


SHAPES = {
    "all": (ALL, {}),
    "jsonl": (("jsonl",), {}),
    "csv": (("csv",), {"style": Style("gzip")}),
    "shards": (ALL, {"style": Style(shard_size=4)}),
    "no test": (("parquet",), {"shares": Shares(60, 40, 0)}),
    "one": (("jsonl",), {"shares": Shares(0, 100, 0)}),
}


@pytest.mark.slow
@pytest.mark.parametrize("reader", ["splits", "frictionless", "croissant"])
def test_readers_find_the_splits(some, reader):
    outs = {}
    for shape, (formats, changes) in SHAPES.items():
        outs[shape] = made(some, *formats, **changes)
        forget(some)
    for shape, found in zip(outs, read_by(reader, *outs.values()), strict=True):
        rows = {name: count for name, count in facts_of(outs[shape])["splits"].items() if count}
        if reader == "splits":
            assert {name: len(each) for name, each in found.items()} == rows, shape
            assert {each for each in found if {*found[each]} != {each}} == set(), shape
        elif reader == "frictionless":
            assert found["errors"] == []
            assert [each["errors"] for each in found["files"].values() if each["errors"]] == []
        else:
            assert found["issues"] == [], shape
            assert len(found["rows"]) == 40
            assert {row["articles/split"] for row in found["rows"]} == rows.keys()


def forget(folder: Path) -> None:
    """Take back what was kept: no export does that."""
    from pipelines.archive.library import sqlite3

    conn = sqlite3.connect(str(folder / "archive.db"))
    conn.execute("DELETE FROM splits")
    conn.commit()
    conn.close()
