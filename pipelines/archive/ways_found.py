"""What each way of finding addresses finds that no other does, by bureau."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlite_utils import Database

# In the order of the primary key of findings, which keeps the ways of an address together: nothing
# is sorted for it, which with a million addresses would be done in memory.
_WAYS: Final = """\
SELECT w.frontier, f.bureau, w.way, w.found_at, f.state = 'stored'
FROM findings AS w CROSS JOIN frontier AS f ON f.id = w.frontier ORDER BY w.frontier"""
_ADDRESSES: Final = "SELECT count(*) FROM frontier WHERE bureau = ?"


def ways_found(db: Database, bureaus: Sequence[str] | None) -> Iterator[dict[str, Any]]:
    """Yield a row a bureau and way, the one that finds most first, as plain JSON values.

    Args:
        db: the archive.
        bureaus: short names; None for all.

    Keys: bureau, way, found (addresses), only (found by no other way), share (of all addresses
    known of the bureau), stored (of found, those that are articles now), first_found and
    last_found (UTC).
    """
    tallies: dict[tuple[str, str], _Tally] = {}
    for _, group in groupby(db.execute(_WAYS), key=lambda row: row[0]):
        rows = list(group)
        for _, bureau, way, found_at, stored in rows:
            if bureaus is None or bureau in bureaus:
                tally = tallies.setdefault((bureau, way), _Tally(first=found_at, last=found_at))
                tally.add(found_at, only=len(rows) == 1, stored=bool(stored))
    addresses = {
        bureau: db.execute(_ADDRESSES, (bureau,)).fetchone()[0]
        for bureau in {bureau for bureau, _ in tallies}
    }
    for bureau, way in sorted(tallies, key=lambda key: (key[0], -tallies[key].found, key[1])):
        tally = tallies[bureau, way]
        yield {
            "bureau": bureau,
            "way": way,
            "found": tally.found,
            "only": tally.only,
            "share": tally.found / addresses[bureau],
            "stored": tally.stored,
            "first_found": tally.first,
            "last_found": tally.last,
        }


@dataclass(slots=True)
class _Tally:
    first: str
    last: str
    found: int = 0
    only: int = 0
    stored: int = 0

    def add(self, found_at: str, *, only: bool, stored: bool) -> None:
        self.found += 1
        self.only += only
        self.stored += stored
        self.first = min(self.first, found_at)
        self.last = max(self.last, found_at)
