"""Are two texts one report? Judged on the pairs of story_pairs.py, which were written by hand."""

from __future__ import annotations

import difflib
import re
from datetime import datetime

import pytest

from pipelines.archive.story_check import Likeness, likeness
from pipelines.archive.story_text import report_of
from tests.story_pairs import GRADES, PAIRS, Pair, described, judge, score, table

LEAST_PRECISION = 0.99
LEAST_RECALL = 0.97
IN_PERCENT = re.compile(r"^(\d+) % of the words")
ROUNDING = 0.02
"""A word more or less in a text of a hundred and fifty."""


@pytest.fixture(scope="module")
def judged():
    return [judge(pair) for pair in PAIRS]


def test_precision_and_recall(judged):
    print(table())
    of = score(judged)
    wrong = "\n".join(described(each) for each in judged if not each.right)
    assert of.precision >= LEAST_PRECISION, wrong
    assert of.recall >= LEAST_RECALL, wrong


def test_each_same_pair_is_found(judged):
    lost = [described(each) for each in judged if each.pair.same and not each.found]
    assert not lost, f"index recall {score(judged).index_recall:.3f}"


def test_the_index_and_the_check_together(judged):
    of = score(judged)
    assert of.recall_of_both >= LEAST_RECALL


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_judgement_is_symmetric(pair):
    there, back = _both_ways(pair)
    assert there.same == back.same


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_likeness_is_symmetric(pair):
    there, back = _both_ways(pair)
    assert (there.of_one, there.of_other) == pytest.approx((back.of_other, back.of_one))
    assert (there.lead, there.dates, there.numbers, there.shorter) == pytest.approx(
        (back.lead, back.dates, back.numbers, back.shorter)
    )


def _both_ways(pair: Pair) -> tuple[Likeness, Likeness]:
    one, other = (
        report_of(text, place) for text, place in zip(pair.texts, pair.places, strict=True)
    )
    return likeness(one, other), likeness(other, one)


def test_the_table_names_each_grade_and_each_misjudged_pair(judged):
    printed = table()
    for grade in (*GRADES, "all"):
        assert f"| {grade} | " in printed
    for each in judged:
        if not each.right:
            assert each.pair.name in printed


# The pairs themselves: a slip in them would be counted as the code's.


def test_the_pairs_are_enough_of_each_kind():
    assert len({pair.name for pair in PAIRS}) == len(PAIRS)
    assert {pair.grade for pair in PAIRS} == set(GRADES)
    for same in (True, False):
        assert sum(pair.same == same for pair in PAIRS) >= 70
        assert {pair.grade for pair in PAIRS if pair.same == same} == set(GRADES)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_a_pair_is_well_formed(pair):
    for text, place, title in zip(pair.texts, pair.places, pair.titles, strict=True):
        assert title
        assert all(part.strip() == part != "" for part in text.split("\n\n"))
        assert place is None or text.startswith(place)
        assert place is None or "ANTARA" in text[: len(place) + 30]
    first, later = map(datetime.fromisoformat, pair.published)
    if pair.same:
        assert pair.bureaus[0] != pair.bureaus[1]
        assert abs((later - first).total_seconds()) <= 4 * 86_400


@pytest.mark.parametrize(
    "pair", [pair for pair in PAIRS if IN_PERCENT.match(pair.name)], ids=lambda pair: pair.name
)
def test_a_share_of_changed_words_is_what_the_name_says(pair):
    said = int(IN_PERCENT.match(pair.name)[1]) / 100
    assert _changed(pair) == pytest.approx(said, abs=ROUNDING)


def _changed(pair: Pair) -> float:
    one, other = (text.split() for text in pair.texts)
    return 1 - difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_a_comparison_that_ends_early_comes_to_the_same(pair):
    one, other = (
        report_of(text, place) for text, place in zip(pair.texts, pair.places, strict=True)
    )
    full, early = likeness(one, other), likeness(one, other, whole=False)
    assert (early.same, early.facts) == (full.same, full.facts)
    if not full.dates:
        assert early == full
