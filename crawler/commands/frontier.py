"""`antara frontier`: the addresses known, what became of them, and asking again by reason."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from crawler.commands.base import (
    GOOD,
    AntaraCommand,
    Refusal,
    add_json,
    complain,
    nearest,
    one_of,
)
from crawler.terminal import write_json, write_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

STATES = ("pending", "stored", "rejected", "gone", "failed")
SETTLED = ("failed", "rejected", "gone")
HEADINGS = ("BUREAU", "STATE", "REASON", "WANTED BY", "ADDRESSES", "NEXT TRY")
WANTED_BY = {30: "latest", 20: "a list", 10: "backfill", 0: "nobody yet"}


class Command(AntaraCommand):
    """Count the addresses, or put settled ones back."""

    summary = "the addresses known and what became of them; ask again by reason"
    description = (
        "Count the addresses that are known by bureau, state, reason and who wants them. With "
        "--requeue, make settled ones pending again: those that failed, by default, or those of "
        "--state and --reason; the next crawl asks for them. Articles that are held are never "
        "requeued: 'antara crawl revisit' asks for them. Addresses under the key of another "
        "article come back only by --reason key_collision."
    )
    examples = (
        "antara frontier",
        "antara frontier --bureau sumsel --state failed",
        "antara frontier --requeue --reason timeout --dry-run",
        "antara frontier --requeue --state rejected --reason soft_404 --bureau sumsel",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what to look at, and `--requeue`."""
        parser.add_argument(
            "--bureau", metavar="NAME,…", help="only these, by short name: sumsel,bali"
        )
        parser.add_argument(
            "--state", type=state, metavar="STATE", help="pending, stored, rejected, gone, failed"
        )
        parser.add_argument("--reason", metavar="WORD", help="only these, such as timeout")
        parser.add_argument("--requeue", action="store_true", help="make settled ones pending")
        parser.add_argument(
            "--dry-run", action="store_true", help="with --requeue: count, and change nothing"
        )
        add_json(parser)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse to requeue what is not settled."""
        super().check(args, opts)
        if opts.dry_run and not opts.requeue:
            raise Refusal(f"--dry-run goes with --requeue. {self._see_help()}")
        if opts.requeue and opts.state in ("pending", "stored"):
            why = "is to be asked for already" if opts.state == "pending" else "is held"
            raise Refusal(f"--requeue --state {opts.state}: what is {opts.state} {why}.")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Show the counts, or requeue."""
        with self.archive() as reader:
            rows = reader.frontier(opts.bureau)
        rows = [row for row in rows if opts.state in (None, row["state"])]
        if opts.reason is not None:
            known = sorted({row["reason"] for row in rows if row["reason"]})
            if opts.reason not in known:
                guess = nearest(opts.reason, known) or f" There are: {', '.join(known) or 'none'}."
                raise Refusal(f"No address has the reason '{opts.reason}'.{guess}")
            rows = [row for row in rows if row["reason"] == opts.reason]
        if opts.requeue:
            return self._requeue(opts)
        if opts.json:
            for row in rows:
                write_json(row)
            return GOOD
        write_rows((_cells(row) for row in rows), HEADINGS)
        if not rows:
            complain("No address is known.")
        return GOOD

    def _requeue(self, opts: argparse.Namespace) -> int:
        """Put settled addresses back, holding the archive as a crawl does."""
        from crawler.config import archive_path
        from pipelines.archive import ArchiveReader, ArchiveSession

        assert self.settings is not None
        path = archive_path(self.settings)
        states = (opts.state,) if opts.state else SETTLED if opts.reason else ("failed",)
        with ArchiveReader(path) as reader:
            origin = reader.origin
        with ArchiveSession.claim(path, origin) as session:
            if not opts.dry_run:
                session.open()
            done = session.requeue(opts.bureau, states, opts.reason, dry_run=opts.dry_run)
        total = sum(done.values())
        if opts.json:
            counts = [
                {"state": key[0], "reason": key[1] or None, "count": count}
                for key, count in sorted(done.items())
            ]
            write_json({"requeued": 0 if opts.dry_run else total, "found": counts})
            return GOOD
        write_rows(
            ((state, reason or "-", count) for (state, reason), count in sorted(done.items())),
            ("STATE", "REASON", "ADDRESSES"),
        )
        verb = "would be asked for again" if opts.dry_run else "are pending again"
        complain(f"{total} address{'' if total == 1 else 'es'} {verb}.")
        return GOOD


def state(value: str) -> str:
    """Check a state of the command line.

    Raises:
        argparse.ArgumentTypeError: naming the nearest state.
    """
    return one_of(value, STATES)


def _cells(row: dict[str, Any]) -> Sequence[object]:
    wanted = WANTED_BY.get(row["priority"], row["priority"]) if row["state"] == "pending" else "-"
    return (
        row["bureau"],
        row["state"],
        row["reason"] or "-",
        wanted,
        row["count"],
        row["next_try"] or "-",
    )
