"""`antara withdraw`: gone from everything, brought back by nothing, erased to the last byte."""

from __future__ import annotations

import json
import re
import shlex
import zipfile
from typing import TYPE_CHECKING

import pytest

from crawler.captures import erasing as erasing_files
from crawler.captures.checking import Check
from crawler.captures.erasing import address_of
from pipelines.archive import (
    ArchiveError,
    ArchiveReader,
    ArchiveRefused,
    ArchiveSession,
    derived,
    tombstone_file,
)
from pipelines.archive.derived import Kind
from pipelines.archive.library import sqlite3
from pipelines.archive.lock import SideCarLock
from pipelines.archive.migrations import migrate
from pipelines.archive.soundness import problems
from pipelines.archive.withdrawn_rows import CHILDREN, MADE_ANEW
from tests.archives import Clock, ask, found, stored, value
from tests.command_line import REPOSITORY
from tests.foreign import page, warc_of
from tests.kept_rows import change
from tests.minisite import ALL
from tests.withdrawn import KEY, NUMBER, OTHER, URL, WORD, Site, due, traces

from sqlite_utils import Database  # isort: skip

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["tests.withdrawn_fixtures"]

REASON = ("--reason", "permintaan narasumber", "--requested-by", "Redaksi Rekaan")
COMPARED = {
    "articles": "*",
    "revisions": "article, seq, state, state_sha256, capture, first_seen, last_seen, updated",
    **dict.fromkeys(("credits", "images", "provenance", "ledger", "flags", "signals"), "*"),
    **dict.fromkeys(("month_counts", "name_counts", "reporter_articles", "search_names"), "*"),
    "article_tags": "article, seq",
    "tags": "name",
    "terms": "term, stem",
    "frontier": "bureau, article_id, url, kind, found_at, state, settled_at, etag, revisit_at",
    "findings": "way, found_at",
    "tombstones": "*",
    "withdrawn_captures": "*",
}


def everything(path: Path) -> dict[str, list]:
    return {
        table: sorted(ask(path, f"SELECT {columns} FROM {table}"), key=repr)
        for table, columns in COMPARED.items()
    }


def is_gone(path: Path) -> bool:
    """Whether nothing but the record is left where anybody looks."""
    with ArchiveReader(path) as reader:
        assert reader.tombstone("bali", NUMBER) is not None
        assert list(reader.search(WORD)) == []
        assert KEY not in json.dumps(reader.overview(99))
        assert [a for a in reader.articles() if a["article_id"] == NUMBER] == []
    address = ask(path, "SELECT 1 FROM frontier WHERE article_id = ?", NUMBER)
    return address == [] and ask(path, "SELECT * FROM terms WHERE term = ?", WORD.lower()) == []


def withdraw(antara, *more: str, status: int = 0):
    result = antara("withdraw", KEY, *REASON, *more)
    assert result.status == status, result.err
    return result


def unsound(path: Path) -> list:
    with ArchiveReader(path) as reader:
        found = Check(reader.captures, path.parent).run().findings
    return [*problems(path), *found]


# ---- withdrawn, and restored


def test_it_is_gone_from_every_table_and_comes_back_as_it_was(antara, twice_crawled: Path) -> None:
    before = everything(twice_crawled)
    result = withdraw(antara)
    assert f"Withdrawn: {KEY}." in result.err
    assert is_gone(twice_crawled)
    assert problems(twice_crawled) == []
    assert ask(twice_crawled, "SELECT sum(articles) FROM month_counts") == [(11,)]
    assert traces(twice_crawled, WORD) != ["archive.db"]  # the captures have it still
    for table in before.keys() - {"withdrawn_captures", "tombstones"}:  # no table shows it
        assert WORD not in repr(ask(twice_crawled, f"SELECT * FROM {table}")), table
    restored = antara("restore-article", KEY)
    assert (restored.status, restored.out) == (0, "")
    assert f"Restored: {KEY}." in restored.err
    assert everything(twice_crawled) == before
    assert unsound(twice_crawled) == []
    with ArchiveReader(twice_crawled) as reader:
        assert [hit["article_id"] for hit in reader.search(WORD)] == [NUMBER]
        assert len(reader.states("bali", NUMBER)) == 2
    assert list((twice_crawled.parent / "captures").glob("*.jsonl")) == []


