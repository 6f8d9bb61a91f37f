"""Keeps each answer of a crawl as it came, before anything is made of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.exceptions import NotConfigured

from crawler.captures.about import ABOUT, CAPTURE, FETCHED_AT
from crawler.captures.appending import Appender
from crawler.captures.originals import Original, original_of
from crawler.captures.record import (
    FEED_PUBLISHED,
    KEY,
    KIND,
    pack_answer,
    pack_request,
)
from crawler.clock import utc_text
from crawler.config import contact_of
from crawler.middlewares.identity import user_agent
from crawler.urls import identify
from pipelines.archive import ArchiveError
from pipelines.archive.captures import Capture

if TYPE_CHECKING:
    from typing import Any, Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.spiders.base import ArchiveSpider
    from pipelines.archive import ArchiveSession

LEAST_BODY = 512
"""Bytes of a body that is not written twice: for a smaller one a revisit record saves nothing."""


class Captures:
    """Writes a WARC record of each answer, and its row with the archive's next transaction.

    Connected behind `ArchiveExtension`, which opens the archive at the first answer. Nothing is
    kept without an open archive: what cannot be stored needs no evidence.
    """

    def __init__(self, crawler: Crawler, session: ArchiveSession, most: int) -> None:
        self.crawler = crawler
        self.session = session
        self.most = most
        self._appender: Appender | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen to answers.

        Raises:
            NotConfigured: CAPTURES is off, or the crawl has no archive.
        """
        session = getattr(crawler, "archive_session", None)
        if session is None or not crawler.settings.getbool("CAPTURES"):
            raise NotConfigured
        extension = cls(crawler, session, crawler.settings.getint("CAPTURES_FILE_SIZE"))
        crawler.signals.connect(extension.answered, signals.response_downloaded)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def answered(self, response: Response, request: Request) -> None:
        """Keep one answer, whatever it is."""
        session = self.session
        now = utc_text(dt.datetime.now(dt.UTC))
        request.meta[FETCHED_AT] = now
        request.meta.pop(CAPTURE, None)
        if not session.opened or session.run is None:
            return
        if self._is_withdrawn(response, request):
            return
        try:
            request.meta[CAPTURE] = self._keep(response, request, now)
        except ArchiveError as error:
            self._spider.stop_all(str(error))

    def _is_withdrawn(self, response: Response, request: Request) -> bool:
        """Whether it is a page of an article that was taken out on request.

        Nobody asks for one; another one's address may lead there.
        """
        named = (identify(each) for each in {request.url, response.url})
        return any(
            each and self.session.is_withdrawn(each.bureau, each.article_id) for each in named
        )

    def _keep(self, response: Response, request: Request, now: str) -> int:
        session = self.session
        about: dict[str, Any] = request.meta.get(ABOUT) or {}
        sha256 = hashlib.sha256(response.body).hexdigest()
        files = self._files()
        file, offset = files.place(now)
        original = self._original(response, about, sha256)
        capture = Capture(
            id=session.next_capture_id(),
            file=file,
            offset=offset,
            length=0,
            sha256=original.capture.sha256 if original else sha256,
            url=request.url,
            fetched_at=now,
            status=response.status,
            kind=str(about.get("kind", "other")),
            record="revisit" if original else "response",
            same_as=original.capture.id if original else None,
            run=session.run,
        )
        facts = {
            KIND: capture.kind,
            KEY: str(about.get("key") or ""),
            FEED_PUBLISHED: " ".join(str(about.get("feed_published") or "").split()),
        }
        answer = pack_answer(
            capture,
            response,
            facts={name: value for name, value in facts.items() if value},
            original=original,
        )
        files.append(answer + pack_request(capture, request))
        session.add_capture(replace(capture, length=len(answer)))
        return capture.id

    def _original(self, response: Response, about: dict[str, Any], sha256: str) -> Original | None:
        """Return the capture that has this body already; of 304 the one that is still valid."""
        if response.status == 304:
            bureau, _, number = str(about.get("key") or "").partition("/")
            found = self.session.capture_of(bureau, int(number)) if number else None
        elif len(response.body) < LEAST_BODY:
            return None
        else:
            found = self.session.capture_with_body(response.url, sha256)
        return original_of(self.session.path.parent, found) if found else None

    def _files(self) -> Appender:
        """Return what writes the files; made at the first answer."""
        if self._appender is None:
            facts = {
                "robots": "obeyed",
                "http-header-user-agent": user_agent(contact_of(self.crawler.settings)),
            }
            self._appender = Appender(self.session, self.most, facts)
        return self._appender

    def spider_closed(self, spider: ArchiveSpider) -> None:
        """Put the file on disk and close it."""
        if self._appender is None:
            return
        spider.summary.notes.extend(self._appender.notes)
        try:
            self._appender.close()
        except ArchiveError as error:
            spider.stop_all(str(error))

    @property
    def _spider(self) -> ArchiveSpider:
        spider = self.crawler.spider
        assert spider is not None
        return spider  # type: ignore[return-value]
