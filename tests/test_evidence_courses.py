"""Crawls, kills, prunes, imports and rereadings in drawn orders: the proof holds all the way."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from pipelines.archive.compare import differences
from tests.command_line import CommandLine
from tests.foreign import ForeignWarc, page, url_of
from tests.kept_rows import change
from tests.minisite import ALL, MiniSite
from tests.servers import answer
from tests.test_captures_unsettled import leave_behind

if TYPE_CHECKING:
    from pathlib import Path

    from tests.command_line import Result

DEEDS = ("publish", "revisit", "kill", "kill_with_row", "prune", "import", "reread", "correct")
LENGTH = 7


class Course:
    """One archive, and what is done to it."""

    def __init__(self, seed: int, run: CommandLine, site: MiniSite, folder: Path) -> None:
        self.chance = random.Random(f"evidence:{seed}")
        self.run = run
        self.site = site
        self.folder = folder
        self.imports = 0
        self.killed = False

    def do(self, deed: str) -> None:
        getattr(self, deed)()

    def publish(self) -> None:
        self.site.publish("bali", 2)
        self.site.crawl(self.run.archive)
        self.killed = False

    def revisit(self) -> None:
        change(
            self.run.archive,
            "UPDATE frontier SET revisit_at = '2020-01-01T00:00:00Z' WHERE state = 'stored'",
        )
        self.site.crawl(self.run.archive, spider="revisit")

    def kill(self) -> None:
        self._leave(row=False)

    def kill_with_row(self) -> None:
        self._leave(row=True)

    def _leave(self, *, row: bool) -> None:
        if not self.killed:  # the next one that is killed would have written a head first
            self.killed = True
            leave_behind(self.run.archive, self.site, row=row)

    def prune(self) -> None:
        kinds = self.chance.choice(("listing", "feed,listing", "robots,other", "sitemap,feed"))
        self.good(self.run("captures", "--prune", "--kind", kinds))

    def correct(self) -> None:
        number = self.chance.choice(list(self.site.articles["bali"]))
        title = f"Kabar {number} dikoreksi {self.chance.randrange(100)}"
        address = url_of(number).removeprefix("https://")
        self.site.replies[address] = answer(page(title, "Teksnya juga lain."))
        self.revisit()

    def reread(self) -> None:
        self.good(self.run("reread", "--all", "--jobs", "1"))

    def __getattr__(self, name: str):  # "import" is no name for a method
        if name == "import":
            return self.take_in
        raise AttributeError(name)

    def take_in(self) -> None:
        self.imports += 1
        made = ForeignWarc()
        made.info(origin="sample")
        digests = {}
        for _ in range(self.chance.randrange(1, 8)):
            number = self.chance.choice([*self.site.articles["bali"], 9_000 + self.imports])
            date = f"20{self.chance.randrange(17, 25)}-0{self.chance.randrange(1, 10)}-01T00:00:00Z"
            if number in digests and self.chance.random() < 0.3:
                made.revisit(url_of(number), digests[number], date)
            elif self.chance.random() < 0.2:
                made.response(url_of(number), b"<html>x</html>", date, status="404 Not Found")
            else:
                body = page(f"Kabar {number} tempo {self.chance.randrange(4)}")
                digests[number] = made.response(url_of(number), body, date)
        path = made.save(self.folder / f"{self.imports}.warc.gz")
        done = self.run("import", str(path), "--jobs", "1")
        assert done.status in (0, 1), done.err  # 1: a page found no place, which is told

    @staticmethod
    def good(done: Result) -> None:
        assert done.status == 0, done.err


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(n, marks=pytest.mark.slow) for n in range(2, 13))]
)
@pytest.mark.timeout(300)
def test_the_archive_can_be_made_again_after_any_course(capsys, tmp_path: Path, seed: int) -> None:
    run = CommandLine(capsys, tmp_path / "archive.db")
    with MiniSite(("bali",), count=5) as site:
        site.crawl(run.archive, *ALL)
        course = Course(seed, run, site, tmp_path)
        done = []
        for _ in range(LENGTH):
            done.append(course.chance.choice(DEEDS))
            course.do(done[-1])
        # What a kill left is told by the head of the next run that keeps anything.
        course.publish()
    verified = run("verify")
    assert verified.status == 0, f"{done}\n{verified.out}"
    for jobs in ("1",) if seed == 1 else ("1", "2"):
        new = tmp_path / f"again-{jobs}.db"
        made = run(
            *("rebuild", str(new), "--compare", str(run.archive), "--jobs", jobs), archive=False
        )
        found = list(differences(run.archive, new))
        assert made.status == 0, f"{done}\n{made.err}\n{found[:5]}"
