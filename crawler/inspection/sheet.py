"""The sheet beside the page: verdict, layout, fields with their sources, ledger, text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from crawler.inspection.fields import fields_section, shown, sign, sources_section
from crawler.inspection.rendering import CONTAINER, SIGNS, anchor
from crawler.items import EXTRACTOR_VERSION, Article, Fate, Flag, NotAnArticle
from crawler.layouts.blocks import squash
from crawler.page_view import summed_up
from crawler.terminal import shorten

if TYPE_CHECKING:
    from crawler.inspection.choice import Candidate, Choice, Found
    from crawler.inspection.recorder import Asked
    from crawler.items import LedgerEntry

FRAME = "antara-page"
"""The frame's name, for the links that move the page in it."""
_ENTRY_TEXT = 160
_WORDS = {Fate.KEPT: "kept", Fate.REMOVED: "removed", Fate.PUT_BACK: "put back"}
_LEGEND = {
    Fate.KEPT: "is the text",
    Fate.REMOVED: "is not, for the reason on its label",
    Fate.PUT_BACK: "is the text: trafilatura dropped it and no rule had removed it",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is told beside the page."""

    url: str
    found: Article | NotAnArticle
    choice: Choice | None
    """None for what was never parsed."""
    asked: Mapping[str, Sequence[Asked]]
    outlined: bool
    """Whether the container is outlined on the page."""
    marked: bool
    """Whether the ledger's entries are marked on the page."""
    places: Mapping[int, str]
    """By entry: the path of the element it stands in."""
    why: Mapping[int, str]
    """By removed entry: what says that it is no text."""


def sections(sheet: Sheet) -> str:
    """Return the sheet in HTML."""
    found = sheet.found
    parts = [_head(sheet), _layouts(sheet.choice)]
    if isinstance(found, Article):
        parts += [fields_section(found, sheet.asked), _ledger(found, sheet), _text(found)]
    elif sheet.asked:
        parts.append(sources_section(sheet.asked))
    return "".join(parts)


def _head(sheet: Sheet) -> str:
    found = sheet.found
    links = [("layout", "Layout")]
    if isinstance(found, Article):
        kind = "guess" if Flag.GENERIC_LAYOUT in found.flags else ""
        title = f"{found.bureau}/{found.article_id}: {found.title}"
        verdict = f"Read as an article by the layout <strong>{escape(found.layout)}</strong>."
        if kind:
            verdict += " No layout knows this page: look closely."
        links += [("fields", "Fields"), ("ledger", "Ledger"), ("text", "Text")]
    else:
        kind, title = "no", "Not an article"
        verdict = f"Refused as <strong>{escape(found.reason)}</strong>: {shown(found.seen)}"
        links += [("sources", "Sources")] if sheet.asked else []
    flags = "".join(
        f'<span class="flag">{escape(flag)}</span>'
        for flag in (found.flags if isinstance(found, Article) else ())
    )
    flags_line = f"<p>{flags or '<span class=dim>no flags</span>'}</p>"
    if isinstance(found, NotAnArticle):
        flags_line = ""
    first = f'<li><a href="about:srcdoc#{CONTAINER}" target="{FRAME}">Container</a></li>'
    menu = (first if sheet.outlined else "") + "".join(
        f'<li><a href="#{name}">{word}</a></li>' for name, word in links
    )
    return (
        f"<header><h1>{shown(title)}</h1>"
        f'<p class="small">{shown(sheet.url)}</p>'
        f'<p class="verdict {kind}">{verdict}</p>'
        f"{flags_line}"
        f'<p class="small dim">Extractor version {escape(EXTRACTOR_VERSION)}. The page is '
        "shown without the pictures, styles and scripts of the site.</p>"
        f'<nav aria-label="Sections"><ul>{menu}</ul></nav></header>'
    )


# --- layout ---------------------------------------------------------------------------------


def _layouts(choice: Choice | None) -> str:
    if choice is None:
        return (
            '<section id="layout"><h2>Layout</h2><p>No layout was asked: the page was never '
            "parsed.</p></section>"
        )
    rows = "".join(_candidate(each, choice) for each in choice.candidates)
    return (
        f'<section id="layout"><h2>Layout</h2><p>{shown(choice.sentence)}</p>'
        "<table><thead><tr><th>layout</th><th>points</th><th>markers: found or not</th></tr>"
        f"</thead><tbody>{rows}</tbody></table></section>"
    )


def _candidate(each: Candidate, choice: Choice) -> str:
    used = each.name == choice.used
    markers = "".join(
        f"<li>{sign(found.elements)} <code>{escape(found.selector)}</code> "
        f'<span class="dim">{_points(found)}</span></li>'
        for found in each.markers
    )
    containers = "".join(
        f"<li>{sign(found.with_text)} <code>{escape(found.selector)}</code> "
        f'<span class="dim">{_holding(found)}</span></li>'
        for found in each.containers
    )
    attribute = ' class="chosen"' if used else ""
    opened = " open" if used or each.name == choice.loudest else ""
    hits = sum(1 for found in each.markers if found.elements)
    return (
        f"<tr{attribute}><th scope=row>{escape(each.name)}{' ← used' if used else ''}</th>"
        f"<td class=number>{each.score}</td><td><details{opened}><summary>{hits} of "
        f"{len(each.markers)} found; {escape(each.seen)}</summary><ul class=plain>{markers}</ul>"
        f"<p class=small>Containers, the first with text is used:</p>"
        f"<ul class=plain>{containers}</ul></details></td></tr>"
    )


def _points(found: Found) -> str:
    times = f", {found.elements} elements" if found.elements > 1 else ""
    return f"{'+' if found.elements else 'would give '}{found.points}{times}"


def _holding(found: Found) -> str:
    if not found.elements:
        return "not on the page"
    return f"{found.elements} on the page, {found.with_text} with text"


# --- ledger and text ------------------------------------------------------------------------


def _ledger(article: Article, sheet: Sheet) -> str:
    legend = "".join(
        f'<li><span class="fate {fate}">{SIGNS[fate]} {_WORDS[fate]}</span> {said}</li>'
        for fate, said in _LEGEND.items()
    )
    note = ""
    if not sheet.marked and article.ledger:
        in_json = article.provenance.get("text", "").startswith("json_ld")
        note = (
            "<p>The text is that of JSON-LD: it stands in no element, so none is marked.</p>"
            if in_json
            else "<p><strong>Ledger and page do not hold the same characters; nothing is marked."
            "</strong></p>"
        )
    rows = "".join(_entry(number, entry, sheet) for number, entry in enumerate(article.ledger))
    return (
        f'<section id="ledger"><h2>Ledger</h2><p>{escape(summed_up(article.ledger))}.</p>'
        f"<ul class=plain>{legend}</ul>{note}<table><thead><tr><th>no.</th><th>fate</th>"
        "<th>chars</th><th>block, where it stands and what says so</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></section>"
    )


def _entry(number: int, entry: LedgerEntry, sheet: Sheet) -> str:
    link = f"{number + 1}"
    if sheet.marked:
        link = (
            f'<a href="about:srcdoc#{anchor(number)}" target="{FRAME}" '
            f'aria-label="Show entry {link} on the page">{link}</a>'
        )
    fate = f"{SIGNS[entry.fate]} {escape(entry.reason or _WORDS[entry.fate])}"
    words = escape(shorten(squash(entry.text), _ENTRY_TEXT)) or '<span class="dim">(no text)</span>'
    places = [f"<code>{escape(sheet.places[number])}</code>"] if number in sheet.places else []
    if number in sheet.why:
        places.append(f"said by <code>{escape(sheet.why[number])}</code>")
    return (
        f'<tr id="entry-{number + 1}"><td class=number>{link}</td>'
        f'<td><span class="fate {entry.fate}">{fate}</span></td>'
        f"<td class=number>{entry.characters:,}</td><td><bdi>{words}</bdi>"
        f'<div class="small dim">{"; ".join(places)}</div></td></tr>'
    )


def _text(article: Article) -> str:
    paragraphs = "".join(
        f"<p>{escape(paragraph)}</p>" for paragraph in (article.text or "").split("\n\n")
    )
    stored = paragraphs if article.text else '<p class="dim">(none)</p>'
    language = escape(article.language or "id")
    return (
        '<section id="text"><h2>Text as stored</h2>'
        f'<div class="text" lang="{language}">{stored}</div></section>'
    )
