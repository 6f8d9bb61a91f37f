"""A page named by its capture: what was received, for whoever looks at it years later."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from tests.kept_rows import rows_of
from tests.minisite import ALL, BALI, MiniSite, page_of
from tests.servers import answer

if TYPE_CHECKING:
    from pathlib import Path

    from tests.command_line import CommandLine


@pytest.fixture
def crawled(antara: CommandLine) -> CommandLine:
    """The command line over an archive with captures, one of a packed page."""
    with MiniSite(count=5) as site:
        packed = gzip.compress(page_of("Kabar 503 & lain", site.articles["bali"][503]))
        site.replies[f"{BALI}/berita/503/kabar-503"] = answer(packed, Content_Encoding="gzip")
        site.crawl(antara.archive, *ALL)
    return antara


def test_a_capture_is_inspected_by_its_number_or_key(crawled: CommandLine, tmp_path: Path) -> None:
    (row,) = rows_of(crawled.archive, "url LIKE '%/berita/503/%'")
    for word in (f"capture:{row['id']}", "bali/503"):
        page = tmp_path / f"{row['id']}-{word[0]}.html"
        done = crawled("inspect", word, "--output", str(page), "--no-open")
        assert done.status == 0, done.err
        assert "Kabar 503 &amp; lain" in page.read_text()


@pytest.mark.parametrize(
    ("word", "line"),
    [
        ("capture:99999", "The archive keeps no capture for 'capture:99999'."),
        ("bali/99999", "The archive does not hold bali/99999."),
        ("capture:x", "capture:x"),
    ],
)
def test_what_is_not_kept_is_one_line(crawled: CommandLine, word: str, line: str) -> None:
    done = crawled("inspect", word, "--no-open")
    assert done.status == 2
    assert line in done.err
    assert "Traceback" not in done.err


def test_a_capture_whose_file_is_gone_is_one_line(crawled: CommandLine) -> None:
    for path in (crawled.archive.parent / "captures").iterdir():
        path.unlink()
    done = crawled("inspect", "bali/503", "--no-open")
    assert done.status == 2
    assert "The capture of 'bali/503' cannot be read: captures/antara-" in done.err


def test_an_address_does_not_go_with_a_capture(crawled: CommandLine) -> None:
    done = crawled("inspect", "bali/503", "--url", f"https://{BALI}/berita/1/x", "--no-open")
    assert done.status == 2
    assert "--url" in done.err
