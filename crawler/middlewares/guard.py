"""Which addresses may be asked at all: ANTARA's own, by http or https, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.bureaus import is_antara_host
from crawler.errors import OffSite

if TYPE_CHECKING:
    from scrapy import Request

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


class Guard:
    """Refuses every other address, at each request and redirect, whatever its flags.

    It stands before the check of robots.txt, so that a foreign host is not asked for its own,
    and knows neither `dont_filter` nor `allow_offsite`. The handler checks once more.
    """

    def process_request(self, request: Request) -> None:
        """Let the request pass, in the queue of its own host.

        Raises:
            OffSite: when the address is not ANTARA's.
        """
        # A redirected request keeps the queue of the host that sent it on, which would ask
        # two hosts at one host's pace and one host at two.
        try:
            request.meta["download_slot"] = check_address(request.url)
        except OffSite as refused:
            came = request.meta.get("redirect_reasons")
            refused.status = came[-1] if came else None
            raise


def check_address(url: str) -> str:
    """Return the host of an address of ANTARA.

    Args:
        url: absolute, as a request carries it.

    Raises:
        OffSite: for another scheme, host or port, a user name or password, or an address
            that two parsers might read differently.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise OffSite(f"not a readable address: {url}") from None
    host = parts.hostname or ""
    if parts.scheme not in _PORTS:
        raise OffSite(f"neither http nor https: {url}")
    if "@" in parts.netloc:
        raise OffSite(f"an address with a user name: {host}")
    if not _HOST.fullmatch(host) or not is_antara_host(host):
        raise OffSite(f"not a host of ANTARA: {host or url}")
    if port not in {None, _PORTS[parts.scheme]}:
        raise OffSite(f"port {port} of {host}")
    if parts.netloc.lower() not in {host, f"{host}:{port}"}:
        raise OffSite(f"not a readable address: {url}")
    return host
