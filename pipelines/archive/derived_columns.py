"""What becomes of each column of an archive in the files that are made of it for others.

One table for both files, and it names what there is, not what is left out: a column that a later
version adds is shown to nobody before somebody has decided about it. A test holds it against the
schema, docs/rights.md is made of it, and a file that was made by another table is made anew.
"""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from pipelines.archive import withholding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Set


class Kind(StrEnum):
    """The files that are made of an archive for others, by the word in their meta.derived."""

    TITLES = "metadata"
    """Titles and particulars: built from nothing, so that no text is ever written into it."""
    PERMITTED = "permitted"
    """For whoever has a permission to show texts: a copy of which things are taken out."""


EXPORTED: Final = "exported"
"""What stands in meta.derived of a file that was exported: see `exported_tables`. It is no `Kind`,
because it is never made anew, and others are shown no more of it than of an archive."""


def made_as(derived: str) -> str:
    """Return what a file is that is no archive itself, to be put behind its name.

    Args:
        derived: what stands in its meta.derived.
    """
    by = "antara export" if derived == EXPORTED else "antara serve"
    return f"({derived}) was made by '{by}' to be looked at"


class Fate(StrEnum):
    """What becomes of a column."""

    KEPT = "kept"
    TEXT = "text"
    CRAWL = "crawl"
    PRIVATE = "private"
    ANEW = "anew"


MEANINGS: Final = {
    Fate.KEPT: ("titles and particulars", "kept", "kept"),
    Fate.TEXT: (
        "sentences of the article, or made of them",
        "left out",
        "kept, but for articles that are gone or withdrawn",
    ),
    Fate.CRAWL: ("what the crawl knows of addresses, listings and pages", "left out", "kept"),
    Fate.PRIVATE: (
        "the keeper's: notes, what was asked for, who wrote, where copies are",
        "left out",
        "left out",
    ),
    Fate.ANEW: (
        "words and names that can be searched",
        "made anew of what it holds",
        "kept, but for words that stand in such texts only",
    ),
}
"""What is meant, and what becomes of it in the file of titles and in the permitted one."""


def _table(
    kept: str = "", *, text: str = "", crawl: str = "", private: str = "", anew: str = ""
) -> dict[str, Fate]:
    given = {
        Fate.KEPT: kept,
        Fate.TEXT: text,
        Fate.CRAWL: crawl,
        Fate.PRIVATE: private,
        Fate.ANEW: anew,
    }
    return {column: fate for fate, columns in given.items() for column in columns.split()}


