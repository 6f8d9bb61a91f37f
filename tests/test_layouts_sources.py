"""Where fields stand: each source alone, on small pages."""

from __future__ import annotations

import pytest

from crawler.items import Article, Kind, Role
from crawler.layouts import extract, pictures, sources
from crawler.layouts.pictures import images
from crawler.layouts.regional import R
from crawler.layouts.sources import Source
from crawler.urls import identify
from tests.layout_pages import SENTENCES as S
from tests.layout_pages import URL, ld, page, paragraphs, regional

IMAGE = "https://cdn.antaranews.com/cache/800x533/2023/01/02/bakau.jpg"


BOX = "<div class='post-content clearfix'>{}</div>"
OTHER = f"<article><header><h2 class='post-title'>Judul lain</h2></header>{BOX}</article>"


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("", OTHER.format(paragraphs(*S[2:]))),
        ("", f"<div class='popup'><h3>Langganan</h3>{BOX.format(paragraphs(*S[2:]))}</div>"),
        (f"<div class='popup'>{BOX.format(paragraphs(*S[2:]))}</div>", ""),
        (BOX.format("Ringkasan."), OTHER.format(paragraphs(*S[2:]))),
    ],
)
def test_the_text_is_that_of_the_headline(before: str, behind: str) -> None:
    """However much text stands in a container elsewhere."""
    body = f"{paragraphs(S[0])}<h3>Bibit</h3>{paragraphs(S[1])}"
    html = regional(body).replace("id='print_content'", "class='print'")
    html = html.replace("<body>", f"<body>{before}").replace("</body>", f"{behind}</body>")
    article = extract(html, URL)
    assert isinstance(article, Article)
    assert article.text == f"{S[0]}\n\nBibit\n\n{S[1]}"


@pytest.mark.parametrize(
    ("label", "want"),
    [
        ("ANTARA/PRNewswire", True),
        ("ANTARA/Business Wire", True),
        ("ANTARA/Media OutReach Newswire", True),
        ("ANTARA/Medianet-AsiaNet", True),
        ("ANTARA/Xinhua", False),
        ("ANTARA", False),
    ],
)
def test_a_press_release_by_the_wire_of_its_dateline(label: str, want: bool) -> None:
    article = extract(regional(paragraphs(f"Umpama ({label}) - Warga menanam bakau.")), URL)
    assert isinstance(article, Article)
    assert article.is_press_release is want


def test_of_containers_at_the_headline_the_fullest_has_the_text() -> None:
    html = regional(paragraphs(*S[:2])).replace(
        "<div class='post", f"{BOX.format('Ringkas')}<div class='post"
    )
    article = extract(html, URL)
    assert isinstance(article, Article)
    assert article.text == "\n\n".join(S[:2])


def people(source: Source[list[sources.Credit]], html: str) -> list[tuple[Role, str]]:
    return [(one.role, one.name) for one in source.read(page(html)) or []]


@pytest.mark.parametrize(
    ("title", "want"),
    [
        ("Warga menanam bakau - ANTARA News", "Warga menanam bakau"),
        ("Warga menanam bakau - ANTARA News Sumatera Selatan", "Warga menanam bakau"),
        ("Warga menanam bakau | Antara News", "Warga menanam bakau"),
        ("Warga menanam bakau – ANTARA", "Warga menanam bakau"),
        ("Warga menanam bakau : Antaranews.com", "Warga menanam bakau"),
        ("Warga menanam bakau :: antaranews.com", "Warga menanam bakau"),
        ("Warga - warga menanam", "Warga - warga menanam"),
        ("Beda antara bakau - api-api", "Beda antara bakau - api-api"),
        ("Antara - bukan antara", "Antara - bukan antara"),
        (" - ANTARA News", ""),
        ("| ANTARA", ""),
    ],
)
def test_strip_site(title: str, want: str) -> None:
    assert sources.strip_site(title) == want


def test_element_is_the_first_with_text() -> None:
    source = sources.element("h1")
    assert source.read(page("<h1> </h1><h1>Judul\n rekaan</h1>")) == "Judul rekaan"
    assert source.read(page("<h2>Judul</h2>")) is None
    assert source.name == "h1"


