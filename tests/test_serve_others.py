"""What others are served: pages without texts, whose keeper is named, of what may be shown."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from crawler.commands.base import Refusal
from crawler.listening import resolved
from pipelines.archive import derived
from pipelines.archive.derived import Kind
from pipelines.archive.lock import SideCarLock
from pipelines.datasette import Keeper, make_app
from tests.hard import obeying_permissions, read_only
from tests.old_archives import make_first_schema
from tests.rightful import (
    GONE,
    NOW,
    SHOWN,
    WITHDRAWN,
    WORDS,
    body,
    execute,
    make_rightful,
    permit,
    stop_the_clock,
)
from tests.served import Serving, pages_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ANYBODY = ("--host", "0.0.0.0", "-s", "CONTACT=arsip@example.org")
OURS = (
    "/?lang=en",
    f"/a/bali/{SHOWN}?lang=en",
    f"/a/bali/{SHOWN}/changes?lang=en",
    f"/a/bali/{WITHDRAWN}?lang=en",
    "/a/bali/99?lang=en",
    "/search?q=burung&lang=en",
    f"/search?q={WORDS[SHOWN]}&lang=en",
    f"/check?text={quote(body(SHOWN))}&lang=en",
    f"/s/bali/{SHOWN}?lang=en",
)
DATASETTES = (
    "/archive",
    "/archive/articles?_all=1",
    "/archive/articles/1",
    "/archive/revisions",
    "/archive/images",
    "/archive/ledger",
    "/archive/articles_fts",
    "/archive/revisions_fts",
    "/archive/berita",
    "/archive/terms?_size=max",
    "/nope?lang=en",
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    make_rightful(path)
    return path


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all tests that only look at pages."""
    path = tmp_path_factory.mktemp("standing") / "archive.db"
    make_rightful(path)
    return path


@pytest.fixture(scope="module")
def titles(standing: Path) -> Path:
    return derived.make(standing, Kind.TITLES)


@pytest.fixture(scope="module")
def permitted(standing: Path) -> Path:
    return derived.make(standing, Kind.PERMITTED)


# ---- without a permission


@pytest.mark.parametrize("address", [*OURS, *DATASETTES])
def test_no_page_of_the_metadata_has_a_word_of_a_text(titles: Path, address: str) -> None:
    for page in pages_of(titles, address, address.partition("?")[0] + ".json", kind=Kind.TITLES):
        assert page.status_code in (200, 403, 404, 410), page.text
        # But for what was asked, which stands in the page's own address, title and form.
        text = page.text.replace(f"q={WORDS[SHOWN]}", "").replace(f'value="{WORDS[SHOWN]}"', "")
        text = re.sub(r"<title>.*?</title>|<a class=.language.*?</a>", "", text)
        for word in WORDS.values():
            assert word.lower() not in text.lower()


def test_the_pages_of_the_metadata_say_why_and_where_to_read(archive: Path) -> None:
    made = derived.make(archive, Kind.TITLES)
    article, gone, withdrawn, changes, check, front = pages_of(
        made,
        *(f"/a/bali/{number}?lang=en" for number in (SHOWN, GONE, WITHDRAWN)),
        f"/a/bali/{SHOWN}/changes?lang=en",
        "/check?text=burung&lang=en",
        "/?lang=en",
        kind=Kind.TITLES,
    )
    assert "No written permission" not in gone.text
    assert "no written permission of ANTARA" in article.text
    assert f'href="https://bali.antaranews.com/berita/{SHOWN}/' in article.text
    assert "Made Rekaan" in article.text
    assert "2 states" in article.text
    assert f'href="/a/bali/{SHOWN}/changes"' not in article.text
    assert "gone from the site since 29 November 2026" in gone.text
    assert "withdrawn on request on 29 November 2026" in withdrawn.text
    for refused in (changes, check):
        assert refused.status_code == 403
        assert "no written permission of ANTARA" in refused.text
    assert 'href="/check"' not in front.text
    assert "Titles and particulars of articles only" in front.text


