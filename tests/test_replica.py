"""The sample site: the same bytes for the same seed, a truth that its pages really show."""

from __future__ import annotations

import gzip
import hashlib
import os
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from tests.replica import Site
from tests.replica.hosts import HOSTS
from tests.replica.odd import NOT_FOUND_BYTES
from tests.replica.parts import RIGHTS_NOTICE
from tests.replica_client import answered

CONTAINERS = {
    "g1": '//div[@id="content_news" or @id="descriptions"]',
    "g2": '//div[contains(@class, "post-content")]',
    "g3": '//div[contains(@class, "wrap__article-detail-content")]',
    "r": '//div[contains(@class, "post-content")]',
    "amp": '//div[@itemprop="articleBody"]',
}
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def site() -> Site:
    """The demo's site."""
    return Site()


@pytest.fixture(scope="module")
def every_bureau() -> Site:
    return Site(seed=3, articles=700, bureaus=tuple(HOSTS))


def one_line(text: str) -> str:
    return " ".join(text.split())


# The same site every time

DIGEST = """
import hashlib
from tests.replica import Site
site = Site(seed=5, articles=60)
digest = hashlib.sha256(repr(site.truth()).encode())
for url in site.listed_urls() + ["https://www.antaranews.com/terkini/2",
                                 "https://bali.antaranews.com/rss/terkini.xml"]:
    host, _, path = url.partition("://")[2].partition("/")
    digest.update(site.answer(host, "/" + path).body)
print(digest.hexdigest())
"""


def test_same_seed_gives_same_bytes_in_another_process() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "77")
    }
    assert len(printed) == 1


def test_another_seed_gives_another_site() -> None:
    first, second = (Site(seed=seed, articles=30).truth() for seed in (1, 2))
    assert [one["title"] for one in first] != [one["title"] for one in second]


@pytest.mark.parametrize("articles", [10, 33, 2000])
def test_size_is_as_asked(articles: int) -> None:
    assert len(Site(articles=articles).truth()) == articles


# What is true stands on the pages


