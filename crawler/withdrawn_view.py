"""What the commands around withdrawn articles tell, and which articles their words name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from crawler.commandline import Refusal
from crawler.terminal import counted, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from crawler.captures.erasing import Erased
    from pipelines.archive import ArchiveReader
    from pipelines.archive.keys import Key
    from pipelines.archive.tombstones import Tombstone
    from pipelines.exports.holding import Held

SERVER: Final = "A server that runs goes by it once it is started again."
DUTY: Final = (
    "Not in this software's reach, and a person's duty: data sets and WACZ files that were moved "
    "or handed on, copies of others, search engines, the site itself. docs/rights.md says more."
)

HEADINGS: Final = ("KEY", "DAY", "REASON", "ASKED BY", "ERASED")


def cells(stone: Tombstone) -> tuple[str, ...]:
    """Return a withdrawn article as a row of the list."""
    erased = "no" if stone.erased_at is None else stone.erased_at[:10]
    return (
        said([stone.key]),
        stone.removed_at[:10],
        stone.reason or "-",
        stone.requested_by or "-",
        f"{erased}, not finished" if stone.unfinished else erased,
    )


def keys_of(words: Iterable[str], see_help: str) -> list[Key]:
    """Return the articles that words name, each once.

    Raises:
        Refusal: One of them is no key and no article's address.
    """
    from crawler.commands.read import article_named

    found: dict[Key, None] = {}
    wrong = []
    for word in words:
        key = article_named(word)
        if key is None:
            wrong.append(f"'{printable(word)}'")
        else:
            found[key] = None
    if wrong:
        raise Refusal(
            f"{', '.join(wrong)}: no article is named so. Give a key, such as sumsel/819012, or "
            f"an article's address. {see_help}"
        )
    return list(found)


def said(keys: Iterable[Key]) -> str:
    """Return keys as a person reads them."""
    return ", ".join(f"{bureau}/{number}" for bureau, number in keys)


def backup_lines(backups: Sequence[tuple[str, str, bool | None]]) -> Iterator[str]:
    """Yield which copies of the archive still hold what was erased.

    Args:
        backups: path and moment of each copy on record, and whether it holds it; None: it cannot
            be read.
    """
    if not backups:
        yield "No backup is on record. Copies that were made by other means hold it still."
        return
    holding = [each for each in backups if each[2] is not False]
    if not holding:
        yield f"None of the {counted(len(backups), 'backup')} on record holds it."
        return
    count = counted(len(holding), "backup")
    yield f"{count} on record may hold it still, and captures that were copied with them:"
    for path, made_at, found in holding:
        why = "" if found else " (cannot be read)" if Path(path).exists() else " (not there now)"
        yield f"  {printable(path)}, of {made_at}{why}"


def dataset_lines(datasets: Sequence[Held]) -> Iterator[str]:
    """Yield which data sets still hold what was erased.

    Args:
        datasets: those of this archive, as far as they are noted and there, that hold it or may.
    """
    if not datasets:
        yield "No data set that was exported from this archive on this machine holds it now."
        return
    yield f"{counted(len(datasets), 'data set')} of this archive may hold it still:"
    for each in datasets:
        holds = f"holds {said(each.keys)}" if each.keys else ""
        unseen = printable(each.unseen or "")
        yield f"  {printable(str(each.folder))}: {'; '.join(filter(None, (holds, unseen)))}"


def erased_lines(erased: Erased) -> Iterator[str]:
    """Yield what went out of the captures, and what could not."""
    for key, answers in erased.answers.items():
        yield f"{said([key])}: {counted(answers, 'answer')} taken out of the captures."
    for file, why in erased.refused.items():
        yield f"{file} was left as it is: {why}."
    for key, left in erased.left.items():
        yield (
            f"Still in the captures: {counted(left, 'answer')} of {said([key])}. Put a whole copy "
            f"of the file there, and give 'antara withdraw {said([key])} --erase' again."
        )


def refuse_unheeded(reader: ArchiveReader) -> None:
    """Refuse to hand on an archive that holds what a list beside its captures calls withdrawn.

    Raises:
        Refusal: it does, since the list came after it.
        ArchiveError: a list cannot be read.
    """
    if unheeded := reader.unheeded():
        raise Refusal(
            f"{said([each.key for each in unheeded])} is withdrawn by the list beside the "
            f"captures, and not in {reader.path}: 'antara migrate' withdraws it here, too."
        )
