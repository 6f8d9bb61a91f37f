"""The migration that keeps what else an export says of an article in one row of its own.

Frozen once out. The length of a text, and the lists that stand in five other tables: whoever reads
a million articles spends most of the time on these. A row is either right or not there: whatever
changes what it was made of takes it away, and `gathering` makes it again.
"""

from __future__ import annotations

from typing import Final

from pipelines.archive import schema_pages

_VIEW: Final = next(each for each in schema_pages.STATEMENTS if each.startswith("CREATE VIEW"))
_ROUGH: Final = (
    "length(a.text) - length(replace(a.text, ' ', '')) + 1 AS kata, -- jumlah kata, kira-kira"
)
_EXACT: Final = """\
coalesce((SELECT g.words FROM gathered AS g WHERE g.article = a.id AND a.text IS NOT NULL),
    length(a.text) - length(replace(a.text, ' ', '')) + 1) AS kata,
    -- jumlah kata, dateline tidak dihitung"""
_LISTS: Final = ("credits", "article_tags", "images", "flags", "provenance")


_GONE: Final = {"insert": "new.id", "update": "old.id, new.id", "delete": "old.id"}
"""What is not as it was, by what was done."""


def _taken_away(table: str) -> tuple[str, ...]:
    """Return the triggers that take a row away when one of its lists changes."""
    return tuple(
        f"CREATE TRIGGER gathered_{table}_{what} AFTER {what.upper()} ON {table} BEGIN\n"  # noqa: S608
        f"  DELETE FROM gathered WHERE article IN ({rows.replace('id', 'article')});\nEND"
        for what, rows in _GONE.items()
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
  sources INTEGER NOT NULL -- gathered_sources.id
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
    # It is made anew, never changed: whoever changes it does not know what an export takes it for.
    """\
CREATE TRIGGER gathered_changed AFTER UPDATE ON gathered BEGIN
  DELETE FROM gathered WHERE article IN (old.article, new.article);
END""",
    # Where foreign keys are off, nothing else takes a row along with its article.
    """\
CREATE TRIGGER gathered_gone AFTER DELETE ON articles BEGIN
  DELETE FROM gathered WHERE article = old.id;
END""",
    *(
        f"CREATE TRIGGER gathered_tag_{what} AFTER {what.upper()} ON tags BEGIN\n"  # noqa: S608
        f"  DELETE FROM gathered WHERE article IN "
        f"(SELECT article FROM article_tags WHERE tag IN ({tags}));\nEND"
        for what, tags in _GONE.items()
    ),
    *(statement for table in _LISTS for statement in _taken_away(table)),
    "DROP VIEW berita",
    _VIEW.replace(_ROUGH, _EXACT),
    # For the questions how long articles are, and how many rows there are.
    "CREATE INDEX gathered_words ON gathered (words)",
    # The newest state of an article without its text, behind which the rest of its row stands.
    "CREATE INDEX revisions_newest ON revisions (article, seq, first_seen, state_sha256)",
)
