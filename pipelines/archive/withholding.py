"""Whose text is not shown to anybody: articles that are gone from the site, or withdrawn.

Their text stays in the archive, as a record of what was published; what is shown of them are
their particulars.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

GONE: Final = "gone"
"""The site answers that it has no such page."""
WITHDRAWN: Final = "withdrawn"
"""Somebody who may asked for it; a tombstone says so."""
UNPERMITTED: Final = "unpermitted"
"""The file for others has no texts at all: no permission to show them is on record."""

# A tombstone speaks first: the page of a withdrawn article is mostly gone, too.
_WITHHELD: Final = f"""\
WITH asked (bureau, number) AS (
  SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))
SELECT k.bureau, k.number, CASE WHEN t.removed_at IS NULL THEN '{GONE}' ELSE '{WITHDRAWN}' END,
  coalesce(t.removed_at, a.missing_since)
FROM asked AS k
LEFT JOIN tombstones AS t ON t.bureau = k.bureau AND t.article_id = k.number
LEFT JOIN articles AS a ON a.bureau = k.bureau AND a.article_id = k.number
WHERE t.removed_at IS NOT NULL OR a.missing_since IS NOT NULL"""  # noqa: S608 - words from above

ROWS: Final = """\
SELECT id FROM articles WHERE missing_since IS NOT NULL UNION
SELECT a.id FROM tombstones AS t JOIN articles AS a USING (bureau, article_id)"""
"""articles.id of all of them."""

EVIDENCE: Final = (
    "UPDATE observations SET capture = NULL WHERE capture IN "
    "(SELECT capture FROM withdrawn_captures)",
    "DELETE FROM captures WHERE id IN (SELECT capture FROM withdrawn_captures)",
)
"""Take out of a copy what the crawl knows of pages of withdrawn articles: addresses have their
titles in them."""


def withheld(
    db: Database, keys: Iterable[tuple[str, int]]
) -> dict[tuple[str, int], dict[str, str]]:
    """Return those of the articles whose text is not shown.

    Args:
        db: The archive.
        keys: Bureau and article_id of each.

    Returns:
        By key: why (`GONE` or `WITHDRAWN`) and since (UTC).
    """
    asked = json.dumps(list(keys))
    return {
        (bureau, number): {"why": why, "since": since}
        for bureau, number, why, since in db.execute(_WITHHELD, (asked,)).fetchall()
    }
