"""Drift in an archive: what is counted of pages, when it is told, and in which words."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from crawler.drifting import apply_drift, lasting, note_drift
from crawler.layouts import examine, extract
from crawler.monthly import problems
from crawler.status_view import drift_lines
from crawler.summary import RunSummary
from crawler.summary_view import render
from pipelines.archive import ArchiveReader, measurements
from pipelines.archive.drift import drifts, record_drift
from pipelines.archive.measuring import gathered, is_fresh, measure, rounded, stratum_of
from pipelines.archive.soundness import problems as unsound
from tests.archives import article, rows, stored, value
from tests.replica import Site

pytest_plugins = ["tests.archive_fixtures"]

TIME = "p.simple-here time[datetime]"
FULL = {"title": "h1.post-title", "published": TIME, "credits": "footer.post-meta + body"}


def day(number: int, hour: int = 5) -> str:
    moment = datetime(2026, 11, 1, hour, tzinfo=UTC) + timedelta(days=number - 1)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def read(run: int, pages: int, first: int, **changes):
    """Pages of the day of a run, each with everything but for what is said."""
    changes = {"provenance": FULL, "published_utc": day(run, 1), "fetched_at": day(run)} | changes
    return [stored(first + n, **changes) for n in range(pages)]


class Days:
    """A run a day in one archive."""

    def __init__(self, session, clock):
        self.session, self.clock, self.number = session, clock, 0
        session.finish_run("finished", {})

    def run(self, pages=8, command="crawl latest", muted=(), first=0, also=None, **changes):
        """One day's run; what it says of drift, as (kind, what, field)."""
        self.number += 1
        self.clock.now = day(self.number)
        self.session.begin_run(command, {})
        self.session.store(read(self.number, pages, 100 * self.number + first, **changes))
        if also is not None:
            self.session.store(read(self.number, pages, 100 * self.number + 60, **also))
        with self.session._writing() as db:
            changed = record_drift(db, self.session.run, day(self.number, 6), muted)
        self.session.finish_run("finished", {})
        self.changes = changed
        return [(each.kind, each.drift.what, each.drift.field) for each in changed]

    def many(self, count=12, **changes):
        return [self.run(**changes) for _ in range(count)]


@pytest.fixture
def archive(session, clock):
    return Days(session, clock)


WITHOUT = {"credits": [], "provenance": FULL | {"credits": ""}}


# ---- what is counted


def test_a_page_says_which_source_gave_what():
    counts = measure(stored(7, provenance=FULL, subtitle=None, flags=["generic_layout"]).article)
    assert (counts.pages, counts.generic) == (1, 1)
    assert counts.fields["published"] == {TIME: [1, 7]}
    assert counts.fields["credits"] == {"footer.post-meta": [1, 7], "body": [1, 7]}
    assert counts.fields["credits (editor)"] == {"page": [1, 7]}
    assert counts.fields["credits (photographer)"] == {"": [1, 7]}
    assert counts.fields["subtitle"] == {"": [1, 7]}
    assert counts.put_back == {"8": [1, 7]}
    assert counts.paragraphs == {"2": [1, 7]}


def test_pages_are_counted_together_by_kind_and_layout():
    pages = [stored(1), stored(2, kind="photo"), stored(3)]
    found = gathered((stratum_of(p.article, fresh=True), measure(p.article)) for p in pages)
    assert {(s.kind, s.layout): each.pages for s, each in found.items()} == {
        ("article", "r"): 2,
        ("photo", "r"): 1,
    }
    assert [rounded(n) for n in (9, 104, 105, 2_449)] == [9, 100, 110, 2_400]


@pytest.mark.parametrize(
    ("published", "result", "command", "fresh"),
    [
        ("2026-11-22T10:00:01Z", "stored", "crawl backfill", True),
        ("2026-11-20T10:00:00Z", "stored", "crawl latest", False),
        ("2026-11-23T09:00:00Z", "unchanged", "crawl revisit", False),
        ("2026-11-23T09:00:00Z", "revised", "crawl latest", False),
        (None, "stored", "crawl latest", True),
        (None, "stored", "crawl backfill", False),
        ("yesterday", "stored", "crawl latest", False),
    ],
)
def test_only_new_articles_show_the_markup_of_today(published, result, command, fresh):
    page = article(published_utc=published).as_dict()
    assert is_fresh(page, result, command, "2026-11-23T10:00:00Z") is fresh


def test_counts_are_written_with_the_articles(session):
    session.store(read(1, 3, 1))
    session.store([*read(1, 2, 11), *read(1, 1, 21, kind="video")])
    session.store(read(1, 3, 1))  # read again
    assert rows(session, "SELECT kind, fresh, pages FROM measurements ORDER BY 1, 2") == [
        ("article", 0, 3),
        ("article", 1, 5),
        ("video", 1, 1),
    ]
    (text,) = rows(session, "SELECT fields FROM measurements WHERE fresh = 1 AND kind = 'article'")
    assert json.loads(text[0])["published"] == {TIME: [5, 12]}


