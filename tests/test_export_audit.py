"""What a data set says of how right it is: of which rows somebody has looked at their like."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from crawler.items import EXTRACTOR_VERSION
from pipelines.archive import ArchiveSession, Filters
from pipelines.archive.export_walk import Choice
from pipelines.exports.audited import audited
from pipelines.exports.papers.accuracy import NOT_AUDITED
from tests.audited import draw, judge, keys, make_pages
from tests.exported import exported, plan

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def kept(archive: Path) -> Path:
    make_pages(archive)
    return archive


def card_of(out: Path) -> str:
    return (out / "README.md").read_text()


def section_of(out: Path) -> str:
    return card_of(out).partition("## How right it is\n")[2].partition("\n## ")[0]


def test_without_an_audit_it_says_so(kept, tmp_path):
    draw(kept)  # drawn, and nobody has looked
    facts = exported(kept, tmp_path / "out", plan())
    assert facts["audit"] is None
    assert f"- {NOT_AUDITED.capitalize()}: nobody has" in card_of(tmp_path / "out")
    assert NOT_AUDITED in section_of(tmp_path / "out").lower()
    for paper in ("datapackage.json", "croissant.json"):
        described = json.loads((tmp_path / "out" / paper).read_text())["description"]
        assert NOT_AUDITED in described.lower()


def test_the_card_has_rates_with_their_intervals(kept, tmp_path):
    audit = draw(kept)
    judge(kept, audit["id"], 1)
    judge(kept, audit["id"], 2, {"title": "right", "text": "wrong", "tags": "unclear"})
    facts = exported(kept, tmp_path / "out", plan())
    told = facts["audit"]
    assert (told["id"], told["seed"], told["drawn"], told["articles"]) == (1, 1, 3, 2)
    assert (told["looked_at"], told["drawn_from"], told["without_page"]) == (1, 3, 3)
    assert told["interval"] == "Wilson, 95 %"
    assert told["weighted"] is False
    rows = {each["field"]: each for each in told["fields"]}
    assert (rows["text"]["right"], rows["text"]["wrong"], rows["text"]["rate"]) == (1, 1, 0.5)
    assert (rows["text"]["low"], rows["text"]["high"]) == (0.094531, 0.905469)
    assert (rows["tags"]["right"], rows["tags"]["unclear"], rows["tags"]["rate"]) == (1, 1, 1.0)
    said = section_of(tmp_path / "out")
    assert "| text | 1 | 1 | 0 | 50.0 % (9.5 to 90.5) |" in said
    assert "| credits | 1 | 0 | 0 | 100.0 % (20.7 to 100.0) |" in said
    assert "2 of 3 drawn articles were looked at by a person" in said
    day = told["last_answer"][:10]
    first = card_of(tmp_path / "out").partition("## ")[0]
    assert f"with what was read off the page ({day}); the text was right in 50.0 %" in first
    for paper in ("datapackage.json", "croissant.json"):
        described = json.loads((tmp_path / "out" / paper).read_text())["description"]
        assert "the text was right in 50.0 %" in described
        assert NOT_AUDITED not in described.lower()


def test_bureaus_that_nobody_looked_at_are_named(kept, tmp_path):
    audit = draw(kept)
    seq = keys(audit).index("bali/21") + 1
    judge(kept, audit["id"], seq)
    facts = exported(kept, tmp_path / "out", plan())
    # Six articles of three bureaus, all of one layout and version.
    assert (facts["audit"]["rows"], facts["audit"]["rows_not_audited"]) == (2, 4)
    assert [each["bureau"] for each in facts["audit"]["not_audited"]] == ["ambon", "sumsel"]
    said = section_of(tmp_path / "out")
    assert "**Not audited: 4 of 6 rows.**" in said
    now = f"r (version {EXTRACTOR_VERSION})"
    assert f"ambon {now} 2, sumsel {now} 2" in said
    assert "Not audited: 4 rows." in card_of(tmp_path / "out").partition("## ")[0]


def test_an_audit_of_another_bureau_does_not_count(kept, tmp_path):
    audit = draw(kept)
    judge(kept, audit["id"], keys(audit).index("bali/21") + 1)
    ambon = replace(plan(), choice=Choice(Filters(bureaus=["ambon"])))
    assert exported(kept, tmp_path / "ambon", ambon)["audit"] is None
    bali = replace(plan(), choice=Choice(Filters(bureaus=["bali"])))
    facts = exported(kept, tmp_path / "bali", bali)
    assert facts["audit"]["rows_not_audited"] == 0
    assert "All 2 rows are of bureaus and layouts that it looked at." in section_of(
        tmp_path / "bali"
    )


def test_what_another_version_has_read_since_was_not_audited(kept, tmp_path):
    audit = draw(kept)
    for seq in (1, 2, 3):
        judge(kept, audit["id"], seq)
    with ArchiveSession.claim(kept, "live") as session:
        session.open()
        session._db.execute("UPDATE articles SET extractor_version = '99' WHERE bureau = 'bali'")
    facts = exported(kept, tmp_path / "out", plan())
    assert (facts["audit"]["articles"], facts["audit"]["elsewhere"]) == (2, 1)
    assert facts["audit"]["not_audited"] == [
        {"bureau": "bali", "layout": "r", "extractor_version": "99", "rows": 2}
    ]
    with ArchiveSession.claim(kept, "live") as session:
        session.open()
        session._db.execute("UPDATE articles SET extractor_version = '99'")
    facts = exported(kept, tmp_path / "later", plan())
    assert facts["audit"] is None
    assert NOT_AUDITED in section_of(tmp_path / "later").lower()


def test_each_state_is_of_what_had_read_it(kept, tmp_path):
    audit = draw(kept)
    judge(kept, audit["id"], keys(audit).index("bali/21") + 1)
    # Of one article an earlier state, which an earlier version had read.
    with ArchiveSession.claim(kept, "live") as session:
        session.open()
        session._db.execute("UPDATE revisions SET seq = 2")
        names = ", ".join(
            name
            for _, name, *_ in session._db.execute("PRAGMA table_info(revisions)").fetchall()
            if name not in ("id", "seq", "extractor_version")
        )
        session._db.execute(
            f"INSERT INTO revisions (seq, extractor_version, {names}) SELECT 1, '1', {names} "
            "FROM revisions WHERE article = (SELECT id FROM articles WHERE article_id = 21)"
        )
    bali = Choice(Filters(bureaus=["bali"]), revisions="all")
    told = exported(kept, tmp_path / "out", replace(plan(), choice=bali))["audit"]
    assert (told["rows"], told["rows_not_audited"]) == (2, 1)
    assert told["not_audited"] == [
        {"bureau": "bali", "layout": "r", "extractor_version": "1", "rows": 1}
    ]


def test_a_note_alone_is_no_answer(kept, tmp_path):
    judge(kept, draw(kept)["id"], 1, {}, "besok")
    assert exported(kept, tmp_path / "out", plan())["audit"] is None


def test_the_newest_audit_with_an_answer_counts(kept, tmp_path):
    old, new = draw(kept), draw(kept, seed=2)
    for seq in (1, 2, 3):
        judge(kept, old["id"], seq)
    assert exported(kept, tmp_path / "old", plan())["audit"]["id"] == old["id"]
    judge(kept, new["id"], 1)
    assert exported(kept, tmp_path / "new", plan())["audit"]["id"] == new["id"]


def test_the_same_archive_gives_the_same_bytes(kept, tmp_path):
    judge(kept, draw(kept)["id"], 1)
    for name in ("one", "other"):
        exported(kept, tmp_path / name, plan())
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()


PART = ("bali", "r", "2")


def drawn(*parts: tuple[str, str, str | None], **more) -> dict:
    return {
        **{"id": 1, "seed": 1, "size": 9, "drawn_at": "2026-11-23T10:00:00Z", "filters": {}},
        **{"articles": 30, "without_page": 2, "strata": []},
        "drawn": [
            {
                **{"seq": seq, "bureau": bureau, "layout": layout, "extractor_version": version},
                "answers": {"title": "right"} if version else {},
                **{"held": True, "answered_at": "2026-11-23T10:00:00Z" if version else None},
            }
            for seq, (bureau, layout, version) in enumerate(parts, 1)
        ],
        **more,
    }


def test_articles_of_other_parts_are_left_aside():
    told = audited([drawn(PART, ("bali", "g1", "2"), ("ambon", "r", None))], {PART: 7})
    assert (told["articles"], told["elsewhere"], told["drawn"]) == (1, 1, 3)
    assert told["fields"][0]["n"] == 1
    assert audited([], {PART: 7}) is None
    assert audited([drawn(("bali", "r", None))], {PART: 7}) is None


def test_words_of_the_archive_do_nothing_in_the_card(kept, tmp_path):
    judge(kept, draw(kept)["id"], 1)
    with ArchiveSession.claim(kept, "live") as session:
        session.open()
        session._db.execute(
            "UPDATE articles SET extractor_version = '](https://a.example)' WHERE article_id = 32"
        )
    exported(kept, tmp_path / "out", plan())
    assert "a.example" in section_of(tmp_path / "out")
    assert "](https" not in section_of(tmp_path / "out")
