"""Units for systemd: their text, what systemd itself says of it, and odd paths."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from crawler.schedule import systemd
from crawler.schedule.home import Home
from crawler.schedule.plan import read_plan
from crawler.schedule.times import Times, next_start
from tests.command_line import ANTARA

TABLE = {
    "latest": "hourly",
    "revisit": "daily 01:10",
    "gaps": "sun 02:00",
    "backfill": "mon-fri 22:00,23:30",
    "backfill_options": "--since 2019-01-01",
    "backup": "every 90m",
    "backup_to": "cadangan",
    "bureaus": "sumsel,bali",
    "max_minutes": 50,
}
analyze = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None,
    reason="systemd-analyze is not installed (Debian: systemd)",
)


def home_in(folder: Path, program: str = "/opt/antara/bin/antara") -> Home:
    return Home(folder / "archive.db", folder / "antara.toml", (program,))


def units_in(folder: Path, program: str = "/opt/antara/bin/antara", **table) -> dict[str, str]:
    plan = read_plan(table or TABLE, "antara.toml", folder, ("sumsel", "bali"))
    home = home_in(folder, program)
    return {
        name.removeprefix(f"{home.name}-"): text for name, text in systemd.units(plan, home).items()
    }


def directives(text: str) -> list[tuple[str, str]]:
    """The lines of a unit, comments left out."""
    lines = [line for line in text.splitlines() if line and line[0] not in "#["]
    return [tuple(line.split("=", 1)) for line in lines]


def test_each_job_has_a_service_and_a_timer():
    units = units_in(Path("/home/rina/arsip"))
    assert list(units) == [
        f"{job}.{kind}"
        for job in ("latest", "revisit", "gaps", "backfill", "backup")
        for kind in ("service", "timer")
    ]


def test_a_service_runs_one_command_of_this_environment_on_this_archive():
    text = units_in(Path("/home/rina/arsip"))["latest.service"]
    said = dict(directives(text))
    assert said["Type"] == "oneshot"
    assert said["WorkingDirectory"] == "/home/rina/arsip"
    assert said["Environment"] == "ANTARA_ARCHIVE_PATH=/home/rina/arsip/archive.db"
    assert said["ExecStart"] == (
        "/opt/antara/bin/antara crawl latest --bureau sumsel,bali --max-minutes 50"
    )
    assert said["StandardOutput"] == "append:/home/rina/arsip/archive.db.log"
    assert said["StandardError"] == "inherit"
    # 1 is a failure that is seen and not tried again; all other failures are tried again.
    assert said["SuccessExitStatus"] == "130"
    assert said["Restart"] == "on-failure"
    assert said["RestartPreventExitStatus"] == "1"
    assert "[Install]" not in text  # only its timer starts it


def test_a_timer_catches_up_and_spreads():
    text = units_in(Path("/home/rina/arsip"))["revisit.timer"]
    assert ("OnCalendar", "*-*-* 01:10:00") in directives(text)
    assert ("Persistent", "true") in directives(text)
    assert ("RandomizedDelaySec", "20min") in directives(text)
    assert ("WantedBy", "timers.target") in directives(text)
    assert systemd.times_in(text) == "daily 01:10"
    assert systemd.times_in("[Timer]\n") == ""


def test_the_tries_end_before_the_next_hourly_start():
    """Else the start of the next hour would be refused by the limit of the hour before."""
    minutes = [
        int(re.fullmatch(r"(\d+)min", each)[1]) for each in (systemd.RETRY, systemd.TRIES_WITHIN)
    ]
    assert (systemd.TRIES - 1) * minutes[0] < minutes[1] < 60


def test_an_archive_elsewhere_than_its_antara_toml_is_named_on_the_command_line():
    home = Home(Path("/data/berita.db"), Path("/home/rina/arsip/antara.toml"), ("/opt/antara",))
    plan = read_plan({"latest": "hourly"}, "antara.toml", Path("/home/rina/arsip"), ())
    said = dict(directives(systemd.units(plan, home)[f"{home.name}-latest.service"]))
    assert said["Environment"] == "ANTARA_ARCHIVE_PATH=/home/rina/arsip/berita.db"
    assert said["ExecStart"] == "/opt/antara crawl latest -s ARCHIVE_PATH=/data/berita.db"
    assert said["WorkingDirectory"] == "/home/rina/arsip"


def test_two_archives_have_two_names():
    paths = [
        "/a/arsip/archive.db",
        "/b/arsip/archive.db",
        "/a/arsip/archive.sample.db",
        "/a/x/b.db",
    ]
    names = [Home(Path(path), Path("/x/antara.toml"), ("antara",)).name for path in paths]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"antara(-[a-z0-9]+)+", name) for name in names)
    assert names[0].startswith("antara-arsip-")
    assert names[3].startswith("antara-x-b-")


@pytest.mark.parametrize("folder", ["/日本/記事", "/", "/a/" + "x" * 200, "/a/ÉÈ--__..b"])
def test_any_folder_makes_a_name(folder):
    name = home_in(Path(folder)).name
    assert re.fullmatch(r"antara(-[a-z0-9]+)+", name)
    assert len(name) < 60


@pytest.mark.parametrize("folder", ["/a\nb", "/a\x1b[2J", "/a\x85b"])
def test_a_folder_that_no_unit_can_hold_is_refused(folder):
    from crawler.errors import ConfigError

    with pytest.raises(ConfigError, match="rename its folder"):
        home_in(Path(folder))


# --- what systemd says


def next_by_systemd(event: str, after: dt.datetime, count: int) -> list[dt.datetime]:
    """The next starts of a calendar event, in UTC."""
    done = subprocess.run(
        [
            "systemd-analyze",
            "calendar",
            f"--iterations={count}",
            f"--base-time={after:%Y-%m-%d %H:%M:%S} UTC",
            event,
        ],
        env={**os.environ, "TZ": "UTC", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 0, done.stderr
    found = re.findall(r"(?:Next elapse|Iter\. #\d+): \w+ (\S+ \S+) UTC", done.stdout)
    return [dt.datetime.fromisoformat(each) for each in found]


@analyze
@pytest.mark.parametrize(
    "text",
    [
        "hourly",
        "every 15m",
        "every 90m",
        "every 2h",
        "02:30",
        "daily 06:00,18:20",
        "mon,thu 03:00",
        "fri-mon 23:59",
        "mon-sat 05:00",
        "sun 00:00",
    ],
)
def test_systemd_starts_when_the_plan_says(text):
    starts = Times.parse(text).starts
    after = dt.datetime(2026, 2, 27, 22, 47)  # noqa: DTZ001 - by the clock on the wall
    expected = [after]
    for _ in range(40):
        expected.append(next_start(starts, expected[-1]))
    found = {
        moment for event in systemd.calendar(starts) for moment in next_by_systemd(event, after, 40)
    }
    assert sorted(found)[:40] == expected[1:]


ODD_FOLDERS = [
    "arsip",
    "a b",
    "100%n",
    'kutip"ganda',
    "satu'kutip",
    "$HOME ${x}",
    "日本 記事",
    "a;b#c",
]


@analyze
@pytest.mark.parametrize("odd", ODD_FOLDERS)
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path, odd):
    folder = tmp_path / odd
    folder.mkdir()
    program = folder / "antara"
    shutil.copy(ANTARA, program)
    units = units_in(folder, str(program))
    name = home_in(folder).name
    for unit, text in units.items():
        (tmp_path / f"{name}-{unit}").write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", *(tmp_path / f"{name}-{unit}" for unit in units)],
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
