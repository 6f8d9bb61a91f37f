"""What became of each article between two exports, by their folders alone."""

from __future__ import annotations

import gzip
import random
import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.archive import ArchiveSession, Filters
from pipelines.archive.export_walk import Choice
from pipelines.archive.permissions import AI_TRAINING
from pipelines.exports import index
from pipelines.exports.changes import compare, judge
from pipelines.exports.comma import as_csv
from pipelines.exports.errors import ExportRefused
from pipelines.exports.fields import chosen
from pipelines.exports.index import COLUMNS, Entry, IndexWriter, by_bureau
from pipelines.exports.index_held import Articles, Bureaus
from pipelines.exports.rows import Shape
from pipelines.exports.sides import opened
from tests.archives import stored
from tests.exported import exported, on_day, plan, store
from tests.test_export_since import PLANS, a_month_later, change
from tests.test_export_since import some as some

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest_plugins = ["tests.archive_fixtures"]
OLD = Entry(1, "a" * 16, "b" * 16, "1", "2026-11-01T00:00:00Z", "2026-11-20T00:00:00Z", "1", "")
OTHER_ROW = OLD._replace(row="c" * 16)
OTHER_STATE = OTHER_ROW._replace(state="d" * 16)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (OLD, OLD, "same"),
        (OLD, OTHER_ROW, "particulars"),
        (OLD, OLD._replace(rows=2), "particulars"),
        (OLD, OTHER_ROW._replace(extractor_version="2"), "read_anew"),
        (OLD, OTHER_STATE, "read_anew"),
        # First seen after the article had last been seen, or before that: told apart later only.
        (OLD, OTHER_STATE._replace(state_first_seen="2026-11-21T00:00:00Z"), "revised"),
        (OLD, OTHER_STATE._replace(state_first_seen="2026-11-20T00:00:00Z"), "read_anew"),
        (OTHER_STATE._replace(state_first_seen="2026-11-21T00:00:00Z"), OLD, "revised"),
        # Back to a state that it had, read by the same reader.
        (OLD, OTHER_ROW._replace(state_first_seen="2026-11-21T00:00:00Z"), "particulars"),
        # Without times the numbers of the states count.
        (OLD._replace(last_seen=""), OTHER_STATE._replace(last_seen="", revision="2"), "revised"),
        (OLD._replace(last_seen=""), OTHER_STATE._replace(last_seen="", revision=""), "revised"),
        (OLD._replace(last_seen=""), OTHER_STATE._replace(last_seen=""), "read_anew"),
    ],
)
def test_what_a_change_is_called(old, new, kind):
    assert judge(old, new) == kind


def test_rows_of_other_fields_are_not_compared():
    assert judge(OLD, OTHER_ROW, shape=False) == "same"
    assert judge(OLD, OTHER_STATE, shape=False) == "read_anew"


def between(one: Path, other: Path) -> dict[str, tuple[str, ...]]:
    """By key what changed, why and when; what is the same left out."""
    found = [each for each in compare(opened(one), opened(other)) if each.kind != "same"]
    assert len(found) == len({each.key for each in found})
    return {each.key: tuple(part for part in each[1:] if part) for each in found}


CHANGED = {
    "aceh/11": ("added",),
    "bali/2": ("revised",),
    "bali/3": ("read_anew",),
    "bali/4": ("particulars",),
    "bali/5": ("particulars",),
    "bali/6": ("revised",),
    "bali/10": ("added",),
    "jogja/7": ("withdrawn", "withdrawn", "2026-12-01"),
    "sumsel/8": ("withdrawn", "withdrawn", "2026-12-01"),
}


def test_a_month_later(some, session, clock):
    old, changes, new = a_month_later(some, session, clock, PLANS["all"])
    assert between(old, new) == CHANGED
    assert between(old, changes) == CHANGED  # it knows the whole
    assert between(changes, new) == between(old, old) == {}
    counts = [each.kind for each in compare(opened(old), opened(new))]
    assert counts.count("same") == 2
    assert [each.key for each in compare(opened(old), opened(new))] == [
        *("aceh/11", "ambon/1", "bali/2", "bali/3", "bali/4", "bali/5", "bali/6", "bali/10"),
        *("jogja/7", "sumsel/9", "sumsel/8"),
    ]


@pytest.mark.parametrize(
    ("name", "key", "what"),
    [
        ("long", "bali/6", ("left", "too_short")),
        ("training", "bali/5", ("left", "reserved")),
        ("states", "bali/2", ("revised",)),
        ("states", "bali/3", ("read_anew",)),
        ("no text", "bali/2", ("revised",)),
        ("two fields", "bali/3", None),
        ("two fields", "bali/2", ("revised",)),
    ],
)
def test_of_other_exports(some, session, clock, name, key, what):
    old, _, new = a_month_later(some, session, clock, PLANS[name])
    assert between(old, new).get(key) == what


