"""The answer of `antara check` as lines for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from crawler.terminal import counted, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADINGS: Final = {
    "verbatim": "VERBATIM. All of it stands so in an article held.",
    "altered": "ALTERED. It comes from an article held, but does not stand there just so.",
    "partly_found": "PARTLY FOUND. Some of it stands in an article held, not the whole.",
    "not_found": "NOT FOUND in what is held.",
    "cannot_tell": "CANNOT TELL.",
}
MOST_COPIES: Final = 6
"""Other carriers that are named."""
MOST_SAME: Final = 100
"""Characters of a sentence that is the same, or of a line that was not compared."""
MOST_NOT_COMPARED: Final = 20
"""Lines that were not compared and are shown."""


def answer_lines(answer: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the lines of an answer, each with what the next ones of it begin with.

    Args:
        answer: of `Checker.check`.
    """
    if answer["today"] and answer["verdict"] == "verbatim":
        yield "VERBATIM, in an earlier state: the article was corrected since.", ""
    else:
        yield HEADINGS[answer["verdict"]], ""
    if answer["reason"]:
        yield answer["reason"], ""
    if answer["source"]:
        yield from _source(answer)
    if answer["verdict"] != "verbatim":
        yield from _differences(answer)
    for name in ("before", "after"):
        if sentence := answer[name]:
            yield f"{name} it there:  {printable(sentence)}", "          "
    if answer["near"]:
        yield "", ""
        yield "Nearest of what is held:", ""
        for near in answer["near"]:
            yield from _near(near)
    if answer["verdict"] != "verbatim":
        yield "", ""
        yield f"Coverage: {answer['coverage']['line']}", "  "
        if answer["source"] and not answer["coverage"]["complete"]:
            yield "Another article that says just this may be missing here.", ""
    if answer["not_compared"]:
        yield from _not_compared(answer["not_compared"])


def _not_compared(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield them, so that nobody takes for ANTARA's what stands in one of them."""
    many = counted(len(lines), "piece")
    yield f"Not compared: {many}, such as credits, links, tags or marks of forwarding.", ""
    for line in lines[:MOST_NOT_COMPARED]:
        yield f"  {_short(printable(line))}", "  "
    if len(lines) > MOST_NOT_COMPARED:
        yield f"  and {len(lines) - MOST_NOT_COMPARED:,} more", "  "


def _short(line: str) -> str:
    return line if len(line) <= MOST_SAME else f"{line[:MOST_SAME]}…"


def _source(answer: dict[str, Any]) -> Iterator[tuple[str, str]]:
    source = answer["source"]
    yield "", ""
    yield f"{source['key']}  {source['published'] or 'no date'}  {printable(source['title'])}", "  "
    yield f"  {source['url']}", "  "
    if source["states"] > 1:
        now = ", the last one" if source["state"] == source["states"] else ", corrected since"
        yield (
            (
                f"  State {source['state']} of {source['states']}{now}; seen "
                f"{source['first_seen']} to {source['last_seen']}."
            ),
            "  ",
        )
    for change in answer["corrections"]:
        silent = " silently" if change["silent"] else ""
        yield (
            (
                f"  Changed{silent} before {change['seen_at']}: {', '.join(change['kinds'])}. "
                f"'antara diff {source['key']}' shows it."
            ),
            "  ",
        )
    if source["missing_since"]:
        yield f"  Gone from the site since {source['missing_since']}.", "  "
    for each in answer["today"]:
        now = f"'{printable(each['new'])}'" if each["new"] else "nothing of it"
        yield f"  Today it says {now} in place of '{printable(each['old'])}'.", "  "
    if (copies := answer["copies"] or 0) > len(answer["carried_by"]):
        yield f"  It stands so in {copies:,} articles: a sentence of many reports.", "  "
    first = answer["first"]
    if first["key"] != source["key"]:
        yield f"  First carried by {first['key']}, {first['published'] or 'no date'}.", "  "
    others = [key for key in answer["carried_by"] if key not in (source["key"], first["key"])]
    if others:
        more = len(others) - MOST_COPIES
        named = ", ".join(others[:MOST_COPIES]) + (f" and {more:,} more" if more > 0 else "")
        yield f"  Carried so by {named} too.", "  "
    if answer["story"]:
        yield f"  'antara story {source['key']}' shows who carried the report.", "  "


def _differences(answer: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if not answer["parts"]:
        return
    yield "", ""
    if each := answer["dateline"]:
        yield f"dateline  {_swap(each)}", "          "
    own = answer["source"]["key"]
    for part in answer["parts"]:
        given, held = printable(part["given"]), printable(part["held"] or "")
        of = f" ({part['source']})" if part["source"] not in (None, own) else ""
        match part["likeness"]:
            case "same":
                yield f"same{of}  {_short(given)}", "      "
            case "missing":
                yield f"not held  {given}", "          "
            case "clipped":
                yield f"clipped{of}  {given}", "         "
                yield f"   whole:  {held}", "         "
            case _:
                kinds = sorted({each["kind"] for each in part["differences"]})
                yield f"changed{of}, {', '.join(kinds) or 'cut short'}:", ""
                yield f"   given:  {given}", "         "
                yield f"   held:   {held}", "         "
                for each in part["differences"]:
                    yield f"   {each['kind']:<6}  {_swap(each)}", "          "
    for name, what in (("cut", "left out"), ("moved", "elsewhere")):
        for sentence in answer[name]:
            yield f"{what}  {printable(sentence)}", "          "


def _near(near: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield (
        (f"  {near['key']}  {near['published_day'] or 'no date'}  {printable(near['title'])}"),
        "    ",
    )
    for each in near["differences"][:4]:
        yield f"    {each['kind']}: {_swap(each)}", "      "


def _swap(each: dict[str, str]) -> str:
    given, held = printable(each["given"]), printable(each["held"])
    if not given:
        return f"without '{held}'"
    if not held:
        return f"'{given}' is not held there"
    return f"'{given}' in place of '{held}'"
