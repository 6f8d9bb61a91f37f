"""The bureaus of ANTARA: which host is whose, and what is known of each.

A host of antaranews.com without a block in bureaus.toml (a bureau that opened later) still has
a key, its first label, so nothing that is found there is lost; `bureau_at` gives what can be
said of it.
"""

from __future__ import annotations

import difflib
from functools import cache
from pathlib import Path

from crawler.bureau_file import (
    BUREAU_NAME,
    HOST_NAME,
    MAIN_DOMAIN,
    Bureau,
    BureausError,
    read_bureaus,
)

__all__ = [
    "MAIN_DOMAIN",
    "Bureau",
    "BureausError",
    "UnknownBureau",
    "bureau_at",
    "bureau_named",
    "bureau_of_host",
    "choose_bureaus",
    "is_antara_host",
    "load_bureaus",
    "meant",
    "unknown_bureau",
    "zone_of",
]

BUREAUS_FILE = Path(__file__).with_name("bureaus.toml")

DEFAULT_ZONE = "Asia/Jakarta"
"""For a host that no block describes: the zone of the national site and most provinces."""

_LIKE = 0.75
"""How like a known name a mistyped one has to be: "balu" is "bali"; nothing near is no advice."""

NO_BUREAUS = frozenset({"img.antaranews.com", "cdn.antaranews.com"})
"""Hosts of pictures, seen 2015 to 2026: they are ANTARA's but publish no articles."""


class UnknownBureau(ValueError):  # noqa: N818 - it says what a person typed, not what broke
    """A name that is no bureau's; its text proposes the nearest one."""


@cache
def load_bureaus() -> dict[str, Bureau]:
    """Return the bureaus of bureaus.toml by name, in file order; read once a process.

    Raises:
        BureausError: If the file is missing or wrong.
    """
    try:
        text = BUREAUS_FILE.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        thing = f"cannot be read: {error}"
        raise BureausError(thing, BUREAUS_FILE.name, "Install the package again.") from error
    return read_bureaus(text, BUREAUS_FILE.name)


def bureau_of_host(host: str) -> Bureau | None:
    """Return the bureau whose host, alias or old domain this is, else None.

    Case and one trailing dot do not matter. An unproven alias is not the bureau's.
    """
    return _by_host().get(_plain(host))


def bureau_at(host: str) -> Bureau | None:
    """Return the bureau of any ANTARA host, also of one that has no block.

    A host directly below antaranews.com without a block gets its first label for a name and
    no listings; its zone and language are those of the bureau that lists it as an unproven
    alias, else those of the national site. None for everything else: other sites, picture
    hosts, and deeper names such as a.b.antaranews.com, whose first label might be another's.
    """
    host = _plain(host)
    known = _by_host().get(host)
    if known is not None:
        return known
    name, _, domain = host.partition(".")
    if domain != MAIN_DOMAIN or host in NO_BUREAUS or not BUREAU_NAME.fullmatch(name):
        return None
    title = f"ANTARA {name}"
    for bureau in load_bureaus().values():
        if host in bureau.unproven_aliases:
            return Bureau(name, host, title, None, bureau.zone, bureau.language)
    return Bureau(name, host, title, None, DEFAULT_ZONE, "id")


def bureau_named(name: str) -> Bureau | None:
    """Return the bureau of a key's first half, also of one that has no block."""
    known = load_bureaus().get(name)
    if known is not None:
        return known
    found = bureau_at(f"{name}.{MAIN_DOMAIN}")
    return found if found is not None and found.name == name else None


def is_declared(name: str) -> bool:
    """Tell whether a crawl of all bureaus asks for what is held under this short name."""
    bureaus = load_bureaus()
    host = f"{name}.{MAIN_DOMAIN}"
    return name in bureaus or any(host in each.unproven_aliases for each in bureaus.values())


