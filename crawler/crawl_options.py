"""The options of `antara crawl`: which spider understands which, and what contradicts itself."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawler.options import day, nearest, positive

if TYPE_CHECKING:
    from collections.abc import Callable

WAYS = ("indeks", "terkini", "section", "tag", "search", "sitemap")
"""The words of `--ways`; a test holds them equal to `crawler.courses.planning.Way`."""
CHOICES = ", ".join(way for way in WAYS if way != "search")
"""What a person may choose; the search has an option of its own, because it needs words."""


@dataclass(frozen=True, slots=True)
class Intent:
    """One spider, as a person chooses it."""

    name: str
    summary: str
    options: tuple[str, ...]
    """The options that it understands besides those of all."""
    needs_listings: bool = True
    """Whether a bureau without listings has nothing for it."""


FOR_ALL = ("bureau", "max_requests", "max_minutes")
INTENTS = {
    intent.name: intent
    for intent in (
        Intent("latest", "what is new since the last good run", ("since", "pages")),
        Intent(
            "backfill",
            "the past: the listings of the days from --since to --until, or those of --query",
            ("since", "until", "ways", "query", "anew", "yes", "estimate"),
        ),
        Intent(
            "gaps",
            "what 'antara coverage' shows to be missing of the days that were ever asked for",
            ("since", "until"),
            needs_listings=False,
        ),
        Intent(
            "revisit",
            "held articles whose time has come: are they still there, and still so?",
            (),
            needs_listings=False,
        ),
        Intent(
            "urls",
            "the addresses or keys of a FILE, one a line; - is standard input",
            (),
            needs_listings=False,
        ),
    )
}

_READERS: dict[str, Callable[[str], Any]] = {}
"""How `-a NAME=VALUE` is read, by name: the same as `--NAME VALUE`."""


def minutes(value: str) -> float:
    """Check a number of minutes.

    Raises:
        argparse.ArgumentTypeError: for anything but a number above 0.
    """
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not 0 < number < 1e6:
        raise argparse.ArgumentTypeError(f"'{value}' is not a number of minutes above 0")
    return number


def ways(value: str) -> str:
    """Check `--ways`: words separated by commas.

    Raises:
        argparse.ArgumentTypeError: naming the nearest way.
    """
    words = [word.strip() for word in value.split(",") if word.strip()]
    for word in words:
        if word not in WAYS:
            guess = nearest(word, WAYS).rstrip(".")
            raise argparse.ArgumentTypeError(f"'{word}' is none of {CHOICES}.{guess}")
    if not words:
        raise argparse.ArgumentTypeError(f"no way is named: some of {CHOICES}")
    if "search" in words:
        raise argparse.ArgumentTypeError("search needs words: give them with --query instead")
    return ",".join(dict.fromkeys(words))


def query(value: str) -> str:
    """Check `--query`.

    Raises:
        argparse.ArgumentTypeError: when there is no word in it.
    """
    if not any(sign.isalnum() for sign in value):
        raise argparse.ArgumentTypeError("there is no word in it")
    return " ".join(value.split())


_READERS |= {
    "bureau": str,
    "since": day,
    "until": day,
    "pages": positive,
    "ways": ways,
    "query": query,
    "max_requests": positive,
    "max_minutes": minutes,
}


def add_crawl_options(parser: argparse.ArgumentParser) -> None:
    """Add what a crawl may be told; `check_crawl_options` says what belongs to which spider."""
    group = parser.add_argument_group("crawl")
    group.add_argument("--bureau", metavar="NAME,…", help="only these, by short name: sumsel,bali")
    group.add_argument(
        "--since",
        metavar="DATE",
        type=day,
        help="latest: walk back to this day of the bureau's zone instead (with --pages to"
        " whichever comes first); backfill, gaps: the first day (gaps: "
        "default the first one ever asked for)",
    )
    group.add_argument(
        "--until", metavar="DATE", type=day, help="backfill, gaps: the last day (default: today)"
    )
    group.add_argument(
        "--pages",
        metavar="N",
        type=positive,
        help="latest: walk so many listing pages of each bureau instead, however far back they"
        " reach",
    )
    group.add_argument(
        "--ways",
        metavar="WAY,…",
        type=ways,
        help="backfill: only these listings: indeks, terkini, section, tag, sitemap (default: all"
        " but tag)",
    )
    group.add_argument(
        "--query",
        metavar="WORDS",
        type=query,
        help="backfill: only what the bureaus' own search finds for these words",
    )
    group.add_argument(
        "--anew", action="store_true", help="backfill: walk also what was walked already"
    )
    group.add_argument(
        "--estimate", action="store_true", help="backfill: print the estimate and do no more"
    )
    group.add_argument("--yes", action="store_true", help="backfill: do not ask, go on")
    group.add_argument(
        "--max-requests",
        metavar="N",
        type=positive,
        help="end in order after so many requests, robots.txt and repetitions included",
    )
    group.add_argument(
        "--max-minutes", metavar="N", type=minutes, help="end in order after so many minutes"
    )
    group.add_argument(
        "--origin",
        choices=("live", "sample"),
        default="live",
        metavar="live|sample",
        help="what the articles are: 'sample' for invented ones, kept in an archive of their"
        " own (default: live)",
    )
    group.add_argument(
        "--append",
        metavar="FILE",
        help="add the summary to this file as one line of JSON, for a monitor",
    )
    group.add_argument(
        "-a",
        dest="spargs",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="the same as --NAME VALUE, as Scrapy writes it",
    )


def take_pair(pair: str, opts: argparse.Namespace) -> None:
    """Take `-a name=value` for `--name value`.

    Raises:
        ValueError: saying what is wrong with it.
    """
    name, equals, value = pair.partition("=")
    if not equals:
        raise ValueError(f"-a {pair}: it is written NAME=VALUE.")
    if name == "anew":
        if value.strip().lower() not in ("1", "true", "yes", "0", "false", "no"):
            raise ValueError(f"-a {pair}: it is yes or no.")
        opts.anew = value.strip().lower() in ("1", "true", "yes")
        return
    if name not in _READERS:
        raise ValueError(f"-a {pair}: unknown.{nearest(name, [*_READERS, 'anew'])}")
    if getattr(opts, name) is not None:
        raise ValueError(f"-a {pair}: {name} is given twice.")
    try:
        setattr(opts, name, _READERS[name](value))
    except argparse.ArgumentTypeError as error:
        raise ValueError(f"-a {pair}: {error}.") from None


def check_crawl_options(intent: Intent, opts: argparse.Namespace) -> str | None:
    """Return what contradicts itself, or does not belong to the spider; None for nothing."""
    for name in ("since", "until", "pages", "ways", "query", "anew", "yes", "estimate"):
        if getattr(opts, name) and name not in intent.options:
            of = [each.name for each in INTENTS.values() if name in each.options]
            return f"--{name} is not for '{intent.name}' but for {' and '.join(of)}."
    if opts.query and opts.ways:
        return "--query asks the search only: leave --ways out."
    return None


def arguments_of(intent: Intent, opts: argparse.Namespace) -> dict[str, Any]:
    """Return the arguments of the spider."""
    own = [name for name in intent.options if name not in ("yes", "estimate")]
    given = {name: getattr(opts, name) for name in (*FOR_ALL[1:], *own)}
    if opts.bureau:
        given["bureau"] = ",".join(opts.bureau)
    return given
