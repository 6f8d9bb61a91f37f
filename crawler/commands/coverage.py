"""`antara coverage`: what is held of each bureau's days, what is missing, and why."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING, Any

from crawler.commands.base import (
    GOOD,
    AntaraCommand,
    Refusal,
    add_json,
    complain,
    day,
    nearest,
    positive,
)
from crawler.terminal import for_a_person, wrapped, write_json, write_rows

if TYPE_CHECKING:
    import argparse

    from pipelines.archive import ArchiveReader

BY = ("day", "month", "year")
MOST_LINES = 20
"""Holes, and runs of missing numbers, that are told unless more are asked for."""


class Command(AntaraCommand):
    """Say what is held and what is missing."""

    summary = "what is held of each bureau's days, what is missing, and why"
    description = (
        "Say of each bureau and month (or day, or year) how many articles are held, how many the "
        "site's listings announced and named, what is still to be asked for, and a verdict: "
        "complete, nothing published, partial, not walked, low, or not over. With --ids the "
        "numbers of each host: which are missing, and when they were likely given out. With "
        "--ways what each way of finding articles finds that no other does. docs/coverage.md "
        "tells how to read it."
    )
    examples = (
        "antara coverage",
        "antara coverage --bureau sumsel --since 2026-01-01 --until 2026-01-31 --by day",
        "antara coverage --ids --bureau sumsel",
        "antara coverage --ways --json",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what is looked at and how it is cut."""
        group = parser.add_argument_group("what to look at")
        group.add_argument(
            "--bureau", metavar="NAME,…", help="only these, by short name: sumsel,bali"
        )
        group.add_argument(
            "--since",
            metavar="DATE",
            type=day,
            help="from this day of the bureau's zone on (default: the first one known)",
        )
        group.add_argument(
            "--until", metavar="DATE", type=day, help="up to this day (default: today)"
        )
        group.add_argument(
            "--by", metavar="STEP", help="day, month or year (default: month; year with --ids)"
        )
        group.add_argument("--ids", action="store_true", help="look at the numbers of each host")
        group.add_argument("--ways", action="store_true", help="look at what finds the articles")
        group.add_argument(
            "--limit",
            metavar="N",
            type=positive,
            help=f"holes, or runs of missing numbers, to tell (default: {MOST_LINES})",
        )
        add_json(parser)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what contradicts itself."""
        super().check(args, opts)
        if opts.ids and opts.ways:
            raise Refusal(f"--ids and --ways are two tables: ask for one. {self._see_help()}")
        if opts.by is not None and opts.by not in BY:
            raise Refusal(
                f"--by {opts.by}: it is one of {', '.join(BY)}.{nearest(opts.by, BY)} "
                + self._see_help()
            )
        tomorrow = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
        if opts.since and opts.since > f"{tomorrow:%Y-%m-%d}":
            raise Refusal(f"--since {opts.since} has not come yet. {self._see_help()}")
        if opts.ways and (opts.since or opts.until or opts.by or opts.limit):
            raise Refusal(f"--ways looks at all that was ever found. {self._see_help()}")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print the table that was asked for."""
        from crawler.clock import utc_text

        now = utc_text(dt.datetime.now(dt.UTC))
        with self.archive() as reader:
            refuse_exported(reader)
            if opts.ways:
                count = self._ways(reader, opts)
            elif opts.ids:
                count = self._ids(reader, opts, now)
            else:
                count = self._days(reader, opts, now)
        if not count:
            complain("The archive holds nothing of that.")
        return GOOD

    def _days(self, reader: ArchiveReader, opts: argparse.Namespace, now: str) -> int:
        from crawler.coverage_view import DAYS, day_cells, hole_lines

        rows = reader.coverage(opts.bureau, opts.since, opts.until, now, opts.by or "month")
        if opts.json:
            return _write(rows)
        found = list(rows)
        if not found:
            return 0
        write_rows(map(day_cells, found), DAYS)
        if for_a_person():
            for line in hole_lines(found, opts.limit or MOST_LINES):
                sys.stdout.write(f"{wrapped(line, hanging='  ')}\n")
        return len(found)

    def _ids(self, reader: ArchiveReader, opts: argparse.Namespace, now: str) -> int:
        from crawler.coverage_view import IDS, RUNS, id_cells, id_lines, run_cells

        most = opts.limit or MOST_LINES
        span = (opts.since, opts.until, now, opts.by or "year")
        reports = reader.ids(opts.bureau, *span, most)
        if opts.json:
            return _write(reports)
        found = list(reports)
        if not found:
            return 0
        if for_a_person():
            write_rows((cells for each in found for cells in id_cells(each)), IDS)
            for line in (line for each in found for line in ("", *id_lines(each))):
                sys.stdout.write(f"{wrapped(line, hanging='  ')}\n")
            sys.stdout.write("\n")
        if any(each["runs"] for each in found):
            write_rows((cells for each in found for cells in run_cells(each)), RUNS)
        return len(found)

    def _ways(self, reader: ArchiveReader, opts: argparse.Namespace) -> int:
        from crawler.coverage_view import WAYS, way_cells

        rows = reader.ways(opts.bureau)
        if opts.json:
            return _write(rows)
        if rows:
            write_rows(map(way_cells, rows), WAYS)
        return len(rows)


def _write(rows: Any) -> int:
    """Write rows as JSON, one line each, as they come; returns how many."""
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 - counts
        write_json(row)
    return count


def refuse_exported(reader: ArchiveReader) -> None:
    """Refuse a file that does not hold what the crawl knows: all would seem never walked.

    Raises:
        Refusal: it was exported.
    """
    from pipelines.archive.derived_columns import EXPORTED

    if reader.derived == EXPORTED:
        raise Refusal(
            f"{reader.path} was exported without what its archive knows of holes. The export's "
            "README.md and manifest.json say how complete it is; or ask the archive itself."
        )
