"""Invented reports: frames filled with words that fall as they do in news.

An article has words of its own, drawn from a theme, which its title is made of and which come
back in its text; everything else falls by the frequencies of the whole stock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.replica.words import DAYS_ID, MONTHS_ID
from tests.stock import english_words, patterns, stems, words
from tests.stock.report import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from random import Random

LEAST_WORDS, MOST_WORDS = 150, 400
LEAST_PARAGRAPHS, MOST_PARAGRAPHS = 5, 12
_LONGEST = 36
"""A sentence is begun only where so many words still fit."""
_SLOT = re.compile(r"\{(\w)\}")


@dataclass(frozen=True, slots=True)
class Scene:
    """What a report is written about, before a word of it is."""

    place: str
    places: Sequence[str]
    """Of the bureau."""
    day: date
    zone: str
    """WIB, WITA or WIT."""
    language: str = "id"


Frame = tuple[str, tuple[str, ...]]


def _frames(lines: Iterable[str]) -> list[Frame]:
    """Return each frame as a %-format and the slots that fill it."""
    return [
        (_SLOT.sub("%s", line.replace("%", "%%")), tuple(_SLOT.findall(line))) for line in lines
    ]


@dataclass(frozen=True, slots=True)
class _Tongue:
    """The frames and tables of one language."""

    phrases: list[Frame]
    leads: list[Frame]
    body: list[Frame]
    titles: list[Frame]
    captions: list[Frame]
    tables: dict[str, Sequence[str]]
    """Slot to a table of 4096 places."""
    offices: Sequence[str]
    says: Sequence[str]
    connectors: Sequence[str]
    days: Sequence[str]
    months: Sequence[str]
    themes: dict[str, list[str]]
    unit: str


_ID = _Tongue(
    phrases=_frames(patterns.PHRASES),
    leads=_frames(patterns.LEADS),
    body=_frames(patterns.BODY),
    titles=_frames(patterns.TITLES),
    captions=_frames(patterns.CAPTIONS),
    tables={
        "n": words.NOUNS,
        "A": words.ADJECTIVES,
        "D": words.PASSIVE,
        "B": words.INTRANSITIVE,
        "P": words.PROCESS,
        "K": words.ABSTRACT,
        "R": words.REDUPLICATED,
        "M": words.PEOPLE,
        "U": words.OWNED,
        "F": words.ADVERBS,
        "V": words.ACTIVE,
    },
    offices=stems.OFFICES,
    says=stems.SAYS,
    connectors=stems.CONNECTORS,
    days=DAYS_ID,
    months=MONTHS_ID,
    themes={name: own.split() for name, own in stems.THEMES.items()},
    unit="triliun miliar miliar juta",
)
_EN = _Tongue(
    phrases=_frames(patterns.EN_PHRASES),
    leads=_frames(patterns.EN_LEADS),
    body=_frames(patterns.EN_BODY),
    titles=_frames(patterns.EN_TITLES),
    captions=_frames(patterns.EN_CAPTIONS),
    tables={
        "n": words.zipf_table(english_words.NOUNS, 21),
        "A": words.zipf_table(english_words.ADJECTIVES, 22),
        "V": words.zipf_table(english_words.PAST, 23),
        "B": words.zipf_table(english_words.BASE, 24),
    },
    offices=english_words.OFFICES,
    says=english_words.SAYS,
    connectors=("Meanwhile,",),
    days=english_words.DAYS,
    months=english_words.MONTHS,
    themes=dict.fromkeys(english_words.CATEGORIES, english_words.NOUNS),
    unit="trillion billion billion million",
)


class Writer:
    """Writes reports; one for a whole stock, because what it draws with is made once."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._random = rng.random
        self._own: list[str] = []
        self._verbs: list[str] = []
        self._tongues = {"id": _ID, "en": _EN}
        self._slots = {name: self._slots_of(tongue) for name, tongue in self._tongues.items()}
        # A title is made of the article's own words, none of them twice.
        self._told = 0
        self._of_titles = {
            name: slots | {"t": self._next_own, "n": self._next_own, "V": self._own_verb}
            for name, slots in self._slots.items()
        }
        self.speak("id")

    def report(self, scene: Scene, least: int = LEAST_WORDS, most: int = MOST_WORDS) -> Report:
        """Write a report of so many words, its title included in none of them."""
        random = self._random
        category = self._begin(scene)
        tongue = self._tongue
        title = self.title()
        sentences = [self._sentence(tongue.leads[int(random() * len(tongue.leads))])]
        wanted = least + int((most - least) * (random() * 0.6 + random() * 0.4))
        count = sentences[0].count(" ") + 1
        frames = self._rng.sample(tongue.body, min(len(tongue.body), 2 + wanted // 8))
        for frame in frames:
            if count >= wanted or count > most - _LONGEST:
                break
            sentences.append(self._sentence(frame))
            count += sentences[-1].count(" ") + 1
        while count < least:
            sentences.append(self._sentence(tongue.body[int(random() * len(tongue.body))]))
            count += sentences[-1].count(" ") + 1
        own = self._own
        return Report(
            title=title,
            place=scene.place,
            paragraphs=self._paragraphs(sentences) if least >= LEAST_WORDS else [sentences],
            tags=[own[0], own[1], scene.place][: 2 + (random() < 0.6)],
            category=category,
            reporter=words.person(self._rng),
            editor=words.person(self._rng),
            caption=self._sentence(tongue.captions[int(random() * len(tongue.captions))])
            if random() < 0.7
            else None,
        )

    def title(self) -> str:
        """Return a title, or another one, of the report that was written last."""
        tongue, self._told = self._tongue, 0
        frame = tongue.titles[int(self._random() * len(tongue.titles))]
        return self._sentence(frame, self._of_titles[self._language])

    def lead(self) -> str:
        """Return another lead of the report that was written last."""
        leads = self._tongue.leads
        return self._sentence(leads[int(self._random() * len(leads))])

    def line(self) -> str:
        """Return another sentence of the report that was written last."""
        body = self._tongue.body
        return self._sentence(body[int(self._random() * len(body))])

    def word(self) -> str:
        """Return any noun."""
        return self._fill["n"]()

    def speak(self, language: str) -> None:
        """Take the words of a language, without anything to write about."""
        self._language = language
        self._tongue = self._tongues[language]
        self._fill = self._slots[language]

    def name(self) -> str:
        """Return the name of somebody."""
        return words.person(self._rng)

    def begin(self, scene: Scene, own: Sequence[str]) -> None:
        """Go back to a scene and its words, to write more of it."""
        self._begin(scene)
        self._own[: len(own)] = own

    @property
    def own(self) -> list[str]:
        """The words of the report that was written last, the most used first."""
        return list(self._own)

    def _begin(self, scene: Scene) -> str:
        """Draw what the report is about; returns its theme."""
        random, rng = self._random, self._rng
        self.speak(scene.language)
        tongue = self._tongue
        category = list(tongue.themes)[int(random() * len(tongue.themes))]
        theme = tongue.themes[category]
        nouns, verbs = tongue.tables["n"], tongue.tables["V"]
        self._own = [*rng.sample(theme, 5), *(nouns[int(random() * 4096)] for _ in range(3))]
        self._verbs = [verbs[int(random() * 4096)] for _ in range(5)]
        self._scene = scene
        offices = tongue.offices
        self._office = offices[int(random() * len(offices))]
        self._other = offices[int(random() * len(offices))]
        self._first, self._second = words.person(rng), words.person(rng)
        self._villages = [words.coined(rng, 2 + (random() < 0.4)) for _ in range(3)]
        return category

    def _next_own(self) -> str:
        self._told += 1
        return self._own[self._told - 1]

    def _own_verb(self) -> str:
        return self._verbs[int(self._random() * 4)]

    def _sentence(self, frame: Frame, slots: dict[str, Callable[[], str]] | None = None) -> str:
        fill = slots or self._fill
        text = frame[0] % tuple([fill[slot]() for slot in frame[1]])
        if text[0] in '"“':
            return text[0] + text[1].upper() + text[2:]
        return text[0].upper() + text[1:]

    def _paragraphs(self, sentences: list[str]) -> list[list[str]]:
        """Put sentences into paragraphs of one to some; the lead stands alone."""
        most = min(MOST_PARAGRAPHS, len(sentences))
        wanted = min(max(LEAST_PARAGRAPHS, round(len(sentences) / 1.7)), most)
        cuts = sorted(self._rng.sample(range(1, len(sentences)), wanted - 1))
        cuts[0] = 1
        edges = [0, *cuts, len(sentences)]
        return [sentences[a:b] for a, b in pairwise(edges)]

    def _slots_of(self, tongue: _Tongue) -> dict[str, Callable[[], str]]:
        """Return what fills each slot."""
        rng, random, bits = self._rng, self._random, self._rng.getrandbits
        fill = {slot: words.drawer(rng, table) for slot, table in tongue.tables.items()}
        active = fill["V"]
        phrases = tongue.phrases

        def phrase() -> str:
            text, slots = phrases[int(random() * len(phrases))]
            return text % tuple([fill[slot]() for slot in slots])

        def rupiah() -> str:
            unit = tongue.unit.split()[bits(2)]
            tenth = bits(4)
            tail = f",{tenth}" if 0 < tenth < 10 else ""
            return f"Rp{1 + int(random() * random() * 900)}{tail} {unit}"

        def day() -> str:
            on = self._scene.day - timedelta(days=bits(2))
            return f"{tongue.days[on.weekday()]} ({on.day}/{on.month})"

        fill |= {
            "N": phrase,
            # The first of an article's own words come most often.
            "t": lambda: self._own[int(random() * random() * 8)],
            "V": lambda: self._verbs[bits(2)] if random() < 0.35 else active(),
            "W": lambda: self._scene.place,
            "S": lambda: self._villages[int(random() * 3)],
            "O": lambda: self._office,
            "Q": lambda: self._other,
            "J": lambda: self._first,
            "H": lambda: self._second,
            "Y": lambda: self._first.rpartition(" ")[2],
            "G": lambda: words.person(rng),
            "C": lambda: tongue.says[int(random() * len(tongue.says))],
            "k": lambda: tongue.connectors[int(random() * len(tongue.connectors))],
            "d": lambda: str(2 + int(random() * random() * 95)),
            "q": lambda: f"{1 + int(random() * random() * 60)}.{int(random() * 1000):03d}",
            "r": rupiah,
            "p": lambda: f"{1 + int(random() * random() * 90)},{bits(3) + 1}",
            "x": lambda: f"{5 + int(random() * 90)}.{bits(1) * 5}00",
            "y": day,
            "z": lambda: tongue.days[self._scene.day.weekday()],
            "m": lambda: tongue.months[int(random() * 12)],
            "e": lambda: str(self._scene.day.year - (random() < 0.2)),
            "h": lambda: f"{7 + bits(3):02d}",
            "Z": lambda: self._scene.zone,
        }
        return fill
