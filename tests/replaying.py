"""The environment of the replay tests: pywb and py-wacz, in .venv-replay and nowhere else.

It is made once by `make replay`. A test that needs it makes it, or is skipped and says why.
"""

from __future__ import annotations

import fcntl
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.command_line import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = REPOSITORY / ".venv-replay"
CLEAN = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
"""No proxy's address among it: pywb would ask that for its own parts on this machine."""


def program(name: str) -> Path:
    """Return a program of the environment, which is made when it is not there."""
    if why := missing():
        pytest.skip(f"the replay environment is not there, and 'make replay' fails: {why}")
    return FOLDER / "bin" / name


@cache
def missing() -> str:
    """Make the environment where it is not there; say why that cannot be done, else ""."""
    made = FOLDER / ".made"
    if made.exists():
        return ""
    if not shutil.which("make"):
        return "make is not installed"
    with (REPOSITORY / "Makefile").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the tests run in several processes
        words = ["make", "replay"]
        done = subprocess.run(words, cwd=REPOSITORY, capture_output=True, text=True)
    if not done.returncode:
        return ""
    said = [line for line in done.stderr.splitlines() if line and not line.startswith("make")]
    return said[-1] if said else "it does not say why"


def run(name: str, *words: str, cwd: Path | None = None, text: str | None = None) -> str:
    """Run a program of the environment to a good end; return what it prints."""
    done = subprocess.run(
        [str(program(name)), *words],
        cwd=cwd,
        input=text,
        capture_output=True,
        text=True,
        env=CLEAN | {"HOME": str(cwd or FOLDER)},
        timeout=100,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def python(*words: str, text: str) -> str:
    """Run the environment's Python."""
    return run("python", *words, text=text)


def validates(wacz: Path) -> bool:
    """Whether the validator of py-wacz accepts a file."""
    done = subprocess.run(
        [str(program("wacz")), "validate", "-f", str(wacz)],
        capture_output=True,
        text=True,
        env=CLEAN | {"HOME": str(wacz.parent)},
        timeout=100,
    )
    told = done.stdout.splitlines()[-1]
    assert told == f"Validation {'failed' if done.returncode else 'succeeded'}, " + (
        f"the passed WACZ is {'in' if done.returncode else ''}valid"
    )
    return done.returncode == 0


@contextmanager
def wayback(folder: Path) -> Iterator[str]:
    """Run pywb over the collections in a folder, on this machine only; yields its address.

    No collection of it is a live one: what it has not, it does not ask for.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "wayback.log").open("w") as log:
        process = subprocess.Popen(
            [str(program("wayback")), "-b", "127.0.0.1", "-p", str(port), "-d", str(folder)],
            cwd=folder,
            env=CLEAN | {"HOME": str(folder)},
            stdout=log,
            stderr=log,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            end = time.monotonic() + 60
            while not answers(address):
                assert process.poll() is None, (folder / "wayback.log").read_text()
                assert time.monotonic() < end, (folder / "wayback.log").read_text()
                time.sleep(0.1)
            yield address
        finally:
            process.terminate()
            process.wait(30)


def answers(address: str) -> bool:
    """Whether anybody answers there."""
    try:
        ask(address)
    except OSError:
        return False
    return True


def ask(address: str) -> tuple[int, dict[str, str], bytes]:
    """Ask for a page as it is, through no proxy: status, headers by small names, body."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=60) as got:
            headers = {name.lower(): value for name, value in got.headers.items()}
            return got.status, headers, got.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, {}, error.read()
