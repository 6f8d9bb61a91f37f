"""`antara serve` in a process of its own, asked over loopback."""

from __future__ import annotations

import os
import re
import subprocess
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Self

from tests.command_line import ANTARA

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Serving:
    """A context manager.

    Args:
        archive: What is served.
        words: Of the command line.
        before: Words before the command: another program that starts it.
        environment: Settings.
    """

    def __init__(
        self, archive: Path, *words: str, before: Sequence[str] = (), **environment: str
    ) -> None:
        clean = {name: text for name, text in os.environ.items() if not name.startswith("ANTARA_")}
        self.process = subprocess.Popen(
            [*before, str(ANTARA), "serve", "--port", "0", *words],
            env={
                **clean,
                "ANTARA_ARCHIVE_PATH": str(archive),
                "PYTHONUNBUFFERED": "1",
                **environment,
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said: list[str] = []

    def __enter__(self) -> Self:
        """Wait until it says where it serves."""
        for line in self.process.stderr:
            self.said.append(line.rstrip("\n"))
            if found := re.search(r"^Serving at http://\S+:(\d+)/", line):
                self.port = int(found[1])
                return self
        raise AssertionError(f"it does not serve: {self.said}")

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def get(self, path: str) -> tuple[int, str]:
        """Return an answer's status and text."""
        for _ in range(100):
            try:
                address = f"http://127.0.0.1:{self.port}/{path}"
                with urllib.request.urlopen(address, timeout=30) as page:
                    return page.status, page.read().decode()
            except urllib.error.HTTPError as refused:
                with refused:
                    return refused.code, refused.read().decode()
            except OSError:
                time.sleep(0.1)
        raise AssertionError("no answer")
