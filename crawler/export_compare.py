"""`antara export --compare`: what changed between two exports, for a person or a program."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from crawler.commandline import SAMPLE
from crawler.export_words import HEADINGS, argument, reason
from crawler.terminal import counted, printable, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines.exports.changes import Change
    from pipelines.exports.sides import Side


def compare(folders: list[Path], *, json: bool, listed: bool) -> None:
    """Say what became of each article between two exports.

    Raises:
        ExportRefused: one of them is none, damaged or too old.
    """
    from pipelines.archive.keys import key_of
    from pipelines.exports import changes
    from pipelines.exports.sides import opened, other_arguments, same_shape

    one, other = map(opened, folders)
    notes = list(notes_on(one, other))
    if not json:
        for side in (one, other):
            sys.stdout.write(f"{_said(side)}\n")
        for line in notes:
            sys.stdout.write(f"{line}\n")
        if listed:
            sys.stdout.write("\n")
    counts: dict[str, Counter[str]] = {}
    why: Counter[tuple[str, str]] = Counter()
    days: list[str] = []
    for each in changes.compare(one, other):
        counts.setdefault(key_of(each.key)[0], Counter())[each.kind] += 1
        if each.kind in ("added", "withdrawn", "left"):
            why[each.kind, each.why] += 1
        if each.on:
            days = [min([each.on, *days]), max([each.on, *days])]
        if listed and each.kind != "same":
            _list(each, json=json)
    if json:
        write_json(
            {
                "exports": [_told(side) for side in (one, other)],
                "notes": notes,
                "arguments": other_arguments(one, other),
                "same_fields": same_shape(one, other),
                "by_bureau": {name: _all(of) for name, of in counts.items()},
                "total": _all(sum(counts.values(), Counter())),
                "why": {
                    kind: {reason: n for (k, reason), n in sorted(why.items()) if k == kind}
                    for kind in ("added", "withdrawn", "left")
                },
            }
        )
        return
    _write(counts, why, " to ".join(dict.fromkeys(days)))


def notes_on(one: Side, other: Side) -> Iterator[str]:
    """Yield what has to be known before what became of articles is read."""
    from pipelines.exports.sides import other_arguments, same_shape

    of, to = one.facts["archive"], other.facts["archive"]
    if one.facts["origin"] != other.facts["origin"]:
        yield (
            "One is of a live archive and one of a sample: equal keys are different articles, and "
            "nothing below means anything."
        )
    elif of["archive_id"] != to["archive_id"]:
        yield (
            "They are of two archives: what only one has may never have been in the other, and "
            "what one has read anew the other may have read once."
        )
    elif (one.as_of or "") > (other.as_of or ""):
        yield (
            "The first is of a later state of the archive than the second: what is called added "
            "below went, and what is called withdrawn or left came."
        )
    for name, (was, is_) in other_arguments(one, other).items():
        yield f"Other {name.replace('_', ' ')}: {argument(was)}; {argument(is_)}."
    if not same_shape(one, other):
        yield (
            "Their rows have not the same fields, text or revisions, so that only the states of "
            "pages and what read them are compared."
        )
    asked = (one.facts["arguments"], other.facts["arguments"])
    if asked[0].get("purpose") != asked[1].get("purpose"):
        said = "; ".join(each.get("purpose") or "none" for each in asked)
        yield f"Other purpose: {printable(said)}."


def _said(side: Side) -> str:
    facts = side.facts
    as_of = f", as of {printable(side.as_of)}" if side.as_of else ""
    sample = SAMPLE if facts["origin"] == "sample" else ""
    changed = " (only what changed since another)" if facts.get("since_export") else ""
    archive = printable(facts["archive"]["archive_id"] or "without an id")
    return (
        f"{side.folder}: {counted(facts['rows'], 'row')}{changed} of archive {archive}"
        f"{as_of}{sample}"
    )


def _told(side: Side) -> dict[str, Any]:
    return {
        "folder": str(side.folder),
        "origin": side.facts["origin"],
        "archive_id": side.facts["archive"]["archive_id"],
        "as_of": side.as_of,
        "rows": side.facts["rows"],
        "articles": side.facts["articles"],
    }


def _all(of: Counter[str]) -> dict[str, int]:
    return {kind: of[kind] for kind in HEADINGS}


def _list(change: Change, *, json: bool) -> None:
    if json:
        told = {"key": change.key, "change": change.kind, "why": change.why or None}
        write_json({**told, "on": change.on or None})
        return
    said = f"\t{reason(change.kind, change.why, change.on)}" if change.why or change.on else ""
    sys.stdout.write(f"{HEADINGS[change.kind]}\t{printable(change.key)}{said}\n")


def _write(counts: dict[str, Counter[str]], why: Counter[tuple[str, str]], days: str) -> None:
    total = sum(counts.values(), Counter())
    if not total:
        return
    sys.stdout.write("\n")
    rows = [(name, *_all(of).values()) for name, of in sorted(counts.items())]
    if len(rows) > 1:
        rows.append(("all", *_all(total).values()))
    sys.stdout.write("\t".join(("bureau", *HEADINGS.values())) + "\n")
    for row in rows:
        sys.stdout.write("\t".join(map(str, row)) + "\n")
    for kind in ("added", "left"):
        said = [
            f"{n:,} {reason(kind, each, count=n)}"
            for (k, each), n in sorted(why.items())
            if k == kind
        ]
        if said:
            sys.stdout.write(f"{HEADINGS[kind].capitalize()}: {'; '.join(said)}.\n")
    if total["withdrawn"]:
        sys.stdout.write(f"Withdrawn: {total['withdrawn']:,} on request, {days}.\n")
