"""Redirects that end with a named reason."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest

from crawler.errors import OffSite, RedirectLoop
from crawler.middlewares.compression import CUT_AT

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
LEAST_FOR_ROBOTS = 5
"""Redirects that are followed for a robots.txt at least, by RFC 9309, 2.3.1.2."""


class Redirects(RedirectMiddleware):
    """Scrapy's redirects without a Referer, and with errors that say what happened.

    The address redirected to goes through `Guard` and robots.txt like any other.
    """

    most: int
    """REDIRECT_MAX_TIMES."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Leave out the hook that warns of a missing Referer middleware."""
        redirects = cls(crawler.settings)
        redirects.crawler = crawler
        redirects.most = redirects.max_redirect_times
        return redirects

    def handle_referer(self, request: Request, response: Response) -> None:
        """Send none."""
        request.headers.pop("Referer", None)

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """Follow a redirect.

        Raises:
            RedirectLoop: after REDIRECT_MAX_TIMES of them.
            OffSite: when it leads to something that is no web address.
        """
        # Only robots.txt, and tdmrep.json, are cut off instead of refused.
        least = LEAST_FOR_ROBOTS if CUT_AT in request.meta else 0
        self.max_redirect_times = max(self.most, least)
        try:
            result: Request | Response = super().process_response(request, response)
            self._check_scheme(request, response)
        except OffSite:
            raise
        except IgnoreRequest as error:
            first = request.meta.get("redirect_urls", [request.url])[0]
            times = request.meta.get("redirect_times", 0)
            raise RedirectLoop(
                f"more than {times} redirects from {first}", response.status
            ) from error
        except ValueError as error:
            raise OffSite("a redirect to an unreadable address", response.status) from error
        return result

    @staticmethod
    def _check_scheme(request: Request, response: Response) -> None:
        # Scrapy hands such a redirect to the spider, as a page.
        location = response.headers.get("Location")
        if response.status in _REDIRECTS and location:
            scheme = urlsplit(urljoin(request.url, location.decode("latin-1").strip())).scheme
            if scheme not in {"http", "https"}:
                raise OffSite(f"a redirect to {scheme}:", response.status)
