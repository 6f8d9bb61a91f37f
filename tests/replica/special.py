"""The traps that need an article of their own, and where each one sits.

A trap takes the newest ordinary article that suits it; a small site has fewer of them. What
was placed is told by `Site.traps`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from tests.replica.hosts import WIB
from tests.replica.parts import Block, CreditLine, slugify
from tests.replica.pieces import Piece

Change = Callable[[Piece, Random], None]


@dataclass(frozen=True, slots=True)
class Trap:
    """A change made to one article: which bureau, which layouts, which of its articles."""

    name: str
    bureau: str
    """A bureau's short name, "regional" (the first one) or "another" (the last one)."""
    layouts: tuple[str, ...]
    change: Change
    where: str = "any"
    """any, feed (among the 15 newest), old (beyond the 25 newest) or oldest."""


def _repeat(piece: Piece, rng: Random) -> None:
    piece.blocks = [block for block in piece.blocks if block.kind == "p"][:8]
    piece.copies = piece.blocks[1:]
    piece.boxes, piece.pull_quote, piece.style = [], None, "p"


def _repeat_br(piece: Piece, rng: Random) -> None:
    _repeat(piece, rng)
    piece.copies, piece.style = piece.blocks[-3:], "br2"


def _refrain(piece: Piece, rng: Random) -> None:
    refrain = Block("p", ("Layang-layang, terbanglah tinggi, bawa salam ke seberang.",))
    short = Block("p", ("ujarnya.",))
    first, second, third, *rest = [block for block in piece.blocks if block.kind == "p"]
    # No two neighbours stand twice in the same order: that would be a repeated block.
    piece.blocks = [first, refrain, second, short, refrain, third, short, *rest[:1], short]
    piece.blocks += [*rest[1:], refrain]
    piece.boxes = []


def _legit_box(piece: Piece, rng: Random) -> None:
    text = "Baca juga petunjuk keselamatan di dinding kapal sebelum berangkat, pesan petugas itu."
    piece.blocks.insert(2, Block("p", (text,)))
    more = "Warga diminta membaca juga pengumuman: editor buletin desa memuatnya setiap Jumat."
    piece.blocks.append(Block("p", (more,)))


def _before(kind: str, style: str) -> Change:
    def change(piece: Piece, rng: Random) -> None:
        items = {
            "quote": ("“Sungai ini halaman depan kami,” demikian bunyi papan di dermaga itu.",),
            "list": ("Jembatan gantung 120 meter", "Dua dermaga kayu", "Gudang beras desa"),
            "table": ("Medali emas: 12", "Medali perak: 9", "Medali perunggu: 17"),
        }[kind]
        piece.blocks.insert(1, Block(kind, items))
        piece.style, piece.boxes = style, []
        piece.traps.discard("empty_paragraphs")

    return change


def _amp_only(piece: Piece, rng: Random) -> None:
    piece.link, piece.layout, piece.date_form, piece.style = "amp", "amp", "json_ld", "p"
    piece.traps -= {"inline", "empty_paragraphs"}
    piece.pull_quote, piece.category, piece.updated = None, None, None
    piece.traps.discard("print_container")


def _press(piece: Piece, rng: Random) -> None:
    city = piece.facts.cities[0].split(",")[0]
    day = piece.when
    months = (
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
    )
    printed = f"{day.day} {months.split()[day.month - 1]} {day.year}"
    piece.dateline = f"{city.upper()}, {printed} (Antara/PRNewswire) --"
    piece.place, piece.source_label = city.upper(), "Antara/PRNewswire"
    piece.dateline_day = day.date().isoformat()
    piece.credits = [
        CreditLine("wire", "Pewarta", ("prwir",)),
        CreditLine("editor", "Editor", ("PR Wire",)),
    ]
    piece.blocks.append(Block("p", ("KONTAK: humas@lintangraya.example",)))
    piece.blocks.append(Block("p", ("Sumber: PT Lintang Raya Sejahtera",)))
    piece.style, piece.boxes, piece.pictures = "word", [], []
    piece.press_release, piece.pull_quote = True, None
    piece.traps -= {"glued", "empty_paragraphs", "crlf"}


def _latin1(piece: Piece, rng: Random) -> None:
    piece.blocks.insert(
        1, Block("p", ("Kedai kopi Café Señorita ikut membuka stan di lokasi itu.",))
    )
    piece.traps.add("latin1_body")
    piece.flags.append("encoding_repaired")


def _mark(name: str) -> Change:
    def change(piece: Piece, rng: Random) -> None:
        piece.traps.add(name)
        if name == "latin1_menu":
            piece.flags.append("encoding_repaired")

    return change


def _date(form: str) -> Change:
    def change(piece: Piece, rng: Random) -> None:
        piece.date_form, piece.updated = form, None

    return change


def _foreign_zone(piece: Piece, rng: Random) -> None:
    # 23.40 WIB is the next day for a host of eastern Indonesia.
    day = (piece.when - timedelta(days=1)).date()
    piece.when = piece.when.astimezone(WIB).replace(
        year=day.year, month=day.month, day=day.day, hour=23, minute=40, second=0
    )
    piece.date_form = "printed"


