"""What `antara audit` tells on the terminal: the samples, and what their answers say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from crawler.commandline import complain
from crawler.exit_status import GOOD, INTERRUPTED
from crawler.terminal import counted, write_json, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

HEADINGS: Final = ("ID", "DRAWN", "SEED", "ARTICLES", "LOOKED AT", "LEFT", "FILTERS")
RATES: Final = ("FIELD", "N", "RIGHT", "WRONG", "CANNOT TELL", "RATE", "FROM", "TO")


def cells(told: Mapping[str, Any]) -> tuple[object, ...]:
    """Return the line of `antara audit --list`; `told` is of `audit_report.report`."""
    return (
        told["id"],
        told["drawn_at"][:10],
        told["seed"],
        told["drawn"],
        told["looked_at"],
        told["left"],
        filters_said(told["filters"]) or "-",
    )


def rate_cells(row: Mapping[str, Any]) -> tuple[object, ...]:
    """Return the line of a field."""
    rate = [
        f"{row[name]:.1%}" if row[name] is not None else "-" for name in ("rate", "low", "high")
    ]
    return (*(row[name] for name in ("field", "n", "right", "wrong", "unclear")), *rate)


def report_lines(told: Mapping[str, Any]) -> Iterator[str]:
    """Yield what stands above the table of rates."""
    yield (
        f"Audit {told['id']}, seed {told['seed']}, drawn {told['drawn_at'][:10]}: "
        f"{told['looked_at']:,} of {counted(told['drawn'], 'article')} looked at"
        f"{gone_said(told['gone'])}."
    )
    yield drawn_said(told)
    if told["last_answer"] is None:
        yield "No answer yet."
        return
    versions = ", ".join(
        f"{version} ({counted(count, 'article')})"
        for version, count in told["extractor_versions"].items()
    )
    yield (
        f"Answers of {told['first_answer'][:10]} to {told['last_answer'][:10]}, about what these "
        f"versions of the reader made: {versions}."
    )
    yield ("Rate: right of right and wrong, each article once; from, to: Wilson's interval, 95 %.")


def drawn_said(told: Mapping[str, Any]) -> str:
    """Return from what a sample was drawn, as a sentence."""
    asked = filters_said(told["filters"])
    without = told["without_page"]
    lacking = (
        f"; {without:,} of these could not be drawn, because their page is not kept"
        if without
        else ""
    )
    which = f" ({asked})" if asked else ""
    return (
        f"Drawn from {counted(told['articles'], 'article')}{which} by bureau, year and layout "
        f"({counted(told['strata'], 'part')}){lacking}."
    )


def filters_said(filters: Mapping[str, Any]) -> str:
    """Return the filters of a sample.

    >>> filters_said({"bureaus": ["bali", "sumsel"], "since": "2026-01-01"})
    'bureaus bali,sumsel, since 2026-01-01'
    """
    return ", ".join(
        f"{name} {','.join(value) if isinstance(value, list) else value}"
        for name, value in filters.items()
    )


def gone_said(gone: int) -> str:
    """Return how many articles are gone, to be put behind a number of others."""
    return f", {gone:,} withdrawn before that" if gone else ""


def write_list(audits: Sequence[Mapping[str, Any]], *, as_json: bool) -> int:
    """Write a line for each audit, of `audits.read`; returns the exit status."""
    from pipelines.archive.audit_report import report

    told = [report(each) for each in audits]
    if as_json:
        for each in told:
            write_json(each)
        return GOOD
    write_rows(map(cells, told), HEADINGS)
    if not told:
        complain("No audit yet: 'antara audit --sample 200 --seed 1' draws one.")
    return GOOD


def write_report(audit: Mapping[str, Any], *, as_json: bool) -> int:
    """Write what the answers of an audit say; returns the exit status."""
    from pipelines.archive.audit_report import report

    told = report(audit)
    if as_json:
        write_json(told)
        return GOOD
    for line in report_lines(told):
        complain(line)
    write_rows(map(rate_cells, told["fields"]), RATES)
    return GOOD


def say_left(path: Path, audit: int) -> int:
    """Say how to go on, and return the exit status."""
    from pipelines.archive import ArchiveReader
    from pipelines.archive.audit_report import report

    with ArchiveReader(path) as reader:
        found = [each for each in reader.audits.all() if each["id"] == audit]
    for told in map(report, found):
        if told["left"]:
            complain(
                f"{told['looked_at']:,} of {counted(told['drawn'], 'article')} looked at, "
                f"{told['left']:,} left: 'antara audit --id {audit}' goes on."
            )
        else:
            complain("All were looked at: 'antara audit --report' says what was found.")
    return INTERRUPTED
