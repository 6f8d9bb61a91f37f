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


@pytest.mark.slow
def test_pandas_can_be_imported_before_and_after() -> None:
    assert seen("import pandas", ARCHIVE, "assert pandas.DataFrame") == "['numpy', 'pandas']"
    assert seen(ARCHIVE, "import pandas", "assert pandas.DataFrame") == "['numpy', 'pandas']"


def test_what_runs_a_visitors_queries_uses_nothing_that_python_is_to_lose(tmp_path) -> None:
    """It is started by its file's name, and nobody sees what it would say."""
    options = ("-W", "error", "-P", "pipelines/datasette/asked.py")
    done = subprocess.run(
        [sys.executable, *options, str(tmp_path / "archive.db"), "mutable"],
        input=b"",
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"+", b"")
