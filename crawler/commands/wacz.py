"""`antara wacz OUT.wacz`: what was kept of a period or of an article, in one file to hand on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.commands.base import (
    GOOD,
    NEEDS_A_PERSON,
    AntaraCommand,
    Refusal,
    add_json,
    capture_kinds,
    complain,
    day,
)
from crawler.terminal import printable, proposed, write_json

if TYPE_CHECKING:
    import argparse

    from crawler.captures.packing import Packed
    from crawler.wacz_view import Chosen
    from pipelines.archive import ArchiveReader
    from pipelines.archive.captures_pack import Wanted

ENDING = ".wacz"
OF_A_PERIOD = ("bureau", "since", "until", "kind")


class Command(AntaraCommand):
    """Pack captures into a WACZ."""

    summary = "pack what was kept of a period, or of one article, into a WACZ file"
    description = (
        "Copy captures into one new file that any viewer of web archives shows, such as "
        "ReplayWeb.page or pywb: the answers of the days --since to --until, or with the key or "
        "the address of an article everything that was kept of it, its revisions and the answers "
        "that repeated it included. Each record is copied byte for byte, with the request for it "
        "and the record that says who asked; bodies that repeated answers refer to come along, "
        "whenever they came. The text stays ANTARA's, and the file says so. OUT.wacz must not "
        "exist; until it is finished it is called OUT.wacz.unfinished. A crawl may go on "
        f"meanwhile. Exit status: {GOOD} good, {NEEDS_A_PERSON} a capture is missing or damaged; "
        "it is named, and all others are packed."
    )
    words = ("OUT.wacz", "[KEY|URL]")
    examples = (
        "antara wacz november.wacz --since 2026-11-01 --until 2026-11-30",
        "antara wacz pages.wacz --bureau sumsel,bali --since 2026-11-01 --kind article",
        "antara wacz article.wacz sumsel/819012",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what bounds a period, and `--json`."""
        group = parser.add_argument_group("a period (days are days of the answer, UTC, included)")
        group.add_argument("--bureau", metavar="NAME,…", help="only these, by short name")
        group.add_argument("--since", metavar="DATE", type=day, help="from this day (UTC) on")
        group.add_argument("--until", metavar="DATE", type=day, help="up to this day (UTC)")
        group.add_argument(
            "--kind",
            metavar="KIND,…",
            type=capture_kinds,
            help="only answers of these kinds: article, feed, listing, sitemap, robots, other",
        )
        add_json(parser)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what names nothing to pack, or a file that may not be written."""
        super().check(args, opts)
        if len(args) > 1:
            given = [name for name in OF_A_PERIOD if getattr(opts, name)]
            if given:
                raise Refusal(
                    f"--{given[0]} bounds a period, and '{args[1]}' names an article: leave one "
                    f"out. {self._see_help()}"
                )
        elif not opts.since and not opts.until:
            raise Refusal(
                "Say what to pack: the key of an article, or --since and --until. "
                + self._see_help()
            )
        check_target(args)
        if len(args) > 1:
            key_of(args[1])

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Pack, and tell what was packed."""
        from crawler.captures.packing import make_wacz
        from crawler.steady import CopyBar
        from crawler.wacz_view import manifest, packed_line, warc_name

        target = Path(args[0]).absolute()
        with self.archive() as reader, CopyBar() as bar:
            word = args[1] if len(args) > 1 else None
            chosen, wanted = article(reader, word) if word else period(opts)
            pack = reader.captures.pack(wanted)
            span = pack.span()
            if span is None:
                raise Refusal(nothing_kept(reader, chosen))
            warc = warc_name(reader.archive_id, chosen, *span)
            packed = make_wacz(
                target,
                captures=reader.captures,
                pack=pack,
                archive=reader.path,
                warc=warc,
                facts=lambda packed: manifest(
                    packed, chosen, archive_id=reader.archive_id, origin=reader.origin
                ),
                tick=lambda done, total: bar("Packing", done, total),
            )
        made = packed.answers > 0
        if opts.json:
            write_json(
                {"wacz": str(target) if made else None, "warc": warc if made else None}
                | {"bytes": packed.bytes, "first": packed.first, "last": packed.last}
                | packed.counts()
                | {"damaged": [finding.as_dict() for finding in packed.findings]}
            )
        elif made:
            sys.stdout.write(f"{packed_line(target, packed)}\n")
        self._tell_damage(packed, quiet=opts.json)
        if not made:
            complain("Not one answer could be read: no file was made.")
        return NEEDS_A_PERSON if packed.findings else GOOD

    @staticmethod
    def _tell_damage(packed: Packed, *, quiet: bool) -> None:
        from crawler.verify_view import damage_lines

        for finding in () if quiet else packed.findings:
            for line in damage_lines(finding):
                indent = line[: len(line) - len(line.lstrip())]
                complain(f"{indent}{printable(line)}")


