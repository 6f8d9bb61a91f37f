"""One reading for a person: the fields with their sources, the text, the ledger."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from crawler.items import Article, Credit, Fate, Image, LedgerEntry, Signal
from crawler.terminal import counted, for_a_person, printable, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SHOWN_APART = {"text", "ledger", "provenance", "credits", "images", "tags", "flags", "signals"}
LEDGER_TEXT = 100
"""Characters of a ledger entry that are shown."""


def stored_article(held: dict[str, Any]) -> Article:
    """Return an article as the archive holds it; of its ledger no kept block is held.

    Args:
        held: of `ArchiveReader.article`.
    """
    names = {field.name for field in fields(Article)}
    lists = {
        "credits": [Credit(**each) for each in held["credits"]],
        "images": [Image(**each) for each in held["images"]],
        "signals": [Signal(**each) for each in held["signals"]],
        "ledger": [LedgerEntry(**each | {"fate": Fate(each["fate"])}) for each in held["ledger"]],
    }
    return Article(**{name: value for name, value in held.items() if name in names} | lists)


def seen_lines(held: dict[str, Any], changed: str) -> list[str]:
    """Return the lines that say when an article was seen, and whether it was changed since.

    Args:
        held: of `ArchiveReader.article`.
        changed: UTC, when the last of its states was first seen.
    """
    states = counted(held["states"], "state")
    if held["states"] > 1:
        key = f"{held['bureau']}/{held['article_id']}"
        states += f"; changed {changed[:10]}: antara diff {key}"
    known = {name: held[name] or "-" for name in ("first_seen", "last_seen", "missing_since")}
    return [f"  {name:<20} {value}" for name, value in {**known, "states": states}.items()]


def state_sections(state: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Yield the headings of one state of an article, each with its lines.

    Args:
        state: of `ArchiveReader.states`, with key and states, how many there are.
    """
    lines = [(name, state[name]) for name in ("title", "subtitle")]
    lines += [("credits", _credit(**each)) for each in state["credits"] or ()]
    lines.append(("tags", ", ".join(state["tags"] or ())))
    lines += [(name, state[name]) for name in ("updated", "first_seen", "last_seen")]
    yield (
        f"{state['key']}, state {state['seq']} of {state['states']}",
        [f"  {name:<20} {printable(value or '-')}" for name, value in lines],
    )
    yield text_section(state["text"] or "")


def write_article(article: Article, seen: Sequence[str] = ()) -> None:
    """Write a reading: aligned, with headings in bold, on a terminal; plain lines in a pipe.

    Args:
        article: what was read.
        seen: lines below its fields, of one that is held.
    """
    write_sections(sections(article, seen))


def write_sections(parts: Iterable[tuple[str, list[str]]]) -> None:
    """Write headings, each with its lines, and an empty line after each."""
    bold = for_a_person()
    for heading, lines in parts:
        sys.stdout.write(f"\x1b[1m{heading}\x1b[0m\n" if bold else f"{heading}\n")
        for line in lines:
            sys.stdout.write(f"{line}\n")
        sys.stdout.write("\n")


def sections(article: Article, seen: Sequence[str] = ()) -> Iterator[tuple[str, list[str]]]:
    """Yield the headings of a reading, each with its lines."""
    yield f"{article.bureau}/{article.article_id}", [*field_lines(article), *seen]
    yield text_section(article.text or "")
    yield (
        f"Ledger ({summed_up(article.ledger)})",
        [ledger_line(entry) for entry in article.ledger if entry.fate is not Fate.KEPT],
    )


def text_section(text: str) -> tuple[str, list[str]]:
    """Return the heading of a text, and its paragraphs as lines."""
    paragraphs = [part for paragraph in text.split("\n\n") for part in (printable(paragraph), "")]
    return f"Text ({len(text.split()):,} words)", paragraphs[:-1] if text else ["(none)"]


def field_lines(article: Article) -> list[str]:
    """Return one line a value, with its source where more than one could give it."""
    lines = []
    for name, value in values(article):
        source = article.provenance.get(name)
        known = "-" if value is None else printable(value)
        lines.append(f"  {name:<20} {known}{f'  [{source}]' if source else ''}")
    return lines


def values(article: Article) -> Iterator[tuple[str, Any]]:
    """Yield the fields that fit on a line; of a list, one a line under the same name."""
    plain = article.as_dict()
    for name, value in plain.items():
        if name not in SHOWN_APART:
            yield name, value
    for credit in article.credits:
        yield "credits", _credit(credit.role, credit.name, credit.printed)
    for image in article.images:
        yield "images", f"{image.url}  {image.caption or 'without a caption'}"
    for signal in article.signals:
        yield "signals", f"{signal.carrier}: {signal.value}"
    yield "tags", ", ".join(article.tags) or None
    yield "flags", ", ".join(article.flags) or None


def _credit(role: str, name: str | None, printed: str | None) -> str:
    return f"{role}: {name}  (printed: {printed})"


def summed_up(ledger: list[LedgerEntry]) -> str:
    """Return how many blocks and characters met each fate."""
    blocks: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for entry in ledger:
        blocks[entry.fate] += 1
        characters[entry.fate] += entry.characters
    return (
        "; ".join(
            f"{fate.replace('_', ' ')} {blocks[fate]:,} blocks, {characters[fate]:,} characters"
            for fate in Fate
            if blocks[fate]
        )
        or "no block"
    )


def ledger_line(entry: LedgerEntry) -> str:
    """Return one entry: its fate and reason, its length, how it begins."""
    why = entry.reason or entry.fate
    text = shorten(printable(entry.text), LEDGER_TEXT)
    return f"  {why:<16} {entry.characters:>6}  {text}"
