"""What a page looks like, measured in it: overflow, contrast, names, headings, landmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3, level AA, for text of any size."""
NAMED = {
    *("button", "checkbox", "combobox", "Date", "image", "img", "link", "listbox", "navigation"),
    *("radio", "region", "searchbox", "spinbutton", "switch", "table", "textbox"),
}
"""Roles of which each must have a name, where it is not ignored."""

_OVERFLOW = """() => {
    const wide = document.scrollingElement.scrollWidth;
    if (wide <= innerWidth) return [];
    const over = [...document.querySelectorAll("body *")].filter(
        (each) => each.getBoundingClientRect().right > innerWidth + 1);
    const last = over.slice(-3).map((each) => each.outerHTML.slice(0, 120));
    return [`${wide} of ${innerWidth}`, ...last];
}"""

# Colours come in many notations (color-mix gives color(srgb …)): a canvas knows all of them.
_CONTRAST = """(least) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const paint = canvas.getContext("2d", {willReadFrequently: true});
    const read = (color) => {
        paint.clearRect(0, 0, 1, 1);
        paint.fillStyle = color;
        paint.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = paint.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    };
    const over = ([r, g, b, a], under) =>
        [r, g, b].map((each, at) => each * a + under[at] * (1 - a));
    const canvasColor = read("Canvas");  // of the page's colour scheme
    const backdrop = (element) => {
        const layers = [];
        for (let each = element; each; each = each.parentElement)
            layers.push(read(getComputedStyle(each).backgroundColor));
        return layers.reverse().reduce((under, layer) => over(layer, under), canvasColor);
    };
    const luminance = (color) => {
        const [r, g, b] = color.map((each) => {
            const part = each / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ratio = (one, other) => {
        const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    };
    const opacity = (element) => {
        let all = 1;
        for (let each = element; each; each = each.parentElement)
            all *= Number(getComputedStyle(each).opacity);
        return all;
    };
    const found = {measured: 0, low: []};
    const measure = (element, text, color) => {
        const under = backdrop(element);
        const [r, g, b, a] = read(color);
        const reached = ratio(over([r, g, b, a * opacity(element)], under), under);
        found.measured += 1;
        if (reached >= least) return;
        const name = `${element.localName}.${element.getAttribute("class") ?? ""}`;
        found.low.push(`${reached.toFixed(2)}: ${name}: ${text.trim().slice(0, 40)}`);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!node.data.trim() || !element.checkVisibility({visibilityProperty: true})) continue;
        if (["script", "style", "title", "desc", "option"].includes(element.localName)) continue;
        const style = getComputedStyle(element);
        measure(element, node.data, element.closest("svg") ? style.fill : style.color);
    }
    for (const field of document.querySelectorAll("input, textarea, select")) {
        if (field.type === "hidden" || !field.checkVisibility()) continue;
        measure(field, `value of ${field.name}`, getComputedStyle(field).color);
        if (field.placeholder)
            measure(field, field.placeholder, getComputedStyle(field, "::placeholder").color);
    }
    return found;
}"""


def overflow(page: Page) -> list[str]:
    """Return how far a page goes over the window's side, and by what; nothing if it does not."""
    return page.evaluate(_OVERFLOW)


def low_contrasts(page: Page) -> list[str]:
    """Return the texts that stand out too little from what is behind them."""
    found = page.evaluate(_CONTRAST, LEAST_CONTRAST)
    assert found["measured"] > 5, "hardly any text was measured"
    return found["low"]


def accessibility(page: Page) -> list[dict[str, Any]]:
    """Return what Chromium tells a screen reader: role, name and properties, in order."""
    session = page.context.new_cdp_session(page)
    try:
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    finally:
        session.detach()
    return [
        {
            "role": node["role"]["value"],
            "name": node.get("name", {}).get("value", "").strip(),
            **{each["name"]: each["value"].get("value") for each in node.get("properties", [])},
        }
        for node in nodes
        if not node.get("ignored")
    ]


def nameless(nodes: list[dict[str, Any]]) -> list[str]:
    """Return the roles of what must have a name and has none."""
    return [node["role"] for node in nodes if node["role"] in NAMED and not node["name"]]


def levels(nodes: list[dict[str, Any]]) -> list[int]:
    """Return the levels of the headings in order."""
    return [node["level"] for node in nodes if node["role"] == "heading"]
