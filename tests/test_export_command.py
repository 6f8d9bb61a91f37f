"""`antara export`: what it says, what it refuses, and that the same bytes come again."""

from __future__ import annotations

import hashlib
import json
import shlex
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import derived
from pipelines.archive.derived_columns import Kind
from pipelines.exports.errors import ExportRefused
from pipelines.exports.verify import problems, read_manifest
from tests.command_line import make_archive, run_antara
from tests.exported import BESIDE, PAPERS, exported, jsonl, keys, left_by, plan

if TYPE_CHECKING:
    from tests.command_line import CommandLine

RESEARCH = ("--purpose", "research")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "dataset"


# --- what it does


def test_it_writes_a_folder_and_says_what_is_in_it(held: CommandLine, out: Path):
    done = held("export", str(out), *RESEARCH)
    assert done.status == 0, done.err
    assert done.out.splitlines() == [
        f"{out}: 6 rows of 6 articles of 3 bureaus, 2026-01-01 to 2026-01-05 (a sample: its "
        "articles are invented)",
        f"  articles.jsonl: 6 rows, {done.out.splitlines()[1].partition('rows, ')[2]}",
        "Use for AI: 0 reserved, 6 unstated, none granted.",
        "Purpose: research. These texts are invented; those of a live archive are ANTARA's and "
        "their authors'.",
        "Permission (dataset): no permission on record; whoever hands texts on needs one. See "
        "'antara permission' and docs/rights.md.",
        f"Next: {out}/README.md says what is in it, and what may be done with it; "
        f"'antara export --verify {out}' checks it.",
    ]
    assert {path.name for path in out.iterdir()} == {*("articles.jsonl", *BESIDE)}
    assert left_by(out) == {"dataset"}
    assert {row["origin"] for row in jsonl(out / "articles.jsonl")} == {"sample"}


def test_the_command_that_checks_it_can_be_typed_as_it_stands(held: CommandLine, tmp_path: Path):
    out = tmp_path / "Korpus Süd"
    said = held("export", str(out), *RESEARCH).out
    line = said.rpartition("; ")[2].removesuffix(" checks it.\n")
    assert line == f"\"antara export --verify '{out}'\""
    assert held(*shlex.split(line[1:-1])[1:]).status == 0


def test_every_option_at_once(held: CommandLine, out: Path):
    done = held(
        *("export", str(out), "--purpose", "ai-training", "--format", "csv,parquet,jsonl,tei"),
        *("--bureau", "ambon,bali", "--since", "2026-01-01", "--until", "2026-01-31"),
        *("--min-words", "2", "--unique", "text", "--fields", "key,title,text,ai_use,revision"),
        *("--revisions", "all", "--no-dateline", "--compress", "zstd", "--shard-size", "3"),
        *("--raw-csv", "--json", "--search", "warga -hutan"),
    )
    assert done.status == 0, done.err
    made = json.loads(done.out)
    assert made["folder"] == str(out)
    assert {path.name for path in out.iterdir()} == {
        *("articles-00001.csv.zst", "articles-00002.csv.zst"),
        *("articles-00001.jsonl.zst", "articles-00002.jsonl.zst"),
        *("articles-00001.parquet", "articles-00002.parquet", *BESIDE),
        *("articles-00001.xml.zst", "articles-00002.xml.zst"),
    }
    rows = jsonl(out / "articles-00001.jsonl.zst")
    assert list(rows[0]) == ["key", "title", "text", "ai_use", "revision"]
    assert rows[0]["text"].startswith("Umpama (ANTARA) - ")  # no dateline was read from it
    assert made["arguments"] == {
        "formats": ["csv", "parquet", "jsonl", "tei"],
        "bureaus": ["ambon", "bali"],
        "since": "2026-01-01",
        "until": "2026-01-31",
        "search": "warga -hutan",
        "min_words": 2,
        "unique": "text",
        "revisions": "all",
        "fields": ["key", "title", "text", "ai_use", "revision"],
        "text": True,
        "dateline": False,
        "compress": "zstd",
        "raw_csv": True,
        "shard_size": 3,
        "purpose": "ai-training",
    }
    assert made["versions"].keys() == {
        *("arsip-antara", "python", "sqlite", "orjson", "zlib", "pyarrow", "zstandard"),
    }


