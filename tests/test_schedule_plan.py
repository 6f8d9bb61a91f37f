"""The block [schedule]: times as people write them, jobs, and every mistake told in one line."""

from __future__ import annotations

import ast
import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import ConfigError
from crawler.schedule.plan import EXAMPLE, JOBS, Plan, read_plan
from crawler.schedule.times import DAY, WEEK, Times, next_start, pauses, rows, shifted

PACKAGE = Path(__file__).parent.parent / "crawler" / "schedule"
BUREAUS = ("sumsel", "bali", "ambon")
FOLDER = Path("/home/rina/arsip")
ALL = tuple(range(7))
YEAR = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - by the clock on the wall

STARTS = st.sets(
    st.tuples(st.integers(0, 6), st.integers(0, DAY - 1)), min_size=1, max_size=40
).map(lambda starts: tuple(sorted(starts)))


def plan_of(toml: str) -> Plan:
    table = tomllib.loads(toml).get("schedule")
    return read_plan(table, "/home/rina/arsip/antara.toml", FOLDER, BUREAUS)


def words_of(toml: str) -> dict[str, str]:
    return {job.name: " ".join(job.words) for job in plan_of(f"[schedule]\n{toml}").jobs}


def at(text: str) -> dict[int, list[str]]:
    """The starts of a text by day."""
    found: dict[int, list[str]] = {}
    for day, minute in Times.parse(text).starts:
        found.setdefault(day, []).append(f"{minute // 60:02}:{minute % 60:02}")
    return found


# --- times


@pytest.mark.parametrize(
    ("text", "days", "times"),
    [
        ("02:30", ALL, ["02:30"]),
        ("2:30", ALL, ["02:30"]),
        ("02.30", ALL, ["02:30"]),
        ("daily 04:20", ALL, ["04:20"]),
        ("  Daily   04:20 ,16:05", ALL, ["04:20", "16:05"]),
        ("18:00, 06:00", ALL, ["06:00", "18:00"]),
        ("mon,thu 03:00", (0, 3), ["03:00"]),
        ("Mon, THU 03:00", (0, 3), ["03:00"]),
        ("sun 00:00", (6,), ["00:00"]),
        ("mon-fri 23:59", (0, 1, 2, 3, 4), ["23:59"]),
        ("fri - mon 01:00", (0, 4, 5, 6), ["01:00"]),
        ("sat,mon-tue 01:00,01:15", (0, 1, 5), ["01:00", "01:15"]),
        ("hourly", ALL, [f"{hour:02}:00" for hour in range(24)]),
        ("every 1h", ALL, [f"{hour:02}:00" for hour in range(24)]),
        ("every 8h", ALL, ["00:00", "08:00", "16:00"]),
        ("every8 h", ALL, ["00:00", "08:00", "16:00"]),
        ("every 360m", ALL, ["00:00", "06:00", "12:00", "18:00"]),
        ("every 24h", ALL, ["00:00"]),
    ],
)
def test_times_that_people_write(text, days, times):
    assert at(text) == dict.fromkeys(days, times)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "It is empty."),
        ("daily", "'daily' is not a time of the day."),
        ("24:00", "'24:00' is not a time of the day."),
        ("02:60", "'02:60' is not a time of the day."),
        ("0230", "'0230' is not a time of the day."),
        ("02:30,", "It is empty."),
        ("hourlly", "'hourlly' is not a time of the day. Did you mean 'hourly'?"),
        ("daly 02:30", "'daly' is neither 'daily' nor a day of the week. Did you mean 'daily'?"),
        ("thur 02:30", "'thur' is neither 'daily' nor a day of the week. Did you mean 'thu'?"),
        ("mon thu 02:30", "'mon thu' is neither"),
        ("mon- 02:30", "'mon-02:30' is not a time of the day."),
        ("-mon 02:30", "'' is neither"),
        ("every 7h", "A day does not divide by that; 'every 6h' is nearest."),
        ("every 100m", "A day does not divide by that; 'every 96m' is nearest."),
        ("every 10m", "That is more often than every 15 minutes."),
        ("every 0h", "That is more often than every 15 minutes."),
        ("every 48h", "A day does not divide by that; 'every 24h' is nearest."),
        ("every day", "'every day' is not every so many minutes or hours."),
        ("every ²h", "'every ²h' is not every so many minutes or hours."),
        ("02:30,02:40", "Two of its starts are less than 15 minutes apart."),
        ("23:55,00:05", "Two of its starts are less than 15 minutes apart."),
    ],
)
def test_times_that_are_none(text, message):
    with pytest.raises(ValueError, match=r"\.|\?") as error:
        Times.parse(text)
    assert message in str(error.value)


@given(STARTS)
def test_rows_say_every_start_once_and_no_other(starts):
    said = [
        (day, hour * 60 + minute)
        for row in rows(starts)
        for day in row.days
        for hour in row.hours
        for minute in row.minutes
    ]
    assert sorted(said) == list(starts)


