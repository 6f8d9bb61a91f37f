"""What a run may spend, and when a bureau may be asked."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.settings import Settings

from crawler import origins
from crawler import settings as module
from crawler.budget import ALWAYS, AllowedHours, Budget
from crawler.config import check_ready, hours_of
from crawler.errors import ConfigError

# --- Budget


def test_without_limits_nothing_is_ever_spent():
    budget = Budget(clock=lambda: 1e9)
    for _ in range(1000):
        budget.note_request()
    assert budget.spent() is None


@pytest.mark.parametrize(("most", "said"), [(0, "0 requests"), (1, "1 request"), (3, "3 requests")])
def test_so_many_requests(most, said):
    budget = Budget(max_requests=most)
    for _ in range(most):
        assert budget.spent() is None
        budget.note_request()
    assert budget.spent() == f"its budget of {said} is spent"
    assert budget.requests == most


@pytest.mark.parametrize(("minutes", "said"), [(1, "1 minute"), (2.5, "2.5 minutes")])
def test_so_many_minutes(minutes, said):
    now = [1000.0]
    budget = Budget(max_minutes=minutes, clock=lambda: now[0])
    now[0] += minutes * 60 - 0.001
    assert budget.spent() is None
    now[0] = 1000.0 + minutes * 60
    assert budget.spent() == f"its budget of {said} is spent"


# --- Hours

MAKASSAR = "Asia/Makassar"


def at(text: str) -> datetime:
    """A time of Bali as UTC."""
    return datetime.fromisoformat(f"{text}+08:00").astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "time", "is_open"),
    [
        ("", "03:00", True),
        ("22:00-05:00", "21:59", False),
        ("22:00-05:00", "22:00", True),
        ("22:00-05:00", "23:59", True),
        ("22:00-05:00", "00:00", True),
        ("22:00-05:00", "04:59", True),
        ("22:00-05:00", "05:00", False),
        ("9:30-10:00", "09:29", False),
        ("9:30-10:00", "09:30", True),
        ("9:30-10:00", "10:00", False),
        ("00:00-24:00", "23:59", True),
        ("12:00-13:00, 22:00 - 05:00", "12:30", True),
        ("12:00-13:00, 22:00 - 05:00", "01:30", True),
        ("12:00-13:00, 22:00 - 05:00", "13:30", False),
        ("12:00-13:00,", "12:30", True),
    ],
)
def test_open_at(text, time, is_open):
    assert AllowedHours.parse(text).open_at(at(f"2026-11-03T{time}:30"), MAKASSAR) is is_open


@pytest.mark.parametrize(
    ("text", "now", "opening"),
    [
        ("", "2026-11-03T12:00", "2026-11-03T12:00"),
        ("22:00-05:00", "2026-11-03T12:00", "2026-11-03T22:00"),
        ("22:00-05:00", "2026-11-03T23:00", "2026-11-03T23:00"),
        ("22:00-05:00", "2026-11-03T05:00", "2026-11-03T22:00"),
        ("06:00-07:00", "2026-11-03T12:00", "2026-11-04T06:00"),
        ("06:00-07:00", "2026-12-31T12:00", "2027-01-01T06:00"),
        ("06:00-07:00,14:00-15:00", "2026-11-03T12:00", "2026-11-03T14:00"),
    ],
)
def test_next_opening(text, now, opening):
    assert AllowedHours.parse(text).next_opening(at(now), MAKASSAR) == at(opening)


def test_the_zone_is_the_bureaus():
    hours, moment = AllowedHours.parse("22:00-23:00"), datetime(2026, 11, 3, 14, 30, tzinfo=UTC)
    zones = {z: hours.open_at(moment, f"Asia/{z}") for z in ("Jakarta", "Makassar", "Jayapura")}
    assert zones == {"Jakarta": False, "Makassar": True, "Jayapura": False}


minutes = st.integers(min_value=0, max_value=1439)


@given(st.lists(st.tuples(minutes, minutes), max_size=3), minutes, minutes)
def test_the_next_opening_is_open_and_nothing_before_it_is(spans, now, between):
    spans = [span for span in spans if span[0] != span[1]]
    text = ",".join(f"{a // 60}:{a % 60:02}-{b // 60}:{b % 60:02}" for a, b in spans)
    hours = AllowedHours.parse(text)
    moment = at("2026-11-03T00:00") + timedelta(minutes=now)
    opening = hours.next_opening(moment, MAKASSAR)
    assert hours.open_at(opening, MAKASSAR)
    assert moment <= opening <= moment + timedelta(days=1)
    before = moment + timedelta(minutes=between)
    assert not (before < opening and hours.open_at(before, MAKASSAR))


def test_a_changed_clock_skips_no_night():
    """No zone of a bureau has summer time; Berlin's night of 29 March 2026 has no 02:30."""
    hours = AllowedHours.parse("02:30-04:00")
    before = datetime(2026, 3, 29, 0, 0, tzinfo=UTC)  # 01:00 there
    opening = hours.next_opening(before, "Europe/Berlin")
    assert opening == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # 03:30 there
    assert hours.open_at(opening, "Europe/Berlin")


