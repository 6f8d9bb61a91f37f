"""How the site is asked: slowly, one request at a time, patiently, and never for too much."""

from __future__ import annotations

import contextlib
import gzip
import itertools
import threading
import time
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import brotli
import probe
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import HtmlResponse, Response
from scrapy.spidermiddlewares.httperror import HttpError
from servers import PAGE, Server, answer, crawl, redirect
from twisted.python.failure import Failure

from crawler import errors
from crawler.items import DropReason
from crawler.middlewares.compression import BrokenStreamError, decompress
from crawler.outcomes import classify, is_html, is_xml, readable
from crawler.pace import retry_after
from crawler.settings import changeable

BALI = "https://bali.antaranews.com"
FEED = b'\n<?xml version="1.0"?><rss><channel><title>Contoh</title></channel></rss>\n'
MIB = 1024 * 1024


def open_to_all(reply):
    """Wrap a reply so that robots.txt allows everything."""

    def wrapped(asked):
        if asked.path == "/robots.txt":
            return answer(b"", content_type="text/plain")
        return reply(asked)

    return wrapped


def spaces(server: Server, host: str) -> list[float]:
    """Seconds between the arrivals of a host's requests, robots.txt included.

    They are sent at the delay's distance; on a busy machine they arrive a little off.
    """
    times = [asked.at for asked in server.asked if asked.host == host]
    return [later - earlier for earlier, later in itertools.pairwise(times)]


# --- Pace


@pytest.mark.slow
def test_the_default_delay_holds_from_the_first_request():
    """The one test that waits for the real default: 5 s, half of it either way."""
    assert {each.name: each.default for each in changeable}["DOWNLOAD_DELAY"] == 5.0
    with Server(open_to_all(lambda _: answer())) as server:
        crawl([f"{BALI}/"], server.gateway, DOWNLOAD_DELAY=None)
        (space,) = spaces(server, "bali.antaranews.com")
        assert space >= 2


@pytest.mark.slow
def test_requests_to_one_host_are_spaced_with_jitter():
    urls = [f"{BALI}/{number}" for number in range(7)]
    with Server(open_to_all(lambda _: answer())) as server:
        crawl(urls, server.gateway, DOWNLOAD_DELAY=0.4)
        found = spaces(server, "bali.antaranews.com")
        assert len(found) == 7
        assert min(found) >= 0.1
        assert max(found) - min(found) > 0.01


@pytest.mark.slow
def test_a_redirect_counts_for_the_host_it_leads_to():
    """Scrapy would keep it in the queue of the host that redirected."""
    urls = [f"https://{host}.antaranews.com/" for host in ("aceh", "riau", "jambi", "bali")]

    def reply(asked):
        if asked.host == "www.antaranews.com":
            return answer()
        return redirect(f"https://www.antaranews.com/berita/{len(asked.host)}/{asked.host}")

    with Server(open_to_all(reply)) as server:
        crawl(urls, server.gateway, DOWNLOAD_DELAY=0.4, DOWNLOAD_DELAY_JITTER=0)
        assert min(spaces(server, "www.antaranews.com")) >= 0.2


@pytest.mark.slow
def test_one_request_at_a_time_to_a_host_and_a_ceiling_over_all():
    lock, now, most = threading.Lock(), {}, {}

    def reply(asked):
        with lock:
            for name in (asked.host, "all"):
                now[name] = now.get(name, 0) + 1
                most[name] = max(most.get(name, 0), now[name])
        time.sleep(0.02)
        with lock:
            for name in (asked.host, "all"):
                now[name] -= 1
        return answer()

    hosts = ["aceh", "riau", "jambi", "bali", "kupang", "ambon"]
    urls = [f"https://{host}.antaranews.com/{number}" for host in hosts for number in range(4)]
    with Server(open_to_all(reply)) as server:
        crawled = crawl(urls, server.gateway, CONCURRENT_REQUESTS=3)
        assert all(crawled.ok(url) for url in urls)
        assert most.pop("all") in {2, 3}
        assert set(most.values()) == {1}


