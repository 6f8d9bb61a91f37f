"""README.md: the card of a data set, for a person, and in its head for the Hugging Face hub."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive.verdicts import HOLES, NOT_OVER, WITHDRAWN, word
from pipelines.exports.fields import TYPES
from pipelines.exports.papers import (
    accuracy,
    figures,
    head,
    reading,
    said,
    since,
    splits,
    words,
)
from pipelines.exports.papers.command import command
from pipelines.exports.papers.selection import selection
from pipelines.exports.papers.wording import code, counted, escaped, share, shown
from pipelines.exports.reasons import LEFT_OUT
from pipelines.exports.rights import PURPOSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_SOURCES: Final = 3
LONGEST_SOURCE: Final = 60
"""So many places of a page are named for a field, by so many characters of each."""
_FENCES: Final = re.compile("``+")


def text(facts: Mapping[str, Any]) -> str:
    """Return the whole paper.

    Args:
        facts: of the manifest.
    """
    parts = (
        head.section,
        _first,
        since.section,
        _holds,
        splits.section,
        _coverage,
        accuracy.section,
        _fields,
        words.section,
        _made,
        _left_out,
        reading.section,
        _cite,
        _verify,
    )
    return "\n".join(line for part in parts for line in part(facts)).rstrip() + "\n"


def _first(facts: Mapping[str, Any]) -> Iterator[str]:
    purpose = facts["arguments"]["purpose"]
    yield from (f"# {said.title(facts)}", "")
    yield f"**{said.owners(facts)}** {escaped(said.ai_use(facts))}"
    notices = facts["rights_notices"]
    if notices:
        yield from ("", "What the notices of the pages say:", "")
        for each in notices:
            yield f"> {shown(each['said'])} ({counted(each['rows'], 'row')})"
            yield ">"
        if others := facts["other_rights_notices"]:
            yield f"> Other notices ({counted(others, 'row')})"
    else:
        yield "No page of it has a notice about automatic use."
    yield ""
    if purpose:
        yield f"- Purpose: **{purpose}** ({PURPOSES[purpose]})."
    yield f"- {shown(said.permission(facts), None)}"
    yield f"- {accuracy.sentence(facts)}"
    if not said.is_sample(facts):
        yield "- Each row has `copyright`, `rights_notice` and `ai_use`, where these were taken."
    yield ""


def _holds(facts: Mapping[str, Any]) -> Iterator[str]:
    first, last = facts["first_day"], facts["last_day"]
    yield from ("## What it holds", "")
    span = f", published {first} to {last}" if first else ", none with a day of publication"
    yield (
        f"{counted(facts['rows'], 'row')} of {counted(facts['articles'], 'article')} of "
        f"{counted(len(facts['by_bureau']), 'bureau')}{span}."
    )
    if asked := selection(facts):
        yield shown(asked, None)
    if gone := facts["gone_from_the_site"]:
        yield f"Of these the site does not have {counted(gone, 'article')} any more."
    elif facts["articles"]:
        yield "None of these is known to be gone from the site."
    yield from ("", "| bureau | its name | its days are those of | rows | by year |")
    yield "| --- | --- | --- | ---: | --- |"
    known = {each["name"]: each for each in facts["archive"]["bureaus"]}
    for bureau, years in facts["by_year"].items():
        by_year = ", ".join(f"{year or 'no day'}: {rows:,}" for year, rows in years.items())
        name, zone = (shown(known.get(bureau, {}).get(what) or "") for what in ("title", "zone"))
        rows = facts["by_bureau"][bureau]
        yield f"| {shown(bureau)} | {name} | {zone} | {rows:,} | {by_year} |"
    languages = facts["languages"]
    if languages:
        each = ", ".join(f"{shown(name)} {rows:,}" for name, rows in languages.items())
        yield from ("", f"Rows by language: {each}.")
    yield ""
    yield from _figure(facts, figures.BY_YEAR)
    yield from _figure(facts, figures.LENGTHS)
    if not facts["files"]:
        yield from ("It has no file of articles.", "")
        return
    yield from ("| file | rows | bytes |", "| --- | ---: | ---: |")
    for file in facts["files"]:
        yield f"| {file['name']} | {file['rows']:,} | {file['bytes']:,} |"
    yield ""


def _figure(facts: Mapping[str, Any], name: str) -> Iterator[str]:
    yield from (f"![{shown(figures.sentence(facts, name), None)}]({name})", "")


def _coverage(facts: Mapping[str, Any]) -> Iterator[str]:
    covered = facts["coverage"]
    yield from ("## How complete it is", "")
    if covered is None:
        yield from ("The archive does not know: no crawl of its own is noted in it.", "")
        return
    yield (
        f"As the archive was at its last run ({covered['as_of']}), by days of the bureaus and the "
        "span that were asked for, whatever else was asked for. A hole is a day of which less may "
        "be held than the site showed: partial (addresses are waiting, or a listing names more), "
        "not walked (nobody has looked), low (far fewer than usual). Withdrawn: complete, but for "
        "articles that were taken out on request, which is no hole. Not over: the day of the last "
        "look. `manifest.json` has each month, and each hole with its reason, in `coverage`."
    )
    yield ""
    yield from _figure(facts, figures.COVERAGE)
    columns = ("bureau", "days", "complete", "nothing published", "withdrawn", "not over", "holes")
    yield f"| {' | '.join(columns)} | of these |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |"
    totals: dict[str, dict[str, int]] = {}
    for month in covered["months"]:
        of = totals.setdefault(month["bureau"], {})
        for verdict, days in month["verdicts"].items():
            of[verdict] = of.get(verdict, 0) + days
    for bureau, of in totals.items():
        holes = {name: of[name] for name in HOLES if name in of}
        which = ", ".join(f"{word(name)} {days:,}" for name, days in holes.items())
        yield (
            f"| {shown(bureau)} | {sum(of.values()):,} | {of.get('complete', 0):,} | "
            f"{of.get('nothing_published', 0):,} | {of.get(WITHDRAWN, 0):,} | "
            f"{of.get(NOT_OVER, 0):,} | "
            f"{sum(holes.values()):,} | {which} |"
        )
    yield ""


def _fields(facts: Mapping[str, Any]) -> Iterator[str]:
    rows = facts["rows"]
    yield from ("## Fields", "")
    yield (
        "`filled` is the share of rows in which there is anything; `known from` names the places "
        "of the page that gave it, and for how many articles; `manifest.json` has all of them."
    )
    yield from ("", "| field | type | unit | filled | meaning | known from |")
    yield "| --- | --- | --- | ---: | --- | --- |"
    for each in facts["fields"]:
        sources = list((each["known_from"] or {}).items())
        known = "; ".join(
            f"{code(source, LONGEST_SOURCE)} {count:,}" for source, count in sources[:MOST_SOURCES]
        )
        more = len(sources) - MOST_SOURCES
        known += f"; {more} more" if more > 0 else ""
        yield (
            f"| `{each['name']}` | {TYPES[each['type']]}{', null' if each['nullable'] else ''} | "
            f"{each['unit']} | {share(each['filled'], rows)} | {escaped(each['meaning'])} | "
            f"{known} |"
        )
    yield ""


def _made(facts: Mapping[str, Any]) -> Iterator[str]:
    archive = facts["archive"]
    line = command(facts)
    # Names and queries are in it as they were typed, and none may end the block.
    fence = max(["``", *_FENCES.findall(line)], key=len) + "`"
    yield from ("## How it was made", "", f"{fence}sh", line, fence, "")
    versions = ", ".join(f"{name} {version}" for name, version in facts["versions"].items())
    yield f"With {versions}. The same archive, command and versions give the same bytes."
    run = archive["last_run"]
    last = f"; its last run, {run['command']}, began at {run['started_at']}" if run else ""
    yield ""
    yield shown(
        f"From the archive {archive['archive_id'] or 'without an id'} (schema "
        f"{archive['schema_version']}) with {counted(archive['articles'], 'article')}{last}.",
        None,
    )
    yield (
        "The software read them from the pages that ANTARA's bureaus publish; `layout`, "
        "`extractor_version` and `flags` say of each row how, and what to know before trusting it."
        if not said.is_sample(facts)
        else "The software made its articles up, to be tried with."
    )
    yield ""


def _left_out(facts: Mapping[str, Any]) -> Iterator[str]:
    asked = facts["arguments"]
    yield from ("## What was left out", "")
    for reason, count in facts["left_out"].items():
        yield f"- {counted(count, 'article')}: {LEFT_OUT[reason].in_card}."
    if not facts["left_out"]:
        yield "- None of the articles that pass the filters."
    if withdrawn := len(facts["withdrawn"]):
        yield (
            f"- {counted(withdrawn, 'article')} of the bureaus asked for, of whatever day and "
            "kind, withdrawn on request: such articles are in no export, and of one that was "
            "erased nobody can say whether it would have been in this one."
        )
    narrowed = [
        name
        for name in ("bureaus", "since", "until", "kind", "layout", "reporters", "sections")
        if asked.get(name)
    ] + [name for name in ("places", "search") if asked.get(name)]
    if narrowed:
        yield f"- What the filters did not ask for ({', '.join(narrowed)}; see the command)."
    if not asked["text"]:
        yield "- Every sentence of the articles: text, subtitle, pull quote, captions."
    if not asked["dateline"]:
        yield '- The datelines of the texts ("Place (ANTARA) - ").'
    if asked["revisions"] == "latest":
        yield "- Earlier states of the articles: only the current one is in it."
    if "csv" in asked["formats"] and not asked["raw_csv"]:
        yield (
            "- Nothing from the CSV; but texts that a spreadsheet would run as formulas have an "
            "apostrophe in front there."
        )
    yield from ("- Pictures: only their addresses are known.", "")


def _cite(facts: Mapping[str, Any]) -> Iterator[str]:
    yield from ("## How to cite it", "")
    yield "An article by its own address (`url`), with its day. The data set as"
    day = said.as_of(facts)
    yield from ("", f"> {said.title(facts)}. {f'As of {day}. ' if day else ''}{said.maker(facts)}.")
    yield f"> sha256:{said.digest(facts)}"
    yield from ("", "`CITATION.cff` has the same for programs.", "")


def _verify(facts: Mapping[str, Any]) -> Iterator[str]:
    yield from ("## How to verify it", "", "```sh", "sha256sum -c SHA256SUMS")
    yield "grep ' articles' SHA256SUMS | sha256sum  # the digest above"
    yield from ("antara export --verify .  # with the software", "```")
