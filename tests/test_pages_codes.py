"""What the pages say for a code of the archive's, in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import pipelines.datasette
from crawler.summary import RunSummary
from pipelines.archive import search_notes, tokens, verdicts
from pipelines.archive.checking.answer import Verdict
from pipelines.archive.checking.covered import UNHELD
from pipelines.archive.checking.finding import Likeness
from pipelines.archive.checking.reasons import Reason
from pipelines.archive.states import FIELDS
from pipelines.archive.text_changes import Kind
from pipelines.datasette.pages.codes import CODES, NOTES, WHY, enumerated, note_said, said
from pipelines.datasette.pages.coverage_line import coverage_line
from pipelines.datasette.pages.labels import LABELS
from pipelines.datasette.pages.language import LANGUAGES
from pipelines.datasette.pages.withheld import WITHHELD
from tests.archives import ask
from tests.rightful import GONE, SHOWN, WITHDRAWN, make_rightful
from tests.served import pages_of

if TYPE_CHECKING:
    from collections.abc import Iterable

TEMPLATES = Path(pipelines.datasette.__file__).parent / "templates"


@pytest.mark.parametrize(
    ("of", "codes"),
    [
        ("kind", tokens.KINDS),
        ("role", tokens.ROLES),
        ("published_source", tokens.PUBLISHED_SOURCES),
        ("fate", tokens.FATES_STORED),
        ("residue", tokens.RESIDUES),
        ("state", tokens.STATES),
        ("drop_reason", tokens.DROP_REASONS),
        ("change", [*Kind, *FIELDS, "spacing"]),
        ("likeness", [*Likeness, WITHHELD]),
        ("verdict", Verdict),
        ("of_a_day", verdicts.VERDICTS),
    ],
)
def test_every_code_has_words(of: str, codes: Iterable[str]) -> None:
    assert set(CODES[of]) == set(map(str, codes))


def test_every_reason_and_note_has_words() -> None:
    assert set(WHY) == set(map(str, Reason))
    assert set(NOTES) == set(search_notes.SENTENCES)
    for code, sentence in search_notes.SENTENCES.items():
        assert NOTES[code].count("{}") == sentence.count("{}")
    assert set(UNHELD) - set(CODES["state"]) == {"withdrawn"} <= set(CODES["of_a_day"])


def test_every_end_of_a_run_has_words() -> None:
    summary = RunSummary("latest", "sample", "archive.db")
    ends = {summary.outcome}
    summary.interrupted = True
    ends.add(summary.outcome)
    assert {*ends, "errors", "failed"} == set(CODES["run"])


def test_no_word_stands_in_both_languages_by_mistake() -> None:
    same = {
        code
        for words in [*CODES.values(), WHY, LABELS]
        for code, (one, other) in words.items()
        if one == other and code not in {"editor", "video", "data", "tag"}
    }
    assert same == set()


def test_templates_use_labels_that_exist() -> None:
    used = {
        name
        for each in TEMPLATES.rglob("*.html")
        for name in re.findall(r"\bt\.([a-z_]+)", each.read_text("utf-8"))
    }
    assert len(used) > 50
    assert used <= set(LABELS)


def test_what_stands_in_no_list_is_shown_as_it_is() -> None:
    assert said("dns_lookup", "drop_reason", "id") == "dns lookup"
    assert said(None, "role", "id") == "None"
    assert note_said("Something else", "id") == "Something else"
    assert enumerated(None, "id") == ""
    assert enumerated([{"role": "wire", "name": None}], "en") == "(wire code)"


def of_days(**changes: Any) -> dict[str, Any]:
    return {
        "period": [{"since": "2026-01-02", "until": "2026-01-04"}],
        "sure": True,
        "bureaus": 2,
        "holding": ["bali"],
        "held": 1,
        "unheld": {},
        "holes": [],
        **changes,
    }


def test_what_is_held_of_days_in_a_line() -> None:
    assert coverage_line(of_days(), "id") == (
        "Dari 2 Januari 2026 sampai 4 Januari 2026 arsip ini memuat 1 artikel dari 1 di antara 2 "
        "biro; setiap harinya lengkap."
    )
    hole = {"bureau": "bali", "first_day": "2026-01-02", "last_day": "2026-01-02"}
    told = of_days(
        sure=False,
        bureaus=1,
        held=1234,
        unheld={"gone": 2},
        holes=[hole | {"verdict": "not_walked"}] * 5,
    )
    assert coverage_line(told, "en") == (
        "Around the days that the passage names: Of 2 January 2026 to 4 January 2026 the archive "
        "holds 1,234 articles of bali, with gaps: bali 2 January 2026 (not looked through); "
        "bali 2 January 2026 (not looked through); bali 2 January 2026 (not looked through); "
        "and 2 more; the texts of articles that were named are not held (2 gone from the site). "
        "It may have been published on others: fill in Since and Until."
    )
    for line in (coverage_line(told, "id"), coverage_line(of_days(), "id")):
        assert not re.search(r"\b(the|of|days|held|gaps|more)\b", line)


def test_what_is_held_at_all_in_a_line() -> None:
    nothing = of_days(period=[], held=0, bureaus=0, first=None, last=None)
    assert coverage_line(nothing, "en") == "The archive holds no article."
    some = of_days(period=[], held=7, bureaus=1, first="2026-01-02", last=None)
    assert "7 artikel dari 1 biro, terbit 2 Januari 2026 sampai pada hari" in coverage_line(
        some, "id"
    )
    assert "7 articles of 1 bureau, published from 2 January 2026" in coverage_line(some, "en")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    make_rightful(path)
    return path


ENGLISH = re.compile(
    r"\b(reporter|removed|put back|read also|stored|gone|known from|words|title|not held|"
    r"altered|held|the archive|cannot|Nothing|no day|finished)\b"
)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        f"/a/bali/{SHOWN}",
        f"/a/bali/{SHOWN}/changes",
        "/a/bali/99",
        "/search?q=-x&since=besok&reporter=Tak%20Ada",
        "/check?text=Warga%20desa%20tidak%20ada%20di%20sini%20sama%20sekali&since=x",
        "/check?text=https://bali.antaranews.com/berita/1/x",
        "/check?text=...",
    ],
)
def test_indonesian_pages_have_no_english(archive: Path, address: str) -> None:
    (page,) = pages_of(archive, address)
    main = page.text.partition("<main")[2].partition("</main>")[0]
    text = re.sub(r"<[^>]+>", " ", re.sub(r"<(pre|textarea).*?</\1>", "", main, flags=re.DOTALL))
    assert len(text.split()) > 5
    assert ENGLISH.findall(text) == []
    assert set(LANGUAGES) == {"id", "en"}


def test_the_flat_view_has_no_text_of_what_is_gone_or_withdrawn(archive: Path) -> None:
    told = dict(ask(archive, "SELECT nomor, isi IS NULL FROM berita WHERE kata > 5"))
    assert told[SHOWN] == 0
    assert told[GONE] == 1
    assert WITHDRAWN not in told
