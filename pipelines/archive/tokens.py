"""The words of the enumerations, as they stand in the archive's CHECK constraints.

The crawler's item module holds the same words as enumerations; a test keeps the two and the
schema together, because this half of the program never imports the other.
"""

from __future__ import annotations

from typing import Final

ORIGINS: Final = ("live", "sample")
KINDS: Final = ("article", "photo", "video")
PUBLISHED_SOURCES: Final = (
    "time_element",
    "meta",
    "json_ld",
    "printed_zone",
    "printed_zone_assumed",
    "feed",
)
PRECISIONS: Final = ("second", "minute", "day")
ROLES: Final = (
    "reporter",
    "author",
    "translator",
    "editor",
    "uploader",
    "photographer",
    "wire",
)
REPORTERS = ("reporter", "author", "translator", "photographer")
"""The roles that `--reporter` asks for: whose work an article is."""
FATES_STORED: Final = ("removed", "put_back")
"""The fates whose blocks the archive keeps; a kept block stands in the text itself."""
RESIDUES: Final = (
    "credit_line",
    "copyright",
    "notice",
    "read_also",
    "pull_quote",
    "share_bar",
    "view_count",
    "tags",
    "advertisement",
    "script",
    "repeated_block",
    "caption",
    "heading",
    "empty",
    "not_text",
)
FLAGS: Final = (
    "generic_layout",
    "no_date",
    "no_text",
    "short_text",
    "zone_assumed",
    "date_conflict",
    "text_put_back",
    "text_unaccounted",
    "repeated_block",
    "encoding_repaired",
    "title_from_meta",
)
DROP_REASONS: Final = (
    "listing",
    "soft_404",
    "maintenance",
    "empty",
    "not_antara",
    "no_key",
    "no_title",
    "key_collision",
    "gone",
    "robots",
    "off_site",
    "not_html",
    "too_large",
    "redirect_loop",
    "redirected",
    "http_error",
)
STATES: Final = ("pending", "stored", "rejected", "gone", "failed")
OBSERVATION_OUTCOMES: Final = (
    "stored",
    "revised",
    "unchanged",
    "not_modified",
    "rejected",
    "key_collision",
    "gone",
    "retry",
    "failed",
)
WAYS: Final = (
    "feed",
    "terkini",
    "section",
    "tag",
    "indeks",
    "search",
    "sitemap",
    "list",
    "redirect",
)
WALKED_WAYS: Final = ("terkini", "section", "tag", "indeks", "search", "sitemap")
"""The ways that go from page to page, and have rows in walks."""
WALK_STATES: Final = ("open", "done", "failed", "nothing")
CAPTURE_KINDS: Final = ("article", "feed", "listing", "sitemap", "robots", "other")
CARRIERS: Final = (
    "x_robots_tag",
    "robots_meta",
    "tdm_header",
    "tdm_meta",
    "tdm_policy",
    "tdmrep",
)
LATEST: Final = 30
"""Priority of what `latest` found."""
ASKED_FOR: Final = 20
"""Priority of a person's own list or query."""
BACKFILL: Final = 10
"""Priority of what backfill and gaps found inside the days that they walk."""
KNOWN_ONLY: Final = 0
"""Priority of what was named outside of what was asked: kept, and asked for when it is wanted."""
ROBOTS: Final = "robots"
"""The drop reason that holds only as long as the rules of robots.txt do."""
KEY_COLLISION: Final = "key_collision"
NO_KEY: Final = "no_key"
NO_TITLE: Final = "no_title"
