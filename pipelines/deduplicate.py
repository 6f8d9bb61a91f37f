"""The third pipeline: decides between articles that come under one key.

Two different articles under one key are told apart here, before they reach the batch; the
archive applies the same rule again in the transaction that writes, for what came meanwhile. An
AMP page beside a held desktop page, a state seen before, another version of the extractor: what
these do is decided by `pipelines.archive.sameness.decide`, where all the rules stand together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem

from pipelines.archive import Rejected, is_collision, session_of, text_sha256, tokens
from pipelines.validate import evidence

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from pipelines.archive import ArchiveSession


class Deduplicate:
    """Rejects an article whose key another one holds."""

    def __init__(self, session: ArchiveSession) -> None:
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take up the archive of the crawl."""
        return cls(session_of(crawler))

    def process_item(self, item: Any) -> Any:
        """Compare an article with the one held under its key.

        Raises:
            DropItem: They are two articles; the held one stays, the collision is written.
        """
        adapter = ItemAdapter(item)
        bureau, article_id = adapter["bureau"], adapter["article_id"]
        held = self.session.held(bureau, article_id)
        if held is None:
            return item
        digest = text_sha256(adapter.get("text"), adapter.get("dateline_place"))
        if not is_collision(held, adapter, digest):
            return item
        seen = f"{adapter['kind']}: {adapter['title']}"
        row = self.session.frontier_id(bureau, article_id)
        status = adapter.get("status")
        facts = evidence(adapter)
        self.session.queue(
            Rejected(row, tokens.KEY_COLLISION, seen, status, bureau=bureau, **facts)
        )
        raise DropItem(f"key collision: {bureau}/{article_id} holds another article")
