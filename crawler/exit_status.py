"""The exit statuses of all commands."""

from __future__ import annotations

GOOD = 0
NEEDS_A_PERSON = 1
"""It was done, but something needs a person."""
COULD_NOT_START = 2
"""Nothing was done; also for a mistyped command line."""
INTERRUPTED = 130
"""Ctrl-C."""
