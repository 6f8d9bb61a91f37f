"""The delay holds whatever happens, a slow host gets longer pauses, and all of it is counted."""

from __future__ import annotations

import asyncio
import itertools
import threading
import time
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response
from servers import PAGE, Server, answer, crawl, redirect

from crawler.budget import Budget
from crawler.errors import OverBudget
from crawler.manners import HostLedger
from crawler.pace import LONGEST_REST, REFUSING, Pace, spread

BALI = "https://bali.antaranews.com"
HOST = "bali.antaranews.com"


# --- The queue's delay


def pace_of(**given) -> tuple[Pace, SimpleNamespace]:
    """A pace and the downloader's queue of HOST that it sets."""
    slot = SimpleNamespace(delay=5.0, jitter=0.5, lastseen=time.monotonic())
    engine = SimpleNamespace(downloader=SimpleNamespace(slots={HOST: slot}))
    arguments = {"delay": 5.0, "jitter": 0.5, "most": 300.0, "at_once": 1, "slowness": 1.0} | given
    return Pace(SimpleNamespace(engine=engine), **arguments), slot


def shortest(slot) -> float:
    return slot.delay * (1 - slot.jitter)


def answered(pace: Pace, status: int, **headers: str) -> None:
    request = Request(f"{BALI}/", meta={"download_slot": HOST})
    pace.answered(Response(f"{BALI}/", status=status, headers=headers), request)


seconds = st.floats(min_value=0, max_value=1000)


@given(seconds, st.floats(min_value=0, max_value=1), seconds)
def test_no_delay_is_shorter_than_asked_for_nor_than_ours(delay, jitter, least):
    found, spreading = spread(delay, jitter, least)
    low, high = found * (1 - spreading), found * (1 + spreading)
    rounding = 1e-9 * max(delay, least)  # of the longest: the shortest is a difference of two
    assert low >= max(least, delay * (1 - jitter)) - rounding
    assert high >= delay * (1 + jitter) - rounding
    assert 0 <= spreading <= jitter


def test_a_slow_host_has_longer_pauses_and_a_fast_one_no_shorter():
    pace, slot = pace_of()
    pace.took(HOST, 0.1)
    assert (slot.delay, slot.jitter) == (5.0, 0.5)
    pace.took(HOST, 20.0)
    assert shortest(slot) == 40.0  # from the request's beginning: its answer and as long again
    pace.took(HOST, 2.0)
    assert shortest(slot) == pytest.approx(4.0)
    assert slot.delay * (1 + slot.jitter) == pytest.approx(7.5)
    pace.took(HOST, 0.1)
    assert (slot.delay, slot.jitter) == (5.0, 0.5)


def test_how_slow_can_be_set_and_is_bounded():
    pace, slot = pace_of(slowness=3.0, most=60.0)
    pace.took(HOST, 10.0)
    assert shortest(slot) == 40.0
    pace.took(HOST, 30.0)
    assert shortest(slot) == 90.0  # at most BACKOFF_MAX behind the answer
    pace, slot = pace_of(slowness=0.0)
    pace.took(HOST, 30.0)
    assert (slot.delay, slot.jitter) == (5.0, 0.5)


def test_crawl_delay_is_never_undercut_by_the_jitter():
    pace, slot = pace_of()
    pace.crawl_delay(HOST, 5.0)
    pace.about_to_ask(Request(BALI, meta={"download_slot": HOST}))
    assert shortest(slot) == pytest.approx(5.0)


def test_what_a_host_does_not_get_is_told_once():
    pace, slot = pace_of(most=60.0)
    for _ in range(2):
        pace.crawl_delay(HOST, 86400.0)
        answered(pace, 503, **{"Retry-After": "86400"})
    assert slot.delay == pytest.approx(60.0, abs=1)
    assert [note.partition(";")[0] for note in pace.notes] == [
        f"{HOST} asks for 86400 seconds between two requests",
        f"{HOST} asked for 86400 seconds of pause (Retry-After)",
    ]


def test_a_date_far_off_by_a_wrong_clock_gives_no_hours():
    pace, slot = pace_of()
    answered(pace, 429, **{"Retry-After": "Fri, 01 Jan 2100 00:00:00 GMT"})
    assert slot.delay <= 301


