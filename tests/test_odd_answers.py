"""Answers that browsers show although their headers are wrong, and pages that only lead on."""

from __future__ import annotations

import gzip
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from scrapy.http import HtmlResponse, Response

from crawler.middlewares.compression import BrokenStreamError, unpack
from crawler.middlewares.incomplete import ends_by_itself
from crawler.middlewares.refreshes import leads_on
from crawler.outcomes import content_type
from tests.minisite import ALL, BALI, JOGJA, MiniSite, held, page_of, rows
from tests.servers import answer, redirect

if TYPE_CHECKING:
    from pathlib import Path

OLD = f"https://{BALI}/berita/505/kabar-505"
NEW = f"https://{BALI}/berita/505/judul-baru"
HTML = {"Content-Type": "text/html; charset=utf-8"}
PAGE = b"<!DOCTYPE html><html><body><h1>Pasar ikan</h1></body></html>"
MOST = 100_000


def refresh(content: str, inside: str = "{}") -> bytes:
    tag = inside.format(f'<meta http-equiv="Refresh" content="{content}">')
    return (
        f"<!DOCTYPE html><html><head>{tag}<title>ANTARA</title></head><body></body></html>".encode()
    )


# --- lengths and compressions that headers tell wrongly


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        (PAGE, True),
        (PAGE + b"\r\n<!-- 0.02 s --> \n", True),
        (PAGE[:-1], False),
        (PAGE[:30], False),
        (b"<html></html><html><body>", False),
        (b'<?xml version="1.0"?><rss><channel></channel></rss>\n', True),
        (b'<?xml version="1.0"?><rss><channel><item></item>', False),
    ],
)
def test_a_page_is_whole_by_its_last_tag(body: bytes, whole: bool) -> None:
    response = Response(OLD, headers=HTML, body=body)
    assert ends_by_itself(response, MOST) is whole
    packed = {**HTML, "Content-Encoding": "gzip"}
    assert ends_by_itself(Response(OLD, headers=packed, body=gzip.compress(body)), MOST) is whole
    cut = gzip.compress(body)[:-9]
    assert not ends_by_itself(Response(OLD, headers=packed, body=cut), MOST)


def test_nothing_else_is_whole_by_its_last_tag() -> None:
    plain = Response(OLD, headers={"Content-Type": "text/plain"}, body=PAGE)
    assert not ends_by_itself(plain, MOST)
    assert not ends_by_itself(Response(OLD, status=404, headers=HTML, body=PAGE), MOST)
    packed = Response(OLD, headers={**HTML, "Content-Encoding": "gzip"}, body=gzip.compress(PAGE))
    assert not ends_by_itself(packed, 20)


@pytest.mark.parametrize(
    "coding", ["utf-8", "none", "UTF-8, gzip", "gzip", "br", "deflate", "zstd"]
)
def test_plain_markup_is_plain_whatever_its_header_calls_it(coding: str) -> None:
    headers = {"Content-Encoding": coding}
    assert unpack(Response(OLD, headers=headers, body=b"\xef\xbb\xbf\n" + PAGE), MOST).endswith(
        PAGE
    )


def test_what_is_packed_in_an_unknown_way_is_broken() -> None:
    with pytest.raises(BrokenStreamError, match="zstd"):
        unpack(Response(OLD, headers={"Content-Encoding": "zstd"}, body=b"\x28\xb5\x2f\xfd"), MOST)


def test_a_content_type_that_was_doubled_counts_once() -> None:
    headers = {"Content-Type": "Text/HTML, text/html; charset=utf-8"}
    assert content_type(Response(OLD, headers=headers)) == "text/html"


