"""The third migration, second part: how pages were read, run by run. Frozen, like those before."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = ()
