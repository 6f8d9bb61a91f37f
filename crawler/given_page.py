"""The page that a person names by a word: its bytes, and the address by which it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.commandline import AntaraCommand, Refusal, complain
from crawler.saved_page import UnreadablePage, address_in, read_page
from crawler.urls import identify

if TYPE_CHECKING:
    from crawler.one_page import PageResult


_CAPTURE = re.compile(r"capture:([0-9]{1,18})")
_KEY = re.compile(r"[a-z0-9-]+/[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class GivenPage:
    """A page as it came, and its address."""

    body: bytes
    url: str


def page_of(command: AntaraCommand, word: str, url: str | None) -> GivenPage | None:
    """Return the page that a word names, None when fetching it was interrupted.

    Args:
        command: whose settings bound it; for a URL it has a crawler process.
        word: a URL, a file's name, "-" for standard input, or a capture: "capture:" and its
            number, or the key of a held article, bureau/number, for the page it was read from.
        url: the address of a page in a file, when given.

    Raises:
        Refusal: when there is no such page, or nobody says its address.
    """
    if is_capture(word):
        return page_in_archive(command, word)
    if not is_url(word):
        return page_in_file(command, word, url)
    result = fetched(command, word)
    return None if result.body is None else GivenPage(result.body, result.url or word)


def page_in_file(command: AntaraCommand, name: str, url: str | None) -> GivenPage:
    """Return a page in a file; its address is the one given, else the one it says it has.

    Raises:
        Refusal: when it cannot be read, or has no address.
    """
    try:
        html = read_page(name, int(command.setting("DOWNLOAD_MAXSIZE")))
    except UnreadablePage as error:
        looks_like_host = ".antaranews.com" in name.partition("/")[0]
        hint = " A URL begins with https://." if looks_like_host else ""
        raise Refusal(f"{error}{hint}") from None
    printed = address_in(html)
    address = url or printed
    if url and printed and (other := another_article(url, printed)):
        complain(f"Note: the page itself says that it is {other}; it is read as {url}.")
    if address is None:
        raise Refusal(
            f"'{name}' does not say which article it is (no canonical address): "
            "give it with --url URL."
        )
    return GivenPage(html, address)


def page_in_archive(command: AntaraCommand, word: str) -> GivenPage:
    """Return a page that the archive keeps.

    Raises:
        Refusal: when there is no such capture, or it cannot be read.
    """
    from crawler.captures.kept import CaptureUnreadableError
    from crawler.errors import Refused
    from crawler.kept_page import page_kept

    with command.archive() as reader:
        named = _CAPTURE.fullmatch(word)
        if named is not None:
            found = reader.captures.row(int(named[1]))
            article = identify(found.url) if found else None
            if article and reader.tombstone(article.bureau, article.article_id):
                key = f"{article.bureau}/{article.article_id}"
                raise Refusal(f"That is a page of {key}, which was withdrawn: it is not shown.")
        else:
            bureau, _, number = word.partition("/")
            found = reader.captures.of_article(bureau, int(number))
            if found is None and reader.article(bureau, int(number)) is None:
                raise Refusal(f"The archive does not hold {word}. 'antara read {word}' says why.")
        if found is None:
            raise Refusal(f"The archive keeps no capture for '{word}'.")
        try:
            response = page_kept(reader, found, int(command.setting("DOWNLOAD_MAXSIZE")))
        except (CaptureUnreadableError, Refused) as error:
            raise Refusal(f"The capture of '{word}' cannot be read: {error}") from None
    return GivenPage(response.body, response.url)


def fetched(command: AntaraCommand, url: str) -> PageResult:
    """Fetch and read one page through the guards of a crawl; it is empty when interrupted.

    Raises:
        Refusal: when there is no page to read.
    """
    from crawler.one_page import OnePage, PageResult

    assert command.crawler_process is not None
    result = PageResult()
    command.crawler_process.crawl(OnePage, url=url, result=result)
    command.crawler_process.start()
    if result.failure:
        raise Refusal(f"Could not read {url}: {result.failure}")
    return result


def check_address(word: str, url: str | None) -> None:
    """Check `--url` against the word that it goes with.

    Raises:
        Refusal: when it has no place there, or is no URL.
    """
    if url and is_url(word):
        raise Refusal("--url gives the address of a file; a URL has its own.")
    if url and is_capture(word):
        raise Refusal("--url gives the address of a file; a capture has its own.")
    if url and not is_url(url):
        raise Refusal(f"--url '{url}' does not begin with https:// or http://.")


def another_article(url: str, printed: str) -> str | None:
    """Return the key that a page prints when it is another one than its given address has."""
    given, own = identify(url), identify(printed)
    if own is None or (
        given is not None and (given.bureau, given.article_id) == (own.bureau, own.article_id)
    ):
        return None
    return f"{own.bureau}/{own.article_id}"


def is_capture(word: str) -> bool:
    """Return whether a word names what the archive keeps: capture:123 or sumsel/819012."""
    if _CAPTURE.fullmatch(word):
        return True
    return _KEY.fullmatch(word) is not None and not Path(word).exists()


def is_url(word: str) -> bool:
    """Return whether a word is a URL rather than a file's name."""
    return word.lower().startswith(("https://", "http://"))
