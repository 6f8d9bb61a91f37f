"""From what a host answered to the parts of a probe's report. Pure."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from crawler.items import Article
from crawler.layouts import extract
from crawler.middlewares.robots_text import judge
from crawler.outcomes import readable
from crawler.probing.report import WANTED_FIELDS, Listing, Robots, Sample
from crawler.urls import identify
from crawler.ways import read_feed, read_listing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy.http import Response

    from crawler.bureaus import Bureau
    from crawler.ways import Link

_PRINTED_ZONE = re.compile(r"\d{1,2}[:.]\d{2}\s*(WIB|WITA|WIT)\b")


def robots_of(status: int, body: bytes, agent: str) -> Robots:
    """Return what a robots.txt says to our token.

    Args:
        status: of the answer, redirects followed.
        body: as it came.
        agent: the token.
    """
    rules, reason = judge(status, body)
    if rules is None:
        return Robots(status, f"not now: {reason}")
    delay = rules.crawl_delay(agent)
    return Robots(status, reason, delay, len(list(rules.sitemaps)))


def feed_of(response: Response) -> tuple[Listing, list[Link]]:
    """Return what a feed names."""
    trouble = readable(response)
    links = [] if trouble else read_feed(response.body, response.url).found
    why = trouble.text if trouble else None if links else "it is no feed, or an empty one"
    return Listing(response.url, response.status, len(links), None, why), links


def listing_of(response: Response, before: Iterable[Link] = ()) -> tuple[Listing, list[Link]]:
    """Return what a listing page names.

    Args:
        response: as it came.
        before: what the page before it named.
    """
    trouble = readable(response)
    if trouble is not None:
        return Listing(response.url, response.status, trouble=trouble.text), []
    page = read_listing(response.body, response.url)
    why = None
    if not page.found:
        why = page.instead.seen if page.instead else "no article in its main column"
    known = {_key(link) for link in before}
    repeats = bool(known) and {_key(link) for link in page.found} <= known
    listing = Listing(
        response.url, response.status, len(page.found), str(page.shape), why, repeats=repeats
    )
    return listing, page.found


def _key(link: Link) -> tuple[str, int] | None:
    article = identify(link.url)
    return None if article is None else (article.bureau, article.article_id)


def newest(links: Iterable[Link], bureau: Bureau) -> tuple[int, str] | None:
    """Return id and address of the bureau's own article with the highest id, None without one.

    Photos and videos hold little of what is to be looked at, so articles go first.
    """
    own = [
        (article.kind == "article" and not article.amp, article.article_id, link.url)
        for link in links
        if (article := identify(link.url)) is not None and article.bureau == bureau.name
    ]
    return max(own)[1:] if own else None


def sample_of(response: Response) -> Sample:
    """Return what an article's page shows, and which fields it leaves empty."""
    trouble = readable(response)
    if trouble is not None:
        return Sample(response.url, response.status, trouble=trouble.text)
    found = extract(response.body, response.url)
    if not isinstance(found, Article):
        return Sample(response.url, response.status, trouble=f"{found.reason}: {found.seen}")
    fields = found.as_dict()
    zones = Counter(_PRINTED_ZONE.findall(response.body.decode("utf-8", "replace")))
    return Sample(
        response.url,
        response.status,
        str(found.layout),
        tuple(name for name in WANTED_FIELDS if fields[name]),
        tuple(name for name in WANTED_FIELDS if not fields[name]),
        found.published,
        str(found.published_source) if found.published_source else None,
        zones.most_common(1)[0][0] if zones else None,
        rights_notice=found.rights_notice is not None,
        etag="ETag" in response.headers,
        last_modified="Last-Modified" in response.headers,
    )
