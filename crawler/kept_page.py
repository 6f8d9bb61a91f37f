"""The page of a capture, as a crawl would have read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.captures.kept import read_kept, response_of

if TYPE_CHECKING:
    from scrapy.http import Response

    from pipelines.archive import ArchiveReader
    from pipelines.archive.captures import Capture


def page_kept(reader: ArchiveReader, found: Capture, most: int) -> Response:
    """Return the answer of a capture, unpacked; of a repeated one with the body that it repeats.

    Args:
        reader: of the archive.
        found: the capture's row.
        most: bytes that it may have once unpacked, as DOWNLOAD_MAXSIZE.

    Raises:
        CaptureUnreadableError: the file is missing, or has no whole answer there.
        Refused: it grows past `most`, or is damaged.
    """
    folder = reader.path.parent
    source = found if found.same_as is None else reader.captures.row(found.same_as)
    assert source is not None
    kept = read_kept(folder, found.file, found.offset, found.length)
    body = read_kept(folder, source.file, source.offset, source.length).body
    return response_of(kept, body, most)
