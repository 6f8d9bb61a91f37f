"""Packing and writing in a thread, while the next rows are made."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest

from pipelines.exports.one_behind import OneBehind
from pipelines.exports.sink import Sink, packed

if TYPE_CHECKING:
    from pathlib import Path


def fails() -> None:
    raise OSError("no room")


def test_works_are_done_in_their_order_one_at_a_time() -> None:
    behind, done = OneBehind(), list[int]()
    ready = threading.Event()
    behind.do(ready.wait)
    later = threading.Thread(target=behind.do, args=(lambda: done.append(1),))
    later.start()
    later.join(0.2)
    assert later.is_alive()  # the one before is not done
    ready.set()
    later.join()
    behind.do(lambda: done.append(2))
    behind.close()
    assert done == [1, 2]


def test_what_went_wrong_is_said_from_then_on() -> None:
    behind, done = OneBehind(), list[int]()
    behind.do(fails)
    for work in (partial(behind.do, lambda: done.append(1)), behind.wait, behind.close):
        with pytest.raises(OSError, match="no room"):
            work()
    assert done == []


class Full(Sink):
    """A file for which there is no room on the disk."""

    def write(self, data: bytes | memoryview) -> int:
        if self.closed:
            return super().write(data)
        raise OSError("no room")


@pytest.mark.parametrize("packing", ["none", "gzip", "zstd"])
def test_what_cannot_be_written_is_said_at_the_end_at_the_latest(tmp_path: Path, packing) -> None:
    sink = Full(tmp_path / "x")
    with pytest.raises(OSError, match="no room"):  # noqa: PT012
        file = packed(sink, packing)  # where gzip may write already
        file.write(b"abc")  # kept until there is more of it
        file.close()
    sink.give_up()


@pytest.mark.parametrize("packing", ["none", "gzip", "zstd"])
def test_the_bytes_do_not_depend_on_how_they_come(tmp_path: Path, packing) -> None:
    data = b"Palembang (ANTARA) - Harga beras naik.\n" * 30_000
    made = []
    for steps in (len(data), 7_000):
        sink = Sink(tmp_path / str(steps))
        file = packed(sink, packing)
        for at in range(0, len(data), steps):
            file.write(data[at : at + steps])
        file.close()
        sink.close()
        made.append((tmp_path / str(steps)).read_bytes())
    assert made[0] == made[1]
    assert packing != "none" or made[0] == data
