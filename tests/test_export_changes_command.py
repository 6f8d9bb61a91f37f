"""`antara export --compare` and `--since-export`: what they say, what they take and refuse."""

from __future__ import annotations

import argparse
import json
import re
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from crawler.export_options import ABOUT_ROWS, add_export_options
from crawler.export_since import TAKEN
from crawler.export_words import HEADINGS, reason
from crawler.options import NAMED
from pipelines.archive import ArchiveSession, Stored
from pipelines.archive.library import sqlite3
from pipelines.exports.changes import KINDS
from pipelines.exports.papers.since import DONE
from pipelines.exports.verify import read_manifest
from tests.archives import Clock
from tests.command_line import invented, make_archive
from tests.exported import applied, commas, in_order, jsonl, keys
from tests.test_export_changes import index_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.command_line import CommandLine

RESEARCH = ("--purpose", "research")
MONTH = "2026-02-01T00:00:00Z"


def a_month_later(archive: Path) -> None:
    """One is corrected, one is new, one is withdrawn."""
    with ArchiveSession.claim(archive, "sample", clock=Clock(MONTH)) as session:
        session.open()
        for bureau, number, title in (
            ("ambon", 11, "Pasar ikan Rekaan ditutup"),
            ("sumsel", 40, "Hutan kota dibuka"),
        ):
            made = invented(bureau, number, "article", title, "2026-01-02T07:30:00+09:00")
            made.fetched_at = MONTH
            session.store([Stored(None, made.as_dict())])
        session.withdraw({("bali", 22): []}, "permintaan Ibu Rekaan")


@pytest.fixture
def out(held: CommandLine, tmp_path: Path) -> Path:
    """An export of the archive as it was a month ago."""
    done = held("export", str(tmp_path / "old"), *RESEARCH, "--format", "jsonl,csv")
    assert done.status == 0, done.err
    a_month_later(held.archive)
    return tmp_path


def test_compare(held: CommandLine, out: Path):
    held("export", str(out / "new"), *RESEARCH)
    done = held("export", "--compare", str(out / "old"), str(out / "new"), "--list", archive=False)
    assert done.status == 0, done.err
    archive = read_manifest(out / "old")["archive"]
    said = f"of archive {archive['archive_id']}, as of {archive['last_run']['finished_at']}"
    sample = " (a sample: its articles are invented)"
    assert done.out.splitlines() == [
        f"{out}/old: 6 rows {said}{sample}",
        f"{out}/new: 6 rows {said}{sample}",
        "",
        "revised\tambon/11",
        "withdrawn\tbali/22\twithdrawn on request, 2026-02-01",
        "added\tsumsel/40\tread before that export was made, but not in it",
        "",
        "bureau\tsame\tadded\trevised\tread anew\tparticulars\twithdrawn\tleft",
        "ambon\t1\t0\t1\t0\t0\t0\t0",
        "bali\t1\t0\t0\t0\t0\t1\t0",
        "sumsel\t2\t1\t0\t0\t0\t0\t0",
        "all\t4\t1\t1\t0\t0\t1\t0",
        "Added: 1 read before that export was made, but not in it.",
        "Withdrawn: 1 on request, 2026-02-01.",
    ]
    assert "Ibu Rekaan" not in done.out


def test_compare_says_why_of_one_and_of_several(held: CommandLine, out: Path):
    held("export", str(out / "few"), "--no-text", "--kind", "photo")
    told = held("export", "--compare", str(out / "old"), str(out / "few"), "--list").out
    said = "no longer answering to what was asked for, or no longer in the archive"
    assert f"left\tsumsel/31\t{said}" in told.splitlines()
    assert f"Left: 4 {said}." in told.splitlines()
    assert [reason("left", "copy", count=n) for n in (1, 2)] == [
        *("a copy of another now", "copies of others now")
    ]
    assert reason("added", "\x1b[31m") == "\ufffd[31m then"  # what a folder of somebody's says


def test_each_kind_of_change_has_its_heading():
    assert HEADINGS.keys() == KINDS.keys()
    assert DONE.keys() == {*KINDS} - {"same", "withdrawn", "left"}


