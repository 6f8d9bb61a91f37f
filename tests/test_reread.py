"""`antara reread`: today's layouts over captures; what only the reader changes is no revision."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from crawler.captures.reread import word_diff
from pipelines.archive.compare import differences
from tests.command_line import run_antara
from tests.kept_rows import change, files
from tests.minisite import rows

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["tests.eventful"]
pytestmark = pytest.mark.slow

OLDER = (
    "UPDATE articles SET extractor_version = '0', title = 'Lama: ' || title, text = NULL",
    "UPDATE revisions SET extractor_version = '0', state = json_set(state, '$.title', 'Lama'), "
    "state_sha256 = 'x'",
    "DELETE FROM credits",
)
"""What an older reader might have left: other titles, no texts, no credits."""


def reread(archive: Path, *words: str):
    return run_antara("reread", *words, cwd=archive.parent, ANTARA_ARCHIVE_PATH=str(archive))


def rebuilt(archive: Path) -> Path:
    """The same archive made from captures alone."""
    new = archive.with_name("again.db")
    done = run_antara("rebuild", str(new), "--compare", str(archive), "--json", cwd=archive.parent)
    assert done.status in (0, 1), done.err
    return new


def test_an_older_reading_becomes_that_of_today_and_no_revision(eventful: Path) -> None:
    new = rebuilt(eventful)
    revisions = rows(eventful, "SELECT article, seq FROM revisions ORDER BY 1, 2")
    for sql in OLDER:
        change(eventful, sql)
    assert list(differences(eventful, new))
    would = reread(eventful, "--dry-run", "--json")
    assert would.status == 0, would.err
    told = json.loads(would.out)
    count = rows(eventful, "SELECT count(*) FROM articles")[0][0]
    assert (told["articles"], told["changed"], told["written"]) == (count, count, False)
    assert told["fields"] == {"title": count, "text": count, "credits": count}
    assert rows(eventful, "SELECT DISTINCT extractor_version FROM articles") == [("0",)]
    done = reread(eventful, "--jobs", "2")
    assert done.status == 0, done.err
    assert f"{count} articles read again, {count} changed." in done.err
    assert "title, bali/" in done.err
    assert "[-Lama:-]" in done.err
    assert list(differences(eventful, new)) == []
    assert rows(eventful, "SELECT article, seq FROM revisions ORDER BY 1, 2") == revisions
    again = reread(eventful)
    assert "0 articles read again, 0 changed." in again.err


def test_states_that_only_an_older_reader_told_apart_become_one(eventful: Path) -> None:
    change(
        eventful,
        "INSERT INTO revisions SELECT NULL, article, 2, json_set(state, '$.text', 'x'), 'y', '0', "
        "layout, capture, first_seen, last_seen, updated FROM revisions "
        "WHERE article = 3 AND seq = 1",
    )
    change(eventful, "UPDATE articles SET extractor_version = '0' WHERE id = 3")
    assert reread(eventful).status == 0
    assert rows(eventful, "SELECT seq FROM revisions WHERE article = 3") == [(1,)]
    assert list(differences(eventful, rebuilt(eventful))) == []


def test_it_goes_on_with_what_is_left(eventful: Path) -> None:
    change(eventful, "UPDATE articles SET extractor_version = '0'")
    count = rows(eventful, "SELECT bureau, count(*) FROM articles GROUP BY 1 ORDER BY 1")
    first = reread(eventful, "--bureau", "bali")
    assert f"{dict(count)['bali']} articles read again, 0 changed." in first.err
    rest = reread(eventful)
    assert f"{dict(count)['jogja']} articles read again, 0 changed." in rest.err


def test_what_cannot_be_read_stays_as_it_is_and_is_told(eventful: Path) -> None:
    for sql in OLDER:
        change(eventful, sql)
    (path,) = files(eventful)
    path.rename(path.with_suffix(".away"))
    done = reread(eventful)
    assert done.status == 1
    assert "Not read: bali/" in done.err
    assert "0 changed, 49 could not be read." in done.err
    assert rows(eventful, "SELECT DISTINCT extractor_version FROM articles") == [("0",)]


def test_articles_without_a_capture_stay(eventful: Path) -> None:
    change(eventful, "UPDATE articles SET capture = NULL, extractor_version = '0' WHERE id < 4")
    done = reread(eventful)
    assert done.status == 0
    assert "3 articles have no capture and stay as they are." in done.err
    assert rows(eventful, "SELECT id FROM articles WHERE extractor_version = '0'") == [
        (1,),
        (2,),
        (3,),
    ]


def test_an_earlier_revision_without_a_capture_stays(eventful: Path) -> None:
    sql = "SELECT article FROM revisions WHERE seq = 2"
    ((article,),) = rows(eventful, sql)
    change(
        eventful,
        f"UPDATE revisions SET capture = NULL, state = '{{}}' WHERE article = {article} "
        "AND seq = 1",
    )
    change(
        eventful, f"UPDATE articles SET extractor_version = '0', title = 'x' WHERE id = {article}"
    )
    assert reread(eventful).status == 0
    assert rows(
        eventful, f"SELECT seq, state = '{{}}' FROM revisions WHERE article = {article}"
    ) == [
        (1, 1),
        (2, 0),
    ]
    assert rows(eventful, f"SELECT title FROM articles WHERE id = {article}") == [
        ("Kabar 505 diperbarui",)
    ]


def test_words_that_changed_are_shown_with_some_around() -> None:
    text = "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh"
    assert word_diff(text, text.replace("sepuluh", "sebelas")) == (
        "satu dua tiga empat … enam tujuh delapan sembilan [-sepuluh-] {+sebelas+}"
    )
    assert word_diff(None, ["a b"]) == '{+"a b"+}'
    assert word_diff([{"a": 1}], [{"a": 2}]) == '[{"a": [-1}]-] {+2}]+}'
    assert word_diff("a", "a") == "a"
