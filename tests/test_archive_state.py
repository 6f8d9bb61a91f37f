"""The pure rules: equal texts, equal states, and whether two articles are one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.archive.sameness import Deed, Held, decide, is_collision
from pipelines.archive.state import details_sha256, state_json, text_sha256, without_dateline
from tests.archives import article

BODY = "Pasar dibuka kembali setelah perbaikan.\n\nPedagang menyambutnya."


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"Denpasar (ANTARA) - {BODY}", "Denpasar"),
        (f"Denpasar, 7/12 (ANTARA News) - {BODY}", "Denpasar"),
        (f"Mataram, NTB (ANTARA) -- {BODY}", "Mataram, NTB"),
        (f"Jakarta, 23 Februari 2016 (Antara/PRNewswire) — {BODY}", "Jakarta"),
        (f"  Denpasar(ANTARA)-{BODY}", "Denpasar"),
        (f"Denpasar (ANTARA): {BODY}", "Denpasar"),
        (f"Denpasar - {BODY}", "Denpasar"),
        (f"Denpasar (ANTARA) \n {BODY}", "Denpasar"),
        (BODY, None),
        (BODY, "Denpasar"),
    ],
)
def test_equal_texts_have_equal_hashes_whatever_the_dateline(text: str, place: str) -> None:
    assert text_sha256(text, place) == text_sha256(BODY)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"Denpasar (ANTARA) - {BODY}", None),  # nothing was read as a dateline
        (f"Denpasar (Bali) - {BODY}", "Denpasar"),
        (f"Denpasar dan sekitarnya (ANTARA) ramai. {BODY}", "Gianyar"),
        (f"Denpasar-Gianyar {BODY}", "Denpasar"),
        (f"Denpasar ramai.\nMenurut (ANTARA) - {BODY}", "Denpasar"),
    ],
)
def test_what_is_no_dateline_stays(text: str, place: str) -> None:
    assert without_dateline(text, place) == text


def test_no_text_has_no_hash() -> None:
    assert text_sha256(None) is None
    assert text_sha256("") is None
    assert text_sha256(" \n ") is None


@given(st.text(min_size=1), st.sampled_from([" ", "\n\n", "\t", "\u00a0"]))
def test_whitespace_and_normal_form_do_not_count(text: str, space: str) -> None:
    spaced = space.join(unicodedata.normalize("NFC", text))
    assert text_sha256(spaced) == text_sha256("".join(unicodedata.normalize("NFC", text).split()))
    assert text_sha256(unicodedata.normalize("NFD", text)) == text_sha256(
        unicodedata.normalize("NFC", text)
    )


@given(st.text(), st.one_of(st.none(), st.text()))
def test_any_text_and_place_give_a_hash_or_none(text: str, place: str | None) -> None:
    digest = text_sha256(text, place)
    assert digest is None or len(digest) == 64


def test_the_state_is_the_five_fields_in_a_fixed_form() -> None:
    one, other = article(1).as_dict(), dict(reversed(article(1).as_dict().items()))
    assert state_json(one) == state_json(other)
    assert state_json(one) != state_json(article(1, tags=[]).as_dict())
    assert state_json(one) == state_json(article(1, category="x", etag="y").as_dict())


def test_details_are_all_but_state_ledger_and_response() -> None:
    base = details_sha256(article(1).as_dict())
    for same in ({"title": "x"}, {"ledger": []}, {"etag": "x"}, {"fetched_at": "x"}):
        assert details_sha256(article(1, **same).as_dict()) == base
    for other in ({"category": "x"}, {"images": []}, {"rights_notice": "x"}):
        assert details_sha256(article(1, **other).as_dict()) != base


# One article or two


def held(title: str, text: str | None, kind: str = "article", layout: str = "r") -> Held:
    return Held(1, kind, title, text, text_sha256(text), "details", layout, 1, 1, "state", "1")


def collides(before: tuple[str, str | None], after: tuple[str, str | None], **kind: str) -> bool:
    new = {"kind": kind.get("kind", "article"), "title": after[0], "text": after[1]}
    return is_collision(held(*before), new, text_sha256(after[1]))


LONG = (
    "Pemerintah kota membuka kembali pasar rakyat setelah perbaikan selama dua tahun. "
    "Pedagang lama mendapat kios yang sama tanpa dipungut biaya, kata kepala dinas itu."
)
OTHER = (
    "Regu penolong mencari korban kapal feri yang karam sejak subuh. "
    "Gelombang setinggi empat meter menyulitkan pencarian di perairan itu."
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # a typing error in the title
        (("Pasar rakyat dibuka kembalii", LONG), ("Pasar rakyat dibuka kembali", LONG)),
        # another title, the text nearly the same
        (("Pasar rakyat dibuka", LONG), ("Kios gratis bagi pedagang lama", LONG + " Ralat.")),
        # another title over exactly the same text
        (("Pasar rakyat dibuka", "Pendek."), ("Kios gratis", "Pendek.")),
        # the text rewritten, the title kept in part
        (("Pasar rakyat kota dibuka", LONG), ("Pasar rakyat dibuka wali kota", OTHER)),
        # a longer title that holds the shorter one
        (("Pasar dibuka", None), ("Pasar dibuka wali kota setelah perbaikan lama", None)),
        (("PASAR RAKYAT", None), ("Pasar Rakyat", LONG)),
        # a first report that grew
        (("Kapal feri karam", OTHER[:60]), ("Tiga korban ditemukan", OTHER + LONG)),
    ],
)
def test_corrections_are_no_collision(before: tuple, after: tuple) -> None:
    assert not collides(before, after)
    assert not collides(after, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("Pasar rakyat dibuka kembali", LONG), ("Kapal feri karam di laut", OTHER)),
        (("Pasar rakyat dibuka kembali", None), ("Kapal feri karam di laut", None)),
        # only small words in common
        (("Dari desa ke kota di Bali", LONG), ("Ke laut dari kampung di Ambon", OTHER)),
        (("???", None), ("!!!", None)),
    ],
)
def test_unrelated_articles_collide(before: tuple, after: tuple) -> None:
    assert collides(before, after)
    assert collides(after, before)


def test_another_kind_collides_even_with_the_same_words() -> None:
    assert collides(("Pasar dibuka", LONG), ("Pasar dibuka", LONG), kind="photo")


@given(st.text(min_size=1), st.one_of(st.none(), st.text()))
def test_nothing_collides_with_itself(title: str, text: str | None) -> None:
    assert not collides((title, text), (title, text))


def test_the_table_of_deeds() -> None:
    def deed(layout: str, new_layout: str, version: str, state: str, details: str) -> Deed:
        new = {
            "kind": "article",
            "title": "Pasar dibuka",
            "text": LONG,
            "layout": new_layout,
            "extractor_version": version,
        }
        before = held("Pasar dibuka", LONG, layout=layout)
        digest = text_sha256(LONG)
        return decide(before, new, text_sha256=digest, state_sha256=state, details=details)

    assert deed("r", "r", "1", "state", "details") is Deed.SEEN
    assert deed("r", "r", "1", "state", "others") is Deed.REFRESH
    assert deed("r", "r", "1", "other", "details") is Deed.REVISE
    assert deed("r", "g3", "1", "other", "details") is Deed.REVISE
    assert deed("r", "r", "2", "other", "details") is Deed.REFRESH
    assert deed("r", "r", "2", "state", "details") is Deed.REFRESH
    assert deed("r", "amp", "2", "other", "others") is Deed.SEEN
    assert deed("amp", "r", "1", "other", "others") is Deed.REFRESH
    assert deed("amp", "amp", "1", "other", "others") is Deed.REVISE
