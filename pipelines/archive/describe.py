"""The schema as Markdown, from the comments that stand in the schema itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.archive.library import Database
from pipelines.archive.migrations import migrate

_COMMENT = re.compile(r"-- (.*)$")
_ADDED = re.compile(r", ?(\w+) [A-Z][^/\n]*?/\* (.*?) \*/")
"""A column that a later migration added, wherever in a line it stands, and its meaning."""
_NAME = re.compile(r"^\s*(?:SELECT )?(?:\w+ AS )?(\w+)")
"""The column that a line defines, in a table or in the first SELECT of a view."""
_ALIAS = re.compile(r"(?:[\w.]+|\)) AS (\w+),?(?: --|$)")
"""The column that a line of a view ends with, under the name that it gets there."""


@dataclass(slots=True)
class Described:
    """A table or view with the meaning of its columns: name to (type, meaning)."""

    name: str
    meaning: str
    columns: dict[str, tuple[str, str]] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)


def described_tables() -> list[Described]:
    """Return all tables and views of a new archive, the product's first, without FTS5's own."""
    db = Database(memory=True)
    try:
        migrate(db)
        return [
            _describe(db, name, sql)
            for name, sql in db.execute(
                "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view') "
                "AND name NOT LIKE '%!_fts%' ESCAPE '!' AND name NOT LIKE '%sqlite_%' "
                "ORDER BY rowid"
            )
        ]
    finally:
        db.close()


def _describe(db: Database, name: str, sql: str) -> Described:
    meanings = column_meanings(sql)
    first = _COMMENT.search(sql.splitlines()[0])
    table = Described(name, first.group(1) if first else "")
    for column in db.execute(f"SELECT name, type FROM pragma_table_info('{name}')"):  # noqa: S608
        table.columns[column[0]] = (column[1], meanings.get(column[0], ""))
    for key in db.execute(f'SELECT "from", "table", "to" FROM pragma_foreign_key_list(\'{name}\')'):  # noqa: S608
        table.keys.append(f"{key[0]} → {key[1]}.{key[2]}")
    return table


def column_meanings(sql: str) -> dict[str, str]:
    """Return column name to comment of a CREATE statement.

    A comment belongs to the column whose definition it follows, on that line or a later one.
    """
    meanings = dict(_ADDED.findall(sql))
    sql = _ADDED.sub("", sql)
    column = ""
    for line in sql.splitlines()[1:]:
        indent = len(line) - len(line.lstrip())
        name = _NAME.match(line)
        if alias := _ALIAS.search(line):
            column = alias.group(1)
        elif name and indent <= 2 and not line.lstrip().startswith("--"):
            column = name.group(1)
        comment = _COMMENT.search(line)
        if comment and column:
            meanings[column] = " ".join(filter(None, (meanings.get(column), comment.group(1))))
    return meanings


def describe_schema() -> str:
    """Return the archive's tables, columns, types and meanings as Markdown."""
    parts = []
    for table in described_tables():
        lines = [f"### {table.name}", "", table.meaning, "", "| column | type | meaning |"]
        lines.append("| --- | --- | --- |")
        for name, (kind, meaning) in table.columns.items():
            lines.append(f"| {name} | {kind.lower()} | {meaning} |")
        if table.keys:
            lines += ["", f"Keys: {', '.join(table.keys)}."]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"
