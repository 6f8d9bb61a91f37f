"""The first migration's tables that hold the product: articles and what belongs to them.

Frozen: an archive made with these statements exists. A change is a new migration. The comment
behind a column is its meaning; SQLite keeps it in the file, and the documentation is made of it.
"""

from __future__ import annotations

STATEMENTS = (
    """\
CREATE TABLE meta ( -- Facts about the archive itself.
  key TEXT PRIMARY KEY, -- origin, schema_version or created_at
  value TEXT NOT NULL -- origin: live or sample, from creation on
) STRICT""",
    "INSERT INTO meta (key, value) VALUES ('schema_version', '0')",
    """\
CREATE TABLE bureaus ( -- One host of ANTARA each.
  name TEXT PRIMARY KEY CHECK (name <> ''), -- short name: the host's first label
  host TEXT UNIQUE, -- host name
  title TEXT, -- the bureau's name
  province TEXT, -- province it reports from
  zone TEXT, -- IANA time zone, in which published_day is counted
  language TEXT, -- id or en
  since TEXT -- the earliest that is known of it
) STRICT""",
    """\
CREATE TABLE captures ( -- One HTTP response as it came, a record in a WARC file.
  id INTEGER PRIMARY KEY, -- internal number
  file TEXT NOT NULL, -- WARC file, relative to the archive's folder
  offset INTEGER NOT NULL, -- first byte of the record
  length INTEGER NOT NULL, -- bytes of the record
  sha256 TEXT NOT NULL, -- SHA-256 of the body
  url TEXT NOT NULL, -- address that was asked for
  fetched_at TEXT NOT NULL, -- UTC
  status INTEGER, -- HTTP status
  UNIQUE (file, offset)
) STRICT""",
    """\
CREATE TABLE articles ( -- The current state of each article, which is named bureau/article_id.
  id INTEGER PRIMARY KEY, -- internal; may change when an archive is rebuilt
  bureau TEXT NOT NULL REFERENCES bureaus (name), -- short name of the bureau
  article_id INTEGER NOT NULL, -- the number in the address; counts per bureau
  url TEXT NOT NULL, -- canonical address
  kind TEXT NOT NULL CHECK (kind IN ('article', 'photo', 'video')), -- article, photo or video
  title TEXT NOT NULL CHECK (title <> ''), -- title without the site's name
  subtitle TEXT, -- line below the title
  text TEXT, -- body as printed, dateline included, paragraphs joined by an empty line
  published TEXT, -- time of publication as printed, ISO 8601 with offset
  published_utc TEXT, -- the same in UTC, YYYY-MM-DDTHH:MM:SSZ: the one to sort by
  published_day TEXT, -- its day in the bureau's zone
  published_precision TEXT CHECK (published_precision IN ('second', 'minute', 'day')),
    -- the smallest unit that the source states: second, minute or day
  published_source TEXT CHECK (published_source IN ('time_element', 'meta', 'json_ld',
    'printed_zone', 'printed_zone_assumed', 'feed')),
    -- how the time is known; printed_zone_assumed and feed are the weakest
  updated TEXT, -- time of the last change, if the page says so
  dateline_place TEXT, -- place before "(ANTARA) -"
  dateline_day TEXT, -- day before "(ANTARA) -", where printed
  source_label TEXT, -- what stands in the dateline's brackets, such as "ANTARA News"
  category TEXT, -- section that the page names
  language TEXT, -- id or en
  pull_quote TEXT, -- quote that the page shows apart from the text
  copyright TEXT, -- copyright line as printed
  rights_notice TEXT, -- the page's notice about automatic use, as printed
  is_press_release INTEGER NOT NULL DEFAULT 0 CHECK (is_press_release IN (0, 1)),
    -- 1: a text of a public-relations wire
  layout TEXT NOT NULL CHECK (layout IN ('g1', 'g2', 'g3', 'r', 'amp', 'generic')),
    -- generation of markup that was read
  extractor_version TEXT NOT NULL, -- version of the reader that made this state
  fetched_at TEXT, -- UTC, of the response that was read
  status INTEGER, -- its HTTP status
  etag TEXT, -- its ETag
  last_modified TEXT, -- its Last-Modified
  content_sha256 TEXT, -- SHA-256 of its body
  text_sha256 TEXT, -- SHA-256 of the text (NFC) without whitespace and dateline; null: no text
  details_sha256 TEXT, -- SHA-256 of what the page says beyond title, text, credits and tags
  first_seen TEXT NOT NULL, -- UTC, first reading
  last_seen TEXT NOT NULL, -- UTC, last time that this article was seen
  UNIQUE (bureau, article_id)
) STRICT""",
    "CREATE INDEX articles_published ON articles (published_utc)",
    "CREATE INDEX articles_bureau_published ON articles (bureau, published_utc)",
    "CREATE INDEX articles_text_sha256 ON articles (text_sha256)",
    "CREATE INDEX articles_counts ON articles (bureau, kind, layout)",
    """\
CREATE TABLE revisions ( -- The states of an article over time, as the newsroom changed it.
  id INTEGER PRIMARY KEY, -- internal number
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, -- articles.id
  seq INTEGER NOT NULL CHECK (seq > 0), -- 1 is the state that was seen first
  state TEXT NOT NULL CHECK (json_valid(state)), -- JSON: title, subtitle, text, credits, tags
  state_sha256 TEXT NOT NULL, -- SHA-256 of state
  extractor_version TEXT NOT NULL, -- version of the reader that made it
  layout TEXT NOT NULL, -- generation of markup it was read from
  capture INTEGER REFERENCES captures (id), -- captures.id, null where none was kept
  first_seen TEXT NOT NULL, -- UTC
  last_seen TEXT NOT NULL, -- UTC
  UNIQUE (article, seq)
) STRICT""",
    "CREATE INDEX revisions_capture ON revisions (capture) WHERE capture IS NOT NULL",
    """\
CREATE TABLE credits ( -- Who did what for an article, in the order of the page.
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, -- articles.id
  seq INTEGER NOT NULL, -- order, from 0
  role TEXT NOT NULL CHECK (role IN ('reporter', 'author', 'translator', 'editor', 'uploader',
    'photographer', 'wire')), -- what they did; wire is a code and nobody's name
  name TEXT NOT NULL, -- name without its label
  printed TEXT NOT NULL, -- label and name as printed
  PRIMARY KEY (article, seq)
) STRICT""",
    "CREATE INDEX credits_name ON credits (name)",
    """\
CREATE TABLE tags ( -- Each tag once.
  id INTEGER PRIMARY KEY, -- internal number
  name TEXT NOT NULL UNIQUE -- as printed
) STRICT""",
    """\
CREATE TABLE article_tags ( -- Which article carries which tag.
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, -- articles.id
  seq INTEGER NOT NULL, -- order on the page, from 0
  tag INTEGER NOT NULL REFERENCES tags (id), -- tags.id
  PRIMARY KEY (article, seq)
) STRICT""",
    "CREATE INDEX article_tags_tag ON article_tags (tag)",
    """\
CREATE TABLE images ( -- Pictures by their address; no picture is kept.
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, -- articles.id
  seq INTEGER NOT NULL, -- order on the page, from 0
  url TEXT NOT NULL, -- address
  caption TEXT, -- caption as printed, its credit included
  credit TEXT, -- the credit alone
  PRIMARY KEY (article, seq)
) STRICT""",
    """\
CREATE TABLE provenance ( -- Which source of the page gave a field, where several could.
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, -- articles.id
  field TEXT NOT NULL, -- name of a column of articles, or of a list
  source TEXT NOT NULL, -- what gave it
  PRIMARY KEY (article, field)
) STRICT""",
    """\
CREATE TABLE ledger ( -- Blocks of the page's container that are not in the text, or were put back.
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, -- articles.id
  seq INTEGER NOT NULL, -- place among all blocks of the container, from 0
  fate TEXT NOT NULL CHECK (fate IN ('removed', 'put_back')), -- removed or put_back
  reason TEXT CHECK (reason IN ('credit_line', 'copyright', 'notice', 'read_also', 'pull_quote',
    'share_bar', 'view_count', 'tags', 'advertisement', 'script', 'repeated_block', 'caption',
    'heading', 'empty', 'not_text')), -- why it was removed
  text TEXT NOT NULL, -- the block; scripts are cut to their beginning
  characters INTEGER NOT NULL, -- characters of the whole block, without whitespace
  PRIMARY KEY (article, seq)
) STRICT""",
    """\
CREATE TABLE flags ( -- What to know before trusting an article's row.
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, -- articles.id
  flag TEXT NOT NULL CHECK (flag IN ('generic_layout', 'no_date', 'no_text', 'short_text',
    'zone_assumed', 'date_conflict', 'text_put_back', 'text_unaccounted', 'repeated_block',
    'encoding_repaired', 'title_from_meta')), -- name of the flag
  PRIMARY KEY (article, flag)
) STRICT""",
    "CREATE INDEX flags_flag ON flags (flag)",
    """\
CREATE VIRTUAL TABLE articles_fts USING fts5(
  title, subtitle, text,
  content='articles', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
)""",
    """\
CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
  INSERT INTO articles_fts (rowid, title, subtitle, text)
  VALUES (new.id, new.title, new.subtitle, new.text);
END""",
    """\
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
  INSERT INTO articles_fts (articles_fts, rowid, title, subtitle, text)
  VALUES ('delete', old.id, old.title, old.subtitle, old.text);
END""",
    # Only where a searched column is set: last_seen alone must not cost an index update.
    """\
CREATE TRIGGER articles_fts_update AFTER UPDATE OF id, title, subtitle, text ON articles BEGIN
  INSERT INTO articles_fts (articles_fts, rowid, title, subtitle, text)
  VALUES ('delete', old.id, old.title, old.subtitle, old.text);
  INSERT INTO articles_fts (rowid, title, subtitle, text)
  VALUES (new.id, new.title, new.subtitle, new.text);
END""",
)
