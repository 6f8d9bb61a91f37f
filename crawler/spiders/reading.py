"""From the response to a request for an article to what becomes of its row.

A function of the response and the row that was leased; it asks for nothing and writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.items import Article, DropReason
from crawler.layouts import examine, with_feed_date
from crawler.outcomes import Treatment, readable
from crawler.received import note_response
from crawler.urls import identify
from pipelines.archive import Failed, Found, Gone, NotModified, Rejected

if TYPE_CHECKING:
    from scrapy.http import Response

    from pipelines.archive import Outcome, Pending

PASSING = frozenset({DropReason.MAINTENANCE, DropReason.EMPTY})
"""What a page that is no article may say of the moment only: asked for again by later runs."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer means: an article, an outcome of the leased row, or both."""

    article: Article | None = None
    outcome: Outcome | None = None
    """Of the leased row; None if the article settles it."""
    found: Found | None = None
    """The key that answered after a redirect; it has to be known before the leased row goes."""
    names: tuple[str, ...] = ()
    """Names of classes and ids around the article's container."""


def read_article(response: Response, pending: Pending) -> Answered:
    """Read the answer to a request for an article.

    After a redirect the key of the final address counts: so an old host, or an alias that
    nothing else proves, joins the bureau that it redirects to.

    Args:
        response: as it came.
        pending: the row that it was asked for.
    """
    frontier_id, status = pending.frontier_id, response.status
    if status == 304 and pending.conditional:
        return Answered(outcome=NotModified(frontier_id, status))
    unreadable = readable(response)
    if unreadable is not None:
        seen = f"{unreadable.text} at {response.url}"
        if unreadable.kind is Treatment.GONE:
            return Answered(outcome=Gone(frontier_id, status))
        if unreadable.kind is Treatment.REJECTED:
            return Answered(outcome=Rejected(frontier_id, str(unreadable.reason), seen, status))
        return Answered(outcome=Failed(frontier_id, f"{unreadable.reason}: {seen}", status))
    result, names = examine(response.body, response.url)
    leased = (pending.bureau, pending.article_id)
    final = identify(response.url)
    moved = final is not None and (final.bureau, final.article_id) != leased
    if not isinstance(result, Article):
        seen = result.seen
        if response.meta.get("redirect_urls"):
            seen = f"{seen}; redirected to {response.url}"
        if result.reason in PASSING:
            return Answered(outcome=Failed(frontier_id, f"{result.reason}: {seen}", status))
        return Answered(outcome=Rejected(frontier_id, str(result.reason), seen, status))
    expected = (final.bureau, final.article_id) if final is not None else leased
    if (result.bureau, result.article_id) != expected:
        seen = f"the page says that it is {result.bureau}/{result.article_id}"
        return Answered(outcome=Rejected(frontier_id, str(DropReason.NO_KEY), seen, status))
    article = result
    if article.published_utc is None and pending.feed_published:
        article = with_feed_date(article, pending.feed_published)
    note_response(article, response)
    if final is None or not moved:
        return Answered(article, names=names)
    seen = f"{final.bureau}/{final.article_id} at {response.url}"
    return Answered(
        article,
        Rejected(frontier_id, str(DropReason.REDIRECTED), seen, status),
        Found(response.url, final.bureau, final.article_id, str(final.kind), "redirect"),
        names,
    )
