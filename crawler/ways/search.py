"""The way of the search, by words and days: a topic's articles, ten a page, fewer on the last.

With days the first page has an address of its own form. www counts the pages of a search without
days in the query. Words, quotes included, are the site's to interpret.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from crawler.ways.days import address_day
from crawler.ways.pager import check_number

if TYPE_CHECKING:
    from crawler.bureaus import Bureau

_COUNTS_IN_QUERY = "www"


def search_page(
    bureau: Bureau, words: str, since: str | None, until: str | None, number: int
) -> str:
    """Return the address of a page of a search.

    Args:
        bureau: whose articles are searched.
        words: as a person types them.
        since: the first day, YYYY-MM-DD in the bureau's zone; None together with `until`.
        until: the last day.
        number: the page's, from 1 on.

    Raises:
        ValueError: for words without a letter or digit, one day without the other, days that
            are none or in the wrong order, or a number below 1.
    """
    check_number(number)
    asked = _plain(words)
    root = f"https://{bureau.host}/search"
    # A slash in the words must not end the segment.
    segment = quote(asked, safe="")
    if since is None and until is None:
        if bureau.name == _COUNTS_IN_QUERY:
            return f"{root}?{urlencode({'q': asked, 'page': number})}"
        return f"{root}/{segment}/{number}"
    if since is None or until is None:
        raise ValueError("a search between days needs both: the first and the last one")
    first, last = address_day(since), address_day(until)
    if since > until:
        raise ValueError(f"the first day, {since}, is after the last one, {until}")
    if number == 1:
        return f"{root}?{urlencode({'q': asked, 'startDate': first, 'endDate': last})}"
    return f"{root}/{segment}/{first}/{last}/{number}"


def _plain(words: str) -> str:
    """Return the words on one line, composed, without what no keyboard writes."""
    line = " ".join(unicodedata.normalize("NFC", words).split())
    kept = "".join(char for char in line if unicodedata.category(char)[0] != "C")
    if not any(char.isalnum() for char in kept):
        raise ValueError(f"nothing to search for: {words!r} has no letter or digit")
    return " ".join(kept.split())