@pytest.mark.parametrize(
    ("markup", "want"),
    [
        ("Warga tanam<br>bakau", "Warga tanam bakau"),
        ("<strong>Warga tanam<br />\n bakau</strong>", "Warga tanam bakau"),
        ("<p>Warga tanam</p><p>bakau</p>", "Warga tanam bakau"),
        ("<div>Warga tanam</div>bakau", "Warga tanam bakau"),
        ("Warga ta<b>nam</b> ba<i>ka</i>u", "Warga tanam bakau"),
        ("Warga ta<wbr>nam bakau", "Warga tanam bakau"),
        ("<style>.a{}</style>Warga tanam bakau<script>var x=1;</script>", "Warga tanam bakau"),
        ("<script>var x=1;</script>", None),
    ],
)
def test_element_is_one_line_of_what_people_read(markup: str, want: str | None) -> None:
    assert sources.element("h1").read(page(f"<h1>{markup}</h1>")) == want
    assert sources.element("title").read(page("<title>Warga  tanam</title>")) == "Warga tanam"


@pytest.mark.parametrize("attribute", ["property", "name", "itemprop"])
def test_meta_by_any_attribute_and_case(attribute: str) -> None:
    html = (
        f"<meta {attribute}='OG:Title' content=' '><meta {attribute}='OG:Title' content=' a  b '>"
    )
    assert sources.meta("og:title").read(page(html)) == "a b"


def test_titled_meta_loses_the_site_and_nothing_is_none() -> None:
    source = sources.titled(sources.meta("og:title"))
    assert source.read(page("<meta property=og:title content='Judul - ANTARA News'>")) == "Judul"
    assert source.read(page("<meta property=og:title content=' - ANTARA News'>")) is None


def test_line_that_takes_a_glued_colophon_apart() -> None:
    from crawler.layouts.residue import is_copyright

    html = "<footer>Editor: BudiCOPYRIGHT © ANTARA 2023Dilarang keras mengutip</footer>"
    source = sources.line_that("footer", is_copyright, "copyright line")
    assert source.read(page(html)) == "COPYRIGHT © ANTARA 2023"
    assert source.read(page("<footer>Editor: Budi</footer>")) is None


def test_times() -> None:
    html = (
        "<time datetime='kemarin'></time><time datetime='2023-01-02T08:30:00+07:00'></time>"
        "<meta property=article:published_time content='2023-01-02 08:30:00'>"
        + ld(datePublished="2023-01-02T01:30:00Z")
        + "<span id=a>Senin, 2 Januari 2023 8:30 WIB | 699 Views</span><i id=b>5 menit lalu</i>"
    )
    one = page(html)
    utc = "2023-01-02T01:30:00Z"
    assert [m.utc for m in sources.time_element("time").read(one)] == [utc]
    assert [m.utc for m in sources.time_meta("article:published_time").read(one)] == [utc]
    assert [m.utc for m in sources.time_json_ld("datePublished").read(one)] == [utc]
    assert [(m.utc, m.zone_known) for m in sources.time_printed("#a").read(one)] == [(utc, True)]
    assert sources.time_printed("#b").read(one) == []  # relative: never a time of publication
    assert not sources.time_meta("article:published_time").read(one)[0].zone_known


def test_times_are_read_in_the_bureaus_zone() -> None:
    html = "<b>2 Januari 2023 8:30</b>"
    ambon = page(html, "https://ambon.antaranews.com/berita/7/x")
    assert sources.time_printed("b").read(ambon)[0].utc == "2023-01-01T23:30:00Z"


@pytest.mark.parametrize(
    "markup",
    [
        "<p>id HUT Desa 17 Agustus 2022,bakau</p><p>Senin, 2 Januari 2023 8:30 WIB</p>",
        "<p>id <a>HUT Desa 17 Agustus 2022</a>, <a>bakau</a><br>2 Januari 2023 8:30 WIB</p>",
        "<p><span>2 Januari 2023</span><span>8:30 WIB</span><br>id HUT 17 Agustus 2022,bakau</p>",
        "<p><script>var dibuat = '17 Agustus 2022'</script>2 Januari 2023<br>8:30 WIB</p>",
    ],
)
def test_a_keyword_that_is_a_day_is_no_time(markup: str) -> None:
    found = sources.time_printed("p").read(page(markup))
    assert [moment.utc for moment in found] == ["2023-01-02T01:30:00Z"]


