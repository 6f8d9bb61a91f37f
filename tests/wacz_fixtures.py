"""An archive with captures, and what packs it and takes apart what was made."""

from __future__ import annotations

import pytest

from tests.captured import make_captured
from tests.packed import Unpacked
from tests.wacz_packing import left_behind
from tests.warcs import MARK


@pytest.fixture
def captured(antara):
    made = make_captured(antara.archive)
    made.do("UPDATE meta SET value = ? WHERE key = 'archive_id'", MARK)
    return made


@pytest.fixture
def pack(antara, captured, tmp_path):
    """Packs, and takes apart what was made."""

    def packed(*words: str, status: int = 0, name: str = "out.wacz") -> Unpacked:
        result = antara("wacz", str(tmp_path / name), *words)
        assert result.status == status, result.err
        assert left_behind(tmp_path) == [], "something is left behind"
        return Unpacked(tmp_path / name)

    return packed
