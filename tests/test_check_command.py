"""`antara check` as a person types it."""

from __future__ import annotations

import io
import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from crawler.commands.base import Refusal
from crawler.commands.check import decoded, read_line
from tests.checked import fill, lines
from tests.command_line import CommandLine

FLOOD = next(each for each in lines("originals") if each["article_id"] == 812301)
KEY = f"{FLOOD['bureau']}/{FLOOD['article_id']}"
TITLE = FLOOD["title"]
DAY = ("--since", "2026-03-01", "--until", "2026-03-01")
ON_A_DAY = {"since": "2026-03-01", "until": "2026-03-01"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("check") / "archive.db")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], archive: Path) -> CommandLine:
    return CommandLine(capsys, archive)


def given(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """Put something on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_a_headline_is_verbatim(run: CommandLine) -> None:
    done = run("check", TITLE)
    assert done.status == 0, done.err
    first, _, source, address = done.out.splitlines()[:4]
    assert first.startswith("VERBATIM.")
    assert source == f"{KEY}  {FLOOD['published']}  {TITLE}"
    assert address.strip().startswith("https://sumsel.antaranews.com/berita/812301/")
    assert "Coverage" not in done.out


def test_words_need_no_quotes(run: CommandLine) -> None:
    assert run("check", *TITLE.split()).out == run("check", TITLE).out


def test_a_number_that_was_altered_is_shown(run: CommandLine) -> None:
    done = run("check", TITLE.replace("1.284", "1.824"))
    assert done.out.startswith("ALTERED.")
    assert "   number  '1.824' in place of '1.284'" in done.out.splitlines()
    assert "Coverage: " in done.out
    found = json.loads(run("check", TITLE.replace("1.284", "1.824"), "--json").out)
    assert found["source"]["key"] == found["first"]["key"] == KEY
    assert found["parts"][0]["differences"] == [
        {"kind": "number", "given": "1.824", "held": "1.284"}
    ]


def test_an_earlier_state_and_its_correction_are_shown(run: CommandLine) -> None:
    (earlier,) = FLOOD["earlier"]
    assert earlier["title"] != TITLE
    done = run("check", earlier["title"])
    assert done.out.startswith("VERBATIM, in an earlier state: the article was corrected since.")
    assert f"  Today it says '{TITLE}' in place of '{earlier['title']}'." in done.out.splitlines()
    assert "  State 1 of 2, corrected since; seen 2026-11-21T10:00:00Z to" in done.out
    assert "  Changed silently before 2026-11-21T11:00:00Z: " in done.out


def test_a_dateline_that_is_another_one_is_told(run: CommandLine) -> None:
    text = FLOOD["text"].replace("Palembang (ANTARA)", "Jakarta (ANTARA)", 1)
    done = run("check", text)
    assert done.out.startswith("ALTERED.")
    assert "dateline  'Jakarta' in place of 'Palembang'" in done.out.splitlines()


@pytest.mark.parametrize(
    ("day", "said"), [("9/9", "'9/9' in place of '4/3'"), ("4/3", ""), ("04/03/2026", "")]
)
def test_a_day_before_the_text_is_compared(run: CommandLine, day: str, said: str) -> None:
    """With the day of the article's own dateline, or of its publication where it has none."""
    assert FLOOD["published"].startswith("2026-03-04")
    text = FLOOD["text"].replace("Palembang (ANTARA)", f"Palembang, {day} (ANTARA)", 1)
    done = run("check", text)
    assert done.out.startswith("ALTERED." if said else "VERBATIM.")
    assert said in done.out


def test_who_carried_it_first_is_named(run: CommandLine) -> None:
    """The reprint's own sentences are those of the first."""
    lead = FLOOD["text"].split("\n\n")[5]
    found = json.loads(run("check", lead, "--json").out)
    assert found["verdict"] == "verbatim"
    assert found["first"]["key"] == KEY
    assert found["carried_by"] == [KEY, "babel/402371"]
    assert found["story"] is not None


def test_what_is_not_held_is_never_called_false(run: CommandLine) -> None:
    done = run("check", "Gubernur memindahkan ibu kota kabupaten ke tepi danau")
    assert done.status == 0
    assert done.out.startswith("CANNOT TELL.")
    assert "Coverage: No days were given" in done.out
    walked = run("check", "Gubernur memindahkan ibu kota", *DAY)
    assert walked.out.startswith("NOT FOUND in what is held.")
    assert "Coverage: Of 2026-03-01 the archive holds 1 article of 1 of 32 bureaus;" in walked.out
    other = run("check", "Gubernur memindahkan ibu kota", "--since", "2026-03-01")
    assert other.out.startswith("CANNOT TELL.")
    assert "(not walked: " in other.out


def test_lines_that_were_not_compared_are_shown(run: CommandLine) -> None:
    around = [f"Baca juga: Kabar rekaan {number}" for number in range(25)]
    done = run("check", "\n".join([TITLE, *around]))
    assert done.out.startswith("VERBATIM.")
    told = done.out.splitlines()[-22:]
    assert told[0] == (
        "Not compared: 25 pieces, such as credits, links, tags or marks of forwarding."
    )
    assert told[1:] == [*(f"  {line}" for line in around[:20]), "  and 5 more"]


@pytest.mark.parametrize("word", ["banjir", "...", "12", ""])
def test_too_few_words_say_nothing(run: CommandLine, word: str) -> None:
    done = run("check", word)
    assert (done.status, done.out.splitlines()[0]) == (0, "CANNOT TELL.")


def test_an_address_alone_leads_to_the_article(run: CommandLine) -> None:
    done = run("check", "https://sumsel.antaranews.com/berita/812301/judul-rekaan")
    assert done.status == 0
    assert f"It is only an address: 'antara read {KEY}' shows the article" in done.out
    other = run("check", "https://sumsel.antaranews.com/berita/812302/judul-rekaan")
    assert "It is only an address, of an article that is not held" in other.out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_whatever_it_is_written_in(
    run: CommandLine, tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "pesan.txt"
    text = f"{TITLE}\n\n{FLOOD['text']}".replace('"', "\u201d")
    assert not text.isascii()
    path.write_bytes(text.encode(encoding))
    done = run("check", str(path))
    assert done.out.startswith("VERBATIM."), done.out
    assert f"Read from the file {path}." in done.err


def test_a_pipe_is_read(run: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=(TITLE,))
    writer.start()
    assert run("check", str(path)).out.startswith("VERBATIM.")
    writer.join()


def test_standard_input_is_read(run: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, TITLE.encode())
    assert run("check", "-").out.startswith("VERBATIM.")
    given(monkeypatch, TITLE.encode())
    assert run("check").out.startswith("VERBATIM.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nirgends.txt",), "There is no file 'nirgends.txt'."),
        (("./pesan",), "There is no file './pesan'."),
        (("--jsnl", "x"), "Did you mean '--jsonl'?"),
        (("--jsonl", "a", "b"), "--jsonl takes one file"),
        (("--jsonl", "nirgends.jsonl"), "Cannot read 'nirgends.jsonl': No such file"),
        (("x", "--since", "2026-02-31"), "is no day of the calendar"),
        (("x", "--bureau", "sumsl"), "Did you mean 'sumsel'?"),
        (("x", "--until", "2026-02-02"), "--since begins it"),
        (("x", "--since", "2026-02-02", "--until", "2026-02-01"), "is after --until"),
    ],
)
def test_a_mistake_is_told_in_a_line(run: CommandLine, words: tuple[str, ...], said: str) -> None:
    done = run("check", *words)
    assert done.status == 2
    assert said in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"PK\x03\x04", b"a\0b", b"\x1f\x8b\x08"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal, match="is no text"):
        decoded(content, "x")


