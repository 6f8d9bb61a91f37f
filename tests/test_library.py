"""sqlite-utils is loaded without what it takes along wherever that is installed."""

from __future__ import annotations

import subprocess
import sys

import pytest

ARCHIVE = "import pipelines.archive"
ASKED = "import runpy; runpy.run_path('pipelines/datasette/asked.py', run_name='asked')"
SEEN = "import sys; print(sorted({'pandas', 'numpy'} & {n for n in sys.modules}))"


def seen(*lines: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", "\n".join((*lines, SEEN))],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize("code", [ARCHIVE, ASKED])
def test_an_archive_is_opened_without_pandas(code: str) -> None:
    """Both are installed here, for the tests of exports: sqlite-utils alone would import them."""
    assert seen("import sqlite_utils") == "['numpy', 'pandas']"
    assert seen(code) == "[]"


def test_pandas_can_be_imported_before_and_after() -> None:
    assert seen("import pandas", ARCHIVE, "assert pandas.DataFrame") == "['numpy', 'pandas']"
    assert seen(ARCHIVE, "import pandas", "assert pandas.DataFrame") == "['numpy', 'pandas']"
