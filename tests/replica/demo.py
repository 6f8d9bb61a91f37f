"""`make demo`: crawl the sample site into an archive, with the commands that a person types.

    python -m tests.replica.demo

The site is served on a free port of this machine while the crawls run, and `antara` is told to
use it as its gateway. Nothing else is asked of any network, and every article is invented.

Once all is read, the site's newsrooms correct some articles, and `antara crawl revisit` asks for
them again. It would wait for days; so the archive is told that their time has come.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from crawler.errors import ConfigError
from crawler.terminal import counted, program
from pipelines.archive import ArchiveError, ArchiveReader
from tests.replica import Site, running_site

from sqlite_utils.utils import sqlite3  # isort: skip

Key = tuple[str, int]

SINCE = "2000-01-01"
"""Before every article: the walk goes to the end of the listings."""
QUICK = ("-s", "DOWNLOAD_DELAY=0", "-s", "BACKOFF_MAX=0")
"""A guest needs manners; a site that is our own does not mind."""
DUE = "2000-01-01T00:00:00Z"


def main(words: list[str] | None = None) -> int:
    """Crawl the sample site; returns the exit status of the crawl that ended last.

    Args:
        words: more options for `antara crawl latest`.
    """
    given = sys.argv[1:] if words is None else words
    settings = _settings(given)
    archive = _archive(settings)
    site = Site()
    # An archive that holds the corrections must not be shown what was there before them.
    for key, stated in held_corrections(site, archive).items():
        site.correct(stated or datetime.now(UTC), key)
    with running_site(site, keep_log=False) as server:
        print(
            f"The sample site: {site.articles} invented articles of {len(site.bureaus)} bureaus, "
            f"served at {server.gateway} while the crawl runs.",
            flush=True,
        )
        status = _run(latest(site, *given), server.gateway)
        corrected = correct(site, archive) if status == 0 else set()
        if corrected:
            print(
                f"\nThe sample site has just corrected {counted(len(corrected), 'article')}. "
                "Asking again, as if a week had passed:",
                flush=True,
            )
            status = _run(revisit(corrected, *settings), server.gateway)
    if status == 0:
        if held_corrections(site, archive):
            print(f"What was corrected: {program()} diff", flush=True)
        print("Run it again: it finds nothing new and stores nothing twice.", flush=True)
    return status


def latest(site: Site, *more: str) -> list[str]:
    """Return the words of the command that reads the whole site."""
    since = ("--origin", "sample", "--since", SINCE)
    return ["crawl", "latest", *since, "--bureau", ",".join(site.bureaus), *QUICK, *more]


def revisit(keys: Iterable[Key], *more: str) -> list[str]:
    """Return the words of the command that asks for corrected articles again."""
    bureaus = ",".join(sorted({bureau for bureau, _ in keys}))
    return ["crawl", "revisit", "--origin", "sample", "--bureau", bureaus, *QUICK, *more]


def held_corrections(site: Site, archive: Path) -> dict[Key, datetime | None]:
    """Return the articles of which the archive holds a corrected state already.

    Each comes with the time of the change that its page states.
    """
    found: dict[Key, datetime | None] = {}
    for key, states, stated in _held(site, archive):
        if states > 1:
            found[key] = datetime.fromisoformat(stated) if stated else None
    return found


def correct(site: Site, archive: Path) -> set[Key]:
    """Correct the articles that the archive holds as they were at first; make them due.

    Returns:
        Their keys; none where the archive has all corrections already.
    """
    keys = {key for key, states, _ in _held(site, archive) if states == 1}
    if keys:
        site.correct(datetime.now(UTC))
        connection = sqlite3.connect(archive, timeout=60)
        try:
            with connection:
                connection.executemany(
                    "UPDATE frontier SET revisit_at = ? "
                    "WHERE bureau = ? AND article_id = ? AND state = 'stored'",
                    [(DUE, *key) for key in keys],
                )
        finally:
            connection.close()
    return keys


def _held(site: Site, archive: Path) -> list[tuple[Key, int, str | None]]:
    """Return the articles to correct that a sample's archive holds: states, stated change."""
    try:
        with ArchiveReader(archive) as reader:
            if reader.origin != "sample":
                return []
            held = {key: reader.article(*key) for key in site.corrections}
            return [
                (key, len(reader.states(*key)), row["updated"]) for key, row in held.items() if row
            ]
    except ArchiveError:  # there is none yet, or the crawl says what is wrong with it
        return []


def _run(words: Sequence[str], gateway: str) -> int:
    """Run a command of `antara`; returns its exit status."""
    environment = os.environ | {"ANTARA_GATEWAY": gateway}
    # Ctrl-C reaches both: the crawl ends in order, and this waits for it. A handler, unlike
    # an ignored signal, is not inherited by the command.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        status = subprocess.run([*_antara(), *words], env=environment, check=False).returncode
    finally:
        signal.signal(signal.SIGINT, before)
    return status if status >= 0 else 128 - status


def _settings(words: Sequence[str]) -> list[str]:
    """Return the options among these words that every crawl takes: `-s NAME=VALUE`."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("-s", "--set", action="append", default=[])
    return [word for one in parser.parse_known_args(words)[0].set for word in ("-s", one)]


def _archive(settings: Sequence[str]) -> Path:
    """Return where the crawls keep their archive."""
    told = [one.partition("=")[2] for one in settings if one.startswith("ARCHIVE_PATH=")]
    if not told:
        try:
            from crawler.settings import ARCHIVE_PATH
        except ConfigError:  # the crawl says what is wrong
            return Path.cwd() / "archive.db"
        told.append(str(ARCHIVE_PATH))
    return Path.cwd() / Path(told[-1]).expanduser()


def _antara() -> list[str]:
    script = Path(sys.executable).with_name("antara")
    return [str(script)] if script.exists() else [sys.executable, "-m", "crawler"]


if __name__ == "__main__":
    sys.exit(main())
