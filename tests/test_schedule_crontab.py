"""`antara schedule` with a real crontab: --install, --remove, what is there."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from tests.scheduled import BLOCK, crontab_of

pytest_plugins = ["tests.schedule_fixtures"]

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
    assert "write contact = … into antara.toml, above the first [block]." in warnings[0]
    assert warnings[1].startswith("Warning: no crawl would start: CONTACT is empty: ")


def test_a_backup_that_cannot_be_made_is_warned_of(with_cron):
    person = with_cron
    folder = person.folder / "cadangan"
    person.write(BLOCK + 'backup = "05:00"\nbackup_to = "cadangan"\n')
    told = f"Warning: no backup would be made: There is no folder {folder} for backups"
    for result in (person("--install"), person(), person("--json")):
        assert result.status == 1
        assert [told in line for line in result.err.splitlines() if "Warning" in line] == [True]
    doctor = person.antara("doctor")
    assert doctor.status == 0  # as without a contact
    assert f"look  backup job      no backup would be made: There is no folder {folder}" in (
        doctor.out
    )
    folder.touch()
    assert f"{folder} is no folder" in person().err
    folder.unlink()
    folder.mkdir()
    assert (person("--install").status, person().status) == (0, 0)
    assert f"good  backup job      to {folder}" in person.antara("doctor").out


def test_a_folder_that_cannot_be_written_into_is_warned_of(with_cron, monkeypatch):
    person = with_cron
    (person.folder / "cadangan").mkdir()
    person.write(BLOCK + 'backup = "05:00"\nbackup_to = "cadangan"\n')
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "cadangan")
    result = person("--install")
    assert result.status == 1
    assert "no backup would be made: nothing can be written into the folder" in result.err


def test_a_backup_that_failed_is_seen_afterwards(with_cron):
    person = with_cron
    (person.folder / "cadangan").mkdir()
    person.write(BLOCK + 'backup = "05:00"\nbackup_to = "cadangan"\n')
    assert person("--install").status == 0
    script = f"{person.root}/config/antara/{person.home.name}.sh"
    environ = {"PATH": "/usr/bin:/bin", "HOME": str(person.root)}
    subprocess.run(["sh", script, "backup"], env=environ, check=True)  # there is no archive yet
    shown = person()
    assert shown.status == 1
    row = next(line for line in shown.out.splitlines() if line.startswith("backup\t"))
    assert row.split("\t")[-1] == "2, is tried again"
    assert re.search(r"Warning: the last job of backup ended on .* with status 2, is", shown.err)
    assert "the last job of backup ended on" in person.antara("doctor").out
    person.home.failed("backup").unlink()
    person.home.stamp("backup").write_text("0\n")
    assert person().status == 0
    person.home.failed("backup").write_text("2\n")
    assert person("--remove").status == 0
    assert not person.home.failed("backup").exists()


def test_a_mistake_in_the_block_does_not_end_the_doctor(person):
    person.write(BLOCK + 'backup = "05:00"\n')
    person()
    assert "look  schedule        " in person.antara("doctor").out
