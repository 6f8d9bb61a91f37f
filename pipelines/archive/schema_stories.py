"""The fifth migration: stories, and the index by which reprints find each other. Frozen, once out.

The tables of stories are as old as the archive and were never filled; they are made anew.
"""

from __future__ import annotations

STATEMENTS = (
    "DROP TABLE story_aliases",
    "DROP TABLE story_members",
    "DROP TABLE stories",
    """\
CREATE TABLE stories ( -- The articles of several bureaus that carry the same report.
  id INTEGER PRIMARY KEY, -- internal number
  bureau TEXT NOT NULL REFERENCES bureaus (name), -- short name
  article_id INTEGER NOT NULL, -- with bureau the story's id: the key of its first stored member
  made_at TEXT NOT NULL, -- UTC
  UNIQUE (bureau, article_id)
) STRICT""",
    """\
CREATE TABLE story_members ( -- Which article belongs to which story; alone in none: no row.
  article INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE, -- articles.id
  story INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE, -- stories.id
  share REAL NOT NULL, -- 0 to 1: of the shorter text, what it has of the member it was found by
  joined_at TEXT NOT NULL -- UTC
) STRICT""",
    "CREATE INDEX story_members_story ON story_members (story)",
    """\
CREATE TABLE story_aliases ( -- Ids of stories that were merged into others.
  bureau TEXT NOT NULL, -- short name
  article_id INTEGER NOT NULL, -- with bureau the id that was given up
  story INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE, -- stories.id
  merged_at TEXT NOT NULL, -- UTC
  PRIMARY KEY (bureau, article_id)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX story_aliases_story ON story_aliases (story)",
    """\
CREATE TABLE story_numbers ( -- What each article is found by; see story_index.
  article INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE, -- articles.id
  week INTEGER NOT NULL, -- weeks from 1970-01-01 to its publication
  numbers BLOB NOT NULL -- of 8 bytes each, big-endian
) STRICT""",
    # By week: what is stored together lies together, so that a large archive costs no more.
    """\
CREATE TABLE story_index ( -- Near-equal texts share numbers: MinHash bands, paragraphs, titles.
  week INTEGER NOT NULL, -- of publication
  number INTEGER NOT NULL, -- a part of the text, hashed
  article INTEGER NOT NULL, -- articles.id
  PRIMARY KEY (week, number, article)
) STRICT, WITHOUT ROWID""",
    """\
CREATE TABLE story_queue ( -- Articles whose story is not looked for yet.
  article INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE -- articles.id
) STRICT""",
    """\
CREATE TRIGGER story_queue_insert AFTER INSERT ON articles BEGIN
  INSERT OR IGNORE INTO story_queue VALUES (new.id);
END""",
    """\
CREATE TRIGGER story_queue_update AFTER UPDATE OF title, text, published_utc ON articles
WHEN new.title IS NOT old.title OR new.text IS NOT old.text
  OR new.published_utc IS NOT old.published_utc BEGIN
  INSERT OR IGNORE INTO story_queue VALUES (new.id);
END""",
    "INSERT INTO story_queue SELECT id FROM articles",
)
