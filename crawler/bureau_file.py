"""Reads and checks the text of bureaus.toml: one block becomes one frozen `Bureau`.

The file is data that people edit, so every mistake in it is told with the block and the key.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from crawler.items import LAYOUT_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable

MAIN_DOMAIN = "antaranews.com"

_LANGUAGES = ("id", "en")
_TEXTS = ("host", "title", "province", "zone", "language", "terkini", "layout", "since")
_LISTS = ("places", "aliases", "unproven_aliases", "old_domains", "feeds")
_OTHERS: dict[str, type] = {"indeks": bool, "highest_id": int}
_KEYS = (*_TEXTS, *_LISTS, *_OTHERS)
_REQUIRED = ("host", "title", "zone", "language")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
BUREAU_NAME = re.compile(_LABEL)
HOST_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_LISTING_PATH = re.compile(r"[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*")


class BureausError(Exception):
    """A mistake in bureaus.toml: what is wrong, in which block and key, what to do."""

    def __init__(self, thing: str, place: str, next_step: str) -> None:
        super().__init__(f"{place}: {thing}. {next_step}")
        self.thing = thing
        self.place = place
        self.next_step = next_step


@dataclass(frozen=True, slots=True)
class Bureau:
    """One host of ANTARA with what is known of it; bureaus.toml explains the fields."""

    name: str
    """The host's first label: the first half of every article's key."""
    host: str
    title: str
    province: str | None
    zone: str
    """IANA name."""
    language: str
    places: tuple[str, ...] = ()
    """Other names that people type for it."""
    aliases: tuple[str, ...] = ()
    unproven_aliases: tuple[str, ...] = ()
    old_domains: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    """Absolute https addresses, the most complete one first."""
    terkini: str | None = None
    """Absolute https address; page n is f"{terkini}/{n}"."""
    indeks: bool = False
    """Whether the host was seen to answer /indeks/DD-MM-YYYY."""
    layout: str | None = None
    """The markup in which its newest articles are expected."""
    highest_id: int | None = None
    """The highest article id seen; today's are higher."""
    since: str | None = None

    @property
    def has_listings(self) -> bool:
        """Whether a crawl can ask this bureau for its newest articles."""
        return bool(self.feeds or self.terkini)


def read_bureaus(text: str, place: str = "bureaus.toml") -> dict[str, Bureau]:
    """Read and check the text of a bureaus file.

    Args:
        text: TOML, one table a bureau.
        place: What errors call the file.

    Returns:
        The bureaus by name, in the order of the file.

    Raises:
        BureausError: Naming the block and the key of the first mistake.
    """
    try:
        blocks = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BureausError(f"not valid TOML: {error}", place, "Correct that line.") from error
    bureaus = {name: _read_block(name, block, place) for name, block in blocks.items()}
    if not bureaus:
        raise BureausError("no bureau", place, "Add a block such as [sumsel].")
    _refuse_doubles(bureaus.values(), place)
    return bureaus


def _read_block(name: str, block: Any, place: str) -> Bureau:
    here = f"{place} [{name}]"
    if not isinstance(block, dict):
        raise BureausError(f"'{name}' stands outside any block", place, "Put it below a [block].")
    for key in block:
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, n=1)
            step = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(_KEYS)}."
            raise BureausError("unknown key", f"{here} {key}", step)
    for key in _REQUIRED:
        if key not in block:
            raise BureausError("missing", f"{here} {key}", f'Add {key} = "...".')
    for key, value in block.items():
        if key in _OTHERS:
            _check_plain(value, _OTHERS[key], f"{here} {key}")
        else:
            _check_type(value, f"{here} {key}", many=key in _LISTS)
    _check_values(name, block, here)
    root = f"https://{block['host']}/"
    terkini = block.get("terkini")
    return Bureau(
        name=name,
        host=block["host"],
        title=block["title"],
        province=block.get("province"),
        zone=block["zone"],
        language=block["language"],
        places=tuple(block.get("places", ())),
        aliases=tuple(block.get("aliases", ())),
        unproven_aliases=tuple(block.get("unproven_aliases", ())),
        old_domains=tuple(block.get("old_domains", ())),
        feeds=tuple(root + path for path in block.get("feeds", ())),
        terkini=root + terkini if terkini else None,
        indeks=block.get("indeks", False),
        layout=block.get("layout"),
        highest_id=block.get("highest_id"),
        since=block.get("since"),
    )


