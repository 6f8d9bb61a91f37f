"""How a program reads the TEI of an export, as the card shows it. Pure; a test runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipelines.exports.papers import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OPEN: Final = {
    ".gz": ("import gzip", "gzip.open({})"),
    ".zst": ("import zstandard", 'zstandard.open({}, "rb")'),
}
"""By the ending of a file, what unpacks it."""


def of_tei(facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of Markdown, none where there is no TEI.

    Args:
        facts: of the manifest.
    """
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
