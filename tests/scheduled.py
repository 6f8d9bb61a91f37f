"""Somebody on whose machine jobs are scheduled: a home, an archive's folder, programs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crawler.schedule.home import Home
from tests.command_line import ANTARA, CommandLine, Result
from tests.user_manager import PATH

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = """\
contact = "rani@example.org"
[schedule]
latest = "hourly"
revisit = "daily 01:10"
spread = 0
"""


class Person:
    """Somebody with a home, and a folder where an archive is to be."""

    def __init__(self, root: Path, folder: str, antara: CommandLine) -> None:
        self.root = root
        self.folder = root / folder
        self.folder.mkdir()
        self.antara = antara
        self.home = Home(self.folder / "archive.db", self.folder / "antara.toml", (str(ANTARA),))
        self.write(BLOCK)

    def write(self, toml: str) -> None:
        self.home.toml.write_text(toml, encoding="utf-8")

    def __call__(self, *words: str) -> Result:
        self.antara.archive = self.home.archive
        os.environ["ANTARA_ARCHIVE_PATH"] = str(self.home.archive)  # monkeypatch takes it back
        return self.antara("schedule", *words)

    def jobs(self) -> dict[str, dict[str, str]]:
        """What `antara schedule --json` says, by job."""
        return {job["job"]: job for job in map(json.loads, self("--json").out.splitlines())}

    def files(self) -> dict[str, str]:
        """Everything below the home but programs, and what systemd keeps for itself."""
        return {
            str(path.relative_to(self.root)): path.read_text(errors="replace")
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and path.relative_to(self.root).parts[0] not in ("run", "bin")
        }


def somebody(
    root: Path, antara: CommandLine, monkeypatch: pytest.MonkeyPatch, folder: str = "arsip"
) -> Iterator[Person]:
    """A person whose PATH has systemd's programs, where they are, and no crontab."""
    (root / "bin").mkdir()
    (root / "run").mkdir(mode=0o700)
    for name in ("systemctl", "loginctl"):
        if found := shutil.which(name, path=PATH):
            (root / "bin" / name).symlink_to(found)
    environment = {
        "HOME": root,
        "PATH": root / "bin",
        "XDG_RUNTIME_DIR": root / "run",
        "XDG_CONFIG_HOME": root / "config",
        "XDG_DATA_HOME": root / "data",
        "ANTARA_ARCHIVE_PATH": root,
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    yield Person(root, folder, antara)


def crontab_of(person: Person) -> str:
    return subprocess.run([person.crontab, "-l"], capture_output=True, text=True).stdout