def test_compare_for_a_program(held: CommandLine, out: Path):
    held("export", str(out / "new"), "--no-text", "--bureau", "ambon,bali", "--min-words", "5")
    words = ("export", "--compare", str(out / "old"), str(out / "new"), "--json")
    (told,) = map(json.loads, held(*words).out.splitlines())
    assert told["same_fields"] is False
    assert told["arguments"]["bureaus"] == [None, ["ambon", "bali"]]
    assert told["arguments"]["text"] == [True, False]
    assert told["by_bureau"]["bali"] == {
        **{"same": 1, "added": 0, "revised": 0, "read_anew": 0, "particulars": 0},
        **{"withdrawn": 1, "left": 0},
    }
    assert told["total"]["left"] == 2
    assert told["why"] == {"added": {}, "withdrawn": {"withdrawn": 1}, "left": {"not_selected": 2}}
    assert told["notes"][0] == "Other bureaus: none; ambon,bali."
    assert told["notes"][2:4] == ["Other min words: none; 5.", "Other text: yes; no."]
    assert told["notes"][-2:] == [
        "Their rows have not the same fields, text or revisions, so that only the states of pages "
        "and what read them are compared.",
        "Other purpose: research; none.",
    ]
    assert [each["folder"] for each in told["exports"]] == [str(out / "old"), str(out / "new")]
    *changes, last = map(json.loads, held(*words, "--list").out.splitlines())
    assert last == told
    assert changes[1] == {
        **{"key": "bali/22", "change": "withdrawn", "why": "withdrawn", "on": "2026-02-01"},
    }


def test_what_must_be_known_is_said_first(held: CommandLine, out: Path, tmp_path: Path):
    held("export", str(out / "new"), *RESEARCH)
    done = held("export", "--compare", str(out / "old"), str(out / "old"))
    assert done.out.splitlines()[2:4] == [
        *("", "bureau\tsame\tadded\trevised\tread anew\tparticulars\twithdrawn\tleft")
    ]
    for name, origin in (("live", "live"), ("sample", "sample")):
        make_archive(tmp_path / f"{name}.db", origin)
        where = ("-s", f"ARCHIVE_PATH={tmp_path / name}.db")
        held("export", str(out / name), *RESEARCH, *where, archive=False)
    said = held("export", "--compare", str(out / "old"), str(out / "live")).out.splitlines()[2]
    assert said.startswith("One is of a live archive and one of a sample: equal keys are different")
    said = held("export", "--compare", str(out / "old"), str(out / "sample")).out.splitlines()[2]
    assert said.startswith("They are of two archives: ")
    path = out / "old" / "manifest.json"
    path.write_text(path.read_text().replace('"finished_at": "20', '"finished_at": "21'))
    said = held("export", "--compare", str(out / "old"), str(out / "new")).out.splitlines()[2]
    assert said.startswith("The first is of a later state of the archive than the second: ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--compare", "old"), "--compare takes two exports, DIR and DIR2."),
        (("old", "new"), "Surplus word 'new': only --compare takes two."),
        (("--compare", "old", "new", "more"), "Surplus word 'more'"),
        (("--compare", "old", "new", "--min-words", "3"), "--min-words says what to write"),
        (("--compare", "old", "new", "--since-export", "old"), "--since-export says what to"),
        (("--verify", "old", "--compare"), "--verify and --compare are two questions"),
        (("--compare", "old", "none"), "none holds no export: manifest.json cannot be read"),
        (("new", "--since-export", "none"), "none holds no export: manifest.json cannot be read"),
        (("old", "--since-export", "old"), "old is not empty"),
    ],
)
def test_mistakes_are_one_line(held: CommandLine, out: Path, monkeypatch, words, said):
    monkeypatch.chdir(out)
    done = held("export", *words)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert "Traceback" not in done.err
    assert not (out / "new").exists()


def test_a_damaged_index_is_one_line(held: CommandLine, out: Path):
    index_of(out / "old", "x")
    for words in (
        ("--compare", str(out / "old"), str(out / "old")),
        (str(out / "new"), "--since-export", str(out / "old")),
    ):
        done = held("export", *words)
        assert (done.status, done.out) == (2, "")
        assert "old/rows.csv.gz is not what was written: 'antara export --verify" in done.err


# --- since


def test_since_takes_the_arguments_of_the_earlier_one(held: CommandLine, out: Path):
    held("export", str(out / "new"), *RESEARCH)
    done = held("export", str(out / "changes"), "--since-export", str(out / "old"))
    assert done.status == 0, done.err
    assert done.out.splitlines()[0].startswith(f"{out}/changes: 2 rows of 2 articles of 2 bureaus")
    assert done.out.splitlines()[3:6] == [
        "Since that export: 1 new, 1 revised.",
        "There no more, see no-longer.csv: 1 withdrawn on request.",
        "Left out: 4 unchanged.",
    ]
    made = read_manifest(out / "changes")
    assert made["arguments"] == read_manifest(out / "old")["arguments"]
    rows = applied(jsonl(out / "old" / "articles.jsonl"), out / "changes")
    assert in_order(rows) == in_order(jsonl(out / "new" / "articles.jsonl"))
    assert commas(out / "changes" / "no-longer.csv")[0]["key"] == "bali/22"


