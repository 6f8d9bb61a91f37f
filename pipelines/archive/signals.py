"""What hosts say of automatic use of their articles in tdmrep.json, written to the articles.

What stands on a page or in its headers comes with the article. A host's file is asked for beside
its first article and may come later than that: so it is looked up when articles are written, and
when it comes, the articles that the run has written already are gone through once more. Both
happen in the transaction that writes, so that no article falls between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from pipelines.archive.tdmrep import NO_RULES, RULES, TDMREP_FILE, rules_of, said_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

_NEWEST: Final = (
    "SELECT body FROM robots WHERE host = ? AND file = ? AND verdict IN (?, ?) "
    "ORDER BY id DESC LIMIT 1"
)
_FORGET: Final = (
    "DELETE FROM signals WHERE carrier = 'tdmrep' AND article = "
    "(SELECT id FROM articles WHERE bureau = ? AND article_id = ?)"
)
_NOTE: Final = (
    "INSERT INTO signals (article, carrier, value) "
    "SELECT id, 'tdmrep', ? FROM articles WHERE bureau = ? AND article_id = ?"
)
_READ: Final = (
    "SELECT DISTINCT a.bureau, a.article_id, a.url FROM observations AS o "
    "JOIN articles AS a ON a.bureau = o.bureau AND a.article_id = o.article_id "
    "WHERE o.run = ? AND o.outcome IN ('stored', 'revised', 'unchanged')"
)


def note_tdmrep(db: Database, articles: Iterable[tuple[str, int, str]]) -> None:
    """Write of articles what the files of their hosts say of them.

    A host's newest answer counts; a failure is none and leaves what was known. Of a host that
    never answered nothing is written.

    Args:
        db: The archive, inside a transaction.
        articles: Bureau, article id and canonical address of each; all are held.
    """
    by_host: dict[str, list[tuple[str, int, str]]] = {}
    for article in articles:
        by_host.setdefault(_host(article[2]), []).append(article)
    for host, of_host in by_host.items():
        answer = db.execute(_NEWEST, (host, TDMREP_FILE, RULES, NO_RULES)).fetchone()
        if answer is None:
            continue
        rules = rules_of(answer[0] or "")
        said = [(said_of(rules, url), bureau, number) for bureau, number, url in of_host]
        db.conn.executemany(_FORGET, [key for _, *key in said])
        db.conn.executemany(_NOTE, [each for each in said if each[0] is not None])


def read_by(db: Database, run: int, host: str) -> list[tuple[str, int, str]]:
    """Return bureau, article id and address of the articles of a host that a run has read."""
    return [each for each in db.execute(_READ, (run,)) if _host(each[2]) == host]


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
