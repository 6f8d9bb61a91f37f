"""Reads files as somebody would who has only them: python table_readers.py < {"call": [path, …]}.

In a process of its own: these readers load libraries, SQLite among them, that the archive's tests
must not share. The calls are those of docs/datasets.md. Prints the rows by call and path, as JSON.
"""

from __future__ import annotations

import json
import math
import sys
from datetime import date
from typing import Any


def called(call: str, path: str) -> list[dict[str, Any]]:
    """What a call gives, row by row."""
    if call.startswith("load_dataset"):
        from datasets import load_dataset

        names = {"load_dataset": load_dataset}
    elif call.startswith("pyarrow"):
        import pyarrow.csv
        import pyarrow.json
        import pyarrow.parquet

        names = {"pyarrow": pyarrow}
    else:
        name = call.partition(".")[0]
        names = {name: __import__(name)}
    found = eval(call, {**names, "path": path})
    if hasattr(found, "to_dicts"):  # polars
        return found.to_dicts()
    if hasattr(found, "to_pylist"):  # pyarrow
        return found.to_pylist()
    if hasattr(found, "fetchall"):  # duckdb
        return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    if hasattr(found, "to_dict") and not hasattr(found, "features"):  # pandas
        return found.to_dict("records")
    return [dict(row) for row in found]


def plain(value: Any) -> Any:
    """Return a value as JSON has it; moments and days as ISO 8601, what is missing as null."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list) or type(value).__name__ == "ndarray":
        return [plain(each) for each in value]
    if type(value).__name__ in ("NaTType", "NAType"):
        return None
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, date):
        return value.isoformat()
    return value


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    told = {
        call: {path: plain(called(call, path)) for path in paths} for call, paths in asked.items()
    }
    json.dump(told, sys.stdout)
