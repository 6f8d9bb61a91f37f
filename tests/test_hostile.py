"""Hostile text, from the page of a site to what `antara serve` answers: always text."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import json
import re
from urllib.parse import quote

import feedparser
import pytest
from datasette.views import base
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from pipelines.archive import ArchiveSession
from pipelines.datasette import headers, make_app
from pipelines.datasette.pages.forms import xml_text
from pipelines.datasette.pages.shown import plain
from pipelines.formulas import FORMULAS, harmless
from tests.archives import Clock
from tests.hostile import LONG, PAYLOADS, SURROGATE, _hostile, make_hostile, shown_as_text
from tests.minisite import MiniSite, page_of, rows
from tests.served import TOLD, pages
from tests.servers import answer
from tests.test_stories import FIRST

# The log names the address, and a worker of pytest-xdist cannot send what it cannot encode.
ADDRESS = "https://bali.antaranews.com/berita/1/umpan"
SHORT = [name for name in PAYLOADS if name != LONG]
ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
ELEMENTS_OF_A_FEED = {
    *("feed", "id", "title", "updated", "link", "author", "name", "rights", "entry"),
    *("published", "category", "summary"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "archive.db"
    return path, make_hostile(path)


@pytest.fixture
def app(made):
    return make_app(made[0], "live", immutable=False)


def asked(app, *paths):
    """What is answered, with the headers there and without the archive's place."""
    found = pages(app, *paths)
    place = str(app.get_database("archive").path).rpartition("/")[0]
    for page in found:
        assert page.status_code < 500, (page.url, page.text[:500])
        for name in TOLD:
            assert page.headers.get(name), (page.url, name)
        assert page.headers["content-security-policy"] == headers.policy()
        assert place not in page.text, page.url
        assert place not in str(page.headers), page.url
        if "text/html" in page.headers["content-type"]:
            shown_as_text(page.text)
    return found


def collapsed(text: str) -> str:
    return " ".join(text.split())


def test_there_are_enough_of_them():
    assert len(PAYLOADS) >= 50
    assert len(set(PAYLOADS.values())) == len(PAYLOADS)
    assert len(PAYLOADS[LONG]) > 5_000_000


@pytest.mark.slow
def test_an_article_shows_them_as_text(app, made):
    numbers = made[1]
    found = asked(app, *[f"/a/bali/{numbers[name]}?lang=en" for name in SHORT])
    for name, page in zip(SHORT, found, strict=True):
        assert page.status_code == 200
        tree = LexborHTMLParser(page.text)
        title = f"Ralat {numbers[name]}: {PAYLOADS[name]}"
        # A null byte and the like are left out, and that of a browser is U+FFFD.
        assert collapsed(tree.css_first("h1").text()) == collapsed(plain(title)), name
        body = "".join(tree.css_first(".text").text().split())
        assert "".join(plain(PAYLOADS[name]).split()) in body, name
        text = page.text
        unseen = re.search("[\u202a-\u202e\u2066-\u2069\u200b\ufeff\x00\x1b\x9b]", text)
        assert not unseen, (name, text[unseen.start() - 200 : unseen.end()])
        for link in tree.css("main a[rel]"):
            assert re.match("https?://", link.attributes["href"], re.IGNORECASE), name


@pytest.mark.slow
def test_every_other_page_shows_them_as_text(app, made):
    numbers = made[1]
    for form in ("/a/bali/{}/changes", "/search?q=kata{}", "/archive/articles/{}"):
        for page in asked(app, *[form.format(numbers[name]) for name in SHORT]):
            assert page.status_code == 200, page.url
            assert "kata" in page.text or "Ralat" in page.text
    for page in asked(app, "/", "/s/bali/1", "/a/bali/9999", "/s/bali/9999", "/archive"):
        assert page.status_code in {200, 404}


@pytest.mark.slow
def test_lists_and_indexes_show_them_as_text(app, made):
    """Those of all names that are hostile, and of the bureau whose own name is."""
    indexes = ("/b", "/b/bali", "/reporter", "/tag", "/place", "/section", "/changes", "/search")
    for page in asked(app, *indexes):
        assert page.status_code == 200, page.url
    named = {"reporter": "B {}", "tag": "dua {}", "place": "{}", "section": "{}"}
    for what, form in named.items():
        addresses = [
            f"/{what}/{quote(form.replace('{}', PAYLOADS[name]), safe='')}" for name in SHORT
        ]
        shown = 0
        for page in asked(app, *addresses):
            assert page.status_code in {200, 404}, page.url
            shown += page.status_code == 200
        assert shown > len(SHORT) * 0.8, what


