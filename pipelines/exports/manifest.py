"""What an export says of itself: manifest.json, and SHA256SUMS for `sha256sum -c`.

Nothing in it depends on when or where the export was made: the same archive, the same arguments and
the same versions give the same bytes.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pipelines.exports.fields import Field
    from pipelines.exports.formats import File

NAME: Final = "manifest.json"
SUMS: Final = "SHA256SUMS"
NO_PERMISSION: Final = "no permission on record"
VERSION: Final = 1
"""Of the manifest: changes when a key changes its meaning or goes."""


@dataclass(slots=True)
class Tally:
    """What was written, and what was not."""

    articles: int = 0
    rows: int = 0
    by_bureau: Counter[str] = field(default_factory=Counter)
    """Rows."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Articles by reason: withdrawn, copy, too_short, reserved."""
    ai_use: Counter[str] = field(default_factory=Counter)
    """Rows by what they say of use for AI."""
    gone: int = 0
    """Articles that the site does not have any more."""
    filled: Counter[str] = field(default_factory=Counter)
    """Rows by the fields that have something in them."""
    first_day: str | None = None
    last_day: str | None = None

    @property
    def seen(self) -> int:
        """Articles that pass the filters, whatever became of them."""
        return self.articles + self.left_out.total()

    def take(self, article: Mapping[str, Any], use: str, rows: int) -> None:
        """Count an article that is written.

        Args:
            article: one of its states.
            use: of `rights.ai_use`.
            rows: how many of its states are written.
        """
        self.articles += 1
        self.rows += rows
        self.by_bureau[article["bureau"]] += rows
        self.ai_use[use] += rows
        self.gone += article["missing_since"] is not None
        if day := article["published_day"]:
            self.first_day = min(self.first_day or day, day)
            self.last_day = max(self.last_day or day, day)


def permission_of(scope: str, row: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return by which permission the texts leave.

    Args:
        scope: that counts.
        row: of `permissions.allowing`; None for none.

    Returns:
        scope; said ("no permission on record" where there is none); on_record: its id, granted_by,
        granted_at and valid_until, or None.
    """
    names = ("id", "granted_by", "granted_at", "valid_until")
    return {
        "scope": scope,
        "said": NO_PERMISSION if row is None else f"permission {row['id']}",
        "on_record": None if row is None else {name: row[name] for name in names},
    }


def manifest(
    *,
    arguments: Mapping[str, Any],
    versions: Mapping[str, str],
    archive: Mapping[str, Any],
    fields: Sequence[Field],
    tally: Tally,
    files: Sequence[File],
    permission: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """Return the manifest of an export.

    Args:
        arguments: exactly what was asked for.
        versions: of the software, by name.
        archive: of `exporting.Snapshot.facts`.
        fields: of the rows.
        tally: what was counted.
        files: that were written.
        permission: of `permission_of`; None where no text leaves.
    """
    return {
        "manifest": VERSION,
        "origin": archive["origin"],
        "rows": tally.rows,
        "articles": tally.articles,
        "first_day": tally.first_day,
        "last_day": tally.last_day,
        "gone_from_the_site": tally.gone,
        "by_bureau": dict(sorted(tally.by_bureau.items())),
        "ai_use": {use: tally.ai_use[use] for use in ("reserved", "unstated")},
        "left_out": dict(sorted(tally.left_out.items())),
        "permission": permission,
        "arguments": dict(arguments),
        "versions": dict(versions),
        "archive": dict(archive),
        "fields": [{**each.as_dict(), "filled": tally.filled[each.name]} for each in fields],
        "files": [asdict(each) for each in files],
    }


def write_papers(folder: Path, made: Mapping[str, Any]) -> None:
    """Write manifest.json and SHA256SUMS, and put them on the disk.

    Raises:
        OSError: the folder cannot be written.
    """
    text = (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
    _write(folder / NAME, text)
    sums = {each["name"]: each["sha256"] for each in made["files"]}
    sums[NAME] = sha256(text).hexdigest()
    _write(folder / SUMS, "".join(f"{of}  {name}\n" for name, of in sorted(sums.items())).encode())


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
