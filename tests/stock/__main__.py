"""`make stock`: a synthetic archive, as large as one likes.

python -m tests.stock 10000
python -m tests.stock 10000 --name mine --seed 7
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

from crawler.steady import Steady
from pipelines.archive import ArchiveError
from tests.stock.make import make_stock, truth_path


def main(words: list[str] | None = None) -> int:
    """Make a stock; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.stock", description=__doc__)
    parser.add_argument("articles", type=int)
    parser.add_argument("--name", help="of the file, without .db (stock-<articles>)")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(words)
    if given.articles < 1:
        parser.error("at least one article")
    name = (given.name or f"stock-{given.articles}").removesuffix(".db")
    path = Path(f"{name}.db")
    began, worked = time.monotonic(), time.process_time()
    try:
        with Steady("articles", given.articles) as bar:
            counts = make_stock(path, given.articles, given.seed, bar.at)
    except (ArchiveError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"Stopped: {path} was not finished, and nothing is left of it.", file=sys.stderr)
        return 130
    seconds, worked = time.monotonic() - began, time.process_time() - worked
    size = path.stat().st_size
    # Linux counts in KiB, macOS in bytes.
    unit = 1024 if sys.platform != "darwin" else 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    print(
        f"{path}: {counts['stored']:,} invented articles, {counts['revised']:,} changes seen, "
        f"{size / 1e6:,.1f} MB ({size / counts['stored']:,.0f} bytes an article).\n"
        f"The truth about them: {truth_path(path)}.\n"
        f"{seconds:,.1f} s ({counts['stored'] / seconds:,.0f} a second), of which "
        f"{worked:,.1f} s on the processor ({counts['stored'] / worked:,.0f} a second); "
        f"{peak / 1e6:,.0f} MB of memory at most."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
