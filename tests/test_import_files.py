"""`antara import`: what a file from elsewhere may be, and what is said of one that is none."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipExtFile, ZipFile

import pytest

from crawler.captures.sources import NoSourceError, origin_of, sources_of
from pipelines.archive.compare import differences
from tests.command_line import CommandLine
from tests.foreign import (
    ForeignWarc,
    page,
    url_of,
    warc_of,
)
from tests.imports import imported
from tests.kept_rows import rows_of
from tests.minisite import ALL, MiniSite, page_of, rows
from tests.servers import answer

T2019, T2020, T2021 = "2019-03-05T01:02:03Z", "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z"


@pytest.fixture
def run(capsys, tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path / "archive.db")


@pytest.mark.parametrize("name", ["x\r\nWARC-Target-URI: http://evil/\r\n.warc.gz", "a\x1b[31m"])
def test_a_name_puts_nothing_into_records(run: CommandLine, tmp_path: Path, name: str) -> None:
    inner = warc_of(tmp_path / "data.warc.gz", [(7, T2019, page())])
    with ZipFile(tmp_path / "x.wacz", "w") as packed:
        packed.write(inner, f"archive/{name}.warc.gz")
    assert imported(run, tmp_path / "x.wacz")["results"] == {"stored": 1}
    assert rows_of(run.archive)[0]["imported_from"].isprintable()


def test_two_files_of_one_name_in_a_wacz_are_both_read(run: CommandLine, tmp_path: Path) -> None:
    with warnings.catch_warnings(), ZipFile(tmp_path / "x.wacz", "w") as packed:
        warnings.simplefilter("ignore")  # zipfile's own: such a file is odd, and there are some
        for number in (7, 8):
            inner = warc_of(tmp_path / "data.warc.gz", [(number, T2019, page())])
            packed.write(inner, "archive/data.warc.gz")
    assert imported(run, tmp_path / "x.wacz")["results"] == {"stored": 2}


@pytest.mark.parametrize("what", ["/dev/zero", "folder", "fifo"])
def test_what_is_no_file_is_not_waited_for(run: CommandLine, tmp_path: Path, what: str) -> None:
    path = Path(what) if what.startswith("/") else tmp_path / what
    if what == "folder":
        path.mkdir()
    elif what == "fifo":
        os.mkfifo(path)
    done = run("import", str(path))
    assert (done.status, f"{path} is no file." in done.err) == (2, True)


@pytest.mark.parametrize("kind", ["encrypted", "method", "claims"])
def test_a_zip_that_cannot_be_unpacked_is_one_line(
    run: CommandLine, tmp_path: Path, kind: str
) -> None:
    inner = warc_of(tmp_path / "data.warc.gz", [(7, T2019, page())])
    path = tmp_path / "x.wacz"
    with ZipFile(path, "w") as packed:
        packed.write(inner, "archive/data.warc.gz")
    data = bytearray(path.read_bytes())
    central = data.rindex(b"PK\x01\x02")
    if kind == "encrypted":
        data[6] |= 1
        data[central + 8] |= 1
    elif kind == "method":
        data[8] = data[central + 10] = 93
    else:
        data[central + 20 : central + 28] = b"\xf0\xff\xff\xff" * 2
    path.write_bytes(bytes(data))
    done = run("import", str(path))
    assert done.status == 2, done.err
    assert "x.wacz cannot be read: " in done.err
    assert "Traceback" not in done.err


def test_a_film_is_no_damage(run: CommandLine, tmp_path: Path) -> None:
    made = ForeignWarc()
    made.response(url_of(7), page(), T2019)
    made.response("https://bali.antaranews.com/film.mp4", bytes(3_000_000), T2019)
    made.response(url_of(8), page(), T2019)
    path = made.save(tmp_path / "x.warc.gz")
    done = run("import", str(path), "--json", "--jobs", "1", "-s", "DOWNLOAD_MAXSIZE=100000")
    assert done.status == 0, done.err
    assert json.loads(done.out)["results"] == {"stored": 2}
    assert json.loads(done.out)["skipped"] == {"large": 1}


def test_damage_is_named_and_the_rest_is_read(run: CommandLine, tmp_path: Path) -> None:
    path = warc_of(tmp_path / "x.warc.gz", [(n, T2019, page(f"Kabar {n}")) for n in range(7, 12)])
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 8
    path.write_bytes(bytes(data[:-9]))
    done = imported(run, path, status=1)
    assert done["results"] == {"stored": 3}
    assert len(done["damaged"]) == 2
    assert all(each.startswith("x.warc.gz, byte ") for each in done["damaged"])


def test_a_wacz_is_read_as_the_files_in_it(run: CommandLine, tmp_path: Path) -> None:
    inner = warc_of(tmp_path / "data.warc.gz", [(7, T2019, page())])
    path = tmp_path / "x.wacz"
    with ZipFile(path, "w") as packed:
        packed.write(inner, "archive/data.warc.gz")
        packed.writestr("pages/pages.jsonl", "{}\n")
    assert imported(run, path)["results"] == {"stored": 1}
    assert rows_of(run.archive)[0]["imported_from"] == "x.wacz/archive/data.warc.gz"


def test_a_wacz_of_another_archive_brings_the_same_articles(
    run: CommandLine, tmp_path: Path
) -> None:
    first = tmp_path / "first" / "archive.db"
    first.parent.mkdir()
    with MiniSite(("bali", "jogja"), count=6) as site:
        number = min(site.articles["bali"])
        undated = page_of("Tak bertanggal", site.articles["bali"][number])
        site.replies[url_of(number).removeprefix("https://")] = answer(
            undated.replace(b"<time", b"<b").replace(b"</time", b"</b")
        )
        site.crawl(first, *ALL)
    assert rows(first, "SELECT count(*) FROM articles WHERE published_source = 'feed'") == [(1,)]
    packed = tmp_path / "x.wacz"
    options = ("-s", f"ARCHIVE_PATH={first}")
    assert run("wacz", str(packed), "--since", "2020-01-01", *options, archive=False).status == 0
    assert imported(run, packed)["results"] == {"stored": 12}
    found = [each for each in differences(first, run.archive) if each.column != "capture"]
    assert not found


def wacz_of(path: Path, inner: Path, behind: int = 0) -> Path:
    """Pack a file into a WACZ, with so many zeros behind its records: they take hardly any room."""
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        packed.writestr("archive/data.warc.gz", inner.read_bytes() + bytes(behind))
    return path


def test_only_its_beginning_is_unpacked_to_see_what_a_wacz_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = warc_of(tmp_path / "data.warc.gz", [(7, T2019, page())], origin="sample")
    path = wacz_of(tmp_path / "x.wacz", inner, 20_000_000)
    read = []
    real = ZipExtFile.read

    def counted(member: ZipExtFile, count: int | None = -1) -> bytes:
        data = real(member, count)
        read.append(len(data))
        return data

    monkeypatch.setattr(ZipExtFile, "read", counted)
    (source,) = sources_of(path)
    assert origin_of(source) == "sample"
    assert sum(read) < 1_000_000
    none = tmp_path / "none.warc.gz"
    for beginning in (b"", b"\x1f\x8b\x08", b"\x1f\x8b\x08\0\0\0\0\0\x02\x03"):
        none.write_bytes(beginning)
        with pytest.raises(NoSourceError):
            sources_of(wacz_of(tmp_path / "y.wacz", none, 20_000_000))
    assert sum(read) < 1_000_000


def test_a_wacz_that_there_is_no_room_to_unpack_is_one_line(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = warc_of(tmp_path / "data.warc.gz", [(7, T2019, page())])
    path = wacz_of(tmp_path / "x.wacz", inner, 20_000_000)
    free = shutil.disk_usage(tmp_path)._replace(free=15_000_000)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: free)
        done = run("import", str(path))
    assert done.status == 2
    assert "x.wacz/archive/data.warc.gz is unpacked before it is read. The copy needs" in done.err
    assert "15 MB free" in done.err
    assert "TMPDIR" in done.err
    assert not run.archive.exists()


def test_no_more_is_unpacked_than_the_zip_says(run: CommandLine, tmp_path: Path) -> None:
    inner = warc_of(tmp_path / "data.warc.gz", [(7, T2019, page())])
    path = wacz_of(tmp_path / "x.wacz", inner, 20_000_000)
    data = bytearray(path.read_bytes())
    central = data.rindex(b"PK\x01\x02")
    data[central + 24 : central + 28] = (inner.stat().st_size + 9).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    done = run("import", str(path), "--jobs", "1")
    assert done.status == 2
    assert "x.wacz cannot be read: " in done.err
    assert not run.archive.exists()


def test_real_and_invented_articles_never_meet(run: CommandLine, tmp_path: Path) -> None:
    live = warc_of(tmp_path / "live.warc.gz", [(7, T2019, page())])
    sample = warc_of(tmp_path / "sample.warc.gz", [(8, T2019, page())], origin="sample")
    done = run("import", str(live), str(sample))
    assert done.status == 2
    assert "sample.warc.gz holds invented articles" in done.err
    assert not run.archive.exists()
    imported(run, live)
    done = run("import", str(sample), "--jobs", "1")
    assert done.status == 2
    assert "holds real articles, and the files are those of a sample" in done.err
    run.archive.unlink()
    imported(run, sample)
    done = run("import", str(live), "--jobs", "1")
    assert done.status == 2
    assert "is a sample of invented articles, and the files say nothing of being" in done.err
    assert rows(run.archive, "SELECT article_id FROM articles") == [(8,)]
    assert sorted(path.name for path in tmp_path.glob("*.db")) == ["archive.db"]


def test_of_several_files_each_wrong_one_is_named(run: CommandLine, tmp_path: Path) -> None:
    good = warc_of(tmp_path / "good.warc.gz", [(7, T2019, page())])
    (tmp_path / "empty.warc.gz").touch()
    (tmp_path / "cut.warc.gz").write_bytes(good.read_bytes()[:90])
    (tmp_path / "cut.wacz").write_bytes(b"PK\x03\x04and no more")
    names = ("good.warc.gz", "empty.warc.gz", "cut.warc.gz", "cut.wacz", "none.warc.gz")
    done = run("import", *(str(tmp_path / name) for name in names))
    assert done.status == 2
    assert not run.archive.exists()
    for said in (
        "empty.warc.gz is empty.",
        "cut.warc.gz is cut off within its first record",
        "cut.wacz is a ZIP file that is cut off",
        "none.warc.gz cannot be read: No such file",
        "Nothing was imported.",
    ):
        assert said in done.err


@pytest.mark.parametrize("invented_first", [False, True])
def test_files_of_one_name_are_told_apart(
    run: CommandLine, tmp_path: Path, invented_first: bool
) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    live = warc_of(tmp_path / "a" / "page.warc.gz", [(7, T2019, page())])
    sample = warc_of(tmp_path / "b" / "page.warc.gz", [(8, T2019, page())], origin="sample")
    two = (sample, live) if invented_first else (live, sample)
    assert run("import", *map(str, two), "--jobs", "1").status == 2
    assert not run.archive.exists()


def test_what_others_write_of_an_origin_means_nothing(run: CommandLine, tmp_path: Path) -> None:
    path = warc_of(tmp_path / "x.warc.gz", [(7, T2019, page())], origin="somewhere")
    assert imported(run, path)["results"] == {"stored": 1}
    assert rows(run.archive, "SELECT value FROM meta WHERE key = 'origin'") == [("live",)]


def test_digests_that_are_not_known_here_are_no_damage(run: CommandLine, tmp_path: Path) -> None:
    made = ForeignWarc()
    made.response(url_of(7), page(), T2019, WARC_Payload_Digest="sha384:AAAA")
    made.response(url_of(8), page(), T2019, WARC_Block_Digest="blake3:AAAA")
    made.response(url_of(9), page(), T2019, WARC_Payload_Digest=f"sha1:{'A' * 32}")
    assert imported(run, made.save(tmp_path / "x.warc.gz"))["results"] == {"stored": 3}
    made.response(url_of(10), page(), T2019, WARC_Block_Digest=f"sha1:{'A' * 32}")
    done = imported(run, made.save(tmp_path / "y.warc.gz"), status=1)
    assert "WARC-Block-Digest" in done["damaged"][0]


def test_a_damaged_zip_is_one_line(run: CommandLine, tmp_path: Path) -> None:
    inner = warc_of(tmp_path / "data.warc.gz", [(n, T2019, page(f"K {n}")) for n in range(1, 200)])
    path = tmp_path / "x.wacz"
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        packed.write(inner, "archive/data.warc.gz")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))
    done = run("import", str(path), "--jobs", "1")
    assert done.status == 2
    assert "x.wacz cannot be read" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("none.warc.gz", None, "none.warc.gz cannot be read: No such file or directory"),
        ("page.html", b"<html></html>", "page.html is no WARC file"),
        ("x.gz", gzip.compress(b"hello", mtime=0), "x.gz is no WARC file"),
        ("empty.warc.gz", b"", "empty.warc.gz is empty"),
    ],
)
def test_what_is_no_warc_file_is_one_line(
    run: CommandLine, tmp_path: Path, name: str, data: bytes | None, line: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    done = run("import", str(tmp_path / name))
    assert done.status == 2
    assert line in done.err
    assert "Traceback" not in done.err
    assert not run.archive.exists()


@pytest.mark.parametrize("whole", [False, True])
def test_a_file_that_is_packed_otherwise_is_told_what_repacks_it(
    run: CommandLine, tmp_path: Path, whole: bool
) -> None:
    made = ForeignWarc(gzipped=False)
    made.info()
    made.response(url_of(7), page(), T2019)
    path = made.save(tmp_path / "x.warc")
    if whole:
        path = tmp_path / "x.warc.gz"
        path.write_bytes(gzip.compress(made.out.getvalue()))
    done = run("import", str(path))
    assert done.status == 2
    assert f"warcio recompress {path.name} packed.warc.gz" in done.err
    tool = Path(sys.executable).with_name("warcio")
    packed = tmp_path / "packed.warc.gz"
    subprocess.run([tool, "recompress", path, packed], check=True, capture_output=True)
    assert imported(run, packed)["results"] == {"stored": 1}


def test_a_zip_without_warc_files_is_refused(run: CommandLine, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "x.zip", "w") as packed:
        packed.writestr("a.txt", "a")
    done = run("import", str(tmp_path / "x.zip"))
    assert (done.status, "without a folder archive" in done.err) == (2, True)
