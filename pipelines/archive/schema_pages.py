"""The migration for people who look: a flat view, lists by name, counts, what permissions rest on.

Frozen once out. Triggers keep all of it, so that no way of writing can forget it. They read an
article's time from articles_search: in its row the time stands behind the text.
"""

from __future__ import annotations

from typing import Final

_REPORTERS: Final = "('reporter', 'author', 'translator', 'photographer')"
_TIME: Final = (
    "SELECT coalesce(published_utc, '') FROM articles INDEXED BY articles_search WHERE id = {}"
)
_COUNT_ONE: Final = "ON CONFLICT (bureau, what, name) DO UPDATE SET articles = articles + 1"


def _listed(table: str, key: str) -> tuple[str, str]:
    """Return the triggers that count what stands in a list: one more, one less.

    Args:
        table: reporter_articles or tag_articles.
        key: what and name of a row of it, each in SQL, with {} for new or old.
    """
    one_more, one_less = key.format("new"), key.format("old")
    return (
        f"""\
CREATE TRIGGER {table}_more AFTER INSERT ON {table} BEGIN
  INSERT INTO name_counts
  SELECT bureau, {one_more}, 1 FROM articles INDEXED BY articles_search WHERE id = new.article
  {_COUNT_ONE};
END""",  # noqa: S608 - names from above
        f"""\
CREATE TRIGGER {table}_less AFTER DELETE ON {table} BEGIN
  UPDATE name_counts SET articles = articles - 1 WHERE (bureau, what, name) = (
    SELECT bureau, {one_less} FROM articles INDEXED BY articles_search WHERE id = old.article);
END""",  # noqa: S608 - names from above
    )


def _counted(what: str, column: str) -> tuple[str, str, str]:
    """Return the triggers that count articles by what stands in one of their columns."""
    more = f"""\
  INSERT INTO name_counts SELECT new.bureau, '{what}', new.{column}, 1 WHERE new.{column} <> ''
  {_COUNT_ONE};"""
    less = f"""\
  UPDATE name_counts SET articles = articles - 1
  WHERE bureau = old.bureau AND what = '{what}' AND name = old.{column};"""  # noqa: S608
    return (
        f"CREATE TRIGGER {what}_counts_insert AFTER INSERT ON articles BEGIN\n{more}\nEND",
        f"CREATE TRIGGER {what}_counts_delete AFTER DELETE ON articles BEGIN\n{less}\nEND",
        f"CREATE TRIGGER {what}_counts_update AFTER UPDATE OF bureau, {column} ON articles\n"
        f"WHEN new.bureau IS NOT old.bureau OR new.{column} IS NOT old.{column} BEGIN\n"
        f"{less}\n{more}\nEND",
    )


