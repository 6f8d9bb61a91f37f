"""The sample site over years: what its listings name, day by day and word by word."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree, html

from tests.replica import YEARS_BUREAUS, Site
from tests.replica.hosts import HOSTS
from tests.replica.odd import ODDS
from tests.replica.rhythm import is_holiday, rhythm_of, spread
from tests.replica.sections import menu_of
from tests.replica_client import answered
from tests.replica_small import FEW, cards, small

ROOT = Path(__file__).parent.parent

Key = tuple[str, int]


@pytest.fixture(scope="module")
def site() -> Site:
    return small(terkini_depth={"sumsel": 5})


def keys_of(urls: list[str], bureau: str) -> set[Key]:
    """The keys of a host's own articles among addresses, whatever the domain they are under."""
    found = set()
    for url in urls:
        parts = urlsplit(url)
        number = re.match(r"/(?:amp/)?(?:berita|foto|video|news)/(\d+)", parts.path)
        own = (HOSTS[bureau].host, *HOSTS[bureau].old_domains, HOSTS[bureau].alias)
        if number and (parts.netloc in own or (bureau == "www" and parts.netloc[0] == "m")):
            found.add((bureau, int(number[1])))
    return found


def walk(site: Site, bureau: str, path: str, join: str = "/") -> set[Key]:
    """What all pages of a listing name, until one brings nothing new."""
    found: set[Key] = set()
    for page in range(1, 200):
        status, urls = cards(site, HOSTS[bureau].host, f"{path}{join}{page}")
        new = keys_of(urls, bureau) - found
        if status != 200 or not new:
            break
        found |= new
    return found


def menu(site: Site, bureau: str) -> list[str]:
    """The paths that a host's menu leads to, as its home page shows it."""
    host = HOSTS[bureau].host
    tree = html.fromstring(site.answer(host, "/").body)
    tree.make_links_absolute(f"https://{host}/")
    found = tree.xpath("//nav//a/@href")
    paths = [urlsplit(str(one)).path for one in found if urlsplit(str(one)).netloc == host]
    return [one for one in paths if not re.search(r"/\d", one) and one != "/"]


# The same site every time

DIGEST = """
import hashlib
from datetime import timedelta
from tests.replica import Site
site = Site(articles=300, years=3, bureaus=("www", "kalteng"), ahead=timedelta(days=20), weight=1)
digest = hashlib.sha256(repr(sorted((k, sorted(w)) for k, w in site.named_by().items())).encode())
for path in ("/terkini/3", "/kabar-daerah/sampit", "/tag/pasar-murah", "/rss/terkini.xml"):
    digest.update(site.answer("kalteng.antaranews.com", path).body)
site.advance(site.now + timedelta(days=15))
digest.update(repr(site.truth("kalteng")[:20]).encode())
print(digest.hexdigest())
"""


def test_same_arguments_give_same_bytes_in_another_process() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "77")
    }
    assert len(printed) == 1


def test_twenty_thousand_articles_are_known_before_their_pages_are_made() -> None:
    site = Site(articles=20_000, years=10, bureaus=YEARS_BUREAUS, weight=1)
    named = site.named_by()
    assert len(named) == 20_000
    made = sum(len(shelf._made) for shelf in site.shelves.values())
    assert made < 800, "only decoys, odd addresses and what feeds name"
    days = {shelf.entries[0].when.year for shelf in site.shelves.values()}
    assert days == {2016}
    assert {name for name, _ in named} == set(YEARS_BUREAUS)


def test_entries_agree_with_the_pages_made_from_them(site: Site) -> None:
    for bureau in ("www", "jateng"):
        shelf = site.shelves[bureau]
        for place, entry in enumerate(shelf.entries):
            piece = shelf.piece(place)
            assert piece.article_id == entry.number
            assert piece.when == entry.when
            assert tuple(re.sub("[^a-z0-9]+", "-", tag.lower()) for tag in piece.tags) == entry.tags
            assert piece.category == entry.label


# The rhythm of a bureau


