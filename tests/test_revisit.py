"""`antara crawl revisit`: held articles asked for again, with their validators."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

import pytest

from tests.minisite import ALL, BALI, WITA, MiniSite, page_of, rows, start
from tests.servers import Asked, answer

from sqlite_utils.utils import sqlite3  # isort: skip

if TYPE_CHECKING:
    from pathlib import Path


class Newsroom(MiniSite):
    """A site with validators whose articles change."""

    def __init__(self, count: int = 6) -> None:
        super().__init__(("bali",), count)
        self.texts: dict[int, str] = {}
        self.titles: dict[int, str] = {}
        self.status: dict[int, int] = {}
        self.stuck: set[int] = set()
        """Articles whose ETag does not change with them."""
        self.replies[BALI] = self.article
        self.conditional: dict[int, str] = {}

    def article(self, asked: Asked) -> bytes:
        parts = asked.path.strip("/").split("/")
        if parts[0] != "berita":
            return self.usual(asked)
        number = int(parts[1])
        if number in self.status:
            return answer(b"<html><body>maaf</body></html>", self.status[number])
        text = self.texts.get(number, "Pedagang menyambut pasar itu.")
        when = self.articles["bali"][number]
        page = page_of(self.titles.get(number, f"Kabar {number}"), when, text)
        etag = f'"{number if number in self.stuck else hashlib.sha1(page).hexdigest()[:8]}"'
        told = asked.headers.get("if-none-match")
        self.conditional[number] = told or ""
        if told == etag:
            return answer(b"", 304, None, ETag=etag)
        return answer(page, ETag=etag)


def make_due(archive: Path, *ids: int) -> None:
    """Let these articles' time come."""
    connection = sqlite3.connect(str(archive))
    marks = ",".join("?" * len(ids))
    connection.execute(
        "UPDATE frontier SET revisit_at = '2020-01-01T00:00:00Z' WHERE state = 'stored' "
        f"AND article_id IN ({marks})",
        ids,
    )
    connection.commit()
    connection.close()


def observed(archive: Path, number: int) -> list[tuple[str, int | None]]:
    return rows(
        archive,
        f"SELECT outcome, conditional FROM observations WHERE article_id = {number} ORDER BY id",
    )


@pytest.mark.slow
def test_what_is_as_it_was_answers_304_and_costs_no_reading(archive: Path) -> None:
    with Newsroom() as site:
        site.crawl(archive, *ALL)
        ids = [number for number in site.articles["bali"] if number % 10]
        make_due(archive, *ids)
        site.forget()
        run = site.crawl(archive, spider="revisit")
        assert run.status == 0, run.log
        assert len(site.asked("")) == len(ids)
        assert all(site.conditional[number] for number in ids)
    assert run.of("bali")["unchanged"] == len(ids)
    assert run.of("bali")["layouts"] == {}
    assert run.summary["nothing_new"]
    assert observed(archive, ids[0]) == [("stored", None), ("not_modified", 1)]
    # The next question comes seven days after publication.
    planned = rows(archive, "SELECT DISTINCT revisits FROM frontier WHERE revisit_at IS NOT NULL")
    assert (1,) in planned


@pytest.mark.slow
def test_now_and_then_one_is_asked_without_its_validators(archive: Path) -> None:
    """Its server's ETag lies: only so the correction is seen."""
    with Newsroom(30) as site:
        site.stuck = set(site.articles["bali"])
        site.crawl(archive, *ALL)
        plainly = [number for number in site.articles["bali"] if number % 10 == 0]
        site.texts = dict.fromkeys(site.articles["bali"], "Pedagang menolak pasar itu.")
        make_due(archive, *site.articles["bali"])
        run = site.crawl(archive, spider="revisit")
    assert [number for number, told in site.conditional.items() if not told] == plainly
    assert run.of("bali")["revised"] == len(plainly) == 3
    assert run.of("bali")["unchanged"] == 27


def test_a_correction_is_a_revision_and_other_markup_is_none(archive: Path) -> None:
    with Newsroom() as site:
        site.crawl(archive, *ALL)
        changed, moved, *_ = site.articles["bali"]
        site.texts[changed] = "Pedagang menolak pasar itu."
        site.texts[moved] = "Pedagang menyambut\n <b></b> pasar  itu.<!-- 17 tayangan -->"
        make_due(archive, changed, moved)
        run = site.crawl(archive, spider="revisit")
        assert run.status == 0, run.log
    assert run.of("bali")["revised"] == 1
    assert run.of("bali")["unchanged"] == 1
    assert rows(archive, f"SELECT text LIKE '%menolak%' FROM articles WHERE article_id={changed}")
    seqs = rows(archive, f"SELECT max(seq) FROM revisions r JOIN articles a ON a.id = r.article "
                         f"WHERE a.article_id = {changed}")  # fmt: skip
    assert seqs == [(2,)]


