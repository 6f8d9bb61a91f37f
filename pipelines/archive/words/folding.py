"""Words as the full-text index sees them: small letters without accents, split at every sign.

The index's own tokenizer is unicode61 with remove_diacritics; this is the same, for what has to be
known of words outside SQL.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

LONGEST = 64
"""Letters of a word beyond which it is no word of a language, but an address or a key."""
_WORD: Final = re.compile(r"[^\W_]+")
_WITH_MARKS: Final = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]+")


class Token(NamedTuple):
    """A word of a text, folded, and where it stands."""

    word: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return a text in small letters without accents.

    >>> fold("Café Ngurah-Rai")
    'cafe ngurah-rai'
    """
    small = text.lower()
    return small if small.isascii() else _NOT_ASCII.sub(_without_accents, small)


def _without_accents(match: re.Match[str]) -> str:
    apart = unicodedata.normalize("NFD", match.group())
    return "".join(sign for sign in apart if not "\u0300" <= sign <= "\u036f")


def words(text: str) -> list[str]:
    """Return the folded words of a text.

    >>> words("Rp9,5 triliun (André)")
    ['rp9', '5', 'triliun', 'andre']
    """
    return _WORD.findall(fold(text))


def tokens(text: str) -> list[Token]:
    """Return the folded words of a text with their places in it, accents included."""
    return [Token(fold(match.group()), *match.span()) for match in _WITH_MARKS.finditer(text)]


def spans(text: str) -> list[tuple[int, int]]:
    """Return the places of the words of a text."""
    return [match.span() for match in _WITH_MARKS.finditer(text)]