def test_crawl_delay_is_honoured():
    def reply(asked):
        if asked.path == "/robots.txt":
            return answer(b"User-agent: *\nCrawl-delay: 0.5\n", content_type="text/plain")
        return answer()

    with Server(reply) as server:
        crawl([f"{BALI}/1", f"{BALI}/2"], server.gateway, BACKOFF_MAX=60)
        assert min(spaces(server, "bali.antaranews.com")[1:]) >= 0.3


@pytest.mark.slow
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_slows_that_host_only(status):
    def reply(asked):
        if asked.host == "bali.antaranews.com" and asked.path == "/1" and first.pop("", None):
            return answer(b"", status, Retry_After="1")
        return answer()

    first = {"": True}
    urls = [f"{BALI}/1", "https://aceh.antaranews.com/1", "https://aceh.antaranews.com/2"]
    with Server(open_to_all(reply)) as server:
        crawled = crawl(urls, server.gateway, BACKOFF_MAX=60)
        assert all(crawled.ok(url) for url in urls)
        assert spaces(server, "bali.antaranews.com")[1] >= 0.7
        assert max(spaces(server, "aceh.antaranews.com")) < 0.7


@pytest.mark.slow
def test_retry_after_is_bounded():
    def reply(_):
        return answer(b"", 503, Retry_After="86400") if first.pop("", None) else answer()

    first = {"": True}
    with Server(open_to_all(reply)) as server:
        assert crawl([f"{BALI}/1"], server.gateway, BACKOFF_MAX=0.5).ok(f"{BALI}/1")
        assert 0.3 <= spaces(server, "bali.antaranews.com")[1] < 50


NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (b"120", 120),
        (b" 7 ", 7),
        (b"0", None),
        (b"-5", None),
        (b"soon", None),
        (b"", None),
        (None, None),
        (b"9" * 400, 999999999),
        (b"Sun, 01 Nov 2026 12:01:00 GMT", 60),
        (b"Sun, 01 Nov 2026 11:59:00 GMT", None),
        (b"Sun, 99 Nov 2026 12:01:00 GMT", None),
        ("\u00b2".encode("latin-1"), None),
    ],
)
def test_reading_retry_after(header, seconds):
    assert retry_after(header, NOW) == seconds


@given(st.integers(min_value=1, max_value=10**7))
def test_retry_after_as_a_date_round_trips(seconds):
    date = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    assert retry_after(date.encode(), NOW) == seconds


@given(st.binary())
def test_retry_after_never_raises(header):
    seconds = retry_after(header, NOW)
    assert seconds is None or seconds > 0


# --- What is incomplete is asked for again

