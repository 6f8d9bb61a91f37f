"""An answer read again: what a crawl would make of a capture today, without any network.

For worker processes: plain values in, plain values out, nothing is written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.captures.kept import CaptureUnreadableError, read_kept, response_of
from crawler.errors import Refused
from crawler.items import Article
from crawler.middlewares.incomplete import NOT_CLOSED, end_digest, incomplete
from crawler.middlewares.refreshes import leads_on
from crawler.spiders.reading import read_article
from crawler.urls import identify
from pipelines.archive import Failed, Pending

if TYPE_CHECKING:
    from crawler.captures.kept import Kept
    from pipelines.archive import Found, Outcome

MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes of a page once unpacked. What a crawl refused at its own limit was not read then; this one
only keeps a broken file from filling the memory."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands, and the body that it has."""

    capture: int
    file: str
    offset: int
    length: int
    body: tuple[str, int, int] | None = None
    """File, offset and length of the record that has the body; None: this one."""


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """What came of one capture."""

    place: Place
    key: tuple[str, int] | None
    """The key that was asked for; None: the address names no article."""
    url: str
    date: str
    """UTC of the answer."""
    article: Article | None = None
    outcome: Outcome | None = None
    """Of the key that was asked for; its frontier_id is 0."""
    found: Found | None = None
    unclosed: str | None = None
    """A digest of the end of a page that is not closed: a crawl reads it when it comes twice."""
    imported: bool = False
    """Whether it comes from a WARC file from elsewhere."""
    problem: str | None = None
    """Why the record could not be read at all."""


def read_place(folder: str, place: Place, most: int = MOST_UNPACKED) -> ReadAgain:
    """Read one capture of an article again.

    Args:
        folder: the archive's.
        place: where it stands.
        most: bytes of the page once unpacked.
    """
    try:
        kept = read_kept(Path(folder), place.file, place.offset, place.length)
        body = kept.body
        if place.body is not None:
            body = read_kept(Path(folder), *place.body).body
    except CaptureUnreadableError as error:
        return ReadAgain(place, None, "", "", problem=str(error))
    return read_kept_again(kept, body, place, most)


def read_kept_again(kept: Kept, body: bytes, place: Place, most: int = MOST_UNPACKED) -> ReadAgain:
    """Read an answer again; `body` is that of the record that has it."""
    key = key_of(kept)
    imported = kept.imported_from is not None
    again = ReadAgain(place, key, kept.url, kept.date, imported=imported)
    if key is None:
        return again
    asked = identify(kept.url)
    pending = Pending(
        frontier_id=0,
        url=kept.url,
        bureau=key[0],
        article_id=key[1],
        kind=str(asked.kind) if asked else "article",
        feed_published=kept.feed_published,
        tries=0,
        conditional=kept.status == 304,
    )
    try:
        response = response_of(kept, body, most, capture=place.capture)
    except Refused as error:
        return replace(again, outcome=Failed(0, str(error), kept.status))
    if leads_on(response) is not None:
        return again  # the crawl followed it, and what it led to has a record of its own
    why = incomplete(response) if kept.status == 200 else None
    # Nobody can ask again for what was imported: its record says whether it is all that was sent.
    if why == NOT_CLOSED and imported and not kept.truncated:
        why = None
    if why is not None and (why != NOT_CLOSED or imported):
        return replace(again, outcome=Failed(0, why, kept.status))
    answered = read_article(response, pending)
    return replace(
        again,
        article=answered.article,
        outcome=answered.outcome,
        found=answered.found,
        unclosed=end_digest(response.body) if why else None,
    )


def key_of(kept: Kept) -> tuple[str, int] | None:
    """Return the key that an answer was asked for."""
    return key_in(kept.url, kept.key)


def key_in(url: str, said: str | None) -> tuple[str, int] | None:
    """Return the key that an answer was asked for; by its address where no field says it.

    Args:
        url: of the answer.
        said: its field `Antara-Key`.
    """
    if said:
        bureau, _, number = said.partition("/")
        return (bureau, int(number)) if number.isdigit() else None
    named = identify(url)
    return None if named is None else (named.bureau, named.article_id)
