"""The fields of an exported row: name, type, meaning, unit and source of each, in a fixed order.

This is the one place where they stand: every format, the manifest and docs/datasets.md are made of
it.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from pipelines.exports.errors import ExportRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

Type = Literal["string", "integer", "boolean", "time", "day", "strings", "credits", "images"]
"""time is YYYY-MM-DDTHH:MM:SSZ, day is YYYY-MM-DD, and both can always be null: what another
program wrote there and is none has no place in a typed file. The last three are lists, never null.
"""
TYPES: Final[dict[Type, str]] = {
    "string": "text",
    "integer": "whole number",
    "boolean": "true or false",
    "time": "moment in UTC, to the second",
    "day": "day",
    "strings": "list of texts",
    "credits": "list of {role, name, printed}",
    "images": "list of {url, caption, credit}",
}
NESTED: Final[dict[Type, tuple[str, ...]]] = {
    "credits": ("role", "name", "printed"),
    "images": ("url", "caption", "credit"),
}
"""The keys of each entry; all are texts."""
LISTS: Final[tuple[Type, ...]] = ("strings", "credits", "images")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a row."""

    name: str
    type: Type
    nullable: bool
    meaning: str
    source: str
    """Column of the archive, as table.column, or what it is made of."""
    unit: str = ""
    is_text: bool = False
    """Whether it has sentences of the article: left out by `--no-text`, as docs/rights.md says."""

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "name": self.name,
            "type": self.type,
            "nullable": self.nullable,
            "unit": self.unit,
            "meaning": self.meaning,
            "source": self.source,
        }


def _column(
    name: str, type_: Type, meaning: str, *, nullable: bool = True, text: bool = False
) -> Field:
    return Field(name, type_, nullable, meaning, f"articles.{name}", is_text=text)


