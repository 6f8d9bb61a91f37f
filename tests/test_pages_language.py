"""In which language a page answers: asked for, remembered, preferred; and how it tells a moment."""

from __future__ import annotations

import asyncio
import html
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from pipelines.datasette import make_app
from pipelines.datasette.pages.shown import moment_in_words
from tests.looked_around import make_around
from tests.served import pages

if TYPE_CHECKING:
    from pathlib import Path

A_YEAR = 365 * 86_400


@pytest.fixture(scope="module")
def path(tmp_path_factory: Any) -> Path:
    found: Path = tmp_path_factory.mktemp("language") / "archive.db"
    make_around(found)
    return found


@pytest.fixture
def app(path: Path) -> Any:
    return make_app(path, "live", immutable=False)


def asked(app: Any, address: str, **headers: str) -> Any:
    """Ask for a page as a browser with these headers does, a _ in their names for a -."""

    async def ask() -> Any:
        await app.invoke_startup()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await app.client.get(address, headers=named)

    return asyncio.run(ask())


def language(page: Any) -> str:
    return re.findall(r'<html lang="(\w+)">', page.text)[0]


@pytest.mark.parametrize("address", ["/", "/b/bali", "/search", "/a/bali/1"])
def test_a_language_that_was_chosen_is_remembered(app: Any, address: str) -> None:
    chosen = asked(app, f"{address}?lang=en")
    assert language(chosen) == "en"
    assert chosen.cookies["lang"] == "en"
    assert f"max-age={A_YEAR}" in chosen.headers["set-cookie"].lower()
    later = asked(app, address, cookie="lang=en", accept_language="id")
    assert language(later) == "en"
    back = asked(app, f"{address}?lang=id", cookie="lang=en")
    assert (language(back), back.cookies["lang"]) == ("id", "id")


def test_what_was_not_chosen_is_not_remembered(app: Any) -> None:
    for address in ("/", "/?lang=", "/?lang=de", "/?lang=EN"):
        page = asked(app, address, accept_language="en")
        assert language(page) == "en", "the browser's own"
        assert "set-cookie" not in page.headers, address
    assert language(asked(app, "/", cookie="lang=de", accept_language="en")) == "en"
    assert language(asked(app, "/")) == "id"


def test_the_other_language_shows_the_same_page(app: Any) -> None:
    """The switch keeps whatever was asked, and asks for no language twice."""
    query = "q=pasar+%26+%22kota%22&kind=article&bureau=bali&bureau=sumsel&page=2"
    for given, other in (("id", "en"), ("en", "id")):
        (page,) = pages(app, f"/search?{query}&lang={given}&lang={given}")
        (switch,) = re.findall(rf'<a [^>]*href="([^"]*)"[^>]* hreflang="{other}"', page.text)
        address = urlsplit(html.unescape(switch))
        assert address.path == "", "this page"
        assert parse_qsl(address.query) == [*parse_qsl(query), ("lang", other)]


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-01-05T08:30:00+07:00", "5 January 2026, 08:30 WIB"),
        ("2026-01-05T08:30:00+08:00", "5 January 2026, 08:30 WITA"),
        ("2026-01-05T08:30:00+09:00", "5 January 2026, 08:30 WIT"),
        ("2026-01-05T08:30:00Z", "5 January 2026, 08:30 UTC"),
        ("2026-01-05T08:30:00+05:30", "5 January 2026, 08:30 +0530"),
        ("2026-01-05T08:30:00+07:30", "5 January 2026, 08:30 +0730"),
        ("2026-01-05", "5 January 2026"),
    ],
)
def test_a_moment_names_its_zone_and_a_day_has_none(moment: str, words: str) -> None:
    assert moment_in_words(moment, "en") == words
