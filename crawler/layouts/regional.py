"""R: the regional hosts, 2019 to at least the mid-2020s, a relative of G2 (theme AdMag).

Seen in public code and saved output of 2019-2025 for some twenty hosts; the menu was still
the same in January 2026. Paragraphs are <p>, on some pages <div> or <br>. The credits stand
below the body. A line "id <keyword>,<keyword>" stands below the title.
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
from crawler.layouts.tags import keyword_line, tag_json_ld, tag_links, tag_meta

R = Layout(
    name="r",
    seen="regional hosts, 2019 to 2026-01",
    known_since=1,
    paragraphs="`<p>`, `<div>` or `<br>`",
    markers={
        "h1.post-title": 3,
        "header.post-header": 1,
        "div.post-content": 2,
        "#print_content": 4,
        "p.simple-here": 3,
        ".post-content.font17, .post-content.print": 3,
        "span.article-date > time[datetime]": 1,
    },
    container=(
        "#print_content div.post-content",
        "div.post-content[itemprop='articleBody']",
        "div.post-content",
    ),
    media_container=("div.flex-caption",),
    title=(
        element("#print_content h1.post-title"),
        element("h1.post-title"),
        *common.TITLE_ELSE,
    ),
    published=(
        time_element(
            "p.simple-here time[datetime], header.post-header time[datetime], "
            "#print_content > p time[datetime]"
        ),
        time_meta("datepublished"),
        time_meta("article:published_time"),
        time_json_ld("datePublished"),
        time_printed("p.simple-here, header.post-header span.article-date"),
    ),
    updated=(
        time_meta("datemodified"),
        time_meta("article:modified_time"),
        time_json_ld("dateModified"),
    ),
    credits=(
        byline("header.post-header p.simple-share > span, header.post-header p.simple-here > span"),
        credit_block("footer.post-meta, #print_content div.tags-wrapper"),
    ),
    credits_else=(
        credit_json_ld({"creator": Role.REPORTER, "author": Role.EDITOR}),
        credit_meta("author", Role.REPORTER),
    ),
    category=(
        section_link("p.simple-here"),
        section_link("header.post-header p.simple-share"),
        breadcrumb(".breadcrumbs li, .breadcrumb li"),
        section_meta(),
    ),
    tags=(
        tag_links(
            "article ul.tags-widget a, #print_content ul.tags-widget a, "
            "footer.post-meta ul.tags-widget a"
        ),
        keyword_line("header.post-header"),
        # Below the header, or as the body's first line.
        keyword_line(
            "#print_content > p, #print_content > div:not(.post-content), #print_content > h5, "
            "div.post-content > p:first-child"
        ),
        tag_links("ul.tags-widget a"),
        tag_meta("keywords"),
        tag_json_ld(),
    ),
    images=(
        images(
            "header.post-header figure img, #print_content figure.image-overlay img, "
            "header.post-header img.u-max-full-width, #print_content img.u-max-full-width, "
            "header.post-header ~ img.u-max-full-width, #print_content > figure img, "
            "header.post-header .wp-caption img, "
            "div.post-content figure img, div.post-content img[src*='antaranews.com'], "
            "div.post-content img[data-src*='antaranews.com']",
            "header.post-header .wp-caption-text",
        ),
        for_kinds(images("article .slides img, #print_content .slides img"), Kind.PHOTO),
        for_kinds(image_meta("og:image"), Kind.PHOTO, Kind.VIDEO),
    ),
    copyright=common.COPYRIGHT,
    rights_notice=common.RIGHTS_NOTICE,
    residue={**common.RESIDUE, "p.text-muted": Residue.CREDIT_LINE},
)
