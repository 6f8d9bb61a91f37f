"""Makes one ordinary invented article, with the everyday oddities of its layout."""

from __future__ import annotations

from datetime import datetime
from random import Random

from tests.replica import english
from tests.replica.hosts import HOSTS, Host
from tests.replica.parts import RIGHTS_NOTICE, Block, CreditLine, Picture, slugify
from tests.replica.pieces import Piece
from tests.replica.text import Story, headline, person, story

R_SINCE, G2_SINCE, G3_SINCE = ((2019, 1), (2018, 1), (2024, 3))
NOTICE_SINCE = (2025, 8)


def layout_of(host: Host, when: datetime, rng: Random) -> str:
    """Return the markup that a page of this day carries on this host."""
    month = (when.year, when.month)
    if not host.national:
        # One regional host that has moved its newest pages to www's theme: nobody knows of one.
        return "g3" if host.modern and month >= (2026, 11) and rng.random() < 0.3 else "r"
    if host.name == "otomotif" or month < (2017, 12):
        # Old stock shown in today's theme has its text bare in the container.
        return "g3" if rng.random() < 0.15 and host.name == "www" else "g1"
    return "g2" if month < G3_SINCE else "g3"


_STYLES = {
    "g1": ("br2", "br2", "bare"),
    "g2": ("br2", "br2", "br1", "brp", "p"),
    "g3": ("p", "p", "span", "open_p", "br2", "dropcap"),
    "r": ("p", "p", "span", "open_p", "div", "nested", "br2", "br1"),
    "amp": ("p",),
}
_BOXES = ("span", "span_b", "b", "b_apart", "strong", "plain", "span", "bare")


def _dateline(host: Host, city: str, when: datetime, rng: Random) -> tuple[str, str, str | None]:
    """Return the dateline as printed, its label and its day's ISO date if it prints one."""
    dash = "–" if rng.random() < 0.12 else "-"
    if when.year < 2018 and host.national:
        if rng.random() < 0.2:
            day = f"{when.day}/{when.month}"
            return f"{city}, {day} (Antara) {dash}", "Antara", when.date().isoformat()
        return f"{city} (ANTARA News) {dash}", "ANTARA News", None
    label = "ANTARA"
    if host.label != "ANTARA" and rng.random() < 0.25:
        label = host.label
    elif host.national and rng.random() < 0.08:
        label = "ANTARA/JACX"
        return f"({label}) {dash}", label, None
    return f"{city} ({label}) {dash}", label, None


def _two(rng: Random) -> tuple[str, ...]:
    """Return two people; one where the same name was drawn twice."""
    return tuple(dict.fromkeys((person(rng), person(rng))))


def _credits(host: Host, rng: Random, layout: str) -> tuple[list[CreditLine], set[str]]:
    traps: set[str] = set()
    if host.language == "en":
        lines = [CreditLine("reporter", "Reporter", _two(rng), ", ")]
        if rng.random() < 0.5:
            lines = [CreditLine("translator", "Translator", _two(rng), ", ")]
        return [*lines, CreditLine("editor", "Editor", (person(rng),))], traps
    chance = rng.random()
    names: tuple[str, ...] = (person(rng),)
    joiner = " dan "
    if chance < 0.12:
        names = _two(rng)
    elif chance < 0.2:
        names, joiner = _two(rng), ", "
    lines = [CreditLine("reporter", "Pewarta", names, joiner)]
    if rng.random() < 0.08:
        lines = [CreditLine("author", "Oleh", (person(rng),))]
    elif rng.random() < 0.08 and host.national:
        lines = [CreditLine("translator", "Penerjemah", (person(rng),))]
    elif rng.random() < 0.03:
        lines = [CreditLine("reporter", "Pewarta", ())]
    lines.append(CreditLine("editor", "Editor", (person(rng),)))
    if layout == "r" and rng.random() < 0.12:
        lines.append(CreditLine("uploader", "Uploader", (person(rng),)))
    if layout in ("g2", "g3", "r") and lines[0].names and rng.random() < 0.1:
        traps.add("glued")
    return lines, traps


def _picture(host: Host, report: Story, when: datetime, rng: Random, layout: str) -> Picture:
    name = slugify(report.title)[:30]
    if layout == "g1":
        url = f"http://img.antaranews.com/new/{when:%Y/%m}/ori/{when:%Y%m%d}{name}.jpg"
    else:
        side = rng.choice(("cdn", "img"))
        end = rng.choice((".jpg", ".jpg.webp"))
        url = f"https://{side}.antaranews.com/cache/1200x800/{when:%Y/%m/%d}/{name}{end}"
    who = person(rng)
    credit = rng.choice(
        (f"ANTARA/{who}", f"ANTARA FOTO/{who}/foc", f"ANTARA/HO-Humas {host.title or 'Pemkot'}")
    )
    chance = rng.random()
    if chance < 0.06:
        return Picture(url)
    if chance < 0.12:
        return Picture(url, None, credit)
    return Picture(url, report.caption, credit, parentheses=rng.random() > 0.1)


