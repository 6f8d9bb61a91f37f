"""Fixtures: an archive of the small site of `tests.withdrawn`, with its captures."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.minisite import ALL
from tests.withdrawn import AFTER, Site, due

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the site, in which the article was corrected once; not to be changed."""
    archive = tmp_path_factory.mktemp("crawled") / "archive.db"
    with Site() as site:
        assert site.crawl(archive, *ALL).status == 0
        site.text = AFTER
        due(archive)
        assert site.crawl(archive, spider="revisit").status == 0
    return archive


@pytest.fixture
def twice_crawled(crawled: Path, archive: Path) -> Path:
    """A copy of it, which may be changed."""
    shutil.copy(crawled, archive)
    shutil.copytree(crawled.parent / "captures", archive.parent / "captures")
    return archive
