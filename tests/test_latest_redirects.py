"""A crawl of the latest where an address leads to another host, bureau or article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.minisite import ALL, BALI, JOGJA, MiniSite, held, listing_of, page_of, rows
from tests.servers import answer, redirect

if TYPE_CHECKING:
    from pathlib import Path


def test_old_host_joins_its_bureau(archive: Path) -> None:
    old = "http://www.antarakalteng.com/berita/7/kabar-7"
    with MiniSite(("kalteng",), 5) as site:
        when = site.articles["kalteng"][501]
        site.articles["kalteng"][7] = when
        first = listing_of([505, 504, 503, 502, 501]).replace(
            b"/berita/501/kabar-501?utm_source=terkini", old.encode()
        )
        del site.articles["kalteng"][501]
        host = "kalteng.antaranews.com"
        site.replies[f"{host}/terkini"] = answer(first)
        site.replies["www.antarakalteng.com/robots.txt"] = answer(b"", 404)
        site.replies["www.antarakalteng.com"] = redirect(f"https://{host}/berita/7/kabar-7", 301)
        run = site.crawl(archive, *ALL)
        assert held(archive) == site.keys(), run.log
    assert rows(archive, "SELECT url FROM articles WHERE article_id = 7") == [
        (f"https://{host}/berita/7/kabar-7",)
    ]


@pytest.mark.slow
def test_redirect_to_another_article_is_kept_under_its_own_key(archive: Path) -> None:
    with MiniSite(count=12) as site:
        site.replies[f"{BALI}/berita/505/kabar-505"] = redirect(
            f"https://{JOGJA}/berita/77/kabar-77"
        )
        site.articles["jogja"] = {77: site.articles["bali"][505]}
        run = site.crawl(archive, *ALL)
        assert held(archive) == site.keys("bali") - {("bali", 505)} | {("jogja", 77)}
    assert run.status == 0, run.log
    ((state, reason, seen),) = rows(
        archive, "SELECT state, reason, seen FROM frontier WHERE article_id = 505"
    )
    assert (state, reason) == ("rejected", "redirected")
    assert "jogja/77" in seen


def test_unproven_alias_joins_by_its_redirect_only(archive: Path) -> None:
    host, alias = "papuatengah.antaranews.com", "papuabarat.antaranews.com"
    with MiniSite(("papuatengah",), 6) as site:
        first = listing_of([506, 505, 504, 503, 502, 501])
        first = first.replace(b"/berita/501/", f"https://{alias}/berita/501/".encode())
        first = first.replace(b"/berita/502/", f"https://{alias}/berita/502/".encode())
        site.replies[f"{host}/terkini"] = answer(first)
        site.replies[f"{host}/terkini/2"] = answer(b"", 404)
        site.replies[f"{host}/rss/terkini.xml"] = answer(b"<rss></rss>")
        site.replies[f"{alias}/robots.txt"] = answer(b"", 404)
        site.replies[f"{alias}/berita/501/kabar-501"] = redirect(
            f"https://{host}/berita/501/kabar-501"
        )
        site.replies[f"{alias}/berita/502/kabar-502"] = answer(
            page_of("Kabar lama", site.articles["papuatengah"][502])
        )
        site.crawl(archive, *ALL)
    assert held(archive) == {
        *(("papuatengah", n) for n in (506, 505, 504, 503, 501)),
        ("papuabarat", 502),
    }


@pytest.mark.slow
def test_article_of_another_bureau_waits_until_that_one_is_crawled(archive: Path) -> None:
    with MiniSite(("bali", "jogja"), 5) as site:
        first = listing_of([505, 504, 503, 502, 501]).replace(
            b"/berita/503/", f"https://{JOGJA}/berita/44/".encode()
        )
        site.replies[f"{BALI}/terkini"] = answer(first)
        site.articles["jogja"][44] = site.articles["jogja"][501]
        site.bureaus = ("bali",)
        site.crawl(archive, *ALL)
        assert ("jogja", 44) not in held(archive)
        site.bureaus = ("jogja",)
        site.crawl(archive, "--pages", "1")
        assert ("jogja", 44) in held(archive)
