"""What a request may take: its queries' time, a turn for a large answer; and who has left."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from pipelines.datasette import limits, make_app, refusals, visits
from pipelines.datasette.apart import ApartDatabase
from pipelines.datasette.visits import Visit, visit
from tests.command_line import make_archive
from tests.served import pages

if TYPE_CHECKING:
    from pathlib import Path

ONE = "/archive.json?sql=select+1&_shape=arrayfirst"
LARGE = f"/archive.json?sql={quote(f'select zeroblob({limits.LARGE})')}"


@pytest.fixture
def app(tmp_path: Path) -> Any:
    make_archive(tmp_path / "archive.db")
    return make_app(tmp_path / "archive.db", "sample", immutable=False)


@pytest.fixture
def no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REQUEST_SECONDS", 0)
    monkeypatch.setattr(limits, "LATE_SECONDS", 0)


@pytest.mark.usefixtures("no_time")
def test_a_request_without_time_asks_nothing(app: Any) -> None:
    (page,) = pages(app, ONE)
    assert (page.status_code, page.json()["error"]) == (400, refusals.TOO_LONG)


@pytest.mark.usefixtures("no_time")
def test_a_download_of_a_whole_table_goes_on_and_a_page_that_calls_itself_one_does_not(
    app: Any,
) -> None:
    table, page = pages(
        app,
        "/archive/articles.csv?_stream=1&_size=2&_col=bureau&_header=off",
        "/archive/articles?_stream=1",
    )
    assert sorted(line.partition(",")[0] for line in table.text.split()) == list("123456")
    assert page.status_code == 400


def test_each_request_begins_anew(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_TEXT", 3 * limits.LARGE)
    monkeypatch.setattr(limits, "REQUEST_SECONDS", 0.5)
    assert [page.status_code for page in pages(app, *[LARGE] * 5)] == [200] * 5


def test_late_queries_get_a_little_and_then_nothing() -> None:
    late = Visit(seconds=limits.REQUEST_SECONDS)
    assert late.milliseconds(800) == limits.LEAST_MILLISECONDS
    assert late.milliseconds(5) == 5
    late.seconds += limits.LATE_SECONDS
    assert late.milliseconds(800) == 0
    assert Visit(whole=True, seconds=1000).milliseconds(800) == 800


# ---- large answers


def test_few_large_answers_are_made_at_once(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGE_SECONDS", 0.1)
    others = [Visit() for _ in range(limits.LARGE_AT_ONCE)]
    assert all(each.turn() for each in others)
    try:
        large, small = pages(app, LARGE, ONE)
        assert (large.status_code, large.json()["error"]) == (503, refusals.BUSY)
        assert small.json() == [1]
        others[0].over()
        assert [page.status_code for page in pages(app, LARGE, LARGE)] == [200, 200]
    finally:
        for each in others:
            each.over()


def test_one_waits_for_its_turn(app: Any) -> None:
    async def ask() -> Any:
        await app.invoke_startup()
        return await asyncio.gather(*[app.client.get(LARGE) for _ in range(6)])

    assert {page.status_code for page in asyncio.run(ask())} == {200}
    (page,) = pages(app, LARGE)  # none has kept its turn
    assert page.status_code == 200


def test_a_turn_is_given_back_once() -> None:
    one = Visit()
    assert one.turn()
    assert one.turn()
    one.over()
    one.over()
    several = [Visit() for _ in range(limits.LARGE_AT_ONCE + 1)]
    assert [each.turn() for each in several] == [True] * limits.LARGE_AT_ONCE + [False]
    for each in several:
        each.over()


def test_who_is_gone_gets_no_turn() -> None:
    """A thread asks on after a request was broken off; nobody would give its turn back."""
    gone = Visit()
    gone.over()
    assert not gone.turn()
    several = [Visit() for _ in range(limits.LARGE_AT_ONCE)]
    assert all(each.turn() for each in several)
    for each in several:
        each.over()


def test_a_request_that_is_broken_off_gives_its_turn_back(
    app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Visit.turn
    asked_for = threading.Event()
    go_on = threading.Event()

    def late(self: Visit) -> bool:
        asked_for.set()
        go_on.wait(10)
        return own(self)

    monkeypatch.setattr(Visit, "turn", late)

    async def leave() -> None:
        await app.invoke_startup()
        request = asyncio.create_task(app.client.get(LARGE))
        while not asked_for.is_set():
            await asyncio.sleep(0.01)
        request.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await request
        go_on.set()
        await asyncio.sleep(0.3)

    asyncio.run(leave())
    monkeypatch.setattr(Visit, "turn", own)
    several = [Visit() for _ in range(limits.LARGE_AT_ONCE)]
    assert all(each.turn() for each in several)
    for each in several:
        each.over()


def test_outside_of_a_request_there_is_no_visit(app: Any) -> None:
    async def ask() -> Any:
        await app.invoke_startup()
        await app.client.get(ONE)
        return visit.get()

    assert asyncio.run(ask()) is None


# ---- who has left


def test_nothing_is_asked_for_who_has_left(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    own = ApartDatabase._ask

    def ask(self: Any, question: Any, now: Visit) -> Any:
        answer = own(self, question, now)
        asked.append(question[0])
        return answer

    monkeypatch.setattr(ApartDatabase, "_ask", ask)

    async def leave(path: str) -> list[dict[str, Any]]:
        await app.invoke_startup()
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.disconnect"}

        async def send(event: dict[str, Any]) -> None:
            sent.append(event)

        bare, _, asks = path.partition("?")
        scope = {
            "type": "http",
            "method": "GET",
            "path": bare,
            "raw_path": bare.encode(),
            "query_string": asks.encode(),
            "headers": [(b"host", b"localhost")],
            "http_version": "1.1",
            "scheme": "http",
        }
        await app.app()(scope, receive, send)
        return sent

    for path in (ONE, "/", "/search?q=ikan"):
        sent = asyncio.run(leave(path))
        assert sent[0]["status"] == 503, path
    assert "select 1" not in asked


def test_a_large_body_is_sent_in_pieces() -> None:
    sent: list[tuple[int, bool]] = []

    async def send(event: dict[str, Any]) -> None:
        sent.append((len(event["body"]), event["more_body"]))

    body = b"x" * (2 * limits.PIECE + 1)
    sending = visits._in_pieces(send)
    asyncio.run(sending({"type": "http.response.body", "body": body}))
    assert sent == [(limits.PIECE, True), (limits.PIECE, True), (1, False)]
