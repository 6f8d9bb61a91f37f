"""When a held article is asked for again: a table of cases, and what holds for all of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.archive.clock import later
from pipelines.archive.revisits import PLAN, farthest, next_revisit, planned_anew

FORM = "%Y-%m-%dT%H:%M:%SZ"
OUT = "2026-03-01T08:00:00Z"
"""When the article of the table came out; the other times are told from it."""


def at(days: float = 0, hours: float = 0, minutes: float = 0) -> str:
    """So much after `OUT`."""
    moment = datetime.strptime(OUT, FORM).replace(tzinfo=UTC)
    return (moment + timedelta(days=days, hours=hours, minutes=minutes)).strftime(FORM)


NEVER = None
SECOND = 1 / 86_400
TABLE = {
    # name: published, first reading, revisits, last answer, plan, asked again
    "just out": (OUT, at(hours=1), 0, at(hours=1), PLAN, at(1)),
    "out this second": (OUT, OUT, 0, OUT, PLAN, at(1)),
    "after the first revisit": (OUT, at(hours=1), 1, at(1), PLAN, at(7)),
    "the first revisit came late": (OUT, at(hours=1), 1, at(5), PLAN, at(7)),
    "the first revisit came too late": (OUT, at(hours=1), 1, at(9), PLAN, NEVER),
    "after the last revisit": (OUT, at(hours=1), 2, at(7), PLAN, NEVER),
    "read after the first point": (OUT, at(3), 0, at(3), PLAN, at(7)),
    "a point that has just come": (OUT, at(hours=23, minutes=1), 0, None, PLAN, at(7)),
    "a point an hour ahead": (OUT, at(hours=23), 0, None, PLAN, at(1)),
    # Points lie behind: one question, as long after the reading as the last point after OUT.
    "read on the last point": (OUT, at(7), 0, at(7), PLAN, at(14)),
    "read just before the last point": (OUT, at(7, minutes=-30), 0, None, PLAN, at(14, 0, -30)),
    "read between last point and late": (OUT, at(20), 0, at(20), PLAN, at(27)),
    "read late": (OUT, at(31), 0, at(31), PLAN, at(38)),
    "read years late": (OUT, at(3_000), 0, at(3_000), PLAN, at(3_007)),
    "read late, and asked again": (OUT, at(31), 1, at(38), PLAN, NEVER),
    "read late, and asked too early": (OUT, at(31), 1, at(33), PLAN, NEVER),
    # No time of publication, or one that cannot be.
    "no date": (None, at(), 0, at(), PLAN, at(1)),
    "no date, empty": ("", at(), 1, at(1), PLAN, at(7)),
    "out after it was read": (at(400), at(), 0, at(), PLAN, at(1)),
    "out a second after it was read": (at(SECOND), at(), 0, at(), PLAN, at(1)),
    "no such moment": ("2026-02-31T99:00:00Z", at(), 0, at(), PLAN, at(1)),
    "another form of time": ("2026-02-27", at(), 0, at(), PLAN, at(1)),
    # Other plans.
    "a denser plan": (OUT, at(hours=1), 0, None, (0.25, 1, 2, 7), at(hours=6)),
    "a denser plan goes on": (OUT, at(hours=1), 1, at(hours=6), (0.25, 1, 2, 7), at(1)),
    "in any order": (OUT, at(hours=1), 1, at(1), (30, 2, 1), at(2)),
    "a point twice": (OUT, at(hours=1), 1, at(1), (1, 1, 2), at(2)),
    "a point too near to the reading": (OUT, at(), 0, at(), (0.01, 1), at(1)),
    "one point": (OUT, at(hours=1), 0, None, (3,), at(3)),
    "one point, reached": (OUT, at(hours=1), 1, at(3), (3,), NEVER),
    "a long plan, read early": (OUT, at(8), 0, at(8), (1, 90), at(90)),
    "a long plan, read late": (OUT, at(40), 0, at(40), (1, 90), at(130)),
    "a long plan, read on day 30": (OUT, at(30), 0, at(30), (1, 90), at(90)),
    "a plan of minutes, read later": (OUT, at(1), 0, at(1), (0.01,), at(1, hours=1)),
    "no plan": (OUT, at(hours=1), 0, at(hours=1), (), NEVER),
    "no plan, read late": (OUT, at(31), 0, at(31), (), NEVER),
    # A clock that was set back after the first reading.
    "the clock is behind": (OUT, at(hours=1), 0, at(-100), PLAN, at(1)),
    "the clock is behind, read late": (OUT, at(31), 0, at(-100), PLAN, at(38)),
}


@pytest.mark.parametrize("case", TABLE.values(), ids=TABLE)
def test_when_it_is_asked_again(case: tuple) -> None:
    published, first_seen, revisits, now, plan, expected = case
    assert next_revisit(published, first_seen, revisits, now or first_seen, plan) == expected


def test_the_plan_is_that_of_one_and_seven_days() -> None:
    assert PLAN == (1, 7)
    assert next_revisit(OUT, OUT, 0, OUT) == at(1)


def walk(published: str | None, first_seen: str, plan: tuple[float, ...]) -> list[str]:
    """The revisits of an article that is asked for as soon as it is due."""
    asked: list[str] = []
    now = first_seen
    while (moment := next_revisit(published, first_seen, len(asked), now, plan)) is not None:
        asked.append(moment)
        now = moment
        assert len(asked) <= len(plan)
    return asked


moments = st.integers(-36 * 365 * 86_400, 64 * 365 * 86_400).map(
    lambda seconds: later(OUT, seconds)
)
plans = st.lists(st.floats(0.001, 400), max_size=6).map(tuple)


@given(st.none() | moments, moments, plans)
def test_revisits_come_to_an_end_and_never_too_near(
    published: str | None, first_seen: str, plan: tuple[float, ...]
) -> None:
    asked = walk(published, first_seen, plan)
    assert bool(asked) <= bool(plan)
    for before, after in zip([first_seen, *asked], asked, strict=False):
        assert later(before, 3_600) <= after
    if asked:
        assert asked[-1] <= max(farthest(first_seen, plan), later(first_seen, 3_600))


@given(st.none() | moments, moments, st.integers(0, 9), moments, plans.filter(bool))
def test_no_revisit_lies_beyond_what_this_clock_can_plan(
    published: str | None, first_seen: str, revisits: int, now: str, plan: tuple[float, ...]
) -> None:
    """Whenever it was read, by whatever clock: planned anew it comes within the plan's length."""
    moment = planned_anew(published, first_seen, revisits, now, plan)
    assert moment is None or moment <= farthest(now, plan)
    if first_seen <= now:
        usual = next_revisit(published, first_seen, revisits, now, plan)
        assert usual is None or usual <= farthest(now, plan)


