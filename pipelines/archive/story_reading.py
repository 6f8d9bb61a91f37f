"""What is known of a story: who carried it first, and what each later copy has of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.publication import first_to_last
from pipelines.archive.story_check import likeness
from pipelines.archive.story_text import report_of
from pipelines.archive.text_changes import added_and_cut

if TYPE_CHECKING:
    from sqlite_utils import Database

_IN_ORDER: Final = first_to_last("a")
_STORY: Final = """\
SELECT s.id, s.bureau, s.article_id, s.made_at FROM stories AS s WHERE s.id = coalesce(
  (SELECT m.story FROM story_members AS m JOIN articles AS a ON a.id = m.article
   WHERE a.bureau = ?1 AND a.article_id = ?2),
  (SELECT id FROM stories WHERE bureau = ?1 AND article_id = ?2),
  (SELECT story FROM story_aliases WHERE bureau = ?1 AND article_id = ?2))"""
_MEMBERS: Final = f"""\
SELECT a.bureau, a.article_id, a.url, a.title, a.published, a.published_utc, a.missing_since,
  a.text, a.dateline_place FROM story_members AS m JOIN articles AS a ON a.id = m.article
WHERE m.story = ? ORDER BY {_IN_ORDER}"""  # noqa: S608 - of `publication`
_COPIES: Final = f"""\
SELECT a.bureau, a.article_id, a.title, a.published FROM story_members AS m
JOIN articles AS a ON a.id = m.article WHERE m.story = (SELECT n.story FROM story_members AS n
  WHERE n.article = (SELECT id FROM articles WHERE bureau = ?1 AND article_id = ?2))
AND (a.bureau, a.article_id) <> (?1, ?2)
ORDER BY {_IN_ORDER}"""  # noqa: S608 - of `publication`
_ALIASES: Final = "SELECT bureau, article_id, merged_at FROM story_aliases WHERE story = ?"
_PAIRS: Final = f"""\
WITH ranked (story, bureau, turn) AS (
  SELECT m.story, a.bureau, row_number() OVER (
    PARTITION BY m.story ORDER BY {_IN_ORDER})
  FROM story_members AS m JOIN articles AS a ON a.id = m.article)
SELECT f.bureau, c.bureau, count(DISTINCT c.story) FROM ranked AS f
JOIN ranked AS c ON c.story = f.story AND c.turn > 1 AND c.bureau <> f.bureau
WHERE f.turn = 1 GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"""  # noqa: S608 - of `publication`
_NAMES: Final = ("bureau", "article_id", "url", "title", "published", "published_utc")


def story_of(db: Database, bureau: str, article_id: int) -> dict[str, Any] | None:
    """Return the story of an article, or of an id that a story had; None where it is alone.

    Returns:
        story (its id, bureau/number), made_at, aliases (ids that were merged into it) and members
        by publication, each with its key, address, title, publication, missing_since, and but for
        the first: lag_seconds behind it, shared (the share of its words that the first one has),
        of_first (the share of the first one's words that it has), added and cut (sentences).
    """
    row = db.execute(_STORY, (bureau, article_id)).fetchone()
    if row is None:
        return None
    story, *key, made_at = row
    members = []
    first: dict[str, Any] | None = None
    for *values, missing, text, place in db.execute(_MEMBERS, (story,)).fetchall():
        member: dict[str, Any] = dict(zip(_NAMES, values, strict=True))
        member = {"key": f"{member.pop('bureau')}/{member.pop('article_id')}", **member}
        member["missing_since"] = missing
        if first is None:
            first = {"report": report_of(text, place), "text": text, "utc": member["published_utc"]}
        else:
            found = likeness(first["report"], report_of(text, place))
            added, cut = added_and_cut(first["text"], text)
            member |= {
                "lag_seconds": _lag(first["utc"], member["published_utc"]),
                "shared": round(found.of_other, 3),
                "of_first": round(found.of_one, 3),
                "added": added,
                "cut": cut,
            }
        members.append(member)
    return {
        "story": f"{key[0]}/{key[1]}",
        "made_at": made_at,
        "aliases": [
            {"story": f"{old}/{number}", "merged_at": at}
            for old, number, at in db.execute(_ALIASES, (story,)).fetchall()
        ],
        "members": members,
    }


def copies_of(db: Database, bureau: str, article_id: int) -> list[dict[str, Any]]:
    """Return the other articles of an article's story by publication, without comparing them.

    Each has bureau, article_id, title and published.
    """
    names = ("bureau", "article_id", "title", "published")
    rows = db.execute(_COPIES, (bureau, article_id)).fetchall()
    return [dict(zip(names, row, strict=True)) for row in rows]


def carried(db: Database) -> list[tuple[str, str, int]]:
    """Return for pairs of bureaus how many reports of the first the second carried after it."""
    return [tuple(row) for row in db.execute(_PAIRS).fetchall()]


def _lag(first: str | None, later: str | None) -> int | None:
    """Return the seconds between two times; None where one is not known."""
    if first is None or later is None:
        return None
    return int((datetime.fromisoformat(later) - datetime.fromisoformat(first)).total_seconds())
