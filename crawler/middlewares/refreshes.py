"""Pages that send a browser on by `<meta http-equiv="refresh">`: redirects in another form.

Followed is only what leads at once from one article's address to another one of an article: an
old slug to the new one, a bureau's address to www's. What reloads a page after some minutes, shows
the next picture, or leads to the home page says nothing of an address, and is left as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapy.exceptions import IgnoreRequest
from scrapy.http import TextResponse
from scrapy.utils.response import get_meta_refresh

from crawler.errors import RedirectLoop
from crawler.middlewares.redirects import Redirects
from crawler.outcomes import is_html
from crawler.urls import identify

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.http import Response

AT_ONCE = 1.0
"""Seconds up to which a refresh is a redirect. A slide show waits longer."""

_HEAD = 4096
"""Bytes at a page's beginning in which it has to stand."""
_SAYS_REFRESH = re.compile(rb"http-equiv\s*=\s*[\"']?\s*refresh", re.IGNORECASE)


class Refreshes(Redirects):
    """Follows such a page as a redirect, and counts it as one."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """Follow a page that leads to an article's other address; pass all others on.

        Raises:
            RedirectLoop: after REDIRECT_MAX_TIMES redirects of either form.
        """
        url = leads_on(response)
        if url is None:
            return response
        self.max_redirect_times = self.most
        onward = self._redirect_request_using_get(request, response, url)
        try:
            return self._redirect(onward, request, response.status)
        except IgnoreRequest as error:
            first = request.meta.get("redirect_urls", [request.url])[0]
            times = request.meta.get("redirect_times", 0)
            message = f"more than {times} redirects from {first}"
            raise RedirectLoop(message, response.status) from error


def leads_on(response: Response) -> str | None:
    """Return the address of an article that an article's page leads to at once; None without.

    A page without scripts counts as a browser without them sees it: what stands in a <noscript>
    is meant for it.
    """
    if response.status != 200 or not isinstance(response, TextResponse) or not is_html(response):
        return None
    if identify(response.url) is None or not _SAYS_REFRESH.search(response.body[:_HEAD]):
        return None
    seconds, url = get_meta_refresh(response, ignore_tags=())
    if url is None or seconds is None or seconds > AT_ONCE or identify(url) is None:
        return None
    return None if url.partition("#")[0] == response.url else url
