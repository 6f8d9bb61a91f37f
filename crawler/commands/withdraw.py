"""`antara withdraw [KEY]…`: articles taken out on request, for good with --erase; which were."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from crawler.commands.base import (
    GOOD,
    INTERRUPTED,
    NEEDS_A_PERSON,
    AntaraCommand,
    Refusal,
    add_json,
    complain,
)
from crawler.terminal import agreed, counted, printable, write_json, write_rows
from crawler.withdrawn_view import (
    DUTY,
    HEADINGS,
    SERVER,
    backup_lines,
    cells,
    dataset_lines,
    erased_lines,
    keys_of,
    said,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from crawler.captures.erasing import Erased
    from pipelines.archive import ArchiveReader, ArchiveSession
    from pipelines.archive.keys import Key
    from pipelines.archive.tombstones import Tombstone
    from pipelines.exports.holding import Held

OF_A_KEY: Final = ("reason", "requested_by", "erase", "yes")


class Command(AntaraCommand):
    """Withdraw articles."""

    summary = "take articles out on request, and for good with --erase; nothing brings them back"
    description = (
        "Leave a tombstone with reason and date for each article, by its key or its address. From "
        "then on it is gone from all pages, lists, counts, searches, checks, stories, feeds and "
        "files for others, and no crawl, revisit, import, reread or rebuild brings it back; "
        "'antara read KEY' and its page say that it was withdrawn. 'antara restore-article KEY' "
        "undoes it. With --erase its text is removed for good: from all rows and indexes, from "
        "the captures, listings and feeds that name it included, and from the free space of the "
        "archive's file, which is written anew; that also works for one that was withdrawn "
        "before, and goes on where it was interrupted. Backups, data sets and copies that were "
        "handed on are named and stay a person's duty. Several articles at once: all or none. "
        "At a terminal --erase first names them, and asks. Without a KEY, list what is withdrawn: "
        "when, why, who asked for it, and whether it was erased. "
        f"Exit status: {GOOD} good, {NEEDS_A_PERSON} a file of captures could not be rewritten."
    )
    words = ("[KEY]…",)
    examples = (
        "antara withdraw",
        'antara withdraw sumsel/819012 --reason "permintaan narasumber"',
        'antara withdraw sumsel/819012 bali/819013 --reason "salah orang" '
        '--requested-by "Redaksi ANTARA"',
        "antara withdraw sumsel/819012 --erase",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add why, for whom, and whether for good."""
        parser.add_argument(
            "--reason", metavar="TEXT", help="why; it is kept, and shown to you only"
        )
        parser.add_argument("--requested-by", metavar="NAME", help="who asked for it; kept as well")
        parser.add_argument(
            "--erase", action="store_true", help="remove the text for good; cannot be undone"
        )
        parser.add_argument("--yes", action="store_true", help="with --erase: do not ask, erase")
        add_json(parser)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what is no key, and a reason that says nothing."""
        super().check(args, opts)
        if not args:
            for name in OF_A_KEY:
                if getattr(opts, name) not in (None, False):
                    raise Refusal(f"--{name.replace('_', '-')} needs KEY. {self._see_help()}")
            return
        opts.keys = keys_of(args, self._see_help())
        for name in ("reason", "requested_by"):
            given = getattr(opts, name)
            setattr(opts, name, printable(given or "").strip() or None)
            if given is not None and getattr(opts, name) is None:
                raise Refusal(f"--{name.replace('_', '-')} is empty. {self._see_help()}")
        if opts.yes and not opts.erase:
            raise Refusal(f"--yes belongs to --erase: nothing else is asked. {self._see_help()}")
        if opts.reason is None and not opts.erase:
            raise Refusal(
                "--reason is missing: a tombstone says why, so that whoever keeps this archive "
                f"after you knows. {self._see_help()}"
            )

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Withdraw, erase if asked for, and say what is left to do; list what is withdrawn."""
        if not args:
            return self._list(opts)
        from crawler.captures.erasing import evidence_of
        from crawler.config import archive_path
        from pipelines.archive import ArchiveError, ArchiveReader, ArchiveSession

        assert self.settings is not None
        path = archive_path(self.settings)
        with ArchiveReader(path) as reader:
            origin = reader.origin
            new = _to_withdraw(reader, opts)
            asked = opts.erase and not opts.yes
            if asked and not agreed("Erase for good?", _to_erase(reader, opts.keys)):
                complain("Not erased: nothing was changed.")
                return GOOD
            evidence = {key: sorted(evidence_of(reader.captures, *key)) for key in new}
        with ArchiveSession.claim(path, origin) as session:
            session.open()
            complain(f"Archive: {session.path}")
            for note in session.notes:
                complain(note)
            erase = opts.keys if opts.erase else ()
            session.withdraw(evidence, opts.reason or "", opts.requested_by, erase=erase)
            if new:
                complain(f"Withdrawn: {said(new)}. {SERVER}")
            try:
                erased = self._finish(session, opts.keys) if opts.erase else None
            except KeyboardInterrupt:
                complain(f"Interrupted: {_goes_on(opts.keys)}")
                return INTERRUPTED
            except ArchiveError:
                complain(f"The erasure is not finished: {_goes_on(opts.keys)}")
                raise
        return self._tell(path, new, erased, opts)

    def _list(self, opts: argparse.Namespace) -> int:
        with self.archive() as reader:
            stones = reader.tombstones()
            if opts.json:
                for each in stones:
                    write_json(reader.withdrawn(*each.key))
                return GOOD
        write_rows((cells(each) for each in stones), HEADINGS)
        if not stones:
            complain("Nothing is withdrawn.")
        return GOOD

    def _finish(self, session: ArchiveSession, keys: list[Key]) -> Erased:
        from crawler.captures.erasing import erase_answers
        from crawler.steady import CopyBar

        with CopyBar() as bar:
            most = int(self.setting("DOWNLOAD_MAXSIZE"))
            tick = partial(bar, "Looking through listings")
            erased = erase_answers(session, keys, most, tick)
        complain("Writing the archive's file anew.")
        session.finish_erasures()
        return erased

    def _tell(
        self, path: Any, new: list[Key], erased: Erased | None, opts: argparse.Namespace
    ) -> int:
        from pipelines.archive import ArchiveReader

        with ArchiveReader(path) as reader:
            backups, datasets = _copies(reader, opts.keys) if erased else ([], [])
            found = [reader.withdrawn(*key) for key in opts.keys]
        if opts.json:
            left = erased.left if erased else {}
            answers = erased.answers if erased else {}
            for key, record in zip(opts.keys, found, strict=True):
                counts = {"answers_erased": answers.get(key, 0), "answers_left": left.get(key, 0)}
                write_json({**(record or {}), **counts})
        if erased is None:
            if not opts.json:
                complain(
                    "Its text is kept where nothing shows it: 'antara restore-article "
                    f"{said(opts.keys).replace(',', '')}' undoes this, --erase removes it for good."
                )
            return GOOD
        if not opts.json:
            for line in erased_lines(erased):
                sys.stdout.write(f"{line}\n")
            if not erased.left:
                sys.stdout.write(f"{counted(len(opts.keys), 'article')} erased for good.\n")
        for line in (*backup_lines(backups), *dataset_lines(datasets), DUTY):
            complain(line)
        return NEEDS_A_PERSON if erased.left else GOOD


