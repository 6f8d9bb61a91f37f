"""Hard conditions for tests: a full disk, a folder that may not be written, kills at each step.

Some need rights that not every machine gives; they skip the test, saying what is missing.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from pipelines.archive import connection
from pipelines.archive.library import sqlite3
from tests.command_line import ANTARA, Result
from tests.minisite import Crawling, _antara

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIMITED = (
    "import os, resource, sys;"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2);"
    "os.execv(sys.argv[2], sys.argv[2:])"
)
"""A program that runs another one which may write no file above so many bytes."""


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[Path]:
    """A disk of so many bytes, mounted at a new folder; skips where nobody may mount."""
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if not shutil.which("mount") or subprocess.run(words, capture_output=True).returncode:
        pytest.skip("a small disk needs the right to mount one")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def resize(disk: Path, size: int) -> None:
    """Change the size of a `small_disk`."""
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)


def remount(disk: Path, how: str) -> None:
    """Make a `small_disk` read-only ("ro") or not ("rw")."""
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


def fill(disk: Path) -> Path:
    """Write a file until there is no room left; remove it to make room again."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            return filler


def obeying_permissions() -> list[str]:
    """The words before a command that take from root the right to write everywhere."""
    if os.geteuid() != 0:
        return []
    words = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    if not shutil.which("setpriv") or subprocess.run([*words, "true"]).returncode:
        pytest.skip("root may write everywhere, and setpriv, which takes that away, is missing")
    return words


@contextmanager
def read_only(*paths: Path) -> Iterator[None]:
    """Take the right to write from files and folders, for `obeying_permissions`."""
    modes = [(path, path.stat().st_mode) for path in paths]
    try:
        for path, mode in modes:
            path.chmod(mode & ~0o222)
        yield
    finally:
        for path, mode in modes:
            path.chmod(mode)


def damage(path: Path, page: int) -> None:
    """Overwrite a page of a database, as a dying disk does."""
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)


@contextmanager
def foreign_writer(path: Path) -> Iterator[None]:
    """Another program that holds SQLite's write lock, as a person's sqlite3 shell may."""
    conn = sqlite3.connect(str(path), isolation_level=None)
    try:
        conn.execute("BEGIN IMMEDIATE")
        yield
        conn.execute("ROLLBACK")
    finally:
        conn.close()


class Hurried(Crawling):
    """A `Crawling` that waits a moment only for another program's lock."""

    def __init__(self, words: list[str], folder: Path, environment: dict[str, str]) -> None:
        self._out, self._log = folder / "out.txt", folder / "log.txt"
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["crawler.commands.crawl", "crawler.spiders.latest"])
        arguments = (words, folder, self._out, self._log, environment)
        self.process = context.Process(target=_hurried, args=arguments)
        self.process.start()


def _hurried(*arguments: Any) -> None:
    connection.BUSY_SECONDS = 0.2
    _antara(*arguments)


def started(
    words: list[str], cwd: Path, before: list[str] | None = None, **environment: str
) -> Result:
    """Run the console script, behind the words of another program."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ANTARA_")}
    done = subprocess.run(
        [*(before or ()), str(ANTARA), *words],
        cwd=cwd,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        timeout=90,
    )
    return Result(done.returncode, done.stdout, done.stderr)
