"""The locks, the licence, the Makefile: what surrounds the code."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.locks import REPOSITORY, locked

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
NEEDED = PROJECT["project"]["dependencies"]
TO_SERVE, FOR_EXPORT, FOR_TESTS = (
    PROJECT["project"]["optional-dependencies"][use] for use in ("serve", "export", "dev")
)
BUILT_ON = {
    "requirements-serve.txt": ("requirements.txt",),
    "requirements-export.txt": ("requirements.txt",),
    "requirements-dev.txt": ("requirements-serve.txt", "requirements-export.txt"),
}
"""Of each lock those that it holds as they are."""
HOLDS = {
    "requirements.txt": [],
    "requirements-serve.txt": TO_SERVE,
    "requirements-export.txt": FOR_EXPORT,
    "requirements-dev.txt": [*TO_SERVE, *FOR_EXPORT, *FOR_TESTS],
}
"""What each lock has beside what the core needs."""


def asked_for() -> list[Requirement]:
    build = (REPOSITORY / "requirements-build.in").read_text(encoding="utf-8")
    lines = [line for line in build.splitlines() if line and not line.startswith("#")]
    return [Requirement(line) for line in [*PROJECT["project"]["dependencies"], *lines]]


def fits(requirement: Requirement, lock: dict[str, list[Requirement]]) -> bool:
    """Whether the lock has a version that the requirement allows."""
    return any(
        requirement.specifier.contains(str(pinned.specifier).removeprefix("=="))
        for pinned in lock.get(canonicalize_name(requirement.name), [])
    )


@pytest.mark.parametrize("name", HOLDS)
def test_the_locks_are_in_step_with_the_project(name):
    lock = locked(name)
    wanted = [*asked_for(), *map(Requirement, HOLDS[name])]
    assert [str(each) for each in wanted if not fits(each, lock)] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-serve.txt"])
def test_neither_the_core_nor_a_server_has_the_formats_of_an_export_or_a_browser(name):
    assert not {"pyarrow", "zstandard", "playwright"} & locked(name).keys()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-export.txt"])
def test_neither_the_core_nor_an_export_has_a_web_server(name):
    assert not {"datasette", "uvicorn", "markupsafe", "jinja2"} & locked(name).keys()


def test_the_lock_of_the_replay_test_is_in_step():
    lock = locked("requirements-replay.txt")
    text = (REPOSITORY / "requirements-replay.in").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not fits(Requirement(line), lock)] == []
    # What is shipped must not be bound by what these need: none of it is locked with the rest.
    assert not {"pywb", "wacz"} & (locked("requirements-dev.txt").keys())


@pytest.mark.parametrize("name", BUILT_ON)
def test_a_lock_adds_packages_and_changes_no_version(name):
    def lines(name: str) -> set[str]:
        return {str(each) for pins in locked(name).values() for each in pins}

    for below in BUILT_ON[name]:
        assert lines(below) <= lines(name)


def test_the_build_requirement_stands_in_one_version_in_both_places():
    build = (REPOSITORY / "requirements-build.in").read_text(encoding="utf-8").splitlines()
    assert [line for line in build if not line.startswith("#")] == PROJECT["build-system"][
        "requires"
    ]


def modules_imported(path: Path) -> set[str]:
    """The top-level modules that a file imports, at its top or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def declared(*groups: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for lines in groups for line in lines}


APART = (
    *("crawler/commands/serve.py", "crawler/commands/audit.py"),
    *("pipelines/datasette", "pipelines/audit"),
)
"""The only modules that may import what a server needs."""


def files_of(place: str) -> list[Path]:
    path = REPOSITORY / place
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


def apart(path: Path) -> bool:
    return any(path in files_of(place) for place in APART)


