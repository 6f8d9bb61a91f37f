"""The summary of a crawl for a person: a table, then what needs one, then what to do next."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.status_view import pending_lines
from crawler.terminal import printable, program, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.summary import BureauSummary, RunSummary

COLUMNS = (
    "bureau",
    "listed",
    "skipped",
    "fetched",
    "stored",
    "revised",
    "rejected",
    "gone",
    "failed",
    "pages/s",
    "ended by",
)
GAP = "  "
_SHORT = {
    "listed": "list",
    "skipped": "skip",
    "fetched": "ask",
    "stored": "new",
    "revised": "rev",
    "rejected": "rej",
    "failed": "fail",
}
"""Headings where the whole ones do not fit."""
_ENDED = {
    "horizon": "reach",
    "stale": "nothing unsettled",
    "end_of_listing": "end of listing",
    "pages_limit": "--pages",
    "feeds_only": "feed only",
    "undated": "no dates",
    "failed": "errors",
    "interrupted": "interruption",
    "budget": "budget",
    "hours": "its hours",
    "walked": "all walked",
    "nothing_left": "nothing left",
}


def table_of(summary: RunSummary) -> list[list[str]]:
    """Return the rows of the table, headings first and, from two bureaus on, the sum last."""
    rows = [_row(each, summary.seconds) for each in summary.bureaus.values()]
    if len(rows) > 1:
        sums = [str(sum(int(row[n]) for row in rows)) for n in range(1, len(COLUMNS) - 2)]
        rows.append(["together", *sums, f"{summary.pages_per_second:.1f}", ""])
    return [list(COLUMNS), *rows]


def _row(each: BureauSummary, seconds: float) -> list[str]:
    numbers = (
        each.listed,
        each.skipped,
        each.fetched,
        each.stored,
        each.revised,
        sum(each.rejected.values()),
        each.gone,
        each.failed,
    )
    speed = (each.pages + each.fetched) / seconds if seconds > 0 else 0.0
    return [each.bureau, *map(str, numbers), f"{speed:.1f}", _ENDED.get(each.ended or "", "")]


def plain_table(rows: list[list[str]]) -> Iterator[str]:
    """Yield aligned lines: words to the left, numbers to the right."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.ljust(width) if n == 0 or rows[0][n] == COLUMNS[-1] else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield GAP.join(cells).rstrip()


def choose_columns(rows: list[list[str]], width: int) -> list[list[str]]:
    """Return a table with the columns that fit a width: a row that wraps cannot be read.

    What goes first is what the lines below say too, then the headings' length; numbers stay.

    Args:
        rows: of `table_of`.
        width: characters.
    """
    for dropped in (0, 1, 2):
        narrower = [row[: len(row) - dropped] for row in rows]
        if _width(narrower) <= width:
            return narrower
    return [[_SHORT.get(name, name) for name in narrower[0]], *narrower[1:]]


def _width(rows: list[list[str]]) -> int:
    return len(GAP) * (len(rows[0]) - 1) + sum(
        max(len(row[n]) for row in rows) for n in range(len(rows[0]))
    )


def lines_below(summary: RunSummary, configured: str | None = None) -> Iterator[str]:
    """Yield what stands below the table, one line each; see `render` for the arguments."""
    sample = " It is a sample: its articles are invented." if summary.origin == "sample" else ""
    yield (
        f"{summary.responses} pages in {_duration(summary.seconds)}, "
        f"{summary.pages_per_second:.1f} a second. Archive: {summary.archive}.{sample}"
    )
    yield from (f"Note: {printable(note)}" for note in summary.notes)
    yield from _by_reason(summary)
    yield from _warnings(summary)
    for each in summary.bureaus.values():
        yield from (f"Drift: {each.bureau}: {printable(one['text'])}." for one in each.drifts)
    if any(each.drifts for each in summary.bureaus.values()):
        yield "What to do about a drift: docs/a-new-layout.md."
    for each in summary.bureaus.values():
        yield from (f"Error: {each.bureau}: {printable(error)}" for error in each.errors)
    if summary.fatal:
        yield f"Error: {printable(summary.fatal)}"
    yield from _next_steps(summary, configured)


