"""How to read the SQLite file of an export: a part of its card. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.exports.papers import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def lines(facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines; none for an export without such a file.

    Args:
        facts: of the manifest.
    """
    for file in said.files_of(facts, "sqlite"):
        name = file["name"]
        yield from (
            "```sh",
            f"sqlite-utils rows {name} berita --limit 3  # the view of a row an article",
            f"datasette {name}  # in a browser",
            f'antara search "harga beras" -s ARCHIVE_PATH={name}  # with the software',
            "```",
            "",
            f"`{name}` is a smaller archive, with the tables of the software: `articles`, and by "
            "its `id` `credits`, `article_tags`, `images`, `revisions` and others. What the crawl "
            "notes for itself stands empty. `source` of each field in `manifest.json` names its "
            "columns; times are as the archive has them. The table `ai_use` says of each article "
            "whether page or host reserve it from AI, and who does. `meta` has its origin and "
            "what it was exported for.",
            "",
        )
