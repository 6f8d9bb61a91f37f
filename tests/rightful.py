"""Archives for tests of what others may see, and the sentences that they may not."""

from __future__ import annotations

import datetime as dt
import json
import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from crawler.commands import permission
from crawler.items import Credit, Fate, Image, LedgerEntry, Residue, Role
from pipelines.archive import ArchiveSession, tombstone_file
from pipelines.archive.library import sqlite3
from tests.archives import Clock, stored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

NOW = "2026-11-29T10:00:00Z"
TODAY = "2026-11-29"
LETTER = ("surat.pdf", "ab" * 32)

SHOWN, GONE, WITHDRAWN = 1, 2, 3
"""Numbers of articles at bali."""
WORDS = {SHOWN: "Merpatirekaan", GONE: "Kenarirekaan", WITHDRAWN: "Jalakrekaan"}
"""A word of each article that stands in its texts only."""


_BODIES = {
    SHOWN: "Denpasar (ANTARA) - Burung {0} terbang melewati pasar pada pagi itu.\n\n"
    "Warga yang melihat {0} segera memanggil petugas dari kota sebelah.",
    GONE: "Denpasar (ANTARA) - Sebuah perahu bernama {0} karam di pelabuhan lama kemarin.\n\n"
    "Nakhoda {0} mengatakan seluruh penumpang sudah selamat sampai dermaga.",
    WITHDRAWN: "Denpasar (ANTARA) - Penyanyi {0} menggelar konser amal di lapangan desa.\n\n"
    "Hasil penjualan karcis konser {0} diserahkan kepada panti asuhan setempat.",
}


def body(number: int) -> str:
    return _BODIES[number].format(WORDS[number])


def make_rightful(path: Path, origin: str = "live") -> None:
    """Make an archive of three articles, each corrected once: one is gone, one was withdrawn."""
    for listed in tombstone_file.LIST.all_in(path.parent):
        listed.unlink()  # of another archive there: what it names would be withdrawn here already
    with ArchiveSession.claim(path, origin, clock=Clock(NOW)) as session:
        session.open()
        session.begin_run("crawl latest", {"query": "rahasia"})
        for corrected in (False, True):
            session.store([_stored(number, corrected=corrected) for number in WORDS])
        session.finish_run("finished", {})
        session.withdraw({("bali", WITHDRAWN): []}, "alasan rahasia", "pemohon rahasia")
    execute(
        path,
        f"UPDATE articles SET missing_since = '{NOW}' WHERE article_id = {GONE}",
        # As if they carried one report: pages compare their texts.
        f"INSERT INTO stories VALUES (1, 'bali', {SHOWN}, '{NOW}')",
        f"INSERT INTO story_members SELECT id, 1, 0.9, '{NOW}' FROM articles",
    )


def _stored(number: int, *, corrected: bool) -> Any:
    word = WORDS[number]
    return stored(
        number,
        title=f"Judul burung nomor {number}",
        subtitle=f"Kisah {word} yang mengejutkan banyak orang",
        text=body(number) + (f"\n\nRalat: {word} itu ternyata ada dua ekor." if corrected else ""),
        pull_quote=f"Kami belum pernah melihat {word} di sini",
        credits=[Credit(Role.REPORTER, "Made Rekaan", "Pewarta : Made Rekaan")],
        images=[Image("https://img.antaranews.com/x.jpg", f"Seekor {word} di atap", "Rekaan")],
        ledger=[LedgerEntry(Fate.REMOVED, Residue.READ_ALSO, f"Baca juga: {word} lagi", 20)],
        content_sha256=("1" if corrected else "0") * 64,
    )


def execute(path: Path, *statements: str) -> None:
    """Run statements on a closed archive, as nobody's session does yet."""
    conn = sqlite3.connect(str(path), isolation_level=None)
    try:
        for statement in statements:
            conn.execute(statement)
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        conn.close()


def permit(path: Path, *scopes: str, until: str | None = None, origin: str = "live") -> list[int]:
    """Put a permission of this month on record."""
    with ArchiveSession.claim(path, origin) as session:
        session.open()
        days = ("2026-11-01", until)
        return session.add_permission(scopes or ("serve",), "Redaksi Rekaan", days, LETTER, None)


def stop_the_clock(patch: pytest.MonkeyPatch, now: dt.datetime) -> None:
    """Let it be a moment for `antara permission`, and for whoever asks it which day it is."""

    class Stopped:
        @staticmethod
        def now(zone: dt.tzinfo) -> dt.datetime:
            return now.astimezone(zone)

    patch.setattr(permission, "dt", SimpleNamespace(UTC=dt.UTC, datetime=Stopped))


def sentences(text: str | None) -> Iterator[str]:
    """Yield a text's sentences of five words or more."""
    for sentence in re.split(r"\n+|(?<=[.!?]) ", text or ""):
        if len(sentence.split()) >= 5:
            yield sentence.strip()


def texts_of(path: Path) -> Iterator[tuple[int, str | None]]:
    """Yield articles.id and each text of an article: now, in its states, and around it."""
    conn = sqlite3.connect(str(path))
    try:
        for row, *texts in conn.execute("SELECT id, text, subtitle, pull_quote FROM articles"):
            yield from ((row, text) for text in texts)
        for row, state in conn.execute("SELECT article, state FROM revisions"):
            told = json.loads(state)
            yield from ((row, told[name]) for name in ("text", "subtitle"))
        yield from conn.execute("SELECT article, caption FROM images")
        # Other blocks that were removed stand in columns that are kept: credits, tags, copyright.
        yield from conn.execute(
            "SELECT article, text FROM ledger WHERE reason IN ('read_also', 'repeated_block')"
        )
    finally:
        conn.close()


def shown(path: Path) -> str:
    """Return all that is kept of an archive's articles and may read like a sentence."""
    conn = sqlite3.connect(str(path))
    try:
        titles = [row[0] for row in conn.execute("SELECT title FROM articles")]
        states = [
            json.loads(row[0])["title"] for row in conn.execute("SELECT state FROM revisions")
        ]
        others = conn.execute("SELECT copyright, rights_notice FROM articles").fetchall()
    finally:
        conn.close()
    return "\n".join([*titles, *states, *(text for row in others for text in row if text)])
