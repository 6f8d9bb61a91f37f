"""TEI read back as rows by lxml, from where docs/datasets.md says that the fields stand."""

from __future__ import annotations

import gzip
import io
import lzma
from functools import cache
from pathlib import Path
from typing import Any

import zstandard
from lxml import etree

from pipelines.exports.fields import FIELDS

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
SCHEMA = Path(__file__).parent / "tei" / "tei_all.rng.xz"
PARSER = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)


@cache
def schema() -> etree.RelaxNG:
    """tei_all, which takes seconds to load."""
    return etree.RelaxNG(etree.fromstring(lzma.decompress(SCHEMA.read_bytes())))


def unpacked(path: Path) -> bytes:
    data = path.read_bytes()
    if path.suffix == ".gz":
        return gzip.decompress(data)
    if path.suffix == ".zst":
        return zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)).read()
    return data


def parsed(path: Path) -> etree._Element:
    return etree.fromstring(unpacked(path), PARSER)


def wrong(root: etree._Element) -> list[str]:
    """What the schema says against a document; [] if it is valid."""
    valid = schema()
    return [] if valid.validate(root) else [str(error) for error in valid.error_log]


def bare(root: etree._Element) -> etree._Element:
    """The same without namespaces, for short paths."""
    for element in root.iter():
        element.tag = etree.QName(element).localname
    return root


def tei(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of TEI, packed or not, with the fields that are in it."""
    return [row_of(text) for text in bare(parsed(path)).iterfind("TEI")]


def string(element: etree._Element | None) -> str | None:
    return None if element is None else "".join(element.itertext())


def row_of(text: etree._Element) -> dict[str, Any]:
    """Every field of an export by name; null and left out look the same."""
    header, body = text.find("teiHeader"), text.find("text/body")
    of_type = {
        name: header.find(f".//{tag}[@type='{name}']")
        for tag, names in (
            ("title", ["main"]),
            ("idno", ["key", "bureau", "url", "story", "article_id"]),
            ("idno", ["text_sha256", "content_sha256"]),
            ("ab", ["copyright", "rights_notice", "ai_use"]),
            ("note", ["language", "published_precision", "published_source", "is_press_release"]),
            ("note", ["layout", "extractor_version", "origin"]),
            ("date", ["published", "updated", "dateline_day"]),
            ("placeName", ["dateline_place"]),
            ("orgName", ["source_label"]),
        )
        for name in names
    }
    row: dict[str, Any] = {name: string(element) for name, element in of_type.items()}
    row["title"] = row.pop("main")
    for tag, names in (
        ("date", ("published_utc", "published_day")),
        ("change", ("first_seen", "state_first_seen", "fetched_at", "last_seen", "missing_since")),
    ):
        for name in names:
            found = header.find(f".//{tag}[@type='{name}']")
            row[name] = None if found is None else found.get("when")
    edition = header.find(".//edition")
    row["revision"] = None if edition is None else edition.get("n")
    row["revisions"] = value_of(header.find(".//num[@type='revisions']"), "value")
    for unit in ("words", "characters"):
        row[unit] = value_of(header.find(f".//measure[@unit='{unit}']"), "quantity")
    for name in ("article_id", "revision", "revisions", "words", "characters"):
        row[name] = None if row[name] is None else int(row[name])
    row["is_press_release"] = {"true": True, "false": False, None: None}[row["is_press_release"]]
    row["reserved_by"] = [string(e) for e in header.iterfind(".//ab[@type='reserved_by']")]
    row["flags"] = [string(e) for e in header.iterfind(".//note[@type='flag']")]
    row["tags"] = [string(e) for e in header.iterfind(".//keywords[@scheme='#tags']/term")]
    row["category"] = string(header.find(".//classCode[@scheme='#category']"))
    kind = header.find(".//catRef[@scheme='#kind']")
    row["kind"] = None if kind is None else kind.get("target").removeprefix("#kind.")
    row["credits"] = [credit(e) for e in header.find(".//titleStmt") if e.tag != "title"]
    row["subtitle"] = string(body.find("head[@type='sub']"))
    row["pull_quote"] = string(body.find("quote[@type='pull_quote']"))
    row["images"] = [image(e) for e in body.iterfind("figure")]
    paragraphs = [string(e) or "" for e in body.iterfind("p")]
    dateline = string(body.find("dateline")) or ""
    row["text"] = dateline + "\n\n".join(paragraphs) if paragraphs else None
    assert string(body.find("head[@type='main']")) == row["title"]
    return {field.name: row[field.name] for field in FIELDS}


def value_of(element: etree._Element | None, name: str) -> str | None:
    return None if element is None else element.get(name)


def credit(element: etree._Element) -> dict[str, str | None]:
    role = element.get("role") if element.tag == "author" else element.findtext("resp")
    name = next(e for e in element if e.tag in ("persName", "orgName"))
    return {"role": role, "name": string(name), "printed": string(element.find("note"))}


def image(element: etree._Element) -> dict[str, str | None]:
    given = element.find("ab[@type='url']")
    graphic = element.find("graphic")
    return {
        "url": string(given) if given is not None else value_of(graphic, "url") or "",
        "caption": string(element.find("head")),
        "credit": string(element.find("ab[@type='credit']")),
    }
