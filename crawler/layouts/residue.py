"""What stands in a body but is not the article, told by its words.

The selectors of a layout name residue by its markup; these rules name the same residue
where the markup is gone or unknown: inside a paragraph, on old pages, after a redesign.
Each takes the text of one line and says why it is residue, or None.
"""

from __future__ import annotations

import re

from crawler.items import Residue
from crawler.layouts.blocks import visible
from crawler.layouts.credits import is_credit_line

READ_ALSO_WORDS = (
    r"(?:baca\s+(?:juga|pula|selengkapnya)|(?:lihat|simak|tonton|saksikan)\s+juga|"
    r"halaman\s+(?:berikut(?:nya)?|selanjutnya)|"
    r"(?:baca\s+)?(?:berita|artikel)\s+(?:terkait|lain(?:nya)?)|related\s+(?:news|stories|articles?)|"
    r"read\s+(?:also|more)|also\s+read|see\s+also)"
)
# With a headline behind it only: a section of a text can be called so, and a sentence begin so.
_FACT_CHECK = re.compile(r"\s*cek\s+fakta\s*[:：]\s*\S.*[^.\s]\s*$", re.IGNORECASE)
_READ_ALSO = re.compile(rf"[\s\W]*{READ_ALSO_WORDS}\s*[:：]", re.IGNORECASE)
_READ_ALSO_OPENING = re.compile(rf"[\s\W]*{READ_ALSO_WORDS}\b", re.IGNORECASE)
_READ_ALSO_ALONE = re.compile(rf"[\s\W]*{READ_ALSO_WORDS}\s*[:：]?\s*$", re.IGNORECASE)
# With a link only: "Baca: ..." is what a teacher says, too.
_READ_LINKED = re.compile(r"[\s\W]*baca\s*[:：]\s*\S", re.IGNORECASE)
READ_ALSO_HINT = re.compile(rf"{READ_ALSO_WORDS}|\bbaca\s*[:：]", re.IGNORECASE)
READ_ALSO_INLINE = re.compile(rf"(?<![\w-]){READ_ALSO_WORDS}\s*[:：]\s*", re.IGNORECASE)
READ_ALSO_BEFORE_LINK = re.compile(rf"(?<![\w-]){READ_ALSO_WORDS}\s*[-–—]?\s*$", re.IGNORECASE)
"""Without a colon, right before a link."""

