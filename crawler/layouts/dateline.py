"""The dateline: where, and on some years when, a report was written.

Seen: "Jakarta (ANTARA) - ", "(ANTARA/JACX) –", "(ANTARA News) -" to 2018, "Mataram, 7/12
(Antara) -", "ISTANBUL, 23 Februari 2016 (Antara/PRNewswire) --", "Samarinda (ANTARA
Sumsel) -", "(Antara Kalteng)", "(Antaranews Kalsel) -" (2018), "Bengkalis, (Antarariau.com)-";
videos begin "ANTARA - ". A pull quote without markup may stand glued before the place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from crawler.layouts.blocks import UNSEEN, shown, visible

GLUED = (
    r"(?i:news|foto|aceh|sumut|sumbar|riau|kepri|jambi|bengkulu|sumsel|babel|lampung|banten|jabar|"
    r"jateng|jogja|yogya|jatim|bali|ntb|ntt|kalbar|kalteng|kalsel|kaltim|kaltara|sulsel|sulbar|"
    r"sulteng|sultra|sulut|gorontalo|maluku|papua)"
)
"""What bureaus set behind the agency's name without a space."""
_LABEL = re.compile(
    r"\(\s*(?P<label>(?:[A-Z][\w.]{0,20}\s*[/-]\s*)?(?:ANTARA|Antara|antara)"
    rf"{GLUED}?(?:[\s/.,&-][^()\n]{{0,60}})?)\s*\)"
    r"(?P<dash>\s*[-–—−]+)?\s*"
)
_VIDEO = re.compile(r"(?P<label>ANTARA|Antara)\s*[-–—−]+\s*")
_MONTH = (
    r"(?:Jan|Feb|Peb|Mar|Apr|Mei|May|Jun|Jul|Agu|Ags|Agt|Aug|Sep|Okt|Oct|Nov|Nop|Des|Dec)[a-z]*"
)
# "Pasar Minggu" is a place.
_WEEKDAY = r"(?:(?<=,)|(?<=,\s))(?:Senin|Selasa|Rabu|Kamis|Jum['’]?at|Sabtu|Minggu)"
_DATE = (
    r"(?:\d{1,2}\s*/\s*\d{1,2}(?:\s*/\s*\d{2,4})?"
    rf"|\d{{1,2}}\s+{_MONTH}\.?(?:,?\s+\d{{4}})?"
    rf"|{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?)"
)
_DAY = re.compile(
    rf"[,\s]\s*(?P<day>{_WEEKDAY}[,\s]*(?:{_DATE}|\(\s*{_DATE}\s*\))|{_DATE}|{_WEEKDAY})\s*$",
    re.IGNORECASE,
)
# Possessive (*+): a hyphen is a word's or divides two, and is not to be tried as both.
# "D.I. Yogyakarta" has initials; "8 Ulu, Palembang" begins with a number.
_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_WORD = rf"(?:(?:{_CAPITAL}\.)++|\d{{1,3}}\s+{_CAPITAL}[\w'’`-]*+|{_CAPITAL}[\w'’`-]*+\.?)"
_BETWEEN = r"(?:\s*[,/-]\s*|\s+|(?<=\b(?:Kab|Kec|Kep|Des)\.))"
_PLACE = re.compile(rf"{_WORD}(?:{_BETWEEN}(?:{_WORD}|del?|la|al|am|di|of|the|upon|dan))*$")
# Places that datelines name most; they settle where a glued pull quote ends ("...oleh
# KPKJakarta (ANTARA)"), where capitals alone cannot.
_KNOWN = """
Jakarta|Bandung|Surabaya|Medan|Semarang|Palembang|Makassar|Denpasar|Yogyakarta|Sleman|Bantul
Gunungkidul|Kulon Progo|Banda Aceh|Meulaboh|Lhokseumawe|Padang|Bukittinggi|Pekanbaru|Dumai
Tanjungpinang|Tanjung Pinang|Batam|Natuna|Jambi|Bengkulu|Pangkalpinang|Sungailiat|Bangka|Belitung
Bandarlampung|Bandar Lampung|Serang|Tangerang|Tangerang Selatan|Cilegon|Lebak|Bogor|Cibinong|Depok
Bekasi|Cikarang|Karawang|Purwakarta|Cirebon|Sukabumi|Cianjur|Garut|Tasikmalaya|Solo|Surakarta
Klaten|Magelang|Purwokerto|Banyumas|Cilacap|Kudus|Demak|Jepara|Boyolali|Temanggung|Batang|Malang
Kediri|Madiun|Jember|Banyuwangi|Sidoarjo|Gresik|Blitar|Tulungagung|Ponorogo|Trenggalek|Lumajang
Probolinggo|Pontianak|Singkawang|Sambas|Palangka Raya|Palangkaraya|Sampit|Pangkalan Bun|Muara Teweh
Banjarmasin|Banjarbaru|Martapura|Samarinda|Balikpapan|Penajam|Penajam Paser Utara|Tarakan
Tanjung Selor|Nunukan|Mataram|Lombok|Lombok Tengah|Lombok Timur|Lombok Barat|Sumbawa|Bima|Kupang
Labuan Bajo|Ende|Maumere|Badung|Gianyar|Tabanan|Singaraja|Klungkung|Mamuju|Majene|Gowa|Maros
Parepare|Palu|Poso|Sigi|Donggala|Morowali|Kendari|Baubau|Kolaka|Konawe|Manado|Bitung|Minahasa
Tomohon|Gorontalo|Ambon|Ternate|Tidore|Sofifi|Tual|Jayapura|Sentani|Merauke|Timika|Nabire|Biak
Wamena|Manokwari|Sorong|Kuala Lumpur|Singapura|Singapore|Bangkok|Tokyo|Seoul|Beijing|Washington
New York|London|Paris|Moskow|Kairo|Ankara|Istanbul|Dubai|Riyadh|Jeddah|Makkah|Madinah|Jenewa
"""
KNOWN_PLACES = tuple(place for place in _KNOWN.replace("\n", "|").split("|") if place)
_KNOWN_END = re.compile(
    r"(?P<place>(?:(?:Kota|Kabupaten|Kab\.)\s+)?(?:"
    + "|".join(sorted(KNOWN_PLACES, key=len)[::-1])
    + r")(?:,\s*[A-Z][\w. ]{1,25})?)$"
)
# A place glued to the text before it begins where a small letter, a digit or a
# punctuation mark meets a capital; or after the end of a sentence, which "St." is not.
_SEAM = re.compile(
    r"(?<=[a-z0-9.!?…,;:\"”'’)\]])(?<![A-Z]\.)(?=[A-Z])|"
    r"(?<!\b(?:St|Tj|Gn|Jl)\.)(?<!\b(?:Kab|Kep|Kec|Des)\.)(?<!\b(?:Prov)\.)(?<![A-Z]\.)(?<=[.!?…\"”])\s+(?=[A-Z])"
)
# "Kantor Berita Indonesia (ANTARA)": the agency's name and no place.
_AGENCY = re.compile(r"\b(?:Berita|LKBN|Perum|News\s+Agency|Direktur)\b", re.IGNORECASE)
# What a place's own words may be set apart by without a space: no quote ends in it.
_OWN_SEAM = re.compile(r"(?:,|\b(?:Kab|Kec|Kep|Des)\.)$")
LONGEST_PLACE = 60
LONGEST_QUOTE = 700
"""Characters before a dateline that can be a pull quote; further in it is a quotation."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline as printed: `quote` is what stood glued before it, `start` where it begins."""

    place: str | None
    day: str | None
    label: str
    start: int
    end: int

    def quote(self, text: str) -> str:
        """Return the part of `text` that stands before the dateline."""
        return shown(text[: self.start])


