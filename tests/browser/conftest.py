"""Fixtures of the tests in Chromium, and where they leave their pictures."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browser.chromium import PROGRAMS, Visitor, browsing, chromium
from tests.browser.sample import Sample, make_sample, serving
from tests.rightful import make_rightful

PICTURES = os.environ.get("SCREENSHOTS")
"""A folder; without it no picture is made."""


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> Sample:
    return make_sample(tmp_path_factory.mktemp("browser") / "archive.db")


# Of the package, not of the session: while Playwright runs, no test of another module in this
# process can start an event loop.
@pytest.fixture(scope="package")
def browser():
    if chromium() is None:
        pytest.skip(f"no Chromium here (none of {', '.join(PROGRAMS)}): sudo apt install chromium")
    with browsing() as running:
        yield running


@pytest.fixture(scope="session")
def address(sample):
    with serving(sample.path) as running:
        yield running


@pytest.fixture
def visitor(browser, address):
    """Opens pages; in the end nothing may have gone wrong on any, seen or unseen."""
    one = Visitor(browser, address)
    yield one
    assert one.complaints == []
    assert one.asked, "no page was opened"


@pytest.fixture(scope="session")
def address_of_others(tmp_path_factory):
    path = tmp_path_factory.mktemp("others") / "archive.db"
    make_rightful(path)
    name = ("--public-name", "arsip.example.org", "-s", "CONTACT=arsip@example.org")
    with serving(path, *name) as running:
        yield running


@pytest.fixture
def served_to_others(browser, address_of_others):
    """The same of an archive that is served to others, who are shown no texts."""
    one = Visitor(browser, address_of_others)
    yield one
    assert one.complaints == []
    assert one.asked, "no page was opened"


@pytest.fixture
def picture():
    """Makes a picture of a page, where pictures are wanted."""

    def make(page, name: str) -> None:
        if PICTURES:
            folder = Path(PICTURES)
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{name}.png", full_page=True)

    return make


def pytest_terminal_summary(terminalreporter) -> None:
    if PICTURES:
        made = len(list(Path(PICTURES).glob("*.png")))
        terminalreporter.write_line(f"{made} pictures of the pages: {PICTURES}")
