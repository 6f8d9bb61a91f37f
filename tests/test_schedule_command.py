"""`antara schedule` before anything is installed: its block, refusals, --print, its document."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from crawler.origins import load
from crawler.schedule.piece import Fate, compared
from crawler.schedule.plan import EXAMPLE
from crawler.settings import changeable
from tests.command_line import ANTARA, REPOSITORY, run_antara
from tests.scheduled import BLOCK

pytest_plugins = ["tests.schedule_fixtures"]


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


@pytest.mark.parametrize(
    "words", [("schedule",), ("settings",), ("export", "dataset"), ("crawl", "latest")]
)
def test_a_setting_added_behind_the_block_is_told_where_it_goes(tmp_path, words):
    toml = tmp_path / "antara.toml"
    toml.write_text(f'{EXAMPLE}purpose = "research"\n')
    path = str(tmp_path / "archive.db")
    result = run_antara(*words, cwd=tmp_path, ANTARA_ARCHIVE_PATH=path)
    assert (result.status, result.out) == (2, "")
    assert result.err == (
        f"{toml}: 'purpose' stands in [schedule]: move it above the first [block].\n"
    )


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
