"""What storing, grouping and searching cost as an archive grows.

    PYTHONPATH=. python benchmarks/bench_growth.py [articles …] [--folder FOLDER] [--every 50000]

Makes the stock (docs/performance.md) of each number of articles by a process of its own, beginning
with the smallest, and prints for each: processor time of an article and of its shares, in
milliseconds and against inventing it (growth_meter.py); memory; what the tables take; how well
stories are found, by the stock's truth; and what the queries of bench_search.py take. Of the
largest the steps on the way are printed. With --folder the archives are kept there, and what stands
there already is not made again; its steps are read from stock-N.steps.jsonl, which grows while an
archive is made.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from math import comb
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.bench_search import percentile, queries, timed_queries
from benchmarks.growth_meter import YARDSTICK, Step, stock_in_steps
from pipelines.archive.connection import connect_reader, connect_writer, transaction
from tests.stock.make import BLOCK, truth_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SHARES: Final = (YARDSTICK, "grouping", "words", "rows and index", "commit")
LARGEST_TABLES: Final = 12
RECORDED: Final = 10_000
"""Articles of a step as it is written down; what is printed is made of these."""
# This process has its own SQLite, which lacks dbstat, and two of them do not go together.
_SIZES: Final = """
import json, sqlite3, sys
db = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
# Not by "aggregate", whose sums have 32 bits.
print(json.dumps(db.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").fetchall()))
"""


@dataclass(frozen=True, slots=True)
class Found:
    """How well stories were found, counted in pairs of articles."""

    right: int
    """Pairs that are in one story, and were found to be."""
    found: int
    true: int

    @property
    def precision(self) -> float:
        """Share of the found pairs that are right; of nothing it is whole."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the true pairs that were found."""
        return self.right / self.true if self.true else 1.0


def found_of(true: Mapping[str, str], found: Mapping[str, object]) -> Found:
    """Count pairs.

    Args:
        true: Of each article's key the story that it belongs to.
        found: Of the key of each article that is in a story, which one.
    """
    both = Counter((found[key], story) for key, story in true.items() if key in found)
    return Found(
        right=_pairs(both.values()),
        found=_pairs(Counter(found.values()).values()),
        true=_pairs(Counter(true.values()).values()),
    )


def _pairs(sizes: Iterable[int]) -> int:
    return sum(comb(size, 2) for size in sizes)


def stories_of(path: Path) -> Found:
    """Compare an archive's stories with its stock's truth."""
    with truth_path(path).open(encoding="utf-8") as lines:
        true = {told["key"]: told["story"] for told in map(json.loads, lines)}
    db = connect_reader(path)
    found = dict(
        db.execute(
            "SELECT a.bureau || '/' || a.article_id, m.story FROM story_members AS m "
            "JOIN articles AS a ON a.id = m.article"
        ).fetchall()
    )
    db.close()
    return found_of(true, found)


def sizes_of(path: Path) -> dict[str, int]:
    """Return the bytes of an archive's tables with their indexes, the largest first.

    Empty where Python's own SQLite cannot tell.
    """
    asked = subprocess.run(
        [sys.executable, "-c", _SIZES, str(path)], capture_output=True, text=True, check=False
    )
    if asked.returncode:
        return {}
    db = connect_reader(path)
    of_table = dict(db.execute("SELECT name, tbl_name FROM sqlite_master").fetchall())
    db.close()
    sizes: dict[str, int] = defaultdict(int)
    for name, size in json.loads(asked.stdout):
        table = of_table.get(name, name)
        sizes["articles_fts" if table.startswith("articles_fts") else table] += size
    return dict(sorted(sizes.items(), key=lambda each: -each[1]))


def index_alone(path: Path) -> float:
    """Return milliseconds of the processor an article that its full-text index takes by itself."""
    took, count = 0.0, 0
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        source, db = connect_reader(path), connect_writer(Path(folder) / "index.db")
        db.execute("PRAGMA synchronous = OFF")
        (made,) = source.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'articles_fts'"
        ).fetchone()
        db.execute(made.replace("content='articles', content_rowid='id'", "content=''"))
        rows = source.execute("SELECT id, title, subtitle, text FROM articles ORDER BY id")
        while block := rows.fetchmany(BLOCK):
            began = time.process_time()
            with transaction(db):
                db.conn.executemany(
                    "INSERT INTO articles_fts (rowid, title, subtitle, text) VALUES (?, ?, ?, ?)",
                    block,
                )
            took += time.process_time() - began
            count += len(block)
        db.close()
        source.close()
    return 1e3 * took / count


def make(path: Path, n: int) -> list[Step]:
    """Make a stock by a process of its own, unless it stands there; return its steps."""
    steps = path.with_suffix(".steps.jsonl")
    if not path.exists():
        subprocess.run([sys.executable, __file__, "--one", str(path), str(n)], check=True)
    return [Step(**json.loads(line)) for line in steps.read_text(encoding="utf-8").splitlines()]


def make_one(path: Path, n: int) -> None:
    """Make a stock in this process; each step is written down when it is done."""
    with path.with_suffix(".steps.jsonl").open("w", encoding="utf-8") as file:

        def note(step: Step) -> None:
            file.write(json.dumps(step.as_dict()) + "\n")
            file.flush()

        stock_in_steps(path, n, RECORDED, note)


def whole(steps: Sequence[Step]) -> Step:
    """Return steps as one."""
    shares: Counter[str] = Counter()
    for step in steps:
        shares.update(step.shares)
    return Step(
        articles=steps[-1].articles,
        added=sum(step.added for step in steps),
        processor=sum(step.processor for step in steps),
        wall=sum(step.wall for step in steps),
        shares=dict(shares),
        memory=max(step.memory for step in steps),
    )


def longer(steps: Sequence[Step], every: int) -> list[Step]:
    """Return steps put together to some of so many articles, at the least."""
    found, held = [], []
    for step in steps:
        held.append(step)
        if sum(each.added for each in held) >= every:
            found.append(whole(held))
            held = []
    return [*found, whole(held)] if held else found


def costs(step: Step) -> list[float]:
    """Return milliseconds of the processor an article: all but inventing, its shares, the rest."""
    shares = [step.shares.get(name, 0.0) for name in SHARES]
    stored = step.processor - shares[0]
    parts = [stored, *shares[1:], step.processor - sum(shares)]
    return [1e3 * part / step.added for part in parts]


def yardsticks(step: Step) -> float:
    """Return what storing costs, in times of inventing."""
    return step.processor / step.shares[YARDSTICK] - 1


def table(steps: Sequence[Step]) -> list[str]:
    """Return a table of steps, each against the first one."""
    first = steps[0]
    lines = [
        "| articles | ms an article | ratio | by yardstick | grouping | words | rows, index | "
        "commit | rest | a second of clock | memory MB |",
        "| ---: " * 11 + "|",
    ]
    for step in steps:
        cost, *parts = costs(step)
        cells = [
            f"{step.articles:,}",
            f"{cost:.2f}",
            f"{cost / costs(first)[0]:.2f}",
            f"{yardsticks(step) / yardsticks(first):.2f}",
            *(f"{part:.2f}" for part in parts),
            f"{step.added / step.wall:,.0f}",
            f"{step.memory / 1e6:,.0f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def report(path: Path) -> None:
    """Print what a made archive takes, finds and answers."""
    size, sizes = path.stat().st_size, sizes_of(path)
    db = connect_reader(path)
    (count,) = db.execute("SELECT count(*) FROM articles").fetchone()
    db.close()
    print(f"\n{count:,} articles: {size / 1e6:,.0f} MB, {size / count:,.0f} bytes an article")
    for name, bytes_ in list(sizes.items())[:LARGEST_TABLES]:
        print(f"  {name:<20}{bytes_ / 1e6:>10,.1f} MB{bytes_ / count:>10,.0f} an article")
    print(f"the full-text index alone: {index_alone(path):.3f} ms of processor an article")
    found = stories_of(path)
    print(
        f"stories: {found.right:,} of {found.true:,} pairs found (recall {found.recall:.4f}), "
        f"{found.found - found.right:,} others (precision {found.precision:.4f})"
    )
    took = timed_queries(path, queries())
    walls, used = ([1e3 * each[at] for each in took] for at in (0, 1))
    print(
        f"search: p50 {percentile(walls, 0.5):.1f} ms, p95 {percentile(walls, 0.95):.1f}, most "
        f"{max(walls):.1f}; on the processor {percentile(used, 0.5):.1f}, "
        f"{percentile(used, 0.95):.1f}; {sum(1 for *_, hits in took if hits)} of {len(took)} found "
        "something"
    )


def main() -> None:
    """Make the archives that are not there, and print what they cost."""
    if sys.argv[1:2] == ["--one"]:
        make_one(Path(sys.argv[2]), int(sys.argv[3]))
        return
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("articles", nargs="*", type=int, default=[1_000, 5_000])
    parser.add_argument("--folder", type=Path, help="where the archives are kept")
    parser.add_argument("--every", type=int, default=50_000, help="articles of a step (50000)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = given.folder or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        made = {}
        for n in sorted(set(given.articles)):
            path = folder / f"stock-{n}.db"
            made[n] = make(path, n)
            print(f"made {path.name}", flush=True)
        print("\n" + "\n".join(table([whole(steps) for steps in made.values()])))
        print(
            "\nthe largest, step by step\n" + "\n".join(table(longer(made[max(made)], given.every)))
        )
        for n in made:
            report(folder / f"stock-{n}.db")


if __name__ == "__main__":
    main()
