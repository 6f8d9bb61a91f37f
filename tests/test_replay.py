"""What was captured is what others replay: pywb over the captures, and over a WACZ of them."""

from __future__ import annotations

import gzip
import re
import time
import zipfile
from typing import TYPE_CHECKING

import pytest

from crawler.captures.kept import read_kept, response_of
from tests.command_line import Result, run_antara
from tests.kept_rows import change, files, rows_of
from tests.minisite import ALL, BALI, MiniSite, page_of
from tests.packed import Unpacked
from tests.replaying import ask, run, validates, wayback
from tests.servers import answer

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

DUE = "UPDATE frontier SET revisit_at = '2020-01-01T00:00:00Z' WHERE state = 'stored'"
CHANGED, PACKED, MOVED, UNCHANGED = 505, 504, 503, 506
PAGES = "kind = 'article' AND status = 200 AND url LIKE '%bali%' AND url NOT LIKE '%?%'"


@pytest.fixture(scope="module")
def crawled(tmp_path_factory) -> Path:
    """An archive crawled twice: one article changed, one was packed by its host, one moved."""
    archive = tmp_path_factory.mktemp("crawled") / "archive.db"
    with MiniSite(count=9) as site:
        when = site.articles["bali"][CHANGED]
        packed = gzip.compress(page_of("Kabar 504 & kawan", when))
        site.replies[f"{BALI}/berita/{PACKED}/kabar-{PACKED}"] = answer(
            packed, Content_Encoding="gzip"
        )
        site.replies[f"{BALI}/berita/{MOVED}/kabar-{MOVED}"] = answer(
            b"", 302, Location=f"/berita/{MOVED}/kabar-baru"
        )
        assert site.crawl(archive, *ALL).status == 0
        time.sleep(1.1)  # a record's time has no fractions
        site.replies[f"{BALI}/berita/{CHANGED}/kabar-{CHANGED}"] = answer(
            page_of("Kabar 505 diperbarui", when, "Teksnya lain.")
        )
        change(archive, DUE)
        assert site.crawl(archive, spider="revisit").status == 0
    return archive


@pytest.fixture(scope="module")
def ten(crawled: Path) -> list[tuple[str, str, str, bytes]]:
    """Ten pages: address, time as replay has it, kind of record, body as it was sent, unpacked."""
    rows = rows_of(crawled, f"{PAGES} ORDER BY id")
    by_id = {row["id"]: row for row in rows}
    pages = []
    for row in rows:
        kept = read_kept(crawled.parent, row["file"], row["offset"], row["length"])
        source = by_id[row["same_as"] or row["id"]]
        body = read_kept(crawled.parent, source["file"], source["offset"], source["length"]).body
        moment = re.sub(r"\D", "", row["fetched_at"])
        unpacked = response_of(kept, body, 10**6).body
        pages.append((row["url"], moment, row["record"], unpacked))
    both = {f"/berita/{n}/" for n in (CHANGED, PACKED, UNCHANGED)}
    first = [each for each in pages if any(part in each[0] for part in both)]
    chosen = [*first, *(each for each in pages if each not in first)][:10]
    assert len(chosen) == 10
    assert {each[2] for each in chosen} == {"response", "revisit"}
    of_one = {each[1:3]: each[3] for each in chosen if f"/{CHANGED}/" in each[0]}
    assert len(set(of_one.values())) == 2, "one article in two states"
    of_other = [each for each in chosen if f"/{UNCHANGED}/" in each[0]]
    assert [each[2] for each in of_other] == ["response", "revisit"]
    assert of_other[0][1] < of_other[1][1]
    return chosen


def pack(archive: Path, target: Path, *words: str) -> Result:
    """Run `antara wacz` to a good end."""
    own = {"ANTARA_ARCHIVE_PATH": str(archive)}
    done = run_antara("wacz", str(target), *words, cwd=archive.parent, **own)
    assert done.status == 0, done.err
    return done


@pytest.fixture(scope="module")
def packs(crawled: Path) -> dict[str, Path]:
    """WACZ files of everything and of one article."""
    made = {name: crawled.with_name(f"{name}.wacz") for name in ("all", "one")}
    words = {"all": ("--since", "2020-01-01"), "one": (f"bali/{UNCHANGED}",)}
    for name, path in made.items():
        done = pack(crawled, path, *words[name])
        assert "(a sample: its articles are invented)" in done.err
    return made


