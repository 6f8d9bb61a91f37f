"""`antara doctor`: each finding, and what a person is told to do."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from crawler import doctor
from crawler.doctor import Verdict
from pipelines.archive.library import sqlite3
from tests.command_line import CommandLine, make_archive

NOW = dt.datetime(2026, 11, 24, 6, 0, tzinfo=dt.UTC)
LETTER = {
    "bureau": None,
    "scope": "dataset",
    "granted_by": "Humas Rekaan",
    "granted_at": "2026-01-05",
    "valid_until": "2026-12-31",
}


@pytest.fixture
def antara(capsys, tmp_path) -> CommandLine:
    return CommandLine(capsys, tmp_path / "archive.db")


def findings(antara: CommandLine, *words: str) -> dict[str, dict]:
    told = json.loads(antara("doctor", "--json", *words).out)
    return {each["check"]: each for each in told["findings"]}


def test_nothing_is_made_and_the_missing_contact_is_named(antara, tmp_path) -> None:
    result = antara("doctor")
    assert result.status == 0
    assert "a live crawl does not start" in result.out
    assert 'Put contact = "you@example.org" into antara.toml' in result.out
    assert "above the first [block]." in result.out
    assert "none yet at" in result.out
    assert list(tmp_path.iterdir()) == []


def test_a_contact_and_a_gateway_are_told(antara) -> None:
    told = findings(
        antara, "-s", "CONTACT=meja@contoh.example", "-s", "GATEWAY=http://127.0.0.1:8080"
    )
    assert (told["contact"]["verdict"], told["contact"]["found"]) == (
        "good",
        "meja@contoh.example",
    )
    assert told["gateway"]["verdict"] == "look"
    assert "127.0.0.1:8080" in told["gateway"]["found"]


def test_a_live_archive_without_permission_and_runs(antara) -> None:
    make_archive(antara.archive, "live")
    told = findings(antara)
    assert told["archive"]["verdict"] == "good"
    assert told["permission"]["found"] == "no permission on record"
    assert told["last good run"]["verdict"] == "look"
    assert "ambon (never)" in told["last good run"]["found"]


def test_a_sample_needs_no_permission(antara) -> None:
    make_archive(antara.archive, "sample")
    assert "permission" not in findings(antara)


def test_a_damaged_archive_is_bad_and_ends_with_1(antara) -> None:
    make_archive(antara.archive, "live")
    size = antara.archive.stat().st_size
    with antara.archive.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * min(4096 * 20, size - 4096 * 4))
    result = antara("doctor")
    assert result.status == 1
    assert "bad   archive" in result.out


def test_a_clock_before_the_last_run_is_bad(antara) -> None:
    make_archive(antara.archive, "live")
    conn = sqlite3.connect(str(antara.archive))
    conn.execute("UPDATE runs SET finished_at = '2099-01-01T00:00:00Z'")
    conn.commit()
    conn.close()
    told = findings(antara)
    assert told["clock"]["verdict"] == "bad"
    assert "before the last run's 2099-01-01T00:00:00Z" in told["clock"]["found"]


@pytest.mark.parametrize(
    ("free", "verdict"),
    [(50 * 1024**2, Verdict.BAD), (1024**3, Verdict.LOOK), (5 * 1024**3, Verdict.GOOD)],
)
def test_room(free: int, verdict: Verdict) -> None:
    assert doctor.room(free, Path("/")).verdict is verdict


def test_a_clock_that_follows_no_server_deserves_a_look() -> None:
    assert doctor.clock(NOW, None, False).verdict is Verdict.LOOK
    assert doctor.clock(NOW, None, None).verdict is Verdict.GOOD
    assert doctor.clock(NOW, "2026-11-24T06:00:00Z", True).verdict is Verdict.GOOD


@pytest.mark.parametrize(
    ("rows", "verdict", "found"),
    [
        ([LETTER], Verdict.GOOD, "dataset, by Humas Rekaan"),
        ([LETTER | {"valid_until": None}], Verdict.GOOD, "2026-01-05"),
        ([LETTER | {"valid_until": "2026-11-23"}], Verdict.LOOK, "ran out on 2026-11-23"),
        ([], Verdict.LOOK, "no permission on record"),
    ],
)
def test_permission(rows: list, verdict: Verdict, found: str) -> None:
    finding = doctor.permission(rows, "2026-11-24")
    assert finding.verdict is verdict
    assert found in finding.found


def test_a_bureau_without_a_good_run_is_named() -> None:
    runs = {"bali": "2026-11-23T05:00:00Z", "ambon": "2026-11-01T05:00:00Z"}
    finding = doctor.fresh(runs, ["ambon", "bali", "sumsel"], NOW)
    assert finding.verdict is Verdict.LOOK
    assert "ambon (2026-11-01T05:00:00Z), sumsel (never)" in finding.found
    assert doctor.fresh(runs, ["bali"], NOW).verdict is Verdict.GOOD
    assert doctor.fresh({}, [], NOW).verdict is Verdict.GOOD


def test_a_missing_package_is_bad(monkeypatch) -> None:
    monkeypatch.setattr(doctor, "PACKAGES", ("scrapy", "no-such-package-at-all"))
    finding = doctor.versions()
    assert finding.verdict is Verdict.BAD
    assert "no-such-package-at-all" in finding.found


def test_what_only_one_use_needs_may_be_missing(monkeypatch) -> None:
    monkeypatch.setattr(doctor, "EXTRAS", {"no-such-package-at-all": "antara serve"})
    finding = doctor.versions()
    assert finding.verdict is Verdict.GOOD
    assert "no no-such-package-at-all (for antara serve)" in finding.found
