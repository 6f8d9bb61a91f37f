"""What was read off a capture goes into an archive, as if a crawl had just got the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem

from crawler.captures.reread import read_all
from crawler.captures.through import pipelines_of
from pipelines.archive import Failed, Gone, NotModified, Rejected, Stored

if TYPE_CHECKING:
    from crawler.captures.again import ReadAgain
    from pipelines.archive import ArchiveSession
    from pipelines.archive.keys import Key
    from pipelines.archive.rereading import ToReread

_REMEMBERED: Final = 1_000
_EARLIER: Final = 500
"""Pages older than what is held that wait to be placed together."""


class _Unasked:
    """A session for pages that nobody asked the site for: what is refused settles no address."""

    def __init__(self, session: ArchiveSession) -> None:
        self._session = session

    def frontier_id(self, _bureau: str, _article_id: int) -> None:
        """Return no address."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)


class Taking:
    """Writes readings in the order in which their captures were written.

    A crawl's captures come in the order of time, and each goes the way of a crawl. One from
    elsewhere may be older than what is held: then the article's states are made again in the
    order of time, all of them, so that what was imported becomes an earlier revision. Such pages
    wait a while, so that many of one article cost its states once.

    Args:
        session: of the archive, open, with a run begun.
        folder: that the captures' paths are relative to.
    """

    def __init__(self, session: ArchiveSession, folder: str) -> None:
        self.session = session
        self.folder = folder
        self.unplaced: list[str] = []
        """Keys of articles of which an older state was kept, and could not be made a revision."""
        self._pipelines = pipelines_of(session)
        self._of_imports = pipelines_of(cast("ArchiveSession", _Unasked(session)))
        self._unclosed: dict[Key, str] = {}
        self._queued: set[Key] = set()
        self._earlier: dict[Key, list[Stored]] = {}
        self._waiting = 0

    def take(self, each: ReadAgain) -> bool:
        """Write what was made of one capture; say whether it was a reading of an article.

        Raises:
            ArchiveError: it cannot be written.
        """
        if each.problem is not None or each.key is None:
            return False
        if each.unclosed is not None and self._unclosed.get(each.key) != each.unclosed:
            self._unclosed[each.key] = each.unclosed
            return False  # the crawl asked again, and reads it when it comes twice
        if each.article is not None:
            self._store(each)
            return True
        if isinstance(each.outcome, Gone | NotModified):
            self._settle(each, each.outcome)
        return False

    def finish(self) -> None:
        """Write what waits.

        Raises:
            ArchiveError: it cannot be written.
        """
        self.session.flush()
        self._queued.clear()
        earlier, self._earlier, self._waiting = self._earlier, {}, 0
        for key, outcomes in earlier.items():
            self._place(key, outcomes)

    def _store(self, each: ReadAgain) -> None:
        assert each.article is not None
        if each.imported:
            self._written((each.article.bureau, each.article.article_id))
        item: Any = each.article
        try:
            for step in self._of_imports if each.imported else self._pipelines:
                item = step.process_item(item)
        except DropItem:
            return
        fields = dict(ItemAdapter(item).asdict())
        outcome = Stored(None, fields, imported=each.imported)
        key = (str(fields["bureau"]), int(fields["article_id"]))
        if each.imported:
            if self.session.held_later(*key, each.date) is not None:
                self._earlier.setdefault(key, []).append(outcome)
                self._waiting += 1
                if self._waiting >= _EARLIER:
                    self.finish()
                return
            self._queued.add(key)
        self.session.queue(outcome)

    def _written(self, key: Key) -> None:
        """See that an article which waits in the batch is written before it is asked for."""
        if key in self._queued or len(self._queued) > _REMEMBERED:
            self.session.flush()
            self._queued.clear()

    def _place(self, key: Key, outcomes: list[Stored]) -> None:
        """Place an article's pages among its states: all at once, else those that fit."""
        outcomes = sorted(outcomes, key=_moment)
        if self._placed(key, outcomes):
            return
        for outcome in outcomes:
            if len(outcomes) == 1 or not self._placed(key, [outcome]):
                self.unplaced.append(f"{key[0]}/{key[1]}")
                self.session.note_unplaced(outcome)

    def _placed(self, key: Key, outcomes: list[Stored]) -> bool:
        held = self.session.held_later(*key, _moment(outcomes[0]))
        if held is None:  # what was newer is not there any more
            return False
        readings = self._readings(held)
        if readings:
            readings += [outcome.article for outcome in outcomes]
            readings.sort(key=lambda reading: str(reading["fetched_at"]))
        return self.session.store_earlier(outcomes, held.row, readings)

    def _readings(self, held: ToReread) -> list[dict[str, Any]]:
        """Return today's readings of all the article's captures; none where one is missing."""
        if not held.whole:
            return []
        again = read_all(self.folder, held)
        return [] if again.problems else [self._normalised(each) for each in again.readings]

    def _normalised(self, reading: dict[str, Any]) -> dict[str, Any]:
        normalise, validate, *_ = self._pipelines
        return dict(ItemAdapter(validate.process_item(normalise.process_item(reading))).asdict())

    def _settle(self, each: ReadAgain, outcome: Gone | NotModified) -> None:
        """Write that a held article was there, or was not."""
        assert each.key is not None
        if self._earlier.get(each.key):
            self.finish()
        self.session.flush()
        row = self.session.frontier_id(*each.key)
        if each.imported and (
            self.session.held(*each.key) is None
            or self.session.held_later(*each.key, each.date) is not None
        ):
            row = None  # what was said then is noted, and changes nothing
        elif row is None and isinstance(outcome, NotModified):
            return
        outcome.frontier_id, outcome.capture, outcome.at = row, each.place.capture, each.date
        if isinstance(outcome, Gone):
            outcome.key = each.key
        self.session.queue(outcome)


def refused(each: ReadAgain) -> Rejected | Failed | None:
    """Return the outcome of an imported page that gave no article, with where it stands."""
    outcome = each.outcome
    if not isinstance(outcome, Rejected | Failed):
        return None
    outcome.frontier_id, outcome.capture, outcome.at = None, each.place.capture, each.date
    outcome.key = each.key
    if isinstance(outcome, Rejected) and each.key is not None:
        outcome.bureau = each.key[0]
    return outcome


def _moment(outcome: Stored) -> str:
    return str(outcome.article["fetched_at"])
