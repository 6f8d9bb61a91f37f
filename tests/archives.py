"""Invented articles and findings for tests of the archive, and ways to ask what it holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crawler.items import Article, Credit, Fate, Image, Kind, LedgerEntry, Residue, Role
from pipelines.archive import Found, Stored
from pipelines.archive.library import sqlite3

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.archive import ArchiveSession

NOW = "2026-11-23T10:00:00Z"


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: str = NOW) -> None:
        self.now = now

    def __call__(self) -> str:
        return self.now


def article(article_id: int = 1, bureau: str = "bali", **changes: Any) -> Article:
    """Return an invented article; people and events do not exist."""
    made = Article(
        bureau=bureau,
        article_id=article_id,
        url=f"https://{bureau}.antaranews.com/berita/{article_id}/pasar-rekaan",
        kind=Kind.ARTICLE,
        title=f"Pasar rekaan nomor {article_id} dibuka kembali",
        subtitle="Warga menyambut",
        text=f"Denpasar (ANTARA) - Pasar {article_id} dibuka kembali setelah perbaikan.\n\n"
        "Pedagang bernama Made Rekaan menyambutnya dengan gembira.",
        published="2026-11-20T08:30:00+08:00",
        published_utc="2026-11-20T00:30:00Z",
        published_day="2026-11-20",
        published_precision="second",
        published_source="time_element",
        credits=[
            Credit(Role.REPORTER, "Made Rekaan", "Pewarta : Made Rekaan"),
            Credit(Role.EDITOR, "Wayan Contoh", "Editor : Wayan Contoh"),
        ],
        dateline_place="Denpasar",
        category="Ekonomi",
        tags=["pasar", "denpasar"],
        language="id",
        images=[Image("https://img.antaranews.com/x.jpg", "Pasar (ANTARA/Rekaan)", "Rekaan")],
        layout="r",
        extractor_version="1",
        ledger=[
            LedgerEntry(Fate.KEPT, None, "Pasar", 5),
            LedgerEntry(Fate.REMOVED, Residue.TAGS, "pasar denpasar", 13),
            LedgerEntry(Fate.PUT_BACK, None, "Pedagang", 8),
        ],
        flags=[],
        provenance={"title": "h1.post-title", "published": "time_element"},
        fetched_at=NOW,
        status=200,
        etag='"a1"',
        content_sha256="0" * 64,
    )
    return replace(made, **changes)


def stored(article_id: int = 1, bureau: str = "bali", **changes: Any) -> Stored:
    return Stored(None, article(article_id, bureau, **changes).as_dict())


def found(article_id: int, bureau: str = "bali", way: str = "feed", **changes: Any) -> Found:
    url = f"https://{bureau}.antaranews.com/berita/{article_id}/pasar-rekaan"
    return replace(Found(url, bureau, article_id, "article", way), **changes)


def rows(session: ArchiveSession, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Ask the session's own connection, so that the WAL needs no second reader."""
    return session._db.execute(sql, values).fetchall()


def value(session: ArchiveSession, sql: str, *values: Any) -> Any:
    return rows(session, sql, *values)[0][0]


def ask(path: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Ask a closed archive's file."""
    conn = sqlite3.connect(str(path))
    try:
        return conn.execute(sql, values).fetchall()
    finally:
        conn.close()
