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
_WITH_MARKS: Final = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*")


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
    if small.isascii():
        return small
    return "".join(c for c in unicodedata.normalize("NFD", small) if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """Return the folded words of a text.

    >>> words("Rp9,5 triliun (André)")
    ['rp9', '5', 'triliun', 'andre']
    """
    return _WORD.findall(fold(text))


def tokens(text: str) -> list[Token]:
    """Return the folded words of a text with their places in it, accents included."""
    if text.isascii():
        small = text.lower()
        return [Token(m.group(), *m.span()) for m in _WORD.finditer(small)]
    return [Token(fold(m.group()), *m.span()) for m in _WITH_MARKS.finditer(text)]
