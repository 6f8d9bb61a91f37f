"""`antara audit` on the terminal: what it draws, tells and refuses; served, and ended by Ctrl-C."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import urllib.request

import pytest

from crawler.items import EXTRACTOR_VERSION
from pipelines.archive import ArchiveReader
from pipelines.archive.soundness import problems
from tests.audited import KEPT, audits_of, draw, judge, keys, make_pages
from tests.command_line import ANTARA, make_archive

pytest_plugins = ["tests.withdrawn_fixtures"]


class Auditing:
    """`antara audit` in a process of its own, until Ctrl-C; a context manager."""

    def __init__(self, archive, *words: str) -> None:
        clean = {name: text for name, text in os.environ.items() if not name.startswith("ANTARA_")}
        self.process = subprocess.Popen(
            [str(ANTARA), "audit", "--port", "0", *words],
            env={**clean, "ANTARA_ARCHIVE_PATH": str(archive), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said: list[str] = []

    def __enter__(self):
        for line in self.process.stderr:
            self.said.append(line.rstrip("\n"))
            if found := re.search(r"^Serving at (http://127\.0\.0\.1:\d+)/ until Ctrl-C", line):
                self.address = found[1]
                return self
        raise AssertionError(f"it does not serve: {self.said}")

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path, timeout=30) as page:
            return page.read().decode()

    def ctrl_c(self) -> list[str]:
        self.process.send_signal(signal.SIGINT)
        out, err = self.process.communicate(timeout=60)
        assert out == ""
        return err.splitlines()


@pytest.fixture
def made(antara):
    make_pages(antara.archive)
    return antara


@pytest.mark.slow
def test_it_draws_serves_ends_and_goes_on(made):
    with Auditing(made.archive, "--sample", "2", "--seed", "5") as audit:
        assert audit.said[0] == f"Archive: {made.archive}"
        assert audit.said[1] == (
            "Audit 1: Drawn from 6 articles by bureau, year and layout (3 parts); 3 of these could "
            "not be drawn, because their page is not kept."
        )
        assert "<iframe sandbox" in audit.get("/")
        assert "<p>" in audit.get("/page/1")
        judge(made.archive, 1, 1)  # another process can write meanwhile
        assert audit.ctrl_c() == [
            "1 of 2 articles looked at, 1 left: 'antara audit --id 1' goes on."
        ]
        assert audit.process.returncode == 130
    for words in (("--sample", "2", "--seed", "5"), (), ("--id", "1")):
        with Auditing(made.archive, *words) as audit:
            assert audit.said[1].startswith("Audit 1: ")
            assert "1 dari 2 sudah dilihat" in audit.get("/")
    judge(made.archive, 1, 2)
    with Auditing(made.archive, "--id", "1") as audit:
        assert audit.ctrl_c() == [
            "All were looked at: 'antara audit --report' says what was found."
        ]


@pytest.mark.slow
def test_another_seed_or_filter_draws_another_one(made):
    draw(made.archive, 2)
    for words, number in (
        (("--sample", "2"), 1),
        (("--sample", "2", "--seed", "2"), 2),
        (("--sample", "3", "--bureau", "bali,ambon"), 3),
        (("--sample", "3", "--bureau", "bali,ambon"), 3),
    ):
        with Auditing(made.archive, *words) as audit:
            assert audit.said[-2].startswith(f"Audit {number}: ")
    assert keys(audits_of(made.archive)[0]) != []
    assert set(keys(audits_of(made.archive)[0])) == KEPT - {"sumsel/31"}
    assert "There are no more than 2 articles to draw." not in audit.said  # it was drawn before


def test_the_captured_page_comes_unpacked_from_its_record(made):
    with Auditing(made.archive, "--sample", "9") as audit:
        order = keys(audits_of(made.archive)[0])
        page = audit.get(f"/page/{order.index('bali/21') + 1}")
    assert page == "<p>Panen padi di Desa Umpama."


def test_the_list(made):
    assert made("audit", "--list").err.endswith(
        "No audit yet: 'antara audit --sample 200 --seed 1' draws one.\n"
    )
    draw(made.archive, 2, seed=5, bureaus=("bali",))
    judge(made.archive, 1, 1)
    draw(made.archive)
    lines = made("audit", "--list").out.splitlines()
    day = audits_of(made.archive)[0]["drawn_at"][:10]
    assert lines[0].split("\t") == ["2", day, "1", "3", "0", "3", "-"]
    assert lines[1].split("\t") == ["1", day, "5", "1", "1", "0", "bureaus bali"]
    told = [json.loads(line) for line in made("audit", "--list", "--json").out.splitlines()]
    assert [each["id"] for each in told] == [2, 1]


def test_the_report(made):
    draw(made.archive)
    judge(made.archive, 1, 1, {"title": "right", "text": "wrong", "tags": "unclear"})
    draw(made.archive, seed=9)  # nobody has looked: the older one is reported
    result = made("audit", "--report")
    assert result.status == 0
    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in result.out.splitlines()}
    assert rows["title"] == ["1", "1", "0", "0", "100.0%", "20.7%", "100.0%"]
    assert rows["text"] == ["1", "0", "1", "0", "0.0%", "0.0%", "79.3%"]
    assert rows["tags"] == ["1", "0", "0", "1", "-", "-", "-"]
    assert "Audit 1, seed 1, drawn" in result.err
    assert "0 of 3 articles looked at" in result.err
    assert f"versions of the reader made: {EXTRACTOR_VERSION} (1 article)" in result.err
    told = json.loads(made("audit", "--report", "--json").out)
    assert (told["id"], told["drawn"], told["left"], told["without_page"]) == (1, 3, 3, 3)
    assert told["fields"][0]["rate"] == 1.0
    assert "No answer yet." in made("audit", "--report", "--id", "2").err


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ((), "No audit is open: 'antara audit --sample 200 --seed 1' draws one."),
        (("--report",), "No audit yet: 'antara audit --sample 200 --seed 1' draws one."),
        (("--id", "4"), "No audit has the ID 4."),
        (("--sample", "0"), "--sample: '0' is not a whole number above 0."),
        (("--sample", "10001"), "--sample: '10001' is more than 10,000."),
        (("--sample", "2", "--seed", "-1"), "--seed: '-1' is not a whole number of at most"),
        (("--seed", "2"), "--seed says what is drawn, and --sample that something is: add it."),
        (("--bureau", "bali"), "--bureau says what is drawn, and --sample that something is"),
        (("--list", "--report"), "--list and --report are two questions: ask one."),
        (("--sample", "2", "--report"), "--sample draws a new sample, --report is about one"),
        (("--sample", "2", "--id", "1"), "--sample draws a new sample, --id is about one"),
        (("--json",), "--json belongs to --list and --report."),
        (("--list", "--id", "1"), "--list lists all: leave --id out."),
        (("--sample", "2", "--bureau", "bengkulu"), "No article answers to that. Nothing was"),
        (("--sample", "2", "--kind", "photo"), "Of 1 article the page is kept of none"),
        (("--port", "70000"), "--port: '70000' is not a port"),
    ],
)
def test_what_is_refused(made, words, line):
    ports = () if "--port" in words else ("--port", "0")
    result = made("audit", *words, *ports)
    assert result.status == 2
    assert line in result.err.splitlines()[-1]
    assert "Traceback" not in result.err
    assert audits_of(made.archive) == []


def test_a_port_that_is_taken_is_told_before_anything_is_drawn(made):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = made("audit", "--sample", "2", "--port", str(port))
    assert result.status == 2
    said = result.err.splitlines()[-1]
    assert said.startswith(f"Cannot listen on 127.0.0.1 port {port}: ")
    assert said.endswith("See 'antara audit --port 0', which takes a free one.")
    assert audits_of(made.archive) == []


def test_an_archive_without_captures_is_told(antara):
    make_archive(antara.archive)
    assert (
        "Of 6 articles the page is kept of none"
        in antara("audit", "--sample", "5", "--port", "0").err
    )


def test_a_file_made_for_others_is_refused(made):
    from pipelines.archive import derived

    path = derived.make(made.archive, derived.Kind.PERMITTED)
    result = made(
        "audit", "--sample", "2", "--port", "0", "-s", f"ARCHIVE_PATH={path}", archive=False
    )
    assert result.status == 2
    assert "was made by 'antara serve' to be looked at" in result.err


def test_an_exported_file_is_refused(made, tmp_path):
    done = made("export", str(tmp_path / "out"), "--format", "sqlite", "--purpose", "research")
    assert done.status == 0, done.err
    where = f"ARCHIVE_PATH={tmp_path / 'out' / 'articles.db'}"
    result = made("audit", "--sample", "2", "--port", "0", "-s", where, archive=False)
    assert result.status == 2
    assert "(exported) was made by 'antara export'" in result.err


def test_nothing_is_drawn_while_another_process_writes(made):
    from pipelines.archive.lock import SideCarLock

    lock = SideCarLock.take(made.archive)
    try:
        result = made("audit", "--sample", "2", "--port", "0")
    finally:
        lock.release()
    assert result.status == 2
    assert "is being written by process" in result.err
    assert audits_of(made.archive) == []


def test_a_restored_backup_learns_the_answers_that_were_given_after_it(made, tmp_path):
    draw(made.archive)
    judge(made.archive, 1, 1, {"title": "right"}, note="dulu")
    judge(made.archive, 1, 2, {"title": "right"}, note="tetap")
    assert made("backup", str(tmp_path)).status == 0
    (backup,) = tmp_path.glob("archive-*.db")
    judge(made.archive, 1, 1, {"title": "wrong", "text": "right"}, note="nanti")
    draw(made.archive, 2, seed=7)
    judge(made.archive, 2, 1)
    before = audits_of(made.archive)
    done = made("restore", str(backup))
    assert done.status == 0, done.err
    assert "With their answers again, by the list beside the captures: 2 audits." in done.out
    after = audits_of(made.archive)
    told = [[(each["answers"], each["answered_at"]) for each in one["drawn"]] for one in before]
    assert [[(e["answers"], e["answered_at"]) for e in one["drawn"]] for one in after] == told
    assert [each["note"] for each in after[1]["drawn"]] == [None, "tetap", None]
    assert problems(made.archive) == []


@pytest.mark.slow
def test_a_rebuilt_archive_has_the_answers(antara, twice_crawled):
    with ArchiveReader(twice_crawled) as reader:
        origin = reader.origin
    number = draw(twice_crawled, 5, origin=origin)["id"]
    judge(twice_crawled, number, 1, {"title": "wrong"}, note="tetap di arsip lama", origin=origin)
    new = twice_crawled.with_name("again.db")
    result = antara("rebuild", str(new), "--compare", str(twice_crawled), archive=False)
    assert "Taken over with their answers: 1 audit." in result.err
    (audit,) = audits_of(new)
    assert keys(audit) == keys(audits_of(twice_crawled)[0])
    assert audit["drawn"][0]["answers"] == {"title": "wrong"}
    assert all(each["held"] for each in audit["drawn"])
    assert audit["drawn"][0]["note"] is None
    with Auditing(new) as going_on:  # what is left is shown from the same captures
        assert "<iframe sandbox" in going_on.get("/")
