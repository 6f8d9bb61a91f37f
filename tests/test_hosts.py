"""Which names `antara serve` answers to: no page elsewhere can read the archive (DNS rebinding)."""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from crawler.listening import host_name
from pipelines.datasette import hosts, make_app
from tests.command_line import ANTARA, make_archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("hosts") / "archive.db"
    make_archive(path, "sample")
    return path


def asked(archive: Path, host: str, names: set[str] | None, path: str = "/") -> Any:
    app = make_app(archive, "sample", immutable=False, names=names)

    async def ask() -> Any:
        await app.invoke_startup()
        return await app.client.get(path, headers={"host": host})

    return asyncio.run(ask())


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "LOCALHOST:8001", "127.0.0.1", "127.0.0.1:8001", "[::1]:8001"),
        *("localhost.", "arsip.example.org", "arsip.example.org:443"),
    ],
)
def test_own_names_are_answered(archive: Path, host: str) -> None:
    assert asked(archive, host, {*hosts.LOCAL, "arsip.example.org"}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        *(
            "umpan.example",
            "umpan.example:8001",
            "127.0.0.1.umpan.example",
            "localhost.umpan.example",
        ),
        *("", "[", "umpan.example#localhost", "0.0.0.0", "127.0.0.2", "localhost@umpan"),
    ],
)
@pytest.mark.parametrize(
    "path", ["/", "/archive.json", "/-/arsip/pages.css", "/x", "/search.csv?q=a"]
)
def test_others_are_not_whatever_they_ask_for(archive: Path, host: str, path: str) -> None:
    page = asked(archive, host, set(hosts.LOCAL), path)
    assert page.status_code == 421, page.text
    assert "--public-name" in page.text
    assert "content-security-policy" in page.headers


def test_any_name_is_answered_where_others_come_anyway(archive: Path) -> None:
    assert asked(archive, "arsip.example.org", None).status_code == 200


def test_two_hosts_are_none() -> None:
    assert hosts.name_of({"headers": [(b"host", b"localhost"), (b"Host", b"umpan")]}) == ""
    assert hosts.name_of({"headers": []}) == ""


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Arsip.Example.org.", "arsip.example.org"), ("bücher.example", "xn--bcher-kva.example")],
)
def test_a_public_name_is_as_browsers_send_it(typed: str, name: str) -> None:
    assert host_name(typed) == name


@pytest.mark.parametrize(
    "typed", ["", "https://a.example", "a.example:80", "a b", ".", "a..b", "*"]
)
def test_what_is_no_name_is_refused(typed: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=r"arsip\.example\.org"):
        host_name(typed)


def test_a_public_name_is_served_as_to_others(archive: Path, antara: Any) -> None:
    refused = antara("serve", "--public-name", "arsip.example.org", "-s", f"ARCHIVE_PATH={archive}")
    assert refused.status == 2
    assert "others reach arsip.example.org" in refused.err


def test_a_running_server(archive: Path) -> None:
    words = [str(ANTARA), "serve", "--port", "0", "--public-name", "arsip.example.org"]
    settings = ["-s", f"ARCHIVE_PATH={archive}", "-s", "CONTACT=a@example.org"]
    with subprocess.Popen([*words, *settings], stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            address = None
            while address is None:
                line = process.stderr.readline()
                assert line, "it ended"
                found = re.search(r"Serving at (http://\S+/)", line)
                address = found and found[1]
            for host, status in (
                ("arsip.example.org", 200),
                ("localhost", 200),
                ("umpan.example", 421),
            ):
                assert _status(f"{address}archive/articles.json", host) == status
            told = json.loads(_read(f"{address}archive/articles.json?_shape=array", "localhost"))
            assert told
            assert all(row["text"] is None for row in told)
            assert _status(f"{address}archive?sql=select+1", "arsip.example.org") == 403
        finally:
            process.terminate()


def _status(address: str, host: str) -> int:
    try:
        with _opened(address, host) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def _read(address: str, host: str) -> bytes:
    with _opened(address, host) as answer:
        return bytes(answer.read())


def _opened(address: str, host: str) -> Any:
    for _ in range(100):
        try:
            request = urllib.request.Request(address, headers={"Host": host})
            return urllib.request.urlopen(request, timeout=30)
        except urllib.error.HTTPError:
            raise
        except OSError:
            continue
    raise AssertionError("nothing answers")
