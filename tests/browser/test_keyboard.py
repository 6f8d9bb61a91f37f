"""The pages without a mouse: each thing that can be used is reached, seen and worked by keys."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import PHONE
from tests.browser.pages import ABSENT, NAMES, places

pytestmark = pytest.mark.slow

MOST_TABS = 400
# Folded-away things are not visible, and are not to be reached.
_NUMBER = """() => {
    const all = [...document.querySelectorAll(
        "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")];
    const usable = all.filter((each) => each.checkVisibility() && !each.disabled);
    usable.forEach((each, at) => { each.dataset.usable = at; });
    return usable.map((each) => each.outerHTML.slice(0, 100));
}"""
_FOCUSED = """() => {
    const at = document.activeElement;
    const style = getComputedStyle(at), box = at.getBoundingClientRect();
    return {
        number: at.dataset.usable ?? null,
        html: at.outerHTML.slice(0, 100),
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
        onPage: at === document.body || at === document.documentElement ? null :
            box.width > 0 && box.right > 0 && box.left < innerWidth && box.bottom > 0 &&
            box.top < innerHeight,
    };
}"""


def tabbed(page) -> list[dict]:
    """Press Tab until the page is left; what had the focus, in order."""
    found = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        at = page.evaluate(_FOCUSED)
        if at["onPage"] is None:
            return found
        found.append(at)
    raise AssertionError("Tab goes round without an end")


@pytest.mark.parametrize("name", NAMES)
def test_tab_reaches_all_in_order_and_shows_where_it_is(visitor, sample, name):
    place = places(sample)[name]
    for scheme in ("light", "dark"):
        with visitor.visit(place.path, size=PHONE, scheme=scheme, status=place.status) as page:
            usable = page.evaluate(_NUMBER)
            found = tabbed(page)
        assert 'class="skip"' in found[0]["html"]
        numbers = [int(each["number"]) for each in found if each["number"] is not None]
        missed = [html for at, html in enumerate(usable) if at not in numbers]
        assert not missed
        assert numbers == sorted(numbers), "Tab jumps to and fro"
        unseen = [each["html"] for each in found if not (each["ring"] and each["onPage"])]
        assert not unseen


def test_the_first_tab_skips_to_what_the_page_is_about(visitor, sample):
    with visitor.visit("/search?q=warga") as page:
        page.keyboard.press("Tab")
        skip = page.locator("a.skip")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator("#q")).to_be_focused()


@pytest.mark.parametrize("start", ["/", "/search"])
def test_enter_searches(visitor, start):
    with visitor.visit(start) as page:
        page.locator("#q").focus()
        page.keyboard.type("warga")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/search\?q=warga"))
        expect(page.locator("#q")).to_have_value("warga")
        expect(page.locator(".hits mark").first).to_be_visible()


def test_a_passage_is_checked_by_keys_alone(visitor, sample):
    with visitor.visit("/check", language="en") as page:
        page.locator("#text").focus()
        page.keyboard.type(sample.passage)
        for _ in range(20):
            if page.evaluate("document.activeElement.localName") == "button":
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".answer h2")).to_have_text("Verbatim")
        expect(page.locator(".answer a").first).to_have_attribute(
            "href", re.compile(re.escape(f"/a/{sample.article}"))
        )
        # What was asked stands there still; Enter in a line below it asks once more.
        page.locator("#text").fill(ABSENT)
        page.locator("input[name=since]").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".answer.verbatim")).to_have_count(0)
        expect(page.locator(".answer h2")).to_be_visible()


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize("name", ["front", "article", "story"])
def test_what_is_folded_away_is_opened_and_closed_by_keys(visitor, sample, name, key):
    with visitor.visit(places(sample)[name].path) as page:
        details = page.locator("main details").first
        inside = details.locator(":scope > :not(summary)").first
        details.locator("summary").focus()
        expect(inside).to_be_hidden()
        page.keyboard.press(key)
        expect(inside).to_be_visible()
        page.keyboard.press(key)
        expect(inside).to_be_hidden()


def test_the_language_is_switched_and_kept(visitor, sample):
    with visitor.visit(f"/a/{sample.article}") as page:
        page.get_by_role("link", name="English").focus()
        page.keyboard.press("Enter")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        page.get_by_role("link", name="Search").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Search")
        expect(page.locator("html")).to_have_attribute("lang", "en")


def test_from_an_article_to_its_story_and_back_by_links(visitor, sample):
    with visitor.visit(f"/a/{sample.story}") as page:
        page.locator('a[href*="/s/"]').click()
        expect(page.locator(".time-line li")).not_to_have_count(0)
        page.locator(".time-line a").first.click()
        expect(page.locator("article h1")).to_be_visible()
