"""From bytes to text: what the page's encoding says, and what its bytes really are.

ANTARA's pages are UTF-8, but single Latin-1 bytes stray into them (old captions, pasted
wire texts), and saved pages may come in another encoding. Nothing here raises.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_SINGLE_BYTE = {"cp1252", "iso8859-1", "ascii"}
# Not allowed in HTML, nor in any export: lone surrogates and the C0 controls but whitespace.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[4-9]|2\d|3[01]|127)|x0*(?:[0-8ef]|1[\da-f]|7f))(?:;|(?![\da-f]))",
    re.IGNORECASE,
)
# What stands between U+0080 and U+009F was Windows-1252, taken for Latin-1 before it became UTF-8:
# quotes and dashes that nobody sees. Browsers read such references so, and not the characters.
_CONTROL = re.compile("[\x80-\x9f]")
_MEANT = {code: bytes([code]).decode("cp1252", errors="ignore") for code in range(0x80, 0xA0)}


def clean(text: str) -> str:
    """Return `text` without the characters that no database and no export can hold."""
    return _FORBIDDEN.sub("", text)


def _page(text: str) -> str:
    """Return a page without such characters and without references to them."""
    return _REFERENCE.sub("", clean(text))


def _stray_byte(error: UnicodeError) -> tuple[str, int]:
    """Decode the one byte that is not UTF-8 as Windows-1252, as browsers treat Latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.start + 1]
    return stray.decode("cp1252", errors="replace"), error.start + 1


codecs.register_error("antara-stray-byte", _stray_byte)


def _declared_encoding(head: bytes) -> str | None:
    match = _DECLARED.search(head)
    if match is None:
        return None
    try:
        return codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None


def decode(html: bytes | str) -> tuple[str, bool]:
    """Return the page as text and whether its bytes had to be repaired.

    A byte order mark wins; then UTF-8 if the bytes are valid UTF-8; then a declared
    encoding, unless the page declares Latin-1 and is mostly UTF-8 all the same; last UTF-8
    with each stray byte read as Windows-1252, as is what an earlier conversion left as a control.
    Characters that HTML forbids are dropped.
    """
    text, repaired = _decoded(html)
    if _CONTROL.search(text):
        return text.translate(_MEANT), True
    return text, repaired


def _decoded(html: bytes | str) -> tuple[str, bool]:
    if isinstance(html, str):
        return _page(html), False
    for bom, name in _BOMS:
        if html.startswith(bom):
            return _page(html[len(bom) :].decode(name, errors="replace")), False
    try:
        return _page(html.decode("utf-8")), False
    except UnicodeDecodeError:
        pass
    declared = _declared_encoding(html[:4096])
    text = html.decode("utf-8", errors="antara-stray-byte")
    if declared in _SINGLE_BYTE:
        # Each multi-byte character that did decode speaks for UTF-8 with strays.
        single = html.decode("cp1252", errors="replace")
        multi_byte = len(single) - len(text)
        stray = sum(1 for byte in html if byte >= 0x80) - 2 * multi_byte
        if multi_byte <= max(stray, 0):
            return _page(single), False
    elif declared not in (None, "utf-8"):
        try:
            return _page(html.decode(declared)), False
        except (UnicodeDecodeError, LookupError):
            pass
    return _page(text), True
