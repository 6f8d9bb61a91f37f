r"""How a statement begins, read once from left to right: this stands for Datasette's own reading.

Datasette's expressions for comments go back over all that they have read, again and again: a
comment with 60,000 blanks behind it, in an address, keeps the server from everything else for
minutes. What is allowed is the same: SELECT and WITH, also behind EXPLAIN, also behind comments.
"""

from __future__ import annotations

import re
from typing import Final

_APART: Final = re.compile(r"\s+|--[^\n]*\n|/\*.*?\*/", re.DOTALL)
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
"""One that does not end goes to the end, as it does in SQLite."""
_READS: Final = re.compile(r"(?:explain\s+(?:query\s+plan\s+)?)?(?:select|with)\b")


class _Beginning:
    """What stands for an expression of Datasette's list of those that are allowed."""

    @staticmethod
    def match(sql: str) -> bool:
        """Return whether a statement reads; Datasette has made its letters small."""
        return reads(sql)


def reads(sql: str) -> bool:
    r"""Return whether a statement, in small letters, begins as one that reads.

    >>> reads("/* a */ -- b\n select 1"), reads("explain query plan with x"), reads("/* select 1")
    (True, True, False)
    """
    at = 0
    while apart := _APART.match(sql, at):
        at = apart.end()
    return _READS.match(sql, at) is not None


def guard() -> None:
    """Let Datasette read statements so; it has no hook for that."""
    from datasette import utils  # type: ignore[import-untyped]

    utils.allowed_sql_res[:] = [_Beginning]
    utils._multi_line_comment_re = _COMMENT
