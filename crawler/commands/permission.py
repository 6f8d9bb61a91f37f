"""`antara permission`: what ANTARA allowed in writing, on record in the archive."""

from __future__ import annotations

import argparse
import datetime as dt
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

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
    from collections.abc import Mapping

    from pipelines.archive import ArchiveSession

HEADINGS: Final = ("ID", "SCOPE", "BY", "DATE", "UNTIL", "STATE", "LETTER", "NOTE")
ACTIONS: Final = ("add", "remove")
OF_ADD: Final = ("who", "date", "scope", "file", "note")
SAMPLE_NOTE: Final = "a sample's articles are invented: nobody has to permit anything of them"


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
        group.add_argument("--date", metavar="DATE", type=day, help="with add: the letter's day")
        group.add_argument(
            "--scope", metavar="WORD,…", help="with add: what it allows; see the scopes above"
        )
        group.add_argument("--file", metavar="PATH", help="with add: the letter")
        group.add_argument(
            "--until", metavar="DATE", type=day, help="the last day on which it holds"
        )
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
            self._refuse_options(action, ["until"] if opts.until else [])
        elif action == "add":
            self._check_add(args, opts)
        elif len(args) != len(("remove", "ID")):
            raise Refusal(f"'remove' needs the ID of 'antara permission'. {self._see_help()}")
        else:
            try:
                opts.id = positive(args[1])
            except argparse.ArgumentTypeError as error:
                raise Refusal(f"{error}: it is no ID of 'antara permission'.") from None

    def _refuse_options(self, action: str | None, given: list[str]) -> None:
        if given:
            takes = "'add' or 'remove'" if given == ["until"] else "'add'"
            raise Refusal(f"--{given[0]} belongs to {takes}. {self._see_help()}")

    def _check_add(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) > 1:
            raise Refusal(f"Surplus word '{args[1]}': 'add' takes options only. {self._see_help()}")
        for name in ("who", "note"):
            setattr(opts, name, printable(getattr(opts, name) or "").strip() or None)
        needed = [name for name in ("who", "date", "scope", "file") if not getattr(opts, name)]
        if needed:
            raise Refusal(
                f"'add' needs --{needed[0]}: a permission is who gave it, when, what for, and the "
                f"letter. {self._see_help()}"
            )
        opts.scopes = scopes(opts.scope)
        if opts.date > today():
            raise Refusal(f"--date {opts.date} is yet to come: it is {today()} at ANTARA's.")
        if opts.until and opts.until < opts.date:
            raise Refusal(f"--until {opts.until} is before --date {opts.date}.")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """List, or change the record."""
        if not args:
            return self._list(opts)
        letter = read_letter(Path(opts.file).expanduser()) if args[0] == "add" else None
        from crawler.config import archive_path
        from pipelines.archive import ArchiveReader, ArchiveSession

        assert self.settings is not None
        path = archive_path(self.settings)
        with ArchiveReader(path) as reader:  # refuses what is missing: nothing is made here
            origin = reader.origin
        with ArchiveSession.claim(path, origin) as session:
            session.open()
            complain(f"Archive: {session.path}")
            if letter is not None:
                self._add(session, letter, opts)
            else:
                self._remove(session, opts)
        return GOOD

    def _list(self, opts: argparse.Namespace) -> int:
        with self.archive() as reader:
            rows, origin = reader.permissions(), reader.origin
        now = today()
        if opts.json:
            for row in rows:
                write_json({**row, "state": state(row, now)})
            return GOOD
        write_rows((_cells(row, now) for row in rows), HEADINGS)
        if not rows:
            complain(
                f"No permission is on record{f': {SAMPLE_NOTE}' if origin == 'sample' else ''}."
            )
        return GOOD

    def _add(
        self, session: ArchiveSession, letter: tuple[str, str], opts: argparse.Namespace
    ) -> None:
        days = (opts.date, opts.until)
        numbers = session.add_permission(opts.scopes, opts.who, days, letter, opts.note)
        rows = [row for row in session.permissions() if row["id"] in numbers]
        if opts.json:
            for row in rows:
                write_json({**row, "state": state(row, today())})
            return
        ids = ", ".join(map(str, numbers))
        complain(
            f"On record as {ids}: {', '.join(opts.scopes)}, by {opts.who}, {opts.date}"
            f"{f' until {opts.until}' if opts.until else ''}; {letter[0]}, SHA-256 {letter[1]}. "
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


def read_letter(path: Path) -> tuple[str, str]:
    """Return a letter's name and its SHA-256.

    Raises:
        Refusal: it cannot be read, is empty, or no file.
    """
    try:
        if path.is_file() and path.stat().st_size == 0:
            raise Refusal(f"--file {path} is empty: name the letter.")
        with path.open("rb") as file:
            return printable(path.name), file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Refusal(f"--file {path} cannot be read: {error.strerror}.") from None


def state(row: Mapping[str, Any], now: str) -> str:
    """Return whether a permission holds on a day (YYYY-MM-DD): valid, over or not yet."""
    from pipelines.archive.permissions import SCOPES, is_valid

    if row["scope"] not in SCOPES:
        return "unknown scope"
    if is_valid(row, now):
        return "valid"
    return "not yet" if row["granted_at"] > now else "over"


def _cells(row: Mapping[str, Any], now: str) -> tuple[object, ...]:
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
