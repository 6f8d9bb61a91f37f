"""`antara read URL|FILE`: what is read off one page, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.commands.base import (
    GOOD,
    INTERRUPTED,
    NEEDS_A_PERSON,
    AntaraCommand,
    Refusal,
    add_json,
    complain,
)
from crawler.terminal import write_json

if TYPE_CHECKING:
    import argparse

    from crawler.items import Article, NotAnArticle


class Command(AntaraCommand):
    """Show one page as the archive would keep it."""

    summary = "show what is read off one page, and why: fields, sources, ledger"
    description = (
        "Read one page and show each field with its source, and the ledger: what became of each "
        "block of text. A URL is fetched as a crawl does, with robots.txt and delay; a file may be "
        "gzipped; - is standard input. Nothing is written to the archive. Exit status 1: the page "
        "is no article."
    )
    words = ("URL|FILE",)
    examples = (
        "antara read https://sumsel.antaranews.com/berita/819013/judul",
        "antara read page.html --url https://sumsel.antaranews.com/berita/819013/judul",
        "antara read page.html.gz --json",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add `--url` and `--json`."""
        parser.add_argument(
            "--url",
            metavar="URL",
            help="the address of a page in a file; by default its canonical one",
        )
        add_json(parser)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Find out whether a crawler process is needed: for a URL only."""
        super().check(args, opts)
        self.requires_crawler_process = is_url(args[0])
        if self.requires_crawler_process and opts.url:
            raise Refusal("--url gives the address of a file; a URL has its own.")
        if opts.url and not is_url(opts.url):
            raise Refusal(f"--url '{opts.url}' does not begin with https:// or http://.")
        if self.requires_crawler_process:
            from crawler.config import check_ready

            assert self.settings is not None
            check_ready(self.settings)
            if self.settings["LOG_LEVEL"] == "WARNING":  # the default: what went wrong is said once
                self.settings.set("LOG_LEVEL", "ERROR", priority="cmdline")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Read the page and show it."""
        found = self._of_url(args[0]) if is_url(args[0]) else self._of_file(args[0], opts.url)
        if found is None:
            complain("Interrupted.")
            return INTERRUPTED
        return show(found, as_json=opts.json)

    def _of_file(self, name: str, url: str | None) -> Article | NotAnArticle:
        from crawler.layouts import extract
        from crawler.saved_page import UnreadablePage, address_in, read_page

        try:
            html = read_page(name, int(self.setting("DOWNLOAD_MAXSIZE")))
        except UnreadablePage as error:
            looks_like_host = ".antaranews.com" in name.partition("/")[0]
            hint = " A URL begins with https://." if looks_like_host else ""
            raise Refusal(f"{error}{hint}") from None
        address = url or address_in(html)
        if address is None:
            raise Refusal(
                f"'{name}' does not say which article it is (no canonical address): "
                "give it with --url URL."
            )
        return extract(html, address)

    def _of_url(self, url: str) -> Article | NotAnArticle | None:
        """Fetch and read one page; None when interrupted."""
        from crawler.one_page import OnePage, PageResult

        assert self.crawler_process is not None
        result = PageResult()
        self.crawler_process.crawl(OnePage, url=url, result=result)
        self.crawler_process.start()
        if result.failure:
            raise Refusal(f"Could not read {url}: {result.failure}")
        return result.found


def is_url(word: str) -> bool:
    """Return whether a word is a URL rather than a file's name."""
    return word.lower().startswith(("https://", "http://"))


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
