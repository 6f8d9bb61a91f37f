"""The fields of a reading, each with its value, its source, and what the other sources give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from crawler.inspection.recorder import Asked
from crawler.layouts.blocks import squash
from crawler.page_view import values
from crawler.terminal import shorten

if TYPE_CHECKING:
    from crawler.items import Article

_ASKED_TEXT = 200
_DERIVED = {
    **dict.fromkeys(("bureau", "article_id", "url", "kind"), "the address"),
    "published_utc": "published",
    "published_day": "published, in the bureau's zone",
    "published_precision": "published",
    "published_source": "what kind of source that is",
    **dict.fromkeys(("dateline_place", "dateline_day", "source_label"), "how the text begins"),
    "copyright": "the body",
    "rights_notice": "the body",
    "language": "the bureau and <html lang>",
    "signals": "<meta> of the page; no header is known here",
    "is_press_release": "credits, dateline, category",
    "layout": "the markers above",
    "extractor_version": "this software",
    "flags": "the reading",
    **dict.fromkeys(
        ("fetched_at", "status", "etag", "last_modified", "content_sha256"), "of a response only"
    ),
}
"""Where fields come from that only one place gives, or that follow from others."""


def fields_section(article: Article, asked: Mapping[str, Sequence[Asked]]) -> str:
    """Return the table of the fields: value, source, and what each source gives.

    Args:
        article: the reading.
        asked: by field, its sources in the order of trust.
    """
    grouped: dict[str, list[Any]] = {}
    for name, value in values(article):
        grouped.setdefault(name, []).append(value)
    for name in ("credits", "images", "signals"):
        grouped.setdefault(name, [])
    rows = "".join(
        f"<tr><th scope=row>{escape(name)}</th><td>{_listed(given)}</td>"
        f"<td>{_source(name, article, asked)}</td></tr>"
        for name, given in grouped.items()
    )
    text = article.provenance.get("text")
    rows += (
        "<tr><th scope=row>text</th><td><a href=#text>"
        f"{len((article.text or '').split()):,} words</a></td><td>{_code(text)}</td></tr>"
    )
    return (
        '<section id="fields"><h2>Fields and their sources</h2><table class="fields">'
        f"<thead><tr><th>field</th><th>value</th><th>source</th></tr></thead><tbody>{rows}</tbody></table></section>"
    )


def _listed(given: Sequence[Any]) -> str:
    items = [shown(value) for value in given if value is not None]
    if not items:
        return '<span class="dim">–</span>'
    if len(items) == 1:
        return items[0]
    return f"<ul class=plain>{''.join(f'<li>{each}</li>' for each in items)}</ul>"


def _source(name: str, article: Article, asked: Mapping[str, Sequence[Asked]]) -> str:
    own = article.provenance.get(name)
    tried = asked.get(name, ())
    said = _code(own)
    if own is None and (getattr(article, name, None) not in (None, []) or not tried):
        said = f'<span class="dim">{escape(_DERIVED.get(name, "–"))}</span>'
    if not tried:
        return said
    given = sum(1 for each in tried if each.value is not None)
    return (
        f"{said}<details><summary>{given} of {len(tried)} sources give something</summary>"
        f"{_tried(tried)}</details>"
    )


def _tried(tried: Iterable[Asked]) -> str:
    lines = "".join(
        f"<li>{sign(each.value is not None)} <code>{escape(each.source)}</code> "
        f"{shown(shorten(each.value, _ASKED_TEXT)) if each.value else ''}</li>"
        for each in tried
    )
    return f"<ol class=plain>{lines}</ol>"


def sources_section(asked: Mapping[str, Sequence[Asked]]) -> str:
    """Return what the sources give where nothing was read: by which a refused page looks."""
    rows = "".join(
        f"<tr><th scope=row>{escape(name)}</th><td>{_tried(tried)}</td></tr>"
        for name, tried in asked.items()
        if tried
    )
    return (
        '<section id="sources"><h2>What the sources of the fields give</h2><table><tbody>'
        f"{rows}</tbody></table></section>"
    )


def sign(found: int) -> str:
    """Return the sign for what was found, or was not."""
    return '<span aria-label="found">✓</span>' if found else '<span aria-label="not found">–</span>'


def shown(value: object) -> str:
    """Return somebody else's words, harmless: on one line, and turning no text around them."""
    return f"<bdi>{escape(squash(str(value)))}</bdi>"


def _code(source: str | None) -> str:
    return f"<code>{escape(source)}</code>" if source else '<span class="dim">–</span>'
