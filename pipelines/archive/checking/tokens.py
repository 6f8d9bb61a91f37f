"""Words, numbers and signs of a text as a passage is compared by. Pure.

Stricter than what stories are grouped by: a minus, a percent sign or a question mark says
something. Case, accents, quotes, commas and full stops do not count.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipelines.archive.story_text import DAYS, MONTHS, plain_word

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN: Final = re.compile(
    r"(?P<number>(?:(?:(?<![^\s(\[\"'])|(?<=[Rr]p)|(?<=[$€£¥]))-)?\d+(?:[.,:/]\d+)*)"
    r"|(?P<rating>(?<!\w)[A-DO]{1,3}(?:\+|-(?![\w-])))"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?<![^\s(\[\"'])-(?=(?:[Rr]p|[A-Z]{2,3}\$|[$€£¥])\s?\d)"
    r"|[%‰°?<>≤≥≠±+×÷$¢£¤¥֏؋৳฿\u20a0-\u20c0\u061c\u200f\u202b\u202d\u202e\u2067]"
)
_QUOTES: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʼʻ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−﹣－˗⁃➖─━⎯⸺⸻", "-"),
        **dict.fromkeys("❓❔؟⸮", "?"),
        "‽": "?!",
        "➕": "+",
        "\u2044": "/",
    }
)
_NUMERALS: Final = frozenset(
    (
        *("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
        *("sepuluh", "sebelas", "seratus", "seribu", "sejuta", "semiliar", "setengah"),
        *("belas", "puluh", "belasan", "puluhan", "ratus", "ratusan", "ribu", "ribuan", "juta"),
        *("jutaan", "miliar", "milyar", "miliaran", "triliun", "persen", "percent"),
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        *("eleven", "twelve", "hundred", "thousand", "million", "billion", "trillion"),
    )
)
_RAISED: Final = re.compile(r"(?<=\d)(?=[⁰¹²³⁴-⁹¼-¾⅐-⅞↉])")
"""Between a number and a power or a fraction behind it: 10⁶ is not 106, nor 5½ 51/2."""
_TURNS: Final = frozenset("\u061c\u200f\u202b\u202d\u202e\u2067")
"""Signs that cannot be seen, and turn round what is: 12 is read as 21."""
_A_DAY: Final = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{2,4})?")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign."""

    plain: str
    """As it is compared."""
    surface: str
    """As it stands in the text."""
    start: int
    end: int
    """Where, in the text it was read from."""

    @property
    def is_number(self) -> bool:
        """Whether it is a number, in figures or words, or a sign that belongs to one."""
        return (
            any(sign.isdigit() for sign in self.plain)
            or self.plain in "%‰°$€£¥"
            or self.plain in _NUMERALS
        )

    @property
    def is_date(self) -> bool:
        """Whether it names a day or a month, or is a day in figures: 4/3."""
        return (
            self.plain in DAYS
            or (self.plain in MONTHS and self.surface[:1].isupper())
            or _A_DAY.fullmatch(self.plain) is not None
        )

    @property
    def is_name(self) -> bool:
        """Whether it is written as names are; so is the first word of a sentence."""
        return self.surface[:1].isupper()


def folded(text: str) -> str:
    r"""Return a text with one form for what is written in several: quotes, dashes, blanks.

    Signs that cannot be seen are left out, but for those that change the order of others.

    >>> folded("“Banjir”\u00a0–\u200b 5\u00a0°C")
    '"Banjir" - 5 °C'
    """
    if text.isascii():
        return text.translate(_QUOTES)
    # Before NFKC, which makes a blank and an accent of some of them.
    plain = unicodedata.normalize("NFKC", _RAISED.sub(" ", text.translate(_QUOTES)))
    return "".join(
        sign
        for sign in plain.translate(_QUOTES)
        if unicodedata.category(sign) != "Cf" or sign in _TURNS
    )


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the tokens of a folded text.

    >>> [token.plain for token in tokens_of("Suhu -5 °C, naik 9,5% di Jum'at?")]
    ['suhu', '-5', '°', 'c', 'naik', '9,5', '%', 'di', 'jumat', '?']
    """
    return tuple(
        Token(_plain(found[0]), found[0], found.start(), found.end())
        for found in _TOKEN.finditer(text)
    )


def plains(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Return tokens as they are compared."""
    return tuple(token.plain for token in tokens)


def _plain(word: str) -> str:
    return plain_word(word.replace("'", ""))
