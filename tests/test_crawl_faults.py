"""What a crawl makes of each way in which a site can fail, and what that costs it."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.command_line import ANTARA
from tests.minisite import rows
from tests.peak import run_and_weigh
from tests.replica import Faults, Site, running_site
from tests.replica.faults import HOSTILE, KINDS

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
BUREAUS = ("sumsel", "bali", "www")
MOST_MEMORY = 250 * 1024
"""KiB that a crawl may have at its peak."""

PENDING = {
    "500": "http_500",
    "503": "http_503",
    "429": "http_429",
    "503_date": "http_503",
    "429_date": "http_429",
    "timeout": "timeout",
    "slow_first_byte": "timeout",
    "endless_slow": "timeout",
    "drop": "connection",
    "truncated": "incomplete",
    "truncated_chunked": "incomplete",
    "cut_gzip": "incomplete",
    "empty": "incomplete",
}
REJECTED = {
    "endless": "too_large",
    "gzip_bomb": "too_large",
    "loop": "redirect_loop",
    "loop_of_two": "redirect_loop",
    "chain": "redirect_loop",
    "off_site": "off_site",
    "private": "off_site",
    "localhost": "off_site",
    "wrong_type": "not_html",
}


def crawl(folder: Path, gateway: str, *options: str) -> tuple[int, dict, int]:
    """Crawl in a process of its own; returns its status, its summary, and its peak in KiB."""
    clean = {name: value for name, value in os.environ.items() if "ANTARA_" not in name}
    words = [
        *(str(ANTARA), "crawl", "latest", "--origin", "sample", "--json"),
        *("--bureau", ",".join(BUREAUS), "--since", "2000-01-01"),
        *("-s", f"ARCHIVE_PATH={folder / 'archive.db'}", "-s", "DOWNLOAD_DELAY=0"),
        *("-s", "BACKOFF_MAX=0", "-s", "DOWNLOAD_TIMEOUT=1.5", "-s", "RETRY_TIMES=1", *options),
    ]
    with (folder / "out.json").open("w") as out, (folder / "log.txt").open("w") as log:
        status, peak = run_and_weigh(
            words,
            folder / "peak.txt",
            stdout=out,
            stderr=log,
            cwd=folder,
            env=clean | {"ANTARA_GATEWAY": gateway},
        )
    summary = json.loads((folder / "out.json").read_text() or "{}")
    return status, summary, peak


@pytest.mark.parametrize("held", [0, 300])
def test_what_is_weighed_is_the_command_and_not_this_process(tmp_path: Path, held: int) -> None:
    mine = bytearray(b"x" * 2**20 * 200)
    words = [sys.executable, "-c", f"kept = bytearray(b'x' * 2**20 * {held})"]
    status, peak = run_and_weigh(words, tmp_path / "peak.txt")
    assert (status, len(mine)) == (0, 2**20 * 200)
    assert held * 1024 < peak < (2 * held + 60) * 1024


def test_the_tables_name_every_kind() -> None:
    assert set(PENDING) | set(REJECTED) == {*KINDS, *HOSTILE}


def test_each_fault_of_an_article_ends_in_its_state_and_the_rest_is_read(tmp_path: Path) -> None:
    site = Site(seed=11, articles=150, bureaus=BUREAUS, only_clean=True)
    kinds = [*PENDING, *REJECTED]
    chosen: dict[str, tuple[str, int]] = {}
    faults = Faults(silence=60, hold=60, drip=0.2)
    for place, kind in enumerate(kinds):
        bureau = BUREAUS[place % len(BUREAUS)]
        # Every third article: of five unusable ones in a row the host would be left alone.
        piece = site.articles_of(bureau)[2 + 3 * (place // len(BUREAUS))]
        chosen[kind] = (bureau, piece.article_id)
        faults.addresses[piece.facts.host + piece.path] = kind
    with running_site(site, faults=faults) as server:
        status, summary, memory = crawl(tmp_path, server.gateway)
        assert server.foreign == []
        hosts = {one.host for one in server.requests}
    assert status == 0, summary
    assert hosts == {f"{bureau}.antaranews.com" for bureau in BUREAUS}
    assert memory < MOST_MEMORY
    found = {
        (bureau, number): (state, (reason or "").partition(":")[0])
        for bureau, number, state, reason in rows(
            tmp_path / "archive.db", "SELECT bureau, article_id, state, reason FROM frontier"
        )
    }
    wanted = {kind: ("pending", reason) for kind, reason in PENDING.items()}
    wanted |= {kind: ("rejected", reason) for kind, reason in REJECTED.items()}
    assert {kind: found[key] for kind, key in chosen.items()} == wanted
    others = Counter(state for key, (state, _) in found.items() if key not in chosen.values())
    assert others == {"stored": len(site.truth()) - len(kinds)}


@pytest.mark.parametrize("kind", ["endless", "gzip_bomb", "loop_of_two", "private", "drop", "429"])
def test_a_listing_that_fails_is_an_error_and_the_others_are_read(
    tmp_path: Path, kind: str
) -> None:
    site = Site(seed=12, articles=60, bureaus=BUREAUS, only_clean=True)
    faults = Faults(drip=0.2)
    host = "bali.antaranews.com"
    for path in ("/rss/terkini.xml", "/terkini", "/terkini/2"):
        faults.addresses[host + path] = kind
    with running_site(site, faults=faults) as server:
        status, summary, memory = crawl(tmp_path, server.gateway)
        assert server.foreign == []
    assert status == 1
    assert memory < MOST_MEMORY
    assert summary["bureaus"]["bali"]["stored"] == 0
    assert summary["bureaus"]["bali"]["errors"]
    for bureau in ("sumsel", "www"):
        assert summary["bureaus"][bureau]["errors"] == []
        assert summary["bureaus"][bureau]["stored"] == len(site.truth(bureau))


def test_a_slow_host_starves_no_other(tmp_path: Path) -> None:
    """Each of its answers takes a quarter of a second; the others are done long before it."""
    site = Site(seed=13, articles=60, bureaus=BUREAUS, only_clean=True)
    with running_site(site, faults=Faults(slow={"bali.antaranews.com": 0.25})) as server:
        status, _, _ = crawl(tmp_path, server.gateway, "-s", "SLOWNESS_FACTOR=0")
        asked = list(server.requests)
    assert status == 0
    last = {host: place for place, host in enumerate(one.host for one in asked)}
    bali = [place for place, one in enumerate(asked) if one.host == "bali.antaranews.com"]
    for host in ("sumsel.antaranews.com", "www.antaranews.com"):
        behind = [place for place in bali if place > last[host]]
        assert len(behind) > len(bali) / 2