def test_it_recovers_step_by_step():
    pace, slot = pace_of(slowness=0.0)
    answered(pace, 503, **{"Retry-After": "40"})
    delays = []
    for _ in range(5):
        answered(pace, 200)
        delays.append(slot.delay)
    assert delays == [20.0, 10.0, 6.25, 5.0, 5.0] or delays == sorted(delays, reverse=True)
    assert delays[-1] == 5.0


# --- A host that refuses


@pytest.mark.parametrize("status", [403, 429, 503])
def test_refusals_in_a_row_are_reported(status):
    pace, _ = pace_of()
    assert pace.refusing(HOST) is None
    for _ in range(REFUSING - 1):
        answered(pace, status)
        assert pace.refusing(HOST) is None
    answered(pace, status)
    assert 299 <= pace.refusing(HOST) <= 300
    assert pace.refusing("aceh.antaranews.com") is None
    answered(pace, 200)
    assert pace.refusing(HOST) is None


def test_other_answers_are_no_refusals():
    pace, _ = pace_of()
    for status in (404, 500, 502, 401, 200, 301) * 3:
        answered(pace, status)
    for status in (503, 429, 200, 403, 503, 404, 429, 503):
        answered(pace, status)
    assert pace.refusing(HOST) is None


def test_who_goes_on_refusing_rests_longer_and_not_for_ever(monkeypatch):
    now, rests = [1000.0], []
    monkeypatch.setattr("crawler.pace.time.monotonic", lambda: now[0])
    pace, _ = pace_of()
    for _ in range(8):
        for _ in range(REFUSING):
            answered(pace, 429)
        rests.append(round(pace.refusing(HOST)))
        now[0] += rests[-1] + 1
        assert pace.refusing(HOST) is None
    assert rests == [300, 600, 1200, 2400, *[int(LONGEST_REST)] * 4]


# --- Where requests leave


def test_the_shortest_delay_is_kept_where_requests_leave():
    async def scenario():
        pace, _ = pace_of(delay=0.2, jitter=0.5, at_once=3)
        began = []

        async def one():
            async with pace.turn(HOST):
                began.append(time.monotonic())

        await asyncio.gather(*(one() for _ in range(4)))
        return [later - earlier for earlier, later in itertools.pairwise(began)]

    assert min(asyncio.run(scenario())) >= 0.1 * 0.99


