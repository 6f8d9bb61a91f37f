"""What every answer of `antara serve` says to browsers and robots, and what it does not tell."""

from __future__ import annotations

import base64
import re
from hashlib import sha256
from importlib.resources import files

import pytest

from pipelines.datasette import headers, make_app
from tests.command_line import make_archive
from tests.served import TOLD, pages

EVERYWHERE = (
    "/",
    "/search?q=ikan",
    "/check?text=x",
    "/a/bali/21",
    "/a/bali/21/changes",
    "/a/bali/9",
    "/s/bali/21",
    "/robots.txt",
    "/favicon.ico",
    "/archive",
    "/archive/",
    "/archive/articles",
    "/archive/articles/1",
    "/archive/articles/99999",
    "/archive/articles.json",
    "/archive/articles.csv",
    "/archive/articles.csv?_stream=1",
    "/archive?sql=select+1",
    "/archive?sql=select+nope",
    "/archive?sql=drop",
    "/archive.db",
    "/archive/x%2Fy",
    "/nothing",
    "/nothing.json",
    "//umpan.example/",
    "/-/static/app.css",
    "/-/static/cm-editor-6.0.1.bundle.js",
    "/-/static/nothing.css",
    "/-/static/../app.py",
    "/-/arsip/pages.css",
    "/-/databases",
    "/-/databases.json",
    "/-/metadata",
    "/-/metadata.json",
    "/article",
    "/base",
    "/front",
    "/archive/articles?_size=x",
    "/archive/articles?_sort=x",
    "/archive?sql=select+1&_timelimit=x",
    "/archive/articles?_next=x",
)
CLOSED = (
    "actor",
    "allow-debug",
    "auth-token",
    "config",
    "logout",
    "messages",
    "patterns",
    "permissions",
    "plugins",
    "settings",
    "threads",
    "versions",
    "x",
    "static",
    "databases/",
    "databasesx",
)


@pytest.fixture(params=[False, True], ids=["beside a writer", "immutable"])
def app(tmp_path, request):
    make_archive(tmp_path / "archive.db", "live")
    return make_app(tmp_path / "archive.db", "live", immutable=request.param)


def test_every_answer_has_the_headers_and_tells_no_place(app, tmp_path):
    closed = [f"/-/{name}{end}" for name in CLOSED for end in ("", ".json")]
    for page in pages(app, *EVERYWHERE, *closed, follows=False):
        for name, value in {**TOLD, "content-security-policy": headers.policy()}.items():
            assert page.headers.get_list(name) == [value], (page.url, name)
        assert page.status_code < 500, (page.url, page.text)
        assert str(tmp_path).encode() not in page.content, page.url
        assert str(tmp_path) not in str(page.headers), page.url


def test_addresses_of_no_use_are_closed(app):
    for name in CLOSED:
        for end in ("", ".json"):
            (page,) = pages(app, f"/-/{name}{end}", follows=False)
            assert page.status_code in ({302, 404} if name.endswith("/") else {404}), page.url
    for page in pages(app, "/article", "/base", "/front", "/not_held", "/revisions", "/story"):
        assert page.status_code == 404, page.url
    for page in pages(app, "/search", "/check", "/-/databases", "/-/metadata.json"):
        assert page.status_code == 200, page.url


def test_the_file_is_not_given_away(app):
    (page,) = pages(app, "/archive.db", follows=False)
    assert page.status_code == 403


def test_no_answer_leads_to_another_host(app):
    for page in pages(
        app, "//umpan.example/", "/%2Fumpan.example/", "/\\umpan.example/", follows=False
    ):
        place = page.headers.get("location", "/")
        assert re.match(r"/(?![/\\])|https?://localhost/", place), page.url


def test_robots_are_kept_out(app):
    (page,) = pages(app, "/robots.txt")
    assert page.text == "User-agent: *\nDisallow: /\n"
    assert page.headers["x-robots-tag"].startswith("noindex, nofollow")


# ---- the policy


def test_the_whole_policy():
    scripts = " ".join(f"'sha256-{each}'" for each in headers.script_hashes())
    assert headers.policy().split("; ") == [
        "default-src 'none'",
        f"script-src 'self' {scripts}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]


def digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(script.encode()).digest()).decode()}'"


def allowed() -> list[str]:
    (scripts,) = [part for part in headers.policy().split("; ") if part.startswith("script-src ")]
    return scripts.split()[1:]


def test_the_policy_allows_the_scripts_of_the_installed_templates_and_no_others():
    found = set()
    for template in files("datasette").joinpath("templates").iterdir():
        if template.name.endswith(".html"):
            text = template.read_text("utf-8")
            found |= set(re.findall(r"<script>(.*?)</script>", text, re.DOTALL))
    constant = {each for each in found if "{" + "{" not in each and "{%" not in each}
    assert constant
    assert {digest(each) for each in constant} <= set(allowed())
    made = [each for each in found - constant if "datasette_allow_facet" in each]
    filled = [
        each.replace("{{ datasette_allow_facet }}", value)
        for each in made
        for value in ("true", "false")
    ]
    assert set(allowed()) == {"'self'", *(digest(each) for each in [*constant, *filled])}


@pytest.mark.parametrize("path", ["/archive", "/archive/articles", "/archive?sql=select+1"])
def test_the_scripts_of_pages_are_allowed(app, path):
    (page,) = pages(app, path)
    scripts = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL)
    assert scripts
    for script in scripts:
        assert digest(script) in allowed()


def test_an_injected_script_is_not_allowed():
    for script in ("alert('umpan')", "", " ", "DATASETTE_ALLOW_FACET = 1;"):
        assert digest(script) not in allowed()
    parts = dict(part.partition(" ")[::2] for part in headers.policy().split("; "))
    assert parts["default-src"] == "'none'"
    assert parts["base-uri"] == "'none'"
    assert parts["frame-ancestors"] == "'none'"
    assert parts["form-action"] == "'self'"
    assert not set(allowed()) & {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "https:"}
    assert not any("*" in value or "http" in value for value in parts.values())
