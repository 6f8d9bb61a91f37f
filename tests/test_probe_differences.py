"""Which differences `antara probe` sees, in reports that need no host."""

from __future__ import annotations

import pytest

from crawler.bureaus import load_bureaus
from crawler.probing.differences import differences
from crawler.probing.report import INTERRUPTED, BureauReport, Listing, Sample
from tests.probe_reports import BALI, HOST, MATARAM, report_of


def led(url: str, name: str = "terkini") -> Listing:
    return Listing(f"{HOST}/{name}", 301, trouble=f"it leads to {url}", leads_to=url)


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("baru.antaranews.com", "give that host a block, with bali.antaranews.com as its alias"),
        ("jatim.antaranews.com", "an alias of [jatim] by now"),
        ("m.antaranews.com", "an alias of [www] by now"),
        ("img.antaranews.com", "which is no bureau of ANTARA; nothing is asked there"),
        ("belanja.example", "which is no bureau of ANTARA; nothing is asked there"),
    ],
)
def test_a_host_that_moved_is_told_once(host: str, said: str) -> None:
    report = report_of(feed=led(f"https://{host}/rss"), terkini=led(f"https://{host}/terkini"))
    (line,) = differences(BALI, report)
    assert line.startswith(f"bali.antaranews.com leads to {host}")
    assert line.endswith(said)


def test_a_bureau_that_leads_to_its_own_alias() -> None:
    www = load_bureaus()["www"]
    listing = Listing("https://www.antaranews.com/terkini", 302)
    listing.leads_to = "https://m.antaranews.com/terkini"
    (line,) = differences(www, report_of(www, terkini=listing))
    assert line.endswith("an alias in its own block: host may have to be that one")


@pytest.mark.parametrize(
    ("article", "said"),
    [
        (Sample("u", 200, layout="r", published="2026-03-02T12:00:00+08:00"), []),
        (Sample("u", 200, layout="r", published="2026-03-02"), []),
        (Sample("u", 200, layout="r", published=None), []),
        (
            Sample("u", 200, layout="r", published="2026-03-02T04:00:00+00:00"),
            ["article: 2026-03-02T04:00:00+00:00 is not in the time of Asia/Makassar: u"],
        ),
        (
            Sample("u", 200, layout="r", published="2026-03-02T12:00:00+08:00", printed_zone="WIB"),
            ["article: prints WIB, not the time of Asia/Makassar"],
        ),
        (
            Sample(
                *("u", 200, None, "r"),
                published="2026-03-02T12:00:00+08:00",
                feed_published="2026-03-02T12:20:00+08:00",
            ),
            [],
        ),
        (
            Sample(
                *("u", 200, None, "r"),
                published="2026-03-02T12:00:00+08:00",
                feed_published="2026-03-02T12:00:00+07:00",
            ),
            [
                "article: the feed says 2026-03-02T12:00:00+07:00, the page "
                "2026-03-02T12:00:00+08:00: one of them may be in a wrong zone"
            ],
        ),
    ],
)
def test_times_of_the_article(article: Sample, said: list[str]) -> None:
    assert differences(BALI, report_of(article=article)) == said


@pytest.mark.parametrize(("newest_id", "told"), [(None, 0), (395_157, 1), (395_158, 0)])
def test_ids_that_begin_anew(newest_id: int | None, told: int) -> None:
    assert len(differences(BALI, report_of(newest_id=newest_id))) == told
    assert differences(MATARAM, report_of(MATARAM, newest_id=newest_id)) == []


@pytest.mark.parametrize(("skew", "told"), [(None, 0), (60.0, 0), (-60.0, 0), (61.0, 1), (-61, 1)])
def test_clocks_may_differ_a_little(skew: float | None, told: int) -> None:
    assert len(differences(BALI, report_of(skew=skew))) == told


def test_an_index_that_does_not_tell_its_day_is_to_be_looked_at() -> None:
    (line,) = differences(BALI, report_of(indeks=Listing("i", 200, 3)))
    assert "if they are of that day, set indeks = true" in line


def test_what_was_not_asked_differs_from_nothing() -> None:
    assert differences(BALI, BureauReport("bali", BALI.host, stopped=INTERRUPTED)) == []
