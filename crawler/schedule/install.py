"""Which scheduler an archive gets, what `--install` and `--remove` do, what they have to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.errors import ConfigError
from crawler.origins import ABOVE, NOT_SETTINGS, PREFIX
from crawler.schedule.piece import Fate
from crawler.schedule.programs import lingers, user
from crawler.schedule.user_crontab import UserCrontab
from crawler.schedule.user_timers import UserTimers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from crawler.schedule.home import Home
    from crawler.schedule.piece import Piece, Scheduler
    from crawler.schedule.plan import Plan

SYSTEMS = ("systemd", "cron")


def schedulers(home: Home, system: str | None) -> list[Scheduler]:
    """Return the schedulers of this name, all where none is given, the better one first."""
    known: list[Scheduler] = [UserTimers(home), UserCrontab(home)]
    return [each for each in known if system in (None, each.name)]


def choose(home: Home, system: str | None) -> Scheduler:
    """Return the scheduler to install with: the one in use, if any, else the first that works.

    Args:
        home: the archive.
        system: the name of the one that is wanted.

    Raises:
        ConfigError: when it, or none of them, can be used.
    """
    known = schedulers(home, system)
    in_use = [each for each in known if each.pieces(None)]
    troubles = []
    for each in in_use or known:
        if not (trouble := each.trouble()):
            return each
        troubles.append(f"{each.name}: {trouble}")
    raise ConfigError(
        f"Nothing here can start jobs ({'; '.join(troubles)}). Log in as the user who shall crawl, "
        "or install cron. 'antara schedule --print --system systemd' shows the units all the same."
    )


def install(scheduler: Scheduler, home: Home, plan: Plan) -> Iterator[str]:
    """Put a plan in place, take another scheduler's away, and say in lines what was done.

    Running it twice changes nothing the second time.

    Raises:
        ConfigError: when something cannot be written, or is refused.
    """
    for other in schedulers(home, None):
        if other.name != scheduler.name:
            yield from remove(other)
    pieces = scheduler.pieces(plan)
    scheduler.install(plan)
    yield from _told(pieces, {Fate.NEW: "Written", Fate.CHANGED: "Changed", Fate.STALE: "Removed"})
    if all(piece.fate is Fate.SAME for piece in pieces):
        yield f"Nothing to change: {scheduler.name} has it all."


def remove(scheduler: Scheduler) -> Iterator[str]:
    """Take away what was installed, whatever antara.toml says now; say what that was."""
    pieces = scheduler.pieces(None)
    if pieces:
        scheduler.remove()
    yield from _told(pieces, {Fate.STALE: "Removed"})


def worries(scheduler: Scheduler, environ: Mapping[str, str]) -> Iterator[str]:
    """Yield what keeps jobs from starting, or from doing what they do when started by hand.

    Args:
        scheduler: the one that was installed with.
        environ: the environment of this command.
    """
    if scheduler.name == "systemd" and (lingering := lingers()) is not True:
        sentence = (
            f"{user()} does not linger"
            if lingering is False
            else f"Whether {user()} lingers could not be asked"
        )
        yield (
            f"{sentence}: without that the timers stop when {user()} logs out, and do not start "
            f"with the machine. Switch it on: loginctl enable-linger {user()}"
        )
    for variable in sorted(environ):
        name = variable.removeprefix(PREFIX)
        if name != variable and name != "ARCHIVE_PATH" and variable not in NOT_SETTINGS:
            yield (
                f"{variable} is set in this shell only, and a job does not see it: write "
                f"{name.lower()} = … into antara.toml, {ABOVE}."
            )


def _told(pieces: Iterable[Piece], verbs: Mapping[Fate, str]) -> Iterator[str]:
    for piece in pieces:
        if piece.fate in verbs:
            yield f"{verbs[piece.fate]}: {piece.place}"
