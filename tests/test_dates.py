"""Dates as pages, metadata and feeds state them, how exactly, and what is no date at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.date_forms import MONTHS, WEEKDAYS
from crawler.dates import (
    Moment,
    dateline_day,
    feed_moment,
    machine_moment,
    printed_moment,
    zone_day,
)
from crawler.items import Precision

if TYPE_CHECKING:
    from collections.abc import Callable

WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"

ID_MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
ID_DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]


def iso(moment: Moment | None) -> str | None:
    return moment.iso if moment else None


@pytest.mark.parametrize(
    ("printed", "expected", "known"),
    [
        ("Kamis, 30 November 2023 21:34 WIB", "2023-11-30T21:34:00+07:00", True),
        (" Kamis, 30 November 2023 21:34 WIB | 699 Views", "2023-11-30T21:34:00+07:00", True),
        ("Kamis, 30 November 2023 21:34 WITA", "2023-11-30T21:34:00+08:00", True),
        ("Kamis, 30 November 2023 21:34 Wita", "2023-11-30T21:34:00+08:00", True),
        ("Kamis, 30 November 2023 21:34 wit", "2023-11-30T21:34:00+09:00", True),
        ("Kamis, 30 November 2023 21:34 Witir", "2023-11-30T21:34:00+08:00", False),
        ("Jumat, 3 Juni 2011 10:00 WIB", "2011-06-03T10:00:00+07:00", True),
        ("Jum'at, 3 Juni 2011 10:00 WIB", "2011-06-03T10:00:00+07:00", True),
        ("Jum’at, 3 Juni 2011 10:00 WIB", "2011-06-03T10:00:00+07:00", True),
        ("Ahad, 5 Juni 2011 10:00 WIB", "2011-06-05T10:00:00+07:00", True),
        ("Selasa, 20 Januari 2026 6:59", "2026-01-20T06:59:00+08:00", False),
        ("6 Oktober 2025 14:20", "2025-10-06T14:20:00+08:00", False),
        ("Rabu, 9 Agt 2017 pukul 21.34 WIB", "2017-08-09T21:34:00+07:00", True),
        ("Rabu, 9 Agt 2017, pukul 21.34 WIB", "2017-08-09T21:34:00+07:00", True),
        ("Rabu, 9 Agt 2017 (21:34 WIB)", "2017-08-09T21:34:00+07:00", True),
        ("Rabu, 9 Agt 2017 / 21:34 (WIB)", "2017-08-09T21:34:00+07:00", True),
        ("9\u00a0Agustus\u00a02017\u00a021:34\u00a0WIB", "2017-08-09T21:34:00+07:00", True),
        ("2 Nopember 2010 09:00:12 WIB", "2010-11-02T09:00:12+07:00", True),
        ("12 Peb 2009 - 8:05", "2009-02-12T08:05:00+08:00", False),
        ("30/11/2023 21:34", "2023-11-30T21:34:00+08:00", False),
        ("30-11-2023 21.34 WIB", "2023-11-30T21:34:00+07:00", True),
        ("2023-11-30 21:34:56 WIB", "2023-11-30T21:34:56+07:00", True),
        ("2023-11-30T21:34:56+07:00", "2023-11-30T21:34:56+07:00", True),
        ("May 13, 2024 21:40", "2024-05-13T21:40:00+08:00", False),
        ("May 13, 2024 21:40 GMT+7", "2024-05-13T21:40:00+07:00", True),
        ("May 13, 2024 21:40 GMT+700", "2024-05-13T21:40:00+07:00", True),
        ("May 13, 2024 21:40 UTC+07:00", "2024-05-13T21:40:00+07:00", True),
        ("May 13, 2024 21:40 +0700", "2024-05-13T21:40:00+07:00", True),
        ("May 13, 2024 21:40 UTC", "2024-05-13T21:40:00+00:00", True),
        ("May 13, 2024 21:40 GMT-3:30", "2024-05-13T21:40:00-03:30", True),
        ("13th May 2024 9:40 pm", "2024-05-13T21:40:00+08:00", False),
        ("13th of May 2024 at 9:40 p.m. (GMT+7)", "2024-05-13T21:40:00+07:00", True),
        ("May 1st, 2024 12:05 AM", "2024-05-01T00:05:00+08:00", False),
        ("May 1st, 2024 12:05pm", "2024-05-01T12:05:00+08:00", False),
        ("May 1st, 2024 21:40 PM", "2024-05-01T21:40:00+08:00", False),
        ("Ekonomi / 12 January 2025 21:40 WIB", "2025-01-12T21:40:00+07:00", True),
        ("31 Februari 2023 10:00, 1 Maret 2023 10:00", "2023-03-01T10:00:00+08:00", False),
        ("1 Maret 2023 10:00, 2 Maret 2023 10:00", "2023-03-01T10:00:00+08:00", False),
        ("5 menit lalu | 1 Maret 2023 10:00", "2023-03-01T10:00:00+08:00", False),
    ],
)
def test_printed_times(printed: str, expected: str, known: bool) -> None:
    moment = printed_moment(printed, WITA)
    assert iso(moment) == expected
    assert moment is not None
    assert moment.zone_known is known


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("12 January 2025", "2025-01-12"),
        ("Ekonomi / 12 January 2025 …", "2025-01-12"),
        ("13th May 2024", "2024-05-13"),
        ("13 May 2024 | 699 Views", "2024-05-13"),
        ("13 May 2024 - 10.000 orang", "2024-05-13"),
        ("May 13, 2024", "2024-05-13"),
        ("Selasa 9/8/2017", "2017-08-09"),
    ],
)
def test_a_printed_day_is_only_a_day(printed: str, expected: str) -> None:
    moment = printed_moment(printed, WITA)
    assert moment is not None
    assert (moment.iso, moment.day) == (expected, expected)
    assert (moment.precision, moment.zone_known) == (Precision.DAY, False)
    midnight = datetime.fromisoformat(expected).replace(tzinfo=ZoneInfo(WITA))
    assert moment.utc == midnight.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


NO_DATES = [
    "",
    "5 menit lalu",
    "2 jam lalu",
    "1 hari lalu 21:40 WIB",
    "kemarin 21:40",
    "hari ini, 09:00 WIB",
    "15 hours ago",
    "yesterday 21:40",
    "2 days ago 2024",
    "baru saja",
    "21:34 WIB",
    "30 November",
    "30/11",
    "30/11/23 21:34",
    "November 2023",
    "2023",
    "31 Februari 2023",
    "29 Februari 2023 10:00",
    "31/04/2023",
    "13/13/2023",
    "0000-00-00",
    "0000-00-00 00:00:00",
    "0 Mei 2023",
    "32 Mei 2023",
    "132 Mei 2023",
    "30 November 2023 25:10 WIB",
    "30 November 2023 21:60 WIB",
    "30 November 2023 21:34:60",
    "May 1, 2024 21:40 AM",
    "1 Januari 1970 07:00 WIB",
    "1 Mei 12023",
    "1 Mei 20233",
    "1 Meinung 2023",
    "1 Marety 2023",
    "1.12 Mei 2023",
    "130/11/2023",
    "30/11-2023",
    "30/11/20234",
    "12 ſep 2023",
    "١٢ Mei 2023",
]


@pytest.mark.parametrize("printed", NO_DATES)
def test_what_is_no_printed_date(printed: str) -> None:
    assert printed_moment(printed, WIB) is None


@pytest.mark.parametrize(
    ("value", "expected", "precision", "known"),
    [
        ("2017-05-15T18:43:56+07:00", "2017-05-15T18:43:56+07:00", "second", True),
        ("2017-05-15T18:43:56+0700", "2017-05-15T18:43:56+07:00", "second", True),
        ("2017-05-15T18:43:56+07", "2017-05-15T18:43:56+07:00", "second", True),
        ("2017-05-15T18:43:56 +0700", "2017-05-15T18:43:56+07:00", "second", True),
        ("2017-05-15T18:43:56.789+08:00", "2017-05-15T18:43:56+08:00", "second", True),
        ("2017-05-15T18:43:56Z", "2017-05-15T18:43:56+00:00", "second", True),
        ("2017-05-15t18:43:56.1z", "2017-05-15T18:43:56+00:00", "second", True),
        ("2017-05-15T18:43-03:30", "2017-05-15T18:43:00-03:30", "minute", True),
        ("20170515T184356+0700", "2017-05-15T18:43:56+07:00", "second", True),
        (" 2023-11-30 21:34:00\n", "2023-11-30T21:34:00+09:00", "second", False),
        ("2023-11-30 21:34", "2023-11-30T21:34:00+09:00", "minute", False),
        ("2023-11-30 6:59", "2023-11-30T06:59:00+09:00", "minute", False),
        ("2023-11-30 21:34:00 WIB", "2023-11-30T21:34:00+07:00", "second", True),
        ("2023/11/30 21:34:00", "2023-11-30T21:34:00+09:00", "second", False),
        ("2023-11-30", "2023-11-30", "day", False),
        ("Thu, 05 Nov 2015 14:56:43 +0700", "2015-11-05T14:56:43+07:00", "second", True),
        ("Thu, 5 Nov 2015 14:56 +0800", "2015-11-05T14:56:00+08:00", "minute", True),
        ("05 Nov 15 14:56:43 GMT", "2015-11-05T14:56:43+00:00", "second", True),
        ("Thursday, 05-Nov-15 14:56:43 UTC", "2015-11-05T14:56:43+00:00", "second", True),
        ("Thu, 05 Nov 2015 14:56:43 -0000 (UTC)", "2015-11-05T14:56:43+00:00", "second", True),
        ("Kam, 05 Nop 2015 14:56:43 WIT", "2015-11-05T14:56:43+09:00", "second", True),
        ("Jum'at, 06 Nop 2015 14:56:43", "2015-11-06T14:56:43+09:00", "second", False),
    ],
)
def test_machine_times(value: str, expected: str, precision: str, known: bool) -> None:
    moment = machine_moment(value, WIT)
    assert moment is not None
    assert moment.iso == expected
    assert (moment.precision, moment.zone_known) == (precision, known)
    assert feed_moment(value, WIT) == moment


@pytest.mark.parametrize(
    "value",
    [
        "",
        "0000-00-00 00:00:00",
        "0000-00-00T00:00:00+07:00",
        "-0001-11-30T00:00:00+00:00",
        "1970-01-01T00:00:00Z",
        "2023-02-29T10:00:00Z",
        "2023-11-30T24:00:00Z",
        "2023-11-30T25:00:00Z",
        "2023-11-30T10:60:00Z",
        "2023-11-30T10:00:00+15:00",
        "2023-11-30T10:00:00+15",
        "2023-11-30T10:00:00+07:60",
        "2023-11-30T10:00:00 CET",
        "2023-11/30",
        "2023-11-30 kemarin",
        "5 menit lalu",
        "Thu, 31 Feb 2015 14:56:43 +0700",
        "Thu, 05 Nov 215 14:56:43 +0700",
        "1700000000",
        "٢٠٢٣-١١-٣٠",
    ],
)
def test_what_is_no_machine_time(value: str) -> None:
    assert machine_moment(value, WIB) is None
    assert feed_moment(value, WIB) is None


def test_the_day_is_the_bureaus_whatever_the_offset() -> None:
    moment = machine_moment("2023-11-30T23:30:00+07:00", WIT)
    assert moment is not None
    assert moment.iso == "2023-11-30T23:30:00+07:00"
    assert moment.utc == "2023-11-30T16:30:00Z"
    assert moment.day == "2023-12-01"
    assert zone_day(moment.utc, WIT) == "2023-12-01"
    assert zone_day(moment.utc, WIB) == "2023-11-30"


def test_zone_day_refuses_what_is_no_utc_time() -> None:
    with pytest.raises(ValueError, match="2023"):
        zone_day("2023-11-30T16:30:00+00:00", WIB)


@pytest.mark.parametrize("text", ["2 Mei 2023 10:00", "2023-05-02", "2023-05-02T10:00:00Z"])
def test_an_unknown_zone_is_a_mistake_of_the_caller(text: str) -> None:
    with pytest.raises(KeyError):
        printed_moment(text, "Asia/Bali")


@pytest.mark.parametrize(
    ("printed", "published", "expected"),
    [
        ("23 Februari 2016", None, "2016-02-23"),
        ("23 Feb. 2016", None, "2016-02-23"),
        ("7/12/2015", None, "2015-12-07"),
        ("7/12/15", None, "2015-12-07"),
        ("7-12-2015", None, "2015-12-07"),
        ("7.12.98", None, "1998-12-07"),
        ("Dec 7, 2015", None, "2015-12-07"),
        ("7/12", "2015-12-08", "2015-12-07"),
        ("(7/12)", "2015-12-08", "2015-12-07"),
        ("Senin (7/12)", "2015-12-08", "2015-12-07"),
        ("Jum’at, 4/12", "2015-12-08", "2015-12-04"),
        ("Dec 7", "2015-12-08", "2015-12-07"),
        ("Dec. 7th", "2015-12-08", "2015-12-07"),
        ("7 Des", "2015-12-08", "2015-12-07"),
        (" 7 Desember,", "2015-12-08", "2015-12-07"),
        ("31/12", "2016-01-01", "2015-12-31"),
        ("1/1", "2015-12-31", "2016-01-01"),
        ("29/2", "2016-03-01", "2016-02-29"),
        ("7/12/2015", "2020-01-01", "2015-12-07"),
        ("29/2", "2015-03-01", None),
        ("29/2/2015", "2015-03-01", None),
        ("12/31", "2015-12-31", None),
        ("7/12", None, None),
        ("7/12", "kemarin", None),
        ("7/12", "2015-13-01", None),
        ("7/12", "2015-12-08T10:00:00Z", None),
        ("7/12/201", "2015-12-08", None),
        ("7/12-15", "2015-12-08", None),
        ("7-9/12", "2015-12-08", None),
        ("0/12", "2015-12-08", None),
        ("7/0", "2015-12-08", None),
        ("7", "2015-12-08", None),
        ("Desember", "2015-12-08", None),
        ("Desember 2015", "2015-12-08", None),
        ("Senin", "2015-12-08", None),
        ("kemarin", "2015-12-08", None),
        ("NTB", "2015-12-08", None),
        ("7 ſep", "2015-12-08", None),
        ("", "2015-12-08", None),
    ],
)
def test_the_day_of_a_dateline(printed: str, published: str | None, expected: str | None) -> None:
    assert dateline_day(printed, published) == expected


@given(st.dates(date(1992, 1, 1), date(2098, 1, 1)), st.integers(-180, 180))
def test_a_dateline_without_a_year_is_the_nearest_day(day: date, distance: int) -> None:
    published = (day + timedelta(days=distance)).isoformat()
    for printed in (f"{day.day}/{day.month}", f"{day.day} {ID_MONTHS[day.month - 1]}"):
        assert dateline_day(printed, published) == day.isoformat()


ZONES = st.sampled_from(
    [("WIB", 7), ("Wita", 8), ("wit", 9), ("GMT+7", 7), ("UTC+07:00", 7), ("+0800", 8), ("Z", 0)]
)
MINUTES = st.datetimes(datetime(1990, 1, 2), datetime(2099, 12, 30)).map(  # noqa: DTZ001
    lambda when: when.replace(second=0, microsecond=0)
)
MONTH_NAMES = sorted(MONTHS)
DAY_NAMES = sorted({name for day in WEEKDAYS for name in (day, day.title(), day.replace("'", "’"))})


@given(
    MINUTES,
    ZONES,
    st.integers(0, 5),
    st.sampled_from([WIB, WITA, WIT]),
    st.sampled_from(["", " | 699 Views", ")", " Dibaca 12 kali", "\n"]),
    st.sampled_from(["", "Ekonomi / ", "  ", "Oleh Budi, "]),
)
def test_printed_times_round_trip(
    when: datetime, zone: tuple[str, int], form: int, home: str, after: str, before: str
) -> None:
    month, day = ID_MONTHS[when.month - 1], ID_DAYS[when.weekday()]
    half = f"{(when.hour - 1) % 12 + 1}:{when.minute:02} {'pm' if when.hour > 11 else 'am'}"
    printed = [
        f"{day}, {when.day} {month} {when.year} {when.hour}:{when.minute:02}",
        f"{when.day:02} {month[:3]} {when.year} pukul {when.hour:02}.{when.minute:02}",
        f"{when.day}/{when.month}/{when.year} {when.hour:02}:{when.minute:02}",
        f"{when:%Y-%m-%d %H:%M}",
        f"{when:%B} {when.day}, {when.year} {half}",
        f"{when.day}th {when:%b} {when.year} {half}",
    ][form]
    label, hours = zone
    stated = when.replace(tzinfo=timezone(timedelta(hours=hours)))
    moment = printed_moment(f"{before}{printed} {label}{after}", home)
    assert moment is not None
    assert moment.iso == stated.isoformat()
    assert moment.utc == stated.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert moment.day == zone_day(moment.utc, home)
    assert (moment.precision, moment.zone_known) == (Precision.MINUTE, True)
    if hours:
        assert machine_moment(moment.iso, home) == Moment(
            moment.iso, moment.utc, moment.day, Precision.SECOND, zone_known=True
        )
    unlabelled = printed_moment(printed, home)
    assert unlabelled is not None
    assert unlabelled.iso == when.replace(tzinfo=ZoneInfo(home)).isoformat()
    assert not unlabelled.zone_known


@given(
    st.datetimes(datetime(1990, 1, 2), datetime(2099, 12, 30)),  # noqa: DTZ001
    st.sampled_from([-210, 0, 420, 480, 540]),
    st.sampled_from([WIB, WITA, WIT]),
)
def test_machine_times_round_trip(when: datetime, offset: int, home: str) -> None:
    stated = when.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=offset)))
    sign, hours = "-" if offset < 0 else "+", f"{abs(offset) // 60:02}{abs(offset) % 60:02}"
    for value in (
        stated.isoformat(),
        f"{stated:%Y-%m-%d %H:%M:%S}.123456{sign}{hours}",
        f"{stated:%a, %d %b %Y %H:%M:%S} {sign}{hours}",
    ):
        moment = machine_moment(value, home)
        assert moment is not None
        assert moment.iso == stated.isoformat()
        assert moment.utc == stated.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        assert moment.precision == Precision.SECOND


@pytest.mark.parametrize("month", MONTH_NAMES)
@pytest.mark.parametrize("write", [str.upper, str.title])
def test_every_month_name_reads(month: str, write: Callable[[str], str]) -> None:
    expected = f"2024-{MONTHS[month]:02}-05"
    name = write(month)
    assert iso(printed_moment(f"5 {name} 2024", WIB)) == expected
    assert iso(printed_moment(f"5 {name}. 2024", WIB)) == expected
    assert iso(printed_moment(f"{name} 5, 2024", WIB)) == expected
    assert dateline_day(f"5 {name}", "2024-06-30") == expected
    assert iso(feed_moment(f"Sun, 05 {name} 2024 10:00 WIB", WIB)) == f"{expected}T10:00:00+07:00"


@pytest.mark.parametrize("day", DAY_NAMES)
def test_every_weekday_reads(day: str) -> None:
    assert iso(printed_moment(f"{day}, 5 Mei 2024", WIB)) == "2024-05-05"
    assert dateline_day(f"{day} (5/5)", "2024-05-06") == "2024-05-05"
    assert iso(feed_moment(f"{day}, 05 May 2024 10:00 Z", WIB)) == "2024-05-05T10:00:00+00:00"


PIECES = st.sampled_from(
    [
        *[
            "1",
            "31",
            "99",
            "2023",
            "0000",
            "10:00",
            "25:99",
            "/",
            "-",
            ".",
            ",",
            " ",
            "  ",
            "(",
            ":",
        ],
        *[
            "mei",
            "Feb",
            "may",
            "th",
            "of",
            "pukul",
            "am",
            "pm",
            "WIB",
            "GMT",
            "+",
            "+0700",
            "+99:99",
        ],
        *["Z", "T", "Senin", "Jum'at", "\u00a0", "\ud800", "²", "٣", "ſep", "lalu"],
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)))
@example("1 mei 2023 10:00 GMT+99")
@example("2023-01-01T00:00:00+14:59")
@example("01 Jan 1990 00:00 +1400")
def test_any_text_is_answered(text: str) -> None:
    for read in (printed_moment, machine_moment, feed_moment):
        moment = read(text, WIT)
        if moment is not None:
            assert datetime.fromisoformat(moment.iso)
            assert zone_day(moment.utc, WIT) == moment.day
    day = dateline_day(text, "2016-01-01")
    assert day is None or date.fromisoformat(day)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "12",
        "1 mei ",
        "mei 1,  ",
        "31/02/2023 ",
        "31 februari 2023 ",
        " ",
        "(",
        "may ",
        "1 " * 9 + "x",
    ],
)
def test_a_megabyte_of_anything_ends(piece: str) -> None:
    hostile = piece * (1_000_000 // len(piece))
    assert printed_moment(hostile, WIB) is None
    assert machine_moment(hostile, WIB) is None
    assert dateline_day(hostile, "2016-01-01") is None
    found = printed_moment(f"{hostile} | 5 Mei 2024", WIB)
    assert iso(found) == "2024-05-05"
