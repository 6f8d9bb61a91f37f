"""Lines that SQLite makes: the same bytes as rows that Python makes, or none.

The articles are invented by dice, with whatever a text may have in it, and what other programs may
have written into the archive.
"""

from __future__ import annotations

import random
import shutil
import sys
import threading
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from crawler.items import Credit, Flag, Image, Role
from pipelines.archive import ArchiveReader, ArchiveSession, Filters, export_lines
from pipelines.archive.export_lines import BLANK, KNOWN, Lines
from pipelines.archive.export_walk import Choice
from pipelines.archive.exporting import Snapshot
from pipelines.archive.splitting import Shares
from pipelines.exports.fields import FIELDS, SPLIT_FIELDS, chosen
from pipelines.exports.formats import FORMATS, Format, Style
from pipelines.exports.rows import Shape
from tests.archives import Clock, ask, stored
from tests.exported import exported, make_story, plan, withdraw
from tests.rightful import execute

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUREAUS = ("ambon", "bali", "sumsel")
EACH = 60
"""Articles of a bureau."""
PIECES = (
    *("Harga beras", "naik", '"dua kali"', "\\", "/", "\x7f", "\x01\x1f\b\f", "\t", "\r\n", "\n\n"),
    *("{", "}", "{}", '","ai_use":"unstated"', "'", "\u2028", "\u00a0", "\u3000", "\u200b", "é"),
    *("e\u0301", "\U0001f600", "\ufeff", "\ufffe", "<b>", "&amp;", "\0", "\ufffd", "null", "-"),
)
NOTICES = (
    *(None, None, "Dilarang keras mengambil konten.", " \n", "\u00a0\u3000", "\u200b", "\0"),
    '"reserved_by":[]',
)
SIGNALS = (
    *([], [], [], [{"carrier": "robots_meta", "value": "index, follow"}]),
    [{"carrier": "robots_meta", "value": "noai"}],
    [{"carrier": "tdm_policy", "value": "https://x.example/p"}],
    [{"carrier": "x_robots_tag", "value": "noarchive"}, {"carrier": "tdm_meta", "value": "1"}],
)
MOMENTS = (
    *("2026-11-20T00:30:00Z", "2024-02-29T23:59:59Z", "2026-10-31T17:00:00Z", None),
    *("2026-02-28T00:00:00Z", "2026-11-20T00:30:00Z"),
)


def words(dice: random.Random, most: int = 30) -> str:
    return " ".join(dice.choice(PIECES) for _ in range(dice.randrange(most)))


def some(dice: random.Random, most: int = 30) -> str | None:
    return words(dice, most) or None


def invented(number: int, bureau: str, dice: random.Random) -> Any:
    place = dice.choice(("Denpasar", "Palembang", None, "a\u0301"))
    dateline = dice.choice(("", f"{place} (ANTARA) - ", f"{place} (20/11) (ANTARA) – "))
    published = dice.choice(MOMENTS)
    return stored(
        number,
        bureau,
        title=words(dice) or "Judul",
        subtitle=some(dice),
        text=dice.choice((None, f"{dateline}{words(dice, 200)}", f"{dateline}{words(dice)}"))
        or None,
        pull_quote=some(dice, 3),
        published_utc=published,
        published_day=published and published[:10],
        updated=some(dice, 2),
        dateline_place=place,
        category=dice.choice(("Ekonomi", None)),
        copyright=some(dice, 4),
        rights_notice=dice.choice(NOTICES),
        signals=dice.choice(SIGNALS),
        language=dice.choice(("id", "en", None)),
        is_press_release=dice.random() < 0.2,
        tags=[words(dice, 3) or "tag" for _ in range(dice.randrange(4))],
        credits=[
            Credit(dice.choice(list(Role)), words(dice, 3), words(dice, 5))
            for _ in range(dice.randrange(4))
        ],
        images=[
            Image(f"https://img.example/{n}.jpg", some(dice), some(dice, 3))
            for n in range(dice.randrange(3))
        ],
        flags=dice.sample(list(Flag), dice.randrange(3)),
        provenance=dice.choice(
            ({}, {"title": "h1", "text": "p"}, {"title": words(dice, 3) or "x"})
        ),
        layout=dice.choice(("g1", "r", "generic")),
        extractor_version=dice.choice(("1", "3", 'a,"b"')),
        fetched_at=dice.choice([moment for moment in MOMENTS if moment]),
    )