def test_the_purpose_is_asked_for_once(held: CommandLine, out: Path):
    done = held("export", str(out))
    assert (done.status, done.out) == (2, "")
    assert 'purpose = "research" into antara.toml' in done.err
    assert "above the first [block]" in done.err
    assert not out.exists()
    assert held("export", str(out), "-s", "PURPOSE=newsroom").status == 0
    assert json.loads((out / "manifest.json").read_text())["arguments"]["purpose"] == "newsroom"


def test_the_purpose_stands_in_antara_toml(tmp_path: Path):
    make_archive(tmp_path / "archive.db")
    (tmp_path / "antara.toml").write_text('purpose = "personal"\n')
    where = {"ANTARA_ARCHIVE_PATH": str(tmp_path / "archive.db")}
    assert run_antara("export", "out", cwd=tmp_path, **where).status == 0
    made = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert made["arguments"]["purpose"] == "personal"
    (tmp_path / "antara.toml").write_text('purpose = "fun"\n')
    done = run_antara("export", "out2", cwd=tmp_path, **where)
    assert done.status == 2
    assert "is none of personal, research, newsroom, ai-training." in done.err


@pytest.mark.parametrize("options", [("--no-text",), ("--fields", "key,words,text_sha256")])
def test_without_texts_no_purpose_is_needed(held: CommandLine, out: Path, options):
    done = held("export", str(out), *options)
    assert done.status == 0, done.err
    assert "No sentence of an article is in it." in done.out
    made = json.loads((out / "manifest.json").read_text())
    assert (made["arguments"]["purpose"], made["permission"]) == (None, None)
    assert "Warga berkumpul" not in (out / "articles.jsonl").read_text()


def test_a_purpose_beside_no_text_is_of_no_account(held: CommandLine, out: Path):
    done = held("export", str(out), "--no-text", *RESEARCH)
    assert (done.status, "so that --purpose says nothing here." in done.err) == (0, True)
    made = json.loads((out / "manifest.json").read_text())
    assert made["arguments"]["purpose"] is None


def test_parquet_may_be_told_how_it_is_packed(held: CommandLine, out: Path):
    done = held("export", str(out), *RESEARCH, "--format", "parquet", "--compress", "zstd")
    assert done.status == 0, done.err


# --- what it refuses


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--format", "parket"),
            "none of parquet, jsonl, csv, tei, sqlite. Did you mean 'parquet'",
        ),
        (("--format", "tei", "--fields", "key,url"), "tei needs the field title: add it to"),
        (("--fields", "key,titel"), "Unknown field 'titel'. Did you mean 'title'?"),
        (("--purpose", "ai"), "'ai' is none of personal, research, newsroom, ai-training"),
        (("--unique", "all"), "'all' is none of text, story, none"),
        (("--revisions", "some"), "'some' is none of latest, all"),
        (("--compress", "zip"), "'zip' is none of none, gzip, zstd. Did you mean 'gzip'"),
        (("--shard-size", "0"), "'0' is not a whole number above 0"),
        (("--no-text", "--fields", "text"), "Field 'text' has sentences of the article"),
        (("--bureau", "sumse"), "Did you mean 'sumsel'?"),
        (("--place", "Denpasa"), "The archive has no place 'Denpasa'."),
        (("--no-text", "--no-dateline"), "--no-dateline is about texts, and --no-text leaves all"),
        (("--verify", "--compare"), "--verify and --compare are two questions: ask one."),
        (("--verify", "--no-text"), "--no-text says what to write: leave one out"),
        (("--verify", "--min-words", "3"), "--min-words says what to write"),
        (("--search=-ikan",), "--search: Only words to leave out: add one to look for."),
        (("--search", "…"), "--search: No word to search for."),
        (("--search", "tidakada"), "No article answers to that"),
        (("--list",), "--list is for --compare."),
        (("--raw-csv",), "--raw-csv is about CSV, which is not among the formats."),
        (("--raw-csv", "--format", "jsonl,parquet"), "--raw-csv is about CSV"),
        (("--compress", "gzip", "--format", "parquet"), "--compress gzip does nothing for Parquet"),
        (("--kind", "video", "--bureau", "ambon"), "No article answers to that"),
    ],
)
def test_mistakes_are_one_line_and_leave_nothing(held: CommandLine, out: Path, words, said):
    purpose = () if {"--verify", "--no-text"} & set(words) else RESEARCH
    done = held("export", str(out), *purpose, *words)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert "Traceback" not in done.err
    assert left_by(out) == set()


