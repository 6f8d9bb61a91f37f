"""An archive for tests of the pages by which one looks around, and what stands on them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipelines.archive import ArchiveSession
from tests.archives import Clock, stored

if TYPE_CHECKING:
    from pathlib import Path

BEFORE, AFTER = "2026-01-20T10:00:00Z", "2026-01-21T10:00:00Z"
"""When articles were read first, and again."""


def on(number: int, day: int, bureau: str = "bali", **changes: Any) -> Any:
    """An article of a day of January 2026."""
    moment = f"2026-01-{day:02}T01:00:00Z"
    dated = {"published": moment, "published_utc": moment, "published_day": moment[:10]}
    return stored(number, bureau, **{**dated, **changes})


def make_around(path: Path) -> None:
    """Make an archive of seventy articles of bali and four others; two of them changed."""
    clock = Clock(BEFORE)
    with ArchiveSession.claim(path, "live", clock=clock) as session:
        session.open()
        session.store(
            [
                *(on(n, 1 + n % 28, title=f"Pasar rekaan {n}") for n in range(1, 71)),
                on(71, 5, "sumsel", kind="video", title="Gambar hidup"),
                on(72, 6, "sumsel", category="Politik", dateline_place="Ubud"),
                on(73, 7, "sumsel", dateline_place="UBUD"),
                on(74, 8, "sumsel"),
            ]
        )
        clock.now = AFTER
        changed = {"fetched_at": AFTER, "updated": None}
        session.store([on(1, 2, title="Pasar rekaan 1, lagi", **changed)])
        there = {"category": "Politik", "dateline_place": "Ubud"}
        session.store([on(72, 6, "sumsel", title="Ralat: pasar", **there, **changed)])


def titles(page: Any) -> list[str]:
    return re.findall(r'<p><a href="/a/[a-z]+/\d+"><bdi>(.*?)</bdi>', page.text)
