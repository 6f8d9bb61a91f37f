"""TEI P5: a corpus with its header, and a text with its own header for each row.

The rows are written as they come. `tei_corpus` is what is said of the whole, `tei_article` of each
row; docs/datasets.md tells which field stands where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipelines.exports import tei_corpus
from pipelines.exports.errors import ExportRefused
from pipelines.exports.sink import packed
from pipelines.exports.tei_article import article

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipelines.archive.export_walk import Revisions
    from pipelines.exports.rows import Rows
    from pipelines.exports.sink import Packing, Sink

NEEDED: Final = ("key", "title")
"""The fields without which there is no text of a corpus."""


def check_fields(names: Sequence[str], revisions: Revisions) -> None:
    """Refuse fields of which no TEI can be made.

    Args:
        names: of the fields.
        revisions: of several states each needs its number.

    Raises:
        ExportRefused: some are missing.
    """
    needed = (*NEEDED, "revision") if revisions == "all" else NEEDED
    missing = [name for name in needed if name not in names]
    if missing:
        raise ExportRefused(
            f"tei needs the field{'s' * (len(missing) > 1)} {' and '.join(missing)}: add "
            f"{'them' if len(missing) > 1 else 'it'} to --fields, or leave tei out."
        )


class Tei:
    """One file of TEI: a whole corpus, whichever of several shards it is.

    Args:
        sink: the new file.
        packing: how it is packed.
        facts: those of the manifest that are known before the first row: origin, arguments,
            versions, archive, permission.

    Raises:
        OSError: it cannot be written.
        ExportRefused: what packs is not installed.
    """

    def __init__(self, sink: Sink, packing: Packing, facts: Mapping[str, Any]) -> None:
        self._file = packed(sink, packing)
        self._all_states = facts["arguments"]["revisions"] == "all"
        self._publisher = tei_corpus.publisher(facts)
        self._put(tei_corpus.begin(facts))

    def write(self, rows: Rows) -> None:
        """Write rows."""
        for row in rows:
            self._put("\n".join(article(row, self._publisher, numbered=self._all_states)) + "\n")

    def close(self) -> None:
        """End the file."""
        self._put(tei_corpus.END)
        self._file.close()

    def _put(self, text: str) -> None:
        self._file.write(text.encode())
