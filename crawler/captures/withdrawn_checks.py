"""What is to be mended about withdrawn articles: erasures that were interrupted, lists that differ.

`antara verify` tells it with what is damaged: in both cases something may come back, or is still
there, that was to be gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crawler.captures.findings import Finding
from pipelines.archive import ArchiveError, tombstone_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.archive import ArchiveReader

ERASURE: Final = "erasure"
LIST: Final = "list"


def withdrawn_findings(reader: ArchiveReader) -> Iterator[Finding]:
    """Yield what is not as it should be about withdrawn articles.

    Args:
        reader: the archive; with its captures beside it.
    """
    stones = reader.tombstones()
    for each in stones:
        if each.unfinished:
            key = f"{each.bureau}/{each.article_id}"
            yield _finding(
                ERASURE,
                f"the erasure of {key} is not finished: captures, or free space of the file, may "
                "hold its text still",
                f"'antara withdraw {key} --erase' goes on with it.",
                key,
            )
    try:
        listed = {each.key for each in tombstone_file.read(reader.path.parent, reader.origin)}
    except ArchiveError as error:
        yield _finding(LIST, str(error).rstrip("."), "Put a good copy in its place.")
        return
    held = {each.key for each in stones}
    for bureau, number in sorted(held ^ listed):
        key = f"{bureau}/{number}"
        if (bureau, number) in held:
            said = f"{key} is withdrawn, and the list beside the captures does not name it"
            step = "The next 'antara withdraw' or 'antara restore-article' writes the list anew."
        else:
            said = f"{key} is withdrawn by the list beside the captures, and not in the archive"
            step = f"'antara withdraw {key} --reason …', or 'antara restore' the newest backup."
        yield _finding(LIST, said, step, key)


def _finding(fault: str, said: str, step: str, *articles: str) -> Finding:
    return Finding("", None, None, fault, said, step, articles=list(articles))
