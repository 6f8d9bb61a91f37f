"""What an answer, or its absence, means for the address that was asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler import errors
from crawler.items import DropReason

if TYPE_CHECKING:
    from scrapy.http import Response

GONE = frozenset({404, 410})
PERMANENT = frozenset({400, 414, 451})
"""Statuses that speak of the address itself. Any other (a challenge, a redirect to nowhere, a
login, a block, too many questions) speaks of the moment or of who asks, and may be another one
the next time."""


class Treatment(StrEnum):
    """What is to be done with the address."""

    REJECTED = "rejected"
    """Settled, with a reason."""
    GONE = "gone"
    """Settled: the site says that there is nothing."""
    RETRY = "retry"
    """It failed, all retries included; another run tries again."""
    LATER = "later"
    """It was not asked: its host's robots.txt could not be read, or the budget is spent."""


@dataclass(frozen=True, slots=True)
class RequestOutcome:
    """What became of a request that gave no page to read."""

    kind: Treatment
    reason: DropReason | str
    """A `DropReason` for what is rejected or gone, else a word such as "timeout"."""
    status: int | None
    """The HTTP status of the last answer; None when there was none."""
    text: str
    """What was seen, for a person."""
    capture: int | None = None
    """captures.id of the last answer; None when none came or none was kept."""
    at: str | None = None
    """UTC of the last answer."""


_REFUSALS: dict[type[errors.Refused], DropReason] = {
    errors.OffSite: DropReason.OFF_SITE,
    errors.RobotsDenied: DropReason.ROBOTS,
    errors.RedirectLoop: DropReason.REDIRECT_LOOP,
    errors.TooLarge: DropReason.TOO_LARGE,
}
_TROUBLES: tuple[tuple[type[BaseException], str], ...] = (
    (errors.PrivateAddress, "private_address"),
    (errors.Incomplete, "incomplete"),
    (CannotResolveHostError, "dns"),
    (DownloadTimeoutError, "timeout"),
    (ResponseDataLossError, "incomplete"),
    (DownloadConnectionRefusedError, "connection"),
    (DownloadFailedError, "connection"),
    (OSError, "connection"),
)


def classify(failure: Failure | BaseException) -> RequestOutcome:
    """Say what the failure that an errback gets means.

    What is not known here, a mistake of the program among it, is a "retry" with the error's
    name as its reason: an address is never settled by something that nobody understood.
    """
    error = _error_of(failure)
    if isinstance(error, HttpError):
        return of_status(error.response.status)
    if isinstance(error, errors.RobotsUnavailable):
        return RequestOutcome(Treatment.LATER, "robots_unavailable", error.status, error.reason)
    if isinstance(error, errors.OverBudget):
        return RequestOutcome(Treatment.LATER, "budget", error.status, error.reason)
    if isinstance(error, errors.Refused) and type(error) in _REFUSALS:
        return RequestOutcome(
            Treatment.REJECTED, _REFUSALS[type(error)], error.status, error.reason
        )
    status = error.status if isinstance(error, errors.Refused) else None
    text = _in_words(str(error)) or type(error).__name__
    for kind, word in _TROUBLES:
        if isinstance(error, kind):
            return RequestOutcome(Treatment.RETRY, word, status, text)
    return RequestOutcome(Treatment.RETRY, type(error).__name__, status, text)


_FAILURE = re.compile(r"\[?<twisted\.python\.failure\.Failure [\w.]+: ([^<>]*)>\]?")


def _in_words(text: str) -> str:
    """Return an error's text without the names of Twisted's classes around its own words.

    >>> _in_words("[<twisted.python.failure.Failure twisted.x.Done: Connection was closed.>]")
    'Connection was closed.'
    """
    return _FAILURE.sub(r"\1", text).strip()


def of_status(status: int) -> RequestOutcome:
    """Say what an HTTP status other than 200 means."""
    text = f"HTTP status {status}"
    if status in GONE:
        return RequestOutcome(Treatment.GONE, DropReason.GONE, status, text)
    if status not in PERMANENT:
        return RequestOutcome(Treatment.RETRY, f"http_{status}", status, text)
    return RequestOutcome(Treatment.REJECTED, DropReason.HTTP_ERROR, status, text)


def readable(response: Response) -> RequestOutcome | None:
    """Return None for a page whose links and text may be read, else why not.

    Only answers with status 200 of type HTML or XML are read.
    """
    if response.status != 200:
        return of_status(response.status)
    if is_html(response) or is_xml(response):
        return None
    shown = content_type(response) or "no Content-Type"
    return RequestOutcome(Treatment.REJECTED, DropReason.NOT_HTML, 200, shown)


def content_type(response: Response) -> str:
    """Return the Content-Type without its parameters, in lower case; "" when there is none.

    Of one that a proxy has doubled, "text/html, text/html", the first.
    """
    header = response.headers.get("Content-Type") or b""
    return header.decode("latin-1").partition(";")[0].partition(",")[0].strip().lower()


def is_html(response: Response) -> bool:
    """Tell whether this is HTML and no feed in disguise."""
    kind = content_type(response)
    if kind in {"text/html", "application/xhtml+xml"}:
        return not _looks_like_feed(response)
    return kind in _SAYS_NOTHING and bool(_HTML_HEAD.match(response.body[:2048]))


def is_xml(response: Response) -> bool:
    """Tell whether this is XML, also where the header calls a feed text/html."""
    kind = content_type(response)
    if kind in {"text/xml", "application/xml"} or (
        kind.endswith("+xml") and kind not in {"application/xhtml+xml", "image/svg+xml"}
    ):
        return True
    return (kind in _SAYS_NOTHING or kind == "text/html") and _looks_like_feed(response)


def _looks_like_feed(response: Response) -> bool:
    return bool(_FEED_HEAD.match(response.body[:2048]))


def _error_of(failure: Failure | BaseException) -> BaseException:
    if isinstance(failure, Failure):
        return failure.value or RuntimeError("a failure without an error")
    return failure


_SAYS_NOTHING = frozenset(
    {"", "application/octet-stream", "application/gzip", "application/x-gzip"}
)
# Possessive: without it each further comment would double the time that no match takes.
_START = rb"[\s\xef\xbb\xbf]*+(?:<\?xml[^>]*>\s*+)?(?:<!--.*?-->\s*+|<\?[^>]*>\s*+)*+"
_FEED_HEAD = re.compile(_START + rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE | re.DOTALL)
_HTML_HEAD = re.compile(_START + rb"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL)
