"""What checking a passage costs, on an archive of invented articles.

    PYTHONPATH=. python benchmarks/bench_check.py [articles] [--archive FILE]

FILE is one that `make stock` made; without it one of so many articles (10,000) is made and thrown
away. Asked for are titles, whole articles, pairs of sentences and titles with a word changed, 60
of each, drawn from the archive, and the passages of tests/check_passages, which it does not hold.

Printed: milliseconds by class, and how often each answer was given.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.archive import ArchiveError, ArchiveReader
from tests.checked import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

DRAWN = 60
SEED = 11
NOW = "2026-11-29T12:00:00Z"
LATE = 0.95
_TEXTS = "SELECT title, text FROM articles WHERE id IN ({}) AND text IS NOT NULL"


def drawn(db: Any) -> list[tuple[str, str]]:
    """Return title and text of some articles."""
    (most,) = db.execute("SELECT max(id) FROM articles").fetchone()
    rows = random.Random(SEED).sample(range(1, most + 1), min(DRAWN, most))
    return db.execute(_TEXTS.format(",".join(map(str, rows)))).fetchall()  # type: ignore[no-any-return]


def passages(db: Any) -> Iterator[tuple[str, str]]:
    """Yield passages with their class."""
    for title, text in drawn(db):
        yield "title, as it is", title
        yield "article, as it is", f"{title}\n\n{text}"
        yield "two sentences, as they are", ". ".join(text.split(". ")[1:3])
        words = title.split()
        words[len(words) // 2] = "zebra"
        yield "title, a word changed", " ".join(words)
    for kind in ("altered", "absent"):
        for each in lines(kind):
            yield f"{kind} of an article not held", each["passage"]


def measure(path: Path) -> None:
    """Print the table of an archive."""
    with ArchiveReader(path) as reader:
        checker = reader.checker(NOW)
        asked = list(passages(reader._db))
        for _, text in asked[:20]:  # warm
            checker.check(text)
        seconds: dict[str, list[float]] = {}
        verdicts: dict[str, Counter[str]] = {}
        for kind, text in asked:
            start = time.perf_counter()
            answer = checker.check(text)
            seconds.setdefault(kind, []).append(time.perf_counter() - start)
            verdicts.setdefault(kind, Counter())[answer["verdict"]] += 1
        print(f"{reader.status()['articles']:,} articles, milliseconds a passage:")
    print("| passages | | median | 95th percentile | slowest | answers |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    for kind, each in seconds.items():
        each.sort()
        middle, late = each[len(each) // 2], each[int(len(each) * LATE)]
        said = ", ".join(f"{name} {count}" for name, count in verdicts[kind].most_common())
        times = " | ".join(f"{1000 * value:.0f}" for value in (middle, late, each[-1]))
        print(f"| {kind} | {len(each)} | {times} | {said} |")


def main() -> None:
    """Make an archive if none is given, and measure it."""
    parser = argparse.ArgumentParser(description=__doc__, prog="bench_check.py")
    parser.add_argument("articles", nargs="?", type=int, default=10_000)
    parser.add_argument("--archive", type=Path)
    given = parser.parse_args()
    if given.archive is not None:
        try:
            measure(given.archive)
        except ArchiveError as error:
            sys.exit(str(error))
        return
    with tempfile.TemporaryDirectory() as folder:
        made = [sys.executable, "-m", "tests.stock", str(given.articles)]
        subprocess.run([*made, "--name", str(Path(folder) / "stock")], check=True)
        measure(Path(folder) / "stock.db")


if __name__ == "__main__":
    main()
