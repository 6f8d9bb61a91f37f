"""The migration that lets earlier states be found, and tells when pages told of them. Frozen.

The full-text index holds articles as they are now. What an article said before it was corrected
stands in revisions only, and whoever asks whether ANTARA wrote a sentence may have that one. Few
articles change, so an index of its own costs little.

Which change was silent can be told for each state that has the page's own time of it. Of states
from before only the last one's is known.
"""

from __future__ import annotations

from typing import Final

STATEMENTS: Final = (
    """\
CREATE VIRTUAL TABLE revisions_fts USING fts5(
  title, subtitle, text, tokenize='unicode61 remove_diacritics 2'
)""",
    """\
CREATE TRIGGER revisions_fts_insert AFTER INSERT ON revisions WHEN new.seq > 1 BEGIN
  INSERT INTO revisions_fts (rowid, title, subtitle, text)
  SELECT r.id, json_extract(r.state, '$.title'), json_extract(r.state, '$.subtitle'),
    json_extract(r.state, '$.text')
  FROM revisions AS r WHERE r.article = new.article AND r.seq < new.seq
  AND NOT EXISTS (SELECT 1 FROM revisions_fts AS f WHERE f.rowid = r.id);
END""",
    """\
CREATE TRIGGER revisions_fts_update AFTER UPDATE OF state ON revisions BEGIN
  UPDATE revisions_fts SET title = json_extract(new.state, '$.title'),
    subtitle = json_extract(new.state, '$.subtitle'), text = json_extract(new.state, '$.text')
  WHERE rowid = new.id;
END""",
    """\
CREATE TRIGGER revisions_fts_delete AFTER DELETE ON revisions BEGIN
  DELETE FROM revisions_fts WHERE rowid = old.id;
END""",
    """\
INSERT INTO revisions_fts (rowid, title, subtitle, text)
SELECT r.id, json_extract(r.state, '$.title'), json_extract(r.state, '$.subtitle'),
  json_extract(r.state, '$.text')
FROM revisions AS r
WHERE EXISTS (SELECT 1 FROM revisions AS n WHERE n.article = r.article AND n.seq > r.seq)""",
    "ALTER TABLE revisions ADD COLUMN updated TEXT "
    "/* time of change that the page told with it; empty: not known, from before */",
    """\
UPDATE revisions SET updated = CASE
  WHEN EXISTS (SELECT 1 FROM revisions AS n WHERE n.article = revisions.article
    AND n.seq > revisions.seq) THEN ''
  ELSE (SELECT a.updated FROM articles AS a WHERE a.id = revisions.article) END
WHERE article IN (SELECT article FROM revisions WHERE seq = 2)""",
)
