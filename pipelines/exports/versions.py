"""The versions of what an export was made with; with the same ones it can be made again."""

from __future__ import annotations

import platform
import zlib
from typing import TYPE_CHECKING

import orjson

from pipelines.archive import library
from pipelines.exports.formats import FORMATS
from pipelines.exports.needed import need

if TYPE_CHECKING:
    from pipelines.exports.run import Plan


def versions(own: str, plan: Plan) -> dict[str, str]:
    """Return by name the versions that an export's bytes depend on.

    Args:
        own: of this software.
        plan: of the export.

    Raises:
        ExportRefused: something that it needs is not installed.
    """
    found = {
        "arsip-antara": own,
        "python": platform.python_version(),
        "sqlite": library.version(),
        "orjson": orjson.__version__,  # writes rows as JSON, which the index digests, too
        "zlib": zlib.ZLIB_RUNTIME_VERSION,  # packs the index
    }
    for name, of in FORMATS.items():
        if name in plan.formats:
            for package, what in of.needs(plan.style).items():
                found[package] = need(package, what).__version__
    return found
