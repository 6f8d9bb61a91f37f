"""What somebody pasted, read: its sentences, without the dressing that messages put on. Pure."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipelines.archive.checking.furniture import (
    is_doubtful,
    is_furniture,
    without_sender,
    without_tags,
)
from pipelines.archive.checking.tokens import Token, folded, tokens_of
from pipelines.archive.text_changes import split_sentences

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

MOST_CHARACTERS: Final = 200_000
"""Of a passage; a longer one is cut into several by whoever asks."""
MOST_SENTENCES: Final = 1_000
LONGEST_SENTENCE: Final = 3_000
"""Characters of what may be a sentence; what is longer is cut into pieces."""
PIECE: Final = 60
"""Words of such a piece."""

_ADDRESS: Final = re.compile(
    r"(?<![a-z0-9.-])(?P<host>(?:[a-z0-9-]{1,63}\.){0,4}antaranews\.com)(?![a-z0-9.-])"
    r"(?P<path>/[^\s<>\"']{0,400})?",
    re.IGNORECASE,
)
_ANY_ADDRESS: Final = re.compile(
    r"<?(?:https?://|www\.[a-z0-9-]{1,63}\.(?=[a-z])"
    r"|\b(?:(?:[a-z0-9-]{1,63}\.){0,4}antaranews\.com|pic\.twitter\.com|t\.co|bit\.ly)/)\S+",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"/(\d{1,12})(?=[/?#]|$)")
_QUOTED: Final = re.compile(r"^(?:\s*[>»|]+)+\s?")
_BULLET: Final = re.compile(r"^\s*[•·‣▪▫●○◦*-]+\s+")
_BOLD: Final = re.compile(r"(?<!\w)[*_~]{1,3}(?=\S)|(?<=\S)[*_~]{1,3}(?!\w)")
DATELINE: Final = re.compile(
    r"^(?P<place>[^()\n.:;?!\"]{0,60}?)[\s,]*(?P<day>\(?\d{1,2}/\d{1,2}(?:/\d{2,4})?\)?)?\s*"
    r"\((?:lkbn\s+)?antara\b(?:[\s/.,-]{1,3}(?-i:[A-Z0-9])\w{0,20}){0,4}\s*\)\s*[-:]+\s*",
    re.IGNORECASE,
)
_BROKEN: Final = re.compile(r"([^\W\d_]{1,30})-(?:[ \t]+|[ \t]*\r?\n[ \t>]*)([^\W\d_]{1,30})")
_ENDS: Final = re.compile(r"[.!?:][\"')]*$")
_WRAPPED: Final = 40
"""Characters of a line from which its end may be where a program broke it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a line without a full stop, such as a headline."""

    text: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """What has to be found."""

    sentences: tuple[Sentence, ...]
    dateline: str | None
    """The place before "(ANTARA) -", where there was one."""
    dateline_day: str | None
    """The day in it, such as 4/3."""
    addresses: tuple[tuple[str, int], ...]
    """Hosts and numbers of addresses that it names."""
    hosts: tuple[str, ...]
    """Hosts of ANTARA that it names."""
    ignored: tuple[str, ...]
    """What is no part of a report, lines or pieces of them: credits, links, tags, senders."""
    cut: bool
    """Whether it was too long, and only its beginning was read."""

    @property
    def tokens(self) -> list[Token]:
        """All tokens in order."""
        return [token for sentence in self.sentences for token in sentence.tokens]

    def words_of(self, first: int, end: int) -> str:
        """Return the passage's own words from a token on, up to another one."""
        pieces = []
        at = 0
        for sentence in self.sentences:
            size = len(sentence.tokens)
            start, stop = max(first - at, 0), min(end - at, size)
            if (start, stop) == (0, size):
                pieces.append(sentence.text)
            elif start < stop:
                tokens = sentence.tokens
                pieces.append(sentence.text[tokens[start].start : tokens[stop - 1].end])
            at += size
        return " ".join(pieces)


def broken_words(text: str) -> set[str]:
    r"""Return the words that a program may have parted at the end of a line, put together.

    >>> sorted(broken_words("peme-\nrintah dan anak-\nanak"))
    ['anakanak', 'pemerintah']
    """
    plain = folded(text[:MOST_CHARACTERS])
    return {f"{one}{other}".lower() for one, other in _BROKEN.findall(plain)}


