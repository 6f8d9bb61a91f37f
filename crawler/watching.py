"""What a run's end says of bureaus that alarm or are muted, and what counts for its exit status.

Whether a bureau alarms is decided in `pipelines.archive.watch_verdicts`; here its words go into the
summary. An alarm needs a person in the run in which it begins, not in those after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.archive.watch import record_run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.summary import RunSummary
    from pipelines.archive import ArchiveSession
    from pipelines.archive.watch_verdicts import Change


def note_watch(session: ArchiveSession, summary: RunSummary, now: str) -> None:
    """Judge the run's bureaus, remember what changed and say so in the summary.

    To be called at the end of a run whose archive is open, before its outcome is written.

    Args:
        session: the open archive, within the run.
        summary: complete but for this.
        now: UTC, YYYY-MM-DDTHH:MM:SSZ.

    Raises:
        ArchiveError: it could not be written.
    """
    counts = {name: each.as_counts() for name, each in summary.bureaus.items()}
    apply_changes(summary, record_run(session, f"crawl {summary.spider}", counts, now))


def apply_changes(summary: RunSummary, changes: Iterable[Change]) -> None:
    """Put alarms and mutes into the summary. Pure but for that."""
    for change in changes:
        bureau = summary.of(change.bureau)
        if change.muted_until is not None:
            bureau.muted = f"until {change.muted_until}: {change.mute_reason}"
            summary.notes.append(
                f"{change.bureau} is muted until {change.muted_until} ({change.mute_reason}); "
                "its trouble does not count."
            )
        line = f"{change.bureau}: {words_of(change.alarm)}"
        if change.kind == "begun":
            bureau.alarm = change.alarm
            if (change.alarm or "").partition(": ")[2] not in bureau.errors:
                summary.notes.append(f"Alarm: {line}.")  # else the errors say so
        elif change.kind == "continuing":
            bureau.told = list(change.errors)
            since = (change.since or "")[:10]
            summary.notes.append(f"Alarm since {since}, told before: {line}.")
        elif change.kind == "ended":
            summary.notes.append(f"Alarm over: {line}.")


def words_of(alarm: str | None) -> str:
    """Return an alarm for a person: what stands behind its kind.

    >>> words_of("quiet: no new article since 2026-01-02 03:04 UTC")
    'no new article since 2026-01-02 03:04 UTC'
    """
    return (alarm or "").partition(": ")[2].rstrip(".")
