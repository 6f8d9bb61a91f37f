"""The schedule of the archive that a command was given, and why its backups come to nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.exit_status import INTERRUPTED
from crawler.schedule.home import Home
from crawler.schedule.plan import BACKUP

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy.settings import BaseSettings

    from crawler.schedule.piece import JobState
    from crawler.schedule.plan import Plan

FINE = ("", "0", str(INTERRUPTED), "running")
"""What the status of a job may be without anybody having to look."""


def home_of(settings: BaseSettings) -> Home:
    """Return the home of the archive that the settings name.

    Raises:
        ConfigError: when it cannot be written into a timer or a crontab.
    """
    from crawler.config import typed_archive_path
    from crawler.origins import archive_folder, toml_path

    own = Path(sys.executable).with_name("antara")
    program = (str(own),) if own.exists() else (sys.executable, "-m", "crawler")
    toml = toml_path(os.environ, archive_folder())
    # By the name that was given: jobs are called by it, and a link may lead elsewhere later.
    return Home(typed_archive_path(settings), toml, program)


def read_block(toml: Path) -> Plan | None:
    """Return the plan of an antara.toml; None when it has no block.

    Raises:
        ConfigError: for a mistake in it.
    """
    from crawler.bureaus import load_bureaus
    from crawler.origins import SCHEDULE_TABLE, read_toml
    from crawler.schedule.plan import read_plan

    table = read_toml(toml).get(SCHEDULE_TABLE)
    if table is None:
        return None
    return read_plan(table, str(toml), toml.parent, load_bureaus())


def backup_folder(plan: Plan | None) -> Path | None:
    """Return the folder of the backups that are planned; None where none are."""
    jobs = plan.jobs if plan else ()
    return next((Path(job.words[1]) for job in jobs if job.name == BACKUP), None)


def backup_trouble(plan: Plan | None) -> str:
    """Return why the planned backups cannot be made, "" where nothing is known against them.

    A crawl says what it lacks as soon as it runs, and `antara status` knows of each that was
    missed. A backup that never was is noticed on the day on which it is needed.
    """
    from pipelines.archive import ArchiveError
    from pipelines.archive.backup import check_folder

    folder = backup_folder(plan)
    if folder is None:
        return ""
    try:
        check_folder(folder)
    except ArchiveError as error:
        return f"no backup would be made: {error}"
    if not os.access(folder, os.W_OK | os.X_OK):
        return f"no backup would be made: nothing can be written into the folder {folder}."
    return ""


def backup_failure(states: Iterable[JobState]) -> str:
    """Return what is to be said of a backup that a job began and did not end well; "" for none."""
    for state in states:
        if state.job == BACKUP and state.status not in FINE:
            when = f" on {state.last}" if state.last else ""
            return f"the last job of {BACKUP} ended{when} with status {state.status}."
    return ""
