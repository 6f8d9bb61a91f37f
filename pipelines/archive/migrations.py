"""The archive's migrations: appended, never edited, each tested on the schema before it.

sqlite-utils' Migrations runs each in a savepoint together with its record. `migrate` puts one
BEGIN IMMEDIATE around them all and the schema version, so that a file has either the whole new
schema or the old one, whatever happens in between.
"""

from __future__ import annotations

from pipelines.archive import (
    gathering,
    schema_articles,
    schema_audits,
    schema_captures,
    schema_crawl,
    schema_drift,
    schema_gathered,
    schema_layouts,
    schema_pages,
    schema_search,
    schema_splits,
    schema_states,
    schema_stories,
    schema_unattended,
    schema_withdrawals,
    terms,
)
from pipelines.archive.library import Database, Migrations

MIGRATIONS = Migrations("arsip-antara")


@MIGRATIONS(name="0001_first_schema")
def first_schema(db: Database) -> None:
    """Make every table of the data model."""
    for statement in (*schema_articles.STATEMENTS, *schema_crawl.STATEMENTS):
        db.execute(statement)


@MIGRATIONS(name="0002_unattended")
def unattended(db: Database) -> None:
    """Add walks, findings, revisits and what runs tell of hosts."""
    for statement in schema_unattended.STATEMENTS:
        db.execute(statement)


@MIGRATIONS(name="0003_evidence")
def evidence(db: Database) -> None:
    """Add what points to captures, and what tells how pages were read."""
    for statement in (*schema_captures.STATEMENTS, *schema_drift.STATEMENTS):
        db.execute(statement)


@MIGRATIONS(name="0004_layouts")
def layouts(db: Database) -> None:
    """Take the list of layouts out of the schema."""
    schema_layouts.relax_layouts(db)


@MIGRATIONS(name="0005_stories")
def stories(db: Database) -> None:
    """Make the tables of stories anew, and let all articles wait to be grouped."""
    for statement in schema_stories.STATEMENTS:
        db.execute(statement)


@MIGRATIONS(name="0006_search")
def search(db: Database) -> None:
    """Let a search know the stems of words, and whom and what articles name."""
    for statement in schema_search.STATEMENTS:
        db.execute(statement)
    terms.catch_up(db)


@MIGRATIONS(name="0007_states")
def states(db: Database) -> None:
    """Let earlier states of articles be found."""
    for statement in schema_states.STATEMENTS:
        db.execute(statement)


@MIGRATIONS(name="0008_pages")
def pages(db: Database) -> None:
    """Count articles by bureau and month, and show them flat."""
    for statement in schema_pages.STATEMENTS:
        db.execute(statement)


@MIGRATIONS(name="0009_withdrawals")
def withdrawals(db: Database) -> None:
    """Let articles be withdrawn: where they are kept then, and what was erased."""
    for statement in schema_withdrawals.STATEMENTS:
        db.execute(statement)


@MIGRATIONS(name="0010_splits")
def splits(db: Database) -> None:
    """Keep which split of data sets articles have."""
    for statement in schema_splits.STATEMENTS:
        db.execute(statement)


@MIGRATIONS(name="0011_audits")
def audits(db: Database) -> None:
    """Let what a person found out about how right the archive is be kept."""
    for statement in schema_audits.STATEMENTS:
        db.execute(statement)


@MIGRATIONS(name="0012_gathered")
def gathered(db: Database) -> None:
    """Keep the length and the lists of each article in one row, for who reads many of them."""
    for statement in schema_gathered.STATEMENTS:
        db.execute(statement)
    gathering.catch_up(db)


def latest_version(migrations: Migrations = MIGRATIONS) -> int:
    """Return the schema version that this software writes: the number of its migrations."""
    return len(migrations._migrations)


def migrate(db: Database, migrations: Migrations = MIGRATIONS) -> list[str]:
    """Apply what is pending; to be called inside a transaction.

    Returns:
        The names of the migrations that were applied, in order.
    """
    names = [migration.name for migration in migrations.pending(db)]
    if names:
        migrations.apply(db)
        db.execute(
            "UPDATE meta SET value = ? WHERE key = 'schema_version'",
            (str(latest_version(migrations)),),
        )
    return names
