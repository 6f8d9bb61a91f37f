"""The stock of invented articles: what it promises to whoever measures with it."""

from __future__ import annotations

import json
import re
import tracemalloc
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from functools import cache
from itertools import combinations
from random import Random

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from crawler.bureaus import load_bureaus
from crawler.items import Article
from crawler.urls import canonical_url, identify
from pipelines.archive import ArchiveSession, Found, Stored, is_collision, text_sha256
from pipelines.archive.soundness import problems
from pipelines.archive.state import without_dateline
from tests.stock import articles, times
from tests.stock.__main__ import main
from tests.stock.articles import Place
from tests.stock.copies import COPIES, LEAST_SHARE, MOST_SHARE, REVISIONS
from tests.stock.language import MOST_PARAGRAPHS, MOST_WORDS
from tests.stock.make import make_stock, truth_path
from tests.stock.places import DESKS
from tests.stock.routine import TEMPLATES

SOME = 2_000


@cache
def some(seed: int = 1, n: int = SOME):
    return tuple(articles(seed, n))


@cache
def by_key():
    return {each.truth.key: each for each in some()}


def first(each):
    return each.states[0]


def body_of(fields) -> str:
    return without_dateline(fields["text"], fields["dateline_place"])


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def likeness(one: str, other: str) -> float:
    a, b = runs(one), runs(other)
    return len(a & b) / len(a | b)


def pairs(kind: str):
    """Copies of just this kind, each with its source."""
    return [(each, by_key()[each.truth.source]) for each in some() if each.truth.copy == (kind,)]


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


# Copies and templates


def test_a_copy_points_to_an_earlier_article_of_another_bureau():
    members: dict[str, set[str]] = defaultdict(set)
    for each in some():
        truth = each.truth
        members[truth.story].add(first(each)["bureau"])
        if not truth.copy:
            assert (truth.story, truth.source) == (truth.key, None)
            continue
        source, original = by_key()[truth.source], by_key()[truth.story]
        assert source.truth.story == truth.story
        assert not original.truth.copy
        assert original.truth.template is None
        lag = datetime.fromisoformat(first(each)["published_utc"]) - datetime.fromisoformat(
            first(original)["published_utc"]
        )
        assert timedelta(minutes=2) <= lag <= timedelta(days=3)
    stories = Counter(each.truth.story for each in some())
    assert all(len(members[story]) == count for story, count in stories.items())
    assert {1, 2, 3, 4, 5} <= set(stories.values()) <= set(range(1, 9))


def test_an_exact_copy_is_one():
    assert len(pairs("exact")) > 5
    for copy, source in pairs("exact"):
        assert first(copy)["title"] == first(source)["title"]
        assert body_of(first(copy)) == body_of(first(source))
        assert first(copy)["dateline_place"] == first(source)["dateline_place"]


def test_another_title_is_all_that_differs():
    assert len(pairs("title")) > 5
    for copy, source in pairs("title"):
        assert first(copy)["title"] != first(source)["title"]
        assert body_of(first(copy)) == body_of(first(source))


def test_another_dateline_leaves_the_text_equal():
    assert len(pairs("dateline")) > 5
    for copy, source in pairs("dateline"):
        one, other = first(copy), first(source)
        assert one["dateline_place"] != other["dateline_place"]
        assert text_sha256(one["text"], one["dateline_place"]) == text_sha256(
            other["text"], other["dateline_place"]
        )


def test_a_cut_copy_lacks_one_paragraph():
    assert len(pairs("cut")) > 5
    for copy, source in pairs("cut"):
        one, other = (body_of(first(each)).split("\n\n") for each in (copy, source))
        assert len(one) == len(other) - 1
        assert any(one == other[:at] + other[at + 1 :] for at in range(1, len(other)))


def test_an_added_sentence_is_all_that_is_new():
    assert len(pairs("added")) > 5
    for copy, source in pairs("added"):
        one, other = (body_of(first(each)).split() for each in (copy, source))
        assert len(one) > len(other)
        more = len(one) - len(other)
        assert any(one[:at] + one[at + more :] == other for at in range(len(other) + 1))


def test_another_lead_leaves_the_rest():
    assert len(pairs("lead")) > 5
    for copy, source in pairs("lead"):
        one, other = (body_of(first(each)).split("\n\n") for each in (copy, source))
        assert one[0] != other[0]
        assert one[1:] == other[1:]


def test_the_share_of_changed_words_is_as_stated():
    assert len(pairs("words")) > 5
    for copy, source in pairs("words"):
        one, other = (body_of(first(each)).split() for each in (copy, source))
        assert len(one) == len(other)
        share = sum(a != b for a, b in zip(one, other, strict=True)) / len(one)
        assert LEAST_SHARE <= copy.truth.words_changed <= MOST_SHARE
        assert share == pytest.approx(copy.truth.words_changed, abs=1 / len(one))


def test_templates_are_alike_and_not_the_same():
    for template in TEMPLATES:
        of = [first(each) for each in some() if each.truth.template == template]
        assert len(of) > 15
        texts = [body_of(fields) for fields in of]
        assert len(set(texts)) == len(texts)
        assert len({fields["title"] for fields in of}) > 0.9 * len(of)
        numbers = [re.findall(r"Rp[\d.]+|\d+,\d+|\d+\.\d\d", text) for text in texts]
        assert len(set(map(tuple, numbers))) > 0.9 * len(texts), template
        by_bureau = defaultdict(list)
        for fields in of:
            by_bureau[fields["bureau"]].append(body_of(fields))
        alike = [
            likeness(*pair) for each in by_bureau.values() for pair in combinations(each[:12], 2)
        ]
        assert sum(alike) / len(alike) > 0.4, template
        assert max(alike) < 0.95, template


