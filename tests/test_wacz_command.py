"""`antara wacz`: what goes into a WACZ, what is told of the rest, and what is never written."""

from __future__ import annotations

import errno
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.captures import packing, wacz
from crawler.captures.scan import records
from pipelines.archive import files
from pipelines.archive.library import sqlite3
from tests.captured import FIRST, NEW, SECOND, Captured, make_captured, url
from tests.command_line import ANTARA, make_archive
from tests.hard import LIMITED, obeying_permissions, read_only, small_disk, started
from tests.old_archives import make_first_schema
from tests.packed import Unpacked
from tests.peak import run_and_weigh
from tests.warcs import DATE, MARK, Warc, flipped, warcio_check

ALL = ("--since", "2026-10-01")
LAST_DAY = ("--since", "2026-11-21", "--until", "2026-11-21")


@pytest.fixture
def captured(antara):
    made = make_captured(antara.archive)
    made.do("UPDATE meta SET value = ? WHERE key = 'archive_id'", MARK)
    return made


@pytest.fixture
def pack(antara, captured, tmp_path):
    """Packs, and takes apart what was made."""

    def packed(*words: str, status: int = 0, name: str = "out.wacz") -> Unpacked:
        result = antara("wacz", str(tmp_path / name), *words)
        assert result.status == status, result.err
        assert left_behind(tmp_path) == [], "something is left behind"
        return Unpacked(tmp_path / name)

    return packed


def left_behind(folder: Path) -> list[str]:
    return [each.name for each in folder.rglob("*unfinished*")]


def place(captured, name: str) -> tuple[Path, int, int]:
    [(file, offset, length)] = captured.ask(
        "SELECT file, offset, length FROM captures WHERE id = ?", captured.rows[name]
    )
    return captured.path(file), offset, length


def spoil(path: Path, at: int) -> None:
    path.write_bytes(flipped(path.read_bytes(), 8 * at))


# ---- what goes in


def test_everything_is_copied_byte_for_byte(pack, captured, tmp_path):
    made = pack(*ALL)
    whole = captured.path(FIRST).read_bytes() + captured.path(SECOND).read_bytes()
    assert made.warc == whole
    assert made.warc_path == "archive/antara-a1b2c3-20261001-20261121.warc.gz"
    assert [info.filename for info in made.infos][1:4] == [
        *("indexes/index.cdx.gz", "indexes/index.idx", "pages/pages.jsonl")
    ]
    (tmp_path / "unpacked.warc.gz").write_bytes(made.warc)
    assert warcio_check(tmp_path / "unpacked.warc.gz").returncode == 0


def test_pages_have_the_titles_of_the_archive(pack):
    assert [(page["url"], page["ts"], page["title"]) for page in pack(*ALL).pages()] == [
        (url("ambon"), DATE, "Pasar ikan Rekaan dibuka"),
        (url("bali"), DATE, "Panen padi di Desa Umpama"),
        (url("ambon"), NEW, "Pasar ikan Rekaan dibuka"),
        (url("bali"), NEW, "Panen padi di Desa Umpama"),
        (url("sumsel"), NEW, "Judul \x1b[31mmerah\x1b[0m dari halaman"),
    ]


def test_a_page_has_the_title_of_its_time(pack, captured):
    """That of the state it was read as; `again` made none, so that of the one in force then."""
    captured.do("UPDATE revisions SET state = json_set(state, '$.title', 'Judul lama')")
    captured.do("UPDATE revisions SET first_seen = '2026-11-20T00:00:00Z'")
    for seq, title, day in ((2, "Judul sela", "2026-11-21"), (3, "Judul nanti", "2026-11-25")):
        captured.do(
            "INSERT INTO revisions (article, seq, state, state_sha256, extractor_version, layout, "
            "first_seen, last_seen) SELECT article, ?, json_set(state, '$.title', ?), ?, '2', "
            "layout, ?, ? FROM revisions WHERE seq = 1",
            *(seq, title, title, f"{day}T00:00:00Z", f"{day}T00:00:00Z"),
        )
    captured.do(
        "UPDATE revisions SET capture = ? WHERE seq = 3 AND article = "
        "(SELECT article FROM revisions WHERE capture = ?)",
        *(captured.rows["sumsel"],) * 2,
    )
    captured.do(
        "UPDATE revisions SET capture = NULL WHERE seq = 1 AND capture = ?",
        captured.rows["sumsel"],
    )
    titles = {(page["url"], page["ts"]): page["title"] for page in pack(*ALL).pages()}
    assert titles == {
        (url("ambon"), DATE): "Judul lama",
        (url("bali"), DATE): "Judul lama",
        (url("ambon"), NEW): "Judul sela",
        (url("bali"), NEW): "Judul sela",
        (url("sumsel"), NEW): "Judul nanti",
    }


