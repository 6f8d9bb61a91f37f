"""`antara read URL|FILE|KEY`: what is read off one page, or held of one article, and why."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from crawler.commands.base import (
    GOOD,
    INTERRUPTED,
    NEEDS_A_PERSON,
    AntaraCommand,
    Refusal,
    add_json,
    add_page_address,
    complain,
    positive,
)
from crawler.terminal import counted, printable, write_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from crawler.items import Article, NotAnArticle
    from pipelines.archive import ArchiveReader


KEY = re.compile(r"([a-z0-9-]+)/([0-9]{1,18})")
NUMBER = re.compile(r"[0-9]{1,18}")


class Command(AntaraCommand):
    """Show one page as the archive would keep it, or one article as it does."""

    summary = "show one page, or one article held: fields, sources, ledger"
    description = (
        "Read one page and show each field with its source, and the ledger: what became of "
        "each block of text. A URL is fetched as a crawl does, with robots.txt and delay; a "
        "file may be gzipped; - is standard input. A KEY, bureau/number, shows what the "
        "archive holds of that article instead; the ledger is then without the blocks that "
        "were kept, which are the text; then how many states are held, and when it was seen. "
        "Of one that was withdrawn it shows when and why, and its particulars. With --state N "
        "it shows the Nth of these states whole: title, subtitle, text, credits, tags, and "
        "when it was first and last seen. Nothing is written to the archive. Exit status 1: "
        "the page is no article."
    )
    words = ("URL|FILE|KEY",)
    examples = (
        "antara read https://sumsel.antaranews.com/berita/819013/judul",
        "antara read page.html --url https://sumsel.antaranews.com/berita/819013/judul",
        "antara read page.html.gz --json",
        "antara read sumsel/819012",
        "antara read sumsel/818059 --state 1",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add `--url`, `--state` and `--json`."""
        add_page_address(parser)
        parser.add_argument(
            "--state",
            metavar="N",
            type=positive,
            help="of a KEY: its title, text, credits and tags as they were in state N",
        )
        add_json(parser)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Find out whether a crawler process is needed: for a URL only."""
        super().check(args, opts)
        from crawler.given_page import check_address, is_url

        self.requires_crawler_process = is_url(args[0])
        if opts.url and key_in(args[0]):
            raise Refusal("--url gives the address of a file; a key names an article held.")
        if opts.state and not key_in(args[0]):
            raise Refusal("--state is one of an article held: name it by its key.")
        check_address(args[0], opts.url)
        if self.requires_crawler_process:
            self.check_ready_to_ask()

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Read the page and show it."""
        if key := key_in(args[0]):
            return self._held(*key, opts.state, as_json=opts.json)
        if NUMBER.fullmatch(args[0]) and not Path(args[0]).exists():
            self._refuse_number(args[0])
        from crawler.given_page import fetched

        of_site = self.requires_crawler_process
        found = fetched(self, args[0]).found if of_site else self._of_file(args[0], opts.url)
        if found is None:
            complain("Interrupted.")
            return INTERRUPTED
        return show(found, as_json=opts.json)

    def _held(self, bureau: str, article_id: int, number: int | None, *, as_json: bool) -> int:
        """Show what the archive holds of an article, or one state of it."""
        with self.archive() as reader:
            held = reader.article(bureau, article_id)
            withdrawn = reader.withdrawn(bureau, article_id) if held is None else None
            if withdrawn is not None:
                return show_withdrawn(withdrawn, as_json=as_json)
            if held is None:
                address = reader.address(bureau, article_id)
                raise Refusal(why_not_held(bureau, article_id, address))
            state = _state(reader, (bureau, article_id), number) if number else None
            seen = (state or held)["capture"]
            capture = reader.captures.row(seen) if seen else None
            changed = reader.newest_state(bureau, article_id)["first_seen"]
        if capture is not None:
            source = f", imported from {capture.imported_from}" if capture.imported_from else ""
            complain(
                f"Read from capture {capture.id}: {capture.file}, byte {capture.offset:,}{source}"
            )
        if as_json:
            write_json(state or held)
        elif state:
            from crawler.page_view import state_sections, write_sections

            write_sections(state_sections(state))
        else:
            from crawler.page_view import seen_lines, stored_article, write_article

            write_article(stored_article(held), seen_lines(held, changed))
        return GOOD

    def _refuse_number(self, word: str) -> NoReturn:
        """Say that a number alone names no article, and which keys with it are held."""
        from crawler.withdrawn_view import said
        from pipelines.archive import ArchiveMissing

        held = []
        with suppress(ArchiveMissing), self.archive() as reader:
            held = reader.numbered(int(word))
        raise Refusal(
            f"'{word}' is neither a file nor a key, which is bureau/number, such as sumsel/819012. "
            + (f"Held with this number: {said(held)}." if held else "No held article has it.")
        )

    def _of_file(self, name: str, url: str | None) -> Article | NotAnArticle:
        from crawler.given_page import page_in_file
        from crawler.layouts import extract

        page = page_in_file(self, name, url)
        return extract(page.body, page.url)