def test_outside_a_run_nothing_is_counted(session):
    session.finish_run("finished", {})
    session.store(read(1, 3, 1))
    assert value(session, "SELECT count(*) FROM measurements") == 0


def test_names_are_kept_once_and_not_without_end(session, monkeypatch):
    session.note_names("bali", 1, [".post-content", "#print_content"])
    for each in read(1, 2, 1):
        session.queue(each)
    session.flush()
    names = "SELECT name, layout FROM class_names ORDER BY name"
    assert rows(session, names) == [("#print_content", "r"), (".post-content", "r")]
    assert MANY > 1000
    monkeypatch.setattr(measurements, "MOST_NAMES", 3)
    session.note_names("bali", 3, [".a", ".b", ".post-content"])
    session.queue(read(1, 1, 3)[0])
    session.flush()
    assert [name for name, _ in rows(session, names)] == ["#print_content", ".a", ".post-content"]


MANY = measurements.MOST_NAMES


def test_the_names_around_a_container():
    site = Site(articles=40, bureaus=("sumsel",), only_clean=True)
    piece = next(each for each in site.articles_of("sumsel") if each.kind == "article")
    found, names = examine(site.page(piece), piece.url)
    assert found == extract(site.page(piece), piece.url)
    assert {"#print_content", ".post-content", ".post-header", ".article-date"} <= set(names)
    site.redo("sumsel", "container")
    found, now = examine(site.page(piece), piece.url)
    assert str(found.layout) == "generic"
    assert ".rx-body" in set(now) - set(names)
    assert examine(b"", piece.url)[1] == ()


# ---- begin, go on, end


def test_a_drift_is_told_once_and_ends(archive):
    assert archive.many(12) == [[]] * 12
    assert archive.run(**WITHOUT) == [("begun", "missing", "credits")]
    drift = archive.changes[0].drift
    assert (drift.bureau, drift.kind, drift.layout) == ("bali", "article", "r")
    assert drift.selector in ("footer.post-meta", "body")
    assert (drift.before_good, drift.before_pages) == (96, 96)
    assert (drift.now_good, drift.now_pages) == (0, 8)
    assert (drift.since, drift.since_run) == (day(13), 14)  # the first run was the fixture's
    assert (drift.example_id, drift.capture) == (1307, None)
    assert drift.example_url == "https://bali.antaranews.com/berita/1307/pasar-rekaan"
    assert archive.run(**WITHOUT) == [("continuing", "missing", "credits")]
    assert archive.run(kind="photo") == []  # nothing is said of articles
    assert archive.run() == [("ended", "missing", "credits")]
    assert archive.run() == []
    (row,) = rows(archive.session, "SELECT told_run, ended_run, ended_at FROM drifts")
    assert row == (14, 17, day(16, 6))
    assert archive.run(**WITHOUT) == [("begun", "missing", "credits")]


@pytest.mark.slow
def test_it_lasts_for_months_when_nobody_mends_it(archive):
    archive.many(12)
    archive.run(**WITHOUT)
    assert archive.many(40, **WITHOUT) == [[("continuing", "missing", "credits")]] * 40
    assert archive.run() == [("ended", "missing", "credits")]


def test_another_field_is_told_though_one_is_known(archive):
    archive.many(12)
    archive.run(**WITHOUT)
    worse = {**WITHOUT, "tags": []}
    assert set(archive.run(**worse)) == {
        ("continuing", "missing", "credits"),
        ("begun", "missing", "tags"),
    }


def test_pages_that_fall_through_to_the_generic_layout(archive):
    archive.many(12)
    generic = {"layout": "generic", "flags": ["generic_layout"]}
    assert archive.run(pages=3, **generic) == [("begun", "layout", "layout")]
    assert archive.run(pages=3, **generic) == [("continuing", "layout", "layout")]
    assert archive.run(pages=4, layout="g3") == [("ended", "layout", "layout")]


def test_other_pages_of_the_bureau_that_lose_the_same_call_nobody_again(archive):
    photos = {"kind": "photo", "first": 50}
    for _ in range(6):
        archive.run()
        archive.run(**photos)
    archive.run(**WITHOUT)
    assert archive.run(**photos, **WITHOUT) == [("spread", "missing", "credits")]
    summary = RunSummary("latest", "live", "/x/archive.db")
    apply_drift(summary, archive.changes)
    assert summary.exit_status == 0
    assert summary.notes[0].startswith("Drift, told before of other pages of the bureau: bali: no")
    assert archive.run(**photos, **WITHOUT) == [("continuing", "missing", "credits")]


def test_both_at_once_are_told_at_once(archive):
    for _ in range(12):
        archive.run(also={"kind": "photo"})
    assert archive.run(also={"kind": "photo", **WITHOUT}, **WITHOUT) == [
        ("begun", "missing", "credits"),
        ("begun", "missing", "credits"),
    ]


