"""An archive as the first schema held it, with rows in every table, made for tests of upgrades.

The statements of `schema_articles` and `schema_crawl` make it, as they once did; what stands in
it was written by hand, because today's code would write today's columns.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from sqlite_utils.migrations import Migrations

from pipelines.archive import ArchiveSession, gathering
from pipelines.archive.library import sqlite3
from pipelines.archive.migrations import MIGRATIONS
from tests.archives import NOW, Clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEEN = "2026-11-01T10:00:00Z"
"""When the old archive's articles were first read."""
PUBLISHED: dict[tuple[str, int], str | None] = {
    ("bali", 1): "2026-11-01T08:00:00Z",  # two hours before
    ("bali", 2): "2026-10-29T10:00:00Z",  # three days before
    ("bali", 3): "2026-10-20T10:00:00Z",  # after the plan's last point
    ("bali", 4): "2026-08-01T10:00:00Z",  # over thirty days before
    ("bali", 5): "2027-11-01T10:00:00Z",  # a typing error of the newsroom
    ("bali", 6): "2026-02-31T99:00:00Z",  # no such moment
    ("bali", 7): "2026-10-31T10:30:00Z",  # half an hour before the plan's first point
    ("bali", 8): "2026-10-25T10:30:00Z",  # half an hour before its last one
    ("ambon", 1): None,
}
"""The key of each article, and its time of publication."""


@contextmanager
def gathering_nothing() -> Iterator[None]:
    """Let today's code write to a schema that has no rows of what it gathers of articles."""
    with (
        patch.object(gathering, "gather", lambda *_: None),
        patch.object(gathering, "catch_up", lambda _: 0),
    ):
        yield


def first_schema_only() -> Migrations:
    """The migrations of the version that knew the first schema only."""
    first = Migrations(MIGRATIONS.name)
    first._migrations.extend(MIGRATIONS._migrations[:1])
    return first


def make_first_schema(path: Path, copies: int = 0) -> None:
    """Make the archive.

    Args:
        path: Where it will stand.
        copies: So many further addresses, pending, for a file of some size.
    """
    with ArchiveSession.claim(
        path, "live", clock=Clock(NOW), migrations=first_schema_only()
    ) as session:
        session.open()
    conn = sqlite3.connect(str(path), isolation_level=None)
    conn.execute("PRAGMA foreign_keys = ON")
    conn.execute("BEGIN")
    for table, rows in _tables().items():
        for row in rows:
            marks = ", ".join("?" * len(row))
            names = ", ".join(row)
            conn.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))
    for n in range(1, copies + 1):
        row = _address("kupang", n, "pending", ways="feed terkini")
        marks = ", ".join("?" * len(row))
        conn.execute(
            f"INSERT INTO frontier ({', '.join(row)}) VALUES ({marks})", list(row.values())
        )
    conn.execute("COMMIT")
    conn.close()


