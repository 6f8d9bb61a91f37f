"""Listing pages: /terkini/<n>, sections, tags, searches; AdMag's cards and Retnews's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from tests.replica.chrome import Chrome
from tests.replica.hosts import Host
from tests.replica.markup import attrs, description, esc
from tests.replica.pieces import Piece
from tests.replica.words import MONTHS_EN


@dataclass(frozen=True, slots=True)
class Shown:
    """What a listing names, over all its pages."""

    cards: Sequence[Piece]
    heading: str
    path: str
    """The address of page n is {path}/{n}."""
    by_query: bool = False
    """It is {path}&page={n} instead."""
    count: int | None = None
    """The number that its header tells, where it tells one."""

    def address(self, page: int) -> str:
        return f"{self.path}&page={page}" if self.by_query else f"{self.path}/{page}"


def english_date(when: datetime) -> str:
    return f"{when.day} {MONTHS_EN[when.month - 1]} {when.year} {when.hour}:{when:%M}"


def relative(when: datetime, now: datetime, language: str) -> str:
    """Return the age as G3's cards print it: '5 menit lalu', 'yesterday 21:40', '13th May 2024'."""
    minutes = max(1, int((now - when).total_seconds() // 60))
    if language == "en":
        if minutes < 60:
            return f"{minutes} minutes ago"
        if minutes < 1440:
            return f"{minutes // 60} hours ago"
        if minutes < 2880:
            return f"yesterday {when:%H:%M}"
        end = {1: "st", 2: "nd", 3: "rd"}.get(when.day if when.day < 20 else when.day % 10, "th")
        return f"{when.day}{end} {MONTHS_EN[when.month - 1]} {when.year}"
    if minutes < 60:
        return f"{minutes} menit lalu"
    return f"{minutes // 60} jam lalu" if minutes < 1440 else f"{minutes // 1440} hari lalu"


def _admag_card(piece: Piece, address: str, rng: Random) -> str:
    mark = {"photo": "Foto", "video": "Video"}.get(piece.kind, "")
    slug = f'<p class="slug">{mark}</p>' if mark else ""
    title = esc(piece.title)
    share = f"{esc(piece.category or 'Berita')}</a> / <span>{english_date(piece.when)}</span>"
    return (
        f'<article {attrs(rng, class_="simple-post simple-big clearfix")}>\n<div class="simple-'
        f'thumb"><a href="{esc(address)}" title="{title}"><img class="lazyload" src="/img/b.gif"'
        f' alt="{title}"></a></div>\n<header>{slug}<h3><a '
        f'{attrs(rng, href=address, title=piece.title)}>{title}</a></h3><p class="simple-share">'
        f'<a href="/{esc((piece.category or "berita").lower().replace(" ", "-"))}">{share}</p>'
        f"</header><p>{esc(description(piece))}</p></article>\n"
    )


def _retnews_card(piece: Piece, address: str, rng: Random, now: datetime) -> str:
    cls = rng.choice(("text-dark text-capitalize", "text-secondary"))
    age = relative(piece.when, now, piece.facts.language)
    return (
        '<div class="card__post card__post-list card__post__transition mt-30"><div class="row"><div'
        f' class="col-md-5"><a href="{esc(address)}"><img class="img-fluid" src="/img/b.gif"'
        f' alt="{esc(piece.title)}"></a></div><div class="col-md-7"><div class="card__post__body">'
        '<div class="card__post__content"><div class="card__post__author-info mb-2"><ul class='
        f'"list-inline"><li class="list-inline-item"><span class="{cls}">{age}</span></li></ul>'
        f'</div><div class="card__post__title"><h2 class="h5"><a {attrs(rng, href=address)}>'
        f"{esc(piece.title)}</a></h2></div></div></div></div></div></div>\n"
    )


def _advert_card() -> str:
    return (
        '<article class="simple-post simple-big clearfix"><header><h3><a title="Iklan" href='
        '"https://belanja.example/berita/123456/promo-akhir-tahun">Promo akhir tahun</a></h3>'
        "</header></article>\n"
    )


def _pager(host: Host, shown: Shown, page: int, last: int) -> str:
    near = sorted({1, *range(max(1, page - 2), min(last, page + 2) + 1), last})
    links = [(str(n), esc(f"https://{host.host}{shown.address(n)}")) for n in near]
    if page < last:
        links.append(("&raquo;", esc(f"https://{host.host}{shown.address(page + 1)}")))
    if host.national and host.modern:
        inner = "".join(
            f'<a class="active" href="#">{text}</a>'
            if text == str(page)
            else f'<a href="{url}">{text}</a>'
            for text, url in links
        )
        return f'<div class="pagination-area"><div class="pagination">{inner}</div></div>'
    inner = "".join(
        f'<li class="active"><span>{text}</span></li>'
        if text == str(page)
        else f'<li><a href="{url}">{text}</a></li>'
        for text, url in links
    )
    return f'<ul class="pagination pagination-sm">{inner}</ul>'


def listing(
    chrome: Chrome,
    cards: list[tuple[Piece, str]],
    shown: Shown,
    *,
    page: int,
    last: int,
    now: datetime,
) -> str:
    """Return one page of a listing.

    Args:
        chrome: The host's furniture.
        cards: Articles and the addresses under which they are named.
        shown: The listing.
        page: This page's number.
        last: The last page's number.
        now: The site's time, for relative ages.
    """
    host, path = chrome.host, shown.path
    heading = esc(shown.heading)
    count = "" if shown.count is None else f" <small>({shown.count} berita)</small>"
    rng = Random(f"listing:{host.name}:{path}:{page}")
    more = '<a class="more" href="/ajax/terkini/more">Muat lainnya</a>'
    pager = _pager(host, shown, page, last) if host.pager else more
    if host.national and host.modern:
        inner = "".join(_retnews_card(piece, url, rng, now) for piece, url in cards)
        main = f'<div class="wrapper__list__article"><h4>{heading}{count}</h4>{inner}</div>{pager}'
        top = chrome.modern_top
    else:
        inner = "".join(_admag_card(piece, url, rng) for piece, url in cards)
        if page == 1:
            inner += _advert_card()
        main = (
            f'<h3 class="block-title"><span>{heading}{count}</span></h3>'
            f'<div class="block-content">\n{inner}</div><div>{pager}</div>'
        )
        top = chrome.top
    if rng.random() < 0.5:
        # Half of the pages print their ampersands bare, as those of 2015 to 2017 did.
        main = main.replace("&amp;utm_", "&utm_")
    return (
        f'<!DOCTYPE html>\n<html lang="{host.language}">\n<head>\n<meta charset="utf-8">\n<title>'
        f'{heading} - {esc(host.site_name)}</title>\n<link rel="canonical" href="'
        f'https://{host.host}{esc(path)}">\n<meta property="og:type" content="website">\n</head>\n'
        f'<body>\n{top}<div class="main-content mag-content clearfix"><div class="row main-body">'
        f'<div class="col-md-8">\n{main}</div>\n{chrome.side}</div></div>\n{chrome.foot}'
        "</body></html>\n"
    )
