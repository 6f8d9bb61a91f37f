"""What the tests of `antara import` share: a run of it and what it reports."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from tests.command_line import CommandLine


def imported(run: CommandLine, *paths: Path, status: int = 0) -> dict[str, Any]:
    """Import files, see that all captures are sound, and return the report."""
    done = run("import", *map(str, paths), "--json", "--jobs", "1")
    assert done.status == status, done.err
    assert not run("verify").status
    return json.loads(done.out)
