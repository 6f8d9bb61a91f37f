# ruff: noqa: E501 - what is printed reads best as it stands there
"""A site of many bureaus, each with one fault, and what a probe is to say of each."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crawler.bureaus import load_bureaus
from tests.minisite import feed_of, listing_of, page_of
from tests.probed import Bureaus, index_of, page
from tests.servers import answer, redirect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.servers import Asked, Reply

DAY = dt.timedelta(days=2)
"""Before today lies the day whose index is asked for."""
NEWEST = 530
"""The id of the newest article of each bureau of `Bureaus`."""


def host(bureau: str) -> str:
    return f"{bureau}.antaranews.com"


def today(bureau: str) -> dt.date:
    return dt.datetime.now(ZoneInfo(load_bureaus()[bureau].zone)).date()


ROBOTS = b"User-agent: *\nDisallow: /ajax/\n"
UNKNOWN_MARKUP = (
    "<!DOCTYPE html><html><body><main><ul class='daftar'>"
    + "".join(f"<li><h4><a href='/berita/{n}/k'>Kabar {n}</a></h4></li>" for n in range(521, 531))
    + "</ul></main></body></html>"
).encode()
UNKNOWN_PAGE = (
    "<!DOCTYPE html><html><head><title>Kabar 530</title><meta property='og:title' content='Kabar"
    " 530'></head><body><main><h1>Kabar 530</h1><div class='isi'>"
    + "<p>Denpasar (ANTARA) - Pedagang menyambut pasar baru itu dengan riang sejak pagi.</p>" * 3
    + "</div></main></body></html>"
).encode()


def in_two_hours(_: Asked) -> Reply:
    """Answer as a site whose clock is two hours ahead."""
    date = dt.datetime.now(dt.UTC) + dt.timedelta(hours=2)
    return answer(listing_of(list(range(521, 531))), Date=f"{date:%a, %d %b %Y %H:%M:%S} GMT")


def in_circles(asked: Asked) -> Reply:
    """Redirect everything but robots.txt to itself."""
    if asked.path == "/robots.txt":
        return answer(ROBOTS, content_type="text/plain")
    return redirect(f"https://{asked.host}{asked.path}")


def faults(site: Bureaus) -> dict[str, Reply | Callable[[Asked], Reply]]:
    """Return what answers in place of a bureau's usual page, by address."""

    def newest(bureau: str) -> str:
        return f"{host(bureau)}/berita/{NEWEST}/kabar-{NEWEST}"

    def when(bureau: str) -> dt.datetime:
        zone = ZoneInfo(load_bureaus()[bureau].zone)
        return site.articles[bureau][NEWEST].astimezone(zone)

    def indeks(bureau: str) -> str:
        return f"{host(bureau)}/indeks/{today(bureau) - DAY:%d-%m-%Y}"

    wita = when("lampung").astimezone(ZoneInfo("Asia/Makassar"))
    off = when("makassar").replace(tzinfo=dt.timezone(dt.timedelta(hours=7)))
    return {
        f"{host('aceh')}/rss/terkini.xml": answer(
            b"<rss><channel></channel></rss>", content_type="text/xml"
        ),
        f"{host('sumut')}/terkini": answer(b"<html><body>404</body></html>", 404),
        newest("sumbar"): answer(UNKNOWN_PAGE),
        f"{host('riau')}/terkini": answer(UNKNOWN_MARKUP),
        f"{host('kepri')}/terkini/2": answer(listing_of(list(range(521, 531)))),
        indeks("jambi"): answer(index_of(today("jambi") - DAY, [511, 512])),
        indeks("bengkulu"): answer(index_of(today("bengkulu"), [529, 530])),
        newest("lampung"): answer(page(NEWEST, wita, "WITA")),
        host("megapolitan"): redirect("https://bogor.antaranews.com/"),
        f"{host('jabar')}/robots.txt": answer(b"", 503),
        f"{host('jateng')}/robots.txt": answer(b"User-agent: *\nDisallow: /\n"),
        f"{host('jogja')}/robots.txt": None,
        f"{host('kalbar')}/rss/terkini.xml": answer(b"", 429, Retry_After="3600"),
        newest("kalsel"): answer(page_of("Kabar 530", when("kalsel"))),
        newest("kaltim"): answer(b"<html><body>404</body></html>", 404),
        f"{host('kaltara')}/terkini": redirect("/terbaru"),
        f"{host('kaltara')}/terbaru": answer(listing_of(list(range(521, 531)))),
        f"{host('makassar')}/rss/terkini.xml": answer(
            feed_of(host("makassar"), {NEWEST: off}), content_type="text/xml"
        ),
        f"{host('sulteng')}/terkini": in_two_hours,
        f"{host('manado')}/rss/terkini.xml": answer(
            feed_of(host("bali"), {NEWEST: when("manado")}), content_type="text/xml"
        ),
        f"{host('manado')}/terkini": answer(
            listing_of([1]).replace(b'href="/berita', b'href="https://bali.antaranews.com/berita')
        ),
        host("papuabarat"): redirect("https://papuatengah.antaranews.com/"),
        f"{host('gorontalo')}/robots.txt": answer(
            ROBOTS + b"Crawl-delay: 0.5\nSitemap: https://gorontalo.antaranews.com/sitemap.xml\n"
            b"Sitemap: https://belanja.example/sitemap.xml\n"
        ),
        f"{host('sultra')}/robots.txt": redirect("https://sultra.antaranews.com/aturan.txt"),
        f"{host('sultra')}/aturan.txt": answer(ROBOTS, content_type="text/plain"),
        newest("ambon"): answer(page(NEWEST, when("ambon"), "WIT")),
        indeks("papua"): redirect("/terkini"),
        host("kl"): in_circles,
        host("en"): lambda asked: redirect(f"https://{asked.host}{asked.path}x"),
        f"{host('kupang')}/rss/terkini.xml": answer(
            b"\x1f\x8b\x08cut off", Content_Encoding="gzip"
        ),
    }


