"""What the archive calls by a code, in words: Indonesian and English. Pure.

A code is a word of an enumeration, such as a credit's role. One that stands in no list, as a failed
request's reason may, is shown as it is.
"""

from __future__ import annotations

from typing import Final

from pipelines.archive.search_notes import Note
from pipelines.datasette.pages.language import LANGUAGES
from pipelines.datasette.pages.shown import plain

CODES: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "kind": {
        "article": ("artikel", "article"),
        "photo": ("foto", "photo"),
        "video": ("video", "video"),
    },
    "role": {
        "reporter": ("pewarta", "reporter"),
        "author": ("penulis", "author"),
        "translator": ("penerjemah", "translator"),
        "editor": ("editor", "editor"),
        "uploader": ("pengunggah", "uploader"),
        "photographer": ("fotografer", "photographer"),
        "wire": ("kode layanan berita", "wire code"),
    },
    "published_source": {
        "time_element": ("unsur waktu di halamannya", "the page's time element"),
        "meta": ("metadata halamannya", "the page's metadata"),
        "json_ld": ("data terstruktur halamannya", "the page's structured data"),
        "printed_zone": ("tanggal yang tercetak", "the printed date"),
        "printed_zone_assumed": (
            "tanggal yang tercetak, zona menurut bironya",
            "the printed date, in the bureau's zone",
        ),
        "feed": ("umpan RSS", "the RSS feed"),
    },
    "fate": {
        "removed": ("dilepas", "removed"),
        "put_back": ("dikembalikan", "put back"),
    },
    "residue": {
        "credit_line": ("baris kredit", "credit line"),
        "copyright": ("hak cipta", "copyright"),
        "notice": ("pemberitahuan", "notice"),
        "read_also": ("baca juga", "read also"),
        "pull_quote": ("kutipan menonjol", "pull quote"),
        "share_bar": ("tombol berbagi", "share bar"),
        "view_count": ("jumlah pembaca", "view count"),
        "tags": ("tag", "tags"),
        "advertisement": ("iklan", "advertisement"),
        "script": ("skrip", "script"),
        "repeated_block": ("bagian berulang", "repeated block"),
        "caption": ("keterangan foto", "caption"),
        "heading": ("judul", "heading"),
        "empty": ("kosong", "empty"),
        "not_text": ("bukan teks", "not text"),
    },
    "change": {
        "words": ("kata", "words"),
        "number": ("angka", "numbers"),
        "added": ("ditambah", "added"),
        "cut": ("dihapus", "cut"),
        "moved": ("dipindah", "moved"),
        "spacing": ("jarak", "spacing"),
        "title": ("judul", "title"),
        "subtitle": ("anak judul", "subtitle"),
        "text": ("teks", "text"),
        "credits": ("kredit", "credits"),
        "tags": ("tag", "tags"),
    },
    "likeness": {
        "same": ("sama", "same"),
        "altered": ("diubah", "altered"),
        "clipped": ("dipotong", "clipped"),
        "missing": ("tidak ada di arsip", "not held"),
        "withheld": ("di artikel yang tidak ditampilkan", "in an article that is not shown"),
    },
    "verdict": {
        "verbatim": ("Persis seperti di arsip", "Verbatim"),
        "altered": ("Diubah", "Altered"),
        "partly_found": ("Sebagian ditemukan", "Partly found"),
        "not_found": ("Tidak ditemukan", "Not found"),
        "cannot_tell": ("Tidak dapat dipastikan", "Cannot tell"),
    },
    "of_a_day": {
        "complete": ("lengkap", "complete"),
        "nothing_published": ("tidak ada yang terbit", "nothing published"),
        "withdrawn": ("ditarik atas permintaan", "withdrawn on request"),
        "partial": ("sebagian", "partial"),
        "not_walked": ("belum ditelusuri", "not looked through"),
        "low": ("lebih sedikit daripada biasanya", "fewer than usual"),
        "not_over": ("belum berakhir", "not over"),
    },
    "state": {
        "pending": ("belum diambil", "not fetched yet"),
        "stored": ("disimpan", "stored"),
        "rejected": ("ditolak", "rejected"),
        "gone": ("hilang dari situs", "gone from the site"),
        "failed": ("gagal diambil", "could not be fetched"),
    },
    "drop_reason": {
        "listing": ("halaman daftar", "a listing"),
        "soft_404": ("halaman tidak ditemukan", "a page that says it is not there"),
        "maintenance": ("situs dalam perbaikan", "maintenance"),
        "empty": ("halaman kosong", "an empty page"),
        "not_antara": ("bukan halaman ANTARA", "not a page of ANTARA"),
        "no_key": ("bukan alamat artikel", "not an article's address"),
        "no_title": ("tanpa judul", "without a title"),
        "key_collision": ("nomornya milik artikel lain", "another article has its number"),
        "gone": ("hilang dari situs", "gone from the site"),
        "robots": ("tidak boleh diambil (robots.txt)", "not to be fetched (robots.txt)"),
        "off_site": ("mengarah ke luar situs", "it led off the site"),
        "not_html": ("bukan HTML", "not HTML"),
        "too_large": ("terlalu besar", "too large"),
        "redirect_loop": ("alihan berputar", "redirects in a circle"),
        "redirected": ("dialihkan", "redirected"),
        "http_error": ("kesalahan server", "an error of the server"),
    },
    "run": {
        "finished": ("selesai", "finished"),
        "interrupted": ("terhenti", "interrupted"),
        "errors": ("selesai, ada yang perlu dilihat", "finished, something needs a person"),
        "failed": ("gagal", "failed"),
    },
}
"""By what it is a code of."""

