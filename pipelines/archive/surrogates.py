"""Half characters (lone surrogates), which JSON can write and no file in UTF-8 can hold. Pure."""

from __future__ import annotations

import re
from typing import Any, Final

UNKNOWN: Final = "�"
"""What stands for half a character."""
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def whole(value: Any) -> Any:
    r"""Return a JSON value whose texts can be written in UTF-8.

    >>> whole({"title": "Pasar \ud800", "tags": ["beras"]})
    {'title': 'Pasar �', 'tags': ['beras']}
    """
    if isinstance(value, str):
        return value if value.isascii() else _SURROGATES.sub(UNKNOWN, value)
    if isinstance(value, list):
        return [whole(each) for each in value]
    if isinstance(value, dict):
        return {whole(name): whole(each) for name, each in value.items()}
    return value
