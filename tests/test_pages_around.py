"""Where one can go: indexes, latest changes, addresses that are nearly right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from pipelines.datasette import make_app
from pipelines.datasette.pages import indexes
from pipelines.datasette.pages.labels import labels_in
from pipelines.datasette.pages.shown import lag_in_words
from tests.rightful import GONE, WITHDRAWN, WORDS, make_rightful
from tests.served import pages

if TYPE_CHECKING:
    from pathlib import Path


pytest_plugins = ["tests.around_fixtures"]


# ---- indexes


def test_all_bureaus(app: Any) -> None:
    page, slash = pages(app, "/b?lang=en", "/b/")
    assert page.status_code == slash.status_code == 200
    rows = re.findall(
        r'<a href="/b/(\w+)">.*?<td class="number">(\d+)</td><td>(.*?)</td>', page.text
    )
    assert rows == [("bali", "70", "2026-01 – 2026-01"), ("sumsel", "4", "2026-01 – 2026-01")]


@pytest.mark.parametrize(
    ("what", "name", "count"),
    [
        ("section", "Politik", 1),
        ("place", "Denpasar", 72),
        ("reporter", "Made Rekaan", 74),
        ("tag", "pasar", 74),
    ],
)
def test_the_commonest_names(app: Any, monkeypatch: Any, what: str, name: str, count: int) -> None:
    page, slash = pages(app, f"/{what}", f"/{what}/")
    assert f'<bdi>{name}</bdi></a> <span class="quiet">{count}</span>' in page.text
    assert slash.status_code == 200
    counts = [int(each) for each in re.findall(r'<span class="quiet">(\d+)</span></li>', page.text)]
    assert counts == sorted(counts, reverse=True)
    assert "yang paling sering" not in page.text
    monkeypatch.setattr(indexes, "MOST_NAMES", 0)
    (cut,) = pages(app, f"/{what}")
    assert "yang paling sering" in cut.text


def test_latest_changes_say_what_and_whether_it_was_told(app: Any) -> None:
    (page,) = pages(app, "/changes?lang=en")
    rows = re.findall(
        r'<li><a href="(.*?)"><bdi>(.*?)</bdi></a> <span class="quiet">(.*?)</span>', page.text
    )
    assert [row[:2] for row in rows] == [
        ("/a/sumsel/72/changes", "Ralat: pasar"),
        ("/a/bali/1/changes", "Pasar rekaan 1, lagi"),
    ]
    assert "silently" not in rows[0][2]
    assert "title · silently" in rows[1][2]
    one, other = pages(app, "/a/bali/1/changes?lang=en", "/a/sumsel/72/changes?lang=en")
    assert "The page told of no change." in one.text
    assert "The page told of a change." in other.text
    assert "10:00:00 UTC" in one.text


def test_changes_of_what_is_not_shown_lead_to_the_article(tmp_path: Path) -> None:
    make_rightful(tmp_path / "archive.db")
    app = make_app(tmp_path / "archive.db", "live", immutable=False)
    (page,) = pages(app, "/changes")
    assert page.status_code == 200
    for number in (GONE, WITHDRAWN):
        assert f'href="/a/bali/{number}/changes"' not in page.text


# ---- addresses that are nearly right


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("/b/BALI", "/b/bali"),
        ("/a/BALI/1", "/a/bali/1"),
        ("/a/Bali/1/changes", "/a/bali/1/changes"),
        ("/s/BALI/1", "/s/bali/1"),
        ("/a/sumsel", "/b/sumsel"),
        ("/place/ubuD.json?lang=en", "/place/UBUD.json?lang=en"),
    ],
)
def test_nearly_right_addresses_lead_on(app: Any, address: str, leads: str) -> None:
    (page,) = pages(app, address)
    assert str(page.url).removeprefix("http://localhost") == leads
    assert page.history


def test_other_spellings_are_named(app: Any) -> None:
    (page,) = pages(app, "/place/Ubud?lang=en")
    assert 'Also spelled: <a href="/place/UBUD">' in page.text


def test_an_article_without_copies_says_that_it_is_held(app: Any) -> None:
    (page,) = pages(app, "/s/sumsel/74?lang=en")
    assert page.status_code == 404
    assert "It has no copies" in page.text
    assert 'href="/a/sumsel/74"' in page.text


@pytest.mark.parametrize("address", ["/nope", "/archive/nope", "/a/x/y", "/archive/articles/0"])
def test_what_is_not_there_has_our_frame_in_both_languages(app: Any, address: str) -> None:
    page, english = pages(app, f"{address}?lang=id", f"{address}?lang=en")
    assert page.status_code == english.status_code == 404
    assert "Halaman ini tidak ada" in page.text
    assert "There is no such page" in english.text
    for each in (page, english):
        assert 'href="/search"' in each.text


# ---- lists


def test_older_pages_say_where_they_are_and_lead_back(app: Any) -> None:
    (first,) = pages(app, "/b/bali?lang=en")
    older = re.search(r'rel="next" href="(.*?)"', first.text)
    assert older
    (second,) = pages(app, f"{older[1]}&lang=en")
    assert "before 14 January 2026" in second.text
    assert '<a href="/b/bali">Newest</a>' in second.text
    assert ">Newest</a>" not in first.text


def test_a_feed_is_of_the_newest_whatever_is_asked(app: Any) -> None:
    one, other = pages(app, "/b/bali.atom", "/b/bali.atom?before=2026-01-02T00:00:00Z,1")
    assert re.findall("<entry><id>.*?</id>", one.text) == re.findall(
        "<entry><id>.*?</id>", other.text
    )


def test_gaps_that_new_year_parts_are_one() -> None:
    from pipelines.datasette.pages.bureau_days import _joined

    hole = {"verdict": "not_walked", "reason": "x"}
    holes = [
        {**hole, "first_day": "2019-10-04", "last_day": "2019-12-31"},
        {**hole, "first_day": "2020-01-01", "last_day": "2020-09-05"},
        {**hole, "first_day": "2020-09-07", "last_day": "2020-09-07"},
        {**hole, "first_day": "2020-09-08", "last_day": "2020-09-08", "verdict": "low"},
    ]
    spans = [(each["first_day"], each["last_day"]) for each in _joined(holes)]
    assert spans == [
        ("2019-10-04", "2020-09-05"),
        ("2020-09-07", "2020-09-07"),
        ("2020-09-08", "2020-09-08"),
    ]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 min later"),
        (59 * 60, "59 min later"),
        (3600 * 25, "1 d 1 h later"),
        (86_400 * 2 + 61, "2 d 1 min later"),
    ],
)
def test_how_much_later(seconds: int, words: str) -> None:
    assert lag_in_words(seconds, labels_in("en")) == words


def test_tables_lead_to_the_pages_of_articles(app: Any) -> None:
    for page in pages(app, "/archive/berita", "/archive/articles", "/archive/articles/1"):
        assert re.search(r'<a href="/a/(bali|sumsel)/\d+">\d+</a>', page.text), page.url


def test_that_an_article_was_changed_stands_before_its_text(app: Any) -> None:
    changed, unchanged = pages(app, "/a/bali/1?lang=en", "/a/bali/2?lang=en")
    before, _, after = changed.text.partition('<div class="text"')
    note = re.search(r'<p class="note">Changed after it was first archived; .*', before)
    assert note
    assert '<a href="/a/bali/1/changes">' in note[0]
    assert re.search(r"ANTARA archive: bali/1, state 2, first seen \d", after)
    assert "Changed after" not in unchanged.text
    assert "ANTARA archive: bali/2." in unchanged.text


# ---- one thing as JSON


def test_one_article_its_changes_and_a_check_as_json(app: Any) -> None:
    article, changes, check, missing = pages(
        app,
        "/a/bali/1.json",
        "/a/bali/1/changes.json",
        "/check.json?text=x&since=y",
        "/a/bali/999.json",
    )
    told = article.json()
    assert told["article"]["title"] == "Pasar rekaan 1, lagi"
    assert told["article"]["text"]
    assert (told["states"], told["sample"], told["copies"]) == (2, False, [])
    assert [each["kinds"] for each in changes.json()["changes"]] == [["title"]]
    assert changes.json()["changes"][0]["silent"] is True
    assert check.json()["answer"]["verdict"] == "cannot_tell"
    assert len(check.json()["notes"]) == 1
    assert missing.status_code == 404
    assert missing.json() == {
        "sample": False,
        "error": "not held",
        "key": "bali/999",
        "known": None,
        "held": False,
    }


@pytest.mark.parametrize("number", [GONE, WITHDRAWN])
def test_json_has_no_text_that_is_not_shown(tmp_path: Path, number: int) -> None:
    make_rightful(tmp_path / "archive.db")
    app = make_app(tmp_path / "archive.db", "live", immutable=False)
    found = pages(
        app,
        f"/a/bali/{number}.json",
        f"/a/bali/{number}/changes.json",
        f"/s/bali/{number}.json",
        f"/check.json?text={WORDS[number]}+{WORDS[number]}",
    )
    for page in found:
        assert page.headers["content-type"].startswith("application/json")
        told = page.text.replace(f"{WORDS[number]} {WORDS[number]}", "")
        assert WORDS[number] not in told, page.url
    if number == GONE:
        assert "text" not in found[0].json()["article"]
        assert found[1].status_code == 403
        return
    for page in found[:3]:
        assert page.status_code == 410
        told = page.json()
        assert (told["error"], told["key"]) == ("withdrawn", f"bali/{number}")
        assert (told["reason"], told["requested_by"]) == ("alasan rahasia", "pemohon rahasia")