@pytest.mark.parametrize("which", ["site", "every_bureau"])
def test_truth_stands_on_each_page(which: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(which)
    for fact in site.truth():
        piece = site.pieces[fact["bureau"], fact["article_id"]]
        page = answered(site, piece.found_url)
        strays = any(name.startswith("latin1") for name in piece.traps)
        tree = html.fromstring(page.decode("latin-1" if strays else "utf-8"))
        containers = tree.xpath(CONTAINERS[fact["layout"]])
        assert len(containers) == 1, fact["url"]
        everything = one_line(tree.text_content())
        if not strays:
            assert one_line(fact["title"]) in everything, fact["url"]
            for credit in fact["credits"]:
                assert credit["name"] in everything, fact["url"]
            for tag in fact["tags"]:
                assert tag in page.decode() or tag.replace("&", "&amp;") in page.decode()
            for image in fact["images"]:
                assert image["url"] in page.decode()
                assert one_line(image["caption"] or "") in everything
        for br in containers[0].xpath(".//br"):
            br.tail = " " + (br.tail or "")
        inside, at = one_line(containers[0].text_content()), 0
        for paragraph in (fact["text"] or "").split("\n\n"):
            if not strays:
                at = inside.find(one_line(paragraph), at)
                assert at >= 0, (fact["url"], paragraph)


def test_ids_are_unique_within_a_host_and_shared_between_hosts(site: Site) -> None:
    keys = [(one["bureau"], one["article_id"]) for one in site.truth() + site.unlisted()]
    assert len(keys) == len(set(keys))
    numbers = Counter(number for _, number in keys)
    assert numbers[262288] == 2


def test_every_layout_kind_and_source_occurs(site: Site) -> None:
    truth = site.truth()
    assert {one["layout"] for one in truth} == {"g1", "g2", "g3", "r", "amp"}
    assert {one["kind"] for one in truth} == {"article", "photo", "video"}
    assert {one["published_source"] for one in truth} == {
        *("time_element", "meta", "json_ld", "printed_zone", "printed_zone_assumed", "feed", None)
    }
    assert {one["role"] for fact in truth for one in fact["credits"]} == {
        *("reporter", "author", "translator", "editor", "uploader", "photographer", "wire")
    }


def test_every_trap_is_placed(site: Site) -> None:
    from tests.replica.odd import ODDS
    from tests.replica.special import TRAPS

    assert {trap.name for trap in TRAPS} | {odd[0] for odd in ODDS} <= set(site.traps)
    assert any(name.startswith("syndicated") for name in site.traps)


def test_repeated_block_stands_twice_and_is_told_once(site: Site) -> None:
    url = site.traps["repeated_block"]
    (fact,) = [one for one in site.truth() if one["url"] == url]
    text = one_line(html.fromstring(answered(site, url)).text_content())
    paragraphs = [one_line(one) for one in fact["text"].split("\n\n")]
    assert len(paragraphs) == len(set(paragraphs))
    assert [text.count(one) for one in paragraphs[1:]] == [2] * (len(paragraphs) - 1)
    assert "repeated_block" in fact["flags"]


def test_refrain_is_legitimate(site: Site) -> None:
    (fact,) = [one for one in site.truth() if one["url"] == site.traps["refrain"]]
    paragraphs = fact["text"].split("\n\n")
    assert max(Counter(paragraphs).values()) == 3
    pairs = list(pairwise(paragraphs))
    assert len(pairs) == len(set(pairs))


def test_foreign_zone_changes_the_day(site: Site) -> None:
    (fact,) = [one for one in site.truth() if one["url"] == site.traps["foreign_zone"]]
    assert fact["published"].endswith("T23:40:00+07:00")
    assert fact["published_day"] > fact["published"][:10]


def test_notice_stands_on_www_since_august_2025(site: Site) -> None:
    for fact in site.truth():
        late = (fact["published_day"] or "") >= "2025-08-01"
        expected = fact["bureau"] == "www" and (late or fact["published"] is None)
        assert (fact["rights_notice"] == RIGHTS_NOTICE) is expected, fact["url"]


def test_redesign_hides_every_container() -> None:
    site = Site(articles=60, redesign=True)
    known = ("post-content", "print_content", "content_news", "wrap__article", "articleBody")
    for fact in site.truth():
        if fact["layout"] != "amp":
            page = answered(site, fact["url"]).decode("utf-8", "replace")
            assert not [one for one in known if one in page], fact["url"]
            assert fact["layout"] == "generic"


def test_pages_differ_between_articles(site: Site) -> None:
    digests = [hashlib.sha256(answered(site, url)).digest() for url in site.redirects().values()]
    assert len(digests) == len(set(digests))


# Listings


def cards(site: Site, host: str, path: str) -> tuple[int, list[str]]:
    reply = site.answer(host, path)
    tree = html.fromstring(reply.body)
    tree.make_links_absolute(f"https://{host}{path}")
    found = tree.xpath(
        '//article[contains(@class, "simple-big")]//h3/a/@href'
        ' | //div[contains(@class, "wrapper__list__article")]//h2/a/@href'
    )
    return reply.status, [str(one) for one in found]


def test_listings_name_every_article(site: Site) -> None:
    for bureau in site.bureaus:
        host = HOSTS[bureau].host
        found: set[str] = set()
        for page in range(1, 20):
            status, urls = cards(site, host, f"/terkini/{page}")
            if status != 200 or not set(urls) - found:
                break
            found |= set(urls)
        missing = set(site.listed_urls(bureau)) - found
        assert not missing
        unlisted = {one["url"] for one in site.unlisted()}
        assert not unlisted & found


@pytest.mark.parametrize(("bureau", "status"), [("sumsel", 200), ("jateng", 404), ("ambon", 404)])
def test_past_the_end(site: Site, bureau: str, status: int) -> None:
    host = HOSTS[bureau].host
    reply = site.answer(host, "/terkini/99")
    assert reply.status == status
    if status == 200:
        last = -(-len(site.listed[bureau]) // site.page_size)
        assert cards(site, host, "/terkini/99") == cards(site, host, f"/terkini/{last}")
    else:
        assert len(reply.body) >= NOT_FOUND_BYTES


def test_past_the_end_may_be_empty(site: Site) -> None:
    status, urls = cards(site, "bali.antaranews.com", "/terkini/99")
    assert (status, urls) == (200, [])


def test_menus_name_articles_that_no_listing_names(site: Site) -> None:
    page = answered(site, "https://sumsel.antaranews.com/terkini").decode()
    hidden = [one["url"] for one in site.unlisted() if one["bureau"] == "sumsel"]
    assert any(url in page for url in hidden)


def test_feeds_are_odd(site: Site) -> None:
    answers = {name: site.answer(HOSTS[name].host, "/rss/terkini.xml") for name in (*site.bureaus,)}
    assert answers["sumsel"].body.startswith(b"\n<?xml")
    assert b"&utm_" in answers["sumsel"].body or b" & " in answers["sumsel"].body
    assert answers["kalteng"].body.startswith(b"\xef\xbb\xbf<?xml")
    assert answers["bali"].headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answers["bali"].body).count(b"<item>") == 20
    assert answers["ambon"].headers["Content-Type"].startswith("text/html")
    assert b"<dc:creator>" in answers["www"].body


def test_feed_dates_the_pages_that_print_none(site: Site) -> None:
    for name in ("date_from_feed", "date_from_feed_g3"):
        url = site.traps[name]
        host = url.split("/")[2]
        assert url.rpartition("/")[2] in site.answer(host, "/rss/terkini.xml").body.decode()


# What must not become an article


def test_odd_answers_are_as_told(site: Site) -> None:
    for one in site.not_articles():
        host, _, path = one["url"].partition("://")[2].partition("/")
        reply = site.answer(host, f"/{path}")
        assert reply.status == one["status"], one
        assert one["url"] in site.listed_urls(one["bureau"])


def test_old_hosts_redirect(site: Site) -> None:
    assert len(site.redirects()) >= 3
    for old, new in site.redirects().items():
        host, _, path = old.partition("://")[2].partition("/")
        reply = site.answer(host, f"/{path}")
        assert (reply.status, reply.headers["Location"]) == (301, new)


def test_amp_pages_print_no_dateline(site: Site) -> None:
    piece = next(one for one in site.articles_of("bali") if one.dateline and one.layout == "r")
    page = answered(site, piece.amp_url).decode()
    assert piece.dateline not in page
    assert page.startswith("<!doctype html>\n<html amp")
    only = site.traps["amp_only"]
    host, _, path = only.partition("://")[2].partition("/")
    assert site.answer(host, f"/{path}").status == 404


def test_amp_twins_tell_the_same_text_without_dateline(site: Site) -> None:
    for (_, page, amp), desktop in zip(site.amp_twins("bali"), site.truth("bali"), strict=True):
        assert amp["url"] == desktop["url"]
        assert (amp["layout"], amp["dateline_place"]) == ("amp", None)
        assert amp["credits"] == desktop["credits"] or amp["credits"][0]["printed"]
        if amp["text"]:
            assert desktop["text"].endswith(amp["text"])
        inside = html.fromstring(page.decode("utf-8", "replace")).xpath(CONTAINERS["amp"])
        assert len(inside) == 1


# Changes between runs


def test_revise_append_withdraw() -> None:
    site = Site(articles=40)
    fact = site.truth("sumsel")[3]
    new = site.revise("sumsel", fact["article_id"], title="Judul baru", add="Satu paragraf lagi.")
    assert new["title"] == "Judul baru"
    assert new["text"].endswith("\n\nSatu paragraf lagi.")
    assert b"Judul baru" in answered(site, fact["url"])
    before = site.truth("bali")
    more = site.append("bali", 2)
    assert [one["url"] for one in site.truth("bali")] == [
        *(one["url"] for one in more),
        *(one["url"] for one in before),
    ]
    site.withdraw("sumsel", fact["article_id"])
    assert fact["url"] not in {one["url"] for one in site.truth("sumsel")}


def test_given_pages_are_served_and_listed() -> None:
    site = Site(articles=20)
    url = "https://www.antaranews.com/berita/527615/rekaan"
    site.serve(url, b"<html>halo</html>", listed_in="www")
    assert answered(site, url) == b"<html>halo</html>"
    assert url in cards(site, "www.antaranews.com", "/terkini")[1]
