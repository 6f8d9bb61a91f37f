"""A Chromium that looks at the pages as a person does, and notes whatever it complains of."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Request, Response

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PHONE, DESKTOP = (390, 844), (1280, 900)
SECONDS = 30
_OPTIONS = (
    # Root has no sandbox to give; nothing but our own pages is opened.
    "--no-sandbox",
    # What would be asked of another host fails, and is a complaint, instead of being asked.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => console.error(
    `Content-Security-Policy: ${event.violatedDirective} ${event.blockedURI}`));
"""


def chromium() -> str | None:
    """Return the program, None where there is none."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


@contextlib.contextmanager
def browsing() -> Iterator[Browser]:
    """Start a Chromium."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=SECONDS * 1000)  # a machine may be busy
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(_OPTIONS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visitor:
    """Opens pages of one server, each as somebody else, and keeps what went wrong on any."""

    browser: Browser
    address: str
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """Every address that a page asked for."""

    @contextlib.contextmanager
    def visit(
        self,
        path: str,
        *,
        size: tuple[int, int] = DESKTOP,
        scheme: str = "light",
        language: str = "id",
        status: int = 200,
    ) -> Iterator[Page]:
        """Open a page in a browser that nobody used before.

        Args:
            path: from the / on.
            size: of the window.
            scheme: "light" or "dark".
            language: that the browser prefers.
            status: that the page must have.
        """
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            locale={"id": "id-ID", "en": "en-GB"}[language],
            reduced_motion="reduce",
        )
        context.set_default_timeout(SECONDS * 1000)
        context.add_init_script(_TELL_VIOLATIONS)
        page = context.new_page()
        page.on("request", self._on_request)
        page.on("response", lambda response: self._on_response(response, path, status))
        page.on("requestfailed", lambda request: self._say(page, f"{request.url}: no answer"))
        page.on("pageerror", lambda error: self._say(page, f"error in a script: {error}"))
        page.on("console", lambda message: self._on_console(page, message, status))
        try:
            page.goto(self.address + path, wait_until="load")
            yield page
        finally:
            context.close()

    def _say(self, page: Page, complaint: str) -> None:
        self.complaints.append(f"{page.url.removeprefix(self.address)}: {complaint}")

    def _on_request(self, request: Request) -> None:
        self.asked.append(request.url)
        parts = urlsplit(request.url)
        if parts.scheme != "data" and f"{parts.scheme}://{parts.netloc}" != self.address:
            self.complaints.append(f"asked elsewhere: {request.url}")

    def _on_response(self, response: Response, path: str, status: int) -> None:
        wanted = status if response.url == self.address + path else 200
        if response.status != wanted and not 300 <= response.status < 400:
            self.complaints.append(f"{response.url}: status {response.status}, not {wanted}")

    def _on_console(self, page: Page, message, status: int) -> None:
        if message.type not in ("error", "warning"):
            return
        # The page itself, where it is to be missing; `_on_response` knows about the others.
        if status >= 400 and f"status of {status}" in message.text:
            return
        self._say(page, f"console {message.type}: {message.text}")
