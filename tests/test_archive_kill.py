"""A process killed at any instant leaves a sound archive, in which nothing is missing or twice."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines.archive import ArchiveReader
from pipelines.archive.soundness import problems
from tests.archives import ask

CHECKOUT = Path(__file__).parent.parent
COUNT = 3_000
CRAWL = """
import sys
from pathlib import Path
from pipelines.archive import ArchiveSession, Failed, Gone, Rejected
from tests.archives import found, stored

path, count = Path(sys.argv[1]), int(sys.argv[2])
session = ArchiveSession.claim(path, "live")
session.open()
session.begin_run("crawl latest", {})
session.batch_size = 20
for start in range(1, count + 1, 60):
    session.add_found(found(n) for n in range(start, start + 60))
    print(start, flush=True)
    while row := session.lease("bali"):
        n = row.article_id
        if n % 10 == 1:
            session.queue(Gone(row.frontier_id, 404))
        elif n % 10 == 2:
            session.queue(Rejected(row.frontier_id, "soft_404", "x"))
        elif n % 10 == 3 and row.tries == 0:
            session.queue(Failed(row.frontier_id, "timeout"))
        else:
            session.queue(stored(n))
    session.flush()
session.finish_run("finished", {})
session.close()
"""

WHOLE = """
SELECT count(*) FROM articles AS a WHERE
  (SELECT count(*) FROM revisions AS r WHERE r.article = a.id) <> 1
  OR (SELECT count(*) FROM credits AS c WHERE c.article = a.id) <> 2
  OR (SELECT count(*) FROM article_tags AS t WHERE t.article = a.id) <> 2
  OR (SELECT count(*) FROM ledger AS l WHERE l.article = a.id) <> 2
  OR (SELECT state FROM frontier AS f WHERE f.bureau = a.bureau
      AND f.article_id = a.article_id) <> 'stored'
"""
STORED_WITHOUT_ARTICLE = """
SELECT count(*) FROM frontier AS f WHERE state = 'stored' AND NOT EXISTS
  (SELECT 1 FROM articles AS a WHERE a.bureau = f.bureau AND a.article_id = f.article_id)
"""
TWICE = """
SELECT count(*) FROM (SELECT article_id FROM observations
  WHERE outcome IN ('stored', 'gone', 'rejected') GROUP BY article_id HAVING count(*) > 1)
"""


def start(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CRAWL, str(path), str(COUNT)],
        stdout=subprocess.PIPE,
        cwd=CHECKOUT,
        text=True,
    )


def check(path: Path, told: int) -> None:
    assert problems(path) == []
    for sql in (WHOLE, STORED_WITHOUT_ARTICLE, TWICE):
        assert ask(path, sql) == [(0,)], sql
    # What was said to be found before the kill is there.
    ((found,),) = ask(path, "SELECT count(*) FROM frontier")
    assert found >= told + 59 if told else found >= 0
    with ArchiveReader(path) as reader:
        articles = sum(1 for _ in reader.articles())
    assert ask(path, "SELECT count(*) FROM frontier WHERE state = 'stored'") == [(articles,)]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_kills_at_random_instants_lose_nothing(tmp_path: Path) -> None:
    chance = random.Random(20261123)
    path = tmp_path / "archive.db"
    kills = 0
    for _ in range(25):
        process = start(path)
        assert process.stdout is not None
        told = 0
        # Some within opening and migrating, most while it stores.
        if chance.random() < 0.8:
            told = int(process.stdout.readline() or 0)
        time.sleep(chance.random() * 0.25)
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read().split()
        process.stdout.close()
        kills += process.wait() == -signal.SIGKILL
        told = int(rest[-1]) if rest else told
        if path.exists() and ask(path, "SELECT count(*) FROM sqlite_master") != [(0,)]:
            check(path, told)
    assert kills >= 20
    end = start(path)
    end.communicate()
    assert end.returncode == 0
    check(path, COUNT - 59)
    states = dict(ask(path, "SELECT state, count(*) FROM frontier GROUP BY state"))
    assert states == {
        "gone": COUNT // 10,
        "rejected": COUNT // 10,
        "pending": COUNT // 10,  # the failed ones, not due yet
        "stored": COUNT // 10 * 7,
    }
    assert not [each for each in tmp_path.iterdir() if each.name.endswith(("-wal", ".lock"))]


@pytest.mark.slow
def test_one_kill_and_the_next_run_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    process = start(path)
    assert process.stdout is not None
    told = [process.stdout.readline() for _ in range(3)][-1]
    process.kill()
    process.communicate()
    check(path, int(told))
    ((before,),) = ask(path, "SELECT count(*) FROM articles")
    again = start(path)
    again.communicate()
    assert again.returncode == 0
    check(path, COUNT - 59)
    assert before < ask(path, "SELECT count(*) FROM articles")[0][0] == COUNT // 10 * 7
    outcomes = ask(path, "SELECT outcome FROM runs ORDER BY id")
    assert outcomes == [("interrupted",), ("finished",)]