def test_titles_are_found_in_the_metadata(archive: Path) -> None:
    made = derived.make(archive, Kind.TITLES)
    ours, text, table = pages_of(
        made,
        "/search?q=judul&lang=en",
        f"/search?q={WORDS[SHOWN]}&lang=en",
        "/archive/articles.json?_search=judul&_shape=array",
        kind=Kind.TITLES,
    )
    assert "2 hits" in ours.text
    assert "<mark>Judul</mark> burung nomor 1" in ours.text
    assert "Nothing found" in text.text
    assert len(table.json()) == 2


# ---- with one, and on the own machine


@pytest.mark.parametrize("address", [*OURS, *DATASETTES])
def test_with_a_permission_no_page_has_a_word_of_a_text_that_is_gone(
    permitted: Path, address: str
) -> None:
    both = address, address.partition("?")[0] + ".json"
    for page in pages_of(permitted, *both, kind=Kind.PERMITTED):
        for number in (GONE, WITHDRAWN):
            assert WORDS[number].lower() not in page.text.lower()
            assert page.status_code in (200, 403, 404, 410)


def test_with_a_permission_texts_are_shown_and_checked(archive: Path) -> None:
    made = derived.make(archive, Kind.PERMITTED)
    article, changes, search, check = pages_of(
        made,
        f"/a/bali/{SHOWN}?lang=en",
        f"/a/bali/{SHOWN}/changes?lang=en",
        f"/search?q={WORDS[SHOWN]}&lang=en",
        f"/check?text={quote(body(SHOWN))}&lang=en",
        kind=Kind.PERMITTED,
    )
    assert WORDS[SHOWN] in article.text
    assert "ternyata ada dua ekor" in changes.text
    assert f"<mark>{WORDS[SHOWN]}</mark>" in search.text
    assert "<h2>Verbatim</h2>" in check.text


def test_on_the_own_machine_our_pages_leave_a_text_that_is_gone_out_too(archive: Path) -> None:
    word, why = WORDS[GONE], "gone from the site"
    altered = body(GONE).replace("pagi", "malam")
    article, changes, search, check, other = pages_of(
        archive,
        f"/a/bali/{GONE}?lang=en",
        f"/a/bali/{GONE}/changes?lang=en",
        f"/search?q={word}&lang=en",
        f"/check?text={quote(altered.replace(word, 'Xyz'))}&lang=en",
        f"/check?text={quote(body(SHOWN))}&lang=en",
    )
    for page in (article, changes, check):
        assert word not in page.text
        assert why in page.text
    assert changes.status_code == 403
    assert "1 hit" in search.text
    assert "<mark>" not in search.text
    assert why in search.text
    assert f"Judul burung nomor {GONE}" in check.text  # whose it is may be said
    assert "<h2>Verbatim</h2>" in other.text


def test_on_the_own_machine_a_withdrawn_article_says_so_and_is_nowhere_else(archive: Path) -> None:
    said, changes, story, *nowhere = pages_of(
        archive,
        f"/a/bali/{WITHDRAWN}?lang=id",
        f"/a/bali/{WITHDRAWN}/changes?lang=id",
        f"/s/bali/{WITHDRAWN}?lang=id",
        f"/search?q={WORDS[WITHDRAWN]}&lang=en",
        f"/check?text={quote(body(WITHDRAWN))}&lang=en",
        "/?lang=en",
        "/b/bali?lang=en",
        "/b/bali.json",
        "/b/bali.atom",
        "/changes?lang=en",
        f"/s/bali/{SHOWN}?lang=en",
        "/reporter/Made%20Rekaan.csv",
        "/tag/pasar.json",
        "/archive/berita.json",
        "/archive/articles.json",
    )
    for page in (said, changes, story):
        assert page.status_code == 410
        assert "Artikel ini ditarik atas permintaan pada 29 November 2026" in page.text
        assert "Alasan: alasan rahasia" in page.text
        assert f"Judul burung nomor {WITHDRAWN}" in page.text
        assert WORDS[WITHDRAWN] not in page.text
    assert [page.status_code for page in nowhere] == [200] * len(nowhere)
    for page in nowhere:
        assert f"Judul burung nomor {WITHDRAWN}" not in page.text
        assert f"bali/{WITHDRAWN}" not in page.text.replace("/archive", "")
    assert "Nothing found" in nowhere[0].text


