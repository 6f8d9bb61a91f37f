"""How the sample site's time passes: what appears, changes, goes, what validators tell of it."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from lxml import html

from tests.replica import Site, running_site
from tests.replica.validators import POLICIES
from tests.replica_client import answered, ask
from tests.replica_small import cards, small


@pytest.fixture(scope="module")
def site() -> Site:
    return small(terkini_depth={"sumsel": 5})


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
