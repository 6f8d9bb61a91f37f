"""The command that makes an export again. Pure; `facts` are those of the manifest."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from pipelines.exports.fields import chosen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def command(facts: Mapping[str, Any]) -> str:
    """Return the command that makes it again.

    >>> about = {"formats": ["csv"], "bureaus": ["bali"], "revisions": "latest", "text": False}
    >>> more = {"dateline": True, "compress": "none", "raw_csv": False, "shard_size": None}
    >>> command({"arguments": {**about, **more, "fields": ["key"], "purpose": None}})
    'antara export DIR --format csv --bureau bali --fields key --no-text'
    """
    since = ("--since-export", "EARLIER") if facts.get("since_export") else ()
    return shlex.join(["antara", "export", "DIR", *_options(facts["arguments"]), *since])


def _options(asked: Mapping[str, Any]) -> Iterator[str]:
    yield from ("--format", ",".join(asked["formats"]))
    if asked["purpose"]:
        yield from ("--purpose", asked["purpose"])
    if asked.get("bureaus"):
        yield from ("--bureau", ",".join(asked["bureaus"]))
    for name in ("since", "until", "kind", "layout"):
        if asked.get(name):
            yield from (f"--{name}", str(asked[name]))
    for name in ("reporter", "section", "place"):
        # Several are spellings of one name: each of them means all.
        if asked.get(f"{name}s"):
            yield from (f"--{name}", asked[f"{name}s"][0])
    if asked.get("search") is not None:
        # Joined, since a query may begin with a dash.
        yield f"--search={asked['search']}"
    if asked.get("min_words"):
        yield from ("--min-words", str(asked["min_words"]))
    if asked.get("unique"):
        yield from ("--unique", asked["unique"])
    if asked.get("splits"):
        yield from ("--splits", ",".join(map(str, asked["splits"])))
    fields = chosen(None, with_text=asked["text"], with_splits=bool(asked.get("splits")))
    if asked["fields"] != [each.name for each in fields]:
        yield from ("--fields", ",".join(asked["fields"]))
    if asked["revisions"] != "latest":
        yield from ("--revisions", asked["revisions"])
    if not asked["text"]:
        yield "--no-text"
    if not asked["dateline"]:
        yield "--no-dateline"
    if asked["compress"] != "none":
        yield from ("--compress", asked["compress"])
    if asked["shard_size"]:
        yield from ("--shard-size", str(asked["shard_size"]))
    if asked["raw_csv"]:
        yield "--raw-csv"
