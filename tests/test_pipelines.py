"""The item pipelines: one deed each, in the order of the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem
from scrapy.settings import Settings

from crawler.items import Article, Credit, Flag, Image, Kind, Role
from crawler.settings import ITEM_PIPELINES, changeable
from pipelines import deduplicate, normalise, store, validate
from pipelines.archive import (
    ArchiveReader,
    ArchiveSession,
    ArchiveWriteFailed,
    Outcome,
    Rejected,
    Stored,
)
from tests.archives import article, found, rows, stored, value

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest_plugins = ["tests.archive_fixtures"]


class Timer:
    """Stands for the looping call, which needs a running loop."""

    def __init__(self, call: Any) -> None:
        self.call = call
        self.running = False
        self.seconds = 0.0

    def start(self, seconds: float, now: bool = True) -> None:
        assert not now
        self.running, self.seconds = True, seconds

    def stop(self) -> None:
        self.running = False


class Crawler:
    """What a pipeline sees of a crawler."""

    def __init__(self, session: ArchiveSession, **values: Any) -> None:
        self.archive_session = session
        self.settings = Settings(values)


@pytest.fixture
def told(session: ArchiveSession) -> list[tuple[Outcome, str]]:
    heard: list[tuple[Outcome, str]] = []
    session.on_result = lambda outcome, result: heard.append((outcome, result))
    return heard


@pytest.fixture
def last(session: ArchiveSession, monkeypatch: pytest.MonkeyPatch) -> Iterator[store.Store]:
    monkeypatch.setattr(store, "create_looping_call", Timer)
    pipeline = store.Store.from_crawler(Crawler(session))
    pipeline.open_spider()
    yield pipeline
    pipeline.close_spider()


def test_the_order_of_the_settings() -> None:
    deeds = (normalise.Normalise, validate.Validate, deduplicate.Deduplicate, store.Store)
    names = [f"{deed.__module__}.{deed.__qualname__}" for deed in deeds]
    assert sorted(ITEM_PIPELINES, key=ITEM_PIPELINES.__getitem__) == names


# normalise


def test_what_reads_well_is_left_as_it_is() -> None:
    item = article(1)
    before = item.as_dict()
    assert normalise.Normalise().process_item(item) is item
    assert item.as_dict() == before


def test_missing_metadata_is_none_and_lists_hold_nothing_twice() -> None:
    credit, image = Credit(Role.EDITOR, "A", "Editor: A"), Image("https://x/y.jpg")
    item = article(
        1,
        category="  Ekonomi ",
        source_label=" ",
        etag="",
        subtitle=" ",
        tags=["pasar ", "", "pasar", "bali"],
        credits=[credit, credit],
        images=[image, image, Image("https://x/z.jpg")],
        flags=[Flag.SHORT_TEXT, Flag.SHORT_TEXT],
    )
    normalise.Normalise().process_item(item)
    assert (item.category, item.source_label, item.etag, item.subtitle) == (
        "Ekonomi",
        None,
        None,
        None,
    )
    assert item.tags == ["pasar", "bali"]
    assert item.credits == [credit]
    assert [each.url for each in item.images] == ["https://x/y.jpg", "https://x/z.jpg"]
    assert item.flags == ["short_text"]


def test_the_text_is_never_touched() -> None:
    text = "  Denpasar (ANTARA) -  Dua  spasi.\n\n\n\u00a0Akhir.  "
    item = article(1, text=text, title=" Judul ", pull_quote=" Kutipan ")
    normalise.Normalise().process_item(item)
    assert (item.text, item.title, item.pull_quote) == (text, " Judul ", " Kutipan ")


# validate


@pytest.mark.parametrize(
    "missing",
    [
        {"bureau": ""},
        {"bureau": None},
        {"article_id": None},
        {"article_id": 0},
        {"article_id": -4},
        {"article_id": "12"},
        {"article_id": True},
        {"article_id": 2**63},
    ],
    ids=str,
)
def test_an_article_without_a_key_is_rejected(
    session: ArchiveSession, told: list, missing: dict
) -> None:
    item = article(**{"article_id": 1, **missing})
    with pytest.raises(DropItem, match="no key"):
        validate.Validate(session).process_item(item)
    session.flush()
    assert [(o.reason, result) for o, result in told] == [("no_key", "rejected")]
    assert rows(session, "SELECT reason, seen FROM rejected") == [("no_key", item.url)]


@pytest.mark.parametrize("title", ["", "  ", None])
def test_an_article_without_a_title_is_rejected(
    session: ArchiveSession, told: list, title: str | None
) -> None:
    session.add_found([found(1)])
    with pytest.raises(DropItem, match="no title"):
        validate.Validate(session).process_item(article(1, title=title))
    session.flush()
    ((outcome, result),) = told
    assert (outcome.bureau, outcome.reason, result) == ("bali", "no_title", "rejected")
    assert rows(session, "SELECT state, reason, last_status FROM frontier") == [
        ("rejected", "no_title", 200)
    ]


@pytest.mark.parametrize(
    ("changes", "flags"),
    [
        ({}, []),
        ({"published_utc": None}, ["no_date"]),
        ({"text": None}, ["no_text"]),
        ({"text": "x" * 49}, ["short_text"]),
        ({"text": "x" * 50}, []),
        (
            {"text": None, "flags": [Flag.NO_TEXT, Flag.GENERIC_LAYOUT]},
            ["no_text", "generic_layout"],
        ),
        ({"text": None, "published_utc": None}, ["no_date", "no_text"]),
    ],
    ids=str,
)
def test_what_is_weak_is_stored_with_a_flag(
    session: ArchiveSession, changes: dict, flags: list[str]
) -> None:
    item = article(1, **changes)
    assert validate.Validate.from_crawler(Crawler(session)).process_item(item) is item
    assert item.flags == flags
    assert session.queued == 0


# deduplicate


def test_another_article_under_a_held_key_is_rejected(session: ArchiveSession, told: list) -> None:
    session.store([stored(1)])
    pipeline = deduplicate.Deduplicate.from_crawler(Crawler(session))
    with pytest.raises(DropItem, match="bali/1 holds another article"):
        pipeline.process_item(article(1, kind=Kind.PHOTO))
    session.flush()
    ((outcome, result),) = told
    assert (outcome.bureau, outcome.reason, result) == ("bali", "key_collision", "rejected")
    assert rows(session, "SELECT reason, seen FROM rejected") == [
        ("key_collision", f"photo: {article(1).title}")
    ]
    assert rows(session, "SELECT state FROM frontier") == [("stored",)]
    assert rows(session, "SELECT kind FROM articles") == [("article",)]


def test_new_changed_and_amp_articles_pass(session: ArchiveSession) -> None:
    pipeline = deduplicate.Deduplicate(session)
    session.store([stored(1)])
    for item in (article(2), article(1), article(1, title="Ralat"), article(1, "ambon")):
        assert pipeline.process_item(item) is item
    assert session.queued == 0


# store


def test_articles_are_written_by_batch_timer_and_end(
    session: ArchiveSession, told: list, last: store.Store
) -> None:
    assert (last._timer.running, last._timer.seconds) == (True, 1.0)
    item = article(1)
    assert last.process_item(item) is item
    assert session.queued == 1
    last._timer.call()
    assert session.queued == 0
    last.process_item(article(2))
    last.close_spider()
    assert session.queued == 0
    assert not last._timer.running
    assert [result for _, result in told] == ["stored", "stored"]
    assert all(isinstance(outcome, Stored) for outcome, _ in told)


def test_the_batch_size_is_a_setting(
    session: ArchiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "create_looping_call", Timer)
    store.Store.from_crawler(Crawler(session))
    assert session.batch_size == next(
        each.default for each in changeable if each.name == "BATCH_SIZE"
    )
    store.Store.from_crawler(Crawler(session, BATCH_SIZE="7"))
    assert session.batch_size == 7


def test_a_batch_that_cannot_be_written_is_logged_by_the_timer_and_raised_by_the_next_item(
    session: ArchiveSession, told: list, last: store.Store, caplog: pytest.LogCaptureFixture
) -> None:
    last.process_item(article(1))
    session._db.execute("PRAGMA query_only = ON")
    last._timer.call()
    assert "cannot be written" in caplog.text
    with pytest.raises(ArchiveWriteFailed):
        last.process_item(article(2))
    assert (session.queued, told) == (2, [])
    session._db.execute("PRAGMA query_only = OFF")
    last.process_item(article(3))
    assert [result for _, result in told] == ["stored"] * 3


def test_an_article_goes_the_whole_way(session: ArchiveSession, last: store.Store) -> None:
    deeds = [normalise.Normalise(), validate.Validate(session), deduplicate.Deduplicate(session)]
    session.add_found([found(1)])
    assert session.lease("bali")
    item: Any = article(1, tags=["pasar ", "pasar"], text=None)
    for deed in [*deeds, last]:
        item = deed.process_item(item)
    last.close_spider()
    assert isinstance(item, Article)
    assert value(session, "SELECT state FROM frontier") == "stored"
    with ArchiveReader(session.path) as reader:
        (held,) = reader.articles()
    assert (held["tags"], held["flags"], held["text"]) == (["pasar"], ["no_text"], None)


def test_what_is_queued_is_the_article_as_plain_values(
    session: ArchiveSession, last: store.Store, told: list
) -> None:
    last.process_item(article(1))
    last.flush()
    ((outcome, _),) = told
    assert not isinstance(outcome, Rejected)
    assert outcome.article == article(1).as_dict() == ItemAdapter(article(1)).asdict()