# In the order of copying and leaving out: articles are changed before what triggers then queue.
FATES: Final[Mapping[str, dict[str, Fate]]] = {
    "bureaus": _table("name host title province zone language since"),
    "tags": _table("id name"),
    "stories": _table("id bureau article_id made_at"),
    "story_aliases": _table("bureau article_id story merged_at"),
    "month_counts": _table("bureau month articles"),
    # By name: along an index by article they could only be read whole, again and again.
    "reporter_articles": _table("name published_utc article"),
    "tag_articles": _table("tag published_utc article"),
    "name_counts": _table("bureau what name articles"),
    # The front page says when the last crawl was; what it was asked, and where, is the keeper's.
    "runs": _table("id command started_at finished_at outcome", private="options pid"),
    # Whoever asked for it, and why, is nobody else's business.
    "tombstones": _table("bureau article_id removed_at", private="reason requested_by"),
    "withdrawn": _table(private="bureau article_id kept"),
    "withdrawn_captures": _table(private="capture bureau article_id"),
    "erasures": _table(private="bureau article_id erased_at answers finished_at"),
    "splits": _table(private="bureau article_id split yields_to"),
    # What its keeper has found out; of what was handed on, the card of a data set says it.
    "audit_answers": _table(private="audit seq field answer"),
    "audit_articles": _table(
        private="audit seq bureau article_id year layout extractor_version page_sha256 "
        "record_sha256 note answered_at"
    ),
    "audit_strata": _table(private="audit bureau year layout articles drawn"),
    "audits": _table(private="id seed size filters articles without_page drawn_at"),
    "articles": _table(
        "id bureau article_id url kind title published published_utc published_day "
        "published_precision published_source updated dateline_place dateline_day source_label "
        "category language copyright rights_notice is_press_release layout extractor_version "
        "fetched_at status etag last_modified content_sha256 text_sha256 details_sha256 "
        "first_seen last_seen missing_since",
        text="text subtitle pull_quote",
        crawl="capture",
    ),
    "revisions": _table(
        "id article seq state_sha256 extractor_version layout first_seen last_seen updated",
        text="state",
        crawl="capture",
    ),
    "credits": _table("article seq role name printed"),
    "article_tags": _table("article seq tag"),
    "images": _table("article seq url credit", text="caption"),
    "provenance": _table("article field source"),
    "ledger": _table("article seq fate reason characters", text="text"),
    "flags": _table("article flag"),
    "gathered_sources": _table(crawl="id sources"),
    # Captions stand in it; and lengths of texts that the file of titles has not.
    "gathered": _table(text="article words characters credits tags images flags sources"),
    "signals": _table("article carrier value"),
    "story_members": _table("article story share joined_at"),
    "story_numbers": _table(text="article week numbers"),
    "story_index": _table(text="week number article"),
    "story_queue": _table(text="article"),
    "terms": _table(anew="id term stem capital small"),
    "search_names": _table(anew="what folded name"),
    # Its files are not handed on; where one came from may be a folder of the keeper's.
    "captures": _table(
        crawl="id file offset length sha256 url fetched_at status kind record same_as run",
        private="imported_from",
    ),
    "bureau_state": _table(crawl="bureau complete_from complete_to updated_at"),
    # The counts have the errors of a run, in which addresses of the keeper's machines may stand.
    "run_bureaus": _table(
        crawl="run bureau listed fetched stored revised unchanged skipped rejected gone failed",
        private="counts",
    ),
    # What was seen of a page that was no article, or is no more: a piece of its text, perhaps.
    "frontier": _table(
        crawl="id bureau article_id url kind found_at feed_published day priority state reason "
        "tries next_try last_try last_status settled_at etag last_modified revisit_at revisits "
        "lease_run",
        private="seen",
    ),
    "observations": _table(
        crawl="id run bureau article_id asked_at outcome status reason conditional capture",
        private="seen",
    ),
    "robots": _table(crawl="id host fetched_at last_seen status body verdict file sha256"),
    "findings": _table(crawl="frontier way found_at"),
    # The address of a search has the words that the keeper looked for.
    "walks": _table(
        crawl="id bureau way since until state pages named found_new readings tries next_try "
        "made_at updated_at run",
        private="listing ended position",
    ),
    "listed_days": _table(crawl="bureau day way announced named complete seen_at"),
    "run_hosts": _table(
        crawl="run host requests bytes statuses smallest_gap mean_gap retries",
    ),
    "measurements": _table(
        crawl="run bureau kind layout fresh pages generic fields words paragraphs put_back"
    ),
    "class_names": _table(crawl="bureau name run layout"),
    "drifts": _table(
        crawl="id bureau kind layout what field selector since since_run seen_run told_run "
        "before_good before_pages now_good now_pages example_id example_url capture class_names "
        "ended_at ended_run"
    ),
    "bureau_watch": _table(private="bureau alarm since told_run muted_until mute_reason"),
    "backups": _table(private="id path made_at bytes articles verified_at"),
    "permissions": _table(
        private="id bureau scope granted_by granted_at valid_until note file_name file_sha256 "
        "noted_at"
    ),
}
"""By table and column. The full-text indexes hold what `articles` and `revisions` hold."""

BLANKS: Final = {
    "runs.options": "'{}'",
    "runs.pid": "0",
    "run_bureaus.counts": "'{}'",
    "tombstones.reason": "''",
    "ledger.text": "''",
    # No two walks of a bureau's may have the same.
    "walks.listing": "CAST(id AS TEXT)",
    # By name: what a later version adds to a state is not kept by itself.
    "revisions.state": "json_object('title', json_extract(state, '$.title'), 'subtitle', NULL, "
    "'text', NULL, 'credits', json_extract(state, '$.credits'), "
    "'tags', json_extract(state, '$.tags'))",
}
"""What stands in a column whose value is left out; NULL in all others."""

META: Final = (
    *("origin", "schema_version", "created_at", "archive_id"),
    *("terms_to", "terms_by", "story_method", "gathered_by"),
)
"""The facts about an archive that the permitted file keeps."""

