"""The migration that keeps which split of a data set an article has. Frozen, once out.

By key, since internal numbers change where an archive is made again; a row stays when its article
is withdrawn.
"""

from __future__ import annotations

from typing import Final

STATEMENTS: Final = (
    """\
CREATE TABLE splits ( -- Which split of data sets articles have, from their story's first export.
  bureau TEXT NOT NULL REFERENCES bureaus (name), -- short name of the bureau
  article_id INTEGER NOT NULL, -- the number in the address
  split TEXT NOT NULL CHECK (split IN ('train', 'validation', 'test')), -- of its story at first
  yields_to TEXT CHECK (yields_to IN ('validation', 'test')), -- that of what its story became part
    -- of: the article is in no export any more; null: it is in its split
  PRIMARY KEY (bureau, article_id)
) STRICT, WITHOUT ROWID""",
)