WHY: Final[dict[str, tuple[str, str]]] = {
    "not_all_held": (
        "Tidak ada di arsip. Mungkin saja pernah terbit: arsip ini tidak memuat semuanya, atau "
        "tidak disebutkan harinya.",
        "Nothing held says this. It may have been published all the same: not all is held, or no "
        "days were given.",
    ),
    "routine": (
        "Kata-kata yang sama ada dengan hari dan angka lain, seperti dalam berita yang terbit "
        "setiap hari.",
        "The same words are held with other days and numbers, as in reports that come every day.",
    ),
    "routine_of_another_day": (
        "Kata-kata yang sama ada dengan hari dan angka lain, seperti dalam berita yang terbit "
        "setiap hari. Ini mungkin dari hari yang tidak ada di arsip.",
        "The same words are held with other days and numbers, as in reports that come every day. "
        "This may be one of a day that is not held.",
    ),
    "too_short": (
        "Terlalu pendek untuk dipastikan, kecuali berupa judul atau kalimat utuh yang ada di "
        "arsip.",
        "Too few words to tell, unless they are a whole title or sentence held.",
    ),
    "too_long": (
        "Terlalu panjang: hanya bagian awalnya yang diperiksa.",
        "It is too long: only its beginning was looked at.",
    ),
    "no_word": ("Tidak ada kata yang dapat dicari.", "There is no word in it to look for."),
    "only_an_address": (
        "Ini hanya alamat, dari artikel yang tidak ada di arsip: masukkan kata-katanya.",
        "It is only an address, of an article that is not held: give its words.",
    ),
    "address_held": (
        "Ini hanya alamat; artikelnya ada di arsip.",
        "It is only an address; its article is held.",
    ),
    "left_out_between": (
        "Setiap kalimat sama kata demi kata; yang ada di antaranya dihilangkan.",
        "Each sentence stands word by word; what stands between them there is left out.",
    ),
    "of_several": (
        "Setiap kalimat sama kata demi kata, tetapi tidak semuanya dari satu artikel.",
        "Each sentence stands word by word, but not all of them in one article.",
    ),
    "put_beside": (
        "Yang ada di arsip sama kata demi kata; di sampingnya ada tambahan.",
        "What is held of it stands word by word; something else was put beside it.",
    ),
}
"""Why a passage is judged so, by the code of `checking.reasons.Reason`."""

NOTES: Final[dict[str, str]] = {
    "only_unwanted": "Kata yang dikecualikan perlu disertai kata yang dicari.",
    "too_long": "Pencarian lebih dari {} detik dan dihentikan: persempitlah.",
    "ranked_since": (
        "Terlalu banyak artikel yang cocok: hanya yang terbit sejak {} diurutkan. Isilah Sampai "
        "untuk yang lebih lama."
    ),
    "ranked_dated": (
        "Terlalu banyak artikel yang cocok: hanya yang bertanggal diurutkan. Isilah Sampai untuk "
        "yang lebih lama."
    ),
    "left_out": "{} kata terlalu banyak dan tidak dicari.",
    "beginnings": ("Terlalu banyak kata yang berawal demikian: tuliskan lebih banyak hurufnya."),
}
"""In Indonesian, by the code of `archive.search_notes.Note`; in English a note is itself."""


def said(code: object, of: str, language: str) -> str:
    """Return what a code means.

    Args:
        code: of an enumeration, or whatever stands in its place.
        of: what it is a code of, a name of `CODES`.
        language: of `LANGUAGES`.

    >>> said("put_back", "fate", "id"), said("connection_lost", "drop_reason", "en")
    ('dikembalikan', 'connection lost')
    """
    words = CODES[of].get(str(code))
    return words[LANGUAGES.index(language)] if words else str(code).replace("_", " ")


def why_said(code: str | None, language: str) -> str:
    """Return why a passage is judged so; empty for no reason.

    >>> why_said("no_word", "id")
    'Tidak ada kata yang dapat dicari.'
    """
    return WHY[code][LANGUAGES.index(language)] if code else ""


def note_said(note: str, language: str) -> str:
    """Return what there is to know about the hits of a search.

    >>> note_said(Note("left_out", "3"), "id")
    '3 kata terlalu banyak dan tidak dicari.'
    """
    if language == "id" and isinstance(note, Note):
        return NOTES[note.code].format(note.about)
    return note.replace("--until", "Until")


def enumerated(values: object, language: str) -> str:
    """Return credits or tags in a line.

    >>> enumerated([{"role": "editor", "name": "Sari"}], "en"), enumerated(["beras", "pasar"], "id")
    ('Sari (editor)', 'beras, pasar')
    """
    if not isinstance(values, list):
        return plain(values or "")
    return ", ".join(
        f"{plain(each.get('name') or '')} ({said(each.get('role'), 'role', language)})".lstrip()
        if isinstance(each, dict)
        else plain(each)
        for each in values
    )
