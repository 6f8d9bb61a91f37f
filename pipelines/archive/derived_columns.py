"""What a file for others holds of an archive, column by column, and why the rest is left out.

A list of what is kept, not of what is left out: a column that a later version adds is not shown to
anybody before somebody has decided it. A test holds both lists against the schema.
"""

from __future__ import annotations

from typing import Final


def _as_it_is(names: str) -> dict[str, str]:
    return {name: name for name in names.split()}


KEPT: Final[dict[str, dict[str, str]]] = {
    "bureaus": _as_it_is("name host title province zone language since"),
    "tags": _as_it_is("id name"),
    "stories": _as_it_is("id bureau article_id made_at"),
    "story_aliases": _as_it_is("bureau article_id story merged_at"),
    "month_counts": _as_it_is("bureau month articles"),
    # By name: along an index by article they could only be read whole, again and again.
    "reporter_articles": _as_it_is("name published_utc article"),
    "tag_articles": _as_it_is("tag published_utc article"),
    "name_counts": _as_it_is("bureau what name articles"),
    # The front page says when the last crawl was; what it was asked, and where, is the keeper's.
    "runs": {
        **_as_it_is("id command started_at finished_at outcome"),
        "options": "'{}'",
        "pid": "0",
    },
    # Whoever asked for it, and why, is nobody else's business.
    "tombstones": {**_as_it_is("bureau article_id removed_at"), "reason": "''"},
    "articles": _as_it_is(
        "id bureau article_id url kind title published published_utc published_day "
        "published_precision published_source updated dateline_place dateline_day source_label "
        "category language copyright rights_notice is_press_release layout extractor_version "
        "fetched_at status etag last_modified content_sha256 text_sha256 details_sha256 "
        "first_seen last_seen missing_since"
    ),
    "revisions": {
        **_as_it_is("id article seq state_sha256 extractor_version layout first_seen last_seen"),
        "updated": "updated",
        # By name, again: what a later version adds to a state is not kept by itself.
        "state": "json_object('title', json_extract(state, '$.title'), 'subtitle', NULL, "
        "'text', NULL, 'credits', json_extract(state, '$.credits'), "
        "'tags', json_extract(state, '$.tags'))",
    },
    "credits": _as_it_is("article seq role name printed"),
    "article_tags": _as_it_is("article seq tag"),
    "images": _as_it_is("article seq url credit"),
    "provenance": _as_it_is("article field source"),
    "ledger": {**_as_it_is("article seq fate reason characters"), "text": "''"},
    "flags": _as_it_is("article flag"),
    "signals": _as_it_is("article carrier value"),
    "story_members": _as_it_is("article story share joined_at"),
}
"""By table: each column that is kept, and what is read for it."""

BY_ARTICLE: Final = {
    "articles": "id",
    **dict.fromkeys(
        ("revisions", "credits", "article_tags", "images", "provenance", "ledger", "flags"),
        "article",
    ),
    "signals": "article",
    "story_members": "article",
}
"""The tables that grow with the articles, articles first, and the column that names them."""

IN_ORDER: Final = ("flags", "provenance")
"""The tables whose rows are read in the order in which they were written."""

CONTENTS: Final = (
    "INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')",
    "INSERT INTO revisions_fts (rowid, title) SELECT r.id, json_extract(r.state, '$.title') "
    "FROM revisions AS r WHERE EXISTS "
    "(SELECT 1 FROM revisions AS n WHERE n.article = r.article AND n.seq > r.seq)",
)
"""Make the full-text indexes of what the file holds: titles."""

LEFT_OUT: Final[dict[str, str]] = {
    "articles.text": "the body",
    "articles.subtitle": "a sentence of the article",
    "articles.pull_quote": "a sentence of the article",
    "articles.capture": "points to the pages as they came, which are not handed on",
    "revisions.capture": "the same",
    "images.caption": "sentences of the article",
    "tombstones.requested_by": "who asked for it is nobody else's business",
    **{
        f"{table}.*": why
        for table, why in (
            ("captures", "where the pages are, as they came"),
            ("story_numbers", "made of the texts"),
            ("story_index", "made of the texts"),
            ("story_queue", "the crawl's memory"),
            ("terms", "the words of the texts; made anew of the titles"),
            ("search_names", "made anew of sections, places and reporters"),
            ("permissions", "the keeper's record"),
            *(
                (table, "the crawl's memory")
                for table in (
                    *("bureau_state", "run_bureaus", "frontier", "observations", "robots"),
                    *("findings", "walks", "listed_days", "run_hosts", "bureau_watch", "backups"),
                    *("measurements", "class_names", "drifts"),
                )
            ),
        )
    },
}
"""By table and column, why it is not in the file; `*`: the whole table."""


def kept_table() -> list[tuple[str, str]]:
    """Return each table of the file with its columns, for docs/rights.md."""
    shown = []
    for table, columns in KEPT.items():
        names = [name for name, read in columns.items() if read == name]
        shown.append((table, ", ".join(names)))
    return shown


def left_out_table() -> list[tuple[str, str]]:
    """Return what is left out, and why, for docs/rights.md."""
    shown = [(name.removesuffix(".*"), why) for name, why in LEFT_OUT.items()]
    return [
        *shown,
        ("revisions.state", "kept without subtitle and text"),
        ("ledger.text", "empty; the count of its characters stays"),
        ("runs.options, runs.pid", "empty"),
        ("tombstones.reason", "empty"),
    ]
