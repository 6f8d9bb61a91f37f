"""The lines in which a probe's report is told to a person. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.probing.report import BureauReport, Listing


def lines_of(report: BureauReport) -> Iterator[str]:
    """Yield what one bureau answered: a heading, its parts, and each difference."""
    mark = "differs" if report.differences else "as expected"
    yield f"{report.bureau}: {mark} ({report.requests} requests)"
    robots = report.robots
    if robots is not None:
        delay = f", Crawl-delay {robots.crawl_delay:g} s" if robots.crawl_delay else ""
        sitemaps = f", {robots.sitemaps} sitemaps" if robots.sitemaps else ""
        yield f"  robots   {robots.status or 'no answer'}: {robots.verdict}{delay}{sitemaps}"
    for name, listing in (
        ("feed", report.feed),
        ("terkini", report.terkini),
        ("page 2", report.second_page),
        ("indeks", report.indeks),
    ):
        if listing is not None:
            yield f"  {name:<8} {_listing(listing)}"
    article = report.article
    if article is not None and article.layout is None:
        yield f"  article  {article.status or 'no answer'}: {article.trouble}"
    elif article is not None:
        yield f"  article  layout {article.layout}, {article.url}"
        yield f"           filled: {', '.join(article.filled) or 'nothing'}"
        zone = f", printed zone {article.printed_zone}" if article.printed_zone else ""
        yield f"           time: {article.published} by {article.published_source}{zone}"
        yield f"           {_validators(article.etag, article.last_modified, article.answers_304)}"
        if article.rights_notice:
            yield "           carries the notice that forbids automatic use without permission"
    for line in report.differences:
        yield f"  ! {line}"


def _listing(listing: Listing) -> str:
    shape = f" ({listing.shape})" if listing.shape and listing.answers else ""
    count = f"{listing.articles} article{'' if listing.articles == 1 else 's'}{shape}"
    return f"{listing.status or 'no answer'}: {listing.trouble or count}"


def _validators(etag: bool, last_modified: bool, answers_304: bool | None) -> str:
    names = [name for name, there in (("ETag", etag), ("Last-Modified", last_modified)) if there]
    if not names:
        return "validators: none"
    answer = "answered by 304" if answers_304 else "not answered by 304"
    return f"validators: {' and '.join(names)}, {answer}"
