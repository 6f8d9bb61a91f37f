"""Answers that are no article: lost pages, maintenance, loops, files, and the 800 KB 404."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from tests.replica.chrome import Chrome
from tests.replica.markup import esc
from tests.replica.parts import slugify
from tests.replica.text import headline

HTML = "text/html; charset=UTF-8"
NOT_FOUND_BYTES = 800_000


@dataclass(slots=True)
class Reply:
    """One HTTP answer, before the server's own headers."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": HTML})
    tagged: bool = True
    """Whether the server may give it an ETag of its whole body."""
    kept: bool = False
    """Whether the server keeps it for the next one who asks."""


def redirect(location: str, status: int = 301) -> Reply:
    return Reply(status, b"", {"Location": location, "Content-Type": HTML})


def not_found(chrome: Chrome, status: int = 404) -> Reply:
    """Return the full page that stands for 'no such page': hundreds of unrelated old links."""
    rng = Random(f"404:{chrome.host.name}")
    host = chrome.host
    titles = [headline(rng, rng.choice(host.cities), chrome.now) for _ in range(60)]
    links = [
        f'<article class="simple-post simple-big clearfix"><header><h3><a href="https://{host.host}/'
        f'{host.path_word}/{rng.randint(1000, max(2000, host.last_id // 4))}/{slugify(title)}" '
        f'title="{esc(title)}">{esc(title)}</a></h3><p class="simple-share">12 January 2019</p>'
        "</header></article>\n"
        for title in titles
    ]
    links += [f'<li><a href="{esc(url)}">{esc(title)}</a></li>' for title, url in chrome.decoys]
    block = "".join(links)
    inner = block * (NOT_FOUND_BYTES // len(block) + 1)
    page = (
        f'<!DOCTYPE html>\n<html lang="{host.language}"><head><meta charset="utf-8"><title>404 - '
        f"Halaman tidak ditemukan - {host.site_name}</title></head><body>\n{chrome.top}<div class="
        '"main-content"><h1>404</h1><p>Halaman yang Anda cari tidak ditemukan.</p></div>\n'
        f'<div class="terkini">{inner}</div>{chrome.side}{chrome.foot}</body></html>\n'
    )
    return Reply(status, page.encode())


def soft_404(chrome: Chrome) -> Reply:
    """Return a page served with 200 that says there is no such page."""
    page = (
        f'<!DOCTYPE html>\n<html lang="id"><head><meta charset="utf-8"><title>Halaman tidak '
        f"ditemukan - {chrome.host.site_name}</title></head><body>\n{chrome.top}<div class="
        '"main-content mag-content clearfix"><div class="row"><div class="col-md-8"><div class='
        '"error-page"><h1>404</h1><h2>Halaman tidak ditemukan</h2><p>Maaf, halaman yang Anda cari '
        "tidak ditemukan atau telah dihapus. Silakan kembali ke beranda.</p></div></div>"
        f"{chrome.side}</div></div>{chrome.foot}</body></html>\n"
    )
    return Reply(200, page.encode())


def maintenance() -> Reply:
    """Return the maintenance page that is served with 200, with no furniture at all."""
    page = (
        "<!DOCTYPE html><html><head><title>Sedang dalam pemeliharaan</title></head><body><center>"
        "<h1>Situs sedang dalam pemeliharaan</h1><p>Mohon maaf, kami sedang melakukan pemeliharaan "
        "sistem (maintenance). Silakan kembali beberapa saat lagi.</p></center></body></html>"
    )
    return Reply(200, page.encode())


def pdf() -> Reply:
    return Reply(200, b"%PDF-1.4\n%rekaan\n" + b"0" * 2000, {"Content-Type": "application/pdf"})


def too_large(limit: int = 5 * 1024 * 1024) -> Reply:
    """Return a page just over the limit, in bytes."""
    start = b"<!DOCTYPE html><html><head><title>Besar</title></head><body><p>"
    return Reply(200, start + b"panjang sekali " * (limit // 15 + 10))


ROBOTS = b"""User-agent: *
Disallow: /ajax/*
Disallow: /ucnews/*
Allow: /

User-agent: blp_bbot
Disallow: /

User-agent: claudebot
Disallow: /

User-agent: facebookexternalhit
Disallow:

User-agent: twitterbot
Disallow:
"""


def robots(sitemap: str | None = None) -> Reply:
    """Return www's robots.txt as seen in October 2026, in substance.

    Args:
        sitemap: The address of a sitemap that it names; none was seen there.
    """
    line = f"\nSitemap: {sitemap}\n".encode() if sitemap else b""
    return Reply(200, ROBOTS + line, {"Content-Type": "text/plain; charset=UTF-8"})


@dataclass(slots=True)
class Odd:
    """An article's address that answers with no article."""

    name: str
    reasons: tuple[str, ...]
    status: int | None


ODDS: tuple[tuple[str, str, tuple[str, ...], int], ...] = (
    ("gone_404", "sumsel", ("gone",), 404),
    ("gone_410", "bali", ("gone",), 410),
    ("soft_404", "jateng", ("soft_404",), 200),
    ("maintenance", "kalteng", ("maintenance",), 200),
    ("empty", "ambon", ("empty",), 200),
    ("off_site", "sumsel", ("off_site",), 302),
    ("redirect_loop", "bali", ("redirect_loop",), 302),
    ("to_home", "jateng", ("redirected", "listing", "no_key"), 302),
    ("other_key", "www", ("redirected",), 301),
    ("not_html", "ambon", ("not_html",), 200),
    ("too_large", "papuatengah", ("too_large",), 200),
    ("bad_request", "www", ("http_error",), 400),
)
"""Name, bureau, acceptable drop reasons, status of the first answer."""


def odd_reply(odd: Odd, path: str, chrome: Chrome, other: str) -> Reply:
    """Return what an odd address answers.

    Args:
        odd: Which oddity.
        path: The address's own path.
        chrome: The furniture of its host.
        other: An article's address, for a redirect to another key.
    """
    base = f"https://{chrome.host.host}"
    match odd.name:
        case "gone_404" | "gone_410":
            return not_found(chrome, odd.status or 404)
        case "soft_404":
            return soft_404(chrome)
        case "maintenance":
            return maintenance()
        case "off_site":
            return redirect("https://belanja.example/promo", 302)
        case "redirect_loop":
            return redirect(f"{base}{path}?ulang=1", 302)
        case "to_home":
            return redirect(f"{base}/", 302)
        case "other_key":
            return redirect(other)
        case "not_html":
            return pdf()
        case "too_large":
            return too_large()
        case "bad_request":
            return Reply(400, b"<html><body>Bad Request</body></html>")
    return Reply(200, b"")