class Record:
    """What a server sees of each host: when requests come, and how many at once."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.now: dict[str, int] = {}
        self.most: dict[str, int] = {}

    def wrap(self, reply, takes: float = 0.02):
        def wrapped(asked):
            with self.lock:
                self.now[asked.host] = self.now.get(asked.host, 0) + 1
                self.most[asked.host] = max(self.most.get(asked.host, 0), self.now[asked.host])
            try:
                found = reply(asked)
                wait, found = found if isinstance(found, tuple) else (0.0, found)
                time.sleep(takes + wait)
                return found
            finally:
                with self.lock:
                    self.now[asked.host] -= 1

        return wrapped


def gaps(server: Server) -> dict[str, list[float]]:
    hosts = {asked.host for asked in server.asked}
    times = {host: [each.at for each in server.asked if each.host == host] for host in hosts}
    return {
        host: [later - earlier for earlier, later in itertools.pairwise(each)]
        for host, each in times.items()
    }


FAULTS = {
    "aceh": [answer(b"", 503), answer()],
    "riau": [answer(b"", 429, Retry_After="0"), answer(b"", 500), answer()],
    "jambi": [None, answer(b"<html><body><p>Teks", length=999), answer()],
    "kepri": [redirect("/lain"), redirect("https://aceh.antaranews.com/berita/9/x"), answer()],
    "bali": [answer(b""), answer(PAGE[:-9]), answer()],
    "kupang": [(3.0, answer()), answer()],
    "ambon": [b"nonsense\r\n\r\n", answer()],
}
ROBOTS_FAULTS = {
    "aceh": redirect("https://bali.antaranews.com/robots.txt"),
    "riau": answer(b"", 404),
}


@pytest.fixture(scope="module")
def troubled():
    """Seven hosts with every fault, four pages each, at a delay of 0.4 s without jitter."""
    turns: dict[str, int] = {}

    def reply(asked):
        name = asked.host.partition(".")[0]
        if asked.path == "/robots.txt":
            return ROBOTS_FAULTS.get(name, answer(b"", content_type="text/plain"))
        faults = FAULTS[name]
        turns[name] = turns.get(name, 0) + 1
        return faults[(turns[name] - 1) % len(faults)]

    record = Record()
    urls = [f"https://{name}.antaranews.com/berita/{n}/a" for n in range(1, 5) for name in FAULTS]
    with Server(record.wrap(reply)) as server:
        crawled = crawl(
            urls,
            server.gateway,
            DOWNLOAD_DELAY=0.4,
            DOWNLOAD_DELAY_JITTER=0,
            DOWNLOAD_TIMEOUT=2,
            RETRY_TIMES=2,
            SLOWNESS_FACTOR=0.1,
        )
        yield crawled, server, record


@pytest.mark.slow
def test_one_at_a_time_whatever_fails(troubled):
    _, _, record = troubled
    assert set(record.most) == {f"{name}.antaranews.com" for name in FAULTS}
    # A request that timed out here may still be answered there.
    assert {each for host, each in record.most.items() if not host.startswith("kupang")} == {1}


@pytest.mark.slow
def test_the_delay_holds_whatever_fails(troubled):
    crawled, server, _ = troubled
    for host, found in gaps(server).items():
        assert min(found) >= 0.2, host  # they arrive a little off
        assert crawled.hosts[host]["smallest_gap"] >= 0.39, host
        assert crawled.hosts[host]["mean_gap"] >= crawled.hosts[host]["smallest_gap"]


def test_what_is_counted_is_what_the_server_saw(troubled):
    crawled, server, _ = troubled
    assert {host: each["requests"] for host, each in crawled.hosts.items()} == {
        host: len(server.urls(host)) for host in {asked.host for asked in server.asked}
    }
    assert {host: each["robots"] for host, each in crawled.hosts.items()} == dict.fromkeys(
        crawled.hosts, 1
    )
    for each in crawled.hosts.values():
        assert sum(each["statuses"].values()) == each["requests"]


def test_failures_are_counted_by_their_name(troubled):
    hosts = {host.partition(".")[0]: each for host, each in troubled[0].hosts.items()}
    assert hosts["aceh"]["statuses"].keys() == {"200", "302", "503"}
    assert hosts["riau"]["statuses"]["404"] == 1
    assert {"429", "500"} <= hosts["riau"]["statuses"].keys()
    assert {"connection", "incomplete"} <= hosts["jambi"]["statuses"].keys()
    assert "timeout" in hosts["kupang"]["statuses"]
    assert hosts["kepri"]["redirects"] > 0
    assert hosts["aceh"]["redirects"] > 0  # where kepri's lead to
    assert hosts["bali"]["redirects"] == 1  # aceh's robots.txt
    assert hosts["riau"]["retries"] > 0
    assert hosts["kepri"]["retries"] == 0


@pytest.mark.slow
def test_a_dropped_connection_is_asked_again_in_its_turn():
    """Twisted would repeat it at once, and nobody would count it."""
    closed = threading.Event()

    def reply(asked):
        if asked.path == "/2" and not closed.is_set():
            closed.set()
            return None  # on a connection that was kept open
        return answer(b"" if asked.path == "/robots.txt" else PAGE)

    with Server(reply) as server:
        crawled = crawl(
            [f"{BALI}/1", f"{BALI}/2"], server.gateway, DOWNLOAD_DELAY=0.4, DOWNLOAD_DELAY_JITTER=0
        )
        assert crawled.ok(f"{BALI}/2")
        assert min(gaps(server)[HOST]) >= 0.2
        assert crawled.hosts[HOST]["requests"] == len(server.asked) == 4
        assert crawled.hosts[HOST]["retries"] == 1


@pytest.mark.slow
def test_a_slow_host_is_asked_more_slowly_in_a_crawl():
    def reply(asked):
        if asked.path == "/robots.txt":
            return answer(b"", content_type="text/plain")
        return (0.4, answer()) if asked.host == HOST else answer()

    urls = [f"https://{name}.antaranews.com/{n}" for n in range(3) for name in ("bali", "aceh")]
    with Server(reply) as server:
        crawl(urls, server.gateway, SLOWNESS_FACTOR=2, BACKOFF_MAX=60)
        found = gaps(server)
        assert min(found[HOST][1:]) >= 1.0
        assert max(found["aceh.antaranews.com"]) < 1.0


# --- The budget


@pytest.mark.slow
def test_a_budget_counts_everything_and_is_never_passed():
    def reply(asked):
        if asked.path == "/robots.txt":
            return answer(b"", content_type="text/plain")
        if asked.path == "/1":
            return redirect("/satu")
        return answer(b"", 500) if asked.path == "/2" else answer()

    urls = [f"{BALI}/{n}" for n in range(1, 9)] + ["https://aceh.antaranews.com/1"]
    with Server(reply) as server:
        crawled = crawl(urls, server.gateway, max_requests=6, RETRY_TIMES=9)
        assert len(server.asked) == 6
        assert sum(each["requests"] for each in crawled.hosts.values()) == 6
        left = [each for each in crawled.results.values() if each.get("reason") == "budget"]
        assert left
        assert {each["kind"] for each in left} == {"later"}
        assert "its budget of 6 requests is spent" in left[0]["text"]


def test_without_any_budget_left_not_even_robots_txt_is_asked():
    with Server(lambda _: answer()) as server:
        crawled = crawl([f"{BALI}/1"], server.gateway, max_requests=0)
        assert not server.connections
        assert crawled[f"{BALI}/1"]["reason"] == "budget"
        assert crawled.robots == []


# --- The ledger


class Session:
    opened = True
    run = 7

    def __init__(self) -> None:
        self.saved: list[list[dict]] = []

    def save_hosts(self, rows):
        self.saved.append(rows)


def ledger_of(session=None, budget=None) -> tuple[HostLedger, list[float]]:
    now = [100.0]
    crawler = SimpleNamespace(spider=SimpleNamespace(budget=budget), archive_session=session)
    return HostLedger(crawler, clock=lambda: now[0]), now


def test_gaps_are_between_beginnings():
    ledger, now = ledger_of()
    for wait, result in ((0, 200), (5, 503), (3, DownloadTimeoutError("slow")), (7, 200)):
        now[0] += wait
        ledger.began(Request(f"{BALI}/1"), HOST)
        ledger.received(HOST, 100)
        ledger.ended(HOST, result)
    assert ledger.rows() == [
        {
            "host": HOST,
            "requests": 4,
            "bytes": 400,
            "statuses": {"200": 2, "503": 1, "timeout": 1},
            "smallest_gap": 3.0,
            "mean_gap": 5.0,
            "retries": 0,
        }
    ]


def test_one_request_has_no_gap():
    ledger, _ = ledger_of()
    ledger.began(Request(f"{BALI}/1"), HOST)
    assert [ledger.rows()[0][name] for name in ("smallest_gap", "mean_gap")] == [None, None]


def test_each_retry_and_redirect_is_counted_once():
    ledger, _ = ledger_of()
    request = Request(f"{BALI}/robots.txt")
    for meta in ({}, {"retry_times": 1}, {"redirect_times": 1}, {"retry_times": 2}):
        request = request.replace(meta=request.meta | meta)
        ledger.began(request, HOST)
    view = ledger.view()[HOST]
    assert {name: view[name] for name in ("requests", "retries", "redirects", "robots")} == {
        "requests": 4,
        "retries": 2,
        "redirects": 1,
        "robots": 3,
    }


def test_it_is_written_each_minute_so_that_a_kill_loses_no_more():
    session = Session()
    ledger, now = ledger_of(session)
    for _ in range(25):
        ledger.began(Request(f"{BALI}/1"), HOST)
        now[0] += 5
        ledger.ended(HOST, 200)
    assert [rows[0]["requests"] for rows in session.saved] == [12, 24]
    ledger.save()
    assert session.saved[-1][0]["requests"] == 25


@pytest.mark.parametrize(("opened", "run"), [(False, None), (True, None)])
def test_nothing_is_written_without_a_run(opened, run):
    session = Session()
    session.opened, session.run = opened, run
    ledger, _ = ledger_of(session)
    ledger.began(Request(f"{BALI}/1"), HOST)
    ledger.save()
    assert session.saved == []


def test_what_the_budget_refuses_is_not_counted():
    ledger, _ = ledger_of(budget=Budget(max_requests=1))
    ledger.began(Request(f"{BALI}/1"), HOST)
    with pytest.raises(OverBudget):
        ledger.began(Request(f"{BALI}/2"), HOST)
    assert ledger.rows()[0]["requests"] == 1