def _check_plain(value: Any, wanted: type, place: str) -> None:
    # True is an int to Python, and no id to anybody.
    right = type(value) is bool if wanted is bool else type(value) is int and value > 0
    if not right:
        step = "Write true or false." if wanted is bool else "Write a whole number above 0."
        raise BureausError("wrong type", place, step)


def _check_type(value: Any, place: str, *, many: bool) -> None:
    values = value if many and isinstance(value, list) else [value]
    if many is not isinstance(value, list) or not all(isinstance(one, str) for one in values):
        wanted = 'a list of texts such as ["..."]' if many else "a text in quotes"
        raise BureausError("wrong type", place, f"Write {wanted}.")
    if not all(one and one == one.strip() for one in values):
        raise BureausError("empty, or with spaces at an end", place, "Write it without.")


def _check_values(name: str, block: dict[str, Any], here: str) -> None:
    if not BUREAU_NAME.fullmatch(name) or block["host"] != f"{name}.{MAIN_DOMAIN}":
        step = f"The block of this host is [{block['host'].partition('.')[0]}]."
        if not block["host"].endswith(f".{MAIN_DOMAIN}"):
            step = f"A bureau's host is a lower-case name below {MAIN_DOMAIN}."
        raise BureausError(f"'{block['host']}' does not fit [{name}]", f"{here} host", step)
    if block["language"] not in _LANGUAGES:
        step = f"Known: {', '.join(_LANGUAGES)}."
        raise BureausError(f"unknown language '{block['language']}'", f"{here} language", step)
    # Whether there is such a layout is a test's to say: the layouts themselves read this file.
    if "layout" in block and not LAYOUT_NAME.fullmatch(block["layout"]):
        step = "Write one of docs/reading.md, such as r."
        raise BureausError(f"'{block['layout']}' is no layout's name", f"{here} layout", step)
    try:
        ZoneInfo(block["zone"])
    except (KeyError, ValueError, OSError) as error:
        thing = f"unknown zone '{block['zone']}'"
        step = "Write an IANA name such as Asia/Jakarta."
        raise BureausError(thing, f"{here} zone", step) from error
    for key in ("aliases", "unproven_aliases", "old_domains"):
        for host in block.get(key, ()):
            if not HOST_NAME.fullmatch(host):
                raise BureausError(f"'{host}' is no host", f"{here} {key}", "Lower case, no path.")
    for key in ("feeds", "terkini"):
        value = block.get(key, [])
        for path in value if isinstance(value, list) else [value]:
            if not _LISTING_PATH.fullmatch(path):
                step = "Write a path on the host, such as rss/terkini.xml."
                raise BureausError(f"'{path}' is no path", f"{here} {key}", step)


def _refuse_doubles(bureaus: Iterable[Bureau], place: str) -> None:
    seen: dict[str, str] = {}
    bureaus = list(bureaus)
    claims = [
        (bureau.name, key, host)
        for key in ("host", "aliases", "old_domains")
        for bureau in bureaus
        for host in ([bureau.host] if key == "host" else getattr(bureau, key))
    ]
    # An unproven alias may have a block of its own, but cannot be anybody's proven alias.
    owned = {bureau.host for bureau in bureaus}
    claims += [
        (bureau.name, "unproven_aliases", host)
        for bureau in bureaus
        for host in bureau.unproven_aliases
        if host not in owned
    ]
    for name, key, host in claims:
        if host in seen:
            step = f"It stands in {seen[host]} already."
            raise BureausError(f"host '{host}' twice", f"{place} [{name}] {key}", step)
        seen[host] = f"[{name}] {key}"
