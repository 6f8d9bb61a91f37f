"""`antara schedule` with a real user manager of systemd: --install, --remove, what is there."""

from __future__ import annotations

import re

import pytest

from crawler.schedule import programs
from tests.minisite import MiniSite
from tests.scheduled import BLOCK, Person, crontab_of
from tests.user_manager import (
    crontab_of_nobody,
    show,
    systemctl,
    wait_for,
)

pytest_plugins = ["tests.schedule_fixtures"]


def test_systemd_from_installation_to_removal(with_systemd):
    person = with_systemd
    name = person.home.name
    before = person.files()
    printed = person("--print")
    installed = person("--install")
    units = [
        f"{name}-{job}.{kind}" for job in ("latest", "revisit") for kind in ("service", "timer")
    ]
    folder = person.root / "config" / "systemd" / "user"
    assert installed.out == ""
    assert installed.err.splitlines()[:4] == [f"Written: {folder / unit}" for unit in units]
    for unit in units:
        assert f"### {folder / unit} (new)\n{(folder / unit).read_text()}" in printed.out
    for job in ("latest", "revisit"):
        timer = f"{name}-{job}.timer"
        assert (show(timer, "ActiveState"), show(timer, "UnitFileState")) == ("active", "enabled")
    assert show(f"{name}-latest.service", "ActiveState") == "inactive"  # not at once
    held = person.files()

    assert person("--install").err.splitlines()[0] == "Nothing to change: systemd has it all."
    assert person.files() == held

    jobs = person.jobs()
    assert {job: each["times"] for job, each in jobs.items()} == {
        "latest": "hourly",
        "revisit": "daily 01:10",
    }
    assert re.match(r"\w{3} \d{4}-\d\d-\d\d 01:10:00", jobs["revisit"]["next"])
    systemctl("restart", f"{name}-revisit.timer")  # as after a start of the machine
    assert person.jobs()["revisit"]["last"] == ""  # the installation was no run
    assert (jobs["revisit"]["status"], jobs["revisit"]["system"]) == ("", "systemd")

    person.home.toml.unlink()  # what was installed is taken away all the same
    removed = person("--remove")
    assert sorted(removed.err.splitlines()) == sorted(f"Removed: {folder / unit}" for unit in units)
    assert systemctl("list-units", "--all", "--plain", "--no-legend", "antara-*").stdout == ""
    assert list(person.files()) == [each for each in before if not each.endswith("antara.toml")]


def test_a_changed_block_changes_the_timers_that_run(with_systemd):
    person = with_systemd
    name = person.home.name
    person("--install")
    assert "01:10:00" in show(f"{name}-revisit.timer", "NextElapseUSecRealtime")
    person.write(BLOCK.replace("01:10", "04:45").replace("latest", "gaps"))
    assert "antara.toml says something else by now" in person().err
    changed = person("--install")
    assert [line.partition(":")[0] for line in changed.err.splitlines()[:6]] == [
        "Changed",
        "Written",
        "Written",
        "Removed",
        "Removed",
        f"What the jobs say goes to {person.home.log}.".partition(":")[0],
    ]
    assert "04:45:00" in show(f"{name}-revisit.timer", "NextElapseUSecRealtime")
    assert show(f"{name}-latest.timer", "ActiveState") == "inactive"
    assert show(f"{name}-gaps.timer", "ActiveState") == "active"


def test_two_archives_are_scheduled_side_by_side(with_systemd):
    first = with_systemd
    second = Person(first.root, "kedua", first.antara)
    first("--install")
    second("--install")
    assert len(list((first.root / "config/systemd/user").glob("*.timer"))) == 4
    second("--remove")
    left = {path.name for path in (first.root / "config/systemd/user").glob("*.timer")}
    assert left == {f"{first.home.name}-{job}.timer" for job in ("latest", "revisit")}


def test_moving_from_systemd_to_cron_leaves_no_job_twice(with_systemd):
    person = with_systemd
    with crontab_of_nobody(person.root / "bin") as crontab:
        person.crontab = crontab
        person("--install")
        moved = person("--install", "--system", "cron")
        assert moved.err.count("Removed: ") == 4
        assert moved.err.count("Written: ") == 2
        assert systemctl("list-units", "--all", "--plain", "--no-legend", "antara-*").stdout == ""
        # Once in use it is kept, though a user manager answers.
        assert "Nothing to change: cron has it all." in person("--install").err
        back = person("--install", "--system", "systemd")
        assert (back.err.count("Removed: "), back.err.count("Written: ")) == (2, 4)
        assert "antara" not in crontab_of(person)


