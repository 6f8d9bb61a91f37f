"""The marks of an inspection are the ledger, on every page there is; the sheet tells the rest."""

from __future__ import annotations

import re
from functools import cache

import pytest

from crawler.inspection import inspect
from crawler.inspection.marks import find_marks
from crawler.inspection.recorder import Recorder, preorder
from crawler.items import EXTRACTOR_VERSION, Article, Fate, LedgerEntry, NotAnArticle, Residue
from crawler.layouts import extract, extract_watched
from crawler.layouts.known import LAYOUTS
from crawler.layouts.page import Page
from crawler.urls import identify
from tests.inspected_pages import CASES, Seen, bare, given, see

ARTICLES = [case for case in CASES if not case.startswith("not_articles/")]
NO_ELEMENT = {"generic/json-ld-only"}
"""Their text stands in JSON-LD: there is nothing on the page to mark."""


@cache
def seen(case: str) -> Seen:
    return see(*given(case))


@pytest.mark.parametrize("case", CASES)
def test_watching_changes_no_reading(case):
    assert seen(case).found == extract(*given(case))


@pytest.mark.parametrize("case", ARTICLES)
def test_each_entry_of_the_ledger_is_marked_once(case):
    ledger = [] if case in NO_ELEMENT else seen(case).article.ledger
    marked = seen(case).marked()
    assert sorted(marked) == list(range(1, len(ledger) + 1))
    for number, entry in enumerate(ledger, 1):
        marks = marked[number]
        assert {mark.attributes["data-antara"] for mark in marks} == {entry.fate}
        first, *others = [mark for mark in marks if mark.attributes.get("id")]
        assert others == []
        assert first.attributes["id"] == f"antara-{number}"
        assert first.mem_id == marks[0].mem_id
        label = first.attributes["data-label"]
        assert f" {number}" in label
        assert (entry.reason or "") in label


@pytest.mark.parametrize("case", ARTICLES)
def test_what_is_marked_is_what_the_ledger_says(case):
    """Character by character; a script is shown by its beginning, an empty block by two words."""
    marked = seen(case).marked()
    if case in NO_ELEMENT:
        return
    for number, entry in enumerate(seen(case).article.ledger, 1):
        text = "".join(bare(mark.text(deep=True)) for mark in marked[number])
        if entry.characters == 0:
            assert text == "(notext)"
        elif entry.reason is Residue.SCRIPT:
            assert bare(entry.text).startswith(text.removesuffix("…"))
        else:
            assert text == bare(entry.text)


@pytest.mark.parametrize("case", ARTICLES)
def test_the_kept_text_on_the_page_is_the_text(case):
    if case in NO_ELEMENT:
        return
    kept = "".join(
        bare(mark.text(deep=True))
        for number in sorted(seen(case).marked())
        for mark in seen(case).marked()[number]
        if mark.attributes["data-antara"] in (Fate.KEPT, Fate.PUT_BACK)
    )
    assert kept == bare(seen(case).article.text or "")
    shown = [node.text(deep=True) for node in seen(case).sheet.css("#text .text > p")]
    assert "\n\n".join(shown) == (seen(case).article.text or "(none)")


@pytest.mark.parametrize("case", ARTICLES)
def test_marks_stand_inside_the_one_container(case):
    if case in NO_ELEMENT or not seen(case).article.ledger:
        return
    assert len(seen(case).page.css("[data-antara='container']")) == 1
    inside = seen(case).page.css("[data-antara='container'] mark[data-entry]")
    assert len(inside) == len(seen(case).marks())
    kept = Page(given(case)[0].decode("utf-8", "replace"), given(case)[1], identify(given(case)[1]))
    layout = next((each for each in LAYOUTS if each.name == seen(case).article.layout), None)
    if layout is not None and "generic_layout" not in seen(case).article.flags:
        drawn = seen(case).page.css_first("[data-antara='container']")
        node = layout.find_container(kept)
        assert node is not None
        assert drawn.attributes.get("class") == node.attributes.get("class")