def find_dateline(text: str) -> Dateline | None:
    """Find the dateline at the start of `text`, or after a pull quote glued to it.

    Returns None when the text begins without one, as AMP bodies and many videos do. Characters
    without a width, which pasting leaves anywhere, hide none, and are no part of its place.
    """
    plain = visible(text)
    found = _find(plain)
    if found is None or plain == text:
        return found
    places = [place for place, character in enumerate(text) if character not in UNSEEN]
    return replace(found, start=places[found.start], end=places[found.end - 1] + 1)


def _find(text: str) -> Dateline | None:
    """Find the dateline in a text in which every character can be seen."""
    video = _VIDEO.match(text.lstrip())
    if video:
        lead = len(text) - len(text.lstrip())
        return Dateline(None, None, video["label"], lead, lead + video.end())
    match = _LABEL.search(text, 0, LONGEST_QUOTE + LONGEST_PLACE)
    if match is None:
        return None
    head = text[: match.start()].rstrip()
    day_match = _DAY.search(head)
    day = day_match["day"] if day_match else None
    before_day = head[: day_match.start()] if day_match else head
    place = _place(before_day)
    if place is None and not (match["dash"] and not before_day.strip()):
        return None
    if match["dash"] is None and (
        place is None
        or before_day.strip(" ,") != place
        or text[match.end() : match.end() + 1].islower()
        or _AGENCY.search(place)
    ):
        # "(ANTARA)" in running text, without the dash of a dateline.
        return None
    start = before_day.rindex(place) if place else len(text) - len(text.lstrip())
    label = " ".join(match["label"].split())
    return Dateline(place and " ".join(place.split()), day, label, start, match.end())


def _place(head: str) -> str | None:
    """Return the place that ends `head`, whatever stands glued before it."""
    head = head.rstrip().rstrip(",")
    whole = head.strip()
    # "Muara Enim,Sumsel (ANTARA)" is a place, "...oleh KPK.Jakarta (ANTARA)" has one.
    foreign = [s for s in _SEAM.finditer(whole) if not _OWN_SEAM.search(whole[: s.start()])]
    if len(whole) <= LONGEST_PLACE and _PLACE.match(whole) and not foreign:
        return whole
    known = _KNOWN_END.search(head)
    if known:
        return known["place"]
    for seam in reversed(list(_SEAM.finditer(head))):
        place = head[seam.end() :]
        if len(place) <= LONGEST_PLACE and _PLACE.match(place):
            return place
    if len(whole) <= LONGEST_PLACE and _PLACE.match(whole):
        return whole
    return None