_RIGHTS = r"(?:copyright|hak\s+cipta)"
_SIGN = r"(?:©|\(c\))"
# Without the sign it takes the agency's name and a year, or nothing more: "Hak cipta antara lain
# meliputi ..." is a sentence. With a year alone it may be another's, as in press releases.
_COPYRIGHT = re.compile(
    rf"\s*(?:{_RIGHTS}\s*)?{_SIGN}\s*(?:antara|lkbn|perum)\b.{{0,60}}$"
    rf"|\s*{_RIGHTS}\s+(?:perum\s+)?(?:lkbn\s+)?antara(?:\s+news\b|\.com|(?-i:\s[A-Z][\w.]*)){{0,5}}"
    r"(?:[\s,]*\d{4})?[\s.]*$"
    rf"|\s*(?:{_RIGHTS}\s*)?{_SIGN}\s*\d{{4}}\b(?:[\s.,-]*(?:\d{{4}}|all\s+rights\s+reserved))?[\s.]*$"
    rf"|\s*(?:{_RIGHTS}\s*)?{_SIGN}\s*\d{{4}}\b(?=.{{0,40}}\bantara\b).{{0,60}}$",
    re.IGNORECASE | re.DOTALL,
)
COPYRIGHT_INLINE = re.compile(
    r"(?:COPYRIGHT|Copyright|HAK CIPTA|Hak Cipta)?\s*©\s*(?:LKBN\s+)?ANTARA(?:\s+NEWS)?\s*\d{0,4}"
)
# The notice that ends www articles since August 2025, and older ones of the same kind. What
# stands in quotation marks is somebody's words.
NOTICE_INLINE = re.compile(
    r"(?<![\"“'‘])(?:dilarang\s+keras\s|dilarang\s+(?:meng(?:utip|ambil|opi|gunakan)|menyalin|memperbanyak)\s|"
    r"(?:it\s+is\s+)?(?:strictly\s+)?(?:prohibited|forbidden)\s+to\s)",
    re.IGNORECASE,
)
# Whose content, and on what condition: other signs forbid things too ("Dilarang keras
# membuang sampah ..."), and articles quote them. "antara" in small letters means "between".
_NOTICE_SUBJECT = re.compile(
    r"ANTARA\b|(?i:antaranews|(?:redaksi|kantor\s+berita|lkbn)\s+antara|situs\s+(?:web\s+)?ini|"
    r"this\s+(?:web\s*)?site)"
)
_BEFORE_NOTICE = 15
_NOTICE_CONDITION = re.compile(
    r"izin|permission|consent|crawling|pengindeksan|kecerdasan\s+(?:buatan|artifisial)",
    re.IGNORECASE,
)
_COUNT = r"\d[\d.,]*\s*(?:rb|ribu|k|jt)?\s*"
_VIEWS = re.compile(
    rf"\s*\|?\s*(?:(?:dibaca|dilihat|views?)\s*:?\s*{_COUNT}(?:kali|x|views?|orang)?"
    rf"|{_COUNT}(?:views?|(?:kali|x)\s+(?:dibaca|dilihat)|pembaca|dilihat|total\s+views))\s*$",
    re.IGNORECASE,
)
_SHARE_WORD = (
    r"(?:bagikan|share|sebarkan|facebook|twitter|tweet|whatsapp|telegram|line|linkedin|pinterest|"
    r"email|e-mail|print|cetak|copy\s+link|salin\s+tautan|x|google\+?|this|ini|on|ke|via)"
)
# Possessive (*+) where a line could be divided in more ways than one: an almost matching line
# would be tried in all of them.
_SHARE = re.compile(rf"[\s|]*+{_SHARE_WORD}(?:[\s,:/|·•-]++{_SHARE_WORD})*+[\s:|]*$", re.IGNORECASE)
# A network's name alone, without a link, heads a part of a text or is an item of its list.
_NETWORK = re.compile(
    r"(?:facebook|twitter|whatsapp|telegram|line|linkedin|pinterest|email|e-mail|x|google\+?)\s*:?\s*$",
    re.IGNORECASE,
)
# Links by which the site asks to be followed elsewhere; without a link somebody may say so, and
# another's channel is what an article is about.
_FOLLOW = re.compile(
    r"(?=.*\b(?:antara|antaranews|kami|our|us|berita|google\s+news)\b)\W*(?:ikuti|dapatkan|gabung|simak|baca|follow|join|get)\b.{0,80}"
    r"\b(?:google\s+(?:news|berita)|whatsapp|telegram)\b.{0,20}$",
    re.IGNORECASE,
)
_LONGEST_FOLLOW = 120
# What stands in an embedded post's place until Instagram's script shows it: 3 of 540 texts of 2023.
_EMBEDDED = re.compile(
    r"\s*(?:(?:view\s+this\s+(?:post|profile)\s+on|lihat\s+(?:postingan|kiriman|profil)\s+ini\s+di)\s+instagram"
    r"|(?:a\s+(?:post|video)\s+shared\s+by|(?:sebuah\s+)?kiriman\s+(?:yang\s+)?dibagikan\s+oleh)\s.{0,80}"
    r"\(@[\w.]{1,40}\).{0,60})\s*$",
    re.IGNORECASE,
)
_LONGEST_EMBEDDED = 250
_TAGS = re.compile(r"\s*(?:tags?|topik|kata\s+kunci|keywords?)\s*:\s*\S", re.IGNORECASE)
_HASHTAGS = re.compile(r"\s*#\s*[\w-][\w .&-]*+(?:[\s,]*+#\s*[\w-][\w .&-]*+)*+\s*$")
_ADVERTISEMENT = re.compile(
    r"[\s–—-]*(?:advertisement|advertorial\s*space|iklan|scroll\s+(?:to|untuk)\s.{0,60}|"
    r"gulir\s+(?:untuk|ke)\s.{0,60}|pasang\s+iklan.{0,40}|sponsored(?:\s+(?:by|content).{0,40})?)[\s–—-]*$",
    re.IGNORECASE,
)
LONGEST_READ_ALSO = 300
_LONGEST_HEADLINE = 150
LONGEST_CREDIT_LINE = 400
LONGEST_NOTICE = 600


