"""Signals: what pages, headers and tdmrep.json say to machines is recorded, and changes nothing."""

from __future__ import annotations

import dataclasses
import itertools
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Headers, HtmlResponse

from crawler.items import Article, Carrier, Signal
from crawler.layouts import extract
from crawler.layouts.rights import LONGEST
from crawler.middlewares.tdmrep import judge, text_of
from crawler.page_view import field_lines, stored_article
from crawler.received import note_response
from pipelines.archive import ArchiveReader, ArchiveSession
from pipelines.archive.describe import described_tables
from pipelines.archive.signals import read_by
from pipelines.archive.tdmrep import TDMREP_FILE, matches, rules_of, said_of
from pipelines.datasette.metadata import STATE_TABLES, build_metadata
from pipelines.normalise import Normalise
from tests.archives import Clock, article, rows, stored, value
from tests.layout_pages import URL, paragraphs, regional
from tests.minisite import MiniSite, page_of
from tests.minisite import rows as rows_of
from tests.servers import answer

if TYPE_CHECKING:
    from collections.abc import Mapping

pytest_plugins = ["tests.archive_fixtures"]

FIXTURES = Path(__file__).parent / "fixtures"
TEXT = paragraphs(
    "Umpama (ANTARA) - Warga Desa Rekaan menanam seribu bibit bakau di pesisir pada Sabtu.",
    "Ketua kelompok tani itu menyebut bibit disemai sejak Maret di kebun milik desa tersebut.",
)
BALI = "bali.antaranews.com"
POLICY = "https://www.antaranews.com/kebijakan.json"


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


@pytest.mark.parametrize(
    "layout", ["g1", "g2", "g3", "r", "amp", "generic"], ids=lambda layout: layout
)
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


# --- tdmrep.json: which rule holds


@pytest.mark.parametrize(
    ("location", "path", "matched"),
    [
        ("/", "/berita/1/judul", True),
        ("/berita/", "/berita/1/judul", True),
        ("/berita", "/beritafoto/1", True),
        ("/berita/", "/foto/1/judul", False),
        ("/Berita/", "/berita/1/judul", False),
        ("/berita/*/judul", "/berita/1/judul-lain", True),
        ("/*/1/", "/berita/1/judul", True),
        ("/*.jpg", "/gambar/a.jpg?x=1", True),
        ("/*.jpg$", "/gambar/a.jpg?x=1", False),
        ("/berita/1/judul$", "/berita/1/judul", True),
        ("/berita/1$", "/berita/1/judul", False),
        ("/$", "/", True),
        ("/$", "/berita", False),
        ("*", "/berita/1", True),
        ("*$", "/berita/1", True),
        ("/*a*a$", "/ba", False),
        ("/*a*a$", "/baba", True),
        ("/a*ab$", "/ab", False),
        ("/b$x", "/b$x", True),  # $ means the end at the end only
        ("/path/foo-%24", "/path/foo-$", True),
        ("/path/foo-%2A", "/path/foo-*", True),
        ("/path/foo-%2A", "/path/foo-x", False),
        ("/%62erita/", "/berita/1", True),
        ("/berita/", "/%62erit%61/1", True),
        ("/a%2fb", "/a%2Fb", True),
        ("/a%2fb", "/a/b", False),
        ("/é", "/%C3%A9", True),
        ("/%c3%a9", "/é", True),
        ("", "/berita", False),
        ("berita/", "/berita/1", False),
        ("https://bali.antaranews.com/", "/berita/1", False),
    ],
)
def test_locations_match_as_in_robots_txt(location: str, path: str, matched: bool) -> None:
    assert matches(location, path) is matched


@given(st.text("ab/*", min_size=1, max_size=8), st.booleans(), st.text("ab/", max_size=8))
def test_locations_match_as_the_regular_expression_does(
    pattern: str, whole: bool, path: str
) -> None:
    expression = ".*".join(map(re.escape, pattern.split("*"))) + (r"\Z" if whole else "")
    assert matches(pattern + "$" * whole, path) is bool(re.match(expression, path))


