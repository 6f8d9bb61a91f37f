"""How far a sample is judged, and what it says. Pure; `audit` is one of `audits.read`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from pipelines.archive.audit_rates import FIELDS, INTERVAL, rates

if TYPE_CHECKING:
    from collections.abc import Mapping


def is_looked_at(article: Mapping[str, Any]) -> bool:
    """Return whether each field of an article of a sample has an answer."""
    return len(article["answers"]) == len(FIELDS)


def is_left(article: Mapping[str, Any]) -> bool:
    """Return whether an article of a sample is still to be looked at; what is gone cannot be."""
    return bool(article["held"]) and not is_looked_at(article)


def left(audit: Mapping[str, Any]) -> int:
    """Return how many articles are still to be looked at."""
    return sum(map(is_left, audit["drawn"]))


def next_seq(audit: Mapping[str, Any], after: int = 0) -> int | None:
    """Return the next article to look at; behind the last one, those that were passed over.

    Args:
        audit: the sample.
        after: the number of the article that was shown last.

    Returns:
        Its number; None: all were looked at.
    """
    waiting = [each["seq"] for each in audit["drawn"] if is_left(each)]
    return next((seq for seq in waiting if seq > after), waiting[0] if waiting else None)


def report(audit: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a sample says, as plain JSON values.

    Keys: id, seed, size (asked for), drawn, looked_at (all fields have an answer), left, gone
    (withdrawn before anybody looked), drawn_at, first_answer and last_answer (UTC, None without),
    extractor_versions (articles with answers by what had read them), filters, articles (that the
    filters let pass), without_page (of these), strata (how many there were), interval, weighted
    (False: each article counts once), fields (of `audit_rates.rates`).
    """
    drawn = audit["drawn"]
    answered = [each for each in drawn if each["answers"]]
    moments = sorted(each["answered_at"] for each in answered)
    versions = Counter(each["extractor_version"] for each in answered)
    return {
        **{name: audit[name] for name in ("id", "seed", "size")},
        "drawn": len(drawn),
        "looked_at": sum(map(is_looked_at, drawn)),
        "left": left(audit),
        "gone": sum(not each["held"] and not is_looked_at(each) for each in drawn),
        "drawn_at": audit["drawn_at"],
        "first_answer": moments[0] if moments else None,
        "last_answer": moments[-1] if moments else None,
        "extractor_versions": dict(sorted(versions.items())),
        **{name: audit[name] for name in ("filters", "articles", "without_page")},
        "strata": len(audit["strata"]),
        "interval": INTERVAL,
        "weighted": False,
        "fields": rates(each["answers"] for each in answered),
    }
