"""The sample site's worse manners: what a client gets to see of each, and what is written down."""

from __future__ import annotations

import gzip
import http.client
import socket
import time
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import pytest

from tests.replica import HOSTILE, KINDS, Faults, Site, running_site
from tests.replica.faults import ROUND
from tests.replica.wrong import bomb
from tests.replica_client import answered, ask, broken

if TYPE_CHECKING:
    from tests.replica import SiteServer

BALI, SUMSEL = "bali.antaranews.com", "sumsel.antaranews.com"
PATH = "/terkini/1"


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(articles=60, weight=1)


def faulty(kind: str, **more: object) -> Faults:
    return Faults(addresses={BALI + PATH: kind}, **more)  # type: ignore[arg-type]


def follow(server: SiteServer, times: int, url: str = f"https://{BALI}{PATH}") -> list[str]:
    """Where redirects lead, so many of them."""
    seen = []
    for _ in range(times):
        status, fields, _ = ask(server, url)
        assert status == 302
        url = fields["location"]
        seen.append(url)
    return seen


def raw(server: SiteServer, enough: int, seconds: float = 5.0) -> bytes:
    """Ask and read until there are so many bytes, the end, or no patience; leave at once then."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=seconds) as client:
        client.sendall(f"GET https://{BALI}{PATH} HTTP/1.1\r\nHost: {BALI}\r\n\r\n".encode())
        data, end = b"", time.monotonic() + seconds
        while len(data) < enough and time.monotonic() < end:
            more = client.recv(65536)
            if not more:
                break
            data += more
    return data


def test_every_kind_does_something_and_none_is_drawn_unasked(site: Site) -> None:
    url = f"https://{BALI}{PATH}"
    good = ask_good(site)
    assert not set(KINDS) & set(HOSTILE)
    assert Faults().kinds == KINDS
    with running_site(site) as server:
        for kind in (*KINDS, *HOSTILE):
            if kind.startswith("endless"):
                continue
            server.faults = faulty(kind, hold=0.01, silence=0.01, bomb=10_000)
            try:
                same = ask(server, url)[::2] == (200, good) and kind != "wrong_type"
            except (http.client.HTTPException, OSError):
                same = False
            assert same == (kind == "slow_first_byte"), kind
            assert broken(server, f"https://{SUMSEL}{PATH}") == "200"


def ask_good(site: Site) -> bytes:
    return site.answer(BALI, PATH).body


# Refusals


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_may_be_a_date(site: Site, status: int) -> None:
    now = datetime(2026, 3, 1, 5, tzinfo=UTC)
    faults = faulty(f"{status}_date", retry_after=90, clock=lambda: now)
    with running_site(site, faults=faults) as server:
        given, fields, _ = ask(server, f"https://{BALI}{PATH}")
    assert given == status
    assert parsedate_to_datetime(fields["retry-after"]) == now + timedelta(seconds=90)
    assert fields["retry-after"].endswith("GMT")


def test_dates_are_of_this_moment_unless_told_otherwise(site: Site) -> None:
    with running_site(site, faults=faulty("503_date", retry_after=3600)) as server:
        told = ask(server, f"https://{BALI}{PATH}")[1]["retry-after"]
    away = parsedate_to_datetime(told) - datetime.now(UTC)
    assert timedelta(minutes=50) < away < timedelta(minutes=61)


# Bodies


def test_slow_first_byte_is_a_good_answer_late(site: Site) -> None:
    with running_site(site, faults=faulty("slow_first_byte", silence=60)) as server:
        client = socket.create_connection(("127.0.0.1", server.port), timeout=0.2)
        client.sendall(f"GET https://{BALI}{PATH} HTTP/1.1\r\nHost: {BALI}\r\n\r\n".encode())
        with pytest.raises(TimeoutError):
            client.recv(1)
        client.close()
        server.faults.silence = 0.01
        assert ask(server, f"https://{BALI}{PATH}")[2] == ask_good(site)


def test_endless_body_flows_until_the_client_leaves(site: Site) -> None:
    with running_site(site, faults=faulty("endless")) as server:
        data = raw(server, 5_000_000)
        assert len(data) >= 5_000_000
        assert data.startswith(b"HTTP/1.1 200 OK\r\n")
        assert data.rstrip(b"\r\n ").endswith(b"lanjut") or b"lanjut" in data[-200:]
        # It minds the others meanwhile, and stops once its client has gone.
        assert broken(server, f"https://{SUMSEL}{PATH}") == "200"
        end = time.monotonic() + 5
        while server.connections and time.monotonic() < end:
            time.sleep(0.01)
        assert not server.connections
        assert server.requests[0].status is None


def test_endless_body_waits_for_a_client_that_does_not_read(site: Site) -> None:
    with running_site(site, faults=faulty("endless")) as server:
        client = socket.create_connection(("127.0.0.1", server.port))
        client.sendall(f"GET https://{BALI}{PATH} HTTP/1.1\r\nHost: {BALI}\r\n\r\n".encode())
        time.sleep(0.3)
        (connection,) = server.connections
        assert connection.transport
        assert connection.transport.get_write_buffer_size() < 2_000_000
        client.close()


def test_endless_slow_body_comes_in_drops(site: Site) -> None:
    with running_site(site, faults=faulty("endless_slow", drip=0.02)) as server:
        data = raw(server, 400)
    assert 400 <= len(data) < 2_000
    assert data.count(b"lanjut") >= 5


def test_bomb_is_small_and_unpacks_to_what_is_said(site: Site) -> None:
    size = 20_000_000
    with running_site(site, faults=faulty("gzip_bomb", bomb=size)) as server:
        status, fields, body = ask(server, f"https://{BALI}{PATH}")
    assert (status, fields["content-encoding"]) == (200, "gzip")
    assert len(body) < size / 500
    page = gzip.decompress(body)
    assert len(page) == size
    assert page.startswith(b"<!DOCTYPE html>")
    assert len(bomb(300 * 1024 * 1024)) < 400_000


def test_truncated_gzip_has_a_good_beginning(site: Site) -> None:
    with running_site(site, faults=faulty("cut_gzip")) as server:
        body = ask(server, f"https://{BALI}{PATH}")[2]
    unpacker = zlib.decompressobj(31)
    assert unpacker.decompress(body).startswith(b"<!DOCTYPE html>")
    assert not unpacker.eof


def test_wrong_type_is_the_same_page_under_another_name(site: Site) -> None:
    with running_site(site, faults=faulty("wrong_type"), compress=True) as server:
        _, fields, body = ask(server, f"https://{BALI}{PATH}")
        assert (fields["content-type"], body) == ("image/jpeg", ask_good(site))
        server.faults = Faults()
        assert ask(server, f"https://{BALI}{PATH}")[1]["content-type"].startswith("text/html")


def test_wrong_types_of_many_pages_are_not_mixed_up(site: Site) -> None:
    paths = [f"/terkini/{n}" for n in (1, 2, 3)] + ["/", "/top-news"]
    faults = Faults(rate=1.0, kinds=("wrong_type",), times=3)
    with running_site(site, faults=faults) as server:
        for _ in range(3):
            for path in paths:
                _, fields, body = ask(server, f"https://{SUMSEL}{path}")
                assert fields["content-type"] == "image/jpeg"
                assert body == site.answer(SUMSEL, path).body


# Redirects


def test_redirects_that_go_round(site: Site) -> None:
    here = f"https://{BALI}{PATH}"
    with running_site(site) as server:
        server.faults = faulty("loop")
        assert follow(server, 3) == [here] * 3
        server.faults = faulty("loop_of_two")
        assert follow(server, 4) == [f"{here}{ROUND}2", here] * 2
        server.faults = faulty("chain")
        assert follow(server, 3) == [f"{here}{ROUND}{n}" for n in (1, 2, 3)]


def test_who_follows_a_redirect_elsewhere_is_written_down(site: Site) -> None:
    with running_site(site) as server:
        here = f"127.0.0.1:{server.port}"
        for kind, to in (
            ("off_site", "https://belanja.example/promo"),
            ("private", f"http://{here}/rahasia"),
            ("localhost", f"http://localhost:{server.port}/rahasia"),
        ):
            server.faults = faulty(kind)
            assert follow(server, 1) == [to]
        assert server.foreign == []
        # Through the gateway, and past it: both are seen.
        assert ask(server, f"http://{here}/rahasia")[0] == 502
        assert ask(server, "/rahasia", Host=f"localhost:{server.port}")[0] == 502
        assert [one.host for one in server.foreign] == [here, f"localhost:{server.port}"]


# Outages


def test_outage_lasts_from_one_time_of_the_site_to_another() -> None:
    site = Site(articles=60, weight=1, years=0.1, bureaus=("bali", "sumsel"))
    begin = site.now
    spans = [(begin + timedelta(hours=a), begin + timedelta(hours=b)) for a, b in ((1, 3), (5, 6))]
    faults = Faults(outage={BALI: spans, SUMSEL: spans[0]}, outage_as="503")
    seen = []
    with running_site(site, faults=faults) as server:
        for _ in range(7):
            seen.append(broken(server, f"https://{BALI}/robots.txt"))
            site.advance(site.now + timedelta(hours=1))
        assert seen == ["200", "503", "503", "200", "200", "503", "200"]
        assert broken(server, f"https://{SUMSEL}/terkini") == "200"


def test_outage_lasts_for_a_number_of_requests(site: Site) -> None:
    with running_site(site, faults=Faults(outage={BALI: 3})) as server:
        seen = [broken(server, f"https://{BALI}/rss/terkini.xml") for _ in range(5)]
        other = broken(server, f"https://{SUMSEL}/rss/terkini.xml")
    assert [one != "200" for one in seen] == [True] * 3 + [False] * 2
    assert other == "200"


# What is written down


def test_log_tells_what_was_answered_and_when(site: Site) -> None:
    url = site.truth("bali")[4]["url"]
    with running_site(site) as server:
        fields = ask(server, url)[1]
        ask(server, url, If_None_Match=fields["etag"])
        ask(server, f"https://{BALI}/berita/1/x")
        server.faults = Faults(addresses={BALI + PATH: "drop"})
        assert broken(server, f"https://{BALI}{PATH}") != "200"
        assert [one.status for one in server.requests] == [200, 304, 404, None]
        assert server.requests[0].size > server.requests[1].size > 0
        assert {one.when for one in server.requests} == {site.now}


def test_what_is_kept_of_answers_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.replica.server.KEPT_BYTES", 50_000)
    site = Site(articles=60, weight=1, only_clean=True)
    urls = [one.url for one in site.articles_of("bali") if one.layout != "amp"]
    pages = [answered(site, url) for url in urls]
    most = 50_000 + 2 * max(map(len, pages))
    assert sum(map(len, pages)) > most
    with running_site(site) as server:
        for url, page in zip(urls * 2, pages * 2, strict=True):
            assert ask(server, url)[2] == page
            kept = [len(reply.body) for reply in server._kept.values()]
            assert sum(kept) + sum(map(len, server._bytes.values())) <= most + 2_000
