"""Feeds: what they name, in whatever form they come."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.urls import identify
from crawler.ways import read_feed
from tests.ways_pages import FEED, HOST, article, urls

ITEM = """<item><title>{title}</title><link>{link}</link>
<pubDate>Fri, 20 Mar 2026 10:00:00 +0800</pubDate>
<description>&lt;img src="https://img.antaranews.com/x.jpg"&gt;Ringkasan.</description>
<guid isPermaLink="false">{link}</guid></item>"""


def rss(*items: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>\n') -> str:
    return (
        f'{head}<rss version="2.0"><channel><title>ANTARA News Bali</title>'
        f"<link>{HOST}</link>{''.join(items)}</channel></rss>"
    )


def item(number: int, title: str = "Pasar ikan baru dibuka") -> str:
    return ITEM.format(link=article(number), title=title)


def test_feed_names_its_articles_in_order() -> None:
    page = read_feed(rss(item(12), item(11)).encode(), FEED)
    assert urls(page) == [article(12), article(11)]


def test_feed_hands_the_date_on_as_it_stands() -> None:
    (link,) = read_feed(rss(item(12)), FEED).found
    assert link.published_raw == "Fri, 20 Mar 2026 10:00:00 +0800"


@pytest.mark.parametrize(
    "before", ["\n", "\r\n\r\n", "   ", "\ufeff", "\ufeff\n", "<!-- cache -->\n"]
)
def test_feed_may_have_something_before_its_declaration(before: str) -> None:
    assert urls(read_feed((before + rss(item(12))).encode(), FEED)) == [article(12)]


def test_feed_may_hold_bare_ampersands() -> None:
    page = read_feed(rss(item(12, "Sayur & buah & ikan"), item(11)), FEED)
    assert urls(page) == [article(12), article(11)]


def test_feed_may_hold_latin_1_bytes() -> None:
    body = rss(item(12, "Kafé élan – ulang")).encode()
    body = body.replace("é".encode(), b"\xe9", 1)
    page = read_feed(body, FEED)
    assert urls(page) == [article(12)]


def test_feed_may_be_utf_16() -> None:
    body = rss(item(12), head='<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16")
    assert urls(read_feed(body, FEED)) == [article(12)]


def test_feed_may_use_cdata() -> None:
    entry = item(12).replace(article(12), f"<![CDATA[ {article(12)} ]]>")
    assert urls(read_feed(rss(entry), FEED)) == [article(12)]


@pytest.mark.parametrize("permanent", ["", ' isPermaLink="false"', ' isPermaLink="true"'])
def test_feed_may_name_an_article_by_its_guid_only(permanent: str) -> None:
    entry = f"<item><title>T</title><guid{permanent}>{article(12)}</guid></item>"
    assert urls(read_feed(rss(entry), FEED)) == [article(12)]


def test_feed_whose_link_is_elsewhere_names_the_guid() -> None:
    entry = f"<item><link>https://bit.ly/x</link><guid>{article(12)}</guid></item>"
    assert urls(read_feed(rss(entry), FEED)) == [article(12)]


@pytest.mark.parametrize(
    "href",
    ["/berita/12/pasar-ikan-baru", "//bali.antaranews.com/berita/12/pasar-ikan-baru"],
)
def test_feed_links_may_be_relative(href: str) -> None:
    entry = f"<item><title>T</title><link>{href}</link></item>"
    assert urls(read_feed(rss(entry), FEED)) == [article(12)]


def test_feed_may_be_atom() -> None:
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title>'
        f'<link rel="alternate" href="{article(12)}"/><id>tag:1</id>'
        "<updated>2026-03-20T02:00:00Z</updated></entry></feed>"
    )
    (link,) = read_feed(body, FEED).found
    assert (link.url, link.published_raw) == (article(12), "2026-03-20T02:00:00Z")


def test_feed_names_each_article_once_and_nothing_else() -> None:
    other = "<item><title>T</title><link>https://example.org/a</link></item>"
    page = read_feed(rss(item(12), item(12), other), FEED)
    assert urls(page) == [article(12)]


def test_photos_and_videos_stand_among_the_articles() -> None:
    entries = [
        f"<item><link>{article(number, word=word)}</link></item>"
        for number, word in ((3, "foto"), (2, "video"), (1, "berita"))
    ]
    assert len(read_feed(rss(*entries), FEED).found) == 3


@pytest.mark.parametrize(
    "body",
    [b"", b"\x1f\x8b\x00", b"Sedang dalam perbaikan", b"<html><body><p>404</p></body></html>"],
)
def test_what_is_no_feed_names_nothing(body: bytes) -> None:
    assert read_feed(body, FEED).found == []


def test_feed_reader_opens_neither_addresses_nor_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = tmp_path / "feed.xml"
    saved.write_text(rss(item(12)))

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "socket", refuse)
    for body in (str(saved), str(saved).encode(), FEED, FEED.encode()):
        assert read_feed(body, FEED).found == []


def test_entities_are_not_expanded_from_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("RAHASIA")
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e SYSTEM "file://{secret}">]>'
    entry = f"<item><link>{article(12)}</link><pubDate>&e;</pubDate></item>"
    page = read_feed(rss(entry, head=head), FEED)
    assert urls(page) == [article(12)]
    assert "RAHASIA" not in str(page)


@settings(max_examples=150)
@given(cut=st.integers(0, 900), stray=st.binary(max_size=8))
def test_feed_reader_never_raises(cut: int, stray: bytes) -> None:
    body = rss(item(12), item(11)).encode()
    for broken in (body[:cut] + stray + body[cut:], body[:cut] + stray, stray + body):
        found = urls(read_feed(broken, FEED))
        assert len(found) <= 2
        assert all(identify(url) for url in found)
