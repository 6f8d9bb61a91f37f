"""The second migration: what a crawl needs that nobody watches. Frozen, like the first.

The frontier is made anew, because its list of ways becomes a table; nothing points to it, so
that no row of another table is touched. The articles stay where they are: deleting them, as
dropping their table would, takes with them all that points to them.
"""

from __future__ import annotations

# What revisits.py would have planned at the first reading with 1 and 7 days, the plan of that time.
_REVISITS = """\
UPDATE frontier SET revisit_at = (
  SELECT CASE
    WHEN a.day_7 < a.soonest THEN strftime('%Y-%m-%dT%H:%M:%SZ', a.first_seen, '+7 days')
    WHEN a.day_1 < a.soonest THEN a.day_7
    ELSE a.day_1 END
  FROM (
    SELECT bureau, article_id, first_seen,
      strftime('%Y-%m-%dT%H:%M:%SZ', first_seen, '+1 hour') AS soonest,
      strftime('%Y-%m-%dT%H:%M:%SZ', base, '+1 day') AS day_1,
      strftime('%Y-%m-%dT%H:%M:%SZ', base, '+7 days') AS day_7
    FROM (
      SELECT bureau, article_id, first_seen, min(first_seen,
        coalesce(strftime('%Y-%m-%dT%H:%M:%SZ', published_utc), first_seen)) AS base
      FROM articles
    )
  ) AS a WHERE a.bureau = frontier.bureau AND a.article_id = frontier.article_id
) WHERE state = 'stored'"""

