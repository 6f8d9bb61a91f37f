"""An archive of a small site, one article of which is to be withdrawn, and how to look for it."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

from crawler.captures.checking import Check
from crawler.captures.members import Member, walk
from pipelines.archive import ArchiveReader
from pipelines.archive.soundness import problems
from tests.archives import ask
from tests.minisite import BALI, MiniSite, page_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.servers import Asked, Reply

NUMBER, OTHER = 506, 507
KEY = f"bali/{NUMBER}"
WORD = "Jalakreka"
"""As long as the name that the site's listings have for it, and nowhere else."""
URL = f"{BALI}/berita/{NUMBER}/kabar-{NUMBER}"
BEFORE = "Penyanyi bernama Jalakreka menggelar konser amal perdana di lapangan."
AFTER = "Penyanyi bernama Jalakreka batal menggelar konser amal di lapangan."

REASON = ("--reason", "permintaan narasumber", "--requested-by", "Redaksi Rekaan")

COMPARED = {
    "articles": "*",
    "revisions": "article, seq, state, state_sha256, capture, first_seen, last_seen, updated",
    **dict.fromkeys(("credits", "images", "provenance", "ledger", "flags", "signals"), "*"),
    **dict.fromkeys(("month_counts", "name_counts", "reporter_articles", "search_names"), "*"),
    "article_tags": "article, seq",
    "tags": "name",
    "terms": "term, stem",
    "frontier": "bureau, article_id, url, kind, found_at, state, settled_at, etag, revisit_at",
    "findings": "way, found_at",
    "tombstones": "*",
    "withdrawn_captures": "*",
}


class Site(MiniSite):
    """Twelve articles; the one to withdraw has a word of its own, in listings and feeds too."""

    def __init__(self) -> None:
        super().__init__(("bali",), 12)
        self.text = BEFORE
        self.replies[BALI] = self.named

    def named(self, asked: Asked) -> Reply:
        if asked.path.startswith(f"/berita/{NUMBER}/"):
            from tests.servers import answer

            when = self.articles["bali"][NUMBER]
            return answer(page_of(f"Kabar tentang {WORD}", when, self.text))
        return self.usual(asked).replace(f">Kabar {NUMBER}<".encode(), f">{WORD}<".encode())


def due(archive: Path) -> None:
    """Let each article be due for a revisit."""
    from tests.kept_rows import change

    change(
        archive, "UPDATE frontier SET revisit_at = '2020-01-01T00:00:00Z' WHERE state = 'stored'"
    )


def traces(archive: Path, *words: str) -> list[str]:
    """Return which files have one of the words: of the archive, and of its captures unpacked.

    In small letters, too: so indexes have them.
    """
    sought = [each.encode() for word in words for each in (word, word.lower())]
    return sorted({name for name, held in _held(archive) for word in sought if word in held})


def _held(archive: Path) -> Iterator[tuple[str, bytes]]:
    for ending in ("", "-wal", "-shm", "-journal"):
        path = archive.with_name(archive.name + ending)
        if path.exists():
            yield path.name, path.read_bytes()
    for path in (archive.parent / "captures").iterdir():
        raw = path.read_bytes()
        yield path.name, raw
        if path.suffix == ".gz":
            with path.open("rb") as opened:
                members = [each for each in walk(opened) if isinstance(each, Member)]
            for each in members:
                record = gzip.decompress(raw[each.offset : each.offset + each.length])
                yield path.name, record


def is_gone(path: Path) -> bool:
    """Whether nothing but the record is left where anybody looks."""
    with ArchiveReader(path) as reader:
        assert reader.tombstone("bali", NUMBER) is not None
        assert list(reader.search(WORD)) == []
        assert KEY not in json.dumps(reader.overview(99))
        assert [a for a in reader.articles() if a["article_id"] == NUMBER] == []
    address = ask(path, "SELECT 1 FROM frontier WHERE article_id = ?", NUMBER)
    return address == [] and ask(path, "SELECT * FROM terms WHERE term = ?", WORD.lower()) == []


def withdraw(antara, *more: str, status: int = 0):
    result = antara("withdraw", KEY, *REASON, *more)
    assert result.status == status, result.err
    return result


def unsound(path: Path) -> list:
    with ArchiveReader(path) as reader:
        found = Check(reader.captures, path.parent).run().findings
    return [*problems(path), *found]


def everything(path: Path) -> dict[str, list]:
    return {
        table: sorted(ask(path, f"SELECT {columns} FROM {table}"), key=repr)
        for table, columns in COMPARED.items()
    }


def backed_up(antara, archive: Path) -> Path:
    """Return a backup of the archive as it is now."""
    folder = archive.with_name("backups")
    folder.mkdir()
    assert antara("backup", str(folder)).status == 0
    (made,) = folder.iterdir()
    return made
