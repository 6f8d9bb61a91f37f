"""One thing as JSON: an article, its changes, its story, an answer of the check."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from datasette.utils.asgi import Response  # type: ignore[import-untyped]

from pipelines.datasette.pages.forms import FORMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from datasette.app import Datasette  # type: ignore[import-untyped]

    from pipelines.datasette.pages.withheld import Why

PARTICULARS: Final = (
    *("bureau", "article_id", "url", "kind", "title", "published", "published_utc"),
    *("published_day", "published_precision", "published_source", "updated", "credits"),
    *("dateline_place", "dateline_day", "source_label", "category", "tags", "language"),
    *("copyright", "rights_notice", "signals", "is_press_release", "layout", "fetched_at"),
)
"""What is told of an article whose text is not shown; of another one everything is."""


def article_told(article: Mapping[str, Any], why: Why | None) -> dict[str, Any]:
    """Return what is told of an article.

    Args:
        article: of `ArchiveReader.article`.
        why: its text is not shown; None: it is.
    """
    if why is None:
        return dict(article)
    return {**{name: article[name] for name in PARTICULARS}, "withheld": why}


def as_one(datasette: Datasette, told: Mapping[str, Any], status: int = 200) -> Response:
    """Answer with one thing as JSON, and whether all of it is invented."""
    sample = bool(datasette.jinja_env.globals["sample"])
    body = json.dumps({"sample": sample, **told}, ensure_ascii=False, indent=1)
    return Response(body, status=status, content_type=FORMS["json"])
