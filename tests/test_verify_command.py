"""`antara verify`: what is damaged, which articles it concerns, and what is none."""

from __future__ import annotations

import fcntl
import io
import json
import os

import pytest

from crawler.captures.checking import Check
from crawler.captures.findings import RESTORE
from pipelines.archive import ArchiveReader
from pipelines.archive.soundness import problems
from tests.captured import FIRST, SECOND, make_captured, url
from tests.command_line import make_archive
from tests.warcs import MARK, Warc, flipped, warcio_check


@pytest.fixture
def captured(antara):
    return make_captured(antara.archive)


@pytest.fixture
def verify(antara, captured):
    def verified(*words: str):
        result = antara("verify", "--json", *words)
        report = json.loads(result.out)
        assert result.status == (1 if report["findings"] else 0), result.err
        assert report["ok"] is not bool(report["findings"])
        return report

    return verified


def rewrite(path, change) -> None:
    path.write_bytes(change(path.read_bytes()))


def test_a_sound_archive(antara, captured, verify):
    report = verify()
    assert (report["files"], report["records"], report["rows"]) == (2, 15, 7)
    assert (report["unnamed"], report["uncompared"]) == (0, 0)
    assert report["bytes"] == sum(captured.path(file).stat().st_size for file in (FIRST, SECOND))
    result = antara("verify")
    assert result.status == 0
    assert result.out.startswith("All good: 2 files, 15 records (")
    assert result.out.endswith("7 rows compared.\n")
    assert result.err == f"Archive: {captured.archive}\n"
    assert warcio_check(captured.path(FIRST), captured.path(SECOND)).returncode == 0
    assert problems(captured.archive) == []


def test_an_archive_without_captures(antara):
    make_archive(antara.archive)
    result = antara("verify")
    assert (result.status, result.out) == (
        0,
        "No capture is kept yet: there is nothing to verify.\n",
    )


def test_no_archive(antara):
    result = antara("verify")
    assert result.status == 2
    assert result.err.startswith("There is no archive at ")


@pytest.mark.slow
def test_the_last_record_of_a_file_cut_at_any_byte(captured, verify):
    """With `--quick`, so that many cuts are tried; what it leaves out concerns no cut."""
    data = captured.path(FIRST).read_bytes()
    [(offset, length)] = captured.ask(
        "SELECT offset, length FROM captures WHERE id = ?", captured.rows["bali"]
    )
    for cut in [*range(offset, offset + length, 7), offset + length - 1]:
        captured.path(FIRST).write_bytes(data[:cut])
        report = verify("--quick")
        # The record itself, and the revisit whose body it has.
        assert [it["url"] for it in report["findings"]] == [url("bali")] * 2
        first, second = report["findings"]
        assert (first["file"], first["offset"], first["fault"]) == (FIRST, offset, "cut")
        assert first["articles"] == ["bali/21"]
        assert first["step"] == RESTORE
        assert second["file"] == SECOND
        assert "the record that has its body" in second["said"]


def test_a_request_that_is_cut_is_found_too(captured, verify):
    """No row names it; the next crawl cuts it off before it appends."""
    rewrite(captured.path(FIRST), lambda data: data[:-1])
    [finding] = verify()["findings"]
    assert (finding["fault"], finding["articles"]) == ("cut", [])
    assert url("bali") in finding["said"]
    assert finding["step"] == "No row needs it: the next crawl cuts it off."


@pytest.mark.slow
def test_every_flipped_bit_of_a_record_names_its_article(captured):
    """Through the check itself: the command around it would be most of the time."""
    path = captured.path(SECOND)
    data = path.read_bytes()
    [(offset, length)] = captured.ask(
        "SELECT offset, length FROM captures WHERE id = ?", captured.rows["sumsel"]
    )
    with ArchiveReader(captured.archive) as reader:
        for bit in range(8 * offset, 8 * (offset + length)):
            path.write_bytes(flipped(data, bit))
            report = Check(reader.captures, captured.archive.parent).run()
            [finding] = report.findings
            assert (finding.offset, finding.length) == (offset, length)
            assert finding.articles == ["sumsel/31"]


def test_a_flip_that_changes_nothing_is_damage_of_another_kind(captured, verify):
    [(offset,)] = captured.ask("SELECT offset FROM captures WHERE id = ?", captured.rows["ambon"])
    rewrite(captured.path(FIRST), lambda data: flipped(data, 8 * (offset + 4)))  # its time
    [finding] = verify()["findings"]
    assert (finding["fault"], finding["articles"]) == ("altered", ["ambon/11"])
    assert finding["step"].startswith("The record still reads as it should")


