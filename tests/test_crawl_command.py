"""`antara crawl` as a person meets it: its refusals, its summary, its exit status."""

from __future__ import annotations

import json
import os
import pty
import signal
import socket
import subprocess
import sys
import threading
import time
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crawler.progress import STOPPING
from crawler.summary import BureauSummary, RunSummary
from crawler.summary_view import render
from pipelines.archive import ArchiveSession
from tests.command_line import ANTARA, REPOSITORY, make_archive
from tests.minisite import Crawling, MiniSite, held, rows
from tests.servers import answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.minisite import Crawled

QUICK = {"ANTARA_DOWNLOAD_DELAY": "0", "ANTARA_RETRY_TIMES": "0", "ANTARA_BACKOFF_MAX": "0"}


def crawl(folder: Path, *words: str, **environment: str) -> Crawled:
    """Run `antara crawl` with an archive in a folder of the test's own."""
    (folder / "run").mkdir(exist_ok=True)
    given = QUICK | {"ANTARA_ARCHIVE_PATH": str(folder / "archive.db")} | environment
    return Crawling(["crawl", *words], folder / "run", given).end()


def closed_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


# --- refusals


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("latst",), "Unknown spider 'latst'. Did you mean 'latest'?"),
        (
            ("backwards",),
            "Unknown spider 'backwards'. Known: latest, backfill, gaps, revisit, urls.",
        ),
        ((), "needs SPIDER."),
        (("latest", "bali"), "Surplus word 'bali'"),
        (("latest", "--buraeu", "bali"), "Did you mean '--bureau'?"),
        (("latest", "--bureau", "balu"), "Unknown bureau 'balu'. Did you mean 'bali'?"),
        (("latest", "--bureau", " ,"), "--bureau names none."),
        (("latest", "--since", "kemarin"), "'kemarin' is not a day written YYYY-MM-DD"),
        (("latest", "--pages", "0"), "'0' is not a whole number above 0"),
        (("latest", "--origin", "real"), "invalid choice: 'real'"),
        (("latest", "-a", "sinse=2026-01-01"), "Did you mean 'since'?"),
        (("latest", "-a", "since=besok"), "'besok' is not a day"),
        (("latest", "-a", "since"), "it is written NAME=VALUE"),
        (("latest", "--since", "2026-01-01", "-a", "since=2026-01-02"), "given twice"),
        (("latest",), "CONTACT is empty"),
        (("latest", "-s", "GATEWAY=ftp://x"), "GATEWAY='ftp://x' is not of the form"),
    ],
)
def test_refusals_are_one_line_with_status_2(
    tmp_path: Path, words: tuple[str, ...], line: str
) -> None:
    result = crawl(tmp_path, *words)
    assert result.status == 2
    assert line in result.log
    assert len(result.log.splitlines()) == 1
    assert result.out == ""
    assert {each.name for each in tmp_path.rglob("*")} == {"run", "out.txt", "log.txt"}


def test_bureau_without_listings_is_refused(tmp_path: Path) -> None:
    result = crawl(tmp_path, "latest", "--bureau", "papuabarat", ANTARA_CONTACT="a@example.org")
    assert result.status == 2
    assert "has no listings" in result.log


def test_archive_that_another_process_writes_is_refused(tmp_path: Path) -> None:
    with (
        ArchiveSession.claim(tmp_path / "archive.db", "live"),
        MiniSite(count=2) as site,
    ):
        result = crawl(tmp_path, "latest", ANTARA_GATEWAY=site.server.gateway)
        assert site.asked("") == []
    assert result.status == 2
    assert len(result.log.splitlines()) == 1
    assert "Traceback" not in result.log


def test_file_that_is_no_archive_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_text("catatan belanja")
    with MiniSite(count=2) as site:
        result = crawl(tmp_path, "latest", ANTARA_GATEWAY=site.server.gateway)
        assert site.asked("") == []
    assert result.status == 2
    assert (tmp_path / "archive.db").read_text() == "catatan belanja"


# --- no network


@pytest.mark.slow
def test_without_network_there_is_one_line_and_no_archive(tmp_path: Path) -> None:
    gateway = f"http://127.0.0.1:{closed_port()}"
    result = crawl(tmp_path, "latest", ANTARA_GATEWAY=gateway)
    assert result.status == 2
    assert result.out == ""
    said = [line for line in result.log.splitlines() if not line.startswith("Archive: ")]
    assert len(said) == 1
    assert said[0].startswith("Nothing answered: no bureau could be reached")
    assert not (tmp_path / "archive.db").exists()


