"""`antara search WORDS`: the articles held that contain these words."""

from __future__ import annotations

import argparse
import sys

from crawler.commands.base import (
    GOOD,
    AntaraCommand,
    Refusal,
    add_filters,
    add_named,
    complain,
    nearest,
    positive,
    read_filters,
    read_named,
)
from crawler.terminal import printable, wrapped, write_article_line, write_json

LIMIT = 20
"""Hits shown unless `--limit` says otherwise."""
UNIQUE = ("text", "story")


class Command(AntaraCommand):
    """Search the titles and texts held."""

    summary = "search the titles and texts held"
    description = (
        "Search titles, subtitles and texts, in Indonesian: bangun finds pembangunan too, and just "
        'bangun first. All words must occur; "words in quotes" (quoted for the shell as well) '
        "must stand side by side, in just that form; banj* is what begins so; NOT word leaves "
        "articles out, as -word does behind '--'. Nothing that is typed is an error, and nothing "
        "found is none. docs/search.md has all of it."
    )
    words = ("WORD…",)
    examples = (
        "antara search donor darah",
        "antara search '\"donor darah\"' --bureau sumsel,bali --since 2026-11-01",
        "antara search banjir NOT jakarta --unique text",
        "antara search Rp9 triliun --section ekonomi",
        "antara search banjir --json --limit 100",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the filters, `--unique` and `--limit`."""
        add_filters(parser)
        add_named(parser)
        parser.add_argument(
            "--unique",
            metavar="WHAT",
            type=unique,
            help="one hit, the earliest, for each text, or for each story that bureaus share",
        )
        parser.add_argument(
            "--limit", metavar="N", type=positive, default=LIMIT, help=f"at most so many ({LIMIT})"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Take what stands after `--` for words, whatever they begin with."""
        if "--" in args:
            # In place: Scrapy passes the same list on. Behind a blank it is no option.
            end = args.index("--")
            args[end:] = [f" {word}" for word in args[end + 1 :]]
        super().process_options(args, opts)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse words without a letter or digit, and only words to leave out."""
        from pipelines.archive.words.query import parse

        super().check(args, opts)
        query = parse(" ".join(args))
        if not query.wanted and query.unwanted:
            raise Refusal(f"Only words to leave out: add one to look for. {self._see_help()}")
        if not query.wanted:
            raise Refusal(f"No word to search for. {self._see_help()}")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print the hits, each with the place where the words stand."""
        typed = " ".join(args)
        with self.archive() as reader:
            filters = read_named(opts, read_filters(opts), reader)
            hits = reader.search(typed, filters, opts.limit, opts.unique)
            for hit in hits:
                if opts.json:
                    write_json(hit)
                    continue
                write_article_line(hit)
                if snippet := printable(hit["snippet"]):
                    sys.stdout.write(f"{wrapped(snippet, '    ')}\n")
        if not hits:
            complain(f"Nothing found for: {printable(typed)}")
        elif len(hits) == opts.limit:
            complain(f"The first {opts.limit} hits; --limit shows more.")
        for note in hits.notes:
            complain(note)
        return GOOD


def unique(value: str) -> str:
    """Check `--unique`.

    Raises:
        argparse.ArgumentTypeError: naming the nearest.
    """
    if value not in UNIQUE:
        near = nearest(value, UNIQUE).rstrip(".")
        raise argparse.ArgumentTypeError(f"'{value}' is none of {', '.join(UNIQUE)}.{near}")
    return value
