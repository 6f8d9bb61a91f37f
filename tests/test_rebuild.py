"""`antara rebuild`: from captures alone the same archive comes out, row by row."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import ArchiveReader
from pipelines.archive.compare import differences
from tests.command_line import run_antara
from tests.kept_rows import change, files, rows_of
from tests.minisite import ALL, MiniSite, held, rows

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["tests.eventful"]


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_same_archive_comes_out(eventful: Path, jobs: str) -> None:
    new = eventful.with_name("again.db")
    done = run_antara(
        *("rebuild", str(new), "--compare", str(eventful), "--jobs", jobs), cwd=eventful.parent
    )
    assert done.status == 0, done.err
    assert "0 differences" in done.err
    assert held(new) == held(eventful)
    assert rows(new, "SELECT value FROM meta WHERE key = 'origin'") == [("sample",)]
    assert rows(new, "SELECT count(*) FROM revisions WHERE seq = 2") == [(1,)]
    same = (
        "SELECT file, offset, length, sha256, url, fetched_at, status, kind, record FROM captures"
    )
    assert rows(new, same) == rows(eventful, same)
    searched = (
        "SELECT 'word', term, stem FROM terms UNION SELECT what, folded, name FROM search_names "
        "ORDER BY 1, 2, 3"
    )
    assert rows(new, searched) == rows(eventful, searched)
    assert len(rows(new, searched)) > 40
    with ArchiveReader(new) as reader:
        assert reader.last_good() is None  # nobody was asked
    names = {path.name for path in eventful.parent.iterdir()}
    assert not [name for name in names if "unfinished" in name]


@pytest.mark.slow
def test_what_differs_is_told(eventful: Path) -> None:
    new = eventful.with_name("again.db")
    change(eventful, "UPDATE articles SET title = 'Judul lain' WHERE article_id = 520")
    change(eventful, "DELETE FROM credits WHERE role = 'editor' AND article = 3")
    change(eventful, "DELETE FROM articles WHERE article_id = 521 AND bureau = 'jogja'")
    done = run_antara("rebuild", str(new), "--compare", str(eventful), cwd=eventful.parent)
    assert done.status == 1
    assert "bali/520: articles.title: 'Judul lain' → 'Kabar 520'" in done.err
    assert "jogja/521: a row of articles, only in the new one" in done.err
    tables = {(each.table, each.column) for each in differences(eventful, new)}
    assert ("credits", "") in tables


@pytest.mark.slow
def test_a_damaged_record_is_told_and_the_rest_is_made(eventful: Path) -> None:
    (path,) = files(eventful)
    (row,) = rows_of(eventful, "url LIKE '%bali%/berita/520/%' AND record = 'response'")
    with path.open("r+b") as file:
        file.seek(row["offset"] + row["length"] // 2)
        byte = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte[0] ^ 1]))
    new = eventful.with_name("again.db")
    done = run_antara("rebuild", str(new), "--json", cwd=eventful.parent)
    assert done.status == 1, done.err
    assert rows(new, "SELECT value FROM meta WHERE key = 'origin'") == [("sample",)]
    assert path.name in "".join(json.loads(done.out)["damaged"])
    assert ("bali", 521) in held(new)


@pytest.mark.slow
def test_an_archive_that_was_made_again_and_crawled_on_can_be_made_again(archive: Path) -> None:
    with MiniSite(("bali",), count=4) as site:
        site.crawl(archive, *ALL)
        folder = archive.parent
        first = folder / "first.db"
        assert run_antara("rebuild", str(first), cwd=folder).status == 0
        archive.unlink()
        first.rename(archive)
        site.publish("bali", 2)
        change(archive, "UPDATE frontier SET revisit_at = '2020-01-01T00:00:00Z'")
        site.crawl(archive, *ALL)
        site.crawl(archive, spider="revisit")
    done = run_antara("rebuild", str(folder / "again.db"), "--compare", str(archive), cwd=folder)
    assert done.status == 0, done.err
    done = run_antara("rebuild", str(folder / "third.db"), cwd=folder)
    assert done.status == 2
    ids = sorted(path.name.split("-")[1] for path in files(archive))
    assert f"several archives: {', '.join(sorted(set(ids)))}. Choose with --id" in done.err
    done = run_antara("rebuild", str(folder / "third.db"), "--id", ",".join(ids), cwd=folder)
    assert done.status == 0, done.err
    assert held(folder / "third.db") == held(archive)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("archive.db",), "exists already"),
        (("new.db",), "There are no captures in"),
        (("new.db", "--id", "abcdef"), "There are no captures of the archive abcdef"),
        (("new.db", "--compare", "none.db"), "There is no archive at"),
        ((), "NEW.db"),
        (("new.db", "--jobs", "0"), "--jobs"),
    ],
)
def test_what_does_not_fit_is_one_line(
    antara, tmp_path: Path, monkeypatch, words: tuple[str, ...], line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "archive.db").touch()
    done = antara("rebuild", *words)
    assert done.status == 2
    assert line in done.err
    assert "Traceback" not in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["archive.db"]


@pytest.mark.slow
def test_captures_of_several_archives_are_not_mixed(tmp_path: Path) -> None:
    folder = tmp_path / "captures"
    folder.mkdir()
    for name in ("aaaaaa", "bbbbbb"):
        (folder / f"antara-{name}-20260101000000-00001.warc.gz").touch()
    done = run_antara("rebuild", "new.db", cwd=tmp_path)
    assert done.status == 2
    assert "several archives: aaaaaa, bbbbbb" in done.err


def test_captures_that_say_nothing_of_their_origin_make_no_archive(tmp_path: Path) -> None:
    folder = tmp_path / "captures"
    folder.mkdir()
    (folder / "antara-aaaaaa-20260101000000-00001.warc.gz").touch()
    done = run_antara("rebuild", "new.db", cwd=tmp_path)
    assert done.status == 2
    assert "real or invented (nothing)" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["captures"]
