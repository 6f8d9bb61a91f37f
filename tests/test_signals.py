"""Signals: what pages and headers say to machines is recorded, and changes nothing."""

from __future__ import annotations

import dataclasses
import itertools
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from scrapy.http import Headers, HtmlResponse

from crawler.items import Article, Carrier, Signal
from crawler.layouts import extract
from crawler.layouts.known import LAYOUT_NAMES
from crawler.layouts.rights import LONGEST
from crawler.page_view import field_lines, stored_article
from crawler.received import note_response
from pipelines.archive import ArchiveReader, ArchiveSession
from pipelines.archive.describe import described_tables
from pipelines.datasette.metadata import STATE_TABLES, build_metadata
from pipelines.normalise import Normalise
from tests.archives import Clock, article, rows, stored, value
from tests.layout_pages import URL, paragraphs, regional
from tests.minisite import MiniSite, page_of
from tests.minisite import rows as rows_of
from tests.servers import answer
from tests.tdmrep import BALI, POLICY, RESERVED, SAID, keep

if TYPE_CHECKING:
    from collections.abc import Mapping

pytest_plugins = ["tests.archive_fixtures"]

FIXTURES = Path(__file__).parent / "fixtures"
TEXT = paragraphs(
    "Umpama (ANTARA) - Warga Desa Rekaan menanam seribu bibit bakau di pesisir pada Sabtu.",
    "Ketua kelompok tani itu menyebut bibit disemai sejak Maret di kebun milik desa tersebut.",
)


def read(html: str | bytes, url: str = URL) -> Article:
    found = extract(html, url)
    assert isinstance(found, Article)
    return found


def told(found: Article) -> dict[str, str]:
    """The signals by carrier; none stands twice."""
    assert [s.carrier for s in found.signals] == sorted({s.carrier for s in found.signals})
    return {str(signal.carrier): signal.value for signal in found.signals}


def with_head(head: str) -> str:
    return regional(TEXT).replace("<head>", f"<head>{head}", 1)


# --- the page


@pytest.mark.parametrize(
    ("head", "signals"),
    [
        ("", {}),
        ('<meta name="robots" content="noindex">', {"robots_meta": "noindex"}),
        ("<META CONTENT='NoArchive,  nofollow' NAME='ROBOTS'/>", {"robots_meta": None}),
        ("<meta content=none name=Robots>", {"robots_meta": "none"}),
        ('<meta\nname=" robots "\ncontent="\n noai,\u00a0 noimageai\t">', {"robots_meta": None}),
        (
            '<meta name="robots" content="index"><meta content="noarchive" name="robots">'
            '<meta name="robots" content="index">',
            {"robots_meta": "index, noarchive"},
        ),
        (
            '<meta name="arsip-antara" content="noarchive"><meta name="robots" content="all">',
            {"robots_meta": "all, arsip-antara: noarchive"},
        ),
        ('<meta name="Arsip-Antara" content="none">', {"robots_meta": "arsip-antara: none"}),
        ('<meta name="tdm-reservation" content="1">', {"tdm_meta": "1"}),
        ("<meta content = 0 name = TDM-Reservation >", {"tdm_meta": "0"}),
        (
            f'<meta name="tdm-policy" content="{POLICY}"/><meta name="tdm-reservation" content=1>',
            {"tdm_meta": "1", "tdm_policy": POLICY},
        ),
        (
            '<meta name="tdm-reservation" content="0"><meta name="tdm-reservation" content="1">',
            {"tdm_meta": "0, 1"},
        ),
        ('<meta name="tdm-policy" content="/a?b=1&amp;c=2">', {"tdm_policy": "/a?b=1&c=2"}),
        ('<meta name="robots" content="  "><meta name="robots">', {}),
        # Said to others, or not said at all.
        ('<meta name="googlebot" content="noindex">', {}),
        ('<meta name="bingbot" content="noarchive"><meta name="robotsx" content="x">', {}),
        ('<!-- <meta name="robots" content="noindex"> -->', {}),
        ('<script>\'<meta name="tdm-reservation" content="1">\'</script>', {}),
        ('<meta http-equiv="tdm-reservation" content="1">', {}),
    ],
)
def test_what_a_page_says_is_read(head: str, signals: Mapping[str, str | None]) -> None:
    got = told(read(with_head(head)))
    if None in signals.values():
        # The value as it came, but for its whitespace.
        content = re.search(r"content=([\"'])(.*?)\1", head, re.DOTALL | re.IGNORECASE)
        assert content
        signals = {"robots_meta": " ".join(content[2].split())}
    assert got == signals


