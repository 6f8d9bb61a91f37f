"""`antara withdraw --erase` names the backups and data sets that still hold the article."""

from __future__ import annotations

import json
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from crawler.captures.erasing import address_of
from pipelines.archive.copies import EXPORTS, backup_holds, exports, note_export
from pipelines.archive.files import beside
from pipelines.exports import holding as holding_module
from pipelines.exports.formats import FORMATS
from pipelines.exports.holding import holding
from tests.archives import ask
from tests.kept_rows import change
from tests.withdrawn import KEY, NUMBER, OTHER

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["tests.withdrawn_fixtures"]

REASON = ("--reason", "permintaan narasumber")
ADDRESSES = {("bali", NUMBER): address_of(("bali", NUMBER))}
SHAPES = {
    "jsonl": (),
    "jsonl.gz": ("--compress", "gzip"),
    "jsonl.zst": ("--compress", "zstd"),
    "csv": ("--format", "csv"),
    "csv.gz": ("--format", "csv", "--compress", "gzip"),
    "csv.zst": ("--format", "csv", "--compress", "zstd"),
    "parquet": ("--format", "parquet"),
    "shards": ("--format", "csv,parquet", "--shard-size", "2"),
    "urls": ("--format", "csv", "--fields", "url,title"),
    "urls.parquet": ("--format", "parquet", "--fields", "url,title"),
    "urls.jsonl": ("--fields", "title,url"),
    "only-keys": ("--format", "csv", "--fields", "key"),
    "tei": ("--format", "tei"),
    "keys.tei": ("--format", "tei", "--fields", "key,title,text", "--compress", "gzip"),
    "sqlite": ("--format", "sqlite"),
    "sqlite without texts": ("--format", "sqlite", "--no-text"),
}
"""Ways of exporting."""


def export(antara, folder: Path, *words: str, status: int = 0) -> Path:
    done = antara("export", str(folder), "--purpose", "research", *words)
    assert done.status == status, done.err
    return folder


def mark_of(archive: Path) -> str:
    return ask(archive, "SELECT value FROM meta WHERE key = 'archive_id'")[0][0]


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_a_data_set_is_looked_into_however_it_was_made(
    antara, twice_crawled: Path, shape: str
) -> None:
    out = export(antara, twice_crawled.with_name("dataset"), *SHAPES[shape])
    mark = mark_of(twice_crawled)
    found = holding(out, mark, ADDRESSES)
    assert (found.keys, found.unseen) == ((("bali", NUMBER),), None)
    assert holding(out, "another", ADDRESSES) is None
    # One beside it, whose number begins alike, is another.
    near = ("bali", NUMBER // 10)
    assert holding(out, mark, {near: address_of(near)}) is None


def test_every_format_is_looked_into(antara, twice_crawled: Path) -> None:
    words = [word for shape in SHAPES.values() for word in shape]
    assert {name for name in FORMATS if any(name in word.split(",") for word in words)} == {
        *FORMATS
    } - {"jsonl"}  # which is what no word asks for
    out = export(antara, twice_crawled.with_name("dataset"))
    path = out / "manifest.json"
    path.write_text(path.read_text().replace('"format": "jsonl"', '"format": "arrow"'))
    # What another version has written is not looked into, and not said to hold nothing.
    unseen = holding(out, mark_of(twice_crawled), ADDRESSES).unseen
    assert unseen == "articles.jsonl cannot be looked into (arrow is no format of this version)"


def test_what_only_names_it_does_not_hold_it(antara, twice_crawled: Path) -> None:
    """Another article's text may say its key, or its story be called by it."""
    change(
        twice_crawled, f"UPDATE articles SET text = 'lihat {KEY}, ya' WHERE article_id = {OTHER}"
    )
    for shape in ("jsonl", "csv", "parquet", "tei"):
        out = export(antara, twice_crawled.with_name(shape), "--format", shape, "--kind", "article")
        other = {("bali", NUMBER): address_of(("bali", NUMBER))}
        assert holding(out, mark_of(twice_crawled), other).keys
    assert antara("withdraw", KEY, *REASON).status == 0
    for shape in ("jsonl", "csv", "parquet", "tei"):
        out = export(antara, twice_crawled.with_name(f"after-{shape}"), "--format", shape)
        assert holding(out, mark_of(twice_crawled), ADDRESSES) is None


def test_what_is_looked_for_may_lie_across_two_portions(
    antara, twice_crawled: Path, monkeypatch
) -> None:
    out = export(antara, twice_crawled.with_name("dataset"))
    monkeypatch.setattr(holding_module, "_A_TIME", 7)
    monkeypatch.setattr(holding_module, "_LONGEST", 40)
    assert holding(out, mark_of(twice_crawled), ADDRESSES).keys


def test_what_cannot_be_looked_into_is_said(antara, twice_crawled: Path, monkeypatch) -> None:
    mark = mark_of(twice_crawled)
    titles = export(antara, twice_crawled.with_name("titles"), "--fields", "title,text")
    assert "neither key nor address" in holding(titles, mark, ADDRESSES).unseen
    packed = export(antara, twice_crawled.with_name("packed"), "--compress", "gzip")
    (packed / "articles.jsonl.gz").write_bytes(b"x" * 100)
    assert "articles.jsonl.gz cannot be looked into" in holding(packed, mark, ADDRESSES).unseen
    columns = export(antara, twice_crawled.with_name("columns"), "--format", "parquet")
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "pyarrow.parquet", None)
        assert "needs pyarrow.parquet, which is not" in holding(columns, mark, ADDRESSES).unseen
    made = json.loads((columns / "manifest.json").read_text())
    for broken in ("{]", json.dumps({**made, "archive": 5}), json.dumps({**made, "fields": [5]})):
        (columns / "manifest.json").write_text(broken)
        assert "is damaged" in holding(columns, mark, ADDRESSES).unseen
    assert holding(twice_crawled.with_name("nothing"), mark, ADDRESSES) is None


