"""`antara inspect`: what it writes, prints, opens and refuses."""

from __future__ import annotations

import gzip
import stat
import sys
from pathlib import Path

import pytest

from crawler.commands import inspect as command
from crawler.inspection import OPENING, inspect
from tests.command_line import run_antara
from tests.minisite import ROBOTS
from tests.servers import Server, answer
from tests.test_commands_read import PAGE_OF_IT, PATH, URL, with_head


@pytest.fixture(autouse=True)
def browser(monkeypatch, tmp_path):
    """A display, and a browser that only remembers; files go to a folder of the test."""
    opened: list[str] = []
    monkeypatch.setattr(command.webbrowser, "open", lambda url: opened.append(url) or True)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", ":7")
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(command.tempfile, "tempdir", str(folder))
    return opened


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(PAGE_OF_IT)
    return path


def written(result) -> str:
    assert result.out.count("\n") == 1
    return Path(result.out.strip()).read_text(encoding="utf-8")


def test_it_writes_prints_and_opens_one_page(antara, page, browser, tmp_path):
    result = antara("inspect", str(page), "--url", URL)
    assert (result.status, result.err) == (0, "")
    assert written(result) == inspect(PAGE_OF_IT, URL)
    path = Path(result.out.strip())
    assert path.parent == tmp_path / "temporary"
    assert path.name.startswith("antara-bali-501-")
    assert path.suffix == ".html"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert browser == [path.as_uri()]


def test_each_call_writes_a_new_file(antara, page):
    first = antara("inspect", str(page), "--url", URL).out
    assert antara("inspect", str(page), "--url", URL).out != first


def test_no_open_prints_the_path_only(antara, page, browser):
    result = antara("inspect", str(page), "--url", URL, "--no-open")
    assert (result.status, browser) == (0, [])
    assert written(result).startswith(OPENING)


def test_without_a_display_nothing_is_opened(antara, page, browser, monkeypatch):
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    result = antara("inspect", str(page), "--url", URL)
    assert (result.status, result.err, browser) == (0, "", [])
    assert written(result).startswith(OPENING)


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": ""}, False),
        ("darwin", {}, True),
    ],
)
def test_where_there_is_a_display(monkeypatch, platform, variables, expected):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert command.has_display() is expected


@pytest.mark.parametrize("failing", [lambda _: False, OSError])
def test_a_browser_that_does_not_open_is_said(antara, page, monkeypatch, failing):
    def fail(url):
        if failing is OSError:
            raise OSError("no")
        return failing(url)

    monkeypatch.setattr(command.webbrowser, "open", fail)
    result = antara("inspect", str(page), "--url", URL)
    assert result.status == 0
    assert result.err == "No browser could be opened; open the file yourself.\n"
    assert written(result)


def test_output_names_the_file_and_is_written_over(antara, page, browser, tmp_path):
    path = tmp_path / "seen.html"
    for _ in range(2):
        result = antara("inspect", str(page), "--url", URL, "--output", str(path))
        assert (result.status, result.out) == (0, f"{path}\n")
    assert path.read_text(encoding="utf-8") == inspect(PAGE_OF_IT, URL)
    assert browser == [path.as_uri()] * 2


def test_nothing_else_is_written_over(antara, page, tmp_path):
    result = antara("inspect", str(page), "--url", URL, "--output", str(page))
    assert (result.status, result.out) == (2, "")
    assert result.err == (
        f"'{page}' exists and is no page of 'antara inspect': name another file.\n"
    )
    assert page.read_bytes() == PAGE_OF_IT
    empty = tmp_path / "empty.html"
    empty.touch()
    assert antara("inspect", str(page), "--url", URL, "--output", str(empty)).status == 0


@pytest.mark.parametrize(
    ("output", "line"),
    [
        (".", "'{path}' is a folder: name a file with --output.\n"),
        ("missing/seen.html", "There is no folder '{path.parent}'.\n"),
    ],
)
def test_where_nothing_can_be_written_is_one_line(antara, page, tmp_path, output, line):
    path = tmp_path / output
    result = antara("inspect", str(page), "--url", URL, "--output", str(path))
    assert (result.status, result.out, result.err) == (2, "", line.format(path=path))


