"""The archive of `looked_around`, made once a module, and its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipelines.datasette import make_app
from tests.looked_around import make_around

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def around(tmp_path_factory: Any) -> Path:
    found: Path = tmp_path_factory.mktemp("around") / "archive.db"
    make_around(found)
    return found


@pytest.fixture
def app(around: Path) -> Any:
    return make_app(around, "live", immutable=False)
