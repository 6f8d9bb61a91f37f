"""Progress while a crawl runs, and what it logs of articles."""

from __future__ import annotations

import io
import logging

from scrapy.exceptions import DropItem

from crawler.logformat import ItemLog
from crawler.progress import Progress, _Lines
from crawler.summary import RunSummary
from pipelines.archive import ArchiveError
from tests.command_line import invented


def test_log_gets_a_plain_line() -> None:
    summary = RunSummary("latest", "live", "/x/archive.db", responses=9)
    bali = summary.of("bali")
    bali.listed, bali.skipped, bali.stored, bali.failed = 20, 5, 6, 1
    stream = io.StringIO()
    progress = Progress(summary, stream)
    progress._shown = _Lines(stream)
    progress._is_stopping = lambda: True  # that somebody presses Ctrl-C is nothing for a log
    progress._tick()
    assert stream.getvalue().startswith("antara: 7 of 15 articles known so far, 9 pages, ")
    assert stream.getvalue().count("\n") == 1


def test_log_names_articles_and_never_prints_their_text() -> None:
    article = invented("bali", 21, "article", "Judul", None)
    log = ItemLog()
    spider, response = object(), None
    lines = [
        log.scraped(article, response, spider),  # type: ignore[arg-type]
        log.dropped(article, DropItem("key collision"), response, spider),  # type: ignore[arg-type]
        log.item_error(article, ValueError("x"), response, spider),  # type: ignore[arg-type]
    ]
    for line in lines:
        assert line["msg"] % line["args"] == line["msg"] % dict(line["args"])
        assert "bali/21" in line["msg"] % line["args"]
        assert "Warga" not in line["msg"] % line["args"]
    assert [line["level"] for line in lines] == [logging.DEBUG, logging.INFO, logging.ERROR]


def test_full_disk_is_no_error_of_the_program() -> None:
    article = invented("bali", 21, "article", "Judul", None)
    line = ItemLog().item_error(article, ArchiveError("full"), None, object())  # type: ignore[arg-type]
    assert line["level"] == logging.DEBUG
