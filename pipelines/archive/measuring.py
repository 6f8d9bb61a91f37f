"""What a page, once read, says of its markup: pure functions from an article's fields to counts.

A count keeps one article's number beside it, so that whoever notices that a field lacks can show
a page that lacks it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FRESH: Final = timedelta(days=2)
"""An article that was published longer before it was read says nothing of today's markup.

An old page may keep its old markup for ever; a backfill that meets it has met no redesign."""

UNDATED_IS_FRESH: Final = ("crawl latest",)
"""The commands that ask for what is newest: what they find new is fresh, even without a date."""

LACKS: Final = ""
"""The source of a field that the page does not have."""
NOT_NOTED: Final = "page"
"""The source of a field of which the reader does not say whence it came."""

_FIELDS: Final = {
    "title": "title",
    "subtitle": "subtitle",
    "text": "text",
    "published": "published",
    "updated": "updated",
    "credits": "credits",
    "dateline_place": "dateline",
    "source_label": "source_label",
    "category": "category",
    "tags": "tags",
    "images": "images",
    "pull_quote": "pull_quote",
    "copyright": "copyright",
    "rights_notice": "rights_notice",
}
"""The fields that a page may lack, and under which name the reader notes their source."""
CREDITED: Final = ("reporter", "editor", "photographer")
"""Roles that count by themselves: a page may lose its editors and keep its reporters."""

Tally: TypeAlias = dict[str, list[int]]
"""Something to how many pages have it, and the number of one of them."""


@dataclass(slots=True, frozen=True)
class Stratum:
    """Pages that may be compared with each other."""

    bureau: str
    kind: str
    layout: str
    fresh: bool = True


@dataclass(slots=True)
class Measurement:
    """What is counted of the pages of a stratum."""

    pages: int = 0
    generic: int = 0
    fields: dict[str, Tally] = field(default_factory=dict)
    words: Tally = field(default_factory=dict)
    paragraphs: Tally = field(default_factory=dict)
    put_back: Tally = field(default_factory=dict)

    def add(self, other: Measurement) -> None:
        """Add the counts of other pages."""
        self.pages += other.pages
        self.generic += other.generic
        for name, tally in other.fields.items():
            _add(self.fields.setdefault(name, {}), tally)
        for name in ("words", "paragraphs", "put_back"):
            _add(getattr(self, name), getattr(other, name))


def measure(article: Mapping[str, Any]) -> Measurement:
    """Return what one page says of its markup.

    Args:
        article: the fields of `Article.as_dict()`; what is missing lacks.
    """
    number = int(article["article_id"])
    provenance = article.get("provenance") or {}
    fields: dict[str, Tally] = {}
    for name, noted in _FIELDS.items():
        found = article.get(name)
        # Of several places that gave a part each, each gave it.
        sources = str(provenance.get(noted) or NOT_NOTED).split(" + ") if found else [LACKS]
        fields[name] = {source: [1, number] for source in sources}
    roles = {str(credit["role"]) for credit in article.get("credits") or ()}
    captions = any(image.get("caption") for image in article.get("images") or ())
    also = {f"credits ({role})": role in roles for role in CREDITED} | {"captions": captions}
    for name, there in also.items():
        fields[name] = {NOT_NOTED if there else LACKS: [1, number]}
    text = str(article.get("text") or "")
    put_back = sum(
        int(entry["characters"])
        for entry in article.get("ledger") or ()
        if str(entry["fate"]) == "put_back"
    )
    return Measurement(
        pages=1,
        generic=int("generic_layout" in map(str, article.get("flags") or ())),
        fields=fields,
        words={str(rounded(len(text.split()))): [1, number]},
        paragraphs={str(rounded(text.count("\n\n") + bool(text))): [1, number]},
        put_back={str(rounded(put_back)): [1, number]},
    )


def stratum_of(article: Mapping[str, Any], *, fresh: bool) -> Stratum:
    """Return with which pages an article's page may be compared."""
    bureau, kind, layout = (str(article[name]) for name in ("bureau", "kind", "layout"))
    return Stratum(bureau, kind, layout, fresh)


OFFLINE: Final = frozenset({"import", "rebuild"})
"""Commands that read pages of any age, whatever the moment at which they were got."""


def is_fresh(article: Mapping[str, Any], result: str, command: str | None, now: str) -> bool:
    """Tell whether an article's page shows the markup of today.

    Args:
        article: its fields.
        result: what became of it: "stored" where it was read for the first time.
        command: as in runs.command.
        now: UTC, where no response is known.
    """
    if result != "stored" or command in OFFLINE:
        return False
    published = article.get("published_utc")
    if published is None:
        return command in UNDATED_IS_FRESH
    try:
        age = _moment(str(article.get("fetched_at") or now)) - _moment(str(published))
    except ValueError:  # whatever it is, it must not keep the article from being stored
        return False
    return age <= FRESH


def gathered(
    pages: Iterable[tuple[Stratum, Measurement]],
) -> dict[Stratum, Measurement]:
    """Return the counts of pages by stratum."""
    found: dict[Stratum, Measurement] = {}
    for stratum, measurement in pages:
        found.setdefault(stratum, Measurement()).add(measurement)
    return found


def rounded(count: int) -> int:
    """Return a count to two digits, so that a run's pages make few different ones.

    >>> [rounded(each) for each in (0, 7, 98, 347, 1251)]
    [0, 7, 98, 350, 1300]
    """
    step = int(10 ** max(len(str(count)) - 2, 0))
    return (count + step // 2) // step * step


def _add(to: Tally, tally: Tally) -> None:
    for name, (count, number) in tally.items():
        held = to.setdefault(name, [0, number])
        held[0] += count
        held[1] = number


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
