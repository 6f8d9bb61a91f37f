"""What `antara export` takes: articles a second, memory, size, and how that is beside other ways.

    PYTHONPATH=. python benchmarks/bench_export.py [articles] [--archive FILE] [--rounds N]
        [--only WORDS]

FILE is an archive that is there already; without it one of so many invented articles (10,000) is
made and thrown away. Each export is the command itself in a process of its own.

First the ways of exporting everything: articles a second by the clock and by the processor, and the
most memory that the command had at once. Then pairs, run in turns, N times (3), by the clock: the
median of the ratios says how fast ours is beside

- pyarrow alone, which streams the same rows into the same columns (export_alone.py);
- orjson alone, which writes the same lines, byte for byte (export_alone.py);
- `sqlite-utils query --nl` with the same fields, as far as SQL can say them (export_rows.sql);
- `sqlite-utils rows --nl` of the table `articles`, which has neither credits nor tags, images,
  signals, stories nor states.

The others check, leave out, count and digest nothing. With --only the pairs alone whose name has
these words.
"""

from __future__ import annotations

import argparse
import filecmp
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet

from pipelines.archive import ArchiveReader

HERE = Path(__file__).parent
WAYS = (
    ("Parquet", ("--format", "parquet")),
    ("JSON Lines", ()),
    ("JSON Lines, gzip", ("--compress", "gzip")),
    ("JSON Lines, zstd", ("--compress", "zstd")),
    ("CSV", ("--format", "csv")),
    ("TEI", ("--format", "tei")),
    ("SQLite", ("--format", "sqlite")),
    ("Parquet, JSON Lines and CSV", ("--format", "parquet,jsonl,csv")),
    ("Parquet, JSON Lines, CSV and TEI", ("--format", "parquet,jsonl,csv,tei")),
    ("index without texts, CSV", ("--format", "csv", "--no-text")),
    ("of stories the first, Parquet", ("--format", "parquet", "--unique", "story")),
)


class Cost(NamedTuple):
    """What a command took."""

    clock: float
    """Seconds."""
    processor: float
    """Seconds."""
    memory: int
    """Bytes, at most."""


def cost(command: Sequence[str | Path], archive: Path, out: Path | None = None) -> Cost:
    """Run a command, its output into a file or nowhere.

    Raises:
        SystemExit: it did not end well.
    """
    begun = time.perf_counter()
    with (out or Path(os.devnull)).open("wb") as file:
        process = subprocess.Popen(
            list(map(str, command)),
            env={**os.environ, "ANTARA_ARCHIVE_PATH": str(archive), "PYTHONPATH": str(HERE.parent)},
            stdout=file,
            stderr=subprocess.DEVNULL,
        )
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {process.returncode}.")
    return Cost(time.perf_counter() - begun, used.ru_utime + used.ru_stime, 1024 * used.ru_maxrss)


def ours(folder: Path, *words: str) -> list[str | Path]:
    """Return the command of an export into a folder, which must not be there."""
    antara = [sys.executable, "-m", "crawler", "export"]
    return [*antara, folder, "--purpose", "personal", *words]


def ways(archive: Path, held: int, folder: Path) -> None:
    """Print what each way of exporting takes."""
    print("| export | articles a second | a second of the processor | MB of memory | MB of files |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for way, words in WAYS:
        shutil.rmtree(folder, ignore_errors=True)
        found = cost(ours(folder, *words), archive)
        size = sum(path.stat().st_size for path in folder.iterdir())
        print(
            f"| {way} | {held / found.clock:,.0f} | {held / found.processor:,.0f} "
            f"| {found.memory / 1e6:.0f} "
            f"| {size / 1e6:,.0f} |",
            flush=True,
        )


class Pair(NamedTuple):
    """Two commands that are held against each other."""

    name: str
    ours: Sequence[str | Path]
    theirs: Sequence[str | Path]
    alike: Callable[[], None] = lambda: None
    """Ends the program where the two did not write the same."""


def pairs(archive: Path, folder: Path, rounds: int, only: str) -> None:
    """Print the ratios of the pairs whose name has some words."""
    plain, columns, lines = (folder.with_name(f"plain{end}") for end in ("", ".parquet", ".jsonl"))
    utils = Path(sys.executable).with_name("sqlite-utils")
    sql = (HERE / "export_rows.sql").read_text(encoding="utf-8")
    alone = (sys.executable, HERE / "export_alone.py", archive)
    table = (utils, "rows", archive, "articles", "--nl")
    beside = (
        Pair(
            "Parquet, beside pyarrow alone",
            ours(folder, "--format", "parquet"),
            (*alone, columns),
            lambda: same_rows(columns, folder / "articles.parquet"),
        ),
        Pair(
            "JSON Lines, beside orjson alone",
            ours(folder),
            (*alone, lines),
            lambda: same_bytes(lines, folder / "articles.jsonl"),
        ),
        Pair(
            "JSON Lines, beside `sqlite-utils query` of the same fields",
            ours(folder),
            (utils, "query", archive, sql, "--nl"),
        ),
        Pair("JSON Lines, beside `sqlite-utils rows` of the table alone", ours(folder), table),
    )
    print("\n| export | ratio of speeds | lowest and highest |")
    print("| --- | ---: | ---: |")
    for pair in (each for each in beside if only in each.name):
        ratios = []
        for _ in range(rounds):
            their = cost(pair.theirs, archive, plain)
            shutil.rmtree(folder, ignore_errors=True)
            ratios.append(their.clock / cost(pair.ours, archive).clock)
        pair.alike()
        span = f"{min(ratios):.2f} to {max(ratios):.2f}"
        print(f"| {pair.name} | {statistics.median(ratios):.2f} | {span} |", flush=True)
        for made in (plain, columns, lines):
            made.unlink(missing_ok=True)


def same_rows(theirs: Path, our: Path) -> None:
    """Compare two Parquet files, a row group at a time.

    Raises:
        SystemExit: they do not hold the same rows.
    """
    one, other = (pyarrow.parquet.ParquetFile(path) for path in (theirs, our))
    for left, right in zip(one.iter_batches(1_000), other.iter_batches(1_000), strict=True):
        if left.to_pylist() != right.to_pylist():
            raise SystemExit("pyarrow alone wrote other rows than the export: compare them.")


def same_bytes(theirs: Path, our: Path) -> None:
    """Compare two files.

    Raises:
        SystemExit: they are not the same.
    """
    if not filecmp.cmp(theirs, our, shallow=False):
        raise SystemExit("orjson alone wrote other lines than the export: compare them.")


def main() -> None:
    """Measure the archive that is given, or one of its own."""
    parser = argparse.ArgumentParser(description=__doc__, prog="bench_export.py")
    parser.add_argument("articles", nargs="?", type=int, default=10_000)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.archive and given.archive.absolute().parent) as work:
        archive = given.archive
        if archive is None:
            made = [sys.executable, "-m", "tests.stock", str(given.articles)]
            subprocess.run([*made, "--name", str(Path(work) / "stock")], check=True)
            archive = Path(work) / "stock.db"
        archive = archive.absolute()
        with ArchiveReader(archive) as reader:
            held = sum(reader.counts().values())
        print(f"{held:,} articles:\n")
        if not given.only:
            ways(archive, held, Path(work) / "made")
        pairs(archive, Path(work) / "made", given.rounds, given.only)


if __name__ == "__main__":
    main()
