"""Where a scheduled archive is, what its jobs are called, and how each is started; pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.errors import ConfigError

if TYPE_CHECKING:
    from crawler.schedule.plan import Job

LONGEST_SLUG = 24


@dataclass(frozen=True, slots=True)
class Home:
    """An archive as a scheduler sees it; all paths are absolute."""

    archive: Path
    toml: Path
    """The antara.toml with the block. Usually, but not always, it is beside the archive."""
    program: tuple[str, ...]
    """What starts `antara` without any environment."""

    def __post_init__(self) -> None:
        for text in (str(self.archive), str(self.toml), *self.program):
            if not text.isprintable() or text != text.strip():
                raise ConfigError(
                    f"{text!r} cannot be written into a timer or a crontab: rename its folder."
                )

    @property
    def name(self) -> str:
        """The archive's name among all timers of a user: readable, and no other archive's.

        >>> from pathlib import Path
        >>> Home(Path("/home/rina/arsip/archive.db"), Path("/x/antara.toml"), ("antara",)).name
        'antara-arsip-976a987e'
        """
        words = [self.archive.parent.name, self.archive.stem.removeprefix("archive")]
        slug = re.sub(r"[^a-z0-9]+", "-", " ".join(words).lower()).strip("-")[:LONGEST_SLUG]
        digest = hashlib.sha256(str(self.archive).encode("utf-8", "surrogateescape")).hexdigest()
        return "-".join(filter(None, ("antara", slug.strip("-"), digest[:8])))

    @property
    def folder(self) -> Path:
        """Where a job is started: the folder of antara.toml."""
        return self.toml.parent

    @property
    def log(self) -> Path:
        """What the jobs say is appended to this file, beside the archive."""
        return self.archive.with_name(f"{self.archive.name}.log")

    def stamp(self, job: str) -> Path:
        """Return the file that says when and how a job last ran; for cron, which has no memory.

        Args:
            job: its name.
        """
        return self.archive.with_name(f"{self.archive.name}.{job}.ran")

    def failed(self, job: str) -> Path:
        """Return the file that says how a job ended that is tried again; for cron, too.

        It goes with the next run that needs no other: `stamp` has that one.

        Args:
            job: its name.
        """
        return self.archive.with_name(f"{self.archive.name}.{job}.failed")

    @property
    def environment(self) -> str:
        """The value of ANTARA_ARCHIVE_PATH, which also says where antara.toml is."""
        return str(self.archive if self._beside else self.folder / self.archive.name)

    @property
    def more(self) -> tuple[str, ...]:
        """What every command line ends with, for an archive that is not beside antara.toml."""
        return () if self._beside else ("-s", f"ARCHIVE_PATH={self.archive}")

    @property
    def _beside(self) -> bool:
        return self.archive.parent == self.toml.parent


def said(job: Job) -> str:
    """Return a job's command as a person would type it."""
    return " ".join(("antara", *job.words))
