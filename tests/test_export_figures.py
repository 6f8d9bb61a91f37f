"""Figures of an export: well-formed, of the facts, harmless, and told to who does not see them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from pipelines.exports.papers import PAPERS, figures
from pipelines.exports.tally import SPANS
from pipelines.exports.verify import problems, read_manifest
from tests.exported import FIGURES, exported, jsonl, on_day, plan, store

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["tests.archive_fixtures"]
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</title><script>alert("&")</script>\x00'


@pytest.fixture
def out(session, folder: Path) -> Path:
    undated = dict.fromkeys(("published", "published_utc", "published_day"))
    store(
        session,
        ("bali", 1, {**undated, "text": None}),
        ("bali", 2, {**on_day("2025-11-05"), "text": "kata " * 120}),
        ("sumsel", 3, on_day("2026-11-06")),
    )
    exported(folder / "archive.db", folder / "out", plan())
    return folder / "out"


def facts_of(out: Path) -> dict[str, Any]:
    return json.loads((out / "manifest.json").read_text(encoding="utf-8"))


def drawn(facts: dict[str, Any], key: str) -> etree._Element:
    return etree.fromstring(figures.figure(facts, key).encode())


def words(root: etree._Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def test_they_stand_among_the_papers_and_in_the_card(out):
    made = read_manifest(out)
    assert set(FIGURES) == figures.FIGURES.keys()
    assert set(FIGURES) <= {each["name"] for each in made["papers"]}
    assert problems(out, made, lambda *_: None) == []
    sums = (out / "SHA256SUMS").read_text()
    card = (out / "README.md").read_text(encoding="utf-8")
    for name in FIGURES:
        assert f"  {name}\n" in sums
        (alt,) = re.findall(rf"!\[(.+)\]\({name}\)", card)
        assert figures.FIGURES[name](facts_of(out)).title in alt
        # The digest of a data set is of the lines that name files of articles.
        assert " articles" not in f"  {name}"


@pytest.mark.parametrize("name", FIGURES)
def test_each_is_an_image_that_is_told_of_and_asks_for_nothing(out, name):
    root = etree.fromstring((out / name).read_bytes())
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text
    assert desc.text
    text = (out / name).read_text(encoding="utf-8")
    assert "prefers-color-scheme:dark" in text
    assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"]
    tags = {etree.QName(element).localname for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "text", "rect", "path"}
    known = set(re.findall(r"\.([a-z]+)[{.,]", text))
    used = {each for e in root.iter() for each in (e.get("class") or "").split()}
    assert used <= known
    width, height = float(root.get("width")), float(root.get("height"))
    for box in root.iter(f"{SVG}rect"):
        assert float(box.get("x", 0)) + float(box.get("width")) <= width
        assert float(box.get("y", 0)) + float(box.get("height")) <= height


def test_rows_by_bureau_and_year(out):
    found = words(drawn(facts_of(out), figures.BY_YEAR))
    assert found[:4] == ["Rows by bureau and year", "no day", "2025", "2026"]
    assert found[4:-1] == [*("bali", "1", "1", "2"), *("sumsel", "1", "1"), *("1", "1", "1", "3")]
    assert "3 rows of 2 bureaus, 2025 to 2026." in figures.sentence(facts_of(out), figures.BY_YEAR)
    of_one_year = {**facts_of(out), "first_day": "2026-01-02", "last_day": "2026-03-01"}
    assert "3 rows of 2 bureaus, 2026." in figures.sentence(of_one_year, figures.BY_YEAR)


def test_years_that_are_too_many_are_counted_together(out):
    years = {str(year): 1 for year in range(1900, 2001)}
    facts = {**facts_of(out), "by_year": {"bali": {"": 2, **years}}}
    found = words(drawn(facts, figures.BY_YEAR))
    assert found[1:4] == ["no day", "earlier", "1961"]
    assert found[found.index("bali") + 1 :][:3] == ["2", "61", "1"]


def test_lengths(out):
    facts = facts_of(out)
    counted = {each["from"]: each["rows"] for each in facts["lengths"]}
    assert tuple(counted) == SPANS
    lengths = [row["words"] for row in jsonl(out / "articles.jsonl")]
    assert lengths[:2] == [0, 120]
    for each in facts["lengths"]:
        below = each["below"] or 10**9
        assert each["rows"] == sum(each["from"] <= length < below for length in lengths)
    found = words(drawn(facts, figures.LENGTHS))
    assert found[1:3] == ["0", "1"]
    assert found[found.index("100 to 149") + 1] == "1"
    assert "2,000 or more" in found
    unknown = {**facts, "lengths": None}
    assert "no length is known" in figures.sentence(unknown, figures.LENGTHS)
    assert len(words(drawn(unknown, figures.LENGTHS))) == 3


def month(name: str, **verdicts: int) -> dict[str, Any]:
    return {"bureau": "bali", "month": name, "verdicts": verdicts}


def test_coverage(out):
    months = [
        month("2025-12", complete=31),
        month("2026-01", complete=16, nothing_published=1, low=14),
        month("2026-02", complete=1, partial=10, low=17),
        month("2026-04", not_walked=30),
        month("2026-05", not_over=31),
    ]
    facts = {**facts_of(out), "coverage": {"months": months}}
    root = drawn(facts, figures.COVERAGE)
    squares = {path.get("class"): path.get("d") for path in root.iter(f"{SVG}path")}
    left = figures.LEFT
    assert {level: d.split()[0] for level, d in squares.items()} == {
        "none": f"M{left}",
        "few": f"M{left + figures.CELL}",
        "many": f"M{left + 2 * figures.CELL}",
        "all": f"M{left + 4 * figures.CELL}",
    }
    assert words(root)[1:3] == ["2025", "bali"]
    said = figures.sentence(facts, figures.COVERAGE)
    assert "Of 4 months of 1 bureau 1 have no hole and 3 have some." in said
    for nothing in (None, {"months": []}, {"months": months[-1:]}):
        assert "The archive does not know" in figures.sentence(
            {**facts, "coverage": nothing}, figures.COVERAGE
        )
        assert drawn({**facts, "coverage": nothing}, figures.COVERAGE) is not None


def test_of_many_months_the_last_ones_are_drawn(out):
    months = [month(f"{year}-{m:02}", low=1) for year in range(1950, 2030) for m in range(1, 13)]
    facts = {**facts_of(out), "coverage": {"months": months}}
    root = drawn(facts, figures.COVERAGE)
    (path,) = root.iter(f"{SVG}path")
    assert path.get("d").count("M") == 600
    assert words(root)[1] == "1980"


def test_a_name_that_is_hostile_is_shown_and_does_nothing(out):
    facts = {
        **facts_of(out),
        "by_year": {HOSTILE: {"2026": 1}},
        "coverage": {"months": [{**month("2026-01", low=1), "bureau": HOSTILE}]},
    }
    for key in FIGURES:
        root = drawn(facts, key)
        assert not list(root.iter(f"{SVG}script"))
        if key != figures.LENGTHS:
            assert "</title><script…" in words(root)


def test_the_same_facts_give_the_same_bytes_and_a_sample_says_so(out):
    facts = facts_of(out)
    for name in FIGURES:
        assert PAPERS[name](facts) == (out / name).read_text(encoding="utf-8")
        sample = figures.figure({**facts, "origin": "sample"}, name)
        assert "Invented sample of ANTARA's regional news" in sample
        assert "This is a sample" in sample
