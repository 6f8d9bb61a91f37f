"""What the newsrooms of the sample site correct after it is out, and in which articles.

A site begins with none of it done; `Site.correct` does it. Each correction takes the newest
ordinary article that suits it, as the traps do; a small site has fewer of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelines.archive.text_changes import split_sentences
from tests.replica.parts import Block, plain
from tests.replica.pieces import Piece

if TYPE_CHECKING:
    from tests.replica.world import Site

Key = tuple[str, int]

_COUNT = re.compile(
    r"(?<![\w.,-])\d{2,3}(?= (?:titik|unit|lokasi|petugas|personel|peserta|kelompok|kecamatan)\b)"
)
_OFFICES = ("Kepala Dinas ", "Kepala Badan ", "Sekretaris ", "Wakil Bupati ", "Ketua panitia ")
_ADDED = "Panitia kemudian melengkapi keterangannya: pendaftaran dibuka sampai akhir bulan."
_LEAST = 60
"""Characters of a paragraph that is worth cutting."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A change that an article undergoes."""

    kind: str
    """As `antara diff` calls it: words, number, added, cut, title."""
    bureau: str
    change: Callable[[Piece], bool]
    """Changes an article in place; False where there is nothing to change in it."""
    stated: bool = False
    """Whether the page then tells when it was changed."""


def _words(piece: Piece) -> bool:
    """Somebody holds the office for the time being only."""
    for office in _OFFICES:
        if _replace(piece, lambda text, o=office: text.replace(o, f"Pelaksana Tugas {o}", 1)):
            return True
    return False


def _number(piece: Piece) -> bool:
    """Somebody miscounted."""
    return _replace(piece, lambda text: _COUNT.sub(lambda n: str(int(n[0]) + 13), text, count=1))


def _replace(piece: Piece, edit: Callable[[str], str]) -> bool:
    """Edit the first paragraph after the lead of which something else comes."""
    for place, block in enumerate(piece.blocks):
        new = edit(block.items[0])
        if place and block.kind == "p" and new != block.items[0]:
            piece.blocks[place] = Block("p", (new, *block.items[1:]))
            return True
    return False


def _added(piece: Piece) -> bool:
    """Somebody had forgotten something."""
    piece.blocks.insert(2, Block("p", (_ADDED,)))
    return True


def _cut(piece: Piece) -> bool:
    """Something was not so."""
    for place, block in enumerate(piece.blocks[2:-1], 2):
        text = plain(block.items[0])
        if block.kind == "p" and len(text) > _LEAST and len(split_sentences(text)) == 1:
            del piece.blocks[place]
            piece.boxes = [(after - (after >= place), *rest) for after, *rest in piece.boxes]
            return True
    return False


def _title(piece: Piece) -> bool:
    """The text was right."""
    piece.title = f"Ralat: {piece.title}"
    return True


CORRECTIONS = (
    Correction("words", "sumsel", _words),
    Correction("cut", "sumsel", _cut),
    Correction("added", "ambon", _added),
    Correction("number", "bali", _number),
    Correction("title", "jateng", _title),
    Correction("number", "www", _number, stated=True),
)


def to_correct(site: Site) -> dict[Key, Correction]:
    """Choose the articles to correct, before any is; the same ones for the same site."""
    chosen: dict[Key, Correction] = {}
    for correction in CORRECTIONS:
        if correction.bureau in site.bureaus:
            for piece in site.articles_of(correction.bureau)[3:]:
                key = (piece.bureau, piece.article_id)
                if key not in chosen and _suits(piece, correction, set(site.traps.values())):
                    chosen[key] = correction
                    break
    return chosen


def _suits(piece: Piece, correction: Correction, used: set[str]) -> bool:
    if piece.kind != "article" or piece.url in used or len(piece.blocks) <= 5:
        return False
    if piece.updated or piece.shows_update is not correction.stated:
        return False
    tried = replace(piece, blocks=list(piece.blocks), boxes=list(piece.boxes))
    return correction.change(tried)
