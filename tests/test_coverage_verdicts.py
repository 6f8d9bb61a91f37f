"""The verdict of a day: every one, its reason, and what is usual."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.archive.verdicts import (
    Facts,
    Listed,
    gaps_of,
    is_low,
    iso,
    judge,
    judge_days,
    usual,
)

DAY = date(2026, 3, 4).toordinal()
TODAY = DAY + 30


def verdict(**facts):
    judged = judge(Facts(DAY, **facts), TODAY)
    return judged.verdict, judged.reason


def listed(announced=None, named=0, complete=True, after=True, way="indeks"):
    return (Listed(way, announced, named, complete, after),)


WALKED = {"terkini": 1}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, ("not_walked", "no listing was read over it")),
        ({"held": 4}, ("not_walked", "no listing was read over it")),
        ({"held": 4, "walk": "a walk failed: 503"}, ("not_walked", "a walk failed: 503")),
        ({"held": 4, "walked": WALKED}, ("complete", "")),
        ({"held": 4, "listed": listed(named=4)}, ("complete", "")),
        ({"gone": 1, "rejected": 2, "walked": WALKED}, ("complete", "")),
        ({"held": 4, "withdrawn": 1, "walked": WALKED}, ("withdrawn", "1 withdrawn on request")),
        ({"withdrawn": 2, "walked": WALKED}, ("withdrawn", "2 withdrawn on request")),
        ({"held": 4, "withdrawn": 1}, ("not_walked", "no listing was read over it")),
        ({"withdrawn": 1, "walked": WALKED, "pending": 3}, ("partial", "3 pending")),
        (
            {"held": 8, "withdrawn": 1, "listed": listed(9, 5, complete=False)},
            ("withdrawn", "1 withdrawn on request"),
        ),
        (
            {"walked": WALKED},
            ("nothing_published", "a listing was read to its end and named none"),
        ),
        (
            {"listed": listed(announced=0)},
            ("nothing_published", "a listing was read to its end and named none"),
        ),
        # The number is reached although the listing was not read to its end: 9 of 9.
        (
            {"held": 6, "gone": 2, "rejected": 1, "listed": listed(9, 5, complete=False)},
            ("complete", ""),
        ),
        (
            {"held": 6, "listed": listed(9, 6, complete=False)},
            ("partial", "its listing announces 9 and 6 are known"),
        ),
        # Named by the listing, held under another day: 23:59 is listed the day after.
        ({"held": 8, "listed": listed(9, 9)}, ("complete", "")),
        ({"held": 8, "walked": WALKED, "pending": 3}, ("partial", "3 pending")),
        ({"held": 8, "walked": WALKED, "failed": 1}, ("partial", "1 failed")),
        (
            {"pending": 1, "failed": 2, "listed": listed(9, 4)},
            ("partial", "1 pending, 2 failed, its listing announces 9 and 4 are known"),
        ),
        (
            {"held": 4, "listed": listed(named=4, complete=False)},
            ("partial", "its listing was not read to its end"),
        ),
        (
            {"held": 4, "listed": listed(named=4, after=False)},
            ("partial", "its listing was read before the day was over"),
        ),
        # A number that was read while the day was not over proves nothing when it is reached.
        (
            {"held": 4, "listed": listed(4, 4, after=False)},
            ("partial", "its listing was read before the day was over"),
        ),
    ],
)
def test_verdict_and_reason(facts, expected):
    assert verdict(**facts) == expected


@pytest.mark.parametrize("day", [TODAY, TODAY + 1])
def test_a_day_that_is_not_over_is_never_judged(day):
    judged = judge(Facts(day, pending=3, walked=WALKED), TODAY)
    assert judged.verdict == "not_over"
    assert gaps_of([judged]) == []


def weeks(number, *, middle, **changes):
    """Nine equal weekdays, seven days apart, the middle one another."""
    days = []
    for week in range(-4, 5):
        facts = Facts(DAY + 7 * week, number, walked=WALKED)
        days.append(Facts(DAY, middle, **({"walked": WALKED} | changes)) if week == 0 else facts)
    (day,) = [day for day in judge_days(days, TODAY + 99) if day.facts.day == DAY]
    return day


@pytest.mark.parametrize(
    ("number", "middle", "expected"),
    [
        (20, 0, "low"),
        (20, 4, "low"),
        (20, 5, "complete"),
        (12, 2, "low"),
        (11, 2, "complete"),
        (6, 0, "low"),
        (5, 0, "nothing_published"),  # a small bureau has days without news
        (1, 0, "nothing_published"),
    ],
)
def test_a_day_far_below_its_weekday_is_a_gap(number, middle, expected):
    assert weeks(number, middle=middle).verdict == expected


def test_a_low_day_says_the_numbers():
    assert weeks(20, middle=1).reason == "1 where 20 are usual on this weekday"


def test_a_second_reading_or_the_listing_itself_confirms_a_low_day():
    twice = weeks(20, middle=1, walked={"latest": 1, "indeks": 1})
    assert (twice.verdict, twice.reason) == (
        "complete",
        "1 where 20 are usual on this weekday, read 2 times",
    )
    says_so = weeks(20, middle=0, walked={}, listed=listed(announced=0))
    assert says_so.verdict == "nothing_published"
    # A walk and the listed day that it left behind are one reading.
    once = weeks(20, middle=0, walked={"indeks": 1}, listed=listed())
    assert once.verdict == "low"


def test_what_was_withdrawn_was_published():
    most = weeks(20, middle=1, withdrawn=12)
    assert (most.verdict, most.reason) == ("withdrawn", "12 withdrawn on request")
    assert gaps_of([most]) == []
    assert weeks(20, middle=1, withdrawn=2).verdict == "low"
    twice = weeks(20, middle=1, withdrawn=2, walked={"latest": 1, "indeks": 1})
    assert twice.reason.startswith("2 withdrawn on request; 3 where 20 are usual")


def test_usual_is_the_median_and_one_flood_does_not_move_it():
    known = {DAY + 7 * week: 10 for week in range(-4, 5)}
    known[DAY + 7] = 900
    assert usual(known, DAY) == 10
    few = {DAY + 7 * week: 10 for week in (-2, -1, 1)}
    assert usual(few, DAY) is None
    assert not is_low(0, None)
    # Another weekday says nothing of this one.
    assert usual({DAY + n: 10 for n in range(1, 7)}, DAY) is None


def test_days_that_are_holes_themselves_do_not_make_the_usual():
    days = [Facts(DAY + 7 * week, 0, pending=1) for week in range(-4, 0)]
    days += [Facts(DAY, 0, walked=WALKED)]
    days += [Facts(DAY + 7 * week, 20, walked=WALKED) for week in range(1, 5)]
    (day,) = [day for day in judge_days(days, TODAY + 99) if day.facts.day == DAY]
    assert day.verdict == "low"


def test_gaps_are_days_in_a_row_of_one_verdict():
    days = [
        Facts(DAY),
        Facts(DAY + 1),
        Facts(DAY + 2, pending=2),
        Facts(DAY + 3, failed=1),
        Facts(DAY + 4, walked=WALKED),
        Facts(DAY + 5),
    ]
    found = gaps_of(judge(each, TODAY) for each in days)
    assert [(gap.first_day, gap.last_day, gap.reason) for gap in found] == [
        (iso(DAY), iso(DAY + 1), "not walked: no listing was read over it"),
        (iso(DAY + 2), iso(DAY + 3), "partial: 2 pending, 1 failed"),
        (iso(DAY + 5), iso(DAY + 5), "not walked: no listing was read over it"),
    ]
    assert [gap.verdict for gap in found] == ["not_walked", "partial", "not_walked"]
