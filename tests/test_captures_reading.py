"""What reads captures again goes by the same as what crawls, and is not held up by any head."""

from __future__ import annotations

import gzip
import time

import pytest

from crawler.captures.again import Place, read_kept_again
from crawler.captures.heads import origin_in
from crawler.captures.kept import Kept

URL = "https://bali.antaranews.com/berita/21/judul"
CUT = b"<html><head><title>Judul</title></head><body><p>isi</p><!-- dibuat dalam %s -->"


def end_of(body: bytes) -> str | None:
    head = (("Content-Type", "text/html"),)
    kept = Kept(URL, "2026-11-20T01:02:03Z", "response", 200, head, body, key="bali/21")
    return read_kept_again(kept, body, Place(1, "f", 0, 1)).unclosed


def test_a_page_without_an_end_comes_twice_whatever_its_seconds():
    """As `middlewares.incomplete` takes it in a crawl."""
    first, second = end_of(CUT % b"0.12 s"), end_of(CUT % b"13.4 s")
    assert first is not None
    assert first == second
    assert first != end_of(CUT % b"0.12 detik")
    assert end_of(CUT % b"0.12 s" + b"</body></html>") is None


@pytest.mark.parametrize(
    ("lines", "origin"),
    [
        (b"software: x\r\norigin: sample\r\nisPartOf: y\r\n", "sample"),
        (b"origin:live", "live"),
        (b"origin:  sample \t\r\n", "sample"),
        (b"origin:\r\nsample: origin\r\n", ""),
        (b"my-origin: sample\r\n", ""),
        (b"origin: a" + b" " * 200_000 + b"b", "a" + " " * 200_000 + "b"),
    ],
)
def test_a_field_of_a_head(lines: bytes, origin: str):
    begun = time.process_time()
    assert origin_in(gzip.compress(lines)) == origin
    assert time.process_time() - begun < 1


def test_what_is_no_gzip_has_no_field():
    assert origin_in(b"origin: sample") == ""