def test_a_run_without_new_articles_says_nothing(archive):
    archive.many(12)
    archive.run(**WITHOUT)
    assert archive.run(pages=0) == []
    old = {"published_utc": "2019-01-01T00:00:00Z", "command": "crawl backfill"}
    assert archive.run(**old, **WITHOUT) == []
    assert archive.run(**old) == []
    assert [each.ended_at for each in drifts(archive.session._db)] == [None]


def test_an_old_year_in_another_markup_is_no_drift(archive):
    archive.many(12)
    old = {"published_utc": "2019-01-01T00:00:00Z", "command": "crawl backfill"}
    assert archive.run(40, layout="generic", flags=["generic_layout"], **old) == []


def test_what_begins_in_a_muted_bureau_is_told_when_that_is_over(archive):
    archive.many(12)
    assert archive.run(muted=["bali"], **WITHOUT) == [("muted", "missing", "credits")]
    assert archive.run(muted=["bali"], **WITHOUT) == [("muted", "missing", "credits")]
    assert archive.run(**WITHOUT) == [("begun", "missing", "credits")]
    assert archive.run(**WITHOUT) == [("continuing", "missing", "credits")]


def test_a_number_is_judged_and_ends(archive):
    archive.many(12)
    assert ("begun", "few", "words") in archive.run(text="Denpasar (ANTARA) -")
    assert ("continuing", "few", "words") in archive.run(text="Denpasar (ANTARA) -")
    assert ("ended", "few", "words") in archive.run()


def test_a_kept_page_is_named(archive):
    archive.many(12)
    archive.clock.now = day(13)
    archive.session.begin_run("crawl latest", {})
    archive.session.store(read(13, 8, 1300, **WITHOUT))
    with archive.session._writing() as db:
        db.conn.execute(
            "INSERT INTO captures (id, file, offset, length, sha256, url, fetched_at) "
            "VALUES (5, 'a.warc.gz', 0, 9, 'x', 'https://x', '2026-11-13T05:00:00Z')"
        )
        db.conn.execute("UPDATE articles SET capture = 5 WHERE article_id >= 1300")
        (change,) = record_drift(db, archive.session.run, day(13, 6))
    assert change.drift.capture == 5


# ---- how it is told


def told(archive):
    """A summary in which a drift begins."""
    archive.many(12)
    summary = RunSummary("latest", "live", "/x/archive.db")
    archive.session.note_names("bali", 1300, [".entry-people"])
    archive.number += 1
    archive.clock.now = day(13)
    archive.session.begin_run("crawl latest", {})
    for each in read(13, 8, 1300, **WITHOUT):
        archive.session.queue(each)
    archive.session.flush()
    note_drift(archive.session, summary, day(13, 6))
    return summary


def test_the_run_says_which_bureau_since_when_and_which_selector(archive):
    summary = told(archive)
    assert (summary.outcome, summary.exit_status) == ("errors", 1)
    lines = render(summary, terminal=False).splitlines()
    (line,) = [each for each in lines if "Drift" in each]
    assert lines[lines.index(line) + 1] == "What to do about a drift: docs/a-new-layout.md."
    assert line.startswith("Drift: bali: no credits (`")
    for words in (
        "`) in articles of layout r, since 2026-11-13 (run 14): ",
        "as it should be in 96 of 96 before, in 0 of 8 now; ",
        "example bali/1307, https://bali.antaranews.com/berita/1307/",
        "see antara read bali/1307; new names around the text: .entry-people.",
    ):
        assert words in line
    (plain,) = json.loads(json.dumps(summary.as_dict()))["bureaus"]["bali"]["drifts"]
    assert (plain["what"], plain["field"], plain["since_run"]) == ("missing", "credits", 14)
    assert plain["text"] in line


def test_later_runs_note_it_and_are_good(archive):
    told(archive)
    archive.run(**WITHOUT)
    summary = RunSummary("latest", "live", "/x/archive.db")
    apply_drift(summary, archive.changes)
    archive.run()
    apply_drift(summary, archive.changes)
    assert summary.exit_status == 0
    known, over = summary.notes
    assert known.startswith("Drift since 2026-11-13, told before: bali: no credits (`")
    assert over.startswith("Drift over: bali: no credits (`")


def test_status_and_the_monthly_page_show_what_lasts(archive, folder):
    told(archive)
    archive.session.close()
    with ArchiveReader(folder / "archive.db") as reader:
        (line,) = drift_lines(reader.status()["drifts"])
        assert line.startswith("bali drifts: no credits (`")
        shown = lasting(reader.drifts())
        assert lasting(reader.drifts(), ["bali"]) == []
    facts = {
        **{"month": "2026-11", "began": "2026-01-01", "runs": {"finished": {"runs": 9}}},
        **{"stale_days": 0, "alarms": [], "bureaus": {}, "hosts": [], "drifts": shown},
    }
    (problem,) = problems(facts)
    assert problem.startswith("Drift: bali: no credits (`")
    assert problem.endswith(") in articles of layout r, since 2026-11-13.")
    assert unsound(folder / "archive.db") == []