def test_rows_are_few():
    assert len(rows(Times.parse("hourly").starts)) == 1
    assert len(rows(Times.parse("every 15m").starts)) == 1
    assert len(rows(Times.parse("mon,thu 03:00,15:00").starts)) == 1
    assert len(rows(Times.parse("every 90m").starts)) == 2


@given(STARTS, st.integers(0, 2 * DAY))
def test_shifting_goes_over_midnight_and_the_end_of_the_week(starts, minutes):
    moved = shifted(starts, minutes)
    assert sorted((day * DAY + minute - minutes) % WEEK for day, minute in moved) == [
        day * DAY + minute for day, minute in starts
    ]


def test_shifting_sunday_night():
    assert shifted([(6, 23 * 60 + 50)], 20) == ((0, 10),)


@given(STARTS)
def test_the_pauses_make_a_week(starts):
    assert sum(pauses(starts)) == WEEK
    assert all(pauses(starts))


@pytest.mark.parametrize(
    ("text", "shortest", "longest"),
    [
        ("hourly", 60, 60),
        ("02:30", DAY, DAY),
        ("06:00,18:30", 690, 750),
        ("mon,thu 03:00", 3 * DAY, 4 * DAY),
        ("sun 02:00", WEEK, WEEK),
    ],
)
def test_pauses(text, shortest, longest):
    times = Times.parse(text)
    assert (times.shortest_pause(), times.longest_pause()) == (shortest, longest)


@given(STARTS, st.datetimes(min_value=YEAR, max_value=YEAR.replace(year=2027)))
def test_the_next_start_is_one_and_none_lies_before_it(starts, after):
    found = next_start(starts, after)
    assert found > after
    assert (found.weekday(), found.hour * 60 + found.minute) in starts
    assert (found.second, found.microsecond) == (0, 0)
    monday = (after - dt.timedelta(days=after.weekday())).date()
    every = [
        dt.datetime.combine(monday + dt.timedelta(days=day + week), dt.time(*divmod(minute, 60)))
        for week in (0, 7)
        for day, minute in starts
    ]
    assert [each for each in every if after < each < found] == []


# --- the block


def test_the_block_becomes_jobs_in_a_fixed_order():
    plan = plan_of(
        """
        [schedule]
        backup = "daily 05:00"
        backup_to = "/mnt/disk/antara"
        gaps = "sun 02:00"
        latest = "hourly"
        revisit = "daily 01:10"
        backfill = "daily 22:00"
        """
    )
    assert tuple(job.name for job in plan.jobs) == JOBS
    assert {job.name: job.times.text for job in plan.jobs} == {
        "latest": "hourly",
        "revisit": "daily 01:10",
        "gaps": "sun 02:00",
        "backfill": "daily 22:00",
        "backup": "daily 05:00",
    }


def test_bureaus_and_minutes_are_handed_to_every_crawl_and_to_no_backup():
    assert words_of(
        """
        latest = "hourly"
        gaps = "sun 02:00"
        backup = "05:00"
        backup_to = "/mnt/disk/antara"
        bureaus = "sumsel , bali,sumsel"
        max_minutes = 50
        """
    ) == {
        "latest": "crawl latest --bureau sumsel,bali --max-minutes 50",
        "gaps": "crawl gaps --bureau sumsel,bali --max-minutes 50",
        "backup": "backup /mnt/disk/antara",
    }


def test_a_jobs_own_options_win():
    assert words_of(
        """
        latest = "hourly"
        backfill = "daily 22:00"
        backfill_options = "--bureau=ambon --since 2019-01-01 --max-minutes 300"
        bureaus = "sumsel"
        max_minutes = 50
        """
    ) == {
        "latest": "crawl latest --bureau sumsel --max-minutes 50",
        "backfill": "crawl backfill --bureau=ambon --since 2019-01-01 --max-minutes 300",
    }


def test_options_are_split_as_a_shell_does():
    (job,) = plan_of(
        """
        [schedule]
        backfill = "22:00"
        backfill_options = "--query 'pasar ikan' -s DOWNLOAD_DELAY=10"
        """
    ).jobs
    assert job.words == (
        "crawl",
        "backfill",
        "--query",
        "pasar ikan",
        "-s",
        "DOWNLOAD_DELAY=10",
    )


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("cadangan", "backup /home/rina/arsip/cadangan"),
        ("/mnt/disk/antara", "backup /mnt/disk/antara"),
    ],
)
def test_a_backup_goes_to_a_path_relative_to_the_file(to, words):
    assert words_of(f'backup = "05:00"\nbackup_to = "{to}"') == {"backup": words}


def test_a_backup_understands_the_home(monkeypatch):
    monkeypatch.setenv("HOME", "/home/rina")
    words = words_of('backup = "05:00"\nbackup_to = "~/cadangan"\nbackup_options = "--keep 3"')
    assert words == {"backup": "backup /home/rina/cadangan --keep 3"}


@pytest.mark.parametrize(
    ("lines", "spreads"),
    [
        ('latest = "hourly"', [20]),
        ('latest = "every 30m"', [15]),
        ('latest = "hourly"\nspread = 0', [0]),
        ('latest = "hourly"\ngaps = "sun 02:00"\nspread = 59', [59, 59]),
    ],
)
def test_the_spread(lines, spreads):
    assert [job.spread for job in plan_of(f"[schedule]\n{lines}").jobs] == spreads


