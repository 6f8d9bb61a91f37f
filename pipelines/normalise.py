"""The first pipeline: one form for metadata. The text is never touched after reading."""

from __future__ import annotations

from typing import Any

from itemadapter import ItemAdapter

PLAIN_FIELDS = (
    "published",
    "published_utc",
    "published_day",
    "updated",
    "dateline_place",
    "dateline_day",
    "source_label",
    "category",
    "language",
    "copyright",
    "rights_notice",
    "etag",
    "last_modified",
    "content_sha256",
)
"""Fields of which an empty one means that there is none."""


class Normalise:
    """Makes missing metadata None, and lists of it free of blanks and repetitions."""

    def process_item(self, item: Any) -> Any:
        """Bring an article's metadata into one form, in place."""
        adapter = ItemAdapter(item)
        for name in PLAIN_FIELDS:
            value = adapter.get(name)
            if isinstance(value, str):
                adapter[name] = value.strip() or None
        for name in ("subtitle", "text", "pull_quote"):
            value = adapter.get(name)
            if isinstance(value, str) and not value.strip():
                adapter[name] = None
        adapter["tags"] = list(
            dict.fromkeys(tag.strip() for tag in adapter.get("tags") or () if tag.strip())
        )
        for name in ("credits", "images", "flags"):
            adapter[name] = _once(adapter.get(name) or ())
        return item


def _once(values: Any) -> list[Any]:
    """Return the values without repetitions; they need not be hashable."""
    kept: list[Any] = []
    for value in values:
        if value not in kept:
            kept.append(value)
    return kept
