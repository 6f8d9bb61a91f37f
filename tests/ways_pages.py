"""Listings in invented markup that follows the nesting of the real one, for the tests of ways."""

from __future__ import annotations

HOST = "https://bali.antaranews.com"
FEED = f"{HOST}/rss/terkini.xml"
TERKINI = f"{HOST}/terkini"


def article(number: int, slug: str = "pasar-ikan-baru", word: str = "berita") -> str:
    return f"{HOST}/{word}/{number}/{slug}"


def urls(page: object) -> list[str]:
    return [link.url for link in page.found]  # type: ignore[attr-defined]


MENU = f"""<header class="header"><nav class="navbar"><div class="dropdown mega-menu">
<article class="simple-post clearfix"><h3><a href="{article(901)}">Menu</a></h3></article>
<article class="simple-post simple-big clearfix"><header><h3><a href="{article(902)}">Menu</a></h3>
</header></article></div></nav></header>"""
SIDE = f"""<div class="col-md-4"><aside class="sidebar"><div class="widget">
<article class="simple-post clearfix"><h3><a href="{article(903)}">Populer</a></h3></article>
<article class="simple-post simple-big clearfix"><header><h3><a href="{article(904)}">Populer</a>
</h3></header></article></div></aside></div>"""
FOOT = f'<footer><a href="{article(905)}">Kaki</a></footer>'


def post(number: int, href: str | None = None) -> str:
    href = article(number) if href is None else href
    return f"""<article class="simple-post simple-big clearfix">
<div class="simple-thumb"><a href="{href}"><picture><img></picture></a></div>
<header><p class="simple-share"><a href="/daerah">Daerah</a> / <span>5 menit lalu</span></p>
<h3><a title="Pasar ikan {number}" href="{href}">Pasar ikan {number}</a></h3>
</header></article>"""


def g2(*posts: str, pager: str = "") -> str:
    return f"""<!DOCTYPE html><html><body>{MENU}<div class="main-content mag-content clearfix">
<div class="row"><div class="col-md-8">{"".join(posts)}{pager}</div>{SIDE}</div></div>{FOOT}
</body></html>"""


def card(number: int, heading: str = "h2") -> str:
    return f"""<div class="card__post card__post-list"><div class="card__post__body">
<div class="card__post__content"><div class="card__post__title">
<{heading}><a href="{article(number)}">Pasar ikan {number}</a></{heading}></div>
<span class="text-secondary">2 jam lalu</span></div></div></div>"""


def g3(*cards: str, pager: str = "") -> str:
    return f"""<!DOCTYPE html><html><body>{MENU}<section><div class="row"><div class="col-md-8">
<div class="wrapper__list__article">{"".join(cards)}</div>{pager}</div>
<div class="col-md-4"><aside class="wrapper__list__article"><div class="wrapper__list__article">
{card(906)}</div></aside></div></div></section>{FOOT}</body></html>"""
