"""`antara withdraw --erase`: no byte is left, and what is interrupted goes on."""

from __future__ import annotations

import io
import json
import re
import shlex
import sys
from typing import TYPE_CHECKING, Any

import pytest

from crawler.captures import erasing as erasing_files
from crawler.captures.erasing import address_of
from crawler.captures.linked import linked
from pipelines.archive import ArchiveReader, erasing
from pipelines.archive.library import sqlite3
from tests.archives import ask
from tests.command_line import REPOSITORY
from tests.kept_rows import change
from tests.minisite import ALL, BALI, feed_of
from tests.servers import answer
from tests.withdrawn import (
    KEY,
    NUMBER,
    OTHER,
    REASON,
    URL,
    WORD,
    Site,
    is_gone,
    traces,
    unsound,
    withdraw,
)

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["tests.withdrawn_fixtures"]

OTHERWISE = f"https://{BALI}:443//berita/0{NUMBER}/"
"""How else an address of the article may begin."""


def test_erasing_leaves_no_byte_of_it(antara, twice_crawled: Path) -> None:
    # What an earlier writing left in the file's free space, and what the search index had.
    change(twice_crawled, "UPDATE articles SET text = text || 'x' WHERE article_id <> 0")
    assert traces(twice_crawled, WORD, "konser amal") != []
    pages = ask(twice_crawled, "SELECT id FROM captures WHERE url LIKE ?", f"%/{NUMBER}/%")
    listings = ask(twice_crawled, "SELECT count(*) FROM captures WHERE kind IN ('feed', 'listing')")
    result = withdraw(antara, "--erase")
    assert traces(twice_crawled, WORD, "konser amal", f"kabar-{NUMBER}") == []
    assert unsound(twice_crawled) == []
    (answers,) = ask(twice_crawled, "SELECT answers FROM erasures")[0]
    assert len(pages) == 2
    assert 2 < answers <= 2 + listings[0][0]
    assert f"{KEY}: {answers} answers taken out of the captures." in result.out
    assert "1 article erased for good." in result.out
    assert "No backup is on record." in result.err
    assert ask(twice_crawled, "SELECT answers, finished_at IS NULL FROM erasures") == [(answers, 0)]
    # A record of it stays, and the others are whole.
    record = json.loads(antara("read", KEY, "--json").out)
    assert record["reason"] == "permintaan narasumber"
    assert record["erased_at"]
    assert "title" not in record
    assert ask(twice_crawled, "SELECT count(*) FROM articles") == [(11,)]
    with ArchiveReader(twice_crawled) as reader:
        assert reader.captures.of_article("bali", OTHER) is not None
    assert f"{answers} answers of 1 erased article" in antara("captures").err
    assert antara("rebuild", str(twice_crawled.with_name("new.db")), "--jobs", "1").status == 0
    assert traces(twice_crawled.with_name("new.db"), WORD, "konser amal") == []


def test_what_was_withdrawn_can_be_erased_later_and_backups_are_named(
    antara, twice_crawled: Path
) -> None:
    folder = twice_crawled.with_name("backups")
    folder.mkdir()
    assert antara("backup", str(folder)).status == 0
    (backup,) = folder.iterdir()
    withdraw(antara)
    assert traces(twice_crawled, WORD) != []
    result = antara("withdraw", f"https://{URL}", "--erase")
    assert result.status == 0, result.err
    assert traces(twice_crawled, WORD, "konser amal") == []
    assert f"  {backup}, of " in result.err
    assert "a person's duty" in result.err
    assert "rahasia" not in result.err
    again = antara("withdraw", KEY, "--erase")
    assert again.status == 2
    assert f"{KEY} was erased already" in again.err
    refused = antara("restore-article", KEY)
    assert refused.status == 2
    assert "nothing of its text is left to restore" in refused.err
    assert "antara restore --to" in refused.err


