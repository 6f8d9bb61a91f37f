"""What `antara captures` tells: what the kept answers take, and what was given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.status_view import size
from crawler.terminal import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from crawler.captures.prune import Pruned
    from pipelines.archive.captures_read import Captures

SAMPLE = 2_000
"""Records, from everywhere, whose unpacked size is looked up: a whole archive takes too long."""


def facts(captures: Captures, folder: Path) -> dict[str, Any]:
    """Return the numbers of `antara captures --status` as plain JSON values.

    `bytes` are those of the records that have a row; `bytes_on_disk` those of the files, requests
    and heads included, None when one is missing. `share` is what compressing leaves, 0 to 1, of
    `share_of` records, None when none could be looked at.
    """
    months = captures.months()
    files = captures.files()
    sizes = [_size(folder / each.file) for each in files]
    whole = [each for each in sizes if each is not None]
    total = sum(each["bytes"] for each in months)
    pages = sum(each["bytes"] for each in months if each["kind"] == "article")
    held = captures.articles_held()
    share, of = share_left(captures.spread(SAMPLE), folder)
    return {
        "files": len(files),
        "missing_files": len(files) - len(whole),
        "records": sum(each["records"] for each in months),
        "bytes": total,
        "bytes_on_disk": sum(whole),
        "articles": held,
        "bytes_per_article": round(pages / held) if held else None,
        "bytes_per_article_with_all": round(sum(whole) / held) if held else None,
        "share": share,
        "share_of": of,
        "months": months,
    }


def share_left(places: Iterable[tuple[str, int, int]], folder: Path) -> tuple[float | None, int]:
    """Return which share of their bytes records take once they are packed, and of how many.

    Args:
        places: file, offset and length of records; a gzip member's last four bytes are its
            unpacked size.
        folder: what the files are relative to.
    """
    packed = unpacked = count = 0
    by_file: dict[str, list[tuple[int, int]]] = {}
    for file, offset, length in places:
        by_file.setdefault(file, []).append((offset, length))
    for file, records in by_file.items():
        try:
            with (folder / file).open("rb") as opened:
                for offset, length in records:
                    opened.seek(offset + length - 4)
                    last = opened.read(4)
                    if len(last) == 4:
                        packed, count = packed + length, count + 1
                        unpacked += int.from_bytes(last, "little")
        except OSError:
            continue
    return (round(packed / unpacked, 3) if unpacked else None), count


def status_lines(told: dict[str, Any]) -> Iterator[str]:
    """Yield the lines below the table."""
    if not told["records"]:
        yield "No capture is kept yet."
        return
    yield (
        f"{counted(told['records'], 'answer')} in {counted(told['files'], 'file')}, "
        f"{size(told['bytes_on_disk'])} on the disk."
    )
    if told["bytes_per_article"] is not None:
        yield (
            f"An article takes {size(told['bytes_per_article'])}, with listings and all else "
            f"{size(told['bytes_per_article_with_all'])} ({told['articles']:,} articles)."
        )
    if told["share"] is not None:
        yield (
            f"Compressing leaves {told['share']:.0%} of what came "
            f"(of {counted(told['share_of'], 'record')})."
        )
    if told["erased_articles"]:
        yield (
            f"{counted(told['erased_answers'], 'answer')} of "
            f"{counted(told['erased_articles'], 'erased article')} were taken out."
        )
    if told["missing_files"]:
        yield f"{counted(told['missing_files'], 'file')} missing: 'antara verify' names them."


def pruned_lines(done: Pruned) -> Iterator[str]:
    """Yield what was given up, and which files were left as they are."""
    if done.records or not done.refused:
        gained = done.bytes_before - done.bytes_after
        yield (
            f"{counted(done.records, 'answer')} given up, {size(gained)} freed: "
            f"{counted(len(done.rewritten), 'file')} rewritten, {len(done.deleted):,} deleted."
        )
    for file, why in done.refused.items():
        yield f"{file} was left as it is: {why}."


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
