"""A small crawl that is killed at a chosen instant of keeping captures, many times over.

    python -m tests.killed_captures --kills 100

The archive, the files and what writes them are the real ones; the answers are invented. After
each kill what was not synced may be lost too, as when the power fails: the file is cut at random
behind the last byte that was. Then every row has to name a whole record, and the same crawl goes
on. At the end every article is held, and other tools find every file whole.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.settings import Settings

from crawler.captures import appending, extension, writer
from crawler.captures.about import ABOUT, CAPTURE
from pipelines.archive import ArchiveSession, Found, Stored
from pipelines.archive import opening as archive_opening
from tests.archives import article
from tests.kept_rows import files, kept, rows_of

ARTICLES = 24
FILE_SIZE = 6_000
"""Bytes: several files for each crawl."""
POINTS = ("half", "written", "synced", "committed", "new_file", "info")
"""Where it is killed: within a record; behind one; before and behind the commit; behind the making
of a file, and of its first record."""


class Trap:
    """Kills this process when a point is passed for the n-th time."""

    def __init__(self, point: str, nth: int, synced: Path) -> None:
        self.point = point
        self.left = nth
        self.synced = synced

    def passes(self, point: str) -> bool:
        """Count; True when this is the time."""
        if point == self.point:
            self.left -= 1
        return point == self.point and self.left == 0

    def at(self, point: str) -> None:
        if self.passes(point):
            os.kill(os.getpid(), signal.SIGKILL)

    def install(self) -> None:
        """Put the trap into what writes."""
        write, sync, place = os.write, writer.CaptureWriter.sync, writer.CaptureWriter._open
        info = appending.pack_info
        transaction = archive_opening.transaction

        def killing_write(descriptor: int, data: bytes) -> int:
            if self.passes("half"):
                write(descriptor, data[: random.randrange(1, len(data))])
                os.kill(os.getpid(), signal.SIGKILL)
            done = write(descriptor, data)
            self.at("written")
            if is_info:
                is_info.clear()
                self.at("info")
            return done

        def killing_sync(self_: Any) -> None:
            sync(self_)
            path = self_.folder / writer.FOLDER / self_._name
            self.synced.write_text(f"{path.name} {path.stat().st_size}")
            self.at("synced")

        def killing_open(self_: Any, now: str) -> None:
            place(self_, now)
            path = self_.folder / writer.FOLDER / self_._name
            self.synced.write_text(f"{path.name} {path.stat().st_size}")
            self.at("new_file")

        def noted_info(*given: Any) -> bytes:
            is_info.append(True)
            return info(*given)

        @contextmanager
        def killing_transaction(db: Any) -> Iterator[None]:
            with transaction(db):
                yield
            self.at("committed")

        is_info: list[bool] = []
        writer.os = SimpleNamespace(**{**vars(os), "write": killing_write})
        writer.CaptureWriter.sync = killing_sync
        writer.CaptureWriter._open = killing_open
        appending.pack_info = noted_info
        archive_opening.transaction = killing_transaction


def crawl(path: Path, point: str, nth: int, seed: int) -> None:
    """Ask for what is pending, until the trap closes."""
    random.seed(seed)
    Trap(point, nth, path.with_suffix(".synced")).install()
    session = ArchiveSession.claim(path, "sample")
    session.open()
    session.begin_run("crawl latest", {})
    session.add_found(
        Found(address(n), "bali", n, "article", "list") for n in range(1, ARTICLES + 1)
    )
    crawler: Any = SimpleNamespace(settings=Settings({"CONTACT": ""}), spider=None)
    captures = extension.Captures(crawler, session, FILE_SIZE)
    while (pending := session.lease("bali")) is not None:
        request = Request(
            pending.url, meta={ABOUT: {"kind": "article", "key": f"bali/{pending.article_id}"}}
        )
        response = HtmlResponse(pending.url, body=body(pending.article_id))
        captures.answered(response, request)
        row = article(pending.article_id, capture=request.meta[CAPTURE]).as_dict()
        session.queue(Stored(pending.frontier_id, row))
        if session.queued >= 3:
            session.flush()
    session.finish_run("finished", {})
    captures._files().close()
    session.close()


def address(number: int) -> str:
    return f"https://bali.antaranews.com/berita/{number}/pasar-rekaan"


def body(number: int) -> bytes:
    """Return a page that hardly packs."""
    return f"<html>{random.Random(number).randbytes(600).hex()}</html>".encode()


def lose_power(path: Path, chance: random.Random) -> None:
    """Cut the file that was being written, somewhere behind what was synced."""
    noted = path.with_suffix(".synced")
    if not noted.exists():
        return
    name, size = noted.read_text().split()
    file = path.parent / "captures" / name
    if file.exists() and file.stat().st_size > int(size):
        os.truncate(file, chance.randint(int(size), file.stat().st_size))


def problems(path: Path) -> list[str]:
    """Return the rows whose record is not there, whole, with the body that the row says."""
    found = []
    if not path.exists() or not path.stat().st_size:
        return found
    rows = {row["id"]: row for row in rows_of(path)}
    for row in rows.values():
        source = rows[row["same_as"]] if row["same_as"] else row
        try:
            whole = hashlib.sha256(kept(path, source).body).hexdigest() == row["sha256"]
            whole = whole and kept(path, row).url == row["url"]
        except (AssertionError, OSError) as error:
            found.append(f"{row['file']} at {row['offset']}: {error!r}")
            continue
        if not whole:
            found.append(f"{row['file']} at {row['offset']}: another record")
    return found


def play(folder: Path, point: str, kills: int, seed: int = 1) -> tuple[int, int, list[str]]:
    """Kill crawls so many times at a point; a crawl that ends begins anew in another folder.

    Returns:
        Kills, crawls that came to their end, and what was wrong.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    chance = random.Random(f"{point}:{seed}")
    killed = ended = 0
    wrong: list[str] = []
    path = folder / "0" / "archive.db"
    path.parent.mkdir(parents=True)
    while killed < kills or path.with_suffix(".synced").exists():
        nth = chance.randint(1, 6) if killed < kills else 1_000_000
        given = (path, point, nth, chance.random())
        child = context.Process(target=crawl, args=given)
        child.start()
        child.join()
        if child.exitcode == -signal.SIGKILL:
            killed += 1
            lose_power(path, chance)
            wrong += problems(path)
            continue
        if child.exitcode != 0:
            wrong.append(f"a crawl ended with status {child.exitcode}")
        ended += 1
        wrong += problems(path) + unheld(path)
        path = folder / str(ended) / "archive.db"
        path.parent.mkdir()
    return killed, ended, wrong


def unheld(path: Path) -> list[str]:
    """Say what is wrong with an archive whose crawl came to its end."""
    wrong = []
    articles = {
        row["url"]: row["id"] for row in rows_of(path, "id IN (SELECT capture FROM articles)")
    }
    if len(articles) != ARTICLES:
        wrong.append(f"{len(articles)} of {ARTICLES} articles with a capture")
    tool = Path(sys.executable).with_name("warcio")
    checked = subprocess.run([tool, "check", *files(path)], capture_output=True, text=True)
    if checked.returncode != 0:
        wrong.append(checked.stdout)
    return wrong


def main() -> int:
    """Run the campaign; 1 when anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="at each point (100)")
    given = parser.parse_args()
    bad = False
    print("| killed | kills | crawls to their end | rows without a record, articles missing |")
    print("| --- | ---: | ---: | ---: |")
    for point in POINTS:
        with tempfile.TemporaryDirectory() as folder:
            killed, ended, wrong = play(Path(folder), point, given.kills)
        print(f"| {point} | {killed} | {ended} | {len(wrong)} |", flush=True)
        print("".join(f"{line}\n" for line in wrong[:5]), end="")
        bad |= bool(wrong)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
