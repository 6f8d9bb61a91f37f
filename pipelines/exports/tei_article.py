"""From an exported row to a <TEI> with its header and its text. Pure.

A field that was not asked for, and a null, has no element. Everything else can be read back as it
is: docs/datasets.md tells from where.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.state import without_dateline
from pipelines.archive.tokens import KINDS
from pipelines.exports.xml_text import address, attribute, content

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelines.exports.rows import Row

AUTHORS: Final = ("author", "reporter")
"""The roles of those who wrote a text."""
IDENTIFIERS: Final = (
    *("key", "url", "bureau", "article_id", "story", "text_sha256", "content_sha256"),
)
RIGHTS: Final = ("copyright", "rights_notice", "ai_use")
NOTES: Final = (
    *("language", "published_precision", "published_source", "is_press_release"),
    *("layout", "extractor_version", "origin"),
)
"""Fields for which TEI has no place of its own."""
CHANGES: Final = ("first_seen", "state_first_seen", "fetched_at", "last_seen", "missing_since")
"""Moments in what became of an article."""
_BUREAU: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def article(row: Row, publisher: str, *, numbered: bool = False) -> Iterator[str]:
    """Yield the lines of a <TEI>, which can be as long as its text.

    Args:
        row: of `rows.Shape.row`, with at least key and title.
        publisher: of `tei_corpus.publisher`.
        numbered: whether several states of an article may follow each other: the number of the
            state is a part of the identifier then.
    """
    yield f"<TEI{_identifier(row, numbered)}>\n<teiHeader>\n<fileDesc>"
    yield from _title(row)
    yield from _edition(row)
    yield from _publication(row, publisher)
    yield from _notes(row)
    yield from _source(row, publisher)
    yield "</fileDesc>\n<profileDesc>"
    yield from _profile(row)
    yield "</profileDesc>"
    yield from _changes(row)
    yield "</teiHeader>"
    language = row.get("language")
    known = language and _LANGUAGE.fullmatch(language)
    yield f'<text xml:lang="{language}">\n<body>' if known else "<text>\n<body>"
    yield from _body(row)
    yield "</body>\n</text>\n</TEI>"


def _identifier(row: Row, numbered: bool) -> str:
    bureau, _, number = row["key"].rpartition("/")
    if not _BUREAU.fullmatch(bureau):  # a name that another program gave it
        return ""
    state = f".{row['revision']}" if numbered and row["revision"] is not None else ""
    return f' xml:id="{bureau}.{number}{state}"'


# --- the header


def _title(row: Row) -> Iterator[str]:
    yield f'<titleStmt>\n<title type="main">{content(row["title"])}</title>'
    for credit in row.get("credits", ()):
        yield _credit(credit)
    yield "</titleStmt>"


def _credit(credit: Mapping[str, Any]) -> str:
    role = content(credit["role"])
    kind = "orgName" if role == "wire" else "persName"
    said = f"<{kind}>{content(credit['name'] or '')}</{kind}>"
    if credit["printed"] is not None:
        said += f'<note type="printed">{content(credit["printed"])}</note>'
    if role in AUTHORS:
        return f'<author role="{role}">{said}</author>'
    return f"<respStmt><resp>{role}</resp>{said}</respStmt>"


def _edition(row: Row) -> Iterator[str]:
    number, of = row.get("revision"), row.get("revisions")
    if number is not None or of is not None:
        n = f' n="{number}"' if number is not None else ""
        said = [f"state {number}"] if number is not None else []
        if of is not None:
            said.append(f'<num type="revisions" value="{of}">{of}</num> held')
        yield f"<editionStmt><edition{n}>{', '.join(said)}</edition></editionStmt>"
    lengths = [
        f'<measure unit="{name}" quantity="{row[name]}">{row[name]} {name}</measure>'
        for name in ("words", "characters")
        if row.get(name) is not None
    ]
    if lengths:
        yield f"<extent>{', '.join(lengths)}</extent>"


def _publication(row: Row, publisher: str) -> Iterator[str]:
    yield f"<publicationStmt>\n<publisher>{content(publisher)}</publisher>"
    for name in IDENTIFIERS:
        if (value := row.get(name)) is not None:
            yield f'<idno type="{name}">{content(str(value))}</idno>'
    rights = [(name, value) for name in RIGHTS if (value := row.get(name)) is not None]
    rights += [("reserved_by", value) for value in row.get("reserved_by", ())]
    if rights:
        yield '<availability status="restricted">'
        for name, value in rights:
            yield f'<ab type="{name}">{content(value)}</ab>'
        yield "</availability>"
    yield "</publicationStmt>"


def _notes(row: Row) -> Iterator[str]:
    notes = [(name, value) for name in NOTES if (value := row.get(name)) is not None]
    notes += [("flag", value) for value in row.get("flags", ())]
    if notes:
        yield "<notesStmt>"
        for name, value in notes:
            said = str(value).lower() if isinstance(value, bool) else value
            yield f'<note type="{name}">{content(said)}</note>'
        yield "</notesStmt>"


def _source(row: Row, publisher: str) -> Iterator[str]:
    url, said = row.get("url"), content(publisher)
    if url is not None:
        said += f' <ptr target="{attribute(address(url))}"/>'
    yield f"<sourceDesc><bibl>{said}</bibl></sourceDesc>"


def _profile(row: Row) -> Iterator[str]:
    yield "<creation>"
    yield from _dates(row)
    if (place := row.get("dateline_place")) is not None:
        yield f'<placeName type="dateline_place">{content(place)}</placeName>'
    if (label := row.get("source_label")) is not None:
        yield f'<orgName type="source_label">{content(label)}</orgName>'
    yield "</creation>"
    language = row.get("language")
    if language and _LANGUAGE.fullmatch(language):
        yield f'<langUsage><language ident="{language}"/></langUsage>'
    classes = list(_classes(row))
    if classes:
        yield from ("<textClass>", *classes, "</textClass>")


def _dates(row: Row) -> Iterator[str]:
    printed, utc, day = (row.get(f"published{end}") for end in ("", "_utc", "_day"))
    if utc is not None:
        yield f'<date type="published_utc" when="{utc}"/>'
    if day is not None:
        yield f'<date type="published_day" when="{day}"/>'
    for name, value in (
        ("published", printed),
        ("updated", row.get("updated")),
        ("dateline_day", row.get("dateline_day")),
    ):
        if value is not None:
            yield f'<date type="{name}">{content(value)}</date>'


def _classes(row: Row) -> Iterator[str]:
    if (kind := row.get("kind")) in KINDS:
        yield f'<catRef scheme="#kind" target="#kind.{kind}"/>'
    if (category := row.get("category")) is not None:
        yield f'<classCode scheme="#category">{content(category)}</classCode>'
    if tags := row.get("tags"):
        terms = "".join(f"<term>{content(tag)}</term>" for tag in tags)
        yield f'<keywords scheme="#tags">{terms}</keywords>'


def _changes(row: Row) -> Iterator[str]:
    seen = [(name, row[name]) for name in CHANGES if row.get(name) is not None]
    if seen:
        yield "<revisionDesc>"
        for name, moment in seen:
            yield f'<change type="{name}" when="{moment}"/>'
        yield "</revisionDesc>"


# --- the text


def _body(row: Row) -> Iterator[str]:
    yield f'<head type="main">{content(row["title"])}</head>'
    if (subtitle := row.get("subtitle")) is not None:
        yield f'<head type="sub">{content(subtitle)}</head>'
    if "text" not in row:
        yield '<ab><gap reason="left-out"/></ab>'
    elif row["text"] is None:
        yield "<ab/>"
    else:
        yield from _paragraphs(row["text"], row.get("dateline_place"))
    if (quote := row.get("pull_quote")) is not None:
        yield f'<quote type="pull_quote">{content(quote)}</quote>'
    for image in row.get("images", ()):
        yield _figure(image)


def _paragraphs(text: str, place: str | None) -> Iterator[str]:
    """Yield the dateline and the paragraphs; put together again they are the text."""
    body = without_dateline(text, place)
    if place and len(body) < len(text):
        yield _dateline(text[: len(text) - len(body)], place)
    for paragraph in body.split("\n\n"):
        yield f"<p>{content(paragraph)}</p>"


def _dateline(printed: str, place: str) -> str:
    at = len(printed) - len(printed.lstrip())
    end = at + len(unicodedata.normalize("NFC", place))
    before, name, rest = map(content, (printed[:at], printed[at:end], printed[end:]))
    return f"<dateline>{before}<placeName>{name}</placeName>{rest}</dateline>"


def _figure(image: Mapping[str, Any]) -> str:
    url = image["url"] or ""
    valid = address(url)
    made = f'<figure><graphic url="{attribute(valid)}"/>' if url else "<figure>"
    if image["caption"] is not None:
        made += f"<head>{content(image['caption'])}</head>"
    if image["credit"] is not None:
        made += f'<ab type="credit">{content(image["credit"])}</ab>'
    if valid != url:
        made += f'<ab type="url">{content(url)}</ab>'
    return f"{made}</figure>"
