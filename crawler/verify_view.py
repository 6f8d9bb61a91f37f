"""How a check of the captures is told: its damages, each with what to do, and one line for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.status_view import size
from crawler.terminal import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.captures.findings import Finding, Report

ARTICLES_SHOWN = 5
"""Keys of articles that a line names; --json has them all."""


def damage_lines(finding: Finding) -> Iterator[str]:
    """Yield the lines for one damage: where and what, of which answer, what to do."""
    place = finding.file or "archive"
    if finding.offset is not None:
        place += f", byte {finding.offset:,}, {finding.length:,} bytes"
    yield f"Damage: {place}: {finding.said}."
    if finding.url:
        when = f", {finding.fetched_at}" if finding.fetched_at else ""
        yield f"  {finding.url}{when}"
    if finding.articles:
        more = len(finding.articles) - ARTICLES_SHOWN
        rest = f" and {more:,} more" if more > 0 else ""
        yield f"  articles: {', '.join(finding.articles[:ARTICLES_SHOWN])}{rest}"
    yield f"  -> {finding.step}"


def summary_line(report: Report) -> str:
    """Return the line that says how it ended."""
    looked = (
        f"{counted(report.files, 'file')}, {counted(report.records, 'record')} "
        f"({size(report.bytes)}), {counted(report.rows, 'row')} compared"
    )
    if report.findings:
        return f"{counted(len(report.findings), 'damage')} found: {looked}."
    if not report.files:
        return "No capture is kept yet: there is nothing to verify."
    return f"All good: {looked}."


def note_lines(report: Report) -> Iterator[str]:
    """Yield what is no damage and worth knowing."""
    yield from report.notes
    if report.unnamed:
        yield f"{counted(report.unnamed, 'answer')} not named by any row, as after a kill: allowed."
    if report.uncompared:
        yield (
            f"{counted(report.uncompared, 'record')} packed by another compressor: sound, but a "
            "flipped bit that changes nothing cannot be seen there."
        )
