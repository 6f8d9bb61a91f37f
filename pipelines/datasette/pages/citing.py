"""How an article is cited: a line of text, and an entry for BibTeX. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.tokens import REPORTERS
from pipelines.datasette.pages.labels import labels_in
from pipelines.datasette.pages.shown import day_in_words, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

_ESCAPED: Final = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def writers(article: dict[str, Any]) -> list[str]:
    """Return who wrote, translated or took it, in the order of the page."""
    names = [each["name"] for each in article["credits"] if each["role"] in REPORTERS]
    return [plain(name) for name in dict.fromkeys(names) if name]


def cited(article: dict[str, Any], publisher: str, language: str, state: Mapping[str, Any]) -> str:
    """Return an article's citation in a line.

    Args:
        article: of `ArchiveReader.article`.
        publisher: the bureau's name, as it calls itself.
        language: of the day.
        state: the one that is shown, of `ArchiveReader.newest_state`.
    """
    undated = "t.t." if language == "id" else "n.d."
    day = day_in_words(article["published_day"], language) if article["published_day"] else undated
    seen = "Diakses" if language == "id" else "Accessed"
    who = ", ".join(writers(article)) or publisher
    title = plain(article["title"]).strip()
    end = "" if title.endswith(("?", "!", ".")) else "."
    fetched = day_in_words(article["fetched_at"][:10], language)
    said = f"{who}. “{title}{end}” {publisher}, {day.rstrip('.')}."
    return f"{said} {article['url']}. {seen} {fetched}. {_held_as(article, language, state)}."


def _held_as(article: dict[str, Any], language: str, state: Mapping[str, Any]) -> str:
    """Return where the archive has it, and as which state: its page may say something else."""
    t = labels_in(language)
    held = f"{t['site']}: {article['bureau']}/{article['article_id']}"
    if state["seq"] == 1:
        return held
    since = day_in_words(state["first_seen"][:10], language)
    return f"{held}, {t['state'].lower()} {state['seq']}, {t['first_seen']} {since}"


def bibtex(article: dict[str, Any], publisher: str, language: str, state: Mapping[str, Any]) -> str:
    """Return an article's entry for BibTeX (biblatex's @online); see `cited`."""
    key = f"antara-{article['bureau']}-{article['article_id']}"
    fields = {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in writers(article)),
        "title": f"{{{_escaped(article['title'])}}}",
        "organization": _escaped(publisher),
        "date": article["published_day"] or "",
        "url": re.sub(r"[\s{}\\]", "", plain(article["url"])),
        "urldate": article["fetched_at"][:10],
        "note": _escaped(_held_as(article, language, state)),
        "langid": "english" if article["language"] == "en" else "indonesian",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{key},", *lines, "}"])


def _escaped(text: str) -> str:
    return "".join(_ESCAPED.get(sign, sign) for sign in " ".join(plain(text).split()))
