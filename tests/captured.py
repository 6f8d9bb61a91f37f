"""Archives with captures beside them, as a crawl leaves them, for the tests of what reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pipelines.archive.library import sqlite3
from tests.command_line import make_archive
from tests.warcs import DATE, MARK, Warc, Written

FIRST = f"captures/antara-{MARK}-20261120010203-00001.warc.gz"
SECOND = f"captures/antara-{MARK}-20261121010203-00001.warc.gz"
KEYS = {"ambon": 11, "bali": 21, "sumsel": 31}


@dataclass
class Captured:
    """An archive of `tests.command_line.ARTICLES` whose captures stand in two files."""

    archive: Path
    rows: dict[str, int] = field(default_factory=dict)

    def path(self, file: str) -> Path:
        return self.archive.parent / file

    def ask(self, sql: str, *values):
        conn = sqlite3.connect(str(self.archive))
        try:
            return conn.execute(sql, values).fetchall()
        finally:
            conn.close()

    def do(self, sql: str, *values) -> int:
        conn = sqlite3.connect(str(self.archive), isolation_level=None)
        try:
            conn.execute("PRAGMA foreign_keys = ON")
            return conn.execute(sql, values).lastrowid
        finally:
            conn.close()

    def add(
        self,
        name: str,
        file: str,
        it: Written,
        kind: str,
        date: str = DATE,
        same: str | None = None,
    ) -> int:
        self.rows[name] = self.do(
            "INSERT INTO captures (file, offset, length, sha256, url, fetched_at, status, kind, "
            "record, same_as) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(file, it.offset, it.length, it.sha256, it.url, date, it.status, kind),
            *("revisit" if it.kind == "revisit" else "response", same and self.rows[same]),
        )
        return self.rows[name]

    def point(self, name: str, bureau: str, revision: bool = True) -> None:
        """Let an article, and its state, have been read from a capture."""
        row, key = self.rows[name], KEYS[bureau]
        self.do(
            "UPDATE articles SET capture = ? WHERE bureau = ? AND article_id = ?", row, bureau, key
        )
        if revision:
            self.do(
                "UPDATE revisions SET capture = ? WHERE article = "
                "(SELECT id FROM articles WHERE bureau = ? AND article_id = ?)",
                *(row, bureau, key),
            )

    def observe(self, name: str, bureau: str) -> None:
        """Let a capture be the answer to a question for an article."""
        self.do(
            "INSERT INTO observations (bureau, article_id, asked_at, outcome, status, capture) "
            "VALUES (?, ?, ?, 'unchanged', 200, ?)",
            *(bureau, KEYS[bureau], DATE, self.rows[name]),
        )


def url(bureau: str) -> str:
    return f"https://{bureau}.antaranews.com/berita/{KEYS[bureau]}/judul"


OLD = "2026-10-01T00:00:00Z"
NEW = "2026-11-21T01:02:03Z"


def make_captured(archive: Path) -> Captured:
    """Make it.

    The first file: warcinfo, a listing and a feed of October, the pages of ambon and bali. The
    second: warcinfo, a page of ambon that nobody points to but an observation, a revisit of bali's
    page, and the page of sumsel. Each response has its request behind it.
    """
    make_archive(archive, "live")
    (archive.parent / "captures").mkdir()
    made = Captured(archive)
    first, second = Warc(), Warc()
    first.info()
    listing = first.page("https://bali.antaranews.com/terkini", b"<ul>" + b"<li>" * 400, date=OLD)
    feed = first.page("https://bali.antaranews.com/rss/terkini.xml", b"<rss>" * 100, date=OLD)
    ambon = first.page(url("ambon"), b"<p>Pasar ikan Rekaan dibuka.")
    bali = first.page(url("bali"), b"<p>Panen padi di Desa Umpama.")
    second.info()
    again = second.page(url("ambon"), b"<p>Pasar ikan Rekaan dibuka lagi.", date=NEW)
    revisit = second.revisit(url("bali"), bali, date=NEW)
    sumsel = second.page(url("sumsel"), b"<p>Judul.", date=NEW)
    made.path(FIRST).write_bytes(first.data)
    made.path(SECOND).write_bytes(second.data)
    made.add("listing", FIRST, listing, "listing", OLD)
    made.add("feed", FIRST, feed, "feed", OLD)
    made.add("ambon", FIRST, ambon, "article")
    made.add("bali", FIRST, bali, "article")
    made.add("again", SECOND, again, "article", NEW)
    made.add("revisit", SECOND, revisit, "article", NEW, same="bali")
    made.add("sumsel", SECOND, sumsel, "article", NEW)
    made.point("ambon", "ambon")
    made.point("bali", "bali")
    made.point("sumsel", "sumsel")
    made.observe("ambon", "ambon")
    made.observe("again", "ambon")
    made.observe("revisit", "bali")
    return made
