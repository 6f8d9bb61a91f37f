"""Lists in other forms than a page: CSV, JSON, an Atom feed. Pure.

A value of an archive is somebody else's text: what a spreadsheet would take for a formula is marked
in CSV, unless asked not to, as `spreadsheets` does it for Datasette's own.
"""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import NAMESPACE_URL, uuid5

from markupsafe import Markup

from pipelines.datasette.pages.shown import is_web, plain
from pipelines.datasette.spreadsheets import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

FORMS: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
}
COLUMNS: Final = (
    *("bureau", "article_id", "published", "published_day", "kind", "title", "url"),
    *("page", "snippet", "missing_since"),
)
"""What each row of CSV and JSON has, where it is known."""
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no document of XML 1.0 may hold, not even escaped."""


def as_csv(rows: Sequence[Mapping[str, Any]], *, raw: bool = False) -> str:
    r"""Return rows as CSV (RFC 4180), with the names of the columns.

    Args:
        rows: each with some of `COLUMNS`.
        raw: leave what a spreadsheet takes for a formula as it is.

    >>> as_csv([{"bureau": "bali", "title": "=1+1, x"}]).splitlines()[1]
    'bali,,,,,"\'=1+1, x",,,,'
    """
    written = io.StringIO()
    out = csv.writer(written, lineterminator="\r\n")
    out.writerow(COLUMNS)
    for row in rows:
        cells = [row.get(name) for name in COLUMNS]
        out.writerow(cells if raw else map(harmless, cells))
    return written.getvalue()


def as_json(rows: Sequence[Mapping[str, Any]], told: Mapping[str, Any]) -> str:
    """Return rows as one JSON object.

    Args:
        rows: each with some of `COLUMNS`.
        told: what stands beside them, such as notes and the address of the next page.
    """
    articles = [{name: row.get(name) for name in COLUMNS if name in row} for row in rows]
    return json.dumps({**told, "articles": articles}, ensure_ascii=False, indent=1)


def as_atom(
    rows: Sequence[Mapping[str, Any]],
    *,
    title: str,
    key: str,
    own: str,
    page: str,
    language: str,
    rights: str,
    linked: Callable[[str], bool] = is_web,
) -> str:
    """Return rows as an Atom feed (RFC 4287).

    Args:
        rows: as of `as_csv`, `page` an absolute address; also published_utc and updated.
        title: the feed's.
        key: what makes the feed this one and no other, wherever it is served.
        own: the feed's absolute address.
        page: that of the page that shows the same.
        language: of titles.
        rights: whose the articles are.
        linked: whether an address on the site may be linked to.
    """
    entries = [(row, moment_of(row)) for row in rows]
    newest = max((moment for _, moment in entries), default="1970-01-01T00:00:00Z")
    parts = [
        Markup("<id>{}</id><title>{}</title><updated>{}</updated>").format(
            _id(key), xml_text(title), newest
        ),
        Markup('<link rel="self" type="application/atom+xml" href="{}"/>').format(xml_text(own)),
        Markup('<link rel="alternate" type="text/html" href="{}"/>').format(xml_text(page)),
        Markup("<author><name>ANTARA</name></author><rights>{}</rights>").format(xml_text(rights)),
    ]
    for row, moment in entries:
        address = str(row["url"])
        parts.append(
            Markup(
                '<entry><id>{}</id><title>{}</title><updated>{}</updated>{}<link rel="alternate" '
                'type="text/html" href="{}"/>{}<category term="{}"/>{}</entry>'
            ).format(
                _id(f"{row['bureau']}/{row['article_id']}"),
                xml_text(row["title"]),
                moment,
                _published(row),
                xml_text(row["page"]),
                Markup('<link rel="via" href="{}"/>').format(xml_text(address))
                if linked(address)
                else "",
                xml_text(row["bureau"]),
                Markup("<summary>{}</summary>").format(xml_text(row["snippet"]))
                if row.get("snippet")
                else "",
            )
        )
    return str(
        Markup(
            '<?xml version="1.0" encoding="utf-8"?>\n'
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{}">{}</feed>\n'
        ).format(language, Markup("\n").join(parts))
    )


def _published(row: Mapping[str, Any]) -> Markup:
    moment = _utc(row.get("published_utc")) or _utc(row.get("published"))
    return Markup("<published>{}</published>").format(moment) if moment else Markup("")


def moment_of(row: Mapping[str, Any]) -> str:
    """Return when an article was changed last, as its page tells: RFC 3339, in UTC.

    An article without any time is as old as can be: Atom wants one.

    >>> moment_of({"published": "2026-03-04T10:15:00+08:00", "updated": "2026-03-04"})
    '2026-03-04T02:15:00Z'
    """
    names = ("published_utc", "published", "updated")
    known = [moment for name in names if (moment := _utc(row.get(name)))]
    return max(known, default="1970-01-01T00:00:00Z")


def _utc(text: str | None) -> str | None:
    """Return a time with offset, or a day, in UTC; None for anything else."""
    try:
        found = datetime.fromisoformat(text or "")
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return f"{found:%Y-%m-%dT%H:%M:%S}Z".rjust(20, "0")


def _id(key: str) -> str:
    """Return an id that stays, wherever the archive is served from."""
    return uuid5(NAMESPACE_URL, f"arsip-antara:{key}").urn


def xml_text(text: object) -> str:
    r"""Return a text as XML may hold it, to be escaped yet.

    >>> xml_text("a\x00b\ufffe\ud800c")
    'abc'
    """
    return _FORBIDDEN.sub("", plain(text))
