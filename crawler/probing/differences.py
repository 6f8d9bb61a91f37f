"""What of a bureau's answers differs from its block in bureaus.toml. Pure.

Each difference is a line that says what was seen and, where a file is to be changed, how.
docs/probe.md has one row for each.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from crawler.bureaus import bureau_at, load_bureaus
from crawler.date_forms import ZONES
from crawler.middlewares.robots_memory import NOT_NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.bureaus import Bureau
    from crawler.probing.report import BureauReport, Listing, Sample

LARGEST_SKEW = 60.0
"""Seconds that two clocks may differ: answers take a while, and headers have whole seconds."""
LARGEST_LAG = dt.timedelta(minutes=50)
"""By which a feed's date and the page's may differ; a wrong zone is an hour at least."""


def differences(bureau: Bureau, report: BureauReport) -> list[str]:
    """Return what differs from the bureau's block, in the order of what matters most.

    Args:
        bureau: what is expected.
        report: what came. What was not asked differs from nothing.
    """
    if report.robots is not None and report.robots.closed:
        why = report.robots.verdict.removeprefix(NOT_NOW)
        if report.robots.status is None:
            return [f"nothing answers: {why}"]
        return [f"robots.txt closes the host ({why}): a crawl asks nothing of it while it is so"]
    found = [*_of_hosts(bureau, report), *_of_listings(bureau, report)]
    if report.article is not None:
        found += _of_article(bureau, report.article)
    if bureau.highest_id and report.newest_id and report.newest_id < bureau.highest_id:
        found.append(
            f"ids: the newest article has {report.newest_id}, below {bureau.highest_id}, which was "
            "seen before: they may have begun anew"
        )
    if report.skew is not None and abs(report.skew) > LARGEST_SKEW:
        found.append(f"clock: {skew_in_words(report.skew)}: one of the two is wrong")
    if report.failed:
        found.append(f"the probe itself failed: {report.stopped}")
    return found


def skew_in_words(skew: float) -> str:
    """Say by how many seconds the site's clock differs from this machine's.

    >>> skew_in_words(-3600)
    "the site's is 3,600 s behind this machine's"
    """
    side = "ahead of" if skew > 0 else "behind"
    return f"the site's is {abs(skew):,.0f} s {side} this machine's"


def _of_hosts(bureau: Bureau, report: BureauReport) -> Iterator[str]:
    """Yield what other hosts stand in the bureau's place, each once."""
    for host in report.moved_to:
        other = bureau_at(host)
        seen = f"{bureau.host} leads to {host}"
        if other is None:
            yield f"{seen}, which is no bureau of ANTARA; nothing is asked there"
        elif other == bureau:
            yield f"{seen}, an alias in its own block: host may have to be that one"
        elif bureau.host in other.unproven_aliases:
            yield f"{seen}: move it from unproven_aliases to aliases in [{other.name}]"
        elif other.name in load_bureaus():
            yield f"{seen}: an alias of [{other.name}] by now"
        else:
            yield f"{seen}: give that host a block, with {bureau.host} as its alias"
    if report.names_only:
        yield (
            f"{bureau.host} lists no article of its own, only of {', '.join(report.names_only)}: "
            "an alias, perhaps"
        )


def _of_listings(bureau: Bureau, report: BureauReport) -> Iterator[str]:
    asked = [part for _, part in report.listings]
    if asked and all(part.denied for part in asked):
        yield "robots.txt disallows all listings; a crawl finds nothing on this host"
        return
    for name, part, wanted in (
        ("feed", report.feed, bool(bureau.feeds)),
        ("terkini", report.terkini, bureau.terkini is not None),
    ):
        if part is not None and not part.leaves:
            yield from _of_listing(name, part, wanted=wanted)
    second = report.second_page
    if second is not None and (second.repeats or not second.answers):
        why = second.trouble or "it repeats page 1"
        yield f"terkini: {second.url} does not go on ({why})"
    if report.indeks is not None and not report.indeks.leaves:
        yield from _of_indeks(bureau, report.indeks)


def _of_listing(name: str, part: Listing, *, wanted: bool) -> Iterator[str]:
    key = "feeds" if name == "feed" else name
    if not wanted:
        if part.answers:
            path = urlsplit(part.url).path.strip("/")
            line = f'{key} = ["{path}"]' if name == "feed" else f'{key} = "{path}"'
            yield f"{name}: {part.url} names articles; add {line} to its block"
        return
    if not part.answers:
        yield f"{name}: {part.url} names no article ({part.trouble})"
    elif part.leads_to:
        yield f"{name}: {part.url} leads to {part.leads_to}; write that path into {key}"
    if part.shape == "generic":
        yield f"{name}: {part.url} is in markup that is not known; it needs a shape of its own"


def _of_indeks(bureau: Bureau, part: Listing) -> Iterator[str]:
    if part.answers and not bureau.indeks:
        if part.day:
            yield f"date index: {part.url} answers; set indeks = true in its block"
        else:
            yield (
                f"date index: {part.url} names articles, but not their day; if they are of that "
                "day, set indeks = true in its block"
            )
    elif not part.answers and bureau.indeks:
        why = part.trouble or "ignores its date"
        yield f"date index: {part.url} is none ({why}); remove indeks = true from its block"


def _of_article(bureau: Bureau, article: Sample) -> Iterator[str]:
    if article.layout is None:
        yield f"article: {article.url} was not read ({article.trouble})"
        return
    if bureau.layout and article.layout != bureau.layout:
        yield f"article: layout {article.layout}, expected {bureau.layout}: {article.url}"
    if article.missing:
        yield f"article: no {', '.join(article.missing)}: {article.url}"
    if article.published is None:
        return
    moment = dt.datetime.fromisoformat(article.published)
    if moment.tzinfo is None:
        return  # a day only
    expected = moment.astimezone(ZoneInfo(bureau.zone)).utcoffset()
    if moment.utcoffset() != expected:
        yield f"article: {article.published} is not in the time of {bureau.zone}: {article.url}"
    printed = ZONES.get((article.printed_zone or "").lower())
    if printed is not None and dt.timedelta(minutes=printed) != expected:
        yield f"article: prints {article.printed_zone}, not the time of {bureau.zone}"
    if article.feed_published:
        fed = dt.datetime.fromisoformat(article.feed_published)
        if fed.tzinfo is not None and abs(fed - moment) > LARGEST_LAG:
            yield (
                f"article: the feed says {article.feed_published}, the page {article.published}: "
                "one of them may be in a wrong zone"
            )
