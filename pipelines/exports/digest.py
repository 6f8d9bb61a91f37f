"""The SHA-256 of a file, read piece by piece."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_A_TIME: Final = 1024 * 1024


def digest_of(path: Path, tick: Callable[[int], None]) -> str:
    """Return the digest of a file, in hexadecimal.

    Args:
        path: of the file.
        tick: told after each piece how many bytes were read; may raise to end it.

    Raises:
        OSError: it cannot be read.
    """
    digest = sha256()
    read = 0
    with path.open("rb") as file:
        while data := file.read(_A_TIME):
            digest.update(data)
            read += len(data)
            tick(read)
    return digest.hexdigest()