def test_an_erasure_that_was_interrupted_goes_on(antara, twice_crawled: Path, monkeypatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(erasing_files, "prune", interrupted)
        result = withdraw(antara, "--erase", status=130)
    assert "Interrupted: the text is out of the rows" in result.err
    assert f"'antara withdraw {KEY} --erase'" in result.err
    assert is_gone(twice_crawled)
    assert traces(twice_crawled, "konser amal") != []
    told = antara("verify")
    assert told.status == 1
    assert f"the erasure of {KEY} is not finished" in told.out
    assert "its erasure was interrupted" in antara("withdraw", KEY, *REASON).err
    result = antara("withdraw", KEY, "--erase")
    assert result.status == 0, result.err
    assert traces(twice_crawled, WORD, "konser amal") == []
    assert antara("verify").status == 0


def test_an_erasure_that_finds_no_room_says_how_it_goes_on(
    antara, twice_crawled: Path, monkeypatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(erasing, "sweep", full)
        result = withdraw(antara, "--erase", status=2)
    assert "The erasure is not finished: the text is out of the rows" in result.err
    assert f"'antara withdraw {KEY} --erase' again" in result.err
    assert "No room left" in result.err
    assert "crawl again" not in result.err
    assert antara("withdraw", KEY, "--erase").status == 0
    assert traces(twice_crawled, WORD, "konser amal") == []


def let_nothing_point_to_the_first_answer(archive: Path) -> int:
    (first,) = ask(archive, "SELECT min(id) FROM captures WHERE url LIKE ?", f"%/{NUMBER}/%")[0]
    for table in ("articles", "revisions", "observations"):
        change(archive, f"UPDATE {table} SET capture = NULL WHERE capture = {first}")
    return first


def test_an_answer_that_a_kill_left_without_a_row_goes_too(antara, twice_crawled: Path) -> None:
    first = let_nothing_point_to_the_first_answer(twice_crawled)
    change(twice_crawled, f"DELETE FROM captures WHERE id = {first}")
    withdraw(antara, "--erase")
    assert traces(twice_crawled, WORD, "konser amal") == []
    assert unsound(twice_crawled) == []


def test_an_answer_that_nothing_points_to_goes_by_its_address(antara, twice_crawled: Path) -> None:
    first = let_nothing_point_to_the_first_answer(twice_crawled)
    withdraw(antara, "--erase")
    assert traces(twice_crawled, WORD, "konser amal") == []
    assert ask(twice_crawled, f"SELECT count(*) FROM captures WHERE id = {first}") == [(0,)]


def test_what_was_seen_of_a_refused_page_of_it_goes(antara, twice_crawled: Path) -> None:
    change(
        twice_crawled, f"UPDATE observations SET seen = 'konser amal' WHERE article_id = {NUMBER}"
    )
    change(twice_crawled, f"UPDATE observations SET seen = 'judul lain' WHERE article_id = {OTHER}")
    withdraw(antara, "--erase")
    assert traces(twice_crawled, "konser amal") == []
    assert traces(twice_crawled, "judul lain") != []


def test_an_address_of_it_goes_that_a_drift_has_as_its_example(antara, twice_crawled: Path) -> None:
    for number, slug in ((NUMBER, "judul-rahasia"), (OTHER, "judul-lain")):
        change(
            twice_crawled,
            "INSERT INTO drifts (bureau, kind, layout, what, field, since, since_run, seen_run, "
            "before_good, before_pages, now_good, now_pages, example_id, example_url) "
            f"SELECT 'bali', 'article', 'r', 'missing', '{slug[-4:]}', '', id, id, 9, 9, 0, 9, "
            f"{number}, 'https://bali.antaranews.com/berita/{number}/{slug}' FROM runs LIMIT 1",
        )
    withdraw(antara, "--erase")
    assert traces(twice_crawled, "judul-rahasia") == []
    assert traces(twice_crawled, "judul-lain") != []


@pytest.mark.parametrize("pointed_to", [9001, 9002, 9003])
def test_all_answers_of_one_body_are_evidence(antara, twice_crawled: Path, pointed_to: int) -> None:
    """One record has the body, the others say that theirs was the same."""
    for number, same_as in ((9001, "NULL"), (9002, "9001"), (9003, "9001"), (9004, "NULL")):
        change(
            twice_crawled,
            "INSERT INTO captures (id, file, offset, length, sha256, url, fetched_at, same_as) "
            f"VALUES ({number}, 'captures/other.warc.gz', {number}, 1, 'ab', 'https://a.example/', "
            f"'2026-11-20T10:00:00Z', {same_as})",
        )
    change(
        twice_crawled,
        f"UPDATE articles SET capture = {pointed_to} WHERE bureau = 'bali' "
        f"AND article_id = {NUMBER}",
    )
    withdraw(antara)
    found = ask(twice_crawled, "SELECT capture FROM withdrawn_captures WHERE capture > 9000")
    assert sorted(found) == [(9001,), (9002,), (9003,)]


def test_coverage_does_not_look_for_it(antara, twice_crawled: Path) -> None:
    def covered() -> list[dict[str, Any]]:
        out = antara("coverage", "--bureau", "bali", "--json").out
        return [json.loads(line) for line in out.splitlines()]

    # Of what was withdrawn only the number is known, and by its neighbours a likely day: on the
    # first of a month that may be one of the month before.
    before, _ = covered(), withdraw(antara)
    rows = covered()
    for name, more in (("withdrawn", 1), ("gone", 0), ("pending", 0)):
        assert sum(row[name] for row in rows) == sum(row[name] for row in before) + more
    assert [row["holes"] for row in rows] == [row["holes"] for row in before]
    ids = json.loads(antara("coverage", "--ids", "--bureau", "bali", "--json").out)
    assert (ids["withdrawn"], ids["missing"]) == (1, 0), ids


@pytest.mark.slow
def test_whoever_reads_keeps_an_erasure_from_being_called_finished(
    antara, twice_crawled: Path
) -> None:
    reader = sqlite3.connect(str(twice_crawled), isolation_level=None)
    try:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM articles").fetchone()
        result = withdraw(antara, "--erase", status=2)
        assert "while another program reads the archive" in result.err
    finally:
        reader.close()
    assert ask(twice_crawled, "SELECT finished_at FROM erasures") == [(None,)]
    assert antara("withdraw", KEY, "--erase").status == 0
    assert traces(twice_crawled, WORD, "konser amal") == []


def test_a_damaged_file_is_named_and_the_rest_is_done(antara, twice_crawled: Path) -> None:
    (file,) = (twice_crawled.parent / "captures").glob("*.gz")
    data = bytearray(file.read_bytes())
    (offset, length) = ask(
        twice_crawled, "SELECT offset, length FROM captures WHERE url LIKE '%/507/%' LIMIT 1"
    )[0]
    data[offset + length // 2] ^= 0xFF
    file.write_bytes(data)
    result = withdraw(antara, "--erase", status=1)
    assert "was left as it is: it is damaged" in result.out
    assert "Still in the captures: 4 answers of bali/506. Put a whole copy" in result.out
    assert traces(twice_crawled, WORD) == [file.name]
    assert ask(twice_crawled, "SELECT finished_at FROM erasures") == [(None,)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('<a href="/berita/506/kabar">', True),
        ('<a href="https://bali.antaranews.com/berita/506">', True),
        ('"url":"https:\\/\\/bali.antaranews.com\\/berita\\/506\\/kabar"', True),
        ("<loc>https://bali.antaranews.com/amp/berita/506/kabar</loc>", True),
        ('<a href="/foto/506/kabar">', True),
        ('<a href="/berita/5060/kabar">', False),
        ('<a href="https://jogja.antaranews.com/berita/506/kabar">', False),
        ("/tag/506", False),
    ],
)
def test_what_names_an_article_in_a_listing(text: str, names: bool) -> None:
    assert bool(address_of(("bali", 506)).search(text.encode())) is names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("<link>http://www.antarakalteng.com/berita/506/judul</link>", True),
        ("<loc>https://kalteng.antaranews.com:443/berita/506/judul</loc>", True),
        ("<loc>\nhttps://kalteng.antaranews.com//berita/506\n</loc>", True),
        ('<a href="https://kalteng.antaranews.com/%62erita/506/judul">', True),
        ('<a href="https://kalteng.antaranews.com/berita/0506/judul">', True),
        ('<a href="https://kalteng.antaranews.com/berita/%35%306/judul">', True),
        ('<a href="https://kalteng.antaranews.com/ber\nita/506/judul">', True),
        ("<a href=//kalteng.antaranews.com/berita/00506/judul>", True),
        ('<a href="berita/506/judul">', True),
        ("&lt;a href=&quot;http:&#47;&#47;kalteng.antaranews.com:80/berita/506/x&quot;&gt;", True),
        ('{"url":"https:\\/\\/kalteng.antaranews.com:443\\/berita\\/506\\/judul"}', True),
        ("Baca (https://kalteng.antaranews.com//berita/506/judul)", True),
        ("Tautan:https://kalteng.antaranews.com//berita/506/judul", True),
        ('<base href="https://bali.antaranews.com/"><a href="berita/506/judul">', True),
        ('<a href="https://kalteng.antaranews.com:443/berita/5060/judul">', False),
        ('<a href="https://kalteng.antaranews.com:8443/berita/506/judul">', False),
        ("<link>http://www.antarabali.com//berita/506/judul</link>", False),
        ("Ada 506 orang di http://[", False),
    ],
)
def test_whatever_a_crawl_would_recognise_names_an_article(text: str, names: bool) -> None:
    wanted = [("kalteng", 506), ("sumsel", 77)]
    found = linked(text.encode(), "https://kalteng.antaranews.com/", wanted)
    assert found == ({("kalteng", 506)} if names else set())


