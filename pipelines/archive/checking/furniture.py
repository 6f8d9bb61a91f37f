"""Lines that stand around a text on a page, in a mail or a message, and are no part of it. Pure.

What is taken for one is not compared, so a pattern must not take a sentence that begins with one
of these words: whoever adds "Sumber: the minister resigned" to a report has altered it.
"""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 300
"""Characters of a line that may be one of these."""


def _line(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:{'|'.join(patterns)})", re.IGNORECASE)


_CREDITED: Final = re.compile(
    r"^\W*(?:(?P<who>pewarta(?: foto)?|reporter|penulis|wartawan|editor|penyunting|penerjemah"
    r"|translator|uploader|fotografer)|foto|video|sumber|source|oleh|by)\s*:(?P<whom>.*)$",
    re.IGNORECASE,
)
_SITE: Final = re.compile(r"\b[\w-]{1,63}(?:\.[a-z]{2,}){1,4}\b")
_HANDLE: Final = re.compile(r"/[a-z]{1,4}\b")
"""Whose hands a picture went through: /aww."""
MOST_NAMES: Final = 4
_BESIDE_NAMES: Final = frozenset(
    ("dan", "and", "bin", "binti", "van", "de", "via", "untuk", "from", "of")
)
_CREDIT: Final = _line(
    r"(?-i:Oleh\s+(?:[A-Z][\w.']*\s*){1,5}$)",
    r"(?:hak cipta|copyright)\W{0,4}(?:c\)\W{0,2})?(?:\d{4}|lkbn|antara)\b.{0,60}$",
    r"(?:hak cipta|copyright)\W*$",
    r"\(?c\)\s*(?:lkbn\s+)?antara\b",
    r"dilarang keras mengambil konten",
)
_RIGHTS: Final = re.compile(r"^\s*©(?=.{0,60}$).*(?:\d{4}|antara)", re.IGNORECASE)
_OTHER_REPORTS: Final = _line(
    r"(?:baca|lihat|simak)(?:\s+juga)?\s*:",
    r"(?:read(?:\s+also)?|also read|related news|berita terkait)\s*:",
    r"baca (?:selengkapnya|juga)\b[^.,;!?]{0,150}$",
    r"selengkapnya\b.{0,40}$",
)
_FORWARDED: Final = _line(
    r"(?:forwarded|diteruskan)(?:\s+(?:many times|as received|berkali-kali|dari grup.*))?\W*$",
    r"rt\s+@\w+\W*$",
    r"sent from my .{1,30}$",
    r"dikirim dari .{1,30}$",
)
_OF_A_MAIL: Final = _line(
    r"(?:dari|kepada|perihal|from|to|cc|subject|date|tanggal|sent)\s*:.{0,120}$",
    r"(?:pada|on)\b(?=.*\d).{5,120}\b(?:menulis|wrote)\s*:\W*$",
)
_OF_A_PAGE: Final = _line(
    r"(?:share|bagikan|facebook|twitter|x|whatsapp|telegram|line|email|print)\W*$",
    r"(?:copy link|salin tautan|iklan|advertisement|terpopuler|berita terkait|related news)\W*$",
    r"(?:tulis )?komentar\W*\d*\W*$",
    r"skip ad\b.{0,10}$",
    r"scroll to continue.{0,20}$",
    r"(?:ikuti (?:kami|berita)|follow us)\b.{0,40}$",
    r"(?:beranda|home)(?:\s*[>/»\"].{0,60}|\W*)$",
    r"[\d.,]+\s*(?:kali dibaca|views|dibaca).{0,20}$",
    r"waktu baca.{0,20}$",
    r"\d+ (?:min|minute)s? read\W*$",
)
_PAGE_NUMBER: Final = re.compile(
    r"^[\s|(\[]*(?P<dash>-\s*)?(?:(?:halaman|hal|hlm|page|p)[.:\s]{0,3})?"
    r"\d{1,4}(?:\s*(?:/|dari|of)\s*\d{1,4})?(?(dash)\s*-|(?:\s*-)?)[\s|)\].]*$",
    re.IGNORECASE,
)
"""A number with a sign is none: -5, 15%, $500."""
_DAYS: Final = (
    r"(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
_DATE: Final = (
    r"(?:\d{1,2}\s+[a-z]{3,9}\s+\d{4}|[a-z]{3,9}\s+\d{1,2},?\s+\d{4}|\d{1,2}/\d{1,2}/\d{4})"
)
_MOMENT: Final = _line(
    rf"(?:{_DAYS}\W+)?{_DATE}?\W*(?:[01]?\d|2[0-3])[.:][0-5]\d(?::\d{{2}})?"
    r"\s*(?:wib|wita|wit|gmt\S*)?(?:\W+(?:waktu baca(?:\W*\d+ menit)?|share"
    r"|[\d.]+ kali dibaca|\d+ min read))*[\s|.,;-]*$"
)
"""A day with a time, or a time, alone on its line, as pages and messages print it."""
_ALL: Final = (
    *(_CREDIT, _RIGHTS, _OTHER_REPORTS, _FORWARDED, _OF_A_MAIL, _OF_A_PAGE, _PAGE_NUMBER),
    _MOMENT,
)
_DOUBTFUL: Final = (_OF_A_MAIL, _PAGE_NUMBER, _MOMENT)
"""A table, a timetable or an invitation in a report has such lines too."""
_LEFT_OUT: Final = frozenset(("[...]", "(...)", "..."))
_TAGS: Final = re.compile(r"(?:(?:\s|^)(?:(?:via|cc|rt)\s+)?[#@]\w+)+[^\w.!?]*$", re.IGNORECASE)
_OF_THE_SITE: Final = re.compile(r"\s[-|]\s*ANTARA(?:\s*News)?(?:\s+[A-Z][\w ]{2,25})?\s*$")
"""What a browser's tab and a share put behind a headline: " - ANTARA News Bali"."""
_SENDER: Final = re.compile(
    r"^rt\s+@\w+:\s*"
    r"|^(?:forwarded|diteruskan)(?:\s+(?:many times|as received|berkali-kali))?\s*:\s*"
    r"|^(?:berita\s+)?antara(?:\s*news)?\s*:\s*(?=\S)"
    r"|^\[\d{1,2}/\d{1,2}(?:/\d{2,4})?,?\s+\d{1,2}[.:]\d{2}(?:[.:]\d{2})?\]\s*[^:]{1,40}:\s*",
    re.IGNORECASE,
)


def is_furniture(line: str) -> bool:
    """Return whether a line is no part of a report.

    >>> [is_furniture(line) for line in ("Editor: Ani", "Iklan", "12", "Iklan itu ditolak warga.")]
    [True, True, True, False]
    """
    if len(line) > LONGEST:
        return False
    return line in _LEFT_OUT or _is_credit(line) or any(pattern.match(line) for pattern in _ALL)


def is_doubtful(line: str) -> bool:
    """Return whether a line may be a report's own as well: a number, a time, "Tanggal: 5 Maret".

    >>> [is_doubtful(line) for line in ("45", "04.45", "Tanggal: 5 Maret 2026", "Editor: Ani")]
    [True, True, True, False]
    """
    return len(line) <= LONGEST and any(pattern.match(line) for pattern in _DOUBTFUL)


def _is_credit(line: str) -> bool:
    """Whether names stand behind "Sumber:" and the like; a sentence has words in small letters."""
    if not (found := _CREDITED.match(line)):
        return False
    rest = re.findall(r"\w+", _HANDLE.sub(" ", _SITE.sub(" ", found["whom"])))
    if found["who"] and len(rest) <= MOST_NAMES:
        return True  # who writes his own name in small letters
    return all(not word[0].islower() or word in _BESIDE_NAMES for word in rest)


def without_sender(line: str) -> str:
    """Return a line without what messages put before it: who wrote it and when.

    >>> without_sender("[11/4 17.02] Bu Ratna: Harga naik.")
    'Harga naik.'
    """
    return _SENDER.sub("", line, count=1)


def without_tags(line: str) -> str:
    """Return a line without hashtags, names of accounts and the site's name at its end.

    >>> without_tags("Harga naik. #beras via @akun")
    'Harga naik.'
    """
    end = _OF_THE_SITE.sub("", line[-LONGEST:])
    return (line[:-LONGEST] + _TAGS.sub("", end)).strip()