@pytest.mark.parametrize("name", ["listing", "feed", "ambon", "bali"])
def test_a_hole_before_a_record_moves_it_away_from_its_row(captured, verify, name):
    [(offset,)] = captured.ask("SELECT offset FROM captures WHERE id = ?", captured.rows[name])
    rewrite(captured.path(FIRST), lambda data: data[:offset] + bytes(50) + data[offset:])
    found = verify()["findings"]
    assert any(it["fault"] == "hole" and it["offset"] == offset for it in found)


def test_zeros_over_a_record_cost_that_record(captured, verify):
    [(offset, length)] = captured.ask(
        "SELECT offset, length FROM captures WHERE id = ?", captured.rows["ambon"]
    )
    zeros = bytes(length)
    rewrite(captured.path(FIRST), lambda data: data[:offset] + zeros + data[offset + length :])
    report = verify()
    [finding] = report["findings"]
    assert (finding["fault"], finding["url"]) == ("hole", url("ambon"))
    assert report["rows"] == 6


def test_a_file_that_is_missing_names_all_its_articles(captured, verify, antara):
    captured.path(FIRST).unlink()
    found = verify()["findings"]
    assert found[0]["articles"] == ["ambon/11", "bali/21"]
    assert found[0]["said"] == "the file is missing, and 4 rows name records of it"
    assert [it["url"] for it in found[1:]] == [url("bali")]  # the revisit
    out = antara("verify").out
    assert f"Damage: {FIRST}: the file is missing, and 4 rows name records of it.\n" in out
    assert "  articles: ambon/11, bali/21\n" in out
    assert f"  -> {RESTORE}\n" in out
    assert "2 damages found: " in out


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("url", "https://x.antaranews.com/", "its address is not that of the row"),
        ("sha256", "0" * 64, "its body has not the row's SHA-256"),
        ("status", 404, "its HTTP status is 200 and not 404"),
        ("status", None, "its HTTP status is 200 and not None"),
        ("record", "revisit", "it is a response record and not a revisit"),
        ("length", 17, "the row does not tell where the record begins and how long it is"),
        ("offset", 3, "the row does not tell where the record begins and how long it is"),
        ("offset", 10**9, "the file ends before the record"),
    ],
)
def test_a_row_that_says_something_else_than_its_record(captured, verify, column, value, said):
    row = captured.rows["ambon"]
    captured.do(f"UPDATE captures SET {column} = ? WHERE id = ?", value, row)
    [finding] = verify()["findings"]
    assert finding["said"].startswith(said)
    assert finding["articles"] == ["ambon/11"]


@pytest.mark.parametrize(
    ("same", "said"),
    [("ambon", "its WARC-Refers-To is not that"), (None, "its row names no record")],
)
def test_a_revisit_whose_row_names_another_body(captured, verify, same, said):
    value = same and captured.rows[same]
    captured.do("UPDATE captures SET same_as = ? WHERE id = ?", value, captured.rows["revisit"])
    [finding] = verify()["findings"]
    assert finding["said"].startswith(said)
    assert finding["articles"] == ["bali/21"]


@pytest.mark.parametrize("table", ["articles", "revisions", "observations"])
def test_a_row_that_points_to_no_capture(captured, verify, table):
    conn = f"UPDATE {table} SET capture = 777 WHERE capture = ?"
    from pipelines.archive.library import sqlite3

    db = sqlite3.connect(str(captured.archive), isolation_level=None)
    db.execute(conn, (captured.rows["ambon"],))  # foreign keys are off by default
    db.close()
    [finding] = verify()["findings"]
    assert finding["fault"] == "astray"
    assert "points to capture 777, which is none" in finding["said"]
    assert finding["articles"] == ["ambon/11"]


def test_since_reads_only_files_with_later_answers(captured, verify):
    captured.path(FIRST).unlink()
    assert verify("--since", "2026-11-22")["files"] == 0
    report = verify("--since", "2026-11-21")
    assert report["files"] == 1
    assert [it["file"] for it in report["findings"]] == [SECOND]  # the revisit's body is gone


