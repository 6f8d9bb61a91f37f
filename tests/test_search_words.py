"""What is typed and what is written, as words: stems, names, amounts, the query's grammar."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.archive.words import query as queries
from pipelines.archive.words.amounts import read_amount
from pipelines.archive.words.finding import Finder
from pipelines.archive.words.folding import fold, spans, tokens, words
from pipelines.archive.words.names import is_name, place_words
from pipelines.archive.words.query import parse
from pipelines.archive.words.stemmer import exceptions, roots, stem
from tests.search_pairs import APART, SAME, UNSEEN_APART, UNSEEN_SAME


def stem_of(word: str) -> str:
    first, _, second = word.partition("-")
    return stem(first) if second and stem(first) == stem(second) else stem(word)


# Stems


@pytest.mark.parametrize(("one", "other"), [*SAME, *UNSEEN_SAME])
def test_forms_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert stem_of(one) == stem_of(other)


@pytest.mark.parametrize(("one", "other"), [*APART, *UNSEEN_APART])
def test_different_words_have_different_stems(one: str, other: str) -> None:
    assert stem_of(one) != stem_of(other)


def test_each_exception_is_its_own_stem() -> None:
    """Else forms of forms would be looked for."""
    assert {stem(each) for each in exceptions().values()} <= {*exceptions().values(), *roots()}
    for word in exceptions().values():
        assert stem(word) == word


@given(st.text(max_size=60) | st.text(alphabet="meberpngyakistu", max_size=30))
@example("me" * 20)
@example("di" * 20 + "kan")
def test_any_word_has_a_stem(word: str) -> None:
    assert isinstance(stem(word), str)
    assert stem(stem(word)) == stem(word) or stem(word) in roots()


@pytest.mark.parametrize("word", ["bali", "bekasi", "kediri", "serang", "pekalongan", "asahan"])
def test_places_are_names(word: str) -> None:
    assert is_name(word, 0, 0)


@pytest.mark.parametrize("word", ["kota", "barat", "selatan", "kepulauan", "sungai", "tanah"])
def test_ordinary_words_in_names_of_places_are_none(word: str) -> None:
    assert word not in place_words()


def test_capitals_make_a_name_when_there_are_enough() -> None:
    assert is_name("susi", 9, 1)
    assert not is_name("susi", 2, 0)
    assert not is_name("menteri", 6, 4)


# Folding


@given(st.text())
@example("a\u0301b \u0301c İstanbul ǅ ß ﬁ")
def test_places_of_words_are_theirs(text: str) -> None:
    for word, start, end in tokens(text):
        assert word == fold(text[start:end])


@given(st.text())
@example("“a\u0301b” c\u0327\u0301 é\u05b0x 각 ﬁ ǆ İI")
def test_words_are_the_same_with_and_without_places(text: str) -> None:
    assert [token.word for token in tokens(text)] == words(text)
    assert [text[start:end] for start, end in spans(text)] == [
        text[t.start : t.end] for t in tokens(text)
    ]


def test_accents_are_folded_whole_or_apart() -> None:
    assert words("Café Cafe\u0301 CAFÉ") == ["cafe"] * 3
    assert [token.word for token in tokens("Café Cafe\u0301 kopi")] == ["cafe", "cafe", "kopi"]


# Amounts


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Rp9 triliun", "rp 9 triliun"),
        ("Rp9 triliun", "rp9 triliun"),
        ("Rp 9 triliun", "rp9 triliun"),
        ("rp. 9 triliun", "9 triliun rupiah"),
        ("9 triliun", "rp9 triliun"),
        ("9 miliar", "9 milyar"),
        ("Rp9,5 triliun", "rp 9 5 triliun"),
        ("9.000", "9000"),
        ("9000", "9 000"),
        ("9 000", "9000"),
        ("9 000 000", "9 000 000"),
        ("Rp9.000.000", "rp9000000"),
        ("9,5", "9 5"),
        ("2026", "2026"),
    ],
)
def test_an_amount_is_found_however_it_is_written(typed: str, written: str) -> None:
    ways, taken = read_amount(typed.split())
    assert tuple(written.split()) in ways
    assert taken == len(typed.split())


@pytest.mark.parametrize("typed", ["", "rp", "rp rp", "sembilan", "9x", "1.2.3", "Rp", "9/8"])
def test_what_is_no_amount_is_left(typed: str) -> None:
    assert read_amount(typed.split()) == ((), 0)


def test_a_year_is_no_amount_with_a_blank() -> None:
    assert read_amount(["2026"])[0] == (("2026",),)
    assert ("2", "026") in read_amount(["Rp2026"])[0] or ("rp2", "026") in read_amount(["Rp2026"])[
        0
    ]


# The grammar


def shown(typed: str) -> tuple[list[str], list[str]]:
    """What is wanted and unwanted: the first way of each, a * behind a prefix."""

    def text(unit: queries.Unit) -> str:
        return " ".join(unit.exact[0]) + "*" * unit.prefix

    query = parse(typed)
    return [text(each) for each in query.wanted], [text(each) for each in query.unwanted]


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("pasar", ["pasar"], []),
        ("Pasar IKAN", ["pasar", "ikan"], []),
        ("pasar pasar", ["pasar"], []),
        ('"pasar ikan" ambon', ["pasar ikan", "ambon"], []),
        ("“pasar ikan”", ["pasar ikan"], []),
        ('laut "ombak tinggi', ["laut", "ombak tinggi"], []),
        ("banjir -jakarta", ["banjir"], ["jakarta"]),
        ("banjir NOT jakarta bogor", ["banjir", "bogor"], ["jakarta"]),
        ('banjir -"luar negeri"', ["banjir"], ["luar negeri"]),
        ("banjir not jakarta", ["banjir", "not", "jakarta"], []),
        ("banjir NOT", ["banjir", "not"], []),
        ("NOT", ["not"], []),
        ("NOT NOT banjir", [], ["banjir"]),
        ("-jakarta", [], ["jakarta"]),
        ("suhu -5 derajat", ["suhu", "5", "derajat"], []),
        ("--ikan", ["ikan"], []),
        ("banj*", ["banj*"], []),
        ("*banjir", ["banjir"], []),
        ("ban*jir", ["ban jir"], []),
        ("pasar AND OR ikan", ["pasar", "and", "or", "ikan"], []),
        ("title:pasar ^x {y}", ["title pasar", "x", "y"], []),
        ("pas\0ar", ["pas", "ar"], []),
        ("Café", ["cafe"], []),
        ("17/8/2026", ["17 8 2026"], []),
        ("🐟 ikan", ["ikan"], []),
        ("\ud800", [], []),
        ('"', [], []),
        ("", [], []),
        ("*** ^ - 🐟 _", [], []),
        ('"" "*"', [], []),
    ],
)
def test_what_is_typed_is_words(typed: str, wanted: list[str], unwanted: list[str]) -> None:
    assert shown(typed) == (wanted, unwanted)


@pytest.mark.parametrize(
    ("typed", "exact", "word"),
    [
        ("anak-anak", ("anak anak", "anak2"), "anak"),
        ("anak2", ("anak anak", "anak2"), "anak"),
        ("sayur-mayur", ("sayur mayur", "sayurmayur"), None),
        ("tolong-menolong", ("tolong menolong",), "tolong"),
        ("anak-anaknya", ("anak anaknya",), "anak"),
        ("anti-korupsi", ("anti korupsi", "antikorupsi"), None),
        ("antikorupsi", ("antikorupsi", "anti korupsi"), "antikorupsi"),
        ("covid-19", ("covid 19", "covid19"), None),
        ('"makanan"', ("makanan",), None),
        ("makanan", ("makanan",), "makanan"),
        ('"Rp9 triliun"', ("rp9 triliun", "rp 9 triliun"), None),
    ],
)
def test_a_word_is_found_in_its_other_spellings(
    typed: str, exact: tuple[str, ...], word: str | None
) -> None:
    (unit,) = parse(typed).wanted
    assert tuple(" ".join(each) for each in unit.exact)[: len(exact)] == exact
    assert unit.word == word


@given(st.text() | st.text(alphabet='"*^:()+-{} ANDORTNErp9.,0pasar2\0\ud800'))
@example("-" * 1000)
@example("NOT " * 1000)
@example('"' * 1001)
def test_anything_typed_is_a_query_of_letters_and_digits(typed: str) -> None:
    query = parse(typed)
    for unit in (*query.wanted, *query.unwanted):
        assert unit.exact
        for sequence in unit.exact:
            assert sequence
            assert all(word and not set(word) & set('"*^:(){}+-\0 ') for word in sequence)


@pytest.mark.parametrize("typed", ["a" * 100_000, "kata lain " * 10_000, "satu dua tiga " * 7_000])
def test_a_pasted_page_is_cut(typed: str) -> None:
    query = parse(typed)
    assert 0 < len(query.wanted) <= queries.MOST_UNITS
    many = parse(" ".join(f"kata{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(100)))
    assert (len(many.wanted), many.left_out) == (queries.MOST_UNITS, 100 - queries.MOST_UNITS)
    assert len(parse("kata " * 3_000).wanted) == 1
    assert parse("kata " * 3_000).left_out == 1_000


# Snippets


def finder(*exact: str, others: tuple[str, ...] = ()) -> Finder:
    return Finder([([tuple(each.split())], others) for each in exact])


def test_a_snippet_shows_the_place_with_most_of_the_query() -> None:
    text = "Hujan turun. " + "kata " * 60 + "Banjir, lalu hujan, di kota. " + "lain " * 60
    found = finder("banjir", "hujan").snippet([text])
    assert "[Banjir], lalu [hujan], di kota." in found
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert len(found.split()) <= 26


def test_a_snippet_marks_phrases_and_other_forms_and_keeps_accents() -> None:
    assert finder("rumah sakit").snippet(["Di rumah sakit, di Rumah."]) == (
        "Di [rumah sakit], di Rumah."
    )
    assert finder("makan", others=("makanan",)).snippet(["Café makanan."]) == "Café [makanan]."


def test_a_snippet_comes_from_the_first_text_that_has_one() -> None:
    assert finder("pasar").snippet([None, "", "Ikan.", "Pasar."]) == "[Pasar]."
    assert finder("pasar").snippet(["Ikan."]) == ""


@given(st.lists(st.sampled_from(["banjir", "hujan", "dan", "é", "-", "\n"]), max_size=80))
def test_a_snippet_is_the_text_with_marks(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = finder("banjir", "hujan", "banjir hujan").snippet([text])
    bare = found.replace("[", "").replace("]", "").removeprefix("… ").removesuffix(" …")
    assert bare in " ".join(text.split())
    assert found.count("[") == found.count("]")