def zone_of(name: str) -> str:
    """Return the IANA zone in which a bureau's days are counted, by its short name."""
    known = bureau_named(name)
    return known.zone if known else DEFAULT_ZONE


def is_antara_host(host: str) -> bool:
    """Tell whether this is antaranews.com, a host below it or a listed old domain."""
    host = _plain(host)
    if host == MAIN_DOMAIN or host in _by_host():
        return True
    return host.endswith(f".{MAIN_DOMAIN}") and HOST_NAME.fullmatch(host) is not None


def choose_bureaus(names: str | None) -> list[Bureau]:
    """Return the bureaus that a person asked for.

    Args:
        names: Short names or hosts separated by commas, such as "sumsel,bali"; None for all
            that have listings. A named one may have none (`has_listings`).

    Returns:
        Each bureau once, in the order asked for.

    Raises:
        UnknownBureau: Naming the first unknown one and the nearest right name.
    """
    bureaus = load_bureaus()
    if names is None:
        return [bureau for bureau in bureaus.values() if bureau.has_listings]
    chosen: dict[str, Bureau] = {}
    for word in names.split(","):
        wanted = word.strip().lower()
        if not wanted:
            continue
        bureau = bureaus.get(wanted) or bureau_of_host(wanted) or _unproven(wanted)
        if bureau is None:
            raise UnknownBureau(unknown_bureau(word.strip()))
        chosen[bureau.name] = bureau
    if not chosen:
        raise UnknownBureau("No bureau named. See 'antara bureaus'.")
    return list(chosen.values())


def _unproven(wanted: str) -> Bureau | None:
    # Its articles are held under its own name until a redirect proves whose they are.
    for bureau in load_bureaus().values():
        for host in bureau.unproven_aliases:
            if wanted in (host, host.removesuffix(f".{MAIN_DOMAIN}")):
                return bureau_at(host)
    return None


def unknown_bureau(word: str) -> str:
    """Say that a word is no bureau's short name, and which one was probably meant."""
    return f"Unknown bureau '{word}'.{meant(word)} See 'antara bureaus'."


def meant(word: str) -> str:
    """Return " Did you mean 'sumsel'?" for a province, a town or a slip of the hand, else "".

    >>> meant("Sumatera Selatan"), meant("palembang"), meant("sumse")
    (" Did you mean 'sumsel'?", " Did you mean 'sumsel'?", " Did you mean 'sumsel'?")
    """
    wanted = _letters(word.lower().removesuffix(f".{MAIN_DOMAIN}"))
    known = _by_other_names()
    near = [wanted] if wanted in known else []
    for names in (load_bureaus(), known):  # "balu" is like "Palu", too
        near = near or difflib.get_close_matches(wanted, names, 1, _LIKE)
    if not near:
        return ""
    return " Did you mean " + " or ".join(f"'{name}'" for name in known[near[0]]) + "?"


@cache
def _by_other_names() -> dict[str, list[str]]:
    """Return the short names of bureaus by each name that a person may type for one."""
    found: dict[str, list[str]] = {}
    for bureau in load_bureaus().values():
        own = (bureau.name, bureau.title.removeprefix("ANTARA "), bureau.province, *bureau.places)
        for name in dict.fromkeys(_letters(each) for each in own if each):
            found.setdefault(name, []).append(bureau.name)
        for host in bureau.unproven_aliases:
            label = host.removesuffix(f".{MAIN_DOMAIN}")
            found.setdefault(_letters(label), [label])
    return found


def _letters(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())


@cache
def _by_host() -> dict[str, Bureau]:
    return {
        host: bureau
        for bureau in load_bureaus().values()
        for host in (bureau.host, *bureau.aliases, *bureau.old_domains)
    }


def _plain(host: str) -> str:
    # Only ASCII letters are lowered: a Kelvin sign must not become a k of somebody's host.
    lowered = host.lower() if host.isascii() else host
    return lowered.removesuffix(".")