def test_what_stays_of_it_says_when_and_why(antara, twice_crawled: Path) -> None:
    withdraw(antara)
    told = antara("read", KEY)
    assert (told.status, WORD in told.out) == (0, True)  # its title
    assert "permintaan narasumber" in told.out
    assert "konser amal" not in told.out + told.err
    record = json.loads(antara("read", KEY, "--json").out)
    assert record["key"] == KEY
    assert record["title"] == f"Kabar tentang {WORD}"
    assert record["requested_by"] == "Redaksi Rekaan"
    assert record["erased_at"] is None
    assert not {"text", "subtitle", "images"} & set(record)


@pytest.mark.parametrize(
    "words",
    [("story", KEY), ("diff", KEY), ("wacz", "x.wacz", KEY), ("inspect", KEY, "--no-open")],
    ids=lambda words: words[0],
)
def test_commands_that_show_it_say_that_it_is_withdrawn(antara, twice_crawled: Path, words) -> None:
    withdraw(antara)
    words = tuple(
        str(twice_crawled.with_name(each)) if each == "x.wacz" else each for each in words
    )
    if words[0] == "inspect":
        words = words[:2]
    result = antara(*words)
    assert result.status == 2
    assert WORD not in result.out + result.err
    if words[0] != "inspect":
        assert "it was withdrawn on" in result.err


def test_a_capture_of_it_is_not_shown_and_not_packed(antara, twice_crawled: Path) -> None:
    (capture,) = ask(twice_crawled, "SELECT capture FROM articles WHERE article_id = ?", NUMBER)[0]
    withdraw(antara)
    result = antara("inspect", f"capture:{capture}")
    assert result.status == 2
    assert f"That is a page of {KEY}, which was withdrawn" in result.err
    packed = twice_crawled.with_name("all.wacz")
    assert antara("wacz", str(packed), "--since", "2000-01-01", "--kind", "article").status == 0
    with zipfile.ZipFile(packed) as parts:
        listed = parts.read("pages/pages.jsonl").decode()
    assert "/berita/507/" in listed
    assert URL not in listed
    # Pruning gives up nothing that it could be restored with.
    assert antara("captures", "--prune", "--before", "2099-01-01").status == 0
    assert antara("restore-article", KEY).status == 0
    assert unsound(twice_crawled) == []
    assert antara("wacz", str(twice_crawled.with_name("one.wacz")), KEY).status == 0


def test_the_files_for_others_are_removed_and_made_without_it(antara, twice_crawled: Path) -> None:
    made = [derived.make(twice_crawled, kind) for kind in Kind]
    withdraw(antara)
    assert [path for path in made if path.exists()] == []
    for kind in Kind:
        again = derived.make(twice_crawled, kind)
        held = again.read_bytes()
        assert WORD.encode() not in held
        assert WORD.lower().encode() not in held
        assert b"Redaksi Rekaan" not in held
        assert f"/berita/{NUMBER}/".encode() not in held
        assert problems(again) == []
        with ArchiveReader(again) as reader:
            told = reader.withdrawn("bali", NUMBER)
        assert set(told) == {
            *("key", "removed_at", "reason", "requested_by", "erased_at", "finished_at")
        }
        assert (told["reason"], told["requested_by"]) == ("", None)


