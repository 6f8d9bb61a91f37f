"""Whether this installation can do its work: each check is one function and one finding.

Nothing is asked of any network: `antara probe` does that.
"""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import platform
import shlex
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from crawler import DISTRIBUTION, __version__
from crawler.bureaus import load_bureaus
from crawler.clock import utc_moment
from crawler.config import archive_path, contact_of, gateway_of
from crawler.errors import ConfigError
from crawler.permitted import day_at_antara
from crawler.schedule.here import (
    backup_failure,
    backup_folder,
    backup_trouble,
    home_of,
    read_block,
)
from crawler.schedule.install import schedulers
from pipelines.archive import ArchiveError, ArchiveLocked, ArchiveMissing, ArchiveReader
from pipelines.archive.permissions import OVER, VALID, state

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scrapy.settings import BaseSettings

PACKAGES = ("scrapy", "trafilatura", "lxml", "selectolax", "sqlite-utils", "protego")
EXTRAS = {"datasette": "antara serve and audit", "pyarrow": "antara export --format parquet"}
"""What may be missing, and what cannot be done then."""
LITTLE_ROOM = 2 * 1024**3
"""Bytes free below which a person should look; a long backfill of one bureau takes about that."""
NO_ROOM = 100 * 1024**2
"""Bytes free below which a crawl is bound to fail."""
STALE_DAYS = 3
"""Days after which a bureau without a good run deserves a look: schedules run at least daily."""
BACKUP_DAYS = 7
"""Days after which the last backup deserves a look."""


class Verdict(StrEnum):
    """How a check came out."""

    GOOD = "good"
    LOOK = "look"  # it works, and a person should know
    BAD = "bad"  # a crawl would not work


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was found and, unless it is good, what to do."""

    check: str
    verdict: Verdict
    found: str
    step: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return asdict(self)


def examine(settings: BaseSettings, now: dt.datetime) -> Iterator[Finding]:
    """Yield the findings of all checks, in the order in which a person should mend them.

    Args:
        settings: complete, with the command line's.
        now: the machine's time, with a zone.
    """
    yield versions()
    yield zones()
    yield from who_asks(settings)
    path = archive_path(settings)
    yield room(shutil.disk_usage(_nearest(path.parent)).free, path.parent)
    yield from backup_job(settings)
    synchronised = _synchronised()
    yield from archive(path, now, synchronised)


def versions() -> Finding:
    """Say which versions are installed, and which package is missing."""
    found = [f"{DISTRIBUTION} {__version__}", f"Python {platform.python_version()}"]
    missing = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        step = "Install again from the locked requirements: make install"
        return Finding("versions", Verdict.BAD, f"missing: {', '.join(missing)}", step)
    for name, use in EXTRAS.items():
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            found.append(f"no {name} (for {use})")
    return Finding("versions", Verdict.GOOD, ", ".join(found))


def zones() -> Finding:
    """Check that the time zones of the bureaus are known to this machine."""
    try:
        for bureau in load_bureaus().values():
            ZoneInfo(bureau.zone)
    except (KeyError, OSError) as error:
        step = "Install again from the locked requirements, which bring tzdata."
        return Finding("time zones", Verdict.BAD, f"unknown: {error}", step)
    return Finding("time zones", Verdict.GOOD, "all known")


def who_asks(settings: BaseSettings) -> Iterator[Finding]:
    """Check the contact, without which a live crawl does not start, and name the gateway."""
    try:
        contact, gateway = contact_of(settings), gateway_of(settings)
    except ConfigError as error:
        yield Finding("contact", Verdict.BAD, str(error), "Correct it in antara.toml.")
        return
    if contact:
        yield Finding("contact", Verdict.GOOD, contact)
    else:
        step = (
            'Put contact = "you@example.org" into antara.toml beside the archive, above the first '
            "[block]."
        )
        yield Finding("contact", Verdict.LOOK, "none: a live crawl does not start", step)
    if gateway:
        step = "Remove it to crawl ANTARA itself."
        where = f"everything is asked of {gateway[0]}:{gateway[1]}"
        yield Finding("gateway", Verdict.LOOK, where, step)


def room(free: int, folder: Path) -> Finding:
    """Judge the free room of the archive's folder, in bytes."""
    shown = f"{free / 1024**3:.1f} GiB free in {folder}"
    if free < NO_ROOM:
        return Finding("disk", Verdict.BAD, shown, "Free some room before anything else.")
    if free < LITTLE_ROOM:
        return Finding("disk", Verdict.LOOK, shown, "A long crawl may fill it: free some room.")
    return Finding("disk", Verdict.GOOD, shown)


def clock(now: dt.datetime, last_time: str | None, synchronised: bool | None) -> Finding:
    """Judge the machine's clock.

    Args:
        now: what it says.
        last_time: the newest time that a run wrote into the archive, UTC; a clock before it was
            set back.
        synchronised: whether the system says that it follows a time server; None: unknown.
    """
    shown = now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if last_time is not None and shown < last_time:
        step = "Set the clock (timedatectl set-ntp true); times of a wrong clock stay in rows."
        found = f"{shown} is before the last run's {last_time}"
        return Finding("clock", Verdict.BAD, found, step)
    if synchronised is False:
        step = "timedatectl set-ntp true lets it follow a time server."
        return Finding("clock", Verdict.LOOK, f"{shown}, not synchronised", step)
    return Finding("clock", Verdict.GOOD, shown)