@pytest.mark.slow
def test_there_on_one_day_not_on_another_and_back_again(archive: Path) -> None:
    def missing() -> list[tuple[bool]]:
        return rows(
            archive, f"SELECT missing_since IS NOT NULL FROM articles WHERE article_id = {number}"
        )

    with Newsroom() as site:
        site.crawl(archive, *ALL)
        number = next(each for each in site.articles["bali"] if each % 10)
        for status, outcome, gone in ((404, "gone", 1), (410, "gone", 1), (503, "retry", 1)):
            site.status[number] = status
            make_due(archive, number)
            run = site.crawl(archive, "-s", "RETRY_TIMES=0", spider="revisit")
            assert run.status == 0, run.log
            assert observed(archive, number)[-1][0] == outcome
            assert missing() == [(gone,)]
        del site.status[number]
        make_due(archive, number)
        site.crawl(archive, spider="revisit")
        assert missing() == [(0,)]
    # What is missing is asked for as a whole: a 304 would not show that it is back.
    assert observed(archive, number)[-1] == ("unchanged", None)
    assert rows(archive, f"SELECT count(*) FROM articles WHERE article_id = {number}") == [(1,)]


@pytest.mark.slow
def test_what_could_not_be_fetched_is_never_called_gone(archive: Path) -> None:
    with Newsroom() as site:
        site.crawl(archive, *ALL)
        number = next(each for each in site.articles["bali"] if each % 10)
        for status in (500, 429, 403):
            site.status[number] = status
            make_due(archive, number)
            site.crawl(archive, "-s", "RETRY_TIMES=0", spider="revisit")
    assert [outcome for outcome, _ in observed(archive, number)] == ["stored", *["retry"] * 3]
    assert rows(archive, "SELECT count(*) FROM articles WHERE missing_since IS NOT NULL") == [(0,)]
    state, tries = rows(archive, f"SELECT state, tries FROM frontier WHERE article_id={number}")[0]
    assert (state, tries) == ("stored", 3)


def test_with_nothing_due_nothing_is_asked_and_the_run_is_a_good_one(archive: Path) -> None:
    with Newsroom() as site:
        site.crawl(archive, *ALL)
        site.forget()
        run = site.crawl(archive, spider="revisit")
        assert run.status == 0, run.log
        assert site.asked("") == []
    assert run.of("bali")["ended"] == "nothing_left"
    assert rows(archive, "SELECT command, outcome FROM runs ORDER BY id DESC LIMIT 1") == [
        ("crawl revisit", "finished")
    ]


@pytest.mark.slow
def test_without_network_no_try_is_used_up(archive: Path) -> None:
    with Newsroom(12) as site:
        site.crawl(archive, *ALL)
        gateway = site.server.gateway
        make_due(archive, *site.articles["bali"])
    run = start(gateway, ("bali",), archive, spider="revisit").end()
    assert run.status == 2
    assert "Nothing answered" in run.log
    assert rows(archive, "SELECT max(tries) FROM frontier") == [(0,)]
    assert rows(archive, "SELECT count(*) FROM observations WHERE outcome <> 'stored'") == [(0,)]
    assert rows(archive, "SELECT count(*) FROM frontier WHERE lease_run IS NOT NULL") == [(0,)]


def test_it_needs_an_archive(archive: Path) -> None:
    with Newsroom() as site:
        run = site.crawl(archive, spider="revisit")
        assert site.asked("") == []
    assert run.status == 2
    assert "There is no archive at" in run.log
    assert not archive.exists()


@pytest.mark.slow
def test_old_articles_are_asked_for_once_more(archive: Path) -> None:
    with Newsroom() as site:
        old = min(site.articles["bali"])
        site.articles["bali"][old] = dt.datetime.now(WITA) - dt.timedelta(days=400)
        site.crawl(archive, *ALL)
        make_due(archive, old)
        site.crawl(archive, spider="revisit")
    assert rows(archive, f"SELECT revisits, revisit_at FROM frontier WHERE article_id={old}") == [
        (1, None)
    ]


def test_the_plan_is_a_setting(archive: Path) -> None:
    with Newsroom() as site:
        site.crawl(archive, *ALL, "-s", "REVISIT_DAYS=2,30")
        hours = rows(
            archive,
            "SELECT DISTINCT round(julianday(f.revisit_at) - julianday(a.published_utc), 3) "
            "FROM frontier f JOIN articles a USING (bureau, article_id)",
        )
        assert hours == [(2.0,)]
        site.forget()
        run = site.crawl(archive, "-s", "REVISIT_DAYS=1, weekly", spider="revisit")
        assert run.status == 2
        assert "REVISIT_DAYS='1, weekly': 'weekly' is not a number of days" in run.log
        assert site.asked("") == []
