"""G3: www and en, from spring 2024 on, on the theme Retnews (Bootstrap 4).

Seen in public code of 2024-2026. The body begins with the view count and a share list; tags,
credits, copyright and, since August 2025, the notice about automatic use stand inside it.
Paragraphs are <p>, on older stock bare text, in the theme's own demo one <p> with <br><br>.
"""

from crawler.items import Kind, Residue, Role
from crawler.layouts import common
from crawler.layouts.layout import Layout
from crawler.layouts.pictures import image_meta, images
from crawler.layouts.sources import (
    breadcrumb,
    credit_block,
    credit_json_ld,
    credit_meta,
    element,
    for_kinds,
    section_meta,
    time_element,
    time_json_ld,
    time_meta,
    time_printed,
)
from crawler.layouts.tags import tag_json_ld, tag_links, tag_meta

G3 = Layout(
    name="g3",
    seen="www and en, spring 2024 to 2026-10",
    known_since=1,
    paragraphs="`<p>`, bare text on older stock",
    markers={
        ".wrap__article-detail-title h1": 4,
        ".wrap__article-detail-content": 4,
        ".wrap__article-detail-info": 2,
        ".wrap__article-detail-image": 1,
    },
    container=(".wrap__article-detail-content",),
    title=(element(".wrap__article-detail-title h1"), *common.TITLE_ELSE),
    subtitle=(element(".wrap__article-detail-title h2, .wrap__article-detail-title h3"),),
    published=(
        time_element(".wrap__article-detail-info time[datetime]"),
        time_meta("article:published_time"),
        time_meta("datepublished"),
        time_json_ld("datePublished"),
        time_printed(".wrap__article-detail-info li"),
        time_printed(".wrap__article-detail-info"),
    ),
    updated=(
        time_meta("article:modified_time"),
        time_meta("datemodified"),
        time_json_ld("dateModified"),
    ),
    credits=(),
    credits_else=(
        *common.CREDITS_ELSE,
        credit_block(".wrap__article-detail-info"),
        credit_meta("author", Role.REPORTER),
        credit_json_ld({"creator": Role.REPORTER, "author": Role.REPORTER}),
    ),
    category=(breadcrumb(".breadcrumbs__item"), section_meta()),
    tags=(
        tag_links(".wrap__article-detail .blog-tags a, .wrap__article-detail-content .blog-tags a"),
        tag_links(".blog-tags a"),
        tag_meta("keywords"),
        tag_json_ld(),
    ),
    images=(
        images(
            ".wrap__article-detail-image img, .wrap__article-detail-content figure img, "
            ".wrap__article-detail-content img[src*='antaranews.com'], "
            ".wrap__article-detail-content img[data-src*='antaranews.com']",
            ".wrap__article-detail-image figcaption",
        ),
        for_kinds(image_meta("og:image"), Kind.PHOTO, Kind.VIDEO),
    ),
    copyright=common.COPYRIGHT,
    rights_notice=common.RIGHTS_NOTICE,
    residue={**common.RESIDUE, "p.text-muted": Residue.CREDIT_LINE},
)