def test_a_revisit_brings_its_body_from_another_day(pack, captured, antara, tmp_path):
    made = pack(*LAST_DAY)
    assert made.addresses() == [url("bali"), url("ambon"), url("bali"), url("sumsel")]
    assert made.kinds() == [
        *("warcinfo", "response", "request"),
        *("warcinfo", "response", "request", "revisit", "response", "request"),
    ]
    assert [page["ts"] for page in made.pages()] == [NEW] * 3, "what was not asked for is no page"
    assert made.manifest["antara"]["outside"] == 1
    assert made.manifest["antara"]["first"] == NEW
    result = antara("wacz", str(tmp_path / "told.wacz"), *LAST_DAY)
    assert "4 answers (1 not asked for, whose bodies others refer to), 3 requests" in result.out


def test_an_article_is_all_that_was_kept_of_it(pack):
    made = pack("bali/21")
    assert made.addresses() == [url("bali")] * 2
    assert made.kinds() == ["warcinfo", "response", "request", "warcinfo", "revisit"]
    assert made.manifest["title"] == "Panen padi di Desa Umpama (bali/21)"
    assert made.manifest["mainPageUrl"] == url("bali")
    assert made.manifest["mainPageDate"] == DATE
    assert made.warc_path == "archive/antara-a1b2c3-bali-21.warc.gz"
    assert pack(url("bali"), name="again.wacz").path.read_bytes() == made.path.read_bytes()


def test_an_answer_that_no_row_points_to_is_found_by_its_address(pack, captured):
    """A redirect, or a broken answer: only its address says of which article it is."""
    captured.do("DELETE FROM observations")
    assert pack("ambon/11").addresses() == [url("ambon")] * 2


def test_another_article_with_the_same_beginning_is_left_out(pack, captured):
    captured.do("UPDATE captures SET url = replace(url, '/21/', '/211/') WHERE record = 'revisit'")
    captured.do("DELETE FROM observations")
    assert pack("bali/21").kinds() == ["warcinfo", "response", "request"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--kind", "listing,feed"), ["/terkini", "/rss/terkini.xml"]),
        (("--bureau", "ambon"), ["/berita/11/judul"] * 2),
        (("--bureau", "ambon,sumsel", "--kind", "article", "--until", "2026-11-20"), None),
        (("--until", "2026-11-20", "--kind", "article"), ["/berita/11/judul", "/berita/21/judul"]),
    ],
)
def test_a_period_is_bounded_by_bureau_and_kind(pack, words, expected):
    addresses = pack(*ALL, *words).addresses()
    found = [f"/{each.split('/', 3)[3]}" for each in addresses]
    assert found == (expected or ["/berita/11/judul"])


def test_the_same_words_make_the_same_bytes(pack, captured):
    first = pack(*ALL, "--kind", "article")
    second = pack(*ALL, "--kind", "article", name="other.wacz")
    assert first.path.read_bytes() == second.path.read_bytes()
    other = pack(*ALL, name="all.wacz")
    assert other.warc_path != first.warc_path, "two packs of one archive can be added to one player"


