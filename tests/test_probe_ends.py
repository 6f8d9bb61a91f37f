"""How `antara probe` ends, and what it leaves alone: hours, archives, the reader's terminal."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import threading
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from crawler.bureaus import load_bureaus
from crawler.clock import utc_text
from pipelines.archive import ArchiveSession
from tests.command_line import ANTARA, make_archive
from tests.minisite import MiniSite
from tests.probe_faults import ROBOTS, host
from tests.probed import QUICK, Bureaus, probe, start
from tests.servers import answer, redirect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.servers import Asked, Reply


# --- when it ends otherwise


@pytest.mark.slow
def test_nothing_that_answers_ends_with_status_2(tmp_path: Path) -> None:
    with MiniSite() as site:
        site.replies[""] = None
        result = probe(tmp_path, site.server.gateway, "--bureau", "bali,riau")
        # The hosts are asked side by side.
        assert sorted(site.server.urls()) == [
            "bali.antaranews.com/robots.txt",
            "riau.antaranews.com/robots.txt",
        ]
    assert result.status == 2
    assert result.log.splitlines()[-1].startswith(
        "No bureau answered. Check the network and the gateway"
    )
    assert "  ! nothing answers: " in result.out


def test_ctrl_c_tells_what_is_known_so_far(tmp_path: Path) -> None:
    over = threading.Event()

    def never(_: Asked) -> Reply:
        over.wait(60)
        return None

    with Bureaus(("mataram", "riau"), 30) as site:
        site.replies["riau.antaranews.com/terkini"] = never
        probing = start(tmp_path, site.server.gateway, "--bureau", "mataram,riau")
        try:
            probing.wait_for(site, 10)  # seven of mataram, three of riau
            probing.interrupt()
            result = probing.finish()
        finally:
            over.set()
        assert len(site.server.urls(host("riau"))) == 3
    assert result.status == 130
    assert "mataram: as expected (7 requests" in result.out
    riau = result.out[result.out.index("riau: ") :].splitlines()
    assert riau[0].startswith("riau: as expected so far (3 requests")
    assert "  feed     200: 30 articles, times in +07:00" in riau
    assert "  stopped  interrupted" in riau
    assert result.log.splitlines()[1:] == ["Interrupted: 1 of 2 bureaus were asked all."]


def closed_hours(bureau: str) -> str:
    """Return hours in which a bureau may not be asked now."""
    now = dt.datetime.now(ZoneInfo(load_bureaus()[bureau].zone))
    begin, end = now + dt.timedelta(hours=2), now + dt.timedelta(hours=3)
    return f"{begin:%H:%M}-{end:%H:%M}"


@pytest.mark.slow
def test_a_bureau_outside_its_hours_is_not_asked_and_that_is_said(tmp_path: Path) -> None:
    hours = closed_hours("riau")
    (tmp_path / "antara.toml").write_text(f'[hours]\nriau = "{hours}"\n')
    with Bureaus(("mataram", "riau"), 30) as site:
        result = probe(tmp_path, site.server.gateway, "--bureau", "mataram,riau")
        assert site.server.urls(host("riau")) == []
    assert result.status == 0
    (line,) = [line for line in result.out.splitlines() if line.startswith("riau")]
    assert line.startswith(f"riau: not asked: it is asked at {hours} only, again from 20")
    assert result.log.splitlines()[1:] == ["Not asked: riau.", "As expected: 1 bureau."]


def test_all_bureaus_outside_their_hours_end_with_status_2(tmp_path: Path) -> None:
    with Bureaus(("riau",), 30) as site:
        result = probe(
            *(tmp_path, site.server.gateway, "--json", "--bureau", "riau"),
            ANTARA_ALLOWED_HOURS=closed_hours("riau"),
        )
        assert site.server.urls() == []
    assert result.status == 2
    assert result.reports["riau"]["requests"] == 0
    assert result.log.splitlines()[-1].startswith("No bureau was asked: ")


def test_without_a_contact_nothing_is_asked(tmp_path: Path) -> None:
    result = probe(tmp_path, "", "--bureau", "bali")
    assert result.status == 2
    assert result.log.startswith("CONTACT is empty")
    assert len(result.log.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("--bureau", "mataran"), "Unknown bureau 'mataran'. Did you mean 'mataram'?"),
        (("--bureau", " ,"), "--bureau names none."),
        (("mataram",), "Surplus word 'mataram'"),
        (("--jsn",), "Did you mean '--json'?"),
        (("-s", "GATEWAY=ftp://x"), "GATEWAY='ftp://x' is not of the form"),
        (("-s", "ALLOWED_HOURS=malam"), "'malam' is no span of hours"),
    ],
)
def test_refusals_are_one_line_with_status_2(antara, words: tuple[str, ...], line: str) -> None:
    result = antara("probe", *words)
    assert (result.status, result.out) == (2, "")
    assert line in result.err
    assert len(result.err.splitlines()) == 1


# --- the archive


@pytest.mark.slow
def test_an_archive_is_left_as_it_is_and_its_robots_are_not_used(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    make_archive(archive, "live")
    with ArchiveSession.claim(archive, "live") as session:
        session.open()
        session.begin_run("crawl latest", {})
        now = utc_text(dt.datetime.now(dt.UTC))
        session.save_robots(host("mataram"), now, 503, b"", "not now: HTTP status 503")
        session.finish_run("finished", {})
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    with Bureaus(("mataram",), 30) as site:
        result = probe(tmp_path, site.server.gateway, "--bureau", "mataram")
    assert result.status == 0
    left = {each.name: each for each in tmp_path.iterdir() if each.name != "run"}
    written = {"out.txt", "log.txt"}
    assert {name: left[name].read_bytes() for name in left.keys() - written} == before
    assert {each.name for each in (tmp_path / "run").iterdir()} == {"out.txt", "log.txt"}


def test_a_crawl_of_the_archive_and_a_probe_do_not_ask_at_once(tmp_path: Path) -> None:
    with Bureaus(("mataram",), 3) as site, ArchiveSession.claim(tmp_path / "archive.db", "live"):
        result = probe(tmp_path, site.server.gateway, "--bureau", "mataram")
        assert site.server.urls() == []
    assert result.status == 2
    assert "is being written by process " in result.log
    assert len(result.log.splitlines()) == 1


@pytest.mark.slow
def test_a_folder_that_is_not_there_is_no_hindrance(tmp_path: Path) -> None:
    with Bureaus(("mataram",), 30) as site:
        result = probe(
            *(tmp_path, site.server.gateway, "--bureau", "mataram"),
            ANTARA_ARCHIVE_PATH=str(tmp_path / "nowhere" / "archive.db"),
        )
    assert result.status == 0
    assert not (tmp_path / "nowhere").exists()


# --- what a host may do to whoever reads

HIDDEN = "\u202e\x9b31m"
HOSTILE = "\x1b]0;milikku\x07\x1b[2J" + HIDDEN


def test_no_host_can_steer_the_terminal(tmp_path: Path) -> None:
    evil = HOSTILE.encode()
    page = (
        b"<html><head><title>Pemeliharaan" + evil + b"</title></head><body><h1>Situs sedang dalam"
    )
    page += (
        b" pemeliharaan" + evil + b'</h1><nav><a href="/eko\x1b[31mnomi">x</a></nav></body></html>'
    )
    with Bureaus(("mataram", "riau"), 30) as site:
        site.replies["mataram.antaranews.com/terkini"] = answer(page, Server=f"nginx{HOSTILE}")
        site.replies["mataram.antaranews.com/robots.txt"] = answer(
            ROBOTS + b"Sitemap: https://mataram.antaranews.com/" + HIDDEN.encode() + b".xml\n"
        )
        site.replies["riau.antaranews.com"] = lambda asked: (
            site.usual(asked)
            if asked.path == "/robots.txt"
            else redirect(f"https://x.antaranews.com/{HOSTILE}")
        )
        result = probe(tmp_path, site.server.gateway, "--bureau", "mataram,riau")
    assert result.status == 1
    assert "(Pemeliharaan" in result.out
    assert "\N{REPLACEMENT CHARACTER}[2J" in result.out  # of the header Server
    assert "  sitemaps 1: https://mataram.antaranews.com/" in result.out
    for text in (result.out, result.log):
        assert not set(text) & {"\x1b", "\x07", "\x9b", "\u202e"}
    assert max(map(len, result.out.splitlines())) <= 400


@pytest.mark.slow
def test_a_reader_that_has_enough_ends_the_questions(tmp_path: Path) -> None:
    with Bureaus(("mataram", "riau"), 30) as site:
        probing = subprocess.Popen(
            [str(ANTARA), "probe", "--bureau", "mataram,riau"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env=os.environ | QUICK | {"ANTARA_GATEWAY": site.server.gateway},
        )
        assert probing.stdout is not None
        probing.stdout.close()
        assert probing.stderr is not None
        said = probing.stderr.read()
        assert probing.wait(60) == 0
        probing.stderr.close()
    assert len(said.splitlines()) == 1, said
