"""What fills the files of an export, and what fills them by: the same for every format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from pipelines.archive.export_walk import Choice
    from pipelines.archive.exporting import Snapshot
    from pipelines.exports.formats import Style
    from pipelines.exports.rows import Made, Rows, Shape
    from pipelines.exports.shards import File


@dataclass(frozen=True, slots=True)
class Order:
    """What the files of a format are made by."""

    snapshot: Snapshot
    choice: Choice
    shape: Shape
    style: Style
    folder: Path
    facts: Mapping[str, Any]
    """Those of the manifest that are known before the first row: origin, arguments, versions,
    archive, permission. Files that tell of themselves begin with them."""
    beat: Callable[[], None] = lambda: None
    """Called now and then while no article is written; may raise to end it."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some articles that may leave, in the order of the export."""

    rows: Rows | Made
    """One for each state that is wanted; as lines alone only where all formats take them so."""
    articles: Sequence[tuple[int, str, Sequence[str]]]
    """Of each article its articles.id, `rights.ai_use` and `rights.reserved_by`."""
    split: str | None = None
    """That all of them are in; None without splits."""


class Files(Protocol):
    """The files of one format, or of one of its splits, while they are made."""

    files: list[File]
    """Those that are whole."""
    split: str | None
    """Whose articles they take; None: all."""

    def take(self, batch: Batch) -> None:
        """Write articles."""

    def close(self) -> None:
        """End what is open, and put it on the disk; where no article came, leave no file."""

    def give_up(self) -> None:
        """Close what is open as it is; it will be removed. Never raises."""


class Copy(Protocol):
    """One file that is made of the archive's own tables."""

    def take(self, articles: Sequence[tuple[int, str, Sequence[str]]]) -> None:
        """Write articles: see `Batch.articles`."""

    def close(self) -> None:
        """End the file, and put it on the disk."""

    def give_up(self) -> None:
        """Close the file as it is. Never raises."""
