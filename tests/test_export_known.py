"""What a manifest knows beyond its rows: where fields come from, what is missing and why."""

from __future__ import annotations

from pipelines.archive import Filters
from pipelines.archive.export_walk import Choice
from pipelines.exports import manifest as manifest_module
from pipelines.exports import sources as sources_module
from pipelines.exports import tally as tally_module
from pipelines.exports.fields import FIELDS, chosen
from pipelines.exports.manifest import _months
from pipelines.exports.rows import Shape
from pipelines.exports.sources import NOTED, Sources
from tests.exported import store
from tests.exported_papers import body, cited, facts_of, made

pytest_plugins = ["tests.archive_fixtures", "tests.exported_papers_fixtures"]


def test_sources_of_the_fields(session, folder):
    store(
        session,
        ("bali", 1, {"provenance": {"title": "h1", "credits": "a + b", "published": "meta"}}),
        ("bali", 2, {"provenance": {"title": "meta og:title", "credits": "b"}}),
        ("bali", 3, {"provenance": {"title": "h1"}}),
    )
    out = made(folder, "jsonl")
    found = {each["name"]: each["known_from"] for each in facts_of(out)["fields"]}
    assert list(found["title"].items()) == [("h1", 2), ("meta og:title", 1)]
    assert list(found["credits"].items()) == [("b", 2), ("a", 1)]
    assert found["published"] == found["published_day"] == {"meta": 1}
    assert found["text"] == {}
    assert found["key"] is found["first_seen"] is None
    assert "| title without the site's name | `h1` 2; `meta og:title` 1 |" in body(out)
    assert set(NOTED) <= {field.name for field in FIELDS}


def test_sources_that_are_too_many_are_counted_together(monkeypatch):
    monkeypatch.setattr(sources_module, "MOST", 3)
    found = Sources()
    for n in range(10):
        found.take([{"title": f"source {n}", f"field {n}": "x"}])
    assert found.of("title") == {"others": 7, "source 0": 1, "source 1": 1, "source 2": 1}
    assert len(found._counts) == 4


def test_notices_that_are_too_many_are_counted_together(session, folder, monkeypatch):
    monkeypatch.setattr(tally_module, "MOST_NOTICES", 2)
    store(session, *[("bali", n, {"rights_notice": f"Dilarang {n}"}) for n in range(1, 6)])
    out = made(folder, "jsonl")
    facts = facts_of(out)
    assert [each["said"] for each in facts["rights_notices"]] == ["Dilarang 1", "Dilarang 2"]
    assert facts["other_rights_notices"] == 3
    assert "> Other notices (3 rows)" in body(out)


def test_words_are_counted_where_their_field_is_exported(session, folder):
    flags = (["no_text"], ["no_date", "no_text"], [], [])
    store(session, *[("bali", n, {"flags": of}) for n, of in enumerate(flags, 1)])
    out = made(folder, "jsonl")
    assert facts_of(out)["by_word"] == {
        "flags": {"no_date": 1, "no_text": 2},
        "published_source": {"time_element": 4},
    }
    assert "| `no_text` | no text; mostly photos and videos | 2 |" in body(out)
    assert "| `short_text` | under 50 characters | 0 |" in body(out)
    without = made(folder, "jsonl", shape=Shape(chosen(["key", "flags"]), "live"))
    assert facts_of(without)["by_word"] == {"flags": {"no_date": 1, "no_text": 2}}
    assert "| `published_source` | it says" not in body(without)


def test_coverage_of_each_bureau_and_month(some):
    out = made(some, "jsonl", choice=Choice(Filters(since="2026-11-01", until="2026-11-20")))
    covered = facts_of(out)["coverage"]
    run = facts_of(out)["archive"]["last_run"]
    assert covered["as_of"] == (run["finished_at"] or run["started_at"])
    months = {(each["bureau"], each["month"]): each for each in covered["months"]}
    bali = months["bali", "2026-11"]
    assert bali["held"] == 2
    assert bali["verdicts"] == {"not_walked": 16}  # from the first day of which anything is known
    assert bali["holes"] == [
        {
            "first_day": "2026-11-05",
            "last_day": "2026-11-20",
            "reason": "not walked: no listing was read over it",
        }
    ]
    assert "| bali | 16 | 0 | 0 | 0 | 0 | 16 | not walked 16 |" in body(out)


def test_coverage_is_of_the_bureaus_that_were_asked_for(some):
    out = made(some, "jsonl", choice=Choice(Filters(bureaus=["bali"], kind="article")))
    assert {each["bureau"] for each in facts_of(out)["coverage"]["months"]} == {"bali"}
    out = made(some, "jsonl")
    assert {each["bureau"] for each in facts_of(out)["coverage"]["months"]} == {
        *("ambon", "bali", "sumsel")
    }


def test_without_a_run_nobody_knows_how_complete_it_is(some, monkeypatch):
    monkeypatch.setattr("pipelines.archive.exporting.overview.last_run", lambda _: None)
    out = made(some, "jsonl")
    assert cited(out)["date-released"] == "2026-11-23"  # the archive's own
    assert facts_of(out)["coverage"] is None
    assert "The archive does not know: no crawl of its own is noted in it." in body(out)


def test_holes_that_are_too_many_are_counted_only(monkeypatch):
    monkeypatch.setattr(manifest_module, "MOST_HOLES", 3)
    hole = {"first_day": "2026-01-01", "last_day": "2026-01-02", "reason": "low", "verdict": "low"}
    names = ("bureau", "days", "held", "announced", "pending", "failed", "withdrawn", "verdict")
    rows = [
        {
            **dict.fromkeys(names),
            "period": f"2026-0{n}",
            "verdicts": {"low": 2},
            "holes": [hole] * 2,
        }
        for n in (1, 2, 3)
    ]
    found = _months(rows)
    assert [len(each["holes"]) for each in found["months"]] == [2, 0, 0]
    assert found["holes_not_named"] == 4
    assert found["months"][2]["verdicts"] == {"low": 2}
