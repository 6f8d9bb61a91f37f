"""The sample site on the wire: proxying, caching, and the faults that it answers with when told."""

from __future__ import annotations

import gzip
import http.client
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.replica import Faults, Site, running_site
from tests.replica_client import answered, ask, broken

if TYPE_CHECKING:
    from tests.replica import SiteServer

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def site() -> Site:
    """The demo's site."""
    return Site()


# On the wire


def test_gateway_form_host_header_and_log(site: Site) -> None:
    url = site.truth("sumsel")[2]["url"]
    host, _, path = url.partition("://")[2].partition("/")
    with running_site(site) as server:
        https = ask(server, url, User_Agent="uji")
        plain_http = ask(server, url.replace("https:", "http:"))
        by_host = ask(server, f"/{path}", Host=host)
        assert https[0] == 200
        assert https[2] == plain_http[2] == by_host[2] == answered(site, url)
        assert [one.scheme for one in server.requests] == ["https", "http", ""]
        assert {one.url for one in server.requests} == {url}
        assert server.requests[0].headers["user-agent"] == "uji"
        assert ask(server, "https://berita.example/")[0] == 502
        assert [one.host for one in server.foreign] == ["berita.example"]
        assert ask(server, url, method="HEAD")[0] == 200
        assert ask(server, "/x", method="POST")[0] == 405


def test_keep_alive_and_pipelining(site_server: SiteServer) -> None:
    client = http.client.HTTPConnection("127.0.0.1", site_server.port, timeout=5)
    for fact in site_server.site.truth("bali")[:5]:
        client.request("GET", fact["url"])
        answer = client.getresponse()
        assert answer.status in (200, 404)
        answer.read()
    client.close()
    assert site_server.most_at_once() == {"bali.antaranews.com": 1}


def test_conditional_requests(site: Site) -> None:
    url = site.truth("www")[5]["url"]
    with running_site(replace(site)) as server:
        _, fields, _ = ask(server, url)
        assert ask(server, url, If_None_Match=fields["etag"])[::2] == (304, b"")
        assert ask(server, url, If_Modified_Since=fields["last-modified"])[0] == 304
        assert ask(server, url, If_None_Match='"other"')[0] == 200
        server.site.revise("www", server.site.truth("www")[5]["article_id"], add="Tambahan.")
        assert ask(server, url, If_None_Match=fields["etag"])[0] == 200


def test_compression_only_when_accepted(site: Site) -> None:
    url = site.truth("jateng")[5]["url"]
    with running_site(site, compress=True) as server:
        status, fields, body = ask(server, url, Accept_Encoding="gzip")
        assert (status, fields["content-encoding"]) == (200, "gzip")
        assert gzip.decompress(body) == ask(server, url)[2]


def test_robots_allow_all_but_two_folders(site_server: SiteServer) -> None:
    status, _, body = ask(site_server, "https://sumsel.antaranews.com/robots.txt")
    assert status == 200
    assert b"User-agent: *\nDisallow: /ajax/*\nDisallow: /ucnews/*\n" in body


def test_empty_once_is_empty_once(site: Site) -> None:
    with running_site(site) as server:
        url = site.traps["empty_once"]
        assert ask(server, url)[2] == b""
        assert ask(server, url)[2] == answered(site, url)


# Bad manners


@pytest.mark.parametrize(
    ("kind", "noticed"),
    [
        ("500", {"500"}),
        ("503", {"503"}),
        ("429", {"429"}),
        ("drop", {"RemoteDisconnected", "ConnectionResetError"}),
        ("truncated", {"IncompleteRead"}),
        ("truncated_chunked", {"IncompleteRead"}),
        ("empty", {"200 empty"}),
        ("cut_gzip", {"cut"}),
        ("timeout", {"RemoteDisconnected", "ConnectionResetError"}),
    ],
)
def test_each_fault_happens_once(site: Site, kind: str, noticed: set[str]) -> None:
    url = site.truth("bali")[4]["url"]
    with running_site(site, faults=Faults(rate=1.0, kinds=(kind,), hold=0.05)) as server:
        assert broken(server, url) in noticed
        assert broken(server, url) == "200"


def test_retry_after_is_told(site: Site) -> None:
    with running_site(site, faults=Faults(rate=1.0, kinds=("429",), retry_after=7)) as server:
        assert ask(server, "https://bali.antaranews.com/terkini")[1]["retry-after"] == "7"


def test_rate_and_scope_are_kept() -> None:
    faults = Faults(rate=0.3, kinds=("500",), scope="articles")
    hit = [faults.pick("bali.antaranews.com", f"/berita/{n}/x") for n in range(2000)]
    assert 500 < len([one for one in hit if one]) < 700
    assert not any(faults.pick("bali.antaranews.com", f"/terkini/{n}") for n in range(200))
    again = Faults(rate=0.3, kinds=("500",), scope="articles")
    assert hit == [again.pick("bali.antaranews.com", f"/berita/{n}/x") for n in range(2000)]


@pytest.mark.parametrize(
    ("how", "noticed"),
    [
        (500, "500 empty"),
        (404, "404 empty"),
        ("drop", "RemoteDisconnected"),
        ("off_site", "302 empty"),
        ("utf16", "200"),
        ("disallow", "200"),
    ],
)
def test_robots_misbehave_for_one_host(site: Site, how: int | str, noticed: str) -> None:
    faults = Faults(robots={"bali.antaranews.com": how})
    with running_site(site, faults=faults) as server:
        seen = broken(server, "https://bali.antaranews.com/robots.txt")
        assert seen in (noticed, "ConnectionResetError" if how == "drop" else noticed)
        assert broken(server, "https://sumsel.antaranews.com/robots.txt") == "200"
        assert broken(server, "https://bali.antaranews.com/terkini") == "200"


def test_slow_host_shows_requests_at_once(site: Site) -> None:
    faults = Faults(slow={"bali.antaranews.com": 0.2})
    with running_site(site, faults=faults) as server:
        clients = [http.client.HTTPConnection("127.0.0.1", server.port) for _ in range(3)]
        for client in clients:
            client.request("GET", "https://bali.antaranews.com/terkini")
        for client in clients:
            assert client.getresponse().read()
            client.close()
        assert server.most_at_once() == {"bali.antaranews.com": 3}


def test_command_serves_and_names_its_gateway() -> None:
    words = [sys.executable, "-m", "tests.replica", "serve", "--port", "0", "--articles", "12"]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        port = int(process.stdout.readline().rpartition(":")[2])
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        client.request("GET", "http://www.antaranews.com/terkini")
        assert client.getresponse().status == 200
        client.close()
    finally:
        process.terminate()
        process.wait(10)
        if process.stdout:
            process.stdout.close()