def read_passage(text: str, known: Container[str] = (), *, with_doubtful: bool = False) -> Passage:
    r"""Read what was pasted.

    Args:
        text: As it came.
        known: Of `broken_words` those that are words: they are put together.
        with_doubtful: Whether lines such as a number alone are kept, which may be a report's own.

    >>> found = read_passage("*Harga naik*\n\nPalembang (ANTARA) - Harga naik.\nEditor: X")
    >>> [each.text for each in found.sentences], found.dateline, found.ignored
    (['Harga naik', 'Harga naik.'], 'Palembang', ('Editor: X',))
    """
    plain = folded(re.sub("\u00ad\\s*", "", html.unescape(text[:MOST_CHARACTERS])))
    cut = len(text) > MOST_CHARACTERS or len(plain) > MOST_CHARACTERS
    plain = plain[:MOST_CHARACTERS]
    plain = _BROKEN.sub(lambda found: _put_together(found, known), plain)
    addresses, hosts = _addresses(plain)
    ignored: list[str] = []
    lines: list[str] = []
    place = day = None
    for raw in plain.splitlines():
        line = _undressed(raw)
        # Behind a colon a number is what the line before it tells.
        led = line[:1].isdigit() and next(filter(None, reversed(lines)), "").endswith(":")
        told = led or (with_doubtful and is_doubtful(line))
        if line and not told and is_furniture(line):
            ignored.append(line)
            continue
        bare, taken = _bared(line)
        if line and not tokens_of(bare):
            ignored.append(line)
            continue
        ignored += taken
        found = DATELINE.match(bare)
        # A second place is none of the same article: it is compared as it stands.
        if found and place in (None, found["place"].strip(" ,")):
            place, day = found["place"].strip(" ,"), day or found["day"]
            bare = bare[found.end() :]
            lines.append("")  # a headline above it ends here
        lines.append(bare)
    sentences = [
        Sentence(each, tokens)
        for piece in _unwrapped(lines)
        for long in split_sentences(piece)
        for each in _of_a_length(long)
        if (tokens := tokens_of(each))
    ]
    return Passage(
        tuple(sentences[:MOST_SENTENCES]),
        place or None,
        day.strip("()") if day else None,
        addresses,
        hosts,
        tuple(each.strip() for each in ignored if each.strip()),
        cut or len(sentences) > MOST_SENTENCES,
    )


def _of_a_length(sentence: str) -> Iterator[str]:
    """Cut what goes on without a full stop, such as a list of words."""
    if len(sentence) <= LONGEST_SENTENCE:
        yield sentence
        return
    words = sentence.split()
    for at in range(0, len(words), PIECE):
        yield " ".join(words[at : at + PIECE])


def _put_together(found: re.Match[str], known: Container[str]) -> str:
    word = f"{found[1]}{found[2]}"
    # A doubled word has its own hyphen: anak-anak.
    if word.lower() not in known or found[2][:1].isupper() or found[1].lower() == found[2]:
        return found[0]
    return word


def _bared(line: str) -> tuple[str, list[str]]:
    """Return a line without its sender, addresses and tags, and what was taken off."""
    said = without_sender(line)
    unlinked = _ANY_ADDRESS.sub(" ", said).strip()
    bare = without_tags(unlinked)
    taken = [line[: len(line) - len(said)], *_ANY_ADDRESS.findall(said), unlinked[len(bare) :]]
    return bare, [piece for each in taken if (piece := each.strip())]


def _undressed(line: str) -> str:
    """Take off what messages add: marks of quoting, bullets, bold type, pictograms."""
    plain = line if line.isascii() else _without_pictograms(line)
    plain = _BULLET.sub("", _QUOTED.sub("", plain))
    return " ".join(_BOLD.sub("", plain).split())


def _without_pictograms(line: str) -> str:
    return "".join(
        " "
        if sign not in "°©" and unicodedata.category(sign) in ("So", "Co", "Cn", "Cs", "Cc")
        else sign
        for sign in line
        if not "\ufe00" <= sign <= "\ufe0f"
    )


def _unwrapped(lines: list[str]) -> Iterator[str]:
    """Join lines that a program broke; an empty line always parts."""
    held: list[str] = []
    size = 0
    for line in lines:
        if held and not (line and _goes_on(held[-1], line, size)):
            yield " ".join(held)
            held, size = [], 0
        if line:
            held.append(line)
            size += len(line) + 1
    if held:
        yield " ".join(held)


def _goes_on(line: str, after: str, size: int) -> bool:
    if _ENDS.search(line[-_WRAPPED:]):
        return False
    return after[:1].islower() or size > _WRAPPED


def _addresses(text: str) -> tuple[tuple[tuple[str, int], ...], tuple[str, ...]]:
    found: dict[tuple[str, int], None] = {}
    hosts: dict[str, None] = {}
    for match in _ADDRESS.finditer(text):
        host = match["host"].lower()
        hosts[host] = None
        if number := _NUMBER.search(match["path"] or ""):
            found[host, int(number[1])] = None
    return tuple(found), tuple(hosts)
