"""Which zone a page prints beside its article's time. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from crawler.bureaus import zone_of
from crawler.date_forms import PRINTED
from crawler.dates import printed_moment
from crawler.layouts.decode import decode

if TYPE_CHECKING:
    from crawler.items import Article

TO_THE_MINUTE = len("2026-11-20T11:53")


def printed_zone(body: bytes | str, article: Article) -> str | None:
    """Return the zone that stands behind the article's own time, as WIB, WITA, WIT or +0700.

    Other times of the page, of a menu or within the text, say nothing of the article's. Its own is
    one of the same moment, or one that shows the same day and clock: a page that prints another
    zone than its markup states is what a probe is there to find.

    Args:
        body: the page.
        article: what was read off it.

    Returns:
        None where no such time is printed, or none with a zone.
    """
    root = LexborHTMLParser(decode(body)[0]).body
    if root is None or not (article.published and article.published_utc):
        return None
    for found in PRINTED.finditer(root.text(separator=" ")):
        moment = printed_moment(found[0], zone_of(article.bureau)) if found["zone"] else None
        if moment is not None and (
            moment.utc[:TO_THE_MINUTE] == article.published_utc[:TO_THE_MINUTE]
            or moment.iso[:TO_THE_MINUTE] == article.published[:TO_THE_MINUTE]
        ):
            return " ".join(found["zone"].upper().split())
    return None
