"""Why a page was read by this layout: what each one's markers found, and its container."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.items import Article, DropReason, Flag, Kind, NotAnArticle
from crawler.layouts import SURE, choose_layout
from crawler.layouts.blocks import has_text
from crawler.layouts.known import LAYOUTS

if TYPE_CHECKING:
    from crawler.inspection.recorder import Recorder
    from crawler.layouts.layout import Layout
    from crawler.layouts.page import Page

_MOST_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A selector and how many elements it names; of a container, how many of them hold text."""

    selector: str
    elements: int
    points: int = 0
    with_text: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """One layout and what speaks for it on this page."""

    name: str
    seen: str
    score: int
    markers: tuple[Found, ...]
    containers: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """All layouts, and in a sentence why the page was read as it was."""

    candidates: tuple[Candidate, ...]
    loudest: str | None
    """The layout for which the markup speaks loudest, None where none is sure."""
    used: str | None
    """The layout by which the page was read; None when it was refused before."""
    sentence: str


def choose(page: Page, found: Article | NotAnArticle, recorder: Recorder) -> Choice:
    """Say which layout was chosen, and why.

    Args:
        page: the page, untouched.
        found: what was read off it.
        recorder: what was seen meanwhile.
    """
    layout = choose_layout(page)
    candidates = tuple(_candidate(page, each) for each in LAYOUTS)
    loudest = str(layout.name) if layout else None
    if isinstance(found, NotAnArticle):
        return Choice(candidates, loudest, None, _why_refused(page, layout, found))
    used = str(found.layout)
    if Flag.GENERIC_LAYOUT not in found.flags:
        return Choice(candidates, loudest, used, _why_known(page, candidates, used))
    return Choice(candidates, loudest, used, _why_generic(page, layout, candidates))


def _candidate(page: Page, layout: Layout) -> Candidate:
    selectors = [*layout.container]
    if page.key.kind is not Kind.ARTICLE:
        selectors += layout.media_container
    return Candidate(
        str(layout.name),
        layout.seen,
        layout.score(page),
        tuple(
            Found(selector, len(page.all(selector)), points)
            for selector, points in layout.markers.items()
        ),
        tuple(_container(page, selector) for selector in selectors),
    )


def _container(page: Page, selector: str) -> Found:
    nodes = page.all(selector)
    return Found(selector, len(nodes), with_text=sum(map(has_text, nodes[:_MOST_LOOKED_AT])))


def _why_known(page: Page, candidates: tuple[Candidate, ...], used: str) -> str:
    own = next(each for each in candidates if each.name == used)
    others = [f"{each.name} {each.score}" for each in candidates if each.name != used]
    container = next((each for each in own.containers if each.with_text), None)
    holder = (
        f"its container is the first selector that holds text, {container.selector}"
        if container
        else "it found no container with text"
    )
    return (
        f"The page's markup speaks loudest for {used}: {own.score} points "
        f"({', '.join(others)}; from {SURE} on a layout is taken); {holder}."
    )


def _why_generic(page: Page, layout: Layout | None, candidates: tuple[Candidate, ...]) -> str:
    if layout is None:
        best = max(each.score for each in candidates)
        return (
            f"No layout knows this markup: none has {SURE} points, the most is {best}. "
            "The generic layout read what stands around the text."
        )
    name = layout.name
    if layout.find_container(page) is None and page.key.kind is Kind.ARTICLE:
        return (
            f"The markup speaks loudest for {name}, but none of its containers is on the page. "
            "The generic layout read what stands around the text."
        )
    if not any(source.read(page) for source in layout.title):
        return (
            f"The markup speaks loudest for {name}, but none of its sources gives a title. "
            "The generic layout read what stands around the text."
        )
    return (
        f"The markup speaks loudest for {name}, but by it the page has neither text, date nor "
        "picture. The generic layout read what stands around the text."
    )


_EARLY = {
    DropReason.NOT_ANTARA: "The address is no host of ANTARA, or the page never names it.",
    DropReason.NO_KEY: "The address names no article, so no layout was asked.",
    DropReason.EMPTY: "There is nothing to read, or nothing that can be parsed.",
    DropReason.LISTING: "The page lists articles and is none.",
    DropReason.SOFT_404: "The page says that what was asked for is not there.",
    DropReason.MAINTENANCE: "The page says that the site is being worked on.",
    DropReason.NO_TITLE: "No source gives a title.",
}


def _why_refused(page: Page, layout: Layout | None, found: NotAnArticle) -> str:
    said = _EARLY.get(found.reason, "The page was refused.")
    if layout is None:
        return f"{said} No layout knows this markup (none has {SURE} points)."
    if layout.find_container(page) is None:
        return (
            f"{said} The markup speaks loudest for {layout.name}, but none of its containers "
            "is on the page."
        )
    return f"{said} The markup speaks loudest for {layout.name}."