# Changes


def test_a_state_differs_from_the_one_before_as_the_truth_says():
    changed = [each for each in some() if len(each.states) > 1]
    for each in changed:
        assert len(each.truth.revisions) == len(each.states) - 1
        for change in each.truth.revisions:
            before, after = each.states[change.seq - 2], each.states[change.seq - 1]
            one, other = body_of(before), body_of(after)
            assert (before["title"] != after["title"]) == ("title" in change.kinds)
            assert (one != other) == (change.kinds != ("title",))
            assert before["fetched_at"] < change.at < after["fetched_at"]
            assert (before["updated"] == after["updated"]) == change.silent
            if "number" in change.kinds:
                assert re.sub(r"\d", "0", one) == re.sub(r"\d", "0", other)
            if "words" in change.kinds:
                pairs_of = zip(one.split(), other.split(), strict=True)
                assert sum(a != b for a, b in pairs_of) == 1
            if "added" in change.kinds:
                assert len(other) > len(one)
            if "cut" in change.kinds:
                assert len(other) < len(one)
            if "moved" in change.kinds:
                assert sorted(one.split("\n\n")) == sorted(other.split("\n\n"))
            assert not is_collision_of(before, after)


def is_collision_of(before, after) -> bool:
    class Held:
        kind, title, text = before["kind"], before["title"], before["text"]
        text_sha256 = None

    return is_collision(Held, after, "x")


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


# The archive


@pytest.fixture(scope="module")
def stock(tmp_path_factory):
    path = tmp_path_factory.mktemp("stock") / "stock.db"
    make_stock(path, SOME)
    return path


def rows(path, sql):
    db = Database(sqlite3.connect(str(path)))
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def test_the_archive_is_sound_and_a_sample(stock):
    assert problems(stock) == []
    assert rows(stock, "SELECT value FROM meta WHERE key = 'origin'") == [("sample",)]
    assert {path.name for path in stock.parent.iterdir()} <= {
        *(stock.name, truth_path(stock).name, f"{stock.name}-wal", f"{stock.name}-shm")
    }


def test_the_archive_holds_what_was_invented(stock):
    held = dict(
        rows(stock, "SELECT bureau || '/' || article_id, json_array(title, text) FROM articles")
    )
    told = {
        key: [each.states[-1][name] for name in ("title", "text")] for key, each in by_key().items()
    }
    assert {key: json.loads(value) for key, value in held.items()} == told
    found = rows(stock, "SELECT state, count(*) FROM frontier GROUP BY state")
    assert found == [("stored", SOME)]


def test_the_truth_agrees_with_the_rows(stock):
    truth = [json.loads(line) for line in truth_path(stock).read_text().splitlines()]
    assert truth == [json.loads(json.dumps(each.truth.as_dict())) for each in some()]
    revisions = dict(
        rows(
            stock,
            "SELECT bureau || '/' || article_id, count(*) FROM revisions AS r "
            "JOIN articles AS a ON a.id = r.article GROUP BY a.id",
        )
    )
    assert revisions == {each["key"]: 1 + len(each["revisions"]) for each in truth}


def test_a_session_without_haste_writes_the_same(stock, tmp_path):
    """The plain way of a crawl: a hundred at a time, every address found before it is read."""
    path, few = tmp_path / "plain.db", 400
    quick = tmp_path / "quick.db"
    make_stock(quick, few)
    events = sorted(
        (state["fetched_at"], seq > 0, number, state)
        for number, each in enumerate(articles(1, few))
        for seq, state in enumerate(each.states)
    )
    clock = times.utc(times.midnight(times.FIRST_DAY))
    with ArchiveSession.claim(path, "sample", clock=lambda: clock) as session:
        session.revisit_days = (0.25, 1.0, 7.0)
        session.open()
        session.save_bureaus(load_bureaus().values())
        for seen, again, _, state in events:
            clock = seen
            if not again:
                session.add_found(
                    [
                        Found(
                            state["url"],
                            state["bureau"],
                            state["article_id"],
                            state["kind"],
                            "feed",
                        )
                    ]
                )
            session.queue(Stored(None, state))
    for what in (
        "articles", "revisions", "credits", "tags", "article_tags", "images", "provenance",
        "ledger", "flags", "bureaus",
    ):  # fmt: skip
        assert rows(quick, f"SELECT * FROM {what}") == rows(path, f"SELECT * FROM {what}"), what
    for what in (
        "SELECT id, bureau, article_id, url, kind, state, last_status, last_try, revisits, "
        "revisit_at FROM frontier",
        "SELECT id, bureau, article_id, asked_at, outcome, status FROM observations",
        "SELECT frontier, way FROM findings",
        "SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'harga' ORDER BY rank",
    ):
        assert rows(quick, what) == rows(path, what), what


# The command


def test_the_command_says_what_it_made(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["40", "--name", "mine"]) == 0
    told = capsys.readouterr()
    assert "mine.db: 40 invented articles" in told.out
    assert "mine.truth.jsonl" in told.out
    assert told.err == ""
    assert main(["40", "--name", "mine.db"]) == 2
    assert "exists" in capsys.readouterr().err


def test_ctrl_c_leaves_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def interrupted(seed, n):
        yield from articles(seed, 30)
        raise KeyboardInterrupt

    monkeypatch.setattr("tests.stock.make.articles", interrupted)
    assert main(["40"]) == 130
    assert "not finished" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_a_kill_left_is_removed(tmp_path, monkeypatch):
    for name in ("stock-40.db.unfinished", "stock-40.db.unfinished-wal"):
        (tmp_path / name).write_text("half a stock")
    monkeypatch.chdir(tmp_path)
    assert main(["40"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "stock-40.db",
        "stock-40.truth.jsonl",
    ]
