"""How surprising a share is after those of the weeks before: pure functions of counts.

All that is judged is put as a share of pages that are as they should be. What the next pages will
show is a beta-binomial: the share itself is known from the pages before (Jeffreys' prior), and it
is not the same in every run, because a desk that signs nothing brings out ten pages in a row. How
much it differs from run to run is measured, and never taken to be nothing.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LEAST_CLUSTERING: Final = 0.02
"""How alike the pages of one run are at least (intra-class correlation), beyond their share."""
MOST_CLUSTERING: Final = 0.5

_MAD_TO_SIGMA: Final = 1.4826
_SIGMAS: Final = 3.0
"""A number so far from the median is unusual for one page: how many are, is then a share."""


def clustering(runs: Sequence[tuple[int, int]]) -> float:
    """Return how alike the pages of one run are: the intra-class correlation, by Pearson's test.

    Args:
        runs: good pages and all pages of each run.
    """
    pages = sum(total for _, total in runs)
    good = sum(part for part, _ in runs)
    pairs = sum(total - 1 for _, total in runs)
    if not 0 < good < pages or pairs <= 0:
        return LEAST_CLUSTERING
    share = good / pages
    spread = sum(
        (part - total * share) ** 2 / (total * share * (1 - share)) for part, total in runs
    )
    # With one standard error: what few runs leave open must not become a false alarm.
    excess = spread - (len(runs) - 1) + math.sqrt(2 * (len(runs) - 1))
    return min(max(excess / pairs, LEAST_CLUSTERING), MOST_CLUSTERING)


def expected(runs: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """Return the beta distribution of the share that the next run will have."""
    pages = sum(total for _, total in runs)
    share = (sum(part for part, _ in runs) + 0.5) / (pages + 1)
    between = 1 / clustering(runs) - 1
    precision = 1 / (1 / (pages + 1) + 1 / between)
    return share * precision, (1 - share) * precision


def chance_of_at_most(good: int, pages: int, beta: tuple[float, float]) -> float:
    """Return the chance that of so many pages no more than these are good: beta-binomial.

    >>> round(chance_of_at_most(0, 3, (40.5, 0.5)), 7)
    2.53e-05
    """
    a, b = beta
    if good >= pages:
        return 1.0
    if good < 0:
        return 0.0
    # The chance of none, then the ratio of each term to the one before.
    term = math.exp(_log_beta(a, b + pages) - _log_beta(a, b))
    total = term
    for n in range(good):
        term *= (pages - n) * (a + n) / ((n + 1) * (b + pages - n - 1))
        total += term
    return min(total, 1.0)


def chance_of(good: int, pages: int, beta: tuple[float, float]) -> float:
    """Return the chance of exactly so many good pages."""
    a, b = beta
    ways = math.lgamma(pages + 1) - math.lgamma(good + 1) - math.lgamma(pages - good + 1)
    return math.exp(ways + _log_beta(a + good, b + pages - good) - _log_beta(a, b))


def band(counts: Mapping[float, int], least: float) -> tuple[float, float]:
    """Return between which bounds a page's number is usual: around the median, in logarithms.

    Args:
        counts: number to how many pages have it.
        least: a band narrower than this (as a standard deviation in logarithms) is not believed.
    """
    logs = {math.log1p(number): pages for number, pages in counts.items()}
    middle = _median(logs.items())
    deviation = _median((abs(each - middle), pages) for each, pages in logs.items())
    reach = _SIGMAS * max(_MAD_TO_SIGMA * deviation, least)
    return math.expm1(max(middle - reach, 0.0)), math.expm1(middle + reach)


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def _median(weighted: Iterable[tuple[float, int]]) -> float:
    ordered = sorted(weighted)
    half = sum(weight for _, weight in ordered) / 2
    so_far = 0.0
    for value, weight in ordered:
        so_far += weight
        if so_far >= half:
            return value
    return 0.0
