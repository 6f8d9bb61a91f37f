"""The way of a person's own list: addresses or keys, one a line, from a file or a pipe.

Lists come out of spreadsheets, notes and other programs, so the address is looked for in its
line: between commas, quotes, brackets or words. A line that names no article is refused with the
reason; nothing is guessed.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.bureaus import UnknownBureau, bureau_at, choose_bureaus, is_antara_host
from crawler.urls import KIND_OF_WORD, MAX_PAGE_NUMBER, identify
from crawler.ways.page import host_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crawler.bureaus import Bureau
    from crawler.items import Kind

NEITHER = "neither an address nor a key such as sumsel/819013"
NOT_ANTARA = "not an address of ANTARA"
LISTING = "a listing, not an article"

_LONGEST = 65_536
_SHOWN = 200
_ENDS = r"\s\"'<>\[\](){}|\\^`,;“”‘’«»"
"""What no address holds, and what stands around one in a line."""
_ADDRESS = re.compile(rf"(?<![\w:/])(?:https?:)?//[^{_ENDS}]+", re.IGNORECASE)
_BARE = re.compile(
    rf"(?<![\w./@:-])(?:[a-z0-9-]{{1,63}}\.){{0,3}}antara[a-z0-9-]{{0,40}}\.com(?![\w.-])"
    rf"(?:[/?#][^{_ENDS}]*)?",
    re.IGNORECASE | re.ASCII,
)
_KEY = re.compile(r"([A-Za-z0-9.-]{1,80})/([0-9]{1,24})")
_COMMENT = re.compile(r"\s#\s.*")
_CELLS = re.compile(r"[,;\t|]")
_AROUND = " \t\r\n\"'“”‘’«»<>[](){}`*"
_HEADS = frozenset(
    ("url", "urls", "link", "links", "address", "alamat", "tautan", "key", "kunci", "canonical")
)


@dataclass(frozen=True, slots=True)
class ListedUrl:
    """An article that a list names."""

    url: str
    """Absolute, as found; of a key, the bureau's address without a slug."""
    bureau: str
    article_id: int
    kind: Kind
    line: int
    """Its line in the list, from 1 on."""


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that names no article."""

    line: int
    text: str
    """Its beginning, on one line and safe to print."""
    why: str


@dataclass(slots=True)
class ListRead:
    """A whole list."""

    found: list[ListedUrl] = field(default_factory=list)
    refused: list[RefusedLine] = field(default_factory=list)


def read_list(text: str) -> ListRead:
    """Return what a list names and which of its lines name nothing."""
    read = ListRead()
    for entry in read_list_lines(io.StringIO(text, newline=None)):
        if isinstance(entry, ListedUrl):
            read.found.append(entry)
        else:
            read.refused.append(entry)
    return read


def read_list_lines(lines: Iterable[str]) -> Iterator[ListedUrl | RefusedLine]:
    """Yield what each line names, one by one, so that a list may be longer than the memory.

    Empty lines, lines that begin with # and a head of columns yield nothing. Of several
    articles in one line the first is meant. The same article may be named by many lines.

    Args:
        lines: of the list, as an open file gives them.
    """
    first = True
    for number, line in enumerate(lines, 1):
        text = line.lstrip("\ufeff").strip()
        if not text or text.startswith("#"):
            continue
        found = _read_line(text)
        if isinstance(found, str):
            if not (first and _is_head(text)):
                shown = "".join(char for char in text[:_SHOWN] if char.isprintable())
                yield RefusedLine(number, shown, found)
        else:
            yield ListedUrl(*found, number)
        first = False


_Found = tuple[str, str, int, "Kind"]
"""Address, bureau, number, kind."""


def _read_line(text: str) -> _Found | str:
    """Return the article that a line names, or why it names none."""
    if len(text) > _LONGEST:
        return f"longer than {_LONGEST:,} characters"
    text = _COMMENT.sub("", text.replace("\\/", "/"))
    addresses = [_whole(found[0]) for found in _ADDRESS.finditer(text)]
    addresses += [_whole(f"//{found[0]}") for found in _BARE.finditer(text)]
    for url in addresses:
        article = identify(url)
        if article is not None:
            return url, article.bureau, article.article_id, article.kind
    by_key = _read_keys(text)
    if by_key is not None:
        return by_key
    reasons = [_why(url) for url in addresses]
    return next((why for why in reasons if why != NOT_ANTARA), (reasons or [NEITHER])[0])


def _whole(address: str) -> str:
    """Return an address with its scheme, without its fragment and what ended a sentence."""
    address = address.partition("#")[0].rstrip(".:!?*_")
    return f"https:{address}" if address.startswith("//") else address


def _read_keys(text: str) -> _Found | str | None:
    """Return the article of the first key among a line's cells, why not, None without one."""
    why: str | None = None
    for cell in _CELLS.split(text):
        key = _KEY.fullmatch(cell.strip(_AROUND))
        if key is None:
            continue
        bureau = _bureau_called(key[1])
        if isinstance(bureau, str):
            why = why or bureau
            continue
        word = "news" if bureau.language == "en" else "berita"
        url = f"https://{bureau.host}/{word}/{int(key[2])}"
        article = identify(url)
        if article is not None:
            return url, article.bureau, article.article_id, article.kind
        if 0 < int(key[2]) <= MAX_PAGE_NUMBER:
            return (
                f"article {int(key[2])} of {bureau.name} has no address without its slug: "
                "give the address"
            )
        return f"no article has the number {key[2]}"
    return why


@lru_cache(maxsize=1024)
def _bureau_called(name: str) -> Bureau | str:
    """Return the bureau of a key, or what is wrong with its name."""
    try:
        return choose_bureaus(name)[0]
    except UnknownBureau as error:
        return str(error)


def _why(url: str) -> str:
    """Say why an address names no article."""
    host = host_of(url) or ""
    if not is_antara_host(host):
        return NOT_ANTARA
    words = [word.lower() for word in urlsplit(url).path.split("/") if word]
    if words and (words[0] in ("rss", "feed") or words[-1].endswith(".xml")):
        return "a feed, not an article"
    if bureau_at(host) is None or (words and "." in words[-1]):
        return "a file, not an article"
    if words[:1] == ["amp"]:
        del words[0]
    if len(words) < 2 or words[0] not in KIND_OF_WORD:
        return LISTING
    if len(words) == 2 and words[1].isdecimal() and 0 < int(words[1]) <= MAX_PAGE_NUMBER:
        return LISTING
    return "no article's address: its number is missing"


def _is_head(text: str) -> bool:
    return any(cell.strip(_AROUND).lower() in _HEADS for cell in _CELLS.split(text))
