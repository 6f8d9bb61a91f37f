"""Where one can go: indexes, latest changes, search by filters, addresses that are nearly right."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipelines.archive import ArchiveReader, ArchiveSession, Filters, limited
from pipelines.archive.states import TELLING
from pipelines.datasette import make_app
from pipelines.datasette.pages import indexes, searching
from pipelines.datasette.pages.labels import labels_in
from pipelines.datasette.pages.searching import key_typed
from pipelines.datasette.pages.shown import lag_in_words
from tests.archives import Clock, ask, stored
from tests.rightful import GONE, WITHDRAWN, make_rightful
from tests.served import pages
from tests.test_pages_lists import on

if TYPE_CHECKING:
    from collections.abc import Iterator

BEFORE, AFTER = "2026-01-20T10:00:00Z", "2026-01-21T10:00:00Z"


@pytest.fixture(scope="module")
def path(tmp_path_factory: Any) -> Path:
    """Seventy articles of bali and four others; two of them changed."""
    found: Path = tmp_path_factory.mktemp("around") / "archive.db"
    clock = Clock(BEFORE)
    with ArchiveSession.claim(found, "live", clock=clock) as session:
        session.open()
        session.store(
            [
                *(on(n, 1 + n % 28, title=f"Pasar rekaan {n}") for n in range(1, 71)),
                on(71, 5, "sumsel", kind="video", title="Gambar hidup"),
                on(72, 6, "sumsel", category="Politik", dateline_place="Ubud"),
                on(73, 7, "sumsel", dateline_place="UBUD"),
                on(74, 8, "sumsel"),
            ]
        )
        clock.now = AFTER
        changed = {"fetched_at": AFTER, "updated": None}
        session.store([on(1, 2, title="Pasar rekaan 1, lagi", **changed)])
        there = {"category": "Politik", "dateline_place": "Ubud"}
        session.store([on(72, 6, "sumsel", title="Ralat: pasar", **there, **changed)])
    return found


@pytest.fixture
def app(path: Path) -> Any:
    return make_app(path, "live", immutable=False)


def titles(page: Any) -> list[str]:
    return re.findall(r'<p><a href="/a/[a-z]+/\d+"><bdi>(.*?)</bdi>', page.text)


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


# ---- search


def test_a_search_is_turned_over(app: Any) -> None:
    seen: list[str] = []
    address, sizes = "/search?q=pasar&lang=en&bureau=bali", []
    while address:
        (page,) = pages(app, address)
        seen += titles(page)
        sizes.append(len(titles(page)))
        following = re.search(r'<a rel="next" href="(.*?)"', page.text)
        address = following[1].replace("&amp;", "&") + "&lang=en" if following else ""
    assert sizes == [30, 30, 10]
    assert len(set(seen)) == 70
    assert "Hits 61–70" in page.text
    first, whole = pages(app, "/search?q=pasar&bureau=bali&lang=en", "/search?q=hidup&lang=en")
    assert "Hits 1–30, there are more" in first.text
    assert "1 hit<" in whole.text
    assert 'rel="next"' not in whole.text


def test_json_and_csv_of_a_search_tell_the_next_page(app: Any) -> None:
    one, other, table = pages(
        app,
        "/search.json?q=pasar&bureau=bali",
        "/search.json?q=pasar&bureau=bali&page=3",
        "/search.csv?q=pasar&bureau=bali",
    )
    assert len(one.json()["articles"]) == 30
    assert one.json()["next"] == "http://localhost/search.json?q=pasar&bureau=bali&page=2"
    assert other.json()["next"] is None
    assert len(other.json()["articles"]) == 10
    assert "page=2" in table.headers["link"]


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e3", "", "\u0661", "9" * 30])
def test_a_strange_page_is_one_there_is(app: Any, page: str) -> None:
    (answer,) = pages(app, f"/search?q=pasar&page={page}")
    assert answer.status_code == 200
    assert "Traceback" not in answer.text


def test_beyond_the_last_page_that_is_shown_it_says_so(app: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(searching, "MOST_PAGES", 2)
    (page,) = pages(app, "/search?q=pasar&bureau=bali&page=2&lang=en")
    assert "narrow the search down" in page.text
    assert 'rel="next"' not in page.text


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ("bureau=sumsel", 4),
        ("kind=video", 1),
        ("section=politik", 1),
        ("place=ubud", 2),
        ("bureau=sumsel&since=2026-01-06&until=2026-01-07", 2),
        ("reporter=made+rekaan&bureau=sumsel", 4),
        ("", 30),
    ],
)
def test_filters_alone_list_what_passes_newest_first(app: Any, filters: str, count: int) -> None:
    page, data = pages(app, f"/search?{filters}", f"/search.json?{filters}")
    assert len(titles(page)) == len(data.json()["articles"]) == count
    days = [each["published"] for each in data.json()["articles"]]
    assert days == sorted(days, reverse=True)
    assert "yang terbaru lebih dahulu" in page.text


def test_filters_alone_are_turned_over(app: Any) -> None:
    one, two, three = pages(app, *[f"/search.json?bureau=bali&page={n}" for n in (1, 2, 3)])
    keys = [each["article_id"] for page in (one, two, three) for each in page.json()["articles"]]
    assert sorted(keys) == list(range(1, 71))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("since=2026-02-01&until=2026-01-01", "Since (2026-02-01) is after until (2026-01-01)."),
        ("bureau=tidak-ada", "Bureau: the archive has no “tidak-ada”."),
        ("kind=podcast", "Kind: the archive has no “podcast”."),
        ("reporter=Made+Rekan", "Perhaps: Made Rekaan."),
        ("until=besok", "“besok” is no day"),
    ],
)
def test_what_cannot_be_a_filter_is_said_and_nothing_counted(
    app: Any, asked: str, said: str
) -> None:
    (page,) = pages(app, f"/search?q=pasar&{asked}&lang=en")
    assert said in page.text
    assert "Nothing found" not in page.text
    assert titles(page) == []


def test_days_narrow_a_search_at_both_ends(app: Any) -> None:
    (page,) = pages(app, "/search.json?q=pasar&since=2026-01-03&until=2026-01-03")
    days = {each["published_day"] for each in page.json()["articles"]}
    assert days == {"2026-01-03"}


def test_nothing_found_says_what_else_to_try(app: Any) -> None:
    (page,) = pages(app, "/search?q=zzyzx&bureau=bali&lang=en")
    assert "Nothing found" in page.text
    assert 'href="/search?q=zzyzx"' in page.text
    assert 'href="/check?text=zzyzx"' in page.text


def test_a_walk_that_takes_too_long_says_so(app: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("pipelines.archive.listing.SECONDS", -1.0)
    monkeypatch.setattr(limited, "_STEPS", 1)
    (page,) = pages(app, "/search?kind=video")
    assert page.status_code == 200
    assert "dihentikan" in page.text


@pytest.mark.parametrize(
    ("typed", "leads"),
    [
        ("sumsel/71", "/a/sumsel/71"),
        (" bali/2 ", "/a/bali/2"),
        ("https://bali.antaranews.com/berita/2/pasar-rekaan", "/a/bali/2"),
        ("bali.antaranews.com/berita/2?x=1", "/a/bali/2"),
        ("bali/999", None),
        ("bali/2 pasar", None),
        ("https://bali.umpan.example/berita/2", None),
    ],
)
def test_a_key_or_an_address_leads_to_the_article(app: Any, typed: str, leads: str | None) -> None:
    import asyncio

    async def ask_for() -> Any:
        await app.invoke_startup()
        return await app.client.get("/search", params={"q": typed})

    answer = asyncio.run(ask_for())
    assert answer.headers.get("location") == leads
    assert answer.status_code == (302 if leads else 200)


def test_the_national_site_is_www() -> None:
    assert key_typed("https://www.antaranews.com/berita/5/x") == ("www", 5)
    assert key_typed("antaranews.com/berita/5") == ("www", 5)


def test_brackets_of_a_text_are_no_marks(tmp_path: Path) -> None:
    with ArchiveSession.claim(tmp_path / "a.db", "live", clock=Clock()) as session:
        session.open()
        session.store([stored(1, text="Umpama (ANTARA) - Warga [foto] menonton burung.")])
    app = make_app(tmp_path / "a.db", "live", immutable=False)
    (page,) = pages(app, "/search?q=burung")
    assert "[foto]" in page.text
    assert re.findall("<mark>(.*?)</mark>", page.text) == ["burung"]


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


# ---- silent changes: the question of Datasette and the reader agree


TITLES = [
    *(f"{word.title()}: pasar" for word in TELLING),
    *("(RALAT) pasar", "Ralat - pasar", "ralat : pasar", "[Koreksi] pasar", "“Ralat:” pasar"),
    *("Ralat pasar", "Pasar ralat: x", "Koreksian: pasar", "Ralatan: x", "Pasar", ":ralat:"),
    *("Tim revisi (baru) bekerja", "revisi(baru)", "  ralat\t: x", "Corrected] x", "'Ralat': x"),
]


@pytest.fixture
def retitled(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "archive.db"
    clock = Clock(BEFORE)
    with ArchiveSession.claim(path, "live", clock=clock) as session:
        session.open()
        session.store([on(n, 1) for n in range(1, len(TITLES) + 1)])
        clock.now = AFTER
        session.store(
            [on(n, 1, title=title, fetched_at=AFTER) for n, title in enumerate(TITLES, 1)]
        )
    return path


def test_the_question_and_the_reader_mean_the_same_by_silent(retitled: Path) -> None:
    from pipelines.archive.questions import QUESTIONS

    sql = next(each.sql for each in QUESTIONS if each.name == "diubah_diam_diam")
    with ArchiveReader(retitled) as reader:
        silent = {each["title"] for each in reader.corrected(Filters(), 100) if each["silent"]}
    for month in ("2026-01", ""):
        asked = {row[3] for row in ask(retitled, sql.replace(":bulan", f"'{month}'"))}
        assert asked == silent
    assert not ask(retitled, sql.replace(":bulan", "'2025-12'"))
    assert not ask(retitled, sql.replace(":bulan", "'2026-02'"))
    assert 0 < len(silent) < len(TITLES)


def test_a_place_is_asked_about_by_days_of_its_own_zone(tmp_path: Path) -> None:
    from pipelines.archive.questions import QUESTIONS

    sql = next(each.sql for each in QUESTIONS if each.name == "kabar_tempat")
    with ArchiveSession.claim(tmp_path / "a.db", "live", clock=Clock()) as session:
        session.open()
        night = {
            "published": "2026-02-01T00:30:00+08:00",
            "published_utc": "2026-01-31T16:30:00Z",
            "published_day": "2026-02-01",
        }
        session.store([stored(1, **night)])

    def tags(since: str, until: str) -> list[Any]:
        values = {"tempat": "Denpasar", "sejak": since, "sampai": until}
        statement = sql
        for name, value in values.items():
            statement = statement.replace(f":{name}", f"'{value}'")
        return ask(tmp_path / "a.db", statement)

    assert tags("2026-02-01", "2026-02-28")
    assert not tags("2026-01-01", "2026-01-31")
    assert tags("", "")


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
    from tests.rightful import WORDS

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
