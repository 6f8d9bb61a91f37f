"""What becomes of an article that was leased from the frontier, and how it is counted.

An article's row leaves `pending` only in the transaction that writes its outcome, so that a
killed process loses nothing. What may be the host's bad hour and not the article's own fate is
written when the next usable answer of the host has borne it out.
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
    from pipelines.archive import ArchiveSession, Found, Outcome, Pending

FAILURES_IN_A_ROW = 5
"""After so many articles in a row without a usable answer a host is left alone for this run."""
_EARLY_TRIES = 2
"""Tries after which what is said once more of an article is believed of a host that seems ill."""
_NO_DOUBT = frozenset({DropReason.ROBOTS, DropReason.REDIRECTED, DropReason.KEY_COLLISION})
"""Nothing was asked, or an article came. What else one article may well be, five in a row hardly
are: then it is the host that is ill, and only what lasts for hours is theirs."""


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
        self._doubted: dict[str, list[Gone | Rejected]] = {}
        """By bureau: outcomes since its host's last usable answer, not written yet."""
        self._well: set[str] = set()
        """The bureaus whose host gave a usable answer for an article in this run."""
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
            self._take(answered.found)
        outcome = answered.outcome
        if outcome is not None:
            assert not isinstance(outcome, Stored)
            outcome.conditional = pending.conditional
            outcome.capture = response.meta.get(CAPTURE)
            outcome.at = response.meta.get(FETCHED_AT)
        self._judge(lane, outcome, read=answered.article is not None)
        article = answered.article
        if article is not None:
            counts = self.summary.of(article.bureau)
            counts.layouts[str(article.layout)] += 1
            self.session.note_names(article.bureau, article.article_id, answered.names)
            if article.published_utc and article.bureau == lane.bureau.name:
                lane.published[article.article_id] = article.published_utc
            yield article

    def _take(self, found: Found) -> None:
        """Lease what has answered already, so that nobody asks for it before it is written."""
        pending = self.session.lease_key(found.bureau, found.article_id)
        if pending is not None:
            self._leases[pending.frontier_id] = pending

    def no_answer(self, outcome: RequestOutcome, lane: Lane, pending: Pending) -> None:
        """Settle what gave no page, or leave it for a later run."""
        lane.counts.fetched += outcome.status is not None and not refused_unasked(outcome)
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
            _remember(lane, pending)
        elif outcome.reason == "budget":
            return  # our own doing: it stays leased, and `give_back` leaves it untouched
        elif outcome.kind is Treatment.LATER or not self.summary.answered:
            # Not asked, or by a machine whose network is down, so no try of it: left untouched too.
            lane.counts.add_failed(failed.why)
            self._watch(lane, failed.why)
            return
        self._judge(lane, settled or failed)

    def _judge(self, lane: Lane, outcome: Outcome | None, *, read: bool = False) -> None:
        """Have an outcome written, at once or when another answer has borne it out.

        Args:
            lane: whose host answered.
            outcome: of the leased row; None when the article settles it.
            read: whether an article was read, whatever became of the row.
        """
        if isinstance(outcome, Failed):
            self.session.queue(outcome)
            self._watch(lane, outcome.why)
            return
        if not read and isinstance(outcome, Gone | Rejected) and self._is_doubtful(outcome):
            self._doubted.setdefault(lane.bureau.name, []).append(outcome)
            self._watch(lane, _why(outcome))
            return
        if outcome is not None:
            self.session.queue(outcome)
        if isinstance(outcome, Rejected) and outcome.reason == DropReason.ROBOTS:
            return  # the host was not asked: it says neither that it is well nor that it is ill
        lane.failures_in_a_row = 0
        self._well.add(lane.bureau.name)
        for each in self._doubted.pop(lane.bureau.name, ()):
            self.session.queue(each)

    def _is_doubtful(self, outcome: Gone | Rejected) -> bool:
        if not self.doubts_lost:
            return False
        return isinstance(outcome, Gone) or outcome.reason not in _NO_DOUBT

    def _is_first_try(self, doubted: Gone | Rejected) -> bool:
        """Tell whether an article that is not held was asked for once only.

        Few are new in an hour: where none of them was read, it may be the host's bad one.
        """
        pending = self._leases.get(doubted.frontier_id or 0)
        return pending is not None and not pending.held and pending.tries == 0

    def _is_early_try(self, doubted: Gone | Rejected) -> bool:
        """Tell whether an article was asked for twice at most since it last gave something.

        What it says for the third time, hours after the first, is its own fate: of articles that
        were all taken away nothing else is ever said. A listing that names it can bring it back.
        """
        pending = self._leases.get(doubted.frontier_id or 0)
        return pending is not None and pending.tries < _EARLY_TRIES

    def _watch(self, lane: Lane, last: str) -> None:
        """Count articles without a usable answer, and leave alone a host that gives no other.

        What was doubted of a host that is ill says nothing of the articles: they have failed,
        and are asked for again, some times.

        Args:
            lane: whose host answered.
            last: what became of the last article.
        """
        lane.failures_in_a_row += 1
        if lane.failures_in_a_row == FAILURES_IN_A_ROW:
            lane.leave_alone(
                f"{FAILURES_IN_A_ROW} articles in a row gave no usable answer "
                f"(the last: {last}); left alone for this run"
            )
        if lane.failures_in_a_row >= FAILURES_IN_A_ROW:
            for each in self._doubted.pop(lane.bureau.name, ()):
                self.session.queue(_failed(each) if self._is_early_try(each) else each)

    def give_back(self) -> None:
        """Write what is queued or doubted, give back what is still leased; for the end of the run.

        Raises:
            ArchiveError: when it could not be written.
        """
        for bureau, doubted in self._doubted.items():
            for each in doubted:
                alone = bureau not in self._well and self._is_first_try(each)
                self.session.queue(_failed(each) if alone else each)
        self._doubted.clear()
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


def refused_unasked(outcome: RequestOutcome) -> bool:
    """Tell whether robots.txt forbids it, so that nothing was asked, or not the last address."""
    return outcome.kind is Treatment.REJECTED and outcome.reason == DropReason.ROBOTS


def _why(outcome: Gone | Rejected) -> str:
    if isinstance(outcome, Gone):
        return f"{DropReason.GONE}: HTTP status {outcome.status}"
    return f"{outcome.reason}: {outcome.seen}"


def _failed(doubted: Gone | Rejected) -> Failed:
    """Return a doubted outcome as a try that has failed."""
    return Failed(
        doubted.frontier_id,
        _why(doubted),
        doubted.status,
        conditional=doubted.conditional,
        capture=doubted.capture,
        at=doubted.at,
    )