def test_a_tombstone_that_nobody_but_sql_has_put_withholds_the_text_all_the_same(
    archive: Path,
) -> None:
    execute(archive, f"INSERT INTO tombstones VALUES ('bali', {SHOWN}, '{NOW}', 'x', NULL)")
    article, check = pages_of(
        archive, f"/a/bali/{SHOWN}?lang=en", f"/check?text={quote(body(SHOWN))}&lang=en"
    )
    for page in (article, check):
        assert "was withdrawn on request" in page.text
    assert WORDS[SHOWN] not in article.text
    made = derived.make(archive, Kind.PERMITTED)
    assert WORDS[SHOWN].encode() not in made.read_bytes()


def test_a_story_compares_no_text_that_is_not_shown(archive: Path) -> None:
    address = f"/s/bali/{SHOWN}?lang=en"
    for kind in (None, Kind.TITLES, Kind.PERMITTED):
        path = derived.make(archive, kind) if kind else archive
        (page,) = pages_of(path, address, kind=kind)
        assert page.status_code == 200
        for number in (GONE, WITHDRAWN):
            assert WORDS[number] not in page.text


@pytest.mark.parametrize("kind", [Kind.TITLES, Kind.PERMITTED])
def test_others_cannot_take_all_of_it_at_once(archive: Path, kind: str) -> None:
    made = derived.make(archive, kind)
    file, table, page = pages_of(
        made, "/archive.db", "/archive/articles.csv?_stream=1", "/archive", kind=kind
    )
    assert file.status_code == 403
    assert table.status_code == 400
    assert "Download SQLite DB" not in page.text


# ---- who runs it


@pytest.mark.parametrize("address", [*OURS, *DATASETTES])
def test_each_page_says_who_runs_it_and_that_it_is_not_antaras(
    standing: Path, address: str
) -> None:
    (page,) = pages_of(standing, address)
    assert (
        page.text.count("This site is not ANTARA&#39;s.")
        + page.text.count("This site is not ANTARA's.")
        == 1
    )
    assert "Run by Perpustakaan &lt;Rekaan&gt;." in page.text
    assert 'href="mailto:arsip@example.org"' in page.text
    assert "To have an article taken out, write to" in page.text


def test_it_says_so_in_indonesian_too(archive: Path) -> None:
    (page,) = pages_of(archive, "/?lang=id", keeper=Keeper("", "https://example.org/kontak"))
    assert "Situs ini bukan milik ANTARA. Dijalankan oleh https://example.org/kontak." in page.text
    assert 'href="https://example.org/kontak"' in page.text
    assert "Untuk meminta artikel diturunkan, tulis ke" in page.text


def test_where_nobody_is_named_no_line_is_empty(archive: Path) -> None:
    for page in pages_of(archive, "/?lang=en", "/archive", keeper=Keeper()):
        assert "Run by" not in page.text
        assert "taken out" not in page.text


# ---- antara serve


@pytest.mark.parametrize(
    ("host", "others"),
    [
        ("127.0.0.1", False),
        ("127.9.9.9", False),
        ("localhost", False),
        ("::1", False),
        ("0.0.0.0", True),
        ("::", True),
        ("192.0.2.1", True),
        ("::ffff:192.0.2.1", True),
        ("2001:db8::1", True),
        ("169.254.1.1", True),
        ("0", True),
        ("127.1", False),
    ],
)
def test_whether_others_reach_an_address(host: str, *, others: bool) -> None:
    assert resolved(host, 8001)[1] is others


