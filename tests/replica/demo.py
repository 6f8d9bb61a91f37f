"""`make demo`: crawl the sample site into an archive, with the command that a person types.

    python -m tests.replica.demo

The site is served on a free port of this machine while the crawl runs, and `antara` is told to
use it as its gateway. Nothing else is asked of any network, and every article is invented.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.replica import Site, running_site

SINCE = "2000-01-01"
"""Before every article: the walk goes to the end of the listings."""


def main(words: list[str] | None = None) -> int:
    """Crawl the sample site; returns the exit status of the crawl.

    Args:
        words: more options for `antara crawl latest`.
    """
    site = Site()
    with running_site(site, keep_log=False) as server:
        print(
            f"The sample site: {site.articles} invented articles of {len(site.bureaus)} bureaus, "
            f"served at {server.gateway} while the crawl runs.",
            flush=True,
        )
        given = sys.argv[1:] if words is None else words
        crawl = [*_antara(), *_options(site), *given]
        environment = os.environ | {"ANTARA_GATEWAY": server.gateway}
        # Ctrl-C reaches both: the crawl ends in order, and this waits for it. A handler, unlike
        # an ignored signal, is not inherited by the command.
        before = signal.signal(signal.SIGINT, lambda *_: None)
        try:
            status = subprocess.run(crawl, env=environment, check=False).returncode
        finally:
            signal.signal(signal.SIGINT, before)
    if status == 0:
        print("Run it again: it finds nothing new and stores nothing twice.", flush=True)
    return status if status >= 0 else 128 - status


def _options(site: Site) -> list[str]:
    return [
        *("crawl", "latest", "--origin", "sample", "--since", SINCE),
        *("--bureau", ",".join(site.bureaus)),
        # A guest needs manners; a site that is our own does not mind.
        *("-s", "DOWNLOAD_DELAY=0", "-s", "BACKOFF_MAX=0"),
    ]


def _antara() -> list[str]:
    script = Path(sys.executable).with_name("antara")
    return [str(script)] if script.exists() else [sys.executable, "-m", "crawler"]


if __name__ == "__main__":
    sys.exit(main())