def test_unique_none_is_as_without_it(held: CommandLine, tmp_path: Path):
    facts = []
    for name, words in (("one", ()), ("other", ("--unique", "none"))):
        assert held("export", str(tmp_path / name), *RESEARCH, *words).status == 0
        facts.append(json.loads((tmp_path / name / "manifest.json").read_text()))
    assert facts[0] == facts[1]
    held("export", str(tmp_path / "story"), *RESEARCH, "--unique", "story")
    since = ("export", str(tmp_path / "changes"), "--since-export", str(tmp_path / "story"))
    assert "--unique is not what" in held(*since, "--unique", "none").err
    assert held(*since).status == 0
    for command in ("articles", "search"):
        words = ("warga",) if command == "search" else ()
        assert held(command, *words, "--unique", "none").out == held(command, *words).out != ""


def test_dir_is_needed(held: CommandLine):
    done = held("export", *RESEARCH)
    assert (done.status, done.err) == (
        2,
        "'antara export' needs DIR. See 'antara export --help'.\n",
    )


def test_nothing_is_written_over(held: CommandLine, out: Path):
    out.mkdir()
    (out / "mine.txt").write_text("x")
    done = held("export", str(out), *RESEARCH)
    assert (done.status, "is not empty, and an export writes over nothing" in done.err) == (2, True)
    assert [path.name for path in out.iterdir()] == ["mine.txt"]
    done = held("export", str(out / "mine.txt"), *RESEARCH)
    assert "is there already, and no folder" in done.err
    done = held("export", str(out.parent / "whole"), *RESEARCH)
    assert done.status == 0
    done = held("export", str(out.parent / "whole" / "more"), *RESEARCH)
    assert (done.status, "whole is an export, whose checksums would not" in done.err) == (2, True)
    assert not (out.parent / "whole" / "more").exists()
    done = held("export", str(out / "no" / "such"), *RESEARCH)
    assert "is no folder, so that such cannot be made in it" in done.err
    done = held("export", str(out.with_name("x" * 300)), *RESEARCH)
    assert (done.status, "can be no folder to fill: File name too long." in done.err) == (2, True)


def test_an_empty_folder_is_filled(held: CommandLine, out: Path):
    out.mkdir()
    assert held("export", str(out), *RESEARCH).status == 0
    assert (out / "articles.jsonl").exists()


def test_no_archive(antara: CommandLine, out: Path):
    done = antara("export", str(out), *RESEARCH)
    assert (done.status, "There is no archive at" in done.err) == (2, True)
    assert left_by(out) == set()


@pytest.mark.parametrize("kind", Kind)
def test_a_file_for_others_gives_no_texts(held: CommandLine, out: Path, kind):
    shown = derived.make(held.archive, kind)
    where = ("-s", f"ARCHIVE_PATH={shown}")
    done = held("export", str(out), *RESEARCH, *where, archive=False)
    assert (done.status, "was made by 'antara serve' to be looked at" in done.err) == (2, True)
    assert not out.exists()
    assert held("export", str(out), "--no-text", *where, archive=False).status == 0
    assert keys(jsonl(out / "articles.jsonl"))[0] == "ambon/11"
    # It has no frontier and no listings, after which all would look as if nobody had walked it.
    assert read_manifest(out)["coverage"] is None


