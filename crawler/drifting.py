"""What a run says of markup that drifts: pages that are read worse than those of the weeks before.

Whether they are is decided in `pipelines.archive.drift`; here its words go into the summary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.layouts.known import LAYOUTS
from pipelines.archive.drift import record_drifts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.summary import RunSummary
    from pipelines.archive import ArchiveSession
    from pipelines.archive.drift import Drift, DriftChange

_KINDS = {"article": "articles", "photo": "photo pages", "video": "video pages"}
_MOST_NAMES = 5
_NUMBERS = {
    "words": "words",
    "paragraphs": "paragraphs",
    "put_back": "characters that the ledger had to put back",
}


def note_drift(session: ArchiveSession, summary: RunSummary, now: str) -> None:
    """Judge how the run's new articles were read, remember what changed and say so.

    To be called after `note_watch`, which says which bureaus are muted.

    Args:
        session: the open archive, within the run.
        summary: complete but for this.
        now: UTC, YYYY-MM-DDTHH:MM:SSZ.

    Raises:
        ArchiveError: it could not be written.
    """
    muted = [name for name, each in summary.bureaus.items() if each.muted is not None]
    apply_drift(summary, record_drifts(session, now, muted))


def apply_drift(summary: RunSummary, changes: Iterable[DriftChange]) -> None:
    """Put drifts into the summary. Pure but for that."""
    for change in changes:
        drift = change.drift
        if change.kind == "begun":
            told = {**drift.as_dict(), "text": sentence(drift)}
            summary.of(drift.bureau).drifts.append(told)
        elif change.kind == "spread":
            line = f"{drift.bureau}: {sentence(drift)}"
            summary.notes.append(f"Drift, told before of other pages of the bureau: {line}.")
        elif change.kind == "ended":
            summary.notes.append(f"Drift over: {drift.bureau}: {headline(drift)}.")
        elif change.kind == "continuing":
            since = f"Drift since {drift.since[:10]}, told before"
            summary.notes.append(f"{since}: {drift.bureau}: {headline(drift)}.")


def headline(drift: Drift) -> str:
    """Return what drifts, for a person, without its numbers."""
    pages = f"{_KINDS[drift.kind]} of layout {drift.layout}"
    place = f" (`{drift.selector}`)" if drift.selector else ""
    match drift.what:
        case "layout":
            containers = next((each.container for each in LAYOUTS if each.name == drift.layout), ())
            gone = " or ".join(f"`{each}`" for each in containers)
            return f"no layout knows the {_KINDS[drift.kind]}; {drift.layout} did, by {gone}"
        case "missing":
            return f"no {drift.field}{place} in {pages}"
        case "source":
            return f"{drift.field} no longer comes from `{drift.selector}` in {pages}"
    more = "more" if drift.what == "many" else "fewer"
    return f"{more} {_NUMBERS[drift.field]} than is usual in {pages}"


def sentence(drift: Drift) -> str:
    """Return a drift with its numbers, its example and where to look."""
    parts = [
        f"{headline(drift)}, since {drift.since[:10]} (run {drift.since_run}): as it should be in "
        f"{drift.before_good} of {drift.before_pages} before, in {drift.now_good} of "
        f"{drift.now_pages} now"
    ]
    if drift.example_id is not None:
        key = f"{drift.bureau}/{drift.example_id}"
        see = f"read {key}" if drift.capture is None else f"inspect capture:{drift.capture}"
        parts.append(f"example {key}, {drift.example_url}: see antara {see}")
    if drift.class_names:
        shown = ", ".join(drift.class_names[:_MOST_NAMES])
        parts.append(f"new names around the text: {shown}")
    return "; ".join(parts)


def lasting(drifts: Iterable[Drift], muted: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Return the drifts that last, each with bureau and text; those of muted bureaus left out."""
    away = set(muted)
    return [
        {"bureau": each.bureau, "text": f"{headline(each)}, since {each.since[:10]}"}
        for each in drifts
        if each.bureau not in away
    ]
