"""The file that others are shown: what is in it, what cannot be, and when it is made anew."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import (
    ArchiveError,
    ArchiveLocked,
    ArchiveReader,
    ArchiveSession,
    derived,
    permissions,
)
from pipelines.archive.derived import METADATA, PERMITTED
from pipelines.archive.derived_columns import BY_ARTICLE, KEPT, LEFT_OUT
from pipelines.archive.describe import described_tables
from pipelines.archive.library import sqlite3
from pipelines.archive.lock import SideCarLock
from pipelines.archive.soundness import problems
from tests.archives import Clock, ask
from tests.command_line import run_antara
from tests.rightful import (
    GONE,
    NOW,
    SHOWN,
    WITHDRAWN,
    WORDS,
    body,
    execute,
    make_rightful,
    permit,
    sentences,
    shown,
    texts_of,
)
from tests.stock.make import make_stock

if TYPE_CHECKING:
    from pathlib import Path

CLOCK = Clock(NOW)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    make_rightful(path)
    return path


def bytes_of(path: Path) -> bytes:
    """The file's bytes, and those of the same file after VACUUM, which moves everything."""
    again = path.with_name(f"{path.name}.vacuumed")
    conn = sqlite3.connect(str(path))
    conn.execute("VACUUM INTO ?", (str(again),))
    conn.close()
    held = path.read_bytes() + again.read_bytes()
    again.unlink()
    return held


def leaked(archive: Path, made: Path, rows: set[int] | None = None) -> list[str]:
    """The sentences of an archive's texts that stand in a file and are no titles."""
    kept, held = shown(archive), bytes_of(made)
    asked = {
        sentence
        for row, text in texts_of(archive)
        if rows is None or row in rows
        for sentence in sentences(text)
        if sentence not in kept
    }
    assert asked  # else it proves nothing
    return [sentence for sentence in asked if sentence.encode() in held]


@pytest.mark.parametrize("seed", [1, 2])
def test_no_sentence_of_a_stock_is_in_the_metadata(tmp_path: Path, seed: int) -> None:
    archive = tmp_path / "stock.db"
    make_stock(archive, 250, seed)
    made = derived.make(archive, METADATA)
    assert made.name == "stock.metadata-only.db"
    assert ask(made, "SELECT count(*) FROM articles") == ask(
        archive, "SELECT count(*) FROM articles"
    )
    assert leaked(archive, made) == []
    assert leaked(archive, archive) != []  # the looking finds what there is


@pytest.mark.slow
def test_no_sentence_of_the_sample_site_is_in_the_metadata(tmp_path: Path, site_server) -> None:
    archive = tmp_path / "archive.db"
    words = ["crawl", "latest", "--origin", "sample", "--bureau", "sumsel,bali"]
    settings = {"GATEWAY": site_server.gateway, "DOWNLOAD_DELAY": "0", "ARCHIVE_PATH": str(archive)}
    given = {f"ANTARA_{name}": value for name, value in settings.items()}
    crawled = run_antara(*words, cwd=tmp_path, **given)
    assert crawled.status == 0, crawled.err
    made = derived.make(archive, METADATA)
    assert leaked(archive, made) == []


def test_no_text_is_in_the_metadata_nor_anything_made_of_it(archive: Path) -> None:
    made = derived.make(archive, METADATA)
    assert leaked(archive, made) == []
    held = bytes_of(made)
    for word in WORDS.values():  # not even in an index, small or large
        assert word.encode() not in held
        assert word.lower().encode() not in held
    assert b"rahasia" not in held  # what a run was asked, who wanted an article taken out


def test_the_metadata_has_what_it_promises(archive: Path) -> None:
    made = derived.make(archive, METADATA, clock=CLOCK)
    assert problems(made) == []
    for table, columns in KEPT.items():
        names = ", ".join(name for name, read in columns.items() if name == read)
        query = f"SELECT {names} FROM {table}"
        assert sorted(ask(made, query), key=repr) == sorted(ask(archive, query), key=repr)
    meta = dict(ask(made, "SELECT key, value FROM meta"))
    assert (meta["origin"], meta["derived"], meta["derived_at"]) == ("live", METADATA, NOW)
    with ArchiveReader(made) as reader:
        assert reader.derived == METADATA
        with ArchiveReader(archive) as whole:
            for name in ("provenance", "flags", "credits", "tags"):
                assert str(reader.article("bali", 1)[name]) == str(whole.article("bali", 1)[name])
        (hit,) = reader.search("burung nomor 2")
        assert hit["snippet"] == "Judul [burung] [nomor] [2]"
        assert list(reader.search(WORDS[SHOWN])) == []
        states = reader.states("bali", SHOWN)
        assert [each["text"] for each in states] == [None, None]
        assert states[0]["title"] == f"Judul burung nomor {SHOWN}"


def test_each_column_of_the_schema_is_decided_about() -> None:
    """A column that a later version adds is shown to nobody before somebody decides it."""
    wrong = []
    for table in described_tables():
        if table.name in ("rejected", "berita", "meta"):  # views, and what is written by name
            continue
        for column in table.columns:
            kept = column in KEPT.get(table.name, {})
            left_out = {f"{table.name}.{column}", f"{table.name}.*"} & set(LEFT_OUT)
            if kept == bool(left_out) and not (kept and f"{table.name}.*" in left_out):
                wrong.append(f"{table.name}.{column}")
    assert wrong == []
    assert set(BY_ARTICLE) <= set(KEPT)


