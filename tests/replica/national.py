"""Pages of www and en: G2 (2018 to the turn of 2023/24) and G3 (from spring 2024)."""

from __future__ import annotations

from random import Random

from tests.replica.chrome import Chrome
from tests.replica.head import BOILERPLATE, head
from tests.replica.markup import attrs, body, esc, padded
from tests.replica.parts import Picture
from tests.replica.pieces import Piece
from tests.replica.regional import credit_lines, picture_html

SHARE = (
    '<ul class="list-inline share"><li class="list-inline-item"><a href="https://www.facebook.com/'
    'sharer.php">Facebook</a></li><li class="list-inline-item"><a href="https://wa.me/">WhatsApp'
    "</a></li><li>Salin tautan</li></ul>"
)


def _section(piece: Piece) -> str:
    return (piece.category or "").lower().replace(" ", "-")


def g2(piece: Piece, chrome: Chrome) -> str:
    """Return a G2 page: the pull quote, boxes and credits stand inside the body."""
    rng = piece.rng
    meta = head(piece, rng, date_meta="datePublished", ld=rng.random() < 0.5 or _needs_ld(piece))
    shown = piece.printed_date() if piece.date_form not in ("feed", "none") else ""
    date = (
        f'<p class="simple-share"><a href="/{_section(piece)}">{esc(piece.category or "")}</a> '
        f'<span class="article-date"><i class="fa fa-clock-o"></i> {shown}</span></p>'
        if shown
        else ""
    )
    pictures = "\n".join(picture_html(rng, one, piece.title) for one in piece.pictures)
    quote = f'<div class="quote_old">{esc(piece.pull_quote)}</div>' if piece.pull_quote else ""
    colon = ": "
    labels = credit_lines(piece, rng, colon, rng.choice(("<br>", "<br />\n")), itemprop=False)
    credits = f'<p class="text-muted small mt10">{labels}</p>' if labels else ""
    if piece.kind == "video":
        container = (
            '<div class="post-content clearfix"><iframe src="https://www.youtube.com/embed/abc">'
            f'</iframe><div class="flex-caption">{body(piece, rng)}</div>{credits}</div>'
        )
    else:
        container = (
            f'<div class="post-content clearfix">{quote}{body(piece, rng)}\n{credits}'
            '<script>var unggulan = "Baca juga: skrip";</script></div>'
        )
    tags = "".join(
        f'<li><a href="/tag/{esc(tag.lower().replace(" ", "-"))}">{esc(tag)}</a></li>'
        for tag in piece.tags
    )
    lang = piece.facts.language
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n{meta}\n</head>\n<body>\n{chrome.top}'
        '<div class="main-content mag-content clearfix"><div class="row blog-content">\n'
        '<div class="col-md-8"><article class="post-wrapper clearfix">\n<header '
        f"{attrs(rng, class_='post-header clearfix')}>\n<h1 {attrs(rng, class_='post-title')}>"
        f"{padded(rng, piece.title)}</h1>\n{date}\n{pictures}\n</header>\n{container}\n"
        f'<footer class="post-meta"><div class="tags-wrapper"><ul class="tags-widget clearfix">'
        f"{tags}</ul></div></footer>\n</article>\n{chrome.related(rng)}</div>\n{chrome.side}"
        f"</div></div>\n{chrome.foot}</body></html>\n"
    )


def _needs_ld(piece: Piece) -> bool:
    return piece.date_form == "json_ld"


def _figure(rng: Random, picture: Picture, title: str) -> str:
    address = f'data-src="{esc(picture.url)}" src="/img/blank.gif"'
    if rng.random() < 0.5:
        address = f'src="{esc(picture.url)}"'
    caption = f"<figcaption>{esc(picture.shown)}</figcaption>" if picture.shown else ""
    return (
        '<div class="wrap__article-detail-image mt-4"><figure>'
        f'<img {address} class="img-fluid" alt="{esc(title)}">{caption}</figure></div>\n'
    )


