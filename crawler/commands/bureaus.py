"""`antara bureaus`: which bureaus are known, how much of each is held, and which alarm."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from crawler.commands.base import (
    GOOD,
    AntaraCommand,
    Refusal,
    add_json,
    bureau_names,
    complain,
    day,
)
from crawler.terminal import printable, write_json, write_rows

if TYPE_CHECKING:
    import argparse

    from pipelines.archive.watch_verdicts import Watch


class Command(AntaraCommand):
    """List the bureaus of bureaus.toml; quiet the alarm of one."""

    summary = "list the bureaus: name, host, province, zone, articles held, alarms; mute one"
    description = (
        "List every bureau this software knows, in the order of crawler/bureaus.toml, with the "
        "number of its articles in the archive if there is one, and whether it alarms or is "
        "muted. The short name is what --bureau understands. A bureau that is known to be in "
        "trouble is muted up to a day of its zone: its trouble then makes no exit status 1, each "
        "summary says that it is muted, and the mute ends by itself."
    )
    examples = (
        "antara bureaus",
        "antara bureaus --json",
        'antara bureaus --mute ambon --until 2026-12-31 --reason "host is being moved"',
        "antara bureaus --unmute ambon",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add `--json` and what mutes."""
        add_json(parser)
        group = parser.add_argument_group("alarms")
        group.add_argument("--mute", metavar="NAME,…", help="quiet these bureaus")
        group.add_argument(
            "--until", metavar="DATE", type=day, help="with --mute: the last day that is quiet"
        )
        group.add_argument(
            "--reason", metavar="TEXT", help="with --mute: why, for whoever reads it later"
        )
        group.add_argument("--unmute", metavar="NAME,…", help="let these alarm again")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse a mute without an end or a reason, or with an end that is over."""
        super().check(args, opts)
        for name in ("mute", "unmute"):
            if getattr(opts, name) is not None:
                setattr(opts, name, bureau_names(getattr(opts, name)))
        if not opts.mute:
            if opts.until or opts.reason:
                raise Refusal(f"--until and --reason belong to --mute NAME. {self._see_help()}")
            return
        opts.reason = printable(opts.reason or "").strip()
        if not opts.until or not opts.reason:
            raise Refusal(
                "--mute needs --until DATE and --reason TEXT: a mute without an end is forgotten. "
                + self._see_help()
            )
        if both := set(opts.mute) & set(opts.unmute or ()):
            raise Refusal(f"--mute and --unmute both name {min(both)}. {self._see_help()}")
        for name in opts.mute:
            today = self._today(name)
            if opts.until < today:
                raise Refusal(f"--until {opts.until} is over: it is {today} at {name}.")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Mute or unmute, or print one line a bureau."""
        if opts.mute or opts.unmute:
            return self._mute(opts)
        from crawler.bureaus import load_bureaus

        held, watched = self._held()
        bureaus = load_bureaus().values()
        if opts.json:
            for bureau in bureaus:
                watch = watched.get(bureau.name)
                write_json(
                    {
                        "name": bureau.name,
                        "host": bureau.host,
                        "title": bureau.title,
                        "province": bureau.province,
                        "zone": bureau.zone,
                        "language": bureau.language,
                        "articles": held.get(bureau.name, 0) if held is not None else None,
                        "alarm": watch and watch.alarm,
                        "alarm_since": watch and watch.since,
                        "muted_until": watch and watch.muted_until,
                        "mute_reason": watch and watch.mute_reason,
                    }
                )
            return GOOD
        write_rows(
            (
                (
                    bureau.name,
                    bureau.host,
                    bureau.province or "-",
                    bureau.zone,
                    "-" if held is None else held.get(bureau.name, 0),
                    state_of(watched.get(bureau.name)),
                )
                for bureau in bureaus
            ),
            ("NAME", "HOST", "PROVINCE", "ZONE", "ARTICLES", "STATE"),
        )
        return GOOD

    def _mute(self, opts: argparse.Namespace) -> int:
        from crawler.config import archive_path
        from pipelines.archive.beside import write_beside
        from pipelines.archive.watch import mute

        assert self.settings is not None
        path = archive_path(self.settings)
        with write_beside(path) as db:
            mute(db, opts.mute or (), opts.until, opts.reason)
            mute(db, opts.unmute or (), None, None)
        complain(f"Archive: {path}")
        for name in opts.mute or ():
            complain(f"{name} is muted until {opts.until}, its last quiet day: {opts.reason}")
        for name in opts.unmute or ():
            complain(f"{name} is not muted.")
        return GOOD

    def _held(self) -> tuple[dict[str, int] | None, dict[str, Watch]]:
        """Return the articles held and the watches by bureau; None when there is no archive."""
        from crawler.clock import utc_text
        from pipelines.archive import ArchiveMissing

        now = utc_text(dt.datetime.now(dt.UTC))
        try:
            with self.archive() as reader:
                return reader.counts(), {each.bureau: each for each in reader.watches(now)}
        except ArchiveMissing:
            return None, {}

    @staticmethod
    def _today(name: str) -> str:
        from crawler.bureaus import zone_of
        from crawler.clock import utc_text
        from crawler.dates import zone_day

        return zone_day(utc_text(dt.datetime.now(dt.UTC)), zone_of(name))


def state_of(watch: Watch | None) -> str:
    """Return in a few words whether a bureau is muted or alarms; "-" for neither."""
    if watch is None:
        return "-"
    muted = f"muted until {watch.muted_until}: {watch.mute_reason}" if watch.muted_until else ""
    alarm = f"alarm since {(watch.since or '')[:10]}: {watch.alarm}" if watch.alarm else ""
    return "; ".join(part for part in (muted, alarm) if part) or "-"
