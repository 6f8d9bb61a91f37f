"""Captures of real crawls: every answer once, as it came, and rows that point to it."""

from __future__ import annotations

import gzip
import hashlib
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.kept_rows import change, files, kept, records, rows_of
from tests.minisite import ALL, BALI, MiniSite, held, page_of, rows
from tests.servers import Asked, answer, redirect

WARCIO = Path(sys.executable).with_name("warcio")


def of_key(archive: Path, article_id: int) -> list[dict]:
    return rows_of(archive, f"url LIKE '%/berita/{article_id}/%'")


def test_each_answer_is_kept_as_it_came(archive: Path) -> None:
    with MiniSite(count=12) as site:
        packed = gzip.compress(page_of("Kabar 505", site.articles["bali"][505]))
        site.replies[f"{BALI}/berita/505/kabar-505"] = answer(packed, Content_Encoding="gzip")
        site.replies[f"{BALI}/berita/506/kabar-506"] = answer(b"<html>tiada</html>", 404)
        site.replies[f"{BALI}/berita/507/kabar-507"] = answer(b"", 500)
        site.crawl(archive, *ALL)
        asked = Counter(site.server.urls())
    assert Counter(row["url"].removeprefix("https://") for row in rows_of(archive)) == asked
    (one,) = of_key(archive, 505)
    assert kept(archive, one).body == packed
    assert one["sha256"] == hashlib.sha256(packed).hexdigest()
    assert (one["kind"], kept(archive, one).key) == ("article", "bali/505")
    assert kept(archive, of_key(archive, 506)[0]).status == 404
    assert {row["status"] for row in of_key(archive, 507)} == {500}
    kinds = Counter(row["kind"] for row in rows_of(archive))
    assert kinds["feed"] == 1
    assert kinds["robots"] == 2  # and tdmrep.json
    assert kinds["listing"] >= 2
    for row in rows_of(archive):
        there = kept(archive, row)
        assert (there.url, there.status, there.date) == (
            row["url"],
            row["status"],
            row["fetched_at"],
        )


def test_rows_point_to_what_they_were_read_from(archive: Path) -> None:
    with MiniSite(count=12) as site:
        site.replies[f"{BALI}/berita/506/kabar-506"] = answer(b"<html></html>", 410)
        site.replies[f"{BALI}/berita/507/kabar-507"] = redirect("https://example.org/x")
        site.replies[f"{BALI}/berita/508/kabar-508"] = redirect("/berita/508/kabar-baru")
        site.crawl(archive, *ALL)
    sql = (
        "SELECT o.article_id, o.outcome, c.url, c.status FROM observations AS o "
        "LEFT JOIN captures AS c ON c.id = o.capture WHERE article_id BETWEEN 505 AND 508 "
        "ORDER BY 1"
    )
    url = f"https://{BALI}/berita/{{0}}/kabar-{{1}}"
    assert rows(archive, sql) == [
        (505, "stored", url.format(505, 505), 200),
        (506, "gone", url.format(506, 506), 410),
        (507, "rejected", url.format(507, 507), 302),
        (508, "stored", url.format(508, "baru"), 200),
    ]
    read_from = (
        "SELECT count(*) FROM articles AS a JOIN revisions AS r ON r.article = a.id "
        "JOIN captures AS c ON c.id = a.capture AND c.id = r.capture "
        "WHERE c.fetched_at = a.fetched_at AND c.status = 200"
    )
    assert rows(archive, read_from) == [(len(held(archive)),)]
    assert len(of_key(archive, 508)) == 2  # the redirect as well


@pytest.mark.slow
def test_what_did_not_change_is_not_kept_twice(archive: Path) -> None:
    with MiniSite(count=6) as site:
        site.crawl(archive, *ALL)
        before = rows_of(archive)
        url = f"{BALI}/berita/505/kabar-505"
        site.replies[url] = lambda asked: (
            answer(b"", 304) if "if-none-match" in asked.headers else site.usual(asked)
        )
        change(archive, "UPDATE frontier SET revisit_at = '2020-01-01T00:00:00Z', etag = 'x'")
        site.crawl(archive, spider="revisit")
    again = rows_of(archive, f"id > {len(before)} AND kind = 'article'")
    assert len(again) == 6
    assert {row["record"] for row in again} == {"revisit"}
    for row in again:
        (first,) = [each for each in before if each["id"] == row["same_as"]]
        assert (first["url"], first["sha256"]) == (row["url"], row["sha256"])
        assert kept(archive, row).body == b""
    (not_modified,) = [row for row in again if row["status"] == 304]
    assert not_modified["url"] == f"https://{url}"
    fields = {
        where: fields["WARC-Profile"].rpartition("/")[2]
        for kind, where, fields in records(files(archive)[0])
        if kind == "revisit"
    }
    assert fields.pop(f"https://{url}") == "server-not-modified"
    assert set(fields.values()) == {"identical-payload-digest"}


