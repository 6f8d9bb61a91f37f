"""Each command of docs/audit.md, run on the demo's archive, says what the document shows."""

from __future__ import annotations

import http.cookiejar
import re
import signal
import urllib.parse
import urllib.request

import pytest

from pipelines.archive.audit_rates import FIELDS, wilson
from tests.command_line import REPOSITORY
from tests.test_readme import demo as demo

TEXT = (REPOSITORY / "docs/audit.md").read_text(encoding="utf-8")
BLOCKS = re.findall(
    r"^```sh\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?", TEXT, re.MULTILINE | re.DOTALL
)
SERVES = re.compile(r"antara audit(?! --(list|report))")


def squeezed(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines()]


class Person:
    """Somebody who opens a page and sends its form."""

    def __init__(self, address: str) -> None:
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)
        self.address = address

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path, timeout=60) as page:
            return page.read().decode()

    def save(self, path: str, **chosen: str) -> None:
        hidden = r'<input type="hidden" name="(\w+)" value="([^"]*)">'
        form = {**dict(re.findall(hidden, self.get(path))), **chosen}
        data = urllib.parse.urlencode(form).encode()
        asked = urllib.request.Request(self.address + path, data, {"Origin": self.address})
        with self.opener.open(asked, timeout=60) as page:
            assert page.status == 200


@pytest.mark.slow
def test_each_command_says_what_is_shown(demo):
    demo.environment["ANTARA_ARCHIVE_PATH"] = str(demo.folder / "archive.db")
    run = 0
    for block, shown in BLOCKS:
        for line in block.splitlines():
            run += 1
            if SERVES.match(line):
                check_serving(demo, line, shown)
                continue
            status, out, err = demo.run(line)
            assert status == 0, f"{line}\n{err}"
            if shown:
                assert squeezed(out) == squeezed(shown)[1:]
            if line.startswith("grep"):
                assert "the text was right in 95.0 % (76.4 to 99.1)" in out
    assert run >= 7


def check_serving(demo, line: str, shown: str) -> None:
    """Serve, answer all of the first one, and end it."""
    process = demo.start(f"{line} --port 0")
    said = []
    for each in process.stderr:
        said.append(each)
        if found := re.search(r"http://[\d.:]+\d", each):
            break
    assert not shown or re.sub(r":\d+/", ":8002/", "".join(said[1:])) == shown
    # Some of the first one, the rest when it is gone on with.
    articles = range(1, 16) if shown else range(16, 21) if line == "antara audit" else ()
    if articles:
        person = Person(found[0])
        for seq in articles:
            person.save(f"/n/{seq}", rest="right", **{"answer-text": "wrong"} if seq == 7 else {})
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    if articles:
        assert "5 left" in err if shown else "All were looked at" in err


def test_the_numbers_in_the_text_are_right():
    assert (round(wilson(20, 20)[0], 3), round(wilson(200, 200)[0], 3)) == (0.839, 0.981)
    assert "from 83.9 % to 100 %" in TEXT
    assert "Of 200, all right, it goes from 98.1 %" in TEXT
    assert all(re.search(rf"^{name} ", TEXT, re.MULTILINE) for name in FIELDS)


def test_the_options_in_the_text_exist():
    known = set(re.findall(r"`(--[a-z-]+)", (REPOSITORY / "docs/commands.md").read_text()))
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", TEXT)) - known == set()