STATEMENTS = (
    "DROP VIEW rejected",
    "ALTER TABLE frontier RENAME TO frontier_1",
    """\
CREATE TABLE frontier ( -- The addresses known, and what became of each.
  id INTEGER PRIMARY KEY, -- internal number
  bureau TEXT NOT NULL REFERENCES bureaus (name), -- short name of the bureau
  article_id INTEGER NOT NULL, -- the number in the address
  url TEXT NOT NULL, -- the address as found, which is what is asked for
  kind TEXT NOT NULL CHECK (kind IN ('article', 'photo', 'video')), -- by the address
  found_at TEXT NOT NULL, -- UTC, the first time
  feed_published TEXT, -- time of publication as a feed prints it
  day TEXT, -- likely day in the bureau's zone, by a listing or by its neighbours' numbers;
    -- never a publication time
  priority INTEGER NOT NULL DEFAULT 0, -- higher is asked for first: 30 latest, 20 a person's list
    -- or query, 10 backfill and gaps, 0 known only, because nobody asked for its days yet
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'stored', 'rejected', 'gone',
    'failed')), -- pending, or settled: stored, rejected, gone, failed
  reason TEXT, -- rejected: the drop reason; pending and failed: why the last try failed
  seen TEXT, -- rejected: what was seen that says so
  tries INTEGER NOT NULL DEFAULT 0, -- tries in a row without an outcome
  next_try TEXT, -- UTC; not asked for before. Null: at once
  last_try TEXT, -- UTC of the last answer or failure
  last_status INTEGER, -- HTTP status of the last answer
  settled_at TEXT, -- UTC; null while pending
  etag TEXT, -- ETag of the last good answer
  last_modified TEXT, -- Last-Modified of the last good answer
  revisit_at TEXT, -- UTC; when a held article is asked for again. Null: no more
  revisits INTEGER NOT NULL DEFAULT 0, -- how often it was asked for again, also in vain
  lease_run INTEGER REFERENCES runs (id), -- the run that is asking for it
  UNIQUE (bureau, article_id),
  CHECK (state <> 'rejected' OR reason IN ('listing', 'soft_404', 'maintenance', 'empty',
    'not_antara', 'no_key', 'no_title', 'key_collision', 'gone', 'robots', 'off_site', 'not_html',
    'too_large', 'redirect_loop', 'redirected', 'http_error')),
  CHECK ((state = 'pending') = (settled_at IS NULL)),
  CHECK (state = 'stored' OR revisit_at IS NULL)
) STRICT""",
    # Whatever was pending had been found by the latest listings.
    """\
INSERT INTO frontier (id, bureau, article_id, url, kind, found_at, feed_published, priority,
  state, reason, seen, tries, next_try, last_try, last_status, settled_at, etag, last_modified,
  lease_run)
SELECT id, bureau, article_id, url, kind, found_at, feed_published, max(priority, 30),
  state, reason, seen, tries, next_try, last_try, last_status, settled_at, etag, last_modified,
  lease_run
FROM frontier_1""",
    """\
CREATE TABLE findings ( -- Which ways found which address.
  frontier INTEGER NOT NULL REFERENCES frontier (id) ON DELETE CASCADE, -- frontier.id
  way TEXT NOT NULL CHECK (way IN ('feed', 'terkini', 'section', 'tag', 'indeks', 'search',
    'sitemap', 'list', 'redirect')), -- the kind of listing
  found_at TEXT NOT NULL, -- UTC, the first time that this way named it
  PRIMARY KEY (frontier, way)
) STRICT, WITHOUT ROWID""",
    # The words of the old list, one by one; it knew no time for each.
    """\
INSERT INTO findings (frontier, way, found_at)
WITH RECURSIVE split (id, word, rest, found_at) AS (
  SELECT id, '', trim(ways) || ' ', found_at FROM frontier_1 WHERE ways IS NOT NULL
  UNION ALL
  SELECT id, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1), found_at
  FROM split WHERE rest <> ''
)
SELECT DISTINCT id, word, found_at FROM split WHERE word <> ''""",
    "DROP TABLE frontier_1",
    # Rows that wait stand behind the one value null of next_try: a lease never walks over them,
    # and those that have come due are found at its beginning.
    "CREATE INDEX frontier_lease "
    "ON frontier (bureau, next_try, priority DESC, article_id DESC) WHERE state = 'pending'",
    "CREATE INDEX frontier_day ON frontier (bureau, day, article_id) WHERE state = 'pending'",
    "CREATE INDEX frontier_revisit ON frontier (bureau, revisit_at) WHERE revisit_at IS NOT NULL",
    "CREATE INDEX frontier_leased ON frontier (lease_run) WHERE lease_run IS NOT NULL",
    "CREATE INDEX frontier_counts ON frontier (state, reason)",
    _REVISITS,
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
CREATE TABLE walks ( -- The readings of listings, each going on where it was.
  id INTEGER PRIMARY KEY, -- internal number
  bureau TEXT NOT NULL REFERENCES bureaus (name), -- short name of the bureau
  way TEXT NOT NULL CHECK (way IN ('feed', 'terkini', 'section', 'tag', 'indeks', 'search',
    'sitemap', 'list', 'redirect')), -- the kind of listing
  listing TEXT NOT NULL, -- address of its first page
  since TEXT, -- first day that is asked for; null: no bound
  until TEXT, -- last day, included; null: no bound
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'failed', 'nothing')),
    -- done: the proof that the listing was read over these days; nothing: there is no such listing
  ended TEXT, -- why it ended, or why the last try failed
  position TEXT CHECK (json_valid(position)), -- JSON: the walk's own memory of where it goes on
  pages INTEGER NOT NULL DEFAULT 0, -- pages that it read
  named INTEGER NOT NULL DEFAULT 0, -- articles that these named
  found_new INTEGER NOT NULL DEFAULT 0, -- of these, those that were new
  readings INTEGER NOT NULL DEFAULT 0, -- how often it was read over these days to the end
  tries INTEGER NOT NULL DEFAULT 0, -- tries in a row that failed
  next_try TEXT, -- UTC; not gone on with before. Null: at once
  made_at TEXT NOT NULL, -- UTC, when it was begun, or begun anew
  updated_at TEXT NOT NULL, -- UTC
  run INTEGER REFERENCES runs (id) -- the run that worked at it last
) STRICT""",
    "CREATE UNIQUE INDEX walks_listing "
    "ON walks (bureau, way, listing, coalesce(since, ''), coalesce(until, ''))",
    "CREATE INDEX walks_state ON walks (bureau, state)",
    """\
