"""Fixture: an archive of a few articles, of which the papers of an export have a lot to say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exported import on_day, store
from tests.exported_papers import NOTICE


@pytest.fixture
def some(session, folder: Path) -> Path:
    """Five articles of three bureaus: one without a day, one in English, one reserved."""
    undated = dict.fromkeys(("published", "published_utc", "published_day"))
    store(
        session,
        ("sumsel", 1, {**on_day("2025-12-03"), "title": "=1+1", "language": "en"}),
        ("bali", 2, {**on_day("2026-11-05"), "language": "id", "rights_notice": NOTICE}),
        ("bali", 3, {**undated, "text": None, "tags": [], "credits": [], "images": []}),
        ("bali", 4, {**on_day("2026-11-06"), "language": "id", "text": "satu dua"}),
        (
            "ambon",
            5,
            {**on_day("2026-11-06"), "text": "é\U0001f600 \u2028 \u202e " + "x" * 140_000},
        ),
    )
    return folder
