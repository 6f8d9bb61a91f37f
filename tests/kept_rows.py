"""What a crawl's captures hold, for tests: rows beside the records that they name."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from sqlite_utils.utils import sqlite3
from warcio.archiveiterator import ArchiveIterator

from crawler.captures.kept import Kept, kept_of

if TYPE_CHECKING:
    from pathlib import Path


def rows_of(archive: Path, where: str = "1") -> list[dict[str, Any]]:
    """Return the rows of captures."""
    conn = sqlite3.connect(str(archive))
    conn.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in conn.execute(f"SELECT * FROM captures WHERE {where}")]
    finally:
        conn.close()


def change(archive: Path, sql: str) -> None:
    """Change a closed archive."""
    conn = sqlite3.connect(str(archive))
    with conn:
        conn.execute(sql)
    conn.close()


def packed(archive: Path, row: dict[str, Any]) -> bytes:
    """Return a record's bytes as the file has them."""
    with (archive.parent / row["file"]).open("rb") as opened:
        opened.seek(row["offset"])
        return opened.read(row["length"])


def kept(archive: Path, row: dict[str, Any]) -> Kept:
    """Return the answer that a row names."""
    found = kept_of(packed(archive, row))
    assert found is not None, row
    return found


def files(archive: Path) -> list[Path]:
    """Return the files of captures, in order."""
    return sorted((archive.parent / "captures").glob("*.warc.gz"))


def records(path: Path) -> list[tuple[str, str | None, dict[str, str]]]:
    """Return type, address and fields of each record of a file."""
    found = []
    for record in ArchiveIterator(BytesIO(path.read_bytes())):
        fields = dict(record.rec_headers.headers)
        found.append((record.rec_type, fields.get("WARC-Target-URI"), fields))
        record.content_stream().read()
    return found
