"""The memory of a process that serves is bounded, and that of any other is not."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pipelines.datasette import limits
from tests.command_line import REPOSITORY, make_archive

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import asyncio, sys
from pathlib import Path
from pipelines.archive.library import sqlite3
from pipelines.datasette import make_app
app = make_app(
    Path(sys.argv[1]),
    "sample",
    immutable=False,
    bounded=sys.argv[2] == "1",
)
async def ask():
    await app.invoke_startup()
    assert (await app.client.get("/archive/articles")).status_code == 200
asyncio.run(ask())
print(sqlite3.connect(":memory:").execute("PRAGMA hard_heap_limit").fetchone()[0])
"""


@pytest.mark.parametrize(("bounded", "limit"), [("1", limits.SERVER_HEAP), ("0", 0)])
def test_only_a_process_that_serves_is_bounded(tmp_path: Path, bounded: str, limit: int) -> None:
    make_archive(tmp_path / "archive.db")
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "archive.db"), bounded],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(told.stdout) == limit