def make(path: Path, seed: int) -> None:
    dice = random.Random(seed)
    with ArchiveSession.claim(path, "live", clock=Clock()) as session:
        session.open()
        for bureau in BUREAUS:
            session.store([invented(n, bureau, dice) for n in range(1, EACH + 1)])
        session.store([invented(n, "bali", dice) for n in dice.sample(range(1, EACH), 15)])
        session._db.execute("DELETE FROM stories")
        make_story(session, ("bali", 3), ("sumsel", 4), ("ambon", 5))
        for bureau, number in (("bali", 7), ("bali", 30), ("sumsel", 1)):
            withdraw(session, bureau, number)


@pytest.fixture(scope="module", params=range(3))
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("lines") / "archive.db"
    make(path, request.param)
    return path


@pytest.fixture
def few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_lines, "MOST_ROWS", 7)


def both(archive: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, **changes: Any) -> list[Any]:
    """Export in both ways, and hold their files together; returns what the quick way gave."""
    asked = plan("jsonl", **changes)
    found: list[Any] = []
    lines = Snapshot.lines

    def told(*words: Any) -> Iterator[Any]:
        for each in lines(*words):
            found.append(each)
            yield each

    with monkeypatch.context() as patch:
        patch.setattr(Snapshot, "lines", told)
        exported(archive, folder / "quick", asked)
    with monkeypatch.context() as patch:
        patch.setattr(Snapshot, "makes_lines", lambda *_: False)
        exported(archive, folder / "slow", asked)
    names = sorted(path.name for path in (folder / "slow").iterdir())
    assert sorted(path.name for path in (folder / "quick").iterdir()) == names
    for name in names:
        assert (folder / "quick" / name).read_bytes() == (folder / "slow" / name).read_bytes(), name
    return found


WAYS: dict[str, dict[str, Any]] = {
    "all": {},
    "gzip": {"style": Style(packing="gzip")},
    "zstd": {"style": Style(packing="zstd")},
    "shards": {"style": Style(shard_size=13)},
    "a bureau": {"choice": Choice(Filters(bureaus=["bali"]))},
    "two bureaus": {"choice": Choice(Filters(bureaus=["sumsel", "ambon", "papua"]))},
    "days": {"choice": Choice(Filters(since="2026-02-28", until="2026-10-31"))},
    "a kind": {"choice": Choice(Filters(kind="article", layout="r"))},
    "a section": {"choice": Choice(Filters(sections=["Ekonomi"], places=["Denpasar"]))},
    **{
        name: {"shape": Shape(chosen(fields), "live")}
        for name, fields in {
            "key": ["key"],
            "lists": ["credits", "tags", "images", "flags"],
            "a list first": ["tags", "copyright"],
            "rights": ["ai_use", "reserved_by"],
            "use": ["key", "ai_use"],
            "carriers": ["reserved_by"],
            "lengths": ["words", "characters"],
            "text": ["text"],
            "flags": ["flags", "published_source"],
            "moments": ["published_utc", "published_day", "missing_since", "state_first_seen"],
        }.items()
    },
}


