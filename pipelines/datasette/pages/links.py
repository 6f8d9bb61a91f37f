"""The addresses of the pages and the keys in them, as `routes` reads them and `link` writes them.

>>> bool(re.fullmatch(KEY, "sumsel/819013")), bool(re.fullmatch(KEY, "Sumsel/1"))
(True, False)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from pipelines.archive.listing import NAMED
from pipelines.datasette.pages.forms import FORMS

if TYPE_CHECKING:
    from datasette.app import Datasette  # type: ignore[import-untyped]

BUREAU: Final = "[a-z0-9-]{1,40}"
NUMBER: Final = "[0-9]{1,18}"
KEY: Final = f"(?P<bureau>{BUREAU})/(?P<number>{NUMBER})"
"""An article's, as it stands in an address and behind a search."""
FORM: Final = rf"(?:\.(?P<form>{'|'.join(FORMS)}))?"
"""What ends the address of a list."""
WHAT: Final = f"(?P<what>{'|'.join(NAMED)})"
"""What begins the address of a list by name."""
_LIKE_A_FORM: Final = re.compile(rf"\.({'|'.join(FORMS)})$")


def link(datasette: Datasette, *parts: object, **query: object) -> str:
    """Return the address of a page: its parts and its query, quoted.

    >>> class One:
    ...     urls = type("Urls", (), {"path": staticmethod(lambda path: path)})
    >>> link(One, "a", "sumsel", 12, lang="en", none=None)
    '/a/sumsel/12?lang=en'
    """
    path = "/" + "/".join(quote(str(part), safe="") for part in parts)
    if parts and parts[0] in NAMED:  # a name that ends so is not the form of a list
        path = _LIKE_A_FORM.sub(r"%2E\1", path)
    asked = urlencode({name: value for name, value in query.items() if value not in (None, "")})
    return str(datasette.urls.path(path)) + (f"?{asked}" if asked else "")
