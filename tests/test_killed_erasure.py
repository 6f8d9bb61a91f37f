"""An erasure that is killed at any step goes on when the same command is given again."""

from __future__ import annotations

import pytest

from tests.killed_erasure import campaign


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_an_erasure_that_is_killed_leaves_no_byte_and_loses_nothing() -> None:
    first, *rounds = campaign(kills=12, seed=20261130)
    assert first["kinds"] > 50
    assert [each for each in rounds if each["wrong"]] == []
    assert sum(bool(each["killed"]) for each in rounds) == 12
