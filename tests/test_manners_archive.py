"""The manners over several runs: what the archive remembers of a host, and what it proves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlite_utils.utils import sqlite3

from tests.minisite import ALL, MiniSite, held, rows
from tests.servers import answer

if TYPE_CHECKING:
    from pathlib import Path

BALI, JOGJA = "bali.antaranews.com", "jogja.antaranews.com"
TDMREP = ".well-known/tdmrep.json"
RESERVED = b'[{"location": "/", "tdm-reservation": 1}]'


def age(archive: Path, file: str = "robots.txt") -> None:
    """Let what is kept of a file be of last year."""
    with sqlite3.connect(archive) as connection:
        connection.execute(
            "UPDATE robots SET last_seen = '2025-01-01T00:00:00Z' WHERE file = ?", (file,)
        )
    connection.close()


def asked(site: MiniSite, word: str) -> list[str]:
    return [url for url in site.server.urls() if url.endswith(word)]


# --- robots.txt


@pytest.mark.slow
def test_robots_txt_is_asked_for_once_a_day_over_all_runs(archive: Path) -> None:
    with MiniSite(("bali", "jogja"), 12) as site:
        assert site.crawl(archive, *ALL).status == 0
        assert sorted(asked(site, "/robots.txt")) == [f"{BALI}/robots.txt", f"{JOGJA}/robots.txt"]
        site.forget()
        site.replies[f"{BALI}/robots.txt"] = answer(b"", 503)
        site.publish("bali")
        assert site.crawl(archive).status == 0
        assert asked(site, "/robots.txt") == []
        assert held(archive) == site.keys()
        age(archive)
        site.forget()
        run = site.crawl(archive)
        assert run.status == 1
        # When it is due and cannot be read, what was known before is not used.
        assert {url for url in site.server.urls() if url.startswith(BALI)} == {f"{BALI}/robots.txt"}
        assert [url for url in site.server.urls() if url.startswith(f"{JOGJA}/rss")]
        site.forget()
        run = site.crawl(archive)
        assert run.status == 0  # it was told, and lasts
        assert not [url for url in site.server.urls() if url.startswith(BALI)]
        assert "HTTP status 503, at 20" in run.of("bali")["errors"][0]
    assert rows(
        archive, f"SELECT status, verdict FROM robots WHERE host = '{BALI}' AND file = 'robots.txt'"
    ) == [(200, "rules"), (503, "not now: HTTP status 503")]


@pytest.mark.slow
def test_a_changed_robots_txt_is_a_new_version_and_is_obeyed(archive: Path) -> None:
    with MiniSite(count=6) as site:
        site.crawl(archive, *ALL)
        age(archive)
        site.replies[f"{BALI}/robots.txt"] = answer(
            b"User-agent: arsip-antara\nDisallow: /berita/\n", content_type="text/plain"
        )
        new = site.publish("bali", 2)
        site.forget()
        site.crawl(archive)
        assert not [url for url in site.asked() if any(str(each) in url for each in new)]
    found = rows(archive, "SELECT body, sha256, fetched_at FROM robots WHERE file = 'robots.txt'")
    assert [body.partition("\n")[0] for body, _, _ in found] == [
        "User-agent: *",
        "User-agent: arsip-antara",
    ]
    assert len({sha256 for _, sha256, _ in found}) == 2
    assert all(len(sha256) == 64 and fetched.endswith("Z") for _, sha256, fetched in found)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("reply", "status", "again"),
    [
        (answer(b"", 500), 1, 2),
        (answer(b"", 429), 1, 2),
        (answer(b"<html></html>"), 1, 2),
        (None, 2, 2),
        ((9.0, answer(b"")), 2, 2),
    ],
    ids=["500", "429", "page", "dropped", "timeout"],
)
def test_2_means_that_no_bureau_answered(archive: Path, reply, status: int, again: int) -> None:
    """Any answer is one, a 500 for robots.txt too; none at all, and none because all hosts are
    closed by what is remembered, ends with 2."""
    with MiniSite(("bali", "jogja"), 3) as site:
        for host in (BALI, JOGJA):
            site.replies[f"{host}/robots.txt"] = reply
        options = (*ALL, "-s", "DOWNLOAD_TIMEOUT=1", "-s", "RETRY_TIMES=0")
        run = site.crawl(archive, *options)
        assert run.status == status, run.log
        asked_before = len(site.server.asked)
        assert site.crawl(archive, *options).status == again
        if status == 1:
            assert len(site.server.asked) == asked_before
    assert archive.exists() is (status == 1)


# --- tdmrep.json


@pytest.mark.slow
def test_tdmrep_is_asked_for_once_a_day_and_kept(archive: Path) -> None:
    with MiniSite(("bali", "jogja"), 4) as site:
        site.replies[f"{BALI}/{TDMREP}"] = answer(RESERVED, content_type="application/json")
        assert site.crawl(archive, *ALL).status == 0
        assert sorted(asked(site, TDMREP)) == [f"{BALI}/{TDMREP}", f"{JOGJA}/{TDMREP}"]
        site.forget()
        site.publish("bali")
        site.crawl(archive)
        assert asked(site, TDMREP) == []
        age(archive, TDMREP)
        site.publish("bali")
        site.crawl(archive)
        assert asked(site, TDMREP) == [f"{BALI}/{TDMREP}"]  # no article of jogja was asked for
        assert held(archive) == site.keys()
    assert rows(
        archive,
        f"SELECT host, status, body, verdict FROM robots WHERE file = '{TDMREP}' ORDER BY 1",
    ) == [(BALI, 200, RESERVED.decode(), "rules"), (JOGJA, 404, "", "none")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (answer(b"", 500), "not now: HTTP status 500"),
        (answer(b"", 403), "not now: HTTP status 403"),
        (answer(b"{}"), "none"),
        (answer(b'[{"tdm-reservation": 1}]'), "none"),
        (answer(b"[" * 60_000), "none"),
        (answer(b" " * 3_000_000), "none"),
        (None, "not now: "),
    ],
    ids=["500", "403", "object", "no location", "deep", "long", "dropped"],
)
def test_no_tdmrep_keeps_a_crawl_from_its_articles(archive: Path, reply, verdict: str) -> None:
    with MiniSite(count=5) as site:
        site.replies[f"{BALI}/{TDMREP}"] = reply
        run = site.crawl(archive, *ALL)
        assert run.status == 0, run.log
        assert held(archive) == site.keys()
        assert len(asked(site, TDMREP)) == 1
    ((kept,),) = rows(archive, f"SELECT verdict FROM robots WHERE file = '{TDMREP}'")
    assert kept.startswith(verdict)


def test_robots_txt_may_forbid_tdmrep(archive: Path) -> None:
    with MiniSite(count=5) as site:
        site.replies[f"{BALI}/robots.txt"] = answer(
            b"User-agent: *\nDisallow: /.well-known/\n", content_type="text/plain"
        )
        assert site.crawl(archive, *ALL).status == 0
        assert asked(site, TDMREP) == []
        assert held(archive) == site.keys()


# --- What is proved


def test_each_run_writes_down_what_it_asked(archive: Path) -> None:
    with MiniSite(("bali", "jogja"), 12) as site:
        site.replies[f"{BALI}/berita/505/kabar-505"] = answer(b"", 503)
        run = site.crawl(archive, *ALL)
        by_host = {host: len(site.server.urls(host)) for host in (BALI, JOGJA)}
    found = {
        host: (requests, json.loads(statuses), retries, smallest <= mean)
        for host, requests, statuses, retries, smallest, mean in rows(
            archive,
            "SELECT host, requests, statuses, retries, smallest_gap, mean_gap FROM run_hosts",
        )
    }
    assert {host: each[0] for host, each in found.items()} == by_host
    assert found[BALI][1]["503"] == 2
    assert found[BALI][2] == 1
    assert sum(found[BALI][1].values()) == by_host[BALI]
    assert found[BALI][3]
    assert found[JOGJA][3]
    assert run.summary["hosts"][BALI]["requests"] == by_host[BALI]
    assert run.summary["hosts"][BALI]["robots"] == 1
    ((received,),) = rows(archive, f"SELECT bytes FROM run_hosts WHERE host = '{BALI}'")
    assert received > 5000


def test_an_interrupted_run_writes_it_too(archive: Path) -> None:
    with MiniSite(count=40) as site:
        site.replies[""] = lambda each: (0.02, site.usual(each))
        crawling = site.start(archive, *ALL)
        crawling.wait_for(site, 12)
        crawling.interrupt()
        assert crawling.end().status == 130
    ((requests,),) = rows(archive, "SELECT requests FROM run_hosts")
    assert 12 <= requests <= len(site.server.asked)


@pytest.mark.slow
def test_the_delay_holds_over_all_lanes_and_one_request_is_under_way(archive: Path) -> None:
    with MiniSite(("bali", "jogja", "aceh"), 3) as site:
        site.replies[f"{BALI}/berita/501/kabar-501"] = answer(b"", 503)
        site.replies[f"{JOGJA}/berita/501/kabar-501"] = None
        run = site.crawl(archive, *ALL, "-s", "DOWNLOAD_DELAY=0.3", "-s", "DOWNLOAD_DELAY_JITTER=0")
        for host, each in run.summary["hosts"].items():
            times = [one.at for one in site.server.asked if one.host == host]
            # Where they arrive, a busy machine may bring two nearer together, but not all of them.
            assert times[-1] - times[0] >= 0.29 * (len(times) - 1) - 0.25, host
            assert each["smallest_gap"] >= 0.29, host
            assert each["requests"] == len(times)
