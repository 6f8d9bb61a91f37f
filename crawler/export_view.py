"""An export's manifest as lines for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.commandline import SAMPLE
from crawler.export_since import since_lines
from crawler.status_view import size
from crawler.terminal import counted, printable, proposed
from pipelines.exports.reasons import left_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def lines(folder: Path, made: Mapping[str, Any]) -> Iterator[str]:
    """Yield what was exported, what was not, and whose it is.

    Args:
        folder: of the export.
        made: its manifest.
    """
    days = f", {made['first_day']} to {made['last_day']}" if made["first_day"] else ""
    sample = SAMPLE if made["origin"] == "sample" else ""
    bureaus = counted(len(made["by_bureau"]), "bureau")
    yield (
        f"{folder}: {counted(made['rows'], 'row')} of {counted(made['articles'], 'article')} of "
        f"{bureaus}{days}{sample}"
    )
    for file in made["files"]:
        yield f"  {file['name']}: {counted(file['rows'], 'row')}, {size(file['bytes'])}"
    if made.get("since_export"):
        yield from since_lines(made)
    if "splits" in made:
        each = ", ".join(f"{name} {rows:,}" for name, rows in made["splits"].items())
        yield (
            f"Splits: {each}; a story keeps the split of its first export, whatever shares are "
            "asked for later."
        )
    if made["left_out"]:
        said = [f"{count:,} {left_out(why, count)}" for why, count in made["left_out"].items()]
        yield f"Left out: {', '.join(said)}."
    if withdrawn := len(made["withdrawn"]):
        of = counted(withdrawn, "article")
        yield f"Withdrawn on request, of whatever day and kind: {of} of these bureaus."
    use = made["ai_use"]
    yield f"Use for AI: {use['reserved']:,} reserved, {use['unstated']:,} unstated, none granted."
    yield from _permission(made)
    yield (
        f"Next: {folder / 'README.md'} says what is in it, and what may be done with it; "
        f"{proposed('antara', 'export', '--verify', folder)} checks it."
    )


def _permission(made: Mapping[str, Any]) -> Iterator[str]:
    permission = made["permission"]
    if permission is None:
        yield "No sentence of an article is in it."
        return
    scope, purpose = permission["scope"], made["arguments"]["purpose"]
    whose = "The texts are ANTARA's and their authors'."
    if made["origin"] == "sample":
        whose = "These texts are invented; those of a live archive are ANTARA's and their authors'."
    yield f"Purpose: {purpose}. {whose}"
    row = permission["on_record"]
    if row is None:
        yield (
            f"Permission ({scope}): {permission['said']}; whoever hands texts on needs one. See "
            "'antara permission' and docs/rights.md."
        )
        return
    until = f" until {row['valid_until']}" if row["valid_until"] else ""
    yield (
        f"Permission {row['id']} ({scope}): {printable(row['granted_by'])}, "
        f"{row['granted_at']}{until}."
    )
