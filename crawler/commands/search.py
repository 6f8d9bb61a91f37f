"""`antara search WORDS`: the articles held that contain these words."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from crawler.commands.base import (
    GOOD,
    AntaraCommand,
    Refusal,
    add_filters,
    complain,
    positive,
    read_filters,
)
from crawler.terminal import printable, write_article_line, write_json

if TYPE_CHECKING:
    import argparse

LIMIT = 20
"""Hits shown unless `--limit` says otherwise."""


class Command(AntaraCommand):
    """Search the titles and texts held."""

    summary = "search the titles and texts held"
    description = (
        'Search titles, subtitles and texts. All words must occur; "words in quotes" (quoted '
        "for the shell as well) must stand side by side. Signs are not searched for; a word that "
        "begins with '-' goes after '--'. Nothing found is no error."
    )
    words = ("WORD…",)
    examples = (
        "antara search donor darah",
        "antara search '\"donor darah\"' --bureau sumsel,bali --since 2026-11-01",
        "antara search banjir --json --limit 100",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the filters and `--limit`."""
        add_filters(parser)
        parser.add_argument(
            "--limit", metavar="N", type=positive, default=LIMIT, help=f"at most so many ({LIMIT})"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Take what stands after `--` for words, whatever they begin with."""
        if "--" in args:
            # In place: Scrapy passes the same list on. A sign is not searched for anyway.
            end = args.index("--")
            args[end:] = [word.lstrip("-") for word in args[end + 1 :]]
        super().process_options(args, opts)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse words without a letter or digit: there is nothing to look for in them."""
        super().check(args, opts)
        if not any(sign.isalnum() for word in args for sign in word):
            raise Refusal(f"No word to search for. {self._see_help()}")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print the hits, each with the place where the words stand."""
        words = " ".join(args)
        with self.archive() as reader:
            hits = reader.search(words, read_filters(opts), opts.limit)
            for hit in hits:
                if opts.json:
                    write_json(hit)
                    continue
                write_article_line(hit)
                if snippet := hit.get("snippet"):
                    sys.stdout.write(f"    {printable(snippet)}\n")
        if not hits:
            complain(f"Nothing found for: {printable(words)}")
        elif len(hits) == opts.limit:
            complain(f"The first {opts.limit} hits; --limit shows more.")
        return GOOD
