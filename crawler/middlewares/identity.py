"""Who asks: the User-Agent with the project's name and the person's contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler import DISTRIBUTION, __version__
from crawler.config import contact_of

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler


class Identity:
    """Sets the User-Agent of each request, and takes away a Referer."""

    def __init__(self, user_agent: str) -> None:
        self.user_agent = user_agent

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the contact from the settings."""
        return cls(user_agent(contact_of(crawler.settings)))

    def process_request(self, request: Request) -> None:
        """Set the headers that say who asks."""
        request.headers["User-Agent"] = self.user_agent
        request.headers.pop("Referer", None)


def user_agent(contact: str) -> str:
    """Return the User-Agent; `contact` may be empty when only a gateway is asked.

    >>> user_agent("redaksi@example.org")  # doctest: +ELLIPSIS
    'arsip-antara/... (+redaksi@example.org)'
    """
    name = f"{DISTRIBUTION}/{__version__}"
    return f"{name} (+{contact})" if contact else name
