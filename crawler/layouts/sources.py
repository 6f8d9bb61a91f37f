"""Where a field may stand on a page: the vocabulary in which layouts are declared.

Each function returns a `Source`: a name, which becomes the field's provenance, and a pure
reading of the page that gives a value or None. A layout lists the sources of a field in the
order of trust; the first that gives something wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from selectolax.lexbor import LexborNode

from crawler.dates import Moment, machine_moment, printed_moment
from crawler.items import Credit, Kind, PublishedSource, Role
from crawler.layouts.blocks import one_line, squash, text_lines, walk
from crawler.layouts.credits import is_credit_line, make_credits, parse_credits
from crawler.layouts.keywords import BOILERPLATE, keywords_of
from crawler.layouts.page import Page

T = TypeVar("T")

SITE_SUFFIX = re.compile(
    r"(?:^|\s+)(?:[-–—|:]|::)\s+(?:ANTARA|Antara|antaranews)(?:\s*(?:News|NEWS|news|TV|Foto|Video))?"
    r"(?:\s*\.com)?(?:[\s,:|-]+[A-Z][^|–—]{0,60})?\s*$"
)
"""The site's name behind a title: " - ANTARA News", " - ANTARA News Bali" (2015-2026)."""

# Where a glued colophon comes apart: before the copyright line, and before a notice.
_COLOPHON_PARTS = re.compile(
    r"(?=COPYRIGHT\s*©|Copyright\s*©|(?<!Copyright )(?<!COPYRIGHT )©)|(?=Dilarang\s+keras)"
)
_NO_SECTIONS = ("Indonesia", "News", "Berita")
"""What <meta article:section> says where it names none; of 2017."""
TAG_LINK = re.compile(r"/(?:tag|topik|topic)/")
"""What addresses of the pages of a tag have in common."""
_MOST_CRUMBS = _MOST_DATES = 50
_MOST_BEHIND = 12
"""Nodes behind a body among which its colophon is looked for."""
_HOME = re.compile(r"(?:home|beranda|antara(?:\s*news)?(?:\.com)?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source(Generic[T]):
    """One place of a field: its name for the provenance and how it is read."""

    name: str
    read: Callable[[Page], T | None]


@dataclass(frozen=True, slots=True)
class TimeSource:
    """One place of a time: how it is known, and its readings on the page, best first."""

    kind: PublishedSource | None
    name: str
    read: Callable[[Page], list[Moment]]


def strip_site(title: str) -> str:
    """Return a title without the site's name behind it."""
    return SITE_SUFFIX.sub("", title).strip()


# --- text -----------------------------------------------------------------------------------


def element(selector: str) -> Source[str]:
    """Return the text of the first element with any."""
    return Source(selector, lambda page: page.text(selector))


def meta(name: str) -> Source[str]:
    """Return the content of <meta property|name|itemprop=name>."""
    return Source(f"meta {name}", lambda page: next(iter(page.meta(name)), None))


def titled(source: Source[str]) -> Source[str]:
    """Return another source's text without the site's name."""

    def read(page: Page) -> str | None:
        text = source.read(page)
        return (strip_site(text) or None) if text else None

    return Source(source.name, read)


def json_ld_text(field: str) -> Source[str]:
    """Return a text field of the page's JSON-LD article."""

    def read(page: Page) -> str | None:
        for thing in page.json_ld:
            value = thing.get(field)
            if isinstance(value, str) and squash(value):
                return squash(value)
        return None

    return Source(f"json_ld {field}", read)


def line_that(selector: str, test: Callable[[str], bool], name: str) -> Source[str]:
    """Return the first line of some elements that passes a test, such as `is_copyright`."""

    def read(page: Page) -> str | None:
        lines = (line for node in page.all(selector) for line in text_lines(node))
        return _first_piece(lines, test)

    return Source(f"{name} in {selector}", read)


def line_behind(selector: str, test: Callable[[str], bool], name: str) -> Source[str]:
    """Return the first line behind an element that passes a test."""
    return Source(
        f"{name} behind the text", lambda page: _first_piece(_lines_behind(page, selector), test)
    )


def _first_piece(lines: Iterable[str], test: Callable[[str], bool]) -> str | None:
    pieces = (piece for line in lines for piece in _COLOPHON_PARTS.split(line))
    return next((piece.strip() for piece in pieces if piece and test(piece)), None)


def _lines_behind(page: Page, selector: str) -> Iterator[str]:
    """Yield the lines of the elements that stand next behind the first that is selected."""
    node = page.first(selector)
    for _ in range(_MOST_BEHIND):
        node = node.next if node is not None else None
        if node is None:
            return
        if node.is_element_node:
            yield from text_lines(node)


# --- time -----------------------------------------------------------------------------------


def time_element(selector: str) -> TimeSource:
    """Return the times of <time datetime> elements."""

    def read(page: Page) -> list[Moment]:
        return _moments(
            machine_moment(node.attributes.get("datetime") or "", page.zone)
            for node in page.all(selector)
        )

    return TimeSource(PublishedSource.TIME_ELEMENT, selector, read)


def time_above(selector: str, container: str) -> TimeSource:
    """Return the times of <time datetime> elements that no body stands above.

    Where lists of other articles stand below the text, in elements like its own.
    """

    def read(page: Page) -> list[Moment]:
        body = page.first(container)
        own = page.all(selector if body is None else f"{selector}, {container}")
        if body is not None:
            inside = {body.mem_id, *(node.mem_id for node in body.css("time"))}
            last = max(place for place, node in enumerate(own) if node.mem_id in inside)
            own = own[: last + 1]
        return _moments(
            machine_moment(node.attributes.get("datetime") or "", page.zone) for node in own
        )

    return TimeSource(PublishedSource.TIME_ELEMENT, selector, read)


def time_meta(name: str) -> TimeSource:
    """Return the times of <meta property|name|itemprop=name>."""

    def read(page: Page) -> list[Moment]:
        return _moments(machine_moment(text, page.zone) for text in page.meta(name))

    return TimeSource(PublishedSource.META, f"meta {name}", read)


def time_json_ld(field: str) -> TimeSource:
    """Return the times of a field of the page's JSON-LD article."""

    def read(page: Page) -> list[Moment]:
        return _moments(
            machine_moment(str(thing.get(field) or ""), page.zone) for thing in page.json_ld
        )

    return TimeSource(PublishedSource.JSON_LD, f"json_ld {field}", read)


def time_printed(selector: str) -> TimeSource:
    """Return the times printed in elements: with their zone or in the bureau's.

    A keyword may be a day too ("HUT RI 17 Agustus 2022"): keyword lines are passed over.
    """

    def read(page: Page) -> list[Moment]:
        return _moments(
            printed_moment(" ".join(_dated_lines(node)), page.zone)
            for node in page.all(selector)[:_MOST_DATES]
        )

    return TimeSource(None, selector, read)


def _dated_lines(node: LexborNode) -> list[str]:
    """Return an element's lines but keyword lines, the pieces of each apart.

    Day and time stand in elements of their own that no space divides.
    """
    lines = [
        squash(" ".join(piece.text_content or "" for piece in line.sources))
        for block in walk(node, {})
        if block.reason is None
        for line in block.lines
    ]
    return [line for line in lines if keywords_of([line]) is None]


def _moments(found: Iterable[Moment | None]) -> list[Moment]:
    return [moment for moment in found if moment is not None]


# --- credits --------------------------------------------------------------------------------


def credit_block(selector: str) -> Source[list[Credit]]:
    """Return the credits of blocks of labels and names; every block that matches is read."""

    def read(page: Page) -> list[Credit] | None:
        credits: list[Credit] = []
        for node in page.all(selector):
            for credit in parse_credits("\n".join(text_lines(node))):
                if not any(c.role == credit.role and c.name == credit.name for c in credits):
                    credits.append(credit)
        return credits or None

    return Source(selector, read)


def byline(selector: str) -> Source[list[Credit]]:
    """Return the credits of those of some elements that are nothing but credits.

    "Oleh Rani Rekaan *)" stands beside the date of an opinion, in an element like the date's.
    """

    def read(page: Page) -> list[Credit] | None:
        lines = map(one_line, page.all(selector)[:_MOST_DATES])
        return parse_credits("\n".join(filter(is_credit_line, lines))) or None

    return Source(selector, read)


def credits_behind(selector: str) -> Source[list[Credit]]:
    """Return the credits of those lines behind an element that are nothing but credits.

    For a colophon without a name of its own; what stands beside it may use a label's word.
    """

    def read(page: Page) -> list[Credit] | None:
        lines = filter(is_credit_line, _lines_behind(page, selector))
        return parse_credits("\n".join(lines)) or None

    return Source("colophon behind the text", read)


def credit_meta(name: str, role: Role) -> Source[list[Credit]]:
    """Return people named by a <meta>, an address of a social network left out."""

    def read(page: Page) -> list[Credit] | None:
        credits: list[Credit] = []
        for text in page.meta(name):
            if not re.match(r"https?:|www\.", text) and not BOILERPLATE.match(text):
                credits += make_credits(role, text)
        return credits or None

    return Source(f"meta {name}", read)


def credit_json_ld(roles: dict[str, Role]) -> Source[list[Credit]]:
    """Return people of the page's JSON-LD, by field.

    On pages of 2017 `author` is the EDITOR and `creator` the reporter.
    """

    def read(page: Page) -> list[Credit] | None:
        credits: list[Credit] = []
        for thing in page.json_ld:
            for field, role in roles.items():
                people = thing.get(field)
                for person in people if isinstance(people, list) else [people]:
                    name = person.get("name") if isinstance(person, dict) else person
                    kind = person.get("@type") if isinstance(person, dict) else None
                    if not isinstance(name, str) or kind == "Organization":
                        continue
                    if not BOILERPLATE.match(name) and "://" not in name:
                        credits += make_credits(role, squash(name))
            if credits:
                break
        return credits or None

    return Source("json_ld " + ",".join(roles), read)


def for_kinds(source: Source[T], *kinds: Kind) -> Source[T]:
    """Return a source that is asked on pages of these kinds only."""
    return Source(source.name, lambda page: source.read(page) if page.key.kind in kinds else None)


def section_link(selector: str) -> Source[str]:
    """Return the text of the first link to a section in some boxes at the headline.

    On regional pages the keywords stand in boxes of the same kind, as links to their tags.
    """

    def read(page: Page) -> str | None:
        for box in page.all(selector):
            keywords = {tag.casefold() for tag in keywords_of(text_lines(box)) or ()}
            for link in box.css("a"):
                text = one_line(link)
                to_tag = TAG_LINK.search(link.attributes.get("href") or "")
                if text and not to_tag and text.lstrip("#").casefold() not in keywords:
                    return text
        return None

    return Source(f"{selector} a", read)


def breadcrumb(selector: str) -> Source[str]:
    """Return the last breadcrumb that is neither the home page nor the article itself."""

    def read(page: Page) -> str | None:
        texts = [one_line(node) for node in page.all(selector)[-_MOST_CRUMBS:]]
        title = page.text("h1") or ""
        names = [t for t in texts if t and not _HOME.match(t) and len(t) <= 60]
        names = [name for name in names if not _is_title(name, title)]
        return names[-1] if names else None

    return Source(selector, read)


def _is_title(crumb: str, title: str) -> bool:
    """Tell whether a breadcrumb is the article's title, whole or cut short with dots."""
    stem = crumb.rstrip(".… ")
    return crumb == title or (crumb.endswith(("...", "…")) and title.startswith(stem))


def section_meta() -> Source[str]:
    """Return <meta article:section>, which on pages of 2017 only says "Indonesia"."""
    source = meta("article:section")

    def read(page: Page) -> str | None:
        section = source.read(page)
        return None if section in _NO_SECTIONS else section

    return Source(source.name, read)
