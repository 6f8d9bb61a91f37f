"""Running `antara probe` on invented bureaus that have everything bureaus.toml expects."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from crawler.bureaus import load_bureaus
from tests.minisite import Crawling, MiniSite, feed_of, listing_of, page_of
from tests.servers import answer

if TYPE_CHECKING:
    from pathlib import Path

    from tests.servers import Asked, Reply

SHORT_ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
MENU = (
    b'<nav class="navbar"><a href="/ekonomi">Ekonomi</a> <a href="/hukum/pidana">Pidana</a></nav>'
)
QUICK = {"ANTARA_DOWNLOAD_DELAY": "0", "ANTARA_BACKOFF_MAX": "0"}


class Bureaus(MiniSite):
    """Bureaus in order: pages with all fields, in their own zones, with validators and a menu."""

    def usual(self, asked: Asked) -> Reply:
        """Return what a bureau in order answers."""
        parts = asked.path.strip("/").split("/")
        bureau = load_bureaus().get(asked.host.partition(".")[0])
        if bureau is None or bureau.name not in self.articles:
            return super().usual(asked)
        zone = ZoneInfo(bureau.zone)
        articles = {
            number: when.astimezone(zone) for number, when in self.articles[bureau.name].items()
        }
        if parts[0] == "rss":
            return answer(feed_of(asked.host, articles), content_type="application/rss+xml")
        if parts[0] == "terkini":
            reply = super().usual(asked)
            assert isinstance(reply, bytes)
            return answer(reply.partition(b"\r\n\r\n")[2].replace(b"<body>", b"<body>" + MENU))
        if parts[0] != "berita" or int(parts[1]) not in articles:
            return super().usual(asked)
        number = int(parts[1])
        tag = f'"{number}"'
        if asked.headers.get("if-none-match") == tag:
            return answer(b"", 304, ETag=tag)
        return answer(page(number, articles[number], SHORT_ZONES[bureau.zone]), ETag=tag)


def page(number: int, when: dt.datetime, short_zone: str) -> bytes:
    """Return an article's page with every field that a probe looks for."""
    return (
        page_of(f"Kabar {number}", when)
        .replace(b" WITA<", f" {short_zone}<".encode())
        .replace(when.strftime("%d %m %Y").encode(), when.strftime("%d-%m-%Y").encode())
        .replace(b'<p class="simple-here">', b'<p class="simple-here"><a href="/eko">Ekonomi</a> ')
        .replace(
            b"</footer>",
            b'<ul class="tags-widget"><li><a href="/tag/pasar">pasar</a></li></ul></footer>',
        )
    )


def index_of(day: dt.date, ids: list[int]) -> bytes:
    """Return a page of a date index, with the day that it lists and how many articles it has."""
    heading = f"<h1>Indeks {day:%d-%m-%Y} ({len(ids)} berita)</h1>".encode()
    return listing_of(ids).replace(
        b'<div class="col-md-8">', b'<div class="col-md-8">' + heading, 1
    )


@dataclass
class Probed:
    """How a probe ended."""

    status: int
    out: str
    log: str

    @property
    def reports(self) -> dict[str, dict[str, Any]]:
        """What `--json` wrote, by bureau."""
        found = [json.loads(line) for line in self.out.splitlines()]
        return {each["bureau"]: each for each in found}


class Probing(Crawling):
    """A probe that is going on."""

    def finish(self) -> Probed:
        """Wait for the end."""
        self.process.join(100)
        assert self.process.exitcode is not None, self._log.read_text()
        return Probed(self.process.exitcode, self._out.read_text(), self._log.read_text())


def start(folder: Path, gateway: str, *words: str, **environment: str) -> Probing:
    """Begin a probe through a gateway, with nothing in its folder but what the test put there."""
    (folder / "run").mkdir(exist_ok=True)
    given = QUICK | {
        "ANTARA_ARCHIVE_PATH": str(folder / "archive.db"),
        "ANTARA_GATEWAY": gateway,
    }
    return Probing(["probe", *words], folder / "run", given | environment)


def probe(folder: Path, gateway: str, *words: str, **environment: str) -> Probed:
    """Run a probe to its end."""
    return start(folder, gateway, *words, **environment).finish()