# fmt: off
DIFFERENCES = {
    "mataram": [],
    "aceh": ["feed: https://aceh.antaranews.com/rss/terkini.xml names no article (it is no feed, or an empty one)"],
    "sumut": ["terkini: https://sumut.antaranews.com/terkini names no article (HTTP status 404)"],
    "sumbar": [f"article: layout generic, expected r: https://sumbar.antaranews.com/berita/{NEWEST}/kabar-{NEWEST}",
               f"article: no published, credits, tags, category, copyright: https://sumbar.antaranews.com/berita/{NEWEST}/kabar-{NEWEST}"],
    "riau": ["terkini: https://riau.antaranews.com/terkini is in markup that is not known; it needs a shape of its own"],
    "kepri": ["terkini: https://kepri.antaranews.com/terkini/2 does not go on (it repeats page 1)"],
    "jambi": ["date index: https://jambi.antaranews.com/indeks/{asked_day} answers; set indeks = true in its block"],
    "bengkulu": [],  # it ignores its date, as expected of a host without an index
    "papua": [],  # so does a redirect
    "lampung": ["article: {wita} is not in the time of Asia/Jakarta: https://lampung.antaranews.com/berita/530/kabar-530",
                "article: prints WITA, not the time of Asia/Jakarta"],
    "megapolitan": ["megapolitan.antaranews.com leads to bogor.antaranews.com: give that host a block, with megapolitan.antaranews.com as its alias"],
    "jabar": ["robots.txt closes the host (HTTP status 503): a crawl asks nothing of it while it is so"],
    "jateng": ["robots.txt disallows all listings; a crawl finds nothing on this host"],
    "kalbar": ["feed: https://kalbar.antaranews.com/rss/terkini.xml names no article (HTTP status 429)"],
    "kalsel": ["article: no tags, category: https://kalsel.antaranews.com/berita/530/kabar-530"],
    "kaltim": ["article: https://kaltim.antaranews.com/berita/530/kabar-530 was not read (HTTP status 404)"],
    "kaltara": ["terkini: https://kaltara.antaranews.com/terkini leads to https://kaltara.antaranews.com/terbaru; write that path into terkini"],
    "manado": ["manado.antaranews.com lists no article of its own, only of bali: an alias, perhaps"],
    "otomotif": ['feed: https://otomotif.antaranews.com/rss/terkini.xml names articles; add feeds = ["rss/terkini.xml"] to its block',
                 'terkini: https://otomotif.antaranews.com/terkini names articles; add terkini = "terkini" to its block'],
    "papuabarat": ["papuabarat.antaranews.com leads to papuatengah.antaranews.com: move it from unproven_aliases to aliases in [papuatengah]"],
    "gorontalo": ["ids: the newest article has 530, below 382002, which was seen before: they may have begun anew"],
    "sultra": [],
}
# fmt: on
"""What each bureau of `probed` differs by; those with a line of their own below are left out."""
