"""What can go wrong with an export, each as one line for a person."""

from __future__ import annotations

from pipelines.archive.errors import ArchiveError


class ExportRefused(ArchiveError):  # noqa: N818 - a condition to tell a person
    """What was asked for cannot be exported."""


class NothingNew(ExportRefused):
    """Nothing changed since an earlier export, so that nothing is written; no mistake."""


class ExportFailed(ArchiveError):  # noqa: N818 - a condition to tell a person
    """The files could not be written; nothing of them is left."""
