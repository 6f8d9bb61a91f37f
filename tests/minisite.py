"""A handful of invented bureaus whose every answer a test can replace.

For questions of walking and keeping, where a test needs to say exactly which article stands
where; how pages are read is asked of the sample site in tests/replica.
"""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import os
import signal
import sys
import time
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlite_utils.utils import sqlite3

from tests.servers import Asked, Server, answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from tests.servers import Reply

BALI, JOGJA = "bali.antaranews.com", "jogja.antaranews.com"
ALL = ("--since", "2000-01-01")
"""With these words a crawl goes back as far as there is anything."""
WITA = dt.timezone(dt.timedelta(hours=8))
ROBOTS = answer(b"User-agent: *\nDisallow: /ajax/\n", content_type="text/plain")


def page_of(title: str, when: dt.datetime, text: str = "Pedagang menyambut pasar itu.") -> bytes:
    """Return an article's page as regional hosts show it."""
    return f"""<!DOCTYPE html><html lang="id"><head><meta charset="utf-8">
<title>{title} - ANTARA News Bali</title></head><body>
<nav class="navbar"><a href="/berita/1/menu">Menu lama</a></nav>
<div class="main-content mag-content clearfix"><div class="row blog-content"><div class="col-md-8">
<div id="print_content"><article class="post-wrapper clearfix">
<header class="post-header clearfix"><h1 class="post-title">{title}</h1>
<p class="simple-here"><span class="article-date"><i class="fa fa-clock-o"></i>
<time datetime="{when.isoformat()}">{when:%d %m %Y %H:%M} WITA</time></span></p></header>
<div class="post-content clearfix font17" itemprop="articleBody">
<p>Denpasar (ANTARA) - {title} dikabarkan warga setempat pada hari itu.</p><p>{text}</p></div>
<footer class="post-meta"><div class="tags-wrapper">Pewarta : Made Rekaan<br>Editor : Wayan Contoh
<br>COPYRIGHT © ANTARA {when.year}</div></footer></article></div></div></div></div>
</body></html>""".encode()


def listing_of(ids: list[int], next_page: str | None = None, marker: str = "simple-big") -> bytes:
    """Return a /terkini page as regional hosts show it."""
    posts = "".join(
        f'<article class="simple-post {marker} clearfix"><header><h3>'
        f'<a href="/berita/{n}/kabar-{n}?utm_source=terkini">Kabar {n}</a></h3></header></article>'
        for n in ids
    )
    pager = f'<li><a href="{next_page}">Next</a></li>' if next_page else ""
    page = f"""<!DOCTYPE html><html><body><nav class="navbar"><a href="/berita/1/menu">x</a></nav>
<div class="main-content"><div class="col-md-8">{posts}
<ul class="pagination"><li class="active"><a>kini</a></li>{pager}</ul></div></div>
</body></html>"""
    return page.encode()


def feed_of(host: str, articles: dict[int, dt.datetime]) -> bytes:
    """Return a feed with an empty line at its beginning, as a real one has."""
    items = "".join(
        f"<item><title>Kabar {n}</title><link>https://{host}/berita/{n}/kabar-{n}</link>"
        f"<pubDate>{when:%a, %d %b %Y %H:%M:%S %z}</pubDate></item>"
        for n, when in articles.items()
    )
    return f'\n<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