def _to_erase(reader: ArchiveReader, keys: list[Key]) -> Iterator[str]:
    """Yield key, day and title of articles, for whoever is asked whether those are meant."""
    for key in keys:
        held = reader.article(*key) or reader.withdrawn(*key) or {}
        day = (held.get("published") or "")[:10] or "no date"
        yield f"{said([key])}  {day}  {printable(held.get('title') or '(its text is out already)')}"


def _goes_on(keys: list[Key]) -> str:
    """Return what is so of an erasure that came to no end, and what to do."""
    return (
        "the text is out of the rows, but captures or free space may still hold it. Give "
        f"'antara withdraw {said(keys).replace(',', '')} --erase' again: it goes on."
    )


def _copies(
    reader: ArchiveReader, keys: list[Key]
) -> tuple[list[tuple[str, str, bool | None]], list[Held]]:
    """Return the backups on record, whether each holds one of the articles, and the data sets."""
    from pathlib import Path

    from crawler.captures.erasing import address_of
    from pipelines.archive.copies import backup_holds, exports
    from pipelines.exports.holding import holding, left_behind

    backups = [
        (path, made_at, backup_holds(Path(path), keys)) for path, made_at in reader.backups()
    ]
    addresses = {key: address_of(key) for key in keys}
    looked = [
        found
        for folder in exports(reader.path)
        for found in (holding(folder, reader.archive_id, addresses), left_behind(folder))
    ]
    return backups, [each for each in looked if each is not None]


def _to_withdraw(reader: ArchiveReader, opts: argparse.Namespace) -> list[Key]:
    """Return those of the articles that are to be withdrawn now; the others are to be erased.

    Raises:
        Refusal: One of them cannot be, with all that is wrong.
    """
    from crawler.commands.read import why_not_held

    new, wrong = [], []
    for key in opts.keys:
        bureau, number = key
        stone = reader.tombstone(bureau, number)
        if stone is not None:
            wrong += _already(stone, erase=opts.erase)
        elif reader.article(bureau, number) is None:
            wrong.append(why_not_held(bureau, number, reader.address(bureau, number)))
        else:
            new.append(key)
    if new and opts.reason is None:
        wrong.append(f"--reason is missing: {said(new)} is not withdrawn yet.")
    if wrong:
        raise Refusal(" ".join([*wrong, "Nothing was changed."]))
    return new


def _already(stone: Tombstone, *, erase: bool) -> list[str]:
    """Return what is to be said of an article that is withdrawn already; nothing: go on."""
    key = said([stone.key])
    if stone.finished_at is not None:
        return [f"{key} was erased already, on {stone.finished_at[:10]}."]
    if erase:
        return []
    if stone.erased_at is not None:
        return [f"{key} is withdrawn, and its erasure was interrupted: --erase goes on with it."]
    return [
        f"{key} is withdrawn already, since {stone.removed_at[:10]}: {printable(stone.reason)}. "
        f"--erase removes its text for good, 'antara restore-article {key}' undoes it."
    ]
