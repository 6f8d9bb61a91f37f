"""What is remembered of a host's robots.txt, in this process and in the archive."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from crawler.clock import utc_moment, utc_text
from crawler.middlewares.robots_text import judge, text_of
from pipelines.archive import ArchiveError

if TYPE_CHECKING:
    from protego import Protego
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

ROBOTS_FILE = "robots.txt"
NOT_NOW = "not now: "
"""How the verdict of an answer begins that closes its host."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt says; `parsed` is None when it could not be read."""

    read_at: float
    """Seconds of the middleware's clock."""
    parsed: Protego | None
    reason: str
    status: int | None
    over_budget: bool = False
    """It was not asked for: the run may send no more."""


@dataclass(slots=True)
class Answer:
    """One fetch of a file about robots, as the archive keeps it."""

    host: str
    """Behind "http://" for what http answers, which may differ from https."""
    fetched_at: str
    """UTC, YYYY-MM-DDTHH:MM:SSZ."""
    status: int | None
    """None when nothing answered."""
    body: bytes
    """UTF-8, as far as it was read; of rules only: what a page of errors says is no rule."""
    verdict: str
    """"rules", "no rules" or "not now: " and why."""
    file: str = ROBOTS_FILE


def kept_name(scheme: str, host: str) -> str:
    """Return the name under which a host's answers are kept."""
    return host if scheme == "https" else f"{scheme}://{host}"


def answer_of(name: str, rules: Rules, body: bytes) -> Answer:
    """Return what is kept of an answer that was judged just now."""
    open_ = rules.parsed is not None
    text = text_of(body) if open_ and rules.status == 200 else None
    return Answer(
        name,
        utc_text(datetime.now(UTC)),
        rules.status,
        (text or "").encode(),
        rules.reason if open_ else NOT_NOW + rules.reason,
    )


class Memory:
    """The answers in the archive: read before a host is asked, written once the archive is open.

    A crawl without an archive remembers nothing here.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._unsaved: list[Answer] = []

    @property
    def session(self) -> Any:
        """The crawl's archive, None without one."""
        return getattr(self.crawler, "archive_session", None)

    def last(self, name: str, file: str) -> tuple[Any, float] | None:
        """Return the last answer that was kept and its age in seconds, None without a usable one.

        One from the future, by a clock that was set back since, is not used.
        """
        session = self.session
        if session is None:
            return None
        try:
            row = session.robots(name, file)
        except ArchiveError as error:
            logger.warning("what is kept of %s's %s cannot be read: %s", name, file, error)
            return None
        if row is None:
            return None
        age = (datetime.now(UTC) - utc_moment(row.last_seen)).total_seconds()
        return (row, age) if age >= 0 else None

    def rules(self, name: str, now: float, max_age: float, retry_after: float) -> Rules | None:
        """Return what another run read of a robots.txt, None when it is to be asked for.

        Args:
            name: by `kept_name`.
            now: seconds of the middleware's clock.
            max_age: seconds that rules hold.
            retry_after: seconds that a host stays closed whose rules could not be read.
        """
        found = self.last(name, ROBOTS_FILE)
        if found is None:
            return None
        row, age = found
        if row.verdict.startswith(NOT_NOW):
            if age > retry_after:
                return None
            reason = f"{row.verdict.removeprefix(NOT_NOW)}, at {row.last_seen}"
            return Rules(now - age, None, reason, row.status)
        body = row.body or ""
        if age > max_age or row.status is None or "\0" in body or "\ufffd" in body:
            return None
        parsed, reason = judge(row.status, body.encode())
        return Rules(now - age, parsed, reason, row.status) if parsed is not None else None

    def keep(self, answer: Answer) -> None:
        """Write an answer to the archive, as soon as there is something that may be written."""
        self._unsaved.append(answer)
        self.save()

    def save(self) -> None:
        """Write what waits, once the archive is open: the first answer opens it."""
        session = self.session
        if not self._unsaved or session is None or not session.opened:
            return
        # Cleared first: what fails once is not tried again with each request.
        waiting, self._unsaved = self._unsaved, []
        try:
            for each in waiting:
                session.save_robots(
                    each.host,
                    each.fetched_at,
                    each.status,
                    each.body,
                    each.verdict,
                    file=each.file,
                )
        except ArchiveError as error:
            # The verdict holds all the same; the spider ends the run when it cannot write.
            logger.error("%s was not saved: %s", waiting[0].file, error)
