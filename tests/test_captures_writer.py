"""What a disk that fails half way leaves: no row names a place where no record begins."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Any

import pytest

from crawler.captures.writer import CaptureFailedError, CaptureWriter

if TYPE_CHECKING:
    from pathlib import Path

NOW = "2026-11-30T00:00:00Z"


def failing(*_: Any) -> int:
    raise OSError(errno.EIO, "Input/output error")


def half(write: Any) -> Any:
    """A write that puts half of the data on the disk, and then fails."""
    left = [1]

    def written(descriptor: int, data: bytes) -> int:
        return write(descriptor, data[: len(data) // 2]) if left and left.pop() else failing()

    return written


@pytest.fixture
def writer(tmp_path: Path) -> CaptureWriter:
    made = CaptureWriter(tmp_path, "abcdef", 1_000_000, lambda _: 0)
    made.place(NOW)
    made.append(b"R" * 100)
    return made


def test_half_a_record_is_taken_away(writer: CaptureWriter, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as broken:
        broken.setattr(os, "write", half(os.write))
        with pytest.raises(CaptureFailedError, match="Input/output error"):
            writer.append(b"X" * 100)
    check_next(writer)


def test_half_a_record_that_stays_is_taken_away_later(
    writer: CaptureWriter, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as broken:
        broken.setattr(os, "write", half(os.write))
        broken.setattr(os, "ftruncate", failing)
        with pytest.raises(CaptureFailedError):
            writer.append(b"X" * 100)
        with pytest.raises(CaptureFailedError, match="free some space"):
            writer.place(NOW)
    check_next(writer)


def check_next(writer: CaptureWriter) -> None:
    """The next record stands where `place` says."""
    name, at = writer.place(NOW)
    writer.append(b"Y" * 100)
    writer.close()
    assert (writer.folder / name).read_bytes().index(b"Y") == at == 100
