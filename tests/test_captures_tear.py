"""A torn end is cut off, whole records stay, and damage in the middle is left to a person."""

from __future__ import annotations

import os

import pytest

from crawler.captures.tear import cut_torn_tail
from tests.warcs import Warc, flipped, small, warcio_check

SMALL = small()
DATA = SMALL.data
ENDS = [0, *(each.offset + each.length for each in SMALL.written)]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "torn.warc.gz"


@pytest.mark.slow
def test_a_tear_at_every_byte_keeps_each_whole_record(path):
    for length in range(len(DATA) + 1):
        path.write_bytes(DATA[:length])
        end = max(each for each in ENDS if each <= length)
        for known in [each for each in ENDS if each <= length]:
            path.write_bytes(DATA[:length])
            done = cut_torn_tail(path, known)
            assert (done.size, done.cut, done.damages) == (end, length - end, ())
            assert done.whole == len([each for each in ENDS if known < each <= end])
            assert path.read_bytes() == DATA[:end]
            again = cut_torn_tail(path, known)
            assert (again.size, again.cut, again.whole) == (end, 0, done.whole)


def test_what_is_written_after_the_cut_can_be_read(path):
    path.write_bytes(DATA[:-10])
    cut_torn_tail(path, 0)
    more = Warc()
    more.page("https://bali.antaranews.com/berita/5/baru", b"<p>Baru.")
    with path.open("ab") as file:
        file.write(more.data)
    assert warcio_check(path).returncode == 0
    assert cut_torn_tail(path, 0).whole == len(SMALL.written) - 1 + 2


@pytest.mark.parametrize("tail", [bytes(5000), os.urandom(300), b"\x1f", b"\x1f\x8b\x08\0", b"x"])
def test_what_a_power_cut_leaves_behind_the_last_record_goes(path, tail):
    path.write_bytes(DATA + tail)
    done = cut_torn_tail(path, ENDS[2])
    assert (done.cut, done.size) == (len(tail), len(DATA))
    assert path.read_bytes() == DATA


def test_a_last_record_that_is_there_but_wrong_goes_too(path):
    """The size of a file can be on the disk before what is in it."""
    place = SMALL.written[-1].offset
    path.write_bytes(DATA[: place + 40] + bytes(len(DATA) - place - 40))
    assert cut_torn_tail(path, ENDS[1]).size == place


def test_damage_in_the_middle_is_reported_and_nothing_is_cut(path):
    hole = SMALL.written[2].offset
    data = DATA[:hole] + bytes(100) + DATA[hole:]
    path.write_bytes(data)
    done = cut_torn_tail(path, 0)
    assert (done.cut, [(it.offset, it.length) for it in done.damages]) == (0, [(hole, 100)])
    assert path.read_bytes() == data
    broken = flipped(DATA, 8 * (SMALL.written[1].offset + 60))
    path.write_bytes(broken)
    assert len(cut_torn_tail(path, 0).damages) == 1
    assert path.read_bytes() == broken


def test_damage_in_the_middle_does_not_save_a_torn_end(path):
    hole = SMALL.written[2].offset
    data = DATA[:hole] + bytes(100) + DATA[hole:]
    path.write_bytes(data[:-3])
    done = cut_torn_tail(path, 0)
    assert len(done.damages) == 1
    assert done.size == SMALL.written[-1].offset + 100


def test_what_lies_before_the_known_records_end_is_not_looked_at(path):
    data = bytes(ENDS[2]) + DATA[ENDS[2] :]
    path.write_bytes(data)
    done = cut_torn_tail(path, ENDS[2])
    assert (done.cut, done.damages) == (0, ())


def test_a_file_that_is_shorter_than_it_has_to_be_is_left_as_it_is(path):
    path.write_bytes(DATA[: ENDS[2] - 4])
    done = cut_torn_tail(path, ENDS[2])
    assert (done.missing, done.cut, done.size) == (4, 0, ENDS[2] - 4)
    assert path.read_bytes() == DATA[: ENDS[2] - 4]


def test_the_cut_is_on_the_disk_before_it_is_told(path, monkeypatch):
    synced = []
    monkeypatch.setattr(os, "fsync", lambda fd: synced.append(os.fstat(fd).st_size))
    path.write_bytes(DATA[:-1])
    done = cut_torn_tail(path, 0)
    assert synced == [done.size]


def test_no_file_is_an_error(path):
    with pytest.raises(FileNotFoundError):
        cut_torn_tail(path, 0)
