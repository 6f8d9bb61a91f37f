"""`antara articles`: what the archive holds, newest first."""

from __future__ import annotations

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
)
from crawler.options import NAMED
from crawler.terminal import write_article_headings, write_article_line, write_json

if TYPE_CHECKING:
    import argparse


class Command(AntaraCommand):
    """List the articles held."""

    summary = "list the articles held, newest first; --json prints them whole"
    description = (
        "List the articles held, newest first: when published, key, title. With --json each "
        "article is one line with all its fields, how many states of it are held, and when it was "
        "seen. With --unique story a report that several "
        "bureaus carry stands there once, as the earliest of those that pass the filters."
    )
    examples = (
        "antara articles --bureau sumsel,bali --since 2026-11-01 --until 2026-11-30",
        "antara articles --kind photo --limit 20",
        "antara articles --layout generic",
        "antara articles --place denpasar --section ekonomi",
        "antara articles --unique story --since 2026-11-01",
        "antara articles --json > articles.jsonl",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the filters, `--unique` and `--limit`."""
        add_filters(parser)
        add_named(parser)
        add_unique(parser)
        parser.add_argument("--limit", metavar="N", type=positive, help="at most so many")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print one line an article, as they come out of the archive."""
        count = 0
        with self.archive() as reader:
            filters = read_named(opts, read_filters(opts, limit=opts.limit), reader)
            for article in reader.articles(filters, opts.unique or None):
                count += 1
                if opts.json:
                    write_json(article)
                    continue
                if count == 1:
                    write_article_headings()
                write_article_line(article)
            note_ungrouped(opts, reader)
        if not count:
            complain("No article answers to that." if filtered(opts) else "The archive is empty.")
        return GOOD


def filtered(opts: argparse.Namespace) -> bool:
    """Return whether a filter was given."""
    named = (getattr(opts, what) for what in NAMED)
    return any((*named, opts.bureau, opts.since, opts.until, opts.kind, opts.layout))
