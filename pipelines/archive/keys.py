"""An article's name outside the archive: its bureau and its number, as sumsel/819012. Pure."""

from __future__ import annotations

Key = tuple[str, int]
"""Bureau and article_id."""


def key_of(text: str) -> Key:
    """Return a key that was written as a text.

    >>> key_of("sumsel/819012")
    ('sumsel', 819012)

    Raises:
        ValueError: it is none.
    """
    bureau, _, number = text.rpartition("/")
    return bureau, int(number)
