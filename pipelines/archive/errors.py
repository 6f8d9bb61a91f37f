"""What can go wrong with an archive.

Each message is one line for a person: the thing, the place, the next step.
"""

from __future__ import annotations


class ArchiveError(Exception):
    """Something about an archive that a person has to know or do."""


class ArchiveMissing(ArchiveError):  # noqa: N818 - a condition to tell a person
    """There is no archive at the place that was named."""


class ArchiveLocked(ArchiveError):  # noqa: N818 - a condition to tell a person
    """Another process writes to the archive."""


class ArchiveNewer(ArchiveError):  # noqa: N818 - a condition to tell a person
    """The archive was made by a newer version of this software."""


class ArchiveOlder(ArchiveError):  # noqa: N818 - a condition to tell a person
    """The archive has to be migrated by a writing command before it can be read."""


class NotAnArchive(ArchiveError):  # noqa: N818 - a condition to tell a person
    """The file is no archive, or a damaged one."""


class WrongOrigin(ArchiveError):  # noqa: N818 - a condition to tell a person
    """Invented and real articles would meet in one file."""


class ArchiveWriteFailed(ArchiveError):  # noqa: N818 - a condition to tell a person
    """A batch could not be written. It is still held and is written with the next one."""


class ArchiveRefused(ArchiveError):  # noqa: N818 - a condition to tell a person
    """A value does not fit the schema."""
