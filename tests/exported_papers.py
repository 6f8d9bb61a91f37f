"""An export whose papers are looked at, and what is in them."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from tests import papers_read
from tests.exported import exported, plan

NOTICE = "Dilarang *keras* <mengambil> konten\n| untuk AI."


def made(folder: Path, *formats: str, **changes: Any) -> Path:
    out = folder / f"out-{len(list(folder.iterdir()))}"
    exported(folder / "archive.db", out, plan(*formats, **changes))
    return out


def facts_of(out: Path) -> dict[str, Any]:
    return json.loads((out / "manifest.json").read_text(encoding="utf-8"))


def read_by(what: str, *outs: Path) -> list[Any]:
    """What a reader makes of each folder."""
    words = (str(Path(papers_read.__file__)), what, *map(str, outs))
    return json.loads(printed(*words, home=outs[0].parent / "home"))


def printed(*words: str, home: Path, cwd: Path | None = None) -> str:
    """What Python prints, in a process of its own without a network, with another home."""
    homes = dict.fromkeys(("HOME", "HF_HOME", "XDG_CACHE_HOME"), str(home))
    done = subprocess.run(
        [sys.executable, *words],
        cwd=cwd,
        env={**os.environ, **homes, "HF_HUB_OFFLINE": "1", "NO_PROXY": "*"},
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return done.stdout


def head(out: Path) -> dict[str, Any]:
    """The YAML head of the card."""
    text = (out / "README.md").read_text(encoding="utf-8")
    assert text.startswith("---\n")
    return yaml.safe_load(text.split("---\n")[1])


def body(out: Path) -> str:
    return (out / "README.md").read_text(encoding="utf-8").split("---\n", 2)[2]


CITED = {
    *("cff-version", "type", "message", "title", "abstract", "authors", "date-released"),
    *("version", "identifiers", "keywords"),
}
"""Those of the keys of the format 1.2.0 that the paper uses."""


def cited(out: Path) -> dict[str, Any]:
    """CITATION.cff, held to the format's rules for the keys that it has."""
    found = yaml.safe_load((out / "CITATION.cff").read_text(encoding="utf-8"))
    assert found.keys() == CITED
    assert (found["cff-version"], found["type"]) == ("1.2.0", "dataset")
    assert all(isinstance(found[name], str) and found[name] for name in ("message", "title"))
    assert isinstance(found["version"], str)
    dt.date.fromisoformat(found["date-released"])
    for author in found["authors"]:
        assert author["name"]
        assert author.keys() <= {"name", "website"}
        assert author.get("website", "https://").startswith("https://")
    for each in found["identifiers"]:
        assert each.keys() == {"type", "value", "description"}
        assert each["type"] == "other"
    assert len(set(found["keywords"])) == len(found["keywords"])
    return found
