"""Who made an article: labels, names and the ways in which they are glued together.

Seen 2015-2026: "Pewarta: A", "Pewarta : A", "Penerjemah: A" (foreign wire), "Oleh A"
(features), "Editor: B", "Uploader : C"; glued without a break ("Pewarta: AEditor: B
COPYRIGHT ...") and two people under one label ("A dan B", "A, B", "A/B").
"""

from __future__ import annotations

import re

from crawler.date_forms import PRINTED, WEEKDAY
from crawler.items import Credit, Role
from crawler.layouts.blocks import UNSEEN, visible

_ROLES = {
    "pewarta": Role.REPORTER,
    "reporter": Role.REPORTER,
    "wartawan": Role.REPORTER,
    "reported by": Role.REPORTER,
    "pewarta foto": Role.PHOTOGRAPHER,
    "foto oleh": Role.PHOTOGRAPHER,
    "oleh": Role.AUTHOR,
    "penulis": Role.AUTHOR,
    "author": Role.AUTHOR,
    "writer": Role.AUTHOR,
    "by": Role.AUTHOR,
    "penerjemah": Role.TRANSLATOR,
    "translator": Role.TRANSLATOR,
    "translated by": Role.TRANSLATOR,
    "editor": Role.EDITOR,
    "redaktur": Role.EDITOR,
    "penyunting": Role.EDITOR,
    "edited by": Role.EDITOR,
    "uploader": Role.UPLOADER,
    "pengunggah": Role.UPLOADER,
    "fotografer": Role.PHOTOGRAPHER,
    "photographer": Role.PHOTOGRAPHER,
    "foto": Role.PHOTOGRAPHER,
    "photo": Role.PHOTOGRAPHER,
}
_LABEL_WORDS = (
    r"Pewarta\s+[Ff]oto|Foto\s+[Oo]leh|Pewarta|Reporter|Reported\s+by|Wartawan|Penulis|Author|Writer|"
    r"Penerjemah|Translator|Translated\s+by|Editor|Edited\s+by|Redaktur|Penyunting|"
    r"Uploader|Pengunggah|Fotografer|Photographer|Foto|Photo|Oleh|By"
)
_SPACE = rf"[\s{UNSEEN}]*"
# A label needs no word boundary before it ("...FerdiansyahEditor: "), but then its colon;
# capitals throughout also occur.
_LABEL = re.compile(
    rf"(?P<label>{_LABEL_WORDS}|{_LABEL_WORDS.upper().replace(chr(92) + 'S', chr(92) + 's')})"
    rf"{_SPACE}[:：]{_SPACE}"
)
_LABEL_AT_START = re.compile(rf"^{_SPACE}(?P<label>Oleh|OLEH|By)\s+(?=[A-Z])", re.MULTILINE)
# An academic degree after a comma belongs to the name before it.
_DEGREE = re.compile(
    r"(?:[A-Z][A-Za-z]{0,4}\.\s*)+[A-Z]?[A-Za-z]{0,4}\.?$|(?:SH|SE|MM|MH|MA|MSc|MBA|PhD|ST|MT|SSos|SPd|MPd|MSi|SKom|MKom|SIKom|BSc|Lc|SAg|MAg|"
    r"SIP|MIP|SHum|MHum|SHI|SKM|Ak|CA)\.?$"
)
# Behind a comma, what somebody is: an author's office and no second author.
_OFFICE = re.compile(
    r"(?:(?:Wakil|Mantan|Plt\.?|Pj\.?)\s+)?(?:Alumn(?:us|i)|Anggota|Bupati|Dekan|Direktur|Dirut|Dosen|"
    r"Gubernur|Guru\s+Besar|Kepala|Ketua|Koordinator|Mahasisw[ai]|Menteri|Pakar|Pemerhati|Pendiri|"
    r"Peneliti|Pengajar|Pengamat|Praktisi|Rektor|Sekretaris|Staf|Wali\s*kota|Wartawan)\s+\S"
)
_SEPARATOR = re.compile(
    r"\s*,\s*(?:dan|and)\s+|\s+dan\s+|\s+and\s+|\s*&\s*|\s*[/;|]\s*|\s*,\s*|\s*\n\s*"
)
_COPYRIGHT = r"(?:copyright|hak cipta)(?=\s*(?:©|\(c\)|lkbn|antara|\d{4}))|©"
# A question, a quotation, a sentence's full stop behind a word of its own: prose, such as the
# lines of an interview ("Wartawan: Apa kabar, Pak?") or "By Friday, ... was arrested."
_SENTENCE_MARK = re.compile(r"[?!\"“”]|[a-z]{4,}\.\s*$")
_ALSO_BEHIND = r"\bdilarang keras\b|\bbaca juga\b|\brelated news\b"
_NAME_END = re.compile(f"{_COPYRIGHT}|{_ALSO_BEHIND}", re.IGNORECASE)
# A press release says where its pictures are ("Foto: https://..."): no name, and text.
_ADDRESS = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
# The article's date beside a byline, with its day of the week, glued to the name or not.
_DATED = re.compile(
    rf"(?:(?:(?<!\w)|(?-i:(?<=[a-z])(?=[A-Z]))){WEEKDAY})?{PRINTED.pattern}", re.IGNORECASE
)
_OTHER_RESIDUE = re.compile(_ALSO_BEHIND, re.IGNORECASE)
_LONGEST_COPYRIGHT = 80
_BY_AGAIN = re.compile(r"Oleh\s+(?=[A-Z])")
"""What an editor typed into the field of a name: "Pewarta : Oleh Rani Rekaan"."""
_FOOTNOTE_MARK = re.compile(r"\s*\(?\*+\)?$")
# "prwir" is the code under which PR Newswire's releases are filed (seen 2016).
_WIRE_NAMES = re.compile(r"(?:prwir|prwire|pr\s*wire|pr\s*newswire|prnewswire)$", re.IGNORECASE)
_NOBODY = re.compile(r"(?i:ist(?:imewa)?|dkk|tim|lain-lain|kawan-kawan)\.?$|KR-[A-Z]{2,4}$")
"""What stands in place of a name: a picture that somebody handed over, a contributor's code, those
who are not named."""
_EDGES = f" \t\n\r\xa0.,;:|/-–—*{UNSEEN}"
LONGEST_NAME = 80
"""Characters; what is longer is prose that happened to follow a label."""
_LONGEST_TAIL = 2_000
"""Characters at the end of a text among which credits glued to it are looked for."""
_LONGEST_LIST = 2_000
"""Characters of one list of names."""
_MOST_LABELS = 100
_NAME_PARTICLES = ("dan", "and", "bin", "binti", "van", "de", "al", "el")


