"""The simulations in little, and what they count with."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.at import Done
from tests.replica import Site, SiteServer
from tests.simulate import main
from tests.simulated import kind_of, moment, per, share, summary_of, table
from tests.simulated_drift import Months
from tests.simulated_drift import play as play_drift
from tests.simulated_past import Past
from tests.simulated_report import HOUR, Truth
from tests.simulated_week import Week, note_due, plan

if TYPE_CHECKING:
    from pathlib import Path


def test_tables_are_markdown() -> None:
    assert table(("bureau", "n"), [("bali", 7), ("papuatengah", 12)]).splitlines() == [
        "| bureau      |  n |",
        "| ----------- | -: |",
        "| bali        |  7 |",
        "| papuatengah | 12 |",
    ]
    assert [share(*one) for one in ((0, 0), (3, 3), (2999, 3000), (1, 2))] == [
        "–",
        "100 %",
        "99.9 %",
        "50.0 %",
    ]
    assert (per(7, 2), per(7, 0)) == ("3.5", "–")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/robots.txt", "robots"),
        ("/rss/terkini.xml", "feed"),
        ("/foto/12/pasar", "article"),
        ("/amp/berita/12/pasar", "article"),
        ("/berita/12", "article"),
        ("/terkini/2", "listing"),
        ("/sitemap/2021-1.xml.gz", "listing"),
    ],
)
def test_requests_are_told_apart(path: str, kind: str) -> None:
    assert kind_of(path) == kind


def test_summary_is_the_last_json_line() -> None:
    assert summary_of(Done(0, 'Perkiraan\n{"a": 1}\n{"a": 2}\n', "")) == {"a": 2}
    assert summary_of(Done(2, "", "refused")) == {}


def test_weeks_are_planned_the_same_and_change_what_they_say() -> None:
    week = Week(articles=800, bureaus=("sumsel", "bali"), hours=48, corrected=0.3, deleted=0.2)
    seen = []
    for _ in range(2):
        site, truth = week.site(), Truth()
        begin = site.now
        plan(week, site, truth)
        site.advance(begin + week.hours * HOUR + timedelta(days=7))
        for events in (truth.corrected, truth.deleted, truth.returned):
            assert events
            assert all(begin <= at <= site.now for times in events.values() for at in times)
        assert set(truth.returned) < set(truth.deleted)
        assert all(site.pieces[key].revision == len(at) for key, at in truth.corrected.items())
        assert set(site.withdrawn) == set(truth.deleted) - set(truth.returned)
        assert site.chromes["bali"].edition == 3
        seen.append((truth.corrected, truth.deleted, truth.returned, moment(begin)))
    assert seen[0] == seen[1]


def test_past_is_not_in_terkini_to_its_end() -> None:
    site = Past(articles=900, years=1).site()
    assert isinstance(site, Site)
    named = site.named_by("www")
    assert {"section", "tag", "indeks"} in list(named.values())


def test_nothing_is_due_of_a_host_that_is_away() -> None:
    week = Week(articles=800, bureaus=("sumsel", "bali"))
    site, truth = week.site(), Truth()
    begin = site.now
    server = SiteServer(site, week.faults(site))
    site.advance(begin + 41 * HOUR)
    note_due(site, server, truth, begin)
    assert {bureau for bureau, _ in truth.due} == {"sumsel"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ("week", "--hours", "7", "--articles", "900", "--after", "1", "--revisit-every", "3"),
        ("past", "--articles", "150", "--years", "0.1"),
    ],
)
def test_simulations_in_little(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main([*words, "--folder", str(tmp_path)])
    printed = capsys.readouterr().out
    assert status == 0, printed
    assert "| gorontalo" in printed


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_redesigns_in_little(tmp_path: Path) -> None:
    bureaus = ("sumsel", "jateng", "bali", "gorontalo", "ambon")
    # The redesigns come on a Monday, the eleventh day from a Friday on.
    months = Months(110, days=13, changed=11, mended=13, quiet_runs=8, bureaus=bureaus)
    text, good = play_drift(months, tmp_path)
    assert good, text
    assert "source: published" in text
