"""What is said when the archive has gone or something fails: never a path, never an empty page."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from pipelines.datasette import asked, headers, make_app, refusals
from pipelines.datasette.apart import ApartDatabase
from tests.command_line import make_archive
from tests.served import pages

if TYPE_CHECKING:
    from pathlib import Path

OURS = ("/", "/search?q=ikan", "/a/bali/21", "/b/bali", "/b/bali.json", "/changes")
DATASETTES = ("/archive", "/archive/articles", "/archive/articles.json", "/archive?sql=select+1")


@pytest.fixture
def app(tmp_path: Path) -> Any:
    make_archive(tmp_path / "archive.db")
    return make_app(tmp_path / "archive.db", "sample", immutable=False)


@pytest.mark.parametrize("address", [*OURS, *DATASETTES])
@pytest.mark.parametrize("how", ["gone", "no archive"])
def test_an_archive_that_has_gone_is_told_without_its_place(
    app: Any, tmp_path: Path, address: str, how: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "archive.db"
    path.unlink()
    if how == "no archive" and address in OURS:
        path.write_bytes(b"something else" * 100)
    elif how == "no archive":
        path.mkdir()
    (page,) = pages(app, address)
    assert page.status_code == 503, page.text
    assert refusals.NO_ARCHIVE in page.text
    assert str(tmp_path) not in page.text
    assert page.headers["content-security-policy"] == headers.policy()
    said = capfd.readouterr().err
    assert said.startswith("The archive cannot be read: ")
    assert "Traceback" not in said
    assert said.count("\n") == 1


def test_a_process_that_ended_is_no_query_that_takes_too_long(
    app: Any, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(asked, "__file__", "/nonexistent.py")
    (page,) = pages(app, "/archive.json?sql=select+1")
    assert (page.status_code, page.json()["error"]) == (503, refusals.NO_PROCESS)
    assert "A process for queries did not start (status 2)." in capfd.readouterr().err


@pytest.mark.parametrize("error", [RuntimeError("/rahasia/tempat"), KeyError("/rahasia/tempat")])
def test_a_mistake_of_ours_is_500_and_told_on_the_terminal_only(
    app: Any,
    error: Exception,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    async def fails(*_: Any) -> None:
        raise error

    monkeypatch.setattr(ApartDatabase, "_asked", fails)
    (page,) = pages(app, "/archive/articles")
    assert page.status_code == 500
    assert refusals.FAILED in page.text.replace("&#39;", "'")
    assert "rahasia" not in page.text
    assert "rahasia" in capfd.readouterr().err


def test_what_fails_around_datasette_has_the_headers_too(
    capfd: pytest.CaptureFixture[str],
) -> None:
    async def fails(*_: Any) -> None:
        raise RuntimeError("rahasia")

    sent: list[dict[str, Any]] = []

    async def send(event: dict[str, Any]) -> None:
        sent.append(event)

    scope = {"type": "http", "path": "/", "query_string": b"", "headers": []}
    asyncio.run(headers.wrapped(fails)(scope, None, send))
    assert sent[0]["status"] == 500
    assert set(headers.told()) <= set(map(tuple, sent[0]["headers"]))
    assert sent[1]["body"].decode() == refusals.FAILED
    assert "rahasia" in capfd.readouterr().err
