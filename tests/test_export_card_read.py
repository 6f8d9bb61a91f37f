"""The programs in the card of an export, run as they stand by somebody who has only the folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pipelines.exports.formats import Style
from tests.exported import exported, on_day, plan, store, withdraw
from tests.exported_papers import printed

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["tests.archive_fixtures"]
TITLES = ["NA", "Banjir surut"]


def ran(out: Path, more: str) -> str:
    """What the program of the card prints with lines of ours behind it; run in the folder."""
    text = (out / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    code = re.sub(r"^(rows = .*)$", rf"\1\n{more}", code, flags=re.MULTILINE)
    return printed("-c", code, home=out.parent / "home", cwd=out)


@pytest.mark.slow
def test_what_the_card_says_loads_each_format(session, folder: Path):
    for number, title in enumerate(TITLES, 1):
        store(session, ("bali", number, {**on_day(f"2026-11-0{number}"), "title": title}))
    several = {
        ("csv",): {},
        ("jsonl",): {"style": Style("gzip", shard_size=1)},
        ("parquet", "jsonl", "csv"): {},
    }
    for formats, changes in several.items():
        out = folder / "-".join(formats)
        exported(folder / "archive.db", out, plan(*formats, **changes))
        told = ran(out, 'print([row["title"] for row in rows])').splitlines()
        assert told == [str(TITLES)] * len(formats)
        assert "`rows.csv.gz`" in (out / "README.md").read_text(encoding="utf-8")


def test_the_days_of_a_bureau_add_up(session, folder: Path):
    store(session, ("bali", 1, on_day("2026-11-05")))
    out = folder / "out"
    exported(folder / "archive.db", out, plan("jsonl"))
    text = (out / "README.md").read_text(encoding="utf-8")
    (cells,) = re.findall(r"^\| bali ((?:\| [\d,]+ ){6})\|", text, re.MULTILINE)
    days, *parts = (int(each.replace(",", "")) for each in cells.split("|") if each.strip())
    assert parts[3] > 0  # the day of the run itself
    assert days == sum(parts)


def test_an_export_of_no_row_says_so(session, folder: Path):
    store(session, ("bali", 1, on_day("2026-11-05")), ("bali", 2, on_day("2026-11-05")))
    exported(folder / "archive.db", folder / "old", plan("jsonl"))
    withdraw(session, "bali", 1)
    exported(folder / "archive.db", folder / "new", plan("jsonl"), folder / "old")
    text = (folder / "new" / "README.md").read_text(encoding="utf-8")
    assert "`no-longer.csv` is for" in text
    assert "There is no row in it" in text
    assert "load_dataset" not in text
    assert "There is no row, so that no length is known." in text
    assert "was not exported" not in text
