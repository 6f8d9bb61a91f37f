"""Refusals, help, exit status: what all commands share."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from scrapy.commands import ScrapyCommand

from crawler import __version__
from crawler.__main__ import own_commands, split
from crawler.commandline import AntaraCommand, Refusal
from pipelines.archive import ArchiveSession, Found, Stored
from tests.command_line import ANTARA, REPOSITORY, invented, run_antara

OWN = [
    *("articles", "audit", "backup", "bureaus", "captures", "check", "coverage", "crawl"),
    *("diff", "doctor"),
    *(
        "export",
        "fixture",
        "frontier",
        "import",
        "inspect",
        "migrate",
        "permission",
        "probe",
        "read",
        "rebuild",
    ),
    *(
        "reread",
        "restore-article",
        "restore",
        "schedule",
        "search",
        "serve",
        "settings",
        "status",
        "story",
        "verify",
        "wacz",
        "withdraw",
    ),
]


def test_every_command_is_there():
    assert own_commands() == OWN


@pytest.mark.parametrize("words", [["--help"], ["-h"], [], ["help"]])
def test_help_lists_our_commands_with_a_line_each(antara, words):
    result = antara(*words, archive=False)
    assert result.status == 0
    listed = [line.split()[0] for line in result.out.splitlines() if line.startswith("  ")]
    assert listed[: len(OWN)] == OWN
    assert "startproject" in result.out  # Scrapy's own are named, not hidden
    assert "scrapy <command>" not in result.out


def test_version(antara):
    result = antara("--version", archive=False)
    assert (result.status, result.out) == (0, f"antara {__version__}\n")


@pytest.mark.parametrize("name", OWN)
def test_help_of_a_command_calls_it_antara(antara, name):
    result = antara(name, "--help", archive=False)
    assert result.status == 0
    assert f"antara {name}" in result.out
    assert f"scrapy {name}" not in result.out


def test_help_and_a_command_is_that_commands_help(antara):
    assert (
        antara("help", "articles", archive=False).out
        == antara("articles", "--help", archive=False).out
    )


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            ["articles", "--buraeu=bali"],
            "Unknown option '--buraeu'. Did you mean '--bureau'? See 'antara articles --help'.",
        ),
        (
            ["articles", "--buraeu", "bali"],
            "Unknown option '--buraeu'. Did you mean '--bureau'? See 'antara articles --help'.",
        ),
        (["status", "--qqq"], "Unknown option '--qqq'. See 'antara status --help'."),
        (["articles", "--bur", "bali"], "Unknown option '--bur'."),
        (["articles", "-x"], "Unknown option '-x'."),
        (
            ["articles", "bali"],
            "Surplus word 'bali': 'antara articles' takes options only. See ",
        ),
        (["settings", "--get", "CONTACT"], "Unknown option '--get'."),
        (["read"], "'antara read' needs URL|FILE|KEY. See 'antara read --help'."),
        (["read", "a", "b"], "Surplus word 'b'"),
        (["search"], "'antara search' needs WORD…."),
        (["search", "pasar", "--x"], "Unknown option '--x'."),
        (["search", "pasar", "--pasar"], "Unknown option '--pasar'."),
        (["articles", "--since", "2026-13-01"], "--since: '2026-13-01' is no day of the calendar"),
        (["articles", "--since", "2026-1-1"], "--since: '2026-1-1' is not a day written"),
        (["articles", "--until"], "--until: expected one argument."),
        (
            ["articles", "--since", "2026-02-01", "--until", "2026-01-31"],
            "--since 2026-02-01 is after --until 2026-01-31",
        ),
        (
            ["articles", "--bureau", "sumse"],
            "Unknown bureau 'sumse'. Did you mean 'sumsel'? See 'antara bureaus'.",
        ),
        (["articles", "--kind", "foto"], "--kind: 'foto' is none of article, photo, video"),
        (["articles", "--limit", "0"], "--limit: '0' is not a whole number above 0"),
        (["articles", "--limit", "-3"], "--limit: "),
        (["articles", "-s", "NOVALUE"], "Invalid -s value, use -s NAME=VALUE"),
        (["articles", "-s", "ARCHVE_PATH=x.db"], "-s ARCHVE_PATH: "),
        (["settings", "-s", "DOWNLOAD_DELAY=soon"], "-s DOWNLOAD_DELAY='soon' is not"),
        (["serve", "--port", "70000"], "--port: '70000' is not a port (0 to 65535)"),
        (["artcles"], "Unknown command 'artcles'. Did you mean 'articles'? See 'antara --help'."),
        (["qqqqq"], "Unknown command 'qqqqq'. See 'antara --help'."),
        (["--verison"], "Unknown option '--verison'. Did you mean '--version'?"),
        (["-L", "INFO"], "'-L' needs a command after it."),
    ],
)
def test_what_is_not_understood_is_refused_in_one_line(antara, words, line):
    result = antara(*words, archive=False)
    assert result.status == 2
    assert result.err.startswith(line)
    assert result.err.count("\n") == 1
    assert result.out == ""


def test_options_before_the_command_are_taken(antara):
    result = antara("-L", "INFO", "articles")
    assert result.status == 2
    assert "There is no archive" in result.err
    assert split(["-s", "A=b", "--json", "crawl", "latest"]) == (
        ["-s", "A=b", "--json"],
        "crawl",
        ["latest"],
    )


@pytest.mark.parametrize("words", [["articles"], ["status"], ["search", "ikan"], ["serve"]])
def test_no_archive_is_one_line_and_none_is_made(antara, words):
    result = antara(*words)
    assert result.status == 2
    assert result.err.startswith(f"There is no archive at {antara.archive}.")
    assert "make demo" in result.err
    assert result.err.count("\n") == 1
    assert list(antara.archive.parent.iterdir()) == []


def test_no_command_overrides_run_or_defines_a_second_class():
    import importlib

    for name in own_commands():
        module = importlib.import_module(f"crawler.commands.{name}")
        defined = [
            value
            for value in vars(module).values()
            if isinstance(value, type)
            and issubclass(value, ScrapyCommand)
            and value.__module__ == module.__name__
        ]
        assert defined == [module.Command], name
        assert issubclass(module.Command, AntaraCommand), name
        assert module.Command.summary, name
        assert not module.Command.summary.endswith("."), name
        assert module.Command.run is AntaraCommand.run, name


class Ends(AntaraCommand):
    """A command that ends as it is told."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error

    def act(self, args, opts):
        raise self.error


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (Refusal("No.\nNever."), 2, "No. Never.\n"),
        (Refusal("Look at it.", 1), 1, "Look at it.\n"),
        (KeyboardInterrupt(), 130, "Interrupted.\n"),
    ],
)
def test_errors_of_a_person_become_one_line_and_a_status(capsys, error, status, line):
    command = Ends(error)
    command.run([], None)
    assert command.exitcode == status
    assert capsys.readouterr().err == line