@pytest.mark.parametrize("layout", LAYOUT_NAMES, ids=lambda layout: layout)
def test_signals_are_read_in_every_layout_and_change_nothing_else(layout: str) -> None:
    said = (
        b'<meta name="robots" content="noindex, noarchive">'
        b'<meta name="tdm-reservation" content="1">'
    )
    cases = [case for case in sorted((FIXTURES / layout).iterdir()) if case.is_dir()]
    for case in cases:
        url = json.loads((case / "meta.json").read_text())["url"]
        page = (case / "page.html").read_bytes()
        head = re.search(rb"<head[^>]*>|<title>", page, re.IGNORECASE)
        if head is None or page.startswith(b"\xff\xfe"):
            continue
        at = head.end() if head[0].lower().startswith(b"<head") else head.start()
        before, after = read(page, url), read(page[:at] + said + page[at:], url)
        assert told(after) == {"robots_meta": "noindex, noarchive", "tdm_meta": "1"}, case
        after.signals = before.signals
        assert after == before, case
    assert len(cases) > 2


def test_what_a_page_says_is_bounded() -> None:
    many = "".join(f'<meta name="robots" content="max-snippet:{n}">' for n in range(5_000))
    long = '<meta name="tdm-policy" content="https://x.example/' + "a" * 100_000 + '">'
    found = told(read(with_head(many + long)))
    assert found["robots_meta"].startswith("max-snippet:0, max-snippet:1, ")
    assert found["tdm_policy"].startswith("https://x.example/aaa")
    assert all(len(each) <= LONGEST for each in found.values())


# --- the headers


def received(html: str, *headers: tuple[str, str]) -> Article:
    by_name: dict[str, list[str]] = {}
    for name, each in headers:
        by_name.setdefault(name, []).append(each)
    response = HtmlResponse(URL, headers=Headers(by_name), body=html.encode())
    found = read(response.body)
    note_response(found, response)
    return found


def test_headers_are_read_in_any_case_and_number() -> None:
    found = received(
        regional(TEXT),
        ("x-robots-tag", "noindex,  nofollow"),
        ("x-robots-tag", "googlebot: noarchive"),
        ("x-robots-tag", "unavailable_after: 25 Jun 2031 15:00:00 WIB"),
        ("TDM-RESERVATION", " 1 "),
        ("Tdm-Policy", POLICY),
    )
    assert told(found) == {
        "x_robots_tag": "noindex, nofollow, googlebot: noarchive, "
        "unavailable_after: 25 Jun 2031 15:00:00 WIB",
        "tdm_header": "1",
        "tdm_policy": POLICY,
    }


def test_page_and_headers_stand_side_by_side() -> None:
    page = with_head(
        f'<meta name="tdm-policy" content="{POLICY}"><meta name="tdm-reservation" content="0">'
    )
    same = ("tdm-policy", POLICY)
    found = received(page, ("tdm-reservation", "1"), same, ("tdm-policy", "https://b.example/"))
    assert told(found) == {
        "tdm_header": "1",
        "tdm_meta": "0",
        "tdm_policy": f"{POLICY}, https://b.example/",
    }
    assert told(received(page)) == {"tdm_meta": "0", "tdm_policy": POLICY}
    assert told(received(page, ("x-robots-tag", ""))) == {"tdm_meta": "0", "tdm_policy": POLICY}


def test_a_header_of_any_bytes_can_be_kept() -> None:
    response = HtmlResponse(
        URL, headers={"X-Robots-Tag": b"no\x00index \xff\x1b[31m" + b"x" * 9_000}, body=b"x"
    )
    found = article()
    note_response(found, response)
    kept = told(found)["x_robots_tag"]
    assert kept.startswith("noindex \xff[31mxxx")
    assert len(kept) == LONGEST


