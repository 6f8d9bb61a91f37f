"""Sitemaps: an index that robots.txt names, and gzipped parts of it, year by year."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

from tests.replica.markup import esc
from tests.replica.odd import Reply
from tests.replica.pieces import Piece
from tests.replica.sections import menu_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.replica.hosts import Host
    from tests.replica.shelf import Row

PART = re.compile(r"/sitemap/(\d{4})-(\d+)\.xml\.gz")
PART_SIZE = 500
"""Addresses in one part; the format allows 50,000."""
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def sitemap(host: Host, row: Row, path: str) -> Reply | None:
    """Return one of a host's sitemap files, None where there is none.

    Args:
        host: Whose it is.
        row: The articles that it names, newest first.
        path: /sitemap.xml, /sitemap/sections.xml or /sitemap/<year>-<part>.xml.gz.
    """
    if path == "/sitemap.xml":
        return _xml(_index(host, row))
    if path == "/sitemap/sections.xml":
        return _xml(_sections(host))
    found = PART.fullmatch(path)
    chosen = _part(row, int(found[1]), int(found[2])) if found else []
    if not chosen:
        return None
    data = gzip.compress(_urlset(chosen).encode(), 6, mtime=0)
    # A gzipped file, not a gzipped answer: no Content-Encoding.
    return Reply(200, data, {"Content-Type": "application/x-gzip"})


def _xml(text: str) -> Reply:
    return Reply(200, text.encode(), {"Content-Type": "application/xml; charset=utf-8"})


def _years(row: Row) -> dict[int, list[int]]:
    """Return the places of the articles by year, the newest year and the newest article first."""
    years: dict[int, list[int]] = {}
    for place in row.places():
        years.setdefault(row.shelf.entries[place].when.year, []).append(place)
    return years


def _part(row: Row, year: int, number: int) -> Sequence[Piece]:
    places = _years(row).get(year, [])[(number - 1) * PART_SIZE : number * PART_SIZE]
    return [row.shelf.piece(place) for place in places]


def _index(host: Host, row: Row) -> str:
    lines = [f"<sitemap><loc>https://{host.host}/sitemap/sections.xml</loc></sitemap>"]
    for year, places in _years(row).items():
        newest = row.shelf.entries[places[0]].when.replace(microsecond=0).isoformat()
        lines += [
            f"<sitemap>\n<loc>\n https://{host.host}/sitemap/{year}-{n + 1}.xml.gz </loc>"
            f"<lastmod>{newest}</lastmod></sitemap>"
            for n in range(-(-len(places) // PART_SIZE))
        ]
    # A file of somebody else's, as advertisers have them put there.
    lines.append("<sitemap><loc>https://peta.example/sitemap.xml</loc></sitemap>")
    return f"{_XML}<sitemapindex {_SPACE}>\n" + "\n".join(lines) + "\n</sitemapindex>\n"


def _sections(host: Host) -> str:
    paths = ["", *(section.path for section in menu_of(host))]
    lines = [f"<url><loc>https://{host.host}/{path}</loc></url>" for path in paths]
    return f"{_XML}<urlset {_SPACE}>\n" + "\n".join(lines) + "\n</urlset>\n"


def _urlset(pieces: Sequence[Piece]) -> str:
    lines = []
    for one in pieces:
        changed = (one.changed or one.when).replace(microsecond=0).isoformat()
        image = (
            f"<image:image><image:loc>{esc(one.pictures[0].url)}</image:loc></image:image>"
            if one.pictures
            else ""
        )
        lines.append(
            f"<url><loc>{esc(one.found_url)}</loc><lastmod>{changed}</lastmod>"
            f"<changefreq>never</changefreq><priority>0.5</priority>{image}</url>"
        )
    space = f'{_SPACE} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
    return f"{_XML}<urlset {space}>\n" + "\n".join(lines) + "\n</urlset>\n"
