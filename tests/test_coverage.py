"""Coverage of archives made by hand: what is counted where, and what proves a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crawler.bureaus import load_bureaus
from pipelines.archive import ArchiveReader
from pipelines.archive.proofs import names_everything
from pipelines.archive.zones import shift_of
from tests.report_archives import ZONES, days

pytest_plugins = ["tests.archive_fixtures"]

NOW = "2026-03-31T05:00:00Z"
TODAY = "2026-03-31"


def rows(made, bureau="bali", since=None, until=None, by="day", now=NOW):
    with ArchiveReader(made.path) as reader:
        found = list(reader.coverage([bureau], since, until, now, by))
    return {row["period"]: row for row in found}


def verdicts(made, **options):
    return {day: row["verdict"] for day, row in rows(made, **options).items()}


def gaps(made, bureau="bali", since=None, until=None, today=TODAY):
    with ArchiveReader(made.path) as reader:
        found = reader.gaps(bureau, since, until, today)
    return [(gap.first_day, gap.last_day, gap.verdict) for gap in found]


def test_what_a_clock_that_was_ahead_has_read_proves_nothing(made):
    ahead = "2027-01-10T00:00:00Z"
    made.held("bali", 1, "2026-03-27 08:00")
    made.walk("bali", "2026-03-28", "2027-01-09", made_at=ahead)
    made.walk("bali", "2026-03-01", "2026-03-27")
    made.listed("bali", "2026-03-29", 0, 0, seen_at=ahead)
    told = rows(made, since="2026-03-27", until="2026-03-29")
    assert {day: (row["verdict"], row["reason"]) for day, row in told.items()} == {
        "2026-03-27": ("complete", ""),
        "2026-03-28": ("not_walked", "it was walked when the clock was ahead"),
        "2026-03-29": ("partial", "its listing was read before the day was over"),
    }


def test_an_empty_archive_has_nothing_to_tell(made):
    with ArchiveReader(made.path) as reader:
        assert list(reader.coverage(None, None, None, NOW)) == []
        assert list(reader.ids(None, None, None, NOW)) == []
        assert reader.ways(None) == []
        assert reader.gaps("bali", None, None, TODAY) == []
        assert reader.gaps("never-heard-of", None, None, TODAY) == []


def test_days_that_were_asked_for_are_told_also_where_nothing_is_held(made):
    assert verdicts(made, since="2026-03-29", until="2026-03-30") == {
        "2026-03-29": "not_walked",
        "2026-03-30": "not_walked",
    }
    assert gaps(made, since="2026-03-29") == [("2026-03-29", "2026-03-30", "not_walked")]


@pytest.mark.parametrize("moment", ["1990-02-31T00:00:00Z", "1995-zz", "2019-02-31T00:00:00Z"])
def test_an_impossible_moment_is_no_first_day(made, moment):
    """Another program may have written it."""
    made.held("bali", 1, "2026-03-01 00:00:00")
    made.held("bali", 2, "2026-03-02 00:00:00")
    made.held("bali", 3, "2026-03-02 00:00:00")
    made.db.execute("UPDATE articles SET published_utc = ? WHERE article_id = 3", (moment,))
    found = rows(made, until="2026-03-02")
    assert {day: row["held"] for day, row in found.items() if day} == {
        "2026-03-01": 1,
        "2026-03-02": 1,
    }


@pytest.mark.parametrize("bureau", ZONES)
def test_an_article_counts_on_its_bureaus_day(made, bureau):
    made.held(bureau, 1, "2026-03-01 00:00:00")
    made.held(bureau, 2, "2026-03-01 23:59:59")
    made.held(bureau, 3, "2026-03-02 00:00:00")
    found = rows(made, bureau, until="2026-03-02")
    assert {day: row["held"] for day, row in found.items()} == {"2026-03-01": 2, "2026-03-02": 1}
    one = rows(made, bureau, since="2026-03-01", until="2026-03-01")
    assert [row["held"] for row in one.values()] == [2]


def test_the_day_is_published_day_for_every_zone_that_is_known():
    """One shift for all years is only right in zones without summer time."""
    for bureau in load_bureaus().values():
        zone = ZoneInfo(bureau.zone)
        start = datetime(1995, 1, 1, tzinfo=UTC)
        moments = [start + timedelta(days=n) for n in range(0, 40 * 365, 15)]
        assert {each.astimezone(zone).utcoffset() for each in moments} == {shift_of(bureau.zone)}


def test_today_is_the_bureaus_today(made):
    for bureau in ZONES:
        made.held(bureau, 1, "2026-03-30 12:00")
    # 15:30 UTC: the 31st has begun in Ambon (+9) only.
    now = "2026-03-30T15:30:00Z"
    assert list(verdicts(made, bureau="ambon", now=now)) == ["2026-03-30", "2026-03-31"]
    assert verdicts(made, bureau="ambon", now=now)["2026-03-30"] == "not_walked"
    assert verdicts(made, bureau="bali", now=now) == {"2026-03-30": "not_over"}


def test_the_span_of_latest_covers_whole_days_only(made):
    made.many("bali", 1, days("2026-03-01", 6), 2)
    # From 12:00 on the 2nd to 23:59:59 on the 4th, in Bali.
    made.insert(
        "bureau_state",
        bureau="bali",
        complete_from="2026-03-02T04:00:00Z",
        complete_to="2026-03-04T15:59:59Z",
        updated_at=NOW,
    )
    found = verdicts(made, until="2026-03-06")
    assert [day for day, verdict in found.items() if verdict == "complete"] == ["2026-03-03"]


def test_the_span_of_latest_ends_with_the_day_that_was_over(made):
    made.many("bali", 1, days("2026-03-01", 4), 2)
    made.insert(
        "bureau_state",
        bureau="bali",
        complete_from="2026-02-28T16:00:00Z",
        complete_to="2026-03-03T16:00:00Z",
        updated_at=NOW,
    )
    found = verdicts(made, until="2026-03-04")
    assert list(found.values()) == ["complete", "complete", "complete", "not_walked"]


def test_a_span_that_a_clock_ahead_wrote_proves_nothing_that_is_not_certain(made):
    made.many("bali", 1, days("2026-03-01", 6), 2)
    for number, moment in enumerate(("2026-03-03T16:00:00Z", "2026-04-20T00:00:00Z"), start=1):
        made.insert(
            "runs",
            id=number,
            command="crawl latest",
            options="{}",
            pid=1,
            started_at=moment,
            finished_at=moment,
        )
        made.insert("run_bureaus", run=number, bureau="bali", counts='{"complete": true}')
    made.insert(
        "bureau_state",
        bureau="bali",
        complete_from="2026-02-28T16:00:00Z",
        complete_to="2026-04-20T00:00:00Z",
        updated_at="2026-04-20T00:00:00Z",
    )
    found = verdicts(made, until="2026-03-06")
    assert list(found.values()) == ["complete"] * 3 + ["not_walked"] * 3


def test_a_done_walk_proves_nothing_of_its_own_day_and_later_ones(made):
    made.many("ambon", 1, days("2026-03-01", 5), 2)
    # 14:59 UTC is 23:59 in Ambon: the 3rd was not over.
    made.walk("ambon", "2026-03-01", "2026-03-05", made_at="2026-03-03T14:59:00Z")
    found = verdicts(made, bureau="ambon", until="2026-03-05")
    assert list(found.values()) == ["complete", "complete", *["not_walked"] * 3]


def test_a_low_day_is_believed_once_its_walk_was_read_twice(made):
    weekly = [str(date(2026, 1, 1) + timedelta(days=7 * week)) for week in range(9)]
    low = weekly.pop(4)
    made.many("bali", 1, weekly, 20)
    made.walk("bali", "2026-01-01", "2026-01-28", readings=1)
    made.walk("bali", low, low, readings=1)
    made.walk("bali", "2026-01-30", "2026-03-01", readings=1)
    assert verdicts(made, since=low, until=low) == {low: "nothing_published"}
    assert verdicts(made, until="2026-03-01")[low] == "low"
    made.db.conn.execute("UPDATE walks SET readings = 2 WHERE since = ?", (low,))
    assert verdicts(made, until="2026-03-01")[low] == "nothing_published"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"state": "open"}, "a walk over it has begun and is not done"),
        ({"state": "failed", "ended": "HTTP 503"}, "a walk over it failed: HTTP 503"),
        ({"state": "nothing"}, "no listing was read over it"),
        ({"way": "tag"}, "only listings of a part were read: tag"),
        (
            {"way": "indeks", "listing": "https://bali.antaranews.com/indeks/wisata/01-03-2026"},
            "only listings of a part were read: indeks",
        ),
    ],
)
def test_what_is_no_proof_says_why(made, changes, reason):
    made.many("bali", 1, days("2026-03-01", 1), 2)
    made.walk("bali", "2026-03-01", "2026-03-01", **changes)
    (row,) = rows(made, until="2026-03-01").values()
    assert (row["verdict"], row["reason"]) == ("not_walked", reason)


def test_a_failed_walk_takes_nothing_from_a_done_one(made):
    made.many("bali", 1, days("2026-03-01", 3), 2)
    made.walk("bali", "2026-03-01", "2026-03-03")
    made.walk("bali", "2026-03-01", "2026-03-02", state="failed")
    assert set(verdicts(made, until="2026-03-03").values()) == {"complete"}


def test_a_listing_that_names_none_is_another_verdict_than_none_read(made):
    made.held("bali", 1, "2026-03-01 10:00")
    made.listed("bali", "2026-03-01", 1, 1)
    made.listed("bali", "2026-03-02", 0, 0)
    made.listed("bali", "2026-03-03", 3, 2)
    made.listed("bali", "2026-03-04", None, 0, complete=0)
    found = rows(made, until="2026-03-05")
    assert [row["verdict"] for row in found.values()] == [
        "complete",
        "nothing_published",
        "partial",
        "partial",
        "not_walked",
    ]
    assert found["2026-03-03"]["reason"] == "its listing announces 3 and 2 are known"
    assert [row["announced"] for row in found.values()] == [1, 0, 3, None, None]
    assert [row["named"] for row in found.values()] == [1, 0, 2, 0, None]


def test_an_index_read_at_noon_proves_nothing_of_the_evening(made):
    made.held("ambon", 1, "2026-03-01 10:00")
    made.listed("ambon", "2026-03-01", 1, 1, seen_at="2026-03-01T03:00:00Z")
    made.listed("ambon", "2026-03-02", 0, 0, seen_at="2026-03-02T15:00:00Z")
    found = verdicts(made, bureau="ambon", until="2026-03-02")
    assert found == {"2026-03-01": "partial", "2026-03-02": "nothing_published"}


def test_an_index_that_announces_less_than_it_names_proves_nothing_by_its_number(made):
    for number in range(10):
        made.held("bali", number, "2026-03-01 10:00")
    made.listed("bali", "2026-03-01", 9, 10, complete=0)
    assert verdicts(made, until="2026-03-01") == {"2026-03-01": "partial"}


def test_listings_of_a_part_announce_no_day(made):
    made.held("bali", 1, "2026-03-01 10:00")
    made.listed("bali", "2026-03-01", 99, 0, way="section")
    (row,) = rows(made, until="2026-03-01").values()
    assert (row["announced"], row["verdict"]) == (None, "not_walked")


def test_what_is_not_held_counts_on_its_day_or_its_neighbours(made):
    made.walk("bali", "2026-03-01", "2026-03-05")
    made.held("bali", 10, "2026-03-01 10:00")
    made.held("bali", 20, "2026-03-03 10:00")
    made.known("bali", 12, "pending", "2026-03-02")
    made.known("bali", 15, "failed")  # half way: the 2nd
    made.known("bali", 19, "gone")
    made.known("bali", 20, "stored")
    made.known("bali", 25, "rejected")  # newer than all that is held: nobody knows
    found = rows(made, until="2026-03-03")
    second = found["2026-03-02"]
    assert (second["pending"], second["failed"], second["verdict"]) == (1, 1, "partial")
    assert found["2026-03-03"]["gone"] == 1
    assert found["2026-03-01"]["verdict"] == "complete"
    assert found[None]["rejected"] == 1
    assert found[None]["verdict"] == "unknown_day"


@pytest.mark.parametrize(
    ("state", "verdict"),
    [("gone", "complete"), ("rejected", "complete"), ("failed", "partial"), ("pending", "partial")],
)
@pytest.mark.parametrize(
    "fed",
    ["Mon, 02 Mar 2026 00:30:00 +0900", "Sun, 01 Mar 2026 15:30:00 GMT", "2026-03-01T22:30+07:00"],
)
def test_a_day_of_which_a_feed_named_an_article_is_not_one_without(made, fed, state, verdict):
    """Its number is above all that is held, so that only the feed tells the day: papua's, UTC+9."""
    made.walk("ambon", "2026-03-01", "2026-03-03")
    made.held("ambon", 10, "2026-03-01 10:00")
    made.known("ambon", 25, state, fed=fed)
    found = rows(made, bureau="ambon", until="2026-03-03")
    assert (found["2026-03-02"][state], found["2026-03-02"]["verdict"]) == (1, verdict)
    assert found["2026-03-03"]["verdict"] == "nothing_published"
    assert None not in found


