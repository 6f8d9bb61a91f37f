"""Each command of README.md and UPGRADING.md, run as a person would: in a fresh shell.

The commands are run in a temporary folder that looks like a checkout whose environment has been
made, nothing activated, against the sample site; `antara` stands for `.venv/bin/antara`, as the
README says.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.command_line import REPOSITORY
from tests.replica import Site, running_site

NOT_RUN = {
    "make demo": "makes the environment that the tests run in; .ci/run runs it twice on a clone",
    "make test": "these are the tests; .ci/run runs it on a clone",
    "make install": "is the first half of make demo",
    "git pull": "needs the network",
    "antara schedule --remove": "of this machine's own jobs; tests/test_schedule_crontab.py",
    "antara schedule --install": "into this machine's own; tests/test_schedule_crontab.py",
    "antara backup /mnt/disk/antara": "the README's goes to a folder that is there",
    "antara migrate": "an archive of today has nothing to migrate; tests/test_migrate_command.py",
}
MAY_NEED_A_PERSON = {
    "antara probe": "the sample site differs from what is expected of the live one",
    "antara status --monthly": "nothing was crawled in the month before",
}
SHOWN_BY = {
    "antara diff sumsel/": ("\nFrom 1 to 2: ", "{+"),
    "antara diff": ("sumsel/818059",),
    "antara story sumsel/": ("\n  + ", "\n  - "),
}
"""What shows that a command has found what the README promises of it."""
BUREAUS = ("sumsel", "bali", "ambon")
SERVED_SECONDS = 60


def commands(document: str) -> list[str]:
    """The lines of a document's shell blocks, in order."""
    text = (REPOSITORY / document).read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


README = commands("README.md")


class Shell:
    """A folder like a checkout, and a fresh shell in it."""

    def __init__(self, folder: Path, gateway: str) -> None:
        self.folder = folder
        programs = folder / ".venv" / "bin"
        programs.mkdir(parents=True)
        for program in ("antara", "sqlite-utils"):
            (programs / program).symlink_to(Path(sys.executable).with_name(program))
        self.environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "ANTARA_GATEWAY": gateway,
            "ANTARA_DOWNLOAD_DELAY": "0",
            # Without it the command would open the archive of the repository it is installed from.
            "ANTARA_ARCHIVE_PATH": str(folder / "archive.db"),
        }

    def start(self, line: str) -> subprocess.Popen:
        line = re.sub(r"^(antara|sqlite-utils)\b", r".venv/bin/\1", line)
        return subprocess.Popen(
            ["/bin/sh", "-c", f"exec {line}" if ">" not in line else line],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, line: str) -> tuple[int, str, str]:
        process = self.start(line)
        out, err = process.communicate(timeout=100)
        return process.returncode, out, err


@pytest.fixture(scope="module")
def shell(tmp_path_factory):
    """A checkout with a small archive, crawled with the README's own command."""
    with running_site(Site(articles=60, bureaus=BUREAUS), keep_log=False) as server:
        yield Shell(tmp_path_factory.mktemp("checkout"), server.gateway)


def an_address(shell: Shell) -> str:
    """The address of an article of the sample site; the README can name none that lasts."""
    _, out, err = shell.run("antara articles --bureau sumsel --limit 1 --json")
    assert out, err
    return json.loads(out)["url"]


