"""Addresses of a search, for any words that a person types."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.bureaus import load_bureaus
from crawler.urls import identify
from crawler.ways import search_page

JATIM, WWW, EN = (load_bureaus()[name] for name in ("jatim", "www", "en"))
ROOT = "https://jatim.antaranews.com"
SINCE, UNTIL = "2025-01-01", "2025-01-31"


@pytest.mark.parametrize(
    ("number", "path"),
    [
        (1, "/search?q=banjir+rob&startDate=01-01-2025&endDate=31-01-2025"),
        (2, "/search/banjir%20rob/01-01-2025/31-01-2025/2"),
        (40, "/search/banjir%20rob/01-01-2025/31-01-2025/40"),
    ],
)
def test_with_dates(number: int, path: str) -> None:
    for bureau in (JATIM, WWW, EN):
        wanted = f"https://{bureau.host}{path}"
        assert search_page(bureau, "banjir rob", SINCE, UNTIL, number) == wanted


@pytest.mark.parametrize("number", [1, 2, 40])
def test_without_dates(number: int) -> None:
    found = search_page(JATIM, "banjir rob", None, None, number)
    assert found == f"{ROOT}/search/banjir%20rob/{number}"
    found = search_page(WWW, "banjir rob", None, None, number)
    assert found == f"https://www.antaranews.com/search?q=banjir+rob&page={number}"


@pytest.mark.parametrize(
    ("words", "query", "path"),
    [
        ('"pasar ikan"', "%22pasar+ikan%22", "%22pasar%20ikan%22"),
        ("7/12", "7%2F12", "7%2F12"),
        ("50%", "50%25", "50%25"),
        ("50%20", "50%2520", "50%2520"),
        ("C++", "C%2B%2B", "C%2B%2B"),
        ("kafé", "kaf%C3%A9", "kaf%C3%A9"),
        ("kafe\u0301", "kaf%C3%A9", "kaf%C3%A9"),
        ("a&b=c?d#e;f", "a%26b%3Dc%3Fd%23e%3Bf", "a%26b%3Dc%3Fd%23e%3Bf"),
        ("  banjir \n rob\t", "banjir+rob", "banjir%20rob"),
        ("Jum'at", "Jum%27at", "Jum%27at"),
        ("a\x00b\x1b[2J", "ab%5B2J", "ab%5B2J"),
        ("bencana 🌊", "bencana+%F0%9F%8C%8A", "bencana%20%F0%9F%8C%8A"),
    ],
)
def test_words_are_encoded(words: str, query: str, path: str) -> None:
    found = search_page(JATIM, words, SINCE, UNTIL, 1)
    assert found == f"{ROOT}/search?q={query}&startDate=01-01-2025&endDate=31-01-2025"
    found = search_page(JATIM, words, SINCE, UNTIL, 2)
    assert found == f"{ROOT}/search/{path}/01-01-2025/31-01-2025/2"
    assert search_page(JATIM, words, None, None, 1) == f"{ROOT}/search/{path}/1"


@pytest.mark.parametrize("words", ["", "  ", "..", "./..", "?", "\x00", "\ud800"])
def test_there_is_nothing_to_search_without_a_letter_or_digit(words: str) -> None:
    with pytest.raises(ValueError, match="letter or digit"):
        search_page(JATIM, words, None, None, 1)


@pytest.mark.parametrize(
    ("since", "until", "number", "says"),
    [
        (SINCE, None, 1, "both"),
        (None, UNTIL, 1, "both"),
        ("01-01-2025", UNTIL, 1, "YYYY-MM-DD"),
        (SINCE, "2025-02-30", 1, "YYYY-MM-DD"),
        (UNTIL, SINCE, 1, "after"),
        (None, None, 0, "0"),
    ],
)
def test_what_makes_no_sense_is_refused(
    since: str | None, until: str | None, number: int, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        search_page(JATIM, "banjir", since, until, number)


@given(words=st.text(max_size=60), number=st.integers(1, 500), dates=st.booleans())
def test_words_survive_their_address(words: str, number: int, dates: bool) -> None:
    span = (SINCE, UNTIL) if dates else (None, None)
    for bureau in (JATIM, WWW):
        try:
            found = search_page(bureau, words, *span, number)
        except ValueError:
            assert not any(char.isalnum() for char in words)
            continue
        parts = urlsplit(found)
        assert (parts.scheme, parts.netloc) == ("https", bureau.host)
        assert found.isascii()
        assert parts.fragment == ""
        if parts.query:
            assert parts.path == "/search"
            told = parse_qs(parts.query)["q"][0]
        else:
            segments = parts.path.split("/")
            assert segments[1] == "search"
            assert len(segments) == (6 if dates else 4)
            told = unquote(segments[2])
        wanted = [char for char in words if char.isalnum()]
        assert len([char for char in told if char.isalnum()]) <= len(wanted) or wanted
        assert told == " ".join(told.split())
        assert identify(found) is None
