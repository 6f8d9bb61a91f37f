"""The shape of the code: who imports whom, where SQL stands, what a layout may know."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
MODULES = sorted([*REPOSITORY.glob("crawler/**/*.py"), *REPOSITORY.glob("pipelines/**/*.py")])
OTHERS = sorted([*REPOSITORY.glob("tests/**/*.py"), *REPOSITORY.glob("benchmarks/**/*.py")])

SQL = re.compile(
    r"^\s*(select\s.+\sfrom\s|select\s+\w+\(|insert\s+(or\s+\w+\s+)?into\s|update\s+\w+\s+set\s"
    r"|delete\s+from\s|create\s+(table|index|view|trigger|virtual|unique|temp)|alter\s+table"
    r"|drop\s+(table|index|view|trigger)|pragma\s+\w+|attach\s|vacuum\b|begin\s+immediate"
    r"|with\s+\w+\s+as\s*\()",
    re.IGNORECASE | re.DOTALL,
)
SQL_ELSEWHERE = {
    # Datasette's own connections, and the process that runs a visitor's SQL: nothing of the
    # archive's schema.
    "pipelines/datasette/asked.py": ["PRAGMA hard_heap_limit = "],
    "pipelines/datasette/heap.py": ["PRAGMA hard_heap_limit = "],
}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name(path: Path) -> str:
    return str(path.relative_to(REPOSITORY))


def imported(path: Path) -> set[str]:
    """Every module that a file imports, at its top or inside a function."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def texts(path: Path) -> list[str]:
    """The string constants of a file, docstrings left out; f-strings as they begin."""
    docstrings = set()
    for node in ast.walk(tree(path)):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else []:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                docstrings.add(statement.value)
    return [
        node.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings
    ]


def test_the_import_rules_hold():
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(lint), "--no-cache"], cwd=REPOSITORY, capture_output=True, text=True, timeout=100
    )
    assert done.returncode == 0, done.stdout + done.stderr


def of_top(modules: set[str], packages: set[str]) -> set[str]:
    """The modules that belong to these top-level packages."""
    return {module for module in modules if module.split(".")[0] in packages}


ALLOWED = {
    "crawler/commands/audit.py": ("pipelines.audit", "pipelines.datasette"),
    "crawler/commands/serve.py": ("pipelines.datasette",),
    "crawler/commands/export.py": ("pipelines.exports",),
    "crawler/commands/withdraw.py": ("pipelines.exports",),
    "crawler/withdrawn_view.py": ("pipelines.exports",),
    "crawler/export_compare.py": ("pipelines.exports",),
    "crawler/export_options.py": ("pipelines.exports",),
    "crawler/export_since.py": ("pipelines.exports",),
    "crawler/export_verify.py": ("pipelines.exports",),
    "crawler/export_view.py": ("pipelines.exports",),
    "crawler/export_words.py": ("pipelines.exports",),
}
"""What a command may take beyond the archive, because it is what it is for."""


def test_crawler_takes_nothing_of_pipelines_but_the_archive():
    wrong = {}
    for path in MODULES:
        if path.is_relative_to(REPOSITORY / "pipelines"):
            taken = of_top(imported(path), {"crawler"})
        else:
            allowed = ("pipelines", "pipelines.archive")
            allowed = (*allowed, *ALLOWED.get(name(path), ()))
            taken = {
                module
                for module in of_top(imported(path), {"pipelines"})
                if ".".join(module.split(".")[:2]) not in allowed
            }
        if taken:
            wrong[name(path)] = taken
    assert wrong == {}


def test_no_command_loads_the_archive_or_the_layouts_before_it_runs():
    """Its help would take three times as long."""
    code = (
        "import importlib, pkgutil, sys, crawler.commands as commands\n"
        "for each in pkgutil.iter_modules(commands.__path__):\n"
        "    importlib.import_module(f'crawler.commands.{each.name}')\n"
        "    loaded = {'pipelines.archive', 'crawler.layouts', 'trafilatura'} & {*sys.modules}\n"
        "    assert not loaded, (each.name, loaded)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, timeout=100
    )
    assert done.returncode == 0, done.stderr


def test_sql_stands_in_the_archive_only():
    found = {
        name(path): statements
        for path in MODULES
        if not path.is_relative_to(REPOSITORY / "pipelines" / "archive")
        and (statements := [text for text in texts(path) if SQL.match(text)])
    }
    assert found == SQL_ELSEWHERE


@pytest.mark.parametrize(
    "text",
    [
        "SELECT a FROM b",
        "select count(*) from t",
        "\n  INSERT INTO t VALUES (1)",
        "UPDATE t SET a = 1",
        "DELETE FROM t",
        "CREATE TABLE t (a)",
        "PRAGMA user_version",
        "with x as (select 1) select * from x",
    ],
)
def test_sql_is_recognised(text):
    assert SQL.match(text)


def test_there_is_one_sqlite_library():
    wrong = {
        name(path): taken
        for path in [*MODULES, *OTHERS]
        if (taken := of_top(imported(path), {"sqlite3", "pysqlite3"}))
    }
    assert wrong == {}


def below(folder: str) -> list[Path]:
    return [path for path in MODULES if path.is_relative_to(REPOSITORY / folder)]


PURE_MODULES = (
    *("urls", "dates", "date_forms", "clock", "reach", "enough", "walk", "items", "estimate"),
    *("schedule/times", "schedule/plan", "schedule/cron", "schedule/systemd"),
    *("probing/differences", "middlewares/robots_text"),
    *("captures/members", "captures/likeness", "captures/parsing", "captures/scan"),
)
PURE = [
    *below("crawler/layouts"),
    *below("crawler/ways"),
    *below("crawler/courses"),
    *below("crawler/inspection"),
    *(REPOSITORY / "crawler" / f"{each}.py" for each in PURE_MODULES),
]
NETWORK = {"scrapy", "twisted", "socket", "http", "httpx", "requests", "aiohttp", "ssl"}
CLOCKS = {"now", "today", "utcnow", "time", "monotonic", "perf_counter", "localtime", "gmtime"}
SELECTORS = {"css", "xpath", "css_first", "jmespath", "selector"}


def test_what_is_pure_knows_no_network():
    wrong = {}
    for path in PURE:
        modules = imported(path)
        requests = {module for module in modules if module.startswith("urllib.request")}
        if taken := of_top(modules, NETWORK) | requests:
            wrong[name(path)] = taken
    assert wrong == {}


def test_what_is_pure_knows_no_clock():
    wrong = {}
    for path in PURE:
        clocks = [
            ast.unparse(node)
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in CLOCKS
            and ast.unparse(node.func.value).split(".")[-1] in {"datetime", "date", "dt", "time"}
        ]
        if clocks:
            wrong[name(path)] = clocks
    assert wrong == {}


def test_a_spider_holds_no_selector():
    wrong = {}
    for path in below("crawler/spiders"):
        used = {
            node.attr
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Attribute) and node.attr in SELECTORS
        }
        if taken := used | of_top(imported(path), {"lxml", "selectolax", "parsel", "bs4"}):
            wrong[name(path)] = taken
    assert wrong == {}
