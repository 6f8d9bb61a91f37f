"""Which articles a sample has, and what rates the answers make: pure."""

from __future__ import annotations

from collections import Counter
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.archive.audit_rates import FIELDS, rates, record_sha256, wilson
from pipelines.archive.audit_report import left, next_seq, report
from pipelines.archive.audit_sample import Draw, Stratum, allocate
from pipelines.archive.reading import ARTICLE_FIELDS

STRATA = st.builds(
    Stratum,
    st.sampled_from(["ambon", "bali", "sumsel", "www"]),
    st.sampled_from(["", "2015", "2020", "2026"]),
    st.sampled_from(["g1", "g3", "r", "amp"]),
)
HELD = st.dictionaries(STRATA, st.integers(1, 5_000), min_size=1, max_size=40)
SIZES = st.integers(1, 2_000)


@given(HELD, SIZES)
def test_a_sample_has_as_many_as_were_asked_for_and_no_more_of_a_part_than_it_has(held, size):
    found = allocate(held, size)
    assert sum(found.values()) == min(size, sum(held.values()))
    assert found.keys() == held.keys()
    assert all(0 <= found[each] <= held[each] for each in held)


@given(HELD, SIZES)
def test_each_part_has_one_where_that_takes_at_most_half(held, size):
    if 2 * len(held) <= size:
        assert min(allocate(held, size).values()) >= 1


@given(HELD, SIZES)
def test_the_rest_is_shared_out_in_proportion(held, size):
    """No part is more than one article away from what it should have."""
    found, total = allocate(held, size), sum(held.values())
    if size >= total:
        return
    first = 1 if 2 * len(held) <= size else 0
    rest, whole = size - first * len(held), total - first * len(held)
    for each, count in held.items():
        share = rest * (count - first) / whole if whole else 0
        assert floor(share - 1e-9) <= found[each] - first <= ceil(share + 1e-9)


@given(HELD, SIZES, st.randoms(use_true_random=False))
def test_the_order_of_the_parts_does_not_matter(held, size, random):
    mixed = list(held.items())
    random.shuffle(mixed)
    assert allocate(dict(mixed), size) == allocate(held, size)


def articles(counts: dict[Stratum, int]):
    return [
        ((each.bureau, number), each)
        for at, (each, count) in enumerate(counts.items())
        for number in range(1000 * at, 1000 * at + count)
    ]


def drawn(all_of_them, counts, size, seed):
    draw = Draw(seed, allocate(counts, size))
    draw.take(all_of_them)
    return draw.chosen()


COUNTS = {
    Stratum("bali", "2026", "r"): 900,
    Stratum("bali", "2015", "g1"): 100,
    Stratum("ambon", "", "r"): 1,
}


@given(st.integers(0, 10**9), st.integers(1, 300), st.randoms(use_true_random=False))
def test_the_same_seed_draws_the_same_whatever_the_order(seed, size, random):
    whole = articles(COUNTS)
    mixed = list(whole)
    random.shuffle(mixed)
    found = drawn(whole, COUNTS, size, seed)
    assert drawn(mixed, COUNTS, size, seed) == found
    assert len({key for key, _ in found}) == len(found) == size
    assert Counter(stratum for _, stratum in found) == Counter(allocate(COUNTS, size))


def test_another_seed_draws_others():
    whole = articles(COUNTS)
    first, other = (drawn(whole, COUNTS, 100, seed) for seed in (1, 2))
    assert len(set(first) & set(other)) < 40


def test_a_greater_sample_has_those_of_a_smaller_one_of_the_same_part():
    one = Stratum("bali", "2026", "r")
    whole = articles({one: 900})
    assert set(drawn(whole, {one: 900}, 50, 1)) < set(drawn(whole, {one: 900}, 60, 1))


def test_every_article_can_be_drawn_and_no_place_of_the_list_is_preferred():
    one = Stratum("bali", "2026", "r")
    whole = articles({one: 200})
    counts = Counter(key[1] for seed in range(400) for key, _ in drawn(whole, {one: 200}, 20, seed))
    # Each is expected 40 times, give or take six.
    assert len(counts) == 200
    assert 10 < min(counts.values()) <= max(counts.values()) < 75