def test_credit_block_reads_every_block_and_each_person_once() -> None:
    html = "<p class=c>Pewarta : Rani<br>Editor : Budi</p><p class=c>Editor: BudiUploader: Cici</p>"
    assert people(sources.credit_block(".c"), html) == [
        (Role.REPORTER, "Rani"),
        (Role.EDITOR, "Budi"),
        (Role.UPLOADER, "Cici"),
    ]


def test_credit_meta_leaves_addresses_and_the_agency_out() -> None:
    source = sources.credit_meta("author", Role.REPORTER)
    for content in ("https://www.facebook.com/rekaan", "www.rekaan.example", "ANTARA News"):
        assert people(source, f"<meta name=author content='{content}'>") == []
    assert people(source, "<meta name=author content='Rani dan Budi'>") == [
        (Role.REPORTER, "Rani"),
        (Role.REPORTER, "Budi"),
    ]


@pytest.mark.parametrize(
    ("beside", "want"),
    [
        ("Oleh Rani Rekaan *)", [(Role.AUTHOR, "Rani Rekaan")]),
        ("Oleh Rani dan Budi", [(Role.AUTHOR, "Rani"), (Role.AUTHOR, "Budi")]),
        ("Rani Rekaan", []),
        ("Oleh karena itu warga menanam bakau", []),
    ],
)
@pytest.mark.parametrize("date", ["simple-share", "simple-here"])
def test_a_byline_beside_the_date(date: str, beside: str, want: list[tuple[Role, str]]) -> None:
    html = regional("<p>Umpama (ANTARA) - Warga menanam bakau.</p>", credits="")
    html = html.replace("<p class='simple-here'>", f"<p class='{date}'><span>{beside}</span> ")
    found = extract(html, URL)
    assert isinstance(found, Article)
    assert [(credit.role, credit.name) for credit in found.credits] == want
    assert found.published == "2023-01-02T08:30:00+07:00"


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("</header><p class='kw'>id bakau,desa</p>", ""),
        ("</header><div>id bakau,desa</div>", ""),
        ("<p class='simple-share'>id bakau,desa</p></header>", ""),
        ("</header>", "<p>id bakau,desa</p>"),
    ],
)
def test_a_keyword_line_in_below_or_far_below_the_header(header: str, body: str) -> None:
    text = "Umpama (ANTARA) - Warga menanam bakau."
    found = extract(regional(f"{body}<p>{text}</p>").replace("</header>", header), URL)
    assert isinstance(found, Article)
    assert (found.tags, found.text) == (["bakau", "desa"], text)


def test_json_ld_trap_author_is_the_editor() -> None:
    html = ld(author={"@type": "Person", "name": "Budi"}, creator={"name": "Rani"})
    source = sources.credit_json_ld({"creator": Role.REPORTER, "author": Role.EDITOR})
    assert people(source, html) == [(Role.REPORTER, "Rani"), (Role.EDITOR, "Budi")]


@pytest.mark.parametrize(
    "author",
    [
        *(None, 5, [], {}, {"name": None}, {"name": ["Rani"]}, [[["Rani"]]]),
        *("https://x.example/rani", "ANTARA", {"name": ""}),
        {"@type": "Organization", "name": "Redaksi"},
    ],
)
def test_json_ld_nonsense_is_nobody(author: object) -> None:
    assert people(sources.credit_json_ld({"author": Role.EDITOR}), ld(author=author)) == []


@pytest.mark.parametrize(
    "script",
    [
        *("", "{", "null", "[]", "[" * 5000),
        '{"@type": 5}',
        '{"@type": "WebSite", "headline": "x"}',
        '{"@type": "NewsArticle", "headline": 5}',
        '{"@type": "NewsArticle", "headline": "\\u0020"}',
    ],
)
def test_json_ld_that_says_nothing(script: str) -> None:
    one = page(f"<script type='application/ld+json'>{script}</script>")
    assert sources.json_ld_text("headline").read(one) is None


def test_json_ld_in_a_graph_or_a_list_and_with_line_breaks() -> None:
    thing = '{"@graph": [[{"@type": ["Thing", "NewsArticle"], "headline": "a\n b"}]]}'
    one = page(f"<script type='application/LD+JSON'>{thing}</script>")
    assert sources.json_ld_text("headline").read(one) == "a b"


