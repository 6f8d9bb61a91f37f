"""`antara fixture URL|FILE|CAPTURE NAME`: a case of tests/fixtures with nobody's text in it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.commands.base import (
    GOOD,
    INTERRUPTED,
    NEEDS_A_PERSON,
    AntaraCommand,
    Refusal,
    add_page_address,
    complain,
)

if TYPE_CHECKING:
    import argparse

    from crawler.fixtures.leaks import Leak
    from crawler.given_page import GivenPage
    from crawler.items import Article, NotAnArticle

TRIES = 6
"""Draws of invented words: one may by chance form what a layout decides by."""
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Copy:
    """A page disguised, how it is read, and what is wrong with it."""

    html: bytes
    url: str
    found: Article | NotAnArticle
    leaks: list[Leak]
    differences: list[str]

    @property
    def faults(self) -> tuple[int, int]:
        """Return how bad it is: what is left in it, then what reads differently."""
        return len(self.leaks), len(self.differences)


class Command(AntaraCommand):
    """Make a case of the layouts' tests out of a real page."""

    summary = "make a test case of a page: its structure, with every word and number invented"
    description = (
        "Make tests/fixtures/<layout>/NAME/ of a page. Tags, classes and the words by which pages "
        "are read (Pewarta, Editor, Baca juga, months, WIB) stay; every other word, number and day "
        "is replaced by an invented one of equal shape, everywhere by the same one. Nothing is "
        "written when anything of the original is left, or when the copy is read in another way. "
        "expected.json holds what is read today: its test fails until a person has looked at it "
        "and taken 'reviewed' out of meta.json; with --layout it says that that layout reads the "
        "page, which fails until it does. A URL is fetched as a crawl does, with robots.txt "
        "and delay; a file may be gzipped; - is standard input; CAPTURE is capture:NUMBER, or "
        "the key of a held article for the page that it was read from. Exit status 1: nothing was "
        "written, because of what was found in the page."
    )
    words = ("URL|FILE|CAPTURE", "NAME")
    examples = (
        "antara fixture https://sumsel.antaranews.com/berita/819013/judul two-credits",
        "antara fixture page.html two-credits --url https://sumsel.antaranews.com/berita/819013/x",
        "antara fixture page.html.gz two-credits --into /tmp/cases",
        "antara fixture sumsel/819012 redesign-article --layout r2",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add `--url`, `--layout`, `--into`, `--keep` and `--anyway`."""
        add_page_address(parser)
        parser.add_argument(
            "--layout",
            metavar="NAME",
            help="the layout that is to read the page, where it is not written yet; by default the "
            "one that reads it",
        )
        parser.add_argument(
            "--into",
            metavar="DIR",
            help="where the case goes, as <layout>/NAME; by default tests/fixtures here",
        )
        parser.add_argument(
            "--keep",
            metavar="WORDS",
            default="",
            help="words that stay besides, with commas: those that a person says are nobody's text",
        )
        parser.add_argument(
            "--anyway",
            action="store_true",
            help="write the case also when the copy is read in another way than the page",
        )

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check the name and where the case goes before anything is asked."""
        from crawler.fixtures.case import CASE_NAME, FOLDER, LONGEST_NAME, NOT_ARTICLES
        from crawler.given_page import check_address, is_url
        from crawler.items import LAYOUT_NAME

        super().check(args, opts)
        word, name = args
        named = opts.layout and LAYOUT_NAME.fullmatch(opts.layout)
        if opts.layout and (not named or opts.layout == NOT_ARTICLES):
            raise Refusal(
                f"--layout '{opts.layout}' is no name of a layout: at most sixteen small letters, "
                "digits and underscores, such as r2; it begins with a letter."
            )
        if not CASE_NAME.fullmatch(name) or len(name) > LONGEST_NAME:
            raise Refusal(
                f"NAME '{name}' is no name of a case: small letters, digits and single hyphens, "
                f"at most {LONGEST_NAME} characters, such as two-credits."
            )
        if opts.into is None and not FOLDER.is_dir():
            raise Refusal(
                f"There is no {FOLDER}: this is no checkout of the repository. "
                "Say with --into DIR where the case goes."
            )
        opts.into = Path(opts.into) if opts.into else FOLDER
        if opts.into.exists() and not opts.into.is_dir():
            raise Refusal(f"--into '{opts.into}' is no folder.")
        there = sorted(opts.into.glob(f"*/{name}"))
        if there:
            raise Refusal(f"{there[0]} is there already; choose another NAME, or remove it first.")
        self.requires_crawler_process = is_url(word)
        check_address(word, opts.url)
        if self.requires_crawler_process:
            self.check_ready_to_ask()

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Make the case and say what is to be done with it."""
        from crawler.given_page import page_of
        from crawler.items import NotAnArticle
        from crawler.layouts.known import LAYOUT_NAMES

        word, name = args
        original = page_of(self, word, opts.url)
        if original is None:
            complain("Interrupted.")
            return INTERRUPTED
        keep = frozenset(each.strip().casefold() for each in opts.keep.split(",") if each.strip())
        copy = best_copy(original, keep)
        if opts.layout and isinstance(copy.found, NotAnArticle):
            raise Refusal(
                f"Nothing written: the page is read as no article ({copy.found.reason}), so what "
                f"'{opts.layout}' must read off it is not known. Take another page, or leave out "
                "--layout for a case of what is no article.",
                NEEDS_A_PERSON,
            )
        if copy.leaks:
            raise Refusal(
                f"Nothing written: of the original there would be left "
                f"{told(list(map(str, copy.leaks)))}. Take it out of the page, or name a word that "
                "is nobody's with --keep.",
                NEEDS_A_PERSON,
            )
        if copy.differences:
            said = f"The copy is read in another way than the page: {told(copy.differences)}."
            if not opts.anyway:
                raise Refusal(f"Nothing written. {said} --anyway writes it.", NEEDS_A_PERSON)
            complain(said)
        folder = write(original, copy, opts.into, name, opts.layout)
        print(f"{folder}: page.html, expected.json, meta.json")
        print(
            "To do: read page.html; correct expected.json; fill in 'note' and take 'reviewed' out "
            "of meta.json. Until then tests/test_layouts_golden.py fails."
        )
        if opts.layout and opts.layout not in LAYOUT_NAMES:
            print(f"Then declare the layout '{opts.layout}': docs/a-new-layout.md says how.")
        return GOOD


def best_copy(original: GivenPage, keep: frozenset[str]) -> Copy:
    """Return the first copy without a fault, else the one with the fewest.

    Args:
        original: the page.
        keep: words that stay besides, casefolded.

    Raises:
        Refusal: where the page cannot be rewritten.
    """
    copies = []
    for _ in range(TRIES):
        # Thrown away with the draw: whoever has it can find the words again.
        copies.append(copy_of(original, secrets.token_hex(16), keep))
        if copies[-1].faults == (0, 0):
            break
    return min(copies, key=lambda copy: copy.faults)


def copy_of(original: GivenPage, seed: str, keep: frozenset[str]) -> Copy:
    """Return a page disguised with a seed, and what is wrong with the copy.

    Raises:
        Refusal: where the page cannot be rewritten.
    """
    from crawler.fixtures.disguise import Undisguisable, disguise
    from crawler.fixtures.leaks import leaks
    from crawler.fixtures.sameness import differences
    from crawler.layouts import extract

    try:
        html, url = disguise(original.body, original.url, seed, keep)
    except Undisguisable as error:
        raise Refusal(f"Nothing written. {error}", NEEDS_A_PERSON) from None
    found = extract(html, url)
    return Copy(
        html,
        url,
        found,
        leaks(original.body, original.url, html, url, keep),
        differences(extract(original.body, original.url), found),
    )


def write(
    original: GivenPage, copy: Copy, into: Path, name: str, layout: str | None = None
) -> Path:
    """Write the case of a copy and return its folder.

    Args:
        original: the page.
        copy: of it.
        into: the folder of all cases.
        name: the case's.
        layout: the one that is to read it; None for the one that does.

    Raises:
        Refusal: when it is there already, or cannot be written.
    """
    from crawler.fixtures.case import (
        CaseError,
        as_json,
        expected,
        layout_folder,
        meta,
        write_case,
    )
    from crawler.items import Article
    from crawler.layouts import extract

    read = extract(original.body, original.url)
    day = read.published_day if isinstance(read, Article) else None
    folder = into / (layout or layout_folder(copy.found)) / name
    try:
        write_case(
            folder,
            {
                "page.html": copy.html,
                "expected.json": as_json(expected(copy.found, layout)),
                "meta.json": as_json(meta(copy.url, original.url, int(day[:4]) if day else None)),
            },
        )
    except CaseError as error:
        raise Refusal(str(error)) from None
    return folder


def told(lines: list[str]) -> str:
    """Return some lines as one, the first few of many."""
    more = f"; and {len(lines) - MOST_SHOWN} more" if len(lines) > MOST_SHOWN else ""
    return "; ".join(lines[:MOST_SHOWN]) + more