def test_the_feeds_day_counts_more_than_that_of_the_neighbours(made):
    made.walk("bali", "2026-03-01", "2026-03-05")
    made.held("bali", 10, "2026-03-01 10:00")
    made.held("bali", 20, "2026-03-05 10:00")
    made.known("bali", 15, "gone", fed="Mon, 02 Mar 2026 09:00:00 +0800")
    made.known("bali", 16, "gone", fed="no time at all")
    found = rows(made, until="2026-03-05")
    assert [row["gone"] for row in found.values()] == [0, 1, 1, 0, 0]
    assert found["2026-03-02"]["verdict"] == "complete"


def test_what_was_withdrawn_is_no_hole(made):
    made.walk("bali", "2026-03-01", "2026-03-31")
    made.held("bali", 10, "2026-03-01 10:00")
    made.held("bali", 20, "2026-03-03 10:00")
    for bureau, number in (("bali", 15), ("bali", 16), ("ambon", 7)):
        made.insert("tombstones", bureau=bureau, article_id=number, removed_at=NOW, reason="x")
    made.listed("bali", "2026-03-02", 2, 1, complete=0)
    found = rows(made, until="2026-03-03")
    second = found["2026-03-02"]
    assert (second["withdrawn"], second["gone"], second["held"]) == (2, 0, 0)
    assert (second["verdict"], second["reason"]) == ("withdrawn", "2 withdrawn on request")
    assert gaps(made, until="2026-03-03") == []
    (month,) = rows(made, by="month", until="2026-03-03").values()
    assert (month["verdict"], month["holes"]) == ("withdrawn", [])
    assert month["verdicts"] == {"complete": 2, "withdrawn": 1}
    # Of one without held neighbours nobody knows the day.
    (unknown,) = rows(made, bureau="ambon").values()
    assert (unknown["period"], unknown["verdict"], unknown["withdrawn"]) == (None, "withdrawn", 1)


