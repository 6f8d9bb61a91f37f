# ruff: noqa: E501 - markup reads best as it stands in a page
"""Invented listing pages of the themes that ANTARA's hosts were built on, for the tests of the ways.

The nesting follows the real themes: G1 (www to 2017), AdMag (G2 and the regional hosts), Retnews
(G3). Every menu, side bar and box is bait: its links, dates and numbers are nobody's. Titles,
sections and articles are made up.
"""

from __future__ import annotations

HOST = "https://bali.antaranews.com"
WWW = "https://www.antaranews.com"


def article(number: int, slug: str = "pasar-ikan-baru", word: str = "berita") -> str:
    """The address of an article of the bureau bali."""
    return f"{HOST}/{word}/{number}/{slug}"


def urls(page: object) -> list[str]:
    """The addresses that a way found."""
    return [link.url for link in page.found]  # type: ignore[attr-defined]


# --- AdMag: G2 and the regional hosts


def _panel(number: int) -> str:
    return f"""<div class="col-md-3 col-sm-6"><article class="simple-post clearfix">
<div class="simple-thumb"><a href="{article(number)}"><img class="lazyload" data-src="/m.jpg"></a></div>
<header><h3><a href="{article(number)}">Dalam menu (77 berita)</a></h3><p class="simple-share">
<a href="/dalam-kartu">Kartu</a><span class="article-date">Selasa, 20 Januari 2026 6:59</span></p></header>
</article></div>"""


ADMAG_TOP = f"""<header id="header"><div class="top-navigation clearfix"><ul class="top-menu">
<li><a href="/top-news">Top News</a></li><li><a href="/terkini">Terkini</a></li>
<li><a href="/rilis-pers">Rilis Pers</a></li><li><a href="https://www.antaranews.com">Antaranews.com</a></li>
<li><a href="/tentang-kami">Tentang Kami</a></li></ul><div class="col-md-3 date">Selasa, 20 Januari 2026</div></div>
<div class="logo"><a href="/"><img src="/img/logo.png" alt="Logo Header Antaranews bali"></a></div>
<nav class="navbar navbar-default" role="navigation"><ul class="nav navbar-nav">
<li class="active"><a href="/"><i class="fa fa-home"></i></a></li>
<li class="dropdown mega-full menu-color1"><a href="{HOST}/kabar-bali?utm_source=menu&amp;utm_medium=top" class="dropdown-toggle" data-toggle="dropdown">
 Kabar  Bali </a><ul class="dropdown-menu fullwidth"><li>
 <ul class="mega-sub-menu"><li><a href="/kabar-bali/denpasar">Denpasar</a></li><li><a href="/kabar-bali/buleleng/">Buleleng</a></li></ul>
 <div class="mega-menu-5block clearfix">{_panel(901)}{_panel(902)}</div></li></ul></li>
<li class="dropdown mega-full menu-color2"><a href="//bali.antaranews.com/ekonomi" data-toggle="dropdown">Ekonomi</a>
 <ul class="dropdown-menu"><li><a href="/ekonomi/pasar-modal">Pasar Modal</a></li></ul></li>
<li><a href="/foto">Foto (3 berita foto)</a></li><li><a href="/video">Video</a></li>
<li><a href="https://otomotif.antaranews.com/umum">Otomotif</a></li><li><a href="/indeks">Indeks</a></li>
<li><a href="/rss">RSS</a></li><li><a href="#">Lainnya</a></li><li><a href="javascript:void(0)">Cari</a></li>
</ul></nav></header>"""

ADMAG_SIDE = f"""<div class="col-md-4"><aside class="sidebar clearfix"><div class="widget popular">
<h3 class="block-title"><span>Terpopuler (10 berita)</span></h3>
<article class="simple-post clearfix"><header><h3><a href="{article(903)}">Populer</a></h3></header></article>
<article class="simple-post simple-big clearfix"><header><h3><a href="{article(904)}">Populer</a></h3></header></article>
</div></aside></div>"""

FOOT = f"""<footer class="footer"><div class="container"><ul class="footer-menu"><li><a href="/pedoman-media-siber">Pedoman Media Siber</a></li>
<li><a href="/ketentuan-penggunaan">Ketentuan</a></li></ul><a href="{article(905)}">Kaki</a> 99 berita</div></footer>"""


