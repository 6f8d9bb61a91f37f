"""Pairs of texts for the tests of stories: their form, and edits that make one of another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

GRADES = ("plain", "light", "hard", "edge")


@dataclass(frozen=True, slots=True)
class Piece:
    """One article as one bureau has it; the text stands without its dateline."""

    bureau: str
    published: str
    place: str
    title: str
    text: str
    agency: str | None = " (ANTARA) -"
    """What follows the place in the dateline, None for a text that begins with its body (AMP)."""

    @property
    def printed(self) -> str:
        return self.text if self.agency is None else f"{self.place}{self.agency} {self.text}"

    @property
    def dateline_place(self) -> str | None:
        return None if self.agency is None else self.place

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n\n")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles and whether they carry the same report."""

    name: str
    grade: str
    same: bool
    bureaus: tuple[str, str]
    published: tuple[str, str]
    places: tuple[str | None, str | None]
    """As read off the dateline, None without one."""
    titles: tuple[str, str]
    texts: tuple[str, str]


def written(text: str) -> str:
    """Join the lines of each paragraph: the source is wrapped, an article is not."""
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))


def piece(bureau: str, published: str, place: str, title: str, text: str) -> Piece:
    return Piece(bureau, published, place, title, written(text))


def at(original: Piece, bureau: str, hours: float = 1, **changes: str | None) -> Piece:
    """Return the piece as another bureau carries it, some hours later."""
    start = datetime.fromisoformat(original.published)
    when = (start + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return replace(original, bureau=bureau, published=when, **changes)  # type: ignore[arg-type]


def words(original: Piece, *changes: tuple[str, str]) -> Piece:
    """Replace wordings that occur exactly once: an edit that misses its place is an error."""
    text = original.text
    for old, new in changes:
        if text.count(old) != 1:
            raise ValueError(f"{old!r} occurs {text.count(old)} times in {original.title!r}")
        text = text.replace(old, new)
    return replace(original, text=text)


def everywhere(original: Piece, *changes: tuple[str, str]) -> Piece:
    """Replace wordings wherever they occur."""
    text = original.text
    for old, new in changes:
        if old not in text:
            raise ValueError(f"{old!r} does not occur in {original.title!r}")
        text = text.replace(old, new)
    return replace(original, text=text)


def of_paragraphs(original: Piece, paragraphs: Iterable[str]) -> Piece:
    return replace(original, text="\n\n".join(paragraphs))


def cut(original: Piece, *numbers: int) -> Piece:
    kept = (p for n, p in enumerate(original.paragraphs, 1) if n not in numbers)
    return of_paragraphs(original, kept)


def first(original: Piece, count: int) -> Piece:
    return of_paragraphs(original, original.paragraphs[:count])


def order(original: Piece, *numbers: int) -> Piece:
    if sorted(numbers) != list(range(1, len(original.paragraphs) + 1)):
        raise ValueError(f"each paragraph once: {numbers} in {original.title!r}")
    return of_paragraphs(original, (original.paragraphs[n - 1] for n in numbers))


def insert(original: Piece, after: int, text: str) -> Piece:
    """Put a paragraph after the given one, 0 for the beginning."""
    parts = original.paragraphs
    return of_paragraphs(original, [*parts[:after], written(text), *parts[after:]])


def exchange(original: Piece, number: int, text: str) -> Piece:
    """Write one paragraph anew."""
    parts = original.paragraphs
    return of_paragraphs(original, [*parts[: number - 1], written(text), *parts[number:]])


def merge(original: Piece, number: int) -> Piece:
    """Run a paragraph and the next one together."""
    parts = original.paragraphs
    both = f"{parts[number - 1]} {parts[number]}"
    return of_paragraphs(original, [*parts[: number - 1], both, *parts[number + 1 :]])


def same(name: str, grade: str, one: Piece, other: Piece) -> Pair:
    return _pair(name, grade, True, one, other)


def different(name: str, grade: str, one: Piece, other: Piece) -> Pair:
    return _pair(name, grade, False, one, other)


def _pair(name: str, grade: str, is_same: bool, one: Piece, other: Piece) -> Pair:
    return Pair(
        name,
        grade,
        is_same,
        (one.bureau, other.bureau),
        (one.published, other.published),
        (one.dateline_place, other.dateline_place),
        (one.title, other.title),
        (one.printed, other.printed),
    )