def test_nothing_is_dropped_for_want_of_a_day(made):
    made.held("bali", 10, "2026-01-01 10:00")
    made.held("bali", 500, "2026-03-03 10:00")
    made.held("bali", 501, None)
    made.held("bali", 502, "2026-12-31 10:00")
    made.held("bali", 503, "1985-12-31 10:00")
    made.known("bali", 200)  # between neighbours two months apart
    made.known("bali", 600, day="2027-01-01")
    found = rows(made)
    assert found[None]["held"] == 3
    assert found[None]["pending"] == 2
    assert sum(row["held"] for row in found.values()) == 5
    assert sum(row["pending"] for row in found.values()) == 2
    # A range that was asked for holds what it holds; the unknown ones may be of it.
    part = rows(made, since="2026-03-01", until="2026-03-05")
    assert (part[None]["held"], part[None]["pending"]) == (2, 1)


def test_periods_add_up_and_name_their_holes(made):
    made.many("bali", 1, days("2026-01-30", 5), 3)
    made.walk("bali", "2026-01-30", "2026-02-01")
    found = rows(made, by="month", until="2026-02-03")
    assert list(found) == ["2026-01", "2026-02"]
    january, february = found.values()
    assert (january["held"], january["verdict"], january["holes"]) == (6, "complete", [])
    assert (february["held"], february["verdict"]) == (9, "not_walked")
    assert february["verdicts"] == {"complete": 1, "not_walked": 2}
    assert [hole["first_day"] for hole in february["holes"]] == ["2026-02-02"]
    (year,) = rows(made, by="year", until="2026-02-03").values()
    assert (year["period"], year["held"], year["days"]) == ("2026", 15, 5)


