"""`antara restore-article KEY…`: withdrawals undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.commands.base import GOOD, AntaraCommand, Refusal, add_json, complain
from crawler.terminal import write_json
from crawler.withdrawn_view import SERVER, keys_of, said

if TYPE_CHECKING:
    import argparse

    from pipelines.archive import ArchiveReader
    from pipelines.archive.keys import Key


class Command(AntaraCommand):
    """Undo withdrawals."""

    summary = "undo the withdrawal of articles that were not erased"
    description = (
        "Bring articles back that 'antara withdraw' took out: text, revisions, credits, tags, "
        "pictures and what the crawl knew of them, as they were; the tombstone goes. What was "
        "erased cannot be brought back. Several at once: all or none."
    )
    words = ("KEY…",)
    examples = ("antara restore-article sumsel/819012",)

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add `--json`."""
        add_json(parser)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what is no key."""
        super().check(args, opts)
        opts.keys = keys_of(args, self._see_help())

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Bring them back."""
        from crawler.config import archive_path
        from pipelines.archive import ArchiveReader, ArchiveSession

        assert self.settings is not None
        path = archive_path(self.settings)
        with ArchiveReader(path) as reader:
            origin = reader.origin
            _check(reader, opts.keys)
        with ArchiveSession.claim(path, origin) as session:
            session.open()
            nothing = session.restore_articles(opts.keys)
            while session.group_waiting(session.BATCH):
                pass
        if opts.json:
            for key in opts.keys:
                write_json({"key": said([key]), "restored": key not in nothing})
        back = [key for key in opts.keys if key not in nothing]
        if back:
            complain(f"Restored: {said(back)}. {SERVER}")
        if nothing:
            complain(
                f"Not withdrawn any more, and nothing was kept of it here: {said(nothing)}. "
                "'antara crawl urls' asks the site for it, where it is listed in a file."
            )
        return GOOD


def _check(reader: ArchiveReader, keys: list[Key]) -> None:
    """Refuse with all that is wrong.

    Raises:
        Refusal: one of the articles was erased, or is not withdrawn.
    """
    wrong = []
    for key in keys:
        stone = reader.tombstone(*key)
        if stone is None:
            held = reader.article(*key) is not None
            state = "it is held, and shown" if held else "it is not held either"
            wrong.append(f"{said([key])} is not withdrawn: {state}.")
        elif stone.erased_at is not None:
            wrong.append(
                f"{said([key])} was erased on {stone.erased_at[:10]}, and nothing of its text is "
                "left to restore. A backup of before may have it ('antara restore --to' puts one "
                "beside this archive); here its tombstone stays."
            )
    if wrong:
        raise Refusal(" ".join([*wrong, "Nothing was changed."]))
