"""The figures of an export in Chromium: nothing is cut, nothing covers a text, nothing is asked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipelines.exports.papers import figures
from pipelines.exports.tally import SPANS
from pipelines.months import months_between
from tests.exported import KNOWN

pytestmark = pytest.mark.slow

BUREAUS = ("ambon", "bali", "kepulauanbangkabelitung", "www")
YEARS = [str(year) for year in range(2002, 2027)]
VERDICTS = ({"complete": 30}, {"low": 3, "complete": 27}, {"partial": 20, "low": 10}, {"low": 1})
FACTS = {
    **KNOWN,
    "rows": 8_500_000,
    "first_day": "2002-01-01",
    "last_day": "2026-11-20",
    "by_year": {bureau: dict.fromkeys(("", *YEARS), 123_456) for bureau in BUREAUS},
    "lengths": [
        {"from": first, "below": below, "rows": first * 999}
        for first, below in zip(SPANS, (*SPANS[1:], None), strict=True)
    ],
    "coverage": {
        "months": [
            {"bureau": bureau, "month": month, "verdicts": VERDICTS[at % 4]}
            for bureau in BUREAUS
            for at, month in enumerate(months_between("2002-01", "2026-11"))
        ]
    },
}
_TEXTS = """() => {
    const places = [...document.querySelectorAll("text")].map((each) => {
        const box = each.getBoundingClientRect();
        return {said: each.textContent, left: box.left, right: box.right,
                top: box.top + 2, bottom: box.bottom - 2};
    });
    const size = document.documentElement.viewBox.baseVal;
    const cut = places.filter((a) => a.left < 0 || a.right > size.width
        || a.top < 0 || a.bottom > size.height);
    const covered = places.filter((a, at) => places.slice(at + 1).some((b) =>
        a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom));
    return {texts: places.length, cut: cut.map((a) => a.said),
            covered: covered.map((a) => a.said)};
}"""
_CONTRAST = """() => {
    const back = getComputedStyle(document.querySelector(".back")).fill;
    const light = (colour) => {
        const [r, g, b] = colour.match(/[0-9.]+/g).slice(0, 3).map((each) => {
            const part = each / 255;
            return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const against = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    // A number stands in a bar, too: on the bar at its darkest, and on the bare ground.
    const bar = document.querySelector(".bar");
    const grounds = [back, ...(bar ? [getComputedStyle(bar).fill] : [])];
    return Math.min(...[...document.querySelectorAll("text")].map((each) => Math.min(
        ...grounds.filter((_, at) => at === 0 || !each.classList.contains("faint"))
            .map((ground) => against(light(getComputedStyle(each).fill), light(ground))))));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", figures.FIGURES)
def test_every_text_is_read(browser, tmp_path, name, scheme):
    path = tmp_path / name
    path.write_text(figures.figure(FACTS, name), encoding="utf-8")
    complaints: list[str] = []
    asked: list[str] = []
    with browser.new_context(color_scheme=scheme) as context:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        found = page.evaluate(_TEXTS)
        assert found["texts"] > 10
        assert (found["cut"], found["covered"]) == ([], [])
        assert page.evaluate(_CONTRAST) >= 4.5
    assert (complaints, asked) == ([], [path.as_uri()])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_can_show_them(browser, tmp_path, scheme):
    for name in figures.FIGURES:
        (tmp_path / name).write_text(figures.figure(FACTS, name), encoding="utf-8")
    shown = "".join(f'<img src="{name}" alt="x">' for name in figures.FIGURES)
    (tmp_path / "card.html").write_text(f"<!doctype html>{shown}", encoding="utf-8")
    with browser.new_context(color_scheme=scheme) as context:
        page = context.new_page()
        page.goto((tmp_path / "card.html").as_uri())
        page.wait_for_function("[...document.images].every((each) => each.complete)")
        widths = page.evaluate("[...document.images].map((each) => each.naturalWidth)")
        if folder := os.environ.get("SCREENSHOTS"):
            Path(folder).mkdir(exist_ok=True)
            page.screenshot(path=Path(folder) / f"figures-{scheme}.png", full_page=True)
    assert min(widths) > 400
