"""The core does with its own lock: every other package is out of reach of what is run here.

.ci/run makes an environment of that lock for real, and runs the demo in it.
"""

from __future__ import annotations

import json
import os
import pkgutil
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.utils import canonicalize_name

import crawler.commands
from crawler import DISTRIBUTION
from tests.command_line import REPOSITORY, Result, make_archive
from tests.exported import jsonl
from tests.locks import locked
from tests.replica import running_site
from tests.replica_small import small

if TYPE_CHECKING:
    from collections.abc import Mapping

# Whoever imports such a module is told that there is none, and find_spec finds none.
START = """\
import json, sys
sys.modules.update(dict.fromkeys(json.loads(sys.argv.pop(1))))
sys.path.insert(0, sys.argv.pop(1))
{}
"""
MAIN = "from crawler.start import main; main()"
WALK = """\
import importlib
from pathlib import Path
root = Path(sys.path[0])
for path in sorted([*root.glob("crawler/**/*.py"), *root.glob("pipelines/**/*.py")]):
    parts = path.relative_to(root).with_suffix("").parts
    name = ".".join(parts).removesuffix(".__init__")
    if not name.startswith(("pipelines.datasette", "pipelines.audit")):
        importlib.import_module(name)
        print(name)
"""
COMMANDS = sorted(each.name for each in pkgutil.iter_modules(crawler.commands.__path__))


def out_of_reach() -> list[str]:
    """The modules of every package that is installed here, and is not in the core's lock."""
    core = {*locked("requirements.txt"), DISTRIBUTION, "pip"}
    return sorted(
        module
        for module, names in packages_distributions().items()
        if not core & set(map(canonicalize_name, names)) and module not in sys.stdlib_module_names
    )


def core_only(
    code: str, *words: str, cwd: Path, environment: Mapping[str, str] | None = None
) -> Result:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ANTARA_")}
    done = subprocess.run(
        [sys.executable, "-c", START.format(code), json.dumps(OUT), str(REPOSITORY), *words],
        cwd=cwd,
        env={**clean, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=90,
    )
    return Result(done.returncode, done.stdout, done.stderr)


OUT = out_of_reach()


def test_enough_is_out_of_reach():
    assert {"datasette", "uvicorn", "markupsafe", "jinja2", "pyarrow", "zstandard"} <= {*OUT}
    assert {"playwright", "pandas", "duckdb", "pytest", "yaml"} <= {*OUT}
    assert not {"scrapy", "lxml", "sqlite_utils", "twisted"} & {*OUT}


def test_each_module_of_the_core_can_be_imported(tmp_path):
    done = core_only(WALK, cwd=tmp_path)
    assert done.status == 0, done.err
    imported = {*done.out.split()}
    assert {f"crawler.commands.{name}" for name in COMMANDS} <= imported
    assert {"crawler.spiders.latest", "pipelines.exports.parquet", "pipelines.store"} <= imported


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("core") / "archive.db"
    make_archive(path)
    return path


def antara(archive: Path, *words: str, **environment: str) -> Result:
    """Run a command, without any package but the core's."""
    environment = {"ANTARA_ARCHIVE_PATH": str(archive), **environment}
    return core_only(MAIN, *words, cwd=archive.parent, environment=environment)


def test_the_commands_are_listed(archive):
    done = antara(archive, "--help")
    assert done.status == 0, done.err
    assert {"crawl", "serve", "export"} <= {*done.out.split()}


@pytest.mark.slow
def test_it_is_read_searched_backed_up_and_exported(archive, tmp_path):
    assert "ambon/11" in antara(archive, "search", "pasar").out
    assert "Pasar ikan Rekaan" in antara(archive, "read", "ambon/11").out
    assert antara(archive, "backup", str(tmp_path)).status == 0
    words = ("--purpose", "research", "--format", "jsonl,csv", "--compress", "gzip")
    done = antara(archive, "export", str(tmp_path / "dataset"), *words)
    assert done.status == 0, done.err
    assert len(jsonl(tmp_path / "dataset" / "articles.jsonl.gz")) == 6
    assert antara(archive, "export", "--verify", str(tmp_path / "dataset")).status == 0


@pytest.mark.slow
def test_it_crawls(tmp_path):
    with running_site(small(articles=20), keep_log=False) as server:
        done = antara(
            tmp_path / "archive.db",
            *("crawl", "latest", "--bureau", "sumsel", "--json"),
            ANTARA_GATEWAY=server.gateway,
            ANTARA_DOWNLOAD_DELAY="0",
        )
    assert done.status == 0, done.err
    assert antara(tmp_path / "archive.db", "articles", "--limit", "1").out.strip()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("serve", "--port", "0"), "antara serve needs packages that are not"),
        (("audit", "--sample", "2"), "antara audit needs packages that are not"),
        (("export", "out", "--no-text", "--format", "parquet"), "Parquet needs pyarrow, which"),
        (("export", "out", "--no-text", "--compress", "zstd"), "zstd needs zstandard, which"),
    ],
)
def test_what_is_not_installed_is_said_in_one_line(archive, words, line):
    done = antara(archive, *words)
    assert (done.status, done.out) == (2, "")
    (said,) = [each for each in done.err.splitlines() if not each.startswith("Archive: ")]
    assert said.startswith(line)
    assert "not installed" in said
    assert ": 'make " in said
