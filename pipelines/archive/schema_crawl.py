"""The first migration's tables that hold the crawl's state, and those that later steps fill.

They stand in the same file as the articles because one transaction must span both. Frozen, like
schema_articles.
"""

from __future__ import annotations

STATEMENTS = (
    """\
CREATE TABLE bureau_state ( -- How far each bureau's listings were walked without a hole.
  bureau TEXT PRIMARY KEY REFERENCES bureaus (name), -- short name of the bureau
  complete_from TEXT, -- start of the span, as the walk stated it
  complete_to TEXT, -- its end; moves only when a walk ends well
  updated_at TEXT NOT NULL -- UTC, end of the last such walk
) STRICT""",
    """\
CREATE TABLE runs ( -- One crawl by one process each.
  id INTEGER PRIMARY KEY, -- number of the run
  command TEXT NOT NULL, -- what was started
  options TEXT NOT NULL CHECK (json_valid(options)), -- JSON: its options
  pid INTEGER NOT NULL, -- process that ran it
  started_at TEXT NOT NULL, -- UTC
  finished_at TEXT, -- UTC; null: it runs, or was killed
  outcome TEXT -- how it ended; interrupted: killed, noticed by the next run
) STRICT""",
    """\
CREATE TABLE run_bureaus ( -- What a run did for each bureau.
  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE, -- runs.id
  bureau TEXT NOT NULL REFERENCES bureaus (name), -- short name of the bureau
  listed INTEGER, -- articles that its listings named
  fetched INTEGER, -- pages asked for
  stored INTEGER, -- new articles
  revised INTEGER, -- articles that the newsroom had changed
  unchanged INTEGER, -- articles in the state already held
  skipped INTEGER, -- named, but settled already
  rejected INTEGER, -- addresses that gave no article
  gone INTEGER, -- 404 or 410
  failed INTEGER, -- no usable answer
  counts TEXT NOT NULL CHECK (json_valid(counts)), -- JSON: everything that the run counted
  PRIMARY KEY (run, bureau)
) STRICT""",
    """\
CREATE TABLE frontier ( -- The addresses known, and what became of each.
  id INTEGER PRIMARY KEY, -- internal number
  bureau TEXT NOT NULL REFERENCES bureaus (name), -- short name of the bureau
  article_id INTEGER NOT NULL, -- the number in the address
  url TEXT NOT NULL, -- the address as found, which is what is asked for
  kind TEXT NOT NULL CHECK (kind IN ('article', 'photo', 'video')), -- by the address
  ways TEXT, -- the ways that found it, first one first, separated by blanks
  found_at TEXT NOT NULL, -- UTC
  feed_published TEXT, -- time of publication as a feed prints it
  priority INTEGER NOT NULL DEFAULT 0, -- higher is asked for first
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'stored', 'rejected', 'gone',
    'failed')), -- pending, or settled: stored, rejected, gone, failed
  reason TEXT, -- rejected: the drop reason; pending and failed: why the last try failed
  seen TEXT, -- rejected: what was seen that says so
  tries INTEGER NOT NULL DEFAULT 0, -- tries without an outcome
  next_try TEXT, -- UTC; not asked for before
  last_try TEXT, -- UTC of the last answer or failure
  last_status INTEGER, -- HTTP status of the last answer
  settled_at TEXT, -- UTC; null while pending
  etag TEXT, -- ETag of the last good answer
  last_modified TEXT, -- Last-Modified of the last good answer
  lease_run INTEGER REFERENCES runs (id), -- the run that is asking for it
  UNIQUE (bureau, article_id),
  CHECK (state <> 'rejected' OR reason IN ('listing', 'soft_404', 'maintenance', 'empty',
    'not_antara', 'no_key', 'no_title', 'key_collision', 'gone', 'robots', 'off_site', 'not_html',
    'too_large', 'redirect_loop', 'redirected', 'http_error')),
  CHECK ((state = 'pending') = (settled_at IS NULL))
) STRICT""",
    # The order of leasing. Only pending rows: it stays small however large the archive is.
    # next_try is in it so that rows that are not due are skipped without being fetched.
    "CREATE INDEX frontier_lease ON frontier (bureau, priority DESC, article_id DESC, next_try) "
    "WHERE state = 'pending'",
    "CREATE INDEX frontier_leased ON frontier (lease_run) WHERE lease_run IS NOT NULL",
    "CREATE INDEX frontier_counts ON frontier (state, reason)",
    """\
CREATE TABLE observations ( -- Each asking for an article, and its answer.
  id INTEGER PRIMARY KEY, -- internal number
  run INTEGER REFERENCES runs (id), -- runs.id
  bureau TEXT REFERENCES bureaus (name), -- short name; null: the address names no article
  article_id INTEGER, -- the number in the address
  asked_at TEXT NOT NULL, -- UTC of the answer
  outcome TEXT NOT NULL CHECK (outcome IN ('stored', 'revised', 'unchanged', 'not_modified',
    'rejected', 'key_collision', 'gone', 'retry', 'failed')), -- what came of it
  status INTEGER, -- HTTP status; null: none came
  reason TEXT, -- the drop reason, or why a try failed
  seen TEXT -- what was seen that says so
) STRICT""",
    "CREATE INDEX observations_key ON observations (bureau, article_id)",
    "CREATE INDEX observations_run ON observations (run)",
    # Askings of keys that are held, or of addresses without a key, have no frontier row to
    # stand in: for them the observation is the row that says what was dropped.
    "CREATE INDEX observations_dropped ON observations (outcome, reason) "
    "WHERE outcome = 'key_collision' OR (outcome = 'rejected' AND article_id IS NULL)",
    """\
CREATE VIEW rejected AS -- What was dropped, each with its reason.
SELECT bureau, -- short name of the bureau
  article_id, -- the number in the address
  url, -- address
  reason, -- the drop reason
  seen, -- what was seen that says so
  last_status AS status, -- HTTP status
  settled_at AS rejected_at -- UTC
FROM frontier WHERE state = 'rejected'
UNION ALL
SELECT o.bureau, o.article_id, f.url, o.reason, o.seen, o.status, o.asked_at
FROM observations AS o LEFT JOIN frontier AS f USING (bureau, article_id)
WHERE o.outcome = 'key_collision' OR (o.outcome = 'rejected' AND o.article_id IS NULL)""",
    """\
CREATE TABLE robots ( -- The robots.txt of each host over time: a row for each different answer.
  id INTEGER PRIMARY KEY, -- internal number
  host TEXT NOT NULL, -- host name
  fetched_at TEXT NOT NULL, -- UTC, first time that it answered so
  last_seen TEXT NOT NULL, -- UTC, last time
  status INTEGER, -- HTTP status; null: none came
  body TEXT, -- the file as it came
  verdict TEXT NOT NULL -- what was made of it
) STRICT""",
    "CREATE INDEX robots_host ON robots (host, id)",
    """\
CREATE TABLE stories ( -- The articles that carry the same report. Filled by a later step.
  id INTEGER PRIMARY KEY, -- number of the story
  made_at TEXT NOT NULL, -- UTC
  method TEXT NOT NULL -- how its members were found
) STRICT""",
    """\
CREATE TABLE story_members ( -- Which article belongs to which story.
  article INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE, -- articles.id
  story INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE, -- stories.id
  similarity REAL -- likeness to the story's first article, 0 to 1
) STRICT""",
    "CREATE INDEX story_members_story ON story_members (story)",
    """\
CREATE TABLE story_aliases ( -- Numbers of stories that were merged into others.
  alias INTEGER PRIMARY KEY, -- the number that was given up
  story INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE -- stories.id
) STRICT""",
    "CREATE INDEX story_aliases_story ON story_aliases (story)",
    """\
CREATE TABLE permissions ( -- What the rights' owner allowed, in writing. Filled by a later step.
  id INTEGER PRIMARY KEY, -- internal number
  bureau TEXT REFERENCES bureaus (name), -- short name; null: all bureaus
  scope TEXT NOT NULL, -- what is allowed
  granted_by TEXT NOT NULL, -- who allowed it
  granted_at TEXT NOT NULL, -- day of the permission
  valid_until TEXT, -- last day; null: no end was stated
  note TEXT -- where the letter is kept, conditions
) STRICT""",
    "CREATE INDEX permissions_bureau ON permissions (bureau)",
    """\
CREATE TABLE tombstones ( -- Articles that were taken out on request. Filled by a later step.
  bureau TEXT NOT NULL REFERENCES bureaus (name), -- short name of the bureau
  article_id INTEGER NOT NULL, -- the number in the address
  removed_at TEXT NOT NULL, -- UTC
  reason TEXT NOT NULL, -- why
  requested_by TEXT, -- who asked for it
  PRIMARY KEY (bureau, article_id)
) STRICT""",
)
