"""What was read off a capture goes into an archive, as if a crawl had just got the answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem

from crawler.captures.reread import read_all
from crawler.captures.through import pipelines_of
from pipelines.archive import Gone, NotModified, Stored
from pipelines.archive.rereading import Source

if TYPE_CHECKING:
    from crawler.captures.again import ReadAgain
    from pipelines.archive import ArchiveSession
    from pipelines.archive.rereading import ToReread

_REMEMBERED = 1_000


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
    order of time, all of them, so that what was imported becomes an earlier revision.

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
        self._unclosed: dict[tuple[str, int], str] = {}
        self._queued: set[tuple[str, int]] = set()

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

    def _store(self, each: ReadAgain) -> None:
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
            self._written(key)
            held = self.session.held_later(*key, each.date)
            if held is not None:
                self._place_in_time(each, outcome, held)
                return
            self._queued.add(key)
        self.session.queue(outcome)

    def _written(self, key: tuple[str, int]) -> None:
        """See that an article which waits in the batch is written before it is asked for."""
        if key in self._queued or len(self._queued) > _REMEMBERED:
            self.session.flush()
            self._queued.clear()

    def _place_in_time(self, each: ReadAgain, outcome: Stored, held: ToReread) -> None:
        place = each.place
        here = Source(place.capture, place.file, place.offset, place.length, place.body, each.date)
        sources = tuple(sorted((*held.sources, here), key=lambda source: source.asked_at))
        again = read_all(self.folder, replace(held, sources=sources)) if held.whole else None
        readings = [self._normalised(each) for each in again.readings] if again else []
        if again is None or again.problems:
            readings = []
        if not self.session.store_earlier(outcome, held.row, readings):
            self.unplaced.append(f"{held.bureau}/{held.article_id}")

    def _normalised(self, reading: dict[str, Any]) -> dict[str, Any]:
        normalise, validate, *_ = self._pipelines
        return dict(ItemAdapter(validate.process_item(normalise.process_item(reading))).asdict())

    def _settle(self, each: ReadAgain, outcome: Gone | NotModified) -> None:
        """Write that a held article was there, or was not."""
        assert each.key is not None
        self.session.flush()
        row = self.session.frontier_id(*each.key)
        if each.imported and (
            self.session.held(*each.key) is None
            or self.session.held_later(*each.key, each.date) is not None
        ):
            row = None  # what was said then is noted, and changes nothing
        elif row is None and not each.imported:
            return
        outcome.frontier_id, outcome.capture, outcome.at = row, each.place.capture, each.date
        self.session.queue(outcome)
