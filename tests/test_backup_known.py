"""Who knows of a backup: the monthly page and the doctor."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
import time_machine

from crawler import doctor
from crawler.doctor import Verdict
from tests.archives import ask
from tests.backups import NOW
from tests.command_line import make_archive
from tests.hard import damage

pytest_plugins = ["tests.archive_fixtures"]


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
