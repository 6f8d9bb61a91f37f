"""What the words of an export's rows mean: a part of its card. Pure.

Whoever has only the folder has no docs/reading.md; a test keeps the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FLAGS: Final = {
    "generic_layout": "no layout knows this markup",
    "no_date": "neither the page nor its feed says when it was published",
    "no_text": "no text; mostly photos and videos",
    "short_text": "under 50 characters",
    "zone_assumed": "a time without a zone was read in the bureau's zone",
    "date_conflict": "the page's own times disagree by more than a day",
    "text_put_back": "trafilatura dropped text that no rule had removed; it is in the text",
    "text_unaccounted": "the ledger cannot account for part of the container",
    "repeated_block": "paragraphs stood twice and are stored once",
    "encoding_repaired": "bytes that the page's encoding does not allow",
    "title_from_meta": "no headline element",
}
"""By flag, what it says of a row."""
PUBLISHED_SOURCES: Final = {
    "time_element": "a time for machines at the headline",
    "meta": "the page's head",
    "json_ld": "data for machines in the page",
    "printed_zone": "printed with its zone",
    "printed_zone_assumed": "printed without a zone, read in the bureau's",
    "feed": "not on the page; the bureau's feed has it",
}
"""By word, how a time of publication is known, the best first."""
_FIELDS: Final = {"flags": FLAGS, "published_source": PUBLISHED_SOURCES}


def section(facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines, of the fields that were exported: each word, its meaning, how many say it.

    Args:
        facts: of the manifest.
    """
    for field, words in _FIELDS.items():
        if field in facts["by_word"]:
            counts = facts["by_word"][field]
            yield from (f"| `{field}` | it says | rows |", "| --- | --- | ---: |")
            for word, meaning in words.items():
                yield f"| `{word}` | {meaning} | {counts.get(word, 0):,} |"
            yield ""
