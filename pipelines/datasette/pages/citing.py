"""How an article is cited: a line of text, and an entry for BibTeX. Pure."""

from __future__ import annotations

import re
from typing import Any, Final

from pipelines.archive.tokens import REPORTERS
from pipelines.datasette.pages.shown import day_in_words, plain

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


def cited(article: dict[str, Any], publisher: str, language: str) -> str:
    """Return an article's citation in a line.

    Args:
        article: of `ArchiveReader.article`.
        publisher: the bureau's name, as it calls itself.
        language: of the day.
    """
    undated = "t.t." if language == "id" else "n.d."
    day = day_in_words(article["published_day"], language) if article["published_day"] else undated
    seen = "Diakses" if language == "id" else "Accessed"
    who = ", ".join(writers(article)) or publisher
    title = plain(article["title"]).strip()
    end = "" if title.endswith(("?", "!", ".")) else "."
    fetched = day_in_words(article["fetched_at"][:10], language)
    return (
        f"{who}. “{title}{end}” {publisher}, {day.rstrip('.')}. {article['url']}. {seen} {fetched}."
    )


def bibtex(article: dict[str, Any], publisher: str) -> str:
    """Return an article's entry for BibTeX (biblatex's @online)."""
    key = f"antara-{article['bureau']}-{article['article_id']}"
    fields = {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in writers(article)),
        "title": f"{{{_escaped(article['title'])}}}",
        "organization": _escaped(publisher),
        "date": article["published_day"] or "",
        "url": re.sub(r"[\s{}\\]", "", plain(article["url"])),
        "urldate": article["fetched_at"][:10],
        "langid": "english" if article["language"] == "en" else "indonesian",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{key},", *lines, "}"])


def _escaped(text: str) -> str:
    return "".join(_ESCAPED.get(sign, sign) for sign in " ".join(plain(text).split()))
