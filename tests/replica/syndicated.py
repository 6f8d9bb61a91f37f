"""Reports that several bureaus carry, each desk with edits of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.replica.parts import Block, slugify
from tests.replica.pieces import Piece

_OWN_WORDS = (
    "Pengurus koperasi di {city} menyatakan akan mempelajari pengalaman tersebut.",
    "Hal serupa sedang dibahas pemerintah daerah di {city} bersama para kepala desa.",
)
"""What the desk of the first copy adds, and that of the second; the third one adds nothing."""


def syndicate(listed: Mapping[str, Sequence[Piece]], used: set[str]) -> dict[str, str]:
    """Let two reports stand on several hosts, with own datelines, credits and edits.

    Args:
        listed: The listed articles of each bureau, newest first.
        used: Addresses of articles that play another part already.

    Returns:
        `syndicated_NUMBER_BUREAU` for each article that carries one of them, and its address.
    """
    names = [name for name in listed if name not in ("en", "otomotif")]
    used, placed = set(used), {}
    for nth in range(2):
        members = []
        for name in names[nth::2]:
            free = (
                one
                for one in listed[name][5:]
                if one.kind == "article" and one.layout in ("r", "g3") and one.url not in used
            )
            if piece := next(free, None):
                members.append(piece)
                used.add(piece.url)
        if not members:
            continue
        # The others carry what the earliest of them wrote.
        source, *copies = sorted(members, key=lambda one: one.when)
        for turn, piece in enumerate(copies):
            _copy(source, piece, turn)
        placed |= {f"syndicated_{nth + 1}_{one.bureau}": one.url for one in members}
    return placed


def _copy(source: Piece, piece: Piece, turn: int) -> None:
    """Give an article the report of another one, as a local desk edits it.

    Args:
        source: Whose report it is.
        piece: Takes it over.
        turn: How many copies there are before this one.
    """
    blocks = [Block(one.kind, one.items) for one in source.blocks]
    # A local desk changes a word and cuts the end.
    first = blocks[0].items[0].replace("Sebanyak", "Sedikitnya", 1)
    blocks = [Block("p", (first,)), *blocks[1 : max(4, len(blocks) - 1)]]
    if turn < len(_OWN_WORDS) and len(blocks) > 3:
        # One that has more time cuts another paragraph, and writes a sentence of its own.
        del blocks[-1 - turn]
        city = piece.facts.cities[0].split(",")[0]
        blocks.insert(2, Block("p", (_OWN_WORDS[turn].format(city=city),)))
    piece.blocks = blocks
    piece.title, piece.slug = source.title, slugify(source.title)
    piece.tags, piece.category = list(source.tags), source.category
    piece.boxes, piece.pull_quote = [], None
    piece.traps.discard("inline")
    if piece.style == "dropcap":
        piece.style = "p"
