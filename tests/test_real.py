"""Real pages, feeds and texts of ANTARA, where a folder of them is given.

`make real` runs these tests over the folder that ANTARA_REAL_PAGES names. It holds, itself or
in pages/, the pages with an expected.json that says what must be read from each, and feeds as
*.xml; texts.jsonl, where it is there, holds texts as another scraper left them, without markup.
None of it belongs in this repository: the text is ANTARA's.
"""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
from pathlib import Path

import pytest

from crawler.items import Article
from crawler.layouts import extract
from crawler.urls import identify
from crawler.ways.feed import read_feed
from tests.command_line import REPOSITORY, run_antara
from tests.replica import Site, running_site

pytestmark = pytest.mark.real

GIVEN = os.environ.get("ANTARA_REAL_PAGES", "")
FOLDER = Path(GIVEN) if GIVEN else None
PAGES = next(
    (f for f in ([FOLDER, FOLDER / "pages"] if FOLDER else []) if (f / "expected.json").is_file()),
    None,
)
EXPECTED = json.loads((PAGES / "expected.json").read_text("utf-8")) if PAGES else {}
FEEDS = sorted(PAGES.glob("*.xml")) if PAGES else []
TEXTS = FOLDER / "texts.jsonl" if FOLDER else None
ROWS = (
    [json.loads(line) for line in TEXTS.read_text("utf-8").splitlines() if line]
    if TEXTS and TEXTS.is_file()
    else []
)
# What expected.json says about a page besides the fields of an Article.
ABOUT = {"url_found"}


def bare(text: str | None) -> str:
    return "".join((text or "").split())


def seen(article: Article, field: str, page: dict[str, object]) -> object:
    """Return what `extract` read, in the form in which expected.json states the field."""
    text = article.text or ""
    paragraphs = text.split("\n\n")
    match field:
        case "credits":
            return [[credit.role, credit.name] for credit in article.credits]
        case "images":
            wanted = page[field]
            keys = [list(image) for image in wanted]
            found = [
                {"url": i.url, "caption": i.caption, "credit": i.credit} for i in article.images
            ]
            return [
                {k: image[k] for k in keys[n]} for n, image in enumerate(found) if n < len(keys)
            ]
        case "paragraphs":
            return len(paragraphs) if page[field] is not None else None
        case "first_words":
            return " ".join(text.split())[: len(str(page[field]))]
        case "last_words":
            return " ".join(text.split())[-len(str(page[field])) :]
        case "not_in_body":
            return [words for words in page[field] if words not in text]
        case "must_contain":
            return [words for words in page[field] if words in text]
        case "subheads":
            return [words for words in page[field] if words in paragraphs]
        case "body_sha256_without_any_whitespace":
            return hashlib.sha256(bare(text).encode()).hexdigest()
        case "body_characters_without_any_whitespace":
            return len(bare(text))
    return getattr(article, field)


def read(name: str) -> Article:
    article = extract((PAGES / name).read_bytes(), EXPECTED[name]["url_found"])
    assert isinstance(article, Article), article
    return article


def test_a_folder_of_real_pages_was_given():
    assert GIVEN, "set ANTARA_REAL_PAGES to a folder of real pages"
    assert EXPECTED, f"no expected.json in {GIVEN} nor in its pages/"


@pytest.mark.parametrize(
    ("name", "field"),
    [(name, field) for name, page in EXPECTED.items() for field in page if field not in ABOUT],
    ids=lambda value: value,
)
def test_page(name, field):
    assert seen(read(name), field, EXPECTED[name]) == EXPECTED[name][field]


@pytest.mark.parametrize("name", EXPECTED)
def test_ledger_accounts_for_the_whole_container(name):
    article = read(name)
    assert "text_unaccounted" not in article.flags
    assert bare(article.text) == bare(
        "".join(e.text for e in article.ledger if e.fate != "removed")
    )


@pytest.mark.parametrize("feed", FEEDS, ids=lambda path: path.name)
def test_feed_gives_links_dates_and_kinds(feed):
    body = feed.read_bytes()
    items = re.findall(r"<item>.*?</item>", body.decode("utf-8"), re.DOTALL)
    links = [html.unescape(re.search(r"<link>\s*(.*?)\s*</link>", item)[1]) for item in items]
    dates = [re.search(r"<pubDate>\s*(.*?)\s*</pubDate>", item)[1] for item in items]
    found = read_feed(body, "https://www.antaranews.com/rss/terkini.xml").found
    kinds = {"berita": "article", "news": "article", "foto": "photo", "video": "video"}
    assert items
    assert [link.url for link in found] == links
    assert [link.published_raw for link in found] == dates
    assert [identify(link.url).kind for link in found] == [
        kinds[link.split("/")[3]] for link in links
    ]


def test_a_crawl_stores_them_under_their_addresses(tmp_path):
    site = Site(articles=10, bureaus=("www",), only_clean=True)
    for name, page in EXPECTED.items():
        site.serve(page["url_found"], (PAGES / name).read_bytes(), listed_in="www")
    with running_site(site) as server:
        done = run_antara(
            *("crawl", "latest", "--bureau", "www", "--since", "2000-01-01"),
            *("-s", "DOWNLOAD_DELAY=0"),
            cwd=tmp_path,
            ANTARA_GATEWAY=server.gateway,
            ANTARA_ARCHIVE_PATH=str(tmp_path / "archive.db"),
        )
    assert done.status == 0, done.out + done.err
    listed = run_antara("articles", "--json", cwd=tmp_path, ANTARA_ARCHIVE_PATH="archive.db").out
    held = {row["url"]: row for row in map(json.loads, listed.splitlines())}
    for name, page in EXPECTED.items():
        row = held[page["url"]]
        article = read(name)
        for field in ("title", "text", "published", "published_utc", "copyright", "tags"):
            assert row[field] == getattr(article, field), (name, field)
        assert row["status"] == 200
        assert row["content_sha256"] == hashlib.sha256((PAGES / name).read_bytes()).hexdigest()


