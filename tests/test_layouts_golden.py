"""The reader's examination: invented pages of every layout against what each must give.

A case is a folder tests/fixtures/<layout>/<case>/ with page.html (the bytes as a server would
send them), expected.json and meta.json. One test a case and field, so that a failure names
the field. expected.json holds fields of `Article` by their names, and besides them:

- `text_words`: the body's words in order, where what stands between them is left open (the
  bullets of a list, the cells of a table);
- `text_contains`, `text_excludes`: strings that the body must or must not hold;
- `text_or_caption`: a string that must survive as text or as an image's caption;
- `image_urls`: the images' addresses in order, where captions are left open;
- `removed`: [reason, start of the block's text] that the ledger must hold as removed;
- `flags_contain`, `flags_exclude`: flags that must and must not be there;
- `not_an_article`: the reason, or several that are equally right.

A field that is absent is one that the page does not determine. A case that `antara fixture` has
written fails here until a person has reviewed it.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from crawler.items import (
    EXTRACTOR_VERSION,
    Article,
    DropReason,
    Flag,
    NotAnArticle,
    Residue,
    Role,
)
from crawler.layouts.known import LAYOUT_NAMES, LAYOUTS

FIXTURES = Path(__file__).parent / "fixtures"
FOLDERS = (*LAYOUT_NAMES, "not_articles")
LEAST_CASES = 3
"""A layout that one page proves is that page's; three show what its pages have in common."""
# All that are there: the cases of a layout come before it is declared.
CASES = sorted(f"{path.parent.name}/{path.name}" for path in FIXTURES.glob("*/*") if path.is_dir())
ARTICLE_FIELDS = {field.name for field in fields(Article)}
CHECKS = {
    "text_words",
    "text_contains",
    "text_excludes",
    "text_or_caption",
    "image_urls",
    "removed",
    "flags_contain",
    "flags_exclude",
}
DEMANDS = {"removed", "flags_contain"}  # an empty one asks for nothing: no test
ALWAYS = {
    "bureau",
    "article_id",
    "url",
    "kind",
    "layout",
    "title",
    "language",
    "removed",
    "flags_contain",
    "flags_exclude",
}


@cache
def load(case: str, name: str) -> dict[str, Any]:
    return json.loads((FIXTURES / case / name).read_text(encoding="utf-8"))


@cache
def read(case: str) -> Article | NotAnArticle:
    from crawler.layouts import extract

    return extract((FIXTURES / case / "page.html").read_bytes(), load(case, "meta.json")["url"])


def article(case: str) -> Article:
    got = read(case)
    if isinstance(got, NotAnArticle):
        pytest.fail(f"read as no article: {got.reason}, {got.seen[:200]!r}")
    return got


def plain(text: str | None) -> str:
    """Return the text with each run of whitespace as one space."""
    return " ".join((text or "").split())


def words(text: str | None) -> list[str]:
    return re.findall(r"\w+", text or "")


def unbracketed(text: str | None) -> str:
    return plain(text).strip("() ")


def moment(value: str | None) -> tuple[datetime, Any] | None:
    """Return the instant and its offset: seconds left out and written as 00 are the same."""
    if value is None:
        return None
    parsed = datetime.fromisoformat(value)
    return parsed, parsed.utcoffset()


def pairs() -> list[Any]:
    return [
        pytest.param(case, field, id=f"{case}:{field}")
        for case in CASES
        for field, want in load(case, "expected.json").items()
        if want or field not in DEMANDS
    ]