def test_equal_options_and_other_files_are_fine(held: CommandLine, out: Path):
    first = (
        "--bureau",
        "ambon,bali",
        "--since",
        "2026-01-02",
        "--kind",
        "article",
        "--no-dateline",
    )
    more = ("--reporter", "rani rekaan", "--fields", "key,title,text", "--search", "ikan OR padi")
    shutil.rmtree(out / "old")
    words = (*RESEARCH, *first, *more[:4])
    assert held("export", str(out / "old"), *words).status == 0
    with ArchiveSession.claim(held.archive, "sample", clock=Clock(MONTH)) as session:
        session.open()
        session.withdraw({("bali", 21): []}, "permintaan")
        new = invented("ambon", 41, "article", "Ikan baru", "2026-01-02T07:30:00+09:00")
        session.store([Stored(None, new.as_dict())])
    same = ("--since-export", str(out / "old"), *words)
    done = held(
        *("export", str(out / "changes"), *same, "--format", "jsonl,csv"),
        *("--compress", "gzip", "--shard-size", "5", "--raw-csv"),
    )
    assert done.status == 0, done.err
    made = read_manifest(out / "changes")
    assert made["arguments"]["formats"] == ["jsonl", "csv"]
    assert [each["name"] for each in made["files"]] == [
        *("articles-00001.jsonl.gz", "articles-00001.csv.gz"),
    ]
    assert keys(commas(out / "changes" / "no-longer.csv")) == ["bali/21"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--purpose", "personal"), "--purpose is not what {old} was exported with (research): "),
        (("--bureau", "bali"), "--bureau is not what {old} was exported with (none): "),
        (("--since", "2026-01-01"), "--since is not what"),
        (("--search", "ikan"), "--search is not what"),
        (("--min-words", "3"), "--min-words is not what"),
        (("--unique", "story"), "--unique is not what"),
        (("--revisions", "all"), "--revisions is not what"),
        (("--reporter", "Rani Rekaan"), "--reporter is not what"),
        (("--fields", "key,title"), "--fields is not what"),
        (("--no-text",), "--no-text is not what"),
        (("--splits", "90,5,5"), "--splits is not what {old} was exported with (none)"),
        (("--no-dateline",), "--no-dateline is not what"),
    ],
)
def test_what_contradicts_the_earlier_one_is_refused(held: CommandLine, out: Path, words, said):
    old = out / "old"
    done = held("export", str(out / "changes"), "--since-export", str(old), *words)
    assert (done.status, done.out) == (2, "")
    assert said.format(old=old) in done.err
    assert "leave it out" in done.err
    assert not (out / "changes").exists()


def test_a_format_that_the_rows_of_the_earlier_one_do_not_fit(held: CommandLine, out: Path):
    held("export", str(out / "few"), *RESEARCH, "--fields", "key,url")
    words = ("export", str(out / "changes"), "--since-export", str(out / "few"), "--format", "tei")
    done = held(*words)
    assert (done.status, done.out) == (2, "")
    assert "tei needs the field title" in done.err
    assert not (out / "changes").exists()


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("sqlite", ("--compress", "gzip")),
        ("sqlite", ("--shard-size", "5")),
        ("parquet", ("--compress", "gzip")),
        ("jsonl", ("--raw-csv",)),
    ],
)
def test_how_the_earlier_one_was_written_does_not_bind_another_format(
    held: CommandLine, out: Path, name: str, style: tuple[str, ...]
):
    """What does nothing for a format is a mistake where it was typed, and only there."""
    held("export", str(out / "earlier"), *RESEARCH, "--format", "csv", *style)
    a_change_more(held.archive)
    since = ("--since-export", str(out / "earlier"), "--format", name)
    done = held("export", str(out / "changes"), *since)
    assert done.status == 0, done.err
    assert len(read_manifest(out / "changes")["files"]) == 1
    (line,) = re.findall("^antara export DIR .*$", (out / "changes/README.md").read_text(), re.M)
    assert style[0] not in line  # with it the command of the card would be refused
    done = held("export", str(out / "asked"), *since, *style)
    assert (done.status, f"{style[0]} " in done.err) == (2, True)


def a_change_more(archive: Path) -> None:
    with ArchiveSession.claim(archive, "sample", clock=Clock(MONTH)) as session:
        session.open()
        new = invented("ambon", 41, "article", "Ikan baru", "2026-01-02T07:30:00+09:00")
        session.store([Stored(None, new.as_dict())])


