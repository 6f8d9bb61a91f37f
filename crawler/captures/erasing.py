"""Which answers are evidence of an article, and taking those of erased ones out of the files.

Files are rewritten without them, as a prune does it: every other record keeps its bytes, its row
gets the new place, and a kill harms nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from crawler.bureaus import bureau_named
from crawler.captures.kept import CaptureUnreadableError, read_kept, response_of
from crawler.captures.linked import linked
from crawler.captures.prune import clean, prune
from crawler.captures.rejoining import rejoin
from crawler.errors import Refused
from crawler.urls import KIND_OF_WORD, identify
from pipelines.archive.captures_choice import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from crawler.captures.parsing import Record
    from pipelines.archive import ArchiveSession
    from pipelines.archive.captures_read import Captures
    from pipelines.archive.keys import Key

_WORDS: Final = "|".join(KIND_OF_WORD)


@dataclass(slots=True)
class Erased:
    """What became of the answers of erased articles."""

    answers: dict[Key, int] = field(default_factory=dict)
    """Of each article how many went."""
    left: dict[Key, int] = field(default_factory=dict)
    """Of each article how many are still there, because a file could not be rewritten."""
    refused: dict[str, str] = field(default_factory=dict)
    """Those files, and why."""


def evidence_of(captures: Captures, bureau: str, article_id: int) -> set[int]:
    """Return captures.id of all that is evidence of an article.

    It is what rows point to, and what has its address, redirects and refusals among them.
    """
    ids = set(captures.of_key(bureau, article_id))
    for capture, url in captures.with_number(article_id):
        named = identify(url)
        if named is not None and (named.bureau, named.article_id) == (bureau, article_id):
            ids.add(capture)
    return ids


def naming(
    captures: Captures,
    folder: Path,
    keys: Sequence[Key],
    most: int,
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[tuple[Key, int]]:
    """Yield the answers that are no articles and name one of these.

    Listings and feeds have the title and the first sentences of what they name.

    Args:
        captures: of the archive.
        folder: that their files are relative to.
        keys: of the articles.
        most: bytes of an answer at the most, unpacked.
        tick: told the bytes of answers that are through, and of all.
    """
    patterns = {key: address_of(key) for key in keys}
    rows = captures.no_pages()
    total, done = sum(row.length for row in rows), 0
    for row in rows:
        done += row.length
        tick(done, total)
        try:
            kept = read_kept(folder, row.file, row.offset, row.length)
            body = response_of(kept, kept.body, most).body
        except (CaptureUnreadableError, Refused):
            continue  # nobody can read it; 'antara verify' names it
        named = linked(body, row.url, keys)
        for key, pattern in patterns.items():
            if key in named or pattern.search(body):
                yield key, row.id


def erase_answers(
    session: ArchiveSession,
    keys: Sequence[Key],
    most: int,
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> Erased:
    """Take the answers of erased articles out of the captures.

    What was interrupted before is gone on with, of other articles as well.

    Args:
        session: of the archive, open; the rows of these articles are erased.
        keys: of the articles.
        most: bytes of an answer at the most, unpacked.
        tick: told how far the search through listings is: see `naming`.

    Raises:
        ArchiveError: the archive or a file cannot be written.
    """
    pruning = session.pruning()
    clean(pruning)
    session.notes.extend(rejoin(pruning))
    folder = session.path.parent
    for key in keys:
        if not session.answers_left(key):  # of one that a list named nobody has looked for any
            session.note_evidence(key, evidence_of(pruning.captures, *key))
    found = list(naming(pruning.captures, folder, keys, most, tick))
    for key, capture in found:
        session.note_evidence(key, [capture])
    before = {key: session.answers_left(key) for key in keys}
    done = prune(pruning, Choice(erased=True), unnamed=lambda record: _is_of(record, keys))
    erased = Erased(refused=done.refused)
    for key, count in before.items():
        left = session.answers_left(key)
        erased.answers[key] = count - left
        if left:
            erased.left[key] = left
    session.count_answers(erased.answers)
    return erased


def _is_of(record: Record, keys: Sequence[Key]) -> bool:
    """Whether a record is an answer at the address of one of these articles."""
    named = identify(record.url) if record.url else None
    return named is not None and (named.bureau, named.article_id) in keys


def address_of(key: Key) -> re.Pattern[bytes]:
    """Return what an address of an article looks like in a listing, JSON's slashes included.

    On its own host's pages addresses may be without the host; numbers count per bureau, so that a
    listing too many may go, which nothing was read from.
    """
    bureau = bureau_named(key[0])
    names = (bureau.host, *bureau.aliases, *bureau.old_domains) if bureau else ()
    hosts = "|".join(map(re.escape, names))
    host = rf"(?:(?:{hosts})\\?/(?:amp\\?/)?|[\"'=]\s*\\?/(?:amp\\?/)?)" if hosts else r"/"
    return re.compile(rf"{host}(?:{_WORDS})\\?/{key[1]}(?![0-9])".encode(), re.IGNORECASE)
