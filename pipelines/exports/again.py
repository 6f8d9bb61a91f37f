"""The plan of an export that was made before, to be followed again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.export_walk import Choice
from pipelines.archive.outcomes import Filters
from pipelines.archive.splitting import Shares
from pipelines.exports.errors import ExportRefused
from pipelines.exports.fields import chosen
from pipelines.exports.formats import FORMATS, Style
from pipelines.exports.rights import PURPOSES
from pipelines.exports.rows import Shape
from pipelines.exports.run import Plan
from pipelines.exports.sink import ENDINGS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pipelines.exports.sides import Side

_FILTERS: Final = (
    *("bureaus", "since", "until", "kind", "layout", "reporters", "sections", "places"),
)


def plan_again(earlier: Side, today: str) -> Plan:
    """Return the plan of an earlier export.

    Args:
        earlier: the export.
        today: YYYY-MM-DD, the day whose permissions count.

    Raises:
        ExportRefused: this version cannot repeat it, or its rows cannot be told apart.
    """
    asked = earlier.facts["arguments"]
    try:
        plan = _plan(asked, earlier.facts["origin"], today)
        repeated = json.loads(json.dumps(plan.as_dict()))
    except (KeyError, TypeError, ValueError) as error:
        raise ExportRefused(
            f"{earlier.folder / 'manifest.json'} is damaged, or of another version: its arguments "
            "cannot be repeated."
        ) from error
    names = {*repeated, *asked}
    if other := sorted(name for name in names if repeated.get(name) != asked.get(name)):
        raise ExportRefused(
            f"{earlier.folder} was exported with {', '.join(other)}, which --since-export cannot "
            "repeat: export anew without it."
        )
    if "key" not in asked["fields"]:
        raise ExportRefused(
            f"The rows of {earlier.folder} have no field 'key', by which they could be replaced: "
            "export anew, with it."
        )
    return plan


def _plan(asked: Mapping[str, Any], origin: str, today: str) -> Plan:
    known: dict[str, Collection[str | None]] = {
        "formats": FORMATS,
        "compress": ENDINGS,
        "purpose": (*PURPOSES, None),
        "revisions": ("latest", "all"),
        "unique": ("text", "story", None),
    }
    for name, values in known.items():
        given = asked["formats"] if name == "formats" else [asked.get(name)]
        if not given or any(each not in values for each in given):
            raise ValueError(name)
    if any(not isinstance(asked[name], bool) for name in ("text", "dateline", "raw_csv")):
        raise ValueError(asked)
    if any(not isinstance(asked.get(name) or 0, int) for name in ("min_words", "shard_size")):
        raise ValueError(asked)
    shares = Shares(*asked["splits"]) if asked.get("splits") else None
    fields = chosen(asked["fields"], with_text=asked["text"], with_splits=shares is not None)
    shape = Shape(fields, origin, asked["text"], asked["dateline"])
    return Plan(
        formats=tuple(asked["formats"]),
        choice=Choice(
            Filters(**{name: asked[name] for name in _FILTERS if name in asked}),
            asked.get("min_words", 0),
            asked.get("unique"),
            asked["revisions"],
            asked.get("search"),
            shares,
        ),
        shape=shape,
        style=Style(asked["compress"], asked["raw_csv"], asked["shard_size"]),
        purpose=asked["purpose"],
        today=today,
    )
