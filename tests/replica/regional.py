"""Pages of the regional hosts (R), 2019 to 2026, in the nesting of their parent theme AdMag."""

from __future__ import annotations

from random import Random

from tests.replica.chrome import Chrome
from tests.replica.head import BOILERPLATE, head
from tests.replica.markup import attrs, body, esc, padded
from tests.replica.parts import Picture
from tests.replica.pieces import Piece


def credit_lines(piece: Piece, rng: Random, colon: str, br: str, *, itemprop: bool) -> str:
    """Return the credits and the copyright line as printed."""
    lines = []
    for line in piece.credits:
        shown = esc(line.shown)
        if itemprop and line.role in ("reporter", "author", "editor"):
            prop = "editor" if line.role == "editor" else "author"
            shown = f"<span {attrs(rng, itemprop=prop)}>{shown}</span>"
        gap = colon.replace(" ", "&nbsp;", 1) if rng.random() < 0.1 else colon
        lines.append(f"{line.label}{' ' if line.label == 'Oleh' else gap}{shown}")
    if "glued" in piece.traps:
        lines = ["".join(lines)]
    if piece.copyright:
        printed = esc(piece.copyright).replace("©", rng.choice(("©", "&copy;")))
        if "glued" in piece.traps and rng.random() < 0.5:
            lines = [f"{lines[0]}  {printed}"]
        else:
            lines.append(printed)
    if piece.notice:
        lines.append(esc(piece.notice))
    return br.join(lines)


def picture_html(rng: Random, picture: Picture, title: str, *, srcset: bool = False) -> str:
    """Return AdMag's figure: the real address in data-src, a placeholder in src."""
    alt = esc(title)
    if srcset:
        wide = picture.url.replace("/1200x800/", "/800x533/")
        image = (
            f'<img class="u-max-full-width" src="{esc(picture.url)}" srcset="{esc(wide)} 800w, '
            f'{esc(picture.url)} 1200w" alt="{alt}">'
        )
    elif rng.random() < 0.6:
        image = (
            '<img class="lazyload img-responsive" src="/img/blank.gif" '
            f'data-src="{esc(picture.url)}" alt="{alt}">'
        )
    else:
        image = f'<img class="img-responsive" src="{esc(picture.url)}" alt="{alt}" />'
    caption = ""
    if picture.shown:
        caption = (
            f'<div class="wp-caption"><p class="wp-caption-text">{esc(picture.shown)}</p></div>'
        )
    inside = f"<picture>{image}</picture>" if rng.random() < 0.5 else image
    return f'<figure class="image-overlay">{inside}</figure>\n{caption}'


def page(piece: Piece, chrome: Chrome) -> str:
    """Return the whole page of a regional article."""
    rng = piece.rng
    words = ",".join(piece.tags)
    if rng.random() < 0.5:
        keywords = (
            '<span itemprop="inLanguage" style="display:none">id</span> '
            f'<span itemprop="keywords" style="display:none">{esc(words)}</span>'
        )
    else:
        keywords = f'<p class="keyword">id {esc(words)}</p>'
    meta_words = ", ".join([*piece.tags, *BOILERPLATE])
    if piece.date_form == "time":
        inner = piece.printed_date()
        stamp = piece.iso()
        if rng.random() < 0.08:
            stamp = f"{stamp[:-3]}{stamp[-2:]}"  # +0800
        shown = f"<time {attrs(rng, datetime=stamp, itemprop='datePublished')}>{inner}</time>"
    elif piece.date_form in ("printed", "bare", "day"):
        shown = piece.printed_date()
    else:
        shown = ""
    date = (
        '<p class="simple-share simple-here"><span class="article-date"><i class="fa fa-clock-o">'
        f"</i> {shown}</span></p>"
        if shown
        else ""
    )
    section = (
        f'<p class="simple-share"><a href="/{piece.category.lower().replace(" ", "-")}">'
        f"{esc(piece.category)}</a></p>"
        if piece.category
        else ""
    )
    pictures = "\n".join(
        picture_html(rng, one, piece.title, srcset=rng.random() < 0.25) for one in piece.pictures
    )
    if piece.kind == "video":
        pictures += (
            '<div class="video-container"><iframe src="https://www.youtube.com/embed/x1">'
            "</iframe></div>"
        )
    kalsel = "print_container" in piece.traps
    container = (
        '<div class="post-content clearfix print">'
        if kalsel
        else f"<div {attrs(rng, class_='post-content clearfix font17', itemprop='articleBody')}>"
    )
    labels = credit_lines(piece, rng, " : ", rng.choice(("<br>", "<br />\n")), itemprop=not kalsel)
    tags = ""
    if rng.random() < 0.6 and piece.tags:
        items = "".join(
            f'<li><a href="/tag/{esc(tag.lower().replace(" ", "-"))}" rel="tag">{esc(tag)}</a></li>'
            for tag in piece.tags
        )
        tags = f'<ul class="tags-widget clearfix">{items}</ul>'
    foot = (
        f'<footer class="post-meta"><div class="tags-wrapper">{tags}<p class="text-muted small">'
        f"{labels}</p></div>"
        '<ul class="share-post clearfix"><li><a href="https://www.facebook.com/sharer.php">'
        "Bagikan</a></li><li>WhatsApp</li></ul></footer>"
    )
    return (
        f"<!DOCTYPE html>\n<html {attrs(rng, lang='id')}>\n<head>\n{head(piece, rng)}\n"
        f'<meta name="keywords" content="{esc(meta_words)}">\n</head>\n<body>\n{chrome.top}'
        '<div class="main-content mag-content clearfix"><div class="row blog-content">\n'
        '<div class="col-md-8"><article class="post-wrapper clearfix" itemscope '
        'itemtype="https://schema.org/NewsArticle">\n<div id="print_content">\n'
        f'<header class="post-header clearfix">\n<h1 class="post-title" itemprop="headline">'
        f"{padded(rng, piece.title)}</h1>\n{keywords}\n{section}\n{date}\n{pictures}\n</header>\n"
        f"{container}\n{body(piece, rng)}\n</div>\n</div>\n{foot}\n"
        f"</article>\n{chrome.related(rng)}</div>\n{chrome.side}</div></div>\n{chrome.foot}"
        "</body></html>\n"
    )
