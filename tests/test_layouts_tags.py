"""Tags: where they stand, what is none, and the line that lists keywords."""

from __future__ import annotations

import pytest

from crawler.items import Article
from crawler.layouts import extract, keywords, tags
from tests.layout_pages import CREDITS, URL, ld, page, paragraphs, regional
from tests.layout_pages import SENTENCES as S


def test_tags() -> None:
    raw = ["#Bakau", "bakau", " desa  rekaan ,", "Berita Terkini", "antaranews.com", "", "#"]
    assert keywords.tags_of(raw) == ["Bakau", "desa rekaan"]
    assert keywords.tags_of(["ANTARA News", "berita indonesia"]) is None
    links = "<ul class=t><li><a>#Bakau</a></li><li><a> #desa</a></li></ul>"
    assert tags.tag_links(".t a").read(page(links)) == ["Bakau", "desa"]
    head = "<meta name=keywords content='berita terkini, bakau,desa , news'>"
    assert tags.tag_meta("keywords").read(page(head)) == ["bakau", "desa"]
    assert tags.tag_text("i").read(page("<i>bakau, desa</i>")) == ["bakau", "desa"]


@pytest.mark.parametrize(
    "box",
    [
        "<aside><div class='widget'>{}</div></aside>",
        "<div class='col-md-4 sidebar'>{}</div>",
        "<nav>{}</nav>",
        "<footer><div>{}</div></footer>",
        "<div class='col widget'><h3>Topik</h3>{}</div>",
    ],
)
def test_tags_of_a_side_bar_are_not_the_articles(box: str) -> None:
    popular = box.format("<ul class='t'><li><a>pemilu</a></li></ul>")
    own = "<footer><ul class='t'><li><a>bakau</a></li></ul></footer>"
    source = tags.tag_links("ul.t a")
    assert source.read(page(f"<article>{own}</article>{popular}")) == ["bakau"]
    assert source.read(page(popular)) is None


def test_the_tags_of_a_post_stand_in_its_own_footer() -> None:
    own = "<footer class='post-meta'><ul class='t'><li><a>bakau</a></li></ul></footer>"
    assert tags.tag_links("ul.t a").read(page(f"<h1>Judul</h1>{own}")) == ["bakau"]


PAGES = {
    "r": regional(paragraphs(*S)).replace("</header>", "<p>id bakau,desa</p></header>"),
    "g2": regional(paragraphs(*S))
    .replace("div id='print_content'", "article class='post-wrapper'")
    .replace("p class='simple-here'", "p class='simple-share'")
    .replace("</footer></div>", "</footer></article>")
    .replace(" font17", "")
    .replace("<time datetime='2023-01-02T08:30:00+07:00'>", "")
    .replace(CREDITS, "<ul class='tags-widget'><li><a>bakau</a></li><li><a>desa</a></li></ul>"),
    "g3": "<div class='wrap__article-detail'><div class='wrap__article-detail-title'><h1>Judul</h1>"
    f"</div><div class='wrap__article-detail-content'>{paragraphs(*S)}"
    "<div class='blog-tags'><a>#bakau</a><a>#desa</a></div></div></div>",
}


@pytest.mark.parametrize("layout", PAGES)
def test_a_list_of_popular_tags_elsewhere_is_not_the_articles(layout: str) -> None:
    popular = (
        "<div class='trending'><ul class='tags-widget'><li><a>pemilu</a></li></ul>"
        "<div class='blog-tags'><a>#pemilu</a></div></div>"
    )
    html = PAGES[layout]
    for where in (f"{popular}{html}", f"{html}{popular}"):
        article = extract(where, URL)
        assert isinstance(article, Article)
        assert (article.layout, article.tags) == (layout, ["bakau", "desa"])


