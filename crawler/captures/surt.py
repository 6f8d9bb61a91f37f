"""The key under which an index of captures has an address: its SURT. Pure.

    com,antaranews,bali)/berita/21/judul

The form and its rules come from the Internet Archive; pywb, ReplayWeb.page and all other readers
of such indexes make the same key of the address that they look for. The package `surt` makes it,
too, but there is no wheel of it, and it names a library that asks the network. The slow tests hold
the two together. Two rules are left out, which concern no address of ANTARA's: numbers in place of
a host's name, and the session ids of some web servers.
"""

from __future__ import annotations

import re
from urllib.parse import quote_from_bytes, unquote_to_bytes

_URL = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*)://([^/?#]*)([^?#]*)(?:\?([^#]*))?")
_WWW = re.compile(r"www\d*\.")
_PORTS = {"http": "80", "https": "443"}
_SAFE = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"


def surt(url: str) -> str:
    """Return the key of an address; the address itself when it is none of the web.

    >>> surt("https://bali.antaranews.com/berita/21/Judul?b=2&a=1")
    'com,antaranews,bali)/berita/21/judul?a=1&b=2'
    >>> surt("http://www.antaranews.com:80/")
    'com,antaranews)/'
    """
    found = _URL.match(url.strip())
    if found is None:
        return url
    scheme, authority, path, query = found.groups()
    host, _, port = authority.rpartition("@")[2].lower().partition(":")
    host = _WWW.sub("", _plain(host).replace("..", ".").strip("."), count=1)
    number = f":{port}" if port not in ("", _PORTS.get(scheme.lower())) else ""
    key = f"{','.join(reversed(host.split('.')))}{number}){_path(path)}"
    return f"{key}?{_query(query)}" if query else key


def _path(path: str) -> str:
    kept: list[str] = []
    for part in _unescaped(path).decode("latin-1").split("/")[1:]:
        if part == ".." and kept:
            kept.pop()
        elif part != ".":
            kept.append(part)
    last = kept.pop() if kept else ""
    path = "/" + "".join(f"{part}/" for part in kept if part) + last
    path = quote_from_bytes(path.encode("latin-1"), safe=_SAFE).lower()
    return path[:-1] if path.endswith("/") and len(path) > 1 else path


def _query(query: str) -> str:
    pairs = sorted(pair.split("=", 1) for pair in _plain(query).lower().split("&"))
    return "&".join("=".join(pair) for pair in pairs)


def _plain(text: str) -> str:
    """Return a text in which only what has to be is escaped, and once."""
    return quote_from_bytes(_unescaped(text), safe=_SAFE)


def _unescaped(text: str) -> bytes:
    data = text.encode()
    while (plain := unquote_to_bytes(data)) != data:
        data = plain
    return data
