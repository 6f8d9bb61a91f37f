"""The migration that lets articles be withdrawn on request. Frozen, once out.

The tombstones are as old as the archive. What is new is where a withdrawn article's rows are kept,
which answers are evidence of it, and what became of one whose text was erased.
"""

from __future__ import annotations

from typing import Final

STATEMENTS: Final = (
    """\
CREATE TABLE withdrawn ( -- What is kept of withdrawn articles, where nothing shows it.
  bureau TEXT NOT NULL, -- short name of the bureau
  article_id INTEGER NOT NULL, -- the number in the address
  kept BLOB NOT NULL, -- packed JSON: the article's rows, by table; gone after an erasure
  PRIMARY KEY (bureau, article_id),
  FOREIGN KEY (bureau, article_id) REFERENCES tombstones (bureau, article_id)
) STRICT""",
    """\
CREATE TABLE withdrawn_captures ( -- Answers that are evidence of withdrawn articles.
  capture INTEGER PRIMARY KEY REFERENCES captures (id) ON DELETE CASCADE, -- captures.id
  bureau TEXT NOT NULL, -- short name of the bureau
  article_id INTEGER NOT NULL, -- the number in the address
  FOREIGN KEY (bureau, article_id) REFERENCES tombstones (bureau, article_id)
) STRICT""",
    "CREATE INDEX withdrawn_captures_article ON withdrawn_captures (bureau, article_id)",
    """\
CREATE TABLE erasures ( -- Withdrawn articles whose text was removed for good.
  bureau TEXT NOT NULL, -- short name of the bureau
  article_id INTEGER NOT NULL, -- the number in the address
  erased_at TEXT NOT NULL, -- UTC, when it went out of the rows and their indexes
  answers INTEGER NOT NULL DEFAULT 0, -- how many answers went out of the captures
  finished_at TEXT, -- UTC, when captures and the file's free space were rid of it; null: not yet
  PRIMARY KEY (bureau, article_id),
  FOREIGN KEY (bureau, article_id) REFERENCES tombstones (bureau, article_id)
) STRICT""",
    # Whatever way of writing an article there will be: this is the last that stands in it.
    """\
CREATE TRIGGER articles_withdrawn BEFORE INSERT ON articles
WHEN EXISTS (SELECT 1 FROM tombstones WHERE bureau = new.bureau AND article_id = new.article_id)
BEGIN
  SELECT RAISE(ABORT, 'the article was withdrawn');
END""",
)