@pytest.mark.parametrize("case", ARTICLES)
def test_the_rows_of_the_ledger_lead_to_the_marks(case):
    article = seen(case).article
    rows = seen(case).sheet.css("#ledger tbody tr")
    assert len(rows) == len(article.ledger)
    anchors = {mark.attributes.get("id") for mark in seen(case).marks()}
    frame = seen(case).frames[0].attributes["name"]
    for row, entry in zip(rows, article.ledger, strict=True):
        assert str(entry.reason or str(entry.fate).replace("_", " ")) in row.text(deep=True)
        links = row.css("a")
        assert len(links) == (case not in NO_ELEMENT)
        for link in links:
            assert (link.attributes["href"] or "").removeprefix("about:srcdoc#") in anchors
            assert link.attributes["target"] == frame


@pytest.mark.parametrize("case", ARTICLES)
def test_every_field_is_there_with_value_and_source(case):
    article = seen(case).article
    rows = {
        row.css_first("th").text(): row.css("td")
        for row in seen(case).sheet.css("#fields tbody tr")
    }
    names = set(Article.__dataclass_fields__) - {"ledger", "provenance"}
    assert set(rows) == names
    for name in names - {"credits", "images", "signals", "tags", "flags", "text"}:
        value = getattr(article, name)
        shown = " ".join(rows[name][0].text(deep=True).split())
        assert shown == ("–" if value is None else " ".join(str(value).split()))
    for name, source in article.provenance.items():
        assert rows[name][1].css_first("code").text() == source
    for image in article.images:
        assert image.url in rows["images"][0].text(deep=True)
    for credit in article.credits:
        assert credit.name in rows["credits"][0].text(deep=True)
    assert [flag.text() for flag in seen(case).sheet.css(".flag")] == article.flags


@pytest.mark.parametrize("case", CASES)
def test_it_says_which_layout_was_chosen_and_by_which_markers(case):
    if not seen(case).sheet.css("#layout table"):
        assert isinstance(seen(case).found, NotAnArticle)
        assert "never parsed" in seen(case).of_sheet("#layout")
        return
    body, url = given(case)
    key = identify(url)
    rows = {
        row.css_first("th").text().split()[0]: row
        for row in seen(case).sheet.css("#layout > table > tbody > tr")
    }
    assert list(rows) == [layout.name for layout in LAYOUTS]
    if key is not None:
        page = Page(body.decode("utf-8", "replace").lstrip("\ufeff"), url, key)
        for layout in LAYOUTS:
            assert rows[layout.name].css_first("td").text() == str(layout.score(page))
            items = [li.text(deep=True) for li in rows[layout.name].css_first("ul").css("li")]
            assert len(items) == len(layout.markers)
            for selector, item in zip(layout.markers, items, strict=True):
                assert selector in item
                assert item.startswith("✓" if page.first(selector) else "–")
    used = [row for row in rows.values() if "used" in row.css_first("th").text()]
    known = isinstance(seen(case).found, Article) and seen(case).article.layout in rows
    assert len(used) == known


@pytest.mark.parametrize("case", [case for case in CASES if case.startswith("not_articles/")])
def test_a_refused_page_says_why_and_is_shown(case):
    found = seen(case).found
    assert isinstance(found, NotAnArticle)
    assert f"Refused as {found.reason}" in seen(case).of_sheet(".verdict")
    assert " ".join(found.seen.split()) in seen(case).of_sheet(".verdict")
    assert seen(case).marks() == []


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("generic/g3-renamed", "No layout knows this markup"),
        ("g3/p-paragraphs-2026", "speaks loudest for g3: "),
        ("r/br-double", "holds text, #print_content div.post-content"),
    ],
)
def test_the_choice_is_told_in_a_sentence(case, said):
    assert said in seen(case).of_sheet("#layout > p")


def test_a_layout_whose_container_is_gone_is_told_from_an_unknown_one():
    body, url = given("g3/p-paragraphs-2026")
    moved = see(body.replace(b"wrap__article-detail-content", b"isi-berita"), url)
    assert moved.article.layout == "generic"
    assert "loudest for g3, but none of its containers is on the page" in moved.of_sheet("#layout")
    assert len(moved.marked()) == len(moved.article.ledger) > 3


