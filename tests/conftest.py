"""Fixtures that several test modules use, and what keeps a test off a person's own archive."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# What has to pass tries the same examples every time, so that it fails for what was changed and not
# by luck; `make explore` draws new ones.
settings.register_profile("gate", derandomize=True, deadline=None, database=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("gate")

# Before anything imports crawler.settings, here or in a process that a test starts: whoever runs
# the tests may have an archive.db, an antara.toml and settings in the environment of their own.
for _name in [name for name in os.environ if name.startswith("ANTARA_")]:
    if _name != "ANTARA_REAL_PAGES":
        del os.environ[_name]
_nowhere = Path(tempfile.mkdtemp(prefix="antara-tests-"))
atexit.register(shutil.rmtree, _nowhere, ignore_errors=True)
os.environ["ANTARA_ARCHIVE_PATH"] = str(_nowhere / "archive.db")


@pytest.fixture(autouse=True)
def no_process_stays():
    """Ends the processes for queries of the Datasettes that a test has made.

    They end with their Datasette, and that ends with this process: a thread of its own holds it.
    """
    apart = sys.modules.get("pipelines.datasette.apart")
    if apart is None:
        yield
        return
    made = []
    begin = apart.ApartDatabase.__init__

    def noted(database, *words, **options):
        begin(database, *words, **options)
        made.append(database)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(apart.ApartDatabase, "__init__", noted)
        yield
    for database in made:
        database.close()


@pytest.fixture
def antara(capsys, tmp_path, monkeypatch):
    """Runs commands in this process, on an archive that is not there."""
    from tests.command_line import CommandLine

    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "crawler.settings")  # main sets it: undone after
    return CommandLine(capsys, tmp_path / "archive.db")


@pytest.fixture
def archive(tmp_path):
    """Where a crawl is to make its archive."""
    return tmp_path / "archive.db"


@pytest.fixture
def held(antara):
    """The same on an archive that holds `tests.command_line.ARTICLES`."""
    from tests.command_line import make_archive

    make_archive(antara.archive)
    return antara


@pytest.fixture
def site_server():
    """Serves a small sample site (80 articles, the traps that fit) on a free loopback port."""
    from tests.replica import Site, running_site

    with running_site(Site(seed=1, articles=80)) as server:
        yield server
