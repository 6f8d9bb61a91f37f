"""Every page at two widths, light and dark, in two languages: fits, reads, is told to everybody."""

from __future__ import annotations

from itertools import pairwise, product

import pytest

from pipelines.datasette.app import TEMPLATES
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.pages import DATASETTE, NAMES, OTHERS, SHOWN_BY, places
from tests.browser.sights import accessibility, levels, low_contrasts, nameless, overflow

pytestmark = pytest.mark.slow

SIZES = {"phone": PHONE, "desktop": DESKTOP}
SCHEMES = ("light", "dark")
LANDMARKS = ("banner", "navigation", "main", "contentinfo")
_UNFOLD = 'document.querySelectorAll("main details").forEach((each) => { each.open = true; })'
_BARE_TABLES = """[...document.querySelectorAll("table")].filter(
    (each) => !each.querySelector("th[scope=col], th[scope=row]")).length"""

_ENDS = """() => {
    const frame = document.querySelector(".wide"), drawing = frame.querySelector("svg");
    const [outer, inner] = [frame.getBoundingClientRect(), drawing.getBoundingClientRect()];
    return {frame: outer.right, from: outer.left, drawing: inner.right, begins: inner.left,
            width: inner.width, room: outer.width};
}"""

_FILLS = """[...new Set([...document.querySelectorAll(".wide rect:has(title)")].map(
    (each) => getComputedStyle(each).fill))]"""


def seen(page, place, language: str, *, sample: bool = True) -> list[str]:
    """What is wrong with a page to look at."""
    wrong = [f"overflow: {each}" for each in overflow(page)]
    wrong += [f"contrast {each}" for each in low_contrasts(page)]
    if page.locator("h1:visible").count() != 1:
        wrong.append("not one h1")
    if not page.locator(place.shows).count():
        wrong.append(f"no {place.shows}")
    if page.locator("html").get_attribute("lang") != (language if place.own else "en"):
        wrong.append("another lang")
    if page.locator("#sample-banner").is_visible() is not sample:
        wrong.append("the banner of a sample is missing, or wrong")
    return wrong


def told(page) -> list[str]:
    """What is wrong with a page of ours for who cannot see it."""
    nodes = accessibility(page)
    wrong = [f"{role} without a name" for role in nameless(nodes)]
    roles = [node["role"] for node in nodes]
    wrong += [f"{roles.count(role)} {role}" for role in LANDMARKS if roles.count(role) != 1]
    steps = levels(nodes)
    if steps[:1] != [1] or any(after > before + 1 for before, after in pairwise(steps)):
        wrong.append(f"headings {steps}")
    pictures = page.locator("svg[role=img]:visible, img:visible").count()
    if pictures != roles.count("image") + roles.count("img"):
        wrong.append(f"{pictures} pictures, not all with a name")
    if page.locator("svg:not([role]), svg:not([aria-label])").count():
        wrong.append("a picture without a role or a name")
    if page.evaluate(_BARE_TABLES):
        wrong.append("a table without headers")
    return wrong


@pytest.mark.parametrize("name", [*NAMES, *DATASETTE])
def test_a_page_fits_and_reads(visitor, sample, picture, name):
    place = places(sample)[name]
    languages = ("id", "en") if place.own else ("id",)
    wrong = []
    for size, scheme, language in product(SIZES, SCHEMES, languages):
        with visitor.visit(
            place.path,
            size=SIZES[size],
            scheme=scheme,
            language=language,
            status=place.status,
        ) as page:
            picture(page, f"{name}-{size}-{scheme}-{language}")
            page.evaluate(_UNFOLD)
            found = seen(page, place, language) + (told(page) if place.own else [])
        wrong += [f"{size}, {scheme}, {language}: {each}" for each in found]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", ["front", "bureau"])
@pytest.mark.parametrize("size", SIZES)
def test_a_drawing_shows_the_newest_months(visitor, sample, name, size):
    """On a phone it is wider than the window: it opens where its end is."""
    with visitor.visit(places(sample)[name].path, size=SIZES[size]) as page:
        found = page.evaluate(_ENDS)
    assert found["drawing"] <= found["frame"] + 1
    if size == "phone":
        assert found["width"] > found["room"]
        assert found["begins"] < 0
    else:
        assert found["begins"] == pytest.approx(found["from"], abs=2)


@pytest.mark.parametrize("size", SIZES)
def test_the_names_of_a_map_stay_in_sight(visitor, sample, size):
    with visitor.visit(places(sample)["front"].path, size=SIZES[size]) as page:
        names = [each.bounding_box() for each in page.locator(".map > svg a").all()]
        months = page.locator(".map .wide").bounding_box()
    assert len(names) > 3
    for name in names:
        assert 0 <= name["x"] < name["x"] + name["width"] <= months["x"] + 1


@pytest.mark.parametrize("name", ["front", "bureau"])
def test_what_is_held_is_drawn_lighter_in_the_dark(visitor, sample, name):
    colours = {}
    for scheme in SCHEMES:
        with visitor.visit(places(sample)[name].path, scheme=scheme) as page:
            colours[scheme] = page.evaluate(_FILLS)
    assert colours["light"] == ["rgb(47, 127, 193)"]
    assert colours["dark"] == ["rgb(140, 194, 255)"]


def test_all_pages_are_looked_at(sample):
    assert set(places(sample)) == {*NAMES, *DATASETTE}
    made = {each.stem for each in (TEMPLATES / "pages").glob("[!_]*.html")} - {"base"}
    assert set(SHOWN_BY) == made
    assert set(SHOWN_BY.values()) <= {*NAMES, *OTHERS}


@pytest.mark.parametrize("name", OTHERS)
def test_what_others_see_fits_and_reads(served_to_others, picture, name):
    place = OTHERS[name]
    wrong = []
    for size, scheme, language in product(SIZES, SCHEMES, ("id", "en")):
        with served_to_others.visit(
            place.path, size=SIZES[size], scheme=scheme, language=language, status=place.status
        ) as page:
            picture(page, f"others-{name}-{size}-{scheme}-{language}")
            found = [*seen(page, place, language, sample=False), *told(page)]
            keeper = page.locator("#keeper").inner_text()
            if "arsip@example.org" not in page.locator("footer").inner_text() or not keeper:
                found.append("nobody is named")
        wrong += [f"{size}, {scheme}, {language}: {each}" for each in found]
    assert not wrong, "\n".join(wrong)