def test_without_network_an_archive_is_left_as_it_was(tmp_path: Path) -> None:
    make_archive(tmp_path / "archive.db", "live")
    before = (tmp_path / "archive.db").read_bytes()
    gateway = f"http://127.0.0.1:{closed_port()}"
    result = crawl(tmp_path, "latest", "--bureau", "bali,jogja", ANTARA_GATEWAY=gateway)
    assert result.status == 2
    assert (tmp_path / "archive.db").read_bytes() == before


def test_without_network_a_sample_is_not_moved_aside(tmp_path: Path) -> None:
    make_archive(tmp_path / "archive.db", "sample")
    before = (tmp_path / "archive.db").read_bytes()
    gateway = f"http://127.0.0.1:{closed_port()}"
    result = crawl(tmp_path, "latest", "--bureau", "bali", ANTARA_GATEWAY=gateway)
    assert result.status == 2
    assert (tmp_path / "archive.db").read_bytes() == before
    assert not (tmp_path / "archive.sample.db").exists()


# --- the summary


@pytest.mark.slow
def test_summary_says_what_was_done_and_what_to_do_next(tmp_path: Path) -> None:
    with MiniSite(("bali", "jogja"), 12) as site:
        words = ("latest", "--bureau", "bali,jogja", "--origin", "sample", "--since", "2000-01-01")
        first = crawl(tmp_path, *words, ANTARA_GATEWAY=site.server.gateway)
        second = crawl(tmp_path, *words, ANTARA_GATEWAY=site.server.gateway)
    assert first.status == second.status == 0, first.log
    lines = first.out.splitlines()
    assert lines[1].split()[:5] == ["bureau", "listed", "skipped", "fetched", "stored"]
    assert lines[2].split()[:5] == ["bali", "12", "0", "12", "12"]
    assert lines[4].split()[:5] == ["together", "24", "0", "24", "24"]
    assert "It is a sample" in first.out
    assert "antara search" in first.out
    assert "Nothing new." not in first.out
    assert "Nothing new." in second.out
    assert held(tmp_path / "archive.db") == site.keys()


def test_sample_without_a_gateway_on_this_machine_is_refused(tmp_path: Path) -> None:
    for gateway in ("", "http://203.0.113.7:80"):
        result = crawl(
            tmp_path,
            *("latest", "--bureau", "bali", "--origin", "sample", "-s", "CONTACT=a@example.org"),
            ANTARA_GATEWAY=gateway,
        )
        assert result.status == 2
        assert "--origin sample" in result.log
    assert not (tmp_path / "archive.sample.db").exists()
    assert not (tmp_path / "archive.db").exists()


def test_json_summary_is_one_object(tmp_path: Path) -> None:
    with MiniSite(count=5) as site:
        result = crawl(
            tmp_path, "latest", "--bureau", "bali", "--json", ANTARA_GATEWAY=site.server.gateway
        )
    assert json.loads(result.out)["bureaus"]["bali"]["stored"] == 5


def test_scrapys_way_of_writing_arguments_works(tmp_path: Path) -> None:
    with MiniSite(count=40) as site:
        crawl(
            tmp_path,
            *("latest", "-a", "bureau=bali", "-a", "pages=1"),
            ANTARA_GATEWAY=site.server.gateway,
        )
        assert site.asked("com/terkini") == ["bali.antaranews.com/terkini"]


def test_live_crawl_moves_a_sample_aside_and_says_so(tmp_path: Path) -> None:
    make_archive(tmp_path / "archive.db", "sample")
    with MiniSite(count=3) as site:
        result = crawl(tmp_path, "latest", "--bureau", "bali", ANTARA_GATEWAY=site.server.gateway)
    assert result.status == 0, result.log
    assert held(tmp_path / "archive.db") == site.keys()
    assert (tmp_path / "archive.sample.db").exists()
    assert "archive.sample.db" in result.out + result.log


def test_sample_beside_a_live_archive_gets_its_own_and_next_steps_name_it(tmp_path: Path) -> None:
    make_archive(tmp_path / "archive.db", "live")
    before = (tmp_path / "archive.db").read_bytes()
    with MiniSite(count=3) as site:
        result = crawl(
            tmp_path,
            *("latest", "--bureau", "bali", "--origin", "sample"),
            ANTARA_GATEWAY=site.server.gateway,
        )
    assert (tmp_path / "archive.db").read_bytes() == before
    assert held(tmp_path / "archive.sample.db") == site.keys()
    assert f"-s ARCHIVE_PATH={tmp_path / 'archive.sample.db'}" in result.out


