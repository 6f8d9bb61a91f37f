"""A person's own list: addresses and keys, one a line, in the forms that lists come in."""

from __future__ import annotations

import io
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.items import Kind
from crawler.urls import identify
from crawler.ways import ListedUrl, RefusedLine, read_list, read_list_lines

SUMSEL = "https://sumsel.antaranews.com"
URL = f"{SUMSEL}/berita/819013/panen-raya"


def only(line: str) -> ListedUrl:
    found = read_list(line)
    assert found.refused == []
    (entry,) = found.found
    return entry


def refused(line: str) -> str:
    found = read_list(line)
    assert found.found == []
    (entry,) = found.refused
    return entry.why


def test_a_list_is_read() -> None:
    text = f"""# berita panen
{URL}

sumsel/819014
   # sampai di sini
https://example.org/berita/5/x
https://bali.antaranews.com/foto/7/pasar
"""
    found = read_list(text)
    assert found.found == [
        ListedUrl(URL, "sumsel", 819013, Kind.ARTICLE, 2),
        ListedUrl(f"{SUMSEL}/berita/819014", "sumsel", 819014, Kind.ARTICLE, 4),
        ListedUrl("https://bali.antaranews.com/foto/7/pasar", "bali", 7, Kind.PHOTO, 7),
    ]
    assert found.refused == [
        RefusedLine(6, "https://example.org/berita/5/x", "not an address of ANTARA")
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", "# x\n#y\n", " \t\r\n"])
def test_an_empty_list_is_none(text: str) -> None:
    found = read_list(text)
    assert (found.found, found.refused) == ([], [])


@pytest.mark.parametrize(
    "line",
    [
        f"\ufeff{URL}",
        f"  {URL}\t",
        f'"{URL}"',
        f"'{URL}'",
        f"“{URL}”",
        f"<{URL}>",
        f"[{URL}]",
        f"({URL})",
        f"- {URL}",
        f"* {URL}",
        f"1. {URL}",
        f"[Panen raya]({URL})",
        f"{URL},",
        f"{URL};",
        f"{URL}.",
        f"{URL}  # yang penting",
        f"12,{URL},Panen raya",
        f'819013;"Panen, raya";"{URL}"',
        f"2025-01-12\t{URL}\tPanen",
        f"Panen | {URL} | sumsel",
        f'{{"url": "{URL}", "title": "Panen"}},',
        '{"url": "' + URL.replace("/", "\\/") + '"}',
        f"https://example.org/dari,{URL}",
        f"{SUMSEL}/ekonomi,{URL}",
        f"lihat {URL} dan simpan",
    ],
)
def test_the_address_is_found_in_its_line(line: str) -> None:
    assert only(line) == ListedUrl(URL, "sumsel", 819013, Kind.ARTICLE, 1)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        (f"{URL}?utm_source=a&utm_medium=b&utm_campaign=c", ("sumsel", 819013)),
        (f"{URL}#komentar", ("sumsel", 819013)),
        ("http://sumsel.antaranews.com/berita/819013/x", ("sumsel", 819013)),
        ("HTTPS://SUMSEL.ANTARANEWS.COM/berita/819013", ("sumsel", 819013)),
        (f"{SUMSEL}/amp/berita/819013/panen-raya", ("sumsel", 819013)),
        ("https://m.antaranews.com/amp/berita/12/x", ("www", 12)),
        ("antaranews.com/berita/12/x", ("www", 12)),
        ("//sumsel.antaranews.com/berita/819013/x", ("sumsel", 819013)),
        ("sumsel.antaranews.com/berita/819013/x", ("sumsel", 819013)),
        ("http://www.antarakalteng.com/berita/262288/x", ("kalteng", 262288)),
        ("www.antarakalteng.com/berita/262288/x", ("kalteng", 262288)),
        ("https://en.antaranews.com/news/415459/x", ("en", 415459)),
        ("https://papuabarat.antaranews.com/berita/7/x", ("papuabarat", 7)),
    ],
)
def test_addresses_in_all_forms(line: str, key: tuple[str, int]) -> None:
    entry = only(line)
    assert (entry.bureau, entry.article_id) == key
    # As it was found, with its scheme and without its fragment: that is what is asked for.
    assert entry.url.endswith(line.partition("#")[0])
    assert identify(entry.url) is not None


@pytest.mark.parametrize(
    ("line", "url"),
    [
        ("sumsel/819013", f"{SUMSEL}/berita/819013"),
        ("en/415459", "https://en.antaranews.com/news/415459"),
        ("www/12", "https://www.antaranews.com/berita/12"),
        (" SUMSEL/819013 ", f"{SUMSEL}/berita/819013"),
        ('"sumsel/819013"', f"{SUMSEL}/berita/819013"),
        ("[sumsel/819013]", f"{SUMSEL}/berita/819013"),
        ("sumsel/819013,Panen raya,2025", f"{SUMSEL}/berita/819013"),
        ("Panen raya;sumsel/819013", f"{SUMSEL}/berita/819013"),
        ("7/12;sumsel/819013", f"{SUMSEL}/berita/819013"),
        ("sumsel/819013 # panen", f"{SUMSEL}/berita/819013"),
        ("papuabarat/7", "https://papuabarat.antaranews.com/berita/7"),
        ("sumsel.antaranews.com/819013", f"{SUMSEL}/berita/819013"),
    ],
)
def test_keys_become_addresses(line: str, url: str) -> None:
    entry = only(line)
    assert entry.url == url
    found = identify(url)
    assert found is not None
    assert (entry.bureau, entry.article_id) == (found.bureau, found.article_id)


