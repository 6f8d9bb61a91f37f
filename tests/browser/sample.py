"""A small archive of the sample site to look at, and `antara serve` on it.

It is made without a crawl, at times that stand still: the same pages, and the same pictures of
them, each time.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import time
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from crawler.bureaus import choose_bureaus
from crawler.items import Article, Kind
from crawler.layouts import extract
from pipelines.archive import ArchiveReader, ArchiveSession, Filters, Found, Gone, Stored
from tests.archives import Clock, ask
from tests.command_line import ANTARA
from tests.replica import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARTICLES = 400
"""As many as `make demo` crawls: fewer lack a story or a correction."""
GONE = ("bali", 999_999)
"""An address of which the archive knows that nothing is there."""
START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Sample:
    """Where to look for what in the archive of the sample site."""

    path: Path
    article: str
    """BUREAU/NUMBER of one with tags and pictures."""
    corrected: str
    """Of one with two states, the text different."""
    story: str
    """Of one that other bureaus carry too, in other words."""
    row: int
    """Its row in the table of articles."""
    title: str
    """Of `article`."""
    passage: str
    """A sentence of `article`."""
    bureau: str
    reporter: str
    section: str
    place: str
    tag: str
    """These of `article`."""


def make_sample(path: Path) -> Sample:
    """Make an archive of the sample site: as it was, and once more as corrected."""
    site = Site(articles=ARTICLES)
    seen = site.now.astimezone(UTC)
    clock = Clock(_moment(seen))
    with ArchiveSession.claim(path, "sample", clock=clock) as session:
        session.open()
        session.save_bureaus(choose_bureaus(",".join(site.bureaus)))
        session.begin_run("crawl latest", {})
        pieces = [piece for bureau in site.bureaus for piece in site.articles_of(bureau)]
        found = [(each.url, each.bureau, each.article_id) for each in pieces]
        gone = (f"https://{GONE[0]}.antaranews.com/berita/{GONE[1]}/judul", *GONE)
        session.add_found([Found(*each, Kind.ARTICLE, "terkini") for each in [*found, gone]])
        session.store([_read(site, each, clock.now) for each in pieces])
        session.store([Gone(session.frontier_id(*GONE), 404)])
        for bureau in site.bureaus:
            session.finish_walk(bureau, "2000-01-01T00:00:00Z", clock.now)
        session.finish_run("finished", {})
        corrected = list(site.corrections)
        site.correct(seen + timedelta(days=2))
        clock.now = _moment(seen + timedelta(days=7))
        session.store([_read(site, site.pieces[key], clock.now) for key in corrected])
    with ArchiveReader(path) as reader:
        return _chosen(reader, path)


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _read(site: Site, piece, seen: str) -> Stored:
    read = extract(site.page(piece), piece.url)
    assert isinstance(read, Article), piece.url
    return Stored(None, read.as_dict() | {"fetched_at": seen})


def _chosen(reader: ArchiveReader, path: Path) -> Sample:
    """Find the first article of each kind that the tests look at."""
    articles = list(reader.articles(Filters()))
    full = next(
        each
        for each in articles
        if all(each[name] for name in ("tags", "category", "dateline_place", "images", "credits"))
        and each["text"].count("\n\n") > 3
    )
    corrected = next(
        row["key"] for row in reader.corrected(Filters(), 50) if row["kinds"] != ["title"]
    )
    story = next(
        _key(each)
        for each in articles
        if (found := reader.story(each["bureau"], each["article_id"]))
        and any(one["added"] and one["cut"] for one in found["members"][1:])
    )
    sentences = re.split(r"(?<=[.])\s+", full["text"].split("\n\n")[1])
    return Sample(
        path=path,
        article=_key(full),
        corrected=corrected,
        story=story,
        row=ask(
            path,
            "SELECT id FROM articles WHERE bureau = ? AND article_id = ?",
            full["bureau"],
            full["article_id"],
        )[0][0],
        title=full["title"],
        passage=max(sentences, key=len),
        bureau=full["bureau"],
        reporter=next(each["name"] for each in full["credits"] if each["role"] == "reporter"),
        section=full["category"],
        place=full["dateline_place"],
        tag=full["tags"][0],
    )


def _key(article: dict) -> str:
    return f"{article['bureau']}/{article['article_id']}"


@contextlib.contextmanager
def serving(path: Path, *words: str) -> Iterator[str]:
    """Run `antara serve` on an archive in a process of its own; gives the address, without a /.

    Args:
        path: the archive.
        words: further ones of the command line.
    """
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ANTARA_")}
    with subprocess.Popen(
        [str(ANTARA), "serve", "--port", "0", *words],
        env={**clean, "ANTARA_ARCHIVE_PATH": str(path), "PYTHONUNBUFFERED": "1"},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            address = next(
                found[1]
                for line in process.stderr
                if (found := re.search(r"Serving at (http://\S+)/ ", line))
            )
            _await(f"{address}/robots.txt")
            yield address
        finally:
            process.terminate()


def _await(address: str) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(address, timeout=START_SECONDS).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return
