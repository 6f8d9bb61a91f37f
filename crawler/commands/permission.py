"""`antara permission`: what ANTARA allowed in writing, on record in the archive."""

from __future__ import annotations

import argparse
import datetime as dt
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from crawler.commands.base import (
    GOOD,
    AntaraCommand,
    Refusal,
    add_json,
    complain,
    day,
    nearest,
    positive,
)
from crawler.terminal import printable, write_json, write_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipelines.archive import ArchiveSession

T = TypeVar("T")

HEADINGS: Final = ("ID", "SCOPE", "BY", "DATE", "UNTIL", "STATE", "LETTER", "NOTE")
ACTIONS: Final = ("add", "remove")
OF_ADD: Final = ("who", "date", "scope", "file", "note")
OF_A_SAMPLE: Final = (
    "A sample's articles are invented, so that nobody has to permit crawling it. To others it is "
    "served as any archive is, so that all can be tried: without texts while none is on record."
)


class Command(AntaraCommand):
    """List permissions, or put one on record."""

    summary = "what ANTARA allowed in writing: list, add, remove; serve and crawls go by it"
    description = (
        "List the permissions on record in the archive. 'add' puts one there: who gave it, its "
        "date, its scopes and the letter, of which the name and the SHA-256 are kept and not the "
        "file. 'remove ID' takes one off the record; with --until DATE it stays, and ends with "
        "that day. The record is what you say it is: it proves which letter you mean, not what "
        "is in it. Scopes: "
    )
    words = ("[add|remove]", "[ID]")
    examples = (
        "antara permission",
        'antara permission add --who "Redaksi ANTARA" --date 2026-11-02 --scope crawl,serve '
        "--file surat.pdf --until 2027-11-01",
        "antara permission remove 1 --until 2026-12-31",
        "antara permission remove 1",
    )

    def long_desc(self) -> str:
        """Return the paragraph of the help, with each scope."""
        from pipelines.archive.permissions import SCOPES

        return (
            self.description + "; ".join(f"{name}, {what}" for name, what in SCOPES.items()) + "."
        )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what a permission consists of."""
        group = parser.add_argument_group("a permission")
        group.add_argument("--who", metavar="NAME", help="with add: who gave it")
        group.add_argument("--date", metavar="DATE", help="with add: the letter's day")
        group.add_argument(
            "--scope", metavar="WORD,…", help="with add: what it allows; see the scopes above"
        )
        group.add_argument("--file", metavar="PATH", help="with add: the letter")
        group.add_argument("--until", metavar="DATE", help="the last day on which it holds")
        group.add_argument(
            "--note", metavar="TEXT", help="with add: conditions, or where the letter is kept"
        )
        add_json(parser)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what is incomplete, contradictory, or of another action."""
        super().check(args, opts)
        action = args[0] if args else None
        if action not in (None, *ACTIONS):
            raise Refusal(
                f"Unknown word '{action}': 'antara permission' takes {' or '.join(ACTIONS)}, or "
                f"nothing, which lists.{nearest(str(action), ACTIONS)} {self._see_help()}"
            )
        if action != "add":
            self._refuse_options(action, [name for name in OF_ADD if getattr(opts, name)])
        if action is None:
            self._refuse_options(action, ["until"] if opts.until is not None else [])
        elif action == "add":
            self._check_add(args, opts)
        else:
            self._check_remove(args, opts)

    def _refuse_options(self, action: str | None, given: list[str]) -> None:
        if given:
            takes = "'add' or 'remove'" if given == ["until"] else "'add'"
            raise Refusal(f"--{given[0]} belongs to {takes}. {self._see_help()}")

    def _check_add(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse with all that is wrong at once: a letter's particulars are typed off in one go."""
        if len(args) > 1:
            raise Refusal(f"Surplus word '{args[1]}': 'add' takes options only. {self._see_help()}")
        for name in ("who", "note"):
            setattr(opts, name, printable(getattr(opts, name) or "").strip() or None)
        wrong = Wrong()
        needed = [f"--{name}" for name in OF_ADD[:4] if not getattr(opts, name)]
        if needed:
            wrong.lines.append(
                f"'add' needs {', '.join(needed)}: a permission is who gave it, when, what for, "
                "and the letter."
            )
        opts.scopes = wrong.checked(scopes, opts.scope or None)
        opts.date = wrong.checked(day, opts.date or None, "--date")
        opts.until = wrong.checked(day, opts.until, "--until")
        opts.letter = wrong.checked(read_letter, opts.file or None)
        if opts.date and opts.date > today():
            wrong.lines.append(f"--date {opts.date} is yet to come: it is {today()} at ANTARA's.")
        if opts.date and opts.until and opts.until < opts.date:
            wrong.lines.append(f"--until {opts.until} is before --date {opts.date}.")
        if wrong.lines:
            raise Refusal(" ".join([*wrong.lines, *([self._see_help()] if needed else [])]))

    def _check_remove(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != len(("remove", "ID")):
            raise Refusal(f"'remove' needs the ID of 'antara permission'. {self._see_help()}")
        wrong = Wrong()
        opts.id = wrong.checked(positive, args[1], "ID")
        opts.until = wrong.checked(day, opts.until, "--until")
        if wrong.lines:
            raise Refusal(" ".join(wrong.lines))

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """List, or change the record."""
        if not args:
            return self._list(opts)
        from crawler.config import archive_path
        from pipelines.archive import ArchiveReader, ArchiveSession

        assert self.settings is not None
        path = archive_path(self.settings)
        with ArchiveReader(path) as reader:  # refuses what is missing: nothing is made here
            origin = reader.origin
        with ArchiveSession.claim(path, origin) as session:
            session.open()
            complain(f"Archive: {session.path}")
            if args[0] == "add":
                self._add(session, opts)
            else:
                self._remove(session, opts)
        return GOOD

    def _list(self, opts: argparse.Namespace) -> int:
        from pipelines.archive.permissions import state

        with self.archive() as reader:
            rows, origin = reader.permissions(), reader.origin
        now = today()
        if opts.json:
            for row in rows:
                write_json({**row, "state": state(row, now)})
            return GOOD
        write_rows((_cells(row, now) for row in rows), HEADINGS)
        if not rows:
            complain("No permission is on record.")
        if origin == "sample":
            complain(OF_A_SAMPLE)
        return GOOD

    def _add(self, session: ArchiveSession, opts: argparse.Namespace) -> None:
        from pipelines.archive.permissions import state

        days = (opts.date, opts.until)
        numbers = session.add_permission(opts.scopes, opts.who, days, opts.letter, opts.note)
        rows = [row for row in session.permissions() if row["id"] in numbers]
        if opts.json:
            for row in rows:
                write_json({**row, "state": state(row, today())})
            return
        ids = ", ".join(map(str, numbers))
        complain(
            f"On record as {ids}: {', '.join(opts.scopes)}, by {opts.who}, {opts.date}"
            f"{f' until {opts.until}' if opts.until else ''}; {opts.letter[0]}, "
            f"SHA-256 {opts.letter[1]}. "
            "Keep the letter: only its digest is here."
        )
        if opts.until and opts.until < today():
            complain(f"It allows nothing any more: it ended on {opts.until}.")

    def _remove(self, session: ArchiveSession, opts: argparse.Namespace) -> None:
        rows = {row["id"]: row for row in session.permissions()}
        row = rows.get(opts.id)
        if row is None:
            known = f"There are: {', '.join(map(str, sorted(rows)))}." if rows else "There is none."
            raise Refusal(f"No permission has the ID {opts.id}. {known}")
        if opts.until is None:
            session.remove_permission(opts.id)
            line = f"Permission {opts.id} ({row['scope']}, by {row['granted_by']}) is removed."
        else:
            if opts.until < row["granted_at"]:
                raise Refusal(f"--until {opts.until} is before its date, {row['granted_at']}.")
            session.end_permission(opts.id, opts.until)
            line = f"Permission {opts.id} ends with {opts.until}."
        if opts.json:
            left = next((one for one in session.permissions() if one["id"] == opts.id), None)
            write_json({"id": opts.id, "removed": left is None, "until": opts.until})
        complain(f"{printable(line)} A server that runs goes by it once it is started again.")


class Wrong:
    """What is wrong with a command line, line by line."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def checked(self, check: Callable[[str], T], value: str | None, name: str = "") -> T | None:
        """Return what a check makes of a value; None when there is none, or it is wrong.

        Args:
            check: raises `Refusal` or argparse.ArgumentTypeError.
            value: as typed.
            name: what the line begins with.
        """
        if value is None:
            return None
        try:
            return check(value)
        except (Refusal, argparse.ArgumentTypeError) as error:
            said = f"{name} {error}".strip()
            self.lines.append(said if said.endswith((".", "?")) else f"{said}.")
            return None


def today() -> str:
    """Return the day at ANTARA's, in Jakarta, by which permissions begin and end."""
    from crawler.permitted import day_at_antara

    return day_at_antara(dt.datetime.now(dt.UTC))


def scopes(value: str) -> tuple[str, ...]:
    """Return the scopes of `--scope crawl,serve`, each once.

    Raises:
        Refusal: naming the nearest scope.
    """
    from pipelines.archive.permissions import SCOPES

    found = tuple(dict.fromkeys(word.strip() for word in value.split(",") if word.strip()))
    for word in found or ("",):
        if word not in SCOPES:
            guess = nearest(word, SCOPES)
            raise Refusal(f"--scope '{printable(word)}' is none of {', '.join(SCOPES)}.{guess}")
    return found


def read_letter(value: str) -> tuple[str, str]:
    """Return the name of the letter of `--file` and its SHA-256.

    Raises:
        Refusal: it cannot be read, is empty, or no file.
    """
    path = Path(value)
    try:
        path = path.expanduser()
        if path.is_file() and path.stat().st_size == 0:
            raise Refusal(f"--file {path} is empty: name the letter.")
        with path.open("rb") as file:
            return printable(path.name), file_digest(file, "sha256").hexdigest()
    except (OSError, RuntimeError) as error:  # the latter: ~ of nobody
        why = getattr(error, "strerror", None) or error
        raise Refusal(f"--file {path} cannot be read: {why}.") from None


def _cells(row: Mapping[str, Any], now: str) -> tuple[object, ...]:
    from pipelines.archive.permissions import state

    return (
        row["id"],
        row["scope"],
        row["granted_by"],
        row["granted_at"],
        row["valid_until"] or "-",
        state(row, now),
        f"{row['file_name']} {row['file_sha256'][:12]}" if row["file_sha256"] else "-",
        row["note"] or "-",
    )
