"""`antara backup`: whole beside a crawl, rotated with care, and what the command says of it."""

from __future__ import annotations

import io
import json
import shutil
import stat
from pathlib import Path

import pytest
import time_machine

from crawler.steady import CopyBar
from pipelines.archive import (
    ArchiveReader,
    ArchiveSession,
    copying,
    rotation,
)
from pipelines.archive.backup import KEEP, make_backup
from pipelines.archive.connection import connect_writer
from pipelines.archive.lock import SideCarLock
from tests.archives import Clock, ask, stored
from tests.backups import NOW, at, names, sixty_articles
from tests.command_line import make_archive
from tests.minisite import MiniSite, held
from tests.test_status_reports import schema_1

pytest_plugins = ["tests.archive_fixtures"]


@pytest.fixture
def archive(folder: Path, clock: Clock) -> Path:
    """A live archive of 60 articles, closed."""
    return sixty_articles(folder, clock)


def everything(path: Path) -> list[list[tuple]]:
    """All that people see in an archive, and what a crawl knows."""
    tables = ("meta", "articles", "revisions", "credits", "frontier", "observations", "runs")
    return [ask(path, f"SELECT * FROM {each} ORDER BY 1, 2") for each in tables]


# ---- the copy


def test_a_backup_holds_everything_and_stands_alone(archive: Path, kept: Path) -> None:
    made = make_backup(archive, kept, clock=at(NOW))
    assert names(kept) == {"archive-20261124T060000Z.db"}
    assert made.path == kept / "archive-20261124T060000Z.db"
    assert (made.made_at, made.verified_at, made.origin) == (NOW, NOW, "live")
    assert (made.articles, made.bytes) == (60, made.path.stat().st_size)
    assert everything(made.path) == everything(archive)
    with ArchiveReader(made.path) as reader:
        assert len(list(reader.search("pasar", limit=99))) == 60


def test_what_only_the_log_holds_is_in_the_backup(folder: Path, archive: Path, kept: Path) -> None:
    """As after a kill: the committed rows of the -wal file are rows."""
    writer = connect_writer(archive)
    writer.execute("UPDATE articles SET category = 'dari log'")
    made = make_backup(archive, kept)
    writer.close()
    assert ask(made.path, "SELECT DISTINCT category FROM articles") == [("dari log",)]


def test_a_writer_that_never_rests_does_not_starve_a_backup(
    archive: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The backup API alone begins anew at each commit of another connection."""
    monkeypatch.setattr(copying, "STEP_PAGES", 4)
    monkeypatch.setattr(copying, "PAUSE_SECONDS", 0)
    pages = archive.stat().st_size // 4096
    told: list[int] = []
    with ArchiveSession.claim(archive, "live") as session:
        session.open()

        def tick(stage: str, done: int, total: int) -> None:
            if stage == "copying":
                told.append(done)
                assert len(told) <= pages, "it began anew"
                session.store([stored(1000 + len(told))])

        made = make_backup(archive, kept, tick=tick)
    assert told == sorted(told)
    assert len(told) == -(-pages // 4)
    assert made.articles == 60  # the state of its moment
    assert len(ask(made.path, "SELECT 1 FROM articles")) == 60
    assert len(ask(archive, "SELECT 1 FROM articles")) == 60 + len(told)


def test_the_log_is_free_again_before_the_copy_is_checked(archive: Path, kept: Path) -> None:
    """A check of many gigabytes must not keep a crawl's log from being emptied."""
    emptied: list[int] = []
    writer = connect_writer(archive)

    def tick(stage: str, done: int, total: int) -> None:
        if stage == "copying" and done < total:
            writer.execute("UPDATE articles SET category = 'x'")
        if stage == "checking":
            writer.execute("UPDATE articles SET category = 'y'")
            emptied.append(writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])

    make_backup(archive, kept, tick=tick)
    writer.close()
    assert emptied == [0]


