"""The second pipeline: what has no key or no title is no article; weak ones carry a flag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem

from pipelines.archive import Rejected, session_of, tokens

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from pipelines.archive import ArchiveSession

SHORT_TEXT = 50
"""Characters under which a text carries a flag."""
_LARGEST_ID = 2**63 - 1


class Validate:
    """Rejects what has no key or no title, and flags what has no date, no text, a short text."""

    def __init__(self, session: ArchiveSession) -> None:
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take up the archive of the crawl."""
        return cls(session_of(crawler))

    def process_item(self, item: Any) -> Any:
        """Check an article.

        Raises:
            DropItem: It has no key or no title; that is written as its outcome.
        """
        adapter = ItemAdapter(item)
        bureau: Any = adapter.get("bureau")
        article_id: Any = adapter.get("article_id")
        url = str(adapter.get("url"))
        if not has_key(bureau, article_id):
            self.session.queue(Rejected(None, tokens.NO_KEY, url, **evidence(adapter)))
            raise DropItem(f"no key: {url}")
        if not str(adapter.get("title") or "").strip():
            row = self.session.frontier_id(bureau, article_id)
            status = adapter.get("status")
            facts = evidence(adapter)
            self.session.queue(Rejected(row, tokens.NO_TITLE, url, status, bureau=bureau, **facts))
            raise DropItem(f"no title: {url}")
        flags = [str(flag) for flag in adapter.get("flags") or ()]
        adapter["flags"] = [*flags, *(f for f in weaknesses(adapter) if f not in flags)]
        return item


def has_key(bureau: object, article_id: object) -> bool:
    """Say whether bureau and article id can name an article."""
    return (
        isinstance(bureau, str)
        and bool(bureau.strip())
        and isinstance(article_id, int)
        and not isinstance(article_id, bool)
        and 0 < article_id <= _LARGEST_ID
    )


def weaknesses(adapter: ItemAdapter) -> list[str]:
    """Return the flags for what an article lacks."""
    text = str(adapter.get("text") or "")
    found = []
    if not adapter.get("published_utc"):
        found.append("no_date")
    if not text.strip():
        found.append("no_text")
    elif len(text) < SHORT_TEXT:
        found.append("short_text")
    return found


def evidence(adapter: ItemAdapter) -> dict[str, Any]:
    """Return which capture a page stands in and when it came, as outcomes have it."""
    return {"capture": adapter.get("capture"), "at": adapter.get("fetched_at")}
