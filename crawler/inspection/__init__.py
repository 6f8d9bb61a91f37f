"""One page and what is read off it, side by side, for whoever mends a layout.

    >>> from crawler.inspection import inspect
    >>> page = inspect(b"<html>...", "https://sumsel.antaranews.com/berita/1/judul")

recorder.py watches the reading, marks.py finds each entry of the ledger on the page,
rendering.py writes the page anew and harmless, choice.py says why the layout, sheet.py the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from crawler.inspection.choice import choose
from crawler.inspection.marks import Marks, find_marks
from crawler.inspection.recorder import Recorder, preorder
from crawler.inspection.rendering import Outlined, render
from crawler.inspection.sheet import FRAME, Sheet, sections
from crawler.inspection.style import POLICY, SHEET_STYLE
from crawler.items import Article, Kind, NotAnArticle
from crawler.layouts import extract_watched
from crawler.layouts.blocks import squash
from crawler.layouts.bounds import bounded
from crawler.layouts.decode import decode
from crawler.layouts.page import Page
from crawler.urls import ArticleUrl, identify

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

OPENING = '<!doctype html><html lang="en" data-made-by="antara inspect">'
"""How every inspection begins; a file that begins so may be written over."""
_PATH_PARTS = 3
_UNKNOWN = ArticleUrl("unknown", 0, Kind.ARTICLE, "https://unknown.antaranews.com/", False)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was read, and the page that shows it."""

    found: Article | NotAnArticle
    html: str


def inspect(body: bytes, url: str) -> str:
    """Return one self-contained HTML page that shows a page and what is read off it.

    Pure, like `extract`; nothing of the page runs or loads when it is opened.

    Args:
        body: the page as it came.
        url: its address.
    """
    return inspected(body, url).html


def inspected(body: bytes, url: str) -> Inspection:
    """Return the same page with the reading that it shows."""
    recorder = Recorder()
    found = extract_watched(body, url, recorder)
    text = bounded(decode(body)[0])
    if text is None or not text.strip():
        sheet = Sheet(url, found, None, {}, False, False, {}, {})
        return Inspection(
            found, _document(sheet, render([], Outlined([], Marks(), None), "en"), "en")
        )
    # The tree that was read has lost its residue; the same text gives the same tree once more.
    page = Page(text, url, identify(url) or _UNKNOWN)
    numbered = list(preorder(page.tree.root))
    nodes = [node for node, _ in numbered]
    ledger = found.ledger if isinstance(found, Article) else []
    marks = find_marks(ledger, recorder.lines, nodes) if ledger else None
    shown = marks or Marks()
    places = {
        entry: _path(nodes[element])
        for entry, element in shown.elements.items()
        if 0 <= element < len(nodes)
    }
    about = {
        entry: f"{place}; said by {shown.why[entry]}" if entry in shown.why else place
        for entry, place in places.items()
    }
    language = (found.language if isinstance(found, Article) else None) or page.bureau_language
    drawn = render(numbered, Outlined(ledger, shown, recorder.container, about), language)
    sheet = Sheet(
        url,
        found,
        choose(page, found, recorder),
        recorder.asked,
        recorder.container is not None,
        marks is not None,
        places,
        shown.why,
    )
    return Inspection(found, _document(sheet, drawn, language))


def _path(node: LexborNode) -> str:
    """Return where an element stands, as a selector would say it; its nearest parents only."""
    parts: list[str] = []
    above: LexborNode | None = node
    while above is not None and above.tag not in ("html", "-document", None):
        if len(parts) == _PATH_PARTS:
            break
        attributes = above.attributes
        names = [f"#{name}" for name in (attributes.get("id") or "").split()[:1]]
        names += [f".{name}" for name in (attributes.get("class") or "").split()[:4]]
        parts.append(f"{above.tag}{''.join(names)}"[:120])
        above = above.parent
    return " > ".join(reversed(parts))


def _document(sheet: Sheet, page: str, language: str) -> str:
    found = sheet.found
    title = found.title if isinstance(found, Article) else f"Not an article ({found.reason})"
    return (
        f'{OPENING}<head><meta charset="utf-8">{POLICY}'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Inspected: {escape(squash(title))}</title><style>{SHEET_STYLE}</style></head>"
        '<body><a class="skip" href="#sheet">To what was read</a><div id="page">'
        f'<iframe name="{FRAME}" title="The page, its blocks marked" lang="{escape(language)}" '
        f'sandbox="" referrerpolicy="no-referrer" srcdoc="{escape(page)}"></iframe></div>'
        f'<main id="sheet" tabindex="0" aria-label="What was read">{sections(sheet)}</main>'
        "</body></html>\n"
    )
