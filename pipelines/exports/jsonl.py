"""JSON Lines: an object a line, in UTF-8, letters as themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.exports.sink import packed

if TYPE_CHECKING:
    from pipelines.exports.rows import Made, Rows
    from pipelines.exports.sink import Packing, Sink


class JsonLines:
    """One file of JSON Lines.

    Args:
        sink: the new file.
        packing: how it is packed.

    Raises:
        ExportRefused: what packs is not installed.
    """

    def __init__(self, sink: Sink, packing: Packing) -> None:
        self._file = packed(sink, packing)

    def write(self, rows: Rows | Made) -> None:
        """Write rows."""
        self._file.write(rows.data)

    def close(self) -> None:
        """End the file."""
        self._file.close()
