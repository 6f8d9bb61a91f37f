"""What changed between two texts: sentences added, cut, moved, words and numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.archive.text_changes import Change, Kind, added_and_cut, changes, sentences

A = "Warga Desa Umpama memanen padi pada Senin pagi."
B = "Kepala desa Rani Rekaan menyebut hasilnya 12,5 ton per hektare."
C = "Harga gabah di tingkat petani mencapai Rp6.500 per kilogram."
D = "Pemerintah kabupaten menyiapkan dua gudang baru."


def text(*sentences: str) -> str:
    return "Palembang (ANTARA) - " + "\n\n".join(sentences)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (text(A, B), text(A, B), []),
        (text(A, B), text(A, B, D), [Change(Kind.ADDED, "", D)]),
        (text(A, B, D), text(A, D), [Change(Kind.CUT, B, "")]),
        (text(A, B, C, D), text(A, C, D, B), [Change(Kind.MOVED, B, B)]),
        (
            text(A, B),
            text(A, B.replace("12,5", "12,8")),
            [Change(Kind.NUMBER, B, B.replace("12,5", "12,8"))],
        ),
        (
            text(A, C),
            text(A, C.replace("Rp6.500", "Rp6.700")),
            [Change(Kind.NUMBER, C, C.replace("Rp6.500", "Rp6.700"))],
        ),
        (
            text(A, B),
            text(A.replace("Senin", "Selasa"), B),
            [Change(Kind.WORDS, A, A.replace("Senin", "Selasa"))],
        ),
        (None, text(A), [Change(Kind.ADDED, "", A)]),
        (text(A), None, [Change(Kind.CUT, A, "")]),
        (text(A), text(A).replace("Palembang", "Jakarta"), []),
    ],
)
def test_each_kind_of_change(old: str | None, new: str | None, found: list[Change]) -> None:
    assert changes(old, new) == found


def test_a_number_with_its_unit_is_one_change_and_a_word_beside_it_another() -> None:
    new = B.replace("12,5 ton per hektare", "13 ton per hektare menurut data")
    assert [each.kind for each in changes(text(B), text(new))] == [Kind.WORDS]


def test_added_and_cut_leave_out_what_was_only_changed() -> None:
    new = text(A.replace("Senin", "Selasa"), D)
    assert added_and_cut(text(A, C), new) == ([D], [C])


def test_sentences_end_at_marks_and_paragraphs_and_quotes_stay_whole() -> None:
    said = 'Harga naik. "Kami resah," kata dia. "Besok rapat." Rp1.500 per kg\n\nSelesai'
    assert sentences(said) == [
        "Harga naik.",
        '"Kami resah," kata dia.',
        '"Besok rapat."',
        "Rp1.500 per kg",
        "Selesai",
    ]


@given(st.lists(st.sampled_from([A, B, C, D]), max_size=6, unique=True), st.randoms())
def test_what_is_added_and_cut_tells_the_sentences_of_both(old: list[str], chance) -> None:
    new = [each for each in old if chance.random() < 0.7]
    found = changes(text(*old), text(*new))
    gone = sorted(set(old) - set(new))
    assert sorted(each.old for each in found if each.kind is Kind.CUT) == gone
    back = changes(text(*new), text(*old))
    assert sorted(each.new for each in back) == gone


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_is_too_odd(one: str, other: str) -> None:
    assert changes(one, one) == []
    changes(one, other)
