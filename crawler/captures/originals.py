"""The record that has the body of a repeated answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.captures.scan import Record, record_at

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.archive.captures import Capture


@dataclass(frozen=True, slots=True)
class Original:
    """A capture that has a body, and what its record is called."""

    capture: Capture
    record_id: str


def original_of(folder: Path, capture: Capture) -> Original | None:
    """Return a capture with its record's id; None where the record is not there, or not whole.

    The id is read: a prune moves a record, which keeps the id that its first place gave it.

    Args:
        folder: the archive's.
        capture: has a body.
    """
    try:
        with (folder / capture.file).open("rb") as file:
            found = record_at(file, capture.offset, capture.length)
    except OSError:
        return None
    if not isinstance(found, Record) or found.problems:
        return None
    return Original(capture, found.record_id)
