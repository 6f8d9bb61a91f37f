"""What stands in a body but is not the article, told by its words; and prose that is alike."""

from __future__ import annotations

import pytest

from crawler.items import Residue
from crawler.layouts.residue import classify, is_copyright, is_notice, is_read_also_heading

NOTICE = (
    "Dilarang keras mengambil konten, melakukan crawling atau pengindeksan otomatis untuk AI di "
    "situs web ini tanpa izin tertulis dari Kantor Berita ANTARA."
)


@pytest.mark.parametrize(
    "line",
    [
        "Baca juga: Desa Rekaan panen raya",
        "BACA JUGA : Desa Rekaan panen raya",
        "• Baca juga： Desa Rekaan panen raya",
        "Baca\u200b juga \u2060: judul",
        "Baca pula: judul",
        "Lihat juga: judul",
        "Simak juga: judul",
        "Berita terkait: judul",
        "Related news: Village plants trees",
        "Read also: Village plants trees",
        "Baca juga:",
        "Baca juga",
        "Baca selengkapnya",
        "Saksikan juga: judul",
        "Halaman berikut: judul",
        "Halaman berikutnya : judul",
        "Halaman selanjutnya",
        "Baca artikel lainnya: judul",
        "Berita lainnya :",
        "Cek fakta: Hoaks! Desa Rekaan pindah ke bulan",
        "CEK FAKTA : benarkah Desa Rekaan pindah ke bulan?",
    ],
)
def test_read_also(line: str) -> None:
    assert classify(line) is Residue.READ_ALSO


@pytest.mark.parametrize(
    "line",
    [
        "Baca juga petunjuk di dinding sebelum naik kapal, pesan petugas.",
        "Berita lainnya datang dari desa tetangga yang baru selesai panen.",
        "Ia membaca juga: surat, koran dan papan nama.",
        "Lihat juga ke arah timur, kata pemandu itu kepada para tamu.",
        "Cek fakta: kabar itu tidak benar, kata kepala desa.",
        "Cek fakta",
        "Cek fakta:",
        "Cek fakta dilakukan oleh tim desa sejak pagi",
        "Halaman berikut buku itu memuat peta desa, kata penulisnya.",
        "Saksikan juga pertunjukan itu pada Sabtu malam, katanya.",
        "Baca juga: " + "kalimat yang panjang sekali dan bukan judul " * 8,
    ],
)
def test_prose_that_begins_like_a_read_also_box(line: str) -> None:
    assert classify(line) is None


def test_a_link_makes_it_a_read_also_box() -> None:
    line = "Baca juga Desa Rekaan panen raya"
    assert classify(line, link_share=0.4) is None
    assert classify(line, link_share=0.6) is Residue.READ_ALSO
    assert classify("Baca : Desa Rekaan panen raya", link_share=0.1) is None
    assert classify("Baca : Desa Rekaan panen raya", link_share=0.9) is Residue.READ_ALSO


@pytest.mark.parametrize(
    "line",
    [
        "Ikuti berita ANTARA lainnya di Google News",
        "Follow our WhatsApp channel",
        "Dapatkan kabar terbaru lewat saluran WhatsApp ANTARA.",
    ],
)
def test_a_link_to_follow_the_site_elsewhere_is_no_text(line: str) -> None:
    assert classify(line, link_share=0.6) is Residue.SHARE_BAR
    assert classify(line, link_share=0.2) is None
    assert classify("Ikuti kanal Telegram Dinas Rekaan", link_share=1.0) is None


def test_heading_of_related_articles_names_none_itself() -> None:
    assert is_read_also_heading("BERITA TERKAIT :")
    assert not is_read_also_heading("Berita terkait: judul")
    assert not is_read_also_heading("Berita terkait banjir")


@pytest.mark.parametrize(
    "line",
    [
        "COPYRIGHT © ANTARA 2023",
        "Copyright © ANTARA 2017",
        "© ANTARA",
        "© 2019",
        "Hak Cipta © LKBN ANTARA 2020",
        "Copyright (c) 2015 Antara News",
        "HAK CIPTA © ANTARA NEWS KALTENG 2016",
        "COPYRIGHT © ANTARA News Kalimantan Selatan 2025",
        "Copyright ANTARA 2016",
        "Hak Cipta LKBN Antara",
        "Copyright Antara News Kalteng 2016",
        "© 2015-2019 ANTARA",
        "Copyright © 2019 All rights reserved.",
        "copyright © antara 2023",
    ],
)
def test_copyright(line: str) -> None:
    assert is_copyright(line)
    assert classify(line) is Residue.COPYRIGHT


@pytest.mark.parametrize(
    "line",
    [
        "Hak cipta lagu daerah perlu dilindungi, kata ketua dewan kesenian itu.",
        "Copyright menjadi pokok pelatihan bagi perajin batik di Umpama.",
        "Antara 2019 dan 2023 jumlah bibit naik dua kali lipat.",
        "Hak cipta antara lain meliputi karya tulis, lagu dan gambar, kata perajin itu.",
        "Hak cipta antara penulis dan penerbit diatur dalam perjanjian.",
        "Copyright © 2023 PT Rekaan Abadi. All rights reserved.",
        "© 2023 Rekaan Press",
    ],
)
def test_prose_about_copyright(line: str) -> None:
    assert classify(line) is None


