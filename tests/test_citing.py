"""Citations: a line of text, and BibTeX."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.archive.tokens import REPORTERS, ROLES
from pipelines.datasette.pages.citing import bibtex, cited, writers

ARTICLE: dict[str, Any] = {
    "bureau": "bali",
    "article_id": 12,
    "title": "Pasar dibuka",
    "url": "https://bali.antaranews.com/berita/12/pasar",
    "published_day": "2026-03-04",
    "fetched_at": "2026-11-05T10:00:00Z",
    "language": "id",
    "credits": [
        {"role": "reporter", "name": "Made Rekaan"},
        {"role": "editor", "name": "Sari Umpama"},
        {"role": "photographer", "name": "Made Rekaan"},
    ],
}
FIRST = {"seq": 1, "first_seen": "2026-11-05T10:00:00Z"}


def of(**changes: Any) -> dict[str, Any]:
    return {**ARTICLE, **changes}


def test_a_line() -> None:
    assert cited(ARTICLE, "ANTARA Bali", "id", FIRST) == (
        "Made Rekaan. “Pasar dibuka.” ANTARA Bali, 4 Maret 2026. "
        "https://bali.antaranews.com/berita/12/pasar. Diakses 5 November 2026. "
        "Arsip ANTARA: bali/12."
    )
    assert cited(ARTICLE, "ANTARA Bali", "en", FIRST).endswith(
        "4 March 2026. " + ARTICLE["url"] + ". Accessed 5 November 2026. ANTARA archive: bali/12."
    )


@pytest.mark.parametrize("title", ["Benarkah?", "Wah!", "Selesai."])
def test_a_title_that_ends_by_itself_gets_no_full_stop(title: str) -> None:
    assert f"“{title}” " in cited(of(title=title), "ANTARA Bali", "id", FIRST)


@pytest.mark.parametrize(("language", "undated"), [("id", "t.t."), ("en", "n.d.")])
def test_without_a_date(language: str, undated: str) -> None:
    line = cited(of(published_day=None), "ANTARA Bali", language, FIRST)
    assert f"ANTARA Bali, {undated} https://" in line
    assert ".." not in line
    assert " date =" not in bibtex(of(published_day=None), "ANTARA Bali", "id", FIRST)


@pytest.mark.parametrize("role", ROLES)
def test_who_wrote_it_are_those_whose_work_it_is(role: str) -> None:
    article = of(credits=[{"role": role, "name": "Made Rekaan"}, {"role": role, "name": None}])
    assert writers(article) == (["Made Rekaan"] if role in REPORTERS else [])
    who = "Made Rekaan" if role in REPORTERS else "ANTARA Bali"
    assert cited(article, "ANTARA Bali", "id", FIRST).startswith(f"{who}. “")


def test_bibtex() -> None:
    article = of(credits=[{"role": "reporter", "name": "A & B"}, {"role": "author", "name": "C"}])
    article |= {"title": "50% {naik} \\input{x} $1_a^b~#", "language": "en"}
    assert bibtex(article, "ANTARA Bali", "id", FIRST).splitlines() == [
        "@online{antara-bali-12,",
        "  author = {{A \\& B} and {C}},",
        "  title = {{50\\% \\{naik\\} \\textbackslash{}input\\{x\\} "
        "\\$1\\_a\\textasciicircum{}b\\textasciitilde{}\\#}},",
        "  organization = {ANTARA Bali},",
        "  date = {2026-03-04},",
        "  url = {https://bali.antaranews.com/berita/12/pasar},",
        "  urldate = {2026-11-05},",
        "  note = {Arsip ANTARA: bali/12},",
        "  langid = {english},",
        "}",
    ]


def test_an_address_ends_no_entry() -> None:
    entry = bibtex(of(url="https://a.example/}\\evil x\u202e"), "ANTARA Bali", "id", FIRST)
    assert "url = {https://a.example/evilx}," in entry


def test_a_changed_article_is_cited_with_its_state() -> None:
    third = {"seq": 3, "first_seen": "2026-11-30T01:00:00Z"}
    assert cited(ARTICLE, "ANTARA Bali", "en", third).endswith(
        " ANTARA archive: bali/12, state 3, first seen 30 November 2026."
    )
    entry = bibtex(ARTICLE, "ANTARA Bali", "id", third)
    assert "note = {Arsip ANTARA: bali/12, versi 3, pertama terlihat 30 November 2026}," in entry
