"""An archive for tests of the search: filled with articles that say a thing, then asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipelines.archive import ArchiveReader, ArchiveSession, Filters
from pipelines.archive.search_words import other_forms
from tests.archives import Clock, stored


def says(number: int, text: str, title: str = "Kabar rekaan", **changes: Any) -> Any:
    """An article with this text and nothing else that could be found."""
    plain = {"subtitle": None, "dateline_place": None, "credits": [], "category": None, "tags": []}
    return stored(number, title=title, text=text, **{**plain, **changes})


def on(day: str) -> dict[str, str]:
    moment = f"{day}T08:00:00Z"
    return {"published": moment, "published_utc": moment, "published_day": day}


class Archive:
    """An archive that is filled, then asked."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def store(self, *outcomes: Any) -> Archive:
        with ArchiveSession.claim(self.path, "live", clock=Clock()) as session:
            session.open()
            session.store(list(outcomes))
        return self

    def hits(self, typed: str, limit: int = 20, unique: Any = None, **filters: Any) -> Any:
        with ArchiveReader(self.path) as reader:
            return reader.search(typed, Filters(**filters), limit, unique)

    def found(self, typed: str, **options: Any) -> list[int]:
        return [hit["article_id"] for hit in self.hits(typed, **options)]

    def forms(self, word: str) -> set[str]:
        with ArchiveReader(self.path) as reader:
            return set(other_forms(reader._db, word))
