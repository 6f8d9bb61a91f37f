"""What the other files in the folder of an export are for: a part of its card. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def lines(facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines.

    Args:
        facts: of the manifest.
    """
    yield (
        "`datapackage.json` describes the files for frictionless, `croissant.json` for mlcroissant."
    )
    yield (
        "`manifest.json` has all that this card says, and more, for programs. `rows.csv.gz` has no "
        "articles but a digest of each row: by it the software tells what changed between two "
        "exports."
    )
    if facts.get("since_export"):
        yield "`no-longer.csv` is for whoever has the earlier export: what to delete from it."
    if "other_split" in facts["left_out"]:
        yield "`left-out.csv` names the articles that are left out because of their split."
    yield ""