def test_failing_bureau_gives_status_1_and_a_line(tmp_path: Path) -> None:
    with MiniSite(("bali", "jogja"), 3) as site:
        site.replies["bali.antaranews.com/terkini"] = answer(b"", 500)
        result = crawl(
            tmp_path, "latest", "--bureau", "bali,jogja", ANTARA_GATEWAY=site.server.gateway
        )
    assert result.status == 1
    assert "Error: bali: https://bali.antaranews.com/terkini: HTTP status 500" in result.out
    assert "Error: jogja" not in result.out


@pytest.mark.slow
def test_disk_that_is_full_ends_the_crawl_in_order(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    make_archive(archive, "live")
    with MiniSite(count=90) as site:
        words = [str(ANTARA), "crawl", "latest", "--bureau", "bali", "--since", "2000-01-01"]
        limit = (
            "import os, resource, sys;"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (450_000, 450_000));"
            "os.execv(sys.argv[1], sys.argv[1:])"
        )
        done = subprocess.run(
            [sys.executable, "-c", limit, *words],
            cwd=tmp_path,
            env=clean_environment(archive, site),
            capture_output=True,
            text=True,
            timeout=90,
        )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "Error: " in done.stdout
    rows(archive, "SELECT 1")


def clean_environment(archive: Path, site: MiniSite) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("ANTARA_")}
    gateway = {"ANTARA_GATEWAY": site.server.gateway, "ANTARA_ARCHIVE_PATH": str(archive)}
    return ours | QUICK | gateway


# --- a terminal


def on_a_terminal(
    words: list[str],
    environment: dict[str, str],
    cwd: Path,
    meanwhile: Callable[[subprocess.Popen[bytes], bytearray], None] = lambda *_: None,
) -> tuple[int, str]:
    """Run a command whose three streams are a terminal; return its status and what it showed.

    Meanwhile something may be done with the process and what it has shown so far.
    """
    leader, follower = pty.openpty()
    shown = bytearray()
    process = subprocess.Popen(
        words, stdin=follower, stdout=follower, stderr=follower, cwd=cwd, env=environment
    )
    os.close(follower)

    def read() -> None:
        while True:
            try:
                data = os.read(leader, 65536)
            except OSError:
                return
            if not data:
                return
            shown.extend(data)

    reader = threading.Thread(target=read)
    reader.start()
    meanwhile(process, shown)
    status = process.wait(90)
    reader.join(10)
    os.close(leader)
    return status, shown.decode("utf-8", "replace")


def test_terminal_gets_a_bar_and_a_table(tmp_path: Path) -> None:
    with MiniSite(count=40) as site:
        site.replies[""] = lambda asked: (0.02, site.usual(asked))  # type: ignore[assignment, return-value]
        words = [str(ANTARA), *("crawl", "latest", "--bureau", "bali", "--since", "2000-01-01")]
        environment = clean_environment(tmp_path / "archive.db", site) | {
            "TERM": "xterm",
            "COLUMNS": "100",
        }
        status, shown = on_a_terminal(words, environment, tmp_path)
    assert status == 0, shown
    assert "pages/s" in shown
    assert "━" in shown
    assert "Next: " in shown
    assert "[scrapy" not in shown


def test_ctrl_c_is_answered_on_a_terminal_at_once(tmp_path: Path) -> None:
    with MiniSite(count=40) as site:
        slow = cycle([0.0] * 15 + [60.0] * 999)
        site.replies[""] = lambda asked: (next(slow), site.usual(asked))

        def press_twice(process: subprocess.Popen[bytes], shown: bytearray) -> None:
            end = time.monotonic() + 40
            while len(site.server.asked) < 16 and process.poll() is None:
                time.sleep(0.01)
            assert STOPPING.encode() not in shown
            process.send_signal(signal.SIGINT)
            while STOPPING.encode() not in shown and time.monotonic() < end:
                time.sleep(0.01)
            assert process.poll() is None
            process.send_signal(signal.SIGINT)

        words = [str(ANTARA), *("crawl", "latest", "--bureau", "bali", "--since", "2000-01-01")]
        environment = clean_environment(tmp_path / "archive.db", site) | {"TERM": "xterm"}
        status, shown = on_a_terminal(words, environment, tmp_path, press_twice)
    assert status == 130, shown
    assert shown.count(STOPPING) == 1
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")  # the cursor is seen again
    assert "Crawl latest: interrupted" in shown


