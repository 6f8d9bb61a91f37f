"""How many pages a second the sample sites serve, by one keep-alive client per host.

    python benchmarks/bench_replica.py [SECONDS]

The small site is the one of the demo; the large one has 20,000 articles over ten years, and its
pages are made when they are asked for. A site runs in a process of its own, the client in this
one; both share the machine, so the figure is a lower bound.
"""

from __future__ import annotations

import asyncio
import itertools
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.replica import YEARS_BUREAUS, Site  # noqa: E402


async def _client(port: int, urls: Iterable[str], until: float) -> tuple[int, int]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**23)
    pages = size = 0
    for url in urls:
        if time.monotonic() > until:
            break
        writer.write(f"GET {url} HTTP/1.1\r\nHost: {urlsplit(url).netloc}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        await reader.readexactly(length)
        pages, size = pages + 1, size + length
    writer.close()
    return pages, size


async def _measure(port: int, by_host: list[Iterable[str]], seconds: float) -> str:
    begin = time.monotonic()
    counted = await asyncio.gather(*(_client(port, urls, begin + seconds) for urls in by_host))
    took = time.monotonic() - begin
    pages, size = (sum(column) for column in zip(*counted, strict=True))
    return f"{pages / took:,.0f} pages a second of {size / max(1, pages) / 1000:.0f} kB"


def main() -> None:
    """Print each site's size, the time to make it and its throughput, cold and warm."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    start = time.perf_counter()
    small = Site()
    made = time.perf_counter() - start
    print(f"made a site of {small.articles} articles in {made:.2f} s")
    _serve(small, [], seconds)
    start = time.perf_counter()
    large = Site(articles=20_000, years=10, bureaus=YEARS_BUREAUS, weight=1)
    made = time.perf_counter() - start
    print(f"made a site of {large.articles} articles over ten years in {made:.2f} s")
    _serve(large, ["--articles", "20000", "--years", "10", "--weight", "1"], seconds)


def _serve(site: Site, options: list[str], seconds: float) -> None:
    by_host = [[one.url for one in site.articles_of(name)] for name in site.bureaus]
    words = [sys.executable, "-m", "tests.replica", "serve", *options]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        port = int(process.stdout.readline().rpartition(":")[2])
        # Cold: pages that nobody has asked for yet, until there are none or the time is over.
        print("cold:", asyncio.run(_measure(port, [iter(urls) for urls in by_host], seconds)))
        few = [itertools.cycle(urls[:50]) for urls in by_host]
        print("warm:", asyncio.run(_measure(port, few, seconds)))
        status = Path(f"/proc/{process.pid}/status")
        if status.exists():
            peak = int(status.read_text().partition("VmHWM:")[2].split()[0]) // 1024
            print(f"peak memory of the server: {peak} MB")
        process.terminate()


if __name__ == "__main__":
    main()