@pytest.mark.parametrize(
    ("folder", "names"),
    [
        ("crawler", declared(NEEDED)),
        ("crawler/commands/serve.py", declared(NEEDED, TO_SERVE)),
        ("crawler/commands/audit.py", declared(NEEDED, TO_SERVE)),
        ("pipelines", declared(NEEDED)),
        ("pipelines/datasette", declared(NEEDED, TO_SERVE)),
        ("pipelines/audit", declared(NEEDED, TO_SERVE)),
        ("tests", declared(NEEDED, TO_SERVE, FOR_TESTS, FOR_EXPORT)),
        ("benchmarks", declared(NEEDED, FOR_TESTS, FOR_EXPORT)),
        ("docs", declared(NEEDED, FOR_TESTS)),
    ],
)
def test_what_is_imported_is_declared(folder, names):
    # What is there only because something else needs it goes when that no longer does.
    of_module = packages_distributions()
    files = [path for path in files_of(folder) if folder in APART or not apart(path)]
    # tests/ and docs/ stand in the search path of the tests: their modules go by their own names.
    loose = [*REPOSITORY.glob("tests/*.py"), *REPOSITORY.glob("docs/*.py")]
    ours = {"crawler", "pipelines", "tests", "benchmarks", *(path.stem for path in loose)}
    missing = {
        str(path.relative_to(REPOSITORY)): unknown
        for path in files
        if (
            unknown := {
                module
                for module in modules_imported(path) - ours - sys.stdlib_module_names
                if not names & {canonicalize_name(each) for each in of_module.get(module, [module])}
            }
        )
    }
    assert missing == {}


LOCKS = [*HOLDS, "requirements-replay.txt"]


@pytest.mark.parametrize("name", LOCKS)
def test_the_locks_name_no_address(name):
    assert "://" not in (REPOSITORY / name).read_text(encoding="utf-8")


def test_the_licence_is_apaches_and_leaves_the_articles_out():
    text = (REPOSITORY / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License\n                           Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert "does not cover any\narticle" in text.partition("Apache License")[0]


needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def make(*words: str, cwd: Path = REPOSITORY, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["make", *words],
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


@needs_make
def test_make_alone_lists_every_target():
    text = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE)
    wanted = "demo test check slow real score bench docs lock fmt"
    assert set(wanted.split()) <= set(targets)
    listed = [line.split()[0] for line in make().stdout.splitlines()[1:]]
    assert listed == targets


@needs_make
@pytest.mark.parametrize(
    ("python", "line"),
    [
        ("exit 1", "is not a Python 3.11 or newer"),
        ('case "$2" in *ensurepip*) exit 1;; esac', "cannot make environments: sudo apt install"),
    ],
)
def test_what_is_missing_is_named(tmp_path, python, line):
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copy(REPOSITORY / name, tmp_path)
    program = tmp_path / "python3.12"
    program.write_text(f"#!/bin/sh\n{python}\n")
    program.chmod(0o755)
    done = make("install", f"PYTHON={program}", cwd=tmp_path)
    assert done.returncode != 0
    assert line in done.stderr
    if "apt" in line:
        assert "sudo apt install python3.12-venv" in done.stderr
    assert not (tmp_path / ".venv").exists()


@needs_make
def test_make_real_fails_without_a_folder(tmp_path):
    for name in ("Makefile", "requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        shutil.copy(REPOSITORY / name, tmp_path)
    (tmp_path / ".venv").mkdir()
    for stamp in (".made", ".made-dev"):
        (tmp_path / ".venv" / stamp).write_text(f"{tmp_path}\n")
    for folder, line in (("", "ANTARA_REAL_PAGES is not set"), ("/nowhere", "is not a folder")):
        done = make("real", cwd=tmp_path, **({"ANTARA_REAL_PAGES": folder} if folder else {}))
        assert done.returncode != 0
        assert line in done.stderr


def test_nobody_is_sent_to_a_registry_for_a_package_that_is_not_there():
    """`pip install arsip-antara` would bring what anybody had put there under this name."""
    texts = [
        *(path for each in ("crawler", "pipelines") for path in (REPOSITORY / each).rglob("*.py")),
        *REPOSITORY.glob("*.md"),
        *(REPOSITORY / "docs").glob("*.md"),
    ]
    name = re.compile(rf"install[\s'\"]+(?:--upgrade )?{PROJECT['project']['name']}\b")
    assert [str(path) for path in texts if name.search(path.read_text(encoding="utf-8"))] == []