def test_pages_with_wrong_headers_are_read(archive: Path) -> None:
    with MiniSite(count=12) as site:

        def page(number: int) -> bytes:
            return page_of(f"Kabar {number}", site.articles["bali"][number])

        long = len(page(502)) + 400
        for number, reply in {
            502: answer(page(502), length=long),
            503: answer(gzip.compress(page(503)), length=long, Content_Encoding="gzip"),
            504: answer(page(504)[:-200], length=long),
            505: answer(page(505), Content_Encoding="utf-8"),
            506: answer(page(506), Content_Encoding="gzip"),
            507: answer(page(507), content_type="text/html, text/html; charset=utf-8"),
        }.items():
            site.replies[f"{BALI}/berita/{number}/kabar-{number}"] = reply
        run = site.crawl(archive, *ALL)
        assert held(archive) == site.keys() - {("bali", 504)}, run.log
        asked = Counter(site.asked())
    assert rows(archive, "SELECT reason FROM frontier WHERE article_id = 504") == [
        ("incomplete: the answer is cut off",)
    ]
    assert [url for url, times in asked.items() if times > 1] == [f"{BALI}/berita/504/kabar-504"]


# --- pages that lead on


@pytest.mark.parametrize(
    "page",
    [
        refresh(f"0; url={NEW}"),
        refresh("0;URL='/berita/505/judul-baru'"),
        refresh("1; url=judul-baru"),
        refresh(f"0; url={NEW}", "<noscript>{}</noscript>"),
    ],
)
def test_a_refresh_at_once_leads_on(page: bytes) -> None:
    assert leads_on(HtmlResponse(OLD, headers=HTML, body=page)) == NEW


@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        refresh("300"),
        refresh(f"300; url={NEW}"),
        refresh(f"5; url=https://{BALI}/foto/505/judul/2"),
        refresh(f"0; url=https://{BALI}/"),
        refresh("0; url=https://example.org/berita/505/judul"),
        refresh(f"0; url={OLD}"),
        refresh(f"0; url={NEW}", "<!-- {} -->"),
    ],
)
def test_other_refreshes_lead_nowhere(page: bytes) -> None:
    assert leads_on(HtmlResponse(OLD, headers=HTML, body=page)) is None


def test_a_listing_is_not_led_away() -> None:
    page = refresh(f"0; url={NEW}")
    assert leads_on(HtmlResponse(f"https://{BALI}/terkini", headers=HTML, body=page)) is None


def test_articles_behind_refreshes_are_read_and_circles_end(archive: Path) -> None:
    with MiniSite(count=12) as site:
        other = f"https://{JOGJA}/berita/77/kabar-77"
        site.articles["jogja"] = {77: site.articles["bali"][507]}
        for number, to in {505: NEW, 506: f"https://{BALI}/berita/506/b", 507: other}.items():
            site.replies[f"{BALI}/berita/{number}/kabar-{number}"] = answer(refresh(f"0;url={to}"))
        site.replies[f"{BALI}/berita/506/b"] = answer(refresh("0;url=kabar-506"))
        run = site.crawl(archive, *ALL)
        assert held(archive) == site.keys("bali", "jogja") - {("bali", 506), ("bali", 507)}, run.log
    assert rows(
        archive,
        "SELECT article_id, reason FROM frontier WHERE state = 'rejected' ORDER BY article_id",
    ) == [(506, "redirect_loop"), (507, "redirected")]


def test_what_answered_after_a_redirect_is_not_asked_for_again(archive: Path) -> None:
    with MiniSite(count=20) as site:
        when = site.articles["bali"]
        for number in range(501, 521):
            to = f"https://{BALI}/berita/{number + 700}/kabar-{number + 700}"
            site.replies[f"{BALI}/berita/{number}/kabar-{number}"] = redirect(to)
            there = answer(page_of(f"Kabar {number + 700}", when[number]))
            site.replies[f"{BALI}/berita/{number + 700}/kabar-{number + 700}"] = there
        run = site.crawl(archive, *ALL)
        assert held(archive) == {("bali", number) for number in range(1201, 1221)}, run.log
        assert len(site.asked()) == 40
