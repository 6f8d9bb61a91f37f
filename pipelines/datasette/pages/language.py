"""In which language a visitor is answered."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datasette.utils.asgi import Request  # type: ignore[import-untyped]

LANGUAGES: Final = ("id", "en")
"""The first one is for whoever asks for neither."""
COOKIE: Final = "lang"


def language_asked(request: Request) -> str:
    """Return the language that a visitor wants."""
    cookie = SimpleCookie()
    try:
        cookie.load(request.headers.get("cookie", ""))
    except Exception:  # a broken cookie is none
        cookie = SimpleCookie()
    kept = cookie[COOKIE].value if COOKIE in cookie else None
    return language_of(request.args.get("lang"), kept, request.headers.get("accept-language", ""))


def language_of(asked: str | None, kept: str | None, accepted: str) -> str:
    """Return the language of a page.

    Args:
        asked: of the address's `lang`.
        kept: of the cookie that an earlier one left.
        accepted: the header Accept-Language.

    >>> language_of(None, None, "de,en-GB;q=0.8")
    'en'
    >>> language_of("xx", "id", "en")
    'id'
    >>> language_of(None, None, "id;q=0.1, en;q=0.9")
    'en'
    """
    for each in (asked, kept):
        if each in LANGUAGES:
            return each
    wanted: dict[str, float] = {}
    for each in accepted.lower().split(","):
        name, _, rest = each.strip().partition(";")
        weight = _weight(rest)
        if (name := name.strip().partition("-")[0]) in LANGUAGES and weight > 0:
            wanted[name] = max(weight, wanted.get(name, 0.0))
    return max(wanted, key=wanted.__getitem__, default=LANGUAGES[0])


def _weight(parameter: str) -> float:
    """Return the weight of a language (RFC 9110, 12.4.2), 1 where none can be read."""
    name, _, value = parameter.strip().partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 1.0
