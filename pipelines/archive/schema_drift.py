"""The third migration, second part: how pages were read, run by run. Frozen, like those before.

The drift of a site's markup shows in shares: how many pages a layout reads, and how many of them
have each field. What is counted is kept by run, so that a later run has something to compare with.
"""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    """\
CREATE TABLE measurements ( -- How a run read pages: counts by bureau, kind and layout.
  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE, -- runs.id
  bureau TEXT NOT NULL REFERENCES bureaus (name), -- short name of the bureau
  kind TEXT NOT NULL CHECK (kind IN ('article', 'photo', 'video')), -- of the articles
  layout TEXT NOT NULL CHECK (layout IN ('g1', 'g2', 'g3', 'r', 'amp', 'generic')),
    -- generation of markup that was read
  fresh INTEGER NOT NULL CHECK (fresh IN (0, 1)), -- 1: articles of the last two days, read for
    -- the first time, by which drift is judged; 0: older ones, and those read again
  pages INTEGER NOT NULL CHECK (pages > 0), -- pages that were read
  generic INTEGER NOT NULL, -- those of them that no layout knew
  fields TEXT NOT NULL CHECK (json_valid(fields)), -- JSON: for each field, for each source that
    -- gave it ("page": not noted which; "": it lacked), the number of pages and one of their ids
  words TEXT NOT NULL CHECK (json_valid(words)), -- JSON: for each number of words, rounded to two
    -- digits, the number of pages and one of their ids
  paragraphs TEXT NOT NULL CHECK (json_valid(paragraphs)), -- JSON: the same of paragraphs
  put_back TEXT NOT NULL CHECK (json_valid(put_back)),
    -- JSON: the same of the characters that the ledger had to put back
  PRIMARY KEY (bureau, run, kind, layout, fresh)
) STRICT""",
    "CREATE INDEX measurements_run ON measurements (run)",
    """\
CREATE TABLE class_names ( -- Names of classes and ids around the containers of pages, each once.
  bureau TEXT NOT NULL REFERENCES bureaus (name), -- short name of the bureau
  name TEXT NOT NULL, -- ".post-content" for a class, "#print_content" for an id; digits as 0
  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE, -- runs.id that met it first
  layout TEXT NOT NULL CHECK (layout IN ('g1', 'g2', 'g3', 'r', 'amp', 'generic')),
    -- of the page on which it was met first
  PRIMARY KEY (bureau, name)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX class_names_run ON class_names (run)",
    """\
CREATE TABLE drifts ( -- Where a bureau's pages began to be read worse than before, and until when.
  id INTEGER PRIMARY KEY, -- internal number
  bureau TEXT NOT NULL REFERENCES bureaus (name), -- short name of the bureau
  kind TEXT NOT NULL CHECK (kind IN ('article', 'photo', 'video')), -- of the articles
  layout TEXT NOT NULL CHECK (layout IN ('g1', 'g2', 'g3', 'r', 'amp', 'generic')),
    -- the layout that reads them, or for what "layout" the one that read them before
  what TEXT NOT NULL CHECK (what IN ('layout', 'missing', 'source', 'few', 'many')),
    -- layout: no layout knows the pages; missing: a field lacks; source: it comes from elsewhere;
    -- few, many: fewer or more of something than is usual
  field TEXT NOT NULL, -- which field; layout, words, paragraphs or put_back
  selector TEXT, -- the place on the page that gave it before; null: not noted
  since TEXT NOT NULL, -- UTC, start of the run in which it began
  since_run INTEGER NOT NULL REFERENCES runs (id), -- runs.id of that run
  seen_run INTEGER NOT NULL REFERENCES runs (id), -- runs.id of the run that noticed it
  told_run INTEGER REFERENCES runs (id), -- runs.id that told it; null: its bureau is muted
  before_good INTEGER NOT NULL, -- pages that were as they should be, in the weeks before
  before_pages INTEGER NOT NULL, -- of so many
  now_good INTEGER NOT NULL, -- pages that were as they should be when it was noticed
  now_pages INTEGER NOT NULL, -- of so many
  example_id INTEGER, -- article_id of a page that is not
  example_url TEXT, -- its address
  capture INTEGER REFERENCES captures (id), -- captures.id of it; null where none was kept
  class_names TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(class_names)),
    -- JSON: names around the containers that had not been met before
  ended_at TEXT, -- UTC; null: it lasts
  ended_run INTEGER REFERENCES runs (id) -- runs.id of the run that read them well again
) STRICT""",
    "CREATE UNIQUE INDEX drifts_open ON drifts (bureau, kind, layout, what, field) "
    "WHERE ended_at IS NULL",
    "CREATE INDEX drifts_since ON drifts (since_run)",
    "CREATE INDEX drifts_seen ON drifts (seen_run)",
    "CREATE INDEX drifts_told ON drifts (told_run) WHERE told_run IS NOT NULL",
    "CREATE INDEX drifts_ended ON drifts (ended_run) WHERE ended_run IS NOT NULL",
    "CREATE INDEX drifts_capture ON drifts (capture) WHERE capture IS NOT NULL",
)