# --- a crawl


def test_nothing_that_is_said_keeps_an_article_from_the_archive(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with MiniSite(count=3) as site:
        numbers = itertools.count()

        def reply(asked):  # each article says no in another way
            reply = site.usual(asked)
            if "/berita/" not in asked.path:
                return reply
            number = int(asked.path.split("/")[2])
            page = page_of(f"Kabar {number}", site.articles["bali"][number])
            head = b'<head><meta name="robots" content="noindex,noarchive">'
            headers = {"X_Robots_Tag": "none\r\nX-Robots-Tag: noai", "tdm_reservation": "1"}
            return [
                answer(page.replace(b"<head>", head)),
                answer(page, **headers),
                answer(page.replace(b"<head>", head), **headers),
            ][next(numbers) % 3]

        site.replies[BALI] = reply
        run = site.crawl(archive, "--since", "2000-01-01")
        assert run.status == 0, run.log
        assert run.of("bali")["stored"] == 3
    found = rows_of(archive, "SELECT carrier, value, count(*) FROM signals GROUP BY 1, 2")
    assert found == [
        ("robots_meta", "noindex,noarchive", 2),
        ("tdm_header", "1", 2),
        ("x_robots_tag", "none, noai", 2),
    ]


# --- from the archive to people

SIGNALS = [
    Signal(Carrier.ROBOTS_META, "noindex"),
    Signal(Carrier.TDM_HEADER, "1"),
    Signal(Carrier.X_ROBOTS_TAG, "none"),
]


def test_signals_come_out_of_the_archive_as_they_went_in(folder: Path, clock: Clock) -> None:
    path = folder / "archive.db"
    with ArchiveSession.claim(path, "live", clock=clock) as session:
        session.open()
        session.store([stored(1, signals=SIGNALS), stored(2)])
    with ArchiveReader(path) as reader:
        one = reader.article("bali", 1)
        assert one is not None
        assert one["signals"] == [dataclasses.asdict(each) for each in SIGNALS]
        assert [each["signals"] for each in reader.articles()] == [[], one["signals"]]
        assert stored_article(one).signals == SIGNALS


def test_signals_alone_are_a_change_of_details_and_no_revision(session: ArchiveSession) -> None:
    keep(session, RESERVED)
    session.store([stored(1, signals=SIGNALS)])
    changed = [Signal(Carrier.TDM_HEADER, "0")]
    assert session.store([stored(1, signals=changed)]) == ["unchanged"]
    every = "SELECT carrier, value FROM signals ORDER BY 1"
    assert rows(session, every) == [("tdm_header", "0"), ("tdmrep", SAID)]
    assert session.store([stored(1)]) == ["unchanged"]
    assert rows(session, every) == [("tdmrep", SAID)]
    assert value(session, "SELECT count(*) FROM revisions") == 1
    assert value(session, "SELECT count(*) FROM observations") == 3


def test_the_pipelines_let_signals_pass() -> None:
    before = article(signals=SIGNALS)
    assert Normalise().process_item(article(signals=SIGNALS)).signals == before.signals


def test_a_person_sees_one_line_a_signal() -> None:
    lines = [line.split() for line in field_lines(article(signals=SIGNALS))]
    assert [line[1:] for line in lines if line[0] == "signals"] == [
        ["robots_meta:", "noindex"],
        ["tdm_header:", "1"],
        ["x_robots_tag:", "none"],
    ]
    assert not [line for line in field_lines(article()) if "signals" in line]


def test_datasette_shows_signals_and_hides_the_crawl() -> None:
    tables = build_metadata("live")["databases"]["archive"]["tables"]
    assert "hidden" not in tables["signals"]
    assert tables["signals"]["columns"]["carrier"]
    state = {"findings", "walks", "listed_days", "run_hosts", "bureau_watch"}
    assert state <= {table.name for table in described_tables()}
    assert state <= set(STATE_TABLES)
    assert all(tables[name]["hidden"] for name in state)


def test_every_carrier_is_documented() -> None:
    text = (Path(__file__).parent.parent / "docs" / "manners.md").read_text(encoding="utf-8")
    assert [word for word in Carrier if f"`{word}`" not in text] == []
