"""`antara export --since-export`: with what arguments it is made, and what it says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.commandline import Refusal, complain
from crawler.export_words import HEADINGS, argument, reason
from crawler.options import NAMED
from crawler.terminal import printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from pipelines.archive import ArchiveReader
    from pipelines.exports.run import Plan
    from pipelines.exports.sides import Side

TAKEN = (
    *("purpose", "min_words", "unique", "search", "revisions", "since", "until", "kind", "layout"),
)
"""Options whose values an earlier export notes as they are, under the same names."""


def add_changes(parser: argparse.ArgumentParser) -> None:
    """Add the options that are about two exports."""
    group = parser.add_argument_group("two exports")
    group.add_argument(
        "--since-export",
        metavar="EARLIER",
        help=(
            "only what is new, revised or read anew since this export was made, with a list of "
            "what is there no more; takes its filters, fields, formats and purpose"
        ),
    )
    group.add_argument(
        "--compare",
        action="store_true",
        help="say what became of each article between the exports DIR and DIR2; write nothing",
    )
    group.add_argument(
        "--list", action="store_true", help="with --compare, name each article that changed"
    )


def folder(name: str) -> Path:
    """Return a folder that was named, as an absolute path."""
    return Path(name).expanduser().absolute()


def has_splits(earlier: Side | None) -> bool:
    """Return whether an earlier export has splits; its manifest may be damaged."""
    asked = earlier.facts["arguments"] if earlier is not None else None
    return isinstance(asked, dict) and bool(asked.get("splits"))


def check_same(earlier: Side, reader: ArchiveReader) -> None:
    """Refuse an earlier export that is of another archive.

    Raises:
        Refusal: naming both.
    """
    of = earlier.facts["archive"]["archive_id"]
    if earlier.facts["origin"] != reader.origin or of != reader.archive_id:
        raise Refusal(
            f"{earlier.folder} was made of another archive ({earlier.facts['origin']}, "
            f"{printable(of)}) than {reader.path} ({reader.origin}, {reader.archive_id}): what "
            "changed since cannot be told. Export all of it, or name the archive with "
            "-s ARCHIVE_PATH=…"
        )


def plan_since(earlier: Side, opts: argparse.Namespace, reader: ArchiveReader, today: str) -> Plan:
    """Return the plan of an earlier export, its files in the form that is asked for now.

    Raises:
        ExportRefused: it cannot be repeated.
        Refusal: an option says otherwise than it.
    """
    from pipelines.exports.again import plan_again
    from pipelines.exports.formats import fitting

    plan = plan_again(earlier, today)
    was = plan.choice.filters
    # Spellings that came since are meant, too.
    names = {
        what: reader.held_names(what, spelt[0]) or spelt
        for what in NAMED
        if (spelt := getattr(was, f"{what}s"))
    }
    filters = replace(
        was,
        reporters=names.get("reporter"),
        sections=names.get("section"),
        places=names.get("place"),
    )
    plan = replace(plan, choice=replace(plan.choice, filters=filters))
    for option, asked in _contradictions(plan, opts, reader):
        shown = option.replace("_", "-")
        raise Refusal(
            f"--{shown} is not what {earlier.folder} was exported with ({argument(asked)}): with "
            f"--since-export leave it out, since the two exports have to fit. Without "
            "--since-export all is exported anew."
        )
    formats = opts.format or plan.formats
    style = fitting(formats, plan.style)
    return replace(
        plan,
        formats=formats,
        style=replace(
            style,
            packing=opts.compress or style.packing,
            raw_csv=opts.raw_csv or style.raw_csv,
            shard_size=opts.shard_size or style.shard_size,
        ),
    )


def _contradictions(
    plan: Plan, opts: argparse.Namespace, reader: ArchiveReader
) -> Iterator[tuple[str, Any]]:
    from pipelines.exports.fields import chosen

    asked = plan.as_dict()
    for option in TAKEN:
        given = getattr(opts, option)
        if given is not None and (given or None) != asked.get(option):
            yield option, asked.get(option)
    if opts.splits is not None and list(opts.splits.as_tuple()) != asked.get("splits"):
        yield "splits", asked.get("splits")
    if opts.bureau and set(opts.bureau) != set(asked.get("bureaus") or ()):
        yield "bureau", asked.get("bureaus")
    for what in NAMED:
        typed, was = getattr(opts, what), asked.get(f"{what}s")
        if typed is not None and sorted(reader.held_names(what, typed)) != sorted(was or ()):
            yield what, was
    if opts.fields is not None:
        with_splits = plan.choice.shares is not None
        chosen_now = chosen(opts.fields, with_text=asked["text"], with_splits=with_splits)
        fields = [each.name for each in chosen_now]
        if fields != asked["fields"]:
            yield "fields", asked["fields"]
    if opts.no_text and asked["text"]:
        yield "no_text", "text"
    if opts.no_dateline and asked["dateline"]:
        yield "no_dateline", "datelines"


def note_order(earlier: Side, last_run: Mapping[str, Any] | None) -> None:
    """Say that an archive is older than the export, as one that was restored is."""
    from pipelines.archive.overview import as_of

    now = as_of(last_run)
    if now and earlier.as_of and now < earlier.as_of:
        complain(
            f"{earlier.folder} is of a later state of this archive ({earlier.as_of}) than it is in "
            f"now ({now}): what came between counts as gone."
        )


def since_lines(made: Mapping[str, Any]) -> Iterator[str]:
    """Yield what an export of changes has, and what is there no more."""
    since = made["since_export"]
    done = [
        f"{since['changes'][kind]:,} {'new' if kind == 'added' else heading}"
        for kind, heading in HEADINGS.items()
        if kind != "same" and since["changes"].get(kind)
    ]
    yield f"Since that export: {', '.join(done) or 'nothing new'}."
    gone = [
        f"{count:,} {reason('left', why, count=count)}" for why, count in since["no_longer"].items()
    ]
    if gone:
        yield f"There no more, see no-longer.csv: {'; '.join(gone)}."
