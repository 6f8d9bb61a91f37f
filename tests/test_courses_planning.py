"""Which listings are read over which days: what was read, begun, failed or is not there."""

from __future__ import annotations

from typing import Any

import pytest

from crawler import crawl_options
from crawler.bureaus import load_bureaus
from crawler.courses.course import Listed, State
from crawler.courses.planning import Way, learnt_sections, plan_listing
from crawler.courses.sitemap import MOST_FILES, Sitemaps
from crawler.courses.spans import length, meet, without
from crawler.estimate import Known, estimate, lines_of
from crawler.ways import SitemapLink, SitemapPage
from pipelines.archive import BureauState, WalkRow

BALI = load_bureaus()["bali"]
TERKINI = str(BALI.terkini)
NOW = "2026-03-31T04:00:00Z"
JANUARY = ("2026-01-01", "2026-01-31")


def row(since: str, until: str, state: str = "done", **changes: Any) -> WalkRow:
    given: dict[str, Any] = {
        "id": 1,
        "bureau": "bali",
        "way": "terkini",
        "listing": TERKINI,
        "since": since,
        "until": until,
        "state": state,
        "ended": None,
        "position": {},
        "pages": 0,
        "named": 0,
        "found_new": 0,
        "tries": 0,
        "next_try": None,
        "made_at": "2026-03-01T00:00:00Z",
        "updated_at": "2026-03-01T00:00:00Z",
    }
    return WalkRow(**(given | changes))


def planned(*rows: WalkRow, days=JANUARY, latest=None, again=None) -> list[tuple[str, str, bool]]:
    """Return first day, last day and whether it is gone on with, of each walk."""
    plans = plan_listing(
        Way.TERKINI, TERKINI, days, rows, BALI, NOW, latest, again_after_days=again
    )
    return [(*plan.days, plan.row is not None) for plan in plans]


def test_what_was_never_read_is_read():
    assert planned() == [(*JANUARY, False)]


def test_what_a_clock_that_was_ahead_has_read_is_read_again():
    ahead = {"made_at": "2027-01-10T00:00:00Z", "updated_at": "2027-01-10T00:00:00Z"}
    assert planned(row(*JANUARY, **ahead)) == [(*JANUARY, False)]
    assert planned(row(*JANUARY, "nothing", **ahead)) == [(*JANUARY, False)]
    waits = {"tries": 3, "next_try": "2027-01-11T00:00:00Z"}
    assert planned(row(*JANUARY, "failed", **ahead, **waits)) == [(*JANUARY, True)]


def test_what_was_read_is_left_out():
    assert planned(row("2026-01-10", "2026-01-12")) == [
        ("2026-01-01", "2026-01-09", False),
        ("2026-01-13", "2026-01-31", False),
    ]
    assert planned(row("2025-01-01", "2026-02-28")) == []


def test_a_walk_proves_nothing_of_its_own_day():
    made = row("2026-01-01", "2026-01-31", made_at="2026-01-20T02:00:00Z")
    assert planned(made) == [("2026-01-20", "2026-01-31", False)]


def test_what_was_begun_or_failed_is_gone_on_with():
    begun = row("2026-01-05", "2026-01-31", "open")
    assert planned(begun) == [
        ("2026-01-01", "2026-01-04", False),
        ("2026-01-05", "2026-01-31", True),
    ]
    assert planned(row(*JANUARY, "failed", tries=1)) == [(*JANUARY, True)]


@pytest.mark.parametrize(
    ("next_try", "again", "found"),
    [
        ("2026-04-02T00:00:00Z", None, []),
        ("2026-03-30T00:00:00Z", None, [(*JANUARY, True)]),
        ("2026-04-02T00:00:00Z", 0, [(*JANUARY, True)]),
    ],
)
def test_what_failed_again_and_again_waits(next_try, again, found):
    failed = row(*JANUARY, "failed", tries=4, next_try=next_try)
    assert planned(failed, again=again) == found


@pytest.mark.parametrize(
    ("updated", "asked"), [("2026-03-05T00:00:00Z", False), ("2026-02-20T00:00:00Z", True)]
)
@pytest.mark.parametrize("again", [None, 0, 7])
def test_what_is_not_there_is_asked_for_again_after_some_weeks(updated, asked, again):
    nothing = row(*JANUARY, "nothing", updated_at=updated)
    assert planned(nothing, again=again) == ([(*JANUARY, False)] if asked else [])


@pytest.mark.parametrize(
    ("again", "updated", "asked"),
    [
        (None, "2020-01-01T00:00:00Z", False),
        (0, "2026-03-31T00:00:00Z", True),
        (7, "2026-03-25T00:00:00Z", False),
        (7, "2026-03-20T00:00:00Z", True),
    ],
)
def test_what_is_read_again_and_when(again, updated, asked):
    done = row(*JANUARY, updated_at=updated)
    assert planned(done, again=again) == ([(*JANUARY, False)] if asked else [])


def test_the_whole_days_of_latest_count_as_read():
    # From 20 January 12:00 to 25 January 23:59 in Bali.
    latest = BureauState("2026-01-20T04:00:00Z", "2026-01-25T15:59:00Z")
    assert planned(latest=latest) == [
        ("2026-01-01", "2026-01-20", False),
        ("2026-01-25", "2026-01-31", False),
    ]
    assert planned(latest=BureauState(None, None)) == [(*JANUARY, False)]


