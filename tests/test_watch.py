"""Alarms: judged against a bureau's own rhythm, told once, quieted for a time."""

from __future__ import annotations

import os

import pytest

from crawler.summary import RunSummary
from crawler.watching import apply_changes, note_watch
from pipelines.archive import ArchiveLocked, ArchiveMissing, ArchiveReader
from pipelines.archive.beside import write_beside
from pipelines.archive.lock import SideCarLock
from pipelines.archive.watch import mute, record_watch, watches
from pipelines.archive.watch_verdicts import (
    Change,
    Watch,
    change_of,
    decide,
    kind_of,
    rhythm_of,
    trouble_in,
)
from tests.report_archives import HandMade, days

pytest_plugins = ["tests.archive_fixtures"]

GOOD = {"ended": "horizon", "complete": True, "errors": []}
FAILED = {"ended": "failed", "errors": ["https://bali.antaranews.com/terkini: HTTP 503"]}

PARTLY = GOOD | {"errors": ["https://bali.antaranews.com/rss/8: HTTP status 404"]}


def moments(count, hours=12, start="2026-01-01"):
    """So many moments, some hours apart."""
    per_day = 24 // hours
    return [
        f"{day}T{hour * hours:02}:00:00Z"
        for day in days(start, count // per_day + 1)
        for hour in range(per_day)
    ][:count]


# ---- pure


def test_the_usual_silence_is_at_least_a_day():
    rhythm = rhythm_of(moments(60))
    assert (rhythm.newest, rhythm.quiet_seconds) == ("2026-01-30T12:00:00Z", 86_400)


def test_a_slow_bureau_may_be_silent_for_longer():
    slow = [f"{day}T00:00:00Z" for day in days("2026-01-01", 56)[::4]]
    assert rhythm_of(slow).quiet_seconds == 4 * 86_400 * 1.5


def test_a_rare_long_silence_is_not_the_rule():
    busy = [f"{day}T{hour:02}:00:00Z" for day in days("2026-01-01", 30) for hour in range(24)]
    with_holiday = [each for each in busy if not "2026-01-10" <= each < "2026-01-14"]
    assert rhythm_of(with_holiday).quiet_seconds == 86_400


@pytest.mark.parametrize(
    "few",
    [[], moments(1), moments(10), moments(27), [*moments(9), "2026-02-20T00:00:00Z"]],
    ids=["none", "one", "ten", "two weeks less a bit", "too few silences"],
)
def test_too_little_is_no_rhythm(few):
    assert rhythm_of(few) is None


def test_silence_alarms_when_it_is_longer_than_usual():
    rhythm = rhythm_of(moments(60))
    assert decide(rhythm, "2026-01-31T12:00:00Z", None) is None
    alarm = decide(rhythm, "2026-01-31T12:00:01Z", None)
    assert alarm == (
        "quiet: no new article since 2026-01-30 12:00 UTC; "
        "more than 1.0 days of silence are unusual for it"
    )
    # It keeps its words while it goes on, and ends with a new article.
    assert decide(rhythm, "2026-03-31T12:00:01Z", alarm) == alarm
    assert decide(rhythm_of(moments(62)), "2026-01-31T13:00:00Z", alarm) is None
    assert decide(None, "2026-03-31T12:00:00Z", None) is None
    # A clock that was set back.
    assert decide(rhythm, "2025-01-01T00:00:00Z", None) is None


@pytest.mark.parametrize(
    ("counts", "kind"),
    [
        (GOOD, None),
        ({}, None),
        ({"ended": "horizon", "errors": ["x could not be read: ValueError"]}, None),
        ({"ended": "failed", "errors": ["left alone by an error: ValueError: x"]}, "listings"),
        (PARTLY, "errors"),
        (FAILED, "listings"),
        ({"ended": "failed", "errors": []}, "listings"),
        ({"ended": "failed", "errors": ["robots.txt cannot be read, nothing was asked"]}, "robots"),
        (
            {"ended": None, "errors": ["5 articles in a row …; left alone for this run"]},
            "left_alone",
        ),
    ],
)
def test_trouble_of_a_run(counts, kind):
    found = trouble_in(counts)
    assert (found and kind_of(found[0])) == kind


@pytest.mark.parametrize(
    ("last", "alarm", "kind"),
    [
        (Watch("bali"), None, "none"),
        (Watch("bali"), "quiet: x", "begun"),
        (Watch("bali", "quiet: x", "s", 3), "quiet: x", "continuing"),
        (Watch("bali", "quiet: x", "s", 3), "listings: y", "begun"),
        (Watch("bali", "quiet: x", "s", 3), None, "ended"),
        # Begun while muted: it is told when the mute is over, and only then.
        (Watch("bali", None, None, None, "2026-02-01", "r"), "quiet: x", "begun"),
        (Watch("bali", "quiet: x", "s", None, "2026-02-01", "r"), "quiet: x", "continuing"),
        (Watch("bali", "quiet: x", "s", None), "quiet: x", "begun"),
        (Watch("bali", "quiet: x", "s", 3, "2026-02-01", "r"), "quiet: x", "continuing"),
    ],
)
def test_changes_of_state(last, alarm, kind):
    change = change_of(last, alarm, "now")
    assert change.kind == kind
    assert change.since == ("s" if last.since and kind in ("continuing",) else change.since)


def summary_with(*changes, errors=()):
    summary = RunSummary("latest", "live", "a.db", answered=True)
    summary.of("bali").errors.extend(errors)
    apply_changes(summary, changes)
    return summary


def test_an_alarm_needs_a_person_once():
    begun = summary_with(Change("bali", "begun", "quiet: no news", "2026-01-02", None, None))
    assert (begun.exit_status, begun.outcome) == (1, "errors")
    assert begun.notes == ["Alarm: bali: no news."]
    error = "terkini: HTTP 503"
    failed = summary_with(
        Change("bali", "begun", f"listings: {error}", "2026", None, None, (error,)), errors=[error]
    )
    assert (failed.exit_status, failed.notes) == (1, [])  # the errors say it
    later = Change("bali", "continuing", "listings: x", "2026-01-02T", None, None, (error,))
    assert summary_with(later, errors=[error]).exit_status == 0
    assert summary_with(later).notes == ["Alarm since 2026-01-02, told before: bali: x."]
    # Another error than the alarm's own is news.
    assert summary_with(later, errors=[error, "a page broke"]).exit_status == 1
    over = summary_with(Change("bali", "ended", "quiet: no news", "2026", None, None))
    assert (over.exit_status, over.notes) == (0, ["Alarm over: bali: no news."])


def test_a_muted_bureau_is_named_and_does_not_count():
    muted = Change("bali", "begun", "quiet: no news", "2026", "2026-02-01", "host is moved")
    summary = summary_with(muted, errors=["anything"])
    assert summary.exit_status == 0
    assert summary.notes[0] == (
        "bali is muted until 2026-02-01 (host is moved); its trouble does not count."
    )
    assert summary.bureaus["bali"].as_counts()["muted"] == "until 2026-02-01: host is moved"


# ---- in the archive


def fill(made, until_day=40, bureau="bali"):
    made.run("2026-01-01T00:00:00Z")
    made.many(bureau, 1, days("2026-01-01", until_day), 3)


def record(made, now, counts=GOOD, command="crawl latest", bureau="bali"):
    changes = record_watch(made.db, 1, now, command, {bureau: counts})
    return [change.kind for change in changes]


def test_an_alarm_begins_goes_on_and_ends(made):
    fill(made)  # the last one on 2026-02-09 10:00 in Bali
    assert record(made, "2026-02-10T01:00:00Z") == []
    assert record(made, "2026-02-12T12:00:00Z") == ["begun"]
    assert record(made, "2026-02-13T12:00:00Z") == ["continuing"]
    (row,) = watches(made.db, "2026-02-13T12:00:00Z")
    assert (row.since, row.told_run) == ("2026-02-12T12:00:00Z", 1)
    made.held("bali", 9999, "2026-02-14 10:00")
    assert record(made, "2026-02-14T12:00:00Z") == ["ended"]
    assert record(made, "2026-02-14T13:00:00Z") == []


def test_only_a_run_that_asked_for_the_newest_can_tell_silence(made):
    fill(made)
    now = "2026-02-20T12:00:00Z"
    assert record(made, now, command="crawl backfill") == []
    assert record(made, now, {"ended": "interrupted"}) == []
    assert record(made, now, {"ended": None}) == []
    assert record(made, now) == ["begun"]
    # Nor does such a run end the alarm.
    assert record(made, now, command="crawl backfill") == ["continuing"]


def test_an_outage_alarms_once_whatever_fails_in_it(made):
    fill(made)
    now = "2026-02-10T01:00:00Z"
    assert record(made, now, FAILED) == ["begun"]
    assert record(made, now, FAILED) == ["continuing"]
    robots = {"ended": "failed", "errors": ["robots.txt cannot be read"]}
    assert record(made, now, robots) == ["continuing"]
    assert record(made, now, PARTLY) == ["continuing"]
    assert record(made, now, FAILED) == ["continuing"]
    assert record(made, now) == ["ended"]
    assert record(made, now, FAILED) == ["begun"]


def run_with(made, now, counts, command="crawl latest"):
    """Record a run whose row the later ones find."""
    run = made.run(now, command=command, bureaus={"bali": counts})
    return [change.kind for change in record_watch(made.db, run, now, command, {"bali": counts})]


def test_the_same_errors_alarm_once_and_others_again(made):
    fill(made)
    now = "2026-02-10T01:00:00Z"
    assert run_with(made, now, PARTLY) == ["begun"]
    other_page = {**GOOD, "errors": ["https://bali.antaranews.com/rss/9: HTTP status 404"]}
    assert run_with(made, now, other_page) == ["continuing"]
    menu = "https://bali.antaranews.com/: HTTP status 404: its menu was not read"
    assert run_with(made, now, {**GOOD, "errors": [*PARTLY["errors"], menu]}) == ["begun"]
    assert run_with(made, now, PARTLY) == ["continuing"]
    assert run_with(made, now, FAILED) == ["begun"]  # it got worse
    assert run_with(made, now, GOOD) == ["ended"]


def test_only_who_met_an_error_can_tell_that_it_is_over(made):
    fill(made)
    now = "2026-02-10T01:00:00Z"
    assert run_with(made, now, FAILED, "crawl gaps") == ["begun"]
    assert run_with(made, now, GOOD) == ["continuing"]
    assert run_with(made, now, FAILED, "crawl gaps") == ["continuing"]
    assert run_with(made, now, FAILED) == ["begun"]  # now the newest is not read either
    assert run_with(made, now, GOOD, "crawl gaps") == ["continuing"]
    assert run_with(made, now, GOOD) == ["ended"]
    assert run_with(made, now, PARTLY, "crawl gaps") == ["begun"]
    assert run_with(made, now, {**GOOD, "ended": "interrupted"}, "crawl gaps") == ["continuing"]
    assert run_with(made, now, GOOD, "crawl gaps") == ["ended"]


def test_errors_that_began_while_muted_end_too(made):
    fill(made)
    mute(made.db, ["bali"], "2026-02-20", "r")
    assert run_with(made, "2026-02-10T01:00:00Z", PARTLY) == ["begun"]
    assert run_with(made, "2026-02-10T02:00:00Z", PARTLY) == ["continuing"]
    (change,) = record_watch(made.db, 1, "2026-02-10T03:00:00Z", "crawl latest", {"bali": GOOD})
    assert change.kind == "ended"


def test_silence_does_not_alarm_in_a_new_archive(made):
    made.run("2026-02-09T00:00:00Z")
    made.many("bali", 1, days("2026-01-01", 30), 3)  # a first crawl brings old articles
    assert record(made, "2026-02-22T23:00:00Z") == []
    assert record(made, "2026-02-23T01:00:00Z") == ["begun"]


def test_an_outage_alarms_in_a_new_archive_too_and_once(made):
    made.run("2026-02-09T00:00:00Z")
    assert record(made, "2026-02-09T01:00:00Z", FAILED) == ["begun"]
    assert record(made, "2026-02-09T02:00:00Z", FAILED) == ["continuing"]
    assert record(made, "2026-02-09T03:00:00Z") == ["ended"]


def test_a_bureau_without_articles_has_no_rhythm(made):
    made.run("2026-01-01T00:00:00Z")
    assert record(made, "2026-03-01T00:00:00Z") == []


def test_a_mute_ends_by_itself_with_its_day_in_the_bureaus_zone(made):
    fill(made, bureau="ambon")
    mute(made.db, ["ambon"], "2026-02-20", "host is moved")
    # 14:59 UTC is 23:59 of the 20th in Ambon, 15:00 the 21st.
    (row,) = watches(made.db, "2026-02-20T14:59:59Z")
    assert row.mute_reason == "host is moved"
    assert record(made, "2026-02-20T14:59:59Z", bureau="ambon") == ["begun"]
    assert record(made, "2026-02-20T14:59:59Z", bureau="ambon") == ["continuing"]
    assert watches(made.db, "2026-02-20T15:00:00Z")[0].muted_until is None
    assert record(made, "2026-02-20T15:00:00Z", bureau="ambon") == ["begun"]
    assert record(made, "2026-02-21T15:00:00Z", bureau="ambon") == ["continuing"]


def test_the_runs_end_writes_the_watch(made):
    made.session.begin_run("crawl latest", {})
    made.db.conn.execute("UPDATE runs SET started_at = '2026-01-01T00:00:00Z'")
    made.many("bali", 1, days("2026-01-01", 40), 3)
    summary = RunSummary("latest", "live", "a.db", answered=True)
    summary.of("bali").ended = "horizon"
    note_watch(made.session, summary, "2026-02-20T12:00:00Z")
    assert summary.exit_status == 1
    with ArchiveReader(made.path) as reader:
        (row,) = reader.watches("2026-02-20T12:00:00Z")
    assert kind_of(row.alarm) == "quiet"


# ---- muting beside a crawl


def muted(path):
    with write_beside(path) as db:
        mute(db, ["bali"], "2026-12-31", "r")


def test_muting_goes_in_beside_a_crawl_and_waits_for_nothing_else(made):
    made.session.begin_run("crawl latest", {})
    muted(made.path)
    (row,) = watches(made.db, "2026-12-01T00:00:00Z")
    assert row.muted_until == "2026-12-31"
    # The crawl goes on writing, and still holds the lock.
    made.session.finish_run("finished", {})
    with pytest.raises(ArchiveLocked):
        SideCarLock.take(made.path)


def test_muting_is_refused_while_another_command_holds_the_archive(made):
    made.run("2026-01-01T00:00:00Z", outcome=None)  # a crawl that was killed: process 1
    path = made.path
    with pytest.raises(ArchiveLocked, match=f"process {os.getpid()}"):
        muted(path)
    assert watches(made.db, "2026-12-01T00:00:00Z") == []


def test_muting_gives_the_lock_back_and_makes_no_archive(folder):
    path = HandMade(folder / "archive.db").close()
    muted(path)
    SideCarLock.take(path).release()
    with pytest.raises(ArchiveMissing):
        muted(folder / "other.db")
    assert not (folder / "other.db").exists()
