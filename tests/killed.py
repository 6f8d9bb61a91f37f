"""Kills an operation before each of its steps in turn, and says what stood there afterwards.

    python -m tests.killed backup|restore FOLDER

A step is a call that changes a folder, or a tick of a copy. For each a fresh folder is made, the
operation begun in a fork and killed before the step, and begun again. Prints a JSON line each.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.archive.backup import make_backup
from pipelines.archive.library import sqlite3
from pipelines.archive.restore import restore
from pipelines.archive.soundness import problems
from tests.command_line import REPOSITORY, make_archive

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = ("open", "link", "rename", "replace", "unlink", "fsync")
NEW, OLD = "new", "old"
FIRST = "archive-20990101T000000Z.db"


def words(path: Path) -> list[str]:
    """What the articles of an archive say."""
    conn = sqlite3.connect(str(path))
    try:
        return [row[0] for row in conn.execute("SELECT DISTINCT copyright FROM articles")]
    finally:
        conn.close()


def mark(path: Path, word: str) -> None:
    """Make an archive whose articles all say one word."""
    make_archive(path, "live")
    conn = sqlite3.connect(str(path), isolation_level=None)
    conn.execute("UPDATE articles SET copyright = ?", (word,))
    conn.close()


def prepare(operation: str, folder: Path) -> None:
    """Make what an operation needs."""
    (folder / "backups").mkdir(parents=True)
    mark(folder / "archive.db", OLD)
    if operation == "backup":
        shutil.copy(folder / "archive.db", folder / "backups" / FIRST)
    else:
        mark(folder / "backups" / FIRST, NEW)


def act(operation: str, folder: Path, day: int, tick: Callable[..., None]) -> None:
    """Do it, on a day of a month of its own."""
    archive, backups = folder / "archive.db", folder / "backups"
    clock = f"2099-02-{day:02}T00:00:00Z".strip
    if operation == "backup":
        make_backup(archive, backups, 1, clock=clock, tick=tick)
    else:
        restore(backups / FIRST, archive, clock=clock, tick=tick)


def counted(number: int) -> Callable[..., None]:
    """Count steps from now on, and kill this process before the given one; returns the tick."""
    done = 0

    def step(*_: Any) -> None:
        nonlocal done
        done += 1
        if done == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def counting(call: Callable[..., Any]) -> Callable[..., Any]:
        def counts(*args: Any, **options: Any) -> Any:
            step()
            return call(*args, **options)

        return counts

    for name in STEPS:
        setattr(os, name, counting(getattr(os, name)))
    return step


def state(folder: Path) -> dict[str, Any]:
    """What stands where, what each archive says, and what is wrong with the one in its place."""
    return {
        "names": sorted(each.name for each in folder.iterdir()),
        "backups": sorted(each.name for each in (folder / "backups").iterdir()),
        "archives": {str(each.relative_to(folder)): words(each) for each in folder.rglob("*.db")},
        "problems": problems(folder / "archive.db"),
    }


def main(operation: str, top: Path) -> None:
    prepare(operation, top / "first")
    for number in range(1, 200):
        folder = top / str(number)
        shutil.copytree(top / "first", folder)
        child = os.fork()
        if child == 0:
            act(operation, folder, 1, counted(number))
            os._exit(0)
        _, ended = os.waitpid(child, 0)
        killed = os.waitstatus_to_exitcode(ended) == -signal.SIGKILL
        told = {"step": number, "killed": killed, "after": state(folder)}
        if killed:
            act(operation, folder, 2, lambda *_: None)
            told["again"] = state(folder)
        print(json.dumps(told), flush=True)
        if not killed:
            return


def told_by_killed(operation: str, folder: Path) -> list[dict[str, Any]]:
    """Run this module in a process of its own; returns what each line says."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.killed", operation, str(folder)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
