"""What papers say of the splits of an export. Pure; `facts` are those of the manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipelines.exports.papers.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

RECORDS: Final = "splits"
"""The record set of Croissant that names them."""


def section(facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield the part of the card that is about splits, line by line; nothing without."""
    rows = facts.get("splits")
    if rows is None:
        return
    shares = facts["arguments"]["splits"]
    yield from ("## Splits", "", "| split | asked for | rows |", "| --- | ---: | ---: |")
    for (split, count), share in zip(rows.items(), shares, strict=True):
        yield f"| {split} | {share} % | {count:,} |"
    yield ""
    yield (
        "Articles that carry the same report (`story`) are in one split, all of them. A hash of "
        "the first key in the story draws it; it is fixed at the story's first export and kept in "
        "the archive, so that other shares in a later export move no story that has been in one. "
        "The shares are of stories, and of those that were drawn with them: what was fixed before "
        "stays. Stories that are found to be one later keep the split of test before that of "
        "validation before that of train; articles that were in another one before are in no "
        "export any more."
    )
    left = facts["left_out"].get("other_split")
    if left:
        yield (
            f"So {counted(left, 'article')} of the archive are left out here: `left-out.csv` "
            "names each with its story, the split that it was in and that of the story."
        )
    yield (
        "`stands_for_story` is true for one article of each story, the earliest: with these rows "
        "alone each report is there once."
    )
    yield ""


def record_set(facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the record set that names the splits, as Croissant has it; [] without."""
    if not _has_field(facts):
        return []
    return [
        {
            "@type": "cr:RecordSet",
            "@id": RECORDS,
            "name": RECORDS,
            "dataType": "cr:Split",
            "description": "The splits that rows of articles are in.",
            "key": {"@id": f"{RECORDS}/name"},
            "field": [
                {
                    "@type": "cr:Field",
                    "@id": f"{RECORDS}/name",
                    "name": "name",
                    "description": "name of the split",
                    "dataType": "sc:Text",
                }
            ],
            "data": [{f"{RECORDS}/name": name} for name in facts["splits"]],
        }
    ]


def reference(field: str) -> dict[str, Any]:
    """Return what ties a field of articles to the splits; {} for all but that of the split."""
    return {"references": {"field": {"@id": f"{RECORDS}/name"}}} if field == "split" else {}


def _has_field(facts: Mapping[str, Any]) -> bool:
    return any(each["name"] == "split" for each in facts["fields"])
