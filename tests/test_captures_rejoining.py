"""An archive from a backup of before a prune goes by what the prune left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crawler.captures.names import newest_version
from pipelines.archive.soundness import problems
from tests.archives import ask
from tests.minisite import ALL, MiniSite
from tests.withdrawn import backed_up

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["tests.withdrawn_fixtures"]

FIRST = "captures/antara-a1b2c3-20261120010203-00001.warc.gz"


def test_rows_go_by_the_newer_file(antara, twice_crawled: Path) -> None:
    backup = backed_up(antara, twice_crawled)
    articles = "SELECT url, sha256 FROM captures WHERE kind = 'article' ORDER BY id"
    before = ask(twice_crawled, articles)
    prune = ("captures", "--prune", "--kind", "listing,feed")
    assert antara(*prune).status == 0
    kept = ask(twice_crawled, "SELECT file, offset, url FROM captures ORDER BY id")
    assert antara("restore", str(backup)).status == 0
    assert antara("verify").status == 1
    with MiniSite(("bali",), 12) as site:
        run = site.crawl(twice_crawled, *ALL)
        assert run.status in (0, 1), run.log
    assert any("its rows go by that" in each for each in run.summary["notes"])
    assert antara("verify").status == 0
    assert problems(twice_crawled) == []
    now = ask(twice_crawled, "SELECT file, offset, url FROM captures ORDER BY id")
    assert now[: len(kept)] == kept
    assert ask(twice_crawled, articles)[: len(before)] == before


@pytest.mark.parametrize(
    ("there", "newest"),
    [
        ([], None),
        (["00001.warc.gz", "00002.1.warc.gz"], None),
        (["00001.1.warc.gz"], ".1"),
        (["00001.9.warc.gz", "00001.10.warc.gz", "00001.10.warc.gz.part"], ".10"),
    ],
)
def test_the_newest_version(tmp_path: Path, there: list[str], newest: str | None) -> None:
    folder = tmp_path / "captures"
    folder.mkdir()
    (folder / "antara-ffffff-20261120010203-00001.99.warc.gz").touch()
    for each in there:
        (folder / f"antara-a1b2c3-20261120010203-{each}").touch()
    found = newest_version(FIRST, tmp_path)
    assert found == (newest and FIRST.replace(".warc", f"{newest}.warc"))
    assert newest_version("captures/foreign.warc.gz", tmp_path) is None


def test_an_older_version_is_no_newer_one(tmp_path: Path) -> None:
    folder = tmp_path / "captures"
    folder.mkdir()
    (tmp_path / FIRST.replace(".warc", ".1.warc")).touch()
    assert newest_version(FIRST.replace(".warc", ".2.warc"), tmp_path) is None
