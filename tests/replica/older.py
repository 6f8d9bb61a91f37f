"""Pages of www and its sub-sites to November 2017 (G1), and AMP pages.

No markup of an AMP page was seen: only that it exists, begins with the body and prints no
dateline. The one here is plain AMP HTML.
"""

from __future__ import annotations

from random import Random

from tests.replica.chrome import Chrome
from tests.replica.head import BOILERPLATE, head, json_ld
from tests.replica.markup import ADS, body, description, esc
from tests.replica.pieces import Piece
from tests.replica.regional import credit_lines


def _byline(piece: Piece) -> str:
    lines = [line for line in piece.credits if line.role not in ("editor", "uploader")]
    shown = [
        f"{line.label}{' ' if line.label == 'Oleh' else ': '}"
        # The span of a PR wire's code was left open on the page of 2016.
        f'<span itemprop="author">{esc(line.shown)}{"" if line.role == "wire" else "</span>"}'
        for line in lines
    ]
    return f'<div class="byline">{"<br>".join(shown)}</div>' if shown else ""


def _inner_foot(piece: Piece, rng: Random) -> str:
    editor = next((line for line in piece.credits if line.role == "editor"), None)
    out = ""
    if editor:
        shown = esc(editor.shown)
        out += f'<p class="mt10">{editor.label}: <span itemprop="editor">{shown}</span></p>'
    if piece.copyright:
        mark, year = piece.copyright.rsplit(" ", 1)
        mark = esc(mark).replace("©", "&copy;").removesuffix(" ANTARA")
        out += (
            f'<p class="date">{mark} <span itemprop="copyrightHolder">ANTARA</span> '
            f'<span itemprop="copyrightYear">{year}</span></p>'
        )
    return out + (
        '<span itemprop="publisher" itemscope itemtype="https://schema.org/Organization"><meta '
        'itemprop="name" content="ANTARA"></span>\n<div style="width:336px;margin: 10px auto;">'
        f'{ADS[2]}</div> <div class="cl"></div>'
    )


def g1(piece: Piece, chrome: Chrome) -> str:
    """Return a G1 page; tags in itemprop (2017) or in meta name=keywords with boilerplate."""
    rng = piece.rng
    y2017 = piece.when.year >= 2017
    views = f" | {rng.randint(1, 9)}.{rng.randint(100, 999)} Views"
    if piece.date_form == "time":
        date = (
            f'<time itemprop="datePublished" datetime="{piece.iso()}">{piece.printed_date()}</time>'
        )
    else:
        date = piece.printed_date()
    words = ", ".join(piece.tags)
    if y2017:
        tags = f'<meta itemprop="keywords" content="{esc(words)}">'
        top = json_ld(piece)
    else:
        tags = f'<span itemprop="keywords" style="display:none">{esc(words)}</span>'
        boiler = ", ".join([*piece.tags, *BOILERPLATE])
        top = f'<meta name="keywords" content="{esc(boiler)}" />\n'
    modified = (
        f'<meta itemprop="dateModified" content="{piece.iso(piece.updated)}">'
        if piece.updated
        else ""
    )
    first = piece.pictures[0] if piece.pictures else None
    picture = ""
    if first:
        caption = f'<div id="caption_news">{esc(first.shown or "")}</div>' if first.shown else ""
        picture = (
            f'<div id="image_news"><img src="{esc(first.url)}" alt="{esc(piece.title)}" '
            f'itemprop="image" class="img_default" />{caption}</div>'
        )
    quote = f"<blockquote>\n  {esc(piece.pull_quote)}  </blockquote>" if piece.pull_quote else ""
    if piece.kind == "photo":
        main = f'<div id="descriptions">{body(piece, rng)}{_inner_foot(piece, rng)}</div>'
    else:
        main = (
            f'<div id="content_news" itemprop="articleBody">\n          {body(piece, rng)}'
            f"{_inner_foot(piece, rng)}</div>"
        )
    title = esc(piece.title)
    return (
        '\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/'
        'xhtml1/DTD/xhtml1-transitional.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml" lang="id"'
        f' xmlns:fb="http://ogp.me/ns/fb#">\n<head>\n{head(piece, rng)}\n{top}</head><body>\n'
        f'<div class="hdbox">{chrome.top}</div>\n<div class="outside"><div class="pagewrapper"><div'
        f' class="main">\n<div class="ik728 mt20">{ADS[3]}</div>\n<div class="bjbrt" itemscope '
        'itemtype="http://schema.org/NewsArticle">\n<h1 class="title" itemprop="headline"><strong>'
        f'{title}</strong></h1>\n<div class="date mt10">{date}{views}</div>\n{modified}{tags}\n'
        '<meta itemprop="inLanguage" content="id">\n<meta itemscope itemprop="mainEntityOfPage" '
        f'itemid="{esc(piece.url)}"/>\n{_byline(piece)}\n<div class="pbrt">{picture}<div class='
        f'"cl"></div></div>\n{quote}\n<div class="cl"></div>\n{main}\n<div class="sharebox">'
        '<div class="addthis_sharing_toolbox"></div></div>\n<div class="terkait_bottom mt10"><div '
        f'class="box_header">Berita Lainnya</div><div class="brtall">{chrome.related(rng)}</div>'
        '</div>\n<div id="flyin" class="flyin"><b>Baca Juga</b> <a href="/berita/527001/lain">'
        f"Lain</a></div></div></div></div></div>\n{chrome.side}{chrome.foot}</body></html>\n"
    )


def amp(piece: Piece, chrome: Chrome) -> str:
    """Return an article's AMP page; `piece.layout` has to be "amp"."""
    rng = piece.rng
    shown = piece.printed_date() if piece.date_form not in ("feed", "none") else ""
    pictures = "".join(
        f'<amp-img src="{esc(one.url)}" width="700" height="466" layout="responsive"></amp-img>'
        + (f'<p class="wp-caption-text">{esc(one.shown)}</p>' if one.shown else "")
        for one in piece.pictures
    )
    labels = credit_lines(piece, rng, ": ", "<br>", itemprop=False)
    lang = piece.facts.language
    words = ", ".join([*piece.tags, *BOILERPLATE])
    ld = json_ld(piece).replace(esc(description(piece)), description(piece))
    return (
        f'<!doctype html>\n<html amp lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{esc(piece.title)} - {piece.facts.site_name}</title>\n"
        f'<link rel="canonical" href="{esc(piece.url)}">\n'
        f'<meta name="keywords" content="{esc(words)}">\n'
        '<meta name="viewport" content="width=device-width,minimum-scale=1">\n'
        f'{ld}<script async src="https://cdn.ampproject.org/v0.js"></script>\n'
        "<style amp-boilerplate>body{visibility:hidden}</style>\n</head>\n<body>\n"
        '<header class="amp-header"><a href="/">ANTARA</a></header>\n<amp-sidebar id="sidebar" '
        f'layout="nodisplay"><ul><li><a href="/terkini">Terkini</a></li></ul></amp-sidebar>\n'
        f'<main><article class="amp-article"><h1>{esc(piece.title)}</h1>\n<div class="date">{shown}'
        f'</div>\n{pictures}\n<div class="content" itemprop="articleBody">{body(piece, rng)}</div>'
        f'\n<p class="text-muted">{labels}</p></article></main>\n<amp-ad width="300" height="250">'
        "</amp-ad>\n<footer>Situs contoh</footer></body></html>\n"
    )