BY_ARTICLE: Final = {
    "articles": "id",
    **dict.fromkeys(
        ("revisions", "credits", "article_tags", "images", "provenance", "ledger", "flags"),
        "article",
    ),
    "signals": "article",
    "story_members": "article",
}
"""The tables of titles that grow with the articles, articles first, and who names them there."""

IN_ORDER: Final = ("flags", "provenance")
"""The tables whose rows are read in the order in which they were written."""

CONTENTS: Final = (
    "INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')",
    "INSERT INTO revisions_fts (rowid, title) SELECT r.id, json_extract(r.state, '$.title') "
    "FROM revisions AS r WHERE EXISTS "
    "(SELECT 1 FROM revisions AS n WHERE n.article = r.article AND n.seq > r.seq)",
)
"""Make the full-text indexes of what the file of titles holds."""

WORDS: Final = (
    # The index only notes that a word is gone from an article, until its parts are merged.
    "INSERT INTO articles_fts (articles_fts) VALUES ('optimize')",
    "INSERT INTO revisions_fts (revisions_fts) VALUES ('optimize')",
    "CREATE VIRTUAL TABLE temp.held_words USING fts5vocab('main', 'articles_fts', 'row')",
    "DELETE FROM terms WHERE term NOT IN (SELECT term FROM temp.held_words)",
    "DROP TABLE temp.held_words",
)
"""Take a word that stood in nothing but withheld texts out of the permitted file: it may be
somebody's name."""


def read_for_titles() -> dict[str, dict[str, str]]:
    """Return by table each column of the file of titles, and what is read for it."""
    return {
        table: read_of(table, {Fate.KEPT})
        for table, fates in FATES.items()
        if Fate.KEPT in fates.values()
    }


def read_of(table: str, kept: Set[Fate]) -> dict[str, str]:
    """Return by column what is read of a table for a file that is built from nothing.

    Args:
        table: of `FATES`.
        kept: the fates whose columns it has as they are; in the others stands what `BLANKS` says,
            and a column in which nothing stands is not named.
    """
    read = {
        column: column if fate in kept else _blank(table, column)
        for column, fate in FATES[table].items()
    }
    return {column: what for column, what in read.items() if what != "NULL"}


def left_out_of_permitted() -> Iterator[str]:
    """Yield the statements that take out of a copy what the permitted file does not hold.

    The texts of articles in the table `withheld`, which triggers take out of the full-text
    indexes, and all that is the keeper's.
    """
    for table, fates in FATES.items():
        texts = [column for column in fates if fates[column] is Fate.TEXT]
        withheld = f"{BY_ARTICLE.get(table, 'article')} IN withheld"
        if len(texts) == len(fates):
            yield f"DELETE FROM {table} WHERE {withheld}"  # noqa: S608
        elif texts:
            yield f"UPDATE {table} SET {_blanked(table, texts)} WHERE {withheld}"  # noqa: S608
        private = [column for column in fates if fates[column] is Fate.PRIVATE]
        if len(private) == len(fates):
            yield f"DELETE FROM {table}"  # noqa: S608
        elif private:
            # In most rows there is nothing to leave out.
            held = " OR ".join(f"{column} IS NOT {_blank(table, column)}" for column in private)
            yield f"UPDATE {table} SET {_blanked(table, private)} WHERE {held}"  # noqa: S608


def recipe() -> str:
    """Return a digest of all that decides what is left out: other rules make other files."""
    withheld = (withholding.ROWS, withholding.EVIDENCE)
    rules = (dict(FATES), BLANKS, META, BY_ARTICLE, CONTENTS, WORDS, withheld)
    return sha256(repr((rules, *left_out_of_permitted())).encode()).hexdigest()[:16]


def _blank(table: str, column: str) -> str:
    return BLANKS.get(f"{table}.{column}", "NULL")


def _blanked(table: str, columns: Iterable[str]) -> str:
    return ", ".join(f"{column} = {_blank(table, column)}" for column in columns)


def fates_table() -> list[tuple[str, ...]]:
    """Return each table with its columns by fate, in the order of `Fate`, for docs/rights.md."""
    return [
        (
            table,
            *(
                "all"
                if set(fates.values()) == {fate}
                else ", ".join(column for column in fates if fates[column] is fate)
                for fate in Fate
            ),
        )
        for table, fates in sorted(FATES.items())
    ]
