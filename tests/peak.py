"""The most memory that a command had, and not the one who started it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

# Linux hands the peak of a process on to what it starts (getrusage(2) counts the moment between
# fork and exec), and a run of many tests is large: a small process stands in between.
_BETWEEN = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[2:])
_, status, used = os.wait4(process.pid, 0)
with open(sys.argv[1], "w") as file:
    file.write(str(used.ru_maxrss))
sys.exit(os.waitstatus_to_exitcode(status))
"""


def run_and_weigh(words: list[str], note: Path, **arguments: Any) -> tuple[int, int]:
    """Run a command; return its exit status, and the most memory that it had, in KiB.

    Args:
        words: The command.
        note: A file to write the figure to meanwhile.
        arguments: As for subprocess.run.
    """
    between = [sys.executable, "-I", "-c", _BETWEEN, str(note), *words]
    done = subprocess.run(between, check=False, **arguments)
    return done.returncode, int(note.read_text())