STATEMENTS: Final = (
    # Days before months: the months are counted along this index.
    "CREATE INDEX articles_day ON articles (published_day, bureau)",
    "CREATE INDEX articles_missing ON articles (missing_since) WHERE missing_since IS NOT NULL",
    "CREATE INDEX revisions_changed ON revisions (first_seen) WHERE seq > 1",
    """\
CREATE TABLE month_counts ( -- How many articles are held of each bureau and month.
  bureau TEXT NOT NULL, -- short name
  month TEXT NOT NULL, -- YYYY-MM of published_day; empty: without a day
  articles INTEGER NOT NULL, -- articles
  PRIMARY KEY (bureau, month)
) STRICT, WITHOUT ROWID""",
    """\
INSERT INTO month_counts SELECT bureau, coalesce(substr(published_day, 1, 7), ''), count(*)
FROM articles GROUP BY 1, 2""",
    """\
CREATE TRIGGER month_counts_insert AFTER INSERT ON articles BEGIN
  INSERT INTO month_counts VALUES (new.bureau, coalesce(substr(new.published_day, 1, 7), ''), 1)
  ON CONFLICT (bureau, month) DO UPDATE SET articles = articles + 1;
END""",
    """\
CREATE TRIGGER month_counts_delete AFTER DELETE ON articles BEGIN
  UPDATE month_counts SET articles = articles - 1
  WHERE bureau = old.bureau AND month = coalesce(substr(old.published_day, 1, 7), '');
END""",
    """\
CREATE TRIGGER month_counts_update AFTER UPDATE OF bureau, published_day ON articles
WHEN new.bureau IS NOT old.bureau OR new.published_day IS NOT old.published_day BEGIN
  UPDATE month_counts SET articles = articles - 1
  WHERE bureau = old.bureau AND month = coalesce(substr(old.published_day, 1, 7), '');
  INSERT INTO month_counts VALUES (new.bureau, coalesce(substr(new.published_day, 1, 7), ''), 1)
  ON CONFLICT (bureau, month) DO UPDATE SET articles = articles + 1;
END""",
    """\
CREATE TABLE reporter_articles ( -- The articles of whoever wrote, translated or took them, by time.
  name TEXT NOT NULL, -- as credits have it
  published_utc TEXT NOT NULL, -- of articles; empty: without a date
  article INTEGER NOT NULL, -- articles.id
  PRIMARY KEY (name, published_utc, article)
) STRICT, WITHOUT ROWID""",
    """\
CREATE TABLE tag_articles ( -- The articles of each tag, by time.
  tag INTEGER NOT NULL, -- tags.id
  published_utc TEXT NOT NULL, -- of articles; empty: without a date
  article INTEGER NOT NULL, -- articles.id
  PRIMARY KEY (tag, published_utc, article)
) STRICT, WITHOUT ROWID""",
    """\
CREATE TABLE name_counts ( -- How many articles of each bureau have a reporter, tag, section, place.
  bureau TEXT NOT NULL, -- short name
  what TEXT NOT NULL CHECK (what IN ('reporter', 'tag', 'section', 'place')), -- whose name
  name TEXT NOT NULL, -- as articles have it
  articles INTEGER NOT NULL, -- articles; 0: there was one once
  PRIMARY KEY (bureau, what, name)
) STRICT, WITHOUT ROWID""",
    f"""\
INSERT INTO reporter_articles
SELECT DISTINCT c.name, coalesce(a.published_utc, ''), a.id FROM credits AS c
CROSS JOIN articles AS a INDEXED BY articles_search ON a.id = c.article
WHERE c.role IN {_REPORTERS} AND c.name <> '' ORDER BY 1, 2, 3""",  # noqa: S608 - words from above
    """\
INSERT INTO tag_articles
SELECT DISTINCT t.tag, coalesce(a.published_utc, ''), a.id FROM article_tags AS t
CROSS JOIN articles AS a INDEXED BY articles_search ON a.id = t.article ORDER BY 1, 2, 3""",
    """\
INSERT INTO name_counts
SELECT a.bureau, 'reporter', l.name, count(*) FROM reporter_articles AS l
CROSS JOIN articles AS a INDEXED BY articles_search ON a.id = l.article GROUP BY 1, 3
UNION ALL
SELECT a.bureau, 'tag', t.name, count(*) FROM tag_articles AS l
CROSS JOIN articles AS a INDEXED BY articles_search ON a.id = l.article
CROSS JOIN tags AS t ON t.id = l.tag GROUP BY 1, 3
UNION ALL
SELECT bureau, 'section', category, count(*) FROM articles INDEXED BY articles_search
WHERE category <> '' GROUP BY 1, 3
UNION ALL
SELECT bureau, 'place', dateline_place, count(*) FROM articles INDEXED BY articles_search
WHERE dateline_place <> '' GROUP BY 1, 3""",
    *_listed("reporter_articles", "'reporter', {}.name"),
    *_listed("tag_articles", "'tag', (SELECT name FROM tags WHERE id = {}.tag)"),
    *_counted("section", "category"),
    *_counted("place", "dateline_place"),
    f"""\
CREATE TRIGGER reporter_articles_credit AFTER INSERT ON credits
WHEN new.role IN {_REPORTERS} AND new.name <> '' BEGIN
  INSERT INTO reporter_articles VALUES (new.name, ({_TIME.format("new.article")}), new.article)
  ON CONFLICT DO NOTHING;
END""",  # noqa: S608 - words from above
    # Whoever wrote and took the picture has two credits and stands in the list once.
    f"""\
CREATE TRIGGER reporter_articles_uncredit AFTER DELETE ON credits
WHEN old.role IN {_REPORTERS} BEGIN
  DELETE FROM reporter_articles WHERE name = old.name AND article = old.article
  AND published_utc = ({_TIME.format("old.article")}) AND NOT EXISTS (SELECT 1 FROM credits
    WHERE article = old.article AND name = old.name AND role IN {_REPORTERS});
END""",  # noqa: S608 - words from above
    f"""\
CREATE TRIGGER tag_articles_tag AFTER INSERT ON article_tags BEGIN
  INSERT INTO tag_articles VALUES (new.tag, ({_TIME.format("new.article")}), new.article)
  ON CONFLICT DO NOTHING;
END""",  # noqa: S608 - words from above
    f"""\
CREATE TRIGGER tag_articles_untag AFTER DELETE ON article_tags BEGIN
  DELETE FROM tag_articles WHERE tag = old.tag AND article = old.article
  AND published_utc = ({_TIME.format("old.article")}) AND NOT EXISTS (SELECT 1 FROM article_tags
    WHERE article = old.article AND tag = old.tag);
END""",  # noqa: S608 - words from above
    """\
CREATE TRIGGER lists_time AFTER UPDATE OF published_utc ON articles
WHEN new.published_utc IS NOT old.published_utc BEGIN
  UPDATE reporter_articles SET published_utc = coalesce(new.published_utc, '')
  WHERE name IN (SELECT name FROM credits WHERE article = new.id)
  AND published_utc = coalesce(old.published_utc, '') AND article = new.id;
  UPDATE tag_articles SET published_utc = coalesce(new.published_utc, '')
  WHERE tag IN (SELECT tag FROM article_tags WHERE article = new.id)
  AND published_utc = coalesce(old.published_utc, '') AND article = new.id;
END""",
    # Before the article goes: its credits and tags would follow it, and tell nobody of when it was.
    """\
CREATE TRIGGER lists_delete BEFORE DELETE ON articles BEGIN
  DELETE FROM credits WHERE article = old.id;
  DELETE FROM article_tags WHERE article = old.id;
END""",
    """\
CREATE VIEW berita AS -- Satu baris per artikel, untuk SQL Anda sendiri.
SELECT a.bureau AS biro, -- nama pendek biro, misalnya sumsel
  a.article_id AS nomor, -- nomor artikel pada biro itu; bersama biro menjadi kuncinya
  a.published_day AS tanggal, -- hari terbit menurut zona biro, YYYY-MM-DD
  a.published AS terbit, -- waktu terbit dengan zonanya, seperti tercetak
  a.published_utc AS terbit_utc, -- waktu terbit dalam UTC; pakailah ini untuk mengurutkan
  a.title AS judul, -- judul
  (SELECT group_concat(c.name, '; ') FROM credits AS c WHERE c.article = a.id
    AND c.role IN ('reporter', 'author', 'translator', 'photographer')) AS pewarta,
    -- pewarta, penulis, penerjemah, fotografer, dipisahkan titik koma
  a.dateline_place AS tempat, -- tempat di depan "(ANTARA) -"
  a.category AS rubrik, -- rubrik situs
  length(a.text) - length(replace(a.text, ' ', '')) + 1 AS kata, -- jumlah kata, kira-kira
  CASE WHEN a.missing_since IS NULL AND NOT EXISTS (SELECT 1 FROM tombstones AS t
    WHERE t.bureau = a.bureau AND t.article_id = a.article_id) THEN a.text END AS isi,
    -- teks, alinea dipisahkan baris kosong; kosong bila hilang dari situs atau ditarik
  a.url AS alamat -- alamat di situs ANTARA
FROM articles AS a""",
    # SQLite puts a new column behind the last one, before the comment of that: hence these.
    "ALTER TABLE permissions ADD COLUMN file_name TEXT "
    "/* name of the letter's file; null: noted without one */",
    "ALTER TABLE permissions ADD COLUMN file_sha256 TEXT "
    "/* SHA-256 of the letter, which is not kept here */",
    "ALTER TABLE permissions ADD COLUMN noted_at TEXT /* UTC, when it was put on record */",
)