def test_exports_are_noted_and_told_of_when_an_article_is_erased(
    antara, twice_crawled: Path
) -> None:
    holds = export(
        antara, twice_crawled.with_name("first"), "--format", "csv", "--compress", "gzip"
    )
    export(antara, twice_crawled.with_name("removed"))
    without = export(
        antara, twice_crawled.with_name("other"), "--until", "2000-01-01", "--no-text", status=2
    )
    assert exports(twice_crawled) == [holds, twice_crawled.with_name("removed"), without]
    assert not without.exists()
    shutil.rmtree(twice_crawled.with_name("removed"))
    result = antara("withdraw", KEY, *REASON, "--erase")
    assert result.status == 0, result.err
    assert "1 data set of this archive may hold it still:" in result.err
    assert f"  {holds}: holds {KEY}\n" in result.err
    assert "removed" not in result.err
    after = export(antara, twice_crawled.with_name("after"))
    again = antara("withdraw", f"bali/{OTHER}", *REASON, "--erase")
    assert f"  {after}: holds bali/{OTHER}" in again.err
    assert again.err.count(": holds") == 2


def test_what_a_killed_export_left_is_named(antara, twice_crawled: Path, monkeypatch) -> None:
    """It is noted before the first row is written: whoever is killed notes nothing any more."""
    folder = twice_crawled.with_name("dataset")
    with monkeypatch.context() as patch:
        patch.setattr("shutil.rmtree", lambda *_, **__: None)
        patch.setattr("pipelines.archive.files.sync_folder", killed)
        antara("export", str(folder), "--purpose", "research")
    assert exports(twice_crawled) == [folder]
    result = antara("withdraw", KEY, *REASON, "--erase")
    part = folder.with_name(".dataset.unfinished")
    assert (part / "articles.jsonl").exists()
    assert f"  {part}: an export that was killed left it; remove it\n" in result.err


def killed(folder: Path) -> None:
    raise SystemExit("killed")


def test_a_backup_of_after_is_not_named(antara, twice_crawled: Path) -> None:
    folder = twice_crawled.with_name("backups")
    folder.mkdir()
    assert antara("backup", str(folder)).status == 0
    (backup,) = folder.iterdir()
    assert backup_holds(backup, [("bali", NUMBER)]) is True
    assert antara("withdraw", KEY, *REASON).status == 0
    assert backup_holds(twice_crawled, [("bali", NUMBER)]) is True  # its rows are packed, and there
    result = antara("withdraw", KEY, "--erase")
    assert f"  {backup}, of " in result.err
    assert "No data set that was exported from this archive on this machine holds it" in result.err
    assert [each.name for each in folder.iterdir()] == [backup.name]  # it is a backup still
    assert antara("withdraw", f"bali/{OTHER}", *REASON).status == 0
    change(backup, f"DELETE FROM articles WHERE article_id = {OTHER}")
    told = antara("withdraw", f"bali/{OTHER}", "--erase")
    assert "None of the 1 backup on record holds it." in told.err


def test_the_note_is_of_folders_and_survives_what_is_damaged(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    assert exports(archive) == []
    for name in ("a", "b", "a"):
        note_export(archive, tmp_path / name)
    with beside(archive, EXPORTS).open("a") as file:
        file.write('[]\n{"folder": 3}\n{"fol')
    assert exports(archive) == [tmp_path / "a", tmp_path / "b"]
