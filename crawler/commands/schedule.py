"""`antara schedule`: crawls that start by themselves, from the block [schedule] of antara.toml."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from crawler.commands.base import (
    GOOD,
    NEEDS_A_PERSON,
    AntaraCommand,
    Refusal,
    add_json,
    complain,
)
from crawler.terminal import write_json, write_rows

if TYPE_CHECKING:
    import argparse

    from crawler.schedule.home import Home
    from crawler.schedule.plan import Plan

HEADINGS = ("JOB", "SYSTEM", "TIMES", "NEXT START", "LAST RUN", "STATUS")


class Command(AntaraCommand):
    """Show, print, install or remove the jobs of an archive."""

    summary = "crawls and backups that start by themselves: systemd's timers, or a crontab"
    description = (
        "Start crawls and backups by themselves, at the times of the block [schedule] in "
        "antara.toml: with timers of systemd's user manager, or, where that is not there, with a "
        "crontab. Without an option, show what is installed for this archive and when it starts "
        "next. --install and --remove say what they did; done twice, they change nothing. Exit "
        f"status {NEEDS_A_PERSON}: installed, but something keeps the jobs from running, such as a "
        "missing contact or a missing folder for backups, or the last backup failed."
    )
    examples = (
        "antara schedule --print",
        "antara schedule --install",
        "antara schedule",
        "antara schedule --remove",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what to do, and with what."""
        deed = parser.add_mutually_exclusive_group()
        deed.add_argument(
            "--print",
            action="store_true",
            help="show exactly what would be written, and where; change nothing",
        )
        deed.add_argument(
            "--install", action="store_true", help="write it, and let the jobs start by it"
        )
        deed.add_argument(
            "--remove", action="store_true", help="take away exactly what was installed"
        )
        parser.add_argument(
            "--system",
            choices=("systemd", "cron"),
            metavar="systemd|cron",
            help="with which; by default the one in use, else systemd where its user manager"
            " answers, else cron",
        )
        add_json(parser)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse `--json` where there is nothing for a program to read."""
        super().check(args, opts)
        if opts.json and (opts.print or opts.install or opts.remove):
            raise Refusal(f"--json goes with none of the others. {self._see_help()}")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Do the one thing that was asked for."""
        home = self._home()
        if opts.print:
            return self._print(home, opts.system)
        if opts.install:
            return self._install(home, opts.system)
        if opts.remove:
            return self._remove(home, opts.system)
        return self._show(home, opts)

    def _print(self, home: Home, system: str | None) -> int:
        from crawler.errors import ConfigError
        from crawler.schedule.here import read_block
        from crawler.schedule.install import choose, schedulers
        from crawler.schedule.plan import EXAMPLE

        plan = read_block(home.toml)
        if plan is None:
            complain(f"{home.toml} has no block [schedule]. This is one to begin with:")
            sys.stdout.write(EXAMPLE)
            return GOOD
        try:
            scheduler = choose(home, system)
        except ConfigError as error:
            complain(f"Note: {error}")
            scheduler = schedulers(home, system)[0]
        for piece in scheduler.pieces(plan):
            sys.stdout.write(f"### {piece.place} ({piece.fate})\n{piece.text}\n")
        return GOOD

    def _install(self, home: Home, system: str | None) -> int:
        from crawler.schedule.here import read_block
        from crawler.schedule.install import choose, install, worries

        plan = read_block(home.toml)
        if plan is None:
            raise Refusal(
                f"{home.toml} has no block [schedule]: 'antara schedule --print' shows one to "
                "begin with."
            )
        if not home.archive.parent.is_dir():
            raise Refusal(f"There is no folder {home.archive.parent} for the archive: make it.")
        scheduler = choose(home, system)
        for line in install(scheduler, home, plan):
            complain(line)
        complain(f"What the jobs say goes to {home.log}.")
        notes = [*worries(scheduler, os.environ), *self._not_ready(home, plan)]
        return warned(notes)

    @staticmethod
    def _remove(home: Home, system: str | None) -> int:
        from crawler.schedule.install import remove, schedulers

        lines = [line for each in schedulers(home, system) for line in remove(each)]
        for line in lines or [f"Nothing is scheduled for {home.archive}."]:
            complain(line)
        return GOOD

    def _show(self, home: Home, opts: argparse.Namespace) -> int:
        from crawler.schedule.here import backup_failure, read_block
        from crawler.schedule.install import schedulers
        from crawler.schedule.piece import Fate

        every = schedulers(home, opts.system)
        states = [state for each in every for state in each.states()]
        plan = read_block(home.toml)
        notes = self._not_ready(home, plan) if states else []
        if failure := backup_failure(states):
            notes.append(f"{failure} {home.log} says why.")
        if opts.json:
            for state in states:
                write_json(asdict(state))
            return warned(notes)
        complain(f"Archive: {home.archive}")
        if not states:
            complain("Nothing is scheduled: 'antara schedule --install' does that.")
            return GOOD
        write_rows(([value or "-" for value in asdict(each).values()] for each in states), HEADINGS)
        complain(f"What the jobs say goes to {home.log}.")
        for each in every:
            if each.pieces(None) and any(p.fate is not Fate.SAME for p in each.pieces(plan)):
                complain(
                    f"{home.toml} says something else by now: 'antara schedule --install' brings "
                    f"{each.name} up to date."
                )
        return warned(notes)

    def _home(self) -> Home:
        from crawler.schedule.here import home_of

        assert self.settings is not None
        return home_of(self.settings)

    @staticmethod
    def _not_ready(home: Home, plan: Plan | None) -> list[str]:
        """Return why a crawl, or a backup, would not start with what antara.toml alone says."""
        from scrapy.settings import BaseSettings

        from crawler.config import check_ready
        from crawler.errors import ConfigError
        from crawler.origins import load
        from crawler.schedule.here import backup_trouble
        from crawler.settings import changeable

        trouble = backup_trouble(plan)
        notes = [trouble] if trouble else []
        try:
            environ = {"ANTARA_ARCHIVE_PATH": home.environment}
            check_ready(BaseSettings(load(changeable, environ, home.folder).values))
        except ConfigError as error:
            return [f"no crawl would start: {error}", *notes]
        return notes


def warned(notes: list[str]) -> int:
    """Warn of what keeps jobs from doing their work; returns the exit status."""
    for note in notes:
        complain(f"Warning: {note}")
    return NEEDS_A_PERSON if notes else GOOD