def test_a_missing_package_is_named(held: CommandLine, out: Path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = held("export", str(out), *RESEARCH, "--format", "parquet")
    assert (done.status, done.out) == (2, "")
    assert "Parquet needs pyarrow, which is not installed: 'make formats'" in done.err
    assert left_by(out) == set()
    assert held("export", str(out), *RESEARCH, "--format", "csv").status == 0


# --- the same bytes, and whether they still are


def test_the_same_archive_and_arguments_give_the_same_bytes(tmp_path: Path):
    make_archive(tmp_path / "archive.db")
    sums = set()
    for seed in ("1", "2"):
        done = run_antara(
            *("export", f"out{seed}", *RESEARCH, "--format", "parquet,jsonl,csv,tei"),
            *("--compress", "gzip"),
            cwd=tmp_path,
            ANTARA_ARCHIVE_PATH=str(tmp_path / "archive.db"),
            PYTHONHASHSEED=seed,
        )
        assert done.status == 0, done.err
        assert "\r" not in done.err  # no bar in a log
        sums.add(
            tuple(
                (path.name, hashlib.sha256(path.read_bytes()).hexdigest())
                for path in sorted((tmp_path / f"out{seed}").iterdir())
            )
        )
        time.sleep(1.1)  # gzip and Parquet could note a time
    assert len(sums) == 1
    assert len(next(iter(sums))) == 4 + len(BESIDE)


def test_nothing_names_where_it_was_made(held: CommandLine, out: Path, tmp_path: Path):
    held("export", str(out), *RESEARCH, "--format", "parquet,jsonl,csv")
    for path in out.iterdir():
        assert str(tmp_path).encode() not in path.read_bytes(), path.name


def test_verify(held: CommandLine, out: Path):
    held("export", str(out), *RESEARCH, "--format", "jsonl,csv")
    done = held("export", "--verify", str(out))
    assert (done.status, done.out) == (0, f"{out}: 2 files, 6 rows, as written.\n")


def test_the_sums_are_those_of_sha256sum(held: CommandLine, out: Path):
    held("export", str(out), *RESEARCH)
    done = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=out, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("OK") == len(BESIDE)  # the file and all but the sums themselves


def cut(out: Path) -> None:
    path = out / "articles.jsonl"
    path.write_bytes(path.read_bytes()[:-1])


def flip(out: Path) -> None:
    path = out / "articles.csv"
    path.write_bytes(path.read_bytes()[:-3] + b"x\r\n")


def another_manifest(out: Path) -> None:
    path = out / "manifest.json"
    path.write_text(path.read_text().replace('"unstated"', '"granted"'))


def another_card(out: Path) -> None:
    path = out / "README.md"
    path.write_text(path.read_text().replace("None is granted", "All is granted"))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (cut, "articles.jsonl has "),
        (flip, "articles.csv is not what was written: its SHA-256 differs."),
        (lambda out: (out / "articles.csv").unlink(), "articles.csv is missing."),
        (lambda out: (out / "SHA256SUMS").unlink(), "SHA256SUMS is missing."),
        (lambda out: (out / "SHA256SUMS").write_bytes(b"\xff"), "SHA256SUMS cannot be read."),
        (another_manifest, "manifest.json is not what was written"),
        (another_card, "README.md has "),
        (lambda out: (out / "CITATION.cff").unlink(), "CITATION.cff is missing."),
        (lambda out: (out / "more.csv").touch(), "more.csv does not belong to the export."),
    ],
)
def test_verify_names_what_is_wrong(held: CommandLine, out: Path, spoil, said):
    held("export", str(out), *RESEARCH, "--format", "jsonl,csv")
    spoil(out)
    done = held("export", "--verify", str(out))
    assert done.status == 1
    assert done.out.startswith(said)
    assert "1 thing wrong with" in done.err
    found = json.loads(held("export", "--verify", str(out), "--json").out)
    assert len(found["problems"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "{}", '{"manifest": 99, "files": [], "papers": []}', "[" * 100_000),
        '{"manifest": 1, "files": [{"name": "../x", "bytes": 1, "sha256": "a"}], "papers": []}',
        '{"manifest": 1, "rows": 1, "papers": [], "files": '
        '[{"name": "\\ud800", "bytes": 1, "sha256": "a"}]}',
        '{"manifest": 1, "files": [{"name": 5, "bytes": 1, "sha256": "a"}], "papers": []}',
        '{"manifest": 1, "files": [], "papers": [{"name": "../x", "bytes": 1, "sha256": "a"}]}',
        '{"manifest": 1, "files": []}',
    ],
)
def test_a_manifest_that_is_none(tmp_path: Path, text):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(ExportRefused, match=r"damaged|another version"):
        read_manifest(tmp_path)


def test_no_manifest(held: CommandLine, out: Path):
    done = held("export", "--verify", str(out))
    assert (done.status, "holds no export: manifest.json cannot be read" in done.err) == (2, True)


def test_a_folder_that_may_not_be_listed_is_said_to_be_one(
    held: CommandLine, out: Path, monkeypatch
):
    held("export", str(out), *RESEARCH)

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refuse)
    done = held("export", "--verify", str(out))
    assert (done.status, done.out) == (
        *(1, f"What else is in {out} cannot be seen: Permission denied.\n"),
    )


def test_verify_tells_how_far_it_is(held: CommandLine, out: Path):
    exported(held.archive, out, plan("jsonl"))
    seen: list[tuple[str, int, int]] = []
    assert problems(out, read_manifest(out), lambda *each: seen.append(each)) == []
    told = {"articles.jsonl", *PAPERS}
    assert seen[-1][1] == seen[-1][2] == sum((out / name).stat().st_size for name in told)