def test_a_run_brings_the_record_that_says_who_asked(pack, captured):
    """A file has one for each run; only those of the runs that are packed come along."""
    captured.do(
        "INSERT INTO runs (id, command, options, pid, started_at) "
        "VALUES (2, 'crawl latest', '{}', 1, ?)",
        DATE,
    )
    made = Warc()
    heads = []
    for run, bureau in ((1, "ambon"), (2, "bali"), (2, "sumsel")):
        if run > len(heads):
            heads.append(made.info())
        it = made.page(url(bureau), f"<p>{bureau}, lagi.".encode(), date="2026-12-01T00:00:00Z")
        captured.add(
            f"{bureau}-run", "captures/runs.warc.gz", it, "article", "2026-12-01T00:00:00Z"
        )
        captured.do("UPDATE captures SET run = ? WHERE id = ?", run, captured.rows[f"{bureau}-run"])
    captured.path("captures/runs.warc.gz").write_bytes(made.data)
    day = ("--since", "2026-12-01", "--bureau")
    for number, bureau in ((0, "ambon"), (1, "bali"), (1, "sumsel")):
        packed = pack(*day, bureau, name=f"{bureau}.wacz").records()
        assert [each.kind for each in packed] == ["warcinfo", "response", "request"]
        assert packed[0].record_id == heads[number].record_id
    one = ["warcinfo", "response", "request"]
    assert pack(*day, "bali,sumsel", name="both.wacz").kinds() == [*one, *one[1:]]
    assert pack(*day, "ambon,bali", name="runs.wacz").kinds() == [*one, *one]


def test_a_large_file_has_the_form_for_more_than_four_gigabytes(pack, monkeypatch):
    small = pack(*ALL)
    monkeypatch.setattr(wacz, "_LARGE", -1)
    large = pack(*ALL, name="large.wacz")
    assert large.warc == small.warc
    assert large.path.stat().st_size > small.path.stat().st_size


def test_two_archives_can_share_a_folder(pack, captured):
    foreign = "captures/antara-ffffff-20261120010203-00001.warc.gz"
    captured.path(foreign).write_bytes(captured.path(FIRST).read_bytes())
    whole = captured.path(FIRST).read_bytes() + captured.path(SECOND).read_bytes()
    assert pack(*ALL).warc == whole


def test_what_it_is_and_whose_is_said(pack, antara, tmp_path):
    said = pack(*ALL, "--bureau", "bali,ambon").manifest
    assert said["title"] == "ANTARA's regional news of bali, ambon, 2026-10-01 to 2026-11-21"
    assert said["rights"].startswith("The articles are ANTARA's and their authors'; no licence")
    assert said["software"].startswith("arsip-antara/")
    assert said["antara"]["origin"] == "live"
    assert said["antara"]["archive"] == "a1b2c3"
    assert "invented" not in json.dumps(said)


def test_a_sample_says_that_it_is_invented(pack, captured):
    captured.do("UPDATE meta SET value = 'sample' WHERE key = 'origin'")
    said = pack("bali/21").manifest
    assert said["title"].endswith("(invented)")
    assert said["description"].startswith("A sample: its articles are invented.")
    assert said["antara"]["origin"] == "sample"


def test_what_was_packed_is_told(antara, captured, tmp_path):
    result = antara("wacz", str(tmp_path / "out.wacz"), *ALL, "--json")
    told = json.loads(result.out)
    assert told == {
        "wacz": str(tmp_path / "out.wacz"),
        "warc": "antara-a1b2c3-20261001-20261121.warc.gz",
        "bytes": (tmp_path / "out.wacz").stat().st_size,
        **{"first": "2026-10-01T00:00:00Z", "last": NEW, "answers": 7, "outside": 0},
        **{"requests": 6, "heads": 2, "pages": 5, "damaged": []},
    }
    assert result.err == f"Archive: {captured.archive}\n"


# ---- what is damaged