@pytest.mark.parametrize(
    "line",
    [
        NOTICE,
        NOTICE.upper(),
        f"COPYRIGHT © ANTARA 2025 {NOTICE}",
        f"Perhatian: {NOTICE}",
        "Dilarang mengutip tanpa izin redaksi ANTARA.",
        "It is strictly prohibited to crawl this website without written permission of ANTARA.",
    ],
)
def test_notice(line: str) -> None:
    assert is_notice(line)
    assert classify(line) is Residue.NOTICE


@pytest.mark.parametrize(
    "line",
    [
        "Dilarang keras membuang sampah ke sungai, demikian bunyi papan di tepi Kali Rekaan.",
        "Dilarang keras melintas tanpa izin kepala desa.",
        "Pengunjung dilarang keras memetik bunga di taman antara pukul tujuh dan sembilan.",
        "Dilarang keras membakar lahan tanpa izin, begitu bunyi papan antara dua desa itu.",
        "dilarang keras mengambil foto tanpa izin ANTARA, katanya.",
        '"Dilarang keras merokok di situs ini tanpa izin pengelola," bunyi papan di candi itu.',
        "“Dilarang mengambil batu di situs ini tanpa izin,” kata juru kunci.",
        "COPYRIGHT " + "kata demi kata " * 4 + NOTICE,
        "Ketua panitia menyatakan hal itu melanggar aturan sebab dilarang keras mengambil foto "
        "tanpa izin ANTARA atau lembaga lain di ruang sidang itu, ujarnya.",
    ],
)
def test_other_prohibitions_are_prose(line: str) -> None:
    assert classify(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "1.234 views",
        "| 699 Views",
        "Dibaca 12 kali",
        "12 kali dibaca",
        "Views: 12,3k",
        "50 pembaca",
    ],
)
def test_view_counts(line: str) -> None:
    assert classify(line) is Residue.VIEW_COUNT


@pytest.mark.parametrize("line", ["12 kali", "Sudah 12 kali dilihat warga", "Views dari bukit itu"])
def test_numbers_that_count_no_views(line: str) -> None:
    assert classify(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Facebook Twitter WhatsApp",
        "Facebook | Twitter | Line",
        "Bagikan: Facebook, X",
        "Share |",
        "| Share this on: Telegram",
        "Salin tautan",
        "Cetak",
    ],
)
def test_share_bars(line: str) -> None:
    assert classify(line) is Residue.SHARE_BAR


@pytest.mark.parametrize(
    "line",
    [
        "View this post on Instagram",
        "Lihat postingan ini di Instagram",
        "A post shared by Desa Rekaan 🌊 (@desa.rekaan)",
        "A post shared by Desa Rekaan (@desa_rekaan) on Mar 12, 2023 at 5:00am PDT",
        "Sebuah kiriman dibagikan oleh Desa Rekaan (@desa.rekaan)",
    ],
)
def test_what_stands_in_the_place_of_an_embedded_post(line: str) -> None:
    assert classify(line) is Residue.SHARE_BAR


@pytest.mark.parametrize(
    "line",
    [
        "Lihat postingan ini di Instagram, kata kepala desa, untuk jadwalnya.",
        "Kiriman dibagikan oleh warga kepada tetangga yang sakit.",
        "A post shared by the village drew many comments.",
    ],
)
def test_prose_about_posts(line: str) -> None:
    assert classify(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Bagikan beras ke warga",
        "Facebook menutup akun itu",
        "Cetak gol",
        "Line up pemain",
        "Print ulang tiket",
    ],
)
def test_prose_with_a_share_word(line: str) -> None:
    assert classify(line) is None


@pytest.mark.parametrize("name", ["Facebook", "WhatsApp", "X", "Email", "Email:"])
def test_a_networks_name_alone_is_text_unless_it_is_a_link(name: str) -> None:
    assert classify(name) is None
    assert classify(name, link_share=1.0) is Residue.SHARE_BAR


def test_tags() -> None:
    assert classify("#bakau #desa rekaan, #pesisir") is Residue.TAGS
    assert classify("#bakau", link_share=1.0) is Residue.TAGS
    assert classify("Tags: bakau, desa", link_share=0.8) is Residue.TAGS
    assert classify("Tags: bakau, desa") is None
    assert classify("Tagar #bakau dan #desa ramai dipakai warga.") is None
    assert classify("#bakau") is None


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "- Advertisement -",
        "IKLAN",
        "Scroll untuk melanjutkan membaca",
        "Sponsored by Rekaan",
    ],
)
def test_advertisements(line: str) -> None:
    assert classify(line) is Residue.ADVERTISEMENT


@pytest.mark.parametrize(
    "line",
    ["Iklan layanan masyarakat itu tayang.", "Scroll kuno ditemukan.", "Gulir", "Iklan: Rp5 juta"],
)
def test_prose_about_advertisements(line: str) -> None:
    assert classify(line) is None


def test_credit_lines() -> None:
    assert classify("Pewarta: Rani RekaanEditor: Budi Umpama") is Residue.CREDIT_LINE
    assert classify("Editor buletin desa memuatnya setiap Jumat.") is None


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "line",
    [
        "#a-a.a &a #b " * 20 + "!",
        "#" + "a " * 145 + "!#",
        "x" + "|" * 70 + "!",
        "on/ini|ke,via " * 5 + "!",
        " ".join(["x"] * 39) + "!",
        "1.1,1" * 15 + "!",
        "baca juga " * 29,
    ],
)
def test_no_line_keeps_the_reader_busy(line: str) -> None:
    classify(line)
