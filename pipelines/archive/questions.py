"""Ten questions that a newsroom asks, each as one statement with parameters.

They run in Datasette, which ends a statement after a second. Each is bounded by what it is asked
about: a day, a month, a name. docs/questions.md has the answers on the demo's archive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipelines.archive.publication import first_to_last
from pipelines.archive.states import TELLING
from pipelines.archive.tokens import REPORTERS


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the statement that answers it."""

    name: str
    """In the address."""
    title: str
    title_en: str
    description: str
    """What the parameters are, and what the answer leaves out."""
    description_en: str
    sql: str
    example: dict[str, str]
    """Parameters to which the archive of `make demo` has an answer."""


_WORD: Final = """articles_fts MATCH '"' || replace(:kata, '"', '""') || '"'"""
"""Whatever is typed is a phrase, never an error of FTS5's grammar."""
_MOST_HITS: Final = 20_000

# No zone is more than fourteen hours from UTC; the bounds only keep the walk short.
_OF_MONTH: Final = (
    "{0}.published_utc >= date(:bulan || '-01', '-1 day') "
    "AND {0}.published_utc < date(:bulan || '-01', '+1 month', '+2 days') "
    "AND substr({0}.published_day, 1, 7) = :bulan"
)
_FIRST_OF_STORY: Final = f"""\
(SELECT e.id FROM story_members AS o JOIN articles AS e INDEXED BY articles_search
    ON e.id = o.article WHERE o.story = m.story
    ORDER BY {first_to_last("e")} LIMIT 1)"""  # noqa: S608 - names from `publication`

_SIGNS: Final = "' []()<>*#.,:;!?|/\"-–—“”‘’«»_' || char(39, 9, 10, 160)"
_TITLE: Final = (
    "ltrim(replace(replace(lower(coalesce(json_extract(r.state, '$.title'), '')), ' ', ''), "
    f"char(9), ''), {_SIGNS})"
)
# In a set of GLOB the bracket that closes comes first, and the hyphen last.
_TOLD: Final = " OR ".join(f"{_TITLE} GLOB '{word}[]):(-]*'" for word in TELLING)
"""Whether a title tells of the correction, as `states` reads it."""

