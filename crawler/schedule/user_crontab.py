"""The block of an archive in the user's crontab: put in place, taken away, looked at."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.errors import ConfigError
from crawler.schedule import cron
from crawler.schedule.piece import Fate, JobState, Piece, compared
from crawler.schedule.plan import JOBS
from crawler.schedule.programs import (
    crontab_trouble,
    machine,
    read_crontab,
    user,
    write_crontab,
)
from crawler.schedule.times import next_start

if TYPE_CHECKING:
    from crawler.schedule.home import Home
    from crawler.schedule.plan import Plan


class UserCrontab:
    """See `piece.Scheduler`."""

    name = "cron"

    def __init__(self, home: Home) -> None:
        self._home = home
        config = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
        self._script = Path(config).expanduser() / "antara" / f"{home.name}.sh"
        self._crontab = f"the crontab of {user()}"

    def trouble(self) -> str:
        """Return why the crontab cannot be used; "" when it can."""
        return crontab_trouble()

    def pieces(self, plan: Plan | None) -> list[Piece]:
        """Compare the script and the block that a plan wants with those that are there."""
        wanted, held = {}, {}
        if plan:
            wanted[str(self._script)] = cron.script(plan, self._home)
            wanted[self._crontab] = cron.block(plan, self._home, self._script, machine())
        if (text := self._held_script()) is not None:
            held[str(self._script)] = text
        if lines := cron.block_in(read_crontab()[0], self._home):
            held[self._crontab] = lines
        return compared(wanted, held)

    def install(self, plan: Plan) -> None:
        """Write script and block. Each job counts as just run: nothing is caught up at once.

        Raises:
            ConfigError: when something cannot be read or written.
        """
        planned = {job.name for job in plan.jobs}
        script, block = self.pieces(plan)
        try:
            self._script.parent.mkdir(parents=True, exist_ok=True)
            if script.fate is not Fate.SAME:
                self._script.write_text(script.text, "utf-8", "surrogateescape")
            for name in JOBS:
                stamp = self._home.stamp(name)
                if name not in planned:
                    stamp.unlink(missing_ok=True)
                    self._home.failed(name).unlink(missing_ok=True)
                elif not stamp.exists():
                    stamp.touch()
        except OSError as error:
            raise ConfigError(f"{error.filename} cannot be written: {error.strerror}.") from error
        if block.fate is not Fate.SAME:
            self._write(cron.merged(self._read(), self._home, block.text))

    def remove(self) -> None:
        """Take block, script and stamps away. A run that is under way goes on to its end.

        Raises:
            ConfigError: when the crontab cannot be read or written.
        """
        crontab = self._read()
        if (rest := cron.without(crontab, self._home)) != crontab:
            self._write(rest)
        if self._held_script() is not None:
            self._script.unlink()
        for name in JOBS:
            self._home.stamp(name).unlink(missing_ok=True)
            self._home.failed(name).unlink(missing_ok=True)

    def states(self) -> list[JobState]:
        """Return each job of the block."""
        now = dt.datetime.now().astimezone()
        held = cron.block_in(read_crontab()[0], self._home)
        return [
            JobState(
                name,
                self.name,
                times,
                _shown(next_start(starts, now.replace(tzinfo=None))) if starts else "",
                *self._last(name),
            )
            for name, (times, starts) in cron.jobs_in(held).items()
        ]

    def _last(self, job: str) -> tuple[str, str]:
        """Return when a job last ended, and its exit status."""
        ended, status = _told(self._home.failed(job))
        return (ended, f"{status}, is tried again") if status else _told(self._home.stamp(job))

    def _held_script(self) -> str | None:
        """Return the script that is there, None when there is none of ours."""
        try:
            text = self._script.read_text("utf-8", "surrogateescape")
        except OSError:
            return None
        return text if text.startswith(f"{cron.header(self._home)}\n") else None

    def _read(self) -> str:
        crontab, trouble = read_crontab()
        if trouble:
            raise ConfigError(f"{self._crontab} cannot be read: {trouble}.")
        return crontab

    def _write(self, text: str) -> None:
        if trouble := write_crontab(text):
            raise ConfigError(f"{self._crontab} cannot be written: {trouble}.")


def _told(stamp: Path) -> tuple[str, str]:
    """Return when a file was written, and the exit status in it; an empty one is of no run."""
    try:
        status = stamp.read_text("ascii", "replace").strip()
        ended = dt.datetime.fromtimestamp(stamp.stat().st_mtime, dt.UTC)
    except OSError:
        return "", ""
    return (_shown(ended), status) if status else ("", "")


def _shown(moment: dt.datetime) -> str:
    """Return a moment as systemd writes it, by the clock on the wall."""
    return f"{moment.astimezone():%a %Y-%m-%d %H:%M:%S %Z}"
