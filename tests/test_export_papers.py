"""The papers of an export, read by the programs that they are made for, and by a person."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
import zstandard

from pipelines.archive import Filters
from pipelines.archive.export_walk import Choice, Fate
from pipelines.exports.fields import FIELDS, chosen
from pipelines.exports.formats import Style
from pipelines.exports.noting import UNCHANGED
from pipelines.exports.papers import PAPERS, card, said, wording
from pipelines.exports.papers.command import command
from pipelines.exports.papers.selection import selection
from pipelines.exports.reasons import LEFT_OUT
from pipelines.exports.rows import Shape
from tests.exported import ALL, jsonl, make_story, plan, withdraw
from tests.exported_papers import body, cited, facts_of, head, made, read_by

pytest_plugins = ["tests.archive_fixtures", "tests.exported_papers_fixtures"]
SHAPES = {
    "all": (ALL, {}),
    "jsonl": (("jsonl",), {}),
    "csv": (("csv",), {}),
    "shards": (ALL, {"style": Style(shard_size=2)}),
    "gzip": (("jsonl", "csv", "tei"), {"style": Style("gzip")}),
    "zstd": (("jsonl", "csv", "tei"), {"style": Style("zstd")}),
}


def read_all(what: str, folder: Path) -> dict[str, tuple[Path, Any]]:
    """Export in each of the shapes; what a reader makes of each."""
    outs = [made(folder, *formats, **changes) for formats, changes in SHAPES.values()]
    return dict(zip(SHAPES, zip(outs, read_by(what, *outs), strict=True), strict=True))


# --- by programs


def test_datasets_loads_the_folder(some):
    for shape, (_, found) in read_all("hub", some).items():
        assert found["config"] == next(name for name in ALL if name in SHAPES[shape][0]), shape
        assert [row["key"] for row in found["rows"]] == [
            *("ambon/5", "bali/3", "bali/2", "bali/4", "sumsel/1")
        ]
        row = found["rows"][2]
        assert row["published_utc"].startswith("2026-11-05")
        assert row["published_day"].startswith("2026-11-05")
        assert row["text"].startswith("Denpasar (ANTARA) - Pasar 2")
        assert row["is_press_release"] is False
        if found["config"] == "csv":
            assert json.loads(row["tags"]) == ["pasar", "denpasar"]
        else:
            assert row["tags"] == ["pasar", "denpasar"]
            assert row["credits"][0]["name"] == "Made Rekaan"
            assert "timestamp" in found["features"]["published_utc"]
        # Empty in all rows, and yet of its type: more of them may come.
        assert found["features"]["subtitle"] == "Value('string')"
        assert "null" not in str(found["features"])


def test_frictionless_finds_nothing_wrong(some):
    for out, found in read_all("frictionless", some).values():
        facts = facts_of(out)
        assert found["errors"] == []
        assert {name: each["errors"] for name, each in found["files"].items()} == {
            each["name"]: [] for each in facts["files"]
        }
        for each in facts["files"]:
            assert found["files"][each["name"]]["sha256"] == each["sha256"]
            if each["name"].endswith(".csv"):
                assert found["files"][each["name"]]["rows"] == each["rows"]


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_packed_files_are_described_as_files_only(some, packing):
    out = made(some, "csv", "jsonl", style=Style(packing))
    described = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    assert {each["type"] for each in described} == {"file"}
    assert not any({"schema", "dialect", "profile"} & each.keys() for each in described)
    (name,) = (each["path"] for each in described if each["path"].startswith("articles.csv"))
    (found,) = read_by("frictionless", out)
    assert (found["errors"], found["files"][name]["errors"]) == ([], [])
    assert found["files"][name]["rows"] is None  # nothing was read as a table
    pack = {"gzip": gzip.compress, "zstd": zstandard.compress}[packing]
    (out / name).write_bytes(pack(b"key\r\nbali/2\r\n"))
    assert read_by("frictionless", out)[0]["files"][name]["errors"]


def test_frictionless_sees_what_was_changed(some):
    out = made(some, "csv", "parquet")
    for name in ("articles.csv", "articles.parquet"):
        (out / name).write_bytes((out / name).read_bytes() + b"x")
    found = read_by("frictionless", out)[0]["files"]
    assert all(any("hash" in error for error in each["errors"]) for each in found.values())


@pytest.mark.slow
def test_mlcroissant_finds_nothing_wrong_and_reads_the_records(some):
    for shape, (_, found) in read_all("croissant", some).items():
        assert found["issues"] == [], shape
        if shape == "zstd":
            continue  # it cannot unpack that
        assert len(found["rows"]) == 5
        row = next(each for each in found["rows"] if each["articles/key"] == "bali/2")
        assert row.keys() == {f"articles/{field.name}" for field in FIELDS}
        assert row["articles/published_utc"].startswith("2026-11-05 00:30:00")
        if shape == "csv":
            assert json.loads(row["articles/tags"]) == ["pasar", "denpasar"]
        else:
            assert row["articles/tags"] == ["pasar", "denpasar"]
            assert row["articles/credits"][0]["articles/credits/name"] == "Made Rekaan"


def test_croissant_names_each_file_with_its_digest(some):
    out = made(some, *ALL, style=Style(shard_size=3))
    found = json.loads((out / "croissant.json").read_text(encoding="utf-8"))
    files = [each for each in found["distribution"] if each["@type"] == "cr:FileObject"]
    for each in files:
        assert hashlib.sha256((out / each["contentUrl"]).read_bytes()).hexdigest() == each["sha256"]
    assert len(files) == 8
    assert found["license"].startswith("No licence: all rights are ANTARA's")
    assert found["inLanguage"] == ["en", "id"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", found["version"])


def test_of_tei_alone_every_paper_is_valid_and_the_card_reads_it(some):
    outs = [made(some, "tei", style=Style(packing)) for packing in ("none", "gzip", "zstd")] + [
        made(some, "tei", style=Style(shard_size=2))
    ]
    for found in read_by("frictionless", *outs):
        assert found["errors"] == []
        assert all(each["errors"] == [] for each in found["files"].values())
    for found in read_by("croissant", *outs):
        assert (found["issues"], found["rows"]) == ([], None)
    for out in outs:
        assert "configs" not in head(out)
        assert "load_dataset" not in body(out)
        (code,) = re.findall(r"^```python\n(.*?)^```$", body(out), re.MULTILINE | re.DOTALL)
        code = code.replace(
            "        text.clear()", "        print(key, len(paragraphs))\n        text.clear()"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=out, capture_output=True, text=True, timeout=100
        )
        assert done.stdout.splitlines()[:2] == ["ambon/5 1", "bali/3 0"], done.stderr


def test_the_citation(some):
    out = made(some, *ALL)
    found = cited(out)
    assert found["title"] == "Regional news of ANTARA, 2025-12-03 to 2026-11-06"
    assert found["authors"] == [
        {"name": "ANTARA and the authors of its articles", "website": "https://www.antaranews.com"}
    ]
    lines = [
        line
        for line in (out / "SHA256SUMS").read_text().splitlines(keepends=True)
        if " articles" in line
    ]
    digest = hashlib.sha256("".join(lines).encode()).hexdigest()
    assert found["identifiers"][0]["value"] == f"sha256:{digest}"
    assert digest in body(out)


# --- by the hub and by a person


def test_the_head_of_the_card(some):
    out = made(some, *ALL, style=Style(shard_size=3))
    found = head(out)
    assert found["pretty_name"] == "Regional news of ANTARA, 2025-12-03 to 2026-11-06"
    assert found["language"] == ["en", "id"]
    assert found["license"] == "other"
    assert found["size_categories"] == ["n<1K"]
    assert found["tags"] == ["news", "indonesia", "antara"]
    assert found["configs"] == [
        {
            "config_name": "parquet",
            "data_files": [{"split": "train", "path": "articles-*.parquet"}],
        }
    ]
    assert [each["name"] for each in found["dataset_info"][0]["features"]] == [
        field.name for field in FIELDS
    ]


def test_a_sample_says_so_everywhere(some):
    out = made(some, "csv", shape=Shape(FIELDS, "sample"))
    facts = {**facts_of(out), "origin": "sample"}
    papers = {name: paper(facts) for name, paper in PAPERS.items()}
    for name, text in papers.items():
        assert "This is a sample: its articles are invented and nobody's news." in text, name
        assert "any right to them" not in text
    assert "- sample" in papers["README.md"].split("---")[1]
    assert yaml.safe_load(papers["CITATION.cff"])["keywords"][-1] == "sample"
    assert (
        papers["README.md"]
        .split("---\n", 2)[2]
        .startswith("\n# Invented sample of ANTARA's regional news")
    )


def test_the_card_begins_with_whose_it_is_and_what_the_notices_say(some):
    begins = body(made(some, "jsonl")).partition("## ")[0]
    assert begins.splitlines()[3].startswith("**The texts are ANTARA's (Perum LKBN ANTARA")
    assert (
        "Of 5 rows, 1 is reserved (page or host say that the text is not for AI: "
        "rights\\_notice 1) and 4 unstated (nobody says anything, which allows nothing). "
        "None is granted." in begins
    )
    assert "> Dilarang \\*keras\\* \\<mengambil\\> konten \\| untuk AI. (1 row)" in begins
    assert "- Purpose: **research** (to study the texts, without training AI with them)." in begins
    assert "Permission of scope dataset: no permission on record." in begins
    assert "- Accuracy not audited" in begins


def test_the_card_names_a_permission_on_record(some, session):
    session._db.execute(
        "INSERT INTO permissions (scope, granted_by, granted_at, valid_until) "
        "VALUES ('dataset', 'Redaksi *Rekaan*\n# x', '2026-01-01', '2026-12-31')"
    )
    text = body(made(some, "jsonl"))
    assert "scope dataset: Redaksi \\*Rekaan\\* \\# x, 2026-01-01, valid until 2026-12-31." in text
    assert "no permission on record" not in text


def test_what_the_card_says_of_rows_and_fields(some, session):
    session._db.execute(
        "UPDATE bureaus SET title = 'ANTARA *Bali*', zone = 'Asia/Makassar' WHERE name = 'bali'"
    )
    session._db.execute("UPDATE bureaus SET title = NULL, zone = NULL WHERE name = 'sumsel'")
    text = body(made(some, *ALL))
    assert "5 rows of 5 articles of 3 bureaus, published 2025-12-03 to 2026-11-06." in text
    assert "| bali | ANTARA \\*Bali\\* | Asia/Makassar | 3 | no day: 1, 2026: 2 |" in text
    assert "| sumsel |  |  | 1 | 2025: 1 |" in text
    assert "Asked for were only" not in text
    assert "Rows by language: en 1, id 4." in text
    assert "| `published_day` | day, null |  | 80.0 % | its day in the bureau's zone" in text
    assert "| `words` | whole number | words | 100 % |" in text
    assert "antara export DIR --format parquet,jsonl,csv,tei --purpose research" in text
    assert "With arsip-antara test." in text


def test_what_was_left_out_stands_there_with_its_reason(some, session):
    make_story(session, ("bali", 2), ("ambon", 5))
    withdraw(session, "sumsel", 1)
    out = made(
        some,
        "csv",
        choice=Choice(Filters(since="2020-01-01"), min_words=2, unique="story"),
        purpose="ai-training",
    )
    text = body(out).partition("## What was left out")[2].partition("## ")[0]
    assert facts_of(out)["left_out"] == {"copy": 1, "reserved": 1}
    for reason in ("copy", "reserved"):
        assert f"- 1 article: {LEFT_OUT[reason].in_card}." in text
    assert "- 1 article of the bureaus asked for, of whatever day and kind, withdrawn on" in text
    assert "What the filters did not ask for (since; see the command)." in text
    assert "apostrophe in front" in text
    asked = (
        "Asked for were only articles from 2020-01-01 on; of 2 words or more; of a report that "
        "several bureaus carry only the earliest."
    )
    assert asked in body(out).partition("## What it holds")[2].partition("## ")[0]
    assert asked in cited(out)["abstract"]


def test_without_text(some):
    fields = chosen(None, with_text=False)
    shape = Shape(fields, "live", with_text=False)
    out = made(some, "csv", shape=shape, style=Style(), purpose=None)
    text = body(out)
    assert "- No sentence of an article is in it, so that it rests on no permission." in text
    assert "- Every sentence of the articles: text, subtitle, pull quote, captions." in text
    assert "antara export DIR --format csv --no-text" in text
    assert "Purpose:" not in text
    assert "without its texts" in cited(out)["title"]
    assert read_by("frictionless", out)[0]["errors"] == []


def test_the_command_is_the_whole_command(some):
    asked = replace(
        plan("csv", "jsonl"),
        choice=Choice(
            Filters(
                bureaus=("bali", "ambon"),
                since="2020-01-01",
                until="2026-12-31",
                kind="article",
                layout="r",
                reporters=["Made Rekaan", "MADE REKAAN"],
                sections=["O'Neil & co"],
                places=["Denpasar"],
            ),
            3,
            "text",
            "all",
        ),
        shape=Shape(chosen(["key", "url"]), "live", with_dateline=False),
        style=Style("gzip", True, 5),
        purpose="newsroom",
    )
    filters = asdict(asked.choice.filters)
    assert [name for name, value in filters.items() if value is None] == ["limit"]  # no option
    assert command({"arguments": asked.as_dict()}) == (
        "antara export DIR --format csv,jsonl --purpose newsroom --bureau bali,ambon "
        "--since 2020-01-01 --until 2026-12-31 --kind article --layout r "
        "--reporter 'Made Rekaan' --section 'O'\"'\"'Neil & co' --place Denpasar --min-words 3 "
        "--unique text --fields key,url --revisions all --no-dateline --compress gzip "
        "--shard-size 5 --raw-csv"
    )
    assert selection({"arguments": {**asked.as_dict(), "search": "pasar\n-ikan"}}) == (
        "Asked for were only articles of bali, ambon; from 2020-01-01 on; up to 2026-12-31; of the "
        "kind article; read by the layout r; by Made Rekaan; of the section O'Neil & co; from "
        'Denpasar; that answer to the search "pasar -ikan"; of 3 words or more; of equal texts '
        "only the earliest."
    )


def test_no_name_in_the_command_ends_its_block(some):
    query = 'pasar "```\n# Izin\n````"'
    facts = facts_of(made(some))
    text = card.text({**facts, "arguments": {**facts["arguments"], "search": query}})
    block = re.search(r"^(`+)sh\nantara export.*?\n\1$", text, re.DOTALL | re.MULTILINE)
    assert "# Izin" in block[0]
    assert len(block[1]) > len("````")


def test_each_reason_and_each_format_is_known():
    from pipelines.exports.fields import TYPES
    from pipelines.exports.formats import FORMATS
    from pipelines.exports.papers import croissant, datapackage

    fates = {*get_args(Fate)} - {"held", "withdrawn"}
    assert LEFT_OUT.keys() == fates | {"reserved", UNCHANGED}
    assert FORMATS.keys() == datapackage.MEDIA.keys() == croissant.ENCODINGS.keys()
    assert datapackage.TYPES.keys() == croissant.TYPES.keys() == TYPES.keys()


def test_a_text_of_somebodys_is_shown_and_does_nothing():
    shown = wording.shown("a\u202eb \x1b[31m<script>|# x\n\n## y\ud800" + "z" * 400)
    assert shown.startswith("a b \\[31m\\<script\\>\\|\\# x \\#\\# y z")
    assert shown.endswith("z…")
    assert len(shown) < wording.LONGEST + 10


@pytest.mark.parametrize(
    "text", ['"', "\\", "a: b # c", "\x00\x1b\x7f\x85", "\u2028\ufeff", "\U0001f600é", "- x\n---\n"]
)
def test_a_text_as_yaml_has_it(text):
    assert yaml.safe_load(said.scalar(text)) == text


def test_papers_do_not_depend_on_the_day(some):
    """Only the archive says what day it is: read on another day, it is the same."""
    first, second = made(some, *ALL), made(some, *ALL)
    for name in PAPERS:
        assert (first / name).read_bytes() == (second / name).read_bytes()
    assert len(jsonl(first / "articles.jsonl")) == 5
