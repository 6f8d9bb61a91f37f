"""G2: www and en, from about 2018 to the turn of 2023 to 2024, on the blog theme AdMag.

Seen in 1,080 texts of December 2023 and in public code of 2019-2023. Paragraphs are divided
by <br>; the pull quote, "Baca juga" and the line of credits and copyright stand inside the
body.
"""

from crawler.items import Kind, Residue, Role
from crawler.layouts import common
from crawler.layouts.layout import Layout
from crawler.layouts.pictures import image_meta, images
from crawler.layouts.sources import (
    breadcrumb,
    byline,
    credit_block,
    credit_json_ld,
    credit_meta,
    element,
    for_kinds,
    section_link,
    section_meta,
    time_element,
    time_json_ld,
    time_meta,
    time_printed,
)
from crawler.layouts.tags import tag_json_ld, tag_links, tag_meta

G2 = Layout(
    name="g2",
    seen="www and en, about 2018 to 2024-01",
    known_since=1,
    paragraphs="`<br>`",
    markers={
        "h1.post-title": 3,
        "header.post-header": 1,
        "div.post-content": 2,
        "div.post-content div.quote_old": 2,
        "div.post-content p.text-muted": 2,
        "header.post-header figure.image-overlay": 1,
        "div.flex-caption": 1,
    },
    container=("div.post-content",),
    media_container=("div.flex-caption",),
    title=(element("h1.post-title"), *common.TITLE_ELSE),
    published=(
        time_element("header.post-header time[datetime]"),
        time_meta("datepublished"),
        time_meta("article:published_time"),
        time_json_ld("datePublished"),
        time_printed("header.post-header span.article-date, header.post-header .simple-share"),
    ),
    updated=(
        time_meta("datemodified"),
        time_meta("article:modified_time"),
        time_json_ld("dateModified"),
    ),
    credits=(
        byline("header.post-header p.simple-share > span, header.post-header p.simple-here > span"),
        credit_block("footer.post-meta div.tags-wrapper, header.post-header .byline"),
    ),
    credits_else=(
        *common.CREDITS_ELSE,
        credit_json_ld({"creator": Role.REPORTER, "author": Role.EDITOR}),
        credit_meta("author", Role.REPORTER),
    ),
    category=(
        section_link("header.post-header p.simple-share"),
        breadcrumb(".breadcrumbs li, .breadcrumb li"),
        section_meta(),
    ),
    tags=(
        tag_links("article ul.tags-widget a, footer.post-meta ul.tags-widget a"),
        tag_links("ul.tags-widget a"),
        tag_meta("keywords"),
        tag_json_ld(),
    ),
    images=(
        images(
            "header.post-header figure img, header.post-header .wp-caption img, "
            "div.post-content figure img, div.post-content img[src*='antaranews.com'], "
            "div.post-content img[data-src*='antaranews.com']",
            "header.post-header .wp-caption-text",
        ),
        for_kinds(images("article .slides img, #print_content .slides img"), Kind.PHOTO),
        for_kinds(image_meta("og:image"), Kind.PHOTO, Kind.VIDEO),
    ),
    pull_quote=(),
    copyright=common.COPYRIGHT,
    rights_notice=common.RIGHTS_NOTICE,
    residue={**common.RESIDUE, "p.text-muted": Residue.CREDIT_LINE},
)
