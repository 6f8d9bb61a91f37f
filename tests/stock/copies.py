"""How one newsroom takes over another's report, and how one changes its own.

Each deed is a function of a report that it changes in place, and of a writer that goes on in the
report's own words. The names are those of the truth.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.stock.language import Writer
    from tests.stock.report import Report

_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_WORD = re.compile(r"^[a-z-]+$")
LEAST_SHARE, MOST_SHARE = 0.02, 0.10
"""Of a text's words, those that `words` changes in a copy."""


def retitle(report: Report, writer: Writer, rng: Random) -> bool:
    """Give it another title of the same words."""
    before = report.title
    for _ in range(5):
        report.title = writer.title()
        if report.title != before:
            return True
    return False


def lead(report: Report, writer: Writer, rng: Random) -> bool:
    """Write its first paragraph anew."""
    report.paragraphs[0] = [writer.lead()]
    return True


def cut_paragraph(report: Report, writer: Writer, rng: Random) -> bool:
    """Leave a paragraph out, never the first one."""
    if len(report.paragraphs) < 4:
        return False
    del report.paragraphs[rng.randrange(1, len(report.paragraphs))]
    return True


def cut_sentence(report: Report, writer: Writer, rng: Random) -> bool:
    """Leave a sentence out, never the first one."""
    where = [
        (p, s) for p, sentences in enumerate(report.paragraphs) for s in range(len(sentences)) if p
    ]
    if len(where) < 3:
        return False
    p, s = rng.choice(where)
    del report.paragraphs[p][s]
    if not report.paragraphs[p]:
        del report.paragraphs[p]
    return True


def add_sentence(report: Report, writer: Writer, rng: Random) -> bool:
    """Add a sentence after the lead, at any place."""
    paragraph = report.paragraphs[rng.randrange(1, len(report.paragraphs))]
    paragraph.insert(rng.randrange(len(paragraph) + 1), writer.line())
    return True


def move(report: Report, writer: Writer, rng: Random) -> bool:
    """Put a paragraph, not the first one, to another place."""
    paragraphs = report.paragraphs
    before = list(paragraphs)
    if len(paragraphs) < 4:
        return False
    place = rng.randrange(1, len(paragraphs))
    paragraph = paragraphs.pop(place)
    others = [each for each in range(1, len(paragraphs) + 1) if each != place]
    paragraphs.insert(rng.choice(others), paragraph)
    return paragraphs != before


def correct_number(report: Report, writer: Writer, rng: Random) -> bool:
    """Change one number of the text, its length aside."""
    where = [
        (p, s)
        for p, sentences in enumerate(report.paragraphs)
        for s, sentence in enumerate(sentences)
        if _NUMBER.search(sentence)
    ]
    if not where:
        return False
    p, s = rng.choice(where)
    sentence = report.paragraphs[p][s]
    match = rng.choice(list(_NUMBER.finditer(sentence)))
    number = match.group()
    # The first digit by another one, never 0: what was a number stays one, and another one.
    digit = rng.choice([each for each in "123456789" if each != number[0]])
    report.paragraphs[p][s] = sentence[: match.start()] + digit + sentence[match.start() + 1 :]
    return True


def change_words(report: Report, writer: Writer, rng: Random, share: float = 0.0) -> bool:
    """Change so large a share of the text's words, one at the least; no names, no numbers."""
    split = [[sentence.split(" ") for sentence in each] for each in report.paragraphs]
    places = [
        (p, s, w)
        for p, sentences in enumerate(split)
        for s, sentence in enumerate(sentences)
        for w, word in enumerate(sentence)
        if w and _WORD.match(word)
    ]
    total = sum(len(sentence) for sentences in split for sentence in sentences)
    if not places:
        return False
    for p, s, w in rng.sample(places, min(len(places), max(1, round(total * share)))):
        before = split[p][s][w]
        other = writer.word()
        while other == before:
            other = writer.word()
        split[p][s][w] = other
    report.paragraphs = [[" ".join(sentence) for sentence in each] for each in split]
    return True


REVISIONS: dict[str, Callable[[Report, Writer, Random], bool]] = {
    "title": retitle,
    "number": correct_number,
    "words": change_words,
    "added": add_sentence,
    "cut": cut_sentence,
    "moved": move,
}
"""Kinds of change between two states of an article, by the word of the truth."""
REVISION_WEIGHTS = (25, 25, 20, 15, 9, 6)

COPIES: dict[str, Callable[[Report, Writer, Random], bool] | None] = {
    "exact": None,
    "title": retitle,
    "dateline": None,
    "lead": lead,
    "cut": cut_paragraph,
    "added": add_sentence,
    "words": change_words,
}
"""Kinds of a copy; of "words" the truth states the share, of "dateline" the caller knows places."""
COPY_WEIGHTS = (22, 18, 14, 8, 13, 11, 14)
