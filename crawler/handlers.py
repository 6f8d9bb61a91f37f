"""How a request leaves this machine: to the site itself, or to the gateway."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    ResponseDataLossError,
    StopDownload,
)
from scrapy.utils.httpobj import urlparse_cached

from crawler.config import gateway_of
from crawler.errors import PrivateAddress, TooLarge
from crawler.manners import HostLedger
from crawler.middlewares.compression import CUT_AT
from crawler.middlewares.guard import check_address
from crawler.middlewares.incomplete import ends_by_itself
from crawler.pace import Pace
from crawler.resolver import PublicResolver

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_OWN_META = ("proxy", "bindaddress", "download_maxsize", "download_fail_on_dataloss")
"""What a request may not decide for itself."""
_CUT_OFF = "dataloss"
"""Scrapy's flag of a response that has fewer bytes than its header or its chunks announce."""
_RECEIVED = "received_bytes"
_SENDER = "sender"


class GatewayHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler, behind the same checks once more and with the gateway.

    With GATEWAY set, the request goes out as to a forward proxy: plain HTTP, the absolute
    target `http://sumsel.antaranews.com/…`, the site's own Host. (Scrapy's proxy setting would
    ask for a CONNECT tunnel.) Request and response keep the site's https address, so that
    redirects, robots.txt and the archive know nothing of it. The scheme is lost on the wire.

    Twisted would repeat a GET by itself and at once when a kept-alive connection turns out to
    be closed before an answer began: without the delay, and in nobody's count. That is switched
    off; Scrapy's retries do it in their turn.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        gateway = gateway_of(crawler.settings)
        self._gateway = None if gateway is None else f"http://{gateway[0]}:{gateway[1]}"
        self._max_size = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._pace = crawler.get_extension(Pace) or Pace.from_crawler(crawler)
        self._ledger = crawler.get_extension(HostLedger) or HostLedger.from_crawler(crawler)
        self._pool.retryAutomatically = False
        crawler.signals.connect(self._bytes_received, signals.bytes_received)
        # Only Scrapy's CrawlerProcess installs TWISTED_DNS_RESOLVER; the check of addresses
        # must not depend on who runs the crawl.
        from twisted.internet import reactor

        self._resolver = PublicResolver.installed(crawler, reactor)

    async def download_request(self, request: Request) -> Response:
        """Fetch one address.

        Raises:
            OffSite: when the address is not ANTARA's.
            PrivateAddress: when its name leads to an address that is not public.
            TooLarge: when the answer is larger than DOWNLOAD_MAXSIZE as it is sent.
            OverBudget: when the run may send no more.
        """
        host = check_address(request.url)
        meta = {key: value for key, value in request.meta.items() if key not in _OWN_META}
        # What is cut off is refused by `_send`, which looks at what came first.
        meta |= {_SENDER: self, _RECEIVED: 0, "download_fail_on_dataloss": False}
        out = request.replace(url=self._on_the_wire(request), meta=meta)
        if self._gateway:
            out.meta["proxy"] = self._gateway
        if CUT_AT in out.meta:
            out.meta["download_maxsize"] = 0  # cut off by `_bytes_received` instead
        try:
            async with self._pace.turn(host):
                response = await self._send(request, out, host)
        except CannotResolveHostError as error:
            if host in self._resolver.refused:
                address = self._resolver.refused[host]
                raise PrivateAddress(
                    f"{host} leads to {address}, which is not a public address"
                ) from error
            raise
        except DownloadCancelledError as error:
            # Timeouts have an error of their own: nothing else cancels a download.
            raise TooLarge(f"more than {self._max_size:,} bytes (DOWNLOAD_MAXSIZE)") from error
        if "download_latency" in out.meta:
            request.meta["download_latency"] = out.meta["download_latency"]
        return response.replace(url=request.url)

    async def _send(self, request: Request, out: Request, host: str) -> Response:
        """Send `out` for `request`, and tell the ledger and the pace what came of it."""
        self._ledger.began(request, host)
        began = time.monotonic()
        result: int | BaseException = RuntimeError("interrupted")
        try:
            response = await super().download_request(out)
            if _CUT_OFF in response.flags and not ends_by_itself(response, self._max_size):
                raise ResponseDataLossError("the answer is cut off")
            result = response.status
        except BaseException as error:
            result = error
            raise
        finally:
            # Before the downloader looks at the queue again.
            self._pace.took(host, time.monotonic() - began)
            self._ledger.ended(host, result)
        return response

    def _bytes_received(self, data: bytes, request: Request) -> None:
        """Count what comes, and stop an answer that is to be cut off.

        Raises:
            StopDownload: at CUT_AT bytes; the response has what came until then.
        """
        if request.meta.get(_SENDER) is not self:
            return  # there is a handler for http and one for https
        self._ledger.received(urlparse_cached(request).hostname or "", len(data))
        request.meta[_RECEIVED] += len(data)
        if request.meta[_RECEIVED] > request.meta.get(CUT_AT, float("inf")):
            raise StopDownload(fail=False)

    def _on_the_wire(self, request: Request) -> str:
        if not self._gateway:
            return request.url
        parts = urlparse_cached(request)
        return parts._replace(scheme="http", netloc=parts.hostname or "").geturl()