def _tables() -> dict[str, list[dict[str, Any]]]:
    """The rows of each table, parents before children."""
    return {
        "bureaus": [
            {"name": "bali", "host": "bali.antaranews.com", "zone": "Asia/Makassar"},
            {"name": "ambon", "host": "ambon.antaranews.com", "zone": "Asia/Jayapura"},
            {"name": "kupang"},
        ],
        "captures": [
            {
                "file": "captures/1.warc.gz",
                "offset": 0,
                "length": 900,
                "sha256": "c" * 64,
                "url": _url("bali", 1),
                "fetched_at": SEEN,
                "status": 200,
            }
        ],
        "articles": [_article(*key, published) for key, published in PUBLISHED.items()],
        "revisions": [
            {
                "article": row,
                "seq": seq,
                "state": f'{{"title": "Judul {row}.{seq}"}}',
                "state_sha256": f"{row}{seq}",
                "extractor_version": "1",
                "layout": "r",
                "capture": 1 if (row, seq) == (1, 1) else None,
                "first_seen": SEEN,
                "last_seen": SEEN,
            }
            for row, seq in [(1, 1), (1, 2), *((n, 1) for n in range(2, len(PUBLISHED) + 1))]
        ],
        "credits": [
            {"article": row, "seq": seq, "role": role, "name": name, "printed": f"x : {name}"}
            for row in (1, 2)
            for seq, (role, name) in enumerate([("reporter", "Made Rekaan"), ("wire", "rk-1")])
        ],
        "tags": [{"name": "pasar"}, {"name": "denpasar"}],
        "article_tags": [
            {"article": 1, "seq": 0, "tag": 2},
            {"article": 1, "seq": 1, "tag": 1},
            {"article": 9, "seq": 0, "tag": 1},
        ],
        "images": [{"article": 1, "seq": 0, "url": "https://img.antaranews.com/x.jpg"}],
        "provenance": [{"article": 1, "field": "title", "source": "h1"}],
        "ledger": [
            {"article": 1, "seq": 3, "fate": "put_back", "text": "Pedagang", "characters": 8},
            {
                "article": 2,
                "seq": 0,
                "fate": "removed",
                "reason": "tags",
                "text": "x",
                "characters": 1,
            },
        ],
        "flags": [{"article": 9, "flag": "no_date"}, {"article": 9, "flag": "short_text"}],
        "bureau_state": [
            {
                "bureau": "bali",
                "complete_from": "2026-10-01T00:00:00Z",
                "complete_to": SEEN,
                "updated_at": SEEN,
            }
        ],
        "runs": [
            {
                "command": "crawl latest",
                "options": '{"bureaus": ["bali"]}',
                "pid": 11,
                "started_at": SEEN,
                "finished_at": SEEN,
                "outcome": "finished",
            },
            # Killed: without an end, and with a lease that it never gave back.
            {"command": "crawl latest", "options": "{}", "pid": 12, "started_at": SEEN},
        ],
        "run_bureaus": [{"run": 1, "bureau": "bali", "stored": 8, "counts": '{"stored": 8}'}],
        "frontier": _frontier(),
        "observations": [
            {"run": 1, "bureau": "bali", "article_id": 1, "asked_at": SEEN, "outcome": "stored"},
            # The two kinds of drops that have no row of the frontier to stand in.
            {
                "run": 1,
                "bureau": "bali",
                "article_id": 1,
                "asked_at": SEEN,
                "outcome": "key_collision",
                "reason": "key_collision",
                "seen": "photo: Lain",
                "status": 200,
            },
            {"asked_at": SEEN, "outcome": "rejected", "reason": "no_key", "seen": "x"},
        ],
        "robots": [
            {
                "host": "bali.antaranews.com",
                "fetched_at": SEEN,
                "last_seen": SEEN,
                "status": status,
                "body": body,
                "verdict": verdict,
            }
            for status, body, verdict in [(200, "User-agent: *\n", "rules"), (None, None, "closed")]
        ],
        "stories": [{"made_at": SEEN, "method": "by hand"}],
        "story_members": [{"article": 1, "story": 1, "similarity": 1.0}],
        "story_aliases": [{"alias": 7, "story": 1}],
        "permissions": [{"scope": "all", "granted_by": "Redaksi rekaan", "granted_at": SEEN[:10]}],
        "tombstones": [
            {"bureau": "ambon", "article_id": 66, "removed_at": SEEN, "reason": "asked for"}
        ],
    }


def _frontier() -> list[dict[str, Any]]:
    """Every state, reached in every way; `ways` as they were joined by blanks."""
    stored = [
        _address(*key, "stored", ways="feed" if n else "feed terkini redirect", etag=f'"{n}"')
        for n, key in enumerate(PUBLISHED)
    ]
    return [
        *stored,
        _address("bali", 20, "pending", ways="terkini"),
        _address("bali", 21, "pending", ways="feed terkini", lease_run=2, priority=40),
        _address(
            "bali",
            22,
            "pending",
            ways="feed",
            tries=2,
            next_try="2026-11-23T12:00:00Z",
            last_try=SEEN,
            last_status=503,
            reason="http_503: HTTP status 503",
            feed_published="Sun, 01 Nov 2026 08:00:00 +0800",
        ),
        _address("ambon", 20, "pending", ways="terkini feed"),
        _address("bali", 23, "failed", ways="feed", tries=6, reason="timeout: 30 s"),
        _address("bali", 24, "rejected", ways="terkini", reason="soft_404", seen="tidak ada"),
        _address("bali", 25, "gone", ways="terkini feed", last_status=410),
        # Reached by a redirect of another address: no listing named it.
        _address("bali", 26, "gone", ways=None, last_status=404),
    ]


def _url(bureau: str, article_id: int) -> str:
    return f"https://{bureau}.antaranews.com/berita/{article_id}/pasar-rekaan"


def _address(bureau: str, article_id: int, state: str, **columns: Any) -> dict[str, Any]:
    return {
        "bureau": bureau,
        "article_id": article_id,
        "url": _url(bureau, article_id),
        "kind": "article",
        "found_at": "2026-10-31T00:00:00Z",
        "state": state,
        "settled_at": None if state == "pending" else SEEN,
        **columns,
    }


def _article(bureau: str, article_id: int, published: str | None) -> dict[str, Any]:
    return {
        "bureau": bureau,
        "article_id": article_id,
        "url": _url(bureau, article_id),
        "kind": "article",
        "title": f"Pasar rekaan {article_id} di {bureau}",
        "text": f"Denpasar (ANTARA) - Pasar rekaan dibuka. Kata kunci{article_id}.",
        "published": published,
        "published_utc": published,
        "published_day": published and published[:10],
        "layout": "r",
        "extractor_version": "1",
        "text_sha256": "t" * 64,
        "first_seen": SEEN,
        "last_seen": "2026-11-20T10:00:00Z",
    }
