"""Samples that a person compares with their pages, and the answers: drawn, written, read.

See `audit_sample` for what a sample is, `audit_rates` for what the answers make.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.audit_rates import FIELDS
from pipelines.archive.audit_sample import Draw, Sample, Stratum, allocate
from pipelines.archive.errors import ArchiveRefused
from pipelines.archive.filters import where

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sqlite_utils import Database

    from pipelines.archive.keys import Key
    from pipelines.archive.outcomes import Filters

AUDIT: Final = ("id", "seed", "size", "filters", "articles", "without_page", "drawn_at")
ARTICLE: Final = (
    *("seq", "bureau", "article_id", "year", "layout", "extractor_version"),
    *("page_sha256", "record_sha256", "note", "answered_at"),
)
STRATUM: Final = ("bureau", "year", "layout", "articles", "drawn")
_CANDIDATES: Final = """\
SELECT a.bureau, a.article_id, substr(coalesce(a.published_day, ''), 1, 4), a.layout, c.file, o.file
FROM articles AS a LEFT JOIN captures AS c ON c.id = a.capture
LEFT JOIN captures AS o ON o.id = c.same_as
WHERE {} AND NOT EXISTS (SELECT 1 FROM tombstones AS t
  WHERE t.bureau = a.bureau AND t.article_id = a.article_id)"""
_AUDITS: Final = f"SELECT {', '.join(AUDIT)} FROM audits ORDER BY id DESC"  # noqa: S608
_ARTICLES: Final = f"SELECT {', '.join(ARTICLE)} FROM audit_articles WHERE audit = ? ORDER BY seq"  # noqa: S608
_STRATA: Final = f"SELECT {', '.join(STRATUM)} FROM audit_strata WHERE audit = ?"  # noqa: S608
_ANSWERS: Final = "SELECT seq, field, answer FROM audit_answers WHERE audit = ?"
_GONE: Final = """\
SELECT seq FROM audit_articles AS x WHERE audit = ? AND NOT EXISTS (SELECT 1 FROM articles AS a
WHERE a.bureau = x.bureau AND a.article_id = x.article_id)"""
_BURIED: Final = """\
SELECT 1 FROM audit_articles JOIN tombstones USING (bureau, article_id)
WHERE audit = ? AND seq = ?"""
_JUDGED: Final = (
    "UPDATE audit_articles SET layout = ?, extractor_version = ?, page_sha256 = ?, "
    "record_sha256 = ?, note = ?, answered_at = ? WHERE audit = ? AND seq = ?"
)
_ANSWER: Final = (
    "INSERT INTO audit_answers (audit, seq, field, answer) VALUES (?, ?, ?, ?) "
    "ON CONFLICT DO UPDATE SET answer = excluded.answer"
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person said of one article of a sample, and of what it was said."""

    answers: Mapping[str, str]
    """By field; those that were given before and are not in it stay."""
    layout: str
    extractor_version: str
    page_sha256: str
    record_sha256: str
    note: str | None = None


def draw(db: Database, filters: Filters, size: int, seed: int, files: Collection[str]) -> Sample:
    """Draw a sample; to be called inside a transaction, since the archive is read twice.

    Args:
        db: The archive.
        filters: Which articles.
        size: How many to draw.
        seed: Of the draw.
        files: The files of captures that are there: what is in another one cannot be shown.
    """
    held: dict[Stratum, int] = {}
    articles = without_page = 0
    for _, stratum, has_page in _candidates(db, filters, files):
        articles += 1
        without_page += not has_page
        if has_page:
            held[stratum] = held.get(stratum, 0) + 1
    chosen = Draw(seed, allocate(held, size))
    chosen.take(
        (key, stratum) for key, stratum, has_page in _candidates(db, filters, files) if has_page
    )
    ordered = dict(sorted(held.items()))
    return Sample(seed, size, chosen.chosen(), ordered, articles, without_page)


def _candidates(
    db: Database, filters: Filters, files: Collection[str]
) -> Iterator[tuple[Key, Stratum, bool]]:
    condition, values = where(filters)
    for bureau, number, year, layout, file, original in db.execute(
        _CANDIDATES.format(condition), values
    ):
        has_page = file in files and (original is None or original in files)
        yield (bureau, number), Stratum(bureau, year, layout), has_page


def add(db: Database, sample: Sample, filters: Filters, now: str) -> int:
    """Write a sample; to be called inside a transaction.

    Returns:
        Its number.
    """
    asked = {name: value for name, value in asdict(filters).items() if value}
    values = (sample.seed, sample.size, json.dumps(asked), sample.articles, sample.without_page)
    names = ", ".join(AUDIT[1:])
    audit = int(
        db.conn.execute(
            f"INSERT INTO audits ({names}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608 - own columns
            (*values, now),
        ).lastrowid
        or 0
    )
    drawn = sample.drawn()
    db.conn.executemany(
        "INSERT INTO audit_strata VALUES (?, ?, ?, ?, ?, ?)",
        [
            (audit, each.bureau, each.year, each.layout, count, drawn[each])
            for each, count in sample.held.items()
        ],
    )
    db.conn.executemany(
        "INSERT INTO audit_articles (audit, seq, bureau, article_id, year, layout) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [
            (audit, seq, *key, stratum.year, stratum.layout)
            for seq, (key, stratum) in enumerate(sample.chosen, 1)
        ],
    )
    return audit


