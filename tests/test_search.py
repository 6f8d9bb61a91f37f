"""The search of an archive: other forms of words, names, filters, order, bounds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crawler.items import Credit, Role
from pipelines.archive import ArchiveReader, ArchiveSession, Filters, rereading, search_pool, terms
from pipelines.archive import search as searching
from pipelines.archive.library import sqlite3
from pipelines.archive.search_words import other_forms
from tests.archives import Clock, ask, rows, stored, value

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest_plugins = ["tests.archive_fixtures"]


def says(number: int, text: str, title: str = "Kabar rekaan", **changes: Any) -> Any:
    """An article with this text and nothing else that could be found."""
    plain = {"subtitle": None, "dateline_place": None, "credits": [], "category": None, "tags": []}
    return stored(number, title=title, text=text, **{**plain, **changes})


def on(day: str) -> dict[str, str]:
    moment = f"{day}T08:00:00Z"
    return {"published": moment, "published_utc": moment, "published_day": day}


class Archive:
    """An archive that is filled, then asked."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def store(self, *outcomes: Any) -> Archive:
        with ArchiveSession.claim(self.path, "live", clock=Clock()) as session:
            session.open()
            session.store(list(outcomes))
        return self

    def hits(self, typed: str, limit: int = 20, unique: Any = None, **filters: Any) -> Any:
        with ArchiveReader(self.path) as reader:
            return reader.search(typed, Filters(**filters), limit, unique)

    def found(self, typed: str, **options: Any) -> list[int]:
        return [hit["article_id"] for hit in self.hits(typed, **options)]

    def forms(self, word: str) -> set[str]:
        with ArchiveReader(self.path) as reader:
            return set(other_forms(reader._db, word))


@pytest.fixture
def archive(folder: Path) -> Archive:
    return Archive(folder / "archive.db")


# Words and their other forms


def test_other_forms_are_found_after_the_word_itself(archive: Archive) -> None:
    archive.store(
        says(1, "Warga membangun jembatan.", **on("2026-11-03")),
        says(2, "Pembangunan jembatan selesai.", **on("2026-11-02")),
        says(3, "Mereka bangun pagi.", **on("2026-11-01")),
        says(4, "Bangunlah!", **on("2026-10-01")),
        says(5, "Hujan turun.", **on("2026-11-04")),
    )
    assert archive.found("bangun") == [3, 1, 2, 4]
    assert archive.found("pembangunan")[0] == 2
    assert set(archive.found("pembangunan")) == {1, 2, 3, 4}
    assert archive.found('"membangun"') == [1]
    assert archive.found("-- bangun -pembangunan") == [3, 1, 4]
    assert "[Pembangunan] jembatan" in archive.hits("bangun")[2]["snippet"]


def test_a_place_is_never_stemmed(archive: Archive) -> None:
    archive.store(says(1, "Wisata di Bali ramai."), says(2, "Karung bal dibuka. Bal itu berat."))
    assert archive.found("Bali") == [1]
    assert archive.found("bali") == [1]
    assert archive.found("bal") == [2]


def test_a_person_is_known_by_capitals(archive: Archive) -> None:
    """Satu is no list's name; within sentences it always has a capital."""
    archive.store(
        *(says(n, f"Menurut Bakari {n}, bakar itu mahal.") for n in range(1, 6)),
        says(6, "Kebakaran hutan."),
    )
    assert archive.found("bakari") == [5, 4, 3, 2, 1]
    assert "bakari" not in archive.forms("bakar")
    assert 6 in archive.found("bakar")


def test_credits_and_datelines_make_names(archive: Archive) -> None:
    credit = [Credit(Role.REPORTER, "Putu Tanami", "Pewarta : Putu Tanami")]
    for n in range(1, 5):
        archive.store(says(n, "Hujan.", credits=credit))
    archive.store(says(5, "Tanami dibaca."), says(6, "Mereka tanam padi."))
    assert archive.forms("tanami") == set()
    assert archive.forms("tanam") == set()