@pytest.mark.slow
def test_files_are_whole_for_other_tools_and_sort(archive: Path) -> None:
    with MiniSite(count=30) as site:
        site.crawl(archive, *ALL, "-s", "CAPTURES_FILE_SIZE=8000")
        site.publish("bali")
        site.crawl(archive, "-s", "CAPTURES_FILE_SIZE=8000")
    made = files(archive)
    assert len(made) > 2
    serials = [path.name.split("-")[-1] for path in made]
    assert serials == sorted(serials)
    checked = subprocess.run([WARCIO, "check", *made], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
    for path in made:
        kinds = [kind for kind, _, _ in records(path)]
        assert kinds[0] == "warcinfo"
        assert kinds.count("request") == kinds.count("response") + kinds.count("revisit")
    named = {row["file"] for row in rows_of(archive)}
    assert named == {f"captures/{path.name}" for path in made}


@pytest.mark.slow
def test_a_later_run_goes_on_in_the_same_file(archive: Path) -> None:
    with MiniSite(count=5) as site:
        site.crawl(archive, *ALL)
        site.publish("bali")
        site.crawl(archive)
    (only,) = files(archive)
    assert [kind for kind, _, _ in records(only)].count("warcinfo") == 2
    assert {row["run"] for row in rows_of(archive)} == {1, 2}


@pytest.mark.slow
def test_a_pruned_file_and_a_clock_set_back_do_not_change_the_order(archive: Path) -> None:
    """An old file has a high number once it was pruned twice; the newest is told by its time."""
    with MiniSite(count=5) as site:
        site.crawl(archive, *ALL)
        (first,) = files(archive)
        mark, moment = first.name.split("-")[1:3]
        newest = first.with_name(f"antara-{mark}-{int(moment) + 10**12}-00002.warc.gz")
        newest.write_bytes(first.read_bytes())
        pruned = first.rename(first.with_name(f"antara-{mark}-{moment}-00003.warc.gz"))
        change(archive, f"UPDATE captures SET file = 'captures/{newest.name}'")
        before = pruned.stat().st_size
        site.publish("bali")
        site.crawl(archive)
        assert pruned.stat().st_size == before
        assert newest.stat().st_size > before
        site.publish("bali")
        site.crawl(archive, "-s", "CAPTURES_FILE_SIZE=1024")
    assert files(archive)[:2] == [pruned, newest]
    assert len(files(archive)) > 2


@pytest.mark.slow
def test_it_can_be_switched_off(archive: Path) -> None:
    with MiniSite(count=5) as site:
        site.crawl(archive, *ALL, "-s", "CAPTURES=0")
    assert held(archive)
    assert rows_of(archive) == []
    assert not (archive.parent / "captures").exists()
    assert rows(archive, "SELECT count(capture) FROM articles") == [(0,)]


@pytest.mark.slow
def test_a_folder_that_cannot_be_written_ends_the_crawl_and_loses_nothing(archive: Path) -> None:
    with MiniSite(count=12) as site:
        (archive.parent / "captures").write_text("a file in the way")
        run = site.crawl(archive, *ALL)
        assert run.status == 1
        assert "captures" in run.summary["fatal"]
        assert held(archive) == set()
        (archive.parent / "captures").unlink()
        assert site.crawl(archive, *ALL).status == 0
        assert held(archive) == site.keys()


@pytest.mark.slow
def test_two_archives_in_one_folder_keep_apart(tmp_path: Path) -> None:
    one, other = tmp_path / "one.db", tmp_path / "other.db"
    with MiniSite(count=3) as site:
        site.crawl(one, *ALL)
        site.crawl(other, *ALL)
    assert len(files(one)) == 2
    assert {row["file"] for row in rows_of(one)}.isdisjoint(row["file"] for row in rows_of(other))


@pytest.mark.slow
def test_a_query_of_an_address_is_kept(archive: Path) -> None:
    with MiniSite(count=3) as site:

        def moved(asked: Asked) -> bytes:
            if asked.target.endswith("/berita/502/kabar-502"):
                return redirect("/berita/502/kabar-502?page=all&x=%20a")
            return site.usual(asked)

        site.replies[BALI] = moved
        site.crawl(archive, *ALL)
        targets = [asked.target for asked in site.server.asked if "page=all" in asked.target]
    assert len(targets) == 1
    requests = [where for kind, where, _ in records(files(archive)[0]) if kind == "request"]
    assert f"https://{BALI}/berita/502/kabar-502?page=all&x=%20a" in requests


@pytest.mark.slow
@pytest.mark.parametrize("name", ["antara-xyz-1.warc.gz", "antara-ffffff-20260101000000-00009.gz"])
def test_other_files_in_the_folder_are_left_alone(archive: Path, name: str) -> None:
    folder = archive.parent / "captures"
    folder.mkdir()
    (folder / name).write_bytes(b"of somebody else")
    with MiniSite(count=3) as site:
        assert site.crawl(archive, *ALL).status == 0
    assert (folder / name).read_bytes() == b"of somebody else"
