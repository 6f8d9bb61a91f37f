"""`antara withdraw`: gone from everything, and brought back as it was; what is refused."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import (
    ArchiveError,
    ArchiveReader,
    ArchiveRefused,
    ArchiveSession,
    derived,
    tombstone_file,
)
from pipelines.archive.clock import utc_now
from pipelines.archive.derived import Kind
from pipelines.archive.lock import SideCarLock
from pipelines.archive.migrations import migrate
from pipelines.archive.soundness import problems
from pipelines.archive.withdrawn_rows import CHILDREN, MADE_ANEW
from tests.archives import Clock, ask, stored, value
from tests.kept_rows import change
from tests.withdrawn import (
    KEY,
    NUMBER,
    OTHER,
    REASON,
    URL,
    WORD,
    everything,
    is_gone,
    traces,
    unsound,
    withdraw,
)

from sqlite_utils import Database  # isort: skip

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["tests.withdrawn_fixtures"]

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
    assert antara("read", KEY, "--state", "1").out == told.out


@pytest.mark.parametrize(
    "words",
    [("story", KEY), ("diff", KEY), ("wacz", "x.wacz", KEY), ("inspect", KEY)],
    ids=lambda words: words[0],
)
def test_commands_that_show_it_say_that_it_is_withdrawn(antara, twice_crawled: Path, words) -> None:
    withdraw(antara)
    words = tuple(
        str(twice_crawled.with_name(each)) if each == "x.wacz" else each for each in words
    )
    result = antara(*words)
    assert result.status == 2
    assert WORD not in result.out + result.err
    says_why = f"'antara read {KEY}' says why" if words[0] == "inspect" else "it was withdrawn on"
    assert says_why in result.err


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


# ---- listed


def test_without_a_key_it_lists_what_is_withdrawn(antara, twice_crawled: Path) -> None:
    result = antara("withdraw")
    assert (result.status, result.out) == (0, "")
    assert result.err.endswith("Nothing is withdrawn.\n")
    withdraw(antara)
    with ArchiveSession.claim(twice_crawled, "sample") as session:
        session.open()
        session.withdraw({("bali", OTHER): []}, "salah orang", erase=[("bali", OTHER)])
    day = utc_now()[:10]
    assert antara("withdraw").out.splitlines() == [
        f"{KEY}\t{day}\tpermintaan narasumber\tRedaksi Rekaan\tno",
        f"bali/{OTHER}\t{day}\tsalah orang\t-\t{day}, not finished",
    ]
    first, second = map(json.loads, antara("withdraw", "--json").out.splitlines())
    assert first == json.loads(antara("read", KEY, "--json").out)
    assert (second["key"], second["requested_by"]) == (f"bali/{OTHER}", None)
    assert antara("withdraw", f"bali/{OTHER}", "--erase").status == 0
    assert antara("withdraw").out.splitlines()[1].endswith(f"\t{day}")


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
        (REASON, "--reason needs KEY. See 'antara withdraw --help'."),
        (("--erase",), "--erase needs KEY."),
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


@pytest.mark.parametrize(
    ("column", "damage", "mend"),
    [
        (
            "pull_quote",
            f"articles SET pull_quote = CAST(x'61ff62' AS TEXT) WHERE article_id = {NUMBER}",
            "articles SET pull_quote = NULL",
        ),
        (
            "seen",
            f"frontier SET seen = CAST(x'61ff62' AS TEXT) WHERE article_id = {NUMBER}",
            "frontier SET seen = NULL",
        ),
    ],
)
def test_a_text_that_is_no_utf8_is_named_and_not_quoted(
    antara, twice_crawled: Path, column: str, damage: str, mend: str
) -> None:
    change(twice_crawled, f"UPDATE {damage}")
    for words in (REASON, (*REASON, "--erase")):
        result = antara("withdraw", KEY, *words)
        assert result.status == 2
        assert f"has a text that is no UTF-8 in a column {column}" in result.err
        assert "�" not in result.err
    assert ask(twice_crawled, "SELECT count(*) FROM tombstones") == [(0,)]
    change(twice_crawled, f"UPDATE {mend}")
    assert antara("withdraw", KEY, *REASON).status == 0
    assert is_gone(twice_crawled)


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
