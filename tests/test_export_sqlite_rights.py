"""That for AI training no reserved text leaves in the SQLite file: by its bytes and its indexes."""

from __future__ import annotations

import json
import random
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from sqlite_utils import Database

from pipelines.archive import ArchiveSession, Filters
from pipelines.archive.connection import transaction
from pipelines.archive.export_walk import Choice
from pipelines.archive.library import sqlite3
from pipelines.archive.permissions import AI_TRAINING
from pipelines.archive.rows import FIELDS
from tests.exported import exported, plan
from tests.test_derived import bytes_of
from tests.test_export_rights import BUREAUS, SECRET, random_article

if TYPE_CHECKING:
    from pathlib import Path

NOW = "2026-11-20T00:00:00Z"
ALLOWED = (
    "INSERT INTO permissions (scope, granted_by, granted_at) "
    "VALUES (?, 'Redaksi Rekaan', '2026-01-01')"
)


def word_of(number: int) -> str:
    """A word that stands in all texts of an article and nowhere else.

    Of digits that have nothing in common: in the free space of a page pieces of two words of
    exported articles may lie side by side, and would be taken for the word of a third one.
    """
    return f"kata{sha256(str(number).encode()).hexdigest()[:12]}x"


def make_archive(path: Path, n: int, scopes: tuple[str, ...]) -> set[int]:
    """Make an archive of random articles; returns the numbers of the reserved ones."""
    with ArchiveSession.claim(path, "live") as session:
        session.open()
    dice, reserved = random.Random(n), set()
    db = Database(sqlite3.connect(str(path), isolation_level=None))
    with transaction(db):
        db.conn.executemany("INSERT INTO bureaus (name) VALUES (?)", [(b,) for b in BUREAUS])
        db.conn.executemany(ALLOWED, [(scope,) for scope in scopes])
        for number in range(1, n + 1):
            article, is_reserved = random_article(number, dice)
            if is_reserved:
                reserved.add(number)
            _insert(db, number, article)
    db.close()
    return reserved


def _insert(db: Database, number: int, article: dict[str, Any]) -> None:
    word = f"{SECRET if SECRET in article['text'] else ''} {word_of(number)}"
    told = {**article, "text": word, "subtitle": word, "pull_quote": word}
    columns = [*FIELDS, "first_seen", "last_seen"]
    values = [*(told[name] for name in FIELDS), NOW, NOW]
    db.conn.execute(
        f"INSERT INTO articles (id, {', '.join(columns)}) "
        f"VALUES (?, {', '.join('?' * len(columns))})",
        [number, *values],
    )
    states = [
        json.dumps({"title": "Judul", "subtitle": word, "text": f"{word} {each}", "credits": []})
        for each in ("dulu", "kini")
    ]
    statements = {
        "INSERT INTO images VALUES (?, 0, 'https://x.example/i', ?, NULL)": [word],
        "INSERT INTO ledger VALUES (?, 0, 'removed', 'notice', ?, 9)": [word],
        **{
            "INSERT INTO revisions (article, seq, state, state_sha256, extractor_version, layout, "
            f"first_seen, last_seen) VALUES (?, {seq}, ?, '', '1', 'r', '{NOW}', '{NOW}')": [state]
            for seq, state in enumerate(states, 1)
        },
    }
    for sql, more in statements.items():
        db.conn.execute(sql, [number, *more])
    db.conn.executemany(
        "INSERT INTO signals VALUES (?, ?, ?)",
        [(number, each["carrier"], each["value"]) for each in article["signals"]],
    )


def words_in_bytes(path: Path) -> set[str]:
    """The words that name articles in a file's bytes."""
    return {each.decode() for each in re.findall(rb"kata[0-9a-f]{12}x", bytes_of(path))}


def words_in_indexes(path: Path) -> set[str]:
    """The same in its indexes, whose bytes are packed."""
    found: set[str] = set()
    conn = sqlite3.connect(str(path))
    for index in ("articles_fts", "revisions_fts"):
        conn.execute(f"CREATE VIRTUAL TABLE temp.{index}_w USING fts5vocab(main, {index}, row)")
        asked = f"SELECT term FROM temp.{index}_w WHERE term GLOB 'kata*'"
        found |= {term for (term,) in conn.execute(asked)}
    found |= {term for (term,) in conn.execute("SELECT term FROM terms WHERE term GLOB 'kata*'")}
    conn.close()
    return found


LARGE = pytest.param(100_000, marks=[pytest.mark.slow, pytest.mark.timeout(1_200)])


@pytest.mark.parametrize("n", [500, LARGE])
@pytest.mark.parametrize(
    ("scopes", "leaves"), [((), False), (("dataset", "serve"), False), (("ai-training",), True)]
)
def test_no_reserved_text_leaves_for_ai_training(
    tmp_path: Path, n: int, scopes: tuple[str, ...], leaves: bool
) -> None:
    reserved = make_archive(tmp_path / "archive.db", n, scopes)
    assert 0 < len(reserved) < n
    asked = plan("sqlite", purpose=AI_TRAINING, choice=Choice(Filters(), revisions="all"))
    made = exported(tmp_path / "archive.db", tmp_path / "out", asked)
    path = tmp_path / "out" / "articles.db"
    held = {number for number in range(1, n + 1) if leaves or number not in reserved}
    assert made["left_out"] == ({} if leaves else {"reserved": len(reserved)})
    words = {word_of(number) for number in held}
    assert words_in_indexes(path) == words
    assert words <= words_in_bytes(path)
    if not leaves:
        assert words_in_bytes(path).isdisjoint(map(word_of, reserved))
    assert (SECRET.encode() in bytes_of(path)) is leaves
    conn = sqlite3.connect(str(path))
    uses = conn.execute(
        "SELECT a.article_id, u.ai_use, u.reserved_by FROM ai_use AS u "
        "JOIN articles AS a ON a.id = u.article"
    ).fetchall()
    conn.close()
    assert {number for number, *_ in uses} == held
    for number, use, by in uses:
        assert use == ("reserved" if number in reserved else "unstated")
        assert bool(json.loads(by)) is (number in reserved)