def test_a_removed_block_names_the_selector_or_that_its_words_say_so():
    rows = seen("r/ad-boxes-and-comments").of_sheet("#ledger tbody tr")
    assert "said by <noscript>" in rows
    assert "said by div[style*='min-height'], div[style*='min-width']" in rows
    assert "said by its words" in seen("generic/g3-renamed").of_sheet("#ledger tr")


def test_residue_inside_residue_names_its_own_selector():
    body, url = given("r/br-double")
    inner = b'<b class="baca-juga"><i class="total-views">Baca juga:</i> Lain</b>'
    box = b'<div class="share-box">Facebook ' + inner + b"</div>"
    start = body.index(b">", body.index(b"post-content")) + 1
    seen = see(body[:start] + box + body[start:], url)
    rows = [
        " ".join(row.text(deep=True).split())
        for row in seen.sheet.css("#ledger tbody tr")
        if "share-box" in row.text(deep=True)
    ]
    assert [row.rpartition("said by ")[2] for row in rows] == [
        "[class^='share-'], [class*=' share-']",
        "[class*='baca-juga'], [class*='bacajuga'], [class*='baca_juga']",
    ]


def test_what_is_made_for_machines_is_shown_by_its_mark_only():
    page = seen("r/ad-boxes-and-comments").page
    shown = page.body.text(deep=True)
    assert shown.count("var adslot") == shown.count(".x{color:red}") == 1
    assert [node.text() for node in page.css("mark") if "var adslot" in node.text()] == [
        "var adslot = 7;"
    ]


def test_a_block_that_was_put_back_has_marks_of_its_own(monkeypatch):
    monkeypatch.setattr("crawler.layouts.body.fragment_lines", lambda _: [])
    back = see(*given("r/br-double"))
    assert back.article.flags == ["text_put_back"]
    fates = {mark.attributes["data-antara"] for mark in back.marks()}
    assert fates == {"put_back", "removed"}
    assert "↩ 1 put back" in [mark.attributes.get("data-label") for mark in back.marks()]


def test_fates_differ_in_more_than_colour():
    styles = seen("r/br-double").inner
    lines = {
        fate: re.search(
            rf"mark\[data-antara={fate}\] {{[^}}]*border-bottom:\s*\d?px (\w+)", styles
        )[1]
        for fate in Fate
    }
    assert len(set(lines.values())) == len(Fate)
    assert "prefers-color-scheme: dark" in styles


def test_it_can_be_used_with_a_keyboard_and_read_aloud():
    page = seen("r/br-double")
    assert page.sheet.css_first("html").attributes["lang"] == "en"
    assert page.frames[0].attributes["title"]
    assert page.page.css_first("html").attributes["lang"] == "id"
    assert page.sheet.css_first("main").attributes["tabindex"] == "0"
    targets = {node.attributes["id"] for node in page.sheet.css("[id]")}
    own = [a.attributes["href"] or "" for a in page.sheet.css("a")]
    assert {href[1:] for href in own if href.startswith("#")} <= targets
    assert EXTRACTOR_VERSION in page.of_sheet("header")


def test_an_inspection_is_pure():
    assert inspect(*given("g2/photo-gallery")) == inspect(*given("g2/photo-gallery"))


def test_a_ledger_that_is_not_the_page_marks_nothing():
    body, url = given("r/br-double")
    recorder = Recorder()
    found = extract_watched(body, url, recorder)
    nodes = [node for node, _ in preorder(Page(body.decode(), url, identify(url)).tree.root)]
    assert find_marks(found.ledger, recorder.lines, nodes) is not None
    first = found.ledger[0]
    longer = LedgerEntry(first.fate, first.reason, first.text + "x", first.characters + 1)
    other = LedgerEntry(first.fate, first.reason, first.text[::-1], first.characters)
    for wrong in (longer, other):
        assert find_marks([wrong, *found.ledger[1:]], recorder.lines, nodes) is None
    assert find_marks(found.ledger[1:], recorder.lines, nodes) is None
    assert find_marks(found.ledger[:-1], recorder.lines, nodes) is None
    assert find_marks([*found.ledger, first], recorder.lines, nodes) is None
