"""When a share that fell is drift: the pure decisions, and their rate of false alarms."""

from __future__ import annotations

import math
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.archive import odds
from pipelines.archive.drift_checks import FEW, LAYOUT, MISSING, SOURCE, checks_of
from pipelines.archive.drift_verdicts import (
    candidates,
    chance,
    is_over,
    judge,
    share_of_rate,
)
from tests.measured import TIME, at, counted, measured, quiet_history, weeks

RATE = share_of_rate(timedelta(days=1))
LAST = 21


def noticed(history, *now, run=LAST, rate=RATE, **options):
    """What a run says: a set of (what, field)."""
    found = candidates("sumsel", [*history, *now], run, **options)
    return {(one.check.what, one.check.field): one for one in judge(found, rate)}


# ---- the odds


@given(
    st.integers(0, 40).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
    st.floats(0.05, 500),
    st.floats(0.05, 500),
)
def test_the_chances_are_those_of_a_distribution(of, a, b):
    pages, good = of
    each = [odds.chance_of(n, pages, (a, b)) for n in range(pages + 1)]
    assert math.isclose(sum(each), 1, rel_tol=1e-6)
    assert math.isclose(
        sum(each[: good + 1]), odds.chance_of_at_most(good, pages, (a, b)), rel_tol=1e-6
    )


def test_what_differs_from_run_to_run_is_expected_to():
    even = [(9, 10)] * 20
    uneven = [(10, 10)] * 18 + [(0, 10)] * 2
    assert odds.clustering(even) == odds.LEAST_CLUSTERING
    assert odds.clustering(uneven) > 0.4
    assert odds.chance_of_at_most(0, 10, odds.expected(even)) < 1e-6
    assert odds.chance_of_at_most(0, 10, odds.expected(uneven)) > 0.01


def test_a_band_stands_around_the_median():
    low, high = odds.band({300: 50, 280: 20, 320: 20, 9000: 3, 2: 3}, 0.2)
    assert 140 < low < 180
    assert 500 < high < 600
    assert odds.band({0: 100}, 0.35)[0] == 0


@given(st.timedeltas(timedelta(0), timedelta(days=400)))
def test_a_run_takes_its_part_of_the_rate(gap):
    assert 0 < share_of_rate(gap) <= 1 / 3 / 365


# ---- what is noticed


def test_a_field_that_was_always_there_and_is_not():
    verdict = noticed(weeks(), measured(LAST, counted(9, {"credits": 9})))[MISSING, "credits"]
    assert (verdict.before, verdict.now) == ((200, 200), (0, 9))
    assert (verdict.since, verdict.since_run) == (at(LAST), LAST)
    assert (verdict.check.selector, verdict.example) == ("footer", 1002)


def test_a_source_that_gives_no_more_though_another_does():
    history = weeks(printed=1)
    (verdict,) = noticed(history, measured(LAST, counted(10, printed=10))).values()
    assert (verdict.check.what, verdict.check.selector) == (SOURCE, TIME)
    assert verdict.now == (0, 10)


def test_a_field_that_lacks_is_said_once_and_not_of_its_source_too():
    found = noticed(weeks(), measured(LAST, counted(9, {"published": 9})))
    assert set(found) == {(MISSING, "published")}


def test_pages_that_no_layout_knows():
    generic = measured(LAST, counted(4, generic=4), layout="generic")
    (verdict,) = noticed(weeks(), generic).values()
    assert (verdict.check.what, verdict.check.layout) == (LAYOUT, "r")
    assert (verdict.before, verdict.now) == ((200, 200), (0, 4))
    assert verdict.example == 1000


def test_some_of_the_pages_are_enough():
    generic = measured(LAST, counted(4, generic=4), layout="generic")
    assert set(noticed(weeks(), measured(LAST, counted(8)), generic)) == {(LAYOUT, LAYOUT)}


def test_one_page_is_a_page():
    generic = measured(LAST, counted(1, generic=1), layout="generic")
    assert noticed(weeks(), generic) == {}
    assert noticed(weeks(), measured(LAST, counted(1, {"credits": 1, "published": 1}))) == {}


def test_several_small_runs_make_one_large():
    hours = [measured(LAST + n, counted(1, {"credits": 1}), began=at(LAST, n)) for n in range(4)]
    alone = [noticed(weeks(), *hours[: n + 1], run=LAST + n) for n in range(4)]
    assert alone[:2] == [{}, {}]
    verdict = alone[3][MISSING, "credits"]
    assert (verdict.since_run, verdict.now) == (LAST, (0, 4))


def test_texts_that_end_early():
    rng = Random(1)
    history = [
        measured(run, counted(10, words=[rng.randint(150, 600) for _ in range(10)]))
        for run in range(1, LAST)
    ]
    usual = measured(LAST, counted(8, words=[160, 200, 590, 300, 250, 450, 180, 520]))
    assert noticed(history, usual) == {}
    assert set(noticed(history, measured(LAST, counted(8, words=[30] * 8)))) == {(FEW, "words")}


# ---- what is not


@pytest.mark.parametrize(
    ("history", "run"),
    [([], 1), (weeks(2, 50), LAST), (weeks(6), 7), (weeks(19, 1), 20)],
    ids=["none", "two runs are no habit", "nor are six days", "nor nineteen pages"],
)
def test_too_little_is_known_to_judge(history, run):
    assert noticed(history, measured(run, counted(9, {"credits": 9})), run=run) == {}


def test_a_bureau_that_never_had_a_field_lacks_nothing():
    history = weeks(lacking={"credits": 10})
    assert noticed(history, measured(LAST, counted(9, {"credits": 9}))) == {}