def test_nothing_new(held: CommandLine, out: Path):
    held("export", str(out / "new"), *RESEARCH)
    words = ("export", str(out / "changes"), "--since-export", str(out / "new"))
    done = held(*words)
    assert (done.status, done.out) == (0, "")
    assert "Nothing is new, revised or gone since that export. No folder was written." in done.err
    assert json.loads(held(*words, "--json").out) == {"folder": None, "rows": 0}
    assert not (out / "changes").exists()


def test_of_another_archive(held: CommandLine, out: Path, tmp_path: Path):
    make_archive(tmp_path / "other.db", "live")
    where = ("-s", f"ARCHIVE_PATH={tmp_path / 'other.db'}")
    words = ("export", str(out / "changes"), "--since-export", str(out / "old"))
    done = held(*words, *where, archive=False)
    assert (done.status, "was made of another archive (sample, " in done.err) == (2, True)
    assert not (out / "changes").exists()


def test_an_archive_that_is_older_than_the_export(held: CommandLine, out: Path):
    path = out / "old" / "manifest.json"
    path.write_text(path.read_text().replace('"finished_at": "20', '"finished_at": "21'))
    done = held("export", str(out / "changes"), "--since-export", str(out / "old"))
    assert done.status == 0
    assert "old is of a later state of this archive (21" in done.err


@pytest.mark.parametrize(
    ("was", "is_", "said"),
    [
        ('"arguments": {', '"arguments": {"splits": 1,', "its arguments cannot be repeated"),
        ('"arguments": {', '"arguments": {"splits": [90, 9, 9],', "cannot be repeated"),
        ('"unique"', '"uniqe"', "was exported with uniqe, which --since-export cannot repeat"),
        ('"purpose": "research"', '"purpose": "fun"', "its arguments cannot be repeated"),
        ('"compress": "none"', '"compress": []', "its arguments cannot be repeated"),
        ('"text": true', '"text": "x"', "its arguments cannot be repeated"),
    ],
)
def test_arguments_of_another_version(held: CommandLine, out: Path, was, is_, said):
    shutil.rmtree(out / "old")
    held("export", str(out / "old"), *RESEARCH, "--unique", "text")
    path = out / "old" / "manifest.json"
    assert was in path.read_text()
    path.write_text(path.read_text().replace(was, is_))
    done = held("export", str(out / "changes"), "--since-export", str(out / "old"))
    assert (done.status, done.out) == (2, "")
    assert said in done.err


def test_an_export_with_splits_is_followed_with_them(held: CommandLine, out: Path):
    held("export", str(out / "parts"), *RESEARCH, "--splits", "80,10,10")
    words = ("export", str(out / "changes"), "--since-export", str(out / "parts"))
    refused = held(*words, "--splits", "90,5,5")
    assert refused.status == 2
    assert "--splits is not what" in refused.err
    assert "was exported with (80,10,10)" in refused.err
    done = held(*words, "--splits", "80,10,10")
    assert (done.status, "Nothing is new" in done.err) == (0, True)
    with closing(sqlite3.connect(str(held.archive))) as conn:
        conn.execute("UPDATE articles SET last_seen = '2027-01-01T00:00:00Z' WHERE bureau = 'bali'")
        conn.execute("DELETE FROM splits")
        conn.commit()
    done = held(*words)
    assert done.status == 0, done.err
    rows = [row for each in (out / "changes").glob("articles-*.jsonl") for row in jsonl(each)]
    assert {row["bureau"] for row in rows} == {"bali"}
    whole = [row for each in (out / "parts").glob("articles-*.jsonl") for row in jsonl(each)]
    was = {row["key"]: row["split"] for row in whole}
    assert all(row["split"] == was[row["key"]] for row in rows)
    # What the archive had lost is kept again, of those too that are not in it.
    with closing(sqlite3.connect(str(held.archive))) as conn:
        assert conn.execute("SELECT count(*) FROM splits").fetchone() == (len(was),)


def test_rows_without_keys_cannot_be_replaced(held: CommandLine, out: Path):
    held("export", str(out / "few"), *RESEARCH, "--fields", "title,url")
    done = held("export", str(out / "changes"), "--since-export", str(out / "few"))
    assert (done.status, "have no field 'key', by which they could be" in done.err) == (2, True)


def test_every_option_is_known_where_nothing_is_written_and_where_changes_are():
    """One that is not would be taken, and do nothing."""
    parser = argparse.ArgumentParser()
    add_export_options(parser)
    options = {action.dest for action in parser._actions} - {"help"}
    assert options == {*ABOUT_ROWS, "verify", "compare", "list", "json"}
    may_differ = {"format", "compress", "shard_size", "raw_csv"}
    of_rows = {"bureau", "fields", "no_text", "no_dateline", "splits"}
    assert {*ABOUT_ROWS} - {"since_export"} == {*TAKEN, *NAMED} | of_rows | may_differ