def test_what_came_back_says_why_it_was_away(some, session, clock):
    archive, training = some / "archive.db", replace(PLANS["all"], purpose=AI_TRAINING)
    change(session, clock)
    exported(archive, some / "old", training)
    session.restore_articles([("sumsel", 8)])
    exported(archive, some / "new", PLANS["all"])
    assert between(some / "old", some / "new") == {
        "bali/5": ("added", "reserved"),
        "sumsel/8": ("added", "withdrawn"),
    }


def test_other_filters(some):
    """As far as folders can tell: what was read before the first export was made is not new."""
    archive = some / "archive.db"
    exported(archive, some / "bali", plan(choice=Choice(Filters(bureaus=["bali"]))))
    exported(archive, some / "all", PLANS["all"])
    found = between(some / "bali", some / "all")
    assert found == dict.fromkeys(
        ("ambon/1", "jogja/7", "sumsel/8", "sumsel/9"), ("added", "earlier")
    )
    assert {*between(some / "all", some / "bali").values()} == {("left", "not_selected")}


def test_copies_of_others(some):
    archive = some / "archive.db"
    exported(archive, some / "all", PLANS["all"])
    exported(archive, some / "stories", PLANS["stories"])
    assert between(some / "all", some / "stories") == {"sumsel/9": ("left", "copy")}
    assert between(some / "stories", some / "all") == {"sumsel/9": ("added", "copy")}


def test_whatever_formats_and_fields_they_have(some, session, clock):
    archive = some / "archive.db"
    few = Shape(chosen(["title", "url"]), "live")
    exported(archive, some / "old", plan("csv", shape=few))
    change(session, clock)
    exported(archive, some / "new", plan("parquet"))
    # What is known besides is in other fields, of which nothing can be said.
    told = {key: what for key, what in CHANGED.items() if what != ("particulars",)}
    assert between(some / "old", some / "new") == told


def test_of_another_archive(some, tmp_path):
    exported(some / "archive.db", some / "one", PLANS["all"])
    with ArchiveSession.claim(tmp_path / "other.db", "live") as session:
        session.open()
        session.store([stored(2, "bali", **on_day("2026-11-02"))])
    exported(tmp_path / "other.db", some / "two", PLANS["all"])
    found = between(some / "one", some / "two")
    assert found["bali/2"] == ("particulars",)
    assert found["ambon/1"] == ("left", "not_selected")


# --- the index


def test_the_index_has_each_row_and_why_others_have_none(some, session):
    session.withdraw({("jogja", 7): []}, "permintaan")
    made = exported(some / "archive.db", some / "out", PLANS["stories"])
    lines = gzip.decompress((some / "out" / "rows.csv.gz").read_bytes()).decode().split("\r\n")
    assert lines[0].split(",") == list(COLUMNS)
    assert [line.split(",")[0] for line in lines[1:-1]] == [
        *("ambon/1", "bali/2", "bali/3", "bali/4", "bali/5", "bali/6", "sumsel/8", "sumsel/9"),
    ]
    key, revision, first, last, version, state, row, left_out = lines[2].split(",")
    assert (key, revision, version, left_out) == ("bali/2", "1", "1", "")
    assert first == last == "2026-11-23T10:00:00Z"
    assert len(state) == len(row) == 16
    assert lines[8] == "sumsel/9,,,,,,,copy"
    assert made["index"] == 1
    assert made["withdrawn"] == [{"key": "jogja/7", "on": "2026-11-23"}]


def test_only_the_withdrawn_of_the_wanted_bureaus_are_named(some, session):
    session.withdraw({("jogja", 7): [], ("bali", 5): []}, "permintaan")
    asked = plan(choice=Choice(Filters(bureaus=["bali"])))
    made = exported(some / "archive.db", some / "out", asked)
    assert made["withdrawn"] == [{"key": "bali/5", "on": "2026-11-23"}]


def test_what_another_program_wrote_is_no_moment(session, folder):
    store(session, ("bali", 1, {}), ("bali", 2, {}))
    session._db.execute(
        "UPDATE articles SET last_seen = 'kemarin', extractor_version = ?", ('a"\0,b',)
    )
    session._db.execute("UPDATE revisions SET first_seen = 'kemarin'")
    exported(folder / "archive.db", folder / "old", PLANS["all"])
    session._db.execute("UPDATE articles SET title = 'Lain' WHERE article_id = 1")
    exported(folder / "archive.db", folder / "new", PLANS["all"])
    assert between(folder / "old", folder / "new") == {"bali/1": ("particulars",)}


def index_of(folder: Path, *lines: str) -> Path:
    path = folder / "rows.csv.gz"
    path.write_bytes(gzip.compress("\r\n".join((",".join(COLUMNS), *lines, "")).encode()))
    return path


LINE = f"bali/1,1,2026-11-01T00:00:00Z,2026-11-01T00:00:00Z,1,{'a' * 16},{'b' * 16},"


