"""Texts as XML 1.0 holds them. Pure."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from pipelines.archive.surrogates import UNKNOWN

_NONE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 can hold, as itself or as a reference: control characters, half characters."""
_ADDRESS: Final = re.compile(
    r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?"
    r"([/?]([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
    r"(#([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
)
_BEGINNING: Final = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(?=[/?#])")


def content(text: str) -> str:
    r"""Return a text as it stands between tags; whoever reads it gets each character back.

    What XML cannot hold is U+FFFD. A carriage return is written as a reference: a reader would make
    a line feed of it.

    >>> content("a < b & c\r\n\0")
    'a &lt; b &amp; c&#13;\n�'
    """
    whole = _NONE.sub(UNKNOWN, text)
    escaped = whole.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\r", "&#13;")


def attribute(text: str) -> str:
    r"""Return a text as it stands between the double quotes of an attribute.

    >>> attribute('"a"\n')
    '&quot;a&quot;&#10;'
    """
    escaped = content(text).replace('"', "&quot;")
    return escaped.replace("\t", "&#9;").replace("\n", "&#10;")


def address(text: str) -> str:
    """Return an address as schemas take it, not escaped: what no address can hold as %XX.

    An address that is one already stays as it is.

    >>> address("https://img.antaranews.com/a b[1].jpg?x=é")
    'https://img.antaranews.com/a%20b%5B1%5D.jpg?x=%C3%A9'
    """
    if _ADDRESS.fullmatch(text):
        return text
    begins = _BEGINNING.match(text)
    if begins is None:  # of no known form: one long name
        return quote(text, safe="", errors="replace")
    rest, mark, fragment = text[begins.end() :].partition("#")
    return begins[0] + _quoted(rest) + mark + _quoted(fragment)


def _quoted(text: str) -> str:
    kept = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    return quote(kept, safe="%!$&'()*+,;=:@/?~", errors="replace")