def test_each_bureau_has_days_with_nothing_and_days_with_much() -> None:
    site = Site(articles=3000, years=1, bureaus=("sumsel", "bali", "jatim"))
    for bureau, shelf in site.shelves.items():
        days = Counter(entry.when.date() for entry in shelf.entries)
        span = [min(days) + timedelta(n) for n in range(365)]
        usual = sorted(days[day] for day in span if day.weekday() < 5)[len(span) // 3]
        weekend = [days[day] for day in span if day.weekday() > 4]
        assert sum(weekend) / len(weekend) < 0.85 * usual, bureau
        assert sum(not days[day] for day in span) >= 5, bureau
        assert not any(days[day] for day in span if is_holiday(day))
        assert max(days.values()) > 2.5 * usual, bureau
    rhythms = {rhythm_of(HOSTS[name], 1).weekend for name in site.bureaus}
    assert len(rhythms) == 3


@pytest.mark.parametrize("count", [0, 1, 7, 400])
def test_spread_gives_exactly_as_many_within_its_bounds(count: int) -> None:
    host = HOSTS["ambon"]
    site = small()
    since, until = site.now - timedelta(days=40), site.now
    times = spread(host, count, since, until, 1)
    assert len(times) == count
    assert times == sorted(times)
    assert all(since <= one < until for one in times)


def test_ids_rise_with_time_within_each_host(site: Site) -> None:
    for shelf in site.shelves.values():
        numbers = [entry.number for entry in shelf.entries]
        assert numbers == sorted(set(numbers))


# What listings name: the site's word against its pages


def test_what_is_named_is_what_the_pages_name(site: Site) -> None:
    for bureau in site.bureaus:
        host = HOSTS[bureau].host
        seen: dict[str, set[Key]] = {"terkini": walk(site, bureau, "/terkini")}
        sections = [path for path in menu(site, bureau) if path not in ("/terkini", "/top-news")]
        seen["section"] = set().union(*(walk(site, bureau, path) for path in sections))
        tags = {tag for entry in site.shelves[bureau].entries for tag in entry.tags}
        seen["tag"] = set().union(*(walk(site, bureau, f"/tag/{tag}") for tag in tags))
        seen["indeks"] = set()
        if site.indeks.get(bureau) == "days":
            day = site.shelves[bureau].entries[0].when.date()
            while day <= date(2026, 11, 20):
                seen["indeks"] |= walk(site, bureau, f"/indeks/{day:%d-%m-%Y}")
                day += timedelta(1)
        seen["sitemap"] = sitemap_keys(site, bureau)
        feeds = [site.answer(host, f"/rss/{name}.xml").body for name in feed_names(site, bureau)]
        seen["feed"] = set().union(*(feed_keys(body, bureau) for body in feeds))
        told = site.named_by(bureau)
        for way, found in seen.items():
            assert found == {key for key, ways in told.items() if way in ways}, (bureau, way)
        hidden = {(one["bureau"], one["article_id"]) for one in site.unlisted()}
        assert not hidden & set().union(*seen.values())


def feed_names(site: Site, bureau: str) -> list[str]:
    names = ["terkini", "top-news", "daerah"]
    sections = [one.path for one in menu_of(HOSTS[bureau])] if bureau == "www" else []
    return names + sections


def feed_keys(body: bytes, bureau: str) -> set[Key]:
    text = gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
    links = re.findall(r"<link>\s*([^<]+?)\s*</link>", text.decode())
    return keys_of(links, bureau)


def sitemap_keys(site: Site, bureau: str) -> set[Key]:
    host = HOSTS[bureau].host
    line = re.search(r"(?im)^sitemap: *(\S+)$", site.answer(host, "/robots.txt").body.decode())
    if line is None:
        return set()
    todo, found = [line[1]], set()
    while todo:
        parts = urlsplit(todo.pop())
        if parts.netloc != host:
            continue
        body = site.answer(host, parts.path).body
        tree = etree.fromstring(gzip.decompress(body) if parts.path.endswith(".gz") else body)
        urls = [one.strip() for one in tree.xpath("//*[local-name()='loc']/text()")]
        if tree.tag.endswith("sitemapindex"):
            todo += urls
        else:
            found |= keys_of(urls, bureau)
    return found


def test_some_articles_are_named_by_one_way_only(site: Site) -> None:
    alone = Counter(next(iter(ways)) for ways in site.named_by().values() if len(ways) == 1)
    assert set(alone) == {"section", "tag", "indeks", "sitemap"}
    depth = site.terkini_depth["sumsel"] * site.page_size
    assert len(walk(site, "sumsel", "/terkini")) == depth
    old = [ways for key, ways in site.named_by("sumsel").items() if "terkini" not in ways]
    assert any({"section", "tag", "indeks"} == ways for ways in old)


def test_each_article_stands_in_one_section_and_some_in_a_child(site: Site) -> None:
    paths = menu(site, "jateng")
    children = [one for one in paths if one.count("/") == 2]
    assert children
    found = Counter(key for path in paths[2:] for key in walk(site, "jateng", path))
    assert set(found.values()) == {1}
    assert any(walk(site, "jateng", path) for path in children)


def test_sections_go_by_other_names_on_other_hosts() -> None:
    site = Site(articles=60, years=1, bureaus=("kalteng", "gorontalo", "en"), weight=1)
    assert "/kabar-daerah/pulang-pisau" in menu(site, "kalteng")
    assert "/kabar-gorontalo" in menu(site, "gorontalo")
    assert "/business" in menu(site, "en")
    assert walk(site, "en", "/business")


def test_tag_links_of_pages_lead_to_lists_that_name_them(site: Site) -> None:
    named = [key for key, ways in site.named_by("www").items() if "tag" in ways]
    for key in [key for key in named if key in site.reachable()][:20]:
        piece = site.pieces[key]
        tree = html.fromstring(answered(site, piece.url))
        for href in tree.xpath("//a[contains(@href, '/tag/')]/@href"):
            path = urlsplit(str(href)).path
            if path != "/tag/program":
                assert key in walk(site, "www", path), href
                assert key in walk(site, "www", path.replace("/tag/", "/tag/2071/"))


# Days


def test_days_tell_how_many_there_are(site: Site) -> None:
    shelf = site.shelves["sumsel"]
    busiest, _ = Counter(entry.when.date() for entry in shelf.entries).most_common(1)[0]
    for day in (busiest, busiest - timedelta(1), date(2020, 2, 29)):
        path = f"/indeks/{day:%d-%m-%Y}"
        status, found = cards(site, shelf.host.host, path)
        told = re.search(r"\((\d+) berita\)", site.answer(shelf.host.host, path).body.decode())
        assert told, path
        assert status == 200
        assert int(told[1]) == len(walk(site, "sumsel", path)) >= len(keys_of(found, "sumsel"))
        in_sections = [
            walk(site, "sumsel", f"/indeks/{one.path}/{day:%d-%m-%Y}")
            for one in menu_of(shelf.host)
        ]
        assert sum(map(len, in_sections)) == int(told[1])
    assert len(walk(site, "sumsel", f"/indeks/{busiest:%d-%m-%Y}")) > 0


@pytest.mark.parametrize(
    ("bureau", "path", "status"),
    [
        ("jateng", "/indeks/12-03-2026", 404),
        ("sumsel", "/indeks/2026-03-12", 404),
        ("sumsel", "/indeks/31-02-2026", 404),
        ("sumsel", "/indeks/tidak-ada/12-03-2026", 404),
        ("ambon", "/indeks/12-03-2026", 200),
    ],
)
def test_days_are_not_answered_everywhere(site: Site, bureau: str, path: str, status: int) -> None:
    assert site.answer(HOSTS[bureau].host, path).status == status


def test_one_host_shows_the_newest_whatever_the_day(site: Site) -> None:
    pages = [cards(site, "ambon.antaranews.com", f"/indeks/{day}") for day in ("12-03-2026", "x")]
    assert pages[0] == pages[1]
    newest = {(one.bureau, one.article_id) for one in site.listings.newest("ambon")[:10]}
    assert keys_of(pages[0][1], "ambon") == newest


# Words


@pytest.mark.parametrize("bureau", ["sumsel", "www"])
def test_search_finds_words_and_days(site: Site, bureau: str) -> None:
    shelf = site.shelves[bureau]
    since, until = date(2026, 9, 1), date(2026, 10, 31)
    between = f"{since:%d-%m-%Y}", f"{until:%d-%m-%Y}"
    word = shelf.entries[40].tags[0].split("-")[0]
    truth = {(bureau, one) for one in site.listings.search(bureau, word)}
    some = {(bureau, one) for one in site.listings.search(bureau, word, since, until)}
    assert truth > some > set()
    first = f"/search?q={word}&startDate={between[0]}&endDate={between[1]}"
    seen = keys_of(cards(site, shelf.host.host, first)[1], bureau)
    assert seen == keys_of(
        cards(site, shelf.host.host, f"/search/{word}/{between[0]}/{between[1]}/1")[1], bureau
    )
    assert walk(site, bureau, f"/search/{word}/{between[0]}/{between[1]}") == some
    if bureau == "www":
        assert walk(site, bureau, f"/search?q={word}&page", "=") == truth
    else:
        assert walk(site, bureau, f"/search/{word}") == truth
    assert all(word in entry_words(site, key) for key in truth)
    alone = next(one for one in shelf.entries if one.only in ("section", "tag"))
    assert alone.number not in site.listings.search(bureau, alone.tags[0])


def entry_words(site: Site, key: Key) -> str:
    piece = site.pieces[key]
    return " ".join([*piece.tags, piece.category or "", "dari daerah"]).lower().replace(" ", "-")


def test_search_takes_several_words_and_finds_nothing_for_none(site: Site) -> None:
    host = HOSTS["sumsel"].host
    both = cards(site, host, "/search/pasar+murah")
    assert both == cards(site, host, "/search/pasar%20murah")
    assert walk(site, "sumsel", "/search/takadakatabegini") == set()
    assert site.answer(host, "/search/takadakatabegini").status == 200
    assert site.answer(host, "/search").status == 404


def test_pagers_of_dated_searches_lead_on(site: Site) -> None:
    path = "/search?q=dinas&startDate=01-07-2026&endDate=20-11-2026"
    page = site.answer("sumsel.antaranews.com", path).body.decode()
    assert "/search/dinas/01-07-2026/20-11-2026/2" in page


# Past the end


@pytest.mark.parametrize(
    ("bureau", "expected"), [("sumsel", "repeat"), ("jateng", "404"), ("bali", "empty")]
)
@pytest.mark.parametrize("listing", ["/terkini", "/ekonomi", "/tag/{tag}", "/search/{tag}"])
def test_past_the_end_of_each_listing(site: Site, bureau: str, expected: str, listing: str) -> None:
    host = HOSTS[bureau].host
    path = listing.format(tag=site.shelves[bureau].entries[50].tags[0])
    status, urls = cards(site, host, f"{path}/150")
    if expected == "404":
        assert status == 404
    elif expected == "empty":
        assert (status, keys_of(urls, bureau)) == (200, set())
    else:
        assert status == 200
        assert keys_of(urls, bureau) <= walk(site, bureau, path)
        assert urls


# Odd answers


def test_odd_answers_are_listed_but_not_reachable(site: Site) -> None:
    named, held = site.named_by(), site.reachable()
    odd = {(one["bureau"], one["article_id"]) for one in site.not_articles()}
    assert len(odd) == sum(one[1] in FEW for one in ODDS)
    assert odd <= set(named)
    assert not odd & held
    for one in site.not_articles():
        parts = urlsplit(one["url"])
        assert site.answer(parts.netloc, parts.path).status == one["status"]
    assert not small(only_clean=True).not_articles()


def test_plain_sites_tell_what_they_name_too() -> None:
    site = Site(articles=60)
    truth = {(one["bureau"], one["article_id"]) for one in site.truth()}
    assert site.reachable() == truth
    assert {"feed", "terkini", "section", "tag"} == set().union(*site.named_by().values())