QUESTIONS: Final = (
    Question(
        "terbit_hari_itu",
        "Apa yang diterbitkan sebuah biro pada suatu hari?",
        "What did a bureau publish on a day?",
        "biro: nama pendek, misalnya sumsel; hari: YYYY-MM-DD, menurut zona biro itu.",
        "biro: short name; hari: the day in the bureau's zone.",
        """\
SELECT terbit, judul, pewarta, tempat, rubrik, kata, biro || '/' || nomor AS kunci FROM berita
WHERE tanggal = :hari AND biro = :biro ORDER BY terbit_utc""",
        {"biro": "sumsel", "hari": "2026-11-14"},
    ),
    Question(
        "penulis_kata",
        "Siapa paling banyak menulis tentang sebuah kata?",
        "Who writes most on a word?",
        "kata: satu kata atau frasa, seperti tertulis. Dihitung dari 20.000 artikel "
        "dengan kata itu yang terakhir disimpan.",
        f"kata: a word or phrase as written. Counted among the {_MOST_HITS:,} articles with it "
        "that were stored last.",
        f"""\
WITH found AS (SELECT rowid AS id FROM articles_fts WHERE {_WORD}
  ORDER BY rowid DESC LIMIT {_MOST_HITS})
SELECT c.name AS pewarta, count(DISTINCT c.article) AS artikel FROM found
CROSS JOIN credits AS c ON c.article = found.id
WHERE c.role IN {REPORTERS} AND c.name <> ''
GROUP BY c.name ORDER BY artikel DESC, pewarta LIMIT 25""",  # noqa: S608 - constants from above
        {"kata": "banjir"},
    ),
    Question(
        "paling_banyak_biro",
        "Berita mana yang dimuat paling banyak biro?",
        "Which reports were carried by most bureaus?",
        "bulan: YYYY-MM, bulan terbitnya salah satu salinan.",
        "bulan: the month in which one of the copies was published.",
        f"""\
WITH of_month AS (
  SELECT DISTINCT m.story FROM articles AS a INDEXED BY articles_published
  CROSS JOIN story_members AS m ON m.article = a.id WHERE {_OF_MONTH.format("a")}),
counted AS (
  SELECT m.story, count(DISTINCT b.bureau) AS bureaus, count(*) AS copies
  FROM of_month CROSS JOIN story_members AS m ON m.story = of_month.story
  CROSS JOIN articles AS b INDEXED BY articles_search ON b.id = m.article
  GROUP BY m.story ORDER BY bureaus DESC, copies DESC, m.story LIMIT 25)
SELECT m.bureaus AS biro, m.copies AS artikel, f.published AS pertama_terbit,
  f.bureau || '/' || f.article_id AS kunci, f.title AS judul
FROM counted AS m JOIN articles AS f ON f.id = {_FIRST_OF_STORY}
ORDER BY biro DESC, artikel DESC, pertama_terbit""",  # noqa: S608 - constants from above
        {"bulan": "2026-11"},
    ),
    Question(
        "salinan_tercepat",
        "Salinan mana yang paling cepat terbit sesudah yang pertama?",
        "Which copies came fastest after the first?",
        "bulan: YYYY-MM, bulan terbitnya salinan. Hanya salinan oleh biro lain.",
        "bulan: the month of the copy. Only copies by another bureau.",
        f"""\
SELECT unixepoch(a.published_utc) - unixepoch(f.published_utc) AS detik,
  f.bureau || '/' || f.article_id AS pertama, a.bureau || '/' || a.article_id AS salinan,
  f.title AS judul
FROM articles AS a INDEXED BY articles_published
CROSS JOIN story_members AS m ON m.article = a.id
CROSS JOIN articles AS f ON f.id = {_FIRST_OF_STORY}
WHERE {_OF_MONTH.format("a")} AND f.id <> a.id AND f.bureau <> a.bureau
AND f.published_utc IS NOT NULL ORDER BY detik, salinan LIMIT 25""",  # noqa: S608 - from above
        {"bulan": "2026-11"},
    ),
    Question(
        "diubah_diam_diam",
        "Apa yang diubah tanpa keterangan pada suatu bulan?",
        "What was corrected silently in a month?",
        "bulan: YYYY-MM (UTC), saat perubahan itu pertama kali terlihat; kosong: semua. Yang tidak "
        "diketahui diam-diam atau tidak, tidak disebut.",
        "bulan: UTC, in which the change was first seen; empty: all. What may or may not have been "
        "silent is left out.",
        f"""\
SELECT r.first_seen AS terlihat, a.bureau || '/' || a.article_id AS kunci,
  json_extract(p.state, '$.title') AS judul_dahulu, json_extract(r.state, '$.title') AS judul,
  length(json_extract(r.state, '$.text')) - length(json_extract(p.state, '$.text')) AS huruf_tambah
FROM revisions AS r INDEXED BY revisions_changed
CROSS JOIN revisions AS p ON p.article = r.article AND p.seq = r.seq - 1
CROSS JOIN articles AS a ON a.id = r.article
WHERE r.seq > 1 AND r.first_seen >= CASE :bulan WHEN '' THEN '' ELSE :bulan || '-01' END
AND r.first_seen < CASE :bulan WHEN '' THEN '~' ELSE date(:bulan || '-01', '+1 month') END
AND (r.updated IS NULL OR (r.updated <> '' AND CASE length(r.updated)
  WHEN 10 THEN r.updated < substr(p.last_seen, 1, 10)
  ELSE julianday(r.updated) < julianday(p.last_seen) END))
AND NOT ({_TOLD})
ORDER BY r.first_seen DESC, r.id DESC LIMIT 200""",  # noqa: S608 - words from above
        {"bulan": ""},  # an archive of the sample saw its corrections when it was made
    ),
    Question(
        "hilang_dari_situs",
        "Artikel mana yang sudah tidak ada di situs?",
        "Which articles are gone from the site?",
        "sejak: YYYY-MM-DD, hari (UTC) terlihat hilangnya; kosong: semua.",
        "sejak: the day (UTC) from which they were seen to be gone; empty: all.",
        """\
SELECT missing_since AS hilang_sejak, published AS terbit, bureau || '/' || article_id AS kunci,
  title AS judul, url AS alamat
FROM articles INDEXED BY articles_missing WHERE missing_since IS NOT NULL
AND missing_since >= :sejak ORDER BY missing_since DESC LIMIT 200""",
        {"sejak": ""},
    ),
    Question(
        "hari_tersibuk",
        "Hari mana yang paling sibuk?",
        "Which were the busiest days?",
        "tahun: YYYY atau YYYY-MM; biro: nama pendek, kosong: semua biro.",
        "tahun: a year or a month; biro: short name, empty: all bureaus.",
        """\
SELECT published_day AS tanggal, count(*) AS artikel FROM articles INDEXED BY articles_day
WHERE published_day BETWEEN :tahun AND :tahun || '~' AND (:biro = '' OR bureau = :biro)
GROUP BY published_day ORDER BY artikel DESC, tanggal DESC LIMIT 25""",
        {"tahun": "2026", "biro": ""},
    ),
    Question(
        "kata_per_bulan",
        "Berapa sering sebuah kata dipakai dari bulan ke bulan?",
        "How often is a word used from month to month?",
        "kata: satu kata atau frasa, seperti tertulis. Artikel dengan kata itu, semua artikel, "
        "dan persennya. Kata yang ada di ratusan ribu artikel melampaui batas waktu.",
        "kata: a word or phrase as written. Articles with it, all articles, and per cent. A word "
        "of hundreds of thousands of articles takes longer than the limit.",
        f"""\
WITH found AS (
  SELECT substr(a.published_day, 1, 7) AS month, count(*) AS articles FROM articles_fts
  CROSS JOIN articles AS a INDEXED BY articles_search ON a.id = articles_fts.rowid
  WHERE {_WORD} AND a.published_day IS NOT NULL GROUP BY 1)
SELECT found.month AS bulan, found.articles AS artikel, sum(c.articles) AS semua,
  round(100.0 * found.articles / sum(c.articles), 2) AS persen
FROM found JOIN bureaus AS b CROSS JOIN month_counts AS c
  ON c.bureau = b.name AND c.month = found.month
GROUP BY found.month ORDER BY bulan""",  # noqa: S608 - constants from above
        {"kata": "banjir"},
    ),
    Question(
        "artikel_pewarta",
        "Apa saja yang ditulis seorang pewarta?",
        "What did a reporter write?",
        "pewarta: nama seperti tercetak; 200 artikel terbaru.",
        "pewarta: the name as printed; the newest 200.",
        """\
SELECT a.published AS terbit, a.title AS judul, a.category AS rubrik, a.dateline_place AS tempat,
  a.bureau || '/' || a.article_id AS kunci
FROM reporter_articles AS l CROSS JOIN articles AS a ON a.id = l.article
WHERE l.name = :pewarta ORDER BY l.published_utc DESC, l.article DESC LIMIT 200""",
        {"pewarta": "Poniranto"},
    ),
    Question(
        "kabar_tempat",
        "Untuk hal apa sebuah tempat diberitakan?",
        "What was a place in the news for?",
        "tempat: seperti di depan (ANTARA) -; sejak, sampai: YYYY-MM-DD, menurut zona biro. Tag "
        "dari 5.000 artikel terbaru di antaranya.",
        "tempat: as before (ANTARA) -; sejak, sampai: days in the bureau's zone. The tags of the "
        "newest 5,000 of these.",
        """\
WITH there AS (
  SELECT id FROM articles INDEXED BY articles_place WHERE dateline_place = :tempat
  AND published_utc >= CASE :sejak WHEN '' THEN '' ELSE date(:sejak, '-1 day') END
  AND published_utc < CASE :sampai WHEN '' THEN '~' ELSE date(:sampai, '+2 days') END
  AND published_day >= :sejak AND (:sampai = '' OR published_day <= :sampai)
  ORDER BY published_utc DESC LIMIT 5000)
SELECT t.name AS tag, count(DISTINCT g.article) AS artikel FROM there
CROSS JOIN article_tags AS g ON g.article = there.id CROSS JOIN tags AS t ON t.id = g.tag
GROUP BY t.id ORDER BY artikel DESC, tag LIMIT 25""",
        {"tempat": "Palembang", "sejak": "2026-01-01", "sampai": "2026-12-31"},
    ),
)