CREATE TABLE listed_days ( -- What listings say of single days.
  bureau TEXT NOT NULL REFERENCES bureaus (name), -- short name of the bureau
  day TEXT NOT NULL, -- the day in the bureau's zone
  way TEXT NOT NULL CHECK (way IN ('feed', 'terkini', 'section', 'tag', 'indeks', 'search',
    'sitemap', 'list', 'redirect')), -- the kind of listing
  announced INTEGER, -- how many articles it says it has: "(5 berita)"; null: it does not say
  named INTEGER NOT NULL, -- how many it named
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)), -- 1: it was read to its end
  seen_at TEXT NOT NULL, -- UTC
  PRIMARY KEY (bureau, day, way)
) STRICT, WITHOUT ROWID""",
    """\
CREATE TABLE run_hosts ( -- What a run asked of each host.
  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE, -- runs.id
  host TEXT NOT NULL, -- host name
  requests INTEGER NOT NULL, -- requests that were sent
  bytes INTEGER NOT NULL, -- bytes that were received
  statuses TEXT NOT NULL CHECK (json_valid(statuses)),
    -- JSON: how many answers of each status, or of which failure
  smallest_gap REAL, -- seconds between the starts of two requests, the smallest; null: only one
  mean_gap REAL, -- the same, on average
  retries INTEGER NOT NULL DEFAULT 0, -- requests that asked again for what had failed
  PRIMARY KEY (run, host)
) STRICT""",
    """\
CREATE TABLE signals ( -- What a page and its host say of automatic use, as it came.
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, -- articles.id
  carrier TEXT NOT NULL CHECK (carrier IN ('x_robots_tag', 'robots_meta', 'tdm_header',
    'tdm_meta', 'tdm_policy', 'tdmrep')), -- where it stands
  value TEXT NOT NULL, -- what it says
  PRIMARY KEY (article, carrier)
) STRICT, WITHOUT ROWID""",
    """\
CREATE TABLE bureau_watch ( -- What was told of each bureau that deserves a look.
  bureau TEXT PRIMARY KEY REFERENCES bureaus (name), -- short name of the bureau
  alarm TEXT, -- what is wrong; null: nothing
  since TEXT, -- UTC, when that began
  told_run INTEGER, -- runs.id of the run that told it
  muted_until TEXT, -- last day of the bureau's zone on which nothing is told
  mute_reason TEXT -- why
) STRICT""",
    """\
CREATE TABLE backups ( -- The copies that were made of this archive and found sound.
  id INTEGER PRIMARY KEY, -- internal number
  path TEXT NOT NULL, -- where the copy was put
  made_at TEXT NOT NULL, -- UTC, the moment whose state it holds
  bytes INTEGER NOT NULL, -- its size
  articles INTEGER NOT NULL, -- articles in it
  verified_at TEXT NOT NULL -- UTC, when it had been opened and checked
) STRICT""",
    # SQLite puts a new column behind the last one, before the comment of that: hence these.
    "ALTER TABLE articles ADD COLUMN missing_since TEXT "
    "/* UTC of the first answer 404 or 410 after it was held; null: it was there at the last */",
    "ALTER TABLE observations ADD COLUMN conditional INTEGER CHECK (conditional BETWEEN 0 AND 1) "
    "/* 1: asked with validators; null or 0: without */",
    "ALTER TABLE robots ADD COLUMN file TEXT NOT NULL DEFAULT 'robots.txt' "
    "/* which file: robots.txt or .well-known/tdmrep.json */",
    "ALTER TABLE robots ADD COLUMN sha256 TEXT "
    "/* SHA-256 of the body as UTF-8; null: none came, or noted by an early version */",
    "DROP INDEX robots_host",
    "CREATE INDEX robots_host ON robots (host, file, id)",
)