@pytest.mark.parametrize(
    "lines",
    [
        ("",),
        ("bali/1",),
        (LINE.replace("bali/1", "bali"),),
        (LINE.replace("bali/1", "bali/x"),),
        (LINE.replace("a" * 16, "g" * 16),),
        (LINE.replace("a" * 16, "a" * 20),),
        (LINE.replace("bali/1,1", "bali/1,x"),),
        (LINE.replace("2026-11-01T00:00:00Z,1", "kemarin,1"),),
        (LINE + '"',),
        (LINE, LINE.replace("bali", "aceh")),
        (LINE, LINE.replace("bali", "sumsel"), LINE),
    ],
)
def test_an_index_that_is_none(tmp_path, lines):
    path = index_of(tmp_path, *lines)
    with pytest.raises(ExportRefused, match="damaged, or no index of an export"):
        list(Bureaus(path).passed())


@pytest.mark.parametrize(
    "data", [b"", b"no gzip", gzip.compress(b"key\r\n", mtime=0), b"\x1f\x8b\x08\0"]
)
def test_a_file_that_is_no_index(tmp_path, data):
    (tmp_path / "rows.csv.gz").write_bytes(data)
    with pytest.raises(ExportRefused, match="damaged, or no index of an export"):
        list(by_bureau(tmp_path / "rows.csv.gz"))


def test_a_line_without_an_end_is_not_read_to_its_end(tmp_path):
    """A packed file of a hundred kilobytes, of which nobody wants a hundred megabytes in memory."""
    with gzip.open(tmp_path / "rows.csv.gz", "wb") as file:
        file.write(",".join(COLUMNS).encode() + b"\r\n")
        for _ in range(100):
            file.write(b"a" * 1_000_000)
    tracemalloc.start()
    with pytest.raises(ExportRefused, match="damaged, or no index of an export"):
        list(Bureaus(tmp_path / "rows.csv.gz").passed())
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 10_000_000


def test_an_index_that_is_cut_short(tmp_path):
    path = index_of(tmp_path, *[LINE.replace("bali/1", f"bali/{n}") for n in range(2_000)])
    path.write_bytes(path.read_bytes()[:-500])
    with pytest.raises(ExportRefused, match="damaged"):
        list(Bureaus(path).passed())


def test_one_bureau_at_a_time_is_kept(tmp_path, monkeypatch):
    kept: list[int] = []

    class Counted(Articles):
        def __init__(self, articles: Iterator[tuple[int, Entry]] = iter(())) -> None:  # noqa: B008
            super().__init__(articles)
            kept.append(len(self._records))

    monkeypatch.setattr("pipelines.exports.index_held.Articles", Counted)
    names = [f"b{n:02}" for n in range(20)]
    path = index_of(
        tmp_path, *[LINE.replace("bali/1", f"{name}/{n}") for name in names for n in range(50)]
    )
    bureaus = Bureaus(path)
    assert [name for name, _ in bureaus.passed("b05")] == names[:5]
    assert len(list(bureaus.held("b05").left())) == 50
    assert bureaus.held("b05x").pop(1) is None
    assert [name for name, _ in bureaus.passed()] == names[6:]
    assert {*kept} == {0, 50}


def test_what_is_kept_comes_out_as_it_was():
    odd = Entry(3, "0" * 15 + "1", "", "", "", "", "α", "")
    out = Entry(0, "", "", "", "", "", "", "copy")
    held = Articles([(2, OLD), (1, odd), (9, out)])
    assert held.pop(1) == odd
    assert held.pop(1) is None
    assert list(held.left()) == [(2, OLD), (9, out)]


def test_rows_of_one_article_count_together(tmp_path):
    path = index_of(tmp_path, LINE, LINE.replace("b" * 16, "c" * 16), LINE.replace("/1", "/2"))
    ((one, both), (two, single)) = (each for _, found in by_bureau(path) for each in found)
    assert (one, both.rows, two, single.rows) == (1, 2, 2, 1)
    assert both.row not in (single.row, "c" * 16)


def test_a_million_rows_take_little_room(tmp_path):
    """The digests of a row are what does not pack: sixteen bytes."""
    writer = IndexWriter(tmp_path)
    dice = random.Random(1)
    for n in range(5_000):
        state, row = (f"{dice.getrandbits(64):016x}" for _ in range(2))
        moment = f"2026-11-{n // 200 + 1:02}T{n % 24:02}:{n % 60:02}:{n % 59:02}Z"
        writer.write([[f"bali/{n}", "1", moment, moment, "1", state, row, ""]])
    assert writer.close()["bytes"] / 5_000 < 40


@given(
    st.lists(
        st.lists(st.text(st.sampled_from('ab,"\r\n\0 é'), max_size=3), min_size=8, max_size=8),
        max_size=4,
    )
)
def test_the_index_is_csv_whatever_stands_in_it(lines: list[list[str]]) -> None:
    assert index._as_csv(lines) == as_csv(lines)
