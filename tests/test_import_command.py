"""`antara import`: WARC files from elsewhere, through the same layouts and pipelines."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crawler.captures import taking
from pipelines.archive import ArchiveReader
from pipelines.archive.compare import differences
from tests.command_line import CommandLine
from tests.foreign import (
    HTML,
    WRITERS,
    ForeignWarc,
    as_wget,
    chunked,
    page,
    url_of,
    warc_of,
)
from tests.imports import imported
from tests.kept_rows import change, files, kept, rows_of
from tests.minisite import ALL, MiniSite, rows
from tests.servers import answer
from tests.warcs import warcio_check

if TYPE_CHECKING:
    from collections.abc import Callable

T2019, T2020, T2021 = "2019-03-05T01:02:03Z", "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z"
STATES = (
    "SELECT json_extract(r.state, '$.title'), r.first_seen, r.last_seen FROM revisions AS r "
    "JOIN articles AS a ON a.id = r.article WHERE a.article_id = {} ORDER BY r.seq"
)


@pytest.fixture
def run(capsys, tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path / "archive.db")


def article(run: CommandLine, number: int = 7, bureau: str = "bali") -> dict[str, Any]:
    with ArchiveReader(run.archive) as reader:
        found = reader.article(bureau, number)
    assert found is not None
    return found


@pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__)
def test_a_page_is_read_however_it_was_kept(
    run: CommandLine, tmp_path: Path, write: Callable[..., None]
) -> None:
    made = ForeignWarc()
    made.info()
    write(made, url_of(7), page(), T2019)
    done = imported(run, made.save(tmp_path / "x.warc.gz"))
    assert done["results"] == {"stored": 1}
    found = article(run)
    assert found["title"] == "Pasar Umpama dibuka"
    assert found["text"].endswith("Pedagang datang.")
    assert found["fetched_at"] == T2019
    assert found["published_utc"] == "2019-03-04T01:30:00Z"
    assert found["url"] == url_of(7)
    (row,) = rows_of(run.archive)
    assert (row["imported_from"], row["status"], row["kind"]) == ("x.warc.gz", 200, "article")
    assert kept(run.archive, row).key == "bali/7"
    assert warcio_check(*files(run.archive)).returncode == 0
    assert rows(run.archive, "SELECT value FROM meta WHERE key = 'origin'") == [("live",)]


def test_what_the_site_said_of_automatic_use_comes_with_it(
    run: CommandLine, tmp_path: Path
) -> None:
    made = ForeignWarc()
    as_wayback = WRITERS[2]
    as_wayback(made, url_of(7), page(), T2019)
    imported(run, made.save(tmp_path / "x.warc.gz"))
    sql = "SELECT carrier, value FROM signals WHERE carrier = 'x_robots_tag'"
    assert rows(run.archive, sql) == [("x_robots_tag", "noai")]
    assert kept(run.archive, rows_of(run.archive)[0]).header("x-archive-src") is None


def test_states_stand_in_the_order_of_time_whatever_the_files_order(
    run: CommandLine, tmp_path: Path
) -> None:
    pages = [
        (7, T2020, page("Pasar Umpama dibuka Selasa")),
        (7, T2021, page("Pasar Umpama ditutup")),
        (7, T2019, page("Pasar Umpama dibuka")),
    ]
    done = imported(run, warc_of(tmp_path / "x.warc.gz", pages))
    assert done["results"] == {"stored": 1, "revised": 2}
    assert rows(run.archive, STATES.format(7)) == [
        ("Pasar Umpama dibuka", T2019, T2019),
        ("Pasar Umpama dibuka Selasa", T2020, T2020),
        ("Pasar Umpama ditutup", T2021, T2021),
    ]
    found = article(run)
    assert found["title"] == "Pasar Umpama ditutup"
    assert rows(run.archive, "SELECT first_seen, last_seen FROM articles") == [(T2019, T2021)]


@pytest.mark.slow
def test_a_page_of_long_ago_does_not_replace_what_a_crawl_held(
    run: CommandLine, tmp_path: Path
) -> None:
    with MiniSite(("bali",), count=3) as site:
        site.crawl(run.archive, *ALL)
    (key, title, seen) = rows(
        run.archive, "SELECT article_id, title, first_seen FROM articles ORDER BY 1"
    )[0]
    frontier = rows(run.archive, "SELECT * FROM frontier")
    old = warc_of(tmp_path / "x.warc.gz", [(key, T2019, page(f"{title} lama"))], origin="sample")
    done = imported(run, old)
    assert done["results"] == {"revised": 1}
    assert rows(run.archive, STATES.format(key)) == [
        (f"{title} lama", T2019, T2019),
        (title, seen, seen),
    ]
    assert rows(run.archive, "SELECT * FROM frontier") == frontier
    assert article(run, key)["title"] == title
    with MiniSite(("bali",), count=3) as site:  # and a crawl goes on as if nothing had been
        site.publish("bali", 1)
        done = site.crawl(run.archive)
    assert rows(run.archive, "SELECT count(*) FROM articles") == [(4,)]


def test_many_states_of_an_article_are_placed_together(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest_first = [
        (7, f"2019-03-{day:02}T00:00:00Z", page(f"Pasar Umpama dibuka hari {day}"))
        for day in range(28, 4, -1)
    ]
    counted: list[object] = []
    read_all = taking.read_all
    monkeypatch.setattr(taking, "read_all", lambda *a: counted.append(a) or read_all(*a))
    done = imported(run, warc_of(tmp_path / "x.warc.gz", newest_first))
    assert done["results"] == {"stored": 1, "revised": 23}
    assert len(counted) == 1
    titles = [title for title, _, _ in rows(run.archive, STATES.format(7))]
    assert titles == [f"Pasar Umpama dibuka hari {day}" for day in range(5, 29)]


def test_a_page_of_before_the_site_said_that_it_is_gone_is_held_as_missing(
    run: CommandLine, tmp_path: Path
) -> None:
    with MiniSite(("bali",), count=4) as site:
        number = min(site.articles["bali"])
        site.replies[url_of(number).removeprefix("https://")] = answer(b"", 410)
        site.crawl(run.archive, *ALL)
    (gone,) = rows(run.archive, "SELECT asked_at FROM observations WHERE outcome = 'gone'")[0]
    imported(run, warc_of(tmp_path / "x.warc.gz", [(number, T2020, page())], origin="sample"))
    missing = f"SELECT missing_since FROM articles WHERE article_id = {number}"
    assert rows(run.archive, missing) == [(gone,)]
    new = tmp_path / "again.db"
    done = run("rebuild", str(new), "--compare", str(run.archive), "--jobs", "1", archive=False)
    assert done.status == 0, done.err


def test_proofs_that_were_pruned_come_back(run: CommandLine, tmp_path: Path) -> None:
    pages = [(7, T2019, page("Pasar Umpama dibuka")), (7, T2021, page("Pasar Umpama ditutup"))]
    path = warc_of(tmp_path / "x.warc.gz", pages)
    imported(run, path)
    states = rows(run.archive, STATES.format(7))
    done = run("captures", "--prune", "--kind", "article", "--with-articles")
    assert done.status == 0, done.err
    assert rows(run.archive, "SELECT count(capture) FROM revisions") == [(0,)]
    assert imported(run, path)["unplaced"] == []
    assert rows(run.archive, "SELECT count(capture) FROM revisions") == [(2,)]
    assert rows(run.archive, "SELECT count(capture) FROM articles") == [(1,)]
    assert rows(run.archive, STATES.format(7)) == states


def test_the_same_file_again_brings_nothing_new(run: CommandLine, tmp_path: Path) -> None:
    path = warc_of(tmp_path / "x.warc.gz", [(n, T2019, page(f"Kabar {n}")) for n in range(7, 12)])
    imported(run, path)
    before = run.archive.parent / "captures", rows_of(run.archive)
    size = sum(each.stat().st_size for each in files(run.archive))
    done = imported(run, path)
    assert (done["results"], done["skipped"]) == ({}, {"known": 5, "other": 1})
    assert rows_of(run.archive) == before[1]
    assert sum(each.stat().st_size for each in files(run.archive)) == size
    assert rows(run.archive, "SELECT count(*) FROM observations") == [(5,)]


def test_what_is_passed_over_is_counted_by_reason(run: CommandLine, tmp_path: Path) -> None:
    made = ForeignWarc()
    made.info()
    made.response("https://example.org/", b"<html></html>", T2019)
    made.response("https://bali.antaranews.com/terkini", b"<html></html>", T2019)
    made.response(url_of(1), b"", T2019, status="301 Moved", head=(("Location", url_of(2)),))
    made.response(url_of(1), b"<html>x</html>", T2019, status="503 No")
    made.response(f"https://web.archive.org/web/20190101000000/{url_of(3)}", page(), T2019)
    made.response("https://web.archive.org/web/20190101000000id_/https://example.org/", b"", T2019)
    made.revisit(url_of(4), "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", T2019)
    made.response(url_of(5), page(), "2099-01-01T00:00:00Z")
    made.response(url_of(6), b"<html><body>Tak ada apa-apa</body></html>", T2019)
    made.response(url_of(9), page(), T2019, status="2x0 OK")
    done = imported(run, made.save(tmp_path / "x.warc.gz"))
    assert done["skipped"] == {
        "other": 1,
        "not_antara": 2,
        "no_article": 1,
        "no_page": 3,
        "rewritten": 1,
        "elsewhere": 1,
        "ahead": 1,
    }
    assert done["records"] == 11
    assert sum(done["unread"].values()) == 1
    (row,) = rows_of(run.archive)
    assert row["url"] == url_of(6)  # kept: a later layout may read it
    outcome = rows(run.archive, "SELECT outcome, capture FROM observations")
    assert outcome == [("rejected", row["id"])]
    assert rows(run.archive, "SELECT count(*) FROM frontier") == [(0,)]


def test_a_page_larger_than_a_crawl_takes_is_passed_over(run: CommandLine, tmp_path: Path) -> None:
    made = ForeignWarc()
    made.response(url_of(7), page() + b" " * 2_000_000, T2019)
    packed = (*HTML, ("Content-Encoding", "gzip"))
    made.response(url_of(8), gzip.compress(page() + b" " * 2_000_000), T2019, head=packed)
    made.response(url_of(9), page() + b" " * 200_000, T2019)
    path = made.save(tmp_path / "x.warc.gz")
    done = run("import", str(path), "--json", "--jobs", "1", "-s", "DOWNLOAD_MAXSIZE=1000000")
    assert json.loads(done.out)["skipped"] == {"large": 2}
    assert json.loads(done.out)["results"] == {"stored": 1}


def test_a_repeated_answer_takes_its_page_from_the_record_it_refers_to(
    run: CommandLine, tmp_path: Path
) -> None:
    made = ForeignWarc()
    digest = made.response(url_of(7), page(), T2019)
    made.revisit(url_of(7), digest, T2021)
    done = imported(run, made.save(tmp_path / "x.warc.gz"))
    assert done["results"] == {"stored": 1, "unchanged": 1}
    assert rows(run.archive, STATES.format(7)) == [("Pasar Umpama dibuka", T2019, T2021)]
    first, second = rows_of(run.archive)
    assert (second["record"], second["same_as"]) == ("revisit", first["id"])


def test_404_counts_only_when_nothing_later_is_known(run: CommandLine, tmp_path: Path) -> None:
    made = ForeignWarc()
    made.response(url_of(7), page("Kabar tujuh"), T2020)
    made.response(url_of(8), page("Kabar delapan"), T2020)
    made.response(url_of(7), b"<html>tidak ada</html>", T2021, status="404 Not Found")
    made.response(url_of(8), b"<html>tidak ada</html>", T2019, status="404 Not Found")
    imported(run, made.save(tmp_path / "x.warc.gz"))
    sql = "SELECT article_id, missing_since FROM articles ORDER BY 1"
    assert rows(run.archive, sql) == [(7, T2021), (8, None)]


@pytest.mark.parametrize(
    ("body", "head", "fields", "read"),
    [
        (page().replace(b"</html>", b""), HTML, {}, True),
        (page().replace(b"</html>", b""), HTML, {"WARC_Truncated": "length"}, False),
        (page()[:-300], (*HTML, ("Content-Length", str(len(page())))), {}, False),
        (chunked(page()[:-300], end=b""), (*HTML, ("Transfer-Encoding", "chunked")), {}, False),
        (chunked(page()), (*HTML, ("Transfer-Encoding", "chunked")), {}, True),
        (page(), (*HTML, ("Transfer-Encoding", "chunked")), {}, True),
        (gzip.compress(page(), mtime=0)[:-30], (*HTML, ("Content-Encoding", "gzip")), {}, False),
        (b"", HTML, {}, False),
        (page(), (*HTML, ("Content-Encoding", "br"), ("Kop aneh", "x")), {}, True),
    ],
    ids=range(9),
)
def test_a_page_that_is_cut_off_is_not_read(
    run: CommandLine, tmp_path: Path, body: bytes, head: Any, fields: dict[str, str], read: bool
) -> None:
    made = ForeignWarc()
    made.response(url_of(7), body, T2019, head=head, **fields)
    done = imported(run, made.save(tmp_path / "x.warc.gz"))
    assert done["results"] == ({"stored": 1} if read else {})
    assert bool(done["unread"]) is not read
    assert len(rows_of(run.archive)) == 1


@pytest.mark.slow
def test_a_rebuild_brings_back_what_was_imported(run: CommandLine, tmp_path: Path) -> None:
    with MiniSite(("bali",), count=4) as site:
        site.crawl(run.archive, *ALL)
        key = min(site.articles["bali"])
        title = rows(run.archive, f"SELECT title FROM articles WHERE article_id = {key}")[0][0]
        made = ForeignWarc()
        made.info(origin="sample")
        as_wget(made, url_of(key), page(f"{title} lama sekali"), T2020)
        digest = made.response(url_of(key), page(f"{title} lama"), T2021)
        made.revisit(url_of(key), digest, "2021-05-05T00:00:00Z")
        made.response(url_of(key), page(f"{title} dulu"), T2019)
        made.response(url_of(9001), page("Hanya di sana").replace(b"</html>", b""), T2019)
        made.response(url_of(9002), page("Hilang"), T2019)
        made.response(url_of(9002), b"<html>x</html>", T2020, status="410 Gone")
        imported(run, made.save(tmp_path / "x.warc.gz"))
        site.replies[url_of(key).removeprefix("https://")] = answer(page(f"{title} diperbarui"))
        change(run.archive, "UPDATE frontier SET revisit_at = '2020-01-01T00:00:00Z'")
        site.crawl(run.archive, spider="revisit")
    assert len(rows(run.archive, STATES.format(key))) == 5
    new = tmp_path / "again.db"
    done = run("rebuild", str(new), "--compare", str(run.archive), "--jobs", "1", archive=False)
    assert done.status == 0, done.err
    assert not list(differences(run.archive, new))
    asked = "SELECT file, offset, imported_from FROM captures ORDER BY 1, 2"
    assert rows(new, asked) == rows(run.archive, asked)


def test_reread_keeps_the_order_of_time(run: CommandLine, tmp_path: Path) -> None:
    pages = [(7, T2020, page("Judul dua dari pasar")), (7, T2019, page("Judul satu dari pasar"))]
    imported(run, warc_of(tmp_path / "x.warc.gz", pages))
    change(
        run.archive,
        "INSERT INTO observations (bureau, article_id, asked_at, outcome, status) "
        "VALUES ('bali', 7, '2019-08-01T00:00:00Z', 'not_modified', 304)",
    )
    change(run.archive, "UPDATE revisions SET last_seen = '2019-08-01T00:00:00Z' WHERE seq = 1")
    before = rows(run.archive, STATES.format(7))
    done = run("reread", "--all", "--jobs", "1")
    assert done.status == 0, done.err
    assert rows(run.archive, STATES.format(7)) == before


def test_an_article_with_states_that_have_no_capture_keeps_them(
    run: CommandLine, tmp_path: Path
) -> None:
    imported(run, warc_of(tmp_path / "x.warc.gz", [(7, T2021, page("Pasar Umpama ditutup"))]))
    change(run.archive, "UPDATE revisions SET capture = NULL")
    old = warc_of(tmp_path / "y.warc.gz", [(7, T2019, page("Pasar Umpama dibuka"))])
    done = imported(run, old, status=1)
    assert done["unplaced"] == ["bali/7"]
    assert rows(run.archive, STATES.format(7)) == [("Pasar Umpama ditutup", T2021, T2021)]
    assert len(rows_of(run.archive)) == 2


def test_an_imported_article_is_not_asked_for_again_unless_it_is_news(
    run: CommandLine, tmp_path: Path
) -> None:
    made = ForeignWarc()
    made.response(url_of(7), page(), T2019, head=(*HTML, ("ETag", '"abc"'), ("Last-Modified", "x")))
    imported(run, made.save(tmp_path / "x.warc.gz"))
    sql = "SELECT state, revisit_at, etag, last_modified FROM frontier"
    assert rows(run.archive, sql) == [("stored", None, None, None)]
    assert article(run)["etag"] == '"abc"'
    assert rows(run.archive, "SELECT count(*) FROM measurements WHERE fresh = 1") == [(0,)]


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("2019-03-05T13:45:06.123456Z", "2019-03-05T13:45:06Z"),
        ("2019-03-05T13:45Z", "2019-03-05T13:45:00Z"),
        ("2019-03-05", None),
        ("2019", None),
        ("2019-13-05T13:45:06Z", None),
        ("2019-03-05T13Z", None),
        ("2019-03-05T13:45:06+08:00", None),
        ("0001-01-01T00:00:00Z", None),
    ],
)
def test_a_date_is_read_as_far_as_it_goes(
    run: CommandLine, tmp_path: Path, date: str, read: str | None
) -> None:
    made = ForeignWarc(version="WARC/1.1")
    made.response(url_of(7), page(), date)
    done = imported(run, made.save(tmp_path / "x.warc.gz"))
    assert rows(run.archive, "SELECT fetched_at FROM captures") == ([(read,)] if read else [])
    assert done["skipped"] == ({} if read else {"undated": 1})


def test_the_summary_says_what_was_done(run: CommandLine, tmp_path: Path) -> None:
    path = warc_of(tmp_path / "x.warc.gz", [(7, T2019, page()), (8, T2019, b"<html></html>")])
    done = run("import", str(path), "--jobs", "1")
    assert done.status == 0
    assert "3 records: 1 new article, 0 revisions" in done.err
    assert "1 page not read as an article" in done.err
    read = run("read", "bali/7")
    assert "Read from capture 1: captures/antara-" in read.err
    assert "imported from x.warc.gz" in read.err
    counts = rows(run.archive, "SELECT command, outcome FROM runs")
    assert counts == [("import", "finished")]
    assert rows(run.archive, "SELECT bureau, stored FROM run_bureaus") == [("bali", 1)]