# Batches


def batch(run: CommandLine, tmp_path: Path, *values: Any) -> list[dict[str, Any]]:
    path = tmp_path / "corpus.jsonl"
    path.write_text("".join(f"{json.dumps(value)}\n" for value in values), "utf-8")
    done = run("check", "--jsonl", str(path))
    assert done.status == 0, done.err
    return [json.loads(line) for line in done.out.splitlines()]


def test_each_line_gets_its_answer(run: CommandLine, tmp_path: Path) -> None:
    asked = (TITLE, {"id": "a7", "text": TITLE}, {"text": "Tidak ada berita seperti ini di sini"})
    answers = batch(run, tmp_path, *asked)
    assert [each["line"] for each in answers] == [1, 2, 3]
    assert [each["verdict"] for each in answers] == ["verbatim", "verbatim", "cannot_tell"]
    assert answers[1]["id"] == "a7"
    assert answers[2]["coverage"]["line"]


def test_a_line_has_its_own_period(run: CommandLine, tmp_path: Path) -> None:
    one, other = batch(
        run,
        tmp_path,
        {"text": "Tidak ada berita seperti ini", "bureau": "bali", **ON_A_DAY},
        {"text": "Tidak ada berita seperti ini"},
    )
    assert one["coverage"]["period"] == [{"since": "2026-03-01", "until": "2026-03-01"}]
    assert one["coverage"]["bureaus"] == 1
    assert other["coverage"]["period"] == []


def test_a_broken_line_does_not_end_a_batch(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [b"{x", b'{"text": 5}', b'"ok"', b"", b"\xff", b"7", b'{"text":"a","since":"x"}']
    rows += [b'{"text":"a","bureau":"blai"}', json.dumps(TITLE).encode()]
    given(monkeypatch, b"\n".join(rows))
    done = run("check", "--jsonl", "-")
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert done.status == 1
    assert [each["line"] for each in answers] == [1, 2, 3, 5, 6, 7, 8, 9]
    errors = {each["line"]: each["error"] for each in answers if "error" in each}
    assert set(errors) == {1, 2, 5, 6, 7, 8}
    assert "Did you mean 'bali'?" in errors[8]
    assert answers[-1]["verdict"] == "verbatim"
    assert "6 lines could not be read" in done.err


def test_a_line_that_is_nested_without_end_is_told() -> None:
    with pytest.raises(ValueError, match="no JSON"):
        read_line(b"[" * 200_000)
