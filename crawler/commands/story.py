"""`antara story KEY`: who carried a report first, and what the others made of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from crawler.commands.base import (
    GOOD,
    AntaraCommand,
    Refusal,
    add_json,
    complain,
    tell_ungrouped,
)
from crawler.terminal import counted, printable, wrapped, write_json, write_rows

if TYPE_CHECKING:
    import argparse

    from pipelines.archive import ArchiveReader


class Command(AntaraCommand):
    """Show a story."""

    summary = "the story of an article: who carried the report first, and each later copy"
    description = (
        "Show the articles that carry the same report as one that is named by its key: the first "
        "by publication, then each later one with how long after it came, the share of its words "
        "that stand in the first one, and the sentences that were added or cut. A story is called "
        "by the key of its first stored article; an id that was merged into another still leads "
        "there. With --pairs, how many reports each bureau carried of each other one."
    )
    words = ("[KEY]",)
    examples = (
        "antara story sumsel/818180",
        "antara story --pairs",
        "antara story sumsel/818180 --json",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add `--pairs` and `--json`."""
        parser.add_argument(
            "--pairs", action="store_true", help="how much each bureau carries of each other one"
        )
        add_json(parser)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what is no key."""
        from crawler.commands.read import article_named

        super().check(args, opts)
        if bool(args) == opts.pairs:
            raise Refusal(f"Give either the key of an article or --pairs. {self._see_help()}")
        if args and article_named(args[0]) is None:
            raise Refusal(
                f"'{args[0]}' is no article: give its key, such as sumsel/819012, or its address. "
                + self._see_help()
            )

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print the story, or the table."""
        from crawler.commands.read import article_named

        with self.archive() as reader:
            if opts.pairs:
                return self._pairs(reader, as_json=opts.json)
            key = article_named(args[0])
            assert key is not None
            story = reader.story(*key)
            if story is None:
                self._alone(reader, *key)
                if opts.json:
                    write_json({"story": args[0], "aliases": [], "members": []})
            elif opts.json:
                write_json(story)
            else:
                _write(story)
            tell_ungrouped(reader)
        return GOOD

    @staticmethod
    def _alone(reader: ArchiveReader, bureau: str, number: int) -> None:
        from crawler.commands.read import why_not_held

        if reader.article(bureau, number) is None:
            raise Refusal(why_not_held(bureau, number, reader.address(bureau, number)))
        complain(f"{bureau}/{number} stands alone: no other article held carries the same report.")

    @staticmethod
    def _pairs(reader: ArchiveReader, *, as_json: bool) -> int:
        rows = reader.carried()
        if as_json:
            for first, later, count in rows:
                write_json({"first": first, "carried_by": later, "stories": count})
        elif not write_rows(rows, ("FIRST", "CARRIED BY", "REPORTS")):
            complain("No report held was carried by another bureau.")
        return GOOD


def _write(story: dict[str, Any]) -> None:
    members = story["members"]
    bureaus = {member["key"].partition("/")[0] for member in members}
    out = sys.stdout.write
    out(
        f"Story {story['story']}: {counted(len(members), 'article')} of "
        f"{counted(len(bureaus), 'bureau')}\n"
    )
    for member in members:
        when = _moment(member["published"])
        out(f"\n{member['key']}  {when}  {printable(member['title'])}\n")
        if "shared" not in member:
            out("  the first\n")
            continue
        out(
            f"  {_after(member['lag_seconds'])}; has {member['of_first']:.0%} of the first one, "
            f"which is {member['shared']:.0%} of its own words\n"
        )
        for sign, name in (("+", "added"), ("-", "cut")):
            for sentence in member[name]:
                out(f"{wrapped(f'{sign} {printable(sentence)}', '  ', '    ')}\n")
    for alias in story["aliases"]:
        out(f"\n{alias['story']} was merged into it.\n")


def _moment(published: str | None) -> str:
    """Return a publication with its offset: the bureaus of a story live in three zones.

    >>> _moment("2018-05-21T13:19:20+08:00"), _moment("2018-05-21"), _moment(None)
    ('2018-05-21 13:19 +08:00', '2018-05-21', 'no date')
    """
    if published is None:
        return "no date"
    return f"{published[:16].replace('T', ' ')} {published[19:]}".rstrip()


def _after(seconds: int | None) -> str:
    """Return how long after the first one a copy came.

    >>> _after(4_200), _after(200_000), _after(None), _after(0)
    ('1 h 10 min later', '2 days 7 h later', 'when is not known', 'at the same time')
    """
    if seconds is None:
        return "when is not known"
    minutes = seconds // 60
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return f"{counted(days, 'day')} {hours} h later"
    if hours:
        return f"{hours} h {minutes} min later"
    return f"{minutes} min later" if minutes else "at the same time"