def test_other_listings_prove_nothing():
    section = row(*JANUARY, way="section", listing=f"https://{BALI.host}/ekonomi")
    assert planned(section) == [(*JANUARY, False)]
    assert learnt_sections([section, section, row(*JANUARY)]) == [f"https://{BALI.host}/ekonomi"]


def test_spans_of_days():
    assert without(JANUARY, [JANUARY]) == []
    assert without(JANUARY, [("2025-01-01", "2025-12-31"), ("2026-02-01", "2026-02-02")]) == [
        JANUARY
    ]
    taken = [
        ("2026-01-20", "2026-02-05"),
        ("2026-01-01", "2026-01-03"),
        ("2026-01-02", "2026-01-09"),
    ]
    assert without(JANUARY, taken) == [("2026-01-10", "2026-01-19")]
    assert (length(JANUARY), length(("2026-01-02", "2026-01-01"))) == (31, 0)
    assert meet(JANUARY, ("2026-01-31", "2026-02-01"))
    assert not meet(JANUARY, ("2026-02-01", "2026-02-02"))


def test_the_options_know_every_way():
    assert set(crawl_options.WAYS) == set(Way)


# --- sitemaps


def read_all(course: Sitemaps, files: dict[str, SitemapPage | None]) -> list[str]:
    """Answer a course from files; None does not come. Returns what it asked for."""
    asked = []
    while (ask := course.next()) is not None:
        asked.append(ask.url)
        page = files.get(ask.url)
        if ask.url in files and page is None:
            course.failed("HTTP status 500")
        elif page is None:
            course.failed("HTTP status 404", gone=True)
        else:
            course.page(Listed(page, ()))  # type: ignore[arg-type]
    return asked


def test_maps_of_maps_are_read_once_each():
    files = {
        "a": SitemapPage([], ["b", "c", "a"]),
        "b": SitemapPage([], ["c"]),
        "c": SitemapPage([], []),
    }
    course = Sitemaps(["a"], JANUARY)
    assert read_all(course, dict(files)) == ["a", "b", "c"]
    assert course.end is not None
    assert course.end.state is State.DONE


def test_a_file_that_does_not_come_is_read_by_the_next_run():
    course = Sitemaps(["a", "b"], JANUARY)
    read_all(course, {"a": None, "b": SitemapPage([], [])})
    assert course.end is not None
    assert course.end.state is State.FAILED
    again = Sitemaps(["a", "b"], JANUARY, course.position)
    assert read_all(again, {"a": SitemapPage([], [])}) == ["a"]
    assert again.end is not None
    assert again.end.state is State.DONE


def test_more_files_than_anybody_reads_are_an_error():
    many = SitemapPage([], [f"https://x/{number}" for number in range(MOST_FILES + 5)])
    course = Sitemaps(["a"], JANUARY)
    asked = read_all(course, {"a": many})
    assert len(asked) == MOST_FILES
    assert course.end is not None
    assert course.end.state is State.FAILED
    assert "over 1000" in course.end.why
    again = Sitemaps(["a"], JANUARY, course.position)
    assert again.next() is None
    assert again.end == course.end  # and not: done


@pytest.mark.parametrize(
    ("day", "lastmod", "wanted"),
    [
        ("2026-01-10", None, True),
        ("2026-02-10", "2026-01-10", False),
        (None, "2026-01-10T08:00:00+08:00", True),
        (None, "2026-02-10", False),
        (None, None, False),
        (None, "kemarin", False),
    ],
)
def test_what_of_a_sitemap_is_wanted(day, lastmod, wanted):
    link = SitemapLink("https://bali.antaranews.com/berita/1/x", None, day, lastmod)
    wish = Sitemaps([], JANUARY).wish(link)
    assert (wish.wanted, wish.day) == (wanted, day)


@pytest.mark.parametrize("lastmod", [None, "kemarin", "2027-01-01"])
def test_all_of_a_sitemap_is_wanted_where_the_days_are_all_there_are(lastmod):
    link = SitemapLink("https://bali.antaranews.com/berita/1/x", None, None, lastmod)
    wish = Sitemaps([], ("1995-01-01", "2026-01-31"), all_days=True).wish(link)
    assert (wish.wanted, wish.day) == (True, None)


# --- the estimate


def test_an_estimate_counts_with_what_is_known():
    known = Known(articles=100, a_day=20.0, bytes_each=10_000)
    found = estimate("bali", [JANUARY], known, 5.0, ["terkini"], far=False)
    assert (found.days, found.articles, found.requests) == (31, 520, 520 + 62)
    assert found.hours == pytest.approx(582 * 5 / 3600)
    assert (found.bytes, found.assumed) == (5_200_000, False)


def test_an_estimate_of_nothing_and_of_the_unknown():
    nothing = estimate("bali", [], Known(a_day=20.0), 5.0, ["terkini", "section"], far=True)
    assert (nothing.requests, nothing.articles, nothing.hours) == (0, 0, 0)
    unknown = estimate("ambon", [JANUARY], Known(), 5.0, ["terkini"], far=False)
    assert unknown.assumed
    lines = " ".join(lines_of([nothing, unknown], free=10))
    assert "Too few days of ambon are complete" in lines
    assert "40 articles a day are assumed" in lines
    assert "more than is free" in lines


def test_without_a_delay_nobody_knows_how_long_it_takes():
    found = estimate("bali", [JANUARY], Known(a_day=20.0), 0.0, ["terkini"], far=False)
    assert "as long as the answers take" in next(lines_of([found], free=10**12))
