"""The third migration, first part: what points to the captures. Frozen, like those before.

The table of captures is as old as the archive; what it lacked is what a capture is of, and which
run made it.
"""

from __future__ import annotations

STATEMENTS = (
    "ALTER TABLE captures ADD COLUMN kind TEXT NOT NULL DEFAULT 'article' CHECK (kind IN ("
    "'article', 'feed', 'listing', 'sitemap', 'robots', 'other')) /* what was asked for */",
    "ALTER TABLE captures ADD COLUMN record TEXT NOT NULL DEFAULT 'response' "
    "CHECK (record IN ('response', 'revisit')) "
    "/* revisit: its body is that of same_as, and is not in the file again */",
    "ALTER TABLE captures ADD COLUMN same_as INTEGER REFERENCES captures (id) "
    "/* captures.id, the record that has the body */",
    "ALTER TABLE captures ADD COLUMN run INTEGER REFERENCES runs (id) /* runs.id, which asked */",
    "ALTER TABLE captures ADD COLUMN imported_from TEXT "
    "/* WARC file from elsewhere that it was taken from; null: asked for by this archive */",
    # Equal bodies of one address are found by their digest; a part of it is enough to look.
    "CREATE INDEX captures_sha256 ON captures (substr(sha256, 1, 16))",
    "CREATE INDEX captures_run ON captures (run)",
    "CREATE INDEX captures_same_as ON captures (same_as) WHERE same_as IS NOT NULL",
    "ALTER TABLE articles ADD COLUMN capture INTEGER REFERENCES captures (id) "
    "/* captures.id of the page that this state was read from; null where none was kept */",
    "CREATE INDEX articles_capture ON articles (capture) WHERE capture IS NOT NULL",
    "ALTER TABLE observations ADD COLUMN capture INTEGER REFERENCES captures (id) "
    "/* captures.id of the answer; null where none came or none was kept */",
    "CREATE INDEX observations_capture ON observations (capture) WHERE capture IS NOT NULL",
)