def test_a_place_is_not_found_by_other_words(archive: Archive) -> None:
    archive.store(says(1, "Mereka menyerang kapal."), says(2, "Pasar di Serang ramai."))
    assert archive.found("menyerang") == [1]
    assert archive.found("diserang") == [1]
    assert archive.found("serang") == [2]


def test_a_capital_at_the_beginning_of_a_sentence_makes_no_name(archive: Archive) -> None:
    archive.store(*(says(n, f"Makanan {n}. Makanan.\n\nMakanan itu.") for n in range(1, 9)))
    assert archive.forms("makan") == {"makan", "makanan"} - {"makan"}


def test_doubled_words(archive: Archive) -> None:
    archive.store(
        says(1, "Anak-anak bermain."),
        says(2, "Anak anak bermain."),
        says(3, "Anak2 bermain."),
        says(4, "Seorang anak bermain."),
        says(5, "Sayur-mayur dijual."),
        says(6, "Sayur dijual."),
    )
    for typed in ("anak-anak", "anak2"):
        assert set(archive.found(typed)[:3]) == {1, 2, 3}
        assert archive.found(typed)[3] == 4
    assert set(archive.found('"anak anak"')) == {1, 2}
    assert archive.found("sayur-mayur") == [5]


def test_hyphens_and_accents(archive: Archive) -> None:
    archive.store(
        says(1, "Gerakan antikorupsi."), says(2, "Gerakan anti-korupsi."), says(3, "Café baru.")
    )
    for typed in ("antikorupsi", "anti-korupsi", '"gerakan" antikorupsi'):
        assert set(archive.found(typed)) == {1, 2}
    assert archive.found("cafe") == archive.found("CAFÉ") == archive.found("Cafe\u0301") == [3]


def test_amounts(archive: Archive) -> None:
    archive.store(
        says(1, "Nilainya Rp9 triliun."),
        says(2, "Nilainya Rp 9 triliun."),
        says(3, "Nilainya 9 triliun rupiah."),
        says(4, "Nilainya Rp9,5 triliun."),
        says(5, "Sebanyak 9.000 orang."),
        says(6, "Sebanyak 9 000 orang."),
        says(7, "Sebanyak 9000 orang."),
        says(8, "Sebesar 9,5 persen."),
    )
    for typed in ("Rp9 triliun", "Rp 9 triliun", '"Rp9 triliun"'):
        assert set(archive.found(typed)) == {1, 2, 3}
    for typed in ("9.000", "9 000", "9000 orang"):
        assert set(archive.found(typed)) == {5, 6, 7}
    assert archive.found("9,5 persen") == [8]
    assert archive.found("Rp9,5 triliun") == [4]


def test_prefixes(archive: Archive) -> None:
    archive.store(
        says(1, "Banjir."), says(2, "Banjarmasin."), says(3, "Longsor."), says(4, "Bantuan banjir.")
    )
    assert set(archive.found("banj*")) == {1, 2, 4}
    assert set(archive.found("ban*")) == {1, 2, 4}
    assert archive.found("xyz*") == []
    assert archive.found("longsor*") == [3]


def test_a_prefix_of_too_many_words_says_so(archive: Archive, monkeypatch: Any) -> None:
    monkeypatch.setattr("pipelines.archive.search_words.MOST_BEGUN", 2)
    archive.store(says(1, "Banjir bandang."), says(2, "Bantuan. Bangku."))
    hits = archive.hits("ban*")
    assert [hit["article_id"] for hit in hits] == [1]
    assert hits.notes == ["More words begin so than can be looked for: write more of it."]


def test_not(archive: Archive) -> None:
    archive.store(says(1, "Banjir di kota."), says(2, "Banjir di desa."), says(3, "Desa tenang."))
    assert archive.found("banjir -desa") == [1]
    assert archive.found("banjir NOT desa") == [1]
    assert archive.found('banjir -"di kota"') == [2]
    assert archive.found("di -banjir") == []
    assert archive.hits("-desa").notes == [
        "Words to leave out need a word to look for beside them."
    ]


