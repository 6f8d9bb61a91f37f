"""datapackage.json: the files, and the columns of CSV, as frictionless and its kin read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipelines.exports.papers import said, since

if TYPE_CHECKING:
    from collections.abc import Mapping

TYPES: Final[dict[str, dict[str, Any]]] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    "time": {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%SZ"},
    "day": {"type": "date"},
    "strings": {"type": "array"},
    "credits": {"type": "array"},
    "images": {"type": "array"},
}
"""By the type of a field, what its cells in CSV are; lists are JSON there."""
DIALECT: Final = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True}
MEDIA: Final = {
    "parquet": "application/vnd.apache.parquet",
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "tei": "application/tei+xml",
    "sqlite": "application/vnd.sqlite3",
}


def text(facts: Mapping[str, Any]) -> str:
    """Return the whole paper.

    Args:
        facts: of the manifest.
    """
    day = said.as_of(facts)
    return said.as_json(
        {
            "profile": "data-package",
            "name": "antara-sample" if said.is_sample(facts) else "antara-articles",
            "title": said.title(facts),
            "description": said.description(facts),
            **({"created": f"{day}T00:00:00Z"} if day else {}),
            "keywords": ["news", "Indonesia", "ANTARA"],
            **(
                {}
                if said.is_sample(facts)
                else {"sources": [{"title": "ANTARA", "path": said.HOME}]}
            ),
            "resources": [_resource(facts, each) for each in facts["files"]] or [_no_longer()],
        }
    )


def _resource(facts: Mapping[str, Any], file: Mapping[str, Any]) -> dict[str, Any]:
    name = str(file["name"])
    about: dict[str, Any] = {
        "name": name.replace(".", "-"),
        "path": name,
        "format": file["format"],
        "mediatype": MEDIA.get(file["format"], "application/octet-stream"),
        "encoding": "utf-8",
        "bytes": file["bytes"],
        "hash": f"sha256:{file['sha256']}",
    }
    # Of a packed file bytes and digest are those of the file as it stands, and readers of tables
    # compare them with what they unpack.
    if not name.endswith(".csv"):
        return {**about, "type": "file"}
    return {
        **about,
        "type": "table",
        "profile": "tabular-data-resource",
        "dialect": DIALECT,
        "schema": _schema(facts),
    }


def _no_longer() -> dict[str, Any]:
    """Return what an export of changes without a row is: a package has one resource at least."""
    return {
        "name": "no-longer",
        "path": since.NO_LONGER,
        "type": "table",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": MEDIA["csv"],
        "encoding": "utf-8",
        "dialect": DIALECT,
        "schema": {
            "fields": [{"name": name, "type": "string"} for name in since.COLUMNS],
            "missingValues": [""],
            "primaryKey": ["key"],
        },
    }


def _schema(facts: Mapping[str, Any]) -> dict[str, Any]:
    names = [each["name"] for each in facts["fields"]]
    one_row_each = "key" in names and facts["arguments"]["revisions"] == "latest"
    return {
        "fields": [
            {
                "name": each["name"],
                **TYPES[each["type"]],
                "description": each["meaning"],
                **({} if each["nullable"] else {"constraints": {"required": True}}),
            }
            for each in facts["fields"]
        ],
        "missingValues": [""],
        **({"primaryKey": ["key"]} if one_row_each else {}),
    }
