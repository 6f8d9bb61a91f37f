"""Passages that somebody altered so that they look like the article, or like something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipelines.archive import ArchiveReader, ArchiveSession
from pipelines.archive.checking.passage import MOST_CHARACTERS, read_passage
from pipelines.archive.text_changes import split_sentences
from tests.archives import NOW, Clock, stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Check = Callable[..., dict[str, Any]]

TEXT = """\
Palembang, 4/3 (ANTARA) - Gubernur membantah tuduhan bahwa AKBP. Budi Rekaan menerima suap.

Ia menolak. Tidak ada bukti kuat dalam perkara itu.

Lembaga itu menetapkan peringkat utang BBB+ untuk daerah.

Suhu di puncak mencapai 5 derajat Celsius pada pagi hari.

Skor akhir pertandingan adalah 12-21 untuk tuan rumah.

Korban tewas akibat banjir:

12

Nilai tukar -Rp5 triliun dicatat kas daerah.

Produksi padi mencapai 106 ton di lahan itu.

Ia mengajak warga memakai tagar #BelaSungai.

Semua warga diminta tetap tenang."""
TABLE = "Harga telur di tiga kota.\n\nPalembang\n\n45\n\nLahat\n\n30\n\nMagrib\n\n18.05"
CALM = "Semua warga diminta tetap tenang."


@pytest.fixture(scope="module")
def check(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Check]:
    path = tmp_path_factory.mktemp("tricks") / "archive.db"
    clock = Clock()
    place = {"dateline_place": "Palembang", "subtitle": None}
    moved = {
        "dateline_place": "Bogor",
        "text": "Bogor (ANTARA) - Isi baru dari menteri itu dibaca.",
    }
    old = {
        "dateline_place": "Jakarta",
        "text": "Jakarta (ANTARA) - Isi lama dari menteri itu dibaca.",
    }
    bare = {"dateline_place": None, "text": "Harga cabai naik tajam di semua pasar kota."}
    with ArchiveSession.claim(path, "live", clock=clock) as session:
        session.open()
        session.store([stored(1, title="Gubernur membantah tuduhan", text=TEXT, **place)])
        session.store([stored(4, title="Harga telur", text=TABLE, dateline_place=None)])
        session.store([stored(2, title="Harga cabai naik", **bare)])
        session.store([stored(3, title="Menteri datang", **old)])
        clock.now = "2026-11-23T11:00:00Z"
        session.store([stored(3, title="Menteri datang", **moved, fetched_at=clock.now)])
        session.finish_walk("bali", "2026-11-01T00:00:00Z", NOW)
    with ArchiveReader(path) as reader:
        yield reader.checker(NOW).check


def test_the_text_itself_is_verbatim(check: Check) -> None:
    assert check(TEXT)["verdict"] == "verbatim"


@pytest.mark.parametrize(
    "passage",
    [
        "Korban tewas akibat banjir:\n\n12",
        "Ia mengajak warga memakai tagar #BelaSungai.",
        "Ia mengajak warga memakai tagar #BelaSungai. #banjir #viral",
        f"{CALM}\nSumber: ANTARA/Budi Rekaan",
        "Harga cabai naik tajam di semua pasar kota.\n- 4 -",
        TABLE,
        f"Harga telur\n\n{TABLE}\nEditor: Ani",
        f"{CALM}\nHak Cipta © ANTARA 2026",
        "Jakarta (ANTARA) - Isi lama dari menteri itu dibaca.",
        "Bogor (ANTARA) - Isi baru dari menteri itu dibaca.",
    ],
)
def test_what_is_left_as_it_is_is_verbatim(check: Check, passage: str) -> None:
    assert check(passage)["verdict"] == "verbatim"


@pytest.mark.parametrize(
    "passage",
    [
        # A full stop that makes other sentences.
        "Ia menolak tidak. Ada bukti kuat dalam perkara itu.",
        # A clause behind a rank.
        "Budi Rekaan menerima suap.",
        # Signs.
        "Lembaga itu menetapkan peringkat utang BBB- untuk daerah.",
        "Lembaga itu menetapkan peringkat utang BBB untuk daerah.",
        "Nilai tukar Rp5 triliun dicatat kas daerah.",
        "Produksi padi mencapai 10⁶ ton di lahan itu.",
        "Skor akhir pertandingan adalah 12+21 untuk tuan rumah.",
        "Skor akhir pertandingan adalah \u202e12-21\u202c untuk tuan rumah.",
        "Skor akhir pertandingan adalah \u206712-21\u2069 untuk tuan rumah.",
        *(
            f"Suhu di puncak mencapai {sign}5 derajat Celsius pada pagi hari."
            for sign in "-˗➖⁃<>±≥₹"
        ),
        *(f"Semua warga diminta tetap tenang{sign}" for sign in "?❓؟‽"),
        # Lines that are taken for what stands around a text.
        "Korban tewas akibat banjir:\n\n99",
        f"{CALM}\n-15%",
        f"{CALM}\n$500",
        f"{CALM}\nSumber: pemerintah menyatakan bahwa perintah itu dicabut",
        f"{CALM}\nVideo: Presiden menyatakan mundur hari ini",
        f"{CALM}\nHak cipta dicabut dan semua warga harus mengungsi",
        f"{CALM}\n© Semua warga harus lari sekarang juga",
        f"{CALM}\nPada Senin presiden tidak pernah menulis",
        f"{CALM}\n10.30 Share perintah ini dicabut",
        TABLE.replace("30", "45").replace("45", "30", 1),
        TABLE.replace("18.05", "19.05"),
        "Harga telur di tiga kota.\n\nPalembang\n\n99",
        CALM.replace("tetap", "www.tidak tetap"),
        # The same twice.
        f"{CALM} {CALM}",
        # The place and the day before the text.
        "Jakarta (ANTARA) - Harga cabai naik tajam di semua pasar kota.",
        "Bogor (ANTARA) - Isi lama dari menteri itu dibaca.",
        f"Palembang, 5/3 (ANTARA) - {CALM}",
        f"(ANTARA) -\nJakarta (ANTARA) - {CALM}",
        f"Palembang (ANTARA) - Ia menolak.\nJakarta (ANTARA) - {CALM}",
        f"Palembang (ANTARA bukan sumber berita ini) - {CALM}",
    ],
)
def test_what_was_altered_is_not_verbatim(check: Check, passage: str) -> None:
    assert check(passage)["verdict"] != "verbatim"


@pytest.mark.parametrize(
    "name", ["[1/1 10.00] Tidak benar bahwa:", "#kecuali #pendatang", "https://tidak.id/"]
)
def test_all_that_is_not_compared_is_told(check: Check, name: str) -> None:
    passage = f"{name} {CALM}" if name.startswith("[") else f"{CALM} {name}"
    assert check(passage)["not_compared"] == [name]


def test_a_host_of_which_nothing_is_held_is_a_gap(check: Check) -> None:
    days = {"since": "2026-11-10", "until": "2026-11-12"}
    text = "Gubernur memindahkan ibu kota rekaan"
    assert check(f"{text} https://bali.antaranews.com/berita/9/x", **days)["verdict"] == "not_found"
    found = check(f"{text} https://kalsel.antaranews.com/berita/9/x", **days)
    assert (found["verdict"], found["coverage"]["complete"]) == ("cannot_tell", False)


@pytest.mark.parametrize("rank", ["AKBP", "Iptu", "Bripka", "Aipda", "Serda", "PT", "CV", "Sp.PD"])
def test_what_ends_no_sentence(rank: str) -> None:
    text = f"Ia membantah kabar bahwa {rank}. Budi Rekaan menerima suap."
    assert split_sentences(text) == [text]


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["a-\n", "kata\n", "\ufdfa", "Jakarta (ANTARA A", "Sumber: a.a"])
def test_a_passage_of_any_lines_is_read_in_time(piece: str) -> None:
    assert read_passage(piece * MOST_CHARACTERS) is not None


def test_a_caption_is_found(tmp_path: Path) -> None:
    from crawler.items import Image

    caption = "Seorang nelayan memandang perahu kayu miliknya di dermaga Sungailiat"
    path = tmp_path / "archive.db"
    with ArchiveSession.claim(path, "live", clock=Clock()) as session:
        session.open()
        images = [Image("https://img.antaranews.com/1.jpg", caption, "Rekaan")]
        session.store([stored(1, title="Kapal", text="Kapal tenggelam.", images=images)])
        session.finish_walk("bali", "2026-11-01T00:00:00Z", NOW)
    with ArchiveReader(path) as reader:
        answer = reader.checker(NOW).check(caption, since="2026-11-19", until="2026-11-20")
    assert answer["verdict"] == "verbatim"
