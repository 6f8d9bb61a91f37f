"""Runs `antara` commands at a simulated time, each in a process of its own.

`Machine` is a machine whose clock a test sets. Its commands are the real ones, run in forks of
one process that has imported them, because starting Python anew takes longer than a short
crawl. The site's clock is the test's business.

    with Machine(folder) as machine:
        done = machine.run("2026-03-01T05:00:00Z", "crawl", "latest", ANTARA_GATEWAY=…)
"""

from __future__ import annotations

import datetime as dt
import importlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    status: int
    out: str
    err: str


class Machine:
    """A machine with a clock of its own; a context manager.

    Args:
        folder: Where its commands run and their output is written.
        code: The checkout whose commands they are.
    """

    def __init__(self, folder: Path, code: Path = REPOSITORY) -> None:
        self.folder, self.code = folder, code
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Machine:
        clean = {name: value for name, value in os.environ.items() if "ANTARA_" not in name}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.at"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=self.code,
            # For the processes that a command starts, which know nothing of this folder.
            env={**clean, "PYTHONPATH": str(self.code)},
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()

    def run(self, moment: str, *words: str, **environment: str) -> Done:
        """Run a command that begins at a moment.

        Args:
            moment: UTC, YYYY-MM-DDTHH:MM:SSZ; from then on its clock goes as ours does.
            words: after `antara`.
            environment: settings as ANTARA_….
        """
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"at": moment, "words": words, "env": environment, "folder": str(self.folder)}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        status = json.loads(self._process.stdout.readline())
        out, err = (self.folder / f"antara.{name}" for name in ("out", "err"))
        return Done(status, out.read_text(), err.read_text())


def serve() -> None:
    """Fork for each line of standard input, and print the exit status of each."""
    # Once for all forks. The settings are read later, after each one's environment is set.
    for module in ("__main__", "commands.crawl", "extensions", "handlers", "layouts"):
        importlib.import_module(f"crawler.{module}")
    importlib.import_module("pipelines.store")

    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            run(order)
        _, ended = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(ended), flush=True)


def run(order: dict[str, Any]) -> None:
    """Run one command in this process and leave."""
    import time_machine

    folder = Path(order["folder"])
    os.chdir(folder)
    os.environ.update(order["env"])
    for number, name in ((1, "out"), (2, "err")):
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(folder / f"antara.{name}", flags, 0o644), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    from crawler.__main__ import main

    status = 70
    try:
        with time_machine.travel(dt.datetime.fromisoformat(order["at"]), tick=True):
            main(order["words"])
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else 1
    except BaseException:
        import traceback

        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    serve()
