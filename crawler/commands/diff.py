"""`antara diff [KEY]`: how an article changed after it was first seen."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from crawler.commands.base import (
    GOOD,
    AntaraCommand,
    Refusal,
    add_filters,
    complain,
    positive,
    read_filters,
)
from crawler.terminal import counted, printable, write_json, write_rows

if TYPE_CHECKING:
    import argparse

LIMIT = 50
"""Corrections listed unless `--limit` says otherwise."""
SILENT = {True: "silent", False: "", None: "?"}


class Command(AntaraCommand):
    """Show what changed."""

    summary = "how an article changed after it was first seen; without a key, what was corrected"
    description = (
        "With the key of an article, show its states and what changed from each to the next, or "
        "between two of them (--from 1 --to 3): in the text sentence by sentence, word by word, "
        "and whether words or only a number changed, a sentence was added, cut or moved: "
        "[-words that went-] {+words that came+}. --since and --until are days on which a change "
        "was seen. Without a "
        "key, list the changes of the articles that fit the filters, the newest first; 'silent' "
        "ones are those of which the page itself tells no time, '?' those of which that is not "
        "known, because it told of a later change."
    )
    words = ("[KEY]",)
    examples = (
        "antara diff sumsel/818059",
        "antara diff sumsel/818059 --from 1 --to 2",
        "antara diff --bureau sumsel --since 2026-11-01",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add which states, the filters, and how many."""
        add_filters(parser)
        parser.add_argument("--from", dest="old", type=positive, metavar="N", help="state N")
        parser.add_argument("--to", dest="new", type=positive, metavar="N", help="and state N")
        parser.add_argument(
            "--limit", metavar="N", type=positive, default=LIMIT, help=f"at most so many ({LIMIT})"
        )

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what is no key, and states without one."""
        from crawler.commands.read import article_named

        super().check(args, opts)
        if args and article_named(args[0]) is None:
            raise Refusal(
                f"'{args[0]}' is no article: give its key, such as sumsel/819012, or its address. "
                + self._see_help()
            )
        if not args and (opts.old or opts.new):
            raise Refusal(f"--from and --to are states of an article: name it. {self._see_help()}")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print the changes of an article, or of many."""
        from crawler.commands.read import article_named, why_not_held

        with self.archive() as reader:
            if not args:
                rows = reader.corrected(read_filters(opts), opts.limit)
                return _list(rows, as_json=opts.json, limit=opts.limit)
            key = article_named(args[0])
            assert key is not None
            states = reader.states(*key)
            if not states:
                raise Refusal(why_not_held(*key, reader.address(*key)))
        return _show(args[0], states, opts)


def _list(rows: list[dict[str, Any]], *, as_json: bool, limit: int) -> int:
    if as_json:
        for row in rows:
            write_json(row)
        return GOOD
    headings = ("SEEN", "KEY", "WHAT", "SILENT", "TITLE")
    write_rows(
        (
            (
                row["seen_at"],
                row["key"],
                ", ".join(row["kinds"]),
                SILENT[row["silent"]],
                printable(row["title"]),
            )
            for row in rows
        ),
        headings,
    )
    if not rows:
        complain("No article that fits was changed after it was first seen.")
    elif len(rows) == limit:
        complain(f"The first {limit}; --limit shows more.")
    return GOOD


def _show(key: str, states: list[dict[str, Any]], opts: argparse.Namespace) -> int:
    from pipelines.archive.states import difference

    last = len(states)
    for number in (opts.old, opts.new):
        if number is not None and number > last:
            raise Refusal(f"{key} has {counted(last, 'state')}; there is no {number}.")
    if opts.old or opts.new:
        pairs = [(opts.old or 1, opts.new or last)]
    else:
        pairs = [(number, number + 1) for number in range(1, last)]
    found = [
        {"from": old, "to": new, **difference(states[old - 1], states[new - 1])}
        for old, new in pairs
    ]
    if opts.json:
        seen = [
            {name: each[name] for name in ("seq", "first_seen", "last_seen")} for each in states
        ]
        write_json({"key": key, "states": seen, "changes": found})
        return GOOD
    out = sys.stdout.write
    out(f"{key}: {counted(last, 'state')}\n")
    for state in states:
        out(f"  {state['seq']}  seen {state['first_seen']} to {state['last_seen']}\n")
    for each in found:
        out(f"\nFrom {each['from']} to {each['to']}: {', '.join(each['kinds']) or 'nothing'}\n")
        _write_fields(each["fields"])
    return GOOD


def _write_fields(fields: dict[str, Any]) -> None:
    from crawler.captures.reread import word_diff

    for name, change in fields.items():
        if name != "text":
            line = word_diff(change["old"], change["new"])
            sys.stdout.write(f"  {name}: {printable(line)}\n")
            continue
        for part in change:
            if part["kind"] in ("added", "cut", "moved"):
                sentence = part["new"] or part["old"]
                sys.stdout.write(f"  {part['kind']}: {printable(sentence)}\n")
            else:
                line = word_diff(part["old"], part["new"], around=6)
                sys.stdout.write(f"  {part['kind']}: {printable(line)}\n")
