"""SQLite: a smaller archive of the same schema, without what the crawl and the keeper note."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.archive.exported_file import ExportedFile
    from pipelines.exports.outputs import Order

ENDING: Final = ".db"


def begin(order: Order, path: Path) -> ExportedFile:
    """Begin the file.

    Args:
        order: what is wanted.
        path: where nothing stands.

    Raises:
        OSError: it cannot be written.
    """
    purpose, permission = order.facts["arguments"]["purpose"], order.facts["permission"]
    said = {"exported_for": purpose, "permission": permission["said"]} if permission else {}
    return order.snapshot.copy_into(path, order.choice, texts=order.shape.has_text, facts=said)
