"""Erases an article, is killed at a step, goes on, and looks for the text in every file.

    python -m tests.killed_erasure --kills 200 --seed 1

A step is a call that changes a folder or a file, the beginning of an SQL statement, or a thousand
operations within one (VACUUM, a transaction). A run without a kill names the steps; then each
round takes a fresh copy of the archive, gives `antara withdraw KEY --reason … --erase` in a fork
that is killed before a step, often the next one as well, and gives the same command until it ends.
Which steps: one kind is as likely as another, whatever their number. Prints a JSON line a round.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from crawler.captures.checking import Check
from pipelines.archive import ArchiveReader
from pipelines.archive.library import sqlite3
from pipelines.archive.soundness import problems
from tests.archives import ask
from tests.command_line import REPOSITORY
from tests.minisite import ALL
from tests.withdrawn import AFTER, KEY, NUMBER, WORD, Site, due, traces

CALLS = ("open", "write", "link", "rename", "replace", "unlink", "fsync", "ftruncate", "truncate")
OPERATIONS = 1_000
"""Of SQLite's machine, to a step within a statement."""
WORDS = (WORD, "konser amal", f"kabar-{NUMBER}")
"""What is to be found nowhere at the end."""
MOST = 2
"""Kills of one erasure at the most."""
KEPT = {
    "articles": "bureau, article_id, url, title, text, published_utc, capture IS NULL",
    "revisions": "state_sha256, first_seen",
    "credits": "role, name",
    "terms": "term, stem",
    "frontier": "bureau, article_id, url, state, settled_at",
    "captures": "url, fetched_at, sha256, kind",
    "month_counts": "*",
    "tombstones": "bureau, article_id, reason",
    "withdrawn": "*",
    "withdrawn_captures": "*",
    "erasures": "bureau, article_id, finished_at IS NULL",
}
"""What has to be the same whether an erasure was killed or not."""


def prepare(folder: Path) -> None:
    """Make the archive: each round has a copy of its folder."""
    folder.mkdir(parents=True)
    archive = folder / "archive.db"
    with Site() as site:
        few = ("-s", "CAPTURES_FILE_SIZE=6000")
        assert site.crawl(archive, *ALL, *few).status == 0
        site.text = AFTER
        due(archive)
        assert site.crawl(archive, *few, spider="revisit").status == 0
    for name in ("out.txt", "log.txt"):
        (folder / name).unlink()
    assert traces(archive, *WORDS)


