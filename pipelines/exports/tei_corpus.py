"""The beginning and the end of a TEI corpus: what is said of all its texts. Pure.

It stands before the first row, so that it says nothing that only the last one would tell: counts
and days are in the card and in the manifest.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.tokens import KINDS
from pipelines.exports.papers import said
from pipelines.exports.papers.command import command
from pipelines.exports.rights import PURPOSES
from pipelines.exports.xml_text import content

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAMESPACE: Final = "http://www.tei-c.org/ns/1.0"
END: Final = "</teiCorpus>\n"
_VERSION: Final = re.compile(r"\d+[a-z]*\d*(\.\d+[a-z]*\d*){0,3}", re.ASCII)
"""As the schema has it."""
_SCHEMES: Final = {
    "category": "the section that the page names",
    "tags": "the tags of the page, in its order",
}


def publisher(facts: Mapping[str, Any]) -> str:
    """Return who published the texts."""
    return "nobody (an invented sample)" if said.is_sample(facts) else "ANTARA"


def begin(facts: Mapping[str, Any]) -> str:
    """Return all that stands before the first text.

    Args:
        facts: those of the manifest that are known before the first row: origin, arguments,
            versions, archive, permission.
    """
    # Of which days the texts are only the last of them tells.
    known = {**facts, "first_day": None, "last_day": None}
    parts = (_file, _encoding)
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<teiCorpus xmlns="{NAMESPACE}">',
            "<teiHeader>",
            *(line for part in parts for line in part(known)),
            "</teiHeader>\n",
        ]
    )


def _p(text: str) -> str:
    return f"<p>{content(text)}</p>"


def _file(facts: Mapping[str, Any]) -> Iterator[str]:
    yield f"<fileDesc>\n<titleStmt>\n<title>{content(said.title(facts))}</title>"
    yield f"<author>{content(said.authors(facts))}</author>\n</titleStmt>"
    yield "<publicationStmt>"
    yield f"<authority>Whoever exported it, with {content(said.maker(facts))}</authority>"
    if day := said.as_of(facts):
        yield f'<date when="{day}">{day}, the day of the archive\'s last run</date>'
    yield '<availability status="restricted">'
    yield _p(said.owners(facts))
    yield _p(
        "Each text says in its own availability what its page prints: copyright, rights_notice; "
        "and ai_use: reserved (page or host say that the text is not for AI; reserved_by: who) or "
        "unstated (nobody says anything, which allows nothing). None is granted."
    )
    yield _p(said.permission(facts))
    yield _p("README.md beside this file has the counts, and says how complete and right it is.")
    yield "</availability>\n</publicationStmt>\n<sourceDesc>"
    archive = facts["archive"]
    made = (
        "The software made the articles up, to be tried with."
        if said.is_sample(facts)
        else "The software read them from the pages that ANTARA's bureaus publish."
    )
    yield _p(f"The archive {archive['archive_id'] or 'without an id'}. {made}")
    yield "</sourceDesc>\n</fileDesc>"


def _encoding(facts: Mapping[str, Any]) -> Iterator[str]:
    asked = facts["arguments"]
    purpose = asked["purpose"]
    yield "<encodingDesc>"
    if purpose:
        yield f"<projectDesc>{_p(f'Purpose: {purpose} ({PURPOSES[purpose]}).')}</projectDesc>"
    yield "<samplingDecl>"
    yield _p(f"{command(facts)} was the command: its filters name the articles that were taken.")
    yield "</samplingDecl>\n<editorialDecl>"
    yield "<segmentation>" + _p("A p is a paragraph of the page.") + "</segmentation>"
    for text in _treatment(asked):
        yield _p(text)
    yield "</editorialDecl>\n<classDecl>"
    yield '<taxonomy xml:id="kind"><desc>the kind of page</desc>' + "".join(
        f'<category xml:id="kind.{kind}"><catDesc>{kind}</catDesc></category>' for kind in KINDS
    )
    yield "</taxonomy>"
    for name, desc in _SCHEMES.items():
        yield f'<taxonomy xml:id="{name}"><desc>{desc}</desc></taxonomy>'
    yield "</classDecl>"
    yield from _software(facts["versions"])
    yield "</encodingDesc>"


def _treatment(asked: Mapping[str, Any]) -> Iterator[str]:
    if not asked["text"]:
        yield "Every sentence of the articles was left out: text, subtitle, pull quote, captions."
    elif asked["dateline"]:
        yield (
            'A dateline ("Place (ANTARA) - ") that was recognised stands in dateline, and not in '
            "the first paragraph, before which it was printed."
        )
    else:
        yield 'Datelines ("Place (ANTARA) - ") were left out of the texts.'
    if asked["text"]:
        yield (
            "What stands among the paragraphs of a page and is none was left out by the reader: "
            "pointers to other articles, credits, copyright lines, notices, advertisements, blocks "
            "that the page repeats. The archive's ledger names each."
        )
    if asked["revisions"] == "all":
        yield "A TEI is a state of an article: edition has its number, 1 was seen first."
    yield "Wording and spelling are the page's. What XML cannot hold is U+FFFD."


def _software(versions: Mapping[str, str]) -> Iterator[str]:
    known = {name: said for name, said in versions.items() if _VERSION.fullmatch(said)}
    if known:
        yield "<appInfo>"
        for name, version in known.items():
            label = f"<label>{content(name)}</label>"
            yield f'<application ident="{content(name)}" version="{version}">{label}</application>'
        yield "</appInfo>"
    if rest := [f"{name} {version}" for name, version in versions.items() if name not in known]:
        yield _p(f"Made with {', '.join(rest)} too.")
