"""No row points to a record that is not there, whichever instant the process dies, or the power."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.killed_captures import POINTS, play

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS)
def test_rows_name_whole_records_after_a_kill(tmp_path: Path, point: str) -> None:
    killed, ended, wrong = play(tmp_path, point, kills=4)
    assert (killed, wrong) == (4, [])
    assert ended
