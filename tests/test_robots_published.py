"""The published cases of two parsers, through the whole path that a robots.txt takes here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego
from robots_cases import CASES, DECIDED_OTHERWISE, GOOGLE, PROTEGO, Case

from crawler import DISTRIBUTION
from crawler.middlewares.robots_groups import rules_for
from crawler.middlewares.robots_text import MOST_READ, delay_of, judge

HOST = "https://contoh.example"


def allowed(case: Case, path: str) -> bool:
    rules, _ = judge(200, case.text.encode(), case.agent)
    assert rules is not None
    return rules.can_fetch(HOST + path, DISTRIBUTION)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.origin}: {case.about}")
def test_published(case):
    for paths, expected in ((case.opened, True), (case.closed, False)):
        for path in paths.split():
            otherwise = (case.origin, case.about, case.agent, path) in DECIDED_OTHERWISE
            assert allowed(case, path) is (expected != otherwise), path


def test_all_of_both_are_there():
    assert sum(case.origin == GOOGLE for case in CASES) > 50
    assert sum(case.origin == PROTEGO for case in CASES) > 50


def test_only_what_is_no_danger_is_opened_otherwise():
    """Each decision that opens what one of them closes, and no other, is named here."""
    opened = {
        key[1]
        for key in DECIDED_OTHERWISE
        for case in CASES
        if (case.origin, case.about, case.agent) == key[:3] and key[3] in case.closed.split()
    }
    assert opened == {"a name has no space", "beyond ASCII", "escaped letters", "a long line"}


def test_where_protego_alone_says_otherwise():
    """What the groups chosen here make right; the rest is decided above."""
    differs = set()
    for case in CASES:
        alone = Protego.parse(case.text.lstrip("\ufeff"))
        for paths, expected in ((case.opened, True), (case.closed, False)):
            for path in paths.split():
                if alone.can_fetch(HOST + path, case.agent) is not expected:
                    differs.add((case.about, expected))
    decided = {(about, False) for _, about, _, _ in DECIDED_OTHERWISE}
    assert differs - decided == {
        ("Baris-Lain: entah ends no group", False),
        ("names of crawlers in any case", False),
        ("a name ends at a space", True),
    }


# Where Protego alone would fetch what is forbidden.
OPENED_BY_PROTEGO = {
    "a name that ours begins with": "User-agent: arsip\nDisallow:\n\nUser-agent: *\nDisallow: /\n",
    "the whole User-Agent, from a log": (
        "User-agent: arsip-antara/0.1.0 (+a@b.example)\nDisallow: /"
    ),
    "a name and something else": "User-agent: arsip-antara dan lain\nDisallow: /\n",
    "a crawl delay between two names": (
        "User-agent: arsip-antara\nCrawl-delay: 5\nUser-agent: *\nDisallow: /\n"
    ),
    "an unknown line between two names": (
        "User-agent: arsip-antara\nClean-param: a\nUser-agent: *\nDisallow: /\n"
    ),
    "a separator that only Unicode knows": "User-agent: *\nDisallow: /\x85berita\nDisallow: /\n",
}


@pytest.mark.parametrize("about", OPENED_BY_PROTEGO)
def test_what_protego_alone_would_open(about):
    text = OPENED_BY_PROTEGO[about]
    rules, reason = judge(200, text.encode())
    assert reason == "rules"
    assert not rules.can_fetch(f"{HOST}/berita/1/a", DISTRIBUTION)
    if "Unicode" not in about:
        assert Protego.parse(text).can_fetch(f"{HOST}/berita/1/a", DISTRIBUTION)


@pytest.mark.parametrize(
    ("name", "closed"),
    [
        ("arsip-antara", True),
        ("ARSIP-ANTARA", True),
        ("Mozilla/5.0 (compatible; arsip-antara/1.0)", True),
        ("arsip*", True),
        ("*antara", True),
        ("arsip", False),
        ("arsip-antara-lain", False),
        ("bukan-arsip-antara", False),
        ("[a-z]*", False),
        ("?*", False),
        ("", False),
    ],
)
def test_who_is_meant(name, closed):
    rules, _ = judge(200, f"User-agent: {name}\nDisallow: /berita\n".encode())
    assert rules.can_fetch(f"{HOST}/berita/1/a", DISTRIBUTION) is not closed


def test_a_wildcard_in_a_name_closes_and_does_not_open():
    text = b"User-agent: arsip*\nAllow: /\nDisallow: /foto\n\nUser-agent: *\nDisallow: /berita\n"
    rules, _ = judge(200, text)
    opened = {
        path: rules.can_fetch(HOST + path, DISTRIBUTION) for path in ("/foto", "/berita", "/x")
    }
    assert opened == {"/foto": False, "/berita": False, "/x": True}


@given(st.text(max_size=300), st.sampled_from(["arsip-antara", "*", "a-b"]))
def test_any_text_gives_one_group(text, token):
    lines = rules_for(text, token).split("\n")
    assert lines[0] == "User-agent: *"
    assert not any(line.startswith("User-agent") for line in lines[1:])


@given(st.lists(st.sampled_from(["Disallow: /a", "Allow: /a/b", "X: y", "# z", ""])))
def test_what_stands_between_does_not_matter(lines):
    """A file for us alone is read as Protego reads it without the lines that mean nothing."""
    text = "\n".join(["User-agent: arsip-antara", *lines])
    plain = "\n".join(["User-agent: *", *(line for line in lines if line[:1] in "AD")])
    rules, expected = judge(200, text.encode())[0], Protego.parse(plain)
    for path in ("/a", "/a/b", "/c"):
        assert rules.can_fetch(HOST + path, "x") == expected.can_fetch(HOST + path, "x")


# --- How fast


@pytest.mark.parametrize(
    ("lines", "seconds"),
    [
        ("Crawl-delay: 10", 10),
        ("Crawl-delay: 0.5", 0.5),
        ("crawl delay: 2.25", 2.25),
        ("Crawl-delay: 1e9", 1e9),
        ("Crawl-delay: 0", None),
        ("Crawl-delay: -3", None),
        ("Crawl-delay: nan", None),
        ("Crawl-delay: inf", None),
        ("Crawl-delay: random_word", None),
        ("Request-rate: 1/20", 20),
        ("Request-rate: 2/1m", 30),
        ("Request-rate: 1/5\nCrawl-delay: 7", 7),
        ("Disallow: /a", None),
    ],
)
def test_crawl_delay(lines, seconds):
    for agent in ("*", "arsip-antara"):
        rules, _ = judge(200, f"User-agent: {agent}\n{lines}\n".encode())
        assert delay_of(rules) == seconds


def test_our_own_crawl_delay_holds():
    text = b"User-agent: *\nCrawl-delay: 10\nUser-agent: arsip-antara\nDisallow:\nCrawl-delay: 15\n"
    assert delay_of(judge(200, text)[0]) == 15


def test_sitemaps_are_kept():
    text = b"Sitemap: https://a.example/1.xml\nUser-agent: lain\nSitemap: https://a.example/2.xml\n"
    assert list(judge(200, text)[0].sitemaps) == [f"https://a.example/{n}.xml" for n in (1, 2)]


# --- How much of it


def test_500_kib_are_read_and_what_is_longer_is_cut_at_a_line():
    last = b"Disallow: /terakhir\n"
    head = b"User-agent: *\n"
    for size, closed in ((500 * 1024, True), (MOST_READ, True), (MOST_READ + 1, False)):
        filler = b"#" * (size - len(head) - len(last) - 1) + b"\n"
        body = head + filler + last
        assert len(body) == size
        rules, _ = judge(200, body)
        assert rules.can_fetch(f"{HOST}/terakhir", DISTRIBUTION) is not closed


def test_a_rule_that_is_cut_opens_nothing():
    head = b"User-agent: *\nDisallow: /a\n"
    body = head + b"#" * (MOST_READ - len(head) - 12) + b"\nAllow: /a/boleh-saja\n"
    rules, _ = judge(200, body)
    assert not rules.can_fetch(f"{HOST}/a/bahaya", DISTRIBUTION)


def test_a_first_line_without_an_end_closes():
    assert judge(200, b"#" * (MOST_READ + 1)) == (None, "not a text")
