"""Small invented pages for the tests of the layouts; people and events are made up."""

from __future__ import annotations

import json

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.items import Article, Kind, Residue
from crawler.layouts.blocks import weight
from crawler.layouts.body import Body, read_body
from crawler.layouts.common import RESIDUE
from crawler.layouts.page import Page
from crawler.urls import identify

URL = "https://sumsel.antaranews.com/berita/7/judul-rekaan"
SENTENCES = (
    "Umpama (ANTARA) - Warga Desa Rekaan menanam seribu bibit bakau di pesisir pada Sabtu pagi.",
    "Ketua kelompok tani itu menyebut bibit disemai sejak Maret di kebun milik desa tersebut.",
    "Penanaman dilakukan di tiga titik yang paling sering terkena gelombang pasang besar.",
    "Pemerintah desa menyiapkan dana perawatan selama dua tahun untuk bibit yang ditanam itu.",
    "Seorang nelayan mengaku tangkapannya berkurang sejak hutan bakau di sana menipis habis.",
    "Kegiatan itu diikuti pelajar dari empat sekolah dan puluhan sukarelawan dari kota tetangga.",
    "Panitia berencana mengulang penanaman pada akhir tahun ketika musim hujan sudah tiba di sana.",
    "Hasilnya akan dipantau setiap bulan dengan foto udara yang disimpan di kantor desa itu.",
)
CREDITS = "Pewarta : Rani Rekaan<br>Editor : Budi Umpama<br>COPYRIGHT © ANTARA 2023"


def regional(body: str, *, title: str = "Warga menanam bakau", credits: str = CREDITS) -> str:
    """A regional host's page around the markup of a body."""
    return (
        f"<!DOCTYPE html><html lang='id'><head><title>{title} - ANTARA News</title></head><body>"
        f"<div id='print_content'><header class='post-header'><h1 class='post-title'>{title}</h1>"
        "<p class='simple-here'><span class='article-date'>"
        "<time datetime='2023-01-02T08:30:00+07:00'>Senin, 2 Januari 2023 8:30 WIB</time>"
        "</span></p>"
        f"</header><div class='post-content clearfix font17'>{body}</div>"
        f"<footer class='post-meta'><div class='tags-wrapper'>{credits}</div></footer></div>"
        "</body></html>"
    )


def unknown(body: str, *, head: str = "", title: str = "Warga menanam bakau") -> str:
    """A page in markup that no layout knows."""
    return (
        f"<html lang='id'><head><title>{title} - ANTARA News</title>{head}</head><body>"
        f"<main class='zz'><h1 class='zz-a'>{title}</h1>{body}</main></body></html>"
    )


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(html: str, url: str = URL) -> Page:
    key = identify(url)
    assert key is not None
    return Page(html, url, key)


def container(markup: str) -> LexborNode:
    node = LexborHTMLParser(f"<div id='box'>{markup}</div>").css_first("#box")
    assert node is not None
    return node


def body_of(
    markup: str, *, title: str = "Judul lain", residue: dict[str, Residue] | None = None
) -> Body:
    """What is read from the markup inside a container whose layout is known."""
    article = Article("sumsel", 7, URL, Kind.ARTICLE, title, layout="r")
    named = RESIDUE if residue is None else residue
    return read_body(container(markup), named, article, "Asia/Jakarta")


def accounted(body: Body, markup: str) -> bool:
    """Whether the ledger's characters add up to the container's."""
    return sum(entry.characters for entry in body.ledger) == weight(
        container(markup).text(deep=True)
    )


def ld(**fields: object) -> str:
    """JSON-LD of an article, as a script of the page."""
    thing = {"@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'