# Order


def test_titles_come_first_and_phrases_in_them(archive: Archive) -> None:
    archive.store(
        says(1, "Donor darah. " * 9, **on("2026-11-09")),
        says(2, "Isi.", title="Darah untuk donor", **on("2026-11-08")),
        says(3, "Isi.", title="Aksi donor darah", **on("2026-11-01")),
        says(4, "Donor darah " * 5, title="Donor baru", **on("2026-11-09")),
    )
    assert archive.found("donor darah") == [3, 2, 4, 1]


def test_newer_ones_come_first_of_equal_ones(archive: Archive) -> None:
    archive.store(
        says(1, "Banjir.", **on("2020-01-01")),
        says(2, "Banjir.", **on("2026-01-01")),
        says(3, "Banjir.", **dict.fromkeys(on(""))),
    )
    assert archive.found("banjir") == [2, 1, 3]
    scores = [hit["score"] for hit in archive.hits("banjir")]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


def test_how_often_counts_and_in_how_many_words(archive: Archive) -> None:
    archive.store(
        says(1, "Banjir, banjir, banjir besar."),
        says(2, "Banjir besar."),
        says(3, "Banjir besar. " + "Hal lain. " * 400),
    )
    assert archive.found("banjir") == [1, 2, 3]


def test_the_word_itself_counts_more_than_many_other_forms(archive: Archive) -> None:
    archive.store(
        says(1, "Ada gerak.", **on("2026-11-01")),
        says(2, "Gerakan, gerakan, pergerakan.", **on("2026-11-03")),
        says(3, "Gerakan, gerakan, gerak.", title="Gerakan", **on("2026-11-02")),
    )
    assert archive.found("gerak") == [3, 1, 2]


