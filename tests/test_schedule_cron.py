"""A crontab: its lines, a real crontab's opinion, other people's lines, the script that it runs."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import ConfigError
from crawler.schedule import cron
from crawler.schedule.home import Home
from crawler.schedule.plan import Plan, read_plan
from crawler.schedule.times import shifted
from tests.user_manager import crontab_of_nobody

TABLE = {
    "latest": "hourly",
    "revisit": "daily 01:10",
    "gaps": "sun 23:50",
    "backup": "mon,thu 05:00,17:30",
    "backup_to": "cadangan",
}
OTHERS = "MAILTO=rina\n# minum obat\n5 4 * * * echo '100\\%' >/dev/null\n"
SCRIPT = Path("/home/rina/.config/antara/x.sh")


def home_in(folder: Path, program: str = "/opt/antara/bin/antara") -> Home:
    return Home(folder / "archive.db", folder / "antara.toml", (program,))


def plan_of(**table) -> Plan:
    return read_plan(table or TABLE, "antara.toml", Path("/home/rina/arsip"), ("sumsel", "bali"))


HOME = home_in(Path("/home/rina/arsip"))
BLOCK = cron.block(plan_of(spread=0, **TABLE), HOME, SCRIPT, "m")


# --- lines


def test_each_job_has_its_times_and_a_line_that_catches_up():
    lines = BLOCK.splitlines()
    assert lines[0].startswith(f"# BEGIN {HOME.name}: ")
    assert lines[-1] == f"# END {HOME.name}"
    run = f"sh {SCRIPT}"
    assert f"0 * * * * {run} latest" in lines
    assert f"10 1 * * * {run} revisit" in lines
    assert f"50 23 * * 0 {run} gaps" in lines
    assert f"0 5 * * 1,4 {run} backup" in lines
    assert f"30 17 * * 1,4 {run} backup" in lines
    later = [line for line in lines if re.search(r"\d$", line) and line[0] != "#"]
    # A day, a week, and from Thursday evening to Monday morning; each two hours more.
    assert [line.split(f" {run} ")[1] for line in later] == [
        f"revisit {24 * 60 + 120}",
        f"gaps {7 * 24 * 60 + 120}",
        f"backup {(3 * 24 + 11) * 60 + 30 + 120}",
    ]
    assert all(re.match(r"\d+ \* \* \* \* ", line) for line in later)
    assert len({line.split()[0] for line in later}) == 3  # not all in the same minute


def test_all_starts_are_late_by_the_same_few_minutes_on_one_machine():
    plan = plan_of()
    blocks = {machine: cron.block(plan, HOME, SCRIPT, machine) for machine in map(str, range(60))}
    assert len({cron.block(plan, HOME, SCRIPT, "1") for _ in range(3)}) == 1
    late = set()
    for block in blocks.values():
        jobs = cron.jobs_in(block)
        (minute,) = {start[1] % 60 for start in jobs["latest"][1]}
        late.add(minute)
        for job in plan.jobs:
            assert jobs[job.name] == (job.times.text, shifted(job.times.starts, minute))
    assert len(late) > 10
    assert max(late) <= 20


def test_a_start_before_midnight_is_late_on_the_next_day():
    plan = plan_of(gaps="sun 23:50", spread=30)
    late = [cron.block(plan, HOME, SCRIPT, str(n)).splitlines()[2] for n in range(60)]
    days = {line.split()[1]: line.split()[4] for line in late}
    assert days == {"23": "0", "0": "1"}


def test_what_is_read_back_is_what_was_planned():
    assert {name: text for name, (text, _) in cron.jobs_in(BLOCK).items()} == {
        job.name: job.times.text for job in plan_of().jobs
    }
    assert cron.jobs_in(BLOCK)["gaps"][1] == ((6, 23 * 60 + 50),)
    assert cron.jobs_in("") == {}


# --- among other people's lines


def test_a_block_is_appended_replaced_and_removed():
    once = cron.merged(OTHERS, HOME, BLOCK)
    assert once == OTHERS + BLOCK
    assert cron.merged(once, HOME, BLOCK) == once
    other = cron.block(plan_of(latest="02:30"), HOME, SCRIPT, "m")
    assert cron.merged(once + "# danach\n", HOME, other) == OTHERS + other + "# danach\n"
    assert cron.without(once, HOME) == OTHERS
    assert cron.without(OTHERS, HOME) == OTHERS
    assert (cron.block_in(once, HOME), cron.block_in(OTHERS, HOME)) == (BLOCK, "")


def test_a_crontab_without_an_end_of_line_gets_one():
    assert cron.merged("1 2 * * * true", HOME, BLOCK) == f"1 2 * * * true\n{BLOCK}"


def test_two_archives_have_two_blocks():
    second = home_in(Path("/mnt/arsip"))
    block = cron.block(plan_of(), second, SCRIPT, "m")
    both = cron.merged(cron.merged(OTHERS, HOME, BLOCK), second, block)
    assert (cron.block_in(both, HOME), cron.block_in(both, second)) == (BLOCK, block)
    assert cron.without(both, HOME) == OTHERS + block


FOREIGN = st.lists(
    st.text(st.characters(exclude_characters="\n\0", exclude_categories=["Cs"]), max_size=30)
).map(lambda lines: "".join(f"{line}\n" for line in lines))


@given(FOREIGN, FOREIGN)
def test_other_peoples_lines_stay_byte_for_byte(before, after):
    held = before + BLOCK + after
    assert cron.without(held, HOME) == before + after
    assert cron.merged(held, HOME, BLOCK) == held
    assert cron.block_in(held, HOME) == BLOCK


@pytest.mark.parametrize(
    "broken",
    [
        BLOCK.partition("# END")[0],
        BLOCK.partition("\n")[2],
        BLOCK + BLOCK,
        "\n".join(reversed(BLOCK.splitlines())),
    ],
)
@pytest.mark.parametrize("deed", [cron.without, cron.block_in, lambda *a: cron.merged(*a, BLOCK)])
def test_a_marker_that_is_missing_is_told_and_nothing_is_eaten(broken, deed):
    with pytest.raises(ConfigError, match="mend it with 'crontab -e' first"):
        deed(OTHERS + broken + OTHERS, HOME)


# --- what a real crontab says


def test_a_real_crontab_takes_the_lines_and_gives_them_back(tmp_path):
    odd = home_in(tmp_path / "a b%c 日本's")
    block = cron.block(plan_of(), odd, tmp_path / "a b%c 日本's" / "x.sh", "m")
    with crontab_of_nobody(tmp_path) as crontab:
        text = cron.merged(OTHERS, odd, block)
        done = subprocess.run([crontab, "-"], input=text, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
        held = subprocess.run([crontab, "-l"], capture_output=True, text=True).stdout
        assert (held, cron.block_in(held, odd)) == (text, block)
        wrong = text.replace(" * * ", " * 13 ", 1)
        done = subprocess.run([crontab, "-"], input=wrong, capture_output=True, text=True)
        assert done.returncode != 0  # it does read what it is given


# --- the script


class Installed:
    """The script of an archive in an odd folder, with a stand-in for antara that notes its words.

    The stand-in ends with the status that its file `status` holds.
    """

    def __init__(self, tmp_path: Path, **table) -> None:
        self.folder = tmp_path / "a b%c$x 'q"
        self.folder.mkdir()
        program = self.folder / "antara"
        program.write_text(
            "#!/bin/sh\npwd\n"
            'printf "%s|%s\\n" "$ANTARA_ARCHIVE_PATH" "$*"\n'
            "echo oops >&2\nexit $(cat status)\n"
        )
        program.chmod(0o755)
        self.home = home_in(self.folder, str(program))
        self.plan = plan_of(**table)
        self.script = self.folder / "x.sh"
        self.script.write_text(cron.script(self.plan, self.home))
        self.ends_with(0)

    def ends_with(self, status: int) -> None:
        (self.folder / "status").write_text(str(status))

    def run(self, job: str, minutes: int | None = None) -> list[str]:
        """Run a line of the crontab as cron does; return what it added to the log."""
        before = self.log()
        block = cron.block(self.plan, self.home, self.script, "m")
        end = job if minutes is None else f"{job} {minutes}"
        line = next(line for line in block.splitlines() if line.endswith(f" {end}"))
        # cron ends a command at the first bare %, and hands it what follows as its input.
        command = re.split(r"(?<!\\)%", line.split(maxsplit=5)[5])[0].replace("\\%", "%")
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "HOME": str(self.folder)},
            capture_output=True,
            text=True,
        )
        assert done.stdout + done.stderr == ""  # cron would send it as a mail
        return self.log()[len(before) :]

    def log(self) -> list[str]:
        path = self.home.log
        return path.read_text().splitlines() if path.exists() else []

    def stamp(self, job: str) -> str | None:
        path = self.home.stamp(job)
        return path.read_text() if path.exists() else None


def test_the_script_runs_one_command_on_its_archive_and_keeps_its_log(tmp_path):
    installed = Installed(tmp_path, latest="hourly", bureaus="sumsel,bali", max_minutes=50)
    began = dt.datetime.now(dt.UTC).replace(microsecond=0)
    head, *rest = installed.run("latest")
    words = "crawl latest --bureau sumsel,bali --max-minutes 50"
    moment, _, said = head.partition(" ")
    assert said == f"antara {words}"
    assert began <= dt.datetime.fromisoformat(moment) <= dt.datetime.now(dt.UTC)
    assert rest == [str(installed.folder), f"{installed.home.archive}|{words}", "oops"]


def test_words_with_blanks_and_signs_arrive_as_they_are(tmp_path):
    installed = Installed(
        tmp_path,
        backfill="22:00",
        backfill_options="""--query 'pasar $ikan "50%" \\n' --since 2019-01-01""",
    )
    log = installed.run("backfill")
    assert log[2].endswith('|crawl backfill --query pasar $ikan "50%" \\n --since 2019-01-01')


@pytest.mark.parametrize("status", [0, 1])
def test_a_run_is_remembered_with_its_status(tmp_path, status):
    installed = Installed(tmp_path)
    installed.ends_with(status)
    installed.run("revisit")
    assert installed.stamp("revisit") == f"{status}\n"
    assert installed.stamp("latest") is None
    assert installed.run("revisit", 1560) == []  # there is nothing to catch up
    assert installed.run("revisit")  # its own time has come: that does not ask


@pytest.mark.parametrize("status", [2, 130, 137])
def test_what_could_not_start_or_was_stopped_is_caught_up(tmp_path, status):
    installed = Installed(tmp_path)
    installed.ends_with(status)
    assert installed.run("revisit")
    assert installed.stamp("revisit") is None
    failed = installed.home.failed("revisit")
    # Whoever stops a run knows that it was stopped.
    assert (failed.read_text() if failed.exists() else None) == (
        None if status == 130 else f"{status}\n"
    )
    assert installed.run("revisit", 1560)
    installed.ends_with(0)
    assert installed.run("revisit", 1560)
    assert not failed.exists()
    assert installed.run("revisit", 1560) == []


@pytest.mark.parametrize(("hours", "runs"), [(1, False), (25, False), (27, True), (900, True)])
def test_a_start_that_was_slept_through_is_caught_up(tmp_path, hours, runs):
    installed = Installed(tmp_path)
    installed.run("revisit")
    then = time.time() - hours * 3600
    os.utime(installed.home.stamp("revisit"), (then, then))
    assert bool(installed.run("revisit", 1560)) is runs


def test_a_job_that_is_none_is_told(tmp_path):
    installed = Installed(tmp_path)
    done = subprocess.run(
        ["sh", installed.script, "lastest"], capture_output=True, text=True, cwd="/"
    )
    assert (done.returncode, done.stderr) == (2, "No job 'lastest'.\n")
    assert installed.log() == []


def test_an_archive_elsewhere_than_its_antara_toml_is_named_on_the_command_line(tmp_path):
    home = Home(Path("/data/b c.db"), tmp_path / "antara.toml", ("/opt/py", "-m", "crawler"))
    text = cron.script(plan_of(), home)
    assert f"ANTARA_ARCHIVE_PATH='{tmp_path}/b c.db' /opt/py -m crawler" in text
    assert "\"$@\" -s 'ARCHIVE_PATH=/data/b c.db'\n" in text
