"""The stream of invented articles: which comes when, who copies it, how it changes.

`articles(seed, n)` knows no clock and no file, and holds only what is not out yet: some days.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any, Final

from crawler.bureaus import load_bureaus
from tests.stock import copies, times
from tests.stock.language import Scene, Writer
from tests.stock.pages import Page, fields_of, slug_of
from tests.stock.places import DESKS
from tests.stock.routine import TEMPLATES, routine
from tests.stock.truth import Change, Invented, Truth

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.bureaus import Bureau
    from tests.stock.places import Desk
    from tests.stock.report import Report

COPIED: Final = 0.15
"""Of all articles, those that are copies of another one."""
ROUTINE: Final = 0.08
"""Of all articles, those from a template."""
REVISED: Final = 0.03
"""Of all articles, those with more than one state."""
VISITS: Final = (0.25, 1.0, 7.0)
"""Days after publication on which a changed article may be seen again."""
MOST_MEMBERS: Final = 8

_COPIES_WEIGHTS = (50, 22, 12, 7, 4, 3, 2)
"""Of stories with 1 to 7 copies."""
_MEAN_COPIES = sum(n * w for n, w in enumerate(_COPIES_WEIGHTS, 1)) / sum(_COPIES_WEIGHTS)
_STATES_WEIGHTS = (80, 15, 5)
"""Of articles with 1 to 3 changes."""
_PHOTOS, _VIDEOS = 0.06, 0.04
_NO_COPIES = ("en", "otomotif")
"""Who neither copies nor is copied."""
_ZONES = {25_200: "WIB", 28_800: "WITA", 32_400: "WIT"}
_LEAST_LAG = 120
_EARLIEST_ZONE = 9 * 3_600
"""A day begins in Papua so many seconds before it does in UTC."""
_TWO_DEEDS = 0.2
_FROM_A_COPY = 0.25
_SILENT = 0.6
_TITLE_TOO = 0.15


@dataclass(slots=True)
class Place:
    """A bureau with what is drawn from it."""

    bureau: Bureau
    desk: Desk
    offset: int
    last_id: int = 0

    def next_id(self, moment: int, rng: Random) -> int:
        """Return a number that is larger than the one before, and about right for its time."""
        span = self.desk.last_id - self.desk.first_id
        about = self.desk.first_id + int(span * times.share_of_span(moment)) - rng.randrange(9)
        self.last_id = max(self.last_id + 1, about)
        return self.last_id


@dataclass(slots=True)
class _Member:
    """An article that can be copied."""

    key: str
    report: Report
    depth: int


@dataclass(slots=True)
class _Story:
    """An original and those of its copies that are out."""

    scene: Scene
    own: list[str]
    """Its words."""
    members: list[_Member] = field(default_factory=list)


def articles(seed: int, n: int) -> Iterator[Invented]:
    """Yield `n` invented articles in the order of publication; the same from the same numbers."""
    return _Newsroom(seed, n).run()


class _Newsroom:
    """Everything that is drawn from one seed."""

    def __init__(self, seed: int, n: int) -> None:
        self._rng = Random(seed)
        self._writer = Writer(self._rng)
        self._n = n
        self._planned = 0
        """Articles that are out, and those that wait in `_coming`."""
        self._coming: list[tuple[int, int, Place, _Story | None]] = []
        """Time, number, bureau, and the story that it copies."""
        bureaus = load_bureaus()
        self._places = [
            Place(bureaus[name], desk, times.offset_of(bureaus[name].zone))
            for name, desk in DESKS.items()
        ]
        self._weights = _sums([place.desk.weight for place in self._places])
        self._copiers = [each for each in self._places if each.bureau.name not in _NO_COPIES]
        self._copier_weights = _sums([place.desk.weight for place in self._copiers])
        originals = 1 - COPIED
        self._routine = ROUTINE / originals
        told = (originals - ROUTINE) * (1 - _PHOTOS - _VIDEOS)
        told *= self._copier_weights[-1] / self._weights[-1]
        self._is_copied = COPIED / (told * _MEAN_COPIES)

    def run(self) -> Iterator[Invented]:
        for day, share in times.shares():
            self._plan(day, min(self._n, math.ceil(self._n * share)) - self._planned)
            # What comes next may be of tomorrow, which begins in Papua before today ends here.
            yield from self._out(times.midnight(day) + 86_400 - _EARLIEST_ZONE)
        yield from self._out(times.midnight(times.LAST_DAY) + 2 * 86_400)

    def _plan(self, day: date, count: int) -> None:
        """Plan the originals of a day."""
        for _ in range(count):
            place = self._rng.choices(self._places, cum_weights=self._weights)[0]
            moment = times.midnight(day) + times.second_of_day(self._rng) - place.offset
            self._push(moment, place, None)

    def _push(self, moment: int, place: Place, story: _Story | None) -> None:
        # The number keeps the order of what comes in the same second, and bureaus uncompared.
        heapq.heappush(self._coming, (moment, self._planned, place, story))
        self._planned += 1

    def _out(self, before: int) -> Iterator[Invented]:
        while self._coming and self._coming[0][0] < before:
            moment, _, place, story = heapq.heappop(self._coming)
            yield (
                self._original(moment, place) if story is None else self._copy(moment, place, story)
            )

    # Originals

    def _original(self, moment: int, place: Place) -> Invented:
        rng = self._rng
        scene = self._scene(moment, place)
        draw = rng.random()
        if place.bureau.language == "id" and draw < self._routine:
            template = rng.choice(list(TEMPLATES))
            scene = replace(scene, place=scene.places[0])
            return self._invent(routine(template, rng, scene), moment, place, template=template)
        draw = rng.random()
        if draw < _PHOTOS + _VIDEOS:
            kind = "photo" if draw < _PHOTOS else "video"
            report = self._writer.report(scene, 14, 60)
            if kind == "video":
                report.caption = None
            return self._invent(report, moment, place, kind=kind)
        report = self._writer.report(scene)
        story = _Story(scene, self._writer.own)
        key, page = self._page(report, moment, place)
        if place.bureau.name not in _NO_COPIES and rng.random() < self._is_copied:
            self._spread(moment, place, story)
            story.members.append(_Member(key, report.copy(), 0))
        return self._with_changes(report, page, Truth(key, key, None, (), None, None))

    def _scene(self, moment: int, place: Place) -> Scene:
        places = place.desk.places
        at = places[int(self._rng.random() ** 2.5 * len(places))]
        day = date.fromordinal((moment + place.offset) // 86_400 + times.EPOCH)
        zone = _ZONES[place.offset]
        return Scene(at, places, day, zone, place.bureau.language)

    def _spread(self, moment: int, place: Place, story: _Story) -> None:
        """Plan who copies an article, as far as articles are left for it."""
        rng = self._rng
        count = 1 + rng.choices(range(MOST_MEMBERS - 1), _COPIES_WEIGHTS)[0]
        seen = {place.bureau.name}
        for _ in range(min(count, self._n - self._planned)):
            copier = place
            while copier.bureau.name in seen:
                copier = rng.choices(self._copiers, cum_weights=self._copier_weights)[0]
            seen.add(copier.bureau.name)
            # Most copies come within hours: minutes are as likely as hours and as days.
            lag = _LEAST_LAG * (times.LONGEST_LAG / _LEAST_LAG) ** rng.random()
            self._push(moment + int(lag), copier, story)

    # Copies

    def _copy(self, moment: int, place: Place, story: _Story) -> Invented:
        rng = self._rng
        source = story.members[0]
        if len(story.members) > 1 and rng.random() < _FROM_A_COPY:
            source = rng.choice([each for each in story.members if each.depth < 2])
        report = source.report.copy()
        self._writer.begin(story.scene, story.own)
        kinds, share = self._take_over(report, place)
        report.editor = self._writer.name()
        key, page = self._page(report, moment, place)
        story.members.append(_Member(key, report.copy(), source.depth + 1))
        truth = Truth(key, story.members[0].key, source.key, kinds, share, None)
        return self._with_changes(report, page, truth)

    def _take_over(self, report: Report, place: Place) -> tuple[tuple[str, ...], float | None]:
        """Do to a report what a copier does; returns the kinds, and the share of words changed."""
        rng, share = self._rng, None
        names = rng.choices(list(copies.COPIES), copies.COPY_WEIGHTS)
        if names != ["exact"] and rng.random() < _TWO_DEEDS:
            names.append(rng.choice([each for each in copies.COPIES if each not in names][1:]))
        done = []
        # In the order of the table: what is added must not be cut again.
        for name in sorted(names, key=list(copies.COPIES).index):
            deed = copies.COPIES[name]
            if name == "words":
                share = rng.uniform(copies.LEAST_SHARE, copies.MOST_SHARE)
                good = copies.change_words(report, self._writer, rng, share)
            elif name == "dateline":
                good = report.place != place.desk.places[0]
                report.place = place.desk.places[0]
            else:
                good = deed is not None and deed(report, self._writer, rng)
            if good:
                done.append(name)
        return tuple(done) or ("exact",), None if share is None else round(share, 4)

    # States

    def _page(
        self, report: Report, moment: int, place: Place, kind: str = "article"
    ) -> tuple[str, Page]:
        number = place.next_id(moment, self._rng)
        slug = slug_of(report.title)
        page = Page(place.bureau, number, kind, moment, place.offset, slug)
        return f"{place.bureau.name}/{number}", page

    def _invent(
        self,
        report: Report,
        moment: int,
        place: Place,
        *,
        kind: str = "article",
        template: str | None = None,
    ) -> Invented:
        key, page = self._page(report, moment, place, kind)
        return self._with_changes(report, page, Truth(key, key, None, (), None, template))

    def _with_changes(self, report: Report, page: Page, truth: Truth) -> Invented:
        """Return an article with the states that visits saw of it."""
        rng = self._rng
        # Read within the hour, as an hourly crawl does.
        seen = page.published + 60 + int(rng.random() * 3_000)
        first = fields_of(report, page, seen, None)
        if rng.random() >= REVISED:
            return Invented((first,), truth)
        # Short texts and templates have nothing but numbers and words to correct.
        names: Sequence[str] = list(copies.REVISIONS)
        weights: Sequence[int] = copies.REVISION_WEIGHTS
        if truth.template is not None or page.kind != "article":
            names, weights = ("number", "words"), (70, 30)
            self._writer.speak(page.bureau.language)
        states, changes = [first], []
        updated = None
        count = 1 + rng.choices(range(len(VISITS)), _STATES_WEIGHTS)[0]
        for visit in sorted(rng.sample(VISITS, count)):
            kinds = self._change(report, names, weights)
            if not kinds:
                continue
            at = rng.randrange(seen + 1, page.published + int(visit * 86_400))
            silent = rng.random() < _SILENT
            updated = updated if silent else at
            seen = page.published + int(visit * 86_400) + int(rng.random() * 3_000)
            states.append(fields_of(report, page, seen, updated))
            changes.append(Change(len(states), kinds, silent, times.utc(at)))
        return Invented(tuple(states), replace(truth, revisions=tuple(changes)))

    def _change(
        self, report: Report, names: Sequence[str], weights: Sequence[int]
    ) -> tuple[str, ...]:
        """Change a report as its own newsroom does; returns the kinds."""
        rng = self._rng
        chosen = rng.choices(names, weights)
        # Only with a new title: of two changes of the text one could hide the other.
        if "title" in names and "title" not in chosen and rng.random() < _TITLE_TOO:
            chosen.append("title")
        return tuple(name for name in chosen if copies.REVISIONS[name](report, self._writer, rng))


def _sums(weights: list[float]) -> list[float]:
    total: list[Any] = []
    for weight in weights:
        total.append(weight + (total[-1] if total else 0.0))
    return total
