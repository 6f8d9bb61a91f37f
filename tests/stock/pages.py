"""From a report to the fields that a crawl would have read from its page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from crawler.items import EXTRACTOR_VERSION
from tests.stock import times

if TYPE_CHECKING:
    from crawler.bureaus import Bureau
    from tests.stock.report import Report

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_NOTICE = (
    "Dilarang keras mengambil konten, melakukan crawling atau pengindeksan otomatis untuk AI di "
    "situs web ini tanpa izin tertulis dari Kantor Berita ANTARA."
)
_NOTICE_SINCE = "2025-08-01"
_NATIONAL = ("www", "en", "otomotif")
_PATHS = {"article": "berita", "photo": "foto", "video": "video"}
_PUBLISHED = {
    "g1": ("time_element", "div.date time[datetime]"),
    "g2": ("meta", "meta[itemprop=datePublished]"),
    "g3": ("meta", "meta article:published_time"),
    "r": ("time_element", "p.simple-here time[datetime]"),
}
_TITLES = {
    "g1": "h1.title",
    "g2": "h1.post-title",
    "g3": ".wrap__article-detail-title h1",
    "r": "#print_content h1.post-title",
}


@dataclass(frozen=True, slots=True)
class Page:
    """Where and when a report came out."""

    bureau: Bureau
    article_id: int
    kind: str
    published: int
    """Seconds since 1970."""
    offset: int
    """Seconds of the bureau's zone."""
    slug: str
    """Stays when the title is changed."""


def layout_of(bureau: str, day: str) -> str:
    """Return the markup of a day, by docs/reading.md."""
    if day < "2017-12-01":
        return "g1"
    if bureau not in _NATIONAL:
        return "r"
    return "g2" if day < "2024-04-01" else "g3"


def slug_of(title: str) -> str:
    """Return the words of a title as they stand in an address."""
    return _NOT_SLUG.sub("-", title.lower())[:90].strip("-")


def label_of(bureau: str, layout: str) -> str:
    """Return what stands in the dateline's brackets."""
    if layout != "g1":
        return "ANTARA"
    return "ANTARA News" if bureau in _NATIONAL else f"Antara {bureau.capitalize()}"


def fields_of(report: Report, page: Page, fetched: int, updated: int | None) -> dict[str, Any]:
    """Return the fields of `Article.as_dict()` for a state of an article.

    Args:
        report: The state.
        page: Where it stands.
        fetched: When it was read, in seconds since 1970.
        updated: The time of update that the page states.
    """
    name, kind = page.bureau.name, page.kind
    published = times.local(page.published, page.offset)
    day = published[:10]
    layout = layout_of(name, day)
    label = label_of(name, layout)
    path = "news" if kind == "article" and name == "en" else _PATHS[kind]
    text = f"{report.place} ({label}) - {report.body()}"
    colon = " : " if layout in ("r", "g1") else ": "
    by = "Fotografer" if kind == "photo" else "Pewarta"
    copyright_line = f"COPYRIGHT © ANTARA {day[:4]}"
    source, place = _PUBLISHED[layout]
    images = []
    if report.caption is not None:
        file = f"{day.replace('-', '/')}/{page.slug[:40]}.jpg"
        credit = f"ANTARA/{report.reporter}"
        images.append(
            {
                "url": f"https://cdn.antaranews.com/cache/1200x800/{file}",
                "caption": f"{report.caption}. ({credit})",
                "credit": credit,
            }
        )
    return {
        "bureau": name,
        "article_id": page.article_id,
        "url": f"https://{page.bureau.host}/{path}/{page.article_id}/{page.slug}",
        "kind": kind,
        "title": report.title,
        "subtitle": None,
        "text": text,
        "published": published,
        "published_utc": times.utc(page.published),
        "published_day": day,
        "published_precision": "second",
        "published_source": source,
        "updated": None if updated is None else times.local(updated, page.offset),
        "credits": [
            {
                "role": "photographer" if kind == "photo" else "reporter",
                "name": report.reporter,
                "printed": f"{by}{colon}{report.reporter}",
            },
            {
                "role": "editor",
                "name": report.editor,
                "printed": f"Editor{colon}{report.editor}",
            },
        ],
        "dateline_place": report.place,
        "dateline_day": None,
        "source_label": label,
        "category": report.category,
        "tags": report.tags,
        "language": page.bureau.language,
        "images": images,
        "pull_quote": None,
        "copyright": copyright_line,
        "rights_notice": _NOTICE if name == "www" and day >= _NOTICE_SINCE else None,
        "signals": [],
        "is_press_release": False,
        "layout": layout,
        "extractor_version": EXTRACTOR_VERSION,
        "ledger": [
            {
                "fate": "removed",
                "reason": "copyright",
                "text": copyright_line,
                "characters": len(copyright_line) - 3,
            }
        ],
        "flags": [],
        "provenance": {"title": _TITLES[layout], "published": place, "text": "trafilatura"},
        "fetched_at": times.utc(fetched),
        "status": 200,
        "etag": None,
        "last_modified": None,
        "content_sha256": sha256(f"{report.title}\n{text}".encode()).hexdigest(),
        "capture": None,
    }
