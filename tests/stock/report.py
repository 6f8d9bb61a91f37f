"""What a newsroom writes, before it is anybody's page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Self


@dataclass(slots=True)
class Report:
    """A report with its sentences apart, so that they can be cut, moved and changed."""

    title: str
    place: str
    """Of the dateline."""
    paragraphs: list[list[str]]
    """Sentences, without the dateline."""
    tags: list[str] = field(default_factory=list)
    category: str | None = None
    reporter: str = ""
    editor: str = ""
    caption: str | None = None
    """Of its picture; None: it has none."""

    def copy(self) -> Self:
        """Return one that can be changed without changing this one."""
        paragraphs = [list(sentences) for sentences in self.paragraphs]
        return replace(self, paragraphs=paragraphs, tags=list(self.tags))

    def body(self) -> str:
        """Return the text without its dateline."""
        return "\n\n".join([" ".join(sentences) for sentences in self.paragraphs])