def post(number: int, href: str | None = None, title: str | None = None, slug: str = "") -> str:
    """AdMag's card in a list."""
    href = article(number) if href is None else href
    title = f"Pasar ikan {number}" if title is None else title
    mark = f'<p class="slug">{slug}</p>' if slug else ""
    return f"""<article class="simple-post simple-big clearfix">
<div class="simple-thumb"><a href="{href}" title="{title}"><picture><img data-src="/a.jpg"></picture></a></div>
<header>{mark}<h3><a title="{title}" href="{href}">{title}</a></h3>
<p class="simple-share"><a href="/daerah" title="Daerah">Daerah</a> / <span>12 January 2025 10:05</span></p></header>
<p>Ringkasan yang menyebut (31 berita) dan 5 menit lalu.</p></article>"""


def advert() -> str:
    """A promotional card that sticks to the top of a list."""
    return post(1, "https://belanja.example/berita/123456/promo", "Promo (44 berita)")


def admag(*posts: str, heading: str = "", pager: str = "", title: str = "Terkini") -> str:
    """A listing page of the theme AdMag."""
    return f"""<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"><title>{title} - ANTARA News Bali</title></head><body>
{ADMAG_TOP}<div class="main-content mag-content clearfix"><div class="row main-body"><div class="col-md-8">
{heading}<div class="block-content">{"".join(posts)}</div><div>{pager}</div></div>
{ADMAG_SIDE}</div></div>{FOOT}</body></html>"""


def admag_pager(path: str, current: int, last: int) -> str:
    """AdMag's pager, without a link on the current page."""
    inner = "".join(
        f'<li class="active"><span>{n}</span></li>'
        if n == current
        else f'<li><a href="{HOST}{path}/{n}">{n}</a></li>'
        for n in range(1, last + 1)
    )
    return f'<ul class="pagination pagination-sm">{inner}</ul>'


# --- Retnews: G3

RETNEWS_TOP = f"""<header class="bg-light"><div class="topbar d-none d-sm-block"><div class="topbar-text">Selasa, 20 Januari 2026</div>
<ul class="topbar-link"><li><a href="/tentang-kami">Tentang Kami</a></li><li><a href="/user/login">Masuk</a></li></ul></div>
<nav class="navbar navbar-hover navbar-expand-lg navbar-soft"><div class="container"><ul class="navbar-nav">
<li class="nav-item"><a class="nav-link" href="/">Home</a></li>
<li class="nav-item dropdown"><a class="nav-link dropdown-toggle" href="{WWW}/politik">Politik</a>
<ul class="dropdown-menu dropdown-menu-left"><li><a class="dropdown-item" href="{WWW}/politik/pemilu">Pemilu</a></li></ul></li>
<li class="nav-item dropdown has-megamenu"><a class="nav-link" href="/ekonomi">Ekonomi</a>
<div class="dropdown-menu megamenu"><div class="row"><div class="item"><div class="card__post card__post-list"><div class="card__post__body">
<div class="card__post__title"><h6><a href="{WWW}/berita/906/menu">Menu (55 berita)</a></h6></div></div></div></div></div></div></li>
<li class="nav-item"><a class="nav-link" href="{WWW}/tag/pemilu">#Pemilu</a></li>
<li class="nav-item"><a class="nav-link" href="https://bali.antaranews.com/">Bali</a></li>
<li class="nav-item"><a class="nav-link" href="/terkini">Terkini</a></li>
</ul></div></nav></header>"""


def card(number: int, heading: str = "h2", title: str | None = None) -> str:
    """Retnews's card in a list."""
    href = f"{WWW}/berita/{number}/pasar-ikan"
    title = f"Pasar ikan {number}" if title is None else title
    return f"""<div class="card__post card__post-list card__post__transition mt-30"><div class="row">
<div class="col-md-5"><div class="card__post__transition"><a href="{href}"><picture><img data-src="/a.jpg"></picture></a></div></div>
<div class="col-md-7 my-auto pl-0"><div class="card__post__body"><div class="card__post__content">
<div class="card__post__author-info mb-2"><ul class="list-inline"><li class="list-inline-item"><span class="text-dark text-capitalize">5 menit lalu</span></li></ul></div>
<div class="card__post__title"><{heading} class="h5"><a href="{href}" title="{title}">{title}</a></{heading}>
<p class="d-none d-lg-block">Ringkasan (31 berita).</p></div></div></div></div></div></div>"""


def entry(number: int) -> str:
    """Retnews's other card, in the grids of its section pages."""
    href = f"{WWW}/berita/{number}/pasar-ikan"
    return f"""<div class="col-md-6"><div class="article__entry"><div class="article__image"><a href="{href}"><img class="img-fluid"></a></div>
<div class="article__content"><div class="article__category">Ekonomi</div><h5><a href="{href}">Pasar ikan {number}</a></h5></div></div></div>"""