CUT = PAGE[:-9]
IN_GZIP = {"Content_Encoding": "gzip"}
# path: (the answers one after the other, the last one repeated; what becomes of it; how often)
REPEATS = {
    "/whole": ([answer()], "page", 1),
    "/uppercase": ([answer(b"<HTML><BODY>x</BODY></HTML >")], "page", 1),
    "/empty-then-whole": ([answer(b""), answer()], "page", 2),
    "/blank": ([answer(b" \n\t")], "incomplete", 3),
    "/empty": ([answer(b"")], "incomplete", 3),
    "/empty-gzip": ([answer(gzip.compress(b""), **IN_GZIP)], "incomplete", 3),
    "/no-length": ([b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE], "page", 1),
    "/no-length-cut": (
        [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + CUT, answer()], "page", 2,
    ),
    "/short": ([answer(CUT, length=999)], "incomplete", 3),
    "/short-then-whole": ([answer(CUT, length=999), answer()], "page", 2),
    "/whole-though-more-was-announced": ([answer(length=999)], "page", 1),
    "/chunks": (
        [
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n5\r\n<html"
        ],
        "incomplete",
        3,
    ),
    "/unclosed-changing": ([answer(CUT + b"kata" * n) for n in range(9)], "incomplete", 3),
    "/unclosed-with-its-seconds": (
        [answer(CUT + b"<!-- 0.%d s, nonce 3f%08x -->" % (n, n)) for n in range(9)],
        "page",
        2,
    ),
    "/unclosed-twice-the-same": ([answer(CUT)], "page", 2),
    "/unclosed-then-whole": ([answer(CUT), answer()], "page", 2),
    "/unclosed-with-a-counter": (
        [answer(b"<html>%d Views" % number + b"x" * 9000) for number in range(9)], "page", 2,
    ),
    "/gzip": ([answer(gzip.compress(PAGE), **IN_GZIP)], "page", 1),
    "/gzip-cut": ([answer(gzip.compress(PAGE * 99)[:-20], **IN_GZIP)], "incomplete", 3),
    "/gzip-without-its-sum": ([answer(gzip.compress(PAGE)[:-8], **IN_GZIP)], "incomplete", 3),
    "/gzip-cut-then-whole": ([answer(gzip.compress(PAGE)[:-4], **IN_GZIP), answer()], "page", 2),
    "/gzip-that-is-none": ([answer(PAGE, **IN_GZIP)], "page", 1),
    "/gzip-that-is-rubbish": ([answer(PAGE[9:], **IN_GZIP)], "incomplete", 3),
    "/gzip-nobody-speaks-of": ([answer(gzip.compress(PAGE))], "page", 1),
    "/deflate": ([answer(zlib.compress(PAGE), Content_Encoding="deflate")], "page", 1),
    "/deflate-cut": (
        [answer(zlib.compress(PAGE)[:-5], Content_Encoding="deflate")], "incomplete", 3,
    ),
    "/br": ([answer(brotli.compress(PAGE), Content_Encoding="br")], "page", 1),
    "/br-cut": ([answer(brotli.compress(PAGE * 9)[:-3], Content_Encoding="br")], "incomplete", 3),
    "/unknown-encoding": ([answer(b"\x28\xb5\x2f\xfd", Content_Encoding="zstd")], "incomplete", 3),
    "/encoding-that-is-none": ([answer(Content_Encoding="utf-8")], "page", 1),
    "/feed": ([answer(FEED, content_type="application/xml")], "page", 1),
    "/feed-as-html": ([answer(FEED)], "page", 1),
    "/feed-cut": ([answer(FEED[:-9], content_type="text/xml"), answer(FEED)], "page", 2),
    "/feed-as-html-cut": ([answer(FEED[:-9]), answer(FEED)], "page", 2),
    "/feed-gzip": ([answer(gzip.compress(FEED), content_type="application/x-gzip")], "page", 1),
    "/picture": ([answer(b"\x89PNG", content_type="image/png")], "not_html", 1),
    "/dropped": ([None], "connection", None),
    "/500": ([answer(b"", 500)], "http_500", 3),
    "/502-then-whole": ([answer(b"", 502), answer()], "page", 2),
    "/429": ([answer(b"", 429)], "http_429", 3),
    "/404": ([answer(PAGE, 404)], "gone", 1),
    "/404-broken": ([answer(b"x", 404, **IN_GZIP)], "gone", 1),
    "/410": ([answer(b"", 410)], "gone", 1),
    "/403": ([answer(b"", 403)], "http_403", 1),
    "/400": ([answer(b"", 400)], "http_error", 1),
    "/204": ([b"HTTP/1.1 204 No\r\n\r\n"], "http_204", 1),
    "/301-to-nowhere": ([answer(b"", 301)], "http_301", 1),
    "/slow": ([(60, answer())], "timeout", 1),
    "/large": ([answer(b"x" * (5 * MIB + 1))], "too_large", 1),
    "/large-without-length": (
        [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"x" * (6 * MIB)], "too_large", 1,
    ),
    "/just-fits": ([answer(b"x" * (5 * MIB - 7) + b"</html>")], "page", 1),
    "/bomb-gzip": ([answer(gzip.compress(b"x" * (300 * MIB), 1), **IN_GZIP)], "too_large", 1),
    "/bomb-twice": (
        [answer(gzip.compress(gzip.compress(b"x" * (99 * MIB), 1)), **IN_GZIP)], "too_large", 1,
    ),
    "/bomb-deflate": (
        [answer(zlib.compress(b"x" * (60 * MIB), 1), Content_Encoding="deflate")], "too_large", 1,
    ),
    "/bomb-br": (
        [answer(brotli.compress(b"x" * (60 * MIB), quality=1), Content_Encoding="br")],
        "too_large", 1,
    ),
    "/redirect-circle": ([redirect("/redirect-circle")], "redirect_loop", 6),
}  # fmt: skip


