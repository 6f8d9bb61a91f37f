"""antara permission: what ANTARA allowed in writing, on record."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from crawler.permitted import NONE, day_at_antara, note_permission, said
from crawler.summary import RunSummary
from pipelines.archive import ArchiveReader, ArchiveRefused, ArchiveSession, permissions
from pipelines.archive.lock import SideCarLock
from tests.command_line import make_archive
from tests.rightful import LETTER, execute, permit, stop_the_clock

if TYPE_CHECKING:
    from pathlib import Path

ADD = ("permission", "add", "--who", "Redaksi Rekaan", "--date", "2026-11-02", "--scope", "serve")


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "surat izin.pdf"
    path.write_bytes(b"Kami mengizinkan.")
    return path


def rows(antara) -> list[dict]:
    result = antara("permission", "--json")
    assert result.status == 0
    return [json.loads(line) for line in result.out.splitlines()]


def test_what_is_added_is_listed_and_the_letter_is_not_kept(held, letter: Path) -> None:
    note = "  di lemari\x1b[31m "
    more = ("--scope", "crawl,serve", "--file", str(letter), "--until", "2099-12-31")
    added = held(*ADD[:-2], *more, "--note", note)
    assert (added.status, added.out) == (0, "")
    digest = hashlib.sha256(letter.read_bytes()).hexdigest()
    assert "On record as 1, 2: crawl, serve, by Redaksi Rekaan, 2026-11-02" in added.err
    assert digest in added.err
    serve, crawl = rows(held)
    assert (serve["scope"], crawl["scope"]) == ("serve", "crawl")
    assert serve["noted_at"].startswith("20")
    del serve["noted_at"]
    assert serve == {
        "id": 2,
        "bureau": None,
        "scope": "serve",
        "granted_by": "Redaksi Rekaan",
        "granted_at": "2026-11-02",
        "valid_until": "2099-12-31",
        "file_name": "surat izin.pdf",
        "file_sha256": digest,
        "note": "di lemari\ufffd[31m",
        "state": "valid",
    }
    listed = held("permission")
    assert "serve\tRedaksi Rekaan\t2026-11-02\t2099-12-31\tvalid\tsurat izin.pdf" in listed.out
    assert b"Kami mengizinkan" not in held.archive.read_bytes()


def test_nothing_on_record_is_said(held) -> None:
    result = held("permission")
    assert (result.status, result.out) == (0, "")
    assert "No permission is on record." in result.err
    assert "articles are invented, so that nobody has to permit crawling it." in result.err
    assert "without texts while none is on record" in result.err  # as serve says, and does


def test_of_a_live_archive_no_such_thing_is_said(antara) -> None:
    make_archive(antara.archive, "live")
    result = antara("permission")
    assert "No permission is on record." in result.err
    assert "sample" not in result.err


def test_it_ends_with_a_day_or_goes(held, letter: Path) -> None:
    held(*ADD, "--file", str(letter))
    ended = held("permission", "remove", "1", "--until", "2026-11-03")
    assert ended.status == 0
    assert "Permission 1 ends with 2026-11-03." in ended.err
    assert [(row["valid_until"], row["state"]) for row in rows(held)] == [("2026-11-03", "over")]
    gone = held("permission", "remove", "1", "--json")
    assert json.loads(gone.out) == {"id": 1, "removed": True, "until": None}
    assert rows(held) == []
    assert "There is none." in held("permission", "remove", "1").err


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["permission", "ad"], "Unknown word 'ad'"),
        (["permission", "add"], "'add' needs --who, --date, --scope, --file: a permission is"),
        ([*ADD], "'add' needs --file: a permission is"),
        ([*ADD, "--file", ""], "'add' needs --file: a permission is"),
        ([*ADD, "--file", "~nobody-at-all/x.pdf"], "cannot be read"),
        ([*ADD, "--file", "LETTER", "--until", ""], "--until '' is not a day"),
        (["permission", "remove", "one", "--until", "x"], "--until 'x' is not a day"),
        (["permission", "--until", ""], "--until belongs to 'add' or 'remove'"),
        ([*ADD, "--file", "LETTER", "x"], "Surplus word 'x'"),
        ([*ADD[:-1], "serv", "--file", "LETTER"], "Did you mean 'serve'?"),
        ([*ADD[:-1], ",", "--file", "LETTER"], "is none of crawl, serve, dataset, ai-training"),
        ([*ADD, "--file", "nope.pdf"], "--file nope.pdf cannot be read: No such file"),
        ([*ADD, "--file", "."], "--file . cannot be read: Is a directory"),
        ([*ADD, "--file", "EMPTY"], "is empty: name the letter"),
        ([*ADD, "--file", "LETTER", "--until", "2026-11-01"], "is before --date 2026-11-02"),
        ([*ADD, "--file", "LETTER", "--date", "2099-01-01"], "is yet to come"),
        ([*ADD, "--file", "LETTER", "--date", "2.11.2026"], "is not a day"),
        (["permission", "remove"], "needs the ID"),
        (["permission", "remove", "one"], "is not a whole number"),
        (["permission", "remove", "7"], "No permission has the ID 7."),
        (["permission", "--until", "2026-11-01"], "--until belongs to 'add' or 'remove'"),
        (["permission", "remove", "1", "--who", "x"], "--who belongs to 'add'"),
    ],
)
def test_what_is_wrong_is_one_line_and_changes_nothing(
    held, letter: Path, tmp_path: Path, words: list[str], line: str
) -> None:
    (tmp_path / "empty.pdf").touch()
    names = {"LETTER": str(letter), "EMPTY": str(tmp_path / "empty.pdf")}
    result = held(*(names.get(word, word) for word in words))
    assert (result.status, result.out) == (2, "")
    assert line in result.err.splitlines()[-1]
    assert "?." not in result.err
    assert rows(held) == []


def test_all_that_is_wrong_is_said_at_once(held) -> None:
    result = held(
        *("permission", "add", "--date", "2.11.2026", "--scope", "serv", "--until", "soon")
    )
    (line,) = result.err.splitlines()
    for each in (
        "'add' needs --who, --file:",
        "--date '2.11.2026' is not a day",
        "--scope 'serv' is none of",
        "--until 'soon' is not a day",
    ):
        assert each in line
    many = ("--date", "2099-02-01", "--until", "2099-01-01", "--file", "nope.pdf")
    (line,) = held(*ADD, *many).err.splitlines()
    for each in ("is yet to come", "is before --date", "--file nope.pdf cannot be read"):
        assert each in line
    assert rows(held) == []


def test_a_permission_does_not_end_before_its_date(held, letter: Path) -> None:
    held(*ADD, "--file", str(letter))
    refused = held("permission", "remove", "1", "--until", "2026-11-01")
    assert refused.status == 2
    assert "--until 2026-11-01 is before its date, 2026-11-02." in refused.err
    assert [row["valid_until"] for row in rows(held)] == [None]
    assert held("permission", "remove", "1", "--until", "2026-11-02").status == 0


def test_an_empty_end_removes_nothing(held, letter: Path) -> None:
    held(*ADD, "--file", str(letter))
    assert held("permission", "remove", "1", "--until", "").status == 2
    assert len(rows(held)) == 1


def test_its_days_are_those_of_jakarta(held, letter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch, dt.datetime(2026, 11, 29, 17, 30, tzinfo=dt.UTC))
    tomorrow = ("--date", "2026-12-01", "--file", str(letter))
    assert "is yet to come: it is 2026-11-30 at ANTARA's" in held(*ADD, *tomorrow).err
    assert held(*ADD, "--date", "2026-11-30", "--file", str(letter)).status == 0
    assert held(*ADD, "--until", "2026-11-29", "--file", str(letter)).status == 0
    assert [(row["id"], row["state"]) for row in rows(held)] == [(1, "valid"), (2, "over")]


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ("bureau = 'bali'", "one bureau only"),
        ("scope = 'all'", "unknown scope"),
        ("granted_at = '2098-01-01'", "not yet"),
        ("valid_until = '2026-11-03'", "over"),
        ("note = ''", "valid"),
    ],
)
def test_only_what_counts_is_called_valid(antara, letter: Path, change: str, state: str) -> None:
    held = antara
    make_archive(held.archive, "live")
    held(*ADD, "--scope", "crawl", "--file", str(letter))
    execute(held.archive, f"UPDATE permissions SET {change}")
    (row,) = rows(held)
    assert row["state"] == state
    scope = row["scope"] if row["scope"] in permissions.SCOPES else "crawl"
    allowed = permissions.allowing([row], scope, "2026-11-29")
    assert bool(allowed) is (state == "valid")
    assert said([row], "2026-11-29").startswith("Permission to crawl") is (state == "valid")
    assert ("crawl, by Redaksi Rekaan" in held("doctor").out) is (state == "valid")


def test_without_an_archive_none_is_made(antara, letter: Path) -> None:
    result = antara(*ADD, "--file", str(letter))
    assert result.status == 2
    assert "There is no archive" in result.err
    assert not antara.archive.exists()


def test_it_waits_for_nobody_who_holds_the_archive(held, letter: Path) -> None:
    lock = SideCarLock.take(held.archive)
    try:
        result = held(*ADD, "--file", str(letter))
    finally:
        lock.release()
    assert result.status == 2
    assert "is being written by process" in result.err


def test_scopes_are_checked_in_one_place(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with ArchiveSession.claim(path, "live") as session:
        session.open()
        with pytest.raises(ArchiveRefused, match="Unknown scope 'all'"):
            session.add_permission(["all"], "x", ("2026-11-01", None), LETTER, None)
        assert session.permissions() == []
    with pytest.raises(ValueError, match="Unknown scope 'all'"):
        permissions.allowing([], "all", "2026-11-29")


# ---- what is said of it elsewhere


def test_a_live_runs_summary_says_by_which_permission_it_crawled(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    make_archive(path, "live")
    now = dt.datetime(2026, 11, 29, 16, 0, tzinfo=dt.UTC)

    def notes(origin: str = "live") -> list[str]:
        summary = RunSummary("latest", origin, str(path))
        with ArchiveSession.claim(path, "live") as session:
            session.open()
            note_permission(session, summary, now)
        return summary.notes

    assert notes() == [NONE]
    assert notes("sample") == []
    permit(path, "serve")
    assert notes() == [NONE]
    permit(path, "crawl", until="2026-11-29")
    assert notes() == ["Permission to crawl: Redaksi Rekaan, 2026-11-01 until 2026-11-29."]
    now += dt.timedelta(hours=1)  # midnight in Jakarta
    assert day_at_antara(now) == "2026-11-30"
    assert notes() == ["The permission to crawl ended on 2026-11-29: ask ANTARA for a new one."]


def test_the_doctor_knows_it(antara) -> None:
    make_archive(antara.archive, "live")
    permit(antara.archive, "crawl", "serve")
    with ArchiveReader(antara.archive) as reader:
        assert said(reader.permissions(), "2026-11-29").startswith("Permission to crawl: ")
    result = antara("doctor")
    assert "serve, by Redaksi Rekaan, 2026-11-01; crawl, by Redaksi Rekaan" in result.out