def test_a_location_made_to_stall_does_not() -> None:
    assert not matches("/" + "*a" * 30_000 + "b$", "/" + "a" * 60_000)


def test_the_first_rule_that_matches_holds_however_long_others_are() -> None:
    rules = rules_of(
        json.dumps(
            [
                {"location": "/foto/", "tdm-reservation": 0},
                {"location": "/berita/", "tdm-reservation": 1, "tdm-policy": POLICY},
                {"location": "/berita/1/judul$", "tdm-reservation": 0},
                {"location": "/", "tdm-reservation": 1},
            ]
        )
    )
    host = f"https://{BALI}"
    assert said_of(rules, f"{host}/berita/1/judul") == f"tdm-reservation: 1, tdm-policy: {POLICY}"
    assert said_of(rules, f"{host}/foto/1/judul") == "tdm-reservation: 0"
    assert said_of(rules, host) == "tdm-reservation: 1"
    assert said_of(rules[:3], f"{host}/video/1/judul") is None
    assert said_of([], f"{host}/berita/1/judul") is None


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"tdm-reservation": "1"}, "tdm-reservation: 1"),
        ({"tdm-reservation": True}, "tdm-reservation: true"),
        ({"tdm-reservation": 7}, "tdm-reservation: 7"),  # an error, which is kept as it is
        ({"tdm-policy": " https://a.example/\n x "}, "tdm-policy: https://a.example/ x"),
        ({"tdm-policy": "a\u0000b\ud800c\u202ed"}, "tdm-policy: abcd"),
        ({"tdm-policy": "p" * 9_000, "tdm-reservation": 1}, None),
        ({"tdm-reservation": None, "tdm-policy": {"uid": "x"}}, ""),
        ({}, ""),
    ],
)
def test_a_rule_is_kept_in_its_own_words(rule: dict, said: str | None) -> None:
    rules = rules_of(json.dumps([{"location": "/", **rule}]))
    got = said_of(rules, URL)
    if said is None:
        assert got is not None
        assert got.startswith("tdm-reservation: 1, tdm-policy: ppp")
        assert len(got) < 600
    else:
        assert got == (said or None)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("{}", 0),
        ("null", 0),
        ("[]", 0),
        ('[{"location": 1}, {"tdm-reservation": 1}, [], {"location": " "}]', 0),
        ('[{"location": "/", "tdm-reservation": 1}, "x", {"location": null}]', 1),
        ('\ufeff \n[{"location": "/"}, {"location": "/a"}]\n', 2),
        ("[" * 100_000, 0),
        ('[{"location": "/", "tdm-reservation": ' + "9" * 5_000 + "}]", 0),
        ("<html>", 0),
    ],
)
def test_rules_are_found_whatever_stands_around_them(text: str, count: int) -> None:
    assert len(rules_of(text)) == count
    assert judge(200, text) == ("rules" if count else "none")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_file_in_any_encoding_of_json_is_read(encoding: str) -> None:
    text = '[{"location": "/é", "tdm-reservation": 1}]'
    assert text_of(text.encode(encoding)) == text


# --- tdmrep.json: the articles


def keep(session: ArchiveSession, *rules: dict, host: str = BALI, verdict: str = "rules") -> None:
    body = json.dumps(rules) if rules else ""
    session.save_robots(host, "2026-11-23T10:00:00Z", 200, body, verdict, file=TDMREP_FILE)


def of_tdmrep(session: ArchiveSession) -> dict[tuple[str, int], str]:
    sql = (
        "SELECT bureau, article_id, value FROM signals JOIN articles ON id = article "
        "WHERE carrier = 'tdmrep' ORDER BY 1, 2"
    )
    return {(bureau, number): said for bureau, number, said in rows(session, sql)}


RESERVED = {"location": "/berita/", "tdm-reservation": 1}
SAID = "tdm-reservation: 1"
NO_SIGNAL: dict[tuple[str, int], str] = {}


def test_a_known_file_is_written_with_each_article(session: ArchiveSession) -> None:
    keep(session, RESERVED)
    photo = {"url": f"https://{BALI}/foto/3/pasar-rekaan", "kind": "photo"}
    session.store([stored(1), stored(2), stored(3, **photo), stored(1, "ambon")])
    assert of_tdmrep(session) == {("bali", 1): SAID, ("bali", 2): SAID}


