"""Pages that hold no article although they answered 200, and how they are told.

A soft 404, a maintenance page, a listing in an article's place: stored as articles by every
tool that was tried, because they have a title and some text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.items import DropReason, NotAnArticle
from crawler.layouts.blocks import one_line, squash, text_lines
from crawler.layouts.page import Page
from crawler.layouts.sources import strip_site
from crawler.urls import identify

_NOT_FOUND = re.compile(
    r"(?:^|/\s*)404\s*(?:$|/|[-–—:|])|\berror\s*404\b|\b404\s+(?:error|not|halaman|page)\b|"
    r"\b410\s+gone\b|(?:halaman|berita|artikel|konten|laman|foto|video)\b.{0,60}?"
    r"\btidak\s+(?:dapat\s+|bisa\s+)?(?:di)?(?:temukan|tersedia|ada)\b|"
    r"\bnot\s+found\b|\bno\s+longer\s+available\b|^\s*tidak\s+ditemukan\s*$",
    re.IGNORECASE,
)
_MAINTENANCE = re.compile(
    r"\bmaintenance\b|\bpemeliharaan\b|\bdalam\s+perbaikan\b|\bperbaikan\s+sistem\b|"
    r"\bunder\s+construction\b|\b(?:temporarily|service)\s+(?:un)?available\b|"
    r"\bsegera\s+kembali\b|\bcoba\s+(?:lagi\s+)?(?:beberapa\s+saat|nanti)\b|\bback\s+soon\b|"
    r"\bsedang\s+(?:mengalami\s+)?gangguan\b|\bserver\s+sibuk\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"menu|sidebar|widget|related|terkait|popul|footer|\bnav|trending|recommend", re.IGNORECASE
)
_SAYS_ANTARA = re.compile(r"\bantara\b|antaranews|antaratv", re.IGNORECASE)
SHORT_NOTICE = 400
"""Characters up to which a body can be a notice in an article's place."""
_SMALL_PAGE = 1500
MANY_LISTED = 4
_LEAST_LEAD = 200
"""Characters with which an article begins before it lists others; cards have less each."""


def headings(page: Page) -> str:
    """Return the page's <title> and main headings, the site's name cut off."""
    texts = [one_line(node) for node in page.all("title, h1, h2.post-title")[:4]]
    return " / ".join(strip_site(text) for text in texts if text)


def listed_articles(page: Page, within: LexborNode | None = None) -> int:
    """Return how many other articles the page lists: headlines that are links.

    Args:
        page: the page. Menus, side bars, related articles and the footer do not count.
        within: an element to look in instead of the whole page.
    """
    return len({key for key, _ in _listed(page, within)})


def has_lead(page: Page, within: LexborNode, text: str) -> bool:
    """Tell whether a text begins with paragraphs of its own, before any listed headline."""
    headlines = {headline for _, headline in _listed(page, within)}
    own = 0
    for paragraph in text.split("\n\n"):
        if paragraph in headlines:
            return False
        own += len(paragraph)
        if own >= _LEAST_LEAD:
            break
    return True


def _listed(page: Page, within: LexborNode | None) -> Iterator[tuple[tuple[str, int], str]]:
    """Yield key and headline of other articles that are named by headlines with links."""
    own = (page.key.bureau, page.key.article_id)
    for node in (within or page.tree).css("h1 a, h2 a, h3 a, h4 a, h5 a")[:2000]:
        found = identify(_absolute(node.attributes.get("href") or "", page))
        if found is not None and not _is_aside(node):
            key = (found.bureau, found.article_id)
            if key != own:
                yield key, squash(node.text(deep=True))


def _is_aside(node: LexborNode) -> bool:
    above = node.parent
    for _ in range(60):
        if above is None:
            return False
        if above.tag in ("nav", "aside", "footer") or _ASIDE.search(
            above.attributes.get("class") or ""
        ):
            return True
        above = above.parent
    return False


def _absolute(href: str, page: Page) -> str:
    host = page.key.canonical.split("/")[2]
    return f"https://{host}{href}" if href.startswith("/") and not href.startswith("//") else href


def notice_instead(page: Page, text: str, signed: bool) -> NotAnArticle | None:
    """Tell whether a short text in an article's place is a notice: soft 404 or maintenance.

    Args:
        page: the page.
        text: what was read as its body, "" for none.
        signed: whether it shows a time of publication, a dateline or a credit; a notice
            shows none of them, and articles are about maintenance and missing people too.
    """
    if len(text) > SHORT_NOTICE or signed:
        return None
    heads = headings(page)
    said = f"{heads} {text}"
    for pattern, reason in (
        (_NOT_FOUND, DropReason.SOFT_404),
        (_MAINTENANCE, DropReason.MAINTENANCE),
    ):
        match = pattern.search(said)
        if match:
            return NotAnArticle(reason, said[max(0, match.start() - 40) : match.end() + 40].strip())
    return None


def not_found(page: Page) -> NotAnArticle | None:
    """Tell a page whose title or headline says that nothing was found, whatever else it lists."""
    heads = headings(page)
    return NotAnArticle(DropReason.SOFT_404, heads[:120]) if _NOT_FOUND.search(heads) else None


def notice_page(page: Page) -> NotAnArticle | None:
    """Tell a page that says of itself why nothing is there: empty, soft 404, maintenance."""
    heads = headings(page)
    visible = visible_text(page)
    if not visible:
        return NotAnArticle(DropReason.EMPTY, "no text on the page")
    missing = not_found(page)
    if missing:
        return missing
    match = _MAINTENANCE.search(heads) or (
        _MAINTENANCE.search(visible) if len(visible) <= _SMALL_PAGE else None
    )
    return NotAnArticle(DropReason.MAINTENANCE, match[0]) if match else None


def why_no_article(page: Page) -> NotAnArticle:
    """Say what a page is on which neither a layout nor the generic reading found an article."""
    notice = notice_page(page)
    if notice:
        return notice
    heads = headings(page)
    visible = visible_text(page)
    if not _SAYS_ANTARA.search(f"{heads} {visible}") and not _SAYS_ANTARA.search(page.html[:5000]):
        return NotAnArticle(DropReason.NOT_ANTARA, f"never says ANTARA; titled {heads[:80]!r}")
    links = listed_articles(page)
    if links >= MANY_LISTED:
        return NotAnArticle(DropReason.LISTING, f"{links} articles listed, no text of its own")
    match = _NOT_FOUND.search(visible[:2000])
    if match:
        return NotAnArticle(DropReason.SOFT_404, match[0])
    if not heads.strip():
        return NotAnArticle(DropReason.NO_TITLE, "no headline and no title")
    return NotAnArticle(DropReason.SOFT_404, f"no article under the title {heads[:80]!r}")


def visible_text(page: Page) -> str:
    """Return the text of the page that a person sees, in one line."""
    body = page.tree.body
    return " ".join(text_lines(body)) if body is not None else ""