@pytest.mark.parametrize(
    "links",
    [
        "<ul><li>{}</li><li>{}</li></ul>",
        "<p>Tag: {}, {}</p>",
        "<div><span>#{}</span> <span>#{}</span></div>",
        "<b>Tags</b><div><div><span>{}</span></div><div><span>{}</span></div></div>",
    ],
)
def test_the_longest_list_of_tags_is_none_in_a_sentence(links: str) -> None:
    prose = (
        "<div>Warga <a href='/tag/1'>Desa</a> <a href='/tag/2'>Rekaan</a> menanam bakau di pesisir "
        "<em><a href='/tag/3'>pada</a></em> Sabtu pagi sampai <a href='/tag/4'>siang</a>.</div>"
        "<p><a href='/tag/5'>Bakau</a></p>"
    )
    own = links.format("<a href='/tag/bakau'>bakau</a>", "<a href='/tag/desa'>desa</a>")
    assert tags.longest_list(page(prose + own).all("a")) == ["bakau", "desa"]
    assert tags.longest_list(page(prose).all("a")) == []


def test_a_list_of_one_tag() -> None:
    box = "<div>Pewarta: Rani Rekaan<ul><li><a href='/tag/bakau'>bakau</a></li></ul></div>"
    assert tags.longest_list(page(box).all("a")) == ["bakau"]


def test_a_menu_without_an_end_hides_no_tags() -> None:
    html = (
        "<nav><a href='/'>Home</a><main><h1>Judul</h1><ul class=t><li><a>bakau</a></li></ul></main>"
    )
    assert tags.tag_links(".t a").read(page(html)) == ["bakau"]


def test_tags_are_one_line_each() -> None:
    links = "<a>#desa<br>rekaan</a><a>ba<b>kau</b><script>var x</script></a>"
    assert tags.tag_links("a").read(page(links)) == ["desa rekaan", "bakau"]


@pytest.mark.parametrize(
    ("keywords", "want"),
    [
        ("bakau,desa", ["bakau", "desa"]),
        ([["bakau", ["desa"]], "laut, ikan"], ["bakau", "desa", "laut", "ikan"]),
        ({"a": 1}, None),
        (None, None),
        ([5, None, [[[["a"]]]]], None),
        ([[[[[[["terlalu dalam"]]]]]]], None),
    ],
)
def test_json_ld_keywords_nested(keywords: object, want: list[str] | None) -> None:
    found = tags.tag_json_ld().read(page(ld(keywords=keywords)))
    assert found == want or (keywords == [5, None, [[[["a"]]]]] and found in (None, ["a"]))


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("id #bus desa #pelajar #61 bus", ["bus desa", "pelajar", "61 bus"]),
        ("id #bus desa,#pelajar", ["bus desa", "pelajar"]),
        ("id bus desa;pelajar", ["bus desa", "pelajar"]),
        ("id bahasa C#,pelajar", ["bahasa C#", "pelajar"]),
    ],
)
def test_keyword_line_with_other_marks(line: str, want: list[str]) -> None:
    assert keywords.keywords_of([line]) == want


def test_keyword_line() -> None:
    assert keywords.keywords_of(["Judul", "id bakau,desa rekaan, laut"]) == [
        "bakau",
        "desa rekaan",
        "laut",
    ]
    assert keywords.keywords_of(["identitas,desa", "ide bakau"]) is None
    html = "<header><h1>Judul</h1>id bakau,desa</header>"
    assert tags.keyword_line("header").read(page(html)) == ["bakau", "desa"]


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("id H. Umpama Rekaan,desa,bakau", ["H. Umpama Rekaan", "desa", "bakau"]),
        ("id No. 1,bakau", ["No. 1", "bakau"]),
        ("id Prof. Dr. Rekaan,uu no. 5,rekaan.id", ["Prof. Dr. Rekaan", "uu no. 5", "rekaan.id"]),
        ("id bakau,Rani M.Si.,desa", ["bakau", "Rani M.Si.", "desa"]),
        ("id kartu, kata dia. Warga menunggu", None),
        ("id kartu, kata dia.", None),
    ],
)
def test_a_stop_within_a_keyword(line: str, want: list[str] | None) -> None:
    assert keywords.keywords_of([line]) == want
