"""What was kept after a backup was made is not lost by restoring that backup."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from crawler.captures.unsettled import unsettled_in
from pipelines.archive.compare import differences
from tests.kept_rows import change, files
from tests.minisite import ALL, BALI, MiniSite, held, page_of, rows
from tests.servers import answer

if TYPE_CHECKING:
    from pathlib import Path

AFTER = "Pedagang menutup pasar itu untuk selamanya."
TEXTS = (
    "SELECT article_id, seq, json_extract(state, '$.text') FROM revisions "
    "JOIN articles ON articles.id = article ORDER BY 1, 2"
)


class Story:
    """An archive of four articles, backed up; then one was corrected, and two came."""

    def __init__(self, antara, archive: Path, site: MiniSite) -> None:
        self.antara, self.archive, self.site = antara, archive, site
        antara.archive = archive
        (folder := archive.with_name("backups")).mkdir()
        site.crawl(archive, *ALL)
        assert antara("backup", str(folder)).status == 0
        (self.backup,) = folder.iterdir()
        self.corrected = min(site.articles["bali"])
        site.replies[f"{BALI}/berita/{self.corrected}/kabar-{self.corrected}"] = answer(
            page_of(f"Kabar {self.corrected}", site.articles["bali"][self.corrected], AFTER)
        )
        self.new = site.publish("bali", 2)
        change(archive, "UPDATE frontier SET revisit_at = '2020-01-01T00:00:00Z'")
        assert site.crawl(archive, spider="revisit").status == 0
        assert site.crawl(archive).status == 0
        self.before = held(archive)
        self.texts = rows(archive, TEXTS)
        assert len(self.before) == 6
        assert len(self.texts) == 7

    def restore(self) -> str:
        """Put the backup in the archive's place; returns what is said."""
        result = self.antara("restore", str(self.backup))
        assert result.status == 0, result.err
        assert len(held(self.archive)) == 4
        return result.out

    def crawl_on(self) -> None:
        """Crawl for one article more, where the site lists those no more that the backup lacks."""
        self.site.publish("bali")
        for number in self.new:
            del self.site.articles["bali"][number]
        assert self.site.crawl(self.archive).status == 0
        assert len(held(self.archive)) == 5

    def rebuilt(self) -> Path:
        """Make an archive again from the captures."""
        new = self.archive.with_name("again.db")
        done = self.antara("rebuild", str(new), "--jobs", "1")
        assert done.status == 0, done.err
        return new


@pytest.fixture
def story(antara, archive: Path):
    with MiniSite(("bali",), count=4) as site:
        yield Story(antara, archive, site)


@pytest.mark.slow
def test_an_archive_that_is_made_again_has_it(story: Story) -> None:
    story.restore()
    story.crawl_on()
    assert unsettled_in(files(story.archive)) == set()
    new = story.rebuilt()
    assert held(new) > story.before
    assert set(rows(new, TEXTS)) > set(story.texts)


@pytest.mark.slow
def test_one_whose_heads_call_it_unsettled_has_each_article(story: Story) -> None:
    """As after a copy that was put in the place by hand: nothing says that it is an older one."""
    story.restore()
    change(story.archive, "DELETE FROM meta WHERE key = 'restored_at'")
    story.crawl_on()
    assert len(unsettled_in(files(story.archive))) == 6
    assert held(story.rebuilt()) > story.before


@pytest.mark.slow
def test_the_restore_says_how_it_comes_back(story: Story) -> None:
    said = story.restore()
    line = next(each for each in said.splitlines() if "antara import" in each)
    assert line.startswith("6 answers for articles were kept after this backup was made")
    command, pattern = shlex.split(line.split("'")[1])[-2:]
    (path,) = files(story.archive)
    assert path.match(pattern)
    assert story.antara(command, str(path), "--jobs", "1").status == 0
    assert held(story.archive) == story.before
    assert rows(story.archive, TEXTS) == story.texts
    assert story.antara("verify").status == 0
    new = story.archive.with_name("again.db")
    assert story.antara("rebuild", str(new), "--jobs", "1").status == 0
    # Each page stands there twice, and is read where it stood first.
    assert {each.column for each in differences(story.archive, new)} == {"capture"}
