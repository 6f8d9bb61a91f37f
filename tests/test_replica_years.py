"""The sample site over years: what its listings name, how its time passes, what it tells of it."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree, html

from tests.replica import YEARS_BUREAUS, Site, running_site
from tests.replica.hosts import HOSTS
from tests.replica.odd import ODDS
from tests.replica.rhythm import is_holiday, rhythm_of, spread
from tests.replica.sections import menu_of
from tests.replica.validators import POLICIES
from tests.test_replica import answered, ask

ROOT = Path(__file__).parent.parent
FEW = ("www", "sumsel", "jateng", "bali", "ambon")
ONLY = {"section": 0.04, "tag": 0.03, "indeks": 0.03, "sitemap": 0.03}

Key = tuple[str, int]


def small(**given: object) -> Site:
    """A site over a third of a year that can be read whole in a moment."""
    usual = {"articles": 400, "years": 0.3, "bureaus": FEW, "weight": 1, "only": ONLY}
    return Site(**usual | given)  # type: ignore[arg-type]


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


def cards(site: Site, host: str, path: str) -> tuple[int, list[str]]:
    """The status of a listing's page and what its main column names."""
    reply = site.answer(host, path)
    if reply.status != 200:
        return reply.status, []
    found = html.fromstring(reply.body).xpath(
        '//article[contains(@class, "simple-big")]//h3/a/@href'
        ' | //div[contains(@class, "wrapper__list__article")]//h2/a/@href'
    )
    return 200, [urljoin(f"https://{host}{path}", str(one)) for one in found]


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


# Time


def test_articles_appear_as_time_passes() -> None:
    site = small(ahead=timedelta(days=30))
    before = site.named_by()
    later = [one for one in site.shelves["bali"].entries if one.when > site.now]
    assert later
    path = f"/berita/{later[0].number}/x"
    assert ("bali", later[0].number) not in site.pieces
    assert site.answer("bali.antaranews.com", path).status == 404
    appeared = site.advance(later[0].when)
    assert appeared >= 1
    assert ("bali", later[0].number) in site.pieces
    assert ("bali", later[1].number) not in site.pieces
    assert len(site.named_by()) - len(before) <= appeared
    assert site.advance(site.now + timedelta(days=60)) > 0
    with pytest.raises(ValueError, match="does not go back"):
        site.advance(site.now - timedelta(seconds=1))
    with pytest.raises(ValueError, match="advance"):
        site.append("bali")


def test_what_is_scheduled_happens_in_order_at_its_time() -> None:
    site = small(ahead=timedelta(days=3))
    start, done = site.now, []
    for hours in (5, 1, 30):
        site.schedule(start + timedelta(hours=hours), lambda: done.append(site.now - start))
    site.advance(start + timedelta(hours=4))
    assert done == [timedelta(hours=1)]
    site.advance(start + timedelta(hours=40))
    assert done == [timedelta(hours=one) for one in (1, 5, 30)]


def test_time_passes_with_each_request_when_it_should() -> None:
    site = small(ahead=timedelta(days=3))
    begin = site.now
    with running_site(site, pace=timedelta(minutes=1)) as server:
        for _ in range(4):
            ask(server, "https://bali.antaranews.com/robots.txt")
        assert [one.when - begin for one in server.requests] == [
            timedelta(minutes=n) for n in (1, 2, 3, 4)
        ]


# Corrections, deletions, other menus


def test_corrections_are_told_where_the_page_has_a_place_for_it() -> None:
    site = small(ahead=timedelta(days=9))
    site.advance(site.now + timedelta(days=2))
    for bureau in ("www", "sumsel"):
        piece = next(one for one in site.listings.newest(bureau) if one.kind == "article")
        new = site.revise(
            bureau, piece.article_id, title="Judul yang lain", stamp=True, new_slug=True
        )
        assert new["title"] == "Judul yang lain"
        assert new["url"].endswith("/judul-yang-lain")
        assert (new["updated"] is not None) == piece.shows_update == (bureau == "www")
        page = answered(site, new["url"]).decode()
        assert "Judul yang lain" in page
        assert (new["updated"] or "nirwaktu") in page or not piece.shows_update
        _, urls = cards(site, piece.facts.host, "/terkini")
        assert any("judul-yang-lain" in url for url in urls)


