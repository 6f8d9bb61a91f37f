"""`antara captures`: what the kept answers take, and giving some of them up."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from crawler.commands.base import (
    GOOD,
    NEEDS_A_PERSON,
    AntaraCommand,
    Refusal,
    add_json,
    capture_kinds,
    complain,
    day,
)
from crawler.terminal import write_json, write_rows

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.archive.captures_choice import Choice

HEADINGS = ("KIND", "MONTH", "ANSWERS", "OF THEM REVISITS", "BYTES")


class Command(AntaraCommand):
    """Measure the captures, or prune them."""

    summary = "what the kept answers take by kind and month; give some of them up"
    description = (
        "Say what the answers that were kept take on the disk, by kind and month, an article, and "
        "what compressing leaves. With --prune, give some up by kind or age: their records are "
        "taken out of the WARC files, all others are copied byte for byte. An answer that an "
        "article or a revision was read from stays, unless its kind is named and --with-articles "
        "is; one whose body a later, unchanged answer refers to stays as long as that one does. No "
        f"article is ever changed. Exit status: {GOOD} good, {NEEDS_A_PERSON} a damaged file was "
        "left as it is."
    )
    examples = (
        "antara captures",
        "antara captures --prune --kind listing,feed --dry-run",
        "antara captures --prune --kind listing,feed --before 2026-06-01",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what to tell, what to give up, and `--json`."""
        parser.add_argument(
            "--status", action="store_true", help="say what they take (the default)"
        )
        parser.add_argument("--prune", action="store_true", help="give answers up for good")
        parser.add_argument(
            "--kind",
            metavar="KIND,…",
            type=capture_kinds,
            help="with --prune: only these: article, feed, listing, sitemap, robots, other",
        )
        parser.add_argument(
            "--before",
            metavar="DATE",
            type=day,
            help="with --prune: only those of days before this one (UTC)",
        )
        parser.add_argument(
            "--with-articles",
            action="store_true",
            help="with --prune --kind: also those that articles and revisions were read from",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="with --prune: count, and change nothing"
        )
        add_json(parser)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what would give up more than was meant."""
        super().check(args, opts)
        if opts.prune and opts.status:
            raise Refusal(f"--status and --prune are two things: ask for one. {self._see_help()}")
        if not opts.prune:
            for name in ("kind", "before", "with_articles", "dry_run"):
                if getattr(opts, name):
                    option = name.replace("_", "-")
                    raise Refusal(f"--{option} goes with --prune. {self._see_help()}")
            return
        if not opts.kind and not opts.before:
            raise Refusal(
                "--prune needs --kind or --before: it gives answers up for good. "
                + self._see_help()
            )
        if opts.with_articles and not opts.kind:
            raise Refusal(
                "--with-articles needs --kind: name the answers that articles may lose. "
                + self._see_help()
            )

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Tell what is kept, what would go, or what went."""
        if opts.prune:
            from pipelines.archive.captures_choice import Choice

            choice = Choice(opts.kind or (), opts.before, opts.with_articles)
            return self._dry_run(choice, opts) if opts.dry_run else self._prune(choice, opts)
        from crawler.captures_view import facts, status_lines

        with self.archive() as reader:
            erased = [each for each in reader.tombstones() if each.erased_at is not None]
            told = facts(reader.captures, reader.path.parent)
        told |= {"erased_articles": len(erased), "erased_answers": sum(e.answers for e in erased)}
        if opts.json:
            write_json(told)
            return GOOD
        write_rows(_cells(told["months"]), HEADINGS)
        for line in status_lines(told):
            complain(line)
        return GOOD

    def _dry_run(self, choice: Choice, opts: argparse.Namespace) -> int:
        from crawler.status_view import size
        from crawler.terminal import counted

        with self.archive() as reader:
            rows, kept = reader.captures.prunable(choice)
        total, count = sum(row[3] for row in rows), sum(row[2] for row in rows)
        by_kind: dict[str, list[int]] = {}
        for _, kind, records, taken in rows:
            found = by_kind.setdefault(kind, [0, 0])
            found[0] += records
            found[1] += taken
        if opts.json:
            found_kinds = {
                kind: {"records": each[0], "bytes": each[1]} for kind, each in by_kind.items()
            }
            write_json(
                {"dry_run": True, "records": count, "bytes": total, "needed": kept}
                | {"files": len({row[0] for row in rows}), "kinds": found_kinds}
            )
            return GOOD
        write_rows(((kind, *each) for kind, each in by_kind.items()), ("KIND", "ANSWERS", "BYTES"))
        complain(
            f"{counted(count, 'answer')} would be given up ({size(total)}); "
            f"{counted(kept, 'answer')} chosen would stay, because something needs them."
        )
        return GOOD

    def _prune(self, choice: Choice, opts: argparse.Namespace) -> int:
        from crawler.captures.prune import clean, prune
        from crawler.captures.rejoining import rejoin
        from crawler.captures_view import pruned_lines
        from crawler.config import archive_path
        from pipelines.archive.captures_prune import pruning

        assert self.settings is not None
        path: Path = archive_path(self.settings)
        complain(f"Archive: {path}")
        with pruning(path) as held:
            removed = clean(held)
            if removed:
                complain(f"A prune had been interrupted; {removed} was left over and is removed.")
            for note in rejoin(held):
                complain(note)
            done = prune(held, choice)
        if opts.json:
            names = ("records", "rewritten", "deleted", "bytes_before", "bytes_after", "refused")
            write_json({"dry_run": False, **{name: getattr(done, name) for name in names}})
        else:
            for line in pruned_lines(done):
                sys.stdout.write(f"{line}\n")
        if done.records:
            complain("Older backups name the old files: make a new one with 'antara backup'.")
        return NEEDS_A_PERSON if done.refused else GOOD


def _cells(months: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    cells: dict[tuple[str, str], list[int]] = {}
    for each in months:
        found = cells.setdefault((each["kind"], each["month"]), [0, 0, 0])
        found[0] += each["records"]
        found[1] += each["records"] if each["record"] == "revisit" else 0
        found[2] += each["bytes"]
    return [(*key, *found) for key, found in cells.items()]
