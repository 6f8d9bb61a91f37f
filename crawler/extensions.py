"""Scrapy's hooks around a run: the archive opened at the first answer, closed at the end."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapy import signals

from crawler.bureaus import load_bureaus
from crawler.clock import utc_text
from crawler.config import archive_path
from crawler.drifting import note_drift
from crawler.manners import HostLedger
from crawler.pace import Pace
from crawler.permitted import note_permission
from crawler.progress import Progress
from crawler.watching import note_watch
from pipelines.archive import ArchiveError, ArchiveSession, session_of

if TYPE_CHECKING:
    from typing import Any, Self

    from scrapy.crawler import Crawler

    from crawler.spiders.base import ArchiveSpider


def archive_of(crawler: Crawler) -> ArchiveSession:
    """Return the archive of a crawl.

    `antara crawl` claims it before anything starts. For a crawler that some script started, it
    is claimed here, at ARCHIVE_PATH, and is a live one: only the command has `--origin`.

    Raises:
        ArchiveError: when it is locked, newer, or no archive.
    """
    if getattr(crawler, "archive_session", None) is None:
        session = ArchiveSession.claim(archive_path(crawler.settings), "live")
        # A crawler has no place for things of ours; the pipelines look for this name.
        crawler.archive_session = session  # type: ignore[attr-defined]
        crawler.archive_is_ours = True  # type: ignore[attr-defined]
    return session_of(crawler)


class ArchiveExtension:
    """Opens the archive at the first answer of the run and ends the run's row.

    Nothing is written before something answered, so that a crawl without a network leaves the
    archive as it was.
    """

    def __init__(self, crawler: Crawler, session: ArchiveSession) -> None:
        self.crawler = crawler
        self.session = session
        self.progress: Progress | None = None
        self._ended = False
        self._began = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen to the run's beginning, first answer and end."""
        extension = cls(crawler, archive_of(crawler))
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.answered, signals.response_downloaded)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_opened(self, spider: ArchiveSpider) -> None:
        """Show progress from now on."""
        if spider.opens_at_once:
            self._open(spider)
        # Until its spider is closed, a crawl that goes on no more was told to stop by a signal.
        self.progress = Progress(spider.summary, is_stopping=lambda: not self.crawler.crawling)
        self.progress.start()

    def answered(self) -> None:
        """Open the archive, the first time that anything answers."""
        self._spider.summary.answered = True
        if not self.session.opened:
            self._open(self._spider)

    def _open(self, spider: ArchiveSpider) -> None:
        try:
            self.session.open()
            self.session.begin_run(f"crawl {spider.name}", self._options(spider))
            self.session.save_bureaus(load_bureaus().values())
        except ArchiveError as error:
            spider.stop_all(str(error))

    def spider_closed(self, spider: ArchiveSpider, reason: str) -> None:
        """Write what is left, end the run's row, and close the archive if it was claimed here."""
        self._ended = True
        if self.progress is not None:
            self.progress.stop()
        summary = spider.summary
        idle = not summary.asked and not summary.fatal
        if idle and self.session.exists and not self.session.opened:
            self._open(spider)  # a run with nothing to ask is a good one, and has its row
        spider.wind_up(reason)
        summary.seconds = time.monotonic() - self._began
        pace, ledger = self.crawler.get_extension(Pace), self.crawler.get_extension(HostLedger)
        notes = [*self.session.notes, *(pace.notes if pace else ())]
        summary.notes.extend(note for note in notes if note not in summary.notes)
        if ledger is not None:
            summary.hosts = ledger.view()
            ledger.save()
        if self.session.opened:
            try:
                moment = datetime.now(UTC)
                now = utc_text(moment)
                if not summary.fatal:  # what ends a run here says nothing of the bureaus
                    note_watch(self.session, summary, now)
                    note_drift(self.session, summary, now)
                note_permission(self.session, summary, moment)
            except ArchiveError as error:
                spider.stop_all(str(error))
            counts = {name: each.as_counts() for name, each in summary.bureaus.items()}
            try:
                self.session.finish_run(summary.outcome, counts)
            except ArchiveError as error:
                spider.stop_all(str(error))
        if getattr(self.crawler, "archive_is_ours", False):
            self.session.close()

    def cut_off(self) -> None:
        """End a run that Scrapy has left without closing its spider; else do nothing.

        After a second Ctrl-C it does so. What was under way is lost, but whoever listens to the
        end, the archive and its captures among them, hears of it all the same.
        """
        if not self._ended:
            self.crawler.signals.send_catch_log(
                signals.spider_closed, spider=self._spider, reason="shutdown"
            )

    @property
    def _spider(self) -> ArchiveSpider:
        spider = self.crawler.spider
        assert spider is not None
        return spider  # type: ignore[return-value]

    @staticmethod
    def _options(spider: ArchiveSpider) -> dict[str, Any]:
        options: dict[str, Any] = {"bureaus": [each.name for each in spider.bureaus]}
        for name in spider.arguments:
            if name != "bureau":
                options[name] = getattr(spider, name)
        return options