def test_deleted_articles_may_leave_the_listings_and_come_back(site: Site) -> None:
    site = small()
    piece = site.articles_of("sumsel")[20]
    key, path = (piece.bureau, piece.article_id), piece.path
    ways = site.named_by()[key]
    site.withdraw(*key, status=404, listed=False)
    assert site.answer(piece.facts.host, path).status == 404
    assert key not in site.named_by()
    site.restore(*key)
    assert site.answer(piece.facts.host, path).status == 200
    assert site.named_by()[key] == ways
    site.withdraw(*key)
    assert site.answer(piece.facts.host, path).status == 410
    assert site.named_by()[key] == ways
    assert key not in site.reachable()
    assert key not in {(one["bureau"], one["article_id"]) for one in site.truth("sumsel")}


@pytest.mark.parametrize("bureau", ["www", "sumsel"])
def test_other_menus_leave_the_article_as_it_is(bureau: str) -> None:
    site = small(years=12)
    own = [one for one in site.articles_of(bureau) if one.kind == "article"]
    chosen = {one.layout: one for one in own}.values()
    before = [(answered(site, one.url), one.truth()) for one in chosen]
    site.refurnish(bureau)
    for piece, (page, truth) in zip(chosen, before, strict=True):
        after = answered(site, piece.url)
        assert after != page
        assert piece.truth() == truth
        assert body_of(after) == body_of(page)
    assert {one.layout for one in chosen} >= ({"g1", "g2", "g3"} if bureau == "www" else {"r"})


def body_of(page: bytes) -> str:
    tree = html.fromstring(page.decode())
    for noise in tree.xpath("//script | //ins | //*[contains(@class, 'total-views')]"):
        noise.drop_tree()
    (body,) = tree.xpath(
        '//div[@id="content_news" or contains(@class, "post-content")'
        ' or contains(@class, "wrap__article-detail-content")]'
    )
    return " ".join(body.text_content().split())


def test_the_day_of_the_page_changes_with_the_day() -> None:
    site = small(ahead=timedelta(days=3))
    url = site.articles_of("bali")[5].url
    before = answered(site, url)
    site.advance(site.now + timedelta(hours=2))
    assert answered(site, url) == before
    site.advance(site.now + timedelta(hours=20))
    assert answered(site, url) != before


# Validators


@pytest.mark.parametrize("policy", POLICIES)
def test_validators_are_right_missing_or_lying(policy: str) -> None:
    site = small(validators={"bali": policy}, ahead=timedelta(days=3))
    key = ("bali", site.articles_of("bali")[4].article_id)
    url = site.pieces[key].url
    with running_site(site) as server:

        def conditional() -> tuple[int, int]:
            asked = {"If_None_Match": tag} if tag else {}
            timed = {"If_Modified_Since": changed} if changed else {}
            return ask(server, url, **asked)[0], ask(server, url, **timed)[0]

        _, fields, _ = ask(server, url)
        tag, changed = fields.get("etag"), fields.get("last-modified")
        assert (tag is None, changed is None) == (
            policy in ("date", "none"),
            policy in ("etag", "none"),
        )
        assert (tag or "").startswith("W/") == (policy == "weak")
        same = tuple(304 if one else 200 for one in (tag, changed))
        assert conditional() == same
        site.refurnish()
        # A tag of the whole page changes with the menu; the others tell of the article.
        assert conditional() == ((200, 304) if policy == "body" else same)
        site.advance(site.now + timedelta(hours=5))
        site.revise(*key, add="Satu paragraf lagi.")
        assert conditional() == ((304, 304) if policy == "stale" else (200, 200))


def test_last_modified_is_the_time_of_the_change() -> None:
    site = small(validators={"bali": "right"}, ahead=timedelta(days=3))
    piece = site.articles_of("bali")[4]
    site.advance(site.now + timedelta(hours=5))
    site.revise("bali", piece.article_id, add="Satu paragraf lagi.")
    with running_site(site) as server:
        told = ask(server, piece.url)[1]["last-modified"]
        assert parsedate_to_datetime(told) == site.now
        later = parsedate_to_datetime(told) + timedelta(days=1)
        header = later.strftime("%a, %d %b %Y %H:%M:%S GMT")
        assert ask(server, piece.url, If_Modified_Since=header)[0] == 304
        assert ask(server, piece.url, If_Modified_Since="kemarin")[0] == 200
