"""left-out.csv: the articles that an export leaves out because their story has another split."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipelines.exports.comma import as_csv
from pipelines.exports.sink import Sink

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

NAME: Final = "left-out.csv"
COLUMNS: Final = ("key", "story", "split", "split_of_story")


class LeftOut:
    """The list, which is begun with its first article: where none is left out there is none.

    Args:
        folder: of the export.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._sink: Sink | None = None

    def write(self, key: str, article: Mapping[str, Any]) -> None:
        """Name an article: its key, its story, its own split and the story's.

        Args:
            key: of the article.
            article: of `exporting.Snapshot.batches`.

        Raises:
            OSError: the disk refuses it.
        """
        if self._sink is None:
            self._sink = Sink(self._path)
            self._put(COLUMNS)
        place = article["split_place"]
        self._put((key, article["story"], place.own.split, place.split))

    def close(self) -> list[dict[str, Any]]:
        """Put the list on the disk; return its name, bytes and digest, [] where there is none."""
        if self._sink is None:
            return []
        self._sink.close()
        return [self._sink.as_paper()]

    def give_up(self) -> None:
        """Close it as it is."""
        if self._sink is not None:
            self._sink.give_up()

    def _put(self, cells: Sequence[str | None]) -> None:
        assert self._sink is not None
        self._sink.write(as_csv([cells]).encode("utf-8", "replace"))