def test_its_number_may_be_given_again(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with ArchiveSession.claim(path, "live", clock=Clock()) as session:
        session.open()
        session.store([stored(1), stored(2)])
        session.withdraw({("bali", 2): []}, "x")
        session.store([stored(3, text="Denpasar (ANTARA) - Kenarirekaan terbang.")])
        assert value(session, "SELECT id FROM articles WHERE article_id = 3") == 2
        assert value(session, "SELECT count(*) FROM terms WHERE term = 'kenarirekaan'") == 1
        session.restore_articles([("bali", 2)])
        assert value(session, "SELECT id FROM articles WHERE article_id = 2") == 3
        session.store([stored(2)])
        assert value(session, "SELECT count(*) FROM revisions WHERE article = 3") == 1
    assert problems(path) == []


def test_a_story_goes_on_without_it_and_takes_it_in_again(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    text = " ".join(f"Kalimat nomor {n} tentang panen padi di sawah itu." for n in range(30))
    with ArchiveSession.claim(path, "live", clock=Clock()) as session:
        session.open()
        for bureau in ("bali", "ambon", "sumsel"):
            session.store([stored(1, bureau, title="Panen padi raya dimulai", text=text)])
        called = "SELECT bureau FROM stories"
        assert value(session, called) == "bali"
        session.withdraw({("bali", 1): []}, "x")
        assert value(session, called) == "ambon"
        assert value(session, "SELECT count(*) FROM story_members") == 2
        assert value(session, "SELECT count(DISTINCT article) FROM story_index") == 2
        session.withdraw({("ambon", 1): []}, "x")
        assert value(session, "SELECT count(*) FROM stories") == 0  # of one alone there is none
        session.restore_articles([("bali", 1), ("ambon", 1)])
        while session.group_waiting(9):
            pass
        assert value(session, "SELECT count(*) FROM story_members") == 3
        assert value(session, called) == "bali"
    assert problems(path) == []


def test_every_table_that_belongs_to_an_article_is_kept_or_made_anew() -> None:
    db = Database(memory=True)
    migrate(db)
    theirs = {
        table.name
        for table in db.tables
        if any(key.other_table == "articles" for key in table.foreign_keys)
    }
    assert theirs == {*CHILDREN, *MADE_ANEW, "article_tags"}


# ---- nothing brings it back


@pytest.mark.parametrize("spider", ["latest", "revisit", "gaps", "backfill", "urls"])
def test_no_crawl_asks_for_it_nor_keeps_it(antara, twice_crawled: Path, spider: str) -> None:
    withdraw(antara)
    twice_crawled.with_name("list.txt").write_text(f"https://{URL}\n{KEY}\nhttps://{URL}?page=2\n")
    words = {
        "gaps": ("--since", "2026-11-01"),
        "backfill": ("--since", "2026-11-01", "--yes"),
        "urls": ("list.txt",),
        "latest": ALL,
    }.get(spider, ())
    if spider == "gaps":  # the listing says that there were more
        change(twice_crawled, "UPDATE listed_days SET named = named + 1")
    due(twice_crawled)
    with Site() as site:
        run = site.crawl(twice_crawled, *words, spider=spider)
        assert run.status in (0, 1, 2), run.log
        assert [url for url in site.asked() if f"/{NUMBER}/" in url] == []
        if spider in ("latest", "backfill", "revisit"):
            assert site.asked("") != []
    assert is_gone(twice_crawled)
    assert problems(twice_crawled) == []


def test_a_redirect_to_it_is_followed_and_nothing_of_it_is_kept(
    antara, twice_crawled: Path
) -> None:
    from tests.servers import redirect

    withdraw(antara)
    captures = ask(twice_crawled, "SELECT count(*) FROM captures WHERE url LIKE ?", f"%/{NUMBER}/%")
    with Site() as site:
        (new,) = site.publish("bali")
        site.replies[f"bali.antaranews.com/berita/{new}/kabar-{new}"] = redirect(f"https://{URL}")
        assert site.crawl(twice_crawled, *ALL).status in (0, 1)
        assert [url for url in site.asked() if f"/{NUMBER}/" in url] != []
    assert is_gone(twice_crawled)
    assert (
        ask(twice_crawled, "SELECT count(*) FROM captures WHERE url LIKE ?", f"%/{NUMBER}/%")
        == captures
    )
    row = ask(twice_crawled, "SELECT state, reason, seen FROM frontier WHERE article_id = ?", new)
    assert row == [("rejected", "redirected", f"{KEY} at https://{URL}")]
    assert antara("withdraw", KEY, "--erase").status == 0
    assert "archive.db" not in traces(
        twice_crawled, "kabar-506"
    )  # where other pages lead to is theirs


def test_no_import_brings_it_back(antara, twice_crawled: Path) -> None:
    withdraw(antara)
    change(twice_crawled, "UPDATE meta SET value = 'live' WHERE key = 'origin'")
    (records,) = ask(twice_crawled, "SELECT count(*) FROM captures")[0]
    file = warc_of(
        twice_crawled.with_name("elsewhere.warc.gz"),
        [
            (NUMBER, "2026-11-20T10:00:00Z", page("Judul", f"Lagi-lagi {WORD}.")),
            (9001, "2026-11-20T10:00:00Z", page()),
        ],
    )
    result = antara("import", str(file))
    assert result.status == 0, result.err
    assert is_gone(twice_crawled)
    assert ask(twice_crawled, "SELECT count(*) FROM captures") == [(records + 1,)]
    assert traces(twice_crawled, "Lagi-lagi") == []


def test_no_reread_brings_it_back(antara, twice_crawled: Path) -> None:
    withdraw(antara)
    assert antara("reread", "--all").status in (0, 2)
    assert antara("reread").status == 0
    assert is_gone(twice_crawled)


def test_an_archive_made_again_keeps_it_out_and_can_restore_it(antara, twice_crawled: Path) -> None:
    before = everything(twice_crawled)
    withdraw(antara)
    new = twice_crawled.with_name("again.db")
    result = antara("rebuild", str(new), "--compare", str(twice_crawled), "--jobs", "1")
    assert result.status == 0, result.err
    assert "Withdrawn, as before: 1 article." in result.err
    assert "0 differences" in result.err
    assert is_gone(new)
    with ArchiveReader(new) as reader:
        assert reader.tombstone("bali", NUMBER).reason == "permintaan narasumber"
    antara.archive = new
    assert antara("restore-article", KEY).status == 0
    after = everything(new)
    for table in ("articles", "credits", "terms", "revisions"):
        assert len(after[table]) == len(before[table])
    # A list that cannot be read is no reason to bring it back.
    (listed,) = (twice_crawled.parent / "captures").glob("*.jsonl")
    listed.write_text("{]\n")
    refused = antara("rebuild", str(twice_crawled.with_name("third.db")), "--jobs", "1")
    assert refused.status == 2
    assert "cannot be read (it is damaged)" in refused.err


def test_no_writing_passes_the_last_guard(tmp_path: Path) -> None:
    with ArchiveSession.claim(tmp_path / "archive.db", "live", clock=Clock()) as session:
        session.open()
        session.store([stored(1)])
        session.withdraw({("bali", 1): []}, "x")
        assert session.store([stored(1), stored(2)]) == ["withdrawn", "stored"]
        assert session.add_found([found(1), found(3)]) == ([3], [1])
        assert session.settled("bali", [1, 3]) == {1}
        with pytest.raises(sqlite3.IntegrityError, match="was withdrawn"):
            session._db.execute(
                "INSERT INTO articles (bureau, article_id, url, kind, title, layout, "
                "extractor_version, first_seen, last_seen) "
                "VALUES ('bali', 1, 'x', 'article', 'x', 'r', '1', 'x', 'x')"
            )


def test_a_backup_of_before_does_not_bring_it_back(antara, twice_crawled: Path) -> None:
    folder = twice_crawled.with_name("backups")
    folder.mkdir()
    assert antara("backup", str(folder)).status == 0
    (backup,) = folder.iterdir()
    withdraw(antara)
    result = antara("restore", str(backup))
    assert result.status == 0, result.err
    assert f"Withdrawn again, by the list beside the captures: {KEY}." in result.out
    assert is_gone(twice_crawled)
    assert antara("verify").status == 0
    assert antara("restore-article", KEY).status == 0
    with ArchiveReader(twice_crawled) as reader:
        assert reader.article("bali", NUMBER) is not None


def test_a_list_that_differs_is_told(antara, twice_crawled: Path) -> None:
    withdraw(antara)
    (listed,) = (twice_crawled.parent / "captures").glob("*.jsonl")
    text = listed.read_text()
    listed.unlink()
    told = antara("verify")
    assert told.status == 1
    assert "the list beside the captures does not name it" in told.out
    listed.write_text(text + text.replace("506", "507"))
    told = antara("verify")
    assert (told.status, "bali/507 is withdrawn by the list" in told.out) == (1, True)
    listed.write_text("[")
    assert "it is damaged" in antara("verify").out
    assert antara("withdraw", f"bali/{OTHER}", *REASON).status == 0  # which writes it anew
    assert antara("verify").status == 0


# ---- erased


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


def test_an_answer_that_a_kill_left_without_a_row_goes_too(antara, twice_crawled: Path) -> None:
    (first,) = ask(twice_crawled, "SELECT min(id) FROM captures WHERE url LIKE ?", f"%/{NUMBER}/%")[
        0
    ]
    change(twice_crawled, f"UPDATE articles SET capture = NULL WHERE capture = {first}")
    change(twice_crawled, f"UPDATE revisions SET capture = NULL WHERE capture = {first}")
    change(twice_crawled, f"UPDATE observations SET capture = NULL WHERE capture = {first}")
    change(twice_crawled, f"DELETE FROM captures WHERE id = {first}")
    withdraw(antara, "--erase")
    assert traces(twice_crawled, WORD, "konser amal") == []
    assert unsound(twice_crawled) == []


def test_coverage_does_not_look_for_it(antara, twice_crawled: Path) -> None:
    (day,) = ask(twice_crawled, "SELECT published_day FROM articles WHERE article_id = ?", NUMBER)[
        0
    ]
    withdraw(antara)
    told = antara("coverage", "--bureau", "bali", "--since", day, "--until", day, "--json")
    row = json.loads(told.out.splitlines()[0])
    assert (row["gone"], row["withdrawn"], row["holes"]) == (0, 1, []), row
    ids = json.loads(antara("coverage", "--ids", "--bureau", "bali", "--json").out)
    assert (ids["withdrawn"], ids["missing"]) == (1, 0), ids


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
    assert "are still in the captures" in result.out
    assert traces(twice_crawled, WORD) == [file.name] or traces(twice_crawled, WORD) == []
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


def test_the_commands_of_the_document_work(antara, twice_crawled: Path) -> None:
    """In their order: each needs what the one before it left."""
    section = (REPOSITORY / "docs/rights.md").read_text("utf-8").partition("## Withdrawing")[2]
    (block,) = re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert len(block.splitlines()) == 5
    for line in block.splitlines():
        _, *words = shlex.split(line.replace("sumsel/819012", KEY))
        words = [f"https://{URL}" if "://" in word else word for word in words]
        result = antara(*words)
        assert result.status == 0, f"{line}\n{result.err}"
    assert traces(twice_crawled, WORD, "konser amal") == []


# ---- refused


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ((KEY,), "--reason is missing: a tombstone says why"),
        ((KEY, "--reason", "  "), "--reason is empty"),
        (("bali/99", *REASON), "bali/99 is not held."),
        (("bal/506", *REASON), "no bureau 'bal'. Did you mean 'bali'?"),
        (("judul", KEY, *REASON), "'judul': no article is named so."),
        ((KEY, "--erase"), f"--reason is missing: {KEY} is not withdrawn yet."),
        ((), "needs KEY…"),
        ((KEY, "bali/99", *REASON), "Nothing was changed."),
        ((KEY, "--reson", "x"), "Did you mean '--reason'?"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(
    antara, twice_crawled: Path, words, line
) -> None:
    before = twice_crawled.read_bytes()
    result = antara("withdraw", *words)
    assert result.status == 2
    assert line in result.err
    assert twice_crawled.read_bytes() == before
    assert list((twice_crawled.parent / "captures").glob("*.jsonl")) == []


def test_twice_is_told_and_capitals_are_a_key_too(antara, twice_crawled: Path) -> None:
    assert antara("withdraw", KEY.upper(), KEY, *REASON).status == 0
    result = antara("withdraw", KEY, *REASON)
    assert result.status == 2
    assert f"{KEY} is withdrawn already, since" in result.err
    assert f"'antara restore-article {KEY}' undoes it" in result.err
    for words in (("restore-article", f"bali/{OTHER}"), ("restore-article", KEY, "bali/99")):
        refused = antara(*words)
        assert refused.status == 2
        assert "is not withdrawn" in refused.err
    assert is_gone(twice_crawled)


def test_while_a_crawl_writes_nothing_is_withdrawn(antara, twice_crawled: Path) -> None:
    lock = SideCarLock.take(twice_crawled)
    try:
        for words in (("withdraw", KEY, *REASON), ("withdraw", KEY, *REASON, "--erase")):
            result = antara(*words)
            assert result.status == 2
            assert "is being written by process" in result.err
    finally:
        lock.release()
    with ArchiveReader(twice_crawled) as reader:
        assert reader.article("bali", NUMBER) is not None


def test_several_are_withdrawn_together_or_not_at_all(
    antara, twice_crawled: Path, monkeypatch
) -> None:
    keys = {("bali", NUMBER): [], ("bali", OTHER): [], ("bali", 99): []}
    with ArchiveSession.claim(twice_crawled, "sample") as session:
        session.open()
        with pytest.raises(ArchiveRefused, match="bali/99 is not held"):
            session.withdraw(keys, "x")
        monkeypatch.setattr("pipelines.archive.files.new_file", _full)
        with pytest.raises(ArchiveError, match="cannot be written"):
            session.withdraw({("bali", NUMBER): []}, "x")
    assert ask(twice_crawled, "SELECT count(*) FROM tombstones") == [(0,)]
    assert ask(twice_crawled, "SELECT count(*) FROM articles") == [(12,)]
    monkeypatch.undo()
    assert antara("withdraw", KEY, f"bali/{OTHER}", *REASON, "--json").status == 0
    assert ask(twice_crawled, "SELECT count(*) FROM tombstones") == [(2,)]


def test_ctrl_c_in_between_leaves_nothing_half(antara, twice_crawled: Path, monkeypatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    before = everything(twice_crawled)
    with monkeypatch.context() as patch:  # the last deed before the commit
        patch.setattr(tombstone_file, "write", interrupted)
        withdraw(antara, "--erase", status=130)
    assert everything(twice_crawled) == before
    assert ask(twice_crawled, "SELECT count(*) FROM withdrawn") == [(0,)]
    assert antara("verify").status == 0


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")