@pytest.mark.parametrize("way", WAYS)
def test_the_bytes_are_the_same(
    archive: Path, tmp_path: Path, few_at_a_time: None, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    found = both(archive, tmp_path, monkeypatch, **WAYS[way])
    assert found
    assert {type(each) for each in found} == {Lines}


def test_whole_batches_are_made_at_once(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = both(archive, tmp_path, monkeypatch)
    assert [each.bureau for each in found] == list(BUREAUS)
    assert sum(len(each.lines) for each in found) == len(BUREAUS) * EACH - 3


BY_OTHERS = {
    "no UTF-8 in a text": "UPDATE articles SET text = CAST(x'41ff42' AS TEXT) WHERE id = 10",
    "no UTF-8 in a notice": "UPDATE articles SET rights_notice = CAST(x'ff' AS TEXT) WHERE id = 10",
    "no UTF-8 in a name": "UPDATE credits SET name = CAST(x'c328' AS TEXT) WHERE article = 11",
    "no UTF-8 in a tag": "UPDATE tags SET name = CAST(x'ff' AS TEXT) WHERE id = 1",
    "half a character": "UPDATE articles SET title = CAST(x'41eda080' AS TEXT) WHERE id = 10",
    "no UTF-8 in a source": "UPDATE provenance SET source = CAST(x'ff' AS TEXT) WHERE article = 9",
    "no UTF-8 in a version": "UPDATE articles SET extractor_version = CAST(x'ff' AS TEXT) "
    "WHERE id = 12",
    "an empty text": "UPDATE articles SET subtitle = '' WHERE id = 10",
    "an empty version": "UPDATE articles SET extractor_version = '' WHERE id = 10",
    "no such day": "UPDATE articles SET published_day = '2026-02-31' WHERE id = 10",
    "no such moment": "UPDATE articles SET published_utc = '2026-02-31T00:00:00Z' WHERE id = 10",
    "a moment in words": "UPDATE articles SET last_seen = 'kemarin' WHERE id = 10",
    "a leap second": "UPDATE articles SET first_seen = '2016-12-31T23:59:60Z' WHERE id = 10",
    "the year 0": "UPDATE articles SET fetched_at = '0000-01-01T00:00:00Z' WHERE id = 10",
    "the hour 24": "UPDATE articles SET missing_since = '2026-01-01T24:00:00Z' WHERE id = 10",
    "a state of another day": "UPDATE revisions SET first_seen = '2026-13-01T00:00:00Z' "
    "WHERE article = 10",
    "an article without states": "DELETE FROM revisions WHERE article = 10",
    "a state in between": "DELETE FROM revisions WHERE seq = 1 AND article IN "
    "(SELECT article FROM revisions WHERE seq = 2)",
    "a null byte in a version": "UPDATE articles SET extractor_version = '1' || char(0) "
    "WHERE id = 10",
    "many digits": "UPDATE articles SET article_id = 9223372036854775807 WHERE id = 10",
    "a tombstone": "INSERT INTO tombstones (bureau, article_id, removed_at, reason) "
    "VALUES ('bali', 9, '2026-11-20T00:30:00Z', 'x')",
    "a list over several lines": "INSERT OR REPLACE INTO gathered SELECT article, words, "
    "characters, credits, '[' || char(10) || ']', images, flags, sources FROM gathered "
    "WHERE tags = '[]'",
    "a null byte in a digest": "UPDATE revisions SET state_sha256 = 'ab' || char(0) || 'cd' "
    "WHERE article = 10",
    "no sources": "DELETE FROM gathered_sources WHERE id = 2",
    "no sources at all": "DELETE FROM gathered_sources",
    "nothing gathered": "DELETE FROM gathered WHERE article % 5 = 0",
    "nothing gathered at all": "DELETE FROM gathered",
}


@pytest.mark.parametrize("what", BY_OTHERS)
def test_what_other_programs_wrote(
    tmp_path: Path, few_at_a_time: None, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    path = tmp_path / "archive.db"
    make(path, 99)
    execute(path, BY_OTHERS[what])
    both(path, tmp_path, monkeypatch)


def test_what_is_odd_is_left_to_rows_and_the_rest_is_not(
    tmp_path: Path, few_at_a_time: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "archive.db"
    make(path, 99)
    execute(path, BY_OTHERS["no UTF-8 in a text"], BY_OTHERS["no such day"])
    found = both(path, tmp_path, monkeypatch)
    assert sum(isinstance(each, list) for each in found) in (1, 2)
    assert sum(isinstance(each, Lines) for each in found) > 20


def test_a_long_text_is_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "archive.db"
    monkeypatch.setattr(export_lines, "_MOST_CHARACTERS", 10_000)
    with ArchiveSession.claim(path, "live", clock=Clock()) as session:
        session.open()
        sizes = (100, 9_000, 5_000, 5_000, 20_000, 100)
        session.store(
            [stored(n, text="x" * size, dateline_place=None) for n, size in enumerate(sizes, 1)]
        )
    found = both(path, tmp_path, monkeypatch)
    assert [len(each.lines) for each in found] == [2, 2, 1, 1]


def test_what_is_not_gathered_is_read_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "archive.db"
    make(path, 99)
    execute(path, "DELETE FROM gathered WHERE article BETWEEN 70 AND 170")
    found = both(path, tmp_path, monkeypatch)
    assert any(isinstance(each, list) and len(each) > 3 for each in found)


def test_lines_that_sqlite_cannot_hold(
    tmp_path: Path, few_at_a_time: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A value of SQLite's has a thousand million bytes at most: here, as if for one batch."""
    path = tmp_path / "archive.db"
    make(path, 99)
    line_of = export_lines._line
    too_big = "iif(a.article_id = 9 AND a.bureau = 'bali', zeroblob(1000000001), '')"
    monkeypatch.setattr(export_lines, "_line", lambda names: f"{line_of(names)} || {too_big}")
    found = both(path, tmp_path, monkeypatch)
    assert sum(isinstance(each, list) for each in found) == 1


# When rows are made


ROWS: dict[str, dict[str, Any]] = {
    "another format": {"formats": ("jsonl", "csv")},
    "AI training": {"purpose": "ai-training"},
    "no texts": {"shape": Shape(chosen(None, with_text=False), "live", with_text=False)},
    "no datelines": {"shape": Shape(FIELDS, "live", with_dateline=False)},
    "a length": {"choice": Choice(Filters(), min_words=1)},
    "one of a story": {"choice": Choice(Filters(), unique="story")},
    "all states": {"choice": Choice(Filters(), revisions="all")},
    "a search": {"choice": Choice(Filters(), search="beras")},
    "splits": {
        "choice": Choice(Filters(), shares=Shares(90, 5, 5)),
        "shape": Shape(chosen(None, with_splits=True), "live"),
    },
}


@pytest.mark.parametrize("what", ROWS)
def test_rows_are_made_where_more_is_wanted(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(Snapshot, "lines", lambda *_: pytest.fail("lines were made"))
    exported(archive, tmp_path / "out", replace(plan(), **ROWS[what]))


def test_rows_are_made_by_an_older_sqlite(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Snapshot, "lines", lambda *_: pytest.fail("lines were made"))
    monkeypatch.setattr("pipelines.archive.exporting.OLDEST", (99, 0, 0))
    exported(archive, tmp_path / "out", plan())


def test_rows_are_made_where_other_rules_gathered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "archive.db", 99)
    execute(tmp_path / "archive.db", "UPDATE meta SET value = '0' WHERE key = 'gathered_by'")
    monkeypatch.setattr(Snapshot, "lines", lambda *_: pytest.fail("lines were made"))
    exported(tmp_path / "archive.db", tmp_path / "out", plan())


def test_rows_are_made_where_sources_are_too_many(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Snapshot, "lines", lambda *_: pytest.fail("lines were made"))
    monkeypatch.setattr("pipelines.archive.exporting.MOST_SOURCES", 1)
    exported(archive, tmp_path / "out", plan())


def test_lines_are_known_of_all_fields_but_those_of_splits() -> None:
    assert {each.name for each in FIELDS} <= KNOWN
    assert KNOWN.isdisjoint({each.name for each in SPLIT_FIELDS})


def test_each_moment_is_looked_at() -> None:
    moments = {each.name for each in FIELDS if each.type in ("time", "day")}
    assert {*export_lines._MOMENTS, "published_day"} == moments


def test_only_json_lines_are_made_of_lines() -> None:
    assert [n for n, of in FORMATS.items() if isinstance(of, Format) and of.lines] == ["jsonl"]


def test_a_notice_is_blank_where_python_says_so() -> None:
    assert set(BLANK) == {chr(n) for n in range(sys.maxunicode + 1) if chr(n).isspace()}


# Rows, with and without what is gathered


@pytest.mark.parametrize("revisions", ["latest", "all"])
@pytest.mark.parametrize("dateline", [True, False])
def test_rows_are_the_same_without_what_is_gathered(
    archive: Path, tmp_path: Path, revisions: Any, dateline: bool
) -> None:
    asked = plan(
        *("parquet", "csv", "tei"),
        choice=Choice(Filters(), revisions=revisions),
        shape=Shape(FIELDS, "live", with_dateline=dateline),
    )
    other = tmp_path / "archive.db"
    shutil.copy(archive, other)
    execute(other, "DELETE FROM gathered WHERE article % 3 > 0")
    exported(archive, tmp_path / "with", asked)
    exported(other, tmp_path / "without", asked)
    for path in (tmp_path / "with").iterdir():
        assert path.read_bytes() == (tmp_path / "without" / path.name).read_bytes(), path.name


# The thread


def test_whoever_ends_early_leaves_no_thread_and_no_statement(
    archive: Path, few_at_a_time: None
) -> None:
    before = threading.active_count()
    names = [each.name for each in FIELDS]
    with ArchiveReader(archive) as reader, reader.snapshot() as snapshot:
        with closing(snapshot.lines(Choice(Filters()), names, "live")) as found:
            assert isinstance(next(found), Lines)
            assert threading.active_count() == before + 1
        assert threading.active_count() == before
        assert snapshot.facts()["articles"] == len(BUREAUS) * EACH - 3  # it can still be read
    assert ask(archive, "PRAGMA integrity_check") == [("ok",)]


def test_an_error_of_the_thread_is_raised(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> Any:
        raise MemoryError("no more")

    monkeypatch.setattr(export_lines.LineMaker, "read", fail)
    with pytest.raises(MemoryError, match="no more"):
        exported(archive, tmp_path / "out", plan())
    assert not (tmp_path / "out").exists()
