"""Archives in a test's own folder, whose soundness is checked when the test is over.

A test module takes them with `pytest_plugins = ["tests.archive_fixtures"]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.archive import ArchiveSession
from pipelines.archive.soundness import problems
from tests.archives import Clock
from tests.report_archives import HandMade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder whose archives are checked when the test is over."""
    yield tmp_path
    for path in tmp_path.rglob("*.db"):
        assert problems(path) == [], path


@pytest.fixture
def made(folder: Path) -> Iterator[HandMade]:
    """A new, open archive whose rows a test writes itself."""
    archive = HandMade(folder / "archive.db")
    yield archive
    archive.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(folder: Path, clock: Clock) -> Iterator[ArchiveSession]:
    """A new, open live archive within a run."""
    with ArchiveSession.claim(folder / "archive.db", "live", clock=clock) as made:
        made.open()
        made.begin_run("crawl latest", {})
        yield made


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The folder for backups."""
    made = tmp_path / "kept"
    made.mkdir()
    return made
