"""The SQLite file of an export in the hands of its readers, and of those who would write to it."""

from __future__ import annotations

import errno
import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipelines.archive import ArchiveError, ArchiveReader, ArchiveSession, derived, exported_file
from pipelines.archive.derived_columns import EXPORTED
from pipelines.archive.identity import STAYS
from pipelines.exports.errors import ExportFailed, ExportRefused
from pipelines.exports.formats import Style
from pipelines.exports.rows import Shape
from pipelines.exports.verify import problems, read_manifest
from tests.archives import ask
from tests.command_line import run_antara, run_with_small_files
from tests.exported import BESIDE, FIELDS, exported, plan
from tests.exported_papers import body, facts_of, head, read_by
from tests.rightful import SHOWN, WORDS, execute, make_rightful
from tests.served import Serving, pages_of

if TYPE_CHECKING:
    from tests.command_line import CommandLine

BESIDE_IT = {"articles.db", *BESIDE}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An export of an archive of three articles, of which one was withdrawn."""
    make_rightful(tmp_path / "archive.db")
    exported(tmp_path / "archive.db", tmp_path / "out", plan("sqlite"))
    return tmp_path / "out"


@pytest.fixture
def opened(antara: CommandLine, out: Path) -> CommandLine:
    """Runs commands on the exported file."""
    antara.archive = out / "articles.db"
    return antara


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def left(folder: Path) -> set[str]:
    """What an export left beside its archive."""
    return {name for name in names(folder) if not name.startswith(("archive.", "captures"))}


# --- our own commands


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("search", "Merpatirekaan"), "bali/1"),
        (("articles",), "bali/2"),
        (("articles", "--bureau", "bali", "--json"), '"bureau":'),
        (("diff", "bali/1"), ""),
        (("story", "bali/1"), "bali/1"),
        (("check", "Judul burung nomor 1"), "bali/1"),
        (("status",), "Articles   2"),
        (("bureaus",), "bali"),
    ],
)
def test_what_reads_an_archive_reads_it(opened, out, words, said):
    before = (out / "articles.db").read_bytes()
    done = opened(*words)
    assert (done.status, said in done.out) == (0, True), done.out + done.err
    assert "Traceback" not in done.err
    assert names(out) == BESIDE_IT  # a reader leaves nothing beside it
    assert (out / "articles.db").read_bytes() == before
    assert opened("export", "--verify", str(out)).status == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ("crawl", "latest", "--bureau", "bali"),
        ("crawl", "latest", "--bureau", "bali", "--origin", "live"),
        ("withdraw", f"bali/{SHOWN}", "--reason", "x"),
        ("reread",),
        ("import", "page.warc.gz"),
        (
            "permission",
            "add",
            "--who",
            "Redaksi",
            "--date",
            "2026-01-01",
            "--scope",
            "serve",
            "--file",
            "letter",
        ),
        ("frontier", "--requeue"),
        ("migrate",),
        ("backup", "."),
        ("restore", "out/articles.db", "--to", "archive.db"),
        ("restore", "out/articles.db", "--to", "another.db"),
        ("coverage",),
        ("export", "elsewhere", "--purpose", "research"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_what_would_write_to_it_is_refused_in_one_line(opened, out, words):
    (out.parent / "letter").write_text("x")
    with gzip.open(out.parent / "page.warc.gz", "wb") as file:
        file.write(b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n")
    before = (out / "articles.db").read_bytes()
    settings = {"ANTARA_ARCHIVE_PATH": str(opened.archive), "ANTARA_CONTACT": "orang@example.org"}
    # In a process of its own: a crawl begins a loop of events before it looks at the archive.
    done = run_antara(*words, cwd=out.parent, **settings)
    assert done.status == 2, done.out + done.err
    assert done.out == ""
    lines = [line for line in done.err.splitlines() if not line.startswith("Archive: ")]
    assert len(lines) == 1, lines
    assert "exported" in lines[0]
    assert (out / "articles.db").read_bytes() == before
    assert names(out) == BESIDE_IT
    assert not [*out.parent.glob("a*.before-restore-*"), *out.parent.glob("another.db")]


def test_an_index_that_is_exported_of_it_is_not_noted_in_its_folder(opened, out, tmp_path):
    done = opened("export", str(tmp_path / "index"), "--no-text")
    assert (done.status, "2 rows of 2 articles" in done.out) == (0, True), done.err
    assert names(out) == BESIDE_IT


def test_a_session_is_refused(out):
    with pytest.raises(ArchiveError, match="a file exported from one: nothing is written into it"):
        ArchiveSession.claim(out / "articles.db", "live")


def test_one_of_an_older_schema_says_what_can_be_done(out):
    path = out / "articles.db"
    execute(path, "UPDATE meta SET value = '8' WHERE key = 'schema_version'")
    with pytest.raises(ArchiveError) as refused:
        ArchiveReader(path)
    assert str(refused.value) == f"{path} {STAYS}"


# --- served


def test_it_is_shown_on_this_machine_as_an_archive_is(out):
    front, article, search = pages_of(
        out / "articles.db",
        "/?lang=en",
        f"/a/bali/{SHOWN}?lang=en",
        f"/search?q={WORDS[SHOWN]}&lang=en",
        kind=EXPORTED,
    )
    assert {front.status_code, article.status_code, search.status_code} == {200}
    assert WORDS[SHOWN] in article.text
    assert f'href="/a/bali/{SHOWN}' in search.text
    assert names(out) == BESIDE_IT


def test_others_get_no_more_than_of_an_archive(out, tmp_path):
    """Also where the archive that it is from has a permission: in the file none is on record."""
    others = ("--host", "0.0.0.0", "-s", "CONTACT=arsip@example.org")
    home = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    with Serving(out / "articles.db", *others, **home) as served:
        _, page = served.get(f"a/bali/{SHOWN}?lang=en")
        assert WORDS[SHOWN] not in page
        assert "no written permission of ANTARA" in page
    assert "No permission to show texts to others is on record" in "".join(served.said)
    # What is made for others is not put into the export, which would no longer be what it was.
    assert names(out) == BESIDE_IT
    assert problems(out, read_manifest(out), lambda *_: None) == []
    (made,) = (tmp_path / "cache" / "arsip-antara").glob("articles.metadata-only-*.db")
    assert ask(made, "SELECT value FROM meta WHERE key = 'derived'") == [("metadata",)]


def test_an_exported_file_is_never_taken_for_one_that_is_made_anew(out):
    place = derived.path_for(out.parent / "archive.db", derived.Kind.TITLES)
    shutil.copy(out / "articles.db", place)
    with pytest.raises(ArchiveError, match="Move it away"):
        derived.make(out.parent / "archive.db", derived.Kind.TITLES)


# --- other people's programs


def run(*words: str) -> Any:
    program = Path(sys.executable).with_name(words[0])
    done = subprocess.run(
        [program, *words[1:]], capture_output=True, text=True, timeout=100, check=True
    )
    return json.loads(done.stdout)


def test_sqlite_utils_reads_it(out):
    path = str(out / "articles.db")
    rows = run("sqlite-utils", "rows", path, "berita")
    assert [(row["biro"], row["nomor"]) for row in rows] == [("bali", 1), ("bali", 2)]
    (found,) = run("sqlite-utils", "search", path, "articles", WORDS[SHOWN].lower())
    assert found["article_id"] == SHOWN
    held = {
        each["table"]: each["count"] for each in run("sqlite-utils", "tables", path, "--counts")
    }
    assert (held["articles"], held["ai_use"], held["frontier"]) == (2, 2, 0)
    assert names(out) == BESIDE_IT


def test_datasette_reads_it(out):
    path = str(out / "articles.db")
    asked = "/articles/articles.json?_shape=array&_search=" + WORDS[SHOWN].lower()
    (found,) = run("datasette", path, "--get", asked)
    assert (found["bureau"], found["article_id"], found["id"]) == ("bali", SHOWN, 1)
    uses = run("datasette", path, "--get", "/articles/ai_use.json?_shape=array")
    assert [each["ai_use"] for each in uses] == ["unstated", "unstated"]
    assert names(out) == BESIDE_IT


# --- its papers


def test_the_papers_of_it_alone_and_beside_others(out, tmp_path):
    mixed = tmp_path / "mixed"
    exported(tmp_path / "archive.db", mixed, plan("jsonl", "sqlite"))
    for found, folder in zip(read_by("frictionless", out, mixed), (out, mixed), strict=True):
        assert found["errors"] == []
        assert {name: each["errors"] for name, each in found["files"].items()} == {
            each["name"]: [] for each in facts_of(folder)["files"]
        }
    alone, both = read_by("croissant", out, mixed)
    assert (alone["issues"], alone["rows"]) == ([], None)
    assert (both["issues"], len(both["rows"])) == ([], 2)
    (loaded,) = read_by("hub", mixed)
    assert len(loaded["rows"]) == 2
    assert "configs" not in head(out)
    assert [each["config_name"] for each in head(mixed)["configs"]] == ["jsonl"]
    for folder in (out, mixed):
        said = body(folder)
        assert "sqlite-utils rows articles.db berita" in said
        assert "datasette articles.db" in said
        assert "antara search" in said
        (file,) = (each for each in facts_of(folder)["files"] if each["format"] == "sqlite")
        assert (file["name"], file["rows"]) == ("articles.db", 2)
        assert problems(folder, facts_of(folder), lambda *_: None) == []
    assert "load_dataset" not in body(out)
    path = out / "articles.db"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert problems(out, facts_of(out), lambda *_: None) == [
        "articles.db is not what was written: its SHA-256 differs."
    ]


# --- what is refused, and what ends it


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--fields", "key,url"),
            "--fields is about rows, and sqlite has the archive's own tables",
        ),
        (("--no-dateline",), "--no-dateline is about rows"),
        (("--shard-size", "5"), "--shard-size does nothing for sqlite, which is one file"),
        (("--compress", "gzip"), "--compress does nothing for sqlite, which is one file"),
    ],
)
def test_options_that_cannot_be_kept(held, tmp_path, words, said):
    target = tmp_path / "out"
    done = held("export", str(target), "--format", "sqlite", "--purpose", "research", *words)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert "Traceback" not in done.err
    assert not target.exists()
    with_another = ("--format", "sqlite,jsonl", "--purpose", "research", *words)
    done = held("export", str(target), *with_another)
    assert done.status == (2 if words[0] in ("--fields", "--no-dateline") else 0)
    assert target.exists() is (done.status == 0)


def test_fields_without_texts_are_no_way_around_the_purpose():
    with pytest.raises(ExportRefused, match="--fields is about rows"):
        plan("jsonl", "sqlite", shape=Shape(FIELDS[:3], "live"), purpose=None)
    plan("jsonl", "sqlite", style=Style("gzip", shard_size=3))


def test_what_ends_it_leaves_nothing(tmp_path, monkeypatch):
    make_rightful(tmp_path / "archive.db")
    seen: list[set[str]] = []

    class Asked(Exception):  # noqa: N818
        pass

    def take(self: object, articles: object) -> None:
        seen.append(names(tmp_path / ".out.unfinished"))
        raise Asked

    monkeypatch.setattr(exported_file.ExportedFile, "take", take)
    with pytest.raises(Asked):
        exported(tmp_path / "archive.db", tmp_path / "out", plan("sqlite", "csv"))
    assert "articles.db" in seen[0]
    assert left(tmp_path) == set()


@pytest.mark.parametrize("pages", [1, 120])
def test_a_full_disk(tmp_path, pages, monkeypatch):
    make_rightful(tmp_path / "archive.db")
    connect = exported_file.sqlite3.connect

    def small(*args: Any, **kwargs: Any) -> Any:
        conn = connect(*args, **kwargs)
        conn.execute(f"PRAGMA max_page_count = {pages}")
        return conn

    with ArchiveReader(tmp_path / "archive.db") as reader:
        text = reader.article("bali", SHOWN)["text"]
    execute(tmp_path / "archive.db", f"UPDATE articles SET text = '{text * 3000}'")
    monkeypatch.setattr(
        exported_file,
        "sqlite3",
        type("Small", (), {**vars(exported_file.sqlite3), "connect": staticmethod(small)}),
    )
    with pytest.raises(ExportFailed, match=r"no room is left there\. Nothing was left of it"):
        exported(tmp_path / "archive.db", tmp_path / "out", plan("sqlite", "jsonl"))
    assert left(tmp_path) == set()


def test_a_file_that_may_not_grow(held, tmp_path):
    words = ("export", str(tmp_path / "out"), "--format", "sqlite", "--purpose", "research")
    done = run_with_small_files(200_000, *words, archive=held.archive, cwd=tmp_path)
    assert done.returncode == 2
    assert "could not be written: " in done.stderr
    assert "Traceback" not in done.stderr
    assert names(tmp_path) <= {
        "archive.db",
        "archive.db-wal",
        "archive.db-shm",
        "archive.db.lock",
        "archive.db-exports",
    }


def test_what_the_disk_says_of_it_is_told_as_of_any_file(tmp_path):
    """SQLite's words for what went wrong become those that the other formats give."""
    target = object.__new__(exported_file.ExportedFile)
    target._path = tmp_path / "articles.db"
    for words, number in (
        ("database or disk is full", errno.ENOSPC),
        ("disk I/O error", errno.EIO),
    ):
        with pytest.raises(OSError, match=r"I/O|left") as told, target._onto_disk():
            raise exported_file.sqlite3.OperationalError(words)
        assert told.value.errno == number
    with pytest.raises(ArchiveError, match="refuses a value"), target._onto_disk():
        raise exported_file.sqlite3.IntegrityError("CHECK constraint failed")
