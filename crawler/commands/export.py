"""`antara export DIR`: a data set to hand on, with what it says of itself."""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.commands.base import (
    GOOD,
    NEEDS_A_PERSON,
    AntaraCommand,
    Refusal,
    complain,
    read_filters,
    read_named,
    tell_ungrouped,
)
from crawler.export_compare import compare
from crawler.export_options import add_export_options, check_words, fields_of
from crawler.export_since import check_same, folder, has_splits, note_order, plan_since
from crawler.export_verify import verify
from crawler.terminal import write_json
from crawler.withdrawn_view import refuse_unheeded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pipelines.archive import ArchiveReader
    from pipelines.archive.exporting import Snapshot
    from pipelines.archive.splits_kept import SplitKeeper
    from pipelines.exports.run import Plan
    from pipelines.exports.sides import Side


class Command(AntaraCommand):
    """Export a data set."""

    summary = "write articles into files to hand on: JSON Lines, CSV, Parquet, TEI, SQLite"
    description = (
        "Write the articles that pass the filters into files in DIR, sorted by bureau and time, "
        "with README.md and other papers, which say whose they are, what they hold and how they "
        "were made, manifest.json and SHA256SUMS. "
        "DIR must not exist, or be empty; it gets its name when everything is written. A crawl may "
        "go on meanwhile. The texts are ANTARA's and their authors': each row has their copyright "
        "line, their notice, and ai_use. Withdrawn articles are never exported. With --verify "
        "nothing is written: DIR is checked against its manifest. --since-export writes only what "
        "changed since an earlier export, --compare says what changed between DIR and DIR2. "
        "docs/datasets.md has all of it. "
        f"Exit status: {GOOD} good, {NEEDS_A_PERSON} --verify found something wrong."
    )
    words = ("DIR", "[DIR2]")
    examples = (
        "antara export dataset --purpose research",
        "antara export dataset --format parquet,csv --bureau sumsel,bali --since 2026-01-01",
        "antara export dataset --no-text --fields key,url,published_utc,words,text_sha256",
        "antara export dataset --unique story --min-words 100 --compress zstd --shard-size 100000",
        "antara export dataset --search 'banjir -jakarta' --purpose research",
        "antara export dataset --format parquet --splits 90,5,5",
        "antara export --verify dataset",
        "antara export changes --since-export dataset",
        "antara export --compare dataset dataset-later --list",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what `crawler.export_options` has."""
        add_export_options(parser)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse options that contradict each other, and a DIR that may not be written."""
        from pipelines.archive.searched import lacking
        from pipelines.exports.fields import have_text
        from pipelines.exports.folder import check_target

        super().check(args, opts)
        check_words(args, opts, self._see_help())
        if opts.verify or opts.compare:
            return
        if opts.search is not None and (lacks := lacking(opts.search)):
            raise Refusal(f"--search: {lacks}")
        check_target(folder(args[0]))
        if opts.since_export is not None:
            return
        if have_text(fields_of(opts)) and not opts.no_text:
            self._purpose(opts)

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Export, verify or compare, and say what there is."""
        if opts.verify:
            return verify(folder(args[0]), json=opts.json)
        if opts.compare:
            compare([folder(each) for each in args], json=opts.json, listed=opts.list)
            return GOOD
        from crawler.export_view import lines
        from pipelines.archive.copies import note_export
        from pipelines.exports.errors import NothingNew
        from pipelines.exports.folder import being_made
        from pipelines.exports.run import refuse_derived
        from pipelines.exports.sides import opened

        target = folder(args[0])
        earlier = None if opts.since_export is None else opened(folder(opts.since_export))
        with_splits = opts.splits is not None or has_splits(earlier)
        with self._keeper(with_splits) as keeper, self.archive() as reader:
            if earlier is not None:
                check_same(earlier, reader)
            plan = (
                self._plan(opts, reader) if earlier is None else self._again(earlier, opts, reader)
            )
            refuse_derived(reader.derived, plan)
            refuse_unheeded(reader)
            try:
                with being_made(target) as part:
                    if not reader.derived:  # else it stands in an export, which is no place to note
                        # Already now: a process that is killed may leave the folder, or half of it.
                        note_export(reader.path, target)
                    with reader.snapshot() as snapshot:
                        note = keeper.note if keeper else ignored
                        made = self._export(snapshot, plan, part, earlier, note)
                    if opts.unique == "story" or keeper:
                        tell_ungrouped(reader)
                    if keeper:
                        reader.close()  # else what is kept would stay in the archive's log
                        keeper.keep()
            except NothingNew as nothing:
                complain(f"{nothing} No folder was written.")
                if opts.json:
                    write_json({"folder": None, "rows": 0})
                return GOOD
        if opts.json:
            write_json({"folder": str(target), **made})
        else:
            sys.stdout.writelines(f"{line}\n" for line in lines(target, made))
        return GOOD

    def _export(
        self,
        snapshot: Snapshot,
        plan: Plan,
        part: Path,
        earlier: Side | None,
        note: Callable[[Iterable[Any]], None],
    ) -> dict[str, Any]:
        from crawler import __version__
        from crawler.interrupts import Interrupts
        from crawler.steady import Steady
        from pipelines.exports.run import export
        from pipelines.exports.since import Since
        from pipelines.exports.versions import versions

        for said in snapshot.search_notes(plan.choice):
            complain(said)
        made_with = versions(__version__, plan)
        # Nobody sees the number but whoever looks at the bar.
        total = snapshot.count(plan.choice) if sys.stderr.isatty() else None
        with ExitStack() as stack:
            since = None
            if earlier is not None:
                note_order(earlier, snapshot.facts()["last_run"])
                since = Since(earlier, snapshot.withdrawn(plan.choice), part)
                stack.callback(since.give_up)
            interrupts = stack.enter_context(Interrupts())
            bar = stack.enter_context(Steady("articles", total))

            def tick(done: int) -> None:
                if interrupts.asked:
                    raise KeyboardInterrupt
                bar.at(done)

            return export(snapshot, plan, part, made_with, tick, since=since, note=note)

    def _again(self, earlier: Side, opts: argparse.Namespace, reader: ArchiveReader) -> Plan:
        from crawler.commands.permission import today

        return plan_since(earlier, opts, reader, today())

    @contextmanager
    def _keeper(self, with_splits: bool) -> Iterator[SplitKeeper | None]:
        """Yield what keeps the splits, where there are to be some."""
        if not with_splits:
            yield None
            return
        from crawler.config import archive_path
        from pipelines.archive.splits_kept import keeping

        assert self.settings is not None
        with keeping(archive_path(self.settings)) as keeper:
            yield keeper

    def _plan(self, opts: argparse.Namespace, reader: ArchiveReader) -> Plan:
        from crawler.commands.permission import today
        from pipelines.archive.export_walk import Choice
        from pipelines.exports.formats import Style
        from pipelines.exports.rows import Shape
        from pipelines.exports.run import Plan

        shape = Shape(fields_of(opts), reader.origin, not opts.no_text, not opts.no_dateline)
        return Plan(
            formats=opts.format or ("jsonl",),
            choice=Choice(
                read_named(opts, read_filters(opts), reader),
                opts.min_words or 0,
                opts.unique or None,
                opts.revisions or "latest",
                opts.search,
                opts.splits,
            ),
            shape=shape,
            style=Style(opts.compress or "none", opts.raw_csv, opts.shard_size),
            purpose=self._purpose(opts) if shape.has_text else None,
            today=today(),
        )

    def _purpose(self, opts: argparse.Namespace) -> str:
        """Return what the texts are for.

        Raises:
            Refusal: nobody has said it.
        """
        found = opts.purpose or str(self.setting("PURPOSE") or "").strip()
        if not found:
            raise Refusal(
                "PURPOSE is empty: say what the texts are for, once. Put a line such as purpose = "
                '"research" into antara.toml beside the archive, above the first [block] (or '
                '"personal", "newsroom", "ai-training"), or add --purpose research; --no-text '
                "needs none. docs/rights.md says what each means."
            )
        return found


def ignored(_: Iterable[object]) -> None:
    """Keep nothing: there are no splits."""
