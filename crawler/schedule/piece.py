"""What is, or would be, installed, piece by piece; and what became of each job."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.schedule.plan import Plan


class Fate(StrEnum):
    """What `--install` does with a piece."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "as installed"
    STALE = "to be removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of systemd's, or a block of a crontab."""

    place: str
    """The path of the file, or whose crontab it is."""
    text: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class JobState:
    """A job as it is installed; "" is what nobody knows."""

    job: str
    system: str
    times: str
    """As the person wrote them when the job was installed."""
    next: str
    last: str
    """When its last run ended; systemd forgets it when the machine is started anew."""
    status: str
    """The exit status of that run."""


class Scheduler(Protocol):
    """systemd's user manager, or cron, for one archive."""

    name: str

    def trouble(self) -> str:
        """Return why it cannot be used; "" when it can."""

    def pieces(self, plan: Plan | None) -> list[Piece]:
        """Compare what a plan wants with what is installed; without a plan nothing is wanted."""

    def install(self, plan: Plan) -> None:
        """Put the plan in place; what an earlier one left goes."""

    def remove(self) -> None:
        """Take away everything that an installation put in place."""

    def states(self) -> list[JobState]:
        """Return each installed job."""


def compared(wanted: Mapping[str, str], held: Mapping[str, str]) -> list[Piece]:
    """Compare texts by their places: what is wanted in its order, then what is stale.

    >>> [piece.fate.value for piece in compared({"a": "1", "b": "2"}, {"b": "3", "c": "4"})]
    ['new', 'changed', 'to be removed']
    """
    pieces = [
        Piece(
            place,
            text,
            Fate.NEW if place not in held else Fate.SAME if held[place] == text else Fate.CHANGED,
        )
        for place, text in wanted.items()
    ]
    stale = [Piece(place, text, Fate.STALE) for place, text in held.items() if place not in wanted]
    return [*pieces, *stale]
