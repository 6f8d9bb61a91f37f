"""What changed between two texts, sentence by sentence and word by word. Pure."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rapidfuzz.fuzz import ratio

from pipelines.archive.story_text import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SENTENCE: Final = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”’)]))\s+(?=[\"“‘(]?[A-Z0-9])|\n+")
_ABBREVIATED: Final = re.compile(
    r"(?:(?:^|[\s(\"'“‘])(?:[A-Za-z]|[a-z]{1,3}(?:\.[a-z]{1,2})+|[A-Z]\.[A-Za-z]{1,3}|[dD]r[ags]?"
    r"|Hj?|Ir|Prof|Nos?|Jl|Gg|Kol|Letkol|Kapt|Brigjen|Mayjen|Letjen|Irjen|Kombes|Kompol|Pol|Purn"
    r"|AK[PB]P?|AKBP|[IA]i?p[dt][au]|Aipt?da|Briptu|Bripka|Bripda|Brigpol|Serd?a|Sertu|Serka|Serma|Pelt[uh]|Pelda"
    r"|Pra[kd]a|Pratu|Kop[dt][au]|Lett?[ud]a?|Jend|Komjen|Laks[dm]a|Laksdya|Mars[dm]a|Marsdya"
    r"|[A-Z][a-z]\.[A-Z]{1,3}|PT|CV|UD|Yth|Sdri|Pdt|Apt|Gov|Sen|Rep|Gen|Col|Capt|Lt|Mt"
    r"|St|Rp|Kab|Kec|Tn|Ny|Sdr|Bpk|Tgk|Ust|KH|Dsn|Kel|Mrs?|Ms|Jr|Sr|vs|hlm|alm|tgl|pkl)|(?:^|\n)\d{1,3})\.$"
)
"""What ends with a full stop and ends no sentence: dr., H., No., S.H., a list's 3."""
_DATELINE: Final = re.compile(r"^[^\n.]{0,60}\(ANTARA[^)\n]*\)\s*[-–—]\s*")
ONE_SENTENCE: Final = 60
"""Likeness of two sentences, of 100, from which one is the other one changed."""


class Kind(StrEnum):
    """What kind of change it is."""

    WORDS = "words"
    NUMBER = "number"
    ADDED = "added"
    CUT = "cut"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One changed sentence; `old` is empty where it was added, `new` where it was cut."""

    kind: Kind
    old: str
    new: str


def sentences(text: str | None) -> list[str]:
    r"""Return the sentences of a text, without its dateline.

    >>> sentences("Palembang (ANTARA) - Harga naik. Warga resah, kata dia.\n\nBesok rapat.")
    ['Harga naik.', 'Warga resah, kata dia.', 'Besok rapat.']
    """
    return split_sentences(_DATELINE.sub("", text or "", count=1))


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text; a line's end ends one.

    >>> split_sentences("Menurut dr. Budi S.H. itu benar. Kata H. Amin: No. 3. Ya")
    ['Menurut dr. Budi S.H. itu benar.', 'Kata H. Amin: No. 3.', 'Ya']
    """
    found: list[str] = []
    at = 0
    for gap in _SENTENCE.finditer(text):
        if "\n" not in gap[0] and _ABBREVIATED.search(text, max(0, gap.start() - 12), gap.start()):
            continue
        found.append(text[at : gap.start()].strip())
        at = gap.end()
    found.append(text[at:].strip())
    return [piece for piece in found if piece]


def changes(old: str | None, new: str | None) -> list[Change]:
    """Return what changed, in the order of the new text; what was cut stands where it stood.

    A sentence that is alike enough is one that was changed; one that stands elsewhere, word by
    word, was moved.
    """
    before, after = sentences(old), sentences(new)
    one, other = [_plain(each) for each in before], [_plain(each) for each in after]
    found: list[Change] = []
    for deed, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if deed != "equal":
            found += _of_block(before[a:b], after[c:d])
    return _with_moved(found)


def word_changes(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """Yield the words that are the same, that went and that came, in order; some are none.

    >>> list(word_changes("Harga beras naik lagi".split(), "Harga beras turun lagi".split()))
    [(['Harga', 'beras'], [], []), ([], ['naik'], ['turun']), (['lagi'], [], [])]
    """
    codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for deed, a, b, c, d in codes:
        yield (old[a:b], [], []) if deed == "equal" else ([], old[a:b], new[c:d])


def added_and_cut(old: str | None, new: str | None) -> tuple[list[str], list[str]]:
    """Return the sentences that only the new text has, and those that only the old one has."""
    found = changes(old, new)
    return (
        [each.new for each in found if each.kind is Kind.ADDED],
        [each.old for each in found if each.kind is Kind.CUT],
    )


def _plain(sentence: str) -> str:
    return " ".join(plain_words(sentence))


def _of_block(before: list[str], after: list[str]) -> Iterator[Change]:
    """Pair the sentences of a block that are alike, the likest first."""
    likeness = sorted(
        (
            (ratio(_plain(old), _plain(new)), i, j)
            for i, old in enumerate(before)
            for j, new in enumerate(after)
        ),
        key=lambda each: (-each[0], each[1], each[2]),
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for alike, i, j in likeness:
        if alike >= ONE_SENTENCE and j not in partner and i not in taken:
            partner[j] = i
            taken.add(i)
    for i, old in enumerate(before):
        if i not in taken:
            yield Change(Kind.CUT, old, "")
    for j, new in enumerate(after):
        if j in partner:
            old = before[partner[j]]
            yield Change(_kind(old, new), old, new)
        else:
            yield Change(Kind.ADDED, "", new)


def _kind(old: str, new: str) -> Kind:
    """Tell whether only numbers differ."""
    one, other = plain_words(old), plain_words(new)
    parted = [
        word
        for deed, a, b, c, d in difflib.SequenceMatcher(
            None, one, other, autojunk=False
        ).get_opcodes()
        if deed != "equal"
        for word in (*one[a:b], *other[c:d])
    ]
    numbers = parted and all(any(sign.isdigit() for sign in word) for word in parted)
    return Kind.NUMBER if numbers else Kind.WORDS


def _with_moved(found: list[Change]) -> list[Change]:
    """Join a sentence that was cut with its like that was added."""
    cut = {_plain(each.old): each for each in found if each.kind is Kind.CUT}
    moved = {
        plain: each.new
        for each in found
        if each.kind is Kind.ADDED and (plain := _plain(each.new)) in cut
    }
    joined = []
    for each in found:
        if each.kind is Kind.CUT and _plain(each.old) in moved:
            continue
        if each.kind is Kind.ADDED and _plain(each.new) in moved:
            joined.append(Change(Kind.MOVED, cut[_plain(each.new)].old, each.new))
            continue
        joined.append(each)
    return joined