# --- texts without markup -------------------------------------------------------------------


def page_of(row: dict[str, str]) -> str:
    """Return a flat text as a page of its year (G2), a break for two or more spaces."""
    # A name with two spaces in it ("Indra  Arief") would be broken in two.
    head, label, tail = row["body"].strip().rpartition("Pewarta:")
    body = head + label + re.sub(r"\s+", " ", tail) if label else row["body"].strip()
    body = re.sub(r"\s{2,}", "<br /><br />\n", html.escape(body))
    title = html.escape(row["title"])
    return (
        f'<html lang="id"><head><title>{title} - ANTARA News</title></head><body>'
        f'<article class="post-wrapper clearfix"><header class="post-header clearfix">'
        f'<h1 class="post-title">{title}</h1><p class="simple-share">'
        f'<span class="article-date">{row["printed_date"]}</span></p></header>'
        f'<div class="post-content clearfix">{body}</div></article></body></html>'
    )


def read_row(number: int) -> Article:
    article = extract(
        page_of(ROWS[number]), f"https://www.antaranews.com/berita/{10**6 + number}/x"
    )
    assert isinstance(article, Article), article
    return article


every_text = pytest.mark.parametrize("number", range(len(ROWS)))


@every_text
def test_text_credits(number):
    """The credit line names whoever is read, each with the role of the label."""
    line = ROWS[number]["credit_line"]
    match = re.match(r"(?:(Pewarta|Penerjemah): (.*?))?(?:Editor: (.*?))?COPYRIGHT", line)
    expected = []
    if match:
        role = {"Pewarta": "reporter", "Penerjemah": "translator"}.get(match[1])
        if role:
            expected += [(role, " ".join(n.split())) for n in re.split(r"/| dan |, ", match[2])]
        if match[3]:
            expected.append(("editor", match[3].strip()))
    if ROWS[number]["body"].strip():
        assert [(c.role, c.name) for c in read_row(number).credits] == expected


@every_text
def test_text_dateline_and_what_is_no_text(number):
    body = ROWS[number]["body"]
    article = read_row(number)
    printed = re.search(r"\((ANTARA[^)]*)\)\s*[-–]", body)
    if printed:
        assert article.source_label == printed[1]
        assert article.dateline_place
        assert article.text.startswith(article.dateline_place)
        assert body[: printed.start()].rstrip().rstrip(",").endswith(article.dateline_place)
    text = article.text or ""
    assert not re.search(r"baca juga\s*:|pewarta\s*:|penerjemah\s*:|copyright\s*©", text, re.I)


@every_text
def test_text_loses_nothing(number):
    """Text and residue together are the body, character for character and in order."""
    article = read_row(number)
    assert bare("".join(entry.text for entry in article.ledger)) == bare(ROWS[number]["body"])
    known = {"read_also", "credit_line", "copyright", "pull_quote", "empty", "share_bar"}
    assert {e.reason for e in article.ledger if e.fate == "removed"} <= known
    assert not re.search(r"\w", "".join(e.text for e in article.ledger if e.reason == "empty"))
    shared = [entry.text for entry in article.ledger if entry.reason == "share_bar"]
    assert all(re.match(r"View this post on Instagram|A post shared by ", line) for line in shared)


def test_the_table_in_the_documents_is_what_was_counted():
    if not ROWS:
        pytest.skip("no texts.jsonl in the folder")
    articles = [read_row(number) for number in range(len(ROWS))]
    with_line = sum(bool(row["credit_line"]) for row in ROWS)
    with_place = sum("(ANTARA" in row["body"] for row in ROWS)
    counted = {
        "read": f"{len(articles)}",
        "all of them read with role and name": (
            f"{sum(bool(a.credits) for a in articles)} of {with_line}"
        ),
        "place and label read": f"{sum(bool(a.dateline_place) for a in articles)} of {with_place}",
        "cut off": f"{sum(bool(a.pull_quote) for a in articles)}",
        "taken out": f"{sum(e.reason == 'read_also' for a in articles for e in a.ledger):,}",
        "put back": f"{sum(e.fate == 'put_back' for a in articles for e in a.ledger)}",
        "without any text": f"{sum('no_text' in a.flags for a in articles)}",
    }
    rows = (REPOSITORY / "docs" / "reading.md").read_text("utf-8").splitlines()
    for words, figure in counted.items():
        assert any(words in row and f"| {figure} |" in row for row in rows), (words, figure)


SEED = FOLDER / "seed-article.txt" if FOLDER else None


@pytest.mark.skipif(not (SEED and SEED.is_file()), reason="no seed-article.txt in the folder")
@pytest.mark.parametrize("mark", ["<p>{}</p>", "{}<br>", "{}<br /><br />", "<div>{}</div>"])
def test_the_seed_article_comes_out_once(mark):
    lines = [line for line in SEED.read_text("utf-8").splitlines() if line.strip()]
    once = list(dict.fromkeys(lines))
    assert (len(lines), len(once)) == (15, 8)
    body = "\n".join(mark.format(html.escape(line)) for line in lines)
    page = (
        '<html><body><div id="print_content"><header class="post-header">'
        '<h1 class="post-title">Judul</h1></header>'
        f'<div class="post-content clearfix font17">{body}</div></div></body></html>'
    )
    article = extract(page, "https://sumsel.antaranews.com/berita/1/x")
    assert article.text.split("\n\n") == [" ".join(line.split()) for line in once]
    assert "repeated_block" in article.flags
