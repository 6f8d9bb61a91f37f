"""The lines in which a probe's report is told to a person. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.probing.differences import skew_in_words
from crawler.terminal import printable, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.probing.report import BureauReport, Listing, Robots, Sample

LONGEST = 400
"""Characters of a line: what a host says has no limit of its own."""
MOST_NAMED = 8
"""Sections, or sitemaps, that a line names; `--json` has all."""


def lines_of(report: BureauReport) -> Iterator[str]:
    """Yield what one bureau answered: a heading, its parts, and each difference.

    No line can steer the terminal, whatever a host says.
    """
    if not report.asked:
        yield _line(report.bureau, f": not asked: {report.stopped}")
        return
    yield _line(report.bureau, f": {_mark(report)} ({', '.join(_figures(report))})")
    for name, text in _parts(report):
        yield _line(f"  {name:<8} ", text)
    for line in report.differences:
        yield _line("  ! ", line)


def _line(head: str, text: str) -> str:
    return shorten(head + printable(text), LONGEST)


def _mark(report: BureauReport) -> str:
    if report.differences:
        return "differs"
    return "as expected so far" if report.stopped else "as expected"


def _figures(report: BureauReport) -> Iterator[str]:
    yield f"{report.requests} request{'' if report.requests == 1 else 's'}"
    if report.seconds:
        yield f"answers in {min(report.seconds):.1f} to {max(report.seconds):.1f} s"
    if report.server:
        yield report.server


def _parts(report: BureauReport) -> Iterator[tuple[str, str]]:
    """Yield the parts in the order in which they are asked for, each with its name."""
    if report.robots is not None:
        yield "robots", _robots(report.robots)
        if report.robots.sitemaps:
            yield "sitemaps", _named(report.robots.sitemaps)
    for name, listing in report.listings:
        if name in ("feed", "terkini"):
            yield name, _listing(listing)
    if report.sections:
        yield "menu", _named(report.sections)
    if report.article is not None:
        for number, text in enumerate(_article(report.article)):
            yield "" if number else "article", text
    for name, listing in report.listings:
        if name in ("indeks", "page 2"):
            yield name, _listing(listing)
    if report.skew is not None:
        yield "clock", skew_in_words(report.skew)
    closed = report.robots is not None and report.robots.closed
    if report.stopped and not closed:
        yield "stopped", report.stopped


def _robots(robots: Robots) -> str:
    delay = f", {robots.crawl_delay:g} s between two requests" if robots.crawl_delay else ""
    return f"{_status(robots.status)}: {robots.verdict}{delay}"


def _listing(listing: Listing) -> str:
    if listing.denied:
        return f"not asked: {listing.trouble}"
    if not listing.articles or listing.ignores_date:
        return _trouble(listing.status, listing.trouble or "no article")
    parts = [f"{listing.articles} article{'' if listing.articles == 1 else 's'}"]
    if listing.shape:
        parts[0] += f" ({listing.shape})"
    if listing.offset:
        parts.append(f"times in {listing.offset}")
    if listing.announced is not None:
        parts.append(f"{listing.announced} announced")
    if listing.day:
        parts.append(f"of {listing.day}")
    if listing.repeats:
        parts.append("those of page 1 again")
    if listing.leads_to:
        parts.append(f"at {listing.leads_to}")
    return f"{_status(listing.status)}: {', '.join(parts)}"


def _article(article: Sample) -> Iterator[str]:
    if article.layout is None:
        yield _trouble(article.status, article.trouble or "nothing was read")
        yield article.url
        return
    yield f"{_status(article.status)}: layout {article.layout}"
    yield article.url
    yield f"fields: {', '.join(article.filled) or 'none'}"
    if article.published:
        zone = f"{article.printed_zone} is printed" if article.printed_zone else "no zone printed"
        yield f"time: {article.published} by {article.published_source}, {zone}"
    yield _validators(article)
    if article.rights_notice:
        yield "carries the notice that forbids automatic use without permission"


def _validators(article: Sample) -> str:
    there = {"ETag": article.etag, "Last-Modified": article.last_modified}
    names = " and ".join(name for name, is_there in there.items() if is_there)
    if not names:
        return "validators: none"
    answers = {True: "answered by 304", False: "not answered by 304", None: "not asked again"}
    return f"validators: {names}, {answers[article.answers_304]}"


def _trouble(status: int | None, text: str) -> str:
    """Return a status and what is wrong, the status once."""
    return text if text == f"HTTP status {status}" else f"{_status(status)}: {text}"


def _status(status: int | None) -> str:
    return "no answer" if status is None else str(status)


def _named(names: list[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"{len(names)}: {', '.join(names[:MOST_NAMED])}{more}"