def archive(path: Path, now: dt.datetime, synchronised: bool | None) -> Iterator[Finding]:
    """Check the archive's file, the clock against it, permission, and each bureau's last run."""
    try:
        with ArchiveReader(path) as reader:
            held = reader.checkup()
            origin = reader.origin
    except ArchiveMissing:
        yield clock(now, None, synchronised)
        yield Finding("archive", Verdict.GOOD, f"none yet at {path}", "The first crawl makes it.")
        return
    except ArchiveLocked as error:
        yield Finding("archive", Verdict.LOOK, str(error))
        return
    except ArchiveError as error:
        yield clock(now, None, synchronised)
        yield Finding("archive", Verdict.BAD, str(error), "See docs/operating.md.")
        return
    yield clock(now, held["last_time"], synchronised)
    if held["problems"]:
        last = held["backup"]["path"] if held["backup"] else "FILE"
        step = f"Restore the last backup: antara restore {shlex.quote(last)}"
        yield Finding("archive", Verdict.BAD, f"{path}: {held['problems'][0]}", step)
    else:
        yield Finding("archive", Verdict.GOOD, f"{path}, {origin}, sound")
    yield _library(held)
    if origin == "live":
        yield permission(held["permissions"], day_at_antara(now))
        yield fresh(held["good_runs"], held["bureaus"], now)
        yield backup(held["backup"], now)


def _library(held: Mapping[str, Any]) -> Finding:
    name = f"SQLite {held['sqlite_version']}"
    if held["sqlite_warning"] is None:
        return Finding("SQLite", Verdict.GOOD, name)
    return Finding("SQLite", Verdict.LOOK, held["sqlite_warning"])


def permission(rows: list[dict[str, Any]], today: str) -> Finding:
    """Judge the permissions on record.

    Args:
        rows: of the archive's table.
        today: YYYY-MM-DD, at ANTARA's.
    """
    valid = [row for row in rows if state(row, today) == VALID]
    if valid:
        found = "; ".join(
            f"{row['scope']}, by {row['granted_by']}, {row['granted_at']}"
            + (f" until {row['valid_until']}" if row["valid_until"] else "")
            for row in valid
        )
        return Finding("permission", Verdict.GOOD, found)
    over = [row for row in rows if state(row, today) == OVER]
    if ended := max((row["valid_until"] for row in over), default=""):
        step = "Ask ANTARA for a new one, then 'antara permission add'."
        return Finding("permission", Verdict.LOOK, f"ran out on {ended}", step)
    step = "ANTARA's pages ask for written permission: docs/rights.md, 'antara permission add'."
    return Finding("permission", Verdict.LOOK, "no permission on record", step)


def fresh(good_runs: Mapping[str, str], bureaus: list[str], now: dt.datetime) -> Finding:
    """Judge how long ago each bureau's last good run was.

    Args:
        good_runs: by bureau, UTC.
        bureaus: those that the archive holds.
        now: with a zone.
    """
    since = (now.astimezone(dt.UTC) - dt.timedelta(days=STALE_DAYS)).strftime("%Y-%m-%dT%H:%M:%SZ")
    stale = [
        f"{name} ({good_runs.get(name, 'never')})"
        for name in bureaus
        if good_runs.get(name, "") < since
    ]
    if not bureaus:
        return Finding("last good run", Verdict.GOOD, "nothing was crawled yet")
    if stale:
        shown = ", ".join(stale[:5]) + (f" and {len(stale) - 5} more" if len(stale) > 5 else "")
        step = "antara crawl latest; 'antara status' says what went wrong."
        return Finding("last good run", Verdict.LOOK, f"over {STALE_DAYS} days ago: {shown}", step)
    newest = max(good_runs[name] for name in bureaus)
    return Finding("last good run", Verdict.GOOD, f"{len(bureaus)} bureaus, the last {newest}")


def backup(last: Mapping[str, Any] | None, now: dt.datetime) -> Finding:
    """Judge how old the last backup is, and whether it is still there.

    Args:
        last: path, made_at (UTC), bytes and articles of it; None when none is known.
        now: with a zone.
    """
    step = "antara backup DIR, on another disk; on a schedule, after the crawl."
    if last is None:
        return Finding("backup", Verdict.LOOK, "none is known", step)
    found = f"{last['made_at']}, {last['path']}"
    if not Path(last["path"]).is_file():
        step = f"Mount its disk, or make another one: {step}"
        return Finding("backup", Verdict.LOOK, f"{found}, which is not there now", step)
    if now - utc_moment(last["made_at"]) > dt.timedelta(days=BACKUP_DAYS):
        return Finding("backup", Verdict.LOOK, f"over {BACKUP_DAYS} days ago: {found}", step)
    return Finding("backup", Verdict.GOOD, found)


def backup_job(settings: BaseSettings) -> Iterator[Finding]:
    """Check the backups that antara.toml lets start by themselves: their folder, and the last."""
    try:
        home = home_of(settings)
        plan = read_block(home.toml)
    except ConfigError as error:
        yield Finding("schedule", Verdict.LOOK, str(error), "Correct it in antara.toml.")
        return
    folder = backup_folder(plan)
    if folder is None:
        return
    trouble = backup_trouble(plan)
    if trouble:
        step = "Make the folder, mount its disk, or change backup_to in antara.toml."
        yield Finding("backup job", Verdict.LOOK, trouble, step)
    states = [state for each in schedulers(home, None) for state in each.states()]
    if failure := backup_failure(states):
        step = f"{home.log} says why; 'antara backup {folder}' tries it again now."
        yield Finding("backup job", Verdict.LOOK, failure, step)
    elif not trouble:
        yield Finding("backup job", Verdict.GOOD, f"to {folder}")


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _synchronised() -> bool | None:
    """Ask systemd whether the clock follows a time server; None where nobody can say."""
    program = shutil.which("timedatectl")
    if program is None or sys.platform != "linux":
        return None
    try:
        answer = subprocess.run(
            [program, "show", "--property=NTPSynchronized", "--value"],
            capture_output=True,
            text=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return {"yes": True, "no": False}.get(answer.stdout.strip())
