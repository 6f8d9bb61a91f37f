"""The index in a WACZ: its keys, and its order whatever fits into the memory."""

from __future__ import annotations

import gzip
import json
import random
from typing import TYPE_CHECKING

import pytest

from crawler.captures.cdxj import BLOCK, SortedLines, blocks
from crawler.captures.surt import surt
from tests.replaying import program, python

if TYPE_CHECKING:
    from pathlib import Path

# What the package surt 0.3.1 makes of them; the slow test asks it again, and for many more.
KEYS = {
    "https://bali.antaranews.com/berita/21/Judul": "com,antaranews,bali)/berita/21/judul",
    "http://www.antaranews.com": "com,antaranews)/",
    "https://WWW2.antaranews.com:443/?": "com,antaranews)/",
    "https://m.antaranews.com:8443/amp/berita/1/": "com,antaranews,m:8443)/amp/berita/1",
    "https://bali.antaranews.com/terkini/2?b=2&a=&B=1#x": (
        "com,antaranews,bali)/terkini/2?a=&b=1&b=2"
    ),
    "https://bali.antaranews.com//a/./b/../c//": "com,antaranews,bali)/a/c",
    "https://bali.antaranews.com/%2541%c3%a9 é": "com,antaranews,bali)/a%c3%a9%20%c3%a9",
    "https://bali.antaranews.com/search?q=pasar+ikan%20segar": (
        "com,antaranews,bali)/search?q=pasar+ikan%20segar"
    ),
    " https://saya:rahasia@bali.antaranews.com/robots.txt ": "com,antaranews,bali)/robots.txt",
    "dns:bali.antaranews.com": "dns:bali.antaranews.com",
}


def test_keys_are_those_of_other_tools():
    assert {url: surt(url) for url in KEYS} == KEYS


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_keys_are_those_of_the_package_surt():
    draw = random.Random(1)
    hosts = ["bali.antaranews.com", "www.antaranews.com", "M.Antaranews.com", "antaranews.com."]
    parts = [
        *"abXZ019-_.%&=+;:,@!~()[]{}|^\"'<>`\\$*#? /",
        *("%20", "%2F", "%41", "%2541", "é", "%C3%A9", "..", "//", "/../", "/./", "?", "&a=1"),
    ]
    urls = [each for each in KEYS if not each.startswith("dns")]
    for _ in range(20_000):
        port = draw.choice(["", ":80", ":443", ":8080"])
        rest = "".join(draw.choice(parts) for _ in range(draw.randint(0, 12)))
        urls.append(f"{draw.choice(['http', 'https'])}://{draw.choice(hosts)}{port}/{rest}")
    code = "import json, sys, surt; print(json.dumps([*map(surt.surt, json.load(sys.stdin))]))"
    theirs = json.loads(python("-W", "ignore", "-c", code, text=json.dumps(urls)))
    wrong = [
        (url, own, their)
        for url, their in zip(urls, theirs, strict=True)
        if (own := surt(url)) != their
    ]
    assert wrong == []
    assert program("wayback").exists()


@pytest.mark.parametrize("most", [1, 700, 10_000_000])
def test_lines_are_sorted_however_few_fit_into_the_memory(tmp_path: Path, most: int) -> None:
    given = [f"com,antaranews,bali)/berita/{n * 7919 % 2003} 2026 {{}}\n" for n in range(2003)]
    with SortedLines(tmp_path, most) as lines:
        for each in given[:200] if most == 1 else given:
            lines.add(each)
        assert list(lines) == sorted(given[:200] if most == 1 else given)
        assert list(tmp_path.iterdir()) == [], "a kill leaves nothing"


def test_blocks_are_found_by_their_first_lines() -> None:
    lines = [f"com,antaranews,bali)/{n:05} 2026 {json.dumps({'n': n})}\n" for n in range(BLOCK + 5)]
    found = list(blocks(lines, "index.cdx.gz"))
    assert len(found) == 2
    assert gzip.decompress(b"".join(packed for packed, _ in found)).decode() == "".join(lines)
    (first, second) = (told.splitlines() for _, told in found)
    assert first[0] == '!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}'
    assert second[0].startswith(f"com,antaranews,bali)/{BLOCK:05} 2026 {{")
    assert json.loads(second[0].partition(" 2026 ")[2])["offset"] == len(found[0][0])
    assert list(blocks([], "x")) == []
