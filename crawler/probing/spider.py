"""Asks all bureaus side by side, and hands on each one's report when it is complete."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from scrapy import Spider

from crawler.middlewares.robots import Robots
from crawler.middlewares.robots_memory import kept_name
from crawler.one_page import ARCHIVE_EXTENSION
from crawler.probing.answers import robots_of
from crawler.probing.asking import Asker, Stopped
from crawler.probing.differences import differences
from crawler.probing.eight import EightEach
from crawler.probing.questions import ask_all
from crawler.probing.report import INTERRUPTED, BureauReport

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from scrapy.settings import BaseSettings

    from crawler.bureaus import Bureau
    from crawler.middlewares.robots_memory import Answer

LEDGER = "crawler.manners.HostLedger"
OURS = f"{EightEach.__module__}.{EightEach.__name__}"


class ProbeSpider(Spider):
    """Fills a report for each bureau; nothing is read from an archive or written to one.

    It stands outside SPIDER_MODULES: there is nothing to crawl with it.
    """

    name = "probe"

    def __init__(
        self,
        bureaus: Sequence[Bureau],
        told: Callable[[BureauReport], None],
        **arguments: Any,
    ) -> None:
        """Take what to ask and whom to tell.

        Args:
            bureaus: each once.
            told: called with each report when its bureau has been asked all.
            arguments: of Scrapy.
        """
        super().__init__(**arguments)
        self.bureaus = bureaus
        self.told = told
        self.reports: list[BureauReport] = []
        """In the order in which they were complete."""
        self.broken: OSError | None = None
        """What `told` failed with; then no more is asked."""
        self._by_host: dict[str, BureauReport] = {}

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Take the archive and repeated attempts out; robots.txt, pace and guards stay.

        Above what a person set: eight requests are to be eight questions.
        """
        super().update_settings(settings)
        extensions = settings.getdict("EXTENSIONS")
        place = extensions[LEDGER]
        extensions |= {ARCHIVE_EXTENSION: None, LEDGER: None, OURS: place}
        settings.set("EXTENSIONS", extensions, priority="cmdline")
        settings.set("ITEM_PIPELINES", {}, priority="cmdline")
        settings.set("RETRY_TIMES", 0, priority="cmdline")

    async def start(self) -> AsyncIterator[Any]:
        """Ask all bureaus; nothing is yielded, so the crawl ends when they have answered."""
        robots = self.crawler.get_downloader_middleware(Robots)
        assert robots is not None
        robots.on_robots = self._robots
        places = asyncio.Semaphore(self.settings.getint("CONCURRENT_REQUESTS"))
        try:
            async with asyncio.TaskGroup() as side_by_side:
                for each in self.bureaus:
                    side_by_side.create_task(self._bureau(each, places))
        except* OSError:
            if self.broken is None:
                raise
        return
        yield  # type: ignore[unreachable]  # what makes it an iterator

    async def _bureau(self, bureau: Bureau, places: asyncio.Semaphore) -> None:
        report = BureauReport(bureau.name, bureau.host)
        self._by_host[kept_name("https", bureau.host)] = report
        asker = Asker(self.crawler, bureau, report, places)
        try:
            await ask_all(asker, bureau, report)
        except Stopped as why:
            report.stopped = str(why)
        except asyncio.CancelledError:
            report.stopped = INTERRUPTED
            raise
        except Exception as error:
            # One host's page must not end the probe of the others, nor pass unseen.
            self.logger.exception("Error while asking %s", bureau.host)
            report.stopped, report.failed = f"{type(error).__name__}: {error}", True
        finally:
            report.requests = asker.ledger.sent[bureau.name]
            report.differences = differences(bureau, report)
            self.reports.append(report)
            self._tell(report)

    def _tell(self, report: BureauReport) -> None:
        """Hand a report on.

        Raises:
            OSError: when it cannot be written, which ends the questions to all others.
        """
        if self.broken is not None:
            return
        try:
            self.told(report)
        except OSError as error:
            self.broken = error
            raise

    def _robots(self, answer: Answer) -> None:
        report = self._by_host.get(answer.host)
        if report is not None:
            report.robots = robots_of(answer)
