"""What both simulations share: the site that is crawled, the commands, and what was asked of it."""

from __future__ import annotations

import json
import re
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.archive import ArchiveReader, Filters
from tests.at import Done, Machine
from tests.replica import Asked, Site, SiteServer

Key = tuple[str, int]

_ARTICLE = re.compile(r"/(?:amp/)?(?:berita|news|foto|video)/(\d+)(?:/|$)")
QUICK = tuple(
    word
    for name in ("DOWNLOAD_DELAY", "DOWNLOAD_DELAY_JITTER", "BACKOFF_MAX", "SLOWNESS_FACTOR")
    for word in ("-s", f"{name}=0")
)
"""A guest needs manners; a site that is our own does not mind."""


def kind_of(path: str) -> str:
    """Return what was asked for: robots, feed, article or listing (sitemaps included)."""
    if path in ("/robots.txt", "/.well-known/tdmrep.json"):
        return "robots"
    if path.startswith("/rss"):
        return "feed"
    return "article" if _ARTICLE.match(path) else "listing"


def key_of(site: Site, one: Asked) -> Key | None:
    """Return the article that a request asked for, under whatever host."""
    found = _ARTICLE.match(one.path)
    bureau = site.routes.canonical.get(one.host) or site.routes.moved.get(one.host)
    return (bureau, int(found[1])) if found and bureau else None


@dataclass(frozen=True, slots=True)
class Run:
    """One command, when it ran on the site's clock, and what it asked."""

    command: str
    at: datetime
    status: int
    asked: tuple[Asked, ...]
    summary: dict[str, Any]


@dataclass
class Operator:
    """Runs commands on a machine whose clock is the site's, and keeps what they asked."""

    site: Site
    server: SiteServer
    machine: Machine
    archive: Path
    runs: list[Run] = field(default_factory=list)

    def crawl(self, spider: str, *words: str) -> Run:
        """Run `antara crawl SPIDER` at the site's time."""
        begun = len(self.server.requests)
        done = self.machine.run(
            moment(self.site.now),
            *("crawl", spider, "--bureau", ",".join(self.site.bureaus), *words),
            *("--origin", "sample", "--json", *QUICK),
            ANTARA_GATEWAY=self.server.gateway,
            ANTARA_ARCHIVE_PATH=str(self.archive),
        )
        asked = tuple(self.server.requests[begun:])
        run = Run(spider, self.site.now, done.status, asked, summary_of(done))
        self.runs.append(run)
        if done.status not in (0, 1) or not run.summary:
            raise SystemExit(
                f"antara crawl {spider} at {self.site.now} ended with status {done.status}:\n"
                f"{done.err[-3000:]}"
            )
        return run

    def articles(self) -> dict[Key, dict[str, Any]]:
        """Return what the archive holds."""
        with ArchiveReader(self.archive) as reader:
            return {(row["bureau"], row["article_id"]): row for row in reader.articles(Filters())}

    def ways(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Return what the archive says of each way, by bureau and way."""
        with ArchiveReader(self.archive) as reader:
            return {(row["bureau"], row["way"]): row for row in reader.ways(None)}

    def wrong(self) -> list[str]:
        """Return what was asked of hosts that are none of the site's, or two at once of one."""
        lines = [f"asked elsewhere: {one.url}" for one in self.server.foreign]
        crowded = {host: most for host, most in self.server.most_at_once().items() if most > 1}
        return lines + [f"{most} requests at once to {host}" for host, most in crowded.items()]


def moment(when: datetime) -> str:
    """Return a time as `tests.at` takes it."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def summary_of(done: Done) -> dict[str, Any]:
    """Return the JSON that a command printed, {} when there is none."""
    lines = [line for line in done.out.splitlines() if line.startswith("{")]
    return dict(json.loads(lines[-1])) if lines else {}


@contextmanager
def progress(say: Callable[[], str]) -> Iterator[None]:
    """Print a line again and again on a terminal for the length of a block."""
    over = threading.Event()

    def tell() -> None:
        while not over.wait(2):
            print(f"\r{say()}\x1b[K", end="", file=sys.stderr, flush=True)

    thread = threading.Thread(target=tell, daemon=True)
    if sys.stderr.isatty():
        thread.start()
    try:
        yield
    finally:
        over.set()
        if thread.is_alive():
            thread.join()
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def by_bureau(site: Site, asked: Iterable[Asked]) -> Counter[str]:
    """Count requests by the bureau whose host, old domain or alias was asked."""
    names = site.routes.canonical | site.routes.moved
    return Counter(names.get(one.host, one.host) for one in asked)


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table in Markdown, the first column to the left and the others to the right."""
    cells = [[str(one) for one in row] for row in (heads, *rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(heads))]
    lines = []
    for number, row in enumerate(cells):
        padded = [
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append(f"| {' | '.join(padded)} |")
        if number == 0:
            rule = [
                "-" * width if n == 0 else "-" * (width - 1) + ":" for n, width in enumerate(widths)
            ]
            lines.append(f"| {' | '.join(rule)} |")
    return "\n".join(lines)


def share(part: int, whole: int) -> str:
    """Return a share that says 100 % of nothing less."""
    if not whole:
        return "–"
    return "100 %" if part == whole else f"{min(99.9, 100 * part / whole):.1f} %"


def per(part: int, whole: int) -> str:
    """Return a quotient with one decimal."""
    return f"{part / whole:.1f}" if whole else "–"
