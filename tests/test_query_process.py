"""The process that runs a visitor's SQL: each of its limits, and what is told when it ends."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from datasette.database import QueryInterrupted

from pipelines.archive.library import sqlite3
from pipelines.datasette import apart, asked, limits, make_app
from pipelines.datasette.apart import NoArchiveError, NoProcessError, TooMuchError
from pipelines.datasette.visits import Visit, visit
from tests.command_line import make_archive
from tests.nasty import FOREVER

LINUX = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="looks at /proc")
A_SECOND = 1000


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("process") / "archive.db"
    make_archive(path)
    return path


@pytest.fixture
def conn() -> Any:
    with sqlite3.connect(":memory:") as made:
        yield made
    made.close()


def answered(conn: Any, sql: str, rows: int | None = None, milliseconds: int = A_SECOND) -> Any:
    return asked.answered(conn, sql, {}, rows, milliseconds)


def database(archive: Path) -> Any:
    app = make_app(archive, "sample", immutable=False)
    return app.get_database("archive")


def run(archive: Path, sql: str, **how: Any) -> Any:
    return asyncio.run(database(archive).execute(sql, **how))


# ---- what is too much


@pytest.mark.slow
@pytest.mark.parametrize(
    ("value", "size"),
    [
        ("'x'", 1),
        ("'\"'", 2),
        ("char(1)", 6),
        ("'é'", 6),
        ("char(128512)", 12),
        ("x'00'", 6),
        ("x'ff'", 4 / 3),
    ],
)
def test_an_answer_is_measured_as_json_has_it(conn: Any, value: str, size: float) -> None:
    # As many as fit, and a tenth more; Datasette's JSON has a blob as text or as base64.
    fits = int(limits.MOST_TEXT / size * 0.95)
    many = "with recursive c(n) as (select 1 union all select n+1 from c limit {}) "
    text = many + "select group_concat({}, '') from c"
    if value.startswith("x"):
        text = "select cast(" + text.replace("select group", "(select group", 1) + ") as blob)"
        signs = value[2:4]
        text = f"select cast(replace(hex(zeroblob({{}})), '00', x'{signs}') as blob) -- {{}}"
    for times, refused in ((fits, False), (int(fits * 1.2), True)):
        answer = answered(conn, text.format(times, value), milliseconds=10 * A_SECOND)
        assert (answer == (asked.TOO_LARGE,)) is refused, answer[1:]


def test_many_rows_are_measured_together(conn: Any) -> None:
    sql = f"{FOREVER}select hex(zeroblob(50000)) from c limit {{}}"
    fits = limits.MOST_TEXT // 100_000
    assert len(answered(conn, sql.format(fits - 1))[0]) == fits - 1
    assert answered(conn, sql.format(fits + 1)) == (asked.TOO_LARGE,)


def test_cells_are_counted(conn: Any) -> None:
    sql = f"{FOREVER}select n, n from c limit {{}}"
    fits = limits.MOST_CELLS // 2
    assert len(answered(conn, sql.format(fits))[0]) == fits
    assert answered(conn, sql.format(fits + 1)) == (asked.TOO_LARGE,)


def test_rows_beyond_those_that_are_asked_for_are_told_of(conn: Any) -> None:
    rows, more, columns = answered(conn, f"{FOREVER}select n from c", rows=3)
    assert (rows, more, columns) == ([(1,), (2,), (3,)], True, ["n"])
    assert answered(conn, f"{FOREVER}select n from c limit 3", rows=3)[1] is False


def test_the_clock_ends_a_query(conn: Any) -> None:
    began = time.monotonic()
    assert answered(conn, f"{FOREVER}select count(*) from c", milliseconds=100) == (
        asked.INTERRUPTED,
    )
    assert 0.1 <= time.monotonic() - began < 1


def test_an_alarm_ends_what_looks_at_no_clock(archive: Path) -> None:
    big = "replace(hex(zeroblob(4000000)), '0', 'x')"
    began = time.monotonic()
    with pytest.raises(QueryInterrupted):
        run(archive, f"select instr({big}, substr({big}, 1, 4000000) || 'y')")
    assert time.monotonic() - began < 4


def test_sqlite_has_so_much_memory(archive: Path) -> None:
    fits, too_much = limits.QUERY_HEAP // 4, limits.QUERY_HEAP * 2
    assert run(archive, f"select length(randomblob({fits}))").first()[0] == fits
    with pytest.raises(TooMuchError, match=asked.MEMORY):
        run(archive, f"select length(randomblob({too_much}))")


@LINUX
def test_the_process_has_so_much_memory() -> None:
    words = "import sys; from pipelines.datasette import asked, limits; asked._bound_memory(); "
    words += "len(bytearray(int(limits.QUERY_MEMORY * float(sys.argv[1]))))"
    ends = [
        subprocess.run(
            [sys.executable, "-c", words, part], capture_output=True, text=True, timeout=60
        )
        for part in ("0.9", "1.1")
    ]
    assert [each.returncode for each in ends] == [0, 1]
    assert ends[1].stderr.endswith("MemoryError\n")


def test_nothing_can_be_written(archive: Path) -> None:
    for sql in ("delete from bureaus", "create table t (a)", "pragma user_version = 7"):
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            run(archive, sql)


def test_a_page_that_has_as_many_rows_as_there_may_be_knows_whether_more_follow(
    archive: Path,
) -> None:
    db = database(archive)
    most = db.ds.max_returned_rows
    sql = f"{FOREVER}select n from c limit {most + 1}"
    found = asyncio.run(db.execute(sql, truncate=True, page_size=most))
    assert len(found.rows) == most + 1  # Datasette asks for one more than it shows
    assert len(asyncio.run(db.execute(sql, truncate=True)).rows) == most


# ---- all queries of a request


def test_the_queries_of_a_request_have_so_much_time_together(archive: Path) -> None:
    db = database(archive)

    async def ask() -> float:
        await db.execute("select 1")  # the process is there
        visit.set(Visit())
        began = time.monotonic()
        for _ in range(100):
            with pytest.raises(QueryInterrupted):
                await db.execute(f"{FOREVER}select count(*) from c")
        return time.monotonic() - began

    took = asyncio.run(ask())
    assert took >= limits.REQUEST_SECONDS
    assert took < 2.5


def test_the_answers_of_a_request_are_bounded_together(archive: Path) -> None:
    db = database(archive)
    half = f"select zeroblob({limits.MOST_TEXT // 10})"

    async def ask() -> None:
        now = Visit()
        visit.set(now)
        try:
            # A text of nulls is six times as large as JSON, not on its way from the process.
            for _ in range(9):
                await db.execute(half)
            with pytest.raises(TooMuchError, match=asked.TOO_LARGE):
                await asyncio.gather(*[db.execute(half) for _ in range(3)])
        finally:
            now.over()

    asyncio.run(ask())


# ---- a process that ends


def test_one_that_is_killed_while_it_waits_is_gone_at_once_and_nobody_notices(
    archive: Path,
) -> None:
    db = database(archive)
    asyncio.run(db.execute("select 1"))
    (process,) = db._idle
    os.kill(process._process.pid, signal.SIGKILL)
    end = time.monotonic() + 5
    while process._process.returncode is None and time.monotonic() < end:
        time.sleep(0.01)
    assert process._process.returncode == -signal.SIGKILL  # waited for: it is no zombie
    assert asyncio.run(db.execute("select 2")).first()[0] == 2


def test_those_that_wait_end_when_the_database_is_closed(archive: Path) -> None:
    db = database(archive)
    asyncio.run(db.execute("select 1"))
    (process,) = db._idle
    db.close()
    assert process.ended()
    assert db._idle == []


def test_one_that_ends_by_itself_is_told_as_that(
    archive: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ends = tmp_path / "ends.py"
    ends.write_text("import sys; sys.stdout.write('+'); sys.stdout.flush(); sys.stdin.read(1)")
    monkeypatch.setattr(asked, "__file__", str(ends))
    with pytest.raises(NoProcessError, match=r"ended \(status 0\)"):
        run(archive, "select 1")


def test_one_that_cannot_start_is_told_as_that(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "__file__", "/nonexistent.py")
    with pytest.raises(NoProcessError, match=r"did not start \(status 2\)"):
        run(archive, "select 1")
    monkeypatch.setattr(apart.sys, "executable", "/nonexistent")
    with pytest.raises(NoProcessError, match="cannot be started"):
        run(archive, "select 1")


def test_an_archive_that_has_vanished_is_told_as_that(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    make_archive(path)
    db = database(path)
    path.unlink()
    with pytest.raises(NoArchiveError):
        asyncio.run(db.execute("select 1"))