AHEAD = at(36_500)
"""What a clock said that ran a hundred years ahead."""


@pytest.mark.parametrize(
    ("published", "first_seen", "revisits", "plan", "expected"),
    [
        # Read by the wrong clock: the right one counts its own first look instead.
        (OUT, AHEAD, 0, PLAN, at(7)),
        (OUT, AHEAD, 1, PLAN, at(7)),
        (None, AHEAD, 0, PLAN, at(3)),  # two days after `OUT`, and one
        (at(-60), AHEAD, 0, PLAN, at(9)),
        (at(-60), AHEAD, 1, PLAN, None),
        # Read by the right clock, planned by the wrong one.
        (OUT, at(hours=1), 0, PLAN, at(7)),
        # The plan was a longer one.
        (OUT, at(hours=1), 0, (1,), None),
        (OUT, at(hours=1), 0, (), None),
    ],
)
def test_planned_anew_two_days_after_it_came_out(
    published: str | None,
    first_seen: str,
    revisits: int,
    plan: tuple[float, ...],
    expected: str | None,
) -> None:
    assert planned_anew(published, first_seen, revisits, at(2), plan) == expected


def test_the_farthest_revisit() -> None:
    assert farthest(OUT, (1, 7)) == at(7, hours=2)
    assert farthest(OUT, ()) == at(hours=2)
