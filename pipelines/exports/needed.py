"""Packages that only an export needs, and whoever wants no such export need not install."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from pipelines.exports.errors import ExportRefused

if TYPE_CHECKING:
    from types import ModuleType


def need(package: str, what: str) -> ModuleType:
    """Return a package of the extra `export`.

    Args:
        package: its name, as it is imported.
        what: what it is needed for, in the words of the options.

    Raises:
        ExportRefused: it is not installed; with the command that installs it.
    """
    try:
        return import_module(package)
    except ImportError:
        raise ExportRefused(
            f"{what} needs {package}, which is not installed: 'make formats' in the folder of the "
            "repository installs it, or else, in that folder, pip install '.[export]'."
        ) from None
