"""`antara crawl gaps` and `antara crawl urls`: just what is missing, and a person's own list."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import ArchiveSession
from tests.command_line import ANTARA, make_archive, run_antara
from tests.minisite import BALI, WITA, MiniSite, held, rows
from tests.servers import Asked, answer

if TYPE_CHECKING:
    from pathlib import Path


def day(back: int) -> str:
    return (dt.datetime.now(WITA) - dt.timedelta(days=back)).date().isoformat()


# --- gaps


@pytest.mark.slow
def test_a_gap_is_filled_and_nothing_else_is_asked_for(archive: Path) -> None:
    with MiniSite(count=240, hours=6) as site:
        site.crawl(archive, "--since", day(10))
        site.crawl(archive, "--since", day(50), "--until", day(40), spider="backfill")
        before = held(archive)
        site.forget()
        run = site.crawl(archive, "--since", day(30), "--until", day(28), spider="gaps")
        assert run.status == 0, run.log
        wanted = {
            ("bali", number)
            for number, when in site.articles["bali"].items()
            if day(30) <= when.date().isoformat() <= day(28)
        }
        assert wanted <= held(archive)
        assert len(held(archive) - before) < len(wanted) + 45
        assert "bali: 1 gap, none left." in run.summary["notes"]
        site.forget()
        again = site.crawl(archive, "--since", day(30), "--until", day(28), spider="gaps")
        assert again.status == 0
        assert site.asked("") == []


def test_what_is_known_of_a_gap_is_asked_for_without_a_walk(archive: Path) -> None:
    with MiniSite(count=40, hours=6) as site:
        broken = list(site.articles["bali"])[20]
        fails = True

        def sometimes(asked: Asked) -> bytes:
            down = fails and f"/berita/{broken}/" in asked.path
            return answer(b"", 503) if down else site.usual(asked)

        site.replies[BALI] = sometimes
        site.crawl(archive, "--since", day(8))
        assert ("bali", broken) not in held(archive)
        fails = False
        site.forget()
        run = site.crawl(archive, "--since", day(8), spider="gaps")
        # It waits for its next try; that is known, so no listing is walked for it.
        assert run.status == 0, run.log
        assert site.asked("/terkini") == []
    assert "1 gap, 1 left" in " ".join(run.summary["notes"])


def test_days_that_nobody_asked_for_are_no_gaps(archive: Path) -> None:
    with MiniSite(count=80, hours=6) as site:
        site.crawl(archive)  # the first contact: two days
        first = day(10)
        oldest = min(site.articles["bali"][number] for _, number in held(archive))
        assert oldest.date().isoformat() < day(2)  # a page of the listing shows older ones, too
        site.crawl(archive, spider="gaps")  # the first of these days was read in part
        before = held(archive)
        site.forget()
        run = site.crawl(archive, spider="gaps")
        assert (run.status, site.asked(""), held(archive)) == (0, [], before)
        (note,) = run.summary["notes"]
        assert note.startswith(f"Nobody has asked for what is before {day(2)} (bali): ")
        run = site.crawl(archive, "--since", first, spider="gaps")
        assert {
            ("bali", number)
            for number, when in site.articles["bali"].items()
            if when.date().isoformat() >= first
        } <= held(archive)
        before = held(archive)
        assert any(site.articles["bali"][n].date().isoformat() < first for _, n in before)
        site.forget()
        run = site.crawl(archive, spider="gaps")  # what was read beyond these days begins nothing
        assert (run.status, site.asked(""), held(archive)) == (0, [], before)
        assert f"before {first} (bali)" in run.summary["notes"][-1]


def test_gaps_need_an_archive(archive: Path) -> None:
    with MiniSite() as site:
        run = site.crawl(archive, spider="gaps")
    assert run.status == 2
    assert "There is no archive at" in run.log


def test_the_sample_is_told_as_what_it_is(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    make_archive(archive)
    settings = {"ANTARA_CONTACT": "a@example.org", "ANTARA_ARCHIVE_PATH": str(archive)}
    for spider in ("gaps", "revisit"):
        done = run_antara("crawl", spider, cwd=tmp_path, **settings)
        assert done.status == 2
        assert f"{archive} is the sample, whose articles are invented" in done.err
        assert "'antara crawl latest' makes an archive" in done.err


# --- lists


def crawl_list(site: MiniSite, archive: Path, text: str, name: str = "list.txt", **more: str):
    (archive.parent / "list.txt").write_text(text, encoding="utf-8")
    return run_antara(
        *("crawl", "urls", name, "--origin", "sample", "--json"),
        *("-s", f"ARCHIVE_PATH={archive}", "-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0"),
        cwd=archive.parent,
        ANTARA_GATEWAY=site.server.gateway,
        **more,
    )


@pytest.mark.slow
def test_a_list_of_addresses_and_keys_is_fetched(archive: Path) -> None:
    with MiniSite(("bali", "jogja"), count=20) as site:
        text = (
            "# my articles\n"
            "\n"
            f"https://{BALI}/berita/505/kabar-505?utm_source=x\n"
            "jogja/507\n"
            f'"http://{BALI}/berita/510/kabar-510",seen in May\n'
        )
        done = crawl_list(site, archive, text)
        assert done.status == 0, done.err
        assert held(archive) == {("bali", 505), ("jogja", 507), ("bali", 510)}
        assert site.asked("/terkini") == site.asked("/rss") == []
        summary = json.loads(done.out)
        assert summary["bureaus"]["bali"]["listed"] == 2
        site.forget()
        again = crawl_list(site, archive, text)
        assert again.status == 0
        assert site.asked() == []
        assert json.loads(again.out)["bureaus"]["bali"]["skipped"] == 2
    ways = rows(archive, "SELECT DISTINCT way FROM findings")
    assert ways == [("list",)]


@pytest.mark.slow
def test_a_list_comes_by_standard_input_too(archive: Path) -> None:
    with MiniSite(count=5) as site:
        done = run_antara(
            *("crawl", "urls", "-", "--origin", "sample"),
            *("-s", f"ARCHIVE_PATH={archive}", "-s", "DOWNLOAD_DELAY=0"),
            cwd=archive.parent,
            text="bali/503\n",
            ANTARA_GATEWAY=site.server.gateway,
        )
    assert done.status == 0, done.err
    assert held(archive) == {("bali", 503)}


@pytest.mark.slow
def test_lines_that_name_no_article_are_told_and_the_rest_is_fetched(archive: Path) -> None:
    with MiniSite(count=5) as site:
        text = f"bali/502\nhttps://example.org/berita/1/x\nhttps://{BALI}/terkini\n"
        done = crawl_list(site, archive, text)
    assert done.status == 1
    assert "list.txt, line 2: not an address of ANTARA" in done.err
    assert "list.txt, line 3: " in done.err
    assert held(archive) == {("bali", 502)}


@pytest.mark.slow
def test_a_list_of_dead_links_is_asked_for_to_its_end(archive: Path) -> None:
    with MiniSite(count=5) as site:
        dead = [f"bali/{number}" for number in range(9_000, 9_012)]
        done = crawl_list(site, archive, "\n".join([*dead, "bali/503"]))
    assert done.status == 0, done.err
    assert json.loads(done.out)["bureaus"]["bali"]["gone"] == len(dead)
    assert held(archive) == {("bali", 503)}


@pytest.mark.slow
def test_a_host_that_fails_ends_a_list_for_now(archive: Path) -> None:
    with MiniSite(count=30) as site:
        site.replies[BALI] = lambda asked: (
            answer(b"", 500) if "/berita/" in asked.path else site.usual(asked)
        )
        done = crawl_list(site, archive, "\n".join(f"bali/{number}" for number in range(501, 520)))
        assert len(site.asked()) <= 6
    assert done.status == 1
    assert "in a row" in json.loads(done.out)["bureaus"]["bali"]["errors"][0]


@pytest.mark.slow
def test_what_failed_or_was_gone_is_asked_for_again_by_name(archive: Path) -> None:
    with MiniSite(count=20) as site:
        there = False

        def sometimes(asked: Asked) -> bytes:
            missing = not there and "/berita/505/" in asked.path
            return answer(b"<html></html>", 404) if missing else site.usual(asked)

        site.replies[BALI] = sometimes
        site.crawl(archive, "--since", "2000-01-01")
        assert ("bali", 505) not in held(archive)
        there = True
        site.crawl(archive)
        assert ("bali", 505) not in held(archive)
        done = crawl_list(site, archive, "https://bali.antaranews.com/berita/505/kabar-505\n")
        assert done.status == 0, done.err
        assert ("bali", 505) in held(archive)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("urls",), "needs FILE"),
        (("urls", "list.txt", "more"), "Surplus word 'more'"),
        (("urls", "list.txt", "--pages", "3"), "--pages is not for 'urls' but for latest"),
        (("latest", "--until", "2026-01-01"), "--until is not for 'latest' but for backfill and"),
        (("revisit", "--since", "2026-01-01"), "--since is not for 'revisit'"),
        (("backfill", "--since", "2999-01-01"), "--since 2999-01-01 is yet to come: it is "),
        (("backfill", "-a", "since=2999-01-01", "--estimate"), "is yet to come: it is "),
        (("gaps", "--since", "2999-01-01"), "is yet to come: it is "),
        (("backfill", "--ways", "terkinni"), "Did you mean 'terkini'?"),
        (("backfill", "--ways", "search"), "search needs words"),
        (("backfill", "--query", "..."), "there is no word in it"),
        (("backfill", "--query", "asap", "--ways", "tag"), "leave --ways out"),
        (("backfill", "--max-minutes", "0"), "'0' is not a number of minutes above 0"),
        (("backfill", "--max-requests", "-1"), "'-1' is not a whole number above 0"),
        (("latest", "--append", "no/such/log"), "there is no such folder"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(
    antara, tmp_path: Path, monkeypatch, words, line
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.txt").write_text("# nothing\n")
    done = antara("crawl", *words, "-s", "CONTACT=a@example.org")
    assert done.status == 2
    assert line in done.err
    assert "Traceback" not in done.err
    assert not (tmp_path / "archive.db").exists()


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("missing.txt", "'missing.txt' cannot be read: No such file"),
        ("list.txt", "'list.txt' names no article"),
    ],
)
def test_a_list_without_an_article_is_refused_in_one_line(tmp_path: Path, name, line) -> None:
    (tmp_path / "list.txt").write_text("# nothing\n")
    # In a process of its own: a crawl begins a loop of events before it reads the list.
    done = run_antara("crawl", "urls", name, cwd=tmp_path, ANTARA_CONTACT="a@example.org")
    assert (done.status, line in done.err, "Traceback" in done.err) == (2, True, False)
    assert not (tmp_path / "archive.db").exists()


@pytest.mark.slow
def test_the_summary_goes_into_a_file_line_by_line(archive: Path) -> None:
    log = archive.parent / "runs.jsonl"
    with MiniSite(count=3) as site:
        for _ in range(2):
            site.crawl(archive, "--append", str(log))
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line["exit_status"] for line in lines] == [0, 0]
    assert [line["nothing_new"] for line in lines] == [False, True]


@pytest.mark.slow
def test_bytes_that_are_no_utf8_are_a_line_that_is_refused(archive: Path) -> None:
    with MiniSite(count=5) as site:
        done = subprocess.run(
            [
                *(str(ANTARA), "crawl", "urls", "-", "--origin", "sample"),
                *("-s", f"ARCHIVE_PATH={archive}", "-s", "DOWNLOAD_DELAY=0"),
            ],
            input=b"bali/503\ncaf\xe9 \xff\n",
            capture_output=True,
            cwd=archive.parent,
            env=os.environ | {"ANTARA_GATEWAY": site.server.gateway, "TMPDIR": str(archive.parent)},
            timeout=90,
        )
    assert done.returncode == 1, done.stderr
    assert b"Traceback" not in done.stderr
    assert held(archive) == {("bali", 503)}
    assert list(archive.parent.glob("antara-list-*")) == []


def test_the_copy_of_a_list_goes_also_when_the_archive_is_held(archive: Path) -> None:
    with ArchiveSession.claim(archive, "sample"):
        done = run_antara(
            *("crawl", "urls", "-", "--origin", "sample", "-s", f"ARCHIVE_PATH={archive}"),
            cwd=archive.parent,
            text="bali/503\n",
            ANTARA_GATEWAY="http://127.0.0.1:9",
            TMPDIR=str(archive.parent),
        )
    assert done.status == 2
    assert "is being written by" in done.err
    assert list(archive.parent.glob("antara-list-*")) == []
