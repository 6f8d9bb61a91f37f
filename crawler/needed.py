"""Packages that only pages need, and a machine that only crawls need not install."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

from crawler.commandline import Refusal

TO_SERVE: Final = ("datasette", "markupsafe", "uvicorn")
"""The extra `serve` of pyproject.toml, as it is imported."""


def need_to_serve(command: str = "serve") -> None:
    """Refuse to serve where the extra `serve` is not installed.

    Args:
        command: that wants to.

    Raises:
        Refusal: with the command that installs it.
    """
    missing = [name for name in TO_SERVE if find_spec(name) is None]
    if missing:
        raise Refusal(
            f"antara {command} needs packages that are not installed ({', '.join(missing)}): 'make "
            "install' in the folder of the repository installs them, or else, in that folder, pip "
            "install '.[serve]'."
        )