@pytest.fixture(scope="module")
def address(crawled: Path, packs: dict[str, Path], tmp_path_factory):
    """The address of a pywb that has the captures, and each WACZ, as a collection."""
    folder = tmp_path_factory.mktemp("replay")
    run("wb-manager", "init", "captures", cwd=folder)
    run("wb-manager", "add", "captures", *map(str, files(crawled)), cwd=folder)
    for name, path in packs.items():
        run("wb-manager", "init", name, cwd=folder)
        run("wb-manager", "add", "--unpack-wacz", name, str(path), cwd=folder)
    with wayback(folder) as at:
        yield at


@pytest.mark.parametrize("collection", ["captures", "all"])
def test_ten_pages_are_replayed_as_they_were_captured(address, ten, collection: str) -> None:
    for url, moment, record, body in ten:
        status, headers, got = ask(f"{address}/{collection}/{moment}id_/{url}")
        if headers.get("content-encoding") == "gzip":
            got = gzip.decompress(got)
        assert (status, got) == (200, body), (url, moment, record)
        assert title_of(got) == title_of(body)
        assert moment in headers["content-location"], "it is the answer of that time"


def title_of(page: bytes) -> str:
    return re.search(r"<title>([^<]*)</title>", page.decode())[1]


def test_an_article_alone_is_replayed_with_its_revisit(address, ten) -> None:
    """The revisit's body is in the file, and nothing of other articles is."""
    of_it = [each for each in ten if f"/{UNCHANGED}/" in each[0]]
    for url, moment, _, body in of_it:
        assert ask(f"{address}/one/{moment}id_/{url}")[::2] == (200, body)
    other = next(each for each in ten if f"/{CHANGED}/" in each[0])
    assert ask(f"{address}/one/{other[1]}id_/{other[0]}")[0] == 404


def test_what_was_not_captured_is_not_fetched(address) -> None:
    assert ask(f"{address}/all/2026id_/https://{BALI}/berita/999/tak-ada")[0] == 404


def test_its_index_is_the_one_that_the_indexer_of_webrecorder_makes(packs, tmp_path) -> None:
    made = Unpacked(packs["all"])
    path = tmp_path / made.warc_path.rpartition("/")[2]
    path.write_bytes(made.warc)
    theirs = run("cdxj-indexer", "--sort", str(path), cwd=tmp_path)
    assert len(made.index) >= 20
    assert gzip.decompress(made.parts["indexes/index.cdx.gz"]).decode() == theirs


def test_titles_are_those_of_each_time(packs) -> None:
    pages = Unpacked(packs["all"]).pages()
    titles = [page["title"] for page in pages if f"/{CHANGED}/" in page["url"]]
    assert titles[0] == "Kabar 505"
    assert titles[-1] == "Kabar 505 diperbarui"


def test_an_article_that_moved_brings_its_redirect(crawled: Path, tmp_path: Path) -> None:
    pack(crawled, tmp_path / "moved.wacz", f"bali/{MOVED}")
    found = {(r.url, r.status) for r in Unpacked(tmp_path / "moved.wacz").records() if r.status}
    assert found >= {
        (f"https://{BALI}/berita/{MOVED}/kabar-{MOVED}", 302),
        (f"https://{BALI}/berita/{MOVED}/kabar-baru", 200),
    }


def test_the_validator_accepts_what_was_packed(packs) -> None:
    assert [validates(path) for path in packs.values()] == [True, True]


def test_the_validator_would_notice(packs, tmp_path: Path) -> None:
    """Of one that accepts everything nothing is learnt."""
    with zipfile.ZipFile(packs["one"]) as good:
        for part in ("archive/", "indexes/index.cdx.gz", "pages/", "datapackage.json"):
            spoilt = tmp_path / "spoilt.wacz"
            with zipfile.ZipFile(spoilt, "w") as bad:
                for info in good.infolist():
                    data = good.read(info)
                    bad.writestr(
                        info.filename, data + b" " if info.filename.startswith(part) else data
                    )
            assert not validates(spoilt), part
