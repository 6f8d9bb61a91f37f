"""`make simulate`: a week of hourly crawls, ten years of backfill, months of drift, all invented.

    python -m tests.simulate [week|past|drift] [--articles N] [--hours N] [--years N] [--folder DIR]

Every command is the real one, run at the site's time. Tables are printed in Markdown. Exit status
1 when an article was missed, a row is no article's, a host got more than its budget, or anything
was asked elsewhere; of drift, when a redesign was not noticed in its first run, or anything else
was. The week takes about ten minutes, the past a quarter of an hour, drift ten minutes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.simulated_drift import Months
from tests.simulated_drift import play as play_drift
from tests.simulated_past import Past
from tests.simulated_past import play as play_past
from tests.simulated_week import Week
from tests.simulated_week import play as play_week


def main(words: list[str] | None = None) -> int:
    """Play what was asked for; returns 0 when all was as promised, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulate", description=__doc__)
    parser.add_argument(
        "what", nargs="?", choices=("week", "past", "drift"), help="only one of them"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=int, help="of the site: 6000 for the week, else 20000")
    parser.add_argument("--hours", type=int, default=168, help="of the week (168)")
    parser.add_argument("--after", type=int, default=8, help="days of revisit after it (8)")
    parser.add_argument("--revisit-every", type=int, default=6, help="hours; 0 for never (6)")
    parser.add_argument("--years", type=float, default=10, help="of the past (10)")
    parser.add_argument("--command", default="backfill", help="what walks the past")
    parser.add_argument("--a-day", type=int, default=180, help="new articles of drift (180)")
    parser.add_argument("--days", type=int, default=28, help="of drift's month (28)")
    parser.add_argument("--quiet-runs", type=int, default=60, help="of its quiet month (60)")
    parser.add_argument("--folder", type=Path, help="keep the archives there")
    given = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="antara-simulate-") as temporary:
        folder = (given.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        good = True
        if given.what in (None, "week"):
            week = Week(
                articles=given.articles or 6000,
                seed=given.seed,
                hours=given.hours,
                after=given.after,
                revisit_every=given.revisit_every,
            )
            good &= _tell("The week", *_timed(play_week, week, folder))
        if given.what in (None, "past"):
            past = Past(
                articles=given.articles or 20_000,
                years=given.years,
                seed=given.seed,
                command=given.command,
            )
            good &= _tell("The past", *_timed(play_past, past, folder))
        if given.what in (None, "drift"):
            months = Months(
                a_day=given.a_day, days=given.days, quiet_runs=given.quiet_runs, seed=given.seed
            )
            good &= _tell("Drift", *_timed(play_drift, months, folder))
    return 0 if good else 1


def _timed(play, *given):
    began = time.monotonic()
    text, good = play(*given)
    return text, good, time.monotonic() - began


def _tell(name: str, text: str, good: bool, seconds: float) -> bool:
    print(f"## {name}\n\n{text}\n{'Good' if good else 'NOT good'}, {seconds / 60:.0f} minutes.\n")
    return good


if __name__ == "__main__":
    sys.exit(main())
