"""How right the rows of an export are, as far as a person has looked. Pure.

An audit looked at some articles; an export has others. What was found of one counts for rows of
the same bureau and layout that the same version of the reader made, and for no other: a bureau that
nobody looked at, or a page that another version has read since, was not audited. The newest audit
counts of which this leaves anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.archive.audit_report import is_looked_at, report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Part = tuple[str, str, str]
"""Bureau, layout, and version of the reader."""


def part_of(row: Mapping[str, Any]) -> Part:
    """Return the part that an article, or one of a sample, is of."""
    return row["bureau"], row["layout"], row["extractor_version"]


def parts_of(rows: Mapping[str, Sequence[str]]) -> Iterator[Part]:
    """Yield the parts of many, whose values stand by their name."""
    return zip(rows["bureau"], rows["layout"], rows["extractor_version"], strict=True)


def audited(audits: Sequence[Mapping[str, Any]], rows: Mapping[Part, int]) -> dict[str, Any] | None:
    """Return what the newest audit that counts says of exported rows, as plain JSON values.

    Keys: those of `audit_report.report`, of the articles that count alone (in `fields`,
    `looked_at`, `extractor_versions`, `first_answer`, `last_answer`); articles (that count, with
    any answer); rows (of the parts that it looked at); rows_not_audited; not_audited (the other
    parts, with their rows); drawn_from (how many articles it was drawn from).

    Args:
        audits: of `Snapshot.audits`, the newest first.
        rows: that are exported, by their part.

    Returns:
        None where no audit says anything of any row.
    """
    for audit in audits:
        counting = [each for each in audit["drawn"] if each["answers"] and part_of(each) in rows]
        if counting:
            return _said(audit, counting, rows)
    return None


def _said(
    audit: Mapping[str, Any], counting: Sequence[Mapping[str, Any]], rows: Mapping[Part, int]
) -> dict[str, Any]:
    told = report({**audit, "drawn": counting})
    looked_at = {part_of(each) for each in counting}
    others = sorted((part, count) for part, count in rows.items() if part not in looked_at)
    without = sum(count for _, count in others)
    names = ("bureau", "layout", "extractor_version")
    return {
        **{name: told[name] for name in ("id", "seed", "drawn_at", "first_answer", "last_answer")},
        "size": audit["size"],
        "filters": audit["filters"],
        "drawn": len(audit["drawn"]),
        "drawn_from": audit["articles"] - audit["without_page"],
        "without_page": audit["without_page"],
        "strata": len(audit["strata"]),
        "articles": len(counting),
        "looked_at": sum(map(is_looked_at, counting)),
        "elsewhere": sum(bool(each["answers"]) for each in audit["drawn"]) - len(counting),
        "extractor_versions": told["extractor_versions"],
        "interval": told["interval"],
        "weighted": told["weighted"],
        "fields": told["fields"],
        "rows": sum(rows.values()) - without,
        "rows_not_audited": without,
        "not_audited": [
            {**dict(zip(names, part, strict=True)), "rows": count} for part, count in others
        ],
    }