@pytest.mark.parametrize(
    ("box", "want"),
    [
        ("id <a href='/tag/bakau'>bakau</a>,<a href='/tag/desa'>desa</a>", None),
        ("id <a href='#'>bakau</a>, <a>No. 1</a><br><span>2 Januari 2023</span>", None),
        ("<a href='https://sumsel.antaranews.com/tag/bakau'>#bakau</a>", None),
        ("<a href='/ekonomi'>Ekonomi</a> / <span>2 Januari 2023</span>", "Ekonomi"),
        ("<a href='/ekonomi'>Ekonomi</a><br>id <a href='/tag/bakau'>bakau</a>", "Ekonomi"),
        ("<a href='/'><i></i></a><a href='/kabar-desa'>Kabar<br>Desa</a>", "Kabar Desa"),
    ],
)
def test_a_link_to_a_tag_is_no_section(box: str, want: str | None) -> None:
    source = sources.section_link("p.simple-share")
    assert source.read(page(f"<p class='simple-share'>{box}</p>")) == want
    assert source.name == "p.simple-share a"


@pytest.mark.parametrize(
    ("attributes", "want"),
    [
        (f"src='{IMAGE}'", IMAGE),
        (f"src='data:image/gif;base64,R0' data-src='{IMAGE}'", IMAGE),
        (f"src='/img/blank.gif' data-original='{IMAGE}'", IMAGE),
        (f"srcset='{IMAGE} 800w, {IMAGE}.webp 1200w'", f"{IMAGE}.webp"),
        ("src='//img.antaranews.com/a.jpg'", "https://img.antaranews.com/a.jpg"),
        ("src='/cache/a.jpg'", "https://sumsel.antaranews.com/cache/a.jpg"),
        ("src='https://www.antaranews.com/img/logo.png'", None),
        ("src='placeholder.png'", None),
        ("src=' '", None),
        ("", None),
    ],
)
def test_image_url(attributes: str, want: str | None) -> None:
    one = page(f"<img {attributes}>")
    node = one.first("img")
    assert node is not None
    assert pictures.image_url(one, node) == want


@pytest.mark.parametrize(
    ("caption", "want"),
    [
        ("Warga menanam bakau. (ANTARA FOTO/Budi Umpama)", "ANTARA FOTO/Budi Umpama"),
        ("Warga menanam bakau (ANTARA/Budi).", "ANTARA/Budi"),
        ("Warga menanam bakau. (Foto Antara/Budi/ss)", "Foto Antara/Budi/ss"),
        ("Warga (kiri) menanam bakau. ANTARA/Budi Umpama", "ANTARA/Budi Umpama"),
        ("Warga menanam bakau (HO/Humas Desa)", "HO/Humas Desa"),
        ("Warga menanam bakau. REUTERS/Jane Rekaan", "REUTERS/Jane Rekaan"),
        ("Warga menanam bakau. Xinhua/Rekaan", "Xinhua/Rekaan"),
        ("Warga menanam bakau. Umpama/Rekaan", None),
        ("Warga menanam bakau milik REUTERS/Rekaan", None),
        ("Warga menanam bakau (Rekaan/Budi)", "Rekaan/Budi"),
        ("Warga menanam bakau. Foto: Budi Umpama", "Budi Umpama"),
        ("Warga menanam bakau di Rekaan ANTARA/Budi Umpama", "ANTARA/Budi Umpama"),
        (
            "Warga menanam bakau di Rekaan ANTARA FOTO/Budi Umpama/rek",
            "ANTARA FOTO/Budi Umpama/rek",
        ),
        ("Warga menanam bakau di Rekaan ANTARA/HO-Humas Desa", "ANTARA/HO-Humas Desa"),
        ("Warga melihat foto milik ANTARA/Rekaan", None),
        ("Warga menimbang antara/Budi Umpama", None),
        ("Warga menonton siaran ANTARA/Rekaan pada hari itu", None),
        ("Warga (kiri) menanam bakau.", None),
        ("Warga menanam bakau (2023)", None),
        ("", None),
        (None, None),
    ],
)
def test_caption_credit(caption: str | None, want: str | None) -> None:
    assert pictures.caption_credit(caption) == want


def test_images_each_with_its_own_caption() -> None:
    figure = (
        "<figure><img src='https://img.antaranews.com/{0}.jpg'>"
        "<figcaption>Foto {0}. (ANTARA/Budi)</figcaption></figure>"
    )
    html = figure.format(1) + figure.format(2) + figure.format(1)
    found = pictures.images("img").read(page(html)) or []
    assert [(one.url[-5:], one.caption, one.credit) for one in found] == [
        ("1.jpg", "Foto 1. (ANTARA/Budi)", "ANTARA/Budi"),
        ("2.jpg", "Foto 2. (ANTARA/Budi)", "ANTARA/Budi"),
    ]