def test_a_users_own_unit_of_that_name_is_not_removed(with_systemd):
    person = with_systemd
    person("--install")
    own = person.root / "config/systemd/user" / f"{person.home.name}-lain.service"
    own.write_text("[Service]\nExecStart=/bin/true\n")
    person("--remove")
    assert [path.name for path in own.parent.glob("*.service")] == [own.name]


@pytest.mark.slow
def test_a_crawl_that_systemd_starts_fills_the_archive_and_the_log(with_systemd):
    person = with_systemd
    service = f"{person.home.name}-latest.service"
    with MiniSite(count=3) as site:
        person.write(
            BLOCK.replace("spread = 0", 'bureaus = "bali"').replace(
                "[schedule]",
                f'gateway = "{site.server.gateway}"\ndownload_delay = 0\nretry_times = 0\n'
                "slowness_factor = 0\n[schedule]",
            )
        )
        person("--install")
        started = systemctl("start", service)  # waits for its end
    assert (started.returncode, show(service, "SubState")) == (0, "dead"), person.files()
    log = person.home.log.read_text()
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ antara crawl latest --bureau bali\n", log)
    assert f"Archive: {person.home.archive}" in log
    assert "Crawl latest: finished" in log
    assert "\x1b" not in log
    assert len(log.splitlines()) < 12  # quiet
    job = person.jobs()["latest"]
    assert job["status"] == "0"
    assert re.match(r"\w{3} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d", job["last"])


@pytest.mark.parametrize(
    ("status", "state", "told"),
    [
        (0, "dead", "0"),
        (1, "failed", "1"),
        (2, "auto-restart", "2, is tried again"),
        (130, "dead", "130"),
    ],
)
def test_status_2_is_tried_again_and_only_status_1_stays_failed(with_systemd, status, state, told):
    person = with_systemd
    person("--install")
    service = f"{person.home.name}-latest.service"
    unit = person.root / "config/systemd/user" / service
    ends = f"ExecStart=sh -c 'exit {status}'"
    unit.write_text(re.sub(r"ExecStart=.*", lambda _: ends, unit.read_text()))
    systemctl("daemon-reload")
    systemctl("start", service)
    assert wait_for(service, "SubState", state) == state
    assert person.jobs()["latest"]["status"] == told
    failed = systemctl("list-units", "--failed", "--plain", "--no-legend").stdout
    assert (service in failed) is (state == "failed")
    assert show(f"{person.home.name}-latest.timer", "ActiveState") == "active"
    systemctl("stop", service)


@pytest.mark.parametrize(
    ("says", "folder", "status", "told"),
    [
        ("echo Linger=yes", False, 0, None),
        ("echo Linger=no", True, 1, "{} does not linger: "),
        ("exit 1", True, 1, "{} does not linger: "),
        ("exit 1", False, 1, "Whether {} lingers could not be asked: "),
    ],
)
def test_lingering_is_checked_and_the_command_said(
    with_systemd, monkeypatch, says, folder, status, told
):
    """logind does not run here: loginctl is a stand-in that notes what it was asked."""
    person = with_systemd
    monkeypatch.setattr(programs, "LINGERING", person.root if folder else person.root / "none")
    loginctl = person.root / "bin" / "loginctl"
    loginctl.unlink(missing_ok=True)
    loginctl.write_text(f'#!/bin/sh\necho "$@" >{person.root}/asked\n{says}\n')
    loginctl.chmod(0o755)
    result = person("--install")
    user = programs.user()
    assert (person.root / "asked").read_text() == f"show-user {user} --property=Linger\n"
    assert result.status == status
    warnings = [line for line in result.err.splitlines() if line.startswith("Warning: ")]
    if told is None:
        assert warnings == []
    else:
        assert warnings[0].startswith(f"Warning: {told.format(user)}without that the timers stop ")
        assert warnings[0].endswith(f"Switch it on: loginctl enable-linger {user}")
