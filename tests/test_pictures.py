"""The pictures in the documents: few, small, described."""

from __future__ import annotations

import re

import pytest

from tests.browser.pictures import FOLDER, MOST_BYTES, SHOWN
from tests.command_line import REPOSITORY


def test_the_pictures_are_those_that_make_pictures_makes():
    assert {each.name for each in FOLDER.iterdir()} == {f"{name}.png" for name in SHOWN}


@pytest.mark.parametrize("name", SHOWN)
def test_a_picture_is_small_and_stands_in_a_document(name):
    picture = FOLDER / f"{name}.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size < MOST_BYTES
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    development = (REPOSITORY / "docs" / "development.md").read_text("utf-8")
    assert f"](docs/pictures/{name}.png)" in readme or f"](pictures/{name}.png)" in development


def test_whoever_sees_no_picture_is_told_what_it_shows():
    for path in [REPOSITORY / "README.md", *(REPOSITORY / "docs").glob("*.md")]:
        for words in re.findall(r"!\[(.*?)\]\(", path.read_text("utf-8")):
            assert len(words) > 40, path.name
