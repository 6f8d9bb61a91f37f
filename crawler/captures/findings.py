"""What a check of the captures found: each damage with its place, what it concerns, what to do."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from crawler.captures.members import Fault
from crawler.captures.scan import read_digest

if TYPE_CHECKING:
    from crawler.captures.scan import Record
    from pipelines.archive.captures import Capture

RESTORE: Final = (
    "Put back a copy of the file (captures are copied apart: 'antara backup' has none); the "
    "articles stay in the archive."
)
REJOIN: Final = (
    "A newer version of it is there: the archive comes from a backup made before. The next crawl, "
    "or 'antara withdraw', goes by that."
)
COPY: Final = (
    "The record still reads as it should: copy the file to a sound disk, or restore it from a "
    "backup."
)
NEXT_CRAWL: Final = "No row needs it: the next crawl cuts it off."
NEEDLESS: Final = "No row needs it; look after the disk that it is on."
DATABASE: Final = "Restore the archive from a backup, and look after its disk."

SAID: Final = {
    Fault.CUT: "the file ends within the record",
    Fault.HOLE: "no record stands there",
    Fault.HEADER: "the head of the compressed record cannot be read",
    Fault.STREAM: "the record cannot be unpacked",
    Fault.CHECKSUM: "the record has not its checksum",
    Fault.LENGTH: "the record has not its length",
    Fault.TOO_LARGE: "it unpacks to more than any record has",
    Fault.NO_RECORD: "it is no WARC record",
}
"""A sentence for each fault, which follows a place in a file."""


@dataclass(slots=True)
class Finding:
    """One damage.

    `offset` and `length` are bytes of the file, None where the whole file is meant. `url` and
    `fetched_at` are those of the row, or of the record when no row names it. `articles` are the
    keys of those that the record is evidence of.
    """

    file: str
    offset: int | None
    length: int | None
    fault: str
    said: str
    step: str
    url: str | None = None
    fetched_at: str | None = None
    articles: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return asdict(self)


@dataclass(slots=True)
class Report:
    """A whole check.

    `rows` were compared with their records; `unnamed` are answers that no row names, which a kill
    can leave and which is no damage. `uncompared` records were packed by another compressor, so
    that a flipped bit which changes nothing could not be seen in them.
    """

    files: int = 0
    bytes: int = 0
    records: int = 0
    rows: int = 0
    unnamed: int = 0
    uncompared: int = 0
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {"ok": not self.findings, **asdict(self)}


def differences(row: Capture, record: Record) -> list[str]:
    """Return what a row says otherwise than its record does, as phrases."""
    said = []
    if record.kind != row.record:
        said.append(f"it is a {record.kind or 'nameless'} record and not a {row.record}")
    if record.url != row.url:
        said.append("its address is not that of the row")
    if record.status != row.status:
        said.append(f"its HTTP status is {record.status} and not {row.status}")
    if digest_of(record) != row.sha256.lower():
        said.append("its body has not the row's SHA-256")
    return said


def digest_of(record: Record) -> str | None:
    """Return the SHA-256 of the body that a record has, or refers to, in hexadecimal digits."""
    if record.kind != "revisit":
        return record.sha256
    found = read_digest(record.headers.get("warc-payload-digest", ""))
    return found[1].hex() if found and found[0] == "sha256" else None