# Which articles are ranked


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The bounds of a search made small, so that a few articles are many."""
    for name, size in (
        ("FEW", 3),
        ("SAMPLE", 3),
        ("POOL", 2),
        ("_ROWS", (2, 4)),
        ("MOST_HITS", 12),
    ):
        monkeypatch.setattr(search_pool, name, size)
    monkeypatch.setattr(search_pool, "MOST_ASKED", 2)
    return


def years(archive: Archive) -> Archive:
    """The newest articles came first, then older ones, as after a backfill."""
    days = ["2026-11-01", "2026-11-02", *(f"2016-01-{n:02}" for n in range(1, 29))]
    return archive.store(
        *(
            says(n, "Banjir.", bureau="ambon" if n % 9 == 0 else "bali", **on(day))
            for n, day in enumerate(days, 1)
        )
    )


@pytest.mark.usefixtures("small")
def test_of_many_the_newest_are_ranked_not_those_that_came_last(archive: Archive) -> None:
    hits = years(archive).hits("banjir")
    assert [hit["article_id"] for hit in hits] == [2, 1]
    assert hits.notes == [
        "Too many articles match to rank them all: those since 2026-11-01 were. "
        "--until shows earlier ones."
    ]
    assert archive.found("banjir", until="2016-12-31", limit=1) == [30]


@pytest.mark.usefixtures("small")
def test_a_filter_is_walked(archive: Archive) -> None:
    assert set(years(archive).found("banjir", bureaus=("ambon",))) == {27, 18}
    assert archive.found("banjir", bureaus=("kupang",)) == []
    assert archive.found("banjir", since="2016-01-05", until="2016-01-05") == [7]


@pytest.mark.usefixtures("small")
def test_what_could_not_be_looked_through_is_said(archive: Archive) -> None:
    archive.store(*(says(n, "Banjir.", **on("2026-11-01")) for n in range(1, 30)))
    archive.store(*(says(n, "Banjir.", kind="photo", **on("2016-11-01")) for n in range(30, 60, 7)))
    hits = archive.hits("banjir", kind="photo")
    assert hits.notes


@pytest.mark.parametrize("bounds", [(1, 1, 1), (2, 3, 2), (5, 100, 3), (1, 3, 100), (100, 9, 9)])
def test_no_bound_shows_what_does_not_match(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, bounds: tuple[int, int, int]
) -> None:
    few, most, asked = bounds
    monkeypatch.setattr(search_pool, "FEW", few)
    monkeypatch.setattr(search_pool, "SAMPLE", few)
    monkeypatch.setattr(search_pool, "MOST_HITS", most)
    monkeypatch.setattr(search_pool, "MOST_ASKED", asked)
    monkeypatch.setattr(search_pool, "_ROWS", (2, 5))
    archive.store(
        *(says(n, "Banjir." if n % 3 else "Hujan.", **on("2026-11-01")) for n in range(1, 40))
    )
    hits = archive.hits("banjir", limit=99)
    assert all(hit["article_id"] % 3 for hit in hits)
    assert len(hits) == 26 or hits.notes


def test_a_search_ends_in_time(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.store(*(says(n, "Banjir.") for n in range(1, 60)))
    monkeypatch.setattr(searching, "SECONDS", -1.0)
    monkeypatch.setattr(searching, "_STEPS", 1)
    with ArchiveReader(archive.path) as reader:
        hits = reader.search("banjir")
        assert hits == []
        assert "was ended" in hits.notes[0]
        assert reader.counts() == {"bali": 59}  # the connection is good for more


# Filters by name


@pytest.fixture
def named(archive: Archive) -> Archive:
    def by(role: Role, name: str) -> dict[str, Any]:
        return {"credits": [Credit(role, name, f"x : {name}")]}

    return archive.store(
        says(
            1, "Ikan.", category="Ekonomi", dateline_place="Denpasar", **by(Role.REPORTER, "André")
        ),
        says(
            2, "Ikan.", category="ekonomi", dateline_place="Kota Ambon", **by(Role.EDITOR, "André")
        ),
        says(3, "Ikan.", category="Hukum", **by(Role.PHOTOGRAPHER, "Wayan Contoh")),
    )


def test_names_are_found_without_regard_to_capitals_and_accents(named: Archive) -> None:
    with ArchiveReader(named.path) as reader:
        assert reader.held_names("section", "EKONOMI") == ["Ekonomi", "ekonomi"]
        assert reader.held_names("reporter", "andre") == ["André"]
        assert reader.held_names("reporter", "wayan") == []
        assert reader.nearest_name("reporter", "wayan") == "Wayan Contoh"
        assert reader.nearest_name("place", "denpasr") == "Denpasar"
        assert reader.nearest_name("place", "ambon") == "Kota Ambon"
        assert reader.nearest_name("place", "%' OR 1") is None
        assert reader.held_names("place", "") == []


@pytest.mark.parametrize("many", [False, True])
def test_a_search_is_narrowed_by_names(
    named: Archive, monkeypatch: pytest.MonkeyPatch, *, many: bool
) -> None:
    if many:
        monkeypatch.setattr(search_pool, "FEW", 0)
        monkeypatch.setattr(search_pool, "SAMPLE", 1)
    assert set(named.found("ikan", sections=("Ekonomi", "ekonomi"))) == {1, 2}
    assert named.found("ikan", reporters=("André",)) == [1]
    assert named.found("ikan", places=("Kota Ambon",)) == [2]
    assert named.found("ikan", places=("Kota Ambon",), sections=("Hukum",)) == []
    assert named.found("ikan", reporters=("Wayan Contoh",), bureaus=("bali",)) == [3]
    with ArchiveReader(named.path) as reader:
        for filters, expected in (
            (Filters(sections=("ekonomi",)), {2}),
            (Filters(places=("Denpasar",)), {1}),
            (Filters(reporters=("André", "Wayan Contoh")), {1, 3}),
        ):
            assert {each["article_id"] for each in reader.articles(filters)} == expected


# One hit for equal ones


def test_equal_texts_are_one_hit_the_earliest(archive: Archive) -> None:
    archive.store(
        says(1, "Kota (ANTARA) - Banjir besar.", **on("2026-11-02")),
        says(2, "Kota (ANTARA) - Banjir besar.", title="Banjir", **on("2026-11-03")),
        says(3, "Kota (ANTARA) - Banjir kecil.", **on("2026-11-01")),
    )
    assert archive.found("banjir") == [2, 1, 3]
    assert archive.found("banjir", unique="text") == [1, 3]
    assert archive.found("banjir", unique="text", since="2026-11-03") == [2]
    assert archive.found("banjir", unique="text", limit=1) == [1]
    # A copy that does not match itself is not shown: only this one has it in its title.
    archive.store(says(4, "Sama saja.", **on("2026-10-01")))
    archive.store(says(5, "Sama saja.", title="Gempa", **on("2026-11-05")))
    assert archive.found("gempa", unique="text") == [5]


def test_a_story_is_one_hit(archive: Archive) -> None:
    archive.store(*(says(n, f"Banjir {n}.", **on(f"2026-11-0{n}")) for n in range(1, 5)))
    assert archive.found("banjir", unique="story") == [4, 3, 2, 1]
    conn = sqlite3.connect(str(archive.path))
    conn.execute(
        "INSERT INTO stories SELECT 7, bureau, article_id, '2026-11-09' FROM articles WHERE id = 2"
    )
    members = "INSERT INTO story_members VALUES (?, 7, 1.0, '2026-11-09')"
    conn.executemany(members, [(2,), (4,)])
    conn.commit()
    conn.close()
    assert archive.found("banjir", unique="story") == [2, 3, 1]


# The table of terms


TERMS = "SELECT term, stem, capital, small FROM terms ORDER BY term"


def test_each_word_is_stemmed_once_and_counted(session: ArchiveSession) -> None:
    session.store([says(1, "Warga makan makanan. Kata Makanan itu.", title="Satu")])
    session.store([says(2, "Ada makanan.", title="Satu")])
    held = {term: rest for term, *rest in rows(session, TERMS)}
    assert held["makanan"] == ["makan", 1, 2]
    assert held["makan"] == [None, 0, 0]
    assert set(held) == {"warga", "makan", "makanan", "kata", "itu", "satu", "ada"}
    assert value(session, "SELECT value FROM meta WHERE key = 'terms_to'") == "2"


def test_counting_ends(session: ArchiveSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "MOST_COUNTED", 3)
    for n in range(1, 9):
        session.store([says(n, "Ada makanan.")])
    assert ("makanan", "makan", 0, 3) in rows(session, TERMS)


def test_what_an_article_says_later_is_found(session: ArchiveSession) -> None:
    session.store([says(1, "Hujan turun.")])
    session.store([says(1, "Hujan turun di pemukiman.")])
    assert ("pemukiman", "mukim", 0, 1) in rows(session, TERMS)


def test_words_of_a_failed_batch_are_not_taken_for_known(session: ArchiveSession) -> None:
    """What was rolled back has to come again: in memory it would be known already."""
    session.store([says(1, "Hujan.")])
    db = session._db
    for _ in range(2):  # the second time they are looked up and remembered
        db.conn.execute("BEGIN")
        terms.note(db, [("", "", "Gempa")])
        terms.note(db, [("", "", "Gempa")])
        assert ("gempa", None, 0, 0) in rows(session, TERMS)
        db.conn.execute("ROLLBACK")
    session.store([says(2, "Gempa.")])
    assert ("gempa", None, 0, 0) in rows(session, TERMS)


def test_what_a_newer_reader_reads_is_found(session: ArchiveSession) -> None:
    session.store([says(1, "Hujan turun.")])
    again = says(1, "Hujan turun di pemukiman.").article
    with session._writing() as db:
        rereading.write_again(db, 1, [again], "2026-11-24T00:00:00Z", whole=False)
    assert ("pemukiman", "mukim", 0, 1) in rows(session, TERMS)


def test_other_rules_make_all_stems_again(
    session: ArchiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.store([says(1, "Ada makanan di pasar.")])
    monkeypatch.setattr(terms, "VERSION", "2")
    monkeypatch.setattr(terms, "_WORDS_A_TIME", 2)
    monkeypatch.setattr(terms, "stem", lambda word: "makan" if word == "pasar" else word)
    session.store([says(2, "Ada.")])
    held = {term: stem for term, stem, *_ in rows(session, TERMS)}
    assert (held["makanan"], held["pasar"], held["ada"]) == (None, "makan", None)
    assert value(session, "SELECT value FROM meta WHERE key = 'terms_by'") == "2"


def test_articles_that_came_another_way_are_caught_up(archive: Archive) -> None:
    archive.store(says(1, "Hujan."))
    conn = sqlite3.connect(str(archive.path))
    columns = [row[1] for row in conn.execute("PRAGMA table_info(articles)")]
    rest = ", ".join(each for each in columns if each not in ("id", "article_id", "text"))
    conn.execute(
        f"INSERT INTO articles (article_id, text, {rest}) SELECT 2, 'Penambangan emas', {rest} "
        "FROM articles"
    )
    conn.commit()
    conn.close()
    archive.store(says(3, "Angin."))
    assert archive.found("tambang") == [2]


# Nothing typed is an error


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "archive.db"
    Archive(path).store(
        *(says(n, f"Pasar ikan, Rp9 triliun. Anak-anak {n}.") for n in range(1, 30))
    )
    return path


@given(
    st.text() | st.text(alphabet='"*^:()+-{} ANDORTNErp9.,0pasar2\0\ud800'),
    st.sampled_from([None, "text", "story"]),
)
@example('NEAR("a" "b", 2) OR title:^x* NOT (', None)
@example("a" * 100_000, None)
@example("pasar " * 20_000, "text")
@example("'; DROP TABLE articles; --", None)
@example("rowid:1 articles_fts rank", None)
@example("\x00\x01\x1b[2J \u202e\ufeff", None)
@example("pasar -ikan NOT", "story")
@example("p* a* s*", None)
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_is_typed_is_an_error(filled: Path, typed: str, unique: Any) -> None:
    with ArchiveReader(filled) as reader:
        hits = reader.search(typed, None, 5, unique)
        assert len(hits) <= 5
        assert all(isinstance(note, str) for note in hits.notes)
        for what in ("reporter", "section", "place"):
            assert isinstance(reader.held_names(what, typed), list)
    assert ask(filled, "SELECT count(*) FROM articles") == [(29,)]


# How it is asked


def plan(path: Path, sql: str, values: Any) -> str:
    conn = sqlite3.connect(str(path))
    try:
        steps = [row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
        return "\n".join(steps)
    finally:
        conn.close()


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        ({}, "articles_published"),
        ({"bureaus": ("bali",)}, "articles_bureau_published"),
        ({"bureaus": ("bali", "ambon")}, "articles_bureau_published"),
        ({"places": ("Denpasar",)}, "articles_place"),
        ({"sections": ("Ekonomi",), "since": "2026-01-01"}, "articles_section"),
        ({"reporters": ("André",)}, "credits_name"),
        ({"since": "2026-01-01", "until": "2026-01-31", "kind": "article"}, "articles_published"),
        ({"since": "2026-01-01", "kind": "photo"}, "articles_other_kinds"),
    ],
)
def test_the_walk_is_along_an_index(filled: Path, filters: dict[str, Any], index: str) -> None:
    steps = plan(filled, *search_pool.walked(Filters(**filters)))
    assert index in steps
    assert "TEMP B-TREE" not in steps or "reporters" in filters


def test_what_is_checked_is_never_read_from_the_articles(filled: Path) -> None:
    everything = Filters(
        bureaus=("bali",),
        since="2026-01-01",
        until="2026-02-01",
        kind="photo",
        layout="r",
        sections=("x",),
        places=("y",),
    )
    sql, values = search_pool.checked(everything)
    assert "COVERING INDEX articles_search" in plan(filled, sql, ["[1]", *values])