def watched(number: int, told: Path | None = None) -> None:
    """Count the steps of this process from now on, and kill it before the given one.

    Args:
        number: 0 for none.
        told: A file that gets the kind of each step, a line each.
    """
    done = 0
    within = ""
    write = os.write
    out = os.open(told, os.O_WRONLY | os.O_CREAT) if told else None

    def step(kind: str) -> None:
        nonlocal done
        done += 1
        if out is not None:
            write(out, f"{kind}\n".encode())
        if done == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def counting(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counts(*args: Any, **options: Any) -> Any:
            step(name)
            return call(*args, **options)

        return counts

    def statement(sql: str) -> None:
        nonlocal within
        within = " ".join(sql.split()[:3])
        step(within)

    def connected(*args: Any, **options: Any) -> Any:
        conn = connect(*args, **options)
        conn.set_trace_callback(statement)
        conn.set_progress_handler(lambda: step(f"within {within}"), OPERATIONS)
        return conn

    for name in CALLS:
        setattr(os, name, counting(name, getattr(os, name)))
    connect, sqlite3.connect = sqlite3.connect, connected


def erase(folder: Path, number: int = 0, told: Path | None = None) -> int:
    """Give the command in a fork; returns its exit status, -9 when it was killed."""
    child = os.fork()
    if child == 0:
        from crawler.__main__ import main

        log = os.open(folder.with_suffix(".log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.chdir(folder)
        watched(number, told)
        words = ["withdraw", KEY, "--reason", "permintaan", "--erase"]
        try:
            main([*words, "-s", f"ARCHIVE_PATH={folder / 'archive.db'}"])
        except SystemExit as leaving:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(int(leaving.code or 0))
        os._exit(99)
    _, ended = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(ended)


def contents(archive: Path) -> dict[str, list[str]]:
    """What stands in the tables, in no order."""
    return {
        table: sorted(map(repr, ask(archive, f"SELECT {columns} FROM {table}")))
        for table, columns in KEPT.items()
    }


def wrong(folder: Path, wanted: dict[str, list[str]]) -> list[str]:
    """What is wrong with an archive whose erasure came to its end."""
    archive = folder / "archive.db"
    found = [f"{name} has the text" for name in traces(archive, *WORDS)]
    found += [f"{path.name} is left" for path in folder.rglob("*") if "prun" in path.name]
    found += [f"{path.name} is left" for path in folder.rglob("*.part")]
    with ArchiveReader(archive) as reader:
        found += map(str, Check(reader.captures, folder).run().findings)
    found += problems(archive)
    now = contents(archive)
    return found + [f"{table} differs" for table in KEPT if now[table] != wanted[table]]


def lost(archive: Path) -> list[str]:
    """What is wrong right after a kill: an article of others must always be there."""
    (count,) = ask(archive, "SELECT count(*) FROM articles WHERE article_id <> ?", NUMBER)[0]
    (here,) = ask(
        archive,
        "SELECT (SELECT count(*) FROM articles WHERE article_id = ?1) "
        "+ (SELECT count(*) FROM tombstones WHERE article_id = ?1)",
        NUMBER,
    )[0]
    found = [] if count == 11 else [f"{count} other articles after a kill"]
    return found + ([] if here == 1 else ["the article is neither held nor withdrawn"])


def round_of(top: Path, chance: random.Random, steps: list[str], wanted: Any) -> dict[str, Any]:
    """Erase in a fresh copy, killed once or twice; returns at which steps, and what was wrong."""
    folder = top / "round"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(top / "first", folder)
    folder.with_suffix(".log").unlink(missing_ok=True)
    killed: list[str] = []
    found: list[str] = []
    kind = chance.choice(sorted(set(steps)))
    number = chance.choice([n for n, each in enumerate(steps, 1) if each == kind])
    while len(killed) < MOST and erase(folder, number) == -signal.SIGKILL:
        killed.append(f"{number}: {steps[number - 1]}" if not killed else f"{number}: again")
        if chance.random() < 0.5:  # whoever looks also puts the log in order
            found += lost(folder / "archive.db")
        number = chance.randint(1, len(steps)) if chance.random() < 0.5 else 10**9
    status = erase(folder)
    log = folder.with_suffix(".log").read_text()
    if status != 0 and "was erased already" not in log.splitlines()[-1]:
        found.append(f"the last command ended with {status}: {log[-300:]}")
    return {"killed": killed, "wrong": found + wrong(folder, wanted)}


def main() -> int:
    """Run the campaign; 1 when anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="rounds (100)")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    bad = False
    with tempfile.TemporaryDirectory() as made:
        top = Path(made)
        prepare(top / "first")
        shutil.copytree(top / "first", top / "whole")
        assert erase(top / "whole", told=top / "steps") == 0
        steps = (top / "steps").read_text().splitlines()
        wanted = contents(top / "whole" / "archive.db")
        assert wrong(top / "whole", wanted) == []
        print(json.dumps({"steps": len(steps), "kinds": len(set(steps))}), flush=True)
        chance = random.Random(given.seed)
        for _ in range(given.kills):
            told = round_of(top, chance, steps, wanted)
            bad |= bool(told["wrong"])
            print(json.dumps(told), flush=True)
    return int(bad)


def campaign(kills: int, seed: int) -> list[dict[str, Any]]:
    """Run this module in a process of its own; returns what each line says."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.killed_erasure", "--kills", str(kills), "--seed", str(seed)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=380,
    )
    with suppress(ValueError):
        return [json.loads(line) for line in done.stdout.splitlines()]
    raise AssertionError(done.stderr)


if __name__ == "__main__":
    sys.exit(main())
