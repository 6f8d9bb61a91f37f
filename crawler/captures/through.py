"""The pipelines of a crawl, for what is read without one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from crawler.settings import ITEM_PIPELINES

if TYPE_CHECKING:
    from pipelines.archive import ArchiveSession


def pipelines_of(session: ArchiveSession) -> list[Any]:
    """Return the pipelines that a crawl's articles go through, all but the one that stores them.

    They are those of the settings, in their order.
    """
    crawler = SimpleNamespace(archive_session=session, settings=Settings())
    made = []
    for path in sorted(ITEM_PIPELINES, key=ITEM_PIPELINES.__getitem__)[:-1]:
        pipeline = load_object(path)
        make = getattr(pipeline, "from_crawler", None)
        made.append(make(crawler) if make else pipeline())
    return made