def test_gaps_are_bounded_by_what_is_known_of_the_bureau(made):
    made.listed("bali", "2026-02-27", 4, 4, seen_at="2026-03-01T00:00:00Z")
    made.many("bali", 1, days("2026-03-01", 3), 2)
    made.walk("bali", "2026-03-01", "2026-03-02", made_at="2026-03-03T00:00:00Z")
    assert gaps(made, today="2026-03-05") == [
        ("2026-02-28", "2026-02-28", "not_walked"),
        ("2026-03-03", "2026-03-04", "not_walked"),
    ]
    assert gaps(made, until="2026-03-03", today="2026-03-05")[-1][1] == "2026-03-03"
    assert gaps(made, since="2026-02-25", until="2026-02-26") == [
        ("2026-02-25", "2026-02-26", "not_walked")
    ]


def test_a_sparse_bureau_has_empty_days_and_a_busy_one_has_gaps(made):
    long = days("2026-01-01", 70)
    made.many("sumsel", 1, [day for day in long if day != "2026-02-04"], 20)
    made.many("bali", 1, long[::9], 1)
    for bureau in ("sumsel", "bali"):
        made.walk(bureau, long[0], long[-1])
    assert gaps(made, bureau="sumsel", until=long[-1]) == [("2026-02-04", "2026-02-04", "low")]
    assert gaps(made, bureau="bali", until=long[-1]) == []
    assert verdicts(made, bureau="bali", until=long[-1])["2026-01-02"] == "nothing_published"
    # The index of that day, read to its end, says the same: then it is so.
    made.listed("sumsel", "2026-02-04", None, 0)
    assert gaps(made, bureau="sumsel", until=long[-1]) == []


@pytest.mark.parametrize(
    ("way", "listing", "whole"),
    [
        ("terkini", "https://bali.antaranews.com/terkini", True),
        ("indeks", "https://www.antaranews.com/indeks/31-01-2026", True),
        ("indeks", "https://www.antaranews.com/indeks/ekonomi/31-01-2026", False),
        ("section", "https://bali.antaranews.com/wisata", False),
        ("search", "https://bali.antaranews.com/search?q=a", False),
        ("sitemap", "https://bali.antaranews.com/sitemap.xml", False),
    ],
)
def test_which_listings_name_everything(way, listing, whole):
    assert names_everything(way, listing) is whole
