"""The locks, read."""

from __future__ import annotations

import re
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).parent.parent


def locked(name: str) -> dict[str, list[Requirement]]:
    """What a lock pins, by package; every line must carry a hash."""
    text = (REPOSITORY / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found: dict[str, list[Requirement]] = {}
    for line in text.splitlines():
        requirement, _, hashes = line.partition("--hash=")
        assert re.match(r"sha256:[0-9a-f]{64}\b", hashes), line[:80]
        pinned = Requirement(requirement.strip())
        assert re.fullmatch(r"==[^*,]+", str(pinned.specifier)), line[:80]
        found.setdefault(canonicalize_name(pinned.name), []).append(pinned)
    return found