@pytest.mark.parametrize(
    "text",
    ["22-05", "night", "22:00", "25:00-05:00", "22:60-05:00", "22:00-24:01", "24:00-05:00",
     "22:00–05:00", "22:00-99:00", "05:00-05:00", "22:00-05:00;12:00-13:00", "-",
     "22:00-05:00 WIB"],
)  # fmt: skip
def test_what_are_no_hours(text):
    with pytest.raises(ConfigError) as caught:
        AllowedHours.parse(text)
    assert text.split(",")[0] in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.text(max_size=20))
def test_any_text_is_hours_or_none(text):
    with contextlib.suppress(ConfigError):
        AllowedHours.parse(text)


# --- Where they are written


def loaded(tmp_path, toml: str, **environ: str):
    (tmp_path / "antara.toml").write_text(toml, encoding="utf-8")
    return origins.load(module.changeable, environ, tmp_path).values


def settings_of(values) -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(values, priority="project")
    return settings


def test_a_bureaus_own_hours_win(tmp_path):
    toml = 'allowed_hours = "22:00-05:00"\n[hours]\nbali = "01:00-02:00"\nkl = ""\n'
    settings = settings_of(loaded(tmp_path, toml))
    assert hours_of(settings, "aceh").text == "22:00-05:00"
    assert hours_of(settings, "bali").text == "01:00-02:00"
    assert hours_of(settings, "kl") == ALWAYS


def test_by_default_always(tmp_path):
    assert hours_of(settings_of(loaded(tmp_path, "")), "bali") == ALWAYS


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[hours]\nbaly = "22:00-05:00"', "[hours] Unknown bureau 'baly'. Did you mean 'bali'?"),
        ('[hours]\nbali = "22-5"', "[hours] bali = \"22-5\": '22-5' is no span of hours."),
        ("[hours]\nbali = 22", "[hours] bali = 22 is not a text in quotes."),
        ('hours = "22:00-05:00"', "For all bureaus write allowed_hours."),
        ("[hour]\nbali = 1", "Unknown setting 'hour'. Did you mean 'hours'?"),
        ("download_deley = 1", "Unknown setting 'download_deley'. Did you mean 'download_delay'?"),
    ],
)
def test_mistakes_in_the_table(tmp_path, toml, said):
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, toml)
    assert said in str(caught.value)
    assert str(tmp_path / "antara.toml") in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_mistake_in_the_setting_stops_the_crawl():
    settings = settings_of({"CONTACT": "a@example.org"})
    settings.set("ALLOWED_HOURS", "nights", priority="cmdline")
    with pytest.raises(ConfigError, match=r"ALLOWED_HOURS='nights': 'nights' is no span of hours"):
        check_ready(settings)
