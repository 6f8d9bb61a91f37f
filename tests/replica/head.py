"""The <head> of an article's page, with the lies that real ones tell."""

from __future__ import annotations

import json
from random import Random

from tests.replica.markup import attrs, description, esc
from tests.replica.pieces import Piece

BOILERPLATE = ("berita terkini", "berita Indonesia", "berita online", "portal Indonesia")
"""Words in every page's meta keywords that are no tags."""


def json_ld(piece: Piece) -> str:
    """Return www's JSON-LD: author is the EDITOR, creator the reporter, keywords nested."""
    by_role = {line.role: line.shown for line in piece.credits}
    reporter = by_role.get("reporter") or by_role.get("author") or "ANTARA"
    editor = by_role.get("editor", "ANTARA")
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": piece.title,
        "mainEntityOfPage": {"@type": "WebPage", "@id": piece.url},
        "url": piece.url,
        "articleSection": "News",
        "creator": {"@type": "Person", "name": reporter},
        "author": {"@type": "Person", "name": editor},
        "keywords": [["News:", f"Editor:{editor}", *piece.tags]],
        "publisher": {"@type": "Organization", "name": "ANTARA"},
        "description": description(piece),
    }
    if piece.date_form in ("time", "meta", "json_ld"):
        data["datePublished"] = data["dateCreated"] = piece.iso()
        if piece.updated:
            data["dateModified"] = piece.iso(piece.updated)
    text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>\n'


def head(piece: Piece, rng: Random, *, date_meta: str | None = None, ld: bool = False) -> str:
    """Return the inside of <head>.

    Args:
        piece: The article.
        rng: The page's chance.
        date_meta: "datePublished" (itemprop) or "article:published_time" when the layout has
            a machine date there.
        ld: Whether JSON-LD stands there.
    """
    suffix = f" - {piece.facts.site_name}"
    lies = piece.link == "no_slug" or rng.random() < 0.4
    canonical = "" if lies else piece.url
    picture = piece.pictures[0].url if piece.pictures else "https://www.antaranews.com/img/og.png"
    # Without a picture's size folder it is the same picture in another size.
    small = picture.replace("/1200x800/", "/360x240/").replace("/ori/", "/small/")
    metas = [
        f"<title>{esc(piece.title + suffix)}</title>",
        f"<meta {attrs(rng, name='description', content=description(piece))}>",
        f"<meta {attrs(rng, property='og:title', content=piece.title + suffix)} />",
        '<meta property="og:type" content="article">',
        f"<meta {attrs(rng, property='og:url', content=canonical)}>",
        f"<meta {attrs(rng, property='og:image', content=small)}>",
        f'<meta property="og:site_name" content="{esc(piece.facts.site_name)}">',
        '<meta property="article:author" content="https://www.facebook.com/antaranewsdotcom" />',
        f'<link rel="canonical" href="{esc(canonical)}">',
        f'<meta name="twitter:title" content="{esc(piece.title + suffix)}">',
        f'<meta property="article:section" content="{esc(piece.category)}">'
        if piece.category
        else "",
        f'<link rel="alternate" type="application/rss+xml" title="Terkini" '
        f'href="https://{piece.facts.host}/rss/terkini.xml">',
        '<link rel="stylesheet" href="/css/bootstrap.min.css"><link rel="stylesheet" href="/css/'
        'style.css?v=1.25">',
        "<script>window.dataLayer = window.dataLayer || [];</script>",
    ]
    if piece.layout != "amp" and rng.random() < 0.7:
        metas.append(f'<link rel="amphtml" href="{esc(piece.amp_url)}">')
    if date_meta and piece.date_form == "meta":
        key = "property" if ":" in date_meta else "itemprop"
        metas.append(f"<meta {attrs(rng, **{key: date_meta, 'content': piece.iso()})}>")
        if piece.updated and ":" in date_meta:
            metas.append(
                f'<meta property="article:modified_time" content="{piece.iso(piece.updated)}">'
            )
    if ld:
        script = json_ld(piece)
        if piece.date_form == "meta" and rng.random() < 0.1:
            script = script.replace('"@type"', '"@type', 1)  # no JSON at all, as it happens
        metas.append(script)
    charset = (
        '<meta charset="utf-8">'
        if rng.random() < 0.7
        else ('<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />')
    )
    middle = metas[1:]
    rng.shuffle(middle)
    return "\n".join([charset, metas[0], *middle])
