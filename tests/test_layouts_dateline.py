"""The dateline in all the forms that were seen, what stands glued before it, and false friends."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.layouts.dateline import LONGEST_QUOTE, find_dateline


def read(text: str) -> tuple[str | None, str | None, str] | None:
    found = find_dateline(text)
    return found and (found.place, found.day, found.label)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Umpama (ANTARA) - Warga", ("Umpama", None, "ANTARA")),
        ("Umpama (ANTARA/JACX) – Warga", ("Umpama", None, "ANTARA/JACX")),
        ("Umpama (ANTARA News) - Warga", ("Umpama", None, "ANTARA News")),
        ("Umpama (ANTARA) -- Warga", ("Umpama", None, "ANTARA")),
        ("Umpama (ANTARA) —Warga", ("Umpama", None, "ANTARA")),
        ("Umpama (ANTARA) -Warga", ("Umpama", None, "ANTARA")),
        ("Umpama ( ANTARA ) - Warga", ("Umpama", None, "ANTARA")),
        ("Umpama(ANTARA) - Warga", ("Umpama", None, "ANTARA")),
        ("Umpama, (ANTARA) - Warga", ("Umpama", None, "ANTARA")),
        ("Umpama (ANTARA) Warga", ("Umpama", None, "ANTARA")),
        ("Umpama (Antara Kalteng) - Warga", ("Umpama", None, "Antara Kalteng")),
        ("Umpama (ANTARA Sumsel) - Warga", ("Umpama", None, "ANTARA Sumsel")),
        ("Umpama (ANTARA/HO-Humas Desa) - Warga", ("Umpama", None, "ANTARA/HO-Humas Desa")),
        ("Kuala Umpama (Bernama/ANTARA) - Warga", ("Kuala Umpama", None, "Bernama/ANTARA")),
        ("Umpama, 7/12 (Antara) - Warga", ("Umpama", "7/12", "Antara")),
        ("Umpama, 7/12/2015 (Antara) - Warga", ("Umpama", "7/12/2015", "Antara")),
        ("Umpama, Dec 7 (ANTARA) - People", ("Umpama", "Dec 7", "ANTARA")),
        ("Umpama, December 7, 2019 (ANTARA) - People", ("Umpama", "December 7, 2019", "ANTARA")),
        (
            "UMPAMA, 23 Februari 2016 (Antara/PRNewswire) -- Warga",
            ("UMPAMA", "23 Februari 2016", "Antara/PRNewswire"),
        ),
        ("Umpama, Rekaan, 3/4 (Antara) - Warga", ("Umpama, Rekaan", "3/4", "Antara")),
        ("Umpama, NTB (ANTARA News) - Warga", ("Umpama, NTB", None, "ANTARA News")),
        ("Palangka Raya, Kalteng (ANTARA) - Warga", ("Palangka Raya, Kalteng", None, "ANTARA")),
        ("Umpama,Sumsel (ANTARA) - Warga", ("Umpama,Sumsel", None, "ANTARA")),
        ("Kab.Umpama Ilir (ANTARA) - Warga", ("Kab.Umpama Ilir", None, "ANTARA")),
        ("Kab. Umpama Ilir (ANTARA) - Warga", ("Kab. Umpama Ilir", None, "ANTARA")),
        ("Umpama\u200b (ANTARA) - Warga", ("Umpama", None, "ANTARA")),
        ("\u200bUm\xadpama (\u200bANTARA\u200b) \ufeff- Warga", ("Umpama", None, "ANTARA")),
        ("Muara\u200b Umpama, \u200bNTB (ANTARA) - Warga", ("Muara Umpama, NTB", None, "ANTARA")),
        ("\u200bANTARA\u200b - Warga", (None, None, "ANTARA")),
        ("Umpama, Senin (7/12) (ANTARA) - Warga", ("Umpama", "Senin (7/12)", "ANTARA")),
        ("Umpama, Senin, 7 Des 2015 (Antara) - Warga", ("Umpama", "Senin, 7 Des 2015", "Antara")),
        ("Umpama/Rekaan (ANTARA) - Warga", ("Umpama/Rekaan", None, "ANTARA")),
        ("Umpama-Rekaan (ANTARA) - Warga", ("Umpama-Rekaan", None, "ANTARA")),
        ("St. Umpama (ANTARA) - Warga", ("St. Umpama", None, "ANTARA")),
        ("Rio de Umpama (ANTARA) - Warga", ("Rio de Umpama", None, "ANTARA")),
        ("Washington DC (ANTARA) - Warga", ("Washington DC", None, "ANTARA")),
        ("Kota Umpama Barat Daya (ANTARA) - Warga", ("Kota Umpama Barat Daya", None, "ANTARA")),
        ("Umpama (Antaranews Kalsel) - Warga", ("Umpama", None, "Antaranews Kalsel")),
        ("Umpama (AntaraNews.com) - Warga", ("Umpama", None, "AntaraNews.com")),
        ("Umpama, (Antarariau.com)- Warga", ("Umpama", None, "Antarariau.com")),
        ("Umpama, 12/3 (AntaraSumbar) - Warga", ("Umpama", "12/3", "AntaraSumbar")),
        ("UMPAMA (ANTARANEWS) - Warga", ("UMPAMA", None, "ANTARANEWS")),
        ("Umpama, Senin (ANTARA) - Warga", ("Umpama", "Senin", "ANTARA")),
        ("Pasar Minggu (ANTARA) - Warga", ("Pasar Minggu", None, "ANTARA")),
        ("Évreka (ANTARA) - Warga", ("Évreka", None, "ANTARA")),
        ("Umpama am Main (ANTARA) - Warga", ("Umpama am Main", None, "ANTARA")),
        ("ANTARA - Warga", (None, None, "ANTARA")),
        ("ANTARA – Warga", (None, None, "ANTARA")),
        ("(ANTARA) - Warga", (None, None, "ANTARA")),
        ("  Umpama (ANTARA) - Warga", ("Umpama", None, "ANTARA")),
    ],
)
def test_forms(text: str, want: tuple[str | None, str | None, str]) -> None:
    assert read(text) == want
    found = find_dateline(text)
    assert found is not None
    assert text[found.end :].startswith(("Warga", "People"))
    assert found.quote(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Warga menanam bakau di pesisir.",
        "Direktur Utama LKBN (ANTARA) Rani Rekaan hadir.",
        "Wartawan Kantor Berita Indonesia (ANTARA) menyiarkan kabar itu.",
        "Kantor Berita (ANTARA) menyiarkan",
        "Kelompok Tani (ANTARA) menanam bakau",
        "Perum LKBN (ANTARA) Biro Umpama menggelar pelatihan.",
        "Kabar itu disiarkan kantor berita (ANTARA) kemarin.",
        "Ia membaca (ANTARA) - katanya",
        "Umpama (Xinhua) - Warga",
        "Umpama (Antarkota) - Bus",
        "Umpama (Antarapulau) - Kapal",
        "Antara Umpama - Rekaan jalan macet",
        "Antarabangsa - x",
        "Umpama - Warga",
        "",
        "(",
        "()",
    ],
)
def test_false_friends(text: str) -> None:
    assert find_dateline(text) is None


@pytest.mark.parametrize("dateline", ["Umpama (ANTARA) - ", "Umpama, 7/12 (Antara) - "])
@pytest.mark.parametrize(
    "quote",
    [
        "Kami menjaga pesisir.",
        "Kami menjaga pesisir....",
        "“Kami menjaga pesisir.”",
        "kami menjaga pesisir",
        "Kami menjaga 1.000 pohon di tahun 2023",
        "Apa yang kami jaga?",
        'Kata dia "jaga pesisir"',
    ],
)
@pytest.mark.parametrize("space", ["", " "])
def test_quote_glued_before_the_place(quote: str, dateline: str, space: str) -> None:
    if quote[-1] not in ".?”":
        space = ""  # a capital behind a blank may as well be the quote's
    text = f"{quote}{space}{dateline}Warga menanam."
    found = find_dateline(text)
    assert found is not None
    assert (found.place, found.quote(text)) == ("Umpama", quote)
    assert text[found.end :] == "Warga menanam."


def test_known_places_end_a_quote_where_capitals_cannot() -> None:
    text = "Ia diperiksa oleh KPKJakarta (ANTARA) - Warga"
    found = find_dateline(text)
    assert found is not None
    assert (found.place, found.quote(text)) == ("Jakarta", "Ia diperiksa oleh KPK")


def test_the_first_dateline_counts() -> None:
    assert read("Umpama (ANTARA) - Warga Rekaan (ANTARA) - lagi") == ("Umpama", None, "ANTARA")


def test_far_into_the_text_it_is_a_quotation() -> None:
    assert find_dateline("kata " * (LONGEST_QUOTE // 4) + "jaga.Umpama (ANTARA) - Warga") is None


PLACE = st.lists(
    st.sampled_from(["Umpama", "Rekaan", "Andai", "Misal"]), min_size=1, max_size=3
).map(" ".join)


@settings(max_examples=150)
@given(
    PLACE,
    st.sampled_from(["ANTARA", "ANTARA News", "Antara Bali", "ANTARA/JACX"]),
    st.sampled_from(["-", "–", "--", "—"]),
    st.sampled_from([None, "7/12", "3 Mei 2016"]),
)
def test_what_is_printed_comes_out(place: str, label: str, dash: str, day: str | None) -> None:
    text = f"{place}{', ' + day if day else ''} ({label}) {dash} Warga"
    assert read(text) == (place, day, label)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "head",
    [
        "Aa-" * 19 + "9",
        "A-" * 28 + "!",
        "9Aa-" * 100,
        "A`-" * 19 + "!",
        "Aa Bb, " * 90,
        "A" * 800,
        "(ANTARA" * 500,
    ],
)
def test_no_head_keeps_the_reader_busy(head: str) -> None:
    find_dateline(f"{head} (ANTARA) - Warga")
