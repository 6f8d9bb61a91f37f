"""The stock of invented articles: shares, keys, times and words are as promised."""

from __future__ import annotations

import re
import tracemalloc
from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

import pytest

from crawler.bureaus import load_bureaus
from crawler.items import Article
from crawler.urls import canonical_url, identify
from tests.stock import articles, times
from tests.stock.articles import Place
from tests.stock.copies import COPIES, REVISIONS
from tests.stock.language import MOST_PARAGRAPHS, MOST_WORDS
from tests.stock.places import DESKS
from tests.stock.routine import TEMPLATES
from tests.stocked import SOME, body_of, by_key, first, likeness, some

# The same every time


def test_the_same_seed_gives_the_same_articles():
    assert tuple(articles(1, 300)) == tuple(articles(1, 300))


def test_another_seed_gives_other_articles():
    one, other = ({first(each)["text"] for each in articles(seed, 300)} for seed in (1, 2))
    assert not one & other


@pytest.mark.parametrize("n", [1, 7, 300])
def test_there_are_as_many_as_asked_for(n):
    assert len(list(articles(3, n))) == n


# Shares


@pytest.mark.parametrize(
    ("share", "what"),
    [
        (0.15, lambda each: bool(each.truth.copy)),
        (0.08, lambda each: each.truth.template is not None),
        (0.03, lambda each: len(each.states) > 1),
        (0.22, lambda each: first(each)["bureau"] == "www"),
    ],
    ids=["copies", "templates", "revised", "www"],
)
def test_the_shares_are_as_stated(share, what):
    counted = sum(map(what, some())) / SOME
    assert share * 0.75 < counted < share * 1.25


def test_every_bureau_and_every_kind_is_there():
    assert DESKS.keys() == load_bureaus().keys()
    assert {first(each)["bureau"] for each in some()} == set(DESKS)
    assert {first(each)["kind"] for each in some()} == {"article", "photo", "video"}
    assert {each.truth.template for each in some()} == {None, *TEMPLATES}
    assert {kind for each in some() for kind in each.truth.copy} == set(COPIES)
    changes = {kind for each in some() for one in each.truth.revisions for kind in one.kinds}
    assert changes == set(REVISIONS)


# Keys, times, addresses


def test_keys_are_unique_and_numbers_rise_with_time():
    last: dict[str, tuple[str, int]] = {}
    for each in some():
        fields = first(each)
        now = (fields["published_utc"], fields["article_id"])
        assert each.truth.key == f"{fields['bureau']}/{fields['article_id']}"
        before = last.get(fields["bureau"], ("", 0))
        assert before[0] <= now[0]
        assert before[1] < now[1]
        last[fields["bureau"]] = now
    assert len(by_key()) == SOME


def test_numbers_rise_where_articles_come_thick():
    place = Place(load_bureaus()["kl"], DESKS["kl"], 28_800)
    moment = times.midnight(times.LAST_DAY)
    numbers = [place.next_id(moment + second, Random(1)) for second in range(50)]
    assert numbers == sorted(set(numbers))


def test_the_days_are_those_of_ten_years():
    days = [date.fromisoformat(first(each)["published_day"]) for each in some()]
    assert times.FIRST_DAY <= min(days) < times.FIRST_DAY + timedelta(30)
    assert times.LAST_DAY - timedelta(30) < max(days) <= times.LAST_DAY
    years = Counter(day.year for day in days)
    assert years[2017] < years[2025]
    weekdays = Counter(day.weekday() for day in days)
    assert weekdays[6] < 0.8 * weekdays[2]
    hours = Counter(int(first(each)["published"][11:13]) for each in some())
    assert hours[3] < 0.2 * hours[10]


def test_times_agree_with_each_other_and_with_the_zone():
    bureaus = load_bureaus()
    for each in some()[:500]:
        for state in each.states:
            moment = datetime.fromisoformat(state["published"])
            utc = datetime.fromisoformat(state["published_utc"])
            assert moment == utc
            ahead = times.offset_of(bureaus[state["bureau"]].zone)
            assert moment.utcoffset() == timedelta(seconds=ahead)
            assert state["published_day"] == state["published"][:10]
            assert state["fetched_at"] > state["published_utc"]
        seen = [state["fetched_at"] for state in each.states]
        assert seen == sorted(set(seen))


def test_addresses_are_canonical_and_name_the_article():
    for each in some()[:500]:
        fields = first(each)
        known = identify(fields["url"])
        assert canonical_url(fields["url"]) == fields["url"]
        assert (known.bureau, known.article_id) == (fields["bureau"], fields["article_id"])
        assert str(known.kind) == fields["kind"]


def test_the_fields_are_those_of_an_article():
    wanted = Article("x", 1, "x", "article", "x").as_dict().keys()
    assert {frozenset(state) for each in some() for state in each.states} == {frozenset(wanted)}


# Text


def test_articles_have_the_length_of_news():
    told = [
        first(each)
        for each in some()
        if not each.truth.template and not each.truth.copy and first(each)["kind"] == "article"
    ]
    words = [len(body_of(fields).split()) for fields in told]
    assert min(words) >= 150
    assert max(words) <= MOST_WORDS
    paragraphs = [fields["text"].count("\n\n") + 1 for fields in told]
    assert min(paragraphs) >= 5
    assert max(paragraphs) <= MOST_PARAGRAPHS


def test_words_fall_as_in_news():
    text = " ".join(body_of(first(each)) for each in some()[:800])
    counted = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.casefold()))
    total = counted.total()
    common = sum(count for _, count in counted.most_common(100)) / total
    assert 0.2 < common < 0.6
    once = sum(1 for count in counted.values() if count == 1) / len(counted)
    assert once > 0.2
    assert {"yang", "di", "dan", "untuk", "anak-anak"} <= counted.keys()
    for form in (r"^me(m|n|ng|ny)", r"^ber", r"^di\w{4}", r"^pe\w+an$", r"^ke\w+an$", r"nya$"):
        assert sum(1 for word in counted if re.search(form, word)) > 10, form


def test_a_title_is_made_of_its_articles_words():
    for each in some()[:500]:
        fields = first(each)
        if fields["kind"] == "article":
            words = set(re.findall(r"[\w-]+", body_of(fields).casefold()))
            told = re.findall(r"[^\W\d][\w-]+", fields["title"].casefold())
            assert sum(word in words for word in told) >= 0.3 * len(told), fields["title"]


def test_articles_that_have_nothing_to_do_with_each_other_are_unlike():
    told = [
        body_of(first(each))
        for each in some()
        if not each.truth.copy and not each.truth.template and first(each)["kind"] == "article"
    ][:100]
    most = max(likeness(one, other) for at, one in enumerate(told) for other in told[at + 1 :][:30])
    assert most < 0.15


@pytest.mark.slow
def test_memory_is_flat():
    def peak(n: int) -> int:
        list(articles(1, 5))  # what is made once
        tracemalloc.start()
        try:
            for _ in articles(1, n):
                pass
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(1_000) < 1.5 * peak(250)
