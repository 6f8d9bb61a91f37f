"""What the papers say of how right the rows are. Pure; `facts` are those of the manifest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pipelines.exports.papers.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NOT_AUDITED: Final = "accuracy not audited"
_MOST: Final = 12
"""Parts without an audit that are named; the manifest has all."""
_SAID: Final = "text"
"""The field whose rate stands for all where there is room for one."""


def sentence(facts: Mapping[str, Any]) -> str:
    """Return in one sentence whether anybody has compared a sample, and what was found."""
    audit = facts["audit"]
    if audit is None:
        return f"{NOT_AUDITED.capitalize()}: nobody has compared a sample of it with its pages."
    row = next(each for each in audit["fields"] if each["field"] == _SAID)
    found = (
        f"; the text was right in {rate_of(row)} of those that could be told"
        if row["rate"] is not None
        else ""
    )
    without = audit["rows_not_audited"]
    others = f" Not audited: {counted(without, 'row')}." if without else ""
    return (
        f"Accuracy: a person compared {counted(audit['articles'], 'article')} with what was read "
        f"off the page ({_days(audit)}){found}.{others}"
    )


def rate_of(row: Mapping[str, Any]) -> str:
    """Return a rate with its interval.

    >>> rate_of({"rate": 0.8, "low": 0.4902, "high": 0.9433})
    '80.0 % (49.0 to 94.3)'
    """
    rate, low, high = (row[name] * 100 for name in ("rate", "low", "high"))
    return f"{rate:.1f} % ({low:.1f} to {high:.1f})"


def section(facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield the part of the card about it."""
    audit = facts["audit"]
    yield from ("## How right it is", "")
    if audit is None:
        yield from (
            f"{sentence(facts)} What was found of other bureaus or layouts, or of what another "
            "version of the reader made, would not count for these rows.",
            "",
        )
        return
    yield _drawn(audit)
    yield from ("", "| field | right | wrong | cannot tell | share that is right |")
    yield "| --- | ---: | ---: | ---: | ---: |"
    for row in audit["fields"]:
        rate = rate_of(row) if row["rate"] is not None else ""
        counts = " | ".join(f"{row[name]:,}" for name in ("right", "wrong", "unclear"))
        yield f"| {row['field']} | {counts} | {rate} |"
    yield ""
    yield (
        "Right means: as on the page that was kept, nothing missing and nothing of the page's "
        "surroundings in it; whether the page tells the truth is another question. The share is of "
        "right and wrong; in brackets Wilson's interval, 95 %: so few articles leave so much open. "
        "Each article counts once; none is weighted."
    )
    yield from _covered(facts["rows"], audit)
    yield ""


def _drawn(audit: Mapping[str, Any]) -> str:
    versions = _plain(list(audit["extractor_versions"]))
    without = audit["without_page"]
    lacking = f" ({without:,} others were not, as their page is not kept)" if without else ""
    elsewhere = audit["elsewhere"]
    others = (
        f" {elsewhere:,} more that were looked at are left aside: of other bureaus, layouts or "
        "versions."
        if elsewhere
        else ""
    )
    asked = ", ".join(f"{name} {_plain(value)}" for name, value in audit["filters"].items())
    return (
        f"Audit {audit['id']} of the archive, {_days(audit)}: {audit['articles']:,} of "
        f"{audit['drawn']:,} drawn articles were looked at by a person, page beside record, as "
        f"version {versions} of the reader made them. They were drawn by a hash (seed "
        f"{audit['seed']}) in proportion to bureau, year and layout, from "
        f"{audit['drawn_from']:,} articles{f' ({asked})' if asked else ''}{lacking}.{others}"
    )


def _covered(rows: int, audit: Mapping[str, Any]) -> Iterator[str]:
    """Yield of which rows it says nothing."""
    without = audit["rows_not_audited"]
    yield ""
    if not without:
        yield f"All {rows:,} rows are of bureaus and layouts that it looked at."
        return
    yield (
        f"**Not audited: {without:,} of {counted(rows, 'row')}.** It looked at no article of the "
        "same bureau and layout that the same version of the reader had made."
    )
    parts = audit["not_audited"]
    named = ", ".join(
        f"{_plain(each['bureau'])} {_plain(each['layout'])} (version "
        f"{_plain(each['extractor_version'])}) {each['rows']:,}"
        for each in parts[:_MOST]
    )
    more = f", and {len(parts) - _MOST} more in manifest.json" if len(parts) > _MOST else ""
    yield from ("", f"These are of: {named}{more}.")


def _plain(value: object) -> str:
    """Return words of the archive's own such that Markdown does nothing with them.

    >>> _plain(["bali", "x_y"])
    'bali, x?y'
    """
    words = value if isinstance(value, list) else [value]
    return ", ".join(re.sub(r"[^\w.:-]|_", "?", str(word)) for word in words)


def _days(audit: Mapping[str, Any]) -> str:
    first, last = audit["first_answer"][:10], audit["last_answer"][:10]
    return first if first == last else f"{first} to {last}"
