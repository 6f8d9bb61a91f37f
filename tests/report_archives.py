"""Archives made by hand, row by row, for tests of what is told about them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pipelines.archive import KNOWN_ONLY, LATEST, ArchiveSession

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sqlite_utils import Database

ZONES = {"sumsel": "Asia/Jakarta", "bali": "Asia/Makassar", "ambon": "Asia/Jayapura"}
HOURS = {"sumsel": 7, "bali": 8, "ambon": 9}
FORM = "%Y-%m-%dT%H:%M:%SZ"


class HandMade:
    """An archive whose rows a test writes itself; closed archives can be read at `path`."""

    def __init__(self, path: Path, origin: str = "live") -> None:
        self.path = path
        self.session = ArchiveSession.claim(path, origin)
        self.session.open()
        for name, zone in ZONES.items():
            self.insert("bureaus", name=name, host=f"{name}.antaranews.com", zone=zone)

    @property
    def db(self) -> Database:
        assert self.session._db is not None
        return self.session._db

    def close(self) -> Path:
        self.session.close()
        return self.path

    def insert(self, table: str, **columns: Any) -> None:
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
        self.db.conn.execute(sql, list(columns.values()))

    def held(self, bureau: str, number: int, when: str | None) -> None:
        """An article, published at a local time of its bureau: 2026-01-31 23:59."""
        utc = None
        if when is not None:
            local = datetime.fromisoformat(when).replace(tzinfo=UTC)
            utc = (local - timedelta(hours=HOURS[bureau])).strftime(FORM)
        self.insert(
            "articles",
            bureau=bureau,
            article_id=number,
            url=f"https://{bureau}.antaranews.com/berita/{number}/judul",
            kind="article",
            title=f"Judul rekaan {number}",
            published_utc=utc,
            published_day=when and when[:10],
            layout="r",
            extractor_version="1",
            first_seen="2026-01-01T00:00:00Z",
            last_seen="2026-01-01T00:00:00Z",
        )

    def many(self, bureau: str, first: int, days: Iterable[str], each: int) -> int:
        """So many articles a day, numbered on; returns the next number."""
        for day in days:
            for n in range(each):
                self.held(bureau, first, f"{day} {8 + n % 12:02}:00")
                first += 1
        return first

    def known(
        self,
        bureau: str,
        number: int,
        state: str = "pending",
        day: str | None = None,
        fed: str | None = None,
    ):
        """An address of the frontier, with the time that a feed printed."""
        self.insert(
            "frontier",
            bureau=bureau,
            article_id=number,
            url=f"https://{bureau}.antaranews.com/berita/{number}/judul",
            kind="article",
            found_at="2026-01-01T00:00:00Z",
            state=state,
            reason="listing" if state == "rejected" else None,
            settled_at=None if state == "pending" else "2026-01-01T00:00:00Z",
            day=day,
            feed_published=fed,
            priority=LATEST if fed else KNOWN_ONLY,
        )

    def found(self, bureau: str, number: int, *ways: str, at: str = "2026-01-01T00:00:00Z"):
        sql = "SELECT id FROM frontier WHERE bureau = ? AND article_id = ?"
        (row,) = self.db.execute(sql, (bureau, number)).fetchone()
        for way in ways:
            self.insert("findings", frontier=row, way=way, found_at=at)

    def walk(self, bureau: str, since: str, until: str, **changes: Any) -> None:
        """A walk; by default one through /terkini, done, made on the last day of March."""
        columns = {
            "bureau": bureau,
            "way": "terkini",
            "listing": f"https://{bureau}.antaranews.com/terkini",
            "since": since,
            "until": until,
            "state": "done",
            "made_at": "2026-03-31T00:00:00Z",
            "updated_at": "2026-03-31T00:00:00Z",
        }
        self.insert("walks", **(columns | changes))

    def listed(self, bureau: str, day: str, announced: int | None, named: int, **changes: Any):
        columns = {
            "bureau": bureau,
            "day": day,
            "way": "indeks",
            "announced": announced,
            "named": named,
            "complete": 1,
            "seen_at": "2026-03-31T00:00:00Z",
        }
        self.insert("listed_days", **(columns | changes))

    def run(
        self,
        started: str,
        *,
        minutes: int = 30,
        outcome: str | None = "finished",
        command: str = "crawl latest",
        bureaus: dict[str, dict[str, Any]] | None = None,
        hosts: Iterable[dict[str, Any]] = (),
    ) -> int:
        ended = datetime.strptime(started, FORM).replace(tzinfo=UTC) + timedelta(minutes=minutes)
        finished = ended.strftime(FORM) if outcome not in (None, "interrupted") else None
        cursor = self.db.conn.execute(
            "INSERT INTO runs (command, options, pid, started_at, finished_at, outcome) "
            "VALUES (?, '{}', 1, ?, ?, ?)",
            (command, started, finished, outcome),
        )
        for bureau, counts in (bureaus or {}).items():
            columns = ("stored", "revised", "gone", "failed", "rejected")
            self.insert(
                "run_bureaus",
                run=cursor.lastrowid,
                bureau=bureau,
                counts=json.dumps(counts),
                **{name: counts.get(name, 0) for name in columns},
            )
        for host in hosts:
            self.insert("run_hosts", run=cursor.lastrowid, **host)
        return int(cursor.lastrowid or 0)


def days(first: str, count: int) -> list[str]:
    """So many days from one on."""
    start = datetime.fromisoformat(first)
    return [(start + timedelta(days=n)).strftime("%Y-%m-%d") for n in range(count)]
