"""The migration that lets a search know words: their stems, and the names that can be asked for."""

from __future__ import annotations

from typing import Final

STATEMENTS: Final = (
    """\
CREATE TABLE terms ( -- Each word of titles, subtitles and texts once, for the search.
  id INTEGER PRIMARY KEY, -- in the order in which they came: common words first
  term TEXT NOT NULL UNIQUE, -- small letters, without accents, as the full-text index has it
  stem TEXT, -- what its forms have in common; null: it is its own stem
  capital INTEGER NOT NULL DEFAULT 0,
    -- articles with it capitalised within a sentence, or as a name; counted to 15, with a stem only
  small INTEGER NOT NULL DEFAULT 0 -- the same in small letters
) STRICT""",
    "CREATE INDEX terms_stem ON terms (stem) WHERE stem IS NOT NULL",
    """\
CREATE TABLE search_names ( -- What a search can be narrowed to by name.
  what TEXT NOT NULL CHECK (what IN ('reporter', 'section', 'place')), -- whose name
  folded TEXT NOT NULL, -- small letters, without accents
  name TEXT NOT NULL, -- as articles have it
  PRIMARY KEY (what, folded, name)
) STRICT, WITHOUT ROWID""",
    # A search looks at thousands of articles that it does not show. Beside the texts, a row of
    # articles is some pages of the file; here it is a line.
    """\
CREATE INDEX articles_search ON articles (
  id, published_utc, published_day, bureau, kind, layout, category, dateline_place
)""",
    "CREATE INDEX articles_other_kinds ON articles (kind, published_utc) WHERE kind <> 'article'",
    "CREATE INDEX articles_section ON articles (category, published_utc)",
    "CREATE INDEX articles_place ON articles (dateline_place, published_utc)",
)