def split_names(printed: str) -> list[str]:
    """Split the people under one label: "A dan B", "A, B", "A/B", "A & B".

    A degree after a comma ("Rahma Dewi, M.Si") stays with its name; an office there ("Rahma Dewi,
    Dosen Universitas Umpama") is nobody's name, and ends the list.
    """
    printed = visible(printed)  # what pasting left in a name is no part of it
    names: list[str] = []
    position = 0
    for match in [*_SEPARATOR.finditer(printed), None]:
        end = match.start() if match else len(printed)
        raw = printed[position:end].strip()
        position = match.end() if match else end
        behind_comma = bool(names) and printed[: end - len(raw)].rstrip().endswith(",")
        if behind_comma and _DEGREE.match(raw):
            names[-1] = f"{names[-1]}, {raw}"
            continue
        if behind_comma and _OFFICE.match(raw):
            break
        name = _FOOTNOTE_MARK.sub("", raw).strip(" \t\xa0,;:|/-–—*")
        # A final stop belongs to an initial or a degree ("Achmad M."), not to a sentence.
        if name.endswith(".") and not re.search(r"(?:^|[\s.])[A-Z][A-Za-z]{0,3}\.$", name):
            name = name.rstrip(".")
        if name.count("(") != name.count(")"):  # "Rani (Foto: Budi)" has two names
            name = name.strip("() ")
        if name:
            names.append(name)
    return names