def article(seed: int, bureau: str, number: int, when: datetime) -> Piece:
    """Return the article with this id, the same for the same arguments.

    Args:
        seed: The site's seed.
        bureau: The bureau's short name.
        number: Its article id.
        when: Time of publication, aware.
    """
    host = HOSTS[bureau]
    rng = Random(f"article:{seed}:{bureau}:{number}")
    when = when.astimezone(host.zone).replace(microsecond=0)
    city = rng.choice(host.cities)
    if host.language == "en":
        report = english.story(rng, city, when)
    else:
        report = story(rng, city, {"MYT": "WITA"}.get(host.zone_name, host.zone_name), when)
    layout = layout_of(host, when, rng)
    lines, traps = _credits(host, rng, layout)
    dateline, label, day = _dateline(host, city, when, rng)
    kind = "article"
    if number % 17 == 5:
        kind = "photo"
    elif number % 19 == 7:
        kind = "video"
    piece = Piece(
        bureau,
        number,
        report.title,
        when,
        layout,
        kind=kind,
        slug=slugify(report.title),
        blocks=[Block("p", (text,)) for text in report.paragraphs],
        dateline=dateline,
        place=None if dateline.startswith("(") else city,
        dateline_day=day,
        source_label=label,
        category=report.category,
        tags=report.tags,
        credits=lines,
        traps=traps,
        style=_style(layout, when, rng),
        copyright=f"{rng.choice(('COPYRIGHT', 'COPYRIGHT', 'Copyright'))} © ANTARA {when.year}",
    )
    if rng.random() < 0.85:
        piece.pictures = [_picture(host, report, when, rng, layout)]
    piece.date_form = _date_form(piece, rng)
    if (when.year, when.month) >= NOTICE_SINCE and host.national and host.language == "id":
        piece.notice = RIGHTS_NOTICE
    _furnish(piece, report, rng)
    if kind != "article":
        _as_media(piece, report, rng)
    return piece


def _style(layout: str, when: datetime, rng: Random) -> str:
    if layout == "g3" and when.year < 2025:
        return rng.choice(("bare", "br2"))
    return rng.choice(_STYLES[layout])


def _date_form(piece: Piece, rng: Random) -> str:
    chance = rng.random()
    if piece.layout == "g1":
        return "printed" if piece.bureau == "otomotif" else "time"
    if piece.layout == "g2":
        return "json_ld" if chance < 0.15 else "printed" if chance < 0.25 else "meta"
    if piece.layout == "g3":
        return "printed" if chance < 0.1 else "meta"
    return "printed" if chance < 0.08 else "bare" if chance < 0.14 else "time"


def _furnish(piece: Piece, report: Story, rng: Random) -> None:
    host = piece.facts
    if host.national and rng.random() < 0.18 and piece.layout in ("g1", "g2"):
        piece.pull_quote = report.quote
    if piece.layout == "g1" and rng.random() < 0.15:
        piece.updated = piece.when.replace(second=(piece.when.second + 7) % 60)
        if piece.updated < piece.when:
            piece.updated = None
    if rng.random() < 0.75 and piece.kind == "article":
        count = rng.choice((1, 1, 2, 3))
        last = len(piece.blocks) - 1
        for _ in range(count):
            after = last if rng.random() < 0.4 else rng.randint(1, last)
            form = rng.choice(_BOXES[:-1] if piece.style in ("br1",) else _BOXES)
            if host.language == "en":
                form = f"en_{form}"
            piece.boxes.append((after, form, headline(rng, rng.choice(host.cities), piece.when)))
        if rng.random() < 0.2 and all("bare" not in form for _, form, _ in piece.boxes):
            piece.traps.add("inline")
    if rng.random() < 0.12 and len(piece.blocks) > 6:
        heading = rng.choice(("Awal cerita", "Dari desa ke kota", "Apa kata warga?"))
        piece.blocks.insert(4, Block("subhead", (heading,)))
    for trap, share in (("crlf", 0.08), ("empty_paragraphs", 0.1)):
        if rng.random() < share:
            piece.traps.add(trap)


def _as_media(piece: Piece, report: Story, rng: Random) -> None:
    """Turn a report into a photo or video page: little text, no pull quote, no boxes."""
    piece.boxes, piece.pull_quote = [], None
    if piece.style in ("br1", "brp", "bare", "dropcap"):
        piece.style = "br2"
    if piece.kind == "video":
        piece.blocks = piece.blocks[:1] if rng.random() < 0.75 else []
        piece.place = piece.dateline_day = None
        piece.dateline, piece.source_label = "", None
        if piece.blocks:
            piece.dateline, piece.source_label = "ANTARA -", "ANTARA"
        piece.pictures = []
        return
    who = person(rng)
    piece.blocks = [Block("p", (f"{report.caption}. ANTARA FOTO/{who}/rwa.",))]
    piece.dateline, piece.source_label, piece.place, piece.dateline_day = "", None, None, None
    piece.credits = [CreditLine("photographer", "Fotografer", (who,)), piece.credits[-1]]
    piece.traps.discard("glued")
    count = 1 if piece.layout == "g1" else rng.randint(2, 5)
    picture = (
        piece.pictures[0]
        if piece.pictures
        else _picture(piece.facts, report, piece.when, rng, piece.layout)
    )
    stem, dot, end = picture.url.partition(".jpg")
    piece.pictures = [
        Picture(f"{stem}-{i}{dot}{end}", report.caption, f"ANTARA FOTO/{who}") for i in range(count)
    ]