def g3(piece: Piece, chrome: Chrome) -> str:
    """Return a G3 page, in the nesting of the theme Retnews."""
    rng = piece.rng
    meta = head(piece, rng, date_meta="article:published_time", ld=_needs_ld(piece))
    english = piece.facts.language == "en"
    if piece.date_form in ("feed", "none"):
        date = ""
    else:
        date = f'<li class="list-inline-item">{esc(piece.printed_date())}</li>'
    minutes = "reading time 2 minutes" if english else "waktu baca 2 menit"
    crumbs = (
        '<ul class="breadcrumbs bg-light mb-4"><li class="breadcrumbs__item"><a href="/" class='
        '"breadcrumbs__url"><i class="fa fa-home"></i> Home</a></li><li class="breadcrumbs__item">'
        f'<a href="/{_section(piece)}" class="breadcrumbs__url">{esc(piece.category)}</a></li></ul>'
        if piece.category
        else ""
    )
    pictures = "".join(_figure(rng, one, piece.title) for one in piece.pictures)
    lines = credit_lines(piece, rng, ": ", rng.choice(("<br>", "<br/>\n")), itemprop=False)
    if piece.notice and rng.random() < 0.4:
        # The notice in a paragraph of its own.
        lines = lines.replace(esc(piece.notice), "").removesuffix("<br>").removesuffix("<br/>\n")
        lines += f'</p>\n<p class="text-muted mt-2 small">{esc(piece.notice)}'
    labels = f'<p class="text-muted mt-2 small">{lines}</p>' if lines else ""
    tags = "".join(
        f'<li class="list-inline-item"><a href="/tag/{esc(tag.lower().replace(" ", "-"))}">'
        f"#{esc(tag)}</a></li>\n"
        for tag in piece.tags
    )
    tag_box = (
        f'<div class="blog-tags"><ul class="list-inline blog-tags"><li class="list-inline-item">'
        f'<i class="fa fa-tags"></i></li>{tags}</ul></div>'
        if tags
        else ""
    )
    opening = ""
    if rng.random() < 0.5:
        opening = (
            f'<div class="total-views"><span>{rng.randint(12, 9000)}</span> views</div>\n{SHARE}'
        )
    video = '<div class="embed"><iframe src="https://www.youtube.com/embed/q"></iframe></div>'
    quote = f'<div class="quote_old">{esc(piece.pull_quote)}</div>' if piece.pull_quote else ""
    container = (
        f"<div {attrs(rng, class_='wrap__article-detail-content post-content')}>{opening}"
        f"{video if piece.kind == 'video' else ''}{quote}{body(piece, rng)}\n{labels}\n{tag_box}\n"
        '<ins class="adsbygoogle" style="display:block"></ins><script>(adsbygoogle = '
        "window.adsbygoogle || []).push({});</script></div>"
    )
    words = ", ".join([*piece.tags, *BOILERPLATE])
    lang = "en" if english else "id"
    return (
        f'<!doctype html>\n<html {attrs(rng, lang=lang)}>\n<head>\n{meta}\n<meta name="author" '
        f'content="ANTARA News"><meta name="keywords" content="{esc(words)}">\n</head>\n<body>\n'
        f'{chrome.modern_top}<section class="pb-80"><div class="container"><div class="row"><div '
        f'class="col-md-8">\n{crumbs}<div class="wrap__article-detail"><div class='
        f'"wrap__article-detail-title"><h1>{padded(rng, piece.title)}</h1></div><hr>\n<div class='
        f'"wrap__article-detail-info"><ul class="list-inline">{date}<li class="list-inline-item">'
        f'<i class="fa fa-clock"></i> {minutes}</li></ul></div>\n{pictures}{container}</div>\n'
        f"{chrome.related(rng)}</div>\n{chrome.side}</div></div></section>\n{chrome.foot}"
        "</body></html>\n"
    )
