"""A withdrawn article: no crawl, import, reread, rebuild or restore brings it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.archive import (
    ArchiveReader,
    ArchiveSession,
)
from pipelines.archive.library import sqlite3
from pipelines.archive.soundness import problems
from tests.archives import Clock, ask, found, stored
from tests.foreign import page, warc_of
from tests.kept_rows import change
from tests.minisite import ALL
from tests.withdrawn import (
    KEY,
    NUMBER,
    OTHER,
    REASON,
    URL,
    WORD,
    Site,
    backed_up,
    due,
    everything,
    is_gone,
    traces,
    unsound,
    withdraw,
)

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["tests.withdrawn_fixtures"]


@pytest.mark.slow
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
    assert len(list((twice_crawled.parent / "captures").glob("*.jsonl"))) == 1  # none of the new
    assert is_gone(new)
    with ArchiveReader(new) as reader:
        assert reader.tombstone("bali", NUMBER).reason == "permintaan narasumber"
    antara.archive = new
    assert antara("restore-article", KEY).status == 0
    after = everything(new)
    for table in ("articles", "credits", "terms", "revisions"):
        assert len(after[table]) == len(before[table])
    # A list that cannot be read is no reason to bring it back.
    assert list((twice_crawled.parent / "captures").glob("*.jsonl")) == []
    listed = twice_crawled.parent / "captures" / "antara-aaaaaa-withdrawn.jsonl"
    listed.write_text("{]\n")
    refused = antara("rebuild", str(twice_crawled.with_name("third.db")), "--jobs", "1")
    assert refused.status == 2
    assert "cannot be read (it is damaged)" in refused.err


def test_what_is_restored_comes_out_of_the_lists_of_other_archives(
    antara, twice_crawled: Path
) -> None:
    """Such as of one that was made again and thrown away: a restore would go by them."""
    folder = twice_crawled.with_name("backups")
    folder.mkdir()
    assert antara("backup", str(folder)).status == 0
    withdraw(antara)
    assert antara("withdraw", f"bali/{OTHER}", *REASON).status == 0
    (own,) = (twice_crawled.parent / "captures").glob("*.jsonl")
    other = own.with_name("antara-aaaaaa-withdrawn.jsonl")
    real = own.read_text().replace('"sample"', '"live"')
    other.write_text(own.read_text() + real)
    assert antara("restore-article", f"bali/{OTHER}").status == 0
    assert (own.read_text() + real) == other.read_text()
    assert antara("restore-article", KEY).status == 0
    assert not own.exists()
    assert other.read_text() == real
    assert antara("verify").status == 0
    assert antara("restore", *map(str, folder.iterdir())).status == 0
    assert ask(twice_crawled, "SELECT count(*) FROM tombstones") == [(0,)]


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
    backup = backed_up(antara, twice_crawled)
    withdraw(antara)
    result = antara("restore", str(backup))
    assert result.status == 0, result.err
    assert f"Withdrawn again, by the list beside the captures: {KEY}." in result.out
    assert is_gone(twice_crawled)
    assert antara("verify").status == 0
    assert antara("restore-article", KEY).status == 0
    with ArchiveReader(twice_crawled) as reader:
        assert reader.article("bali", NUMBER) is not None


@pytest.mark.parametrize("by", ["migrate", "withdraw", "crawl"])
def test_a_list_that_comes_after_the_backup_counts_from_then_on(
    antara, twice_crawled: Path, by: str
) -> None:
    """As on another machine, where the archive was put in its place before the captures."""
    captures = twice_crawled.with_name("captures")
    backup = backed_up(antara, twice_crawled)
    withdraw(antara, "--erase")
    captures.rename(captures.with_name("away"))
    assert antara("restore", str(backup)).status == 0
    with ArchiveReader(twice_crawled) as reader:
        assert reader.article("bali", NUMBER) is not None  # nobody could know
    captures.with_name("away").rename(captures)
    assert "A newer version of it is there" in antara("verify").out

    out = twice_crawled.with_name("dataset")
    refused = antara("export", str(out), "--purpose", "research")
    assert (refused.status, out.exists()) == (2, False)
    assert f"{KEY} is withdrawn by the list beside the captures, and not in" in refused.err
    assert "'antara migrate'" in antara("serve").err
    if by == "crawl":
        with Site() as site:
            run = site.crawl(twice_crawled, *ALL)
            assert run.status in (0, 1), run.log
            told = "\n".join(run.summary["notes"])
    else:
        words = {"migrate": ("migrate",), "withdraw": ("withdraw", f"bali/{OTHER}", *REASON)}[by]
        result = antara(*words)
        assert result.status == 0, result.err
        told = result.out + result.err
    assert f"Withdrawn by the list beside the captures: {KEY}." in told
    assert f"'antara withdraw {KEY} --erase' goes on with it" in told
    assert is_gone(twice_crawled)
    assert antara("export", str(out), "--purpose", "research").status == 0
    assert antara("withdraw", KEY, "--erase").status == 0
    assert traces(twice_crawled, WORD, "konser amal") == []
    (listed,) = captures.glob("*-withdrawn.jsonl")
    assert f'"article_id": {NUMBER}' in listed.read_text()
    assert antara("verify").status == 0
    assert unsound(twice_crawled) == []


def test_nor_where_the_list_cannot_be_read(antara, twice_crawled: Path) -> None:
    folder = twice_crawled.with_name("backups")
    folder.mkdir()
    assert antara("backup", str(folder)).status == 0
    withdraw(antara)
    (listed,) = (twice_crawled.parent / "captures").glob("*.jsonl")
    listed.write_text("{]\n")
    result = antara("restore", *map(str, folder.iterdir()))
    assert result.status == 2
    assert "cannot be read (it is damaged)" in result.err
    assert is_gone(twice_crawled)
    assert list(twice_crawled.parent.glob("*before-restore*")) == []


def test_a_backup_of_before_an_erasure_has_nothing_left_in_its_free_space(
    antara, twice_crawled: Path
) -> None:
    folder = twice_crawled.with_name("backups")
    folder.mkdir()
    withdraw(antara)
    assert antara("backup", str(folder)).status == 0
    (backup,) = folder.iterdir()
    assert antara("withdraw", KEY, "--erase").status == 0
    result = antara("restore", str(backup))
    assert "Withdrawn again" not in result.out  # the backup knew that
    assert f"captures may still hold {KEY}" in result.out
    assert traces(twice_crawled, WORD, "konser amal") == []
    assert is_gone(twice_crawled)


def test_nor_where_the_place_is_named_by_a_link(
    antara, twice_crawled: Path, tmp_path: Path
) -> None:
    folder, link = twice_crawled.with_name("backups"), tmp_path / "elsewhere" / "link.db"
    folder.mkdir()
    assert antara("backup", str(folder)).status == 0
    withdraw(antara)
    link.parent.mkdir()
    link.symlink_to(twice_crawled)
    result = antara("restore", *map(str, folder.iterdir()), "--to", str(link))
    assert f"Withdrawn again, by the list beside the captures: {KEY}." in result.out
    assert is_gone(twice_crawled)


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


def test_half_a_list_of_a_killed_process_goes_with_the_next_writing(
    antara, twice_crawled: Path
) -> None:
    withdraw(antara)
    (mark,) = ask(twice_crawled, "SELECT value FROM meta WHERE key = 'archive_id'")[0]
    folder = twice_crawled.with_name("captures")
    own = [folder / f".antara-{mark}-{name}.part" for name in ("withdrawn.jsonl", "audits.jsonl")]
    others = folder / ".antara-0123abcd-withdrawn.jsonl.part"  # its archive may be writing it
    for path in (*own, others):
        path.write_text('{"origin": "sample", ')
    with ArchiveSession.claim(twice_crawled, "sample") as session:
        session.open()
    assert [path.exists() for path in (*own, others)] == [False, False, True]
    assert is_gone(twice_crawled)
