"""A crawl of given addresses with this project's settings; run by `servers.crawl`.

Reads what to ask as JSON from standard input, prints what came of it as one line of JSON.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import ResponseDataLossError
from scrapy.settings import Settings
from scrapy.spidermiddlewares.httperror import HttpError

from crawler import errors, resolver
from crawler.budget import Budget
from crawler.manners import HostLedger
from crawler.middlewares import guard
from crawler.middlewares.robots import Robots
from crawler.outcomes import classify, readable


def answered(failure: Any) -> bool:
    """Whether any host sent an answer, however bad, before it came to this failure.

    For the promise that some addresses are never asked: no production code needs to know.
    """
    error = getattr(failure, "value", failure)
    if isinstance(error, HttpError | ResponseDataLossError | errors.TooLarge | errors.RobotsDenied):
        return True
    return isinstance(error, errors.Refused) and error.status is not None


class Probe(Spider):
    name = "probe"
    urls: list[Any]
    results: dict[str, dict[str, Any]]

    async def start(self):
        for each in self.urls:
            arguments = {"url": each} if isinstance(each, str) else dict(each)
            arguments["meta"] = {**arguments.get("meta", {}), "asked": arguments["url"]}
            yield Request(**arguments, callback=self.parse, errback=self.failed)

    def parse(self, response):
        why = readable(response)
        self.results[response.meta["asked"]] = {
            "page": response.url,
            "requested": response.request.url,
            "status": response.status,
            "size": len(response.body),
            "sha256": hashlib.sha256(response.body).hexdigest(),
            "type": type(response).__name__,
            "latency": response.meta.get("download_latency"),
            "unreadable": why and [why.kind, why.reason],
            "peer": str(response.ip_address),
        }

    def failed(self, failure):
        outcome = classify(failure)
        self.results[failure.request.meta["asked"]] = {
            "kind": outcome.kind,
            "reason": outcome.reason,
            "status": outcome.status,
            "text": outcome.text,
            "error": failure.type.__name__,
            "answered": answered(failure),
        }


def substitute_lookups(dns: dict[str, str]) -> None:
    """Answer every look-up of a name from this table; no packet leaves the machine."""
    import socket

    def lookup(name: str) -> str:
        if name in dns or name.replace(".", "").isdigit():
            return dns.get(name, name)
        raise socket.gaierror(socket.EAI_NONAME, "not in the test's table")

    socket.gethostbyname = lookup
    for name in ("connect", "connect_ex"):
        setattr(socket.socket, name, _loopback_only(getattr(socket.socket, name)))


def _loopback_only(connect):
    """Let no test leave this machine, whatever it breaks."""

    def checked(self, address):
        assert not isinstance(address, tuple) or address[0].startswith("127."), address
        return connect(self, address)

    return checked


def main() -> None:
    asked = json.load(sys.stdin)
    substitute_lookups(asked["dns"])
    if "port" in asked["broken"]:
        guard._PORTS["http"] = asked["broken"]["port"]
    if asked["broken"].get("trusting"):
        resolver.is_public = lambda _: True
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    # The archive and the spiders are no part of what is tested here.
    settings.set("SPIDER_MODULES", [], priority="cmdline")
    settings.set("ITEM_PIPELINES", {}, priority="cmdline")
    extensions = dict(settings["EXTENSIONS"])
    extensions.pop("crawler.extensions.ArchiveExtension", None)
    settings.set("EXTENSIONS", extensions, priority="cmdline")
    for name, value in asked["settings"].items():
        settings.set(name, value, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(Probe)
    results: dict[str, Any] = {}
    robots: list[Any] = []

    def spy() -> None:
        middleware = crawler.get_downloader_middleware(Robots)
        middleware.on_robots = lambda answer: robots.append(
            [answer.host, answer.fetched_at, answer.status, len(answer.body), answer.verdict]
        )

    from scrapy import signals

    crawler.signals.connect(spy, signals.engine_started, weak=False)
    budget = Budget(max_requests=asked["max_requests"])
    process.crawl(crawler, urls=asked["urls"], results=results, budget=budget)
    process.start()
    ledger = crawler.get_extension(HostLedger)
    hosts = ledger.view() if ledger is not None else {}
    stats = dict(crawler.stats.get_stats())
    # Of this process alone; the figure of getrusage is that of the parent when it is larger.
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    stats["peak_memory"] = int(peak[1]) * 1024 if peak else 0
    sys.stdout.write(
        json.dumps(
            {"results": results, "stats": stats, "robots": robots, "hosts": hosts}, default=str
        )
        + "\n"
    )


if __name__ == "__main__":
    main()
