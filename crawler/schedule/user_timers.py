"""The timers of an archive in systemd's user manager: put in place, taken away, looked at."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.errors import ConfigError
from crawler.schedule import systemd
from crawler.schedule.piece import Fate, JobState, Piece, compared
from crawler.schedule.programs import manager_trouble, properties, systemctl

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.schedule.home import Home
    from crawler.schedule.plan import Plan


class UserTimers:
    """See `piece.Scheduler`."""

    name = "systemd"

    def __init__(self, home: Home) -> None:
        self._home = home
        config = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
        self._folder = Path(config).expanduser() / "systemd" / "user"

    def trouble(self) -> str:
        """Return why the user manager cannot be used; "" when it can."""
        return manager_trouble()

    def pieces(self, plan: Plan | None) -> list[Piece]:
        """Compare the units that a plan wants with those in the user's folder."""
        units = systemd.units(plan, self._home) if plan else {}
        return compared(
            {str(self._folder / name): text for name, text in units.items()}, self._held()
        )

    def install(self, plan: Plan) -> None:
        """Write the units and start the timers.

        Raises:
            ConfigError: when a file cannot be written, or systemd refuses.
        """
        pieces = self.pieces(plan)
        self._take_away(piece.place for piece in pieces if piece.fate is Fate.STALE)
        wanted = [piece for piece in pieces if piece.fate is not Fate.STALE]
        fresh = [piece for piece in wanted if piece.fate is not Fate.SAME]
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for piece in fresh:
                Path(piece.place).write_text(piece.text, "utf-8", "surrogateescape")
        except OSError as error:
            raise ConfigError(f"{error.filename} cannot be written: {error.strerror}.") from error
        if fresh:
            _told("daemon-reload")
        _told("enable", "--now", *_timers(piece.place for piece in wanted))

    def remove(self) -> None:
        """Stop the timers and remove the units. A run that is under way goes on to its end."""
        self._take_away(self._held())

    def states(self) -> list[JobState]:
        """Return each timer with its next start, its last one and how that ended."""
        return [
            self._state(Path(place), text)
            for place, text in self._held().items()
            if place.endswith(".timer")
        ]

    def _state(self, path: Path, text: str) -> JobState:
        timer = properties(path.name, "ActiveState", "NextElapseUSecRealtime")
        # Of the timer's own memory, its last trigger, the first entry is the installation.
        service = properties(
            f"{path.stem}.service", "SubState", "ExecMainStatus", "ExecMainExitTimestamp"
        )
        stopped = timer.get("ActiveState") == "inactive"
        return JobState(
            job=path.stem.removeprefix(f"{self._home.name}-"),
            system=self.name,
            times=systemd.times_in(text),
            next="the timer is stopped" if stopped else timer.get("NextElapseUSecRealtime", ""),
            last=service.get("ExecMainExitTimestamp", ""),
            status=_status(service),
        )

    def _held(self) -> dict[str, str]:
        """Return our units in the user's folder, text by path."""
        found = {}
        for path in sorted(self._folder.glob(f"{self._home.name}-*")):
            if path.suffix in (".service", ".timer") and path.is_file():
                text = path.read_text("utf-8", "surrogateescape")
                if text.startswith(f"{systemd.header(self._home)}\n"):
                    found[str(path)] = text
        return found

    def _take_away(self, places: Iterable[str]) -> None:
        paths = [Path(place) for place in places]
        if not paths:
            return
        timers = _timers(map(str, paths))
        # Without a manager that answers, what it would do to the files is done below.
        systemctl("disable", "--now", *timers)
        systemctl("clean", "--what=state", *timers)
        for path in paths:
            for link in self._folder.glob(f"*.wants/{path.name}"):
                link.unlink(missing_ok=True)
            path.unlink(missing_ok=True)
        systemctl("daemon-reload")
        systemctl("reset-failed", *(path.name for path in paths))


def _timers(places: Iterable[str]) -> list[str]:
    return [Path(place).name for place in places if place.endswith(".timer")]


def _told(*words: str) -> None:
    done = systemctl(*words)
    if done.status != 0:
        raise ConfigError(f"'systemctl --user {' '.join(words)}' failed: {done.why()}")


def _status(service: dict[str, str]) -> str:
    """Return how the last run ended, or that there is one."""
    state, status = service.get("SubState"), service.get("ExecMainStatus", "")
    if state in ("start-pre", "start", "start-post"):
        return "running"
    if state == "auto-restart":
        return f"{status}, is tried again"
    return status if service.get("ExecMainExitTimestamp") else ""