@dataclass
class MiniSite:
    """Bureaus with `count` articles each, the newest an hour old and one every `hours`."""

    bureaus: tuple[str, ...] = ("bali",)
    count: int = 30
    hours: float = 1.0
    size: int = 10
    replies: dict[str, Reply | Callable[[Asked], Reply]] = field(default_factory=dict)
    """What answers instead: by "host/path", by "host" or for all by ""."""

    def __post_init__(self) -> None:
        now = dt.datetime.now(WITA).replace(microsecond=0)
        self.articles = {
            name: {
                500 + self.count - n: now - dt.timedelta(hours=1 + n * self.hours)
                for n in range(self.count)
            }
            for name in self.bureaus
        }

    def __enter__(self) -> MiniSite:
        self.server = Server(self._reply).__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.server.__exit__(*error)

    def publish(self, bureau: str, number: int = 1) -> list[int]:
        """Add so many articles of this moment; returns their ids."""
        ids = self.articles[bureau]
        new = [max(ids) + n for n in range(1, number + 1)]
        now = dt.datetime.now(WITA).replace(microsecond=0)
        self.articles[bureau] = dict.fromkeys(reversed(new), now) | ids
        return new

    def keys(self, *bureaus: str) -> set[tuple[str, int]]:
        """Return the keys of all articles."""
        return {(name, n) for name in bureaus or self.bureaus for n in self.articles[name]}

    def asked(self, word: str = "/berita/") -> list[str]:
        """Return the addresses asked for that have `word` in them."""
        return [url for url in self.server.urls() if word in url]

    def forget(self) -> None:
        """Forget what was asked so far."""
        self.server.asked.clear()

    def _reply(self, asked: Asked) -> Reply:
        for place in (asked.url, asked.host, ""):
            if place in self.replies:
                reply = self.replies[place]
                return reply(asked) if callable(reply) else reply
        return self.usual(asked)

    def usual(self, asked: Asked) -> Reply:
        """Return what a site in order answers."""
        parts = asked.path.strip("/").split("/")
        articles = self.articles.get(asked.host.partition(".")[0])
        if parts == ["robots.txt"]:
            return ROBOTS
        if articles is None:
            return answer(b"<html><body>404</body></html>", 404)
        ids = list(articles)
        if parts == [""]:
            return answer(listing_of(ids[:10]))
        if parts[0] == "rss":
            newest = {n: articles[n] for n in ids[:20]}
            return answer(feed_of(asked.host, newest), content_type="text/html")
        if parts[0] == "terkini":
            number = min(int(parts[1]) if len(parts) > 1 else 1, -(-len(ids) // self.size))
            there = ids[(number - 1) * self.size : number * self.size]
            more = number * self.size < len(ids)
            return answer(listing_of(there, f"/terkini/{number + 1}" if more else None))
        if parts[0] == "berita" and int(parts[1]) in articles:
            number = int(parts[1])
            return answer(page_of(f"Kabar {number}", articles[number]))
        return answer(b"<html><body>404</body></html>", 404)

    # --- crawling it

    def start(self, archive: Path, *options: str, spider: str = "latest") -> Crawling:
        """Begin a crawl of this site into an archive."""
        return start(self.server.gateway, self.bureaus, archive, *options, spider=spider)

    def crawl(self, archive: Path, *options: str, spider: str = "latest") -> Crawled:
        """Crawl this site into an archive and wait for the end."""
        return self.start(archive, *options, spider=spider).end()


def start(
    gateway: str,
    bureaus: tuple[str, ...],
    archive: Path,
    *options: str,
    shown: Sequence[str] = ("--json",),
    spider: str = "latest",
) -> Crawling:
    """Begin a crawl through a gateway into an archive; `shown=()` prints what a person reads."""
    words = [
        *("crawl", spider, "--bureau", ",".join(bureaus), "--origin", "sample", *shown),
        *("-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=1", "-s", "BACKOFF_MAX=0"),
        *("-s", f"GATEWAY={gateway}", "-s", f"ARCHIVE_PATH={archive}"),
        *options,
    ]
    return Crawling(words, archive.parent)


class Crawling:
    """`antara` in a process of its own, forked from one that has imported everything.

    A second of imports for each of a hundred crawls is saved that way. Warnings are errors in
    it, but for those of the imports; test_crawl_command.py starts the real command.
    """

    def __init__(
        self, words: list[str], folder: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        self._out, self._log = folder / "out.txt", folder / "log.txt"
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["crawler.commands.crawl", "crawler.spiders.latest"])
        arguments = (words, folder, self._out, self._log, dict(environment or {}))
        self.process = context.Process(target=_antara, args=arguments)
        self.process.start()

    def wait_for(self, site: MiniSite, requests: int) -> None:
        """Wait until so many requests have come, or the crawl is over."""
        end = time.monotonic() + 60
        while len(site.server.asked) < requests and self.process.is_alive():
            assert time.monotonic() < end
            time.sleep(0.002)

    def kill(self) -> None:
        """End the process at once, as a power cut would."""
        self.process.kill()
        self.process.join(60)

    def interrupt(self, number: int = signal.SIGINT) -> None:
        """Press Ctrl-C, or send another signal."""
        assert self.process.pid is not None
        os.kill(self.process.pid, number)

    def end(self) -> Crawled:
        """Wait for the end."""
        self.process.join(100)
        assert self.process.exitcode is not None, self._log.read_text()
        out = self._out.read_text()
        summary = json.loads(out) if out.startswith("{") else {}
        return Crawled(self.process.exitcode, summary, out, self._log.read_text())


def _antara(
    words: list[str], folder: Path, out: Path, log: Path, environment: dict[str, str]
) -> None:
    """Run the command line in this (forked) process."""
    assert "crawler.settings" not in sys.modules, "settings must be read after the environment"
    warnings.simplefilter("error")
    os.chdir(folder)
    for name in [name for name in os.environ if name.startswith("ANTARA_")]:
        del os.environ[name]
    os.environ.update(environment)
    for path, stream in ((out, sys.stdout), (log, sys.stderr)):
        stream.flush()
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream.fileno())
    from crawler.__main__ import main

    main(words)


@dataclass
class Crawled:
    """How a crawl ended."""

    status: int
    summary: dict[str, Any]
    out: str
    log: str

    def of(self, bureau: str) -> dict[str, Any]:
        return self.summary["bureaus"][bureau]


def rows(archive: Path, sql: str) -> list[tuple[Any, ...]]:
    """Return what a query gives, and that the archive is sound."""
    connection = sqlite3.connect(f"file:{archive}?mode=ro", uri=True)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def held(archive: Path) -> set[tuple[str, int]]:
    """Return the keys of the articles in an archive, each of which must stand there once."""
    keys = rows(archive, "SELECT bureau, article_id FROM articles")
    assert len(keys) == len(set(keys))
    return set(keys)


def span(archive: Path, bureau: str = "bali") -> tuple[str, str] | None:
    """From when to when an archive is complete for a bureau."""
    found = rows(
        archive, f"SELECT complete_from, complete_to FROM bureau_state WHERE bureau = '{bureau}'"
    )
    return found[0] if found else None