def test_a_name_is_judged_by_what_it_means(monkeypatch: pytest.MonkeyPatch) -> None:
    def means(*_: object, **__: object):
        return [(2, 1, 6, "", ("192.0.2.7", 8001))]

    monkeypatch.setattr("socket.getaddrinfo", means)
    assert resolved("localhost", 8001) == ("192.0.2.7", True)
    with pytest.raises(Refusal, match="means no address"):
        resolved(" ", 8001)


def test_beyond_this_machine_a_contact_is_needed(antara) -> None:
    make_rightful(antara.archive)
    result = antara("serve", "--host", "0.0.0.0", "--port", "0")
    assert (result.status, result.out) == (2, "")
    assert "CONTACT is empty" in result.err
    assert "above the first [block]" in result.err
    assert "-s CONTACT=you@example.org" in result.err
    assert not derived.path_for(antara.archive, Kind.TITLES).exists()


@pytest.fixture
def served(antara, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[dict, str]]:
    """Runs `antara serve` up to where it would listen: what it serves, and what it said."""
    given: dict = {}

    def noted(path: Path, origin: str, **how: object) -> object:
        given.clear()
        given.update(how, path=path, origin=origin)
        return make_app(path, origin, **how)

    def serve(*words: str) -> tuple[dict, str]:
        result = antara("serve", "--port", "0", *words)
        assert result.status == 0, result.err
        return dict(given), result.err

    monkeypatch.setattr("pipelines.datasette.make_app", noted)
    monkeypatch.setattr("uvicorn.Server.run", lambda *_, **__: None)
    return serve


@pytest.mark.parametrize("kind", list(Kind))
def test_what_others_get_is_never_changed_under_them(antara, served, kind: Kind) -> None:
    make_rightful(antara.archive)
    if kind is Kind.PERMITTED:
        permit(antara.archive)
    here, _ = served()
    assert (here["path"], here["immutable"], here["derived"]) == (antara.archive, False, None)
    made = derived.path_for(antara.archive, kind)
    for words in (ANYBODY, ("--public-name", "arsip.example.org", *ANYBODY[2:])):
        there, said = served(*words)
        assert (there["path"], there["immutable"], there["derived"]) == (made, True, kind)
        assert there["any_sql"] is False
        assert f"of the archive they get what is in {made.name} and nothing else" in said


def test_a_sample_is_served_as_any_archive_is(antara, served) -> None:
    make_rightful(antara.archive, "sample")
    there, said = served(*ANYBODY)
    assert there["derived"] == Kind.TITLES
    assert "A sample is served as any archive is." in said
    assert "without texts while none is on record" in antara("permission").err
    permit(antara.archive, origin="sample")
    assert served(*ANYBODY)[0]["derived"] == Kind.PERMITTED


@pytest.mark.parametrize(
    ("until", "hour", "kind"),
    [
        ("2026-11-29", 16, Kind.PERMITTED),
        ("2026-11-29", 17, Kind.TITLES),  # half past midnight in Jakarta
        ("2026-11-30", 17, Kind.PERMITTED),
    ],
)
def test_a_permission_ends_with_a_day_of_jakarta(
    antara, served, monkeypatch: pytest.MonkeyPatch, until: str, hour: int, kind: Kind
) -> None:
    make_rightful(antara.archive)
    permit(antara.archive, until=until)
    stop_the_clock(monkeypatch, dt.datetime(2026, 11, 29, hour, 30, tzinfo=dt.UTC))
    assert served(*ANYBODY)[0]["derived"] == kind


