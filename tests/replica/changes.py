"""How a site changes: its time passes, its newsrooms correct, take away and bring back."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from tests.replica import make
from tests.replica.chrome import Chrome
from tests.replica.corrections import Correction, Key
from tests.replica.hosts import HOSTS
from tests.replica.odd import Reply
from tests.replica.parts import Block, slugify
from tests.replica.pieces import Piece
from tests.replica.shelf import Shelf


class Changes:
    """What may be done to a site while it is served; a part of Site."""

    now: datetime
    redesign: bool
    seed: int
    version: int
    listed: dict[str, Any]
    pieces: Any
    shelves: dict[str, Shelf]
    corrections: dict[Key, Correction]
    withdrawn: dict[tuple[str, int], int]
    """What the address of each article answers that was taken away: 404 or 410."""
    extra: dict[tuple[str, str], Reply]
    extra_cards: dict[str, list[str]]
    chromes: dict[str, Chrome]

    def _begin(self) -> None:
        self.withdrawn, self.extra, self.extra_cards = {}, {}, {}
        self.redesigns: dict[str, str] = {}
        self._order = count()
        self._due: list[tuple[datetime, int, Callable[[], object]]] = []

    # Time

    def schedule(self, at: datetime, deed: Callable[[], object]) -> None:
        """Have something done when the site's time gets there: `lambda: site.withdraw(…)`."""
        heapq.heappush(self._due, (at, next(self._order), deed))

    def advance(self, to: datetime) -> int:
        """Let time pass: articles appear, what was scheduled is done, the day's date changes.

        Args:
            to: Aware, not before the site's time.

        Returns:
            How many articles appeared.

        Raises:
            ValueError: When time would run backwards.
        """
        if to < self.now:
            raise ValueError(f"The site's time is {self.now}; it does not go back to {to}")
        before = sum(shelf.shown for shelf in self.shelves.values())
        while self._due and self._due[0][0] <= to:
            at, _, deed = heapq.heappop(self._due)
            self.now = max(self.now, at)
            deed()
        self.now = to
        days = {HOSTS[name].zone: to.astimezone(HOSTS[name].zone).date() for name in self.chromes}
        old = [
            name
            for name, one in self.chromes.items()
            if one.now.astimezone(one.host.zone).date() != days[one.host.zone]
        ]
        for name in old:
            self.chromes[name] = self._chrome(name, self.chromes[name].edition)
        appeared = sum(shelf.shown for shelf in self.shelves.values()) - before
        if appeared or old:
            self.version += 1
        return appeared

    def _chrome(self, bureau: str, edition: int = 0) -> Chrome:
        raise NotImplementedError

    # Articles

    def revise(
        self,
        bureau: str,
        article_id: int,
        *,
        title: str | None = None,
        add: str | None = None,
        edit: Callable[[Piece], object] | None = None,
        stamp: bool = False,
        new_slug: bool = False,
        at: datetime | None = None,
    ) -> dict[str, Any]:
        """Change an article as a newsroom does: another title, one more paragraph; the truth.

        Args:
            bureau: Its bureau.
            article_id: Its id.
            title: Its new title.
            add: A paragraph that comes to its end.
            edit: Does what else is to be done.
            stamp: Whether the page tells when it was changed, if its layout has a place for that.
            new_slug: Whether listings name it by an address with its new title from now on.
            at: When that is, aware; now, by the site's time, unless told otherwise.
        """
        piece = self.pieces[bureau, article_id]
        piece.title = title or piece.title
        if add:
            piece.blocks.append(Block("p", (add,)))
        if edit:
            edit(piece)
        if new_slug:
            piece.slug = slugify(piece.title)
        # Each change has a second of its own, as two within one could not be told apart.
        piece.changed = max(at or self.now, (piece.changed or piece.when) + timedelta(seconds=1))
        if stamp and piece.shows_update:
            piece.updated = piece.changed.astimezone(piece.facts.zone).replace(microsecond=0)
        piece.revision += 1
        self.version += 1
        return piece.truth(redesign=self.redesign)

    def correct(self, at: datetime, *only: Key) -> set[Key]:
        """Make the corrections that this site has, once: what was made is left as it is.

        Args:
            at: When they are made, aware; what states it says so.
            only: Keys of articles, if it is not to be all of them.

        Returns:
            The keys of the articles that were changed.
        """
        keys = {key for key in only or self.corrections if not self.pieces[key].revision}
        for key in keys:
            made = self.corrections[key]
            self.revise(*key, edit=made.change, stamp=made.stated, at=at)
        return keys

    def withdraw(
        self, bureau: str, article_id: int, status: int = 410, *, listed: bool = True
    ) -> None:
        """Answer 410 or 404 for an article from now on.

        Args:
            bureau: Its bureau.
            article_id: Its id.
            status: What its address answers.
            listed: Whether listings still name it; only a site over years can leave it out.
        """
        self.withdrawn[bureau, article_id] = status
        if not listed:
            self.shelves[bureau].unlist(article_id)
        self.version += 1

    def restore(self, bureau: str, article_id: int) -> None:
        """Bring a withdrawn article back as it was."""
        del self.withdrawn[bureau, article_id]
        if bureau in self.shelves:
            self.shelves[bureau].relist(article_id)
        self.version += 1

    def refurnish(self, *bureaus: str) -> None:
        """Change what is not the articles on every page of these bureaus, or of all.

        The menus name other things, counters have counted, advertisements have other numbers.
        """
        for name in bureaus or tuple(self.chromes):
            self.chromes[name] = self._chrome(name, self.chromes[name].edition + 1)
        self.version += 1

    def redo(self, bureau: str, how: str | None) -> None:
        """Give all article pages of a bureau other markup from now on; None: as it was.

        What the site knows to be true stays what the old markup showed.

        Args:
            bureau: Its short name.
            how: One of `redesigns.KINDS`.
        """
        self.redesigns.pop(bureau, None)
        if how is not None:
            self.redesigns[bureau] = how
        self.version += 1

    def append(self, bureau: str, count: int = 1) -> list[dict[str, Any]]:
        """Publish new articles, ten minutes apart; the site's time moves on. Their truth."""
        if self.shelves:
            raise ValueError("What a site over years will publish is fixed: advance() its time")
        new: list[Piece] = []
        for _ in range(count):
            self.now += timedelta(minutes=10)
            number = max(one.article_id for one in self.listed[bureau]) + 3
            new.append(make.article(self.seed, bureau, number, self.now - timedelta(minutes=2)))
            self.listed[bureau].insert(0, new[-1])
            self.pieces[bureau, number] = new[-1]
        self.version += 1
        return [one.truth(redesign=self.redesign) for one in reversed(new)]

    def serve(
        self,
        url: str,
        body: bytes,
        *,
        status: int = 200,
        content_type: str = "text/html; charset=utf-8",
        listed_in: str | None = None,
    ) -> None:
        """Answer an address with these bytes, in place of what the site has.

        Args:
            url: Absolute, with its query if any; its scheme does not matter.
            body: The answer's body.
            status: The answer's status.
            content_type: The answer's type.
            listed_in: A bureau whose first listing page then names the address too.
        """
        host, _, path = url.split("://", 1)[1].partition("/")
        self.extra[host.lower(), f"/{path}"] = Reply(status, body, {"Content-Type": content_type})
        if listed_in:
            self.extra_cards.setdefault(listed_in, []).append(url)
        self.version += 1
