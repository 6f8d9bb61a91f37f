"""What an invented article is made of: blocks, credit lines, pictures, slugs."""

from __future__ import annotations

import re
from dataclasses import dataclass

RIGHTS_NOTICE = (
    "Dilarang keras mengambil konten, melakukan crawling atau pengindeksan otomatis untuk AI di"
    " situs web ini tanpa izin tertulis dari Kantor Berita ANTARA."
)
"""Ends each article of www since August 2025; software has to recognise it word by word."""

_MARKS = re.compile(r"\*|\[\[|\]\]")
_SLUG = re.compile(r"[^a-z0-9]+")


def plain(text: str) -> str:
    """Return a text without the marks that templates turn into markup."""
    return _MARKS.sub("", text)


def slugify(title: str) -> str:
    return _SLUG.sub("-", title.lower()).strip("-")[:80].strip("-")


@dataclass(slots=True)
class Block:
    """A block of a body: p, subhead, quote (a blockquote), list or table (one column)."""

    kind: str
    items: tuple[str, ...]


@dataclass(slots=True)
class CreditLine:
    """A printed credit: one label, one or more names."""

    role: str
    label: str
    names: tuple[str, ...]
    joiner: str = " dan "

    @property
    def shown(self) -> str:
        return self.joiner.join(self.names)


@dataclass(slots=True)
class Picture:
    url: str
    caption: str | None = None
    credit: str | None = None
    """As printed at the caption's end, without parentheses."""
    parentheses: bool = True

    @property
    def shown(self) -> str | None:
        """The caption with its credit, as printed."""
        if not self.credit:
            return self.caption
        if not self.parentheses and self.caption:
            return f"{self.caption}. {self.credit}"
        return f"{self.caption}. ({self.credit})" if self.caption else f"({self.credit})"
