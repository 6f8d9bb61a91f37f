"""How values stand on a page: text that is somebody else's, days, addresses. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Mapping

_MONTHS: Final = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus"),
        *("September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ),
}
_ZONES: Final = {7: "WIB", 8: "WITA", 9: "WIT"}
_WEB: Final = re.compile(r"https?://[^\s/?#@]+(?:[/?#]\S*)?", re.IGNORECASE)
_UNSEEN: Final = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS: Final = "\u200c\u200d"
"""What joins or parts letters of some scripts; the other signs that cannot be seen can mislead."""


def plain(text: object) -> str:
    r"""Return a text without signs that cannot be seen: they could turn the direction of a line.

    >>> plain("a\u202eb\x00c\nd")
    'abc d'
    """
    line = str(text)
    if line.isprintable():
        return line
    return "".join(
        " " if sign in "\n\t" else sign
        for sign in line
        if sign in "\n\t" or sign in _JOINERS or unicodedata.category(sign) not in _UNSEEN
    )


def isolated(text: object) -> Markup:
    """Return a text that leaves the direction of what stands beside it alone."""
    return Markup("<bdi>{}</bdi>").format(plain(text))


def paragraphs(text: str | None) -> list[list[str]]:
    """Return the paragraphs of a text, each as its lines."""
    return [
        [plain(line) for line in piece.splitlines() if line.strip()]
        for piece in (text or "").split("\n\n")
        if piece.strip()
    ]


def is_web(address: object) -> bool:
    """Return whether an address is one of the web: nothing else becomes a link.

    >>> is_web("https://a.example/x"), is_web("javascript:alert(1)"), is_web("//a")
    (True, False, False)
    """
    return (
        isinstance(address, str) and address.isprintable() and _WEB.fullmatch(address) is not None
    )


def day_in_words(day: str | None, language: str) -> str:
    """Return a day, YYYY-MM-DD, in words; what is no day as it is.

    >>> day_in_words("2026-03-04", "id")
    '4 Maret 2026'
    """
    try:
        found = datetime.strptime(day or "", "%Y-%m-%d")  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return plain(day or "")
    return f"{found.day} {_MONTHS[language][found.month - 1]} {found.year}"


def moment_in_words(moment: str | None, language: str, *, seconds: bool = False) -> str:
    """Return a time with offset in words, in its own zone; a bare day as a day.

    >>> moment_in_words("2026-03-04T10:15:00+08:00", "en")
    '4 March 2026, 10:15 WITA'
    """
    if moment is None:
        return ""
    if len(moment) == len("2026-03-04"):
        return day_in_words(moment, language)
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return plain(moment)
    offset = found.utcoffset()
    hours = offset.total_seconds() / 3600 if offset is not None else None
    zone = _ZONES.get(int(hours)) if hours is not None and hours == int(hours) else None
    told = zone or ("UTC" if hours == 0 else found.strftime("%z"))
    time = found.strftime("%H:%M:%S" if seconds else "%H:%M")
    return f"{day_in_words(moment[:10], language)}, {time} {told}".strip()


def lag_in_words(seconds: float, words: Mapping[str, str]) -> str:
    """Return how much later something came, in its greatest units.

    Args:
        seconds: 0 or more.
        words: of `labels.labels_in`.
    """
    minutes = round(seconds / 60)
    days, hours = minutes // 1440, minutes // 60 % 24
    parts = [
        words[name].format(count)
        for name, count in (("days", days), ("hours", hours), ("minutes", minutes % 60))
        if count
    ]
    return words["later_by"].format(" ".join(parts[:2]) or words["minutes"].format(0))


def number(value: int, language: str) -> str:
    """Return a number with its thousands parted.

    >>> number(12345, "id"), number(12345, "en")
    ('12.345', '12,345')
    """
    written = f"{value:,}"
    return written.replace(",", ".") if language == "id" else written


def changed_words(old: Any, new: Any) -> Markup:
    """Return what changed between two texts, words that went as <del>, that came as <ins>."""
    from pipelines.archive.text_changes import word_changes

    parts = []
    for same, gone, come in word_changes(str(old or "").split(), str(new or "").split()):
        if same:
            parts.append(escape(plain(" ".join(same))))
        if gone:
            parts.append(Markup("<del>{}</del>").format(plain(" ".join(gone))))
        if come:
            parts.append(Markup("<ins>{}</ins>").format(plain(" ".join(come))))
    return Markup(" ").join(parts)