@pytest.fixture(scope="module")
def repeated():
    turns = dict.fromkeys(REPEATS, 0)

    def reply(asked):
        answers = REPEATS[asked.path][0]
        turns[asked.path] += 1
        return answers[min(turns[asked.path], len(answers)) - 1]

    # A host for each, so that a slow one keeps nobody waiting.
    urls = {path: f"https://b{number}.antaranews.com{path}" for number, path in enumerate(REPEATS)}
    with Server(open_to_all(reply)) as server:
        crawled = crawl(
            [
                {"url": url, "meta": {"max_retry_times": 0}} if path == "/slow" else url
                for path, url in urls.items()
            ],
            server.gateway,
            RETRY_TIMES=2,
            DOWNLOAD_TIMEOUT=2,
            CONCURRENT_REQUESTS=8,
        )
        yield {path: crawled[url] for path, url in urls.items()}, turns, crawled


@pytest.mark.parametrize("path", REPEATS)
def test_what_becomes_of(repeated, path):
    _, expected, times = REPEATS[path]
    result = repeated[0][path]
    found = "page" if "page" in result else result["reason"]
    if found == "page" and result["unreadable"]:
        found = result["unreadable"][1]
    assert found == expected, result
    assert times is None or repeated[1][path] == times


@pytest.mark.parametrize("path", ["/gzip", "/deflate", "/br", "/gzip-nobody-speaks-of", "/whole"])
def test_what_is_unpacked_is_the_page(repeated, path):
    assert repeated[0][path]["sha256"] == repeated[0]["/whole"]["sha256"]
    assert repeated[0][path]["type"] == "HtmlResponse"


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/empty", 200, "the answer is empty"),
        ("/gzip-cut", 200, "cut off"),
        ("/unclosed-changing", 200, "the page has no end"),
        ("/bomb-gzip", 200, "more than 5,242,880 bytes once decompressed (DOWNLOAD_MAXSIZE)"),
        ("/large", None, "more than 5,242,880 bytes (DOWNLOAD_MAXSIZE)"),
        ("/redirect-circle", 302, "more than 5 redirects from"),
        ("/500", 500, "HTTP status 500"),
    ],
)
def test_what_is_said_of(repeated, path, status, text):
    assert repeated[0][path]["status"] == status
    assert text in repeated[0][path]["text"]


def test_who_answered(repeated):
    silent = {path for path, each in repeated[0].items() if not each.get("answered", True)}
    assert silent == {"/dropped", "/slow"}


def test_bombs_do_not_fill_the_memory(repeated):
    """Peak of the crawl above, whose bombs together unpack to more than 500 MB."""
    assert repeated[2].stats["peak_memory"] < 250 * MIB


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "x-gzip"])
@given(data=st.binary(max_size=3000), cut=st.integers(min_value=1))
def test_a_stream_is_whole_or_broken(encoding, data, cut):
    pack = {"deflate": zlib.compress, "br": brotli.compress}.get(encoding, gzip.compress)
    packed = pack(data)
    assert decompress(packed, encoding, 3000) == data
    with pytest.raises(BrokenStreamError):
        decompress(packed[: -(cut % len(packed)) or -1], encoding, 3000)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "x-gzip", "zstd", "identity"])
@given(data=st.binary(max_size=300))
def test_any_bytes_are_unpacked_or_broken(encoding, data):
    with contextlib.suppress(BrokenStreamError):
        decompress(data, encoding, 10**6)


def test_several_members_and_padding():
    packed = gzip.compress(b"satu ") + gzip.compress(b"dua") + b"\0" * 9
    assert decompress(packed, "gzip", 100) == b"satu dua"


def test_a_stream_of_endless_empty_members_is_broken():
    with pytest.raises(BrokenStreamError, match="gzip members"):
        decompress(gzip.compress(b"") * 100_000, "gzip", 100)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_the_limit_is_exact(encoding):
    pack = {"deflate": zlib.compress, "br": brotli.compress}.get(encoding, gzip.compress)
    packed = pack(b"x" * 200_000)
    assert len(decompress(packed, encoding, 200_000)) == 200_000
    with pytest.raises(OverflowError):
        decompress(packed, encoding, 199_999)


def test_raw_deflate():
    packer = zlib.compressobj(wbits=-15)
    assert decompress(packer.compress(PAGE) + packer.flush(), "deflate", 999) == PAGE


