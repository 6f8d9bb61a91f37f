"""What a front page says of an archive, and the counts that the archive keeps for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from pipelines.archive import ArchiveReader, ArchiveSession
from pipelines.datasette.pages.heat_map import heat_map
from pipelines.months import months_between
from tests.archives import Clock, ask, stored
from tests.rightful import execute

if TYPE_CHECKING:
    from pathlib import Path

COUNTED = "SELECT bureau, month, articles FROM month_counts WHERE articles > 0 ORDER BY 1, 2"
TRUE = (
    "SELECT bureau, coalesce(substr(published_day, 1, 7), ''), count(*) FROM articles "
    "GROUP BY 1, 2 ORDER BY 1, 2"
)


def on(number: int, day: str | None, bureau: str = "bali", **changes: Any) -> Any:
    moment = f"{day}T01:00:00Z" if day else None
    dated = {"published": moment, "published_utc": moment, "published_day": day}
    return stored(number, bureau, **dated, **changes)


def test_counts_follow_what_becomes_of_articles(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with ArchiveSession.claim(path, "live", clock=Clock()) as session:
        session.open()
        session.store([on(1, "2026-01-05"), on(2, "2026-01-06"), on(3, None), on(4, "2026-02-01")])
        session.store([on(5, "2026-01-01", "sumsel")])
        assert ask(path, COUNTED) == ask(path, TRUE)
        assert len(ask(path, COUNTED)) == 4
        session.store([on(2, "2026-03-06", title="Judul lain")])  # its day was corrected
        session._db.execute("DELETE FROM articles WHERE article_id = 4")
        assert ask(path, COUNTED) == ask(path, TRUE)
    with ArchiveReader(path) as reader:
        found = reader.overview(2)
        assert found["months"] == {
            "bali": {"": 1, "2026-01": 1, "2026-03": 1},
            "sumsel": {"2026-01": 1},
        }
        assert [each["article_id"] for each in found["newest"]] == [2, 1]
        assert reader.bureau_names() == ["bali", "sumsel"]


def test_a_flat_row_stands_for_each_article(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with ArchiveSession.claim(path, "live", clock=Clock()) as session:
        session.open()
        session.store([on(1, "2026-01-05", text="Denpasar (ANTARA) - Pasar dibuka.")])
    (row,) = ask(path, "SELECT biro, nomor, tanggal, pewarta, tempat, kata FROM berita")
    assert row == ("bali", 1, "2026-01-05", "Made Rekaan", "Denpasar", 2)
    execute(path, "DELETE FROM gathered")  # until it is made anew, a rough number has to do
    assert ask(path, "SELECT kata FROM berita") == [(5,)]


def test_a_map_has_a_square_for_each_month_that_holds_anything() -> None:
    held = {"bali": {"2025-12": 3, "2026-02": 10, "": 2}, "sumsel": {"2026-01": 1}}
    drawn = heat_map(held, "Artikel", "Biro", "/b/{}".format)
    assert drawn is not None
    assert drawn.months.count("<title>") == 3
    assert "<title>bali 2026-02: 10</title>" in drawn.months
    assert '<a href="/b/bali">' in drawn.names
    rows = [
        [float(y) for y in re.findall(r'<(?:text x="86"|rect x="0") y="([\d.]+)" (?:t|w)', each)]
        for each in drawn
    ]
    assert [y - 11 for y in rows[0]] == sorted({*rows[1]})  # each name beside its row
    assert heat_map({"bali": {"": 2}}, "x", "y", str) is None
    bad = "</svg><script>"
    hostile = heat_map({"<script>": {"2026-01": 1}}, bad, bad, '"><script>{}'.format)
    assert hostile is not None
    assert "<script>" not in "".join(hostile)


@given(st.integers(1990, 2090), st.integers(1, 12), st.integers(0, 200))
def test_months_follow_each_other(year: int, month: int, many: int) -> None:
    at = year * 12 + month - 1 + many
    found = months_between(f"{year:04}-{month:02}", f"{at // 12:04}-{at % 12 + 1:02}")
    assert len(found) == many + 1
    assert found == sorted(set(found))
