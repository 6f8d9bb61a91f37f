"""A gateway stands in for the site, and nothing but the wire knows of it."""

from __future__ import annotations

import asyncio
import datetime
import ssl
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from servers import PAGE, Server, answer, crawl, redirect

from crawler import DISTRIBUTION, __version__

BALI = "https://bali.antaranews.com"


@pytest.fixture(scope="module")
def through():
    """One crawl of several addresses through a gateway."""

    def reply(asked):
        if asked.path == "/robots.txt":
            return answer(b"User-agent: *\nDisallow: /no\n", content_type="text/plain")
        if asked.path in TARGETS:
            return redirect(TARGETS[asked.path])
        return answer(Referrer_Policy="unsafe-url", Set_Cookie="id=1; Path=/")

    urls = [
        f"{BALI}/berita/1/a?page=all&x=%C3%A9#part",
        f"{BALI}/to/relative",
        f"{BALI}/to/host",
        f"{BALI}/to/no",
        f"{BALI}:443/port",
        "http://aceh.antaranews.com/to/https",
        {"url": f"{BALI}/headers", "headers": {"Referer": f"{BALI}/", "User-Agent": "Other/1"}},
        {"url": f"{BALI}/cookies", "cookies": {"a": "b"}},
    ]
    with Server(reply) as server:
        yield crawl(urls, server.gateway, CONTACT="arsip@example.org"), server


TARGETS = {
    "/to/relative": "../berita/2/b",
    "/to/host": "https://www.antaranews.com/berita/3/c",
    "/to/no": "/no/4",
    "/to/https": "https://aceh.antaranews.com/berita/5/e",
}


def test_the_target_is_absolute_and_plain(through):
    asked = next(each for each in through[1].asked if each.path == "/berita/1/a")
    assert asked.target == "http://bali.antaranews.com/berita/1/a?page=all&x=%C3%A9"
    assert asked.headers["host"] == "bali.antaranews.com"
    assert asked.method == "GET"


def test_nothing_asks_for_a_tunnel(through):
    assert {asked.method for asked in through[1].asked} == {"GET"}


@pytest.mark.parametrize(
    ("asked", "page"),
    [
        (f"{BALI}/to/relative", f"{BALI}/berita/2/b"),
        (f"{BALI}/to/host", "https://www.antaranews.com/berita/3/c"),
        ("http://aceh.antaranews.com/to/https", "https://aceh.antaranews.com/berita/5/e"),
        (f"{BALI}:443/port", f"{BALI}:443/port"),
    ],
)
def test_addresses_stay_the_sites_own(through, asked, page):
    assert through[0][asked]["page"] == page
    assert through[0][asked]["requested"] == page


def test_the_default_port_is_not_sent(through):
    asked = next(each for each in through[1].asked if each.path == "/port")
    assert asked.target == "http://bali.antaranews.com/port"
    assert asked.headers["host"] == "bali.antaranews.com"


def test_robots_txt_holds_for_redirects(through):
    assert through[0][f"{BALI}/to/no"]["reason"] == "robots"


def test_robots_txt_is_asked_once_for_each_scheme_and_host(through):
    hosts = sorted(asked.host for asked in through[1].asked if asked.path == "/robots.txt")
    aceh = "aceh.antaranews.com"
    assert hosts == [aceh, aceh, "bali.antaranews.com", "www.antaranews.com"]


def test_every_request_says_who_asks(through):
    expected = f"{DISTRIBUTION}/{__version__} (+arsip@example.org)"
    assert {asked.headers["user-agent"] for asked in through[1].asked} == {expected}


@pytest.mark.parametrize("header", ["referer", "cookie", "proxy-authorization", "x-forwarded-for"])
def test_no_request_carries(through, header):
    assert not [asked for asked in through[1].asked if header in asked.headers]


def test_the_latency_comes_back(through):
    assert through[0][f"{BALI}/to/relative"]["latency"] > 0


