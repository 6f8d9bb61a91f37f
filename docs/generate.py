"""What cog writes into the documents: everything that the code can tell of itself.

`make docs` runs it, `make check` fails when a document is behind.
"""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crawler.commandline import AntaraCommand

GLOBAL_OPTIONS = "Global Options"
"""argparse's group of the options that Scrapy gives every command."""


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table in Markdown."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(cell(value) for value in line)} |" for line in lines)


def cell(value: object) -> str:
    """Return a value as it may stand in a cell."""
    return str("" if value is None else value).replace("|", "\\|").replace("\n", " ")


def commands() -> str:
    """Return a section for each command of `antara`: what it does, its options, examples."""
    from crawler.__main__ import own_commands

    return "\n\n".join(command_section(name) for name in own_commands())


def command_section(name: str) -> str:
    """Return the section of one command."""
    command, parser = command_and_parser(name)
    parts = [f"## antara {name}", f"`antara {name} {command.syntax()}`", command.long_desc()]
    rows = [option_row(action) for action in options_of(parser)]
    if rows:
        parts.append(table(("option", "meaning"), rows))
    if command.examples:
        parts.append("\n".join(["```sh", *command.examples, "```"]))
    return "\n\n".join(parts)


def command_and_parser(name: str) -> tuple[AntaraCommand, argparse.ArgumentParser]:
    """Return a command as Scrapy makes it, with a parser that holds its options."""
    from scrapy.settings import Settings

    command = import_module(f"crawler.commands.{name}").Command()
    command.settings = Settings()
    parser = argparse.ArgumentParser(conflict_handler="resolve")
    command.add_options(parser)
    return command, parser


def options_of(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """Return a command's own options, without those of every command and the hidden ones."""
    common = {
        option
        for group in parser._action_groups
        if group.title == GLOBAL_OPTIONS
        for action in group._group_actions
        for option in action.option_strings
    }
    return [
        action
        for action in parser._actions
        if action.help != argparse.SUPPRESS
        and not common & set(action.option_strings)
        and not isinstance(action, argparse._HelpAction)
    ]


def option_row(action: argparse.Action) -> tuple[str, str]:
    """Return one option and its meaning."""
    value = f" {action.metavar or action.dest.upper()}" if action.nargs != 0 else ""
    names = ", ".join(f"`{option}{value}`" for option in action.option_strings)
    return names, action.help or ""


def settings() -> str:
    """Return the table of the settings that a person may change."""
    from crawler.settings import changeable

    return table(
        ("setting", "default", "meaning"),
        [
            (
                f"`{setting.name}`",
                f"`{setting.default}`" if setting.default != "" else "",
                setting.help,
            )
            for setting in changeable
        ],
    )


def bureaus() -> str:
    """Return the table of the bureaus."""
    from crawler.bureaus import load_bureaus

    return table(
        ("name", "host", "province", "zone"),
        [
            (f"`{bureau.name}`", bureau.host, bureau.province, bureau.zone)
            for bureau in load_bureaus().values()
        ],
    )


def layouts() -> str:
    """Return how a layout is told, and the table of the layouts."""
    from crawler.items import GENERIC
    from crawler.layouts import SURE
    from crawler.layouts.known import LAYOUTS

    rows = [
        (
            f"`{layout.name}`",
            layout.seen,
            ", ".join(
                f"`{selector}` {points}"
                for selector, points in sorted(layout.markers.items(), key=lambda one: -one[1])
            ),
            layout.paragraphs,
        )
        for layout in LAYOUTS
    ]
    unknown = "none above is, or its container is not where it was"
    rows.append((f"`{GENERIC}`", "anything else", unknown, "as found"))
    told = (
        f"What tells a layout has points. A page with {SURE} of them or more is read by the layout "
        "that has most."
    )
    heads = ("layout", "where and when it was seen", "told by", "paragraphs")
    return f"{told}\n\n{table(heads, rows)}"


def stems() -> str:
    """Return the pairs of words by which stemmers are judged, with what ours makes of them."""
    from pathlib import Path
    from runpy import run_path

    from pipelines.archive.words.stemmer import stem

    pairs = run_path(str(Path(__file__).parent.parent / "tests" / "search_pairs.py"))
    rows = [
        (one, other, " / ".join(dict.fromkeys(stem(word) for word in (one, other))), title)
        for name, title in (("SAME", "together"), ("APART", "apart"))
        for one, other in pairs[name]
        if "-" not in one
    ]
    return table(("word", "word", "stem", "must be"), rows)


def scopes() -> str:
    """Return the table of what a permission can allow."""
    from pipelines.archive.permissions import SCOPES

    return table(("scope", "it allows"), [(f"`{name}`", what) for name, what in SCOPES.items()])


def for_others() -> str:
    """Return what becomes of each column in the files that others get."""
    from pipelines.archive.derived_columns import MEANINGS, fates_table

    fates = table(
        ("fate", "what it is", "in the metadata-only file", "in the permitted file"),
        [(f"*{fate}*", *meaning) for fate, meaning in MEANINGS.items()],
    )
    heads = ("table", *(f"*{fate}*" for fate in MEANINGS))
    columns = table(heads, [(f"`{name}`", *rest) for name, *rest in fates_table()])
    return f"{fates}\n\n{columns}"


def purposes() -> str:
    """Return the table of what texts can be exported for."""
    from pipelines.exports.rights import PURPOSES

    return table(("purpose", "it means"), [(f"`{name}`", what) for name, what in PURPOSES.items()])


def exported_tables() -> str:
    """Return the table of what an exported SQLite file has of which table."""
    from pipelines.archive.exported_tables import tables_by_rows

    return table(("rows", "of the tables"), tables_by_rows())


def fields() -> str:
    """Return the table of the fields of an exported row, and of their types."""
    from pipelines.exports.fields import ALL_FIELDS, TYPES

    rows = [
        (
            f"`{field.name}`",
            f"{field.type}, null" if field.nullable else field.type,
            f"{field.meaning} ({field.unit})" if field.unit else field.meaning,
            field.source,
        )
        for field in ALL_FIELDS
    ]
    types = table(("type", "it is"), [(name, what) for name, what in TYPES.items()])
    return f"{table(('field', 'type', 'meaning', 'from'), rows)}\n\n{types}"


def changes() -> str:
    """Return the table of what can become of an article between two exports."""
    from pipelines.exports.changes import KINDS

    rows = [(name.replace("_", " "), what) for name, what in KINDS.items()]
    return table(("an article is", "when"), rows)


def index_columns() -> str:
    """Return the table of the columns of an export's index."""
    from pipelines.exports.index import COLUMNS

    return table(("column", "it is"), [(f"`{name}`", what) for name, what in COLUMNS.items()])
