"""What several generations of markup have in common."""

from __future__ import annotations

from dataclasses import replace

from crawler.items import Credit, Residue
from crawler.layouts.residue import is_copyright, is_notice
from crawler.layouts.sources import (
    Source,
    credit_block,
    element,
    json_ld_text,
    line_that,
    meta,
    titled,
)

RESIDUE: dict[str, Residue] = {
    # Ads: <ins> of an ad server, its slots, bare divs with the size in their style (sizes
    # seen 2024-12 and 2026-05), ".ads_top_728" (2019).
    "ins": Residue.ADVERTISEMENT,
    "[id^='div-gpt-ad']": Residue.ADVERTISEMENT,
    "[class*='adsbygoogle']": Residue.ADVERTISEMENT,
    "[class^='ads_'], [class*=' ads_']": Residue.ADVERTISEMENT,
    "div[style*='min-height'], div[style*='min-width']": Residue.ADVERTISEMENT,
    "ul.tags-widget, .blog-tags": Residue.TAGS,
    # "Baca juga" boxes.
    "[class*='baca-juga'], [class*='bacajuga'], [class*='baca_juga']": Residue.READ_ALSO,
    "[class^='related-'], [class*=' related-'], [class*='terkait']": Residue.READ_ALSO,
    # The numbers below "Halaman berikut: ..." (2 of 540 texts of 2023).
    ".pagination, .pager": Residue.READ_ALSO,
    ".quote_old": Residue.PULL_QUOTE,
    "[class*='total-views'], [class*='view-count']": Residue.VIEW_COUNT,
    "[class*='sharebox'], [class*='social-share'], [class*='addthis']": Residue.SHARE_BAR,
    "[class^='share-'], [class*=' share-']": Residue.SHARE_BAR,
    "ul.list-inline": Residue.SHARE_BAR,
    "figcaption, .wp-caption-text, #caption_news": Residue.CAPTION,
}

TITLE_ELSE: tuple[Source[str], ...] = (
    titled(meta("og:title")),
    json_ld_text("headline"),
    titled(element("title")),
)
"""Where a title stands besides the headline, the site's name cut off."""

_COLOPHON = (
    "article footer, footer.post-meta, div.tags-wrapper, div.byline, "
    "article p.text-muted, .wrap__article-detail p.text-muted"
)
CREDITS_ELSE: tuple[Source[list[Credit]], ...] = (
    replace(credit_block(_COLOPHON), name="colophon"),
)
"""Credits that stand beside the body and not in it, where the generation has them in it."""
COPYRIGHT = (line_that(_COLOPHON, is_copyright, "copyright line"),)
RIGHTS_NOTICE = (line_that(_COLOPHON, is_notice, "notice"),)
"""What is printed below the body on regional pages; elsewhere the body itself holds it."""
