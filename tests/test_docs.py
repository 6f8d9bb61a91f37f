"""Whatever can be listed is documented, and every link in the documents leads somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from crawler import exit_status
from crawler.__main__ import own_commands
from crawler.bureaus import load_bureaus
from crawler.commands.crawl import Command
from crawler.items import DropReason, Fate, Flag, PublishedSource, Residue, Role
from crawler.layouts.known import LAYOUT_NAMES
from crawler.settings import changeable

REPOSITORY = Path(__file__).parent.parent
DOCUMENTS = sorted([*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/*.md")])
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


def read(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def undocumented(words, document: str) -> list[str]:
    """Those of the words that the document does not write as code."""
    text = read(document)
    return [word for word in words if f"`{word}`" not in text]


def test_every_command_has_a_section_and_stands_in_the_readme():
    sections = re.findall(r"^## antara ([\w-]+)$", read("docs/commands.md"), re.MULTILINE)
    assert sections == own_commands()
    assert [name for name in own_commands() if f"antara {name}" not in read("README.md")] == []


def test_every_option_is_in_the_section_of_its_command():
    sys.path.insert(0, str(REPOSITORY / "docs"))
    try:
        import generate
    finally:
        sys.path.pop(0)
    text = read("docs/commands.md")
    for name in own_commands():
        _, parser = generate.command_and_parser(name)
        section = text.partition(f"## antara {name}\n")[2].partition("\n## ")[0]
        for action in generate.options_of(parser):
            assert action.help, (name, action.option_strings)
            assert generate.cell(generate.option_row(action)[0]) in section, name


def test_the_help_of_crawl_names_every_spider_and_every_exit_status():
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    text = Command().long_desc()
    assert [name for name in SpiderLoader(settings).list() if f"'{name}'" not in text] == []
    statuses = {value for name, value in vars(exit_status).items() if name.isupper()}
    assert {int(number) for number in re.findall(r"\b\d+\b", text)} == statuses
    listed = re.findall(r"^\| (\d+) \|", read("docs/crawling.md"), re.MULTILINE)
    assert {int(number) for number in listed} == statuses


def test_every_setting_is_documented():
    assert undocumented([setting.name for setting in changeable], "docs/crawling.md") == []


def test_every_bureau_is_documented():
    text = read("docs/crawling.md")
    missing = [each.name for each in load_bureaus().values() if f"| {each.host} |" not in text]
    assert missing == []


def test_every_drop_reason_is_documented():
    assert undocumented(DropReason, "docs/crawling.md") == []


@pytest.mark.parametrize("words", [Residue, Flag, PublishedSource, Role, Fate])
def test_every_word_of_the_reader_is_documented(words):
    assert undocumented(words, "docs/reading.md") == []


def test_every_layout_is_documented():
    assert undocumented(LAYOUT_NAMES, "docs/reading.md") == []


def test_every_dependency_is_explained():
    project = tomllib.loads(read("pyproject.toml"))["project"]
    extras = project["optional-dependencies"].values()
    required = [*project["dependencies"], *(line for lines in extras for line in lines)]
    names = [re.match(r"[\w.-]+", line)[0] for line in required]
    text = read("docs/dependencies.md")
    assert [name for name in names if not re.search(rf"\b{re.escape(name)}\b", text)] == []


def test_the_generated_parts_are_in_step():
    cog = Path(sys.executable).with_name("cog")
    generated = [path for path in DOCUMENTS if "[[[cog" in path.read_text(encoding="utf-8")]
    assert len(generated) >= 3
    done = subprocess.run(
        [str(cog), "--check", "-I", "docs", *map(str, generated)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, f"make docs writes them again\n{done.stdout}{done.stderr}"


def headings(path: Path) -> set[str]:
    """The anchors of a document, as GitHub makes them."""
    found = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path):
    for link in LINK.findall(path.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file) if file else path
        assert target.exists(), link
        if anchor:
            assert anchor in headings(target), link
