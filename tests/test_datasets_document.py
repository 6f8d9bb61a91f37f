"""Each command of docs/datasets.md, run on the demo's archive, says what the document shows."""

from __future__ import annotations

import re

import pytest

from tests.command_line import REPOSITORY
from tests.exported_papers import printed
from tests.test_readme import demo as demo

TEXT = (REPOSITORY / "docs/datasets.md").read_text(encoding="utf-8")
BLOCKS = re.findall(
    r"^```sh\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?", TEXT, re.MULTILINE | re.DOTALL
)
PROGRAMS = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
FOUND = (
    (
        "*(f'{name} {len(splits[name])}' for name in sorted(splits))",
        "test 40 train 326 validation 34",
    ),
    ("len(rows)", "52"),
    ("len(rows)", "399"),
)
"""Of each program of the document what is to be printed at its end, and what that says."""
SIZE = re.compile(r"[\d.,]+ (?:bytes|KiB|MiB)$", re.MULTILINE)


def test_the_document_has_commands():
    lines = [line for block, _ in BLOCKS for line in block.splitlines()]
    assert len(lines) >= 8
    assert sum(bool(shown) for _, shown in BLOCKS) >= 3
    known = ("antara export ", "antara se", "antara withdraw ", "echo ", "sqlite-utils ")
    assert [line for line in lines if not line.startswith(known)] == []


@pytest.mark.slow
def test_each_command_says_what_is_shown(demo):
    demo.environment["ANTARA_ARCHIVE_PATH"] = str(demo.folder / "archive.db")
    for block, shown in BLOCKS:
        said = []
        for line in block.splitlines():
            status, out, err = demo.run(line)
            assert status == 0, f"{line}\n{err}"
            said.append(SIZE.sub("", out.replace(f"{demo.folder}/", "")))
        # Of several commands the first one's answer is shown.
        assert not shown or said[0] == SIZE.sub("", shown)
    # What was exported on the way is what the programs of the document read.
    assert len(PROGRAMS) == len(FOUND)
    for program, (last, found) in zip(PROGRAMS, FOUND, strict=True):
        told = printed(
            *("-c", f"{program}\nprint({last})"), home=demo.folder / "home", cwd=demo.folder
        )
        assert told.strip() == found, program


def test_the_options_in_the_text_exist():
    known = set(re.findall(r"`(--[a-z-]+)", (REPOSITORY / "docs/commands.md").read_text()))
    known |= {"--nl", "--csv"}  # of sqlite-utils
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", TEXT)) - known == set()