def test_answers_that_no_row_names_are_counted_and_no_damage(captured, verify, antara):
    more = Warc()
    more.info()
    more.page(url("bali"), b"<p>Baru.")
    other = f"captures/antara-{MARK}-20261122000000-00001.warc.gz"
    captured.path(other).write_bytes(more.data)
    with captured.path(SECOND).open("ab") as file:
        file.write(more.data)
    report = verify()
    assert (report["files"], report["unnamed"], report["findings"]) == (3, 2, [])
    assert "Note: 2 answers not named by any row" in antara("verify").err


def test_files_of_another_archive_are_none_of_ours(captured, verify):
    for name in ("antara-ffffff-20261122000000-00001.warc.gz", "x.warc.gz", "README"):
        captured.path(f"captures/{name}").write_bytes(b"anything")
    assert verify()["files"] == 2


class Crawling:
    """A crawl that is under way, as the archive sees it: a run without an end, and the lock."""

    def __init__(self, captured) -> None:
        self.captured = captured
        self.lock = captured.archive.with_name("archive.db.lock")

    def __enter__(self):
        self.captured.do(
            "INSERT INTO runs (command, options, pid, started_at) VALUES ('crawl', '{}', ?, ?)",
            *(os.getpid(), "2026-11-22T00:00:00Z"),
        )
        self.file = self.lock.open("w")
        self.file.write(f"{os.getpid()}\n")
        self.file.flush()
        fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *_):
        self.file.close()


def test_what_a_crawl_is_writing_is_no_damage(captured, verify):
    more = Warc()
    more.page(url("bali"), b"<p>Baru.")
    with captured.path(SECOND).open("ab") as file:
        file.write(more.data[:-100])
    assert verify()["findings"] != []
    with Crawling(captured):
        report = verify()
    assert report["findings"] == []
    assert report["notes"] == [f"{SECOND}: a crawl is writing its last record."]


def test_what_a_crawl_had_named_is_required_all_the_same(captured, verify):
    rewrite(captured.path(SECOND), lambda data: data[:-600])
    with Crawling(captured):
        assert [it["articles"] for it in verify()["findings"]] == [["sumsel/31"]]


def test_rows_that_come_while_it_runs_are_not_required(captured, monkeypatch):
    more = Warc(captured.path(SECOND).read_bytes())
    made = more.page(url("bali"), b"<p>Baru.")
    with ArchiveReader(captured.archive) as reader:
        captures = reader.captures
        last = captures.last

        def then_a_crawl_goes_on() -> int:
            number = last()
            captured.add("later", SECOND, made, "article")
            return number

        monkeypatch.setattr(captures, "last", then_a_crawl_goes_on)
        assert Check(captures, captured.archive.parent).run().findings == []
        assert Check(reader.captures, captured.archive.parent).run().findings != []


def test_a_prune_that_goes_on_meanwhile_is_no_damage(captured, monkeypatch):
    """The rows of a file move to another one while the check reads others."""
    new = FIRST.replace("00001.warc", "00002.warc")
    with ArchiveReader(captured.archive) as reader:
        captures = reader.captures
        files = captures.files
        asked = []

        def then_a_prune_swaps(since: str = ""):
            found = files(since)
            asked.append(since)
            if len(asked) == 1:
                captured.path(FIRST).rename(captured.path(new))
                captured.do("UPDATE captures SET file = ? WHERE file = ?", new, FIRST)
            return found

        monkeypatch.setattr(captures, "files", then_a_prune_swaps)
        report = Check(captures, captured.archive.parent).run()
    assert report.findings == []
    assert report.rows == 7


def test_the_rest_is_read_when_one_file_cannot_be_opened(captured, verify):
    captured.path(FIRST).unlink()
    captured.path(FIRST).mkdir()
    report = verify()
    assert report["findings"][0]["said"].startswith("it cannot be read (Is a directory)")
    assert report["rows"] == 3


def test_a_terminal_sees_how_far_it_is_and_a_log_does_not(antara, captured, monkeypatch):
    from crawler import steady

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    shown = Terminal()
    monkeypatch.setattr(steady.sys, "stderr", shown)
    antara("verify")
    assert "Verifying" in shown.getvalue()
    monkeypatch.undo()
    assert "Verifying" not in antara("verify").err


def test_a_page_cannot_steer_the_terminal(antara, captured):
    captured.do("UPDATE captures SET url = ? WHERE id = ?", "https://x/\x1b[2J", 1)
    assert "\x1b" not in antara("verify").out