def test_a_short_number_on_en_is_an_article_all_the_same() -> None:
    # /news/12 is a page of a listing; as a key it is what the person said.
    assert refused("en/12") == "article 12 of en has no address without its slug: give the address"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("https://example.org/berita/1/a", "not an address of ANTARA"),
        ("https://antaranews.com.example.org/berita/1/a", "not an address of ANTARA"),
        ("https://sumsel.antaranews.com@example.org/berita/1/a", "not an address of ANTARA"),
        ("http://127.0.0.1/berita/1/a", "not an address of ANTARA"),
        ("https://antarasumsel.com/berita/1/a", "not an address of ANTARA"),
        (f"{SUMSEL}/", "a listing, not an article"),
        (SUMSEL, "a listing, not an article"),
        ("sumsel.antaranews.com", "a listing, not an article"),
        (f"{SUMSEL}/terkini/2", "a listing, not an article"),
        (f"{SUMSEL}/tag/panen", "a listing, not an article"),
        (f"{SUMSEL}/search?q=panen", "a listing, not an article"),
        (f"{SUMSEL}/indeks/12-01-2025", "a listing, not an article"),
        (f"https://example.org/a,{SUMSEL}/ekonomi", "a listing, not an article"),
        (f"{SUMSEL}/rss/terkini.xml", "a feed, not an article"),
        ("https://en.antaranews.com/news/2", "a listing, not an article"),
        ("https://img.antaranews.com/cache/a.jpg", "a file, not an article"),
        (f"{SUMSEL}/berita/abc/panen", "no article's address: its number is missing"),
        (f"{SUMSEL}/berita/0/panen", "no article's address: its number is missing"),
        ("panen raya", "neither an address nor a key such as sumsel/819013"),
        ("819013", "neither an address nor a key such as sumsel/819013"),
        (
            "ftp://sumsel.antaranews.com/berita/1/a",
            "neither an address nor a key such as sumsel/819013",
        ),
        ("/berita/819013/panen", "neither an address nor a key such as sumsel/819013"),
        ("sumsel/0", "no article has the number 0"),
        ("sumsel/9999999999999", "no article has the number 9999999999999"),
        ("sumse/819013", "Unknown bureau 'sumse'. Did you mean 'sumsel'? See 'antara bureaus'."),
        ("7/12", "Unknown bureau '7'. See 'antara bureaus'."),
    ],
)
def test_other_lines_are_refused_with_the_reason(line: str, why: str) -> None:
    assert refused(line) == why


def test_a_head_of_columns_is_no_mistake() -> None:
    for head in ("url,title", "id;Alamat;judul", '"title"\t"URL"', "url", "key"):
        found = read_list(f"# daftar\n{head}\n{URL}\n")
        assert ([entry.line for entry in found.found], found.refused) == ([3], [])
    found = read_list(f"{URL}\nurl,title\n")
    assert [entry.line for entry in found.refused] == [2]


def test_lines_are_counted_as_editors_count_them() -> None:
    text = f"x\r\n\ry\u2028z\x0b{URL}\n{URL}"
    found = read_list(text)
    assert [entry.line for entry in found.found] == [3, 4]
    assert [entry.line for entry in found.refused] == [1]


def test_what_is_shown_of_a_refused_line_is_short_and_harmless() -> None:
    (entry,) = read_list("x\x1b[2J" + "y" * 100_000).refused
    assert len(entry.text) <= 200
    assert entry.text.isprintable()


def test_a_line_that_is_too_long_is_refused() -> None:
    line = "x" * 70_000 + URL
    assert refused(line) == "longer than 65,536 characters"


def test_a_million_lines_are_read_one_by_one() -> None:
    seen = 0

    def lines() -> itertools.chain[str]:
        nonlocal seen
        for number in range(1, 1_000_001):
            seen = number
            yield f"{SUMSEL}/berita/{number}/x\n"

    entries = read_list_lines(lines())
    for number, entry in enumerate(itertools.islice(entries, 2000), 1):
        assert isinstance(entry, ListedUrl)
        assert (entry.line, entry.article_id, seen) == (number, number, number)


def test_an_open_file_is_read_line_by_line() -> None:
    entries = list(read_list_lines(io.StringIO(f"\ufeff{URL}\nx\n")))
    assert [type(entry) for entry in entries] == [ListedUrl, RefusedLine]


@settings(max_examples=200)
@given(text=st.text(max_size=200))
def test_reader_never_raises(text: str) -> None:
    for line in (text, f"{text}{URL}", f"{URL}{text}", f"sumsel/{text}", f"https://{text}"):
        read = read_list(line)
        for entry in read.found:
            found = identify(entry.url)
            assert found is not None
            key = (found.bureau, found.article_id, found.kind)
            assert key == (entry.bureau, entry.article_id, entry.kind)
        assert all(entry.why for entry in read.refused)
