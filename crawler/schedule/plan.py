"""The block [schedule] of antara.toml, read and checked; pure."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawler.bureaus import unknown_bureau
from crawler.errors import ConfigError
from crawler.origins import SCHEDULE_TABLE, absolute, unknown
from crawler.schedule.times import FORMS, Times

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

CRAWLS = ("latest", "revisit", "gaps", "backfill")
BACKUP = "backup"
JOBS = (*CRAWLS, BACKUP)
OPTIONS = "_options"
KEYS = (
    *JOBS,
    *(f"{job}{OPTIONS}" for job in JOBS),
    "backup_to",
    "bureaus",
    "spread",
    "max_minutes",
)
SPREAD = 20
"""Minutes, where the block says nothing and the job's starts are far enough apart."""
EXAMPLE = f"""[{SCHEDULE_TABLE}]
latest = "hourly"
revisit = "daily 01:10"
gaps = "sun 02:00"
# backup = "daily 05:00"
# backup_to = "/mnt/disk/antara"
# bureaus = "sumsel,bali"
# max_minutes = 50
"""


@dataclass(frozen=True, slots=True)
class Job:
    """One line of the block: what starts when."""

    name: str
    times: Times
    words: tuple[str, ...]
    """The command line after `antara`."""
    spread: int
    """Minutes by which a start may be later, so that not everybody asks at the full hour."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the block asks for; never without a job."""

    jobs: tuple[Job, ...]


def read_plan(table: Any, place: str, folder: Path, bureaus: Collection[str]) -> Plan:
    """Read the block.

    Args:
        table: the value of `schedule` in antara.toml.
        place: the path of antara.toml, for messages.
        folder: what a relative `backup_to` is relative to.
        bureaus: the short names of all bureaus.

    Raises:
        ConfigError: naming the file, the key and the right form.
    """
    if not isinstance(table, dict):
        raise ConfigError(
            f"{place}: {SCHEDULE_TABLE} is a table: write [{SCHEDULE_TABLE}], and below it lines "
            'such as latest = "hourly".'
        )
    block = _Block(table, f"{place}: [{SCHEDULE_TABLE}]")
    for key in table:
        if key not in KEYS:
            raise ConfigError(f"{block.place} {unknown(key, KEYS, 'key')}")
    if not set(JOBS) & set(table):
        raise ConfigError(
            f"{block.place} starts nothing: write at least one of {', '.join(JOBS)}, as in "
            'latest = "hourly".'
        )
    for key in table:
        job = "backup" if key == "backup_to" else key.removesuffix(OPTIONS)
        if key != job and job in JOBS and job not in table:
            raise ConfigError(f"{block.place} {key} is there, but {job}, which says when, is not.")
    common = _common_options(block, bureaus)
    return Plan(
        tuple(
            Job(name, times, _words(block, name, common, folder), _spread(block, name, times))
            for name in JOBS
            if name in table
            for times in [block.times(name)]
        )
    )


@dataclass(frozen=True, slots=True)
class _Block:
    """The table with its place, to name both in messages."""

    table: Mapping[str, Any]
    place: str

    def wrong(self, key: str, why: str) -> ConfigError:
        value = self.table[key]
        shown = f'"{value}"' if isinstance(value, str) else str(value).lower()
        return ConfigError(f"{self.place} {key} = {shown}: {why}")

    def text(self, key: str) -> str:
        """Return a text, "" where the key is missing."""
        value = self.table.get(key, "")
        if not isinstance(value, str):
            raise self.wrong(key, "it is not a text in quotes.")
        if not value.isprintable():
            raise self.wrong(key, "it is more than one line of plain text.")
        return value.strip()

    def number(self, key: str, least: int) -> int | None:
        """Return a whole number of minutes, None where the key is missing."""
        value = self.table.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise self.wrong(key, f"it is not a whole number of minutes, at least {least}.")
        return value

    def times(self, key: str) -> Times:
        try:
            return Times.parse(self.text(key))
        except ValueError as error:
            raise self.wrong(key, f"{error} Write {FORMS}.") from error


def _common_options(block: _Block, bureaus: Collection[str]) -> dict[str, str]:
    """Return the options that every crawl is given unless its own say otherwise."""
    options = {}
    if "bureaus" in block.table:
        names = [name.strip() for name in block.text("bureaus").split(",") if name.strip()]
        if not names:
            raise block.wrong("bureaus", "it names none. Leave it out for all.")
        for name in names:
            if name not in bureaus:
                raise block.wrong("bureaus", unknown_bureau(name))
        options["--bureau"] = ",".join(dict.fromkeys(names))
    minutes = block.number("max_minutes", 1)
    if minutes is not None:
        options["--max-minutes"] = str(minutes)
    return options


def _words(block: _Block, name: str, common: Mapping[str, str], folder: Path) -> tuple[str, ...]:
    """Return the command line of a job."""
    try:
        own = shlex.split(block.text(f"{name}{OPTIONS}"))
    except ValueError as error:
        raise block.wrong(f"{name}{OPTIONS}", "a quotation mark in it is never closed.") from error
    if own and not own[0].startswith("-"):
        raise block.wrong(
            f"{name}{OPTIONS}", "it does not begin with an option such as --bureau sumsel."
        )
    if name == BACKUP:
        to = block.text("backup_to")
        if not to:
            raise ConfigError(
                f'{block.place} backup needs backup_to, as in backup_to = "/mnt/disk/antara".'
            )
        try:
            return (BACKUP, str(absolute(to, folder)), *own)
        except ConfigError as error:
            raise block.wrong("backup_to", str(error)) from error
    given = {word.partition("=")[0] for word in own}
    shared = [word for pair in common.items() if pair[0] not in given for word in pair]
    return ("crawl", name, *shared, *own)


def _spread(block: _Block, name: str, times: Times) -> int:
    """Return the minutes of a spread start, less than the pause between two."""
    spread = block.number("spread", 0)
    pause = times.shortest_pause()
    if spread is None:
        return min(SPREAD, pause // 2)
    if spread >= pause:
        raise block.wrong(
            "spread",
            f"{name} starts every {pause} minutes, and the spread has to be less than that.",
        )
    return spread
