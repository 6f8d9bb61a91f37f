"""Reads exports as somebody would who has only the folders: python papers_read.py WHAT DIR...

In a process of its own: these readers load libraries, SQLite among them, that the archive's tests
must not share. One for several folders, since to load mlcroissant takes long. Prints JSON.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any


def hub(folder: Path) -> Any:
    """What `datasets` makes of the folder: its configuration, features and rows."""
    from datasets import load_dataset

    rows = load_dataset(str(folder), split="train")
    return {
        "config": rows.config_name,
        "features": {name: str(feature) for name, feature in rows.features.items()},
        "rows": [dict(row) for row in rows],
    }


def splits(folder: Path) -> Any:
    """The splits that `datasets` finds, and of each what its rows say of theirs."""
    from datasets import load_dataset

    found = load_dataset(str(folder))
    return {str(name): [row["split"] for row in rows] for name, rows in found.items()}


def frictionless(folder: Path) -> Any:
    """What the validator says of datapackage.json and of each file."""
    from frictionless import validate

    os.chdir(folder)  # it takes no path beyond its own folder
    report = validate("datapackage.json")
    return {
        "errors": [error.message for error in report.errors],
        "files": {
            task.place: {
                "errors": [error.message for error in task.errors],
                "rows": task.stats.get("rows"),
                "sha256": task.stats.get("sha256"),
            }
            for task in report.tasks
        },
    }


def croissant(folder: Path) -> Any:
    """The issues that mlcroissant finds, and the records that it reads."""
    import mlcroissant

    found = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))
    issues = found.metadata.ctx.issues
    packed = all(
        each.encoding_formats == ["application/zstd"] for each in found.metadata.distribution
    )
    return {
        "issues": [*map(str, issues.errors), *map(str, issues.warnings)],
        "rows": None
        if packed or not found.metadata.record_sets
        else list(found.records("articles")),
    }


def told(value: Any) -> Any:
    return value.decode() if isinstance(value, bytes) else str(value)


if __name__ == "__main__":
    readers = {
        "hub": hub,
        "splits": splits,
        "frictionless": frictionless,
        "croissant": croissant,
    }
    what = readers[sys.argv[1]]
    print(json.dumps([what(Path(folder)) for folder in sys.argv[2:]], default=told))