def test_errors_of_ours_keep_their_traceback():
    with pytest.raises(ZeroDivisionError):
        Ends(ZeroDivisionError()).run([], None)


# ---- in a process of its own


def test_works_in_an_empty_folder_and_in_another_scrapy_project(tmp_path):
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = elsewhere.settings\n")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "__init__.py").write_text("")
    (tmp_path / "elsewhere" / "settings.py").write_text("BOT_NAME = 'other'\n")
    result = run_antara("settings", "--json", cwd=tmp_path, ANTARA_DOWNLOAD_DELAY="7.5")
    assert result.status == 0, result.err
    assert '"value": 7.5, "origin": "environment ANTARA_DOWNLOAD_DELAY"' in result.out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "scrapy.cfg"]


def test_scrapy_in_the_repository_and_python_m_are_the_same_thing(tmp_path):
    archive = tmp_path / "none.db"
    environment = {**os.environ, "ANTARA_ARCHIVE_PATH": str(archive)}
    for program in (
        [str(ANTARA.with_name("scrapy"))],
        [sys.executable, "-m", "crawler"],
        [str(ANTARA)],
    ):
        done = subprocess.run(
            [*program, "articles", "--json"],
            cwd=REPOSITORY,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 2, program
        assert done.stderr.startswith(f"There is no archive at {archive}."), program


def test_a_wrong_setting_is_one_line(tmp_path):
    result = run_antara("articles", cwd=tmp_path, ANTARA_DOWNLOAD_DELAY="soon")
    assert result.status == 2
    assert result.err.startswith("ANTARA_DOWNLOAD_DELAY='soon'")
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("words", [["--help"], ["articles", "--help"], ["settings", "--json"]])
def test_a_reader_that_has_enough_is_no_error(tmp_path, words):
    """As `antara … | head`: the reader's end of the pipe is closed."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [str(ANTARA), *words], cwd=tmp_path, stdout=writing, stderr=subprocess.PIPE, text=True
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")  # noqa: PTH110
@pytest.mark.parametrize("words", [["--help"], ["settings"], ["settings", "--json"], ["bureaus"]])
def test_output_that_cannot_be_written_is_one_line(tmp_path, words):
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            [str(ANTARA), *words],
            cwd=tmp_path,
            env={**os.environ, "ANTARA_ARCHIVE_PATH": str(tmp_path / "none.db")},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 2
    named = "There is no " if words == ["settings"] else None  # the file with the settings
    said = [line for line in done.stderr.splitlines() if not (named and line.startswith(named))]
    assert said == ["Could not write the output: No space left on device."]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("latin-1", "Harga “ikan” naik…".encode("latin-1", "backslashreplace")),
        ("ascii", "Harga “ikan” naik…".encode("ascii", "backslashreplace")),
        ("utf-8", "Harga “ikan” naik…".encode()),
    ],
)
def test_a_terminal_that_lacks_a_letter_ends_no_command(tmp_path, encoding, title):
    archive = tmp_path / "archive.db"
    one = invented("bali", 21, "article", "Harga “ikan” naik…", None)
    with ArchiveSession.claim(archive, "sample") as session:
        session.open()
        session.begin_run("crawl latest", {})
        session.add_found([Found(one.url, one.bureau, one.article_id, one.kind, "feed")])
        session.store([Stored(session.frontier_id("bali", 21), one.as_dict())])
        session.finish_run("finished", {})
    for words in (("articles",), ("read", "bali/21"), ("search", "ikan")):
        done = subprocess.run(
            [ANTARA, *words],
            env=os.environ | {"PYTHONIOENCODING": encoding, "ANTARA_ARCHIVE_PATH": str(archive)},
            capture_output=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        assert title in done.stdout, words
