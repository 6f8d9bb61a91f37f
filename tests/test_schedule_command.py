"""`antara schedule` as a person meets it: refusals, --print, --install, --remove, what is there.

systemd's user manager and the crontab are real ones, apart from anybody's own
(tests/user_manager.py); where they cannot be had, their tests are skipped.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crawler.origins import load
from crawler.schedule import programs
from crawler.schedule.home import Home
from crawler.schedule.piece import Fate, compared
from crawler.schedule.plan import EXAMPLE
from crawler.settings import changeable
from tests.command_line import ANTARA, REPOSITORY, CommandLine, Result, run_antara
from tests.minisite import MiniSite
from tests.user_manager import (
    PATH,
    crontab_of_nobody,
    running_manager,
    show,
    systemctl,
    wait_for,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = """\
contact = "rani@example.org"
[schedule]
latest = "hourly"
revisit = "daily 01:10"
spread = 0
"""


class Person:
    """Somebody with a home, and a folder where an archive is to be."""

    def __init__(self, root: Path, folder: str, antara: CommandLine) -> None:
        self.root = root
        self.folder = root / folder
        self.folder.mkdir()
        self.antara = antara
        self.home = Home(self.folder / "archive.db", self.folder / "antara.toml", (str(ANTARA),))
        self.write(BLOCK)

    def write(self, toml: str) -> None:
        self.home.toml.write_text(toml, encoding="utf-8")

    def __call__(self, *words: str) -> Result:
        self.antara.archive = self.home.archive
        os.environ["ANTARA_ARCHIVE_PATH"] = str(self.home.archive)  # monkeypatch takes it back
        return self.antara("schedule", *words)

    def jobs(self) -> dict[str, dict[str, str]]:
        """What `antara schedule --json` says, by job."""
        return {job["job"]: job for job in map(json.loads, self("--json").out.splitlines())}

    def files(self) -> dict[str, str]:
        """Everything below the home but programs, and what systemd keeps for itself."""
        return {
            str(path.relative_to(self.root)): path.read_text(errors="replace")
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and path.relative_to(self.root).parts[0] not in ("run", "bin")
        }


@pytest.fixture
def person(tmp_path, antara, monkeypatch):
    """Somebody whose machine has neither: no user manager answers, and there is no crontab."""
    yield from somebody(tmp_path, antara, monkeypatch)


@pytest.fixture
def with_cron(tmp_path, antara, monkeypatch):
    """Somebody with a real crontab, which is nobody's, and no manager that answers."""
    for person in somebody(tmp_path, antara, monkeypatch):
        with crontab_of_nobody(tmp_path / "bin") as crontab:
            person.crontab = crontab
            yield person


@pytest.fixture
def with_systemd(antara, monkeypatch):
    """Somebody with a real user manager. A socket's path must be short, so the home is."""
    root = Path(tempfile.mkdtemp(prefix="antara-"))
    try:
        for person in somebody(root, antara, monkeypatch, "a b%c$x"):
            with running_manager(root):
                yield person
    finally:
        shutil.rmtree(root, ignore_errors=True)


def somebody(
    root: Path, antara: CommandLine, monkeypatch: pytest.MonkeyPatch, folder: str = "arsip"
) -> Iterator[Person]:
    """A person whose PATH has systemd's programs, where they are, and no crontab."""
    (root / "bin").mkdir()
    (root / "run").mkdir(mode=0o700)
    for name in ("systemctl", "loginctl"):
        if found := shutil.which(name, path=PATH):
            (root / "bin" / name).symlink_to(found)
    environment = {
        "HOME": root,
        "PATH": root / "bin",
        "XDG_RUNTIME_DIR": root / "run",
        "XDG_CONFIG_HOME": root / "config",
        "XDG_DATA_HOME": root / "data",
        "ANTARA_ARCHIVE_PATH": root,
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    yield Person(root, folder, antara)


def crontab_of(person: Person) -> str:
    return subprocess.run([person.crontab, "-l"], capture_output=True, text=True).stdout


# --- the block among the settings


def test_the_settings_leave_the_block_alone(tmp_path):
    (tmp_path / "antara.toml").write_text(BLOCK + "[hours]\nbali = '22:00-05:00'\n")
    loaded = load(changeable, {}, tmp_path)
    assert loaded.values["CONTACT"] == "rani@example.org"
    assert "SCHEDULE" not in loaded.values


def test_a_mistyped_block_is_told_with_the_right_word(tmp_path):
    (tmp_path / "antara.toml").write_text("[schedul]\nlatest = 'hourly'\n")
    path = str(tmp_path / "archive.db")
    result = run_antara("schedule", "--print", cwd=tmp_path, ANTARA_ARCHIVE_PATH=path)
    assert (result.status, result.out) == (2, "")
    assert "Unknown setting 'schedul'. Did you mean 'schedule'?" in result.err


# --- refusals, in one line


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("--instal",), "Unknown option '--instal'. Did you mean '--install'?"),
        (("latest",), "Surplus word 'latest'"),
        (("--print", "--remove"), "not allowed with argument --print"),
        (("--system", "anacron"), "invalid choice: 'anacron'"),
        (("--print", "--json"), "--json goes with none of the others."),
    ],
)
def test_a_command_line_that_is_wrong(antara, words, line):
    result = antara("schedule", *words)
    assert (result.status, result.out) == (2, "")
    assert line in result.err
    assert len(result.err.splitlines()) == 1


