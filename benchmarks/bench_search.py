"""What a search costs: 200 mixed queries, warm and cold, on an archive of invented articles.

    PYTHONPATH=. python benchmarks/bench_search.py [articles] [--archive FILE]

The queries stand in search_queries.tsv. The archive is made, unless FILE is one already: a fifth
of its articles came in the order of publication, the others by a backfill, newest years first: "the
last to come" are the oldest. Words follow Zipf's law over 150,000: 360 common ones of news
(search_words.txt), roots of Indonesian with and without affixes, invented names, numbers; a hundred
of them are in a tenth of all articles and more. FILE may also be what `make stock` makes.

Printed: milliseconds by class of query, the 95th percentile of all, what a first search in a fresh
process costs with the file out of the page cache, what filling costs, and the plans of SQLite.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import subprocess
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path
from typing import Any

from pipelines.archive import ArchiveReader, ArchiveSession, Filters, search_pool, terms
from pipelines.archive.connection import connect_writer, transaction
from pipelines.archive.words.stemmer import roots

HERE = Path(__file__).parent
BATCH = 1_000
ROUNDS = 3
COLD = 20
AFFIXES = "me{}kan di{} ber{} pe{}an ke{}an {}an ter{} {}nya di{}kan {}i".split()
SYLLABLES = (
    "ba be bi bo bu da de di ka ke ki ko ku la le li ma me mi mu na ni pa pi ra sa ta wa".split()
)
BUREAUS = (
    "sumsel bali ambon jatim jogja papua aceh kalteng jateng jabar sumut sumbar riau kepri jambi "
    "bengkulu lampung babel banten kalbar kalsel kaltim sulut gorontalo sulteng sulsel ntb ntt www"
).split()
PLACES = (
    "Palembang Denpasar Ambon Surabaya Yogyakarta Jayapura Semarang Bandung Medan Padang".split()
)
SECTIONS = "Ekonomi Hukum Politik Olahraga Budaya Pendidikan Kesehatan Lingkungan".split()
COLUMNS = (
    "bureau, article_id, url, kind, title, text, published, published_utc, published_day, "
    "published_precision, published_source, dateline_place, category, layout, extractor_version, "
    "text_sha256, first_seen, last_seen"
)


def lines_of(name: str) -> list[str]:
    """Return the lines of a file beside this one, without its head."""
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def vocabulary(rng: random.Random, size: int = 150_000) -> list[str]:
    """Return words, the commonest first."""
    words = dict.fromkeys(" ".join(lines_of("search_words.txt")).split())
    known = sorted(word for word in roots() if len(word) > 3)
    rng.shuffle(known)
    while len(words) < size:
        kind = rng.random()
        if kind < 0.25:
            word = rng.choice(known)
        elif kind < 0.6:
            word = rng.choice(AFFIXES).format(rng.choice(known))
        elif kind < 0.9:
            word = "".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))).capitalize()
        else:
            word = str(rng.randint(1, 99_999))
        words[word] = None
    return list(words)


def fill(path: Path, count: int) -> None:
    """Make an archive of so many articles, some 250 words each."""
    rng = random.Random(7)
    words = vocabulary(rng)
    weights = list(accumulate(1 / (rank + 2) for rank in range(len(words))))
    sentences = []
    for _ in range(min(200_000, max(count, 1_000))):
        chosen = rng.choices(words, cum_weights=weights, k=rng.randint(8, 18))
        sentences.append(" ".join((chosen[0].capitalize(), *chosen[1:])) + ".")
    with ArchiveSession.claim(path, "sample") as session:
        session.open()
    db = connect_writer(path)
    db.execute("PRAGMA synchronous = OFF")
    db.conn.executemany("INSERT INTO bureaus (name) VALUES (?)", [(name,) for name in BUREAUS])
    began = time.perf_counter()
    for start in range(1, count + 1, BATCH):
        rows = [
            invented(rng, number, count, sentences)
            for number in range(start, min(start + BATCH, count + 1))
        ]
        marks = f"({','.join('?' * len(rows[0]))})"
        with transaction(db):
            db.conn.execute(
                f"INSERT INTO articles ({COLUMNS}) VALUES {','.join([marks] * len(rows))}",  # noqa: S608
                [value for row in rows for value in row],
            )
            db.conn.executemany(
                "INSERT INTO credits VALUES (?, 0, 'reporter', ?, 'x')",
                [(row[1], f"Orang Rekaan {row[1] % 1_500}") for row in rows],
            )
    stored = time.perf_counter() - began
    began, used = time.perf_counter(), time.process_time()
    with transaction(db):
        terms.catch_up(db)
    took, used = time.perf_counter() - began, time.process_time() - used
    (known,) = db.execute("SELECT count(*) FROM terms").fetchone()
    db.close()
    print(
        f"made {count:,} articles in {stored:.0f} s; took in {known:,} terms in {took:.0f} s, "
        f"{1e3 * used / count:.2f} ms of processor an article"
    )


def invented(rng: random.Random, number: int, count: int, sentences: list[str]) -> tuple[Any, ...]:
    """Return the values of `COLUMNS`."""
    live, minutes = count // 5, 365 * 24 * 60
    turn = dt.datetime(2025, 1, 1)  # noqa: DTZ001 - written as UTC below
    if number <= live:
        moment = turn + dt.timedelta(minutes=number * 2 * minutes // live)
    else:
        moment = turn - dt.timedelta(minutes=1 + (number - live) * 9 * minutes // (count - live))
    utc, place = moment.strftime("%Y-%m-%dT%H:%M:%SZ"), rng.choice(PLACES)
    bureau = rng.choice(BUREAUS)
    body = rng.choices(sentences, k=max(4, int(rng.gauss(20, 7))))
    text = "\n\n".join(" ".join(body[at : at + 3]) for at in range(0, len(body), 3))
    return (
        *(bureau, number, f"https://{bureau}.antaranews.com/berita/{number}/rekaan"),
        "photo" if number % 31 == 0 else "article",
        " ".join(rng.choice(sentences).split()[:9]),
        f"{place} (ANTARA) - {text}",
        *(utc, utc, utc[:10], "minute", "time_element", place, rng.choice(SECTIONS)),
        *("r", "1", str(number), utc, utc),
    )


def queries() -> list[tuple[str, str, Filters]]:
    """Return class, words and filters of each query."""
    found = []
    for line in lines_of("search_queries.tsv"):
        kind, words, *options = line.split("\t")
        rest = iter(options[0].split() if options else ())
        given = {option[2:]: value for option, value in zip(rest, rest, strict=True)}
        filters = Filters(
            bureaus=given["bureau"].split(",") if "bureau" in given else None,
            since=given.get("since"),
            until=given.get("until"),
            kind=given.get("kind"),
            layout=given.get("layout"),
            reporters=(given["reporter"].replace("-", " "),) if "reporter" in given else None,
            sections=(given["section"],) if "section" in given else None,
            places=(given["place"],) if "place" in given else None,
        )
        found.append((kind, words, filters))
    return found


def percentile(times: list[float], share: float) -> float:
    """Return a percentile: the smallest value that so many are not above."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]


