"""AMP: the pages for mobile readers, /amp/berita/<id>/<slug>.

Known from stored texts only; no markup was seen, so the containers are those that AMP pages
commonly use, and the generic reading takes over where none matches. The text begins with the
body and has NO dateline (Bali, 112629); the desktop page has one. Below it stand "Editor : ..."
and "COPYRIGHT © ANTARA News ..." (Kalsel, 496552), within the container or behind it.
"""

from crawler.items import Kind, Residue, Role
from crawler.layouts import common
from crawler.layouts.layout import Layout
from crawler.layouts.pictures import image_meta, images
from crawler.layouts.residue import is_copyright, is_notice
from crawler.layouts.sources import (
    breadcrumb,
    credit_block,
    credit_json_ld,
    credit_meta,
    credits_behind,
    element,
    for_kinds,
    line_behind,
    section_meta,
    time_above,
    time_json_ld,
    time_meta,
    time_printed,
)
from crawler.layouts.tags import tag_json_ld, tag_links, tag_meta

_CONTAINER = (
    "[itemprop='articleBody']",
    ".post-content",
    ".wrap__article-detail-content",
    ".article-content, .content-article, .amp-wp-article-content, .amp-content",
    ".article-body, .detail-content, .entry-content",
)
AMP = Layout(
    name="amp",
    seen="addresses issued 2017 to 2026; markup never seen",
    known_since=1,
    paragraphs="clean, without a dateline",
    markers={
        "html[amp], html[amp4ads], html[\\26A1]": 100,
        "style[amp-boilerplate], style[amp-custom]": 100,
    },
    container=_CONTAINER,
    title=(element("article h1, main h1"), element("h1"), *common.TITLE_ELSE),
    published=(
        time_above(
            "article time[datetime], main time[datetime], header time[datetime]",
            ", ".join(_CONTAINER),
        ),
        time_meta("datepublished"),
        time_meta("article:published_time"),
        time_json_ld("datePublished"),
        time_printed(
            ".article-date, .post-date, .date, .amp-wp-posted-on, .published, time, "
            "article .meta, article .info"
        ),
    ),
    updated=(
        time_meta("article:modified_time"),
        time_meta("datemodified"),
        time_json_ld("dateModified"),
    ),
    credits=(
        credit_block(
            "article footer, footer.post-meta, .byline, .author, .credits, .credit, .post-meta, "
            ".amp-wp-byline, p.text-muted"
        ),
    ),
    credits_else=(
        *common.CREDITS_ELSE,
        credits_behind(", ".join(_CONTAINER)),
        credit_json_ld({"creator": Role.REPORTER, "author": Role.EDITOR}),
        credit_meta("author", Role.REPORTER),
    ),
    category=(breadcrumb(".breadcrumbs li, .breadcrumb li, .breadcrumbs__item"), section_meta()),
    tags=(
        tag_links("ul.tags-widget a, .blog-tags a, .tags a, .tag a"),
        tag_meta("keywords"),
        tag_json_ld(),
    ),
    images=(
        images(
            "article amp-img, main amp-img, figure amp-img, .post-content amp-img, "
            "article figure img",
            "figcaption, .wp-caption-text",
        ),
        for_kinds(image_meta("og:image"), Kind.PHOTO, Kind.VIDEO),
    ),
    copyright=(
        *common.COPYRIGHT,
        line_behind(", ".join(_CONTAINER), is_copyright, "copyright line"),
    ),
    rights_notice=(
        *common.RIGHTS_NOTICE,
        line_behind(", ".join(_CONTAINER), is_notice, "notice"),
    ),
    residue={
        **common.RESIDUE,
        "p.text-muted": Residue.CREDIT_LINE,
        "amp-social-share": Residue.SHARE_BAR,
        "amp-embed": Residue.ADVERTISEMENT,
        ".byline, .author, .credits": Residue.CREDIT_LINE,
    },
)
