"""Stories: which articles carry the same report, grouped as they are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipelines.archive import ArchiveReader, ArchiveSession, Stored, stories, story_text
from pipelines.archive.connection import connect_writer
from pipelines.archive.story_index import METHOD
from tests.archives import Clock, article
from tests.minisite import rows

if TYPE_CHECKING:
    from pathlib import Path

FIRST = (
    "Palembang (ANTARA) - Dinas Kesehatan Kota Palembang membagikan masker kepada warga di "
    "Pasar Umpama karena kabut asap kembali menebal sejak Senin pagi.",
    "Kepala dinas Sri Rekaan mengatakan sebanyak 12.500 masker disiapkan untuk tujuh kecamatan "
    "dan akan ditambah jika kualitas udara tidak membaik.",
    "Menurut dia, indeks standar pencemar udara di stasiun Contoh mencapai angka 187, yang masuk "
    "dalam kategori tidak sehat.",
    "Warga diminta mengurangi kegiatan di luar rumah, terutama anak-anak dan orang lanjut usia.",
    "Seorang pedagang, Budi Karangan, mengaku penjualannya turun sejak asap datang dua pekan lalu.",
)
OTHER = (
    "Denpasar (ANTARA) - Ratusan penari tampil dalam pembukaan pekan budaya di Lapangan Rekaan, "
    "Kabupaten Klungkung, Sabtu malam.",
    "Bupati Wayan Contoh menyebut pekan budaya itu diikuti 40 sanggar dari delapan kecamatan.",
    "Acara akan berlangsung sampai pekan depan dengan lomba gamelan dan pameran kain tenun.",
)
DAY = "2026-11-{:02}T03:00:00Z"


def made(
    number: int, bureau: str, paragraphs: tuple[str, ...], day: int = 20, **more: Any
) -> Stored:
    place = paragraphs[0].partition(" (")[0]
    fields = {
        "title": f"{' '.join(paragraphs[0].split()[3:9])} {bureau}",
        "text": "\n\n".join(paragraphs),
        "dateline_place": place,
        "published_utc": DAY.format(day),
        **more,
    }
    return Stored(None, article(number, bureau, **fields).as_dict())


@pytest.fixture
def session(tmp_path: Path):
    with ArchiveSession.claim(tmp_path / "archive.db", "sample", clock=Clock()) as session:
        session.open()
        session.begin_run("crawl latest", {})
        yield session


def grouped(session: ArchiveSession) -> dict[str, set[str]]:
    """Stories by their ids, with the keys of their members."""
    found: dict[str, set[str]] = {}
    for story, member in rows(
        session.path,
        "SELECT s.bureau || '/' || s.article_id, a.bureau || '/' || a.article_id FROM stories AS s "
        "JOIN story_members AS m ON m.story = s.id JOIN articles AS a ON a.id = m.article",
    ):
        found.setdefault(story, set()).add(member)
    return found


def test_a_reprint_joins_the_report_and_another_article_does_not(session) -> None:
    session.store([made(1, "sumsel", FIRST), made(2, "bali", OTHER)])
    assert grouped(session) == {}
    session.store([made(7, "www", ("Jakarta" + FIRST[0][9:], *FIRST[1:4]), day=21)])
    assert grouped(session) == {"sumsel/1": {"sumsel/1", "www/7"}}
    assert rows(session.path, "SELECT count(*) FROM story_queue") == [(0,)]


def test_reprints_of_one_batch_find_each_other(session) -> None:
    session.store([made(n, "sumsel", FIRST) for n in (1, 2, 3)])
    assert grouped(session) == {"sumsel/1": {"sumsel/1", "sumsel/2", "sumsel/3"}}


def test_an_equal_text_is_found_years_later_and_a_like_one_is_not(session) -> None:
    session.store([made(1, "sumsel", FIRST)])
    session.store([made(2, "jambi", FIRST, published_utc="2029-01-01T00:00:00Z")])
    session.store([made(3, "riau", FIRST[:4], published_utc="2031-01-01T00:00:00Z")])
    assert grouped(session) == {"sumsel/1": {"sumsel/1", "jambi/2"}}


def test_two_stories_that_turn_out_to_be_one_keep_the_older_id(session) -> None:
    session.store([made(1, "sumsel", FIRST[:3]), made(2, "jambi", FIRST[:3])])
    tail = ("Palembang (ANTARA) - " + FIRST[3], *FIRST[3:4], FIRST[4], OTHER[1])
    session.store([made(3, "riau", tail), made(4, "aceh", tail)])
    before = grouped(session)
    assert set(before) == {"sumsel/1", "riau/3"}
    with session._writing() as db:  # as a new member that is both would do it
        stories._join(db, stories._read(db, 1), {2: 0.9, 3: 0.9}, "2026-11-25T00:00:00Z")
    assert grouped(session) == {"sumsel/1": {"sumsel/1", "jambi/2", "riau/3", "aceh/4"}}
    alias = "SELECT bureau, article_id FROM story_aliases"
    assert rows(session.path, alias) == [("riau", 3)]


def test_a_story_is_called_by_its_first_stored_member_whenever_that_joins(session) -> None:
    session.store([made(1, "sumsel", OTHER)])
    session.store([made(3, "riau", FIRST), made(4, "aceh", FIRST)])
    assert set(grouped(session)) == {"riau/3"}
    with session._writing() as db:  # as a third article that is the same as both would do it
        stories._join(db, stories._read(db, 3), {1: 0.9}, "2026-11-25T00:00:00Z")
    assert grouped(session) == {"sumsel/1": {"sumsel/1", "riau/3", "aceh/4"}}
    aliases = "SELECT a.bureau, a.article_id, s.bureau FROM story_aliases AS a JOIN stories AS s "
    assert rows(session.path, f"{aliases} ON s.id = a.story") == [("riau", 3, "sumsel")]
    with ArchiveReader(session.path) as reader:
        assert reader.story("riau", 3)["aliases"][0]["story"] == "riau/3"


def test_a_template_with_other_facts_is_no_reprint(session) -> None:
    def weather(day: str, low: int, high: int) -> tuple[str, ...]:
        return (
            f"Palembang (ANTARA) - BMKG memprakirakan cuaca Kota Palembang pada {day} cerah "
            "berawan sepanjang hari, dengan hujan ringan pada malam hari.",
            f"Suhu udara berkisar {low} hingga {high} derajat Celcius dan kelembapan udara 60 "
            "hingga 95 persen, dengan angin dari arah timur.",
        )

    session.store(
        [
            made(1, "sumsel", weather("Senin (16/11)", 24, 33), day=16),
            made(2, "sumsel", weather("Selasa (17/11)", 23, 32), day=17),
        ]
    )
    assert grouped(session) == {}


def test_a_corrected_article_stays_in_its_story_and_is_found_by_its_new_text(session) -> None:
    session.store([made(1, "sumsel", FIRST), made(2, "jambi", FIRST)])
    index = "SELECT count(*) FROM story_index WHERE article = 1"
    before = rows(session.path, index)
    new = (FIRST[0], FIRST[1].replace("12.500", "12.700"), *FIRST[2:])
    session.store([made(1, "sumsel", new)])
    assert grouped(session) == {"sumsel/1": {"sumsel/1", "jambi/2"}}
    assert rows(session.path, index) == before
    assert rows(
        session.path,
        "SELECT count(*) FROM story_index AS i WHERE NOT EXISTS (SELECT 1 FROM story_numbers AS n "
        "WHERE n.article = i.article AND instr(n.numbers, unhex(printf('%016X', i.number))) > 0)",
    ) == [(0,)]


def test_what_cannot_be_grouped_is_stored_all_the_same(session, monkeypatch, caplog) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(stories, "numbers_of", lambda *_: 1 / 0)
        assert session.store([made(1, "sumsel", FIRST)]) == ["stored"]
    assert "looked for later" in caplog.text
    assert rows(session.path, "SELECT article FROM story_queue") == [(1,)]
    session.store([made(2, "jambi", FIRST)])
    assert grouped(session) == {"sumsel/1": {"sumsel/1", "jambi/2"}}


def test_articles_of_before_are_grouped_a_few_with_each_batch(session) -> None:
    session.store([made(n, "sumsel", FIRST) for n in range(1, 61)])
    path = session.path
    with session._writing() as db:
        db.conn.execute("DELETE FROM stories")
        db.conn.execute("DELETE FROM story_index")
        db.conn.execute("DELETE FROM story_numbers")
        db.conn.execute("INSERT INTO story_queue SELECT id FROM articles")
    session.store([made(100, "bali", OTHER)])
    assert rows(path, "SELECT count(*) FROM story_queue") == [(61 - 21,)]
    while session.group_waiting(15):
        pass
    (members,) = grouped(session).values()
    assert len(members) == 60


def test_an_index_of_another_method_is_made_anew(session) -> None:
    session.store([made(1, "sumsel", FIRST), made(2, "jambi", FIRST)])
    with session._writing() as db:
        db.conn.execute("UPDATE meta SET value = 'minhash of old' WHERE key = 'story_method'")
        db.conn.execute("UPDATE story_index SET number = number / 2")
    session.store([made(3, "bali", OTHER)])
    assert rows(session.path, "SELECT value FROM meta WHERE key = 'story_method'") == [(METHOD,)]
    assert rows(session.path, "SELECT count(DISTINCT article) FROM story_index") == [(3,)]
    assert grouped(session) == {"sumsel/1": {"sumsel/1", "jambi/2"}}


def test_who_is_asked_for_stands_in_the_index(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with ArchiveSession.claim(path, "sample") as session:
        session.open()
    db = connect_writer(path)
    plan = " ".join(
        str(row) for row in db.execute("EXPLAIN QUERY PLAN " + stories._FOUND, (1, 2, 3))
    )
    db.close()
    assert "SEARCH story_index USING PRIMARY KEY (week=? AND number=?)" in plan
    assert "TEMP B-TREE" not in plan


def test_what_is_no_word_of_a_language_is_not_remembered() -> None:
    story_text._read.cache_clear()
    key = "a" * 500
    report = story_text.report_of(f"Kunci {key} dan kata.")
    assert report.words == ("kunci", key, "dan", "kata")
    assert story_text._read.cache_info().currsize == 0
    assert story_text.report_of("Kunci dan kata.").words == ("kunci", "dan", "kata")
    assert story_text._read.cache_info().currsize == 3