@pytest.mark.slow
def test_a_backup_beside_a_crawl_is_noted_and_disturbs_nothing(antara, kept: Path) -> None:
    with MiniSite(count=30) as site:
        site.replies[""] = lambda asked: (0.02, site.usual(asked))  # type: ignore[assignment, return-value]
        site.crawl(antara.archive, "-s", "CLOSESPIDER_ITEMCOUNT=1")
        crawling = site.start(antara.archive, "--since", "2000-01-01")
        crawling.wait_for(site, len(site.server.asked) + 8)
        result = antara("backup", str(kept))
        ended = crawling.end()
    assert (result.status, ended.status) == (0, 0), (result.err, ended.log)
    assert held(antara.archive) == site.keys()
    (made,) = kept.glob("*.db")
    assert held(made) <= site.keys()
    assert ask(antara.archive, "SELECT path FROM backups") == [(str(made),)]


def test_a_private_archive_has_private_backups(archive: Path, kept: Path) -> None:
    archive.chmod(0o600)
    made = make_backup(archive, kept)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600


def test_an_archive_of_an_older_schema_can_be_backed_up(antara, kept: Path) -> None:
    """Before an upgrade is when it is wanted most; there is no table to note it in."""
    schema_1(antara.archive)
    result = antara("backup", str(kept))
    assert result.status == 0, result.err
    assert len(names(kept)) == 1


# ---- rotation


def test_the_newest_are_kept(archive: Path, kept: Path) -> None:
    days = [f"2099-01-{day:02}T00:00:00Z" for day in range(1, 5)]
    made = [make_backup(archive, kept, 2, clock=at(day)) for day in days]
    assert names(kept) == {"archive-20990103T000000Z.db", "archive-20990104T000000Z.db"}
    assert [len(each.removed) for each in made] == [0, 0, 1, 1]
    assert made[3].removed == (made[1].path,)


def test_a_clock_that_was_set_back_costs_no_new_backup(archive: Path, kept: Path) -> None:
    old = [make_backup(archive, kept, clock=at(f"2099-01-0{day}T00:00:00Z")) for day in (1, 2, 3)]
    made = make_backup(archive, kept, 2, clock=at("2098-01-01T00:00:00Z"))
    assert names(kept) == {made.path.name, old[2].path.name}


def test_nothing_but_backups_of_this_archive_is_ever_removed(
    tmp_path: Path, archive: Path, kept: Path
) -> None:
    made = make_backup(archive, kept, clock=at("2099-01-01T00:00:00Z"))
    theirs = {}

    def other(name: str) -> Path:
        theirs[name] = kept / name
        return theirs[name]

    other("archive-20980101T000001Z.db").write_text("catatan belanja")
    other("archive-20980101T000002Z.db").mkdir()
    other("archive-20980101T000003Z.db").symlink_to(made.path)
    other("archive-20980101T000004Z.db.bak").write_bytes(made.path.read_bytes())
    other("archive-2098-01-01.db").write_bytes(made.path.read_bytes())
    other("arsip-20980101T000005Z.db").write_bytes(made.path.read_bytes())
    other("my.archive-20980101T000005Z.db").write_bytes(made.path.read_bytes())
    for name, change in (
        ("archive-20980101T000006Z.db", "UPDATE meta SET value = 'sample' WHERE key = 'origin'"),
        ("archive-20980101T000007Z.db", "UPDATE meta SET value = 'x' WHERE key = 'created_at'"),
        ("archive-20980101T000008Z.db", "DELETE FROM meta WHERE key = 'created_at'"),
        ("archive-20980101T000009Z.db", "UPDATE runs SET finished_at = '2098-06-01T00:00:00Z'"),
        ("archive-20980101T000010Z.db", "DROP TABLE runs"),
    ):
        shutil.copy(made.path, other(name))
        changed = connect_writer(theirs[name])
        changed.execute("PRAGMA foreign_keys = OFF")
        changed.execute(change)
        changed.close()
    shutil.copy(made.path, other("archive-20980101T000011Z.db"))
    other("archive-20980101T000011Z.db-wal").touch()
    shutil.copy(made.path, other("archive-20980101T000012Z.db"))
    other("archive-20980101T000012Z.db.lock").touch()
    again = make_backup(archive, kept, 1, clock=at("2099-01-02T00:00:00Z"))
    assert again.removed == (made.path,)
    assert names(kept) == {again.path.name, *theirs}
    shutil.rmtree(kept)  # some of these are not sound, on purpose


