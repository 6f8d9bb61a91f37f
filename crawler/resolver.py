"""Names to addresses, never to a private one.

Whoever controls a name below antaranews.com, or the network in between, could otherwise send
the crawler to a machine inside the person's own network.
"""

from __future__ import annotations

import ipaddress
import logging
from typing import TYPE_CHECKING, Any

from scrapy.resolver import CachingThreadedResolver, dnscache
from twisted.internet.error import DNSLookupError

from crawler.config import gateway_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase
    from twisted.internet.defer import Deferred

logger = logging.getLogger(__name__)


class PublicResolver(CachingThreadedResolver):
    """Scrapy's IPv4 resolver, which refuses every address that is not a public one.

    Only the gateway's host may be anywhere. Its port is kept by `GatewayHandler`, which then
    connects to nothing else.
    """

    def __init__(
        self,
        reactor: ReactorBase,
        cache_size: int,
        timeout: float,
        exempt: str | None = None,
    ) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.exempt = exempt
        self.refused: dict[str, str] = {}
        """Name to the address that was refused: Twisted's error does not tell it."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Take the cache, the timeout (seconds) and the gateway from the settings."""
        resolver = super().from_crawler(crawler, reactor)
        gateway = gateway_of(crawler.settings)
        resolver.exempt = gateway[0] if gateway else None
        return resolver

    @classmethod
    def installed(cls, crawler: Crawler, reactor: Any) -> PublicResolver:
        """Return the resolver that the reactor uses, after installing one where it is missing."""
        current = reactor.resolver
        gateway = gateway_of(crawler.settings)
        if isinstance(current, cls) and current.exempt == (gateway[0] if gateway else None):
            return current
        resolver = cls.from_crawler(crawler, reactor)
        resolver.install_on_reactor()
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802
        """Look a name up and fail with DNSLookupError when its address is not public."""
        found: Deferred[str] = super().getHostByName(name, timeout)
        found.addCallback(self._check, name)
        return found

    def _check(self, address: Any, name: str) -> str:
        if name.lower() == self.exempt or is_public(address):
            self.refused.pop(name, None)
            return str(address)
        # A wrong answer of a hotel's network must not stay for the whole run.
        dnscache.pop(name, None)
        self.refused[name] = str(address)
        logger.warning("Refused: %s leads to the address %s, which is not public", name, address)
        raise DNSLookupError(f"{name} leads to {address}, which is not a public address")


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public internet.

    Private, loopback, link-local, shared, multicast and reserved ones do not, also when an
    IPv6 address wraps them (IPv4-mapped, 6to4, Teredo).

    >>> is_public("8.8.8.8"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        wrapped = [each for each in (ip.sixtofour, *(ip.teredo or ())) if each is not None]
        if not all(is_public(str(each)) for each in wrapped):
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)