def is_read_also_heading(line: str) -> bool:
    """Tell whether `line` announces related articles and names none itself."""
    return bool(_READ_ALSO_ALONE.match(line))


def is_copyright(line: str) -> bool:
    """Tell whether `line` is a copyright line such as "COPYRIGHT © ANTARA 2023"."""
    return len(line) <= 120 and bool(_COPYRIGHT.match(line))


def is_notice(line: str) -> bool:
    """Tell whether `line` forbids taking the content, as pages do since August 2025."""
    start = NOTICE_INLINE.search(line[:80])
    before = line[: start.start()].strip() if start else ""
    return bool(
        start
        and start[0][0].isupper()  # within a sentence it is somebody's words
        and (len(before) <= _BEFORE_NOTICE or is_copyright(before))
        and len(line) <= LONGEST_NOTICE
        and _NOTICE_SUBJECT.search(line)
        and _NOTICE_CONDITION.search(line)
    )


def is_sentence(line: str, link_share: float) -> bool:
    """Tell whether a line is prose that opens like an announcement: long, stopped, no link.

    Headlines are no sentences: of 1,296 announced in 540 texts none ends with a full stop
    after a hundred characters.
    """
    return len(line) > 100 and link_share < 0.1 and line.rstrip().endswith(".")


def classify(line: str, link_share: float = 0.0) -> Residue | None:
    """Say why one line of a body is residue, or None when it is text.

    Args:
        line: the line's text, whitespace already squashed.
        link_share: how much of the line stands in links, 0 to 1: "Baca juga" opens an
            ordinary sentence too, unless a colon follows or the line is a link.
    """
    line = visible(line).strip()
    if len(line) <= LONGEST_READ_ALSO and (
        (_READ_ALSO.match(line) and not is_sentence(line, link_share))
        or (link_share >= 0.5 and (_READ_ALSO_OPENING.match(line) or _READ_LINKED.match(line)))
        or (len(line) <= _LONGEST_HEADLINE and _FACT_CHECK.match(line))
    ):
        return Residue.READ_ALSO
    if is_read_also_heading(line):
        return Residue.READ_ALSO
    if is_copyright(line):
        return Residue.COPYRIGHT
    if is_notice(line):
        return Residue.NOTICE
    if len(line) <= LONGEST_CREDIT_LINE and is_credit_line(line):
        return Residue.CREDIT_LINE
    if len(line) <= _LONGEST_EMBEDDED and _EMBEDDED.match(line):
        return Residue.SHARE_BAR
    if link_share >= 0.5 and len(line) <= _LONGEST_FOLLOW and _FOLLOW.match(line):
        return Residue.SHARE_BAR
    if len(line) <= 80:
        if _VIEWS.match(line):
            return Residue.VIEW_COUNT
        if _SHARE.match(line) and (link_share >= 0.5 or not _NETWORK.match(line)):
            return Residue.SHARE_BAR
        if _ADVERTISEMENT.match(line):
            return Residue.ADVERTISEMENT
    if link_share >= 0.5 and (_TAGS.match(line) or _HASHTAGS.match(line)):
        return Residue.TAGS
    if len(line) <= 300 and line.count("#") >= 2 and _HASHTAGS.match(line):
        return Residue.TAGS
    return None
