"""Where fields stand: each source alone, on small pages."""

from __future__ import annotations

import pytest

from crawler.items import Article, Kind, Role
from crawler.layouts import extract, pictures, sources
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
