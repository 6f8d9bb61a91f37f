"""`antara search` and the filters by name: what is printed, refused and suggested."""

from __future__ import annotations

import json

import pytest

from crawler.items import Credit, Role
from tests.command_line import CommandLine, as_terminal
from tests.searched import Archive, on, says


@pytest.fixture
def told(tmp_path, capsys):
    """An archive about floods, and the command line that asks it."""
    archive = Archive(tmp_path / "archive.db")
    credit = [Credit(Role.REPORTER, "André Contoh", "Pewarta : André Contoh")]
    long = "Warga membangun tanggul setelah banjir besar. " + "Air surut perlahan. " * 20
    archive.store(
        says(
            1, long, title="Banjir rekaan", category="Ekonomi", credits=credit, **on("2026-11-01")
        ),
        says(2, long, title="Tanggul dibangun", dateline_place="Ambon", **on("2026-11-02")),
        says(3, "Hujan \x1b[31mreda\x07.", title="Hujan", **on("2026-11-03")),
    )
    return CommandLine(capsys, archive.path)


def found(result) -> list[int]:
    return [json.loads(line)["article_id"] for line in result.out.splitlines()]


def test_json_has_score_and_snippet(told):
    (one,) = map(
        json.loads, told("search", '"membangun tanggul"', "--limit", "1", "--json").out.splitlines()
    )
    assert one["score"] > 0
    assert one["snippet"].startswith("Warga [membangun tanggul] setelah banjir besar.")
    assert one["bureau"] == "bali"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["banjir"], [1, 2]),
        (["bangun"], [2, 1]),
        (["banj*", "--since", "2026-11-02"], [2]),
        (["banjir", "NOT", "hujan", "--unique", "text"], [1]),
        (["banjir -air", "--limit", "5"], []),
        (["--reporter", "ANDRE contoh", "banjir"], [1]),
        (["banjir", "--section", "ekonomi"], [1]),
        (["banjir", "--place", "ambon"], [2]),
    ],
)
def test_words_and_filters(told, words, expected):
    assert found(told("search", *words, "--json")) == expected


def test_articles_has_the_filters_by_name(told):
    assert found(told("articles", "--json", "--reporter", "andré contoh")) == [1]
    assert found(told("articles", "--json", "--place", "AMBON")) == [2]
    assert (
        "No article answers to that."
        in told("articles", "--section", "ekonomi", "--kind", "photo").err
    )


@pytest.mark.parametrize(
    ("option", "typed", "line"),
    [
        (
            "--reporter",
            "Andre Conto",
            "The archive has no reporter 'Andre Conto'. Did you mean 'André Contoh'?",
        ),
        (
            "--reporter",
            "andre",
            "The archive has no reporter 'andre'. Did you mean 'André Contoh'?",
        ),
        ("--section", "zzz", "The archive has no section 'zzz'."),
        ("--place", "\x1b[2J", "The archive has no place '�[2J'."),
        ("--place", "' OR 1=1 --", "The archive has no place '' OR 1=1 --'."),
    ],
)
@pytest.mark.parametrize("command", [["search", "banjir"], ["articles"]])
def test_an_unknown_name_is_refused_with_the_nearest(told, command, option, typed, line):
    result = told(*command, option, typed)
    assert (result.status, result.out) == (2, "")
    assert result.err.splitlines()[-1] == line


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["NOT", "banjir"], "Only words to leave out: add one to look for."),
        (["-banjir"], "Only words to leave out: add one to look for."),
        (["--", "-banjir"], "Only words to leave out: add one to look for."),
        (["🐟"], "No word to search for."),
        ([""], "No word to search for."),
        (["***"], "No word to search for."),
        (['"'], "No word to search for."),
        (["--", "--"], "No word to search for."),
    ],
)
def test_nothing_that_is_typed_is_an_error(told, words, line):
    result = told("search", "-s", f"ARCHIVE_PATH={told.archive}", *words, archive=False)
    assert (result.status, result.out) == (0, "")
    assert line in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize("word", ["-hujan", "-sumatra", "-Lampung", "-obat", "-jakarta", "-ärger"])
def test_a_word_is_left_out_whatever_it_begins_with(told, word):
    """-h, -s, -L, -o and -a are options; no option has a name behind one dash."""
    result = told("search", "rekaan", word)
    assert result.status == 0, result.err
    assert result.out == told("search", "rekaan", "NOT", word[1:]).out


def test_what_to_show_once_is_refused_with_the_nearest(told):
    result = told("search", "banjir", "--unique", "storie")
    assert (result.status, result.out) == (2, "")
    assert "'storie' is none of text, story, none. Did you mean 'story'?" in result.err


def test_a_note_is_printed_once(told, monkeypatch):
    monkeypatch.setattr("pipelines.archive.search_words.MOST_BEGUN", 1)
    result = told("search", "b*")
    assert result.err.count("More words begin so than can be looked for") == 1


@pytest.mark.parametrize("columns", [20, 60, 200])
def test_a_terminal_of_any_width(told, monkeypatch, columns):
    as_terminal(monkeypatch, columns)
    out = told("search", "banjir").out
    assert all(len(line) <= columns for line in out.splitlines())
    assert "[banjir]" in out
    assert "\x1b" not in told("search", "hujan").out