@pytest.mark.slow
def test_a_check_shows_them_as_text(app, made):
    """As what is held, and as what is asked; all of them are slow."""
    few = ("script", "end of a textarea", "image that fails", "quotes and a tag", "text turned")
    texts = [f"kata{made[1][name]} {PAYLOADS[name]} tetapi lain {PAYLOADS[name]}" for name in few]
    beside = "Gajah terbang <b onclick=paus()>pulang</b> ke bulan bersama seribu ekor paus biru."
    texts += ["\n\n".join([*FIRST, beside])]
    found = asked(app, *[f"/check?text={quote(text, safe='')}" for text in texts])
    assert all(page.status_code == 200 for page in found)
    assert "<ins>Gajah terbang &lt;b onclick=paus()&gt;" in found[-1].text


@pytest.mark.slow
@pytest.mark.parametrize(
    "form",
    [
        "/check?text={}",
        "/search?q={}",
        "/search?q=pasar&reporter={}&section={}&place={}&since={}&until={}&bureau={}",
        "/archive/articles?_search={}&title={}",
        "/archive/articles?_where=title%3D{}",
        "/archive/articles?title__contains={}&_sort={}",
        "/archive?sql=select+:x&x={}",
        "/archive?sql={}",
        "/archive/{}",
        "/archive/articles/{}",
        "/a/{}/1",
        "/{}",
        "/-/{}",
        "/?lang={}&_facet={}",
    ],
)
def test_what_is_asked_comes_back_as_text(app, form):
    """Payloads as what a visitor types, and as the address itself."""
    asked(app, *[form.replace("{}", quote(PAYLOADS[name][:300], safe="")) for name in SHORT])


def test_tables_and_queries_show_them_as_text(app):
    columns = "title,url,text,category,dateline_place,copyright,etag,rights_notice"
    sql = quote(f"select {columns} from articles", safe="")
    tables = ("tags", "credits", "images", "ledger", "revisions", "articles", "provenance")
    asked(
        app,
        *[f"/archive/{name}?_size=max" for name in tables],
        "/archive/articles?_all=1&_size=50&_facet=category&_facet=dateline_place",
        "/archive/credits?_facet=name&_size=5",
        f"/archive?sql={sql}",
    )


def test_json_has_them_whole(app, made):
    sql = quote("select article_id, category from articles where category not null", safe="")
    for path in (f"/archive.json?sql={sql}&_shape=array",):
        (page,) = asked(app, path)
        assert page.headers["content-type"].startswith("application/json")
        held = {each["article_id"]: each["category"] for each in page.json()}
        for name in SHORT:
            assert held[made[1][name]] == PAYLOADS[name], name
    for page in asked(app, "/archive/articles.json?_size=50", "/archive/tags.json"):
        json.loads(page.text)


FEEDS = ("/b/bali.atom", "/reporter/{}.atom", "/tag/{}.atom", "/place/{}.atom", "/section/{}.atom")


@pytest.mark.slow
def test_feeds_are_well_formed_and_have_them_as_text(app, made):
    """A feed reader shows what is in a title; one that is not well-formed it refuses."""
    numbers = made[1]
    named = [f"/search.atom?q=kata{numbers[name]}" for name in SHORT]
    lists = [
        form.replace("{}", quote(PAYLOADS[name][:300], safe="")) for form in FEEDS for name in SHORT
    ]
    found = asked(app, *named, *dict.fromkeys(lists))
    entries = 0
    for page in found:
        if page.status_code != 200:  # a name with a null byte, say, is none
            assert page.status_code == 404, page.url
            continue
        assert page.headers["content-type"] == "application/atom+xml; charset=utf-8"
        # No entities, no other encodings: what is not plain XML ends in an error here.
        root = etree.fromstring(page.content, etree.XMLParser(resolve_entities=False))
        assert {node.tag.rpartition("}")[2] for node in root.iter()} <= ELEMENTS_OF_A_FEED
        for node in root.iter():
            assert set(node.attrib) <= {"rel", "type", "href", "term", LANGUAGE}
            if href := node.get("href"):
                assert re.match("https?://", href, re.IGNORECASE), href
        read = feedparser.parse(page.content)
        assert not read.bozo, (page.url, read.bozo_exception)
        entries += len(read.entries)
    assert entries > 2 * len(SHORT)


