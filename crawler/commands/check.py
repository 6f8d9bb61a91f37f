"""`antara check [TEXT|FILE|-]`: whether ANTARA wrote a headline or a passage."""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from crawler.commands.base import (
    GOOD,
    NEEDS_A_PERSON,
    AntaraCommand,
    Refusal,
    add_json,
    bureau_names,
    complain,
    day,
    tell_ungrouped,
    words_behind_dashes,
)
from crawler.terminal import counted, printable, wrapped, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.archive import Checker

MOST_BYTES = 5 * 1024 * 1024
"""Of a file with one passage, or of a line of a batch."""
_LIKE_A_FILE = re.compile(r"(?!https?:)\S*(?:/\S+|\.[A-Za-z][A-Za-z0-9]{1,4})")
OF_A_LINE = ("bureau", "since", "until")


class Command(AntaraCommand):
    """Check a passage."""

    summary = "whether ANTARA wrote a headline or passage: verbatim, altered, partly, not found"
    description = (
        "Compare a headline or a passage with all that is held, corrected and earlier states too, "
        "and say one of: verbatim, altered, partly found, not found, cannot tell. With it the "
        "article it comes from, the words, numbers and names that differ, sentences added, left "
        "out or moved, who carried it first, and how the article was corrected. What is not held "
        "may have been published: 'not found' is said only where --since and --until name days of "
        "which all is held. Marks of forwarding, credits and capitals do not count. The passage is "
        "given in quotes, as a file, or on standard input: 'antara check -', paste, Ctrl-D. With "
        "--jsonl each line of a file is a passage: a JSON text, or an object with text and if "
        "need be id, bureau, since, until; each answer is a line. docs/check.md tells more."
    )
    words = ("[TEXT|FILE|-]…",)
    examples = (
        "antara check 'DPRD Baturaja minta festival balon dievaluasi'",
        "antara check 'Pasar ditutup' --bureau sumsel --since 2026-11-10 --until 2026-11-12",
        "antara check -",
        "antara check pesan.txt --json",
        "antara check --jsonl corpus.jsonl > answers.jsonl",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add where and when it is said to be published, and the form."""
        group = parser.add_argument_group("where and when it is said to be published")
        group.add_argument("--bureau", metavar="NAME,…", help="by these, by short name")
        group.add_argument("--since", metavar="DATE", type=day, help="from this day on")
        group.add_argument("--until", metavar="DATE", type=day, help="up to this day")
        parser.add_argument(
            "--jsonl", action="store_true", help="a file of passages, one JSON value a line"
        )
        add_json(parser)

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Take what stands after `--` for words, whatever they begin with."""
        words_behind_dashes(args)
        super().process_options(args, opts)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse nothing to check."""
        super().check(args, opts)
        if not args and sys.stdin.isatty():
            raise Refusal(f"Nothing to check: give words, a file or '-'. {self._see_help()}")
        if opts.until and not opts.since:
            raise Refusal(f"--until is the end of a period: --since begins it. {self._see_help()}")
        if opts.jsonl and len(args) > 1:
            raise Refusal(f"--jsonl takes one file, or '-'. {self._see_help()}")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print the answer, or one for each line."""
        if sys.stdin.isatty() and args == ["-"]:
            complain("Paste the passage, then Ctrl-D on a line of its own.")
        if opts.jsonl:
            return self._batch(args[0] if args else "-", opts)
        text = passage_in(args)
        with self.archive() as reader:
            answer = reader.checker(_now()).check(text, opts.bureau, opts.since, opts.until)
            tell_ungrouped(reader)
        if opts.json:
            write_json(answer)
        else:
            _write(answer)
        return GOOD

    def _batch(self, name: str, opts: argparse.Namespace) -> int:
        from crawler.steady import Steady

        failed = 0
        total = _lines_in(name)
        with self.archive() as reader, Steady("passages", total, _beside()) as bar:
            checker = reader.checker(_now())
            for done, (number, line) in enumerate(_lines_of(name), 1):
                answer = self._of_line(checker, number, line, opts)
                failed += "error" in answer
                write_json(answer)
                bar.at(done)
            tell_ungrouped(reader)
        if failed:
            complain(f"{counted(failed, 'line')} could not be read: see 'error' in the answers.")
        return NEEDS_A_PERSON if failed else GOOD

    def _of_line(
        self, checker: Checker, number: int, line: bytes, opts: argparse.Namespace
    ) -> dict[str, Any]:
        told: dict[str, Any] = {"line": number}
        try:
            asked = read_line(line)
        except ValueError as error:
            return told | {"error": f"line {number}: {error}"}
        if "id" in asked:
            told["id"] = asked["id"]
        bureaus = asked.get("bureau") or opts.bureau
        since, until = asked.get("since") or opts.since, asked.get("until") or opts.until
        if until and (not since or since > until):
            return told | {"error": f"line {number}: no days from {since} until {until}"}
        return told | checker.check(asked["text"], bureaus, since, until)


def passage_in(args: list[str]) -> str:
    """Return the passage that a person gave.

    Args:
        args: words, or the name of a file, or "-", or nothing for standard input.

    Raises:
        Refusal: there is no such file, it cannot be read, or is no text.
    """
    if args and args != ["-"]:
        text = " ".join(word.strip() if len(args) > 1 else word for word in args)
        if len(args) > 1 or not _is_file(text):
            if _LIKE_A_FILE.fullmatch(text):
                raise Refusal(_no_file(text))
            return text
        complain(f"Read from the file {printable(text)}.")
        return decoded(_bytes_of(text), text)
    return decoded(sys.stdin.buffer.read(MOST_BYTES + 1), "standard input")


def _no_file(word: str) -> str:
    from crawler.commands.read import key_in

    if Path(word).is_dir():
        return f"'{printable(word)}' is a folder: name a file in it."
    if key_in(word):
        return f"{word} names an article: 'antara read {word}' or 'antara story {word}' shows it."
    return f"There is no file '{printable(word)}'. Words are given in quotes."


def decoded(content: bytes, name: str) -> str:
    """Return the text in some bytes: UTF-8, UTF-16 with a mark, or else Windows-1252.

    Raises:
        Refusal: it is too large, or no text.
    """
    if len(content) > MOST_BYTES:
        raise Refusal(
            f"{printable(name)} has more than {MOST_BYTES // 1024 // 1024} MiB: cut it into "
            "passages, one JSON value a line, for --jsonl."
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\0" in content[:4096] or content.startswith((b"%PDF", b"PK\x03\x04", b"\x1f\x8b")):
        raise Refusal(f"{printable(name)} is no text: give the words of the passage.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("windows-1252", "replace")


def read_line(line: bytes) -> dict[str, Any]:
    """Return what a line of a batch asks: text, and id, bureau (list), since, until if given.

    Raises:
        ValueError: what is wrong with it, for a person.
    """
    if len(line) > MOST_BYTES:
        raise ValueError(f"it has more than {MOST_BYTES // 1024 // 1024} MiB")
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"it is no JSON ({getattr(error, 'msg', 'nested too deep')})") from None
    if isinstance(value, str):
        return {"text": value}
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise ValueError('it is neither a text nor an object with a "text"')
    asked = dict(value)
    for name in OF_A_LINE:
        if asked.get(name) is not None and not isinstance(asked[name], str):
            raise ValueError(f'its "{name}" is no text')
    for name in ("since", "until"):
        if asked.get(name):
            try:
                asked[name] = day(asked[name])
            except argparse.ArgumentTypeError as error:
                raise ValueError(f'its "{name}": {error}') from None
    if asked.get("bureau"):
        asked["bureau"] = _bureaus(asked["bureau"])
    return asked


def _bureaus(value: str) -> list[str]:
    from crawler.bureaus import UnknownBureau

    try:
        return bureau_names(value)
    except UnknownBureau as error:
        raise ValueError(str(error)) from None


def _lines_of(name: str) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file that hold anything, with their numbers."""
    if name == "-":
        yield from _numbered(sys.stdin.buffer)
        return
    try:
        with Path(name).open("rb") as file:
            yield from _numbered(file)
    except OSError as error:
        raise Refusal(f"Cannot read '{printable(name)}': {error.strerror or error}.") from None


def _numbered(file: Any) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := file.readline(MOST_BYTES + 2):
        number += 1
        rest = line
        while len(rest) == MOST_BYTES + 2 and not rest.endswith(b"\n"):
            rest = file.readline(MOST_BYTES + 2)  # of a line that is too long
        if line.strip():
            yield number, line


def _lines_in(name: str) -> int | None:
    """Count the lines of a file, for the time that is left; None where it can be read once."""
    if name == "-" or not Path(name).is_file():
        return None
    return sum(1 for _, _ in _lines_of(name))


def _is_file(text: str) -> bool:
    """Whether it names a file, or a pipe such as the shell's <(command)."""
    try:
        return Path(text).is_file() or Path(text).is_fifo()
    except (OSError, ValueError):  # too long for a name, or a null byte
        return False


def _bytes_of(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refusal(f"Cannot read '{printable(name)}': {error.strerror or error}.") from None


def _beside() -> TextIO | None:
    """Return where progress is shown: nowhere, when the answers stand on the terminal too."""
    return io.StringIO() if sys.stdout.isatty() else None


def _now() -> str:
    from crawler.clock import utc_text

    return utc_text(dt.datetime.now(dt.UTC))


def _write(answer: dict[str, Any]) -> None:
    from crawler.check_view import answer_lines

    for line, hanging in answer_lines(answer):
        indent = line[: len(line) - len(line.lstrip())]
        sys.stdout.write(f"{wrapped(line.lstrip(), indent, hanging or indent)}\n")
