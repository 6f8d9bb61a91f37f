"""trafilatura, told what it is given: the fragment that holds the body, or a whole page.

The options are made once. Metadata, comments and language detection are off; `deduplicate`
stays off because it remembers paragraphs across pages. The fallbacks that compare several
extractors run for a whole page only: a container has nothing left to guess.
"""

from __future__ import annotations

import logging

from lxml.etree import LxmlError
from trafilatura import extract as trafilatura_extract
from trafilatura.settings import Extractor

# It warns about each page without text; the ledger and the flags say the same to whom it
# concerns.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_FRAGMENT = Extractor(
    output_format="txt", fast=True, comments=False, tables=True, dedup=False, with_metadata=False
)
_PAGE = Extractor(
    output_format="txt", fast=False, comments=False, tables=True, dedup=False, with_metadata=False
)

_MOST_TAGS = 40_000
"""Tags up to which trafilatura is asked: its time grows faster than the page, to 2 s for these.
Pages of 2015-2026 have some hundreds in the body and thousands in all."""


def fragment_lines(container: str) -> list[str]:
    """Return the lines that trafilatura takes from a container's markup.

    Given bare, a container loses paragraphs (863 of 1,116 characters on a page of 2015);
    wrapped as the one article of a document it keeps them.
    """
    return _lines(f"<html><body><article>{container}</article></body></html>", _FRAGMENT)


def page_lines(html: str) -> list[str]:
    """Return the lines that trafilatura takes for the text of a whole page."""
    return _lines(html, _PAGE)


def _lines(html: str, options: Extractor) -> list[str]:
    if html.count("<") > _MOST_TAGS:
        return []
    try:
        text = trafilatura_extract(html, options=options)
    except (LxmlError, RecursionError, ValueError, TypeError, AttributeError, AssertionError):
        # What it cannot stand (nesting thousands deep, lone surrogates) counts as nothing
        # taken; the ledger puts every block back.
        text = None
    return [line for line in (text or "").split("\n") if line.strip()]
