"""What `antara serve` answers: in this process, or in one of its own, asked over loopback."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Self

from pipelines.datasette import Keeper, make_app
from tests.command_line import ANTARA

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from datasette.app import Datasette


KEEPER = Keeper("Perpustakaan <Rekaan>", "arsip@example.org")
TOLD = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow, noarchive, noai, noimageai",
}
"""What every answer says, but for the policy."""


def pages(app: Datasette, *paths: str, follows: bool = True) -> list:
    """Ask Datasette in this process, without a network."""

    async def ask() -> list:
        await app.invoke_startup()
        return [await app.client.get(path, follow_redirects=follows) for path in paths]

    return asyncio.run(ask())


def pages_of(path: Path, *addresses: str, kind: str | None = None, keeper: Keeper = KEEPER) -> list:
    """Ask for pages of a file, as it is served where others come: redirects are not followed."""
    app = make_app(
        path,
        "live",
        immutable=kind is not None,
        keeper=keeper,
        derived=kind,
    )
    return pages(app, *addresses, follows=False)


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
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said: list[str] = []

    def __enter__(self) -> Self:
        """Wait until it says where it serves."""
        for line in self.process.stderr:
            self.said.append(line.rstrip("\n"))
            if found := re.search(r"^Serving at (http://\S+:(\d+)/)", line):
                self.address, self.port = found[1], int(found[2])
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
