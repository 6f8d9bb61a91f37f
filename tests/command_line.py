"""What the tests of the commands share: running `antara` in this process and in another one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from crawler.dates import machine_moment
from crawler.items import Article, Credit, Flag, Kind, PublishedSource, Role
from pipelines.archive import ArchiveSession, Found, Gone, Stored

REPOSITORY = Path(__file__).parent.parent
ANTARA = Path(sys.executable).with_name("antara")
"""The console script of the environment that runs the tests."""


@dataclass
class Result:
    """How a command ended."""

    status: int
    out: str
    err: str


class CommandLine:
    """Runs commands in this process; the archive is one in a temporary folder, given by `-s`."""

    def __init__(self, capsys, archive: Path) -> None:
        self.capsys = capsys
        self.archive = archive

    def __call__(self, *words: str, archive: bool = True) -> Result:
        from crawler.__main__ import main

        own = ["-s", f"ARCHIVE_PATH={self.archive}"] if archive else []
        self.capsys.readouterr()
        try:
            main([*words, *own])
        except SystemExit as leaving:
            status = leaving.code
        out, err = self.capsys.readouterr()
        return Result(status, out, err)


def as_terminal(monkeypatch, width: int) -> None:
    """Let commands of this process print for a person, on so many columns.

    The stream is told, not the function that asks it: a command that is imported meanwhile
    would keep a replaced function for good, and the next tests with it.
    """
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    size = os.terminal_size((width, 24))
    monkeypatch.setattr(shutil, "get_terminal_size", lambda *_, **__: size)


def run_antara(*words: str, cwd: Path, text: str | None = None, **environment: str) -> Result:
    """Run the console script in a process of its own, with no settings but those given."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ANTARA_")}
    done = subprocess.run(
        [str(ANTARA), *words],
        cwd=cwd,
        env={**clean, **environment},
        input=text,
        capture_output=True,
        text=True,
        timeout=90,
    )
    return Result(done.returncode, done.stdout, done.stderr)


def run_with_small_files(
    most: int, *words: str, archive: Path, cwd: Path
) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, where no file may grow beyond so many bytes."""
    limited = (
        f"import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most})); "
        "from crawler.start import main; sys.argv[0] = 'antara'; main()"
    )
    return subprocess.run(
        [sys.executable, "-c", limited, *words],
        cwd=cwd,
        env={**os.environ, "ANTARA_ARCHIVE_PATH": str(archive)},
        capture_output=True,
        text=True,
        timeout=60,
    )


ARTICLES = (
    # bureau, id, kind, title, published (its day in the bureau's zone differs from UTC's once)
    ("ambon", 11, "article", "Pasar ikan Rekaan dibuka", "2026-01-02T07:30:00+09:00"),
    ("ambon", 12, "photo", "Festival perahu di Teluk Contoh", "2026-01-05T10:00:00+09:00"),
    ("bali", 21, "article", "Panen padi di Desa Umpama", "2026-01-03T23:30:00+08:00"),
    ("bali", 22, "video", "Nelayan menjual ikan di pasar", "2026-01-04T08:00:00+08:00"),
    (
        "sumsel",
        31,
        "article",
        "Judul \x1b[31mmerah\x1b[0m dari halaman",
        "2026-01-01T08:00:00+07:00",
    ),
    ("sumsel", 32, "article", "Tanpa tanggal", None),
)
NEWEST_FIRST = ["ambon/12", "bali/22", "bali/21", "ambon/11", "sumsel/31", "sumsel/32"]


def invented(bureau: str, number: int, kind: str, title: str, published: str | None) -> Article:
    """An article that never was."""
    word = {"article": "berita", "photo": "foto", "video": "video"}[kind]
    moment = machine_moment(published, "Asia/Jakarta") if published else None
    return Article(
        bureau=bureau,
        article_id=number,
        url=f"https://{bureau}.antaranews.com/{word}/{number}/judul",
        kind=Kind(kind),
        title=title,
        text=f"Umpama (ANTARA) - Warga berkumpul pagi itu.\n\nMereka membahas hal {number}.",
        published=moment and moment.iso,
        published_utc=moment and moment.utc,
        published_day=published and published[:10],
        published_precision=moment and moment.precision,
        published_source=PublishedSource.TIME_ELEMENT if moment else None,
        credits=[Credit(Role.REPORTER, "Rani Rekaan", "Pewarta: Rani Rekaan")],
        tags=["contoh"],
        flags=[] if moment else [Flag.NO_DATE],
        provenance={"title": "h1"},
        copyright="COPYRIGHT © ANTARA 2026",
        layout="r",
        status=200,
        fetched_at="2026-01-06T00:00:00Z",
    )


def make_archive(path: Path, origin: str = "sample") -> None:
    """Make an archive that holds `ARTICLES`, one address that is gone and one still to ask."""
    articles = [invented(*each) for each in ARTICLES]
    with ArchiveSession.claim(path, origin) as session:
        session.open()
        session.begin_run("crawl latest", {})
        found = [
            Found(each.url, each.bureau, each.article_id, each.kind, "feed") for each in articles
        ]
        extra = [
            Found(
                f"https://bali.antaranews.com/berita/{number}/judul",
                "bali",
                number,
                "article",
                "feed",
            )
            for number in (98, 99)
        ]
        session.add_found([*found, *extra])
        session.store(
            [
                *(
                    Stored(session.frontier_id(each.bureau, each.article_id), each.as_dict())
                    for each in articles
                ),
                Gone(session.frontier_id("bali", 98), 404),
            ]
        )
        session.finish_walk("bali", "2026-01-01T00:00:00Z", "2026-01-06T00:00:00Z")
        session.finish_run("finished", {"bali": {"stored": 2, "gone": 1}})