def test_each_title_is_whole_in_a_feed(app, made):
    numbers = made[1]
    found = asked(app, *[f"/tag/tag{numbers[name]}.atom" for name in SHORT])
    for name, page in zip(SHORT, found, strict=True):
        titles = [each.text or "" for each in etree.fromstring(page.content).iter(f"{ATOM}title")]
        said = collapsed(xml_text(f"Ralat {numbers[name]}: {PAYLOADS[name]}"))
        assert said in map(collapsed, titles), name


def test_csv_runs_in_no_spreadsheet_unless_asked(app, made):
    sql = quote("select article_id, category, -1 as minus from articles", safe="")
    harmed, raw = asked(app, f"/archive.csv?sql={sql}", f"/archive.csv?sql={sql}&_raw=1")
    assert harmed.headers["content-type"] == "text/plain; charset=utf-8"
    for page, change in ((harmed, harmless), (raw, lambda text: text)):
        found = {row[0]: row[1:] for row in csv.reader(io.StringIO(page.text, newline=""))}
        for name in SHORT:
            expected = change(PAYLOADS[name])
            assert found[str(made[1][name])][0] == expected, name
            assert found[str(made[1][name])][1] == "-1"
    cells = [cell for row in csv.reader(io.StringIO(harmed.text, newline="")) for cell in row]
    assert not [each for each in cells if each.strip().startswith(FORMULAS) and each != "-1"]
    (table,) = asked(app, "/archive/tags.csv?_size=max")
    names = [row[1] for row in csv.reader(io.StringIO(table.text, newline=""))]
    assert "'=cmd|' /C calc'!A0" in names
    assert base.csv.writer  # what does it is there


@pytest.mark.slow
def test_a_field_of_five_megabytes(app, made):
    number = made[1][LONG]
    found = asked(
        app,
        f"/a/bali/{number}",
        f"/search?q=kata{number}",
        f"/archive/articles?article_id={number}",
        f"/archive/articles.json?article_id={number}",
    )
    assert [page.status_code for page in found] == [200] * 4
    assert "&lt;b&gt;umpan" in found[0].text


def test_what_no_file_can_hold_is_refused(tmp_path):
    archive = tmp_path / "archive.db"
    with ArchiveSession.claim(archive, "live", clock=Clock()) as session:
        session.open()
        session.begin_run("crawl latest", {})
        said = None
        try:
            session.store([_hostile(1, SURROGATE, Clock().now, url=ADDRESS)])
        except Exception as error:  # pytest itself cannot print it
            said = type(error).__name__
    assert said is None
    assert rows(archive, "SELECT count(*) FROM articles") == [(0,)]


@pytest.mark.slow
@pytest.mark.parametrize("raw", [False, True], ids=["escaped", "as it is"])
def test_from_a_hostile_site_to_the_page(tmp_path, raw):
    """A crawl of pages whose title, text, credits, tags and captions are hostile."""
    names = [name for name in SHORT if "\n" not in PAYLOADS[name]]
    with MiniSite(count=len(names), hours=0.1) as site:
        numbers = dict(zip(names, site.articles["bali"], strict=True))
        for name, number in numbers.items():
            told = PAYLOADS[name] if raw else html.escape(PAYLOADS[name])
            page = hostile_page(number, told, site.articles["bali"][number])
            site.replies[f"bali.antaranews.com/berita/{number}/kabar-{number}"] = answer(page)
        crawled = site.crawl(tmp_path / "archive.db", "--since", "2000-01-01")
    assert crawled.status == 0, crawled.log[-2000:]
    assert "\x1b" not in crawled.log
    held = dict(rows(tmp_path / "archive.db", "SELECT article_id, title FROM articles"))
    app = make_app(tmp_path / "archive.db", "sample", immutable=False)
    if not raw:
        lost = [name for name in names if numbers[name] not in held]
        assert lost == []
        script = numbers["script"]
        assert held[script] == f"Umpan {script} {PAYLOADS['script']}"
    for page in asked(app, *[f"/a/bali/{number}" for number in held], "/", "/archive/articles"):
        assert page.status_code == 200


def hostile_page(number: int, told: str, when: dt.datetime) -> bytes:
    """A regional page that says it in each field."""
    page = page_of(f"Umpan {number} {told}", when, told).decode("utf-8", "surrogatepass")
    picture = f'<figure><img src="{told}"><figcaption>{told}</figcaption></figure>'
    page = page.replace("Pewarta : Made Rekaan", f"Pewarta : {told}")
    tags = f'<div class="tags"><a href="{told}">{told}</a></div>'
    return (
        page.replace("<p>Denpasar", f"{picture}<p>{told}")
        .replace("</article>", f"{tags}</article>")
        .encode("utf-8", "surrogatepass")
    )
