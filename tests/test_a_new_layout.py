"""docs/a-new-layout.md walked from the alarm to the commit, with its own commands and its own code.

The page says what is done and what is then printed; this test does it, in a copy of the checkout
and on the sample site, and compares. What a person does by hand on the way (to review the cases, to
write three words) is in `Walk.review` and `Walk.make_known`.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest

from crawler import layouts
from crawler.items import EXTRACTOR_VERSION
from crawler.layouts.known import LAYOUTS
from pipelines.archive.compare import differences
from tests.archives import ask
from tests.at import REPOSITORY, Machine
from tests.replica import Site, running_site
from tests.simulated import QUICK, moment

GUIDE = REPOSITORY / "docs" / "a-new-layout.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DAY = timedelta(days=1)
QUIET = (0, 2, 4)
"""The days of crawls before the redesign: pages of a week are the least that is compared with."""
CHECKED = ("docs", "bureaus", "archive_schema", "layouts_golden", "inspect_marks")
"""Of `make check` what a layout could break; the rest would take minutes."""
SNAPSHOT = "before.db"
PATH = re.search(r"such as\n  `(.*?)`", GUIDE.read_text(encoding="utf-8"))[1]
"""The way to the text, as the guide says that an inspection shows it."""


def sections(text: str) -> dict[str, list[tuple[str, str]]]:
    """The fenced blocks below each heading: language and text."""
    found = {}
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        heading, _, rest = part.partition("\n")
        found[re.sub(r"^\d+\. ", "", heading)] = BLOCK.findall(rest)
    return found


SECTIONS = sections(GUIDE.read_text(encoding="utf-8"))


def code_of(section: str) -> str:
    """The one Python module of a section; known since the version that comes next."""
    (code,) = [text for language, text in SECTIONS[section] if language == "python"]
    assert "known_since=" in code
    return re.sub(r"known_since=\d+", f"known_since={int(EXTRACTOR_VERSION) + 1}", code)


def plain(text: str) -> str:
    """A text without its line breaks, and without the numbers of captures."""
    return re.sub(r"\bcapture:\d+", "capture:N", " ".join(text.split()))


def is_shown(shown: str, printed: str) -> bool:
    """Whether a block of the guide was printed; "..." stands for anything."""
    at, there = 0, plain(printed)
    for piece in (plain(each) for each in shown.split("...")):
        at = there.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return True


@dataclass
class Ended:
    """How a command ended, and all that it printed."""

    status: int
    printed: str


class Walk:
    """A copy of this checkout, an archive, and a site that changes its markup."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.stack = folder, stack
        self.checkout, self.archive = folder / "checkout", folder / "archive.db"
        self.site = Site(1, 480, ("sumsel",), weight=1, years=40 / 365.25, ahead=24 * DAY)
        self.began = self.site.now.replace(hour=22, minute=30)
        self.server = stack.enter_context(running_site(self.site))
        self.capture = 0
        """The one that the alarm names."""
        self._copy()
        self.anew()

    def _copy(self) -> None:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=REPOSITORY,
            capture_output=True,
            check=True,
        ).stdout.decode()
        for name in filter(None, listed.split("\0")):
            if (REPOSITORY / name).exists():  # not one that is deleted and not committed yet
                (self.checkout / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(REPOSITORY / name, self.checkout / name)
        for words in (
            ("init", "--quiet"),
            ("add", "--all"),
            ("commit", "--quiet", "--message", "As it was"),
        ):
            assert self.run("git", *words).status == 0

    def anew(self) -> None:
        """Start commands of the code as it is now in the checkout."""
        self.machine = self.stack.enter_context(Machine(self.folder, self.checkout))

    def run(self, *words: str) -> Ended:
        """Run a program in the checkout."""
        kept = {n: v for n, v in os.environ.items() if not n.startswith(("ANTARA_", "PYTEST_"))}
        somebody = {f"GIT_{who}_NAME": "A newcomer" for who in ("AUTHOR", "COMMITTER")} | {
            f"GIT_{who}_EMAIL": "newcomer@example.org" for who in ("AUTHOR", "COMMITTER")
        }
        done = subprocess.run(
            words,
            cwd=self.checkout,
            # What is installed names the checkout that this is a copy of.
            env={
                **kept,
                **somebody,
                "GIT_CONFIG_GLOBAL": os.devnull,
                "PYTHONPATH": str(self.checkout),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return Ended(done.returncode, done.stdout)

    def antara(self, *words: str) -> Ended:
        """Run a command of antara at the site's time."""
        if words[0] == "crawl":
            words = (*words, "--origin", "sample", *QUICK)
        done = self.machine.run(
            moment(self.site.now),
            *words,
            ANTARA_GATEWAY=self.server.gateway,
            ANTARA_ARCHIVE_PATH=str(self.archive),
            # The page of an inspection goes here, and no browser opens.
            **{"DISPLAY": "", "WAYLAND_DISPLAY": "", "BROWSER": "true", "TMPDIR": str(self.folder)},
        )
        return Ended(done.status, done.out + done.err)

    def command(self, line: str) -> Ended:
        """Run a line of the guide."""
        words = shlex.split(line)
        match words:
            case ["antara", *rest]:
                named = [re.sub(r"^capture:\d+$", f"capture:{self.capture}", w) for w in rest]
                return self.antara(*named)
            case [".venv/bin/python", *rest]:
                return self.run(sys.executable, *rest)
            case ["git", *_]:
                return self.run(*words)
            case ["make", "docs"]:
                return self.run(sys.executable, "-m", "cogapp", "-r", "-I", "docs", *self.made())
            case ["make", "check"]:
                return self.check()
        raise AssertionError(f"the guide shows a command that this test does not know: {line}")

    def made(self) -> list[str]:
        return ["README.md", *(f"docs/{path.name}" for path in self.checkout.glob("docs/*.md"))]

    def check(self) -> Ended:
        ruff = str(Path(sys.executable).with_name("ruff"))
        tests = [f"tests/test_{name}.py" for name in CHECKED]
        for words in (
            (ruff, "format", "--check"),
            (ruff, "check"),
            (sys.executable, "-m", "pytest", "-q", "-x", *tests),
        ):
            done = self.run(*words)
            if done.status:
                break
        return done

    def section(self, name: str, status: int = 0) -> Ended:
        """Do what a section shows; returns what came of its last command."""
        printed = ""
        done = Ended(0, "")
        for language, text in SECTIONS[name]:
            if language == "sh":
                printed = ""
                for line in text.splitlines():
                    done = self.command(line)
                    printed += done.printed
                    assert done.status == status, f"{line}\n{done.printed}"
                    found = re.search(r"see antara inspect capture:(\d+)", done.printed)
                    self.capture = int(found[1]) if found else self.capture
            elif language == "text":
                assert is_shown(text, printed), f"{GUIDE} shows\n{text}\nprinted is\n{printed}"
        return done

    def on(self, day: int) -> None:
        self.site.advance(max(self.began + day * DAY, self.site.now))

    # What a person does by hand

    def cases(self) -> list[Path]:
        return sorted((self.checkout / "tests" / "fixtures" / "rx").iterdir())

    def review(self) -> None:
        """Say of each case what it is for, and look whether what is expected is on its page."""
        for folder in self.cases():
            page = (folder / "page.html").read_text(encoding="utf-8")
            meta, want = (folder / f"{name}.json" for name in ("meta", "expected"))
            said = json.loads(meta.read_text(encoding="utf-8"))
            assert said.pop("reviewed") is False
            said["note"] = "The first pages of the redesign."
            meta.write_text(json.dumps(said), encoding="utf-8")
            right = json.loads(want.read_text(encoding="utf-8"))
            if folder.name == "redesign-tags":
                line = re.search(r'<p class="keyword">id ([^<]+)</p>', page)
                assert line
                assert right["tags"] == line[1].split(",")

    def declare(self) -> None:
        path = self.checkout / "crawler" / "layouts" / "rx.py"
        path.write_text(code_of("Declare it"), encoding="utf-8")

    def make_known(self) -> None:
        """Write the three words."""
        last = "from crawler.layouts.regional import R\n"
        self._edit("crawler/layouts/known.py", last, f"{last}from crawler.layouts.rx import RX\n")
        self._edit("crawler/layouts/known.py", "= (AMP, ", "= (AMP, RX, ")
        version = 'EXTRACTOR_VERSION = "{}"'
        now = int(EXTRACTOR_VERSION)
        self._edit("crawler/items.py", version.format(now), version.format(now + 1))
        bureaus = (self.checkout / "crawler" / "bureaus.toml").read_text(encoding="utf-8")
        block = bureaus.partition("\n[sumsel]\n")[2].partition("\n[")[0]
        self._edit("crawler/bureaus.toml", block, block.replace('"r"', '"rx"'))

    def _edit(self, name: str, old: str, new: str) -> None:
        path = self.checkout / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (name, old)
        path.write_text(text.replace(old, new), encoding="utf-8")

    # What the archive holds

    def read_by(self, layout: str) -> set[str]:
        sql = "SELECT bureau || '/' || article_id FROM articles WHERE layout = ?"
        return {key for (key,) in ask(self.archive, sql, layout)}

    def changed(self) -> dict[str, set[str]]:
        """What of each article is otherwise than in the snapshot, but for who read it."""
        found: dict[str, set[str]] = {}
        for each in differences(self.folder / SNAPSHOT, self.archive):
            if each.column != "extractor_version":
                found.setdefault(each.key, set()).add(each.column or each.table)
        return found


@pytest.fixture
def walk(tmp_path):
    with ExitStack() as stack:
        yield Walk(tmp_path, stack)


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_the_guide_leads_from_the_alarm_to_a_layout(walk):
    for day in QUIET:
        walk.on(day)
        assert walk.antara("crawl", "latest", "--bureau", "sumsel").status == 0
    walk.on(8)
    walk.site.redo("sumsel", "whole")

    walk.section("The alarm", status=1)
    assert walk.capture
    walk.section("Look")
    sheet = walk.folder / "sheet.html"
    walk.antara("inspect", f"capture:{walk.capture}", "--output", str(sheet))
    shown = unescape(sheet.read_text(encoding="utf-8"))
    for words in ("No layout knows this page", "tag links near the text", PATH):
        assert words in shown

    walk.section("Make cases of pages")
    golden = walk.run(sys.executable, "-m", "pytest", "-q", "tests/test_layouts_golden.py")
    assert golden.printed.count("says that nobody has reviewed this case") >= len(walk.cases())
    walk.review()
    failed = walk.section("See them fail", status=1)
    assert "nobody has reviewed" not in failed.printed

    walk.declare()
    walk.make_known()
    walk.section("See them pass")

    walk.anew()
    shutil.copy(walk.archive, walk.folder / SNAPSHOT)
    unknown, known = walk.read_by("generic"), walk.read_by("r")
    assert unknown
    assert known
    walk.section("Read again what is held")
    assert walk.changed().keys() == unknown
    assert all("layout" in columns for columns in walk.changed().values())
    assert (walk.read_by("generic"), walk.read_by("r"), walk.read_by("rx")) == (
        set(),
        known,
        unknown,
    )

    walk.on(9)
    walk.section("The next crawl")
    assert walk.read_by("rx") > unknown
    for day in (12, 19):
        walk.on(day)
        later = walk.antara("crawl", "latest", "--bureau", "sumsel")
        assert later.status == 0
        assert "Drift" not in later.printed
    assert (walk.read_by("generic"), walk.read_by("r")) == (set(), known)

    walk.section("Hand it in")
    files = walk.run("git", "show", "--name-only", "--format=").printed.split()
    assert [name for name in files if not name.startswith("tests/fixtures/rx/")] == [
        "crawler/bureaus.toml",
        "crawler/items.py",
        "crawler/layouts/known.py",
        "crawler/layouts/rx.py",
        "docs/reading.md",
    ]
    assert walk.run("git", "status", "--porcelain").printed == ""


def test_a_layout_may_be_an_old_one_but_for_a_field(monkeypatch):
    site = Site(1, 60, ("sumsel",), only_clean=True)
    pieces = [each for each in site.articles_of("sumsel") if each.layout == "r"]
    before = [layouts.extract(site.page(each), each.url) for each in pieces]
    signed = [one for one in before if one.credits]
    assert len(signed) > 20
    made = {}
    exec(code_of("Where one field moved"), made)
    monkeypatch.setattr(layouts, "LAYOUTS", (*LAYOUTS, made["RX"]))
    assert [layouts.extract(site.page(each), each.url) for each in pieces] == before
    site.redo("sumsel", "credits")
    after = [layouts.extract(site.page(each), each.url) for each in pieces]
    assert {one.layout for one in after} == {"rx"}
    assert [one.credits for one in after] == [one.credits for one in before]
    assert {one.provenance["credits"] for one in after if one.credits} == {"div.rx-people"}
    assert [one.text for one in after] == [one.text for one in before]


@pytest.mark.parametrize("section", ["Declare it", "Where one field moved"])
def test_the_code_of_the_guide_is_formatted(section):
    ruff = str(Path(sys.executable).with_name("ruff"))
    for words in (("format", "--check"), ("check",)):
        named = ("--stdin-filename", "crawler/layouts/rx.py", "-")
        done = subprocess.run(
            [ruff, *words, *named],
            cwd=REPOSITORY,
            input=code_of(section),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("shown", "printed", "there"),
    [
        ("a b\nc", "x a\n b c y", True),
        ("a ... c\n...\nd", "a b c\n\nd", True),
        ("a ... d", "d a c", False),
        ("see capture:7", "see capture:162", True),
        ("40 of 40", "38 of 38", False),
    ],
)
def test_what_is_shown_is_compared(shown, printed, there):
    assert is_shown(shown, printed) is there
