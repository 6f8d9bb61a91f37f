"""`antara migrate`: an older archive can be opened without a crawl."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.archive import ArchiveReader, derived
from pipelines.archive.migrations import latest_version
from tests.command_line import make_archive
from tests.old_archives import make_first_schema


@pytest.fixture
def older(antara: Any) -> Any:
    make_first_schema(antara.archive)
    return antara


def test_an_older_archive_is_migrated_and_can_be_read(older: Any) -> None:
    assert older("articles").status == 2
    result = older("migrate")
    assert result.status == 0, result.err
    assert f"{older.archive} was migrated: 0002_unattended" in result.out
    assert f"from schema 1 to {latest_version()}" in result.err
    assert older("articles").status == 0
    with ArchiveReader(older.archive) as reader:
        assert reader.origin == "live"


def test_a_second_time_there_is_nothing_to_do(older: Any) -> None:
    older("migrate")
    before = older.archive.read_bytes()
    result = older("migrate")
    assert (result.status, result.err) == (0, "")
    assert "already" in result.out
    assert older.archive.read_bytes() == before


def test_what_is_missing_or_no_archive_is_said(antara: Any) -> None:
    result = antara("migrate")
    assert result.status == 2
    assert "There is no archive" in result.err
    assert not antara.archive.exists()
    antara.archive.write_text("not a database, but long enough to be taken for one" * 50)
    result = antara("migrate")
    assert result.status == 2
    assert "Traceback" not in result.err
    assert str(antara.archive) in result.err


def test_a_file_for_others_is_left_alone(antara: Any) -> None:
    make_archive(antara.archive, "sample")
    made = derived.make(antara.archive, derived.Kind.TITLES)
    before = made.read_bytes()
    result = antara("migrate", "-s", f"ARCHIVE_PATH={made}", archive=False)
    assert result.status == 2
    assert "migrate the archive that it was made of" in result.err
    assert made.read_bytes() == before


def test_what_refuses_an_older_one_names_the_command(older: Any) -> None:
    for command in (["articles"], ["search", "pasar"], ["serve", "--port", "0"], ["status"]):
        result = older(*command)
        assert result.status == 2, command
        assert "'antara migrate'" in result.err, command
