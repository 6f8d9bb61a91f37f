"""`antara migrate`: an archive of an older version brought to today's schema, offline."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from crawler.commands.base import GOOD, AntaraCommand, Refusal, complain

if TYPE_CHECKING:
    import argparse


class Command(AntaraCommand):
    """Bring an archive to today's schema."""

    summary = "bring an archive of an older version to today's schema, offline"
    description = (
        "Migrate the archive, without any network. A crawl does the same first; all other commands "
        "say that it has to be done. It is done in one transaction, all or nothing; an archive of "
        "a million articles takes some minutes, and free room for itself once more meanwhile. An "
        "older version of this software refuses it afterwards: 'antara backup' first, to be able "
        "to go back. Should the list of withdrawn articles beside the captures name any that are "
        "not withdrawn here, since it came after the archive, they are withdrawn, too, as by each "
        "command that writes."
    )
    examples = ("antara migrate", "antara migrate -s ARCHIVE_PATH=old.db")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Migrate it, or say that there is nothing to do."""
        from crawler.config import archive_path
        from pipelines.archive import ArchiveReader, ArchiveSession
        from pipelines.archive.derived_columns import EXPORTED
        from pipelines.archive.identity import STAYS, look_at
        from pipelines.archive.migrations import latest_version

        assert self.settings is not None
        path = archive_path(self.settings)
        found = look_at(path)
        if found is None:
            raise Refusal(
                f"There is no archive at {path}. 'antara crawl latest' or 'make demo' makes one."
            )
        if found.derived == EXPORTED:
            raise Refusal(f"{path} {STAYS}")
        if found.derived is not None:
            raise Refusal(
                f"{path} was made for others by 'antara serve', which makes it anew when it is "
                "old: migrate the archive that it was made of."
            )
        if found.schema_version == latest_version():
            with ArchiveReader(path) as reader:
                unheeded = reader.unheeded()
            sys.stdout.write(f"{path} has today's schema ({latest_version()}) already.\n")
            if not unheeded:
                return GOOD
        else:
            complain(f"Migrating {path} from schema {found.schema_version} to {latest_version()}.")
        with ArchiveSession.claim(path, found.origin) as session:
            session.open()
            for note in session.notes:
                sys.stdout.write(f"{note}\n")
        return GOOD
