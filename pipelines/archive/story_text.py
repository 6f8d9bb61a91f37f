"""A report's words as reprints are compared by: without dateline, case, marks. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from pipelines.archive.state import without_dateline

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_WORDS: Final = 4_000
"""Words of a text that are looked at: longer ones are lists, and tell enough by then."""
_WORD: Final = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|\d*[^\W_]+")
_SENTENCE_ENDS: Final = re.compile(r"[.!?]['\"”’)]*\s|\n")
_DATE: Final = re.compile(r"\d{1,2}[/:]\d{1,2}(?:[/:]\d{2,4})?")
DAYS: Final = frozenset(
    {
        *("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    }
)
MONTHS: Final = frozenset(
    {
        *("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus"),
        *("september", "oktober", "november", "desember", "january", "february", "march"),
        *("may", "june", "july", "august", "october", "december"),
    }
)


class Fact(Enum):
    """What kind of fact a word tells."""

    DATE = "date"
    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, and what it tells."""

    plain: str
    fact: Fact | None


@dataclass(frozen=True, slots=True)
class Report:
    """A text prepared for comparison."""

    words: tuple[str, ...]
    facts: tuple[Fact | None, ...]
    """Of each word."""
    lead: int
    """Words of the first sentence."""
    paragraphs: tuple[tuple[str, ...], ...]


def report_of(text: str | None, dateline_place: str | None = None) -> Report:
    """Prepare an article's text.

    Args:
        text: paragraphs with an empty line between them.
        dateline_place: as it was read off; the dateline is no part of a report.
    """
    bare = without_dateline(unicodedata.normalize("NFC", text or ""), dateline_place)
    words: list[str] = []
    facts: list[Fact | None] = []
    paragraphs = []
    lead = 0
    for paragraph in filter(str.strip, bare.split("\n\n")):
        found = list(_words_of(paragraph))
        if not found:
            continue
        paragraphs.append(tuple(word.plain for word in found))
        if not words:
            lead = _first_sentence(paragraph, len(found))
        words += (word.plain for word in found)
        facts += (word.fact for word in found)
        if len(words) >= MOST_WORDS:
            break
    return Report(
        tuple(words[:MOST_WORDS]),
        tuple(facts[:MOST_WORDS]),
        min(lead, MOST_WORDS),
        tuple(paragraphs),
    )


def plain_words(text: str) -> list[str]:
    """Return the words of a text as they are compared.

    >>> plain_words("Harga “emas” Rp2.345.000, kata Wali Kota.")
    ['harga', 'emas', 'rp', '2.345.000', 'kata', 'wali', 'kota']
    """
    return [_plain(found[0]) for found in _WORD.finditer(text)]


def _plain(word: str) -> str:
    folded = word.casefold()
    if folded.isascii():
        return folded
    folded = unicodedata.normalize("NFKD", folded)
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def _words_of(paragraph: str) -> Iterator[Word]:
    begins = True
    last = 0
    for found in _WORD.finditer(paragraph):
        word, start = found[0], found.start()
        plain = _plain(word)
        if word.islower() and plain not in DAYS:
            begins = False
            last = found.end()
            yield Word(plain, None)
            continue
        between = paragraph[last:start]
        # At a sentence's beginning, and behind an opening quote, a capital says nothing.
        begins = begins or (
            len(between) > 1
            and (bool(_SENTENCE_ENDS.search(between)) or between.rstrip(" ")[-1:] in "\"“‘'")
        )
        yield Word(plain, _fact(word, plain, begins=begins))
        begins = False
        last = found.end()


def _fact(word: str, plain: str, *, begins: bool) -> Fact | None:
    if plain in DAYS or (plain in MONTHS and word[:1].isupper()) or _DATE.fullmatch(plain):
        return Fact.DATE
    if any(sign.isdigit() for sign in plain):
        return Fact.NUMBER
    return Fact.NAME if word[:1].isupper() and not begins else None


def _first_sentence(paragraph: str, most: int) -> int:
    end = _SENTENCE_ENDS.search(paragraph)
    return min(most, len(plain_words(paragraph[: end.start()]))) if end else most
