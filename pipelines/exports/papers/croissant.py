"""croissant.json: the files and their fields in MLCommons' Croissant 1.0, as JSON-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipelines.exports.fields import LISTS, NESTED
from pipelines.exports.papers import said, splits

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTEXT: Final[dict[str, Any]] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""As the specification has it."""
TYPES: Final = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "boolean": "sc:Boolean",
    "time": "sc:DateTime",
    "day": "sc:Date",
    "strings": "sc:Text",
    "credits": "sc:Text",
    "images": "sc:Text",
}
ENCODINGS: Final = {
    "parquet": "application/x-parquet",
    "jsonl": "application/jsonlines",
    "csv": "text/csv",
    "tei": "application/tei+xml",
    "sqlite": "application/vnd.sqlite3",
}
RECORDS: Final = "articles"
"""The record set; its fields are articles/key and so on."""


def text(facts: Mapping[str, Any]) -> str:
    """Return the whole paper.

    Each file stands in it with its digest. The record set is read from the most exactly typed
    format of rows; where that is in several files, from a set of them. Without such a format there
    is none: Croissant has no way into marked-up text, nor into the tables of a database.

    Args:
        facts: of the manifest.
    """
    day = said.as_of(facts)
    name = said.preferred(facts)
    return said.as_json(
        {
            "@context": CONTEXT,
            "@type": "sc:Dataset",
            "conformsTo": "http://mlcommons.org/croissant/1.0",
            "name": "antara-sample" if said.is_sample(facts) else "antara-articles",
            "alternateName": said.title(facts),
            "description": said.description(facts),
            "license": said.rights(facts),
            "url": said.HOME,
            "citeAs": f"{said.title(facts)}. sha256:{said.digest(facts)}.",
            "version": said.version(facts),
            **({"datePublished": day} if day else {}),
            **({"inLanguage": list(facts["languages"])} if facts["languages"] else {}),
            "keywords": ["news", "Indonesia", "ANTARA"],
            **(
                {}
                if said.is_sample(facts)
                else {
                    "creator": {"@type": "Organization", "name": "ANTARA", "url": said.HOME},
                    "copyrightNotice": said.owners(facts),
                }
            ),
            "distribution": [*map(_file, facts["files"]), *(_set(facts, name) if name else [])],
            **({"recordSet": records} if (records := _record_sets(facts, name)) else {}),
        }
    )


def _record_sets(facts: Mapping[str, Any], name: str | None) -> list[dict[str, Any]]:
    """Return the record sets; where there is no row, and so no file, those of the splits alone."""
    if name is None:
        return [] if facts["files"] else splits.record_set(facts)
    return [_records(facts, name), *splits.record_set(facts)]


def _records(facts: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": RECORDS,
        "name": RECORDS,
        "description": "One row an article"
        + (", or a state of it." if facts["arguments"]["revisions"] == "all" else "."),
        "field": [_field(facts, name, each) for each in facts["fields"]],
    }


def _file(file: Mapping[str, Any]) -> dict[str, Any]:
    encoding = ENCODINGS.get(file["format"], "application/octet-stream")
    return {
        "@type": "cr:FileObject",
        "@id": file["name"],
        "name": file["name"],
        "contentUrl": file["name"],
        "contentSize": f"{file['bytes']} B",
        "encodingFormat": "application/zstd" if file["name"].endswith(".zst") else encoding,
        "sha256": file["sha256"],
    }


def _set(facts: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the set of a format's files, where it has several."""
    if len(said.files_of(facts, name)) == 1:
        return []
    return [
        {
            "@type": "cr:FileSet",
            "@id": f"{name}-files",
            "name": f"{name}-files",
            "encodingFormat": _file(said.files_of(facts, name)[0])["encodingFormat"],
            "includes": said.pattern(facts, name),
        }
    ]


def _field(facts: Mapping[str, Any], format_: str, field: Mapping[str, Any]) -> dict[str, Any]:
    name, is_list = field["name"], field["type"] in LISTS
    unit = f" ({field['unit']})" if field["unit"] else ""
    # In CSV a list is one cell, with JSON in it.
    in_one_cell = format_ == "csv" and is_list
    about: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{RECORDS}/{name}",
        "name": name,
        "description": field["meaning"] + unit + ("; as JSON" if in_one_cell else ""),
        **({"repeated": True} if is_list and not in_one_cell else {}),
    }
    parts = () if in_one_cell else NESTED.get(field["type"], ())
    if not parts:
        return {
            **about,
            "dataType": TYPES[field["type"]],
            "source": _source(facts, format_, name),
            **splits.reference(name),
        }
    return {
        **about,
        "subField": [
            {
                "@type": "cr:Field",
                "@id": f"{RECORDS}/{name}/{part}",
                "name": part,
                "dataType": "sc:Text",
                "source": {
                    **_source(facts, format_, name),
                    "transform": {"jsonPath": part},
                },
            }
            for part in parts
        ],
    }


def _source(facts: Mapping[str, Any], format_: str, column: str) -> dict[str, Any]:
    files = said.files_of(facts, format_)
    where = (
        {"fileObject": {"@id": files[0]["name"]}}
        if len(files) == 1
        else {"fileSet": {"@id": f"{format_}-files"}}
    )
    return {**where, "extract": {"column": column}}
