"""Printing for a person at a terminal, and plainly for a pipe."""

from __future__ import annotations

import json
import shlex
import shutil
import sys
import textwrap
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_CONTROLS = {code: f"\\u{code:04x}" for code in range(0x7F, 0xA0)}
_UNSAFE = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}


def for_a_person() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout.isatty()


def agreed(question: str, lines: Iterable[str] = ()) -> bool:
    """Return whether a person at a terminal says yes; whoever has nobody to ask goes on.

    Args:
        question: the deed, as in "Go on?".
        lines: what it is about; shown to whoever is asked, and to nobody else.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    sys.stderr.writelines(f"{line}\n" for line in lines)
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes", "ya")


def program() -> str:
    """Return what to type for `antara`: its path where the shell would not find the name."""
    own = Path(sys.executable).with_name("antara")
    found = shutil.which("antara")
    if (found and Path(found).resolve() == own.resolve()) or not own.exists():
        return "antara"
    try:
        return shlex.quote(str(own.relative_to(Path.cwd())))
    except ValueError:
        return shlex.quote(str(own))


def proposed(*words: object) -> str:
    """Return a command line to be typed as it stands, in quotation marks within a sentence.

    >>> print(proposed("antara", "restore", "backups/a.db"))
    'antara restore backups/a.db'
    >>> print(proposed("antara", "restore", "Kopi Süd/a.db"))
    "antara restore 'Kopi Süd/a.db'"
    """
    line = shlex.join(map(str, words))
    mark = '"' if "'" in line else "'"
    return f"{mark}{line}{mark}"


def printable(text: object) -> str:
    r"""Return a text on one line that cannot steer the terminal it is printed on.

    What a page says is somebody else's: an escape sequence in a title must not recolour,
    retitle or clear a reader's terminal. Control characters become U+FFFD; formatting ones, those
    that turn the direction of writing among them, are left out; runs of whitespace are one space.

    >>> printable("Pasar\n ikan \x1b[2J")
    'Pasar ikan �[2J'
    """
    line = " ".join(str(text).split())
    if line.isprintable():
        return line
    return "".join(
        ""
        if (category := unicodedata.category(char)) == "Cf"
        else "�"
        if category in _UNSAFE
        else char
        for char in line
    )


def counted(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> counted(1, "page"), counted(1200, "page")
    ('1 page', '1,200 pages')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def write_json(value: Any) -> None:
    """Write one JSON object on one line, non-ASCII letters as themselves."""
    # What json leaves as it is and a terminal obeys: DEL and the C1 controls.
    line = json.dumps(value, ensure_ascii=False).translate(_CONTROLS)
    # A lone surrogate, which a broken page can hold, cannot be written as UTF-8.
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")


def write_rows(rows: Iterable[Sequence[object]], headings: Sequence[str]) -> int:
    """Write a table: aligned with headings on a terminal, tab-separated without them in a pipe.

    Args:
        rows: its rows; each is written as it comes, when in a pipe.
        headings: one a column.

    Returns:
        the number of rows.
    """
    if not for_a_person():
        count = 0
        for count, row in enumerate(rows, 1):  # noqa: B007 - counts
            sys.stdout.write("\t".join(printable(cell) for cell in row) + "\n")
        return count
    table = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(headings, *table, strict=True)]
    columns = shutil.get_terminal_size().columns
    for row in [list(headings), *table]:
        line = "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        sys.stdout.write(shorten(line.rstrip(), columns) + "\n")
    return len(table)


def shorten(line: str, width: int) -> str:
    """Cut a line to a width in characters, an ellipsis for what is missing."""
    return line if len(line) <= width else line[: width - 1] + "…"


def wrapped(text: str, indent: str = "", hanging: str | None = None) -> str:
    """Return a text in lines as wide as the terminal, between words; in a pipe on one line.

    Args:
        text: one line; runs of blanks in it stay.
        indent: what the first line begins with.
        hanging: what the others begin with; as the first when None.
    """
    if not for_a_person():
        return indent + text
    return textwrap.fill(
        text,
        max(shutil.get_terminal_size().columns, 20),
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def write_article_headings() -> None:
    """Write the headings of `write_article_line`'s columns, on a terminal only."""
    if for_a_person():
        sys.stdout.write(f"{'PUBLISHED':<10}  {'KEY':<20}  TITLE\n")


def write_article_line(article: dict[str, Any]) -> None:
    """Write one article as a line: when it was published, its key, its title.

    Args:
        article: with the names of Article's fields.
    """
    key = f"{article['bureau']}/{article['article_id']}"
    when, title = article["published_day"] or "no date", printable(article["title"])
    if for_a_person():
        columns = shutil.get_terminal_size().columns
        sys.stdout.write(shorten(f"{when:<10}  {key:<20}  {title}", columns) + "\n")
    else:
        sys.stdout.write(f"{when}\t{key}\t{title}\n")
