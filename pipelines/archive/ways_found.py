"""What each way of finding addresses finds that no other does, by bureau."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlite_utils import Database

# The primary key of findings keeps the ways of an address together: nothing is sorted for it.
_WAYS: Final = """\
SELECT f.bureau, w.way, count(*), sum(w.ways = 1), sum(f.state = 'stored'),
  min(w.found_at), max(w.found_at)
FROM (
  SELECT frontier, way, found_at, count(*) OVER (PARTITION BY frontier) AS ways FROM findings
) AS w JOIN frontier AS f ON f.id = w.frontier
GROUP BY f.bureau, w.way"""
_ADDRESSES: Final = "SELECT bureau, count(*) FROM frontier GROUP BY bureau"


def ways_found(db: Database, bureaus: Sequence[str] | None) -> Iterator[dict[str, Any]]:
    """Yield a row a bureau and way, the one that finds most first, as plain JSON values.

    Args:
        db: the archive.
        bureaus: short names; None for all.

    Keys: bureau, way, found (addresses), only (found by no other way), share (of all addresses
    known of the bureau), stored (of found, those that are articles now), first_found and
    last_found (UTC).
    """
    addresses = dict(db.execute(_ADDRESSES).fetchall())
    rows = sorted(db.execute(_WAYS), key=lambda row: (row[0], -row[2], row[1]))
    for bureau, way, found, only, stored, first, last in rows:
        if bureaus is not None and bureau not in bureaus:
            continue
        yield {
            "bureau": bureau,
            "way": way,
            "found": found,
            "only": only,
            "share": found / addresses[bureau],
            "stored": stored,
            "first_found": first,
            "last_found": last,
        }
