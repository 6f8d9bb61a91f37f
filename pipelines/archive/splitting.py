"""Which split of a data set a story has, and which of its articles are left out. Pure.

A story's split is drawn by a hash of the first key in it and fixed at its first export, with all of
its articles. Stories that turn out to be one can have had several: then the strongest of these is
the story's, test before validation before train, and the articles of the others are in no export
any more. So no article is ever seen under two splits, nothing that was in test is ever in another
one, and in one export no story is in two. docs/datasets.md says the same to people.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelines.archive.keys import Key

Split = Literal["train", "validation", "test"]
SPLITS: Final[tuple[Split, ...]] = ("train", "validation", "test")
"""The weakest first: of several in one story the last of these is the story's."""
WHOLE: Final = 100
_SALT: Final = b"arsip-antara split 1\n"
"""Never to be changed: with another one, stories that were not exported yet would be drawn anew."""


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of the stories each split is to have, in per cent; together 100.

    Raises:
        ValueError: they are not.
    """

    train: int
    validation: int
    test: int

    def __post_init__(self) -> None:
        if min(self.as_tuple()) < 0 or sum(self.as_tuple()) != WHOLE:
            raise ValueError("Shares are three whole numbers that make 100 together.")

    def as_tuple(self) -> tuple[int, int, int]:
        """Return them in the order of `SPLITS`."""
        return self.train, self.validation, self.test


@dataclass(frozen=True, slots=True)
class Fixed:
    """What is kept of an article."""

    split: Split
    """Of its story when that was exported first; never changes."""
    yields_to: Split | None = None
    """A stronger one, of the story that its own became part of: the article is left out."""

    @property
    def side(self) -> Split:
        """The split to which it binds its story."""
        return self.yields_to or self.split


def drawn(key: Key, shares: Shares) -> Split:
    """Return the split of a story that was never exported.

    It depends on nothing but the arguments: not on when the articles were stored. Test has the
    lowest numbers: other shares of train and validation move no story into it or out of it.

    >>> drawn(("sumsel", 819012), Shares(0, 0, 100)), drawn(("sumsel", 819012), Shares(100, 0, 0))
    ('test', 'train')

    Args:
        key: the smallest of those of its articles.
        shares: of the splits.
    """
    name = f"{key[0]}/{key[1]}".encode("utf-8", "replace")
    number = int.from_bytes(sha256(_SALT + name).digest()[:8])
    place = number * WHOLE >> 64  # 0 to 99
    if place < shares.test:
        return "test"
    return "validation" if place < shares.test + shares.validation else "train"


def strongest(sides: Iterable[Split]) -> Split:
    """Return the one of several splits that a story keeps.

    >>> strongest(["train", "test", "validation"])
    'test'

    Raises:
        ValueError: there is none.
    """
    return max(sides, key=SPLITS.index)


def settle(members: Mapping[Key, Fixed | None], shares: Shares) -> tuple[Split, dict[Key, Fixed]]:
    """Decide about a story that is to be exported.

    >>> held = {("bali", 1): Fixed("train"), ("riau", 2): Fixed("test"), ("riau", 3): None}
    >>> split, kept = settle(held, Shares(90, 5, 5))
    >>> split, kept["bali", 1], kept["riau", 3]
    ('test', Fixed(split='train', yields_to='test'), Fixed(split='test', yields_to=None))

    Args:
        members: its articles, whether they are exported or not, and what is kept of each; None
            where nothing is. An article in no story is the only one of its own.
        shares: of the splits.

    Returns:
        The story's split, and what is to be kept of each article. Those that yield are left out.
    """
    sides = [fixed.side for fixed in members.values() if fixed is not None]
    split = strongest(sides) if sides else drawn(min(members), shares)
    return split, {key: _within(split, fixed) for key, fixed in members.items()}


def _within(split: Split, fixed: Fixed | None) -> Fixed:
    if fixed is None:
        return Fixed(split)
    return fixed if fixed.side == split else Fixed(fixed.split, split)


def united(one: Fixed, other: Fixed) -> Fixed:
    """Return what is to be kept of an article of which two records say different things.

    Such as the archive's and a list's, after an older backup was put in its place.

    >>> united(Fixed("train"), Fixed("train", "test"))
    Fixed(split='train', yields_to='test')
    >>> united(Fixed("validation"), Fixed("train"))
    Fixed(split='validation', yields_to=None)
    """
    split, side = strongest([one.split, other.split]), strongest([one.side, other.side])
    return Fixed(split, None if side == split else side)
