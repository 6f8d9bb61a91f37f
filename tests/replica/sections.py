"""The sections of a host: what its menu names, and in which one an article stands."""

from __future__ import annotations

from dataclasses import dataclass

from tests.replica.english import CATEGORIES as ENGLISH
from tests.replica.hosts import Host
from tests.replica.parts import slugify
from tests.replica.words import CATEGORIES

LOCAL = "Lintas Daerah"
"""The section that has child sections, one for each place but the capital."""

OWN_NAMES: dict[str, dict[str, str]] = {
    "kalteng": {LOCAL: "Kabar Daerah"},
    "gorontalo": {LOCAL: "Kabar Gorontalo"},
    "ambon": {LOCAL: "Seputar Maluku", "Hiburan": "Seni Budaya"},
    "bali": {"Hiburan": "Seni Budaya"},
}
"""What hosts call a section that goes by another name elsewhere."""


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of a menu, with the entries below it."""

    label: str
    path: str
    """Without a slash before or after: kabar-daerah, or kabar-daerah/pulang-pisau."""
    children: tuple[Section, ...] = ()


PLAIN_MENU = tuple(Section(name, slugify(name)) for name in CATEGORIES)
"""The menu of a site that has no years: one entry for each category, the same on every host."""


def section_of(host: Host, category: str) -> Section:
    """Return where a host puts the reports of a category, with the child sections there."""
    label = OWN_NAMES.get(host.name, {}).get(category, category)
    path = slugify(label)
    if category != LOCAL:
        return Section(label, path)
    places = [city.split(",")[0] for city in host.cities[1:]]
    return Section(label, path, tuple(Section(one, f"{path}/{slugify(one)}") for one in places))


def menu_of(host: Host) -> tuple[Section, ...]:
    """Return a host's menu, for a site over years."""
    names = ENGLISH if host.language == "en" else CATEGORIES
    return tuple(section_of(host, name) for name in names)


def place_of(host: Host, category: str, city: str, number: int) -> Section:
    """Return the one section in which an article stands: half of those that could, in a child."""
    section = section_of(host, category)
    for child in section.children:
        if child.label == city.split(",")[0] and number % 2:
            return Section(section.label, child.path)
    return section