def test_a_backup_that_cannot_be_removed_is_told(
    archive: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = make_backup(archive, kept, clock=at("2099-01-01T00:00:00Z"))
    real = Path.unlink

    def refuses(path: Path, missing_ok: bool = False) -> None:
        if path == old.path:
            raise PermissionError(1, "Operation not permitted")
        real(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuses)
    made = make_backup(archive, kept, 1, clock=at("2099-01-02T00:00:00Z"))
    assert made.removed == ()
    assert f"{old.path} should have made room" in made.notes[0]


@pytest.mark.parametrize(
    ("keep", "expected"), [(0, "cba"), (1, "cba"), (2, "ba"), (3, "a"), (4, ""), (99, "")]
)
def test_surplus(keep: int, expected: str) -> None:
    backups = [Path(f"archive-2026010{n}T000000Z.db") for n in (2, 4, 1, 3)]
    letters = dict(zip("xabc", sorted(backups), strict=True))
    newest = letters["x"]  # by its name the oldest
    assert rotation.surplus(backups, newest, keep) == [letters[each] for each in expected]


def test_seven_are_kept() -> None:
    assert KEEP == 7


# ---- the command


def test_the_command_says_what_it_made(antara, kept: Path) -> None:
    make_archive(antara.archive, "live")
    result = antara("backup", str(kept))
    (made,) = kept.glob("*.db")
    assert result.status == 0
    assert result.out == f"{made}: {told_size(made)}, 6 articles, checked and sound.\n"
    assert result.err.splitlines()[0] == f"Archive: {antara.archive}"
    assert "archive's own disk" in result.err  # here it is
    assert ask(antara.archive, "SELECT path, bytes, articles FROM backups") == [
        (str(made), made.stat().st_size, 6)
    ]


def told_size(path: Path) -> str:
    from crawler.status_view import size

    return size(path.stat().st_size)


def test_the_command_in_json_and_what_it_removed(antara, kept: Path) -> None:
    make_archive(antara.archive, "live")
    with time_machine.travel("2099-01-01T00:00:00Z", tick=False):
        first = json.loads(antara("backup", str(kept), "--json").out)
    with time_machine.travel("2099-01-02T00:00:00Z", tick=False):
        second = json.loads(antara("backup", str(kept), "--json", "--keep", "1").out)
    assert first["removed"] == []
    assert second["removed"] == [first["path"]]
    assert (second["made_at"], second["articles"], second["origin"]) == (
        "2099-01-02T00:00:00Z",
        6,
        "live",
    )


def test_a_backup_may_stand_beside_its_archive(antara) -> None:
    make_archive(antara.archive, "live")
    result = antara("backup", str(antara.archive.parent))
    assert result.status == 0
    assert "archive's own disk" in result.err


def test_a_backup_of_a_sample_says_so(antara, kept: Path) -> None:
    make_archive(antara.archive, "sample")
    assert "a sample: its articles are invented" in antara("backup", str(kept)).out


@pytest.mark.parametrize(
    "words",
    [("backup",), ("backup", "a", "b"), ("backup", "a", "--keep", "0"), ("backup", "a", "--keap")],
)
def test_mistyped(antara, words: tuple[str, ...]) -> None:
    result = antara(*words)
    assert (result.status, result.out, result.err.count("\n")) == (2, "", 1)


def test_a_backup_that_cannot_be_noted_needs_a_person(antara, kept: Path) -> None:
    """As in a restore: who holds the archive is no crawl, and may be exchanging the file."""
    make_archive(antara.archive, "live")
    holder = SideCarLock.take(antara.archive)
    result = antara("backup", str(kept))
    holder.release()
    assert result.status == 1
    assert "The backup is good, but" in result.err
    assert len(names(kept)) == 1


def test_a_terminal_gets_a_bar_and_a_log_nothing() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        with CopyBar(stream) as bar:
            bar("copying", 1_000_000, 4_000_000)
            bar("copying", 4_000_000, 4_000_000)
            bar("checking", 0, 4_000_000)
        assert ("copying" in stream.getvalue()) is shown
        assert ("4.0 MB" in stream.getvalue()) is shown
        assert ("checking" in stream.getvalue()) is shown
        assert bool(stream.getvalue()) is shown
