"""Rows a second into an archive, against raw executemany in the same process.

Both write the same invented articles of about 2.5 kB, a hundred in a transaction, with
synchronous=FULL and a full-text index, to a temporary folder. The raw side writes nothing but
the row; the archive writes also the revision, credits, tags, ledger, provenance, the outcome in
the frontier and the observation. What counts is the ratio: times depend on the machine.

    python benchmarks/bench_store.py [articles]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from pipelines.archive import ArchiveSession, Found, Stored
from pipelines.archive.connection import connect_writer, transaction
from pipelines.archive.rows import FIELDS

BATCH = 100
WORDS = (
    *("pasar", "kota", "warga", "pemerintah", "jalan"),
    *("pelabuhan", "nelayan", "sekolah", "hujan", "panen"),
)


def invented(number: int) -> dict[str, Any]:
    """Return an article of about 2.5 kB in the form of `Article.as_dict()`."""
    text = " ".join(WORDS[(number * 7 + i * i) % len(WORDS)] + str(i % 50) for i in range(280))
    return {
        **dict.fromkeys(FIELDS),
        "bureau": "bali",
        "article_id": number,
        "url": f"https://bali.antaranews.com/berita/{number}/rekaan",
        "kind": "article",
        "title": f"Judul rekaan nomor {number} tentang {WORDS[number % len(WORDS)]}",
        "text": f"Denpasar (ANTARA) - {text}",
        "published_utc": "2026-11-20T00:30:00Z",
        "published_day": "2026-11-20",
        "dateline_place": "Denpasar",
        "is_press_release": False,
        "layout": "r",
        "extractor_version": "1",
        "credits": [
            {"role": "reporter", "name": f"Orang {number % 40}", "printed": "Pewarta : Orang"},
            {"role": "editor", "name": f"Orang {number % 7}", "printed": "Editor : Orang"},
        ],
        "tags": [WORDS[number % 10], WORDS[(number + 3) % 10]],
        "images": [{"url": "https://img.antaranews.com/x.jpg", "caption": "x", "credit": None}],
        "ledger": [{"fate": "removed", "reason": "tags", "text": "x", "characters": 1}],
        "flags": [],
        "provenance": {"title": "h1", "published": "time_element"},
    }


def raw(folder: Path, articles: list[dict[str, Any]]) -> float:
    """Return the rows a second of executemany into one table with a full-text index."""
    db = connect_writer(folder / "raw.db")
    db.execute(f"CREATE TABLE articles (id INTEGER PRIMARY KEY, {', '.join(FIELDS)})")
    db.execute(
        "CREATE VIRTUAL TABLE fts USING fts5(title, subtitle, text, content='articles', "
        "content_rowid='id')"
    )
    db.execute(
        "CREATE TRIGGER fts_insert AFTER INSERT ON articles BEGIN INSERT INTO fts (rowid, title, "
        "subtitle, text) VALUES (new.id, new.title, new.subtitle, new.text); END"
    )
    marks = ",".join("?" * len(FIELDS))
    began = time.perf_counter()
    for start in range(0, len(articles), BATCH):
        rows = [[each[name] for name in FIELDS] for each in articles[start : start + BATCH]]
        with transaction(db):
            db.conn.executemany(
                f"INSERT INTO articles ({', '.join(FIELDS)}) VALUES ({marks})",  # noqa: S608
                rows,
            )
    rate = len(articles) / (time.perf_counter() - began)
    db.close()
    return rate


def archive(folder: Path, articles: list[dict[str, Any]]) -> tuple[float, float]:
    """Return the articles a second of a new archive, and of the same articles again."""
    with ArchiveSession.claim(folder / "archive.db", "sample") as session:
        session.open()
        session.begin_run("bench", {})
        found = [Found(a["url"], "bali", a["article_id"], "article", "feed") for a in articles]
        session.add_found(found)
        rates = []
        for _ in range(2):
            began = time.perf_counter()
            for each in articles:
                session.queue(Stored(None, each))
            session.flush()
            rates.append(len(articles) / (time.perf_counter() - began))
    return rates[0], rates[1]


def main() -> None:
    """Print both rates and their ratio, the best of three."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000
    articles = [invented(number) for number in range(1, count + 1)]
    best = {"raw": 0.0, "stored": 0.0, "again": 0.0}
    for _ in range(3):
        with tempfile.TemporaryDirectory() as folder:
            best["raw"] = max(best["raw"], raw(Path(folder), articles))
            stored, again = archive(Path(folder), articles)
            best["stored"] = max(best["stored"], stored)
            best["again"] = max(best["again"], again)
    print(f"raw executemany, the row alone   {best['raw']:8,.0f} a second")
    print(f"archive, everything of a page    {best['stored']:8,.0f} a second")
    print(f"archive, the same articles again {best['again']:8,.0f} a second")
    print(f"ratio archive : raw              {best['stored'] / best['raw']:8.2f}")


if __name__ == "__main__":
    main()