@pytest.mark.parametrize("words", [("--print",), ("--install",)])
def test_a_mistake_in_the_block_is_one_line(person, words):
    person.write('[schedule]\nlatest = "daly 02:30"\n')
    result = person(*words)
    assert (result.status, result.out) == (2, "")
    (line,) = result.err.splitlines()
    assert line.startswith(f'{person.home.toml}: [schedule] latest = "daly 02:30": ')
    assert "Did you mean 'daily'?" in line


def test_without_a_block_there_is_one_to_begin_with(person):
    person.write('contact = "rani@example.org"\n')
    refused = person("--install")
    assert (refused.status, refused.out) == (2, "")
    assert refused.err == (
        f"{person.home.toml} has no block [schedule]: 'antara schedule --print' shows one to "
        "begin with.\n"
    )
    printed = person("--print")
    assert (printed.status, printed.out) == (0, EXAMPLE)
    person.write(printed.out)
    assert person("--print").status == 0


def test_a_machine_with_neither_is_told_why(person):
    result = person("--install")
    assert (result.status, result.out) == (2, "")
    (line,) = result.err.splitlines()
    assert line.startswith("Nothing here can start jobs (systemd: ")
    assert "cron: there is no crontab" in line
    assert person("--install", "--system", "cron").status == 2
    assert list(person.files()) == ["arsip/antara.toml"]


def test_a_folder_that_is_missing_is_told(person):
    os.environ["ANTARA_ARCHIVE_PATH"] = str(person.home.archive)
    path = f"ARCHIVE_PATH={person.root}/weg/archive.db"
    missing = person.antara("schedule", "--install", "-s", path, archive=False)
    assert missing.status == 2
    assert f"There is no folder {person.root}/weg for the archive" in missing.err


def test_nothing_to_remove_and_nothing_to_show_are_good(person):
    removed = person("--remove")
    assert (removed.status, removed.out) == (0, "")
    assert removed.err == f"Nothing is scheduled for {person.home.archive}.\n"
    shown = person()
    assert (shown.status, shown.out) == (0, "")
    assert "Nothing is scheduled: 'antara schedule --install' does that." in shown.err


def test_print_shows_each_file_and_changes_nothing(person):
    before = person.files()
    result = person("--print")
    name = person.home.name
    places = re.findall(r"^### (.*) \((.*)\)$", result.out, re.MULTILINE)
    units = f"{person.root}/config/systemd/user/{name}"
    assert places == [
        (f"{units}-{unit}", "new")
        for unit in ("latest.service", "latest.timer", "revisit.service", "revisit.timer")
    ]
    assert f"ExecStart={ANTARA} crawl latest\n" in result.out
    assert "OnCalendar=*-*-* 01:10:00\n" in result.out
    cron = person("--print", "--system", "cron")
    assert f"### {person.root}/config/antara/{name}.sh (new)\n" in cron.out
    assert f"10 1 * * * sh {person.root}/config/antara/{name}.sh revisit\n" in cron.out
    assert person.files() == before


def test_pieces_are_compared_by_place():
    pieces = compared({"a": "1", "b": "2", "c": "3"}, {"c": "3", "b": "0", "d": "4"})
    assert [(piece.place, piece.text, piece.fate) for piece in pieces] == [
        ("a", "1", Fate.NEW),
        ("b", "2", Fate.CHANGED),
        ("c", "3", Fate.SAME),
        ("d", "4", Fate.STALE),
    ]


# --- cron


OTHERS = "# minum obat\n5 4 * * * true\n"