def test_what_most_pages_lack_is_not_judged():
    history = weeks(lacking={"credits": 6})
    assert noticed(history, measured(LAST, counted(10, {"credits": 10}))) == {}


def test_a_mixture_of_kinds_and_layouts_is_none_of_drift():
    history = []
    for run in range(1, LAST):
        history.append(measured(run, counted(8)))
        history.append(measured(run, counted(2, {"credits": 2}), kind="video"))
        history.append(measured(run, counted(3, {"tags": 3}), layout="g3"))
    videos = measured(LAST, counted(12, {"credits": 12}), kind="video")
    assert noticed(history, videos) == {}
    assert noticed(history, measured(LAST, counted(12, {"tags": 12}), layout="g3")) == {}
    # A layout of which nothing is known yet can lack what it likes.
    assert noticed(history, measured(LAST, counted(12, {"credits": 12}), layout="g2")) == {}


def test_a_bureau_whose_pages_were_always_read_by_the_generic_layout():
    history = [measured(run, counted(10, generic=10), layout="generic") for run in range(1, LAST)]
    assert noticed(history, measured(LAST, counted(10, generic=10), layout="generic")) == {}


def test_nothing_begins_in_a_run_whose_pages_are_all_right():
    before = measured(LAST, counted(3, {"credits": 3}), began=at(LAST))
    now = measured(LAST + 1, counted(3), began=at(LAST, 2))
    assert noticed(weeks(), before, now, run=LAST + 1, rate=1) == {}


def test_a_drift_that_lasts_is_not_noticed_anew_and_is_no_measure():
    check = next(each for each in checks_of(weeks()) if each.key[2:] == (MISSING, "credits"))
    ill = [measured(run, counted(9, {"credits": 9})) for run in range(LAST, LAST + 10)]
    assert noticed(weeks(), *ill, run=LAST + 9, skipped={check.key}) == {}
    well = [measured(run, counted(9)) for run in range(LAST + 10, LAST + 12)]
    again = measured(LAST + 12, counted(9, {"credits": 9}))
    span = (check.key, LAST, LAST + 10)
    found = noticed(weeks(), *ill, *well, again, run=LAST + 12, spans=[span])
    assert found[MISSING, "credits"].before == (178, 178)  # not a page of the ten runs between


# ---- when it is over


def over(*now, run=LAST + 1, drifted=(0, 9), check=None):
    check = check or next(
        each for each in checks_of(weeks()) if each.key[2:] == (MISSING, "credits")
    )
    ill = measured(LAST, counted(9, {"credits": 9}))
    return is_over(check, [*weeks(), ill, *now], run, (200, 200), drifted, LAST)


def test_a_drift_is_over_when_pages_are_as_before():
    assert over(measured(LAST + 1, counted(3)))
    assert not over(measured(LAST + 1, counted(3, {"credits": 3})))
    assert not over(measured(LAST + 1, counted(3, {"credits": 2})))
    # Of a redesign that half of the pages show, two good ones say nothing.
    assert not over(measured(LAST + 1, counted(2)), drifted=(5, 10))


def test_a_layout_that_is_no_more_does_not_drift():
    others = [measured(run, counted(4), layout="g3") for run in range(LAST + 1, LAST + 4)]
    assert not over(*others[:2], run=LAST + 2)
    assert over(*others, run=LAST + 3)
    # A page of its own: it is there still.
    own = measured(LAST + 3, counted(1, {"credits": 1}))
    assert not over(*others, own, run=LAST + 3)
    # What no layout knows takes nothing over.
    generic = measured(LAST + 1, counted(40, generic=40), layout="generic")
    assert not over(generic, run=LAST + 1)


def test_a_layout_that_always_had_few_pages_is_not_gone_so_soon():
    most = [measured(run, counted(90), layout="g3") for run in range(1, LAST + 1)]
    assert not over(*most, measured(LAST + 1, counted(40), layout="g3"))
    assert over(*most, measured(LAST + 1, counted(50), layout="g3"))


def test_pages_that_a_layout_knows_again():
    check = next(each for each in checks_of(weeks()) if each.what == LAYOUT)
    generic = measured(LAST + 1, counted(3, generic=3), layout="generic")
    assert not over(generic, check=check)
    assert over(measured(LAST + 1, counted(3), layout="g3"), check=check)


# ---- the rate of false alarms


def false_alarms(histories, share, rate, spread=0.0, most=12):
    """How many of so many quiet histories alarm, each run taking the whole rate."""
    rng = Random(f"{histories}:{share}:{rate}:{spread}")
    alarmed = runs = 0
    for _ in range(histories):
        found = quiet_history(rng, share, 45, most, spread)
        runs += len({one.now[-1][0] for one in found})
        alarmed += any(chance(one) <= rate / 2 for one in found)
    return alarmed, runs


@pytest.mark.parametrize("share", [0.6, 0.85, 0.97, 0.999, 1.0])
def test_quiet_histories_alarm_as_seldom_as_is_stated(share):
    """A hundred times the rate, so that there is something to count."""
    rate = 100 * RATE
    alarmed, runs = false_alarms(200, share, rate)
    assert alarmed <= rate * runs


@pytest.mark.slow
@pytest.mark.parametrize("spread", [0.0, 0.02, 0.05])
@pytest.mark.parametrize("share", [0.6, 0.85, 0.97, 0.999])
def test_ten_thousand_quiet_histories(share, spread):
    alarmed, runs = false_alarms(10_000, share, RATE, spread)
    assert runs > 250_000
    assert alarmed <= RATE * runs