FORMS = '"hourly", "every 2h", "02:30", "daily 06:00,18:00" or "mon,thu 03:00"'


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        (
            'schedule = "hourly"',
            "schedule is a table: write [schedule], and below it lines such as",
        ),
        ("[schedule]", "[schedule] starts nothing: write at least one of latest, revisit, "),
        ("[schedule]\nspread = 3", "[schedule] starts nothing"),
        ('[schedule]\nlastest = "hourly"', "Unknown key 'lastest'. Did you mean 'latest'?"),
        ('[schedule]\nurls = "hourly"', "Unknown key 'urls'. Known: latest, "),
        ('[schedule]\nlatest = "hourly"\nbureau = "bali"', "Did you mean 'bureaus'?"),
        (
            '[schedule]\nlatest = "daly 02:30"',
            "latest = \"daly 02:30\": 'daly' is neither 'daily' nor a day of the week. Did you "
            f"mean 'daily'? Write {FORMS}.",
        ),
        ("[schedule]\nlatest = 2", "latest = 2: it is not a text in quotes."),
        ("[schedule]\nlatest = 02:30:00", "latest = 02:30:00: it is not a text in quotes."),
        ("[schedule]\nlatest = true", "latest = true: it is not a text in quotes."),
        ('[schedule]\nlatest = ""', f'latest = "": It is empty. Write {FORMS}.'),
        (
            '[schedule]\nlatest = "hourly"\nbureaus = "sumsel,balu"',
            "bureaus = \"sumsel,balu\": Unknown bureau 'balu'. Did you mean 'bali'?",
        ),
        ('[schedule]\nlatest = "hourly"\nbureaus = " ,"', "it names none. Leave it out for all."),
        ("[schedule]\nlatest = 'hourly'\nbureaus = ['bali']", "it is not a text in quotes."),
        (
            '[schedule]\nlatest = "hourly"\nspread = 60',
            "spread = 60: latest starts every 60 minutes, and the spread has to be less than that.",
        ),
        ('[schedule]\nlatest = "hourly"\nspread = -1', "whole number of minutes, at least 0."),
        ('[schedule]\nlatest = "hourly"\nspread = "20"', "whole number of minutes, at least 0."),
        ('[schedule]\nlatest = "hourly"\nmax_minutes = 0', "whole number of minutes, at least 1."),
        ('[schedule]\nlatest = "hourly"\nmax_minutes = true', "whole number of minutes"),
        ('[schedule]\nlatest = "hourly"\nmax_minutes = 1.5', "whole number of minutes"),
        ('[schedule]\nbackup = "05:00"', 'backup needs backup_to, as in backup_to = "/mnt/disk'),
        ('[schedule]\nbackup = "05:00"\nbackup_to = " "', "backup needs backup_to"),
        (
            '[schedule]\nlatest = "hourly"\nbackup_to = "/mnt"',
            "backup_to is there, but backup, which says when, is not.",
        ),
        (
            '[schedule]\nlatest = "hourly"\nbackfill_options = "--since 2019-01-01"',
            "backfill_options is there, but backfill, which says when, is not.",
        ),
        (
            '[schedule]\nbackfill = "22:00"\nbackfill_options = "--query \'pasar"',
            "a quotation mark in it is never closed.",
        ),
        (
            '[schedule]\nbackfill = "22:00"\nbackfill_options = "sumsel"',
            "it does not begin with an option such as --bureau sumsel.",
        ),
        (
            '[schedule]\nbackfill = "22:00"\nbackfill_options = """--since\n2019"""',
            "it is more than one line of plain text.",
        ),
        (
            '[schedule]\nbackup = "22:00"\nbackup_to = "~nobodyatall/x"',
            "there is no such user's folder.",
        ),
    ],
)
def test_a_mistake_names_the_file_the_key_and_the_right_form(toml, message):
    with pytest.raises(ConfigError) as error:
        plan_of(toml)
    assert message in " ".join(str(error.value).split())
    assert "/home/rina/arsip/antara.toml: " in str(error.value)


def test_the_example_is_right_with_and_without_its_comments():
    assert [job.name for job in plan_of(EXAMPLE).jobs] == ["latest", "revisit", "gaps"]
    everything = plan_of(EXAMPLE.replace("# ", ""))
    assert [job.name for job in everything.jobs] == ["latest", "revisit", "gaps", "backup"]


def test_what_is_pure_runs_nothing_and_knows_no_clock():
    for name in ("times", "plan", "home", "systemd", "cron"):
        text = (PACKAGE / f"{name}.py").read_text(encoding="utf-8")
        imported = {
            alias.name
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Import)
            for alias in node.names
        }
        assert not imported & {"os", "subprocess", "time", "shutil"}, name
        assert ".now(" not in text, name


def test_programs_are_run_in_one_place():
    users = [path.name for path in PACKAGE.glob("*.py") if "subprocess" in path.read_text("utf-8")]
    assert users == ["programs.py"]
