"""Sentences that look like residue and are the article's own."""

from __future__ import annotations

import pytest

from crawler.items import Article, Residue
from crawler.layouts import extract
from crawler.layouts.residue import classify

BEFORE = "<p>Rekaan (ANTARA) - Warga Desa Contoh menanam seribu bibit pohon di tepi sungai.</p>"
AFTER = "<p>Penanaman dilanjutkan pekan depan di dua desa lain, kata kepala desa setempat.</p>"


def text_of(line: str) -> str:
    body = f"{BEFORE}{line}{AFTER}"
    page = (
        '<html><body><div id="print_content"><header class="post-header">'
        f'<h1 class="post-title">Judul</h1></header><div class="post-content">{body}</div>'
        "</div></body></html>"
    )
    article = extract(page, "https://sumsel.antaranews.com/berita/1/judul")
    assert isinstance(article, Article)
    return article.text or ""


@pytest.mark.parametrize(
    "sentence",
    [
        "Berita terkait: kasus ini telah menewaskan tiga orang sejak pekan lalu dan membuat "
        "belasan warga lain mengungsi ke balai desa.",
        "Guru meminta para siswa, baca juga: buku sejarah, agar mengenal desanya sendiri.",
        "Hak Cipta (c) milik warga desa, kata dia.",
        "id card, visa, dan paspor menjadi syarat bagi pekerja yang hendak berangkat.",
        "Wartawan: Apa kabar, Pak Lurah?",
        "Penulis: Rekawati Umpama",
        "By Friday, the villagers had planted everything.",
    ],
)
def test_stays(sentence):
    assert sentence in text_of(f"<p>{sentence}</p>")


@pytest.mark.parametrize("name", ["unrelated-note", "market-share-x", "heads_up", "uploads_x"])
def test_class_that_only_sounds_like_a_box_stays(name):
    sentence = "Harga bibit naik dua kali lipat."
    assert sentence in text_of(f'<p class="{name}">{sentence}</p>')


@pytest.mark.parametrize("name", ["related-news", "box related-post", "share-bar", "x share-post"])
def test_class_of_a_box_goes(name):
    assert "tautan lain" not in text_of(f'<div class="{name}"><a href="/x">tautan lain</a></div>')


def test_announced_headline_goes_with_or_without_a_link():
    assert classify("Baca juga: Warga tanam seribu pohon di tepi sungai") is Residue.READ_ALSO
    assert "Baca juga" not in text_of("<p>Baca juga: Warga tanam seribu pohon</p>")