def check_target(args: list[str]) -> None:
    """Check that the new file may have its name.

    Raises:
        Refusal: when it is taken, its folder is missing, or it would be no WACZ to others.
    """
    target = Path(args[0])
    if target.suffix != ENDING:
        turned = len(args) > 1 and args[1].endswith(ENDING)
        right = proposed("antara", "wacz", args[1], args[0]) if turned else ""
        hint = f" Did you mean {right}?" if turned else ""
        raise Refusal(f"'{args[0]}' does not end in {ENDING}: name the file to write first.{hint}")
    try:
        taken = target.is_symlink() or target.exists()
        folder = target.absolute().parent.is_dir()
    except OSError as error:  # a name that is too long
        raise Refusal(f"'{args[0]}' can be no file's name: {error.strerror}.") from None
    if taken:
        raise Refusal(f"{target.absolute()} exists already; name a file that does not.")
    if not folder:
        raise Refusal(f"There is no folder '{target.parent}'.")


def period(opts: argparse.Namespace) -> tuple[Chosen, Wanted]:
    """Return what the options ask for."""
    from crawler.bureaus import bureau_named
    from crawler.wacz_view import Chosen
    from pipelines.archive.captures_pack import Wanted

    bureaus = tuple(opts.bureau or ())
    found = [bureau for name in bureaus if (bureau := bureau_named(name)) is not None]
    hosts = [host for each in found for host in (each.host, *each.aliases, *each.old_domains)]
    return (
        Chosen(since=opts.since, until=opts.until, bureaus=bureaus, kinds=opts.kind or ()),
        Wanted(opts.since or "", opts.until or "", tuple(hosts), opts.kind or ()),
    )


def article(reader: ArchiveReader, word: str) -> tuple[Chosen, Wanted]:
    """Return what there is of an article: all that its rows point to, or that has its address.

    Raises:
        Refusal: when the word names no article.
    """
    from crawler.captures.erasing import evidence_of
    from crawler.wacz_view import Chosen
    from pipelines.archive.captures_pack import Wanted

    bureau, number = key_of(word)
    captures = reader.captures
    ids = evidence_of(captures, bureau, number)
    held = reader.article(bureau, number)
    read_from = captures.of_article(bureau, number)
    chosen = Chosen(
        key=f"{bureau}/{number}",
        title=held["title"] if held else None,
        main_page=(read_from.url, read_from.fetched_at) if read_from else None,
    )
    return chosen, Wanted(ids=tuple(sorted(ids)))


def key_of(word: str) -> tuple[str, int]:
    """Return bureau and number of an article that a word names.

    Raises:
        Refusal: when it names none.
    """
    from crawler.commands.read import KEY
    from crawler.given_page import is_url
    from crawler.urls import identify

    found = KEY.fullmatch(word)
    if found is not None:
        return found[1], int(found[2])
    named = identify(word) if is_url(word) else None
    if named is None:
        raise Refusal(
            f"'{word}' names no article: give its key, such as sumsel/819012, or its address."
        )
    return named.bureau, named.article_id


def nothing_kept(reader: ArchiveReader, chosen: Chosen) -> str:
    """Return the line that says why there is nothing to pack."""
    from crawler.commands.read import why_not_held

    if chosen.key is None:
        return "No answer was kept that fits this. 'antara captures' says what there is."
    bureau, _, number = chosen.key.partition("/")
    if reader.article(bureau, int(number)) is None:
        return why_not_held(bureau, int(number), reader.address(bureau, int(number)))
    return (
        f"{chosen.key} is held, but no answer of it was kept: it was stored with captures = false, "
        "or they were pruned."
    )