# --- What an answer means


def response(status: int = 200, kind: str | None = "text/html", body: bytes = PAGE) -> Response:
    headers = {"Content-Type": kind} if kind is not None else {}
    return HtmlResponse(f"{BALI}/", status=status, headers=headers, body=body)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html", PAGE),
        ("text/html; charset=utf-8", PAGE),
        ("TEXT/HTML", PAGE),
        ("application/xhtml+xml", PAGE),
        ("application/xml", FEED),
        ("application/rss+xml", FEED),
        ("text/html", FEED),
        (None, PAGE),
        (None, FEED),
        ("application/octet-stream", FEED),
    ],
)
def test_html_and_xml_are_read(kind, body):
    assert readable(response(kind=kind, body=body)) is None


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("image/jpeg", PAGE),
        ("application/pdf", b"%PDF"),
        ("application/json", b"{}"),
        ("text/plain", b"halo"),
        ("image/svg+xml", b"<svg/>"),
        ("video/mp4", b""),
        (None, b"\x89PNG"),
    ],
)
def test_other_types_are_not_read(kind, body):
    outcome = readable(response(kind=kind, body=body))
    assert (outcome.kind, outcome.reason, outcome.status) == ("rejected", DropReason.NOT_HTML, 200)


def test_a_feed_that_is_called_html_is_no_html():
    assert is_xml(response(body=FEED))
    assert not is_html(response(body=FEED))
    assert is_html(response())
    assert not is_xml(response())


@pytest.mark.parametrize("body", [PAGE, FEED.strip(), b"<p>Teks</p>"])
def test_many_comments_before_a_page_are_read_at_once(body):
    begun = time.process_time()
    commented = response(kind=None, body=b"<!--ad-->\n" * 60 + body)
    assert (readable(commented) is None) == (body != b"<p>Teks</p>")
    # Each further comment would double it: 25 of them take minutes.
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("status", [201, 204, 206, 304, 404, 500])
def test_no_other_status_is_read(status):
    assert readable(response(status)) is not None


@pytest.mark.parametrize(
    ("error", "kind", "reason", "status", "any_answer"),
    [
        (HttpError(response(404)), "gone", "gone", 404, True),
        (HttpError(response(410)), "gone", "gone", 410, True),
        (HttpError(response(400)), "rejected", "http_error", 400, True),
        (HttpError(response(401)), "retry", "http_401", 401, True),
        (HttpError(response(403)), "retry", "http_403", 403, True),
        (HttpError(response(451)), "rejected", "http_error", 451, True),
        (HttpError(response(304)), "retry", "http_304", 304, True),
        (HttpError(response(408)), "retry", "http_408", 408, True),
        (HttpError(response(429)), "retry", "http_429", 429, True),
        (HttpError(response(500)), "retry", "http_500", 500, True),
        (errors.OffSite("x", 302), "rejected", "off_site", 302, True),
        (errors.OffSite("x"), "rejected", "off_site", None, False),
        (errors.RedirectLoop("x", 301), "rejected", "redirect_loop", 301, True),
        (errors.TooLarge("x"), "rejected", "too_large", None, True),
        (errors.Incomplete("x", 200), "retry", "incomplete", 200, True),
        (errors.PrivateAddress("x"), "retry", "private_address", None, False),
        (errors.RobotsDenied("x", 200), "rejected", "robots", 200, True),
        (errors.RobotsUnavailable("x", 503), "later", "robots_unavailable", 503, True),
        (errors.RobotsUnavailable("x"), "later", "robots_unavailable", None, False),
        (DownloadTimeoutError("x"), "retry", "timeout", None, False),
        (ConnectionResetError("x"), "retry", "connection", None, False),
        (KeyError("x"), "retry", "KeyError", None, False),
    ],
)
def test_classify(error, kind, reason, status, any_answer):
    for each in (error, Failure(error)):
        outcome = classify(each)
        assert (outcome.kind, outcome.reason, outcome.status) == (kind, reason, status)
        assert probe.answered(each) is any_answer


def test_every_refusal_is_classified():
    for kind in errors.Refused.__subclasses__():
        assert classify(kind("why")).reason != kind.__name__, kind