def test_a_second_server_waits_for_the_file_that_the_first_one_makes(
    antara, served, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_rightful(antara.archive)
    lock = SideCarLock.take(derived.path_for(antara.archive, Kind.TITLES))
    monkeypatch.setattr("pipelines.archive.derived.time.sleep", lambda _: lock.release())
    there, said = served(*ANYBODY)
    assert there["derived"] == Kind.TITLES
    assert "Waiting for up to 10 minutes: " in said
    assert "is being written by process" in said


def test_an_archive_in_the_place_of_the_file_is_left_alone(antara) -> None:
    make_rightful(antara.archive)
    place = derived.path_for(antara.archive, Kind.TITLES)
    make_rightful(place)
    before = place.read_bytes()
    result = antara("serve", "--port", "0", *ANYBODY)
    assert result.status == 2
    assert f"{place} stands where the file for others belongs" in result.err
    assert place.read_bytes() == before


def test_without_a_permission_others_get_titles_and_never_the_archive(archive: Path) -> None:
    permit(archive, "dataset")
    before = archive.read_bytes()
    with Serving(archive, *ANYBODY, ANTARA_OPERATOR="Perpustakaan Rekaan") as served:
        made = derived.path_for(archive, Kind.TITLES)
        assert any(
            line.startswith("No permission to show texts to others is on record")
            and line.endswith(f"titles and particulars only are served, from {made}.")
            for line in served.said
        )
        status, article = served.get(f"a/bali/{SHOWN}?lang=en")
        assert status == 200
        assert "Run by Perpustakaan Rekaan." in article
        assert WORDS[SHOWN] not in article
        assert served.get("archive/articles.json?_shape=array&_col=text")[1].count(": null") >= 2
    assert archive.read_bytes() == before


@pytest.mark.slow
def test_with_a_permission_others_get_texts_until_it_ends(archive: Path) -> None:
    numbers = permit(archive, "serve", until="2099-12-31")
    with Serving(archive, *ANYBODY) as served:
        told = f"Texts are served by permission {numbers[0]}, by Redaksi Rekaan, 2026-11-01 until"
        assert any(line.startswith(told) for line in served.said)
        assert WORDS[SHOWN] in served.get(f"a/bali/{SHOWN}?lang=en")[1]
        assert WORDS[GONE] not in served.get("archive/articles/2")[1]


@pytest.mark.slow
def test_the_file_of_a_permission_that_has_ended_is_removed(archive: Path) -> None:
    permit(archive, "serve", until="2026-11-02")
    made = derived.make(archive, Kind.PERMITTED)
    with Serving(archive, *ANYBODY):
        assert not made.exists()
    made.write_text("somebody else's")
    derived.forget(archive, Kind.PERMITTED)
    assert made.exists()


@pytest.mark.slow
def test_the_metadata_can_be_served_elsewhere_by_itself(archive: Path) -> None:
    made = derived.make(archive, Kind.TITLES)
    archive.unlink()
    with Serving(made, *ANYBODY) as served:
        assert served.get(f"a/bali/{SHOWN}?lang=en")[0] == 200
    assert [each.name for each in made.parent.glob("*.db")] == [made.name]


@pytest.mark.slow
def test_our_pages_work_where_the_archive_cannot_be_written(archive: Path) -> None:
    with (
        read_only(archive, archive.parent),
        Serving(archive, before=obeying_permissions()) as served,
    ):
        assert any("the archive is served as immutable" in line for line in served.said)
        for address in OURS:
            assert served.get(address.removeprefix("/"))[0] in (200, 403, 404, 410)
        assert WORDS[SHOWN] in served.get(f"a/bali/{SHOWN}")[1]
        assert not list(archive.parent.glob("*-shm"))


def test_an_older_schema_is_refused_with_what_migrates_it(antara) -> None:
    make_first_schema(antara.archive)
    result = antara("serve", "--port", "0")
    assert (result.status, result.out) == (2, "")
    assert "'antara migrate' brings it up to date" in result.err
    assert "Traceback" not in result.err
