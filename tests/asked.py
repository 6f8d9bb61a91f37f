"""The ten questions on the archive of the sample site, and the document that shows their answers.

    python -m tests.asked

writes docs/questions.md again; a test compares it.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from crawler.items import Article
from crawler.layouts import extract
from pipelines.archive import ArchiveSession, Found, Stored
from pipelines.archive.connection import connect_reader
from pipelines.archive.questions import QUESTIONS, Question
from tests.archives import Clock
from tests.replica import Site

DOCUMENT = Path(__file__).parent.parent / "docs" / "questions.md"
ARTICLES = 400
"""As many as `make demo` crawls."""
FIRST_LOOK = "2026-11-20T12:00:00Z"
CORRECTED = datetime(2026, 11, 21, tzinfo=UTC)
SECOND_LOOK = "2026-11-21T12:00:00Z"
SHOWN = 4
"""Rows of an answer in the document."""
WHEN_IT_WAS_LOOKED = "terlihat"
"""A column that says when the demo ran."""
HEAD = """\
# Questions of a newsroom

Ten queries with parameters, at the top of http://127.0.0.1:8001/archive when `antara serve` runs.
Fill in the fields, or keep the address: it holds the parameters. `.csv` or `.json` behind the
name gives the same to a program, and "Edit SQL" is where your own begins; the view `berita` has
one flat row for each article, described in Indonesian on http://127.0.0.1:8001/archive/berita.

Each answer below is that of the archive of `make demo`, its first rows; a test runs all of them.
Columns are in Indonesian, as is the view. A key such as `sumsel/818059` leads to the article.
`make demo` corrects its articles when it runs: the month of `diubah_diam_diam` is that one.

Datasette ends a statement after a second. On a million articles each takes less, see
[pages.md](pages.md#time), but for two things: `kata_per_bulan` with a word of more than some
three hundred thousand articles (`yang`, `ANTARA`) is ended without an answer, and `penulis_kata`
looks at the 20,000 articles with the word that were stored last, which it says itself. SQL of
your own is fast by `biro`, `tanggal`, `terbit_utc`, `tempat` and `rubrik` of `berita`, which have
indexes, and not by the others; words are looked for with `articles_fts`, never with `LIKE`.
"""


def make_sample(path: Path) -> None:
    """Make the archive that `make demo` makes, without a crawl: read, corrected, read again."""
    site = Site(articles=ARTICLES)
    _store(
        path, site, FIRST_LOOK, [piece for name in site.bureaus for piece in site.articles_of(name)]
    )
    corrected = site.correct(CORRECTED)
    _store(path, site, SECOND_LOOK, [site.pieces[key] for key in sorted(corrected)])


def _store(path: Path, site: Site, seen: str, pieces: list[Any]) -> None:
    read = [extract(site.page(piece), piece.url) for piece in pieces]
    articles = [replace(each, fetched_at=seen) for each in read if isinstance(each, Article)]
    with ArchiveSession.claim(path, "sample", clock=Clock(seen)) as session:
        session.open()
        session.add_found(
            [
                Found(each.url, each.bureau, each.article_id, each.kind, "terkini")
                for each in articles
            ]
        )
        session.store([Stored(None, each.as_dict()) for each in articles])


def answer(path: Path, question: Question, **parameters: str) -> tuple[list[str], list[Any]]:
    """Return the names of the columns and the rows of an answer."""
    db = connect_reader(path)
    try:
        cursor = db.execute(question.sql, {**question.example, **parameters})
        return [each[0] for each in cursor.description], cursor.fetchall()
    finally:
        db.close()


def document(path: Path) -> str:
    """Return what docs/questions.md has to say of an archive."""
    return "\n".join([HEAD, *(_section(path, each) for each in QUESTIONS)])


def _section(path: Path, question: Question) -> str:
    names, rows = answer(path, question)
    kept = [at for at, name in enumerate(names) if name != WHEN_IT_WAS_LOOKED]
    lines = [[names[at] for at in kept], ["---"] * len(kept)]
    lines += [[_cell(row[at]) for at in kept] for row in rows[:SHOWN]]
    more = f"\n{len(rows)} rows.\n" if len(rows) > SHOWN else ""
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines) if rows else "No rows."
    return f"""\
## {question.name}

{question.title} {question.title_en}

{question.description_en}

`/archive/{question.name}?{urlencode(question.example)}`

{table}
{more}"""


def _cell(value: Any) -> str:
    return str("" if value is None else value).replace("|", "\\|").replace("\n", " ")


def main() -> None:
    """Write the document."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        make_sample(path)
        DOCUMENT.write_text(document(path), encoding="utf-8")


if __name__ == "__main__":
    main()
