"""What surrounds an article on every page of a host: menus, side bars, feet.

All of it is bait: links to articles that no listing names, links to articles that do not
exist, dates that are nobody's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from tests.replica.hosts import Host
from tests.replica.markup import attrs, esc
from tests.replica.parts import slugify
from tests.replica.sections import PLAIN_MENU, Section
from tests.replica.text import headline, long_date
from tests.replica.words import DAYS_ID


@dataclass(slots=True)
class Chrome:
    """The furniture of one host, made once and put into every page."""

    host: Host
    now: datetime
    decoys: list[tuple[str, str]]
    """Titles and addresses of real articles that only menus and side bars name."""
    seed: int
    weight: int = 6
    """Articles in each of the mega-menu's panels."""
    menu: tuple[Section, ...] = PLAIN_MENU
    pooled: bool = False
    """Whether the boxes below articles draw from one pool: not as many names, sooner made."""
    edition: int = 0
    """Raised when the menus, the counters and the advertisements of all pages change."""
    top: str = field(init=False)
    modern_top: str = field(init=False)
    side: str = field(init=False)
    foot: str = field(init=False)
    _pool: list[tuple[str, str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        name = f"chrome:{self.seed}:{self.host.name}"
        rng = Random(f"{name}:{self.edition}" if self.edition else name)
        self.top = self._top(rng)
        self.modern_top = self._modern_top(rng)
        self.side = self._side(rng)
        self.foot = _FOOT
        self._pool = [self._bait(rng) for _ in range(80)] if self.pooled else []

    def _bait(self, rng: Random) -> tuple[str, str]:
        if self.decoys and rng.random() < 0.25:
            return rng.choice(self.decoys)
        city = rng.choice(self.host.cities)
        title = headline(rng, city, self.now)
        number = rng.randint(1000, self.host.last_id - 40_000)
        return title, f"https://{self.host.host}/{self.host.path_word}/{number}/{slugify(title)}"

    def _menu_date(self, rng: Random) -> str:
        when = self.now - timedelta(minutes=rng.randint(40, 500_000))
        if self.host.menu_date == "padded":
            return f"{long_date(when)} {when:%H:%M}"
        return f"{DAYS_ID[when.weekday()]}, {long_date(when)} {when.hour}:{when:%M}"

    def _panel(self, rng: Random) -> str:
        cards = []
        for _ in range(self.weight):
            title, url = self._bait(rng)
            cards.append(
                f'<div class="col-md-3 col-sm-6"><article class="simple-post clearfix">\n'
                f'<div class="simple-thumb"><a {attrs(rng, href=url, title=title)}><img '
                f'class="lazyload" src="/img/blank.gif" data-src="https://cdn.antaranews.com/cache/'
                f'270x180/2026/{rng.randint(1, 12):02d}/02/menu{rng.randint(1, 999)}.jpg" '
                f'alt="{esc(title)}"></a></div>\n<header><h3><a href="{esc(url)}">{esc(title)}</a>'
                f'</h3><p class="simple-share"><span class="article-date"><i class="fa fa-clock-o">'
                f"</i> {self._menu_date(rng)}</span></p></header></article></div>\n"
            )
        return '<div class="mega-menu-5block clearfix">' + "".join(cards) + "</div>"

    def _top(self, rng: Random) -> str:
        today = f"{DAYS_ID[self.now.weekday()]}, {long_date(self.now)}"
        logo = "Antara News ambon" if self.host.menu_date == "padded" else "Logo Header Antaranews"
        menu = "".join(
            f'<li class="dropdown mega-full menu-color{i}"><a href="/{one.path}" '
            f'class="dropdown-toggle" data-toggle="dropdown">{one.label}</a>'
            f'<ul class="dropdown-menu fullwidth"><li>{self._children(one)}{self._panel(rng)}'
            "</li></ul></li>\n"
            for i, one in enumerate(self.menu)
        )
        return (
            '<header id="header"><div class="top-navigation clearfix"><ul class="top-menu">'
            '<li><a href="/top-news">Top News</a></li><li><a href="/terkini">Terkini</a></li>'
            '<li><a href="/rilis-pers">Rilis Pers</a></li><li><a href="https://www.antaranews.com">'
            'Antaranews.com</a></li><li><a href="/tentang-kami">Tentang Kami</a></li></ul>'
            f'<div class="col-md-3 date">{today}</div></div>\n<div class="logo"><a href="/">'
            f'<img src="/img/logo.png" alt="{logo} {self.host.name}"></a></div>\n'
            '<nav class="navbar navbar-default" role="navigation"><ul class="nav navbar-nav">\n'
            f"{menu}</ul></nav></header>\n"
        )

    def _children(self, section: Section) -> str:
        # Absolute where the entries of the first level are relative.
        links = "".join(
            f'<li><a href="https://{self.host.host}/{one.path}">{esc(one.label)}</a></li>'
            for one in section.children
        )
        return f'<ul class="mega-sub-menu">{links}</ul>' if links else ""

    @staticmethod
    def _modern_children(section: Section) -> str:
        links = "".join(
            f'<a class="dropdown-item" href="/{one.path}">{esc(one.label)}</a>'
            for one in section.children
        )
        return f'<div class="dropdown-menu">{links}</div>' if links else ""

    def _modern_top(self, rng: Random) -> str:
        cards = []
        for _ in range(self.weight * 5):
            title, url = self._bait(rng)
            cards.append(
                '<div class="item"><div class="card__post card__post-list"><div class='
                f'"card__post__body"><div class="card__post__title"><h6><a href="{esc(url)}"'
                f' title="{esc(title)}">{esc(title)}</a></h6></div><div class="card__post__author'
                '-info"><ul class="list-inline"><li class="list-inline-item"><span class='
                f'"text-secondary text-capitalize">{self._menu_date(rng)}</span></li></ul></div>'
                "</div></div></div>\n"
            )
        links = "".join(
            f'<li class="nav-item dropdown"><a class="nav-link" href="/{one.path}">{one.label}</a>'
            f"{self._modern_children(one)}</li>"
            for one in self.menu
        )
        return (
            '<header><nav class="navbar navbar-hover navbar-expand-lg navbar-soft"><div class='
            f'"container"><ul class="navbar-nav">{links}<li class="nav-item dropdown has-megamenu">'
            f'<div class="dropdown-menu megamenu"><div class="row">{"".join(cards)}</div></div>'
            "</li></ul></div></nav></header>\n"
        )

    def _side(self, rng: Random) -> str:
        cards = []
        for number in range(10):
            title, url = self._bait(rng)
            cards.append(
                f'<article class="simple-post clearfix"><header><p class="simple-share">'
                f'<time datetime="2026-0{number % 9 + 1}-03T10:00:00+07:00">{self._menu_date(rng)}'
                f'</time></p><h3><a href="{esc(url)}?utm_source=popular_right&amp;'
                f'utm_medium=sidebar">{number + 1}. {esc(title)}</a></h3></header></article>\n'
            )
        return (
            '<div class="col-md-4"><aside class="sidebar clearfix"><div class="widget popular">'
            f'<h3 class="block-title"><span>Terpopuler</span></h3>{"".join(cards)}</div>'
            '<div class="widget"><div style="min-height:600px">Iklan</div></div></aside></div>\n'
        )

    def related(self, rng: Random) -> str:
        """Return the boxes below an article, other ones on each page."""
        cards = []
        for _ in range(4):
            title, url = rng.choice(self._pool) if self._pool else self._bait(rng)
            cards.append(
                '<article class="news-block small-block"><a href="'
                f'{esc(url)}?utm_source=related_news&amp;utm_medium=related&amp;utm_campaign=news"'
                f' class="overlay-link"><figure class="image-overlay"><img class="lazyload" '
                f'src="/img/blank.gif" alt="{esc(title)}"></figure></a><header class='
                f'"news-details"><h3 class="news-title"><a href="{esc(url)}">{esc(title)}</a></h3>'
                f'<p class="simple-share"><span class="article-date">{self._menu_date(rng)}</span>'
                "</p></header></article>\n"
            )
        return (
            '<div class="related-posts clearfix"><h3 class="tag-title">Berita Terkait</h3>'
            f"{''.join(cards)}</div>\n"
        )


_FOOT = (
    '<footer class="footer"><div class="container"><p>Hak cipta situs contoh. Semua berita di sini '
    'rekaan.</p><ul><li><a href="/ketentuan-penggunaan">Ketentuan Penggunaan</a></li><li><a href='
    '"/ajax/sidebar/populer">Populer</a></li><li><a href="/rss">RSS</a></li></ul></div></footer>\n'
    '<script src="/js/jquery.min.js"></script><script>var halaman = "1 Januari 2001 10:00";'
    "</script>\n"
)