def a_key(shell: Shell) -> str:
    """The key of an article of the small site."""
    _, out, err = shell.run("antara articles --bureau sumsel --limit 1")
    assert out, err
    return out.split("\t")[1]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The archive that `make demo` makes."""
    folder = tmp_path_factory.mktemp("demo")
    clean = {name: text for name, text in os.environ.items() if not name.startswith("ANTARA_")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.replica.demo"],
        cwd=REPOSITORY,
        env={**clean, "ANTARA_ARCHIVE_PATH": str(folder / "archive.db")},
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr
    return Shell(folder, "http://127.0.0.1:9")


@pytest.mark.slow
def test_the_examples_find_something_in_the_archive_of_the_demo(demo):
    shown = [
        line
        for line in README
        if re.match(r"antara (articles|search|story|diff|read sumsel/)", line)
    ]
    assert len(shown) >= 9
    for line in shown:
        status, out, err = demo.run(line.partition(">")[0])
        assert status == 0, f"{line}\n{err}"
        assert out.strip(), f"{line} finds nothing\n{err}"
        for beginning, shown_by in SHOWN_BY.items():
            if line.startswith(beginning):
                assert [each for each in shown_by if each not in out] == [], f"{line}\n{out}"


def test_what_the_examples_write_is_ignored():
    ignored = (REPOSITORY / ".gitignore").read_text(encoding="utf-8").splitlines()
    written = {match for line in README if (match := line.partition("> ")[2])}
    assert written == {"antara.toml", "list.txt", "articles.jsonl", "ambon.jsonl", "articles.csv"}
    names = {"/antara.toml", "/list.txt", "/*.jsonl", "/articles.csv", "/backups/", "/dataset*/"}
    assert names <= set(ignored)


@pytest.mark.parametrize("document", ["README.md", "UPGRADING.md"])
def test_what_is_not_run_is_still_there(document):
    assert commands(document)
    unknown = [line for line in commands("UPGRADING.md") if line not in NOT_RUN]
    assert unknown == []
    shown = {*README, *commands("UPGRADING.md")}
    assert set(NOT_RUN) <= shown


def test_the_archive_is_backed_up_before_a_newer_version_migrates_it():
    assert commands("UPGRADING.md") == [
        "antara schedule --remove",
        "antara backup /mnt/disk/antara",
        "git pull",
        "make install",
        "antara migrate",
        "antara schedule --install",
    ]


def test_captures_are_there_before_the_archive_is_restored():
    """Withdrawals since the backup are in the lists beside them: see `restore`."""
    text = (REPOSITORY / "docs/operating.md").read_text(encoding="utf-8")
    steps = text.partition("## To another machine")[2].partition("\n## ")[0]
    assert 0 < steps.index("`captures`") < steps.index("`antara restore")


def test_the_two_commands_come_first():
    assert README[:2] == ["make demo", "make test"]


@pytest.mark.slow
def test_every_command_of_the_readme_works(shell):
    """In the order of the README, because the later ones need what the earlier ones made."""
    run = []
    for shown in README:
        if shown in NOT_RUN:
            continue
        run.append(shown)
        if shown == "antara serve":
            check_serve(shell)
            continue
        line = shown
        if line.startswith(("antara read ", "antara inspect ")):
            line = line.replace(
                "https://sumsel.antaranews.com/berita/819013/judul", an_address(shell)
            )
        line = re.sub(r"\bsumsel/(819012|818180|818059)\b", lambda _: a_key(shell), line)
        if "page.html" in line:
            save_page(shell, shlex.split(line)[-1])
        if line.startswith("antara inspect "):
            line += " --no-open"  # on a desktop it would open
        if line == "antara schedule --print":
            with (shell.folder / "antara.toml").open("a") as file:
                file.write(schedule_block())
        status, out, err = shell.run(line)
        lenient = any(line.startswith(each) for each in MAY_NEED_A_PERSON)
        assert status in ((0, 1) if lenient else (0,)), f"{line}\n{out}\n{err}"
        assert "Traceback" not in err, line
        if ">" not in line and not line.startswith("mkdir"):
            assert out or err, f"{line} says nothing"
    assert len(run) >= 28
    files = {path.name: path for path in shell.folder.iterdir()}
    for name in ("articles.jsonl", "articles.csv"):
        assert len(files[name].read_text(encoding="utf-8").splitlines()) > 5, name


def check_serve(shell: Shell) -> None:
    """Serve on a free port, since 8001 may be taken where the tests run, until it says where."""
    process = shell.start("antara serve --port 0")
    try:
        said = process.stderr.readline() + process.stderr.readline()
        assert "Serving at http://127.0.0.1:" in said
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=SERVED_SECONDS)
        assert process.returncode == 130
    finally:
        process.kill()
        process.communicate()


def save_page(shell: Shell, url: str) -> None:
    """Save a page of the sample site, as a browser would."""
    with running_site(Site(articles=60, bureaus=BUREAUS), keep_log=False) as server:
        host, _, path = url.partition("://")[2].partition("/")
        page = server.site.answer(host, f"/{path}")
    (shell.folder / "page.html").write_bytes(page.body)


def test_the_environment_can_be_activated(tmp_path):
    """`. .venv/bin/activate`, with the activation script of the environment of the tests."""
    assert ". .venv/bin/activate" in (REPOSITORY / "README.md").read_text(encoding="utf-8")
    activate = Path(sys.executable).with_name("activate")
    if not activate.exists():
        pytest.skip("these tests do not run in an environment of venv's")
    done = subprocess.run(
        ["/bin/sh", "-c", f". '{activate}' && cd '{tmp_path}' && antara --version"],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"antara \S+\n", done.stdout)


def schedule_block() -> str:
    """The block of antara.toml that the README shows."""
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```toml\n(\[schedule\]\n.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return block


def test_the_options_in_the_text_exist():
    """What stands within a paragraph, as `--since 2026-01-01`, is checked by its name."""
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    options = set(re.findall(r"(?<![\w-])--[a-z]+", prose))
    known = set(re.findall(r"`(--[a-z]+)", (REPOSITORY / "docs/commands.md").read_text()))
    assert options - known - {"--help"} == set()
