"""The contract between reading and keeping: what one page of ANTARA says.

`crawler.layouts.extract` makes an `Article` or a `NotAnArticle` out of a page; the item
pipelines carry it into the archive. The names of the fields are the names of the columns,
of the JSON that `antara read` and `antara articles` print, and of the exports.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Final

EXTRACTOR_VERSION = "3"
"""Raised whenever `extract` can give another result for the same page.

A difference between two readings of different versions is the extractor's doing and never
a revision by the newsroom.
"""


GENERIC: Final = "generic"
"""The layout of pages that no layout knows. The others are declared in crawler/layouts."""
LAYOUT_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,15}")
"""The form of a layout's name; the archive checks it too."""


class Kind(StrEnum):
    """What a key names; the path's first word tells (/berita/, /foto/, /video/)."""

    ARTICLE = "article"
    PHOTO = "photo"
    VIDEO = "video"


class PublishedSource(StrEnum):
    """How the time of publication is known, in the order of trust."""

    TIME_ELEMENT = "time_element"
    META = "meta"
    JSON_LD = "json_ld"
    PRINTED_ZONE = "printed_zone"
    PRINTED_ZONE_ASSUMED = "printed_zone_assumed"
    FEED = "feed"


class Precision(StrEnum):
    """The smallest unit that the source of a time states."""

    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"


class Role(StrEnum):
    """What somebody did for an article, by the label that is printed."""

    REPORTER = "reporter"  # Pewarta, Reporter
    AUTHOR = "author"  # Oleh, Penulis
    TRANSLATOR = "translator"  # Penerjemah, Translator
    EDITOR = "editor"  # Editor, Redaktur
    UPLOADER = "uploader"  # Uploader
    PHOTOGRAPHER = "photographer"  # Fotografer, Foto
    WIRE = "wire"  # a wire's code such as "prwir": nobody's name


class Fate(StrEnum):
    """What became of a block of the container."""

    KEPT = "kept"
    REMOVED = "removed"
    PUT_BACK = "put_back"


class Residue(StrEnum):
    """Why a block of the container is not the article's text."""

    CREDIT_LINE = "credit_line"
    COPYRIGHT = "copyright"
    NOTICE = "notice"
    READ_ALSO = "read_also"
    PULL_QUOTE = "pull_quote"
    SHARE_BAR = "share_bar"
    VIEW_COUNT = "view_count"
    TAGS = "tags"
    ADVERTISEMENT = "advertisement"
    SCRIPT = "script"
    REPEATED_BLOCK = "repeated_block"
    CAPTION = "caption"
    HEADING = "heading"  # title, subtitle or date printed again inside the container
    EMPTY = "empty"
    NOT_TEXT = "not_text"  # generic layout only: outside what trafilatura takes for the text


class Flag(StrEnum):
    """What a person should know before trusting an article's row."""

    GENERIC_LAYOUT = "generic_layout"  # no layout knows this markup
    NO_DATE = "no_date"
    NO_TEXT = "no_text"
    SHORT_TEXT = "short_text"  # under 50 characters
    ZONE_ASSUMED = "zone_assumed"  # a time without a zone was read in the bureau's zone
    DATE_CONFLICT = "date_conflict"  # the page's own times disagree by more than a day
    TEXT_PUT_BACK = "text_put_back"  # trafilatura dropped text that no rule had removed
    TEXT_UNACCOUNTED = "text_unaccounted"  # the ledger cannot account for part of the container
    REPEATED_BLOCK = "repeated_block"  # paragraphs stood twice and were stored once
    ENCODING_REPAIRED = "encoding_repaired"  # bytes that the page's encoding does not allow
    TITLE_FROM_META = "title_from_meta"  # no headline element, taken from og:title or <title>


