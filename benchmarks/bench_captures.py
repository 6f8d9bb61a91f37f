"""What captures cost and give: bytes an article, time of a crawl, pages read again a second.

    PYTHONPATH=. python benchmarks/bench_captures.py

A sample site is crawled twice in the same minute, with captures and without, each time from
nothing and without a delay: their times' ratio is what keeping costs a crawl that never waits; a
polite one waits for hosts. Then the captures are read again, by one process and by two, imported
into another archive, made an archive of, verified, and all that no article was read from is pruned.
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


def timed(archive: Path, *words: str) -> float:
    """Run a command on an archive; return seconds."""
    began = time.perf_counter()
    subprocess.run(
        [str(ANTARA), *words],
        env={**os.environ, "ANTARA_ARCHIVE_PATH": str(archive)},
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - began


def kept_bytes(archive: Path) -> int:
    """Return the bytes of an archive's files of captures."""
    with ArchiveReader(archive) as reader:
        return sum((archive.parent / each.file).stat().st_size for each in reader.captures.files())


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
            months = reader.captures.months()
            files = [str(archive.parent / each.file) for each in reader.captures.files()]
        pages = sum(each["bytes"] for each in months if each["kind"] == "article")
        kept, size = kept_bytes(archive), archive.stat().st_size
        again = ("reread", "--all", "--dry-run", "--jobs")
        one, two = timed(archive, *again, "1"), timed(archive, *again, "2")
        other = Path(folder) / "other" / "archive.db"
        other.parent.mkdir()
        imported = timed(other, "import", *files, "--jobs", "2")
        new = str(Path(folder) / "new.db")
        rebuilt = timed(archive, "rebuild", new, "--compare", str(archive), "--jobs", "2")
        verified = timed(archive, "verify")
        others = "listing,feed,sitemap,robots,other"
        timed(archive, "captures", "--prune", "--kind", others)
        pruned = kept_bytes(archive)
    print("| | |\n| --- | ---: |")
    print(f"| articles | {held:,} |")
    print(f"| answers kept, bytes an article | {kept // held:,} |")
    print(f"| of them the pages that articles were read from | {pages // held:,} |")
    print(f"| after `--prune --kind {others}` | {pruned // held:,} |")
    print(f"| the archive itself, bytes an article | {size // held:,} |")
    print(f"| time of a crawl that never waits, with captures : without | {ratio:.2f} |")
    print(f"| pages read again a second, one process | {held / one:.0f} |")
    print(f"| two processes | {held / two:.0f} |")
    print(f"| articles imported a second, two processes | {held / imported:.0f} |")
    print(f"| made an archive of and compared, two processes | {held / rebuilt:.0f} |")
    print(f"| answers for an article verified a second | {held / verified:.0f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
