"""`antara status`: what the archive holds, and what the last crawls did."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING, Any

from crawler.commands.base import GOOD, NEEDS_A_PERSON, AntaraCommand, Refusal, add_json
from crawler.expect import span
from crawler.terminal import wrapped, write_json

if TYPE_CHECKING:
    import argparse

    from pipelines.archive import ArchiveReader


HANGING = " " * 11
"""What a line goes on with where it is wider than the terminal: below its values."""


class Command(AntaraCommand):
    """Say what is held."""

    summary = "what the archive holds, what the last crawls did, whether all is well"
    description = (
        "Say what the archive holds by bureau, kind and layout, what became of the addresses that "
        "were found, up to when each bureau is complete, what the last crawls did, and what "
        "deserves a look. With --expect only whether a crawl ended well of late, for a monitor: "
        f"exit status {GOOD} if so, {NEEDS_A_PERSON} if not; a crawl that ended with errors is no "
        "good one. With --monthly one page about a month, whose first line says whether all is "
        "well."
    )
    examples = (
        "antara status",
        "antara status --json",
        "antara status --expect 26h",
        "antara status --monthly --month 2026-10",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add `--json`, `--expect` and the monthly page."""
        add_json(parser)
        parser.add_argument(
            "--expect",
            metavar="SPAN",
            type=span,
            help="say in one line whether a crawl ended well within 90m, 26h, 2d",
        )
        parser.add_argument("--monthly", action="store_true", help="print one page about a month")
        parser.add_argument(
            "--month", metavar="YYYY-MM", help="with --monthly: which one (default: the last whole)"
        )

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what contradicts itself, and what is no month."""
        from pipelines.archive.reports import month_days

        super().check(args, opts)
        if opts.expect and opts.monthly:
            raise Refusal(
                f"--expect and --monthly are two reports: ask for one. {self._see_help()}"
            )
        if opts.month is None:
            return
        if not opts.monthly:
            raise Refusal(f"--month belongs to --monthly. {self._see_help()}")
        try:
            month_days(opts.month)
        except ValueError:
            raise Refusal(
                f"--month '{opts.month}' is not a month written YYYY-MM. {self._see_help()}"
            ) from None
        if opts.month > dt.datetime.now(dt.UTC).strftime("%Y-%m"):
            raise Refusal(f"--month {opts.month} has not begun. {self._see_help()}")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print the archive's numbers."""
        from crawler.status_view import status_lines

        if opts.expect:
            return self._expect(opts)
        with self.archive() as reader:
            if opts.monthly:
                return self._monthly(reader, opts)
            status = reader.status()
        if opts.json:
            write_json(status)
            return GOOD
        for line in status_lines(status):
            sys.stdout.write(f"{wrapped(line, hanging=HANGING)}\n")
        return GOOD

    def _expect(self, opts: argparse.Namespace) -> int:
        from crawler.expect import judge

        with self.archive() as reader:
            judged = judge(reader.last_good(), opts.expect, dt.datetime.now(dt.UTC))
        if opts.json:
            write_json(judged)
        else:
            sys.stdout.write(f"{judged['line']}\n")
        return GOOD if judged["ok"] else NEEDS_A_PERSON

    def _monthly(self, reader: ArchiveReader, opts: argparse.Namespace) -> int:
        from crawler.monthly import page, problems

        facts = month_facts(reader, opts.month, dt.datetime.now(dt.UTC))
        wrong = problems(facts)
        if opts.json:
            write_json({**facts, "problems": wrong, "ok": not wrong})
        else:
            for line in page(facts):
                sys.stdout.write(f"{line}\n")
        return NEEDS_A_PERSON if wrong else GOOD


def month_facts(reader: ArchiveReader, month: str | None, now: dt.datetime) -> dict[str, Any]:
    """Return what `crawler.monthly` makes its page of.

    Args:
        reader: the archive.
        month: YYYY-MM; None for the last whole one (UTC).
        now: aware.
    """
    from crawler.clock import utc_moment, utc_text
    from crawler.drifting import lasting
    from crawler.monthly import alarms_and_mutes
    from pipelines.archive.reports import month_days

    first = now.astimezone(dt.UTC).date().replace(day=1)
    month = month or (first - dt.timedelta(days=1)).strftime("%Y-%m")
    text = utc_text(now)
    facts = reader.month(month, text)
    end = dt.datetime.combine(dt.date.fromordinal(month_days(month)[1]), dt.time(), dt.UTC)
    last = facts["last_good"]
    stale = None
    if last is not None:
        stale = max((min(end, now) - utc_moment(last["finished_at"])).days, 0)
    alarms, mutes = alarms_and_mutes(reader.watches(text))
    status = reader.status()
    return {
        **facts,
        "began": reader.began(),
        "stale_days": stale,
        "alarms": alarms,
        "mutes": mutes,
        "drifts": lasting(reader.drifts(), [each["bureau"] for each in mutes]),
        "archive": status["path"],
        "bytes": status["bytes"],
        "articles": status["articles"],
        "origin": status["origin"],
        "backup": backup_line(reader.last_backup()),
    }


def backup_line(last: dict[str, Any] | None) -> str | None:
    """Return what is told of the last backup; None when none is known. Pure.

    Args:
        last: of `ArchiveReader.last_backup`.
    """
    if last is None:
        return None
    from crawler.status_view import size

    return (
        f"{last['made_at']}, {size(last['bytes'])}, {last['articles']:,} articles, checked: "
        f"{last['path']}"
    )
