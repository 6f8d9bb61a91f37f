"""`antara restore`: no archive stands in the place that does not know what was withdrawn since."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import ArchiveError, ArchiveReader, restore, tombstone_file
from pipelines.archive.lock import SideCarLock
from tests.withdrawn import KEY, NUMBER, backed_up, is_gone, withdraw

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["tests.withdrawn_fixtures"]


@pytest.fixture
def backup(antara, twice_crawled: Path) -> Path:
    """A backup of before the withdrawal."""
    made = backed_up(antara, twice_crawled)
    withdraw(antara)
    return made


def listed(archive: Path) -> set[tuple[str, int]]:
    return {each.key for each in tombstone_file.read(archive.parent, "sample")}


def test_a_crawl_that_begins_at_once_finds_it_withdrawn(
    antara, twice_crawled: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of a timer: it takes the lock as soon as the restore has given it back."""
    real, taken = restore.restore, []

    def then_somebody_else(*words, **options):
        done = real(*words, **options)
        taken.append(SideCarLock.take(done.path))
        return done

    monkeypatch.setattr(restore, "restore", then_somebody_else)
    result = antara("restore", str(backup))
    taken[0].release()
    assert result.status == 0, result.err
    assert f"Withdrawn again, by the list beside the captures: {KEY}." in result.out
    assert "holds 11 articles now" in result.out
    assert is_gone(twice_crawled)
    assert listed(twice_crawled) == {("bali", NUMBER)}


def test_killed_behind_the_exchange_it_is_withdrawn(
    antara, twice_crawled: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = restore.exchange

    def then_nothing_more(*words):
        real(*words)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(restore, "exchange", then_nothing_more)
        with pytest.raises(KeyboardInterrupt):
            restore_by_command(backup, twice_crawled)
    assert is_gone(twice_crawled)
    assert antara("verify").status == 0
    assert antara("restore", str(backup)).status == 0
    assert is_gone(twice_crawled)


def restore_by_command(backup: Path, archive: Path) -> None:
    """Do what the command does, with nobody who hears Ctrl-C."""
    from crawler.captures.decided import Decided

    decided = Decided(archive.parent)
    restore.restore(backup, archive, on_copy=decided.on_copy, in_place=decided.in_place)


def test_where_nothing_is_exchanged_the_list_stays_as_it_was(
    antara, twice_crawled: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The backup knows a withdrawal that was undone since: the archive's list must not."""
    shutil.copy(twice_crawled, older := backup.with_name("archive-20260101T000000Z.db"))
    assert antara("restore-article", KEY).status == 0

    def refuses(*_: object) -> None:
        raise ArchiveError("It cannot be exchanged.")

    with monkeypatch.context() as patch:
        patch.setattr(restore, "exchange", refuses)
        assert antara("restore", str(older)).status == 2
    assert listed(twice_crawled) == set()
    assert antara("verify").status == 0
    assert not [path for path in twice_crawled.parent.iterdir() if "part" in path.name]
    assert antara("restore", str(older)).status == 0
    with ArchiveReader(twice_crawled) as reader:
        assert reader.tombstone("bali", NUMBER) is not None
    assert listed(twice_crawled) == {("bali", NUMBER)}
    assert antara("verify").status == 0