def test_with_a_permission_only_texts_that_are_gone_or_withdrawn_are_left_out(
    archive: Path,
) -> None:
    permit(archive)
    made = derived.make(archive, PERMITTED)
    assert made.name == "archive.permitted.db"
    assert problems(made) == []
    rows = dict(ask(archive, "SELECT article_id, id FROM articles"))
    assert leaked(archive, made, {rows[GONE], rows[WITHDRAWN]}) == []
    assert leaked(archive, made, {rows[SHOWN]}) != []
    held = bytes_of(made)
    for number in (GONE, WITHDRAWN):
        assert WORDS[number].encode() not in held
        assert WORDS[number].lower().encode() not in held  # in the indexes
    for private in (b"rahasia", b"Redaksi Rekaan", b"surat.pdf"):
        assert private not in held
    with ArchiveReader(made) as reader:
        assert reader.derived == PERMITTED
        assert [hit["article_id"] for hit in reader.search(WORDS[SHOWN])] == [SHOWN]
        assert reader.article("bali", SHOWN)["text"].startswith(body(SHOWN))
        for number in (GONE, WITHDRAWN):
            article = reader.article("bali", number)
            assert (article["text"], article["title"]) == (None, f"Judul burung nomor {number}")


def test_a_permission_for_it_decides_which_file(archive: Path) -> None:
    def kind(today: str = "2026-11-29") -> str:
        with ArchiveReader(archive) as reader:
            allowed = permissions.allowing(reader.permissions(), permissions.SERVE, today)
            return PERMITTED if allowed else METADATA

    assert kind() == METADATA
    permit(archive, "crawl", "dataset", "ai-training")
    assert kind() == METADATA
    permit(archive, "serve", until="2026-12-31")
    assert kind() == PERMITTED
    assert kind("2026-12-31") == PERMITTED
    assert kind("2027-01-01") == METADATA
    assert kind("2026-10-31") == METADATA
    execute(archive, "UPDATE permissions SET bureau = 'bali'")  # of one bureau: not of the archive
    assert kind() == METADATA
    execute(archive, "UPDATE permissions SET bureau = NULL, scope = 'all'")
    assert kind() == METADATA


@pytest.mark.parametrize("kind", [METADATA, PERMITTED])
def test_it_is_made_anew_when_the_archive_has_changed_and_only_then(
    archive: Path, kind: str
) -> None:
    first = derived.make(archive, kind).stat()
    with ArchiveReader(archive) as reader:  # to look changes nothing
        assert reader.derived is None
    assert derived.make(archive, kind).stat().st_ino == first.st_ino
    execute(archive, "UPDATE articles SET title = 'Judul yang baru' WHERE article_id = 1")
    made = derived.make(archive, kind)
    assert made.stat().st_ino != first.st_ino
    assert ("Judul yang baru",) in ask(made, "SELECT title FROM articles")
    assert not list(archive.parent.glob(".*.part*"))


def test_what_a_crawl_has_committed_is_seen_before_it_reaches_the_file(archive: Path) -> None:
    derived.make(archive, METADATA)
    with ArchiveSession.claim(archive, "live") as session:
        session.open()
        session._db.conn.execute("UPDATE articles SET title = 'Masih di dalam log'")
        made = derived.make(archive, METADATA)
        assert ("Masih di dalam log",) in ask(made, "SELECT title FROM articles")


def test_half_of_one_is_never_there(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = derived.path_for(archive, METADATA)

    def killed(stage: str, done: int, total: int) -> None:
        assert not made.exists()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        derived.make(archive, METADATA, tick=killed)
    assert not [
        each.name for each in archive.parent.iterdir() if derived.NAMES[METADATA] in each.name
    ]
    # A process that was killed outright leaves its part, which the next one takes away.
    part = made.with_name(f".{made.name}.part")
    part.write_bytes(b"half")
    assert derived.make(archive, METADATA) == made
    assert not part.exists()


def test_two_do_not_make_it_at_once(archive: Path) -> None:
    lock = SideCarLock.take(derived.path_for(archive, METADATA))
    try:
        with pytest.raises(ArchiveLocked, match="is being written by process"):
            derived.make(archive, METADATA)
    finally:
        lock.release()


def test_another_file_in_its_place_is_replaced(archive: Path) -> None:
    derived.path_for(archive, METADATA).write_text("no database")
    made = derived.make(archive, METADATA)
    assert derived.is_current(made, archive, METADATA)
    assert not derived.is_current(made, archive, PERMITTED)


def test_nobody_writes_into_it(archive: Path) -> None:
    made = derived.make(archive, METADATA)
    before = made.read_bytes()
    with pytest.raises(ArchiveError, match="not an archive but a file made of one"):
        ArchiveSession.claim(made, "live")
    assert made.read_bytes() == before


def test_beside_an_archive_that_cannot_be_written_it_goes_to_the_cache(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    made = derived.make(archive, METADATA)
    assert made.parent == tmp_path / "cache" / "arsip-antara"
    assert made.name.startswith("archive.metadata-only-")
    assert made != derived.path_for(tmp_path / "other" / "archive.db", METADATA)