@pytest.mark.parametrize(
    "caption",
    [
        "<figcaption>Bakau (2/1/2023).<br>ANTARA/Budi</figcaption>",
        "<figcaption><p>Bakau (2/1/2023).</p><p>ANTARA/Budi</p></figcaption>",
        "<div class='wp-caption-text'>Ba<i>kau</i> (2/1/2023).<div>ANTARA/Budi</div></div>",
        "Bakau (2/1/2023).<br>ANTARA/Budi<script>var x</script>",
    ],
)
def test_a_caption_is_one_line(caption: str) -> None:
    html = f"<figure><img src='{IMAGE}'>{caption}</figure>"
    (one,) = pictures.images("img").read(page(html)) or []
    assert (one.caption, one.credit) == ("Bakau (2/1/2023). ANTARA/Budi", "ANTARA/Budi")


BIGGER = IMAGE.replace("800x533", "1200x800")
OTHER = IMAGE.replace("bakau", "ikan")
CAPTION = "<figcaption>Bakau. (ANTARA/Budi)</figcaption>"
LAZY = f"<img src='/img/blank.gif' data-src='{IMAGE}'>"


@pytest.mark.parametrize(
    ("markup", "want"),
    [
        (f"{LAZY}<noscript><img src='{BIGGER}'></noscript>", [IMAGE]),
        (f"<noscript><img src='{BIGGER}.webp'></noscript>{LAZY}", [IMAGE]),
        (f"<picture>{LAZY}</picture><noscript><a><img src='{BIGGER}?x=1'></a></noscript>", [IMAGE]),
        (f"<img src='/img/blank.gif'><noscript><img src='{BIGGER}'></noscript>", [BIGGER]),
    ],
)
def test_a_copy_for_browsers_without_scripts(markup: str, want: list[str]) -> None:
    found = pictures.images("img").read(page(f"<figure>{markup}{CAPTION}</figure>")) or []
    assert [one.url for one in found] == want
    assert [one.credit for one in found] == ["ANTARA/Budi"]


def test_another_picture_in_a_noscript_counts() -> None:
    html = f"<figure>{LAZY}<noscript><img src='{BIGGER}'><img src='{OTHER}'></noscript></figure>"
    assert [one.url for one in pictures.images("img").read(page(html)) or []] == [IMAGE, OTHER]


@pytest.mark.parametrize(
    ("box", "counts"),
    [
        ("<div style='min-width:336px;min-height:280px'><a href='/x'>{}</a></div>", False),
        ("<ins class='adsbygoogle'><script>var x = 'kata kata kata';</script>{}</ins>", False),
        ("<div class='ads_top_728'><p>Iklan</p>{}</div>", False),
        ("<div class='baca-juga'><a href='/x'>{}</a>Baca juga: <a href='/x'>Ikan</a></div>", False),
        ("<ul class='related-news'>" + "<li><a>{}" + "Judul lain " * 60 + "</a></li></ul>", False),
        ("<div style='min-height:280px'><figure>{}</figure></div>", True),
        ("<div style='min-height:280px'>{}<p class='caption'>Ikan.</p></div>", True),
        (
            "<div class='ads_top_728'>{}<p>" + "Ikan berenang di laut rekaan. " * 9 + "</p></div>",
            True,
        ),
    ],
)
def test_pictures_of_advertisements_and_of_other_articles(box: str, counts: bool) -> None:
    inside = box.format(f"<img src='{OTHER}'>")
    html = f"<figure><img src='{IMAGE}'></figure><div>{inside}</div>"
    found = [one.url for one in pictures.images("img").read(page(html)) or []]
    assert found == ([IMAGE, OTHER] if counts else [IMAGE])


