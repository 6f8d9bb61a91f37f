"""What robots.txt forbids is asked for once another robots.txt allows it, and not before."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest
from sqlite_utils.utils import sqlite3

from pipelines.archive import ArchiveSession, Rejected
from tests.archives import found
from tests.minisite import ALL, BALI, ROBOTS, MiniSite, held, rows
from tests.servers import answer

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["tests.archive_fixtures"]

STATES = "SELECT state, reason, count(*) FROM frontier GROUP BY 1, 2 ORDER BY 1, 2"
FORBIDDEN = "robots.txt forbids every article that was to be asked for"


def rules(*paths: str) -> bytes:
    lines = "".join(f"Disallow: {path}\n" for path in paths)
    return answer(f"User-agent: *\n{lines}".encode(), content_type="text/plain")


def two_days_later(archive: Path) -> None:
    """Make what the archive knows of robots.txt, and what it refused, two days older."""
    with contextlib.closing(sqlite3.connect(archive)) as connection, connection:
        for table, column in (
            ("robots", "fetched_at"),
            ("robots", "last_seen"),
            ("frontier", "settled_at"),
        ):
            connection.execute(
                f"UPDATE {table} SET {column} = "
                f"strftime('%Y-%m-%dT%H:%M:%SZ', {column}, '-2 days') WHERE {column} IS NOT NULL"
            )


@pytest.mark.slow
def test_articles_forbidden_for_a_day_are_asked_for_after_it(archive: Path) -> None:
    with MiniSite(count=12) as site:
        site.replies[f"{BALI}/robots.txt"] = rules("/berita/")
        first = site.crawl(archive, *ALL)
        assert rows(archive, STATES) == [("rejected", "robots", 12)]
        two_days_later(archive)
        site.replies[f"{BALI}/robots.txt"] = ROBOTS
        second = site.crawl(archive, *ALL)
        assert held(archive) == site.keys()
    assert first.status == 1
    assert any(line.startswith(FORBIDDEN) for line in first.of("bali")["errors"])
    assert second.status == 0, second.log


@pytest.mark.slow
def test_host_that_forbids_everything_for_a_day_loses_nothing(archive: Path) -> None:
    with MiniSite(count=12) as site:
        site.crawl(archive, *ALL, "--max-requests", "5")
        waiting = 12 - len(held(archive))
        two_days_later(archive)
        site.replies[f"{BALI}/robots.txt"] = rules("/")
        site.forget()
        run = site.crawl(archive, *ALL)
        assert site.asked("") == [f"{BALI}/robots.txt"]
        two_days_later(archive)
        site.replies[f"{BALI}/robots.txt"] = ROBOTS
        site.crawl(archive, *ALL)
        assert held(archive) == site.keys()
    assert run.status == 1
    assert run.of("bali")["fetched"] == run.summary["responses"] == 0
    assert run.of("bali")["rejected_by_reason"] == {"robots": waiting}
    assert any(line.startswith(FORBIDDEN) for line in run.of("bali")["errors"])


@pytest.mark.slow
def test_nothing_is_said_of_the_network_where_remembered_rules_forbid_all(archive: Path) -> None:
    with MiniSite(count=12) as site:
        site.crawl(archive, *ALL, "--max-requests", "5")
        two_days_later(archive)
        site.replies[f"{BALI}/robots.txt"] = rules("/")
        site.crawl(archive, *ALL)
        site.forget()
        run = site.crawl(archive, *ALL)
        assert site.asked("") == []
    assert run.status == 2
    assert "Nothing was asked: robots.txt forbids all of it" in run.log
    assert "network" not in run.log


@pytest.mark.slow
def test_same_or_another_rule_that_forbids_it_asks_for_nothing(archive: Path) -> None:
    refused_at = "SELECT DISTINCT settled_at FROM frontier WHERE reason = 'robots'"
    with MiniSite(count=12) as site:
        site.replies[f"{BALI}/robots.txt"] = rules("/berita/50")
        site.crawl(archive, *ALL)
        two_days_later(archive)
        before = rows(archive, refused_at)
        site.forget()
        site.crawl(archive, *ALL)
        assert site.asked() == []
        assert rows(archive, refused_at) == before  # by the same rules: not looked at
        site.replies[f"{BALI}/robots.txt"] = rules("/berita/50", "/foto/")
        two_days_later(archive)
        site.crawl(archive, *ALL)
        assert site.asked() == []
        assert rows(archive, refused_at) > before  # once by the new ones
        assert rows(archive, STATES) == [("rejected", "robots", 9), ("stored", None, 3)]


def test_a_refusal_says_nothing_of_how_the_host_is(archive: Path) -> None:
    with MiniSite(count=12) as site:
        site.replies[f"{BALI}/robots.txt"] = rules("/berita/511", "/berita/509", "/berita/507")
        site.replies[BALI] = lambda asked: (
            answer(b"<html></html>", 404) if "/berita/" in asked.path else site.usual(asked)
        )
        run = site.crawl(archive, *ALL)
        assert len(site.asked()) <= 6
    assert any("5 articles in a row" in line for line in run.of("bali")["errors"])
    assert run.of("bali")["gone"] == 0


def test_each_refused_address_is_looked_at_once(
    session: ArchiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.archive.refusals.AT_ONCE", 3)
    session.add_found(found(n) for n in range(1, 12))
    session.add_found([found(1, "ambon")])
    refused = [session.frontier_id("bali", n) for n in range(1, 11)]
    session.store([Rejected(row, "robots", "x") for row in refused])
    session.store([Rejected(session.frontier_id("bali", 11), "off_site", "x")])
    session.store([Rejected(session.frontier_id("ambon", 1), "robots", "x")])
    looked: list[str] = []

    def allowed(url: str) -> bool:
        looked.append(url)
        return "/berita/1/" in url or "/berita/2/" in url

    later = "2999-01-01T00:00:00Z"
    assert session.ask_refused_again("bali", later, allowed) == 2
    assert len(looked) == len(set(looked)) == 10
    assert session.ask_refused_again("bali", later, allowed) == 0
    assert len(looked) == 10
    assert session.settled("bali", range(1, 12)) == set(range(3, 12))
    assert session.settled("ambon", [1]) == {1}
