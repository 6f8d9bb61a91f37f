"""Names for the fields of Datasette's filter form, which has none for a screen reader."""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup

_LABELS: Final = {
    "_filter_column": "Column",
    "_filter_op": "Condition",
    "_filter_value": "Value",
    "_sort": "Sort by",
}
_FIELD: Final = re.compile(
    r'<(select|input type="text") (name="(_filter_column|_filter_op|_filter_value|_sort)(?:_\d+)?")'
)
"""As they stand in Datasette's table.html. Text of the archive has no bare quotes there."""


def labelled(page: str) -> Markup:
    """Return a page of a table with a label on each field of its filters.

    >>> labelled('<select name="_filter_op_1">')
    Markup('<select aria-label="Condition" name="_filter_op_1">')
    """
    return Markup(_FIELD.sub(lambda field: _with_label(*field.groups()), page))


def _with_label(tag: str, name: str, what: str) -> str:
    return f'<{tag} aria-label="{_LABELS[what]}" {name}'
