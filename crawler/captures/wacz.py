"""A WACZ file: a zip that holds WARC records, their index, a list of pages, and what it all is.

The form is WACZ 1.1.1 of Webrecorder (specs.webrecorder.net). py-wacz makes such files, too, but
keeps all pages in memory, lets nobody say whose the text is, writes the time of day into the zip,
and needs the WARC file to be there already: see docs/dependencies.md. It checks ours in the tests.

Nothing in the file depends on when or where it was made.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

VERSION: Final = "1.1.1"
INDEX: Final = "indexes/index.cdx.gz"
INDEX_OF_INDEX: Final = "indexes/index.idx"
PAGES: Final = "pages/pages.jsonl"
DATAPACKAGE: Final = "datapackage.json"
DIGEST: Final = "datapackage-digest.json"

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can tell."""
_LARGE = 1 << 30
"""Bytes from which an entry is written in the form for more than 4 GB, to be on the safe side."""


class Entry:
    """A file in the zip while it is written, and what the manifest says of it."""

    def __init__(self, out: IO[bytes]) -> None:
        self.size = 0
        """Bytes written so far."""
        self._out = out
        self._sha256 = hashlib.sha256()

    def write(self, data: bytes) -> None:
        """Append bytes."""
        self._out.write(data)
        self._sha256.update(data)
        self.size += len(data)

    @property
    def digest(self) -> str:
        """The SHA-256 of what was written so far."""
        return f"sha256:{self._sha256.hexdigest()}"


class WaczFile:
    """Writes the parts of a WACZ one after the other; a context manager.

    Args:
        file: empty; can be sought.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(file, "w")
        self._resources: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._zip.close()
            return
        with suppress(OSError, ValueError):  # nobody will read it; but it must not complain later
            self._zip.close()

    @contextmanager
    def entry(self, name: str, *, expected: int = 0, deflate: bool = False) -> Iterator[Entry]:
        """Write a part and note it for the manifest.

        Args:
            name: its path in the zip.
            expected: about how many bytes it will have.
            deflate: whether to compress it; what is compressed already must not be.
        """
        info = zipfile.ZipInfo(name, _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
        info.create_system = 3  # Unix, also where this runs elsewhere
        info.external_attr = 0o644 << 16
        with self._zip.open(info, "w", force_zip64=expected > _LARGE) as out:
            made = Entry(out)
            yield made
        self._resources.append(
            {
                "name": name.rpartition("/")[2].lower(),
                "path": name,
                "hash": made.digest,
                "bytes": made.size,
            }
        )

    def finish(self, facts: dict[str, Any]) -> None:
        """Write the manifest and its digest, which vouches for everything else.

        Args:
            facts: what the manifest says besides its form and its parts.
        """
        manifest = {"profile": "data-package", "wacz_version": VERSION, **facts}
        manifest["resources"] = list(self._resources)
        data = _json(manifest)
        with self.entry(DATAPACKAGE, deflate=True) as entry:
            entry.write(data)
        with self.entry(DIGEST, deflate=True) as entry:
            digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
            entry.write(_json({"path": DATAPACKAGE, "hash": digest}))


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
