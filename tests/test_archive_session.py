"""Opening an archive: locks, origins, pragmas, and leaving alone what is not to be touched."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.archive import (
    ArchiveError,
    ArchiveLocked,
    ArchiveMissing,
    ArchiveReader,
    ArchiveSession,
    BureauState,
    WrongOrigin,
    lock,
    session_of,
)
from pipelines.archive.connection import connect_writer
from pipelines.archive.runs import merge_spans
from tests.archives import NOW, Clock, ask, found, rows, stored, value

pytest_plugins = ["tests.archive_fixtures"]

CHECKOUT = Path(__file__).parent.parent
HOLD = """
import sys, time
from pathlib import Path
from pipelines.archive import ArchiveSession
session = ArchiveSession.claim(Path(sys.argv[1]), "live")
session.open()
print("held", flush=True)
time.sleep(60)
"""


def make(path: Path, origin: str, clock: Clock, *ids: int) -> None:
    with ArchiveSession.claim(path, origin, clock=clock) as made:
        made.open()
        made.store([stored(n) for n in ids])


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_a_claim_without_an_answer_leaves_nothing(folder: Path) -> None:
    with ArchiveSession.claim(folder / "archive.db", "live") as claimed:
        assert not claimed.opened
        assert claimed.state("bali") == BureauState(None, None)
        assert claimed.settled("bali", [1]) == set()
        assert claimed.published("bali", [1]) == {}
        assert claimed.lease("bali") is None
        with pytest.raises(ArchiveError, match="not open"):
            claimed.add_found([found(1)])
    assert names(folder) == set()


def test_a_claim_on_an_archive_reads_it_and_leaves_it_as_it_is(folder: Path, clock: Clock) -> None:
    path = folder / "archive.db"
    make(path, "live", clock, 1)
    before = path.read_bytes(), path.stat().st_mtime_ns
    with ArchiveSession.claim(path, "live", clock=clock) as claimed:
        assert claimed.settled("bali", [1, 2]) == {1}
        assert claimed.published("bali", [1]) == {1: "2026-11-20T00:30:00Z"}
        assert claimed.held("bali", 1) is not None
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert names(folder) == {"archive.db"}


def test_a_claim_reads_the_log_that_a_killed_writer_left(folder: Path, clock: Clock) -> None:
    """What a killed run wrote stands in the -wal file until somebody checkpoints it."""
    make(folder / "whole.db", "live", clock, 1)
    writer = connect_writer(folder / "whole.db")
    writer.execute("UPDATE articles SET published_utc = '2026-11-22T00:00:00Z'")
    for name in ("whole.db", "whole.db-wal"):
        shutil.copy(folder / name, folder / name.replace("whole", "killed"))
    writer.close()
    with ArchiveSession.claim(folder / "killed.db", "live", clock=clock) as claimed:
        assert claimed.published("bali", [1]) == {1: "2026-11-22T00:00:00Z"}


def test_pragmas_of_the_writing_connection(session: ArchiveSession) -> None:
    assert value(session, "PRAGMA journal_mode") == "wal"
    assert value(session, "PRAGMA synchronous") == 2
    assert value(session, "PRAGMA foreign_keys") == 1
    assert value(session, "PRAGMA busy_timeout") == 5000
    assert value(session, "PRAGMA journal_size_limit") == 64 * 1024 * 1024


def test_closing_writes_what_is_queued_and_checkpoints(folder: Path, clock: Clock) -> None:
    path = folder / "archive.db"
    made = ArchiveSession.claim(path, "live", clock=clock)
    made.open()
    made.queue(stored(1))
    made.close()
    made.close()
    assert names(folder) == {"archive.db"}
    with ArchiveReader(path) as reader:
        assert len(list(reader.articles())) == 1


def test_a_second_writer_is_told_who_writes(folder: Path) -> None:
    path = folder / "archive.db"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, cwd=CHECKOUT
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(ArchiveLocked, match=f"written by process {holder.pid}"):
            ArchiveSession.claim(path, "live")
        with ArchiveReader(path) as reader:  # reading goes on
            assert list(reader.articles()) == []
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
        with ArchiveSession.claim(path, "live") as again:
            again.open()
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()


def test_the_lock_is_of_the_file_that_stands_there(folder: Path) -> None:
    """A released lock removes its file: who had opened the old one must not think it holds."""
    first = ArchiveSession.claim(folder / "archive.db", "live")
    with pytest.raises(ArchiveLocked):
        ArchiveSession.claim(folder / "archive.db", "live")
    first.close()
    with ArchiveSession.claim(folder / "archive.db", "live"):
        assert names(folder) == {"archive.db.lock"}


def test_a_lock_file_that_its_holder_removes_meanwhile_is_not_taken_for_the_lock(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = lock.fcntl.flock, []

    def removed_at_first(descriptor: int, how: int) -> None:
        real(descriptor, how)
        calls.append(how)
        if len(calls) == 1:
            (folder / "archive.db.lock").unlink()

    monkeypatch.setattr(lock.fcntl, "flock", removed_at_first)
    with ArchiveSession.claim(folder / "archive.db", "live"):
        assert len(calls) == 2
        assert (folder / "archive.db.lock").read_text() == f"{os.getpid()}\n"


def test_another_program_that_writes_is_named_as_such(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "archive.db"
    make(path, "live", clock, 1)
    monkeypatch.setattr("pipelines.archive.connection.BUSY_SECONDS", 0.05)
    other = connect_writer(path)
    other.conn.execute("BEGIN IMMEDIATE")
    with ArchiveSession.claim(path, "live", clock=clock) as second:
        with pytest.raises(ArchiveLocked, match="another program"):
            second.open()
        assert not second.opened
    other.conn.execute("ROLLBACK")
    other.close()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"no folder .*nowhere"):
        ArchiveSession.claim(tmp_path / "nowhere" / "archive.db", "live")


def test_a_reader_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match="make demo"):
        ArchiveReader(tmp_path / "archive.db")
    assert names(tmp_path) == set()
    (tmp_path / "archive.db").touch()
    with pytest.raises(ArchiveMissing, match="holds no archive yet"):
        ArchiveReader(tmp_path / "archive.db")


def test_a_reader_cannot_write(folder: Path, clock: Clock) -> None:
    make(folder / "archive.db", "live", clock, 1)
    with (
        ArchiveReader(folder / "archive.db") as reader,
        pytest.raises(Exception, match="readonly"),
    ):
        reader._db.execute("DELETE FROM articles")


# Origins


def test_the_origin_is_written_once(folder: Path, clock: Clock) -> None:
    path = folder / "archive.db"
    make(path, "sample", clock, 1)
    make(path, "sample", clock, 2)
    with ArchiveReader(path) as reader:
        assert reader.origin == "sample"
        assert reader.status()["created_at"] == NOW
        assert len(list(reader.articles())) == 2


def test_a_live_crawl_moves_a_sample_aside_when_it_opens(folder: Path, clock: Clock) -> None:
    path = folder / "archive.db"
    make(path, "sample", clock, 1)
    with ArchiveSession.claim(path, "live", clock=clock) as live:
        assert live.settled("bali", [1]) == set()  # nothing of the sample shows through
        assert names(folder) == {"archive.db", "archive.db.lock"}
        live.open()
        assert live.path == path
        assert any("archive.sample.db" in note for note in live.notes)
    for name, origin, count in (("archive.db", "live", 0), ("archive.sample.db", "sample", 1)):
        with ArchiveReader(folder / name) as reader:
            assert reader.origin == origin
            assert len(list(reader.articles())) == count


def test_a_live_crawl_that_never_opens_leaves_the_sample(folder: Path, clock: Clock) -> None:
    path = folder / "archive.db"
    make(path, "sample", clock, 1)
    with ArchiveSession.claim(path, "live", clock=clock):
        pass
    assert names(folder) == {"archive.db"}


def test_samples_moved_aside_do_not_meet(folder: Path, clock: Clock) -> None:
    path = folder / "archive.db"
    for number in (1, 2, 3):
        make(path, "sample", clock, number)
        with ArchiveSession.claim(path, "live", clock=clock) as live:
            live.open()
        path.unlink()
    held = {
        name: ask(folder / name, "SELECT article_id FROM articles")
        for name in ("archive.sample.db", "archive.sample.2.db", "archive.sample.3.db")
    }
    assert [row for each in held.values() for row in each] == [(1,), (2,), (3,)]


def test_a_sample_beside_a_live_archive_gets_its_own_file(folder: Path, clock: Clock) -> None:
    path = folder / "archive.db"
    make(path, "live", clock, 1)
    before = path.read_bytes()
    for number in (2, 3):
        with ArchiveSession.claim(path, "sample", clock=clock) as sample:
            assert sample.path == folder / "archive.sample.db"
            assert "real articles" in sample.notes[0]
            sample.open()
            sample.store([stored(number)])
    assert path.read_bytes() == before
    with ArchiveReader(folder / "archive.sample.db") as reader:
        assert reader.origin == "sample"
        assert len(list(reader.articles())) == 2


def test_a_sample_never_goes_into_a_live_file(folder: Path, clock: Clock) -> None:
    make(folder / "archive.db", "live", clock, 1)
    make(folder / "archive.sample.db", "live", clock, 2)
    with pytest.raises(WrongOrigin, match="real articles"):
        ArchiveSession.claim(folder / "archive.db", "sample")
    assert names(folder) == {"archive.db", "archive.sample.db"}  # and no lock is left


def test_a_sample_that_is_being_read_is_moved_with_its_log(folder: Path, clock: Clock) -> None:
    """A reader that stays open must not share the log of the archive that comes after."""
    path = folder / "archive.db"
    make(path, "sample", clock, 1)
    with ArchiveReader(path) as reader:
        assert len(list(reader.articles())) == 1
        with ArchiveSession.claim(path, "live", clock=clock) as live:
            live.open()
            live.store([stored(n) for n in range(10, 40)])
            assert len(list(reader.articles())) == 1
            assert reader.status()["origin"] == "sample"
            assert {"archive.sample.db-shm", "archive.db-shm"} <= names(folder)


def test_unknown_origin(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Unknown origin 'real'"):
        ArchiveSession.claim(tmp_path / "archive.db", "real")


# Runs and walks


def test_a_run_notes_that_the_one_before_was_killed(folder: Path, clock: Clock) -> None:
    path = folder / "archive.db"
    with ArchiveSession.claim(path, "live", clock=clock) as killed:
        killed.open()
        first = killed.begin_run("crawl latest", {"bureaus": ["bali"]})
        killed.add_found([found(1)])
        assert killed.lease("bali")
        killed.add_found([found(2)])  # writes the lease
        assert value(killed, "SELECT lease_run FROM frontier WHERE article_id = 1") == first
    with ArchiveSession.claim(path, "live", clock=clock) as session:
        session.open()
        session.begin_run("crawl latest", {})
        assert rows(session, "SELECT outcome, finished_at FROM runs") == [
            ("interrupted", None),
            (None, None),
        ]
        assert value(session, "SELECT count(*) FROM frontier WHERE lease_run IS NOT NULL") == 0
        assert [session.lease("bali").article_id for _ in range(2)] == [2, 1]


def test_a_finished_run_keeps_all_that_was_counted(session: ArchiveSession) -> None:
    session.queue(stored(1))
    counts = {"stored": 1, "rejected": {"listing": 2, "soft_404": 1}, "errors": ["x"]}
    session.finish_run("finished", {"bali": counts, "ambon": {}})
    assert session.queued == 0
    assert rows(session, "SELECT outcome, finished_at FROM runs") == [("finished", NOW)]
    assert rows(session, "SELECT bureau, stored, rejected, listed FROM run_bureaus") == [
        ("bali", 1, 3, None),
        ("ambon", None, None, None),
    ]
    session.finish_run("finished", {})  # no run: nothing to end


def test_a_walk_is_kept_by_bureau(session: ArchiveSession) -> None:
    session.queue(stored(1))
    session.finish_walk("bali", "2026-11-01T00:00:00Z", "2026-11-03T00:00:00Z")
    assert session.queued == 0
    session.finish_walk("bali", "2026-11-02T00:00:00Z", "2026-11-05T00:00:00Z")
    assert session.state("bali") == BureauState("2026-11-01T00:00:00Z", "2026-11-05T00:00:00Z")
    assert session.state("ambon") == BureauState(None, None)


def test_what_was_read_before_a_hole_stays_read(session: ArchiveSession) -> None:
    listing = (
        "https://ambon.antaranews.com/terkini"  # without a zone of its own: days begin at 17:00 UTC
    )
    columns = "way, listing, since, until, state, readings, made_at"
    session.finish_walk("ambon", "2026-11-01T17:00:00Z", "2026-11-03T17:00:00Z", listing)
    session.finish_walk("ambon", "2026-11-03T17:00:00Z", "2026-11-05T17:00:00Z", listing)
    assert rows(session, "SELECT * FROM walks") == []
    session.finish_walk("ambon", "2026-11-06T00:00:00Z", "2026-11-07T00:00:00Z", listing)
    assert session.state("ambon") == BureauState("2026-11-06T00:00:00Z", "2026-11-07T00:00:00Z")
    kept = ("terkini", listing, "2026-11-02", "2026-11-05", "done", 1, "2026-11-05T17:00:00Z")
    assert rows(session, f"SELECT {columns} FROM walks") == [kept]
    # A span without a whole day proves none.
    session.finish_walk("ambon", "2026-11-08T00:00:00Z", "2026-11-09T00:00:00Z", listing)
    assert rows(session, f"SELECT {columns} FROM walks") == [kept]


def test_a_walk_that_failed_over_these_days_is_done_by_it(session: ArchiveSession) -> None:
    listing = "https://bali.antaranews.com/terkini"
    walk = session.open_walk("bali", "terkini", listing, "2026-11-02", "2026-11-04")
    session.end_walk(walk.id, "failed", "HTTP status 503")
    session.finish_walk("bali", "2026-11-01T17:00:00Z", "2026-11-04T17:00:00Z", listing)
    session.finish_walk("bali", "2026-11-06T00:00:00Z", "2026-11-07T00:00:00Z", listing)
    assert rows(session, "SELECT since, until, state, readings FROM walks") == [
        ("2026-11-02", "2026-11-04", "done", 1)
    ]


@pytest.mark.parametrize(
    ("held", "walked", "merged"),
    [
        ((None, None), ("05", "07"), ("05", "07")),
        (("05", "07"), ("06", "09"), ("05", "09")),
        (("05", "07"), ("08", "09"), ("05", "09")),  # the next day touches
        (("05", "07"), ("09", "11"), ("09", "11")),  # a hole: go on from the later span
        (("05", "07"), ("01", "03"), ("05", "07")),
        (("05", "07"), ("01", "04"), ("01", "07")),
        (("05", "07"), ("01", "09"), ("01", "09")),
        (("05", "07"), ("06", "06"), ("05", "07")),
    ],
)
def test_spans_merge(held: tuple, walked: tuple, merged: tuple) -> None:
    def day(number: str | None) -> str | None:
        return f"2026-11-{number}" if number else None

    result = merge_spans(BureauState(*map(day, held)), tuple(map(day, walked)))
    assert result == BureauState(*map(day, merged))


def test_times_touch_only_when_equal() -> None:
    held = BureauState("2026-11-01T00:00:00Z", "2026-11-03T00:00:00Z")
    assert merge_spans(held, ("2026-11-03T00:00:00Z", "2026-11-04T00:00:00Z")) == BureauState(
        "2026-11-01T00:00:00Z", "2026-11-04T00:00:00Z"
    )
    assert merge_spans(held, ("2026-11-03T00:00:01Z", "2026-11-04T00:00:00Z")) == BureauState(
        "2026-11-03T00:00:01Z", "2026-11-04T00:00:00Z"
    )
    with pytest.raises(ValueError, match="before it begins"):
        merge_spans(held, ("2026-11-03T00:00:01Z", "2026-11-02T00:00:00Z"))


def test_robots_are_kept_once_an_answer(session: ArchiveSession) -> None:
    host = "bali.antaranews.com"
    session.save_robots(host, "2026-11-01T00:00:00Z", 200, b"User-agent: *\n", "allowed")
    session.save_robots(host, "2026-11-02T00:00:00Z", 200, "User-agent: *\n", "allowed")
    session.save_robots(host, "2026-11-03T00:00:00Z", None, None, "closed")
    assert rows(session, "SELECT fetched_at, last_seen, status, verdict FROM robots") == [
        ("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z", 200, "allowed"),
        ("2026-11-03T00:00:00Z", "2026-11-03T00:00:00Z", None, "closed"),
    ]


def test_bureaus_are_written_and_kept(session: ArchiveSession) -> None:
    from crawler.bureaus import load_bureaus

    session.store([stored(1)])
    session.save_bureaus(load_bureaus().values())
    session.save_bureaus(load_bureaus().values())
    assert value(session, "SELECT zone FROM bureaus WHERE name = 'bali'") == "Asia/Makassar"
    assert value(session, "SELECT count(*) FROM bureaus") == len(load_bureaus())


def test_session_of_a_crawler() -> None:
    class Crawler:
        archive_session = "the session"

    assert session_of(Crawler()) == "the session"
    with pytest.raises(ArchiveError, match="antara crawl"):
        session_of(object())