FIELDS: Final[tuple[Field, ...]] = (
    Field(
        "key",
        "string",
        False,
        "the article's name outside the archive: bureau and number, as sumsel/819012",
        "articles.bureau, articles.article_id",
    ),
    _column("bureau", "string", "short name of the bureau", nullable=False),
    _column(
        "article_id",
        "integer",
        "the number in the address; counts per bureau",
        nullable=False,
    ),
    _column("url", "string", "canonical address", nullable=False),
    _column("kind", "string", "article, photo or video", nullable=False),
    _column("language", "string", "id or en"),
    Field(
        "story",
        "string",
        True,
        "name of the report that several bureaus carry: the key of its first stored member; null: "
        "no other article is known to carry it",
        "stories.bureau, stories.article_id",
    ),
    _column("title", "string", "title without the site's name", nullable=False),
    _column("subtitle", "string", "line below the title", text=True),
    _column(
        "text",
        "string",
        "body, paragraphs parted by an empty line, its dateline included unless --no-dateline; "
        "null: the page has none",
        text=True,
    ),
    _column("pull_quote", "string", "quote that the page shows apart from the text", text=True),
    Field(
        "words",
        "integer",
        False,
        "length of the text without its dateline, parted by whitespace",
        "articles.text",
        "words",
    ),
    Field(
        "characters",
        "integer",
        False,
        "length of the text without its dateline",
        "articles.text",
        "Unicode code points",
    ),
    _column("published", "string", "time of publication as printed, ISO 8601 with offset"),
    _column("published_utc", "time", "the same in UTC: the one to sort by"),
    _column("published_day", "day", "its day in the bureau's zone: the one to count by"),
    _column("published_precision", "string", "smallest unit stated: second, minute or day"),
    _column(
        "published_source",
        "string",
        "how the time is known; printed_zone_assumed and feed are the weakest",
    ),
    _column("updated", "string", "time of the last change, if the page says so, as printed"),
    _column("dateline_place", "string", 'place before "(ANTARA) -"'),
    _column("dateline_day", "string", 'day before "(ANTARA) -", where printed'),
    _column("source_label", "string", "what stands in the dateline's brackets"),
    _column("category", "string", "section that the page names"),
    Field(
        "credits",
        "credits",
        False,
        "who did what: role, name without its label, label and name as printed; in page order",
        "credits.role, credits.name, credits.printed",
    ),
    Field("tags", "strings", False, "tags as printed, in page order", "tags.name"),
    Field(
        "images",
        "images",
        False,
        "pictures by their address: caption as printed (null with --no-text), the credit alone",
        "images.url, images.caption, images.credit",
        is_text=True,
    ),
    _column("copyright", "string", "copyright line as printed"),
    _column("rights_notice", "string", "the page's notice about automatic use, as printed"),
    Field(
        "ai_use",
        "string",
        False,
        "reserved: page or host say that the text is not for AI; unstated: nobody says anything, "
        "which allows nothing",
        "articles.rights_notice, signals",
    ),
    Field(
        "reserved_by",
        "strings",
        False,
        "who says so: rights_notice, robots_meta, x_robots_tag, tdm_meta, tdm_header, tdmrep",
        "articles.rights_notice, signals",
    ),
    _column("is_press_release", "boolean", "a text of a public-relations wire", nullable=False),
    Field(
        "revision",
        "integer",
        True,
        "which of its states this is; 1 was seen first",
        "revisions.seq",
    ),
    Field("revisions", "integer", False, "how many states are held", "revisions.seq", "states"),
    Field("state_first_seen", "time", True, "first reading of this state", "revisions.first_seen"),
    _column("first_seen", "time", "first reading of the article"),
    _column("last_seen", "time", "last time that the article was seen"),
    _column(
        "missing_since",
        "time",
        "first answer of the site that it has no such page; null: it was there at the last",
    ),
    _column("text_sha256", "string", "SHA-256 of the text (NFC) without whitespace and dateline"),
    _column("content_sha256", "string", "SHA-256 of the page as it came"),
    _column("fetched_at", "time", "when that page came"),
    _column("layout", "string", "generation of markup that was read", nullable=False),
    _column("extractor_version", "string", "version of the reader that made it", nullable=False),
    Field("flags", "strings", False, "what to know before trusting the row", "flags.flag"),
    Field(
        "origin",
        "string",
        False,
        "live; or sample: the article is invented",
        "meta.origin",
    ),
)
SPLIT_FIELDS: Final[tuple[Field, ...]] = (
    Field(
        "split",
        "string",
        False,
        "train, validation or test: for all articles of a story the same, from its first export on "
        "(only with --splits)",
        "splits.split, splits.yields_to",
    ),
    Field(
        "stands_for_story",
        "boolean",
        False,
        "whether it stands for its story: true for the one that --unique story keeps, and for an "
        "article in no story (only with --splits)",
        "story_members.story, articles.published_utc",
    ),
)
"""Those that only an export with splits has; they stand behind `story`."""
_BEHIND: Final = next(n for n, field in enumerate(FIELDS, 1) if field.name == "story")
ALL_FIELDS: Final = (*FIELDS[:_BEHIND], *SPLIT_FIELDS, *FIELDS[_BEHIND:])
BY_NAME: Final = {field.name: field for field in ALL_FIELDS}


def chosen(
    names: Sequence[str] | None, *, with_text: bool = True, with_splits: bool = False
) -> tuple[Field, ...]:
    """Return the fields of an export in their fixed order.

    Args:
        names: those that are wanted; None for all.
        with_text: False leaves out those that are sentences of the article. Images stay: their
            captions are left out row by row.
        with_splits: whether there are those of `SPLIT_FIELDS`.

    Raises:
        ExportRefused: an unknown name, with the nearest one; a text with `with_text` False; one of
            splits without them; none.
    """
    for name in names or ():
        if name not in BY_NAME:
            near = difflib.get_close_matches(name, BY_NAME, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(BY_NAME)}."
            raise ExportRefused(f"Unknown field {name!r}. {hint}")
        if not with_text and _is_only_text(BY_NAME[name]):
            raise ExportRefused(
                f"Field '{name}' has sentences of the article: leave out --no-text."
            )
        if BY_NAME[name] in SPLIT_FIELDS and not with_splits:
            raise ExportRefused(f"Field '{name}' comes with splits: add --splits 90,5,5, say.")
    if names is not None and not names:
        raise ExportRefused("No field is left to export: name some with --fields.")
    return tuple(
        field
        for field in (ALL_FIELDS if with_splits else FIELDS)
        if (names is None or field.name in names) and (with_text or not _is_only_text(field))
    )


def _is_only_text(field: Field) -> bool:
    return field.is_text and field.type == "string"


def have_text(fields: Sequence[Field]) -> bool:
    """Return whether rows of these fields have sentences of articles."""
    return any(field.is_text for field in fields)