def test_a_proxy_in_the_environment_changes_nothing(monkeypatch):
    with Server(lambda _: answer()) as proxy, Server(lambda _: answer(b"", 404)) as gateway:
        for name in ("http_proxy", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.gateway)
        crawl([f"{BALI}/"], gateway.gateway)
        assert gateway.connections
        assert not proxy.connections


@pytest.mark.slow
def test_no_gateway_there():
    with Server(lambda _: answer()) as server:
        gone = server.gateway
    result = crawl([f"{BALI}/"], gone)[f"{BALI}/"]
    assert result["kind"] == "later"
    assert not result["answered"]


@pytest.mark.slow
def test_no_list_of_public_suffixes_is_asked_for():
    """Scrapy's cookies would download one; theirs is the only code here that knows of it."""
    code = (
        "import tldextract\n"
        "def no(*a, **k): raise AssertionError('asked for public suffixes')\n"
        "tldextract.TLDExtract.__call__ = tldextract.TLDExtract.extract_str = no\n"
        "tldextract.TLDExtract._get_tld_extractor = no\n"
        "import sys; sys.argv = ['probe']\n"
        "import probe; probe.main()\n"
    )

    def reply(asked):
        return answer(b"" if asked.path == "/robots.txt" else PAGE, Set_Cookie="a=b; Domain=co.id")

    with Server(reply) as server:
        asked = (
            f'{{"urls": ["{BALI}/"], "dns": {{}}, "broken": {{}}, "max_requests": null, '
            f'"settings": {{"GATEWAY": "{server.gateway}", "DOWNLOAD_DELAY": 0}}}}'
        )
        here = Path(__file__).parent
        done = subprocess.run(
            [sys.executable, "-c", code],
            input=asked, capture_output=True, text=True, timeout=60, cwd=here, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert '"page"' in done.stdout, done.stdout + done.stderr


# --- Certificates

FETCH = """
import json, sys
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

class One(Spider):
    name = "one"
    async def start(self):
        yield Request(sys.argv[1], callback=self.parse, errback=self.failed)
    def parse(self, response):
        print("page", response.status)
    def failed(self, failure):
        print("failed", repr(failure.value))

settings = Settings()
settings.setmodule("crawler.settings")
own = {key: settings[key] for key in settings if key.startswith(("DOWNLOAD_V", "DOWNLOADER_CL"))}
own |= json.loads(sys.argv[2]) | {"LOG_ENABLED": False, "RETRY_ENABLED": False}
process = AsyncCrawlerProcess(own)
process.crawl(One)
process.start()
"""


@pytest.fixture
def tls_server(tmp_path):
    """An https server of this machine with a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "server.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    started, port, ended = threading.Event(), [], asyncio.Event()
    loop = asyncio.new_event_loop()

    async def serve():
        async def reply(reader, writer):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer())
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(reply, "127.0.0.1", 0, ssl=context)
        port.append(server.sockets[0].getsockname()[1])
        started.set()
        await ended.wait()
        server.close()
        await server.wait_closed()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    assert started.wait(10)
    yield f"https://localhost:{port[0]}/"
    loop.call_soon_threadsafe(ended.set)
    thread.join(10)
    loop.close()


@pytest.mark.parametrize(
    ("settings", "said"),
    [("{}", "failed"), ('{"DOWNLOAD_VERIFY_CERTIFICATES": false}', "page 200")],
)
def test_a_certificate_that_nobody_vouches_for_is_refused(tls_server, settings, said):
    """With Scrapy's own handler, since ours goes to no such host; it verifies as ours does."""
    done = subprocess.run(
        [sys.executable, "-c", FETCH, tls_server, settings],
        capture_output=True, text=True, timeout=60, check=False,
        cwd=Path(__file__).resolve().parent.parent,
    )  # fmt: skip
    assert done.stdout.startswith(said), done.stdout + done.stderr
    if said == "failed":
        assert "certificate verify failed" in done.stdout
