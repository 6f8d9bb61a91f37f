"""`antara frontier`: counts, and putting settled addresses back."""

from __future__ import annotations

import json

import pytest

from pipelines.archive import ArchiveSession, Failed, Found, Gone, Rejected
from tests.archives import ask
from tests.command_line import CommandLine, make_archive

MANY_TRIES = 6


@pytest.fixture
def antara(capsys, tmp_path) -> CommandLine:
    """An archive with what failed, what is gone, and what was refused."""
    path = tmp_path / "archive.db"
    make_archive(path)
    with ArchiveSession.claim(path, "sample") as session:
        session.open()
        session.add_found(
            [
                Found(f"https://bali.antaranews.com/berita/{n}/judul", "bali", n, "article", "feed")
                for n in range(200, 206)
            ]
        )
        rows = {n: session.frontier_id("bali", n) for n in range(200, 206)}
        for _ in range(MANY_TRIES):
            session.store([Failed(rows[200], "timeout: 30 s"), Failed(rows[201], "http_503: HTTP")])
        session.store(
            [
                Gone(rows[202], 404),
                Rejected(rows[203], "soft_404", "tidak ditemukan"),
                Rejected(rows[204], "key_collision", "video"),
            ]
        )
    return CommandLine(capsys, path)


def states(antara: CommandLine) -> dict[int, str]:
    sql = "SELECT article_id, state FROM frontier WHERE article_id BETWEEN 200 AND 205"
    return dict(ask(antara.archive, sql))


def test_the_counts(antara) -> None:
    result = antara("frontier", "--bureau", "bali", "--json")
    rows = {
        (row["state"], row["reason"]): row["count"]
        for row in map(json.loads, result.out.splitlines())
    }
    assert rows == {
        ("failed", "http_503"): 1,
        ("failed", "timeout"): 1,
        ("gone", None): 2,
        ("pending", None): 2,
        ("rejected", "key_collision"): 1,
        ("rejected", "soft_404"): 1,
        ("stored", None): 2,
    }
    assert "bali\tfailed\ttimeout\t-\t1\t-\n" in antara("frontier").out


def test_what_failed_comes_back(antara) -> None:
    result = antara("frontier", "--requeue", "--bureau", "bali")
    assert (result.status, "2 addresses are pending again." in result.err) == (0, True)
    assert states(antara) == {
        200: "pending",
        201: "pending",
        202: "gone",
        203: "rejected",
        204: "rejected",
        205: "pending",
    }
    sql = "SELECT tries, reason, next_try, settled_at FROM frontier WHERE article_id = 200"
    assert ask(antara.archive, sql) == [(0, None, None, None)]


def test_by_reason(antara) -> None:
    assert antara("frontier", "--requeue", "--reason", "timeout").status == 0
    assert [n for n, state in states(antara).items() if state == "pending"] == [200, 205]
    antara("frontier", "--requeue", "--reason", "key_collision")
    assert states(antara)[204] == "pending"


def test_all_that_was_rejected_but_no_collision(antara) -> None:
    antara("frontier", "--requeue", "--state", "rejected")
    assert (states(antara)[203], states(antara)[204]) == ("pending", "rejected")


def test_a_dry_run_changes_nothing(antara) -> None:
    before = states(antara)
    result = antara("frontier", "--requeue", "--state", "gone", "--dry-run", "--json")
    assert json.loads(result.out) == {
        "requeued": 0,
        "found": [{"state": "gone", "reason": None, "count": 2}],
    }
    assert states(antara) == before


def test_articles_that_are_held_stay(antara) -> None:
    for state in ("failed", "rejected", "gone"):
        antara("frontier", "--requeue", "--state", state)
    held = ask(antara.archive, "SELECT count(*) FROM frontier WHERE state = 'stored'")
    assert held == ask(antara.archive, "SELECT count(*) FROM articles")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--requeue", "--reason", "timeuot"], "has the reason 'timeuot'. Did you mean 'timeout'?"),
        (["--state", "faild"], "Did you mean 'failed'?"),
        (["--dry-run"], "--dry-run goes with --requeue"),
        (["--requeue", "--state", "stored"], "what is stored is held"),
        (["--requeue", "--state", "pending"], "to be asked for already"),
    ],
)
def test_what_is_refused(antara, words: list[str], line: str) -> None:
    result = antara("frontier", *words)
    assert result.status == 2
    assert line in result.err


def test_not_while_a_crawl_holds_the_archive(antara) -> None:
    with ArchiveSession.claim(antara.archive, "sample"):
        result = antara("frontier", "--requeue")
        assert result.status == 2
        assert "is being written by process" in result.err
        assert antara("frontier").status == 0