def answer(db: Database, audit: int, seq: int, judged: Judged, now: str) -> None:
    """Write answers about an article; to be called inside a transaction.

    Raises:
        ArchiveRefused: There is no such article in a sample, or no such field; or it was withdrawn
            since it was shown, and a note may quote it.
    """
    unknown = sorted(set(judged.answers) - set(FIELDS))
    if unknown:
        raise ArchiveRefused(f"Nobody judges a field '{unknown[0]}'.")
    if db.execute(_BURIED, (audit, seq)).fetchone():
        raise ArchiveRefused(f"Article {seq} of audit {audit} was withdrawn.")
    about = (judged.layout, judged.extractor_version, judged.page_sha256, judged.record_sha256)
    done = db.conn.execute(_JUDGED, (*about, judged.note, now, audit, seq))
    if not done.rowcount:
        raise ArchiveRefused(f"Audit {audit} has no article {seq}.")
    rows = [(audit, seq, name, word) for name, word in judged.answers.items()]
    db.conn.executemany(_ANSWER, rows)


def read(db: Database) -> list[dict[str, Any]]:
    """Return all samples with their answers, the newest first, as plain JSON values.

    Keys: `AUDIT` (filters as a dictionary); strata, each `STRATUM`; drawn, a dictionary for each
    article in the order in which they are shown: `ARTICLE`, answers (by field), and held (whether
    the archive still has it: what was withdrawn is not).
    """
    found = []
    for row in db.execute(_AUDITS).fetchall():
        audit = dict(zip(AUDIT, row, strict=True))
        audit["filters"] = json.loads(audit["filters"])
        number = (audit["id"],)
        answers: dict[int, dict[str, str]] = defaultdict(dict)
        for seq, name, word in db.execute(_ANSWERS, number).fetchall():
            answers[seq][name] = word
        gone = {row[0] for row in db.execute(_GONE, number).fetchall()}
        audit["strata"] = [
            dict(zip(STRATUM, each, strict=True)) for each in db.execute(_STRATA, number).fetchall()
        ]
        audit["drawn"] = [
            {
                **dict(zip(ARTICLE, each, strict=True)),
                "answers": {
                    name: answers[each[0]][name] for name in FIELDS if name in answers[each[0]]
                },
                "held": each[0] not in gone,
            }
            for each in db.execute(_ARTICLES, number).fetchall()
        ]
        found.append(audit)
    return found


def sampled(audit: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return by what a sample is the same in two archives, whatever its number: see `read`."""
    return (audit["drawn_at"], audit["seed"], audit["size"], json.dumps(audit["filters"]))


def catch_up(db: Database, held: Mapping[str, Any], audit: Mapping[str, Any]) -> bool:
    """Write the later answers of a sample that is held; to be called inside a transaction.

    Args:
        db: The archive.
        held: The sample in it, of `read`.
        audit: The same one elsewhere, as for `put_back`.

    Returns:
        Whether there were any.
    """
    ours = {each["seq"]: each for each in held["drawn"]}
    later = [
        each
        for each in audit["drawn"]
        if each["answers"] != ours[each["seq"]]["answers"]
        and (each["answered_at"] or "") >= (ours[each["seq"]]["answered_at"] or "")
    ]
    for each in later:
        about = [each.get(name) for name in ARTICLE[ARTICLE.index("layout") :]]
        db.conn.execute(_JUDGED, (*about, held["id"], each["seq"]))
        rows = [(held["id"], each["seq"], *pair) for pair in each["answers"].items()]
        db.conn.executemany(_ANSWER, rows)
    return bool(later)


def put_back(db: Database, audit: Mapping[str, Any]) -> int:
    """Write a sample with its answers as it was read; to be called inside a transaction.

    Args:
        db: An archive that does not have it: one that was made again.
        audit: Of `read`; what an article's dictionary does not have stays null.

    Returns:
        Its number here.
    """
    names = AUDIT[1:]
    values = [json.dumps(audit[each]) if each == "filters" else audit[each] for each in names]
    number = int(
        db.conn.execute(
            f"INSERT INTO audits ({', '.join(names)}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
            values,
        ).lastrowid
        or 0
    )
    db.conn.executemany(
        "INSERT INTO audit_strata VALUES (?, ?, ?, ?, ?, ?)",
        [(number, *(each[name] for name in STRATUM)) for each in audit["strata"]],
    )
    marks = ", ".join("?" * (1 + len(ARTICLE)))
    for each in audit["drawn"]:
        db.conn.execute(
            f"INSERT INTO audit_articles (audit, {', '.join(ARTICLE)}) VALUES ({marks})",  # noqa: S608
            [number, *(each.get(name) for name in ARTICLE)],
        )
        rows = [(number, each["seq"], *pair) for pair in each["answers"].items()]
        db.conn.executemany(_ANSWER, rows)
    return number
