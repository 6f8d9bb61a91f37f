"""`antara story` and `antara diff` on an archive with reprints and corrections."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import ArchiveReader, ArchiveSession, Filters
from tests.command_line import CommandLine
from tests.test_stories import FIRST, OTHER, made

if TYPE_CHECKING:
    from pathlib import Path

ADDED = "Pemerintah kota akan menambah posko kesehatan di tiap kecamatan."


class Clock:
    now = "2026-11-23T10:00:00Z"

    def __call__(self) -> str:
        return self.now


@pytest.fixture
def run(capsys, tmp_path: Path) -> CommandLine:
    path = tmp_path / "archive.db"
    clock = Clock()
    with ArchiveSession.claim(path, "sample", clock=clock) as session:
        session.open()
        session.begin_run("crawl latest", {})
        session.store(
            [
                made(7, "jambi", (*FIRST[:4], ADDED), published_utc="2026-11-20T05:10:00Z"),
                made(1, "sumsel", FIRST),
                made(3, "bali", OTHER),
            ]
        )
        clock.now = "2026-11-24T10:00:00Z"
        new = (OTHER[0], OTHER[1].replace("40", "42"), *OTHER[2:])
        session.store([made(3, "bali", new, fetched_at=clock.now)])
        clock.now = "2026-11-25T10:00:00Z"
        last = {"title": "Judul yang diperbaiki di Klungkung", "fetched_at": clock.now}
        session.store([made(3, "bali", new, updated="2026-11-25T16:00:00+08:00", **last)])
    return CommandLine(capsys, path)


def test_a_story_shows_the_first_and_what_the_copy_has(run: CommandLine) -> None:
    done = run("story", "jambi/7")
    assert done.status == 0, done.err
    lines = done.out.splitlines()
    assert lines[0] == "Story jambi/7: 2 articles of 2 bureaus"
    assert re.match(
        r"sumsel/1  2026-\d\d-\d\d \d\d:\d\d [+]0[78]:00  ", lines[2]
    )  # the first by publication, not by storing
    assert lines[3] == "  the first"
    assert lines[6].startswith("  2 h 10 min later; ")
    assert f"  + {ADDED}" in lines
    assert f"  - {FIRST[4]}" in lines
    found = json.loads(run("story", "sumsel/1", "--json").out)
    assert (found["story"], [member["key"] for member in found["members"]]) == (
        "jambi/7",
        ["sumsel/1", "jambi/7"],
    )
    assert found["members"][1]["lag_seconds"] == 7800
    assert 0.8 < found["members"][1]["shared"] < 1


def test_bureaus_that_carry_each_other_are_counted(run: CommandLine) -> None:
    done = run("story", "--pairs")
    assert done.out.split() == ["sumsel", "jambi", "1"]


def test_an_article_alone_is_told_so(run: CommandLine) -> None:
    done = run("story", "bali/3")
    assert (done.status, done.out) == (0, "")
    assert "bali/3 stands alone" in done.err


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("story",), "Give either the key of an article or --pairs"),
        (("story", "sumsel"), "'sumsel' is no article: give its key"),
        (("story", "sumsel/99"), "sumsel/99 is not held"),
        (("story", "sumse/1"), "Did you mean 'sumsel'?"),
        (("story", "sumsel/1", "--pairs"), "Give either"),
        (("diff", "bali"), "'bali' is no article: give its key"),
        (("diff", "bali/9"), "bali/9 is not held"),
        (("diff", "bali/3", "--to", "9"), "bali/3 has 3 states; there is no 9."),
        (("diff", "--from", "1"), "--from and --to are states of an article"),
    ],
)
def test_what_does_not_fit_is_one_line(run: CommandLine, words: tuple[str, ...], line: str) -> None:
    done = run(*words)
    assert done.status == 2
    assert line in done.err
    assert "Traceback" not in done.err


def test_the_changes_of_an_article_stand_word_by_word(run: CommandLine) -> None:
    done = run("diff", "bali/3")
    assert done.status == 0, done.err
    assert "bali/3: 3 states" in done.out
    assert "From 1 to 2: number" in done.out
    assert "diikuti [-40-] {+42+} sanggar" in done.out
    assert "From 2 to 3: title" in done.out
    both = run("diff", "bali/3", "--from", "1", "--to", "3")
    assert "From 1 to 3: number, title" in both.out
    found = json.loads(run("diff", "bali/3", "--json").out)
    assert [change["kinds"] for change in found["changes"]] == [["number"], ["title"]]
    assert [state["seq"] for state in found["states"]] == [1, 2, 3]


def test_what_was_corrected_is_listed_newest_first_and_silent_ones_are_marked(
    run: CommandLine,
) -> None:
    found = [json.loads(line) for line in run("diff", "--json").out.splitlines()]
    assert [(each["key"], each["seq"], each["kinds"]) for each in found] == [
        ("bali/3", 3, ["title"]),
        ("bali/3", 2, ["number"]),
    ]
    # The page told of its last change only.
    assert [each["silent"] for each in found] == [False, True]
    assert [line.split("\t")[3] for line in run("diff").out.splitlines()] == ["", "silent"]
    assert "bali/3" in run("diff", "--bureau", "bali").out
    assert run("diff", "--bureau", "sumsel").out == ""
    assert "No article that fits was changed" in run("diff", "--bureau", "sumsel").err


@pytest.mark.parametrize(
    ("told", "silent"),
    [
        # What the page says of its changes when it is seen first, next and last.
        ((None, None, None), [True, True]),
        ((None, "2026-11-23T17:00:00+08:00", "2026-11-23T17:00:00+08:00"), [True, True]),
        ((None, "2026-11-24T17:00:00+08:00", "2026-11-24T17:00:00+08:00"), [True, False]),
        ((None, None, "2026-11-25T17:00:00+08:00"), [False, True]),
        ((None, None, "2026-11-26T17:00:00+08:00"), [False, True]),
        ((None, None, "2026-11-25"), [False, True]),
        ((None, None, "2026-11-22"), [True, True]),
    ],
)
def test_a_change_is_silent_where_the_page_told_no_time_of_it(
    tmp_path: Path, told: tuple[str | None, ...], silent: list[bool | None]
) -> None:
    clock = Clock()
    with ArchiveSession.claim(tmp_path / "archive.db", "sample", clock=clock) as session:
        session.open()
        for number, updated in enumerate(told):
            clock.now = f"2026-11-{23 + number}T10:00:00Z"
            title = f"Judul {number} di Klungkung"
            seen = made(3, "bali", OTHER, title=title, updated=updated, fetched_at=clock.now)
            session.store([seen])
    with ArchiveReader(tmp_path / "archive.db") as reader:
        assert [each["silent"] for each in reader.corrected(Filters(), 10)] == silent


def test_changes_are_asked_for_by_the_day_on_which_they_were_seen(run: CommandLine) -> None:
    assert len(run("diff").out.splitlines()) == 2
    assert len(run("diff", "--since", "2026-11-25").out.splitlines()) == 1
    assert len(run("diff", "--until", "2026-11-24").out.splitlines()) == 1
    assert run("diff", "--until", "2026-11-23").out == ""


def test_a_title_that_says_ralat_is_not_silent(tmp_path: Path) -> None:
    clock = Clock()
    with ArchiveSession.claim(tmp_path / "archive.db", "sample", clock=clock) as session:
        session.open()
        for number, title in enumerate(("Judul lama", "Ralat: Judul baru", "Ralat itu lama")):
            clock.now = f"2026-11-{23 + number}T10:00:00Z"
            session.store([made(3, "bali", OTHER, title=title, fetched_at=clock.now)])
    with ArchiveReader(tmp_path / "archive.db") as reader:
        assert [each["silent"] for each in reader.corrected(Filters(), 9)] == [True, False]


def test_an_address_and_capitals_name_an_article(run: CommandLine) -> None:
    wanted = run("story", "sumsel/1").out
    assert wanted
    assert run("story", "SUMSEL/1").out == wanted
    assert run("story", "https://sumsel.antaranews.com/berita/1/judul").out == wanted


def test_an_article_says_that_it_was_changed(run: CommandLine) -> None:
    lines = run("read", "bali/3").out.splitlines()
    seen = lines[lines.index("") - 4 : lines.index("")]
    assert [line.split(maxsplit=1) for line in seen] == [
        ["first_seen", "2026-11-23T10:00:00Z"],
        ["last_seen", "2026-11-25T10:00:00Z"],
        ["missing_since", "-"],
        ["states", "3 states; changed 2026-11-25: antara diff bali/3"],
    ]
    assert "  states               1 state" in run("read", "sumsel/1").out.splitlines()
    held = json.loads(run("read", "bali/3", "--json").out)
    names = ("states", "first_seen", "last_seen", "missing_since")
    assert [held[name] for name in names] == [
        *(3, "2026-11-23T10:00:00Z", "2026-11-25T10:00:00Z", None)
    ]
    listed = [json.loads(line) for line in run("articles", "--json").out.splitlines()]
    assert {each["bureau"]: each["states"] for each in listed} == {
        "sumsel": 1,
        "jambi": 1,
        "bali": 3,
    }


def test_an_earlier_state_is_shown_whole(run: CommandLine) -> None:
    done = run("read", "bali/3", "--state", "1")
    assert done.status == 0, done.err
    lines = done.out.splitlines()
    assert lines[0] == "bali/3, state 1 of 3"
    assert "  first_seen           2026-11-23T10:00:00Z" in lines
    assert "diikuti 40 sanggar" in done.out
    assert "diikuti 42 sanggar" in run("read", "bali/3", "--state", "2").out
    with ArchiveReader(run.archive) as reader:
        states = reader.states("bali", 3)
    for number, state in enumerate(states, 1):
        told = json.loads(run("read", "bali/3", "--state", str(number), "--json").out)
        assert told == {"key": "bali/3", "states": 3, **state}
    assert set(told) >= {"title", "subtitle", "text", "credits", "tags", "first_seen", "last_seen"}


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("bali/3", "--state", "4"), "bali/3 has 3 states: 1, 2, 3; there is no 4."),
        (("sumsel/1", "--state", "2"), "sumsel/1 has 1 state: 1; there is no 2."),
        (("bali/9", "--state", "1"), "bali/9 is not held"),
        (("page.html", "--state", "1"), "--state is one of an article held"),
        (
            ("https://bali.antaranews.com/berita/3/x", "--state", "1"),
            "--state is one of an article",
        ),
    ],
)
def test_a_state_that_is_not_there_is_told(
    run: CommandLine, words: tuple[str, ...], line: str
) -> None:
    done = run("read", *words)
    assert (done.status, done.out) == (2, "")
    assert line in done.err