def test_a_feed_that_names_it_otherwise_goes_too(antara, twice_crawled: Path) -> None:
    """The crawl takes such an address for the article's as well."""
    with Site() as site:
        feed = feed_of(BALI, dict(list(site.articles["bali"].items())[:20])).decode()
        feed = feed.replace(f"Kabar {NUMBER}", WORD)
        feed = feed.replace(f"https://{BALI}/berita/{NUMBER}/", OTHERWISE)
        site.replies[f"{BALI}/rss/terkini.xml"] = answer(feed.encode(), content_type="text/html")
        assert site.crawl(twice_crawled, *ALL).status == 0
    assert traces(twice_crawled, OTHERWISE) != []
    withdraw(antara, "--erase")
    assert traces(twice_crawled, WORD, "konser amal", OTHERWISE) == []
    assert unsound(twice_crawled) == []


def test_at_a_terminal_it_is_shown_and_asked_first(
    antara, twice_crawled: Path, monkeypatch
) -> None:
    withdraw(antara)
    held = twice_crawled.read_bytes()

    def typed(said: str, *words: str):
        terminal = io.StringIO(said)
        terminal.isatty = lambda: True
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", terminal)
            patch.setattr(sys.stderr, "isatty", lambda: True)
            return antara("withdraw", KEY, f"bali/{OTHER}", "--erase", *REASON, *words)

    for said in ("n\n", "\n", ""):
        result = typed(said)
        assert (result.status, result.out) == (0, "")
        first, second, asked = result.err.splitlines()
        assert first.startswith(f"{KEY}  20")
        assert first.endswith(f"  Kabar tentang {WORD}")
        assert second.endswith(f"  Kabar {OTHER}")
        assert asked == "Erase for good? [y/N] Not erased: nothing was changed."
        assert twice_crawled.read_bytes() == held
    result = typed("", "--yes")
    assert "Erase for good?" not in result.err
    assert "2 articles erased for good." in result.out
    refused = antara("withdraw", KEY, "--yes", *REASON)
    assert (refused.status, refused.err.partition(":")[0]) == (2, "--yes belongs to --erase")


def test_whoever_says_yes_has_it_erased(antara, twice_crawled: Path, monkeypatch) -> None:
    terminal = io.StringIO("ya\n")
    terminal.isatty = lambda: True
    monkeypatch.setattr(sys, "stdin", terminal)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert "1 article erased for good." in withdraw(antara, "--erase").out


def test_the_commands_of_the_document_work(antara, twice_crawled: Path) -> None:
    """In their order: each needs what the one before it left."""
    section = (REPOSITORY / "docs/rights.md").read_text("utf-8").partition("## Withdrawing")[2]
    (block,) = re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert len(block.splitlines()) == 6
    for line in block.splitlines():
        _, *words = shlex.split(line.replace("sumsel/819012", KEY))
        words = [f"https://{URL}" if "://" in word else word for word in words]
        result = antara(*words)
        assert result.status == 0, f"{line}\n{result.err}"
    assert traces(twice_crawled, WORD, "konser amal") == []
