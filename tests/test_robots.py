"""robots.txt is asked for once, obeyed, and closes its host when it cannot be read."""

from __future__ import annotations

import asyncio
import gzip
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import TextResponse
from servers import PAGE, Server, answer, crawl, redirect

from crawler.errors import RobotsDenied, RobotsUnavailable
from crawler.middlewares.robots import Robots
from crawler.middlewares.robots_text import decode, judge

BALI = "https://bali.antaranews.com"
RULES = "User-agent: *\nDisallow: /ajax/\n"
TEXT = "text/plain"


def rules(body: str | bytes, status: int = 200, **headers: str) -> bytes:
    data = body.encode() if isinstance(body, str) else body
    return answer(data, status, TEXT, **headers)


# --- Reading one


@pytest.mark.parametrize(
    "body",
    [
        RULES.encode(),
        b"\xef\xbb\xbf" + RULES.encode(),
        RULES.encode("utf-16"),
        b"\xfe\xff" + RULES.encode("utf-16-be"),
        RULES.encode("utf-16-le"),
        RULES.encode("utf-16-be"),
        RULES.encode("utf-32"),
        RULES.replace("\n", "\r\n").encode(),
        RULES.replace("\n", "\r").encode(),
        b"# Dilarang m\xe9ngambil\n" + RULES.encode(),
        b"\n\n  \n" + RULES.encode(),
        b"User-agent: arsip-antara\nDisallow: /ajax/\n\nUser-agent: *\nDisallow:\n",
    ],
)
def test_rules_are_read_in_any_encoding(body):
    parsed, reason = judge(200, body)
    assert reason == "rules"
    assert not parsed.can_fetch("https://bali.antaranews.com/ajax/1", "arsip-antara")
    assert parsed.can_fetch("https://bali.antaranews.com/berita/1", "arsip-antara")


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (200, b"\x00\x01\x02\x89PNG\r\n\x1a\n" * 9, "not a text"),
        (200, bytes(range(128, 256)) * 4, "not a text"),
        (200, b"\xff\xfeU\x00s", "not a text"),
        (200, b"<!DOCTYPE html><html><title>Pemeliharaan</title></html>", "a web page"),
        (200, b"\xef\xbb\xbf  <html>", "a web page"),
        (201, RULES.encode(), "HTTP status 201"),
        (206, RULES.encode(), "HTTP status 206"),
        (304, b"", "HTTP status 304"),
        (401, b"", "HTTP status 401"),
        (403, b"", "HTTP status 403"),
        (429, b"", "HTTP status 429"),
        (500, b"", "HTTP status 500"),
        (503, RULES.encode(), "HTTP status 503"),
        (599, b"", "HTTP status 599"),
    ],
)
def test_what_cannot_be_read_closes(status, body, reason):
    parsed, said = judge(status, body)
    assert parsed is None
    assert said.startswith(reason)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b""),
        (200, b" \n"),
        (204, b""),
        (404, PAGE),
        (410, b""),
        (400, b""),
        (451, b""),
        (408, b""),
    ],
)
def test_no_rules_open(status, body):
    parsed, reason = judge(status, body)
    assert reason == "no rules"
    assert parsed.can_fetch("https://bali.antaranews.com/ajax/1", "arsip-antara")


@given(st.binary(max_size=400))
def test_any_bytes_are_rules_or_none(body):
    parsed, reason = judge(200, body)
    assert (parsed is None) == (reason not in {"rules", "no rules"})


@given(st.text(alphabet=st.characters(codec="utf-8", min_codepoint=32), max_size=200))
def test_text_survives_each_encoding(text):
    text = text.lstrip("\ufeff")
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        assert decode(text.encode(encoding)) == text


# --- One fetch for all who wait