def test_a_file_that_comes_later_is_added_to_the_articles_of_the_run(
    session: ArchiveSession,
) -> None:
    session.store([stored(1)])
    session.finish_run("finished", {})
    session.begin_run("crawl latest", {})
    session.store([stored(2), stored(2, "ambon")])
    session.queue(stored(3))  # read before the file came, written after
    keep(session, RESERVED)
    assert of_tdmrep(session) == {("bali", 2): SAID}
    assert session.run is not None
    read_so_far = [("bali", 2, article(2).url)]
    assert read_by(session._db, session.run, BALI) == read_so_far
    session.flush()
    assert of_tdmrep(session) == {("bali", 2): SAID, ("bali", 3): SAID}
    # An article that is only seen again has it from then on too.
    assert session.store([stored(1)]) == ["unchanged"]
    assert of_tdmrep(session) == {("bali", number): SAID for number in (1, 2, 3)}
    assert value(session, "SELECT count(*) FROM revisions WHERE seq > 1") == 0


def test_the_newest_answer_counts_and_a_failure_is_none(session: ArchiveSession) -> None:
    keep(session, RESERVED)
    session.store([stored(1)])
    keep(session, verdict="not now: HTTP status 503")
    assert session.store([stored(1, title="Pasar rekaan nomor satu dibuka")]) == ["revised"]
    session.store([stored(2)])
    assert of_tdmrep(session) == {("bali", 1): SAID, ("bali", 2): SAID}
    keep(session, {"location": "/berita/1/", "tdm-reservation": 0})
    assert of_tdmrep(session) == {("bali", 1): "tdm-reservation: 0"}
    keep(session, verdict="none")
    assert of_tdmrep(session) == NO_SIGNAL
    session.store([stored(3)])
    assert of_tdmrep(session) == NO_SIGNAL


def test_robots_txt_is_no_tdmrep(session: ArchiveSession) -> None:
    session.store([stored(1)])
    session.save_robots(BALI, "2026-11-23T10:00:00Z", 200, json.dumps([RESERVED]), "rules")
    session.store([stored(2)])
    assert of_tdmrep(session) == NO_SIGNAL


def test_a_refused_article_gets_no_signal(session: ArchiveSession) -> None:
    session.store([stored(1)])
    session.finish_run("finished", {})
    session.begin_run("crawl latest", {})
    other = stored(1, title="Kapal feri tenggelam jauh di lautan", text="Lain sama sekali, kata ia")
    assert session.store([other]) == ["rejected"]
    keep(session, RESERVED, {"location": "/foto/", "tdm-reservation": 0})
    assert of_tdmrep(session) == NO_SIGNAL
    session.store([stored(1)])
    photo = stored(1, url=f"https://{BALI}/foto/1/pasar-rekaan", kind="photo")
    assert session.store([photo]) == ["rejected"]
    assert of_tdmrep(session) == {("bali", 1): SAID}


@pytest.mark.parametrize("seconds", [0.0, 0.4], ids=["at once", "late"])
def test_the_first_article_of_a_crawl_gets_it(tmp_path: Path, seconds: float) -> None:
    archive = tmp_path / "archive.db"
    body = json.dumps([{**RESERVED, "tdm-policy": POLICY}]).encode()
    with MiniSite(("bali", "jogja"), 6) as site:
        reply = answer(body, content_type="application/json")
        site.replies[f"{BALI}/{TDMREP_FILE}"] = (seconds, reply)
        run = site.crawl(archive, "--since", "2000-01-01", "-s", "BATCH_SIZE=1")
        assert run.status == 0, run.log
        keys = sorted(site.keys("bali"))
    sql = (
        "SELECT bureau, article_id, value FROM signals JOIN articles ON id = article "
        "WHERE carrier = 'tdmrep' ORDER BY 1, 2"
    )
    said = f"tdm-reservation: 1, tdm-policy: {POLICY}"
    assert rows_of(archive, sql) == [(*key, said) for key in keys]


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
