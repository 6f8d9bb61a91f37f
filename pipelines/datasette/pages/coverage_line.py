"""What is held of the days in question, as a line in Indonesian or English. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipelines.datasette.pages.codes import said
from pipelines.datasette.pages.shown import day_in_words, number, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TOLD: Final = 3
"""Gaps that the line names."""
_COUNTED: Final = {
    "id": {"articles": ("artikel", "artikel"), "bureaus": ("biro", "biro")},
    "en": {"articles": ("article", "articles"), "bureaus": ("bureau", "bureaus")},
}
"""One, and several."""
_WORDS: Final[dict[str, dict[str, str]]] = {
    "id": {
        "empty": "Arsip ini tidak memuat satu artikel pun.",
        "no_days": (
            "Harinya tidak disebutkan. Arsip ini memuat {articles} dari {bureaus}, terbit "
            "{first} sampai {last}; di antaranya mungkin ada celah, dan ANTARA menulis juga "
            "sebelumnya dan di tempat lain."
        ),
        "unknown": "pada hari yang tidak diketahui",
        "to": "{} sampai {}",
        "and": " dan ",
        "held": "Dari {days} arsip ini memuat {articles} {of}",
        "of_one": "biro {}",
        "of_many": "dari {} di antara {}",
        "named": "Tentang hari yang disebut di dalamnya: ",
        "complete": "; setiap harinya lengkap.",
        "gaps": ", dengan celah: {}.",
        "more": "dan {} lagi",
        "unheld": "teks artikel yang diketahui alamatnya belum ada ({})",
        "guessed": " Mungkin terbit pada hari lain: isilah Sejak dan Sampai.",
    },
    "en": {
        "empty": "The archive holds no article.",
        "no_days": (
            "No days were given. The archive holds {articles} of {bureaus}, published from {first} "
            "to {last}; it may have gaps there, and ANTARA wrote before and elsewhere."
        ),
        "unknown": "unknown days",
        "to": "{} to {}",
        "and": " and ",
        "held": "Of {days} the archive holds {articles} {of}",
        "of_one": "of {}",
        "of_many": "of {} of {}",
        "named": "Around the days that the passage names: ",
        "complete": "; every day is complete.",
        "gaps": ", with gaps: {}.",
        "more": "and {} more",
        "unheld": "the texts of articles that were named are not held ({})",
        "guessed": " It may have been published on others: fill in Since and Until.",
    },
}


def coverage_line(coverage: Mapping[str, Any], language: str) -> str:
    """Return what is held, and which gaps there are.

    Args:
        coverage: of an answer of `checking.answer.Checker`.
        language: id or en.
    """
    words = _WORDS[language]
    if not coverage["period"]:
        return _of_all(coverage, words, language)
    days = words["and"].join(
        _span(each["since"], each["until"], words, language) for each in coverage["period"]
    )
    gaps = [_gap(each, words, language) for each in coverage["holes"][:TOLD]]
    if (more := len(coverage["holes"]) - len(gaps)) > 0:
        gaps.append(words["more"].format(number(more, language)))
    if coverage["unheld"]:
        counts = ", ".join(
            f"{number(count, language)} {said(state, _set_of(state), language)}"
            for state, count in coverage["unheld"].items()
        )
        gaps.append(words["unheld"].format(counts))
    line = words["held"].format(
        days=days,
        articles=_many(coverage["held"], "articles", language),
        of=_of(coverage, words, language),
    )
    return "".join(
        (
            "" if coverage["sure"] else words["named"],
            line,
            words["gaps"].format("; ".join(gaps)) if gaps else words["complete"],
            "" if coverage["sure"] else words["guessed"],
        )
    )


def _of_all(coverage: Mapping[str, Any], words: Mapping[str, str], language: str) -> str:
    if not coverage["held"]:
        return words["empty"]
    first, last = (
        day_in_words(coverage[name], language) if coverage[name] else words["unknown"]
        for name in ("first", "last")
    )
    return words["no_days"].format(
        articles=_many(coverage["held"], "articles", language),
        bureaus=_many(coverage["bureaus"], "bureaus", language),
        first=first,
        last=last,
    )


def _of(coverage: Mapping[str, Any], words: Mapping[str, str], language: str) -> str:
    holding: Sequence[str] = coverage["holding"]
    if coverage["bureaus"] == 1 and holding:
        return words["of_one"].format(plain(holding[0]))
    return words["of_many"].format(
        number(len(holding), language), _many(coverage["bureaus"], "bureaus", language)
    )


def _gap(gap: Mapping[str, Any], words: Mapping[str, str], language: str) -> str:
    span = _span(gap["first_day"], gap["last_day"], words, language)
    return f"{plain(gap['bureau'])} {span} ({said(gap['verdict'], 'of_a_day', language)})"


def _span(first: str, last: str, words: Mapping[str, str], language: str) -> str:
    one, other = day_in_words(first, language), day_in_words(last, language)
    return one if first == last else words["to"].format(one, other)


def _many(count: int, what: str, language: str) -> str:
    one, several = _COUNTED[language][what]
    return f"{number(count, language)} {one if count == 1 else several}"


def _set_of(state: str) -> str:
    """Return which codes a word for it is among: no address is in a state of being withdrawn."""
    return "of_a_day" if state == "withdrawn" else "state"