def timed_queries(
    path: Path, asked: list[tuple[str, str, Filters]]
) -> list[tuple[float, float, int]]:
    """Return seconds, seconds of the processor and hits of each query: the best of `ROUNDS`."""
    best = [(9e9, 9e9, 0)] * len(asked)
    with ArchiveReader(path) as reader:
        for _ in range(ROUNDS):
            for number, (_, words, filters) in enumerate(asked):
                began, cpu = time.perf_counter(), time.process_time()
                hits = len(reader.search(words, filters))
                wall, cpu = time.perf_counter() - began, time.process_time() - cpu
                best[number] = (min(wall, best[number][0]), min(cpu, best[number][1]), hits)
    return best


def warm(path: Path) -> None:
    """Print what the queries cost when the file is in memory: of each the best of `ROUNDS`."""
    asked = queries()
    took = timed_queries(path, asked)
    walls = [1e3 * wall for wall, _, _ in took]
    used = [1e3 * cpu for _, cpu, _ in took]
    print(f"\n{'warm, ms':<20}{'queries':>8}{'p50':>8}{'p95':>8}{'max':>8}{'p95 cpu':>9}  slowest")
    for kind in [*dict.fromkeys(kind for kind, *_ in asked), "all"]:
        which = [n for n, each in enumerate(asked) if kind in (each[0], "all")]
        times = [walls[n] for n in which]
        slowest = max(which, key=lambda n: walls[n])
        shown = " ".join(lines_of("search_queries.tsv")[slowest].split("\t")[1:])
        cpu = percentile([used[n] for n in which], 0.95)
        print(
            f"{kind:<20}{len(which):>8}{percentile(times, 0.5):>8.1f}"
            f"{percentile(times, 0.95):>8.1f}{max(times):>8.1f}{cpu:>9.1f}  {shown}"
        )
    print(f"queries with hits: {sum(1 for *_, hits in took if hits)} of {len(asked)}")


def cold(path: Path) -> None:
    """Print what a query costs whose pages are not in memory, each in a fresh connection."""
    if not hasattr(os, "posix_fadvise"):
        return
    times = []
    step = len(queries()) // COLD
    for _, words, filters in queries()[::step]:
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        began = time.perf_counter()
        with ArchiveReader(path) as reader:
            reader.search(words, filters)
        times.append((time.perf_counter() - began) * 1e3)
    print(f"\ncold, ms: p50 {percentile(times, 0.5):.0f}, max {max(times):.0f}")
    program = "from crawler.__main__ import main; main()"
    argv = [sys.executable, "-c", program, "search", "banjir", "-s", f"ARCHIVE_PATH={path}"]
    began = time.perf_counter()
    subprocess.run(argv, capture_output=True, check=True)
    print(f"'antara search banjir', a whole process: {(time.perf_counter() - began) * 1e3:.0f} ms")


def plans(path: Path) -> None:
    """Print what SQLite says of the statements."""
    print("\nplans")
    everything = Filters(bureaus=("bali",), since="2026-01-01", kind="photo", sections=("x",))
    checked, values = search_pool.checked(everything)
    asked = [
        ("the last hits", search_pool.HEAD, ['"x"', 9]),
        ("hits of a span", search_pool.RANGE, ['"x"', 1, 9, 9]),
        ("what passes", checked, ["[1]", *values]),
        *(
            (f"newest first, {name}", *search_pool.walked(filters))
            for name, filters in (
                ("all", Filters()),
                ("a bureau", Filters(bureaus=("bali",))),
                ("photos", Filters(kind="photo")),
                ("a section", Filters(sections=("Ekonomi",))),
                ("a reporter", Filters(reporters=("Orang Rekaan 1",))),
            )
        ),
    ]
    with ArchiveReader(path) as reader:
        for name, sql, values in asked:
            steps = [row[3] for row in reader._db.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
            print(f"  {name}: {'; '.join(steps)}")


def main() -> None:
    """Make the archive where there is none, and ask."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", nargs="?", type=int, default=20_000)
    parser.add_argument("--archive", type=Path, help="an archive to ask, or to make and keep")
    opts = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = opts.archive or Path(folder) / "archive.db"
        if not path.exists():
            fill(path, opts.articles)
        print(f"{path.name}: {path.stat().st_size / 1e9:.2f} GB")
        warm(path)
        cold(path)
        plans(path)


if __name__ == "__main__":
    main()
