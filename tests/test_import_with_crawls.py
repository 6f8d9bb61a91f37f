"""Imports between crawls, kills and prunes: what one of them does must not spoil another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from pipelines.archive.compare import differences
from tests.command_line import CommandLine
from tests.foreign import ForeignWarc, page, url_of, warc_of
from tests.kept_rows import change, files
from tests.minisite import ALL, MiniSite, rows
from tests.packed import Unpacked
from tests.servers import answer
from tests.test_captures_unsettled import leave_behind

if TYPE_CHECKING:
    from pathlib import Path

T2019, T2020, T2021 = "2019-03-05T01:02:03Z", "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z"
DUE = "UPDATE frontier SET revisit_at = '2020-01-01T00:00:00Z', revisits = 1"
OTHERS = "feed,listing,sitemap,robots,other"


@pytest.fixture
def run(capsys, tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path / "archive.db")


def imported(run: CommandLine, path: Path, *options: str, status: int = 0) -> dict[str, Any]:
    done = run("import", str(path), "--json", "--jobs", "1", *options)
    assert done.status == status, done.err
    return json.loads(done.out)


def of_sample(*pages: tuple[int, str, bytes], path: Path) -> Path:
    return warc_of(path, pages, origin="sample")


def made_again(run: CommandLine, jobs: str = "1") -> None:
    """Verify all captures and see that a rebuild gives the same archive."""
    verified = run("verify")
    assert verified.status == 0, verified.out
    new = run.archive.with_name("again.db")
    new.unlink(missing_ok=True)
    done = run(*("rebuild", str(new), "--compare", str(run.archive), "--jobs", jobs), archive=False)
    assert done.status == 0, done.err
    assert not list(differences(run.archive, new))


def frontier_of(run: CommandLine, number: int) -> list[Any]:
    return rows(run.archive, f"SELECT * FROM frontier WHERE article_id = {number}")


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_repeated_answers_after_a_prune_refer_to_the_moved_record(
    run: CommandLine, tmp_path: Path, jobs: str
) -> None:
    with MiniSite(("bali",), count=4) as site:
        site.crawl(run.archive, *ALL)
        assert run("captures", "--prune", "--kind", OTHERS).status == 0
        change(run.archive, DUE)
        site.crawl(run.archive, spider="revisit")
    revisits = "SELECT count(*) FROM captures WHERE record = 'revisit' AND kind = 'article'"
    assert rows(run.archive, revisits) == [(4,)]
    made_again(run, jobs)
    packed = run("wacz", str(tmp_path / "x.wacz"), "--since", "2020-01-01", "--json")
    assert (packed.status, json.loads(packed.out)["damaged"]) == (0, [])


@pytest.mark.slow
@pytest.mark.parametrize("row", [False, True])
def test_a_kill_an_import_and_a_crawl_are_made_again(
    run: CommandLine, tmp_path: Path, row: bool
) -> None:
    with MiniSite(("bali",), count=4) as site:
        site.crawl(run.archive, *ALL)
        leave_behind(run.archive, site, row=row)
        imported(run, of_sample((9001, T2019, page("Hanya di sana")), path=tmp_path / "x.warc.gz"))
        site.publish("bali", 1)
        site.crawl(run.archive)
    made_again(run)


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_rules_of_a_host_count_from_the_run_that_read_them(run: CommandLine, jobs: str) -> None:
    rules = b'[{"location": "/", "tdm-reservation": 1}]'
    with MiniSite(("bali",), count=12) as site:
        site.crawl(run.archive, *ALL)
        site.replies["bali.antaranews.com/.well-known/tdmrep.json"] = answer(
            rules, content_type="application/json"
        )
        site.publish("bali", 2)
        change(run.archive, "DELETE FROM robots")
        site.crawl(run.archive)
    signals = "SELECT count(*) FROM signals WHERE carrier = 'tdmrep'"
    assert rows(run.archive, signals) == [(2,)]
    made_again(run, jobs)


@pytest.mark.slow
def test_a_404_of_years_ago_settles_no_address_that_waits(run: CommandLine, tmp_path: Path) -> None:
    with MiniSite(("bali",), count=3) as site:
        site.crawl(run.archive, *ALL)
    change(
        run.archive,
        "INSERT INTO frontier (bureau, article_id, url, kind, found_at, state) VALUES "
        f"('bali', 7777, '{url_of(7777)}', 'article', '2026-11-01T00:00:00Z', 'pending')",
    )
    before = frontier_of(run, 7777)
    made = ForeignWarc()
    made.info(origin="sample")
    made.response(url_of(7777), b"<html>x</html>", T2019, status="404 Not Found")
    imported(run, made.save(tmp_path / "x.warc.gz"))
    assert frontier_of(run, 7777) == before


@pytest.mark.slow
@pytest.mark.parametrize("word", ["berita", "foto"])
def test_another_article_under_a_held_key_changes_nothing_of_it(
    run: CommandLine, tmp_path: Path, word: str
) -> None:
    with MiniSite(("bali",), count=3) as site:
        site.crawl(run.archive, *ALL)
        number = min(site.articles["bali"])
    before = frontier_of(run, number), rows(run.archive, "SELECT * FROM articles")
    made = ForeignWarc()
    made.info(origin="sample")
    other = page("Sama sekali berbeda isinya", " ".join(f"kata{n}" for n in range(90)))
    other = other.replace(b"dikabarkan warga setempat pada hari itu", b"lain dari yang lain")
    made.response(f"https://bali.antaranews.com/{word}/{number}/lain", other, T2019)
    done = imported(run, made.save(tmp_path / "x.warc.gz"), status=1)
    assert done["unread"] == {"key_collision": 1}
    assert (frontier_of(run, number), rows(run.archive, "SELECT * FROM articles")) == before
    made_again(run)


def test_a_state_that_would_be_refused_behind_another_takes_no_state_away(
    run: CommandLine, tmp_path: Path
) -> None:
    def of(title: str, letter: str) -> bytes:
        return page(title, " ".join(f"{letter}{n}" for n in range(120)))

    held = [
        (7, T2020, of("Alfa Beta Gamma Delta", "a")),
        (7, T2021, of("Alfa Beta Omega Sigma", "c")),
    ]
    imported(run, warc_of(tmp_path / "x.warc.gz", held))
    states = "SELECT seq, json_extract(state, '$.title'), first_seen, last_seen FROM revisions"
    before = rows(run.archive, states), rows(run.archive, "SELECT * FROM articles")
    assert len(before[0]) == 2
    between = [(7, T2019, of("Omega Sigma Kappa Lambda", "b"))]
    done = imported(run, warc_of(tmp_path / "y.warc.gz", between), status=1)
    assert done["unplaced"] == ["bali/7"]
    assert (rows(run.archive, states), rows(run.archive, "SELECT * FROM articles")) == before
    assert run("reread", "--all", "--jobs", "1").status == 0
    assert rows(run.archive, states) == before[0]


@pytest.mark.slow
def test_an_own_answer_that_nothing_was_made_of_is_not_made_the_newest_state(
    run: CommandLine, tmp_path: Path
) -> None:
    with MiniSite(("bali",), count=4) as site:
        site.crawl(run.archive, *ALL)
        leave_behind(run.archive, site, row=True)
        site.publish("bali", 1)
        site.crawl(run.archive)
    articles = "SELECT * FROM articles"
    before = rows(run.archive, articles)
    packed = tmp_path / "x.wacz"
    assert run("wacz", str(packed), "--since", "2020-01-01").status == 0
    assert imported(run, packed)["results"] == {}
    assert rows(run.archive, articles) == before


@pytest.mark.slow
def test_a_plan_that_was_set_is_not_made_anew_by_an_import(
    run: CommandLine, tmp_path: Path
) -> None:
    with MiniSite(("bali",), count=3) as site:
        site.crawl(run.archive, *ALL, "-s", "REVISIT_DAYS=1,7,3650")
    change(run.archive, "UPDATE frontier SET revisits = 2, revisit_at = '2031-11-01T00:00:00Z'")
    old = of_sample((9001, T2019, page()), path=tmp_path / "x.warc.gz")
    imported(run, old, "-s", "REVISIT_DAYS=1,7,3650")
    planned = "SELECT DISTINCT revisit_at FROM frontier WHERE article_id < 9000"
    assert rows(run.archive, planned) == [("2031-11-01T00:00:00Z",)]


def test_a_repeated_answer_is_read_also_after_an_interruption(
    run: CommandLine, tmp_path: Path
) -> None:
    made = ForeignWarc()
    digest = made.response(url_of(7), page(), T2019)
    imported(run, made.save(tmp_path / "x.warc.gz"))  # as far as it came
    made.revisit(url_of(7), digest, T2021)
    done = imported(run, made.save(tmp_path / "x.warc.gz"))
    assert done["results"] == {"unchanged": 1}


@pytest.mark.slow
def test_a_wacz_of_a_rebuilt_archive_has_the_heads_of_all_runs(
    run: CommandLine, tmp_path: Path
) -> None:
    with MiniSite(("bali",), count=3) as site:
        site.crawl(run.archive, *ALL)
        site.publish("bali", 1)
        site.crawl(run.archive)
    new = tmp_path / "again.db"
    assert run("rebuild", str(new), "--jobs", "1", archive=False).status == 0
    options = ("-s", f"ARCHIVE_PATH={new}")
    packed = tmp_path / "x.wacz"
    assert run("wacz", str(packed), "--since", "2020-01-01", *options, archive=False).status == 0
    assert Unpacked(packed).kinds().count("warcinfo") == 2
    runs = "SELECT count(DISTINCT run), count(*) - count(run) FROM captures"
    assert rows(new, runs) == [(2, 0)]


def test_a_sample_whose_head_is_damaged_is_still_a_sample(run: CommandLine, tmp_path: Path) -> None:
    with MiniSite(("bali",), count=3) as site:
        site.crawl(run.archive, *ALL)
    (path,) = files(run.archive)
    data = bytearray(path.read_bytes())
    data[40] ^= 0xFF
    path.write_bytes(bytes(data))
    packed = tmp_path / "x.wacz"
    assert run("wacz", str(packed), "--since", "2020-01-01").status == 1
    other = tmp_path / "other"
    other.mkdir()
    options = ("-s", f"ARCHIVE_PATH={other / 'archive.db'}")
    done = run("import", str(packed), "--jobs", "1", *options, archive=False)
    assert done.status == 0, done.err
    origin = "SELECT value FROM meta WHERE key = 'origin'"
    assert rows(other / "archive.db", origin) == [("sample",)]


def test_a_file_that_goes_on_with_a_sample_is_read_up_to_there(
    run: CommandLine, tmp_path: Path
) -> None:
    path = warc_of(tmp_path / "x.warc.gz", [(7, T2019, page())])
    more = of_sample((8, T2019, page("Rekaan")), path=tmp_path / "y.warc.gz")
    path.write_bytes(path.read_bytes() + more.read_bytes())
    done = run("import", str(path), "--jobs", "1")
    assert done.status == 2
    assert "x.warc.gz holds invented articles of a sample from byte" in done.err
    assert rows(run.archive, "SELECT article_id FROM articles") == [(7,)]
