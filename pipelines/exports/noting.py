"""What an export notes of each article beside its row: its index, and what became of it since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipelines.exports import index

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pipelines.exports.since import Since

UNCHANGED: Final = "unchanged"
"""Why an article is left out of an export of what changed: the earlier one has its rows."""


class Noting:
    """The notes of one export.

    Args:
        folder: of the export.
        withdrawn: of `exporting.Snapshot.withdrawn`.
        since: of an export of what changed; None for one of all.

    Raises:
        OSError: the folder cannot be written.
    """

    def __init__(self, folder: Path, withdrawn: Mapping[str, str], since: Since | None) -> None:
        self._since = since
        self._withdrawn = withdrawn
        self._index = index.IndexWriter(folder)

    def leave_out(self, key: str, why: str) -> None:
        """Note that an article has no row."""
        self._index.leave_out(key, why)
        if self._since is not None:
            self._since.left(key, why)

    def takes(self, key: str, lines: Sequence[Sequence[str]]) -> bool:
        """Note an article's rows; returns whether they are to be written.

        Args:
            key: of the article.
            lines: of `index.lines_of`.
        """
        self._index.write(lines)
        return self._since is None or self._since.changed(key, lines)

    def takes_all(self, lines: Sequence[Sequence[str]]) -> bool:
        """Note the rows of several articles, and return True, where all are written in any case.

        Args:
            lines: of `index.lines_of`.
        """
        if self._since is not None:
            return False
        self._index.write(lines)
        return True

    def close(self) -> list[dict[str, Any]]:
        """Put the notes on the disk; returns name, bytes and sha256 of each file."""
        made = [self._index.close()]
        return made if self._since is None else [*made, self._since.close()]

    def give_up(self) -> None:
        """Close the files as they are."""
        self._index.give_up()
        if self._since is not None:
            self._since.give_up()

    def nothing_new(self) -> bool:
        """Return whether an export of what changed has nothing to say, once it is closed."""
        since = self._since
        return since is not None and not since.no_longer and {*since.changes} <= {"same"}

    def facts(self) -> dict[str, Any]:
        """Return what the manifest says of the notes, once they are closed."""
        return {
            "index": index.VERSION,
            "withdrawn": [{"key": key, "on": day} for key, day in self._withdrawn.items()],
            "since_export": None if self._since is None else self._since.facts(),
        }
