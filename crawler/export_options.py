"""The options of `antara export`, what their words may be, and which contradict each other."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from crawler.commandline import Refusal, complain
from crawler.export_since import add_changes
from crawler.options import add_filters, add_named, add_unique, one_of, positive, several

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.archive.splitting import Shares
    from pipelines.exports.fields import Field

REVISIONS: Final = ("latest", "all")
ABOUT_ROWS: Final = (
    *("search", "format", "fields", "purpose", "min_words", "shard_size", "unique", "revisions"),
    *("compress", "splits", "no_text", "no_dateline", "raw_csv", "bureau", "since", "until"),
    *("kind", "layout", "reporter", "section", "place", "since_export"),
)
"""Options that say what to write: of no use where nothing is written."""


def add_export_options(parser: argparse.ArgumentParser) -> None:
    """Add the filters, the formats, what a row has, and what is done with exports that stand."""
    parser.add_argument(
        "--format",
        metavar="NAME,…",
        type=formats,
        help="jsonl, csv, parquet, tei, sqlite: one or several (jsonl)",
    )
    parser.add_argument(
        "--purpose",
        metavar="WHAT",
        type=purpose,
        help=(
            "what the texts are for: personal, research, newsroom or ai-training; by default "
            "the setting PURPOSE"
        ),
    )
    add_filters(parser)
    add_named(parser)
    add_unique(parser)
    parser.add_argument(
        "--search",
        metavar="QUERY",
        help="only what answers to this, as 'antara search' understands it (docs/search.md)",
    )
    parser.add_argument(
        "--min-words", metavar="N", type=positive, help="only texts of at least so many words"
    )
    group = parser.add_argument_group("what is in a row")
    group.add_argument(
        "--fields", metavar="NAME,…", type=words, help="only these (docs/datasets.md lists all)"
    )
    group.add_argument(
        "--revisions",
        metavar="WHICH",
        type=revisions,
        help="latest, or all: a row for each state that an article had (latest)",
    )
    group.add_argument(
        "--no-text",
        action="store_true",
        help="no sentence of an article: addresses, digests, lengths, titles, particulars",
    )
    group.add_argument(
        "--no-dateline", action="store_true", help='texts without "Place (ANTARA) - "'
    )
    group = parser.add_argument_group("the files")
    group.add_argument(
        "--compress",
        metavar="HOW",
        type=packing,
        help="gzip or zstd, for jsonl, csv and tei (none; Parquet is always packed with zstd)",
    )
    group.add_argument(
        "--shard-size", metavar="N", type=positive, help="a new file after so many rows"
    )
    group.add_argument(
        "--splits",
        metavar="N,N,N",
        type=shares,
        help=(
            "files for train, validation and test: so many per cent of the stories each, such "
            "as 90,5,5; the archive keeps which story went where"
        ),
    )
    group.add_argument(
        "--raw-csv",
        action="store_true",
        help="CSV with texts as they are, also those that a spreadsheet would run as formulas",
    )
    parser.add_argument(
        "--verify", action="store_true", help="check DIR against its manifest; write nothing"
    )
    add_changes(parser)


def check_words(args: list[str], opts: argparse.Namespace, see_help: str) -> None:
    """Refuse options that contradict each other, and folders too few or too many.

    Args:
        args: the folders.
        opts: the options.
        see_help: where more is said.

    Raises:
        Refusal: naming the option.
    """
    for flag in ("verify", "compare"):
        if getattr(opts, flag):
            _refuse_beside(f"--{flag}", opts, see_help)
    if len(args) != 1 + opts.compare:
        raise Refusal(
            f"--compare takes two exports, DIR and DIR2. {see_help}"
            if opts.compare
            else f"Surplus word '{args[1]}': only --compare takes two. {see_help}"
        )
    if opts.list and not opts.compare:
        raise Refusal(f"--list is for --compare. {see_help}")
    if opts.no_text and opts.no_dateline:
        raise Refusal(
            "--no-dateline is about texts, and --no-text leaves all of them out: leave one of the "
            f"two out. {see_help}"
        )
    if opts.no_text and opts.purpose:
        complain("--no-text: no text leaves, so that --purpose says nothing here.")
    # With --since-export the formats can be those of the earlier export.
    asked_for = opts.format or (("jsonl",) if opts.since_export is None else None)
    if asked_for is not None:
        _refuse_idle(asked_for, opts, see_help)


def _refuse_idle(asked_for: Sequence[str], opts: argparse.Namespace, see_help: str) -> None:
    """Refuse what would do nothing for any of the formats that are asked for."""
    if opts.raw_csv and "csv" not in asked_for:
        raise Refusal(f"--raw-csv is about CSV, which is not among the formats. {see_help}")
    if opts.compress == "gzip" and set(asked_for) == {"parquet"}:
        raise Refusal(
            "--compress gzip does nothing for Parquet, which is always packed with zstd. "
            + see_help
        )


def _refuse_beside(flag: str, opts: argparse.Namespace, see_help: str) -> None:
    given = [name for name in ABOUT_ROWS if getattr(opts, name)]
    given += ["compare"] if flag == "--verify" and opts.compare else []
    if given:
        other = f"--{given[0].replace('_', '-')}"
        raise Refusal(
            f"{flag} reads what is there, and {other} says what to write: leave one out. {see_help}"
            if given[0] in ABOUT_ROWS
            else f"{flag} and {other} are two questions: ask one. {see_help}"
        )


def fields_of(opts: argparse.Namespace) -> tuple[Field, ...]:
    """Return the fields that are asked for.

    Raises:
        ExportRefused: see `fields.chosen`.
    """
    from pipelines.exports.fields import chosen

    with_splits = opts.splits is not None
    return chosen(opts.fields, with_text=not opts.no_text, with_splits=with_splits)


def words(value: str) -> tuple[str, ...]:
    """Return names separated by commas, each once; () where there is none."""
    return tuple(dict.fromkeys(each for each in map(str.strip, value.split(",")) if each))


def formats(value: str) -> tuple[str, ...]:
    """Check `--format`.

    Raises:
        argparse.ArgumentTypeError: naming the nearest.
    """
    from pipelines.exports.formats import FORMATS

    return several(value, FORMATS)


def purpose(value: str) -> str:
    """Check `--purpose`.

    Raises:
        argparse.ArgumentTypeError: naming the nearest.
    """
    from pipelines.exports.rights import PURPOSES

    return one_of(value, PURPOSES)


def revisions(value: str) -> str:
    """Check `--revisions`.

    Raises:
        argparse.ArgumentTypeError: naming the nearest.
    """
    return one_of(value, REVISIONS)


def shares(value: str) -> Shares:
    """Check `--splits`.

    Raises:
        argparse.ArgumentTypeError: it is not three shares that make 100.
    """
    from pipelines.archive.splitting import Shares

    try:
        train, validation, test = (int(each) for each in value.split(","))
        return Shares(train, validation, test)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"'{value}' is not three whole numbers that make 100 together: train, validation and "
            "test, such as 90,5,5"
        ) from None


def packing(value: str) -> str:
    """Check `--compress`.

    Raises:
        argparse.ArgumentTypeError: naming the nearest.
    """
    from pipelines.exports.sink import ENDINGS

    return one_of(value, ENDINGS)