class DropReason(StrEnum):
    """Why a URL did not become an article. Each drop is a row in the archive with one of these."""

    # said by extract()
    LISTING = "listing"
    SOFT_404 = "soft_404"
    MAINTENANCE = "maintenance"
    EMPTY = "empty"
    NOT_ANTARA = "not_antara"
    NO_KEY = "no_key"  # an ANTARA address that names no article
    NO_TITLE = "no_title"
    # said by the pipelines
    KEY_COLLISION = "key_collision"
    # said by the network
    GONE = "gone"  # 404, 410
    ROBOTS = "robots"  # robots.txt disallows it
    OFF_SITE = "off_site"  # it, or a redirect, leaves ANTARA
    NOT_HTML = "not_html"
    TOO_LARGE = "too_large"
    REDIRECT_LOOP = "redirect_loop"
    REDIRECTED = "redirected"  # another key answered; that one is settled in its own row
    HTTP_ERROR = "http_error"  # 400, 414 or 451


@dataclass(slots=True, frozen=True)
class Credit:
    """A role and a name, with the label and name as they are printed."""

    role: Role
    name: str
    printed: str


@dataclass(slots=True, frozen=True)
class Image:
    """A picture by its address; the caption keeps its credit, which also stands apart."""

    url: str
    caption: str | None = None
    credit: str | None = None


class Carrier(StrEnum):
    """Where a page or its host says to machines what they may do with it."""

    X_ROBOTS_TAG = "x_robots_tag"  # the header
    ROBOTS_META = "robots_meta"  # <meta name="robots">, or one in this crawler's name
    TDM_HEADER = "tdm_header"  # the header tdm-reservation
    TDM_META = "tdm_meta"  # <meta name="tdm-reservation">
    TDM_POLICY = "tdm_policy"  # the address of a policy, of the header or the <meta> tdm-policy
    TDMREP = "tdmrep"  # the host's /.well-known/tdmrep.json: found by the archive, not on a page


@dataclass(slots=True, frozen=True)
class Signal:
    """What one carrier says, in its own words. It is recorded and changes nothing."""

    carrier: Carrier
    value: str


@dataclass(slots=True, frozen=True)
class LedgerEntry:
    """One block of the container and its fate.

    `reason` is null for a kept block. `text` is the block as it stood, cut to its beginning
    for scripts; `characters` counts the whole block without whitespace.
    """

    fate: Fate
    reason: Residue | None
    text: str
    characters: int


@dataclass(slots=True)
class Article:
    """What one page says. Missing is None, an empty list is []."""

    bureau: str
    article_id: int
    url: str
    kind: Kind
    title: str
    subtitle: str | None = None
    text: str | None = None
    published: str | None = None
    """ISO 8601 with offset, as printed."""
    published_utc: str | None = None
    """YYYY-MM-DDTHH:MM:SSZ: the only one to sort by."""
    published_day: str | None = None
    """The day in the bureau's zone."""
    published_precision: Precision | None = None
    published_source: PublishedSource | None = None
    updated: str | None = None
    credits: list[Credit] = field(default_factory=list)
    dateline_place: str | None = None
    dateline_day: str | None = None
    source_label: str | None = None
    category: str | None = None
    tags: list[str] = field(default_factory=list)
    language: str | None = None
    images: list[Image] = field(default_factory=list)
    pull_quote: str | None = None
    copyright: str | None = None
    rights_notice: str | None = None
    signals: list[Signal] = field(default_factory=list)
    """At most one of a carrier, in the order of their words."""
    is_press_release: bool = False
    layout: str = GENERIC
    """The name of the layout that read it."""
    extractor_version: str = EXTRACTOR_VERSION
    ledger: list[LedgerEntry] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    provenance: dict[str, str] = field(default_factory=dict)
    """Field name to the source that gave it, where more than one could."""
    fetched_at: str | None = None
    """UTC, of the response; like the five below None until a response is known."""
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_sha256: str | None = None
    capture: int | None = None
    """captures.id of the response; None where none was kept."""

    def as_dict(self) -> dict[str, Any]:
        """Return the article as plain JSON values, in the order of the fields."""
        return asdict(self)


@dataclass(slots=True)
class NotAnArticle:
    """A page that holds no article, why, and what was seen that says so."""

    reason: DropReason
    seen: str
