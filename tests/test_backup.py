"""`antara backup`: whole beside a crawl, checked before it has a name, rotated with care."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import time_machine

from crawler import doctor
from crawler.copying_view import CopyBar
from crawler.doctor import Verdict
from pipelines.archive import (
    ArchiveError,
    ArchiveLocked,
    ArchiveMissing,
    ArchiveReader,
    ArchiveSession,
    ArchiveWriteFailed,
    NotAnArchive,
    copying,
    files,
    rotation,
    soundness,
)
from pipelines.archive.backup import KEEP, make_backup
from pipelines.archive.connection import connect_writer
from pipelines.archive.lock import SideCarLock
from tests.archives import Clock, ask, found, stored
from tests.command_line import REPOSITORY, make_archive
from tests.hard import LIMITED, obeying_permissions, read_only, started
from tests.minisite import MiniSite, held
from tests.test_status_reports import schema_1

pytest_plugins = ["tests.archive_fixtures"]

NOW = "2026-11-24T06:00:00Z"
LATER = "2099-01-01T00:00:00Z"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The folder for backups."""
    made = tmp_path / "kept"
    made.mkdir()
    return made


@pytest.fixture
def archive(folder: Path, clock: Clock) -> Path:
    """A live archive of 60 articles, closed."""
    clock.now = NOW
    path = folder / "archive.db"
    with ArchiveSession.claim(path, "live", clock=clock) as session:
        session.open()
        session.begin_run("crawl latest", {})
        session.add_found(found(n) for n in range(1, 90))
        session.store([stored(n) for n in range(1, 61)])
        session.finish_run("finished", {})
    return path


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def at(moment: str):
    return lambda: moment


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


# ---- what is not sound gets no name


def damage(path: Path, page: int) -> None:
    """Overwrite a page of a database, as a dying disk does."""
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)


def test_a_damaged_archive_makes_no_backup(archive: Path, kept: Path) -> None:
    """Wherever the damage is: SQLite notices it while it copies, or the checks do."""
    first = make_backup(archive, kept, clock=at(NOW))
    intact = archive.read_bytes()
    pages = len(intact) // 4096
    for page in [*range(2, pages, 7), pages]:
        damage(archive, page)
        with pytest.raises(NotAnArchive, match=r"^[^\n]*(not sound|damaged)[^\n]*$"):
            make_backup(archive, kept, 1, clock=at(LATER))
        assert names(kept) == {first.path.name}, page
        archive.write_bytes(intact)


def test_an_index_that_is_out_of_step_makes_no_backup(archive: Path, kept: Path) -> None:
    """integrity_check says ok of it."""
    conn = connect_writer(archive)
    conn.execute("DELETE FROM articles_fts_docsize WHERE id = 7")
    with pytest.raises(NotAnArchive, match="full-text index"):
        make_backup(archive, kept)
    assert names(kept) == set()
    conn.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
    conn.close()


def test_rows_that_got_lost_on_the_way_make_no_backup(archive: Path, kept: Path) -> None:
    def tick(stage: str, done: int, total: int) -> None:
        if stage == "checking":
            part = next(kept.glob(".*part"))
            lossy = connect_writer(part)
            lossy.execute("DELETE FROM frontier WHERE article_id = 80")
            lossy.close()

    with pytest.raises(NotAnArchive, match="does not hold the same rows"):
        make_backup(archive, kept, tick=tick)
    assert names(kept) == set()


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


# ---- refusals and failures leave nothing behind


def test_a_folder_that_is_missing_is_not_made(antara, tmp_path: Path) -> None:
    """Where a disk is not mounted, a new folder would fill the one below."""
    make_archive(antara.archive, "live")
    result = antara("backup", str(tmp_path / "nowhere"))
    assert (result.status, result.out) == (2, "")
    assert "mount the disk" in result.err.splitlines()[-1]
    assert not (tmp_path / "nowhere").exists()
    result = antara("backup", str(antara.archive))
    assert (result.status, "is no folder" in result.err) == (2, True)


def test_without_an_archive_there_is_nothing_to_back_up(antara, kept: Path) -> None:
    result = antara("backup", str(kept))
    assert (result.status, "There is no archive" in result.err) == (2, True)
    (antara.archive).touch()
    with pytest.raises(ArchiveMissing, match="holds no archive"):
        make_backup(antara.archive, kept)
    assert names(kept) == set()


def test_what_is_no_archive_is_not_backed_up(antara, kept: Path) -> None:
    antara.archive.write_text("catatan belanja\n" * 999)
    result = antara("backup", str(kept))
    assert (result.status, "is no archive" in result.err) == (2, True)
    assert names(kept) == set()


def test_a_folder_that_may_not_be_written(tmp_path: Path, kept: Path) -> None:
    make_archive(tmp_path / "archive.db", "live")
    with read_only(kept):
        result = started(
            ["backup", str(kept)],
            tmp_path,
            obeying_permissions(),
            ANTARA_ARCHIVE_PATH=str(tmp_path / "archive.db"),
        )
    assert (result.status, result.out) == (2, "")
    assert str(kept) in result.err
    assert "Permission denied" in result.err
    assert names(kept) == set()


def test_two_backups_at_once_into_one_folder(archive: Path, kept: Path) -> None:
    holder = SideCarLock.take(kept / "archive.backup")
    with pytest.raises(ArchiveLocked, match=f"process {os.getpid()}"):
        make_backup(archive, kept)
    holder.release()
    make_backup(archive, kept)


