"""Samples in an archive: drawn, kept with their answers, carried along, and shown to nobody."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from crawler.items import EXTRACTOR_VERSION
from pipelines.archive import (
    ArchiveError,
    ArchiveReader,
    ArchiveRefused,
    ArchiveSession,
    audit_file,
    derived,
)
from pipelines.archive.audits import Judged
from pipelines.archive.derived import Kind
from pipelines.archive.migrations import MIGRATIONS
from pipelines.archive.soundness import problems
from tests.archives import Clock, ask, stored
from tests.audited import ALL_RIGHT, KEPT, audits_of, draw, judge, keys, make_pages
from tests.captured import FIRST
from tests.old_archives import gathering_nothing
from tests.test_archive_upgrade import schema_of, upgrade

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def kept(archive: Path) -> Path:
    make_pages(archive)
    return archive


def test_only_articles_whose_page_is_kept_are_drawn(kept):
    audit = draw(kept)
    assert set(keys(audit)) == KEPT
    assert (audit["size"], audit["articles"], audit["without_page"]) == (10, 6, 3)
    assert [each["seq"] for each in audit["drawn"]] == [1, 2, 3]
    assert sum(each["articles"] for each in audit["strata"]) == 3
    assert sum(each["drawn"] for each in audit["strata"]) == 3
    assert problems(kept) == []


def test_what_stands_in_a_missing_file_is_not_drawn(kept):
    (kept.parent / FIRST).unlink()
    audit = draw(kept)
    assert keys(audit) == ["sumsel/31"]
    assert audit["without_page"] == 5


def test_a_repeated_answer_needs_the_file_that_has_its_body(archive):
    made = make_pages(archive)
    made.point("revisit", "bali")  # stands in the second file, its body in the first
    assert "bali/21" in keys(draw(archive))
    made.path(FIRST).unlink()
    assert "bali/21" not in keys(draw(archive))


def test_the_draw_is_the_same_each_time_and_goes_by_the_filters(kept):
    assert keys(draw(kept, 2)) == keys(draw(kept, 2))
    asked = draw(kept, bureaus=("bali",), since="2026-01-02")
    assert keys(asked) == ["bali/21"]
    assert asked["filters"] == {"bureaus": ["bali"], "since": "2026-01-02"}


def test_what_was_withdrawn_is_not_drawn(kept):
    with ArchiveSession.claim(kept, "live") as session:
        session.open()
        session.withdraw({("bali", 21): []}, "asked for")
    assert "bali/21" not in keys(draw(kept))


def test_answers_are_kept_and_can_be_given_anew(kept):
    audit = draw(kept)["id"]
    judge(kept, audit, 2, {"title": "right", "text": "wrong"}, note="two sentences are missing")
    judge(kept, audit, 2, {"text": "unclear"})
    one = audits_of(kept)[0]["drawn"][1]
    assert one["answers"] == {"title": "right", "text": "unclear"}
    assert (one["layout"], one["extractor_version"], one["note"]) == ("r", EXTRACTOR_VERSION, None)
    assert (one["page_sha256"], one["record_sha256"]) == ("page", "record")
    assert one["answered_at"]
    assert problems(kept) == []


@pytest.mark.parametrize(
    ("seq", "answers"), [(1, {"title": "perhaps"}), (1, {"words": "right"}), (9, {})]
)
def test_what_is_no_answer_is_refused(kept, seq, answers):
    audit = draw(kept)["id"]
    with ArchiveSession.claim(kept, "live") as session:
        session.open()
        with pytest.raises(ArchiveRefused):
            session.answer_audit(audit, seq, Judged(answers, "r", "2", "", ""))
    assert all(not each["answers"] for each in audits_of(kept)[0]["drawn"])


def test_a_withdrawal_leaves_the_answers_and_no_text(kept):
    audit = draw(kept)
    seq = keys(audit).index("bali/21") + 1
    judge(kept, audit["id"], seq, note="Panen padi di Desa Umpama")
    judge(kept, audit["id"], seq % 3 + 1, note="another article")
    with ArchiveSession.claim(kept, "live") as session:
        session.open()
        session.withdraw({("bali", 21): []}, "asked for")
    withdrawn, other = (audits_of(kept)[0]["drawn"][each] for each in (seq - 1, seq % 3))
    assert withdrawn["answers"] == ALL_RIGHT
    assert withdrawn["held"] is False
    assert [withdrawn[name] for name in ("note", "page_sha256", "record_sha256")] == [None] * 3
    assert (other["note"], other["page_sha256"]) == ("another article", "page")


def test_the_list_beside_the_captures_has_the_answers_and_no_text(kept):
    audit = draw(kept)
    judge(kept, audit["id"], 1, {"title": "wrong"}, note="Panen padi")
    with ArchiveReader(kept) as reader:
        mark = reader.archive_id
    path = audit_file.LIST.path(kept, mark)
    assert "Panen" not in path.read_text()
    (told,) = [json.loads(line) for line in path.read_text().splitlines()]
    assert told["drawn"][0]["answers"] == {"title": "wrong"}
    assert "note" not in told["drawn"][0]
    assert "page_sha256" not in told["drawn"][0]
    (found,) = audit_file.read(kept.parent, "live", [mark])
    assert [each["answers"] for each in found["drawn"]] == [{"title": "wrong"}, {}, {}]
    assert audit_file.read(kept.parent, "sample", [mark]) == []
    assert audit_file.read(kept.parent, "live", ["ffffff"]) == []


def test_an_archive_that_is_made_again_has_them(kept, tmp_path):
    first = draw(kept)
    judge(kept, first["id"], 1, {"title": "wrong"})
    draw(kept, 2, seed=7, bureaus=("bali",))
    before = audits_of(kept)
    with ArchiveReader(kept) as reader:
        found = audit_file.read(kept.parent, "live", [reader.archive_id])
    again = tmp_path / "again" / "archive.db"
    again.parent.mkdir()
    with ArchiveSession.claim(again, "live") as session:
        session.open()
        assert session.put_audits_back(found) == 2
        mark = session.archive_id
    after = audits_of(again)
    for each in (*before, *after):
        for one in each["drawn"]:
            del one["page_sha256"], one["record_sha256"], one["held"]
    assert after == before
    assert problems(again) == []
    assert len(audit_file.read(again.parent, "live", [mark])) == 2


def test_of_two_lists_of_a_sample_the_fuller_one_counts(kept):
    audit = draw(kept)
    with ArchiveReader(kept) as reader:
        mark = reader.archive_id
    path = audit_file.LIST.path(kept, mark)
    path.with_name("antara-000000-audits.jsonl").write_bytes(path.read_bytes())
    judge(kept, audit["id"], 1)
    for marks in (["000000", mark], [mark, "000000"]):
        (found,) = audit_file.read(kept.parent, "live", marks)
        assert found["drawn"][0]["answers"] == ALL_RIGHT


@pytest.mark.parametrize("damage", ["{", '{"origin": "live"}', '{"origin": "live", "drawn": 3}'])
def test_a_damaged_list_is_named(kept, damage):
    draw(kept)
    with ArchiveReader(kept) as reader:
        path = audit_file.LIST.path(kept, reader.archive_id)
        path.write_text(f"{damage}\n")
        with pytest.raises(ArchiveError, match=r"audits\.jsonl, the list of audits, cannot be"):
            audit_file.read(kept.parent, "live", [reader.archive_id])


def test_where_the_list_cannot_be_written_nothing_is_changed(kept):
    audit = draw(kept)["id"]
    with ArchiveReader(kept) as reader:
        path = audit_file.LIST.path(kept, reader.archive_id)
    path.unlink()
    path.mkdir()
    with pytest.raises(ArchiveError, match="nothing was changed"):
        judge(kept, audit, 1)
    assert all(not each["answers"] for each in audits_of(kept)[0]["drawn"])


@pytest.mark.parametrize("kind", Kind)
def test_others_are_shown_none_of_it(kept, kind):
    audit = draw(kept)["id"]
    judge(kept, audit, 1, note="Panen padi rahasia")
    made = derived.make(kept, kind)
    assert b"rahasia" not in made.read_bytes()
    tables = {row[0] for row in ask(made, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in ("audits", "audit_strata", "audit_articles", "audit_answers"):
        assert table not in tables or ask(made, f"SELECT count(*) FROM {table}") == [(0,)]
    with ArchiveReader(made) as reader, reader.snapshot() as snapshot:
        assert snapshot.audits() == []


def earlier_schema():
    from sqlite_utils.migrations import Migrations

    names = [each.name for each in MIGRATIONS._migrations]
    earlier = Migrations(MIGRATIONS.name)
    earlier._migrations.extend(MIGRATIONS._migrations[: names.index("0011_audits")])
    return earlier


def test_an_archive_of_the_schema_before_is_upgraded(tmp_path):
    path, new, clock = tmp_path / "archive.db", tmp_path / "new.db", Clock()
    with ArchiveSession.claim(path, "live", clock=clock, migrations=earlier_schema()) as session:
        session.open()
        with gathering_nothing():
            session.store([stored(1), stored(2)])
    assert upgrade(path, clock)[0].endswith("was migrated: 0011_audits, 0012_gathered.")
    with ArchiveSession.claim(new, "live", clock=clock) as session:
        session.open()
    assert schema_of(path) == schema_of(new)
    assert problems(path) == []
    with ArchiveReader(path) as reader:
        assert reader.audits.all() == []
        assert sum(reader.counts().values()) == 2
