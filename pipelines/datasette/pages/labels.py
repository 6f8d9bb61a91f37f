"""The words of the pages, in Indonesian and English. Pure."""

from __future__ import annotations

from typing import Final

from pipelines.datasette.pages.language import LANGUAGES

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
    "tables_only": ("Tabel", "Tables"),
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
    "whole_story": ("Semua salinan dan perbandingannya", "The whole story, compared"),
    "story": ("Berita dan salinannya", "Story"),
    "shares": (
        "{} % kata-katanya ada juga pada yang pertama",
        "{} % of its own words are the first one's",
    ),
    "sentences_changed": (
        "{} kalimat ditambah, {} kalimat dihapus",
        "{} sentences added, {} left out",
    ),
    "later_by": ("{} kemudian", "{} later"),
    "days": ("{} hari", "{} d"),
    "hours": ("{} jam", "{} h"),
    "minutes": ("{} menit", "{} min"),
    "n_copies": ("dimuat {} kali", "carried {} times"),
    "no_story": ("Tidak ada salinannya", "It has no copies"),
    "no_story_of": (
        "Artikel ini ada di arsip, tetapi tidak ada artikel lain yang memuat berita yang sama:",
        "This article is held, but no other one carries the same report:",
    ),
    "revisions": ("Perubahan", "Revisions"),
    "states": ("{} versi", "{} states"),
    "state": ("Versi", "State"),
    "compare": ("lihat perbedaannya", "see what changed"),
    "silent": ("tanpa keterangan", "silently"),
    "silently": (
        "Halamannya tidak menyebut perubahan ini.",
        "The page told of no change.",
    ),
    "openly": ("Halamannya menyebut perubahan ini.", "The page told of a change."),
    "seen_once": (
        "Baru dilihat sekali: apakah berubah belum diketahui.",
        "Seen once only: whether it changed is not known yet.",
    ),
    "changed_since": (
        "Diubah sesudah pertama kali diarsipkan; perubahannya terlihat {}",
        "Changed after it was first archived; the change was seen {}",
    ),
    "first_archived": ("diarsipkan", "archived"),
    "first_seen": ("pertama terlihat", "first seen"),
    "last_seen": ("terakhir dilihat", "last seen"),
    "key": ("kunci", "key"),
    "corrections": ("Perubahan terbaru", "Latest changes"),
    "corrections_are": (
        "Artikel yang berubah sesudah pertama kali diarsipkan, menurut saat perubahannya terlihat.",
        "Articles that changed after they were first archived, by when the change was seen.",
    ),
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
        "Artikel ini ditarik atas permintaan pada {}; teksnya tidak ditampilkan.",
        "This article was withdrawn on request on {}; its text is not shown.",
    ),
    "withdrawn_why": ("Alasan: {}", "Reason: {}"),
    "erased": (
        "Teksnya sudah dihapus untuk selamanya pada {}.",
        "Its text was erased for good on {}.",
    ),
    "unpermitted": (
        "Teks tidak ditampilkan: belum ada izin tertulis ANTARA untuk menayangkannya di sini. "
        "Bacalah di alamat aslinya.",
        "The text is not shown: no written permission of ANTARA to show it here is on record. "
        "Read it at its own address.",
    ),
    "metadata_only": (
        "Hanya judul dan keterangan artikel, tanpa teksnya.",
        "Titles and particulars of articles only, no texts.",
    ),
    "run_by": ("Dijalankan oleh {}.", "Run by {}."),
    "takedown": (
        "Untuk meminta artikel diturunkan, tulis ke",
        "To have an article taken out, write to",
    ),
    "titles_only": (
        "Di sini hanya judul dan keterangan yang dicari, bukan teksnya.",
        "Only titles and particulars are searched here, no texts.",
    ),
    "no_check_here": (
        "Tidak tersedia di sini: untuk memeriksa petikan perlu teks artikelnya, dan belum ada "
        "izin tertulis ANTARA untuk menayangkannya.",
        "Not offered here: to check a passage needs the articles' texts, and no written "
        "permission of ANTARA to show them is on record.",
    ),
    "no_text": ("Tanpa teks.", "No text."),
    "not_found": ("Tidak ada di arsip", "Not in the archive"),
    "nothing_found": ("Tidak ada yang ditemukan.", "Nothing found."),
    "nothing_held": (
        "Arsip ini belum memuat satu artikel pun. Perayapan mengisinya: antara crawl latest.",
        "This archive holds no article yet. A crawl fills it: antara crawl latest.",
    ),
    "nothing_older": ("Tidak ada yang lebih lama.", "Nothing older is held."),
    "none_named": ("Tidak ada artikel yang menyebutkannya.", "No article that is held names one."),
    "none_dated": ("Tidak ada artikel yang bertanggal.", "No article that is held has a date."),
    "none_changed": (
        "Belum ada artikel yang terlihat berubah. Perubahan terlihat saat artikel diambil lagi.",
        "No article was seen to change. A change is seen when an article is fetched again.",
    ),
    "no_list": (
        "Tidak ada artikel yang tersimpan dengan nama ini. Mungkin ejaannya lain, atau artikelnya "
        "belum diambil.",
        "No article is held under this name. It may be spelled otherwise, or its articles have not "
        "been fetched yet.",
    ),
    "never_heard_of": (
        "Alamat ini tidak dikenal oleh arsip. Itu tidak berarti artikelnya tidak ada.",
        "The archive knows no such address. That does not mean that there is no such article.",
    ),
    "one_hit": ("1 hasil", "1 hit"),
    "all_hits": ("{} hasil", "{} hits"),
    "hits": ("Hasil {}–{}", "Hits {}–{}"),
    "hits_of_more": ("Hasil {}–{}, masih ada lagi", "Hits {}–{}, there are more"),
    "newest_first": ("yang terbaru lebih dahulu", "newest first"),
    "previous": ("Sebelumnya", "Previous"),
    "following": ("Berikutnya", "Next"),
    "no_further": (
        "Lebih jauh tidak ditampilkan: persempitlah pencarian.",
        "No further pages: narrow the search down.",
    ),
    "without_filters": ("Cari tanpa saringan", "Search without filters"),
    "words": ("Kata, kunci, atau alamat", "Words, a key, or an address"),
    "kind": ("Jenis", "Kind"),
    "since_after_until": ("Sejak ({}) sesudah Sampai ({}).", "Since ({}) is after until ({})."),
    "once_each": ("tanpa salinan", "without copies"),
    "since": ("Sejak", "Since"),
    "until": ("Sampai", "Until"),
    "all": ("semua", "all"),
    "feed": ("Umpan Atom", "Atom feed"),
    "check_is": (
        "Tempelkan judul atau petikan berita yang dikatakan berasal dari ANTARA. Arsip mencari "
        "artikel yang memuatnya dan menunjukkan setiap kata yang berbeda. Yang tidak ditemukan "
        "belum tentu palsu: arsip ini tidak memuat semuanya.",
        "Paste a headline or passage that is said to be ANTARA's. The archive looks for the "
        "article that has it and shows each word that differs. What is not found is not proven "
        "false: not everything is held.",
    ),
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
    "one_article": ("{} artikel", "{} article"),
    "undated": ("tanpa tanggal: {}", "without a date: {}"),
    "same_as": ("Artikel di halaman ini juga sebagai", "The articles of this page also as"),
    "name": ("Nama", "Name"),
    "province": ("Provinsi", "Province"),
    "commonest": ("{} yang paling sering.", "The {} commonest."),
    "look_by": ("Menurut", "Look by"),
    "shades": (
        "Makin pekat makin banyak artikelnya; yang kosong tidak ada di arsip.",
        "The stronger, the more articles; what is empty is not held.",
    ),
    "spelled_too": ("Ditulis juga", "Also spelled"),
    "before_then": ("sebelum {}", "before {}"),
    "to_newest": ("Yang terbaru", "Newest"),
    "not_over_yet": ("Hari ini belum berakhir.", "Today is not over."),
    "one_gap": ("Satu celah:", "One gap:"),
    "empty": ("(kosong)", "(empty)"),
    "example": ("Contoh", "Example"),
    "nothing_here": ("Halaman ini tidak ada", "There is no such page"),
    "refused": ("Tidak dapat dijawab", "This cannot be answered"),
    "failed": ("Terjadi kesalahan", "Something went wrong"),
    "covered": (
        "Dari {days} hari sejak {first}, {complete} lengkap di arsip.",
        "Of {days} days since {first}, {complete} are complete.",
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
