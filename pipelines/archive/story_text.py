"""A report's words as reprints are compared by: without dateline, case, marks. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from pipelines.archive.state import without_dateline

MOST_WORDS: Final = 4_000
"""Words of a text that are looked at: longer ones are lists, and tell enough by then."""
_WORD: Final = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|\d*[^\W_]+")
_APART: Final = re.compile(f"({_WORD.pattern})")
_REMEMBERED: Final = 32_768
"""Words of which is known what they tell: nearly all of a text were met before. Some 10 MB."""
_LONGEST: Final = 64
"""Letters of a word beyond which it is an address or a key, and not remembered."""
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
        plain, told = _words_of(paragraph)
        if not plain:
            continue
        paragraphs.append(tuple(plain))
        if not words:
            lead = _first_sentence(paragraph, len(plain))
        words += plain
        facts += told
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
    return [plain_word(word) for word in _WORD.findall(text)]


def plain_word(word: str) -> str:
    """Return a word in small letters without accents.

    >>> plain_word("Béranger")
    'beranger'
    """
    folded = word.casefold()
    if folded.isascii():
        return folded
    folded = unicodedata.normalize("NFKD", folded)
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def _words_of(paragraph: str) -> tuple[list[str], list[Fact | None]]:
    """Return a paragraph's words, and what each of them tells."""
    # One pass for words and what stands between them: between[n] comes before the word n.
    apart = _APART.split(paragraph)
    between, found = apart[::2], apart[1::2]
    remembered = max(map(len, found), default=0) <= _LONGEST
    read = list(map(_read if remembered else _read.__wrapped__, found))
    facts = [fact for _, fact in read]
    for at, fact in enumerate(facts):
        if fact is Fact.NAME and (at == 0 or _begins(between[at])):
            facts[at] = None
    return [plain for plain, _ in read], facts


@lru_cache(maxsize=_REMEMBERED)
def _read(word: str) -> tuple[str, Fact | None]:
    """Return a word as it is compared, and what it tells where no sentence begins with it."""
    plain = plain_word(word)
    if plain in DAYS:
        return plain, Fact.DATE
    if word.islower():
        return plain, None
    if (plain in MONTHS and word[:1].isupper()) or _DATE.fullmatch(plain):
        return plain, Fact.DATE
    if any(sign.isdigit() for sign in plain):
        return plain, Fact.NUMBER
    return plain, Fact.NAME if word[:1].isupper() else None


def _begins(between: str) -> bool:
    """Whether a sentence may begin behind this: there, and in quotes, a capital says nothing."""
    return len(between) > 1 and (
        bool(_SENTENCE_ENDS.search(between)) or between.rstrip(" ")[-1:] in "\"“‘'"
    )


def _first_sentence(paragraph: str, most: int) -> int:
    end = _SENTENCE_ENDS.search(paragraph)
    return min(most, len(_WORD.findall(paragraph, 0, end.start()))) if end else most