@pytest.mark.slow
def test_demo_crawls_the_sample_site_and_passes_the_status_on(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    environment = {name: value for name, value in os.environ.items() if "ANTARA_" not in name}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.replica.demo", "--bureau", "bali"],
        cwd=REPOSITORY,
        env=environment | {"ANTARA_ARCHIVE_PATH": str(archive)},
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    assert "It is a sample" in done.stdout
    assert rows(archive, "SELECT value FROM meta WHERE key = 'origin'") == [("sample",)]
    assert len(held(archive)) >= 40


@pytest.mark.slow
def test_ctrl_c_before_an_answer_gives_130_and_no_archive(tmp_path: Path) -> None:
    with MiniSite(count=3) as site:
        site.replies[""] = (5.0, None)
        process = subprocess.Popen(
            [str(ANTARA), "crawl", "latest", "--bureau", "bali"],
            cwd=tmp_path,
            env=clean_environment(tmp_path / "archive.db", site),
            stderr=subprocess.PIPE,
            text=True,
        )
        while not site.server.asked and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, log = process.communicate(timeout=60)
    assert process.returncode == 130, log
    assert not (tmp_path / "archive.db").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_second_ctrl_c_before_an_answer_is_no_trouble_of_the_network(
    tmp_path: Path, number: int
) -> None:
    archive = tmp_path / "archive.db"
    with MiniSite(count=3) as site:
        site.replies[""] = (60.0, None)
        crawling = site.start(archive, "--append", str(tmp_path / "runs.jsonl"))
        crawling.wait_for(site, 1)
        crawling.interrupt(number)
        time.sleep(0.5)  # two signals that come at once are one to the process
        crawling.interrupt(number)
        stopped = crawling.end()
    assert stopped.status == 130, stopped.log  # which a schedule does not try again
    assert stopped.log.splitlines()[1:] == ["Interrupted before anything answered."]
    told = json.loads((tmp_path / "runs.jsonl").read_text())
    assert (told["outcome"], told["exit_status"]) == ("interrupted", 130)
    assert not archive.exists()


# --- the summary as text


def summary_with(**changes: object) -> RunSummary:
    summary = RunSummary("latest", "live", "/x/archive.db", seconds=90.0, responses=45)
    summary.answered = True
    bali = summary.of("bali")
    bali.ended = "horizon"
    for name, value in changes.items():
        setattr(bali, name, value)
    return summary


def test_uncovered_days_are_named_with_the_command_that_fetches_them() -> None:
    text = render(summary_with(uncovered=("2026-03-01", "2026-03-09")), terminal=False)
    assert "2026-03-01 to 2026-03-09" in text
    assert "antara crawl latest --bureau bali --since 2026-03-01" in text


def test_unknown_markup_is_a_warning() -> None:
    summary = summary_with()
    summary.of("bali").layouts.update({"generic": 3, "r": 7})
    summary.of("bali").shapes.update({"generic": 1, "g2": 2})
    text = render(summary, terminal=False)
    assert "3 of 10 articles have markup that no layout knows" in text
    assert "1 of 3 listing pages" in text


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, 0),
        ({"errors": ["the feed fails"]}, 1),
        ({"failed": 2}, 0),
        ({"gone": 2}, 0),
        ({"stored": 2}, 0),
    ],
)
def test_exit_status_follows_the_summary(change: dict[str, object], status: int) -> None:
    assert summary_with(**change).exit_status == status


def test_key_collision_needs_a_person() -> None:
    summary = summary_with()
    summary.of("bali").rejected["key_collision"] += 1
    assert summary.exit_status == 1
    assert "key of another article" in render(summary, terminal=False)


def test_listing_errors_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in render(summary_with(errors=["a \x1b[2J b"]), terminal=False)


def test_terminal_table_shows_the_same_numbers() -> None:
    summary = summary_with(listed=12_345, stored=678)
    summary.of("jogja")
    assert "12345" in render(summary, terminal=True)
    assert "678" in render(summary, terminal=True)


def test_counts_have_the_columns_of_the_archive() -> None:
    counts = BureauSummary("bali").as_counts()
    wanted = [
        "listed",
        "fetched",
        "stored",
        "revised",
        "unchanged",
        "skipped",
        "rejected",
        "gone",
        "failed",
    ]
    assert all(isinstance(counts[name], int) for name in wanted)