def _by_reason(summary: RunSummary) -> Iterator[str]:
    for each in summary.bureaus.values():
        if each.rejected:
            reasons = ", ".join(f"{n} {reason}" for reason, n in sorted(each.rejected.items()))
            yield f"Rejected: {each.bureau}: {reasons}."
    if summary.origin == "sample" and any(each.rejected for each in summary.bureaus.values()):
        yield "The sample site plants these on purpose."


def _warnings(summary: RunSummary) -> Iterator[str]:
    for each in summary.bureaus.values():
        if count := each.layouts["generic"]:
            yield (
                f"Warning: {each.bureau}: {count} of {sum(each.layouts.values())} articles have "
                "markup that no layout knows; they were read by the generic one and are flagged "
                "generic_layout. The site may have changed."
            )
        if count := each.shapes["generic"]:
            yield (
                f"Warning: {each.bureau}: {count} of {sum(each.shapes.values())} listing pages have"
                " markup that is not known; their articles were found by its pattern."
            )
        if each.rejected["key_collision"]:
            yield (
                f"Warning: {each.bureau}: {each.rejected['key_collision']} pages carry the key of"
                " another article that is held; nothing was overwritten."
            )
        if each.uncovered:
            first, last = each.uncovered
            yield (
                f"Warning: {each.bureau}: not covered by any run: {first} to {last}. "
                f"antara crawl {summary.spider} --bureau {each.bureau} --since {first}"
            )


def _next_steps(summary: RunSummary, configured: str | None) -> Iterator[str]:
    if summary.interrupted:
        yield "Interrupted. Nothing is lost: the same command goes on where this run stopped."
    elif summary.fatal:
        yield "Stopped. Nothing that was stored is lost: the same command goes on from there."
    elif summary.nothing_new:
        yield "Nothing new."
    if not summary.interrupted:
        yield from pending_lines(_pending(summary))
    if not summary.interrupted:
        elsewhere = configured not in (None, summary.archive)
        path = shlex.quote(summary.archive)
        also = f" (each with -s ARCHIVE_PATH={path})" if elsewhere else ""
        name = program()
        steps = ", ".join(f"{name} {step}" for step in ("articles", "search WORDS", "status"))
        yield f"Next: {steps}, {name} serve{also}."


def _pending(summary: RunSummary) -> dict[str, dict[str, Any]]:
    """Return what this run's bureaus still wait for; nothing when the archive cannot tell."""
    from pipelines.archive import ArchiveError, ArchiveReader

    try:
        with ArchiveReader(Path(summary.archive)) as reader:
            pending = reader.pending()
    except ArchiveError:
        return {}
    return {name: each for name, each in pending.items() if name in summary.bureaus}


def render(summary: RunSummary, *, terminal: bool, configured: str | None = None) -> str:
    """Return the whole summary as text.

    Args:
        summary: what to tell.
        terminal: whether a person looks at it; then the table has lines and colours.
        configured: the archive that commands open when nothing else is said.
    """
    rows = table_of(summary)
    head = f"Crawl {summary.spider}: {summary.outcome}"
    if terminal:
        below = [wrapped(line, hanging="  ") for line in lines_below(summary, configured)]
        return "\n".join([_terminal_table(head, rows), *below]) + "\n"
    return "\n".join([head, *plain_table(rows), *lines_below(summary, configured)]) + "\n"


def _terminal_table(head: str, rows: list[list[str]]) -> str:
    """Return the table as wide as the terminal at most, headings and sum in bold."""
    rows = choose_columns(rows, shutil.get_terminal_size().columns)
    lines = [head, *plain_table(rows)]
    strong = {0, 1, *(n for n, row in enumerate(rows, 1) if row[0] == "together")}
    return "\n".join(
        f"\x1b[1m{line}\x1b[0m" if n in strong else line for n, line in enumerate(lines)
    )


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"
