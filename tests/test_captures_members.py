"""Gzip members: each has its exact place, and every damage is found and named."""

from __future__ import annotations

import os
import tracemalloc
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.captures.likeness import Likeness
from crawler.captures.members import Damage, Fault, Member, find_member, walk
from tests.warcs import Warc, flipped, small

SMALL = small()
DATA = SMALL.data
PLACES = [(each.offset, each.length) for each in SMALL.written]


def found(data: bytes, **options):
    return list(walk(BytesIO(data), **options))


def members(data: bytes, **options) -> list[tuple[int, int]]:
    return [(it.offset, it.length) for it in found(data, **options) if isinstance(it, Member)]


def damages(data: bytes, **options) -> list[Damage]:
    return [it for it in found(data, **options) if isinstance(it, Damage)]


def covers(data: bytes, **options) -> bool:
    """Whether what is found follows each other without a gap, up to the end."""
    at = 0
    for each in found(data, **options):
        if each.offset != at:
            return False
        at = each.end
    return at == len(data)


def test_a_good_file_is_its_members_and_nothing_else():
    assert members(DATA) == PLACES
    assert damages(DATA) == []
    assert covers(DATA)
    assert [each.altered for each in found(DATA, exact=True)] == [()] * len(PLACES)
    assert all(each.compared for each in found(DATA, exact=True))


def test_an_empty_file_has_none():
    assert found(b"") == []


def test_a_walk_begins_and_ends_where_it_is_told_to():
    (first, _), (second, length) = PLACES[1], PLACES[2]
    assert members(DATA, start=first, stop=second + length) == PLACES[1:3]
    [cut] = damages(DATA, stop=second + length + 5)
    assert (cut.offset, cut.length, cut.fault) == (second + length, 5, Fault.CUT)


def test_content_goes_to_the_listener_in_order():
    class Heard:
        def __init__(self):
            self.data = b""

        def feed(self, data):
            self.data += data

    for each in found(DATA, listen=Heard):
        assert each.listener.data == zlib.decompress(
            DATA[each.offset : each.end], zlib.MAX_WBITS + 16
        )
        assert each.size == len(each.listener.data)


def test_a_cut_at_every_byte_is_found_and_the_rest_stays_readable():
    ends = [0, *(offset + length for offset, length in PLACES)]
    for length in range(len(DATA)):
        cut = DATA[:length]
        whole = [place for place in PLACES if sum(place) <= length]
        assert members(cut) == whole, length
        assert covers(cut)
        if length in ends:
            assert damages(cut) == []
            continue
        [damage] = damages(cut)
        assert (damage.offset, damage.end) == (max(end for end in ends if end < length), length)
        assert (damage.fault, damage.after) == (Fault.CUT, None), length
        assert damage.before == (whole[-1][0] if whole else None)


