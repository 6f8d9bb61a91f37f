"""People with and without a scheduler.

A test module takes them with `pytest_plugins = ["tests.schedule_fixtures"]`.

systemd's user manager and the crontab are real ones, apart from anybody's own
(tests/user_manager.py); where they cannot be had, their tests are skipped.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.scheduled import somebody
from tests.user_manager import crontab_of_nobody, running_manager


@pytest.fixture
def person(tmp_path, antara, monkeypatch):
    """Somebody whose machine has neither: no user manager answers, and there is no crontab."""
    yield from somebody(tmp_path, antara, monkeypatch)


@pytest.fixture
def with_cron(tmp_path, antara, monkeypatch):
    """Somebody with a real crontab, which is nobody's, and no manager that answers."""
    for person in somebody(tmp_path, antara, monkeypatch):
        with crontab_of_nobody(tmp_path / "bin") as crontab:
            person.crontab = crontab
            yield person


@pytest.fixture
def with_systemd(antara, monkeypatch):
    """Somebody with a real user manager. A socket's path must be short, so the home is."""
    root = Path(tempfile.mkdtemp(prefix="antara-"))
    try:
        for person in somebody(root, antara, monkeypatch, "a b%c$x"):
            with running_manager(root):
                yield person
    finally:
        shutil.rmtree(root, ignore_errors=True)
