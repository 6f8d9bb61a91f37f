"""The migration that keeps what a person finds, comparing articles with pages. Frozen, once out.

An article is named by its key, so that answers outlive a rebuild, which gives all rows new numbers.
"""

from __future__ import annotations

from typing import Final

STATEMENTS: Final = (
    """\
CREATE TABLE audits ( -- Samples that were drawn to find out how right the archive is.
  id INTEGER PRIMARY KEY, -- counts up; 'antara audit --id' names it
  seed INTEGER NOT NULL, -- the same seed draws the same articles of the same archive
  size INTEGER NOT NULL CHECK (size > 0), -- how many articles were asked for
  filters TEXT NOT NULL, -- JSON: what the articles had to be; {} for all
  articles INTEGER NOT NULL, -- how many articles passed the filters
  without_page INTEGER NOT NULL, -- of these: not drawn from, because their page is not kept
  drawn_at TEXT NOT NULL -- UTC
) STRICT""",
    """\
CREATE TABLE audit_strata ( -- What each sample was drawn from, part by part.
  audit INTEGER NOT NULL REFERENCES audits (id) ON DELETE CASCADE, -- audits.id
  bureau TEXT NOT NULL, -- short name of the bureau
  year TEXT NOT NULL, -- of publication; empty: without a day
  layout TEXT NOT NULL, -- generation of markup that was read
  articles INTEGER NOT NULL, -- how many of them could be drawn
  drawn INTEGER NOT NULL, -- how many were
  PRIMARY KEY (audit, bureau, year, layout)
) STRICT, WITHOUT ROWID""",
    """\
CREATE TABLE audit_articles ( -- The articles of the samples, in the order in which they are shown.
  audit INTEGER NOT NULL REFERENCES audits (id) ON DELETE CASCADE, -- audits.id
  seq INTEGER NOT NULL, -- from 1
  bureau TEXT NOT NULL, -- short name of the bureau
  article_id INTEGER NOT NULL, -- the number in the address
  year TEXT NOT NULL, -- of publication when it was drawn; empty: without a day
  layout TEXT NOT NULL, -- that had read it when it was drawn; from the first answer on, then
  extractor_version TEXT, -- that had read what the last answers are about; null: no answer yet
  page_sha256 TEXT, -- of the page as it came that was shown with it
  record_sha256 TEXT, -- of the fields that were shown
  note TEXT, -- what the person wrote down; gone once the article is withdrawn
  answered_at TEXT, -- UTC of the last answers; null: none yet
  PRIMARY KEY (audit, seq),
  UNIQUE (audit, bureau, article_id)
) STRICT, WITHOUT ROWID""",
    """\
CREATE TABLE audit_answers ( -- What a person found, field by field, comparing page and record.
  audit INTEGER NOT NULL, -- audit_articles.audit
  seq INTEGER NOT NULL, -- audit_articles.seq
  field TEXT NOT NULL, -- title, subtitle, text, published, credits, tags, dateline, category or
  -- images
  answer TEXT NOT NULL CHECK (answer IN ('right', 'wrong', 'unclear')), -- unclear: cannot tell
  PRIMARY KEY (audit, seq, field),
  FOREIGN KEY (audit, seq) REFERENCES audit_articles (audit, seq) ON DELETE CASCADE
) STRICT, WITHOUT ROWID""",
    # A note may quote the article. Answers are words of ours and stay.
    """\
CREATE TRIGGER audits_withdrawn AFTER INSERT ON tombstones BEGIN
  UPDATE audit_articles SET note = NULL, page_sha256 = NULL, record_sha256 = NULL
  WHERE bureau = new.bureau AND article_id = new.article_id;
END""",
)