@pytest.mark.parametrize(
    ("markup", "want"),
    [
        (f"<source data-srcset='{IMAGE}'><img src='data:image/gif;base64,R0'>", IMAGE),
        (f"<source srcset='{IMAGE} 800w, {BIGGER} 1200w'><img>", BIGGER),
        (f"<source srcset='/img/blank.gif'>\n<source data-srcset='{IMAGE}'><img class='x'>", IMAGE),
        (f"<source srcset='{OTHER}'><source srcset='{BIGGER}'><img alt=''>", OTHER),
        (f"<source srcset='{BIGGER}'><img src='{IMAGE}'>", IMAGE),
        ("<source srcset='data:image/gif;base64,R0'><img>", None),
    ],
)
def test_an_address_that_only_a_source_names(markup: str, want: str | None) -> None:
    one = page(f"<picture>{markup}</picture>")
    node = one.first("img")
    assert node is not None
    assert pictures.image_url(one, node) == want


def test_a_source_outside_a_picture_names_none() -> None:
    html = f"<video><source src='{OTHER}' srcset='{OTHER}'><img></video>"
    assert pictures.images("img").read(page(html)) is None


@pytest.mark.parametrize(
    "markup",
    [
        "<header class='post-header'></header>{}",
        "<header class='post-header'></header><p>{}</p>",
        "<div class='post-content'>{}</div>",
    ],
)
def test_a_bare_picture_of_regional_pages(markup: str) -> None:
    picture = f"<img class='u-max-full-width' srcset='{IMAGE} 800w'>"
    html = f"<div id='print_content'>{markup.format(picture)}</div><aside>{picture}</aside>"
    (source, *_) = R.images
    assert [one.url for one in source.read(page(html)) or []] == [IMAGE]


def test_one_picture_and_a_caption_elsewhere() -> None:
    html = f"<div><img src='{IMAGE}'></div><p>teks</p><div><b id=c>Bakau. (ANTARA/Budi)</b></div>"
    (one,) = pictures.images("img", "#c").read(page(html)) or []
    assert one.caption == "Bakau. (ANTARA/Budi)"


def test_a_source_for_some_kinds_only() -> None:
    source = sources.for_kinds(pictures.image_meta("og:image"), Kind.PHOTO)
    html = f"<meta property=og:image content='{IMAGE}'>"
    assert source.read(page(html)) is None
    photo = "https://sumsel.antaranews.com/foto/7/x"
    assert identify(photo) is not None
    assert [one.url for one in source.read(page(html, photo)) or []] == [IMAGE]


def test_breadcrumb_is_the_section_and_not_home_or_the_title() -> None:
    html = "<h1>Judul</h1><ul><li>Home</li><li>Kabar Desa</li><li>Judul</li><li> </li></ul>"
    assert sources.breadcrumb("li").read(page(html)) == "Kabar Desa"
    assert sources.breadcrumb("li").read(page("<ul><li>Beranda</li></ul>")) is None


@pytest.mark.parametrize(
    ("crumb", "want"),
    [
        ("Warga menanam...", "Desa"),
        ("Warga men …", "Desa"),
        ("Lain...", "Lain..."),
        ("Warga", "Warga"),
    ],
)
def test_a_title_cut_short_is_no_section(crumb: str, want: str) -> None:
    html = f"<h1>Warga menanam bakau</h1><ul><li>Desa</li><li>{crumb}</li></ul>"
    assert sources.breadcrumb("li").read(page(html)) == want


def test_section_meta_of_2017_says_nothing() -> None:
    source = sources.section_meta()
    assert source.read(page("<meta property=article:section content=Indonesia>")) is None
    assert source.read(page("<meta property=article:section content='Ekonomi'>")) == "Ekonomi"


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "caption",
    ["(" + "/" * 200_000, "(ANTARA " * 50_000, "a/" * 100_000 + ")", ". ANTARA/" * 30_000],
)
def test_huge_captions_end(caption: str) -> None:
    pictures.caption_credit(caption)


def test_thousands_of_pictures_are_cut_off() -> None:
    html = "".join(f"<img src='https://img.antaranews.com/{n}.jpg'>" for n in range(2_000))
    assert len(pictures.images("img").read(page(html)) or []) == 300


def test_what_stands_between_a_picture_and_its_sources_is_looked_at_for_a_while_only() -> None:
    near = "<picture><source srcset='https://img.antaranews.com/a.jpg'>\n<img alt='x'></picture>"
    far = near.replace("\n", "<i></i>" * 5_000)
    found = [images("img").read(page(f"<html><body>{each}</body></html>")) for each in (near, far)]
    assert [each and each[0].url for each in found] == ["https://img.antaranews.com/a.jpg", None]