def test_a_damaged_record_is_named_and_left_out(pack, captured, antara, tmp_path):
    path, offset, length = place(captured, "sumsel")
    spoil(path, offset + length // 2)
    made = pack(*ALL, status=1)
    assert url("sumsel") not in made.addresses("response")
    assert made.kinds().count("request") == 5
    assert made.manifest["antara"]["left_out"] == 1
    assert "1 damage: what could not be read is left out" in made.manifest["description"]
    result = antara("wacz", str(tmp_path / "b.wacz"), *ALL)
    assert f"Damage: {SECOND}, byte {offset:,}" in result.err
    assert "articles: sumsel/31" in result.err
    assert "-> Restore the file from a backup" in result.err


def test_a_revisit_whose_body_is_damaged_proves_nothing(pack, captured, antara, tmp_path):
    path, offset, length = place(captured, "bali")
    spoil(path, offset + length // 2)
    made = pack(*ALL, status=1)
    assert url("bali") not in made.addresses()
    told = json.loads(antara("wacz", str(tmp_path / "b.wacz"), *LAST_DAY, "--json").out)
    assert [each["articles"] for each in told["damaged"]] == [["bali/21"]] * 2
    assert "the record that has its body" in told["damaged"][1]["said"]


def test_a_revisit_whose_body_no_row_names_is_left_out(pack, captured):
    captured.do("UPDATE captures SET same_as = NULL")
    assert "revisit" not in pack(*ALL, status=1).kinds()


def test_a_row_that_is_not_its_record_is_named(pack, captured):
    captured.do("UPDATE captures SET sha256 = ? WHERE id = ?", "0" * 64, captured.rows["sumsel"])
    assert url("sumsel") not in pack(*ALL, status=1).addresses()


def test_a_damaged_request_is_named_and_its_answer_packed(antara, captured, tmp_path, pack):
    path, offset, length = place(captured, "sumsel")
    path.write_bytes(path.read_bytes()[:-3])
    made = pack(*ALL, status=1)
    assert url("sumsel") in made.addresses("response")
    assert url("sumsel") not in made.addresses("request")
    told = json.loads(antara("wacz", str(tmp_path / "b.wacz"), *ALL, "--json").out)
    (finding,) = told["damaged"]
    assert (finding["fault"], finding["offset"]) == ("request", offset + length)


def test_a_damaged_head_is_named(pack, captured, antara, tmp_path):
    spoil(captured.path(FIRST), 40)
    made = pack("ambon/11", status=1)
    assert made.kinds() == ["response", "request", "warcinfo", "response", "request"]
    told = json.loads(antara("wacz", str(tmp_path / "b.wacz"), "ambon/11", "--json").out)
    assert [each["fault"] for each in told["damaged"]] == ["head"]


def test_a_damaged_answer_behind_another_is_no_request(pack, captured):
    """An answer without a request record stands before it: one damage, named once."""
    [(offset,)] = captured.ask("SELECT offset FROM captures WHERE id = ?", captured.rows["revisit"])
    path, sumsel, length = place(captured, "sumsel")
    spoil(path, sumsel + length // 2)
    assert offset < sumsel
    assert pack(*ALL, status=1).manifest["antara"]["left_out"] == 1


def test_a_request_for_something_else_does_not_come_along(pack, captured):
    made = Warc()
    it = made.response(url("bali"), b"<p>Tanpa permintaan.", date="2026-12-01T00:00:00Z")
    made.request(url("ambon"), "<urn:uuid:11111111-1111-4111-8111-111111111111>")
    captured.path("captures/other.warc.gz").write_bytes(made.data)
    captured.add("alone", "captures/other.warc.gz", it, "article", "2026-12-01T00:00:00Z")
    assert pack("--since", "2026-12-01").kinds() == ["response"]


def test_a_missing_file_is_named_with_its_articles(pack, captured, antara, tmp_path):
    captured.path(FIRST).unlink()
    made = pack(*ALL, status=1)
    assert made.addresses() == [url("ambon"), url("sumsel")]
    result = antara("wacz", str(tmp_path / "b.wacz"), *ALL)
    assert f"Damage: {FIRST}: the file is missing, and 4 records of it were" in result.err
    assert "articles: ambon/11, bali/21" in result.err


def test_when_nothing_can_be_read_no_file_is_made(antara, captured, tmp_path):
    for file in (FIRST, SECOND):
        captured.path(file).unlink()
    result = antara("wacz", str(tmp_path / "out.wacz"), *ALL)
    assert result.status == 1
    assert result.err.endswith("Not one answer could be read: no file was made.\n")
    told = json.loads(antara("wacz", str(tmp_path / "out.wacz"), *ALL, "--json").out)
    assert (told["wacz"], len(told["damaged"])) == (None, 2)
    assert list(tmp_path.glob("*wacz*")) == []


# ---- what cannot be done


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ((), "'antara wacz' needs OUT.wacz."),
        (("out.wacz",), "Say what to pack: the key of an article, or --since and --until."),
        (("out.wacz", "--kind", "article"), "Say what to pack"),
        (("out.zip", *ALL), "'out.zip' does not end in .wacz: name the file to write first."),
        (("bali/21", "out.wacz"), "Did you mean 'antara wacz out.wacz bali/21'?"),
        (("out.wacz", "bali/21", "bali/22"), "Surplus word 'bali/22'"),
        (("out.wacz", "bali/21", *ALL), "--since bounds a period, and 'bali/21' names an article"),
        (("taken.wacz", *ALL), "taken.wacz exists already; name a file that does not."),
        (("nowhere/out.wacz", *ALL), "There is no folder 'nowhere'."),
        (("out.wacz", "--since", "2026-11-02", "--until", "2026-11-01"), "no day lies between"),
        (("out.wacz", "--since", "kemarin"), "'kemarin' is not a day written YYYY-MM-DD"),
        (("out.wacz", *ALL, "--kind", "artikel"), "Did you mean 'article'?"),
        (("out.wacz", *ALL, "--bureau", "bal"), "Did you mean 'bali'?"),
        (("out.wacz", *ALL, "--untill", "2026-11-01"), "Did you mean '--until'?"),
        (("out.wacz", "--since", "2027-01-01"), "No answer was kept that fits this."),
        (("out.wacz", "bal/21"), "no bureau 'bal'. Did you mean 'bali'?"),
        (("out.wacz", "bali/4711"), "bali/4711 is not held."),
        (("out.wacz", "bali/98"), "bali/98 is known but not held: gone"),
        (("out.wacz", "sumsel/32"), "sumsel/32 is held, but no answer of it was kept"),
        (("out.wacz", "https://bali.antaranews.com/terkini"), "names no article: give its key"),
        (("out.wacz", "judul"), "'judul' names no article"),
    ],
)
def test_what_does_not_fit_is_one_line(antara, captured, tmp_path, monkeypatch, words, line):
    monkeypatch.chdir(tmp_path)
    Path("taken.wacz").write_text("milik orang lain")
    before = sorted(tmp_path.rglob("*wacz*"))
    result = antara("wacz", *words)
    assert (result.status, result.out) == (2, ""), result.err
    *rest, last = result.err.splitlines()
    assert line in last
    assert rest in ([], [f"Archive: {captured.archive}"])
    assert sorted(tmp_path.rglob("*wacz*")) == before
    assert Path("taken.wacz").read_text() == "milik orang lain"


def test_without_captures_there_is_nothing_to_pack(antara, tmp_path):
    assert "There is no archive at" in antara("wacz", str(tmp_path / "out.wacz"), *ALL).err
    make_archive(antara.archive)
    result = antara("wacz", str(tmp_path / "out.wacz"), *ALL)
    assert (result.status, "No answer was kept" in result.err) == (2, True)
    assert list(tmp_path.glob("*wacz*")) == []


def test_an_older_archive_is_refused(antara, tmp_path):
    make_first_schema(antara.archive)
    result = antara("wacz", str(tmp_path / "out.wacz"), *ALL)
    assert (result.status, "schema of an older version" in result.err) == (2, True)


def stop_at(monkeypatch, number: int, error: BaseException) -> None:
    """Let the index's line of an answer end the work."""
    made = packing.line
    count = [0]

    def line(*args, **keywords):
        count[0] += 1
        if count[0] == number:
            raise error
        return made(*args, **keywords)

    monkeypatch.setattr(packing, "line", line)


def test_ctrl_c_leaves_nothing(antara, captured, tmp_path, monkeypatch):
    stop_at(monkeypatch, 4, KeyboardInterrupt())
    result = antara("wacz", str(tmp_path / "out.wacz"), *ALL)
    assert result.status == 130
    assert result.err.endswith("Interrupted.\n")
    assert list(tmp_path.glob("*wacz*")) == []


def test_a_disk_that_is_full_leaves_nothing(antara, captured, tmp_path, monkeypatch):
    full = OSError(errno.ENOSPC, "No space left on device")
    for number in (1, 5):
        with monkeypatch.context() as patched:
            stop_at(patched, number, full)
            result = antara("wacz", str(tmp_path / "out.wacz"), *ALL)
        assert result.status == 2
        assert "out.wacz cannot be written (No space left on device); nothing is left" in result.err
        assert list(tmp_path.glob("*wacz*")) == []

    def refuse(self, data):
        raise full

    monkeypatch.setattr(wacz.WaczFile, "finish", refuse)
    assert antara("wacz", str(tmp_path / "out.wacz"), *ALL).status == 2
    assert list(tmp_path.glob("*wacz*")) == []


def test_a_disk_without_enough_room_is_noticed_first(antara, captured, tmp_path, monkeypatch):
    usage = files.shutil.disk_usage(tmp_path)
    monkeypatch.setattr(files.shutil, "disk_usage", lambda path: usage._replace(free=1000))
    result = antara("wacz", str(tmp_path / "out.wacz"), *ALL)
    assert (result.status, "nothing was copied" in result.err) == (2, True)
    assert list(tmp_path.glob("*wacz*")) == []


def test_what_a_kill_left_is_written_anew(pack, tmp_path):
    (tmp_path / "out.wacz.unfinished").write_bytes(b"PK\3\4 setengah")
    assert pack(*ALL).kinds()


def test_a_name_that_is_taken_meanwhile_is_not_written_over(
    antara, captured, tmp_path, monkeypatch
):
    finish = wacz.WaczFile.finish

    def taken(self, facts):
        (tmp_path / "out.wacz").write_text("milik orang lain")
        finish(self, facts)

    monkeypatch.setattr(wacz.WaczFile, "finish", taken)
    result = antara("wacz", str(tmp_path / "out.wacz"), *ALL)
    assert (result.status, "exists by now" in result.err) == (2, True)
    assert (tmp_path / "out.wacz").read_text() == "milik orang lain"
    assert left_behind(tmp_path) == []


@pytest.mark.parametrize("gone", [False, True])
def test_a_prune_meanwhile_makes_no_half_a_file(antara, captured, tmp_path, monkeypatch, gone):
    """Its rows move to another file while the old one is read."""
    made = packing.line

    def line(*args, **keywords):
        captured.do("UPDATE captures SET file = 'captures/new.warc.gz' WHERE file = ?", SECOND)
        if gone and captured.path(SECOND).exists():
            captured.path(SECOND).unlink()
        return made(*args, **keywords)

    monkeypatch.setattr(packing, "line", line)
    result = antara("wacz", str(tmp_path / "out.wacz"), *ALL)
    assert result.status == 2
    assert f"{SECOND} was pruned while it was packed" in result.err
    assert list(tmp_path.glob("*wacz*")) == []


def test_a_crawl_that_goes_on_adds_nothing(antara, captured, tmp_path, monkeypatch):
    """What a row names that came after the beginning is not packed by halves."""
    made = packing.line
    added = []

    def line(*args, **keywords):
        if not added:
            grown = Warc(captured.path(SECOND).read_bytes())
            it = grown.page(url("bali"), b"<p>Baru saja.", date="2026-11-22T00:00:00Z")
            captured.path(SECOND).write_bytes(grown.data)
            added.append(captured.add("new", SECOND, it, "article", "2026-11-22T00:00:00Z"))
        return made(*args, **keywords)

    monkeypatch.setattr(packing, "line", line)
    assert antara("wacz", str(tmp_path / "out.wacz"), *ALL).status == 0
    assert len(Unpacked(tmp_path / "out.wacz").addresses()) == 7
    assert len(list(records(io.BytesIO(captured.path(SECOND).read_bytes())))) == 8


# ---- what takes long


def grown(archive: Path, count: int) -> Path:
    """An archive of so many answers of 20 KB."""
    archive.parent.mkdir()
    make_archive(archive, "live")
    (archive.parent / "captures").mkdir()
    made = Captured(archive)
    draw = random.Random(1)
    places = []
    with made.path(FIRST).open("wb") as file:
        for number in range(count):
            one = Warc()
            it = one.page(f"https://bali.antaranews.com/berita/{number}/x", draw.randbytes(20_000))
            places.append((FIRST, file.tell(), it.length, it.sha256, it.url, DATE))
            file.write(one.data)
    conn = sqlite3.connect(str(archive))
    with conn:
        conn.executemany(
            "INSERT INTO captures (file, offset, length, sha256, url, fetched_at, status, kind) "
            "VALUES (?, ?, ?, ?, ?, ?, 200, 'article')",
            places,
        )
    conn.close()
    return archive


@pytest.mark.slow
def test_memory_does_not_grow_with_the_period(tmp_path):
    peaks = []
    for count in (20, 2_000):
        archive = grown(tmp_path / str(count) / "archive.db", count)
        words = [str(ANTARA), "wacz", "out.wacz", "--since", "2026-01-01", "--json"]
        status, peak = run_and_weigh(
            [*words, "-s", f"ARCHIVE_PATH={archive}"],
            tmp_path / "peak",
            cwd=archive.parent,
            stdout=subprocess.DEVNULL,
        )
        assert status == 0
        assert len(Unpacked(archive.parent / "out.wacz").index) == count
        peaks.append(peak)
    assert peaks[1] < peaks[0] + 12 * 1024, "forty megabytes went through"


@pytest.mark.slow
def test_a_folder_that_may_not_be_written(antara, captured, tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir()
    with read_only(folder):
        result = started(
            ["wacz", str(folder / "out.wacz"), *ALL],
            tmp_path,
            obeying_permissions(),
            ANTARA_ARCHIVE_PATH=str(captured.archive),
        )
    assert result.status == 2
    assert "out.wacz cannot be written (Permission denied)" in result.err
    assert list(folder.iterdir()) == []


@pytest.mark.slow
def test_a_disk_that_fills_up(captured, tmp_path):
    """Whatever is written when there is no room: records, index, pages, manifest."""
    with small_disk(tmp_path / "disk", 4 * 1024 * 1024) as disk:
        own = {"ANTARA_ARCHIVE_PATH": str(captured.archive)}
        for limit in range(1_000, 9_000, 1_600):
            words = [sys.executable, "-c", LIMITED, str(limit)]
            result = started(["wacz", str(disk / "out.wacz"), *ALL], tmp_path, words, **own)
            assert result.status == 2, limit
            assert "cannot be written (File too large); nothing is left" in result.err
            assert list(disk.iterdir()) == []


@pytest.mark.slow
def test_ctrl_c_at_a_terminal(tmp_path):
    archive = grown(tmp_path / "many" / "archive.db", 2_000)
    process = subprocess.Popen(
        [str(ANTARA), "wacz", "out.wacz", "--since", "2026-01-01"],
        cwd=archive.parent,
        env={**os.environ, "ANTARA_ARCHIVE_PATH": str(archive)},
        stderr=subprocess.PIPE,
        text=True,
    )
    end = time.monotonic() + 60
    part = archive.with_name("out.wacz.unfinished")
    while not (part.exists() and part.stat().st_size > 1_000_000):
        assert time.monotonic() < end
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err.splitlines()[-1]) == (130, "Interrupted.")
    assert list(archive.parent.glob("*wacz*")) == []
