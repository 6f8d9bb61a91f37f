"""python -m tests.replica serve | truth | traps | page URL."""

from __future__ import annotations

import argparse
import json
import sys
import time

from tests.replica import YEARS_BUREAUS, Faults, Site, running_site
from tests.replica.hosts import DEFAULT_BUREAUS, HOSTS


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.replica", description=__doc__)
    parser.add_argument("deed", choices=("serve", "truth", "traps", "page"))
    parser.add_argument("url", nargs="?", help="for page: an address on the site")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bureaus", help="some of them; with --years eight, else seven")
    parser.add_argument("--years", type=float, help="spread the articles over so many years")
    parser.add_argument("--weight", type=int, default=5, help="articles in each panel of a menu")
    parser.add_argument("--redesign", action="store_true")
    parser.add_argument("--faults", type=float, default=0.0, help="share of answers that fail once")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds for each answer")
    parser.add_argument("--gzip", action="store_true")
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> int:
    """Run one deed; returns the exit status."""
    given = _arguments(words)
    usual = YEARS_BUREAUS if given.years else DEFAULT_BUREAUS
    bureaus = tuple(given.bureaus.split(",")) if given.bureaus else usual
    unknown = [name for name in bureaus if name not in HOSTS]
    if unknown:
        print(f"Unknown bureau {unknown[0]!r}. Known: {', '.join(HOSTS)}", file=sys.stderr)
        return 2
    site = Site(
        given.seed,
        given.articles,
        bureaus,
        redesign=given.redesign,
        years=given.years,
        weight=given.weight,
    )
    if given.deed == "truth":
        for one in site.truth():
            print(json.dumps(one, ensure_ascii=False))
        return 0
    if given.deed == "traps":
        for name, url in site.traps.items():
            print(f"{name:24} {url}")
        return 0
    if given.deed == "page":
        host, _, path = (given.url or "").partition("://")[2].partition("/")
        sys.stdout.buffer.write(site.answer(host, f"/{path}").body)
        return 0
    faults = Faults(rate=given.faults, latency=given.latency)
    with running_site(
        site, faults=faults, compress=given.gzip, keep_log=False, port=given.port
    ) as server:
        print(server.gateway, flush=True)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            return 0


if __name__ == "__main__":
    sys.exit(main())
