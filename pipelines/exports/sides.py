"""Exports that are compared: folders with a manifest and an index that can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import file_digest
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.overview import as_of
from pipelines.exports import index
from pipelines.exports.errors import ExportRefused
from pipelines.exports.verify import read_manifest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILES_ONLY: Final = ("formats", "compress", "raw_csv", "shard_size", "purpose")
"""Arguments that change how rows are written, and no row."""
_ROW_SHAPE: Final = ("fields", "text", "dateline", "revisions")
_TOLD: Final = ("key", "on")
_OBJECTS: Final = ("arguments", "archive", "versions")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the exports."""

    folder: Path
    facts: Mapping[str, Any]
    """Its manifest."""

    @property
    def index(self) -> Path:
        """Where its index is."""
        return self.folder / index.NAME

    @property
    def withdrawn(self) -> dict[str, str]:
        """The day on which articles were withdrawn, by key."""
        return {each["key"]: each["on"] for each in self.facts["withdrawn"]}

    @property
    def as_of(self) -> str | None:
        """The moment (UTC) of the archive's last run."""
        return as_of(self.facts["archive"]["last_run"])


def opened(folder: Path) -> Side:
    """Return an export to be compared.

    Raises:
        ExportRefused: there is none, it is damaged, or too old to be compared.
    """
    facts = read_manifest(folder)
    paper = next((each for each in facts["papers"] if each["name"] == index.NAME), None)
    if paper is None:
        raise ExportRefused(
            f"{folder} has no {index.NAME}: it was exported by a version that made none. Export it "
            "anew to compare it."
        )
    if not _is_whole(facts):
        raise ExportRefused(f"{folder / 'manifest.json'} is damaged, or of another version.")
    try:
        with (folder / index.NAME).open("rb") as file:
            found = file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ExportRefused(f"{folder / index.NAME} cannot be read: {error.strerror}.") from error
    if found != paper["sha256"]:
        raise ExportRefused(
            f"{folder / index.NAME} is not what was written: 'antara export --verify' of that "
            "folder says what else is not."
        )
    return Side(folder, facts)


def _is_whole(facts: Mapping[str, Any]) -> bool:
    try:
        run, since = facts["archive"]["last_run"], facts["since_export"]
        return (
            facts["index"] == index.VERSION
            and all(isinstance(facts[name], dict) for name in _OBJECTS)
            and all(isinstance(facts["arguments"][name], list) for name in ("fields", "formats"))
            and all(isinstance(each[name], str) for each in facts["withdrawn"] for name in _TOLD)
            and (run is None or isinstance(as_of(run), str))
            and (since is None or isinstance(since["builds_on"], list))
            and isinstance(facts["articles"], int)
            and isinstance(facts["archive"]["archive_id"], str | None)
            and isinstance(facts["arguments"].get("purpose"), str | None)
            and facts["origin"] in ("live", "sample")
        )
    except (KeyError, TypeError, AttributeError):
        return False


def same_shape(one: Side, other: Side) -> bool:
    """Return whether equal rows of the two exports have equal digests."""
    of, to = one.facts["arguments"], other.facts["arguments"]
    return all(of.get(name) == to.get(name) for name in _ROW_SHAPE)


def other_arguments(one: Side, other: Side) -> dict[str, list[Any]]:
    """Return the arguments that take other articles, or other parts of them; both of each."""
    of, to = one.facts["arguments"], other.facts["arguments"]
    return {
        name: [of.get(name), to.get(name)]
        for name in sorted({*of, *to} - {*FILES_ONLY})
        if of.get(name) != to.get(name)
    }