def test_a_full_or_missing_temporary_folder_is_one_line(antara, page, tmp_path, monkeypatch):
    monkeypatch.setattr(command.tempfile, "tempdir", str(tmp_path / "gone"))
    result = antara("inspect", str(page), "--url", URL)
    assert (result.status, result.out) == (2, "")
    assert result.err == f"Cannot write '{tmp_path / 'gone'}': No such file or directory.\n"


def test_a_gzipped_file_and_standard_input_show_the_same(antara, page, tmp_path):
    packed = tmp_path / "page.html.gz"
    packed.write_bytes(gzip.compress(PAGE_OF_IT))
    assert written(antara("inspect", str(packed), "--url", URL)) == inspect(PAGE_OF_IT, URL)
    piped = run_antara(
        *("inspect", "-", "--url", URL, "--no-open", "--output", "seen.html"),
        cwd=tmp_path,
        text=PAGE_OF_IT.decode(),
    )
    assert (piped.status, piped.out) == (0, f"{tmp_path / 'seen.html'}\n"), piped.err
    assert written(piped) == inspect(PAGE_OF_IT, URL)


def test_the_page_says_its_own_address(antara, tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(with_head(f'<link rel="canonical" href="{URL}">'))
    assert "bali/501: " in written(antara("inspect", str(path)))


def test_what_is_no_article_is_shown_and_said(antara, tmp_path, browser):
    path = tmp_path / "none.html"
    path.write_bytes(b"<html><title>404 \xe2\x80\xaeNot Found</title><body>Antara</body></html>")
    result = antara("inspect", str(path), "--url", URL)
    assert result.status == 1
    assert result.err.startswith("Not an article (soft_404): ")
    assert "\u202e" not in result.err
    assert "Refused as <strong>soft_404</strong>" in written(result)
    assert len(browser) == 1
    assert Path(result.out.strip()).name.startswith("antara-no-article-")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["missing.html"], "Cannot read 'missing.html': No such file or directory.\n"),
        (["bali.antaranews.com/berita/1"], "Cannot read 'bali.antaranews.com/berita/1'"),
        ([URL, "--url", URL], "--url gives the address of a file; a URL has its own.\n"),
        (["x.html", "--url", "x"], "--url 'x' does not begin with https:// or http://.\n"),
        ([], "'antara inspect' needs URL|FILE|CAPTURE. See 'antara inspect --help'.\n"),
        (["a", "b"], "Surplus word 'b': 'antara inspect' takes URL|FILE|CAPTURE only."),
    ],
)
def test_what_cannot_start_is_one_line(antara, browser, words, line):
    result = antara("inspect", *words)
    assert (result.status, result.out, browser) == (2, "", [])
    assert result.err.startswith(line)
    assert result.err.count("\n") == 1


def test_a_page_without_an_address_needs_one(antara, page):
    result = antara("inspect", str(page))
    assert result.status == 2
    assert "give it with --url URL." in result.err


# ---- a page of the site


def from_site(reply: bytes, cwd: Path):
    def replies(asked):
        return ROBOTS if asked.path == "/robots.txt" else reply

    with Server(replies) as server:
        result = run_antara(
            *("inspect", URL, "--no-open", "--output", "seen.html"),
            cwd=cwd,
            ANTARA_GATEWAY=server.gateway,
            ANTARA_DOWNLOAD_DELAY="0",
            ANTARA_RETRY_TIMES="0",
            ANTARA_ARCHIVE_PATH=str(cwd / "archive.db"),
        )
        return result, [each.path for each in server.asked]


def test_a_url_is_fetched_after_robots_and_shown(tmp_path):
    result, asked = from_site(answer(PAGE_OF_IT), tmp_path)
    assert asked == ["/robots.txt", PATH]
    assert (result.status, result.err) == (0, "")
    assert written(result) == inspect(PAGE_OF_IT, URL)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["seen.html"]


@pytest.mark.slow
def test_a_url_that_cannot_be_read_writes_nothing(tmp_path):
    result, _ = from_site(answer(b"tidak ada", 404), tmp_path)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(f"Could not read {URL}: HTTP status 404")
    assert not (tmp_path / "seen.html").exists()


def test_without_a_contact_nothing_is_asked(tmp_path):
    result = run_antara("inspect", URL, cwd=tmp_path)
    assert result.status == 2
    assert result.err.startswith("CONTACT is empty")
