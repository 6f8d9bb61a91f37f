"""The key of an article's address, and everything that is no article's address."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.items import Kind
from crawler.urls import MAX_ARTICLE_ID, canonical_url, identify

SUMSEL = "https://sumsel.antaranews.com"
CANONICAL = f"{SUMSEL}/berita/819013/panen-raya"


@pytest.mark.parametrize(
    "url",
    [
        CANONICAL,
        "http://sumsel.antaranews.com/berita/819013/panen-raya",
        "//sumsel.antaranews.com/berita/819013/panen-raya",
        "HTTPS://SUMSEL.ANTARANEWS.COM/berita/819013/panen-raya",
        "https://sumsel.antaranews.com./berita/819013/panen-raya",
        "https://sumsel.antaranews.com:443/berita/819013/panen-raya",
        "http://sumsel.antaranews.com:80/berita/819013/panen-raya",
        "https://sumsel.antaranews.com:/berita/819013/panen-raya",
        f"{CANONICAL}/",
        f"{CANONICAL}?page=2",
        f"{CANONICAL}?page=all&utm_source=a&utm_medium=b&utm_campaign=c",
        f"{CANONICAL}#komentar",
        f"{CANONICAL}?#",
        f"{SUMSEL}//berita//819013//panen-raya",
        f"{SUMSEL}/berita/0819013/panen-raya",
        f"{SUMSEL}/Berita/819013/panen-raya",
        f"{SUMSEL}/%62erita/%3819013/panen-raya",
        f"{CANONICAL}/2",
        f"  {CANONICAL}\n",
        f"{SUMSEL}/berita/\n819013/panen-raya",
        f"{CANONICAL}?x={'a' * 10_000}",
    ],
)
def test_one_article_has_one_address(url: str) -> None:
    found = identify(url)
    assert found is not None
    assert (found.bureau, found.article_id, found.kind) == ("sumsel", 819013, Kind.ARTICLE)
    assert found.canonical == CANONICAL
    assert not found.amp


@pytest.mark.parametrize(
    ("url", "bureau", "kind", "canonical", "amp"),
    [
        ("https://en.antaranews.com/news/415459/a", "en", "article", None, False),
        ("https://www.antaranews.com/foto/12/a", "www", "photo", None, False),
        ("https://www.antaranews.com/photo/12/a", "www", "photo", None, False),
        ("https://bali.antaranews.com/video/12/a", "bali", "video", None, False),
        ("https://bali.antaranews.com/videos/12/a", "bali", "video", None, False),
        ("https://www.antaranews.com/berita/5", "www", "article", None, False),
        ("https://en.antaranews.com/news/415459", "en", "article", None, False),
        (
            "https://otomotif.antaranews.com/berita/546646/prototype",
            "otomotif",
            "article",
            None,
            False,
        ),
        ("https://papuabarat.antaranews.com/berita/7/a", "papuabarat", "article", None, False),
        ("https://pulau.antaranews.com/berita/7/a", "pulau", "article", None, False),
        (
            "https://bali.antaranews.com/amp/berita/112629/a",
            "bali",
            "article",
            "https://bali.antaranews.com/berita/112629/a",
            True,
        ),
        (
            "https://en.antaranews.com/amp/news/12/a",
            "en",
            "article",
            "https://en.antaranews.com/news/12/a",
            True,
        ),
        (
            "https://m.antaranews.com/amp/berita/12/a?utm_source=x",
            "www",
            "article",
            "https://www.antaranews.com/berita/12/a",
            True,
        ),
        (
            "https://m.antaranews.com/berita/12/a",
            "www",
            "article",
            "https://www.antaranews.com/berita/12/a",
            False,
        ),
        (
            "http://antaranews.com/berita/12/a",
            "www",
            "article",
            "https://www.antaranews.com/berita/12/a",
            False,
        ),
        (
            "http://www.antarakalteng.com/berita/262288/a",
            "kalteng",
            "article",
            "https://kalteng.antaranews.com/berita/262288/a",
            False,
        ),
        (
            "https://www.antaranews.com/berita/12/a b|ä%20%C3%A4&utm_source=1;x",
            "www",
            "article",
            "https://www.antaranews.com/berita/12/a%20b%7C%C3%A4%20%C3%A4&utm_source=1;x",
            False,
        ),
    ],
)
def test_bureau_kind_and_canonical_address(
    url: str, bureau: str, kind: str, canonical: str | None, amp: bool
) -> None:
    found = identify(url)
    assert found is not None
    assert (found.bureau, found.kind, found.amp) == (bureau, kind, amp)
    assert found.canonical == (canonical or url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/berita/1/a",
        "berita/1/a",
        "sumsel.antaranews.com/berita/1/a",
        "https:/sumsel.antaranews.com/berita/1/a",
        "https:///berita/1/a",
        "http\u017f://sumsel.antaranews.com/berita/1/a",
        "ftp://sumsel.antaranews.com/berita/1/a",
        "javascript://sumsel.antaranews.com/berita/1/a",
        "mailto:sumsel.antaranews.com/berita/1/a",
        # another site, whatever it looks like
        "https://evil.com/berita/1/a",
        "https://sumsel.antaranews.com@evil.com/berita/1/a",
        "https://evil.com@sumsel.antaranews.com/berita/1/a",
        "https://sumsel.antaranews.com:443@evil.com/berita/1/a",
        "https://sumsel.antaranews.com.evil.com/berita/1/a",
        "https://evil.com\\@sumsel.antaranews.com/berita/1/a",
        "https:\\\\sumsel.antaranews.com\\berita\\1\\a",
        "https://sumsel.antaranews.com\\.evil.com/berita/1/a",
        "https://evil.com#@sumsel.antaranews.com/berita/1/a",
        "https://evil.com?@sumsel.antaranews.com/berita/1/a",
        "https://sumsel%2eantaranews.com/berita/1/a",
        "https://sumsel\u3002antaranews.com/berita/1/a",
        "https://\uff53umsel.antaranews.com/berita/1/a",
        "https://\u212al.antaranews.com/berita/1/a",
        "https://[::1]/berita/1/a",
        "https://[sumsel.antaranews.com/berita/1/a",
        "https://127.0.0.1/berita/1/a",
        "https://antarasumsel.com/berita/1/a",
        "https://x.sumsel.antaranews.com/berita/1/a",
        "https://img.antaranews.com/berita/1/a",
        "https://sumsel.antaranews.com../berita/1/a",
        # another port
        "https://sumsel.antaranews.com:8080/berita/1/a",
        "https://sumsel.antaranews.com:00443/berita/1/a",
        "https://sumsel.antaranews.com:x/berita/1/a",
        # another path
        f"{SUMSEL}",
        f"{SUMSEL}/",
        f"{SUMSEL}/berita",
        f"{SUMSEL}/berita/",
        f"{SUMSEL}/berita//",
        f"{SUMSEL}/amp",
        f"{SUMSEL}/amp/berita",
        f"{SUMSEL}/amp/amp/berita/1/a",
        f"{SUMSEL}/terkini/2",
        f"{SUMSEL}/tag/123/a",
        f"{SUMSEL}/kabar-daerah/pulang-pisau/2",
        f"{SUMSEL}/rss/terkini.xml",
        f"{SUMSEL}/foto/2",
        f"{SUMSEL}/video/2",
        "https://en.antaranews.com/news/2",
        f"{SUMSEL}/x/berita/1/a",
        f"{SUMSEL}/berita%2F1%2Fa",
        f"{SUMSEL}/?u=/berita/1/a",
        f"{SUMSEL}#/berita/1/a",
        f"{SUMSEL}/./berita/1/a",
        f"{SUMSEL}/x/../berita/1/a",
        f"{SUMSEL}/berita/1/../../foto/2/a",
        f"{SUMSEL}/berita/1/%2e%2E/a",
        f"{SUMSEL}/berita/1/a\x00b",
        f"{SUMSEL}/berita/1/a\\b",
        # another id
        f"{SUMSEL}/berita/0/a",
        f"{SUMSEL}/berita/000/a",
        f"{SUMSEL}/berita/-1/a",
        f"{SUMSEL}/berita/+1/a",
        f"{SUMSEL}/berita/1_0/a",
        f"{SUMSEL}/berita/1.0/a",
        f"{SUMSEL}/berita/0x1/a",
        f"{SUMSEL}/berita/1-a/a",
        f"{SUMSEL}/berita/\u0661/a",
        f"{SUMSEL}/berita/%D9%A1/a",
        f"{SUMSEL}/berita/%201/a",
        f"{SUMSEL}/berita/\u00b2/a",
        f"{SUMSEL}/berita/{MAX_ARTICLE_ID + 1}/a",
        f"{SUMSEL}/berita/{'9' * 5_000}/a",
        f"{SUMSEL}/berita/{'0' * 5_000}1/a",
        f"{SUMSEL}/berita/1/{'a' * 5_000}",
        f"{SUMSEL}/berita/1/a?{'a' * 100_000}",
    ],
)
def test_not_the_address_of_an_article(url: str) -> None:
    assert identify(url) is None
    assert canonical_url(url) is None


def test_the_largest_id() -> None:
    found = identify(f"{SUMSEL}/berita/{MAX_ARTICLE_ID}/a")
    assert found is not None
    assert found.article_id == MAX_ARTICLE_ID


PIECES = st.sampled_from(
    [
        "https://",
        "http://",
        "//",
        "/",
        "\\",
        "@",
        ":",
        ":443",
        ":8080",
        "?",
        "#",
        ".",
        "..",
        "%2e",
        "%",
        "amp",
        "berita",
        "news",
        "foto",
        "video",
        "0",
        "12",
        "0012",
        "819013",
        "99999999999999999999",
        "a-b",
        "ä",
        "�",
        "\x00",
        "\n",
        "[",
        "]",
        ";",
        "&",
        "sumsel.antaranews.com",
        "m.antaranews.com",
        "antaranews.com",
        "www.antarakalteng.com",
        "evil.com",
        "SUMSEL.antaranews.com.",
    ]
)
SLUGS = st.text(st.characters(exclude_characters="/?#\\"), max_size=40)
ADDRESSES = st.builds(
    "{}{}{}/{}{}/{}/{}{}".format,
    st.sampled_from(["https://", "http://", "//", "HTTPS://"]),
    st.sampled_from(["sumsel", "m", "www", "EN", "papuabarat", "baru"]),
    st.sampled_from([".antaranews.com", ".antaranews.com.", ".AntaraNews.com:443"]),
    st.sampled_from(["", "amp/", "/", "AMP/"]),
    st.sampled_from(["berita", "news", "foto", "photo", "video", "videos", "Berita"]),
    st.one_of(st.integers(1, 10**13).map(str), st.just("007")),
    SLUGS,
    st.sampled_from(["", "/", "?page=2", "#x", "//", "?utm_source=/berita/1"]),
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join), ADDRESSES))
@example("https://www.antaranews.com/berita/1/\ud800")
@example("https://www.antaranews.com/berita/1/" + "ä" * 1_000)
@example("https://www.antaranews.com/berita/1/%")
@example("https://www.antaranews.com/foto/12345/ ")
def test_any_text_is_answered_and_the_canonical_address_is_stable(url: str) -> None:
    found = identify(url)
    if found is None:
        assert canonical_url(url) is None
        return
    again = identify(found.canonical)
    assert again is not None
    assert (again.bureau, again.article_id, again.kind) == (
        found.bureau,
        found.article_id,
        found.kind,
    )
    assert again.canonical == found.canonical == canonical_url(url)
    assert not again.amp
    assert found.canonical.isascii()
    assert found.canonical.isprintable()
    assert " " not in found.canonical


@given(ADDRESSES)
def test_generated_addresses_are_mostly_articles(url: str) -> None:
    found = identify(url)
    if found is not None:
        assert f"/{found.article_id}" in found.canonical
        assert found.amp == ("/amp/" in url.lower().split("?")[0])
