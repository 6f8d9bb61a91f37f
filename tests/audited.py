"""Archives to audit: articles with pages beside them, as a crawl leaves them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.archive import ArchiveReader, ArchiveSession
from pipelines.archive.audit_rates import FIELDS, RIGHT
from pipelines.archive.audits import Judged
from pipelines.archive.outcomes import Filters
from tests.captured import Captured, make_captured
from tests.warcs import MARK, Warc

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KEPT = {"ambon/11", "bali/21", "sumsel/31"}
"""The articles of `tests.captured` whose page is kept; of three others it is not."""
THIRD = f"captures/antara-{MARK}-20261122010203-00001.warc.gz"
ALL_RIGHT = dict.fromkeys(FIELDS, RIGHT)


def make_pages(archive: Path, pages: Mapping[str, bytes] | None = None) -> Captured:
    """Make an archive of which three articles have a page.

    Args:
        archive: where.
        pages: bytes that stand there in place of the short ones, by bureau.
    """
    made = make_captured(archive)
    if pages:
        warc = Warc()
        warc.info()
        written = {
            bureau: warc.page(f"https://{bureau}.antaranews.com/berita/1/x", body)
            for bureau, body in pages.items()
        }
        made.path(THIRD).write_bytes(warc.data)
        for bureau, each in written.items():
            made.add(f"own {bureau}", THIRD, each, "article")
            made.point(f"own {bureau}", bureau)
    return made


def audits_of(archive: Path) -> list[dict[str, Any]]:
    with ArchiveReader(archive) as reader:
        return reader.audits.all()


def draw(
    archive: Path, size: int = 10, seed: int = 1, origin: str = "live", **filters: Any
) -> dict[str, Any]:
    """Draw a sample of the articles whose capture's file is there, and write it."""
    with ArchiveReader(archive) as reader:
        files = reader.captures.files()
        there = {each.file for each in files if (archive.parent / each.file).is_file()}
        sample = reader.audits.draw(Filters(**filters), size, seed, there)
    with ArchiveSession.claim(archive, origin) as session:
        session.open()
        number = session.add_audit(sample, Filters(**filters))
    return next(each for each in audits_of(archive) if each["id"] == number)


def judge(
    archive: Path,
    audit: int,
    seq: int,
    answers: Mapping[str, str] | None = None,
    note: str | None = None,
    origin: str = "live",
) -> None:
    """Write answers about an article as it is; all is right where nothing else is said."""
    drawn = next(
        one
        for each in audits_of(archive)
        if each["id"] == audit
        for one in each["drawn"]
        if one["seq"] == seq
    )
    with ArchiveReader(archive) as reader:
        article = reader.article(drawn["bureau"], drawn["article_id"])
    by = (article["layout"], article["extractor_version"])
    said = ALL_RIGHT if answers is None else answers
    with ArchiveSession.claim(archive, origin) as session:
        session.open()
        session.answer_audit(audit, seq, Judged(said, *by, "page", "record", note))


def keys(audit: Mapping[str, Any]) -> list[str]:
    return [f"{each['bureau']}/{each['article_id']}" for each in audit["drawn"]]
