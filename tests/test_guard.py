"""No address but ANTARA's is ever connected to, and no private one."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from servers import PAGE, Server, answer, crawl, redirect

from crawler.errors import OffSite
from crawler.middlewares.guard import check_address
from crawler.resolver import is_public

# --- The address


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://sumsel.antaranews.com/berita/1/a", "sumsel.antaranews.com"),
        ("http://www.antaranews.com/", "www.antaranews.com"),
        ("https://antaranews.com", "antaranews.com"),
        ("https://SUMSEL.antaranews.com:443/", "sumsel.antaranews.com"),
        ("http://sumsel.antaranews.com:80/", "sumsel.antaranews.com"),
        ("http://www.antarakalteng.com/berita/1/a", "www.antarakalteng.com"),
        ("https://laterbureau.antaranews.com/", "laterbureau.antaranews.com"),
    ],
)
def test_addresses_of_antara(url, host):
    assert check_address(url) == host


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/",
        "https://antaranews.com.example.org/",
        "https://fakeantaranews.com/",
        "https://example.org/https://sumsel.antaranews.com/",
        "https://example.org#.antaranews.com",
        "https://example.org\\.antaranews.com/",
        "https://sumsel.antaranews.com\\@example.org/",
        "https://sumsel.antaranews.com@example.org/",
        "https://user@sumsel.antaranews.com/",
        "https://user:secret@sumsel.antaranews.com/",
        "https://sumsel.antaranews.com:8443/",
        "https://sumsel.antaranews.com:80/",
        "http://sumsel.antaranews.com:443/",
        "https://sumsel.antaranews.com:/",
        "https://sumsel.antaranews.com:x/",
        "https://sumsel.antaranews.com./",
        "https://sumsel.antaranews.com%2eexample.org/",
        "https://sumsel_.antaranews.com/",
        "https://.antaranews.com/",
        "ftp://sumsel.antaranews.com/",
        "file:///etc/passwd",
        "data:text/html,x",
        "javascript:alert(1)",
        "//sumsel.antaranews.com/",
        "https:///x",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://[::1]/",
        "http://[",
        "",
    ],
)
def test_other_addresses(url):
    with pytest.raises(OffSite):
        check_address(url)


@given(st.text())
def test_no_text_raises_anything_else(text):
    for url in (text, f"https://{text}", f"https://sumsel.antaranews.com{text}"):
        try:
            host = check_address(url)
        except OffSite:
            continue
        assert host == "antaranews.com" or host.endswith((".antaranews.com", "antarakalteng.com"))


def test_a_user_name_is_called_one():
    with pytest.raises(OffSite, match="with a user name"):
        check_address("https://user:secret@sumsel.antaranews.com/")


# --- The IP address


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "0.0.0.0", "0.1.2.3", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "192.0.2.1", "198.18.0.1", "::", "::1", "fe80::1", "fc00::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1",
        "2001:0:4136:e378:8000:63bf:80ff:fffe", "not an address", "",
    ],
)  # fmt: skip
def test_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "103.10.66.1", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public(address):
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv6_wrapping_is_as_public_as_what_it_wraps(address):
    assert is_public(f"::ffff:{address}") == is_public(str(address))
    assert not is_public(str(address)) or address.is_global


@given(st.ip_addresses())
def test_every_address_gets_an_answer(address):
    assert is_public(str(address)) in {True, False}
    if isinstance(address, ipaddress.IPv4Address) and address.is_private:
        assert not is_public(str(address))


# --- Before any connection, in a real crawl

BALI = "https://bali.antaranews.com"


@pytest.fixture(scope="module")
def guarded():
    """One crawl through a gateway that redirects to where nobody may go."""

    def reply(asked):
        if asked.path == "/robots.txt":
            return answer(b"", content_type="text/plain")
        if asked.path.startswith("/to/"):
            return redirect(targets[asked.path])
        return answer()

    with Server(lambda _: answer(PAGE)) as foreign, Server(reply) as gateway:
        local = f"http://127.0.0.1:{foreign.port}/"
        targets = {
            "/to/loopback": local,
            "/to/localhost": f"http://localhost:{foreign.port}/",
            "/to/gateway": f"{gateway.gateway}/secret",
            "/to/elsewhere": "https://example.org/",
            "/to/port": f"https://bali.antaranews.com:{foreign.port}/",
            "/to/user": "https://me@bali.antaranews.com/",
            "/to/file": "file:///etc/passwd",
            "/to/nonsense": "http://[",
            "/to/www": "https://www.antaranews.com/berita/2/b",
        }
        flags = {"dont_filter": True, "meta": {"allow_offsite": True, "dont_obey_robotstxt": True}}
        crawled = crawl(
            [
                *({"url": BALI + path, **flags} for path in targets),
                {"url": local, **flags},
                {"url": f"{gateway.gateway}/direct", **flags},
                {"url": f"{BALI}/proxied", "meta": {"proxy": f"http://127.0.0.1:{foreign.port}"}},
            ],
            gateway.gateway,
        )
        yield crawled, gateway, foreign, local


@pytest.mark.parametrize(
    "path",
    ["loopback", "localhost", "gateway", "elsewhere", "port", "user", "file", "nonsense"],
)
def test_a_redirect_to_elsewhere_is_rejected(guarded, path):
    result = guarded[0][f"{BALI}/to/{path}"]
    assert (result["kind"], result["reason"], result["status"]) == ("rejected", "off_site", 302)
    assert result["answered"]


def test_a_redirect_to_another_host_of_antara_is_followed(guarded):
    assert guarded[0][f"{BALI}/to/www"]["page"] == "https://www.antaranews.com/berita/2/b"


def test_a_foreign_request_is_rejected_whatever_its_flags(guarded):
    crawled, gateway, _, local = guarded
    for url in (local, f"{gateway.gateway}/direct"):
        assert crawled[url]["reason"] == "off_site"
        assert not crawled[url]["answered"]


def test_nothing_ever_connected_to_the_foreign_server(guarded):
    assert guarded[2].connections == 0


def test_a_request_cannot_choose_its_own_proxy(guarded):
    assert guarded[0].ok(f"{BALI}/proxied")


def test_the_gateway_was_asked_for_antara_only(guarded):
    hosts = {asked.host for asked in guarded[1].asked}
    assert hosts == {"bali.antaranews.com", "www.antaranews.com"}
    assert not [asked for asked in guarded[1].asked if "secret" in asked.target]


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3"])
def test_a_name_that_leads_to_a_private_address_is_refused(address):
    # Without a gateway; port 80 of this machine is where the connection would go.
    url = "http://bali.antaranews.com/berita/1/a"
    crawled = crawl([url], dns={"bali.antaranews.com": address}, CONTACT="a@example.org")
    result = crawled[url]
    # robots.txt comes first and closes the host.
    assert result["error"] == "RobotsUnavailable"
    assert "not a public address" in result["text"]
    assert not result["answered"]
    assert "downloader/response_count" not in crawled.stats
    assert "retry/count" not in crawled.stats


@pytest.mark.parametrize("trusting", [False, True])
def test_a_private_address_is_refused_before_any_connection(trusting):
    """Asked of a server of this machine, on its port; the trusting crawl shows it would come."""
    with Server(lambda asked: answer(b"" if asked.path == "/robots.txt" else PAGE)) as local:
        url = f"http://bali.antaranews.com:{local.port}/"
        crawled = crawl(
            [url],
            dns={"bali.antaranews.com": "127.0.0.1"},
            broken={"port": local.port, "trusting": trusting},
            CONTACT="a@example.org",
        )
        assert bool(local.connections) is trusting
        assert ("page" in crawled[url]) is trusting


def test_a_request_cannot_choose_a_proxy_without_a_gateway_either():
    reply = lambda asked: answer(b"" if asked.path == "/robots.txt" else PAGE)  # noqa: E731
    with Server(reply) as local, Server(reply) as proxy:
        url = f"http://bali.antaranews.com:{local.port}/"
        crawled = crawl(
            [{"url": url, "meta": {"proxy": proxy.gateway}}],
            dns={"bali.antaranews.com": "127.0.0.1"},
            broken={"port": local.port, "trusting": True},
            CONTACT="a@example.org",
        )
        assert crawled.ok(url)
        assert local.connections
        assert not proxy.connections


def test_the_gateway_may_have_a_private_name():
    with Server(lambda _: answer()) as gateway:
        url = "https://bali.antaranews.com/"
        crawled = crawl(
            [url], f"http://cache.lan:{gateway.port}", {"cache.lan": "127.0.0.1"}, CONTACT="a@b.org"
        )
        assert "web page" in crawled[url]["text"]  # its robots.txt is a page: it was asked
        assert gateway.connections


def test_only_the_gateways_name_may_be_private():
    """The check that stands below all others, with a server that counts connections."""
    from crawler.resolver import PublicResolver

    class Threads:
        pass

    resolver = PublicResolver(Threads(), 10, 1.0, exempt="cache.lan")
    assert resolver._check("127.0.0.1", "cache.lan") == "127.0.0.1"
    with pytest.raises(Exception, match="not a public address"):
        resolver._check("127.0.0.1", "bali.antaranews.com")
    assert resolver.refused == {"bali.antaranews.com": "127.0.0.1"}
