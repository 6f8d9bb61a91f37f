"""`antara search WORDS`: the articles held that contain these words."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from crawler.commands.base import (
    GOOD,
    AntaraCommand,
    add_filters,
    add_named,
    add_unique,
    complain,
    note_ungrouped,
    positive,
    read_filters,
    read_named,
    words_behind_dashes,
)
from crawler.terminal import counted, printable, wrapped, write_article_line, write_json

if TYPE_CHECKING:
    import argparse

LIMIT = 20
"""Hits shown unless `--limit` says otherwise."""


class Command(AntaraCommand):
    """Search the titles and texts held."""

    summary = "search the titles and texts held"
    description = (
        "Search titles, subtitles and texts, in Indonesian: bangun finds pembangunan too, and just "
        'bangun first. All words must occur; "words in quotes" (quoted for the shell as well) '
        "must stand side by side, in just that form; banj* is what begins so; NOT word and -word "
        "leave articles out. Nothing that is typed is an error, and nothing "
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
        add_unique(parser)
        parser.add_argument(
            "--limit", metavar="N", type=positive, default=LIMIT, help=f"at most so many ({LIMIT})"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Take what stands after `--` for words, whatever they begin with."""
        words_behind_dashes(args)
        super().process_options(args, opts)

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print the hits, each with the place where the words stand."""
        from pipelines.archive.searched import lacking

        typed = " ".join(args)
        if lacks := lacking(typed):
            complain(lacks)
            return GOOD
        with self.archive() as reader:
            filters = read_named(opts, read_filters(opts), reader)
            hits = reader.search(typed, filters, opts.limit, opts.unique or None)
            for hit in hits:
                if opts.json:
                    write_json({"key": f"{hit['bureau']}/{hit['article_id']}", **hit})
                    continue
                write_article_line(hit)
                if snippet := printable(hit["snippet"]):
                    sys.stdout.write(f"{wrapped(snippet, '    ')}\n")
            note_ungrouped(opts, reader)
        if not hits:
            complain(f"Nothing found for: {printable(typed)}")
            if "OR" in typed.split():
                complain("OR is looked for as a word: search for each by itself.")
        elif len(hits) == opts.limit:
            complain(f"The first {counted(opts.limit, 'hit')}; --limit shows more.")
        for note in hits.notes:
            complain(note)
        return GOOD
