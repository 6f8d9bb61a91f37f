"""What Datasette says about the archive: titles, descriptions, what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.archive.describe import described_tables
from pipelines.archive.questions import QUESTIONS

if TYPE_CHECKING:
    from pipelines.archive.describe import Described
    from pipelines.archive.questions import Question

DATABASE = "archive"
"""The database's name in addresses, whatever the file is called."""

PLUGIN = "arsip-antara"
"""Under this name the plugin of `cells` finds the archive's origin in the metadata."""

STATE_TABLES = (
    "audit_answers",
    "audit_articles",
    "audit_strata",
    "audits",
    "backups",
    "bureau_state",
    "bureau_watch",
    "captures",
    "class_names",
    "drifts",
    "erasures",
    "findings",
    "frontier",
    "gathered",
    "gathered_sources",
    "listed_days",
    "measurements",
    "meta",
    "month_counts",
    "name_counts",
    "observations",
    "permissions",
    "reporter_articles",
    "robots",
    "run_bureaus",
    "run_hosts",
    "runs",
    "search_names",
    "splits",
    "stories",
    "story_aliases",
    "story_index",
    "story_members",
    "story_numbers",
    "story_queue",
    "tag_articles",
    "terms",
    "tombstones",
    "walks",
    "withdrawn",
    "withdrawn_captures",
)
"""The crawl's own memory, and what a person has decided or found out: hidden in lists, still there
by name."""

FIRST_TABLES = (
    "berita",
    "articles",
    "bureaus",
    "credits",
    "tags",
    "article_tags",
    "images",
    "revisions",
)
"""The order of the database's page; the others follow by name."""

FIRST_COLUMNS = {
    "articles": ("id", "published_day", "bureau", "article_id", "title", "kind", "category"),
    "berita": ("tanggal", "biro", "nomor", "judul", "pewarta", "tempat", "kata", "alamat"),
}
"""What a table opens with; `?_all=1` shows the rest, which does not fit a screen."""
PAGE_SIZE = {"articles": 20, "berita": 20}

SORTED_BY = {
    "articles": "published_utc",
    "berita": "terbit_utc",
    "rejected": "rejected_at",
    "revisions": "first_seen",
}
"""Newest first."""

RIGHTS = (
    "The articles belong to ANTARA and their authors. Since August 2025 ANTARA forbids automatic "
    "crawling and indexing for AI without its written permission; columns copyright and "
    "rights_notice hold what each page says, table signals what it and its host say to machines."
)
SAMPLE = "A sample: every article here is invented, made from the sample site and not from ANTARA."


def build_metadata(origin: str) -> dict[str, Any]:
    """Return Datasette's metadata for an archive.

    Args:
        origin: "live" or "sample".
    """
    sample = origin == "sample"
    title = "Arsip ANTARA (sample)" if sample else "Arsip ANTARA"
    description = f"{SAMPLE} {RIGHTS}" if sample else RIGHTS
    return {
        "title": title,
        "description": description,
        "plugins": {PLUGIN: {"origin": origin}},
        "databases": {
            DATABASE: {
                "title": title,
                "description": description,
                "queries": {question.name: _query(question) for question in QUESTIONS},
                "tables": {
                    **{table.name: _table(table) for table in described_tables()},
                    # sqlite-utils' own; no migration of ours makes or describes it.
                    "_sqlite_migrations": {"hidden": True},
                },
            }
        },
    }


def _query(question: Question) -> dict[str, Any]:
    return {
        "sql": question.sql,
        "title": f"{question.title} / {question.title_en}",
        "description": f"{question.description} / {question.description_en}",
        "params": list(question.example),
        "hide_sql": True,
    }


def _table(table: Described) -> dict[str, Any]:
    told: dict[str, Any] = {
        "description": table.meaning,
        "columns": {name: meaning for name, (_, meaning) in table.columns.items() if meaning},
    }
    if table.name in STATE_TABLES:
        told["hidden"] = True
    if table.name in SORTED_BY:
        told["sort_desc"] = SORTED_BY[table.name]
    if table.name in PAGE_SIZE:
        told["size"] = PAGE_SIZE[table.name]
    if table.name == "tags":
        told["label_column"] = "name"
    if table.name == "articles":
        told |= {"label_column": "title", "fts_table": "articles_fts", "fts_pk": "id"}
    return told