@pytest.mark.parametrize(("case", "field"), pairs())
def test_field(case: str, field: str) -> None:
    want = load(case, "expected.json")[field]
    match field:
        case "not_an_article":
            got = read(case)
            assert isinstance(got, NotAnArticle), f"read as an article: {got.title!r}"
            assert got.reason in ([want] if isinstance(want, str) else want), got.seen[:200]
        case "credits":
            assert [{"role": c.role, "name": c.name} for c in article(case).credits] == want
        case "images":
            got_images = article(case).images
            assert [(i.url, plain(i.caption)) for i in got_images] == [
                (w["url"], plain(w.get("caption"))) for w in want
            ]
            assert [
                unbracketed(i.credit)
                for i, w in zip(got_images, want, strict=True)
                if "credit" in w
            ] == [unbracketed(w["credit"]) for w in want if "credit" in w]
        case "image_urls":
            assert [i.url for i in article(case).images] == want
        case "published" | "updated":
            assert moment(getattr(article(case), field)) == moment(want)
        case "text":
            got_text = article(case).text
            # A list shows the paragraph that differs, where a long string would not.
            assert (got_text or "").split("\n\n") == (want or "").split("\n\n")
            assert got_text == want
        case "text_words":
            assert words(article(case).text) == words(want)
        case "text_contains":
            assert [w for w in want if plain(w) not in plain(article(case).text)] == []
        case "text_excludes":
            assert [w for w in want if plain(w) in plain(article(case).text)] == []
        case "text_or_caption":
            a = article(case)
            places = [a.text, *(i.caption for i in a.images)]
            assert any(plain(want) in plain(p) for p in places), places
        case "removed":
            gone = [(e.reason, plain(e.text)) for e in article(case).ledger if e.fate == "removed"]
            missing = [
                [reason, start]
                for reason, start in want
                if not any(r == reason and t.startswith(plain(start)) for r, t in gone)
            ]
            assert missing == [], [(r, t[:80]) for r, t in gone]
        case "flags_contain":
            assert [f for f in want if f not in article(case).flags] == []
        case "flags_exclude":
            assert [f for f in want if f in article(case).flags] == []
        case _:
            assert getattr(article(case), field) == want


def unreviewed(case: str) -> str:
    """What is to be done with a case that `antara fixture` wrote and nobody has looked at."""
    return (
        f"tests/fixtures/{case}/meta.json says that nobody has reviewed this case: see that "
        "page.html holds nobody's text, correct expected.json to what must be read, fill in 'note' "
        "and take the line 'reviewed' out of meta.json"
    )


@pytest.mark.parametrize("case", CASES)
def test_case_is_complete_and_synthetic(case: str) -> None:
    assert sorted(p.name for p in (FIXTURES / case).iterdir()) == [
        "expected.json",
        "meta.json",
        "page.html",
    ]
    meta, want = load(case, "meta.json"), load(case, "expected.json")
    if "reviewed" in meta:
        pytest.fail(unreviewed(case))
    assert sorted(meta) == ["imitates", "note", "seen", "synthetic", "url"]
    assert meta["synthetic"] is True
    assert all(meta[k] for k in ("url", "imitates", "note", "seen"))
    if case.startswith("not_articles/"):
        assert list(want) == ["not_an_article"]
        reasons = want["not_an_article"]
        for reason in [reasons] if isinstance(reasons, str) else reasons:
            DropReason(reason)
        return
    assert set(want) - ARTICLE_FIELDS - CHECKS == set()
    assert set(want) >= ALWAYS
    assert want["layout"] == case.split("/")[0]
    for credit in want.get("credits", []):
        Role(credit["role"])
    for reason, _ in want["removed"]:
        Residue(reason)
    for flag in want["flags_contain"] + want["flags_exclude"]:
        Flag(flag)
    assert set(want["flags_contain"]) & set(want["flags_exclude"]) == set()
    if want.get("published"):
        instant = datetime.fromisoformat(want["published"]).timestamp()
        assert instant == datetime.fromisoformat(want["published_utc"]).timestamp()


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_layout_has_at_least_three_cases(folder: str) -> None:
    count = sum(case.startswith(f"{folder}/") for case in CASES)
    if count < LEAST_CASES:
        pytest.fail(
            f"tests/fixtures/{folder} has {count} of the {LEAST_CASES} cases that prove a layout: "
            f"'antara fixture PAGE NAME --layout {folder}' makes one of a page"
        )


@pytest.mark.parametrize("folder", sorted({case.split("/")[0] for case in CASES}))
def test_every_case_is_of_a_layout_that_is_declared(folder: str) -> None:
    if folder not in FOLDERS:
        pytest.fail(
            f"tests/fixtures/{folder} has cases, and no layout '{folder}' is declared: "
            "docs/a-new-layout.md says how"
        )


def test_a_layout_that_reads_more_pages_has_raised_the_version() -> None:
    """Else held articles are not read again, and a page read otherwise becomes a revision."""
    newest = max(LAYOUTS, key=lambda layout: layout.known_since)
    if newest.known_since > int(EXTRACTOR_VERSION):
        pytest.fail(
            f"the layout {newest.name} is known since version {newest.known_since}: raise "
            f"EXTRACTOR_VERSION in crawler/items.py, which is {EXTRACTOR_VERSION}"
        )
