"""Where `antara` begins: before anything is imported that takes time, and may be interrupted."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run one command and leave with its exit status."""
    try:
        from crawler.__main__ import main as run
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        sys.exit(130)
    run()
