"""Blocks that stand twice come out once; what an author repeats stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.layouts.repeats import SENTENCE, repeated_paragraphs
from tests.layout_pages import SENTENCES

P = [
    f"Paragraf rekaan nomor {n} yang cukup panjang untuk berdiri sebagai kalimat."
    for n in range(12)
]
REFRAIN = "Layang-layang, terbanglah tinggi, bawalah salam kami semua ke seberang lautan."
SAID = "ujarnya."


def once(paragraphs: list[str]) -> list[str]:
    dropped = repeated_paragraphs(paragraphs)
    return [one for number, one in enumerate(paragraphs) if number not in dropped]


@pytest.mark.parametrize(
    ("given", "want"),
    [
        ([*P[:8], *P[1:8]], P[:8]),  # eight, of which seven stand twice
        ([*P[:4], *P[:4]], P[:4]),
        ([*P[:4], *(f"\u200b{one}\xad" for one in P[:4])], P[:4]),
        ([*P[:2], *P[:2]], P[:2]),
        ([*P[:4], *P[1:4], *P[4:6]], P[:6]),  # directly after, then the text goes on
        ([*P[:5], P[8], *P[1:4], P[9]], [*P[:5], P[8], P[9]]),  # something stands between
        ([*P[:3], *P[:3], *P[:3]], P[:3]),  # three times
        ([*P[:4], *P[2:4], *P[4:6], *P[0:2]], P[:6]),  # two blocks
        ([*P[:4], P[1], P[2], P[9], P[2], P[3]], [*P[:4], P[9]]),
        ([P[0], P[1], SAID, P[2], P[1], SAID, P[2]], [P[0], P[1], SAID, P[2]]),
        ([P[0], P[1], P[1], P[1]], [P[0], P[1], P[1], P[1]]),
    ],
)
def test_blocks(given: list[str], want: list[str]) -> None:
    assert once(given) == want


def test_whitespace_makes_no_difference() -> None:
    assert once([*P[:3], *(one.replace(" ", "\xa0\n ") for one in P[:3])]) == P[:3]


@pytest.mark.parametrize(
    "paragraphs",
    [
        [],
        [P[0]],
        [P[0], P[0]],  # one paragraph is no block
        [P[0], SAID, P[1], SAID, P[2], SAID],
        [P[0], REFRAIN, P[1], REFRAIN, P[2], REFRAIN],
        [P[0], REFRAIN, SAID, P[1], REFRAIN, SAID],  # one sentence and a short line
        [SAID, "katanya.", P[0], SAID, "katanya."],
        ["Ya.", "Tidak.", "Ya.", "Tidak.", "Ya.", "Tidak."],
        [*P[:4], *reversed(P[:4])],
        ["", "", "", ""],
    ],
)
def test_what_an_author_repeats_stays(paragraphs: list[str]) -> None:
    assert repeated_paragraphs(paragraphs) == set()


def test_a_paragraph_that_differs_by_a_word_is_another() -> None:
    changed = [one.replace("cukup", "sangat") for one in SENTENCES]
    changed = [f"{one} Lagi." for one in changed]
    assert repeated_paragraphs([*SENTENCES, *changed]) == set()


def test_sentences_are_measured_without_whitespace() -> None:
    short = "a b " * (SENTENCE // 3)
    assert len(short) > SENTENCE
    assert repeated_paragraphs([short, short + "c", short, short + "c"]) == set()


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from([*P[:5], SAID, REFRAIN]), max_size=14),
    st.integers(0, 8),
    st.integers(2, 8),
)
def test_what_is_dropped_is_always_told_before(texts: list[str], start: int, length: int) -> None:
    given_twice = [*texts, *texts[start : start + length]]
    dropped = repeated_paragraphs(given_twice)
    kept = [one for n, one in enumerate(given_twice) if n not in dropped]
    assert set(kept) == set(given_twice)
    assert all(given_twice.index(given_twice[n]) < n for n in dropped)
    assert repeated_paragraphs(given_twice) == dropped


@settings(max_examples=100)
@given(st.integers(2, 12), st.data())
def test_a_copy_of_two_sentences_or_more_is_always_found(count: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, count - 2))
    end = data.draw(st.integers(start + 2, count))
    assert once([*P[:count], *P[start:end]]) == P[:count]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("paragraph", ["kata", P[0], ""])
def test_a_hundred_thousand_equal_lines_end(paragraph: str) -> None:
    assert len(repeated_paragraphs([paragraph] * 100_000)) < 100_000
