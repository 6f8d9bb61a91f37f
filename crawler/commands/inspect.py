"""`antara inspect URL|FILE`: a page with what is read off it drawn on it, in the browser."""

from __future__ import annotations

import os
import sys
import tempfile
import webbrowser
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

    from crawler.items import Article, NotAnArticle


class Command(AntaraCommand):
    """Write one HTML page that shows what is read off a page, and open it."""

    summary = "see on the page itself what is kept of it, what is removed, and why"
    description = (
        "Write one HTML page and open it in the browser: the page with its container outlined and "
        "each block marked as kept, removed (with the reason) or put back; beside it the layout "
        "and why it was chosen, each field with its sources, the ledger and the text. For whoever "
        "mends a layout. Nothing of the page runs or is loaded. A URL is fetched as a crawl does; "
        "a file may be gzipped; - is standard input; CAPTURE is capture:NUMBER, or the key of a "
        "held article for the page that it was read from. The path is printed; where there is no "
        "display nothing is opened. Exit status 1: the page is no article; it is shown all the "
        "same."
    )
    words = ("URL|FILE|CAPTURE",)
    examples = (
        "antara inspect https://sumsel.antaranews.com/berita/819013/judul",
        "antara inspect page.html --url https://sumsel.antaranews.com/berita/819013/judul",
        "antara inspect page.html.gz --output seen.html --no-open",
        "antara inspect sumsel/819012 --no-open",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add `--url`, `--output` and `--no-open`."""
        add_page_address(parser)
        parser.add_argument(
            "--output",
            metavar="PATH",
            type=Path,
            help="the file to write, by default a new one in the temporary folder; only what this "
            "command wrote is written over",
        )
        parser.add_argument(
            "--no-open", action="store_true", help="print the path only, open no browser"
        )

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what cannot be written before anything is asked of the site."""
        super().check(args, opts)
        from crawler.given_page import check_address, is_url

        self.requires_crawler_process = is_url(args[0])
        check_address(args[0], opts.url)
        if opts.output is not None:
            check_output(opts.output)
        if self.requires_crawler_process:
            self.check_ready_to_ask()

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Read the page, write what was read, show it."""
        from crawler.given_page import page_of
        from crawler.inspection import inspected

        page = page_of(self, args[0], opts.url)
        if page is None:
            complain("Interrupted.")
            return INTERRUPTED
        inspection = inspected(page.body, page.url)
        path = write(inspection.html, opts.output, name_for(inspection.found))
        sys.stdout.write(f"{path}\n")
        sys.stdout.flush()
        if not opts.no_open and has_display():
            open_page(path)
        return verdict(inspection.found)


def verdict(found: Article | NotAnArticle) -> int:
    """Say when a page is no article, and return the exit status."""
    from crawler.items import Article
    from crawler.terminal import printable

    if isinstance(found, Article):
        return GOOD
    complain(f"Not an article ({found.reason}): {printable(found.seen)}")
    return NEEDS_A_PERSON


def check_output(path: Path) -> None:
    """Check that a file may be written: it is new, or an inspection itself.

    Raises:
        Refusal: when it is something else, or its folder is missing.
    """
    from crawler.inspection import OPENING

    if path.is_dir():
        raise Refusal(f"'{path}' is a folder: name a file with --output.")
    if not path.parent.is_dir():
        raise Refusal(f"There is no folder '{path.parent}'.")
    try:
        with path.open("rb") as file:
            beginning = file.read(len(OPENING))
    except FileNotFoundError:
        return
    except OSError as error:
        raise Refusal(f"Cannot read '{path}': {error.strerror or error}.") from None
    if beginning and beginning != OPENING.encode():
        raise Refusal(f"'{path}' exists and is no page of 'antara inspect': name another file.")


def name_for(found: Article | NotAnArticle) -> str:
    """Return how a new file's name begins."""
    from crawler.items import Article

    key = f"{found.bureau}-{found.article_id}" if isinstance(found, Article) else "no-article"
    return f"antara-{key}-"


def write(html: str, path: Path | None, name: str) -> Path:
    """Write an inspection and return where it is.

    Args:
        html: the page.
        path: the file; None for a new one in the temporary folder.
        name: how the new file's name begins.

    Raises:
        Refusal: when it cannot be written.
    """
    try:
        if path is None:
            handle, made = tempfile.mkstemp(prefix=name, suffix=".html")
            os.close(handle)
            path = Path(made)
        path.write_bytes(html.encode("utf-8", "replace"))
    except OSError as error:
        where = path or tempfile.gettempdir()
        raise Refusal(f"Cannot write '{where}': {error.strerror or error}.") from None
    return path.resolve()


def has_display() -> bool:
    """Tell whether a browser has somewhere to show a page: one in a terminal is none."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_page(path: Path) -> None:
    """Open a page in the browser; where that fails, its path has been printed."""
    try:
        opened = webbrowser.open(path.as_uri())
    except (webbrowser.Error, OSError):
        opened = False
    if not opened:
        complain("No browser could be opened; open the file yourself.")