RETNEWS_SIDE = f"""<div class="col-md-4"><div class="sticky-top"><aside class="wrapper__list__article"><h4 class="border_section">Terpopuler</h4>
<div class="wrapper__list__article">{card(907)}{entry(908)}</div></aside></div></div>"""


def retnews(
    *cards: str, heading: str = "", pager: str = "", wrapper: str = "div", side: str = RETNEWS_SIDE
) -> str:
    """A listing page of the theme Retnews; its section pages write the main list as <aside>."""
    return f"""<!doctype html>
<html lang="id"><head><meta charset="utf-8"><title>Terkini - ANTARA News</title></head><body>
{RETNEWS_TOP}<section class="pb-80"><div class="container"><div class="row"><div class="col-md-12">
<ul class="breadcrumbs bg-light mb-4"><li class="breadcrumbs__item"><a href="/" class="breadcrumbs__url">Home</a></li></ul></div>
<div class="col-md-8"><{wrapper} class="wrapper__list__article"><h4 class="border_section">{heading}</h4>
<div class="wrapper__list__article-small row">{"".join(cards)}</div></{wrapper}>{pager}</div>{side}</div></div></section>{FOOT}</body></html>"""


def retnews_pager(path: str, current: int, last: int) -> str:
    """Retnews's pager."""
    inner = "".join(
        f'<a class="active" href="#">{n}</a>'
        if n == current
        else f'<a href="{WWW}{path}/{n}">{n}</a>'
        for n in range(1, last + 1)
    )
    return f'<div class="pagination-area"><div class="pagination wow fadeIn animated">{inner}</div></div>'


# --- G1

G1_TOP = """<div class="hdbox"><div class="hd"><div class="lefthd fl"><div class="tmenu">
<a href="/top-news">TOP NEWS</a> | <a href="/terkini">TERKINI</a> | <a href="/rilis-pers" title="Rilis Pers ANTARA News">RILIS PERS</a> |
<a href="/rss">RSS</a></div><div class="lcon"><a href="/ketentuan-penggunaan">Ketentuan Penggunaan</a></div>
<div class="lcon"><a href="/about-us">Tentang Kami</a></div></div><div class="righthd fr"><div class="rcon tmenu">
<a href="http://www.twitter.com/x">TWITTER</a> | <span id="user_menu"><a href="http://www.antaranews.com/user/register">REGISTER</a></span></div>
<div class="rsrc"><form action="/search" method="get"><input name="q" value="cari berita"></form><div class="rtgl fr">Senin, 15 Mei 2017</div></div></div></div></div>
<div class="mn"><div class="cbox"><ul id="topnav"><li><a class="home" href="/">Home</a></li><li>
<a href="/nasional" title="Nasional">Nasional</a><span><div class="menu_bg"><a href="/nasional/umum" title="Nasional">Umum</a>
<a href="/nasional/polkam" title="Nasional">Polkam</a></div></span></li><li class="active">
<a href="/teknologi" title="Teknologi">Teknologi</a><span style="display:block"><div class="menu_bg">
<a href="/teknologi/Gadget" title="Teknologi" class="active">Gadget</a></div></span></li><li>
<a href="http://otomotif.antaranews.com" target="_blank">Otomotif</a><span><div class="menu_bg">
<a href="http://otomotif.antaranews.com/umum">Umum</a></div></span></li>
<li><a href="/video" title="ANTARA TV">ANTARA TV</a></li><li><a href="/en">English</a></li></ul></div></div>"""


def g1(*numbers: int, heading: str = "") -> str:
    """A listing page of www to 2017."""
    rows = "".join(
        f'<li><div class="paging_ekonomi"><div class="bxpd"><h3><a href="/berita/{n}/judul">Judul {n}</a></h3>'
        "<p>Ringkasan (31 berita)</p></div></div></li>"
        for n in numbers
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html><head><title>Terkini - ANTARA News</title></head><body>{G1_TOP}<div class="outside"><div class="pagewrapper">
<div class="main">{heading}<ul class="ul_rubrik">{rows}</ul></div><div class="right"><div class="box_content">
<a class="box_link" href="/tag/78/letusan-gunung" title="Letusan Gunung"># <h3 class="inline"><strong>Letusan Gunung</strong></h3></a>
<a class="box_link" href="/tag/62/mudik" title="Mudik"># <h2 class="inline"><strong>Mudik</strong></h2></a></div>
<div class="terpopuler"><a href="/berita/903/populer">Populer</a></div></div></div></div></body></html>"""
