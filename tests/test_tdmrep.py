"""tdmrep.json: which of its rules holds, and which articles get it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.middlewares.tdmrep import judge, text_of
from pipelines.archive import ArchiveSession
from pipelines.archive.signals import read_by
from pipelines.archive.tdmrep import TDMREP_FILE, matches, rules_of, said_of
from tests.archives import article, rows, stored, value
from tests.layout_pages import URL
from tests.minisite import MiniSite
from tests.minisite import rows as rows_of
from tests.servers import answer
from tests.tdmrep import BALI, POLICY, RESERVED, SAID, keep

pytest_plugins = ["tests.archive_fixtures"]


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


def of_tdmrep(session: ArchiveSession) -> dict[tuple[str, int], str]:
    sql = (
        "SELECT bureau, article_id, value FROM signals JOIN articles ON id = article "
        "WHERE carrier = 'tdmrep' ORDER BY 1, 2"
    )
    return {(bureau, number): said for bureau, number, said in rows(session, sql)}


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
