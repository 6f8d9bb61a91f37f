"""What captures cost and give: bytes an article, time of a crawl, pages read again a second.

    PYTHONPATH=. python benchmarks/bench_captures.py

A sample site is crawled twice in the same minute, with captures and without, each time from
nothing and without a delay: their times' ratio is what keeping costs a crawl that never waits; a
polite one waits for hosts. Then the captures are read again, by one process and by two.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipelines.archive import ArchiveReader
from tests.command_line import ANTARA
from tests.replica import Site, running_site

ARTICLES = 400


def crawl(gateway: str, bureaus: tuple[str, ...], archive: Path, captures: bool) -> float:
    """Crawl everything; return seconds."""
    began = time.perf_counter()
    done = subprocess.run(
        [
            *(str(ANTARA), "crawl", "latest", "--origin", "sample", "--since", "2000-01-01"),
            *("--bureau", ",".join(bureaus), "-s", f"ARCHIVE_PATH={archive}"),
            *("-s", f"GATEWAY={gateway}", "-s", "DOWNLOAD_DELAY=0"),
            *("-s", f"CAPTURES={int(captures)}"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=sys.stderr,
        check=False,
    )
    if done.returncode != 0:
        raise SystemExit(f"The crawl ended with status {done.returncode}.")
    return time.perf_counter() - began


def reread(archive: Path, jobs: int) -> float:
    """Read all captures again, changing nothing; return seconds."""
    began = time.perf_counter()
    subprocess.run(
        [str(ANTARA), "reread", "--all", "--dry-run", "--jobs", str(jobs)],
        env={**os.environ, "ANTARA_ARCHIVE_PATH": str(archive)},
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - began


def main() -> int:
    """Print the table."""
    site = Site(seed=3, articles=ARTICLES, only_clean=True)
    with tempfile.TemporaryDirectory() as folder, running_site(site) as server:
        crawl(server.gateway, site.bureaus, Path(folder) / "warm.db", captures=False)
        times: dict[bool, list[float]] = {True: [], False: []}
        for turn in range(2):
            for captures in (False, True):
                path = Path(folder) / f"{captures}-{turn}.db"
                times[captures].append(crawl(server.gateway, site.bureaus, path, captures))
        ratio = min(times[True]) / min(times[False])
        archive = Path(folder) / "True-1.db"
        with ArchiveReader(archive) as reader:
            held = reader.captures.articles_held()
            kept = sum(each.bytes for each in reader.captures.files())
        size = archive.stat().st_size
        one, two = reread(archive, 1), reread(archive, 2)
    print("| | |\n| --- | ---: |")
    print(f"| articles | {held:,} |")
    print(f"| answers kept, bytes an article | {kept // held:,} |")
    print(f"| the archive itself, bytes an article | {size // held:,} |")
    print(f"| time of a crawl that never waits, with captures : without | {ratio:.2f} |")
    print(f"| pages read again a second, one process | {held / one:.0f} |")
    print(f"| two processes | {held / two:.0f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
