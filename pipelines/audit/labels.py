"""The words of the pages of an audit, in Indonesian and English."""

from __future__ import annotations

from typing import Final

from pipelines.datasette.pages.language import LANGUAGES

LABELS: Final[dict[str, tuple[str, str]]] = {
    "audit": ("Audit {}", "Audit {}"),
    "progress": ("{} dari {} sudah dilihat", "{} of {} looked at"),
    "skip_link": ("Langsung ke isian", "Skip to the form"),
    "other_language": ("English", "Bahasa Indonesia"),
    "sample": (
        "Contoh: semua artikel di arsip ini rekaan.",
        "Sample: every article in this archive is invented.",
    ),
    "came": ("Halaman seperti diterima", "The page as it came"),
    "came_how": (
        "Dari rekaman di komputer ini, tanpa gambar, skrip, gaya dan tautan: tidak ada yang "
        "diminta dari situs.",
        "From the capture on this machine, without pictures, scripts, style sheets and links: "
        "nothing is asked of the site.",
    ),
    "no_page": ("Rekamannya tidak dapat dibaca: {}", "The capture cannot be read: {}"),
    "read": ("Yang tercatat di arsip", "What was read off it"),
    "title": ("Judul", "Title"),
    "subtitle": ("Subjudul", "Subtitle"),
    "text": ("Isi", "Text"),
    "published": ("Waktu terbit", "Published"),
    "credits": ("Pewarta, editor dan lain-lain", "Credits"),
    "tags": ("Tag", "Tags"),
    "dateline": ("Baris tempat", "Dateline"),
    "category": ("Rubrik", "Section"),
    "images": ("Gambar", "Pictures"),
    "right": ("benar", "right"),
    "wrong": ("salah", "wrong"),
    "unclear": ("tidak dapat dipastikan", "cannot tell"),
    "nothing": ("(tidak ada)", "(nothing)"),
    "note": ("Catatan (tidak wajib)", "Note (optional)"),
    "save": ("Simpan", "Save"),
    "save_rest": ("Selebihnya benar: simpan", "The others are right: save"),
    "pass_over": ("Lewati dulu", "Pass over for now"),
    "before": ("Sebelumnya", "Previous"),
    "left_out": ("Yang tidak dimasukkan ke isi", "What was left out of the text"),
    "still_open": ("Tersimpan. Belum dijawab: {}.", "Saved. Without an answer yet: {}."),
    "changed": (
        "Tidak tersimpan: artikel ini berubah sementara itu. Lihat sekali lagi.",
        "Not saved: the article has changed meanwhile. Look once more.",
    ),
    "not_saved": (
        "Tidak tersimpan: {} Jawaban masih ada di bawah; simpan lagi sesudahnya.",
        "Not saved: {} The answers are still below; save again afterwards.",
    ),
    "gone": (
        "Artikel ini sudah ditarik dari arsip dan tidak ditampilkan.",
        "This article was taken out of the archive and is not shown.",
    ),
    "done": ("Semua artikel sudah dilihat", "All articles have been looked at"),
    "so_far": ("Hasil sejauh ini", "The answers so far"),
    "go_on": ("Teruskan", "Go on"),
    "field": ("isian", "field"),
    "rate": ("bagian yang benar", "share that is right"),
    "interval": ("rentang 95 %", "95 % interval"),
    "refused": ("Ditolak", "Refused"),
    "no_such_page": ("Halaman ini tidak ada", "There is no such page"),
    "end": (
        "Ctrl-C di terminal mengakhiri; 'antara audit' meneruskan.",
        "Ctrl-C in the terminal ends this; 'antara audit' goes on.",
    ),
}


def labels_in(language: str) -> dict[str, str]:
    """Return the words in a language.

    >>> labels_in("en")["wrong"], labels_in("id")["wrong"]
    ('wrong', 'salah')
    """
    at = LANGUAGES.index(language)
    return {name: words[at] for name, words in LABELS.items()}
