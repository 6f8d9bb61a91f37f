"""What the card of an export of changes says: on what it builds, and how the two are put together.

Pure; `facts` are those of the manifest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipelines.exports.papers.wording import counted
from pipelines.exports.reasons import gone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NO_LONGER: Final = "no-longer.csv"
COLUMNS: Final = ("key", "why", "on")
"""Of the list of what is there no more."""
DONE: Final = {
    "added": "new",
    "revised": "revised",
    "read_anew": "read anew from the same page",
    "particulars": "the same, but for particulars such as when it was seen last",
}
"""What became of an article that is in it, by the words of the manifest."""


def section(facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield the section of the card; nothing for an export that is whole by itself."""
    since = facts.get("since_export")
    if not since:
        return
    yield from ("## What it builds on", "")
    yield (
        "**It is no data set by itself**: it has what changed since an earlier export, and only "
        "together with that one is it what a full export would have been. It builds on, the oldest "
        "first:"
    )
    yield ""
    for each in since["builds_on"]:
        as_of = f", as of {each['as_of']}" if each["as_of"] else ""
        yield f"- sha256:{each['digest']} ({counted(each['rows'], 'row')}{as_of})"
    yield from ("", "To bring the rows that you have up to date, in this order:", "")
    yield "1. delete those whose `key` stands in `no-longer.csv`;"
    yield "2. delete those whose `key` stands in the files here;"
    whose = ", to those of the same split" if "splits" in facts else ""
    yield f"3. add all rows of the files here{whose}."
    yield ""
    if not facts["files"]:
        yield "There is no row in it, and so no file of articles: the first is all there is to do."
        yield ""
    if len(since["builds_on"]) > 1:
        yield "Do so with each export in the order above, and with this one last."
        yield ""
    done = ", ".join(
        f"{since['changes'][kind]:,} {what}"
        for kind, what in DONE.items()
        if kind in since["changes"]
    )
    yield f"Articles in it: {done or 'none'}."
    left = ", ".join(f"{count:,} {gone(why, count)}" for why, count in since["no_longer"].items())
    yield f"Articles in `no-longer.csv`: {left or 'none'}."
    yield ""
