"""The options that several commands have, under the same names and with the same checks."""

from __future__ import annotations

import argparse
import datetime as dt
import difflib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.archive import ArchiveReader, Filters

KINDS = ("article", "photo", "video")
UNIQUE = ("text", "story")


def add_filters(parser: argparse.ArgumentParser, *, json: bool = True) -> None:
    """Add the filters that every command over articles understands, under the same names.

    Args:
        parser: the command's parser.
        json: whether to add `--json` too.
    """
    group = parser.add_argument_group("filters (days are days of the bureau's zone, both included)")
    group.add_argument(
        "--bureau",
        metavar="NAME,…",
        help="only these, by short name: sumsel,bali",
    )
    group.add_argument("--since", metavar="DATE", type=day, help="from this day on: 2026-01-31")
    group.add_argument("--until", metavar="DATE", type=day, help="up to this day")
    group.add_argument("--kind", type=kind, metavar="KIND", help="article, photo or video")
    group.add_argument(
        "--layout", metavar="NAME", type=layout, help="only those read by this layout: generic"
    )
    if json:
        add_json(parser)


NAMED = ("reporter", "section", "place")
"""Filters by a name as articles print it; the archive knows which there are."""


def add_named(parser: argparse.ArgumentParser) -> None:
    """Add the filters by a name that articles print. Capitals and accents do not matter."""
    group = parser.add_argument_group("filters by name (capitals and accents do not matter)")
    group.add_argument("--reporter", metavar="NAME", help="only what this person wrote or took")
    group.add_argument("--section", metavar="NAME", help="only of this section of the site")
    group.add_argument(
        "--place", metavar="NAME", help='only from here, by the place before "(ANTARA) -"'
    )


def read_named(opts: argparse.Namespace, filters: Filters, reader: ArchiveReader) -> Filters:
    """Add to the filters the names that the options of `add_named` mean.

    Raises:
        Refusal: the archive has no such name; with the nearest one.
    """
    from dataclasses import replace

    from crawler.commandline import Refusal
    from crawler.terminal import printable

    found: dict[str, list[str]] = {}
    for what in NAMED:
        typed = getattr(opts, what)
        if typed is None:
            continue
        names = reader.held_names(what, typed)
        if not names:
            near = reader.nearest_name(what, typed)
            hint = f" Did you mean '{printable(near)}'?" if near else ""
            raise Refusal(f"The archive has no {what} '{printable(typed)}'.{hint}")
        found[what] = names
    return replace(
        filters,
        reporters=found.get("reporter"),
        sections=found.get("section"),
        places=found.get("place"),
    )


def add_unique(parser: argparse.ArgumentParser) -> None:
    """Add `--unique`, for commands that show articles to a reader."""
    parser.add_argument(
        "--unique",
        metavar="WHAT",
        type=unique,
        help=(
            "text or story: of equal texts, or of a story that bureaus share, only the earliest "
            "(none)"
        ),
    )


def note_ungrouped(opts: argparse.Namespace, reader: ArchiveReader) -> None:
    """Say with `--unique story` how many articles may be copies that nobody has looked for yet."""
    if opts.unique == "story":
        tell_ungrouped(reader)