class Engine:
    """Stands for Scrapy's: answers robots.txt when it is told to."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked: list[str] = []
        self.go = asyncio.Event()

    async def download_async(self, request):
        self.asked.append(request.url)
        await self.go.wait()
        status, body = self.answers.pop(0)
        return TextResponse(request.url, status=status, body=body, request=request)


class FakeCrawler:
    stats = None
    archive_session = None

    def __init__(self, engine):
        self.engine = engine

    def get_extension(self, _):
        return None


def ask(robots: Robots, *paths: str, host: str = "https://bali.antaranews.com"):
    return [robots.process_request(Request(host + path)) for path in paths]


async def outcomes(waiting) -> list[type | None]:
    results = await asyncio.gather(*waiting, return_exceptions=True)
    return [None if result is None else type(result) for result in results]


def test_six_at_once_make_one_fetch_and_all_get_its_answer():
    async def scenario():
        engine = Engine((200, RULES.encode()))
        robots = Robots(FakeCrawler(engine), 60, 60)
        paths = ["/ajax/0", "/berita/1/a", "/ajax/2", "/ajax/3", "/berita/4/a", "/ajax/5"]
        tasks = [asyncio.ensure_future(each) for each in ask(robots, *paths)]
        await asyncio.sleep(0)
        engine.go.set()
        no, yes = RobotsDenied, None
        assert await outcomes(tasks) == [no, yes, no, no, yes, no]
        assert engine.asked == ["https://bali.antaranews.com/robots.txt"]

    asyncio.run(scenario())


def test_six_at_once_are_all_refused_when_it_cannot_be_read():
    async def scenario():
        engine = Engine((500, b""))
        robots = Robots(FakeCrawler(engine), 60, 60)
        tasks = [
            asyncio.ensure_future(each) for each in ask(robots, "/1", "/2", "/3", "/4", "/5", "/6")
        ]
        await asyncio.sleep(0)
        engine.go.set()
        assert await outcomes(tasks) == [RobotsUnavailable] * 6
        assert len(engine.asked) == 1

    asyncio.run(scenario())


def test_one_waiter_that_is_cancelled_takes_nobody_along():
    async def scenario():
        engine = Engine((200, RULES.encode()))
        robots = Robots(FakeCrawler(engine), 60, 60)
        first, second = (asyncio.ensure_future(each) for each in ask(robots, "/a", "/ajax/"))
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.sleep(0)
        engine.go.set()
        assert await outcomes([second]) == [RobotsDenied]

    asyncio.run(scenario())


def test_it_is_read_again_when_it_is_old():
    async def scenario():
        now = [0.0]
        engine = Engine((200, b""), (200, RULES.encode()))
        robots = Robots(FakeCrawler(engine), 100, 10, clock=lambda: now[0])
        engine.go.set()
        assert await outcomes(ask(robots, "/ajax/1")) == [None]
        now[0] = 100
        assert await outcomes(ask(robots, "/ajax/1")) == [None]
        now[0] = 101
        assert await outcomes(ask(robots, "/ajax/1", "/ajax/2")) == [RobotsDenied] * 2
        assert len(engine.asked) == 2

    asyncio.run(scenario())


def test_a_failure_is_kept_for_a_while_and_then_asked_again():
    async def scenario():
        now = [0.0]
        engine = Engine((503, b""), (200, b""))
        robots = Robots(FakeCrawler(engine), 100, 10, clock=lambda: now[0])
        engine.go.set()
        assert await outcomes(ask(robots, "/1")) == [RobotsUnavailable]
        now[0] = 10
        assert await outcomes(ask(robots, "/1")) == [RobotsUnavailable]
        now[0] = 11
        assert await outcomes(ask(robots, "/1")) == [None]

    asyncio.run(scenario())


def test_schemes_and_hosts_have_their_own():
    async def scenario():
        engine = Engine((200, RULES.encode()), (200, b""), (404, b""))
        robots = Robots(FakeCrawler(engine), 60, 60)
        engine.go.set()
        hosts = ["https://bali.antaranews.com", "http://bali.antaranews.com"]
        hosts.append("https://aceh.antaranews.com")
        results = [await outcomes(ask(robots, "/ajax/1", host=host)) for host in hosts]
        assert results == [[RobotsDenied], [None], [None]]
        assert engine.asked == [f"{host}/robots.txt" for host in hosts]

    asyncio.run(scenario())


def test_no_request_can_claim_to_be_for_robots_txt():
    async def scenario():
        engine = Engine((200, RULES.encode()))
        robots = Robots(FakeCrawler(engine), 60, 60)
        engine.go.set()
        meta = {"robots_txt": object(), "dont_obey_robotstxt": True}
        request = Request("https://bali.antaranews.com/ajax/1", meta=meta, dont_filter=True)
        assert await outcomes([robots.process_request(request)]) == [RobotsDenied]

    asyncio.run(scenario())


def test_answers_are_saved_once_the_archive_is_open():
    class Session:
        opened = False
        saved: list[tuple] = []  # noqa: RUF012

        def robots(self, *_):
            return None

        def save_robots(self, *row, file):
            self.saved.append(row)

    async def scenario():
        engine = Engine((200, RULES.encode()), (500, b"busy"))
        crawler = FakeCrawler(engine)
        crawler.archive_session = session = Session()
        robots = Robots(crawler, 60, 60)
        engine.go.set()
        await outcomes(ask(robots, "/1"))
        assert session.saved == []
        session.opened = True
        await outcomes(ask(robots, "/2", host="https://aceh.antaranews.com"))
        await outcomes(ask(robots, "/3"))
        hosts = [(row[0], *row[2:]) for row in session.saved]
        assert hosts == [
            ("bali.antaranews.com", 200, RULES.encode(), "rules"),
            ("aceh.antaranews.com", 500, b"", "not now: HTTP status 500"),
        ]

    asyncio.run(scenario())


# --- In a real crawl

LATER = ("later", "robots_unavailable")
DENIED = ("rejected", "robots")
HOSTS = {
    # host: (what its robots.txt answers, what becomes of /berita/1/a, and of /ajax/1)
    "aceh": (rules(RULES), "page", DENIED),
    "sumut": (rules("", 500), LATER, LATER),
    "sumbar": (rules("", 503), LATER, LATER),
    "riau": (rules("", 429), LATER, LATER),
    "kepri": (rules("", 401), LATER, LATER),
    "jambi": (rules("", 403), LATER, LATER),
    "bengkulu": (None, LATER, LATER),
    "sumsel": ((2.5, rules(RULES)), LATER, LATER),  # longer than DOWNLOAD_TIMEOUT
    "babel": (redirect("https://example.org/robots.txt"), LATER, LATER),
    "lampung": (redirect("http://127.0.0.1:9/robots.txt"), LATER, LATER),
    "banten": (redirect("/robots.txt"), LATER, LATER),  # in a circle
    "jabar": (rules(b"\xef\xbb\xbf" + RULES.encode()), "page", DENIED),
    "jateng": (rules(RULES.encode("utf-16")), "page", DENIED),
    "jogja": (rules(bytes(range(256))), LATER, LATER),
    "jatim": (answer(PAGE), LATER, LATER),
    "kalbar": (rules(PAGE, 404), "page", "page"),
    "kalteng": (rules("", 410), "page", "page"),
    "bali": (rules(""), "page", "page"),
    "mataram": (redirect("https://aceh.antaranews.com/robots.txt"), "page", DENIED),
    "kupang": (rules(gzip.compress(RULES.encode()), Content_Encoding="gzip"), "page", DENIED),
    "kalsel": (rules(gzip.compress(RULES.encode())[:-9], Content_Encoding="gzip"), LATER, LATER),
    "kaltim": (answer(RULES.encode(), 200, TEXT, length=999), LATER, LATER),  # cut off
    "kaltara": (redirect("http://kaltara.antaranews.com/robots.txt", 301), "page", DENIED),
    "makassar": (b"nonsense\r\n\r\n", LATER, LATER),
    "sulteng": (rules(b"#" * 6_000_000), LATER, LATER),  # not one line is whole
    "sultra": (rules(RULES.encode() + b"# panjang\n" * 600_000), "page", DENIED),
    "manado": (
        rules(gzip.compress(RULES.encode() + b"#\n" * 9**8, 1), Content_Encoding="gzip"),
        "page",
        DENIED,
    ),
    "ambon": (rules("", 408), "page", "page"),
}


@pytest.fixture(scope="module")
def crawled():
    def reply(asked):
        name = asked.host.split(".")[0]
        if asked.path != "/robots.txt":
            return answer()
        if name == "kaltara" and len(server.urls(asked.host)) > 1:
            return rules(RULES)  # what the redirect to http leads to
        return HOSTS[name][0]

    urls = [f"https://{h}.antaranews.com{p}" for p in ("/berita/1/a", "/ajax/1") for h in HOSTS]
    with Server(reply) as server:
        result = crawl(
            urls, server.gateway, DOWNLOAD_TIMEOUT=2, RETRY_TIMES=1, CONCURRENT_REQUESTS=99
        )
        yield result, server


@pytest.mark.parametrize("path", ["/berita/1/a", "/ajax/1"])
@pytest.mark.parametrize("host", HOSTS)
def test_what_becomes_of(crawled, host, path):
    expected = HOSTS[host][1 if path == "/berita/1/a" else 2]
    result = crawled[0][f"https://{host}.antaranews.com{path}"]
    if expected == "page":
        assert "page" in result, result
    else:
        assert (result.get("kind"), result.get("reason")) == expected, result


@pytest.mark.parametrize("host", [host for host, each in HOSTS.items() if each[1] == LATER])
def test_a_closed_host_is_asked_for_nothing_else(crawled, host):
    assert {url.partition("/")[2] for url in crawled[1].urls(f"{host}.antaranews.com")} == {
        "robots.txt"
    }


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("sumut", "robots.txt: HTTP status 500"),
        ("sumsel", "longer than 2.0 seconds"),
        ("babel", "not a host of ANTARA: example.org"),
        ("banten", "redirects from https://banten.antaranews.com/robots.txt"),
        ("jatim", "a web page instead of rules"),
        ("jogja", "not a text"),
        ("kalsel", "cut off"),
    ],
)
def test_why_a_host_is_closed(crawled, host, said):
    assert said in crawled[0][f"https://{host}.antaranews.com/berita/1/a"]["text"]


def test_each_host_that_answered_is_reported_once(crawled):
    hosts = [row[0] for row in crawled[0].robots]
    assert len(hosts) == len(set(hosts))
    silent = {"bengkulu", "sumsel", "makassar", "kaltim", "sulteng"}
    assert {host.split(".")[0] for host in hosts} >= set(HOSTS) - silent
    by_host = {row[0].split(".")[0]: row for row in crawled[0].robots}
    assert by_host["aceh"][2:] == [200, len(RULES), "rules"]
    assert by_host["riau"][2:] == [429, 0, "not now: HTTP status 429"]
    assert by_host["kalbar"][2:] == [404, 0, "no rules"]
    assert by_host["kaltara"][0] == "kaltara.antaranews.com"
    assert 500 * 1024 < by_host["sultra"][3] <= 512 * 1024
    assert by_host["bengkulu"][2] is None


def test_a_long_robots_txt_costs_no_memory(crawled):
    """The crawl above has one of 6 MB, and one of 86 MB in a compressed answer."""
    assert crawled[0].stats["peak_memory"] < 150 * 1024 * 1024
    assert crawled[0].hosts["sultra.antaranews.com"]["bytes"] < 2 * 1024 * 1024


def test_five_redirects_are_followed_even_where_pages_get_none():
    paths = [f"/robots.txt?{number}" for number in range(6)]

    def reply(asked):
        if asked.path != "/robots.txt":
            return answer()
        turn = len([each for each in server.asked if each.path == "/robots.txt"])
        host = "https://aceh.antaranews.com" if turn < 5 else BALI
        return redirect(host + paths[turn]) if turn <= 5 else rules(RULES)

    with Server(reply) as server:
        result = crawl(
            [f"{BALI}/berita/1/a", f"{BALI}/ajax/1"], server.gateway, REDIRECT_MAX_TIMES=0
        )
        assert result.ok(f"{BALI}/berita/1/a")
        assert result[f"{BALI}/ajax/1"]["reason"] == "robots"
        assert len(server.asked) == 7


def test_six_first_requests_at_the_same_time():
    """The leak of Scrapy's own middleware: the later ones of those who wait got None."""
    everybody_waits = threading.Event()

    def reply(asked):
        if asked.path == "/robots.txt":
            everybody_waits.wait(0.5)
            return rules(RULES)
        return answer()

    host = "https://bali.antaranews.com"
    denied = [f"{host}/ajax/{number}" for number in range(5)]
    with Server(reply) as server:
        result = crawl([*denied[:3], f"{host}/berita/1/a", *denied[3:]], server.gateway)
        assert [result[url]["reason"] for url in denied] == ["robots"] * 5
        assert result.ok(f"{host}/berita/1/a")
        assert [asked.path for asked in server.asked] == ["/robots.txt", "/berita/1/a"]
