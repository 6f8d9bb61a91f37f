"""G1: www and its sub-sites until November 2017.

Seen on three saved pages of 2015-11, 2016-02 and 2017-05, and in public code of the time.
Paragraphs are divided by <br><br>; PR wire pages hold Word's markup instead. Editor,
copyright line and ads stand inside the body. The JSON-LD of 2017 calls the EDITOR `author`.
"""

from crawler.items import Kind, Residue, Role
from crawler.layouts import common
from crawler.layouts.layout import Layout
from crawler.layouts.pictures import image_meta, images
from crawler.layouts.sources import (
    credit_block,
    credit_json_ld,
    element,
    for_kinds,
    section_meta,
    time_element,
    time_json_ld,
    time_meta,
    time_printed,
)
from crawler.layouts.tags import tag_json_ld, tag_meta, tag_text

G1 = Layout(
    name="g1",
    seen="www and sub-sites, 2015-11 to 2017-11",
    known_since=1,
    paragraphs="`<br><br>`, Word's `<p>` on PR wire pages",
    markers={
        "div.bjbrt h1.title": 4,
        "h1.title[itemprop='headline']": 2,
        "#content_news": 4,
        "#descriptions": 2,
        "#caption_news": 1,
        "div.byline": 1,
    },
    container=("#content_news", "div.bjbrt [itemprop='articleBody']", "#descriptions"),
    title=(
        element("div.bjbrt h1.title"),
        element("h1.title, h1[itemprop='headline']"),
        *common.TITLE_ELSE,
    ),
    published=(
        time_element("div.bjbrt time[itemprop='datePublished'], div.date > time[datetime]"),
        time_meta("datepublished"),
        time_json_ld("datePublished"),
        time_printed("div.bjbrt div.date, h1.title ~ div.date"),
    ),
    updated=(time_meta("datemodified"), time_json_ld("dateModified")),
    credits=(credit_block("div.bjbrt div.byline, h1.title ~ div.byline"),),
    credits_else=(credit_json_ld({"creator": Role.REPORTER, "author": Role.EDITOR}),),
    category=(element("#topnav li.active > a"), section_meta()),
    tags=(
        tag_meta("keywords"),
        tag_text("div.bjbrt span[itemprop='keywords']"),
        tag_json_ld(),
    ),
    images=(
        images(
            "#image_news img, #content_news figure img, #content_news img[src*='antaranews.com']",
            "#caption_news",
        ),
        for_kinds(image_meta("og:image"), Kind.PHOTO, Kind.VIDEO),
    ),
    pull_quote=(element("div.bjbrt > blockquote"),),
    copyright=common.COPYRIGHT,
    rights_notice=common.RIGHTS_NOTICE,
    residue={
        **common.RESIDUE,
        "p.date": Residue.COPYRIGHT,
        "p:has(> [itemprop='editor'])": Residue.CREDIT_LINE,
    },
)