def test_the_first_of_a_sample_are_a_sample_of_it():
    """A part of which nearly all is drawn does not come last: chosen and shown by two hashes."""
    rare, common = Stratum("ambon", "2015", "g1"), Stratum("bali", "2026", "r")
    counts = {rare: 60, common: 100_000}
    wanted = {rare: 50, common: 50}
    draw = Draw(1, wanted)
    draw.take([((each.bureau, n), each) for each, count in counts.items() for n in range(count)])
    half = Counter(stratum for _, stratum in draw.chosen()[:50])
    assert 12 < half[rare] < 38


@pytest.mark.parametrize(
    ("right", "judged", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17, table I, method 3; and two that are well known.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (0, 10, 0.0, 0.2775),
        (8, 10, 0.4902, 0.9433),
        (10, 10, 0.7225, 1.0),
        (0, 0, 0.0, 1.0),
    ],
)
def test_the_interval_is_as_published(right, judged, low, high):
    assert wilson(right, judged) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_the_share_and_mirrors(counts):
    right, judged = counts
    low, high = wilson(right, judged)
    assert 0 <= low <= high <= 1
    if judged:
        assert low - 1e-12 <= right / judged <= high + 1e-12
        other = wilson(judged - right, judged)
        assert (1 - other[1], 1 - other[0]) == pytest.approx((low, high))


@pytest.mark.parametrize("counts", [(-1, 3), (4, 3), (1, -1)])
def test_what_is_no_share_has_no_interval(counts):
    with pytest.raises(ValueError, match="no share"):
        wilson(*counts)


def test_cannot_tell_is_no_part_of_the_rate():
    said = [{"title": "right", "text": "unclear"}] * 8 + [{"title": "wrong"}, {"title": "unclear"}]
    found = {row["field"]: row for row in rates(said)}
    assert found["title"] | {"low": 0, "high": 0} == {
        **{"field": "title", "n": 10, "right": 8, "wrong": 1, "unclear": 1, "rate": 0.888889},
        **{"low": 0, "high": 0},
    }
    assert (found["text"]["n"], found["text"]["rate"], found["text"]["low"]) == (8, None, None)
    assert found["tags"]["n"] == 0
    assert list(found) == list(FIELDS)


def test_what_is_judged_are_fields_of_articles():
    assert {part for parts in FIELDS.values() for part in parts} <= set(ARTICLE_FIELDS)


def test_the_digest_of_a_record_tells_what_is_shown_apart():
    article = dict.fromkeys(ARTICLE_FIELDS)
    same = record_sha256({**article, "fetched_at": "later"})
    assert record_sha256(article) == same
    assert record_sha256({**article, "text": "\ud800"}) != same
    assert record_sha256({**article, "credits": []}) != same


ALL = dict.fromkeys(FIELDS, "right")


def sampled(*answers: dict, gone: tuple[int, ...] = ()) -> dict:
    return {
        **{"id": 1, "seed": 1, "size": 9, "drawn_at": "2026-11-23T10:00:00Z", "filters": {}},
        **{"articles": 30, "without_page": 2, "strata": [{}]},
        "drawn": [
            {
                **{"seq": seq, "answers": each, "held": seq not in gone},
                "extractor_version": "2" if each else None,
                "answered_at": f"2026-11-2{seq}T00:00:00Z" if each else None,
            }
            for seq, each in enumerate(answers, 1)
        ],
    }


def test_what_is_next():
    audit = sampled(ALL, {"title": "right"}, {}, {}, ALL, gone=(4,))
    assert next_seq(audit) == 2
    assert next_seq(audit, 2) == 3
    assert next_seq(audit, 3) == 2  # round to what was passed over; 4 is gone
    assert left(audit) == 2
    assert next_seq(sampled(ALL, {}, gone=(2,))) is None


def test_what_is_reported():
    told = report(sampled(ALL, {"title": "wrong"}, {}, {}, gone=(4,)))
    assert (told["drawn"], told["looked_at"], told["left"], told["gone"]) == (4, 1, 2, 1)
    assert told["first_answer"] == "2026-11-21T00:00:00Z"
    assert told["last_answer"] == "2026-11-22T00:00:00Z"
    assert told["extractor_versions"] == {"2": 2}
    assert told["fields"][0]["n"] == 2
    assert report(sampled({}))["last_answer"] is None


def test_one_of_each_comes_first_only_where_that_takes_no_more_than_half():
    large = Stratum("bali", "2026", "r")
    held = {large: 96, **{Stratum("ambon", str(year), "g1"): 1 for year in range(2015, 2019)}}
    assert set(allocate(held, 10).values()) == {6, 1}
    assert allocate(held, 9) == {each: 9 if each == large else 0 for each in held}
