"""The migration for people who look: a flat view, counts, and what permissions rest on. Frozen."""

from __future__ import annotations

from typing import Final

STATEMENTS: Final = (
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
CREATE VIEW berita AS -- Satu baris per artikel, untuk SQL sendiri; a flat row for each article.
SELECT a.bureau AS biro, -- nama pendek biro
  a.article_id AS nomor, -- nomor artikel pada biro itu
  a.published_day AS tanggal, -- hari terbit menurut zona biro, YYYY-MM-DD
  a.published AS terbit, -- waktu terbit dengan zonanya
  a.title AS judul, -- judul
  (SELECT group_concat(c.name, '; ') FROM credits AS c
    WHERE c.article = a.id AND c.role = 'reporter') AS pewarta, -- para pewarta
  a.dateline_place AS tempat, -- tempat di depan "(ANTARA) -"
  a.category AS rubrik, -- rubrik situs
  length(a.text) - length(replace(a.text, ' ', '')) + 1 AS kata, -- jumlah kata, kira-kira
  a.text AS isi, -- teks
  a.url AS alamat -- alamat di situs
FROM articles AS a""",
    # SQLite puts a new column behind the last one, before the comment of that: hence these.
    "ALTER TABLE permissions ADD COLUMN file_name TEXT "
    "/* name of the letter's file; null: noted without one */",
    "ALTER TABLE permissions ADD COLUMN file_sha256 TEXT "
    "/* SHA-256 of the letter, which is not kept here */",
    "ALTER TABLE permissions ADD COLUMN noted_at TEXT /* UTC, when it was put on record */",
)