def _link(form: str) -> Change:
    def change(piece: Piece, rng: Random) -> None:
        piece.link = form
        if form == "no_slug":
            piece.slug = ""

    return change


def _section_slug(piece: Piece, rng: Random) -> None:
    piece.slug = slugify(piece.category or "ekonomi")


def _old_number(piece: Piece, rng: Random) -> None:
    piece.article_id = 262_288
    piece.link = "old" if piece.facts.old_domains else "plain"


def _escapes(piece: Piece, rng: Random) -> None:
    piece.title = f"\"Rp5.000 > Rp4.000\": {piece.title} & kisah para 'pejalan'"
    piece.slug = slugify(piece.title)


def _no_credits(piece: Piece, rng: Random) -> None:
    piece.credits, piece.copyright = [], None
    piece.traps.discard("glued")


def _short(piece: Piece, rng: Random) -> None:
    piece.blocks, piece.boxes, piece.copies = [Block("p", ("Segera terbit.",))], [], []
    piece.style = "p"
    piece.traps -= {"inline", "empty_paragraphs"}


def _updated(piece: Piece, rng: Random) -> None:
    piece.updated, piece.date_form = piece.when + timedelta(minutes=95), "meta"


_DESKTOP = ("r",)
TRAPS: tuple[Trap, ...] = (
    Trap("repeated_block", "sumsel", _DESKTOP, _repeat),
    Trap("date_from_feed", "jateng", _DESKTOP, _date("feed"), "feed"),
    Trap("amp_only", "bali", _DESKTOP, _amp_only),
    Trap("old_domain", "kalteng", _DESKTOP, _old_number, "oldest"),
    Trap("same_id_elsewhere", "jateng", _DESKTOP, _old_number, "oldest"),
    Trap("alias_redirect", "papuatengah", _DESKTOP, _link("alias"), "old"),
    Trap("mobile_link", "www", ("g3", "g2"), _link("m")),
    Trap("no_slug", "www", ("g3",), _link("no_slug")),
    Trap("section_slug", "www", ("g2", "g3"), _section_slug),
    Trap("press_release_g1", "www", ("g1",), _press),
    Trap("press_release_g2", "www", ("g2",), _press),
    Trap("latin1_body", "kalteng", _DESKTOP, _latin1),
    Trap("latin1_menu", "sumsel", _DESKTOP, _mark("latin1_menu")),
    Trap("refrain", "ambon", _DESKTOP, _refrain),
    Trap("legit_baca_juga", "sumsel", _DESKTOP, _legit_box),
    Trap("text_before_quote", "bali", _DESKTOP, _before("quote", "bare_first")),
    Trap("text_before_list", "jateng", _DESKTOP, _before("list", "br2")),
    Trap("text_before_table", "www", ("g2",), _before("table", "br2")),
    Trap("list_in_g3", "www", ("g3",), _before("list", "p")),
    Trap("no_date", "ambon", _DESKTOP, _date("none"), "old"),
    Trap("day_only", "kalteng", _DESKTOP, _date("day"), "old"),
    Trap("foreign_zone", "bali", _DESKTOP, _foreign_zone, "old"),
    Trap("print_container", "papuatengah", _DESKTOP, _mark("print_container")),
    Trap("empty_once", "sumsel", _DESKTOP, _mark("empty_once")),
    Trap("escapes", "jateng", _DESKTOP, _escapes),
    Trap("no_credits", "papuatengah", _DESKTOP, _no_credits),
    Trap("short_text", "ambon", _DESKTOP, _short),
    Trap("updated_g3", "www", ("g3",), _updated),
    Trap("date_from_feed_g3", "www", ("g3",), _date("feed"), "feed"),
    Trap("repeated_block_br", "www", ("g2",), _repeat_br),
    Trap("refrain_br", "www", ("g2",), _refrain),
)


def place(pieces: dict[str, list[Piece]], seed: int, without: frozenset[str]) -> dict[str, str]:
    """Change articles into traps in place.

    Args:
        pieces: The listed articles of each bureau, newest first.
        seed: The site's seed.
        without: Traps to leave out.

    Returns:
        The trap's name and the canonical address of the article that it took.
    """
    regionals = [name for name in pieces if name not in ("www", "en", "otomotif")]
    placed: dict[str, str] = {}
    taken: set[int] = set()
    for trap in TRAPS:
        if trap.name in without:
            continue
        bureau = trap.bureau
        if bureau not in pieces and bureau != "www" and regionals:
            # Another regional host plays the part, unless the part is this host's own.
            if trap.name in ("old_domain", "alias_redirect", "foreign_zone", "same_id_elsewhere"):
                continue
            bureau = regionals[len(trap.name) % len(regionals)]
        found = pieces.get(bureau, [])
        order = {"feed": found[2:15], "old": found[25:], "oldest": found[:10:-1]}.get(
            trap.where, found[3:]
        )
        for piece in order:
            fits = (
                piece.kind == "article" and piece.layout in trap.layouts and len(piece.blocks) > 5
            )
            if fits and id(piece) not in taken:
                trap.change(piece, Random(f"trap:{seed}:{trap.name}"))
                taken.add(id(piece))
                placed[trap.name] = piece.url
                break
    return placed
