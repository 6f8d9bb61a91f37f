"""The head of the card, in YAML: what the Hugging Face hub reads. Pure.

`facts` are those of the manifest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipelines.exports.fields import NESTED
from pipelines.exports.papers import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SIZES: Final = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
    (100_000_000, "10M<n<100M"),
)
_DTYPES: Final = {
    "string": "string",
    "integer": "int64",
    "boolean": "bool",
    "time": "string",
    "day": "string",
}
_TYPED: Final = {
    "parquet": {"time": "timestamp[ms, tz=UTC]", "day": "date32"},
    # What looks like a moment in JSON is made one before anybody asks which type it has.
    "jsonl": {"time": "timestamp[s, tz=UTC]", "day": "date32"},
}
"""By format, what is more than text in it."""


def section(facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield the head, line by line."""
    yield "---"
    yield f"pretty_name: {said.scalar(said.title(facts))}"
    if facts["languages"]:
        yield "language:"
        yield from (f"- {said.scalar(each)}" for each in facts["languages"])
    yield "license: other"
    yield "size_categories:"
    yield f"- {size(facts['rows'])}"
    yield "tags:"
    yield from ("- news", "- indonesia", "- antara")
    if said.is_sample(facts):
        yield from ("- sample", "- invented")
    if name := said.preferred(facts):
        yield from _config(facts, name)
    yield from ("---", "")


def _config(facts: Mapping[str, Any], name: str) -> Iterator[str]:
    yield "configs:"
    yield f"- config_name: {name}"
    yield "  data_files:"
    splits_of = said.splits_of(facts, name)
    for split in splits_of or ["train"]:
        yield f"  - split: {split}"
        files = said.pattern(facts, name, split if splits_of else None)
        yield f"    path: {said.scalar(files)}"
    yield "dataset_info:"
    yield f"- config_name: {name}"
    yield "  features:"
    for each in facts["fields"]:
        yield from _feature(each, name)


def size(rows: int) -> str:
    """Return the hub's name for so many rows.

    >>> size(999), size(1_000), size(10**9)
    ('n<1K', '1K<n<10K', 'n>100M')
    """
    return next((name for most, name in _SIZES if rows < most), "n>100M")


def _feature(field: Mapping[str, Any], format_: str) -> Iterator[str]:
    kind = field["type"]
    yield f"  - name: {field['name']}"
    if format_ == "csv" or kind in _DTYPES:
        dtype = _DTYPES.get(kind, "string")
        yield f"    dtype: {_TYPED.get(format_, {}).get(kind, dtype)}"
    elif kind in NESTED:
        yield "    list:"
        for part in NESTED[kind]:
            yield from (f"    - name: {part}", "      dtype: string")
    else:
        yield "    list: string"
