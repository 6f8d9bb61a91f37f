"""What becomes of an article that was leased from the frontier, and how it is counted.

An article's row leaves `pending` only in the transaction that writes its outcome, so that a
killed process loses nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.captures.about import CAPTURE, FETCHED_AT
from crawler.items import DropReason
from crawler.outcomes import Treatment
from crawler.spiders.reading import read_article
from pipelines.archive import Failed, Gone, NotModified, Rejected, Stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scrapy.http import Response

    from crawler.items import Article
    from crawler.outcomes import RequestOutcome
    from crawler.spiders.lane import Lane
    from crawler.summary import RunSummary
    from pipelines.archive import ArchiveSession, Outcome, Pending

FAILURES_IN_A_ROW = 5
"""After so many articles in a row without a usable answer a host is left alone for this run."""
SUSPECT = frozenset(
    {
        DropReason.LISTING,
        DropReason.OFF_SITE,
        DropReason.REDIRECT_LOOP,
        DropReason.SOFT_404,
        DropReason.GONE,
    }
)
"""What one article may well be, but hardly five in a row: then it is the host that is ill."""


class Settling:
    """The articles that a run has leased, from the lease to the written outcome."""

    def __init__(
        self,
        session: ArchiveSession,
        summary: RunSummary,
        take: Callable[[str], Pending | None],
        *,
        doubts_lost: bool = True,
    ) -> None:
        self.session = session
        self.summary = summary
        self.take = take
        """Takes the next address of a bureau out of the frontier."""
        self.doubts_lost = doubts_lost
        """Whether lost articles, one after the other, say that it is the host that is ill."""
        self._leases: dict[int, Pending] = {}
        session.on_result = self._count

    def lease(self, lane: Lane) -> Pending | None:
        """Take the next article to ask a lane's host for; None where nothing is due."""
        if lane.dry or not self.session.opened:
            return None
        for name in lane.frontier_names:
            pending = self.take(name)
            if pending is not None:
                self._leases[pending.frontier_id] = pending
                return pending
        lane.dry = True
        return None

    def lease_key(self, lane: Lane, article_id: int) -> Pending | None:
        """Take one article of the lane's bureau, None where it cannot be asked for now."""
        pending = self.session.lease_key(lane.bureau.name, article_id)
        if pending is not None:
            self._leases[pending.frontier_id] = pending
        return pending

    def answer(self, response: Response, lane: Lane, pending: Pending) -> Iterable[Article]:
        """Read an article's page; its outcome is written with the next batch."""
        lane.counts.fetched += 1
        answered = read_article(response, pending)
        if not isinstance(answered.outcome, Failed):
            _remember(lane, pending)
        if answered.found is not None:
            # Another key answered. Known first, so that a kill between the two loses neither.
            self.session.add_found([answered.found])
        outcome = answered.outcome
        if outcome is not None:
            assert not isinstance(outcome, Stored)
            outcome.conditional = pending.conditional
            outcome.capture = response.meta.get(CAPTURE)
            outcome.at = response.meta.get(FETCHED_AT)
            self.session.queue(outcome)
        self._watch(lane, None if answered.article is not None else answered.outcome)
        article = answered.article
        if article is not None:
            counts = self.summary.of(article.bureau)
            counts.layouts[str(article.layout)] += 1
            self.session.note_names(article.bureau, article.article_id, answered.names)
            if article.published_utc and article.bureau == lane.bureau.name:
                lane.published[article.article_id] = article.published_utc
            yield article

    def no_answer(self, outcome: RequestOutcome, lane: Lane, pending: Pending) -> None:
        """Settle what gave no page, or leave it for a later run."""
        lane.counts.fetched += outcome.status is not None
        frontier_id = pending.frontier_id
        settled: Gone | Rejected | None = None
        if outcome.kind is Treatment.GONE:
            settled = Gone(frontier_id, outcome.status)
        elif outcome.kind is Treatment.REJECTED:
            settled = Rejected(frontier_id, str(outcome.reason), outcome.text, outcome.status)
        failed = Failed(frontier_id, f"{outcome.reason}: {outcome.text}", outcome.status)
        failed.conditional = pending.conditional
        failed.capture, failed.at = outcome.capture, outcome.at
        if settled is not None:
            settled.conditional = pending.conditional
            settled.capture, settled.at = outcome.capture, outcome.at
            self.session.queue(settled)
            _remember(lane, pending)
        elif outcome.reason == "budget":
            return  # our own doing: it stays leased, and `give_back` leaves it untouched
        elif outcome.kind is Treatment.LATER or not self.summary.answered:
            # Not asked, or by a machine whose network is down, so no try of it: left untouched too.
            lane.counts.add_failed(failed.why)
        else:
            self.session.queue(failed)
        self._watch(lane, settled or failed)

    def _watch(self, lane: Lane, outcome: Outcome | None) -> None:
        """Count answers without an article in a row, and leave alone a host that gives no other.

        Args:
            lane: whose host answered.
            outcome: what became of the article; None when it was read.
        """
        if isinstance(outcome, Failed):
            last = outcome.why
        elif self.doubts_lost and isinstance(outcome, Gone):
            last = f"HTTP status {outcome.status}"
        elif self.doubts_lost and isinstance(outcome, Rejected) and outcome.reason in SUSPECT:
            last = f"{outcome.reason}: {outcome.seen}"
        else:
            lane.failures_in_a_row = 0
            return
        lane.failures_in_a_row += 1
        if lane.failures_in_a_row == FAILURES_IN_A_ROW:
            lane.leave_alone(
                f"{FAILURES_IN_A_ROW} articles in a row gave no usable answer "
                f"(the last: {last}); left alone for this run"
            )

    def give_back(self) -> None:
        """Write what is queued and give back what is still leased; for the end of the run.

        Raises:
            ArchiveError: when it could not be written.
        """
        self.session.flush()
        for frontier_id in list(self._leases):
            self.session.release(frontier_id)
        self._leases.clear()

    def _count(self, outcome: Outcome, result: str) -> None:
        """Count what the archive says of an outcome once it is written."""
        if isinstance(outcome, Stored):
            key = (outcome.article["bureau"], outcome.article["article_id"])
            self.summary.of(key[0]).add_result(result)
            for frontier_id, pending in list(self._leases.items()):
                if (pending.bureau, pending.article_id) == key:
                    del self._leases[frontier_id]
            return
        leased = self._leases.pop(outcome.frontier_id or 0, None)
        bureau = leased.bureau if leased else getattr(outcome, "bureau", None)
        if bureau is None:
            return
        counts = self.summary.of(bureau)
        if isinstance(outcome, Rejected):
            counts.rejected[outcome.reason] += 1
        elif isinstance(outcome, Gone):
            counts.gone += 1
        elif isinstance(outcome, NotModified):
            counts.unchanged += 1
        elif isinstance(outcome, Failed):
            counts.add_failed(outcome.why)


def _remember(lane: Lane, pending: Pending) -> None:
    if pending.bureau == lane.bureau.name:
        lane.settled.add(pending.article_id)
