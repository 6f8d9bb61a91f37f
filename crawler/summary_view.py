"""The summary of a crawl for a person: a table, then what needs one, then what to do next."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from crawler.terminal import printable, program

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
_ENDED = {
    "horizon": "reach",
    "stale": "nothing unsettled",
    "end_of_listing": "end of listing",
    "pages_limit": "--pages",
    "feeds_only": "feed only",
    "undated": "no dates",
    "failed": "errors",
    "interrupted": "interruption",
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
    """Yield aligned lines: names to the left, numbers to the right."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    last = len(widths) - 1
    for row in rows:
        cells = [
            cell.ljust(width) if n in (0, last) else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


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
        yield from (f"Error: {each.bureau}: {printable(error)}" for error in each.errors)
    if summary.fatal:
        yield f"Error: {printable(summary.fatal)}"
    yield from _next_steps(summary, configured)


def _by_reason(summary: RunSummary) -> Iterator[str]:
    for each in summary.bureaus.values():
        if each.rejected:
            reasons = ", ".join(f"{n} {reason}" for reason, n in sorted(each.rejected.items()))
            yield f"Rejected: {each.bureau}: {reasons}."


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
    if summary.total("failed") and not summary.interrupted:
        yield "What failed is asked for again by a later run of the same command."
    if not summary.interrupted:
        elsewhere = configured not in (None, summary.archive)
        also = f" (each with -s ARCHIVE_PATH={summary.archive})" if elsewhere else ""
        name = program()
        steps = ", ".join(f"{name} {step}" for step in ("articles", "search WORDS", "status"))
        yield f"Next: {steps}, {name} serve{also}."


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
        return "\n".join([_rich_table(head, rows), *lines_below(summary, configured)]) + "\n"
    return "\n".join([head, *plain_table(rows), *lines_below(summary, configured)]) + "\n"


def _rich_table(head: str, rows: list[list[str]]) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(title=head, title_justify="left", box=SIMPLE_HEAD)
    for name in rows[0]:
        table.add_column(name, justify="left" if name in ("bureau", "ended by") else "right")
    for row in rows[1:]:
        table.add_row(*row, style="bold" if row[0] == "together" else None)
    # A pipe or a narrow window: numbers that are cut off would be wrong numbers.
    width = max(shutil.get_terminal_size().columns, 100)
    console = Console(force_terminal=True, width=width)
    with console.capture() as captured:
        console.print(table)
    return captured.get().rstrip("\n")


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"