def _state(reader: ArchiveReader, key: tuple[str, int], number: int) -> dict[str, Any]:
    """Return one state of an article that is held, with its key and how many there are."""
    states = {each["seq"]: each for each in reader.states(*key)}
    name = f"{key[0]}/{key[1]}"
    if number not in states:
        # A file made of an archive may hold the last state only.
        held = ", ".join(map(str, states))
        raise Refusal(f"{name} has {counted(len(states), 'state')}: {held}; there is no {number}.")
    return {"key": name, "states": len(states), **states[number]}


def key_in(word: str) -> tuple[str, int] | None:
    """Return bureau and number of a key such as sumsel/819012; None for a file's name."""
    found = KEY.fullmatch(word)
    if found is None or Path(word).exists():
        return None
    return found[1], int(found[2])


def article_named(word: str) -> tuple[str, int] | None:
    """Return bureau and number of a key, in whatever letters, or of an article's address.

    >>> article_named("SUMSEL/819012")
    ('sumsel', 819012)
    >>> article_named("https://sumsel.antaranews.com/berita/819012/judul")
    ('sumsel', 819012)
    """
    from crawler.urls import identify

    if "://" not in word:
        return key_in(word.lower())
    found = identify(word)
    return (found.bureau, found.article_id) if found else None


def why_not_held(bureau: str, article_id: int, address: dict[str, Any] | None) -> str:
    """Return the line that says why an article is not in the archive, and what to do.

    Args:
        bureau: short name.
        article_id: its number.
        address: of `ArchiveReader.address`.
    """
    from crawler.bureaus import load_bureaus, meant

    key = f"{bureau}/{article_id}"
    if address is not None and address["state"] == "withdrawn":
        return f"{key} is not shown: {withdrawn_line(address)} 'antara read {key}' says more."
    if address is not None:
        reason = f" ({address['reason']})" if address["reason"] else ""
        return (
            f"{key} is known but not held: {address['state']}{reason}. "
            f"'antara read {address['url']}' asks the site for it."
        )
    if bureau not in load_bureaus():
        return f"{key} is not held: no bureau '{bureau}'.{meant(bureau)} See 'antara bureaus'."
    return (
        f"{key} is not held. 'antara articles --bureau {bureau}' lists what is; a page of the "
        "site is read with its URL."
    )


def show_withdrawn(record: dict[str, Any], *, as_json: bool) -> int:
    """Print what is on record of a withdrawn article.

    Args:
        record: of `ArchiveReader.withdrawn`.
        as_json: as JSON.
    """
    if as_json:
        write_json(record)
        return GOOD
    line = withdrawn_line(record)
    complain(f"{record['key']}: {line} No text of it is shown.")
    for name, value in record.items():
        if value is not None:
            sys.stdout.write(f"{name:<13} {printable(str(value))}\n")
    return GOOD


def withdrawn_line(record: Mapping[str, Any]) -> str:
    """Return what is to be said of a withdrawn article.

    Args:
        record: has removed_at, reason and erased_at, as `ArchiveReader.address`.
    """
    reason = f": {printable(record['reason'])}" if record["reason"] else ""
    line = f"it was withdrawn on {record['removed_at'][:10]}{reason}."
    if record["erased_at"]:
        line += f" Its text was erased on {record['erased_at'][:10]}."
    return line


def show(found: Article | NotAnArticle, *, as_json: bool) -> int:
    """Print a reading and return the exit status."""
    from crawler.items import Article
    from crawler.page_view import write_article

    if isinstance(found, Article):
        if as_json:
            write_json(found.as_dict())
        else:
            write_article(found)
        return GOOD
    if as_json:
        write_json({"not_an_article": found.reason, "seen": found.seen})
    else:
        complain(f"Not an article ({found.reason}): {found.seen}")
    return NEEDS_A_PERSON
