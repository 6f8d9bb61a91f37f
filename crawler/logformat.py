"""What Scrapy logs of the items: a line, never an article's whole text."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from scrapy.logformatter import LogFormatter

from pipelines.archive import ArchiveError

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.http import Response
    from scrapy.logformatter import LogFormatterResult
    from twisted.python.failure import Failure


class ItemLog(LogFormatter):
    """Names articles by their key, and leaves to the summary what the summary tells."""

    def scraped(
        self, item: Any, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """An article that went through."""
        return {"level": logging.DEBUG, "msg": "Stored %(key)s", "args": {"key": _key(item)}}

    def dropped(
        self,
        item: Any,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider,
    ) -> LogFormatterResult:
        """An article that a pipeline rejected; its reason is in the archive and the summary."""
        return {
            "level": logging.INFO,
            "msg": "Rejected %(key)s: %(why)s",
            "args": {"key": _key(item), "why": str(exception)},
        }

    def item_error(
        self,
        item: Any,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider,
    ) -> LogFormatterResult:
        """An article on which a pipeline broke. A disk that is full is no fault of the program."""
        return {
            "level": logging.DEBUG if isinstance(exception, ArchiveError) else logging.ERROR,
            "msg": "Error while storing %(key)s",
            "args": {"key": _key(item)},
        }


def _key(item: Any) -> str:
    return f"{getattr(item, 'bureau', '?')}/{getattr(item, 'article_id', '?')}"