@pytest.mark.slow
def test_every_flipped_bit_is_found_and_the_rest_stays_readable():
    for bit in range(8 * len(DATA)):
        data = flipped(DATA, bit)
        hit = next(place for place in PLACES if place[0] <= bit // 8 < sum(place))
        rest = [place for place in PLACES if place != hit]
        everything = found(data, exact=True)
        bad = [it for it in everything if isinstance(it, Damage) or it.altered]
        assert [(it.offset, it.length) for it in bad] == [hit], bit
        good = [it for it in everything if isinstance(it, Member) and not it.altered]
        assert [(it.offset, it.length) for it in good] == rest, bit
        if isinstance(bad[0], Member):
            assert bad[0].altered == (bit // 8 - hit[0],), bit


def test_a_flip_that_changes_no_content_is_only_seen_by_the_exact_look():
    """Why it is there: the bits that fill up the last byte, and equal texts at two distances."""
    unseen = [
        bit
        for bit in range(8 * len(DATA))
        if not damages(flipped(DATA, bit))
        and not any(it.altered for it in found(flipped(DATA, bit)))
    ]
    assert unseen


@pytest.mark.parametrize("fill", [b"\0", b"\xff", b"\x1f\x8b\x08", b"WARC/1.1\r\n"])
@pytest.mark.parametrize("which", range(len(PLACES) + 1))
def test_a_hole_between_members_is_named_with_what_stands_around_it(fill, which):
    at = PLACES[which][0] if which < len(PLACES) else len(DATA)
    hole = fill * 1000
    data = DATA[:at] + hole + DATA[at:]
    moved = [(o + len(hole) * (o >= at), n) for o, n in PLACES]
    assert members(data) == moved
    [damage] = damages(data)
    assert (damage.offset, damage.length) == (at, len(hole))
    assert damage.before == (moved[which - 1][0] if which else None)
    assert damage.after == (moved[which][0] if which < len(PLACES) else None)
    assert covers(data)


@given(st.integers(0, len(DATA) - 1), st.integers(1, 600), st.sampled_from([b"\0", b"\xff"]))
def test_an_overwritten_part_costs_only_the_records_that_it_touches(start, length, fill):
    end = min(start + length, len(DATA))
    data = DATA[:start] + fill * (end - start) + DATA[end:]
    touched = [p for p in PLACES if p[0] < end and sum(p) > start]
    untouched = [p for p in PLACES if p not in touched]
    everything = found(data, exact=True)
    good = [(m.offset, m.length) for m in everything if isinstance(m, Member) and not m.altered]
    assert set(untouched) <= set(good)
    same = {p for p in touched if data[p[0] : sum(p)] == DATA[p[0] : sum(p)]}
    assert set(good) == set(untouched) | same
    assert covers(data)


@given(st.integers(0, len(DATA) - 1), st.integers(1, 300))
def test_a_part_that_is_missing_costs_only_the_records_that_it_touches(start, length):
    end = min(start + length, len(DATA))
    data = DATA[:start] + DATA[end:]
    expected = [p for p in PLACES if sum(p) <= start]
    expected += [(o - (end - start), n) for o, n in PLACES if o >= end]
    assert members(data) == expected
    assert covers(data)


@given(st.binary(max_size=3000))
def test_any_bytes_are_covered_and_nothing_raises(data):
    assert covers(data, header=None)


def test_a_member_that_is_no_record_is_named():
    pack = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    other = pack.compress(b"something else") + pack.flush()
    [damage] = damages(DATA + other + DATA)
    assert (damage.offset, damage.length, damage.fault) == (
        len(DATA),
        len(other),
        Fault.NO_RECORD,
    )
    assert damage.after == len(DATA) + len(other)


def packed(content: bytes) -> bytes:
    pack = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    return pack.compress(content) + pack.flush()


def test_a_bomb_is_refused_at_its_limit_in_little_memory():
    bomb = packed(b"WARC/1.1\r\n" + bytes(50_000_000))
    tracemalloc.start()
    [damage] = damages(bomb, most=10_000_000)
    assert damage.fault is Fault.TOO_LARGE
    [whole] = found(bomb, exact=True)
    assert (whole.size, whole.altered) == (50_000_010, ())
    assert tracemalloc.get_traced_memory()[1] < 3_000_000
    tracemalloc.stop()


def test_a_large_record_that_hardly_packs_is_read_in_little_memory():
    body = os.urandom(6_000_000)
    made = Warc()
    made.info()
    made.page("https://bali.antaranews.com/berita/3/besar", body)
    data = made.data
    tracemalloc.start()
    assert [(m.altered, m.compared) for m in found(data, exact=True)] == [((), True)] * 3
    assert tracemalloc.get_traced_memory()[1] < 3_000_000
    tracemalloc.stop()


@pytest.mark.slow
def test_the_bits_that_fill_up_a_stored_block_are_looked_at():
    """What hardly packs is stored as it is, from a whole byte on; up to there bits mean nothing."""
    made = Warc()
    made.response("https://bali.antaranews.com/berita/3/x", os.urandom(3000))
    data = made.data
    for bit in range(8 * len(data)):
        it = found(flipped(data, bit), exact=True)
        assert isinstance(it[0], Damage) or it[0].altered, bit


def test_another_compressor_is_no_damage():
    """An archive outlives the library that packed it; then nothing can be said of such bits."""
    content = zlib.decompress(DATA[: PLACES[0][1]], zlib.MAX_WBITS + 16) * 20
    pack = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    [member] = found(pack.compress(content) + pack.flush(), header=None, exact=True)
    assert (member.altered, member.compared) == ((), False)


@pytest.mark.parametrize("flags", [1, 2, 4, 8, 16, 31])
def test_heads_with_names_and_comments_are_read(flags):
    content = b"WARC/1.1\r\n\r\n"
    parts = [b"\x1f\x8b\x08", bytes([flags]), b"\1\2\3\4\0\xff"]
    parts += [b"\3\0abc"] * bool(flags & 4) + [b"name\0"] * bool(flags & 8)
    parts += [b"comment\0"] * bool(flags & 16) + [b"\0\0"] * bool(flags & 2)
    pack = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    parts += [pack.compress(content), pack.flush(), zlib.crc32(content).to_bytes(4, "little")]
    data = b"".join([*parts, len(content).to_bytes(4, "little")])
    assert members(data + data, header=None) == [(0, len(data)), (len(data), len(data))]
    assert find_member(BytesIO(data + data), 1, 2 * len(data), None) == len(data)
    for length in range(len(data)):
        assert members(data[:length], header=None) == []
    assert found(data)[0].altered  # it is not as this software writes it


def test_a_member_is_found_across_the_portions_of_a_file():
    for gap in range(65_530, 65_545):
        data = bytes(gap) + DATA
        assert find_member(BytesIO(data), 0, len(data)) == gap


@pytest.mark.parametrize(("places", "said"), [((), ()), ((9, 30), (9, 30)), ((9, 30, 31), None)])
def test_streams_that_differ_in_many_places_are_of_two_compressors(places, said):
    """A bit or two flip; another compressor differs all over, and may give as many bytes."""
    content = b"WARC/1.1\r\n" + bytes(range(256))
    pack = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    stream = bytearray(pack.compress(content) + pack.flush())
    for place in places:
        stream[place] ^= 64
    likeness = Likeness()
    likeness.packed(bytes(stream) + b"more")
    likeness.content(content)
    assert likeness.end(len(b"more")) == said