def tell_ungrouped(reader: ArchiveReader) -> None:
    """Say how many articles wait to be grouped into stories, if any do."""
    from crawler.commandline import complain
    from crawler.terminal import counted

    if waiting := reader.ungrouped():
        complain(f"Not grouped yet: {counted(waiting, 'article')}; each crawl groups some.")


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add `--json`, for a program to read instead of a person."""
    parser.add_argument("--json", action="store_true", help="print JSON, for a program to read")


def read_filters(opts: argparse.Namespace, *, limit: int | None = None) -> Filters:
    """Make the archive's filters of the options that `add_filters` added.

    Args:
        opts: the options, already validated by their types.
        limit: the most articles wanted; None for all.
    """
    from pipelines.archive import Filters

    return Filters(
        bureaus=tuple(opts.bureau) if opts.bureau else None,
        since=opts.since,
        until=opts.until,
        kind=opts.kind,
        layout=opts.layout,
        limit=limit,
    )


def day(value: str) -> str:
    """Check a day of the command line and return it as YYYY-MM-DD.

    Raises:
        argparse.ArgumentTypeError: for anything else, impossible days included.
    """
    try:
        found = dt.datetime.strptime(value, "%Y-%m-%d")  # noqa: DTZ007 - a day has no zone
    except ValueError:
        found = None
    if found is None or found.strftime("%Y-%m-%d") != value:
        raise argparse.ArgumentTypeError(
            f"'{value}' is no day of the calendar"
            if re.fullmatch(r"\d{4}-\d\d-\d\d", value)
            else f"'{value}' is not a day written YYYY-MM-DD"
        )
    return value


def one_of(value: str, known: Iterable[str]) -> str:
    """Check that a word of the command line is one of those that are known.

    Raises:
        argparse.ArgumentTypeError: naming the nearest.
    """
    known = tuple(known)
    if value not in known:
        raise argparse.ArgumentTypeError(
            f"'{value}' is none of {', '.join(known)}.{nearest(value, known)}".rstrip(".")
        )
    return value


def several(value: str, known: Iterable[str]) -> tuple[str, ...]:
    """Check words separated by commas; returns each once.

    Raises:
        argparse.ArgumentTypeError: for an unknown one, also for none, naming the nearest.
    """
    known = tuple(known)
    return tuple(dict.fromkeys(one_of(each.strip(), known) for each in value.split(",")))


def kind(value: str) -> str:
    """Check a kind of the command line.

    Raises:
        argparse.ArgumentTypeError: naming the nearest kind.
    """
    return one_of(value, KINDS)


def unique(value: str) -> str:
    """Check what `--unique` is to show once; "" for none, as without the option.

    Raises:
        argparse.ArgumentTypeError: naming the nearest.
    """
    return "" if value == "none" else one_of(value, (*UNIQUE, "none"))


def capture_kinds(value: str) -> tuple[str, ...]:
    """Check kinds of captures of the command line, separated by commas.

    Raises:
        argparse.ArgumentTypeError: naming the nearest kind.
    """
    from pipelines.archive.tokens import CAPTURE_KINDS

    return several(value, CAPTURE_KINDS)


def layout(value: str) -> str:
    """Check the name of a layout of the command line.

    Raises:
        argparse.ArgumentTypeError: naming the nearest one.
    """
    from crawler.layouts.known import LAYOUT_NAMES

    return one_of(value, LAYOUT_NAMES)


def positive(value: str) -> int:
    """Check a number of the command line that counts something.

    Raises:
        argparse.ArgumentTypeError: for anything but a whole number above 0.
    """
    if not (value.isascii() and value.isdigit() and int(value) > 0):
        raise argparse.ArgumentTypeError(f"'{value}' is not a whole number above 0")
    return int(value)


def bureau_names(value: str) -> list[str]:
    """Return the short names of `--bureau sumsel,bali`.

    Raises:
        UnknownBureau: naming the nearest bureau.
    """
    from crawler.bureaus import choose_bureaus

    return [bureau.name for bureau in choose_bureaus(value)]


def nearest(word: str, known: Iterable[str]) -> str:
    """Return " Did you mean 'bali'?" for a word that is nearly a known one, else "".

    >>> nearest("--buraeu", ["--bureau", "--since"])
    " Did you mean '--bureau'?"
    >>> nearest("--x", ["--bureau"])
    ''
    """
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Did you mean '{found[0]}'?" if found else ""


def add_page_address(parser: argparse.ArgumentParser) -> None:
    """Add `--url`, the address of a page that is read from a file."""
    parser.add_argument(
        "--url",
        metavar="URL",
        help="the address of a page in a file; by default its canonical one",
    )


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """Add `--jobs`; None stands for as many as there are cores."""
    parser.add_argument(
        "--jobs",
        type=positive,
        metavar="N",
        help="processes that read pages; as many as there are cores by default",
    )
