"""How programs read the files of an export: a part of its card. Pure; tests run what it shows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pipelines.exports.papers import beside, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OPEN: Final = {
    ".gz": ("import gzip", "gzip.open({})"),
    ".zst": ("import zstandard", 'zstandard.open({}, "rb")'),
}
"""By the ending of a file, what unpacks it."""
_AS_IT_IS: Final = ", keep_default_na=False"
"""Without it pandas, which `datasets` reads CSV with, takes a title "NA" for none."""


def section(facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield the part of the card, line by line.

    Args:
        facts: of the manifest.
    """
    yield from ("## How to read it", "")
    name = said.preferred(facts)
    if not facts["files"]:
        yield from (
            "There is no row in it, and so no file of articles: there is nothing to load.",
            "",
        )
    if name:
        yield from _of_rows(facts, name)
    yield from _of_tei(facts)
    yield from _of_sqlite(facts)
    yield from beside.lines(facts)


def _of_rows(facts: Mapping[str, Any], name: str) -> Iterator[str]:
    # `datasets` takes no name of a data set from ".", and refuses it then.
    yield from ("```python", "import os", "", "from datasets import load_dataset", "")
    splits_of = said.splits_of(facts, name)
    split = "" if splits_of else ', split="train"'
    more = _AS_IT_IS if name == "csv" else ""
    yield f'rows = load_dataset(os.getcwd(), "{name}"{split}{more})  # in this folder'
    yield from (f'{each} = rows["{each}"]' for each in splits_of)
    for other in dict.fromkeys(each["format"] for each in facts["files"]):
        if other != name and other in said.TABLES:
            kind = "json" if other == "jsonl" else other
            files = f'data_files="{said.pattern(facts, other)}"'
            if splits_of:
                each_of = {each: said.pattern(facts, other, each) for each in splits_of}
                files = f"data_files={json.dumps(each_of)}"
            more = _AS_IT_IS if other == "csv" else ""
            yield f'rows = load_dataset("{kind}", {files}{split}{more})  # the same as {other}'
    yield from ("```", "")
    if any(each["format"] == "jsonl" for each in facts["files"]):
        yield (
            "`datasets` makes moments of whatever looks like one in JSON Lines: `published` and "
            "`updated` lose their offset so. `published_utc` and `published_day` are the same "
            "however they are read."
        )
        yield ""


def _of_tei(facts: Mapping[str, Any]) -> Iterator[str]:
    files = said.files_of(facts, "tei")
    if not files:
        return
    name = str(files[0]["name"])
    more, opened = next(
        (way for ending, way in _OPEN.items() if name.endswith(ending)), ("", "open({}, 'rb')")
    )
    yield from ("```python", *([more] if more else []), "from lxml import etree", "")
    yield 'TEI = "{http://www.tei-c.org/ns/1.0}"'
    yield f"with {opened.format(repr(name)).replace(chr(39), chr(34))} as file:"
    yield '    for _, text in etree.iterparse(file, tag=f"{TEI}TEI", huge_tree=True):'
    yield """        key = text.findtext(f".//{TEI}idno[@type='key']")"""
    yield '        paragraphs = ["".join(p.itertext()) for p in text.iter(f"{TEI}p")]'
    yield "        text.clear()  # of a large corpus no more than one text is kept"
    yield from ("```", "")
    several = "Each file is a whole corpus. " if len(files) > 1 else ""
    yield (
        f"{several}TEI P5 has each row as a `TEI`: what is known of it in its `teiHeader`, a `p` "
        "for each paragraph, the dateline before these. docs/datasets.md of the software tells "
        "where each field stands."
    )
    yield ""


def _of_sqlite(facts: Mapping[str, Any]) -> Iterator[str]:
    for file in said.files_of(facts, "sqlite"):
        name = file["name"]
        yield from (
            "```sh",
            f"sqlite-utils rows {name} berita --limit 3  # the view of a row an article",
            f"datasette {name}  # in a browser",
            f"antara search banjir -s ARCHIVE_PATH={name}  # with the software",
            "```",
            "",
            f"`{name}` is a smaller archive, with the tables of the software: `articles`, and by "
            "its `id` `credits`, `article_tags`, `images`, `revisions` and others. What the crawl "
            "notes for itself stands empty. `source` of each field in `manifest.json` names its "
            "columns; times are as the archive has them. The table `ai_use` says of each article "
            "whether page or host reserve it from AI, and who does. `meta` has its origin and "
            "what it was exported for.",
            "",
        )
