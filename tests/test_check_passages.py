"""What is said of passages that were altered by hand, left as they are, or invented.

tests/check_passages/README.md tells what the files hold; `python -m tests.checked` prints the
table.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checked import SECOND, Checked, check_all, fill, lines, table

DOCUMENT = Path(__file__).parent.parent / "docs" / "check.md"
TEMPLATES_MISTAKEN = {"absent-067", "absent-069", "absent-070"}
"""Of another day from a template that is held: most of their words are, with other numbers."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("checked") / "archive.db")


@pytest.fixture(scope="module")
def checked(archive: Path) -> list[Checked]:
    return list(check_all(archive))


def of(checked: list[Checked], kind: str, *steps: str) -> list[Checked]:
    found = [each for each in checked if each.kind == kind and (not steps or each.step in steps)]
    assert found
    return found


def differences(checked: Checked) -> list[dict[str, str]]:
    return [each for part in checked.answer["parts"] for each in part["differences"]]


@pytest.mark.slow
def test_no_altered_passage_is_verbatim(checked: list[Checked]) -> None:
    assert len(of(checked, "altered")) == 100
    assert [each.passage["id"] for each in of(checked, "altered") if not each.right] == []


@pytest.mark.slow
def test_what_was_altered_is_named(checked: list[Checked]) -> None:
    """Each word, number and name that was changed stands among the differences."""
    for each in of(checked, "altered", "word", "number", "name", "negation", "sign"):
        given = " ".join(one["given"] for one in differences(each))
        held = " ".join(one["held"] for one in differences(each))
        home = each.answer["source"]["key"]
        if any(p["source"] not in (None, home) for p in each.answer["parts"]):
            continue  # it stands so in another article: that is what differs, and is told
        assert given or held, each.passage["id"]
        for said, stands in zip(each.passage["given"], each.passage["held"], strict=True):
            new, old = words(said) - words(stands), words(stands) - words(said)
            assert new <= words(given), each.passage["id"]
            assert old <= words(held), each.passage["id"]


def words(text: str) -> set[str]:
    """Words of a text as far as a test has to know: letters and digits, small."""
    letters = "".join(sign if sign.isalnum() else " " for sign in text.casefold())
    return set(letters.split())


def test_a_sentence_that_was_added_is_shown(checked: list[Checked]) -> None:
    for each in of(checked, "altered", "sentence_added"):
        missing = [p["given"] for p in each.answer["parts"] if p["likeness"] == "missing"]
        assert each.passage["given"][0] in missing, each.passage["id"]


def test_a_sentence_that_was_cut_is_shown(checked: list[Checked]) -> None:
    for each in of(checked, "altered", "sentence_cut"):
        cut = " ".join(each.answer["cut"]).replace('"', "")
        for sentence in each.passage["held"]:
            assert sentence.translate({ord(sign): None for sign in '“”"'}) in cut


def test_what_is_left_as_it_is_is_verbatim(checked: list[Checked]) -> None:
    assert [each.passage["id"] for each in of(checked, "unchanged") if not each.right] == []


def test_an_earlier_state_is_named(checked: list[Checked]) -> None:
    earlier = [each for each in of(checked, "unchanged") if "state" in each.passage]
    assert len(earlier) == 7
    for each in earlier:
        source = each.answer["source"]
        assert source["state"] == each.passage["state"] < source["states"]
        assert each.answer["corrections"]


def test_a_part_is_found_within_other_words(checked: list[Checked]) -> None:
    for each in of(checked, "partly"):
        assert (each.right, each.verdict) == (True, "partly_found"), each.passage["id"]
        same = {p["given"] for p in each.answer["parts"] if p["likeness"] == "same"}
        plain = [" ".join(sorted(words(sentence))) for sentence in same]
        for sentence in each.passage["found"]:
            assert " ".join(sorted(words(sentence))) in plain, each.passage["id"]


def test_what_is_absent_is_not_found_and_its_coverage_is_told(checked: list[Checked]) -> None:
    absent = of(checked, "absent")
    assert len(absent) == 100
    assert {each.passage["id"] for each in absent if not each.right} == TEMPLATES_MISTAKEN
    for each in absent:
        assert each.verdict != "verbatim"
        coverage = each.answer["coverage"]
        assert coverage["line"].startswith("Of 2026-02-15 to 2026-04-15 the archive holds ")
        assert coverage["complete"]


def test_where_nobody_looked_nothing_is_called_not_found(archive: Path) -> None:
    for each in check_all(archive, ["absent"], days=("2026-01-15", "2026-04-15")):
        assert each.verdict != "not_found"
        assert not each.answer["coverage"]["complete"]
        assert each.answer["coverage"]["line"]


def test_without_a_day_in_question_nothing_is_called_not_found(archive: Path) -> None:
    named = 0
    for each in check_all(archive, ["absent"], days=(None, None)):
        coverage = each.answer["coverage"]
        assert coverage["complete"] <= bool(coverage["period"])
        assert each.verdict != "not_found" or coverage["complete"]
        named += bool(coverage["period"])
    assert 5 <= named < 30


@pytest.mark.slow
def test_the_second_list(archive: Path) -> None:
    """Nothing was set on it but which lines are no part of a report: see docs/check.md."""
    found = list(check_all(archive, folder=SECOND))
    altered = of(found, "altered")
    assert len(altered) == 60
    assert [each.passage["id"] for each in altered if not each.right] == []
    assert [each.passage["id"] for each in of(found, "partly") if not each.right] == []
    assert {each.passage["id"] for each in of(found, "absent") if not each.right} == {
        *("absent-236", "absent-260")
    }
    unchanged = of(found, "unchanged")
    assert sum(each.right for each in unchanged) >= 29
    # What stands beside the text, or was left out, is shown; nothing within a sentence is.
    assert all(each.at_home for each in unchanged)
    assert table(found) in DOCUMENT.read_text("utf-8")


def test_every_field_of_an_answer_is_documented(checked: list[Checked]) -> None:
    answers = [each.answer for each in checked]
    parts = [part for answer in answers for part in answer["parts"]]
    near = [each for answer in answers for each in answer["near"]]
    fields = {name for each in (*answers, *parts, answers[0]["coverage"]) for name in each}
    text = DOCUMENT.read_text("utf-8")
    assert parts
    assert near
    assert sorted(name for name in fields if f"`{name}`" not in text) == []
    likenesses = {part["likeness"] for part in parts}
    assert sorted(each for each in likenesses if each not in text) == []
    kinds = {each["kind"] for one in (*parts, *near) for each in one["differences"]}
    assert sorted(each for each in kinds if f"`{each}`" not in text) == []


def test_the_table_of_the_documents_is_this_one(checked: list[Checked]) -> None:
    assert table(checked) in DOCUMENT.read_text("utf-8")


def test_the_files_hold_what_their_readme_says() -> None:
    counts = {name: len(lines(name)) for name in ("originals", "unchanged", "partly")}
    assert counts == {"originals": 40, "unchanged": 60, "partly": 20}