def make_credits(role: Role, printed_names: str, printed: str | None = None) -> list[Credit]:
    """Return one credit a person of `printed_names`; a wire's code gets the role `wire`."""
    whole = printed_names if printed is None else printed
    credits = []
    for name in split_names(printed_names[:_LONGEST_LIST]):
        if len(name) > LONGEST_NAME or not re.search(r"[^\W\d_]", name) or _NOBODY.match(name):
            continue
        is_wire = role is not Role.EDITOR and _WIRE_NAMES.match(name)
        credits.append(Credit(Role.WIRE if is_wire else role, name, whole.strip()))
    return credits


def find_labels(text: str, start: int = 0) -> list[tuple[int, int, Role]]:
    """Return start, end and role of each credit label of `text` from `start` on."""
    matches = [*_LABEL_AT_START.finditer(text, start), *_LABEL.finditer(text, start)]
    matches.sort(key=lambda match: match.start("label"))
    return [(match.start("label"), match.end(), _role(match["label"])) for match in matches]


def _role(label: str) -> Role:
    return _ROLES[" ".join(label.lower().split())]


def parse_credits(text: str) -> list[Credit]:
    """Read the credits of a credit line or block, in the order in which they are printed.

    Line breaks end a name. Text before the first label is ignored.
    """
    credits: list[Credit] = []
    labels = find_labels(text)[:_MOST_LABELS]
    for number, (start, end, role) in enumerate(labels):
        stop = labels[number + 1][0] if number + 1 < len(labels) else len(text)
        names = text[end:stop]
        for end_of_names in (_NAME_END, _ADDRESS, _DATED):
            over = end_of_names.search(names)
            if over:
                names = names[: over.start()]
        names = _BY_AGAIN.sub("", names.strip()).split("\n", 1)[0]
        for credit in make_credits(role, names, text[start:end] + names):
            if not any(c.role == credit.role and c.name == credit.name for c in credits):
                credits.append(credit)
    return credits


def credit_tail(text: str) -> int | None:
    """Return where a glued credit line begins at the end of `text`, or None.

    "... kata dia.Pewarta: A BEditor: C DCOPYRIGHT ..." is cut before "Pewarta". Everything
    after the cut must be labels and names, else it is prose that uses a label's word.
    """
    for start, _, role in find_labels(text, max(0, len(text) - _LONGEST_TAIL)):
        # "Sumber Foto: ..." is one label, and none of a person; "(Foto: ...)" ends a caption.
        inner = role is Role.PHOTOGRAPHER and re.search(r"[^\W\d_]\s$|\(\s?$", text[:start][-2:])
        if not inner and is_credit_line(text[start:]):
            return start
    return None


def is_credit_line(text: str) -> bool:
    """Tell whether the whole of `text` is labels with names (and a copyright line)."""
    labels = find_labels(text)
    if not labels or text[: labels[0][0]].strip(_EDGES):
        return False
    for number, (start, end, _) in enumerate(labels):
        stop = labels[number + 1][0] if number + 1 < len(labels) else len(text)
        names = text[end:stop]
        over = _NAME_END.search(names)
        if over:
            behind = names[over.start() :]
            if len(behind) > _LONGEST_COPYRIGHT and not _OTHER_RESIDUE.search(behind):
                return False
            names = names[: over.start()]
        if _SENTENCE_MARK.search(names) or _ADDRESS.search(names):
            return False
        colon = ":" in text[start:end] or "：" in text[start:end]
        if len(names.strip()) > 2 * LONGEST_NAME or _reads_like_prose(names, 3 if colon else 0):
            return False
    return True


def _reads_like_prose(names: str, few: int) -> bool:
    """Tell whether what follows a label is a sentence: most words without a capital.

    Args:
        names: what follows the label.
        few: how many words are a name whatever they look like. Without a colon ("Oleh A B")
            a small letter among so few words is enough for a sentence.
    """
    words = [word for word in re.findall(r"[^\W\d_][\w'’.-]*", names) if len(word) > 1]
    if len(words) <= few:
        return False
    small = sum(1 for word in words if word[0].islower() and word not in _NAME_PARTICLES)
    return small > 0 if len(words) <= 3 else small * 2 > len(words)