def test_too_little_room_is_seen_before(
    archive: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = archive.stat().st_size + files.SPARE_BYTES - 1

    monkeypatch.setattr(files.shutil, "disk_usage", lambda _: Usage)
    with pytest.raises(ArchiveWriteFailed, match=r"needs 2 MB, and .*kept has 2 MB free"):
        make_backup(archive, kept)
    assert names(kept) == set()
    Usage.free += 1
    make_backup(archive, kept)


def test_a_disk_that_fills_up_meanwhile_leaves_the_older_backup(tmp_path: Path, kept: Path) -> None:
    archive = tmp_path / "archive.db"
    make_archive(archive, "live")
    first = make_backup(archive, kept)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            LIMITED,
            "200000",
            shutil.which("antara", path=bin_of()),
            "backup",
            kept,
        ],
        cwd=tmp_path,
        env={**os.environ, "ANTARA_ARCHIVE_PATH": str(archive)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "could not be copied into" in done.stderr.splitlines()[-1]
    assert names(kept) == {first.path.name}


def bin_of() -> str:
    return str(Path(sys.executable).parent)


@pytest.mark.parametrize("stage", ["copying", "checking"])
def test_ctrl_c_leaves_nothing(antara, kept: Path, monkeypatch, stage: str) -> None:
    make_archive(antara.archive, "live")
    if stage == "copying":
        monkeypatch.setattr(CopyBar, "__call__", lambda *_: signal.raise_signal(signal.SIGINT))
    else:  # within SQLite, where Python hears it in a callback only
        monkeypatch.setattr(soundness, "STEPS", 50)
        monkeypatch.setattr(soundness, "_go_on", lambda: signal.raise_signal(signal.SIGINT) or 0)
    result = antara("backup", str(kept))
    assert (result.status, result.out) == (130, "")
    assert result.err.splitlines()[-1] == "Interrupted."
    assert names(kept) == set()


def test_killed_at_any_instant_no_half_backup_has_a_name(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.killed", "backup", str(tmp_path)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) > 12
    assert [each["killed"] for each in told] == [True] * (len(told) - 1) + [False]
    for each in told:
        assert each["after"]["problems"] == []
        assert set(map(tuple, each["after"]["archives"].values())) == {("old",)}, each
        backups = [name for name in each["after"]["backups"] if name.endswith(".db")]
        assert backups, each  # the older one goes only when the new one stands
        if each["killed"]:
            assert each["again"]["backups"] == ["archive-20990202T000000Z.db"], each
    assert told[-1]["after"]["backups"] == ["archive-20990201T000000Z.db"]


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


# ---- who knows of it


def test_the_monthly_page_names_the_last_backup(antara, kept: Path) -> None:
    make_archive(antara.archive, "live")
    assert "nothing is known here of one" in antara("status", "--monthly").out
    for moment in ("2099-01-01T00:00:00Z", "2099-01-02T00:00:00Z"):
        with time_machine.travel(moment, tick=False):
            antara("backup", str(kept))
    page = " ".join(antara("status", "--monthly").out.split())
    assert "Backup: 2099-01-02T00:00:00Z, " in page
    assert "6 articles, checked: " in page
    # A long path is broken: the page is never wider than a terminal of old.
    assert "archive-20990102T000000Z.db" in page.replace(" ", "")
    facts = json.loads(antara("status", "--monthly", "--json").out)
    assert facts["backup"].startswith("2099-01-02T00:00:00Z")


def finding(antara, name: str = "backup") -> dict | None:
    told = json.loads(antara("doctor", "--json").out)["findings"]
    return next((each for each in told if each["check"] == name), None)


def test_the_doctor_looks_for_backups_of_live_archives(antara, kept: Path) -> None:
    make_archive(antara.archive, "live")
    told = finding(antara)
    assert told is not None
    assert (told["verdict"], told["found"]) == ("look", "none is known")
    assert "antara backup DIR" in told["step"]
    antara("backup", str(kept))
    told = finding(antara)
    assert told is not None
    assert told["verdict"] == "good"
    next(kept.glob("*.db")).unlink()
    told = finding(antara)
    assert told is not None
    assert (told["verdict"], "not there now" in told["found"]) == ("look", True)


def test_the_doctor_does_not_ask_for_backups_of_a_sample(antara) -> None:
    make_archive(antara.archive, "sample")
    assert finding(antara) is None


@pytest.mark.parametrize(("days", "verdict"), [(0, "good"), (7, "good"), (8, "look")])
def test_an_old_backup_deserves_a_look(tmp_path: Path, days: int, verdict: str) -> None:
    (tmp_path / "backup.db").touch()
    last = {"path": str(tmp_path / "backup.db"), "made_at": NOW, "bytes": 1, "articles": 1}
    now = dt.datetime(2026, 11, 24, 6, tzinfo=dt.UTC) + dt.timedelta(days=days)
    assert doctor.backup(last, now).verdict is Verdict(verdict)


def test_the_doctor_names_the_backup_to_restore(antara, kept: Path) -> None:
    make_archive(antara.archive, "live")
    antara("backup", str(kept))
    (made,) = kept.glob("*.db")
    ((page,),) = ask(antara.archive, "SELECT rootpage FROM sqlite_master WHERE name = 'credits'")
    damage(antara.archive, page)
    told = finding(antara, "archive")
    assert told is not None
    assert told["verdict"] == "bad"
    assert told["step"] == f"Restore the last backup: antara restore {made}"


def test_seven_are_kept() -> None:
    assert KEEP == 7


def test_errors_are_of_one_line(archive: Path, kept: Path) -> None:
    """What a person reads when the name is taken: two backups within one second."""
    make_backup(archive, kept, clock=at(NOW))
    with pytest.raises(ArchiveError, match=r"^[^\n]+exists already and was left alone[^\n]+$"):
        make_backup(archive, kept, clock=at(NOW))
    assert names(kept) == {"archive-20261124T060000Z.db"}
