"""The migration that keeps what else an export says of an article in one row of its own.

Frozen once out. The length of a text, and the lists that stand in five other tables: whoever reads
a million articles spends most of the time on these. A row is either right or not there: whatever
changes what it was made of takes it away, and `gathering` makes it again.
"""

from __future__ import annotations

from typing import Final

_LISTS: Final = ("credits", "article_tags", "images", "flags", "provenance")


def _taken_away(table: str) -> tuple[str, ...]:
    """Return the triggers that take a row away when one of its lists changes."""
    gone = {
        "insert": "new.article",
        "update": "old.article, new.article",
        "delete": "old.article",
    }
    return tuple(
        f"CREATE TRIGGER gathered_{table}_{what} AFTER {what.upper()} ON {table} BEGIN\n"  # noqa: S608
        f"  DELETE FROM gathered WHERE article IN ({articles});\nEND"
        for what, articles in gone.items()
    )


STATEMENTS: Final = (
    """\
CREATE TABLE gathered_sources ( -- Which places of a page gave its fields: each set of them once.
  id INTEGER PRIMARY KEY, -- internal number
  sources TEXT NOT NULL UNIQUE CHECK (json_valid(sources)) -- JSON: source by field, as provenance
) STRICT""",
    """\
CREATE TABLE gathered ( -- Length and lists of each article in one row, for who reads many of them.
  article INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE, -- articles.id
  words INTEGER NOT NULL, -- length of the text without its dateline, parted by whitespace
  characters INTEGER NOT NULL, -- length of the text without its dateline, Unicode code points
  credits TEXT NOT NULL CHECK (json_valid(credits)), -- JSON: {role, name, printed}, in page order
  tags TEXT NOT NULL CHECK (json_valid(tags)), -- JSON: names, in page order
  images TEXT NOT NULL CHECK (json_valid(images)), -- JSON: {url, caption, credit}, in page order
  flags TEXT NOT NULL CHECK (json_valid(flags)), -- JSON: flags, as they were set
  sources INTEGER NOT NULL -- gathered_sources.id, of which none ever goes
) STRICT""",
    """\
CREATE TRIGGER gathered_text AFTER UPDATE OF id, text, dateline_place ON articles BEGIN
  DELETE FROM gathered WHERE article IN (old.id, new.id);
END""",
    # An article that takes another's place (REPLACE) has its number.
    """\
CREATE TRIGGER gathered_article AFTER INSERT ON articles BEGIN
  DELETE FROM gathered WHERE article = new.id;
END""",
    """\
CREATE TRIGGER gathered_tag AFTER UPDATE OF name ON tags BEGIN
  DELETE FROM gathered WHERE article IN (SELECT article FROM article_tags WHERE tag = new.id);
END""",
    *(statement for table in _LISTS for statement in _taken_away(table)),
    # The newest state of an article without its text, behind which the rest of its row stands.
    "CREATE INDEX revisions_newest ON revisions (article, seq, first_seen, state_sha256)",
)
