"""The words of the pages, in Indonesian and English. Pure."""

from __future__ import annotations

from typing import Final

LANGUAGES: Final = ("id", "en")
"""The first one is for whoever asks for neither."""

LABELS: Final[dict[str, tuple[str, str]]] = {
    "site": ("Arsip ANTARA", "ANTARA archive"),
    "sample": (
        "Contoh: semua artikel di sini rekaan, bukan dari ANTARA.",
        "Sample: every article here is invented, none is from ANTARA.",
    ),
    "skip": ("Langsung ke isi", "Skip to content"),
    "other_language": ("English", "Bahasa Indonesia"),
    "home": ("Beranda", "Home"),
    "search": ("Cari", "Search"),
    "search_hint": ('kata, "frasa", banj*, -tanpa', 'words, "phrase", banj*, -without'),
    "check": ("Benar dari ANTARA?", "Is it from ANTARA?"),
    "tables": ("Tabel dan SQL", "Tables and SQL"),
    "articles": ("Artikel", "Articles"),
    "bureaus": ("Biro", "Bureaus"),
    "bureau": ("Biro", "Bureau"),
    "section": ("Rubrik", "Section"),
    "place": ("Tempat", "Place"),
    "reporter": ("Pewarta", "Reporter"),
    "span": ("Rentang", "Span"),
    "last_run": ("Perayapan terakhir", "Last crawl"),
    "newest": ("Terbaru", "Newest"),
    "held_by_month": ("Artikel per biro dan bulan", "Articles by bureau and month"),
    "rights": (
        "Artikel milik ANTARA dan para penulisnya. Situs ini bukan milik ANTARA.",
        "The articles belong to ANTARA and their authors. This site is not ANTARA's.",
    ),
    "known_from": ("diketahui dari", "known from"),
    "no_date": ("tanpa tanggal", "no date"),
    "updated": ("Diperbarui", "Updated"),
    "pictures": ("Foto", "Pictures"),
    "tags": ("Tag", "Tags"),
    "copies": ("Dimuat juga oleh", "Carried by others"),
    "first": ("pertama", "first"),
    "whole_story": ("Seluruh cerita dan perbandingannya", "The whole story, compared"),
    "story": ("Cerita", "Story"),
    "added": ("ditambah", "added"),
    "cut": ("dihapus", "cut"),
    "shares": ("memuat {} % kata-katanya", "has {} % of its words in common"),
    "revisions": ("Perubahan", "Revisions"),
    "states": ("{} keadaan", "{} states"),
    "state": ("Keadaan", "State"),
    "seen": ("terlihat", "seen"),
    "to": ("sampai", "to"),
    "nothing_changed": ("Tidak pernah berubah sejak diarsipkan.", "Unchanged since archived."),
    "ledger": ("Yang tidak masuk ke teks", "What was left out of the text"),
    "address": ("Alamat", "Address"),
    "cite": ("Kutip", "Cite"),
    "data": ("Data", "Data"),
    "gone": (
        "Halaman ini sudah tidak ada di situs sejak {}; hanya keterangannya yang ditampilkan.",
        "This page is gone from the site since {}; only its particulars are shown.",
    ),
    "withdrawn": (
        "Artikel ini ditarik atas permintaan pada {}; hanya keterangannya yang ditampilkan.",
        "This article was withdrawn on request on {}; only its particulars are shown.",
    ),
    "metadata": (
        "Teks tidak ditampilkan: belum ada izin tertulis ANTARA untuk menayangkannya di sini. "
        "Bacalah di alamat aslinya.",
        "The text is not shown: no written permission of ANTARA to show it here is on record. "
        "Read it at its own address.",
    ),
    "not_offered": ("Halaman ini tidak tersedia di sini.", "This page is not offered here."),
    "metadata_only": (
        "Hanya judul dan keterangan artikel, tanpa teksnya.",
        "Titles and particulars of articles only, no texts.",
    ),
    "run_by": ("Dijalankan oleh {}.", "Run by {}."),
    "takedown": (
        "Untuk meminta artikel diturunkan, tulis ke",
        "To have an article taken out, write to",
    ),
    "no_text": ("Tanpa teks.", "No text."),
    "not_found": ("Tidak ada di arsip", "Not in the archive"),
    "nothing_found": ("Tidak ada yang ditemukan.", "Nothing found."),
    "hits": ("{} hasil", "{} hits"),
    "once_each": ("sekali per cerita", "once for each story"),
    "since": ("Sejak", "Since"),
    "until": ("Sampai", "Until"),
    "all": ("semua", "all"),
    "feed": ("Umpan Atom", "Atom feed"),
    "passage": ("Judul atau petikan", "Headline or passage"),
    "ask": ("Periksa", "Check"),
    "coverage": ("Cakupan", "Coverage"),
    "source": ("Sumber", "Source"),
    "nearest": ("Yang terdekat", "Nearest"),
    "left_out": ("dihilangkan", "left out"),
    "elsewhere": ("di tempat lain dalam artikel", "elsewhere in the article"),
    "before": ("sebelumnya", "before it"),
    "after": ("sesudahnya", "after it"),
    "today": ("kini berbunyi", "today it says"),
    "in_earlier_state": ("dalam keadaan terdahulu", "in an earlier state"),
    "in_many": (
        "Kalimat ini ada di {} artikel: kalimat dari banyak berita.",
        "It stands so in {} articles: a sentence of many reports.",
    ),
    "first_carried": ("Pertama dimuat di", "First carried by"),
    "also_carried": ("Dimuat juga di", "Carried so too by"),
    "not_compared": (
        "Tidak dibandingkan: {} (kredit, tautan, tag, tanda terusan)",
        "Not compared: {} (credits, links, tags, marks of forwarding)",
    ),
    "not_a_day": (
        "{}: “{}” bukan tanggal. Tulis misalnya 2026-01-31.",
        "{}: “{}” is no day. Write 2026-01-31, say.",
    ),
    "cut_short": (
        "Terlalu panjang: hanya {} huruf pertama yang diperiksa.",
        "It is too long: only the first {} characters were looked at.",
    ),
    "no_such_name": ("{}: tidak ada “{}” di arsip.", "{}: the archive has no “{}”."),
    "perhaps": ("Mungkin: {}.", "Perhaps: {}."),
    "month": ("Bulan", "Month"),
    "tag": ("Tag", "Tag"),
    "articles_by_month": ("artikel per bulan", "articles by month"),
    "by_month": ("Menurut bulan", "By month"),
    "by_bureau": ("Menurut biro", "By bureau"),
    "sections": ("Rubrik", "Sections"),
    "places": ("Tempat", "Places"),
    "reporters": ("Pewarta", "Reporters"),
    "n_articles": ("{} artikel", "{} articles"),
    "undated": ("tanpa tanggal: {}", "without a date: {}"),
    "same_as": ("Daftar ini juga sebagai", "This list also as"),
    "covered": (
        "Sejak {first} diketahui {days} hari; {complete} di antaranya lengkap.",
        "{days} days are known since {first}; {complete} of them are complete.",
    ),
    "no_gaps": ("Tidak ada celah yang diketahui.", "No gap is known."),
    "some_gaps": ("{} celah, yang terakhir:", "{} gaps, the latest:"),
    "formulas": (
        "Di CSV, sel yang tampak seperti rumus diawali tanda petik; ?raw=1 membiarkannya.",
        "In CSV, cells that look like formulas begin with an apostrophe; ?raw=1 leaves them.",
    ),
    "no_longer_there": ("hilang dari situs", "gone from the site"),
    "more": ("Lebih lama", "Older"),
}


def labels_in(language: str) -> dict[str, str]:
    """Return the words in a language.

    >>> labels_in("en")["search"], labels_in("id")["search"]
    ('Search', 'Cari')
    """
    at = LANGUAGES.index(language)
    return {name: words[at] for name, words in LABELS.items()}


def language_of(asked: str | None, kept: str | None, accepted: str) -> str:
    """Return the language of a page.

    Args:
        asked: of the address's `lang`.
        kept: of the cookie that an earlier one left.
        accepted: the header Accept-Language.

    >>> language_of(None, None, "de,en-GB;q=0.8")
    'en'
    >>> language_of("xx", "id", "en")
    'id'
    """
    for each in (asked, kept):
        if each in LANGUAGES:
            return each
    for each in accepted.lower().split(","):
        wanted = each.strip().partition(";")[0].partition("-")[0]
        if wanted in LANGUAGES:
            return wanted
    return LANGUAGES[0]
