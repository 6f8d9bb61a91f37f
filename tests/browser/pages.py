"""The pages that are looked at: where each is, and what must be on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from tests.rightful import GONE, SHOWN, WITHDRAWN

if TYPE_CHECKING:
    from tests.browser.sample import Sample

ABSENT = (
    "Bupati Rekaan meresmikan pelabuhan antariksa di puncak gunung api itu, lalu berenang pulang "
    "ke bulan bersama seribu ekor gajah terbang."
)


@dataclass(frozen=True, slots=True)
class Place:
    """A page."""

    path: str
    shows: str = "h1"
    """A selector of what makes it that page."""
    status: int = 200
    own: bool = True
    """Whether it is one of the archive's pages; the others are Datasette's, in English."""


def places(sample: Sample) -> dict[str, Place]:
    """Return the pages by a name."""
    first, rest = sample.passage.split(" ", 1)
    altered = f"{first} {rest.replace(' ', ' tidak ', 1)}"
    return {
        "front": Place("/", "svg[role=group] rect"),
        "article": Place(f"/a/{sample.article}", ".text p"),
        "corrected": Place(f"/a/{sample.corrected}", 'a[href$="/changes"]'),
        "changes": Place(f"/a/{sample.corrected}/changes", ".change"),
        "story": Place(f"/s/{sample.story}", ".time-line details ins"),
        "search": Place("/search", "#q"),
        "hits": Place(
            _asked("/search", q="warga", since="2020-01-01", until="2030-01-01", unique="story"),
            ".hits mark",
        ),
        "filtered": Place(
            _asked("/search", q="", bureau=sample.bureau, reporter=sample.reporter), ".hits a"
        ),
        "no-hits": Place(_asked("/search", q="zzyzx", reporter="Tak Dikenal"), ".note"),
        "check": Place("/check", "#text"),
        "verbatim": Place(_asked("/check", text=sample.passage), ".answer.verbatim"),
        "altered": Place(_asked("/check", text=altered), ".answer.altered ins"),
        "absent": Place(_asked("/check", text=ABSENT), ".answer.cannot_tell h2"),
        "bureau": Place(f"/b/{sample.bureau}", "svg[role=img] rect"),
        "reporter": Place(f"/reporter/{quote(sample.reporter, safe='')}", ".list a"),
        **{
            what: Place(f"/{what}/{quote(getattr(sample, what), safe='')}", ".list a")
            for what in ("section", "place", "tag")
        },
        "list-not-held": Place("/tag/tidak%20ada", status=404),
        "bureaus": Place("/b", "tbody a"),
        "names": Place("/reporter", ".names a"),
        "corrections": Place("/changes", ".list a"),
        "next-hits": Place(_asked("/search", q="warga", page="2"), ".turn a[rel=prev]"),
        "older": Place(f"/b/{sample.bureau}?before=2026-01-01T00:00:00Z,1", ".turn a"),
        "alone": Place(f"/s/{sample.article}", status=404),
        "not-held": Place("/a/bali/1", status=404),
        "gone": Place("/a/bali/999999", status=404),
        "database": Place("/archive", ".db-table", own=False),
        "table": Place("/archive/articles", "table.rows-and-columns", own=False),
        "view": Place("/archive/berita", "table.rows-and-columns", own=False),
        "row": Place(f"/archive/articles/{sample.row}", ".one-row", own=False),
        "facets": Place("/archive/articles?_facet=bureau&_facet=kind", ".facet-info li", own=False),
        "question": Place(
            _asked("/archive/terbit_hari_itu", biro=sample.bureau, hari="2026-11-14"),
            "form.sql input",
            own=False,
        ),
        "sql": Place(
            _asked("/archive", sql="select bureau, title from articles limit 5"),
            "table.rows-and-columns",
            own=False,
        ),
        "error": Place("/archive/none", status=404),
    }


NAMES = (
    *("front", "article", "corrected", "changes", "story", "search", "hits", "filtered"),
    *("no-hits", "check", "verbatim", "altered", "absent", "bureau"),
    *("reporter", "section", "place", "tag", "list-not-held", "not-held", "gone"),
    *("bureaus", "names", "corrections", "next-hits", "older", "alone", "error"),
)
"""Of the archive's own pages."""
DATASETTE = ("database", "table", "facets", "view", "row", "question", "sql")


OTHERS = {
    "withheld": Place(f"/a/bali/{SHOWN}", ".note"),
    "titles": Place(f"/search?q={SHOWN}", "#q"),
    "gone-page": Place(f"/a/bali/{GONE}", ".note"),
    "withdrawn-page": Place(f"/a/bali/{WITHDRAWN}", ".note", status=410),
    "no-check": Place("/check", ".note", status=403),
    "no-changes": Place(f"/a/bali/{SHOWN}/changes", ".note", status=403),
}
"""What others see of `tests.rightful`'s archive, without a permission."""
SHOWN_BY = {
    **{name: name for name in ("front", "article", "story", "search", "check", "bureau")},
    **{"bureaus": "bureaus", "names": "names", "corrections": "corrections", "list": "reporter"},
    **{"no_list": "list-not-held", "not_held": "not-held", "not_offered": "no-check"},
    **{"revisions": "changes", "withdrawn": "withdrawn-page"},
}
"""Which page shows a template of ours."""


def _asked(path: str, **query: str) -> str:
    return f"{path}?{urlencode(query)}"
