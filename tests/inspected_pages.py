"""Taking an inspection apart: the page in its frame, its marks, the sheet beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.inspection import inspected
from crawler.items import Article, NotAnArticle

FIXTURES = Path(__file__).parent / "fixtures"
CASES = sorted(
    f"{folder.parent.name}/{folder.name}"
    for folder in FIXTURES.glob("*/*")
    if (folder / "meta.json").exists()
)


def given(case: str) -> tuple[bytes, str]:
    """Return a fixture's bytes and address."""
    folder = FIXTURES / case
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    return (folder / "page.html").read_bytes(), meta["url"]


@dataclass
class Seen:
    """An inspection as a browser would take it apart."""

    found: Article | NotAnArticle
    html: str

    def __post_init__(self) -> None:
        self.sheet = LexborHTMLParser(self.html)
        self.frames = self.sheet.css("iframe")
        self.inner: str = self.frames[0].attributes["srcdoc"] or ""
        self.page = LexborHTMLParser(self.inner)

    @property
    def article(self) -> Article:
        assert isinstance(self.found, Article), self.found
        return self.found

    def marks(self) -> list[LexborNode]:
        return self.page.css("mark[data-entry]")

    def marked(self) -> dict[int, list[LexborNode]]:
        """The marks of each entry, by its number from 1 on."""
        marks: dict[int, list[LexborNode]] = {}
        for mark in self.marks():
            marks.setdefault(int(mark.attributes["data-entry"] or 0), []).append(mark)
        return marks

    def of_sheet(self, selector: str) -> str:
        return " ".join(" ".join(node.text(deep=True).split()) for node in self.sheet.css(selector))


def see(body: bytes, url: str) -> Seen:
    inspection = inspected(body, url)
    return Seen(inspection.found, inspection.html)


def bare(text: str) -> str:
    return "".join(text.split())