def test_cron_from_installation_to_removal(with_cron):
    person = with_cron
    subprocess.run([person.crontab, "-"], input=OTHERS, text=True, check=True)
    before = person.files()
    printed = person("--print")
    installed = person("--install")
    script = f"{person.root}/config/antara/{person.home.name}.sh"
    assert (installed.status, installed.out) == (0, "")
    assert installed.err.splitlines()[0] == f"Written: {script}"
    assert installed.err.splitlines()[1].startswith("Written: the crontab of ")
    assert f"What the jobs say goes to {person.home.log}." in installed.err
    held = crontab_of(person)
    assert held.startswith(OTHERS)
    # Exactly what was printed.
    assert held.removeprefix(OTHERS) in printed.out
    assert Path(script).read_text() in printed.out

    # Nothing is caught up on the first day, and nothing is said to have run.
    assert person.home.stamp("revisit").read_text() == ""

    again = person("--install")
    assert (again.status, again.err.splitlines()[0]) == (0, "Nothing to change: cron has it all.")
    assert crontab_of(person) == held
    assert "(as installed)" in person("--print").out

    jobs = person.jobs()
    assert {name: job["times"] for name, job in jobs.items()} == {
        "latest": "hourly",
        "revisit": "daily 01:10",
    }
    assert re.fullmatch(r"\w{3} \d{4}-\d\d-\d\d 01:10:00 .+", jobs["revisit"]["next"])
    assert (jobs["revisit"]["last"], jobs["revisit"]["status"]) == ("", "")
    person.home.stamp("revisit").write_text("1\n")
    row = next(line for line in person().out.splitlines() if line.startswith("revisit\t"))
    assert row.split("\t")[-1] == "1"
    assert row.split("\t")[-2] != "-"

    person.home.toml.unlink()  # what was installed is taken away all the same
    removed = person("--remove")
    assert [line.partition(":")[0] for line in removed.err.splitlines()] == ["Removed", "Removed"]
    assert crontab_of(person) == OTHERS
    assert list(person.files()) == [name for name in before if not name.endswith("toml")]


def test_a_crontab_that_held_nothing_else_is_gone_afterwards(with_cron):
    person = with_cron
    person("--install")
    person("--remove")
    done = subprocess.run([person.crontab, "-l"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")


def test_a_changed_block_is_seen_and_brought_up_to_date(with_cron):
    person = with_cron
    person("--install")
    person.write(BLOCK.replace("revisit", "gaps"))
    assert "antara.toml says something else by now" in person().err
    assert person("--install").err.startswith("Changed: ")
    assert "says something else" not in person().err
    assert [line.split("\t")[0] for line in person().out.splitlines()] == ["latest", "gaps"]
    assert not person.home.stamp("revisit").exists()


def test_a_crontab_with_half_a_block_is_not_touched(with_cron):
    person = with_cron
    person("--install")
    broken = crontab_of(person).partition("# END")[0]
    subprocess.run([person.crontab, "-"], input=broken, text=True, check=True)
    for words in (("--install",), ("--remove",), ()):
        result = person(*words)
        assert (result.status, result.out) == (2, "")
        assert "mend it with 'crontab -e' first" in result.err.splitlines()[-1]
    assert crontab_of(person) == broken


def test_a_crontab_that_cannot_be_read_is_not_written(person):
    """A stand-in for a crontab that refuses this user."""
    crontab = person.root / "bin" / "crontab"
    crontab.write_text(
        f'#!/bin/sh\necho "$@" >>{person.root}/asked\n'
        "echo 'You are not allowed to use this program' >&2\nexit 1\n"
    )
    crontab.chmod(0o755)
    result = person("--install", "--system", "cron")
    assert (result.status, result.out) == (2, "")
    assert "(cron: You are not allowed to use this program)" in result.err
    assert set((person.root / "asked").read_text().splitlines()) == {"-l"}


def test_what_only_this_shell_knows_is_warned_of(with_cron, monkeypatch):
    person = with_cron
    monkeypatch.setenv("ANTARA_CONTACT", "rani@example.org")
    person.write(BLOCK.partition("\n")[2])  # no contact
    result = person("--install")
    assert result.status == 1
    warnings = [line for line in result.err.splitlines() if line.startswith("Warning: ")]
    assert len(warnings) == 2
    assert "ANTARA_CONTACT is set in this shell only, and a job does not see it" in warnings[0]
    assert "write contact = … into antara.toml" in warnings[0]
    assert warnings[1].startswith("Warning: no crawl would start: CONTACT is empty: ")


# --- systemd


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


# --- the document


def test_the_document_shows_right_blocks_and_commands(antara):
    import tomllib

    from crawler.bureaus import load_bureaus
    from crawler.schedule.plan import KEYS, OPTIONS, read_plan

    text = (REPOSITORY / "docs" / "schedule.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert blocks
    for block in blocks:
        table = tomllib.loads(block)["schedule"]
        assert read_plan(table, "antara.toml", Path("/x"), load_bureaus()).jobs
    assert [key for key in KEYS if f"`{key}`" not in text and not key.endswith(OPTIONS)] == []
    for words in re.findall(r"^antara schedule(.*?)(?:#.*)?$", text, re.MULTILINE):
        assert antara("schedule", *words.split(), "--help").status == 0
