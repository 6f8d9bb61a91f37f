"""What a million pending addresses cost: memory and time to the first leases.

    PYTHONPATH=. python benchmarks/bench_frontier.py

Each size is measured in a fresh process, over eight bureaus, with addresses as long as ANTARA's:
the archive is opened, as a crawl opens it, and a hundred addresses are leased, newest first and
oldest first. A third of the rows wait for a later try, as after an outage; "longest" is the longest
of a hundred leases when all of them have come due at once. Before that, `antara crawl latest` goes
over the archive, with forty requests to an invented site: its peak, and its seconds in all.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from pipelines.archive import ArchiveSession, Want
from pipelines.archive.library import sqlite3
from tests.command_line import ANTARA
from tests.minisite import MiniSite, page_of
from tests.peak import run_and_weigh
from tests.servers import answer

SIZES = (10_000, 1_000_000)
BUREAUS = ("sumsel", "bali", "ambon", "jatim", "jogja", "papua", "aceh", "kalteng")
SLUG = "pemerintah-kabupaten-rekaan-salurkan-bantuan-benih-padi-unggul-kepada-petani"
LEASES = 100
FIRST_ID = 50_000_000


def fill(path: Path, count: int) -> None:
    """Make an archive with so many pending addresses."""
    with ArchiveSession.claim(path, "sample") as session:
        session.open()
    conn = sqlite3.connect(str(path), isolation_level=None)
    conn.execute("BEGIN")
    conn.executemany("INSERT INTO bureaus (name) VALUES (?)", [(name,) for name in BUREAUS])
    rows = (
        (
            BUREAUS[n % len(BUREAUS)],
            FIRST_ID + n,
            f"https://{BUREAUS[n % len(BUREAUS)]}.antaranews.com/berita/{FIRST_ID + n}/{SLUG}-{n}",
            f"{2016 + n * 10 // count}-{1 + n % 12:02}-{1 + n % 28:02}",
            (30, 10, 10)[n % 3],
            "2099-01-01T00:00:00Z" if n % 3 == 1 else None,
        )
        for n in range(1, count + 1)
    )
    conn.executemany(
        "INSERT INTO frontier (bureau, article_id, url, kind, found_at, day, priority, next_try) "
        "VALUES (?, ?, ?, 'article', '2026-01-01T00:00:00Z', ?, ?, ?)",
        rows,
    )
    conn.execute("INSERT INTO findings SELECT id, 'indeks', found_at FROM frontier")
    conn.execute("COMMIT")
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.close()


def measure(path: Path) -> dict[str, float]:
    """Open an archive and lease; in a process of its own."""
    began = time.perf_counter()
    # The clock stands before the rows' next try, and near enough that it is believed.
    now = "2098-12-31T00:00:00Z"
    session = ArchiveSession.claim(path, "sample", clock=lambda: now)
    session.open()
    session.begin_run("crawl backfill", {})
    opened = time.perf_counter() - began
    wants = {
        "newest": Want(),
        "oldest": Want(least=10, oldest_first=True),
    }
    taken = {}
    for name, want in wants.items():
        began = time.perf_counter()
        rows = [session.lease(BUREAUS[n % len(BUREAUS)], want) for n in range(LEASES)]
        taken[name] = time.perf_counter() - began
        assert all(row is not None for row in rows)
    now = "2099-01-01T00:00:00Z"
    longest = 0.0
    for n in range(LEASES):
        began = time.perf_counter()
        assert session.lease(BUREAUS[n % len(BUREAUS)], Want()) is not None
        longest = max(longest, time.perf_counter() - began)
    session.close()
    return {"opened": opened, **taken, "longest": longest, "peak": peak_memory()}


def peak_memory() -> float:
    """Return the most memory that this process has had, in MiB.

    Not by getrusage(2): its figure begins with that of the process which started this one.
    """
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s*(\d+) kB", status)[1]) / 1024


def crawl(path: Path) -> dict[str, float]:
    """Run a short crawl over an archive; return its peak (MiB) and what it took (seconds)."""
    published = datetime(2026, 1, 1, 8, tzinfo=UTC)
    with MiniSite(BUREAUS, count=30) as site:
        site.replies[""] = lambda asked: (
            answer(page_of(asked.path, published))
            if "/berita/" in asked.path
            else site.usual(asked)
        )
        began = time.perf_counter()
        status, peak = run_and_weigh(
            [
                *(str(ANTARA), "crawl", "latest", "--origin", "sample"),
                *("--bureau", ",".join(BUREAUS), "--max-requests", "40"),
                *("-s", f"ARCHIVE_PATH={path}", "-s", "DOWNLOAD_DELAY=0"),
                *("-s", f"GATEWAY={site.server.gateway}"),
            ],
            path.with_suffix(".peak"),
            cwd=path.parent,
            stdout=sys.stderr,
        )
        took = time.perf_counter() - began
    if status != 0:
        raise SystemExit(f"The crawl ended with status {status}, see above.")
    return {"crawl_peak": peak / 1024, "crawl_took": took}


def main() -> int:
    """Print the table; 1 when a million costs more than 50 MB more."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            path = Path(folder) / f"{size}.db"
            fill(path, size)
            crawled = crawl(path)  # first: the other measure ends far in the future
            done = subprocess.run(
                [sys.executable, __file__, str(path)], capture_output=True, text=True, check=True
            )
            found[size] = crawled | json.loads(done.stdout)
            found[size]["file"] = path.stat().st_size / 1024**2
    print(
        "| pending | file | open | 100 newest | 100 oldest | longest | peak | a crawl | its peak |"
    )
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for size, row in found.items():
        print(
            f"| {size:,} | {row['file']:.0f} MB | {row['opened']:.2f} s | {row['newest']:.3f} s "
            f"| {row['oldest']:.3f} s | {row['longest']:.3f} s | {row['peak']:.1f} MB "
            f"| {row['crawl_took']:.1f} s | {row['crawl_peak']:.1f} MB |"
        )
    few, many = (found[size] for size in SIZES)
    more = max(many[peak] - few[peak] for peak in ("peak", "crawl_peak"))
    print(f"A million costs {more:.1f} MB of memory more than ten thousand.")
    return 0 if more <= 50 else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(Path(sys.argv[1]))))
    else:
        sys.exit(main())
