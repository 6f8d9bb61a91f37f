"""What the pages of `antara serve` cost.

    PYTHONPATH=. python benchmarks/bench_pages.py [articles] [--archive FILE] [--times 9]

FILE is an archive that is there already; without it one of so many invented articles (10,000) is
made and thrown away.

Each page is asked for in this process, without a network, as a browser would ask: the archive is
opened, read, and the page is made. The first answer is told apart, since it reads the file, which
may not be in memory. What is asked for, the bureau, names and words, is drawn from the archive:
those of which it has most.

Printed: milliseconds of the first, the median and the slowest of the others, and the answer's size.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from pipelines.archive import ArchiveReader
from pipelines.archive.questions import QUESTIONS
from pipelines.datasette import make_app

if TYPE_CHECKING:
    from collections.abc import Iterator

TIMES = 9
NAMES = ("section", "place", "reporter", "tag")
_MOST = (
    "SELECT name FROM name_counts WHERE what = ? GROUP BY name ORDER BY sum(articles) DESC LIMIT 1"
)
_BUREAU = "SELECT bureau FROM month_counts GROUP BY bureau ORDER BY sum(articles) DESC LIMIT 1"
_MIDDLE = (
    "SELECT published_utc, id, article_id, published_day FROM articles WHERE bureau = ? "
    "AND published_utc IS NOT NULL ORDER BY published_utc DESC LIMIT 1 OFFSET ?"
)
_STORY = (
    "SELECT a.bureau, a.article_id FROM stories AS s JOIN articles AS a "
    "USING (bureau, article_id) ORDER BY s.id DESC LIMIT 1"
)
_CHANGED = (
    "SELECT a.bureau, a.article_id, a.title, substr(r.first_seen, 1, 7) FROM revisions AS r "
    "JOIN articles AS a ON a.id = r.article WHERE r.seq > 1 ORDER BY r.first_seen DESC LIMIT 1"
)
WORDS = ("banjir", "yang", "banjir jakarta", "penelitian kebijakan pasar", '"di kota"')


def addresses(reader: ArchiveReader) -> Iterator[tuple[str, str]]:
    """Yield pages to ask for, each with what it is."""
    db: Any = reader._db
    (bureau,) = db.execute(_BUREAU).fetchone()
    held = reader.counts()[bureau]
    moment, row, number, day = db.execute(_MIDDLE, (bureau, held // 2)).fetchone()
    yield "front", "/"
    yield "article", f"/a/{bureau}/{number}"
    if changed := db.execute(_CHANGED).fetchone():
        yield "article, changed", f"/a/{changed[0]}/{changed[1]}"
        yield "its changes", f"/a/{changed[0]}/{changed[1]}/changes"
        yield "check, a title", f"/check?{urlencode({'text': changed[2]})}"
    if story := db.execute(_STORY).fetchone():
        yield "article in a story", f"/a/{story[0]}/{story[1]}"
        yield "story", f"/s/{story[0]}/{story[1]}"
    yield f"bureau, of {held:,}", f"/b/{bureau}"
    yield "bureau, half way", f"/b/{bureau}?before={moment},{row}"
    yield "bureau, as CSV", f"/b/{bureau}.csv"
    for what in NAMES:
        if name := db.execute(_MOST, (what,)).fetchone():
            count = sum(reader.name_counts(what, name[0]).values())  # type: ignore[arg-type]
            yield f"{what}, of {count:,}", f"/{what}/{quote(name[0], safe='')}"
    for typed in WORDS:
        yield f"search, {typed}", f"/search?{urlencode({'q': typed})}"
    yield "search, a bureau and year", f"/search?q=banjir&bureau={bureau}&since={day}"
    yield "search, twentieth page", "/search?q=banjir&page=20"
    yield "filters alone", f"/search?bureau={bureau}&kind=video&since={day}"
    yield "everything, twentieth page", "/search?page=20"
    yield "search, as Atom", "/search.atom?q=banjir"
    yield "bureaus", "/b"
    for what in ("section", "place", "reporter", "tag"):
        yield f"index of {what}s", f"/{what}"
    yield "latest changes", "/changes"
    yield "tables", "/archive"
    yield "berita", "/archive/berita"
    yield "articles", "/archive/articles"
    for name, column in (("articles", "bureau"), ("articles", "category"), ("berita", "tempat")):
        yield f"facet {name}.{column}", f"/archive/{name}?_facet={column}"
    for name, column in (("articles", "kind"), ("credits", "role"), ("article_tags", "tag")):
        yield f"facet {name}.{column}", f"/archive/{name}?_facet={column}"
    yield "facet within a bureau", f"/archive/articles?bureau={bureau}&_facet=category"
    yield "facet of a filter", "/archive/articles?kind=video&_facet=bureau"
    known = {"biro": bureau, "hari": day, "bulan": day[:7], "tahun": day[:4], "kata": "banjir"}
    known |= {"sejak": "", "sampai": ""}
    for what, name in (("place", "tempat"), ("reporter", "pewarta")):
        known[name] = (db.execute(_MOST, (what,)).fetchone() or ("",))[0]
    for question in QUESTIONS:
        asked = {name: known[name] for name in question.example}
        yield f"question {question.name}", f"/archive/{question.name}?{urlencode(asked)}"


def table(path: Path, times: int) -> None:
    """Print the table of an archive."""
    with ArchiveReader(path) as reader:
        asked = list(addresses(reader))
        origin = reader.origin
        print(f"{sum(reader.counts().values()):,} articles, milliseconds a page:\n")
    asyncio.run(measure(path, asked, origin, times))


async def measure(path: Path, asked: list[tuple[str, str]], origin: str, times: int) -> None:
    """Ask for each page so many times and once more, and print what it took."""
    app = make_app(path, origin, immutable=False)
    await app.invoke_startup()
    print("| page | first | median | slowest | kB |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for kind, address in asked:
        seconds = []
        for _ in range(times + 1):
            start = time.perf_counter()
            answer = await app.client.get(address)
            seconds.append(1000 * (time.perf_counter() - start))
        first, *others = seconds
        said = "" if answer.status_code == 200 else f" ({answer.status_code})"
        size = len(answer.content) / 1000
        print(
            f"| {kind}{said} | {first:.0f} | {median(others):.0f} | {max(others):.0f} "
            f"| {size:.0f} |",
            flush=True,
        )


def main() -> None:
    """Measure the archive that is given."""
    parser = argparse.ArgumentParser(description=__doc__, prog="bench_pages.py")
    parser.add_argument("articles", nargs="?", type=int, default=10_000)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--times", type=int, default=TIMES)
    given = parser.parse_args()
    if given.archive is not None:
        table(given.archive, given.times)
        return
    with tempfile.TemporaryDirectory() as folder:
        made = [sys.executable, "-m", "tests.stock", str(given.articles)]
        subprocess.run([*made, "--name", str(Path(folder) / "stock")], check=True)
        table(Path(folder) / "stock.db", given.times)


if __name__ == "__main__":
    main()
