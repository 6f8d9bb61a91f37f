"""`antara fixture`: a case for review, or a line that says why there is none."""

from __future__ import annotations

import json
import secrets

import pytest

from crawler.commands import fixture
from crawler.fixtures import case as cases
from crawler.given_page import GivenPage
from crawler.items import Article, Fate, Flag, LedgerEntry, Residue
from crawler.layouts import extract
from tests import archives
from tests.command_line import run_antara
from tests.layout_pages import SENTENCES, URL, paragraphs, regional
from tests.minisite import ROBOTS
from tests.servers import Server, answer
from tests.test_layouts_golden import ALWAYS, ARTICLE_FIELDS, CHECKS, unreviewed

HTML = regional(paragraphs(*SENTENCES)).replace(
    "</head>", f"<link rel='canonical' href='{URL}'></head>"
)


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(HTML, encoding="utf-8")
    return path


@pytest.fixture
def make(antara, tmp_path):
    """Makes a case below a temporary folder."""
    return lambda *words: antara("fixture", *map(str, words), "--into", str(tmp_path / "cases"))


def read(folder, name):
    return json.loads((folder / name).read_text(encoding="utf-8"))


def test_a_case_is_written_for_review(make, page, tmp_path):
    result = make(page, "two-credits")
    folder = tmp_path / "cases" / "r" / "two-credits"
    assert (result.status, result.err) == (0, "")
    assert result.out.splitlines()[0] == f"{folder}: page.html, expected.json, meta.json"
    assert "take 'reviewed' out of meta.json" in result.out
    assert sorted(each.name for each in folder.iterdir()) == [
        "expected.json",
        "meta.json",
        "page.html",
    ]
    meta, want = read(folder, "meta.json"), read(folder, "expected.json")
    assert meta["synthetic"] is True
    assert meta["reviewed"] is False
    assert meta["imitates"] == "sumsel.antaranews.com, 2023"
    assert meta["note"] == ""
    assert sorted(meta) == ["imitates", "note", "reviewed", "seen", "synthetic", "url"]
    found = extract((folder / "page.html").read_bytes(), meta["url"])
    assert isinstance(found, Article)
    assert (want["title"], want["text"], want["url"]) == (found.title, found.text, meta["url"])
    assert set(want) - ARTICLE_FIELDS - CHECKS == set()
    assert set(want) >= ALWAYS
    assert "Rekaan" not in "".join(each.read_text() for each in folder.iterdir())


def test_the_golden_test_fails_until_it_is_reviewed(make, page, tmp_path, monkeypatch):
    from tests import test_layouts_golden as golden

    make(page, "two-credits")
    monkeypatch.setattr(golden, "FIXTURES", tmp_path / "cases")
    monkeypatch.setattr(golden, "load", golden.load.__wrapped__)
    monkeypatch.setattr(golden, "read", golden.read.__wrapped__)
    with pytest.raises(pytest.fail.Exception) as failure:
        golden.test_case_is_complete_and_synthetic("r/two-credits")
    assert str(failure.value) == unreviewed("r/two-credits")
    assert "tests/fixtures/r/two-credits/meta.json" in str(failure.value)
    for field, want in golden.load("r/two-credits", "expected.json").items():
        if want or field not in golden.DEMANDS:
            golden.test_field("r/two-credits", field)
    path = tmp_path / "cases" / "r" / "two-credits" / "meta.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    del meta["reviewed"]
    path.write_text(json.dumps(meta | {"note": "Two credits."}), encoding="utf-8")
    golden.test_case_is_complete_and_synthetic("r/two-credits")


def test_a_page_that_is_refused_goes_to_not_articles(make, page, tmp_path):
    page.write_text("<title>404 - Halaman tidak ditemukan</title><h1>Oops</h1>", encoding="utf-8")
    assert make(page, "soft", "--url", URL).status == 0
    folder = tmp_path / "cases" / "not_articles" / "soft"
    assert read(folder, "expected.json") == {"not_an_article": "soft_404"}
    assert read(folder, "meta.json")["imitates"] == "sumsel.antaranews.com"


def test_a_case_of_a_layout_that_is_not_written_yet(make, page, tmp_path):
    unknown = HTML.replace("print_content", "lembar").replace("post-", "kabar-")
    page.write_text(unknown.replace("simple-here", "di-sini").replace("font17", "besar"))
    as_today = make(page, "as-today")
    assert as_today.status == 0, as_today.err
    assert "declare" not in as_today.out
    today = read(tmp_path / "cases" / "generic" / "as-today", "expected.json")
    assert (today["layout"], "generic_layout" in today["flags_contain"]) == ("generic", True)
    result = make(page, "redesign", "--layout", "r2")
    assert (result.status, result.err) == (0, "")
    assert "declare the layout 'r2': docs/a-new-layout.md" in result.out.splitlines()[-1]
    want = read(tmp_path / "cases" / "r2" / "redesign", "expected.json")
    assert (want["layout"], want["flags_contain"]) == ("r2", [])
    assert "generic_layout" in want["flags_exclude"]
    assert "declare" not in make(page, "known", "--layout", "g3").out


def test_what_only_the_generic_layout_says_is_not_expected_of_another_one():
    removed = [
        ("heading", "Judul rekaan"),  # above the text: no container that is known begins there
        None,
        ("read_also", "Baca juga: kabar lain"),
        ("not_text", "Olahraga"),
    ]
    ledger = [
        LedgerEntry(Fate.REMOVED, Residue(each[0]), each[1], 9)
        if each
        else LedgerEntry(Fate.KEPT, None, "Umpama (ANTARA) - Kabar.", 20)
        for each in removed
    ]
    flags = [Flag.GENERIC_LAYOUT, Flag.SHORT_TEXT]
    found = archives.article(layout="generic", flags=flags, ledger=ledger)
    today, other = cases.expected(found), cases.expected(found, "r2")
    assert today["removed"] == [list(each) for each in removed if each]
    assert other["removed"] == [["read_also", "Baca juga: kabar lain"]]
    assert today["flags_contain"] == flags
    assert other["flags_contain"] == [Flag.SHORT_TEXT]
    assert cases.expected(found, "generic") == today


@pytest.mark.parametrize("name", ["R2", "2r", "r-2", "r" * 17, "../r", "not_articles"])
def test_the_name_of_a_layout_is_checked(make, page, name, tmp_path):
    result = make(page, "redesign", "--layout", name)
    assert result.status == 2
    assert f"--layout '{name}' is no name of a layout" in result.err
    assert not (tmp_path / "cases").exists()


def test_a_page_that_is_no_article_proves_no_layout(make, page, tmp_path):
    page.write_text("<title>404 - Halaman tidak ditemukan</title><h1>Oops</h1>", encoding="utf-8")
    result = make(page, "soft", "--url", URL, "--layout", "r2")
    assert result.status == 1
    assert "Nothing written: the page is read as no article (soft_404)" in result.err
    assert not (tmp_path / "cases").exists()


def test_nothing_is_overwritten(make, page):
    assert make(page, "two-credits").status == 0
    again = make(page, "two-credits")
    assert again.status == 2
    assert "r/two-credits is there already; choose another NAME" in again.err


def test_a_name_is_one_cases_in_all_layouts(make, page, tmp_path):
    (tmp_path / "cases" / "g2" / "two-credits").mkdir(parents=True)
    result = make(page, "two-credits")
    assert result.status == 2
    assert "g2/two-credits is there already" in result.err


@pytest.mark.parametrize("name", ["Zwei", "a_b", "a--b", "-a-", "../x", "a/b", "", "x" * 61])
def test_a_name_is_checked(make, page, name, tmp_path):
    result = make(page, name)
    assert result.status == 2
    assert result.err.count("\n") == 1
    assert not (tmp_path / "cases").exists()


def test_a_leak_is_named_and_nothing_written(make, page, tmp_path):
    page.write_text(
        HTML.replace("<main", "").replace(
            "id='print_content'", "id='print_content' class='kotak-umpama'"
        ),
        encoding="utf-8",
    )
    result = make(page, "leaky")
    assert result.status == 1
    assert "the word 'umpama', in line 1 (attribute class of <div>)" in result.err
    assert "--keep" in result.err
    assert result.err.count("\n") == 1
    assert not (tmp_path / "cases").exists()
    assert make(page, "leaky", "--keep", "Umpama").status == 0


def test_a_copy_that_is_read_differently_is_written_only_anyway(make, page, tmp_path, monkeypatch):
    from crawler.fixtures import sameness

    monkeypatch.setattr(sameness, "differences", lambda one, other: ["tags: 2 instead of 3"])
    result = make(page, "other")
    assert result.status == 1
    assert "Nothing written. The copy is read in another way than the page: tags: 2" in result.err
    assert not (tmp_path / "cases").exists()
    result = make(page, "other", "--anyway")
    assert result.status == 0
    assert result.err.startswith("The copy is read in another way than the page: tags: 2")
    assert (tmp_path / "cases" / "r" / "other" / "page.html").exists()


def test_another_draw_is_tried_where_one_is_at_fault(monkeypatch):
    drawn = []

    def copy_of(original, seed, keep):
        drawn.append(seed)
        wrong = [] if len(drawn) == 3 else ["x"]
        return fixture.Copy(b"", seed, extract(b"", URL), [], wrong)

    monkeypatch.setattr(fixture, "copy_of", copy_of)
    best = fixture.best_copy(GivenPage(b"", URL), frozenset())
    assert best.url == drawn[2]
    assert len(set(drawn)) == 3


def test_the_seed_is_drawn_and_not_kept(make, page, tmp_path, monkeypatch):
    monkeypatch.setattr(secrets, "token_hex", lambda length: "benih-rahasia")
    make(page, "two-credits")
    for path in (tmp_path / "cases" / "r" / "two-credits").iterdir():
        assert "benih-rahasia" not in path.read_text(encoding="utf-8")


def test_outside_a_checkout_a_folder_must_be_named(antara, page, tmp_path, monkeypatch):
    monkeypatch.setattr(cases, "FOLDER", tmp_path / "nowhere")
    result = antara("fixture", str(page), "two-credits")
    assert result.status == 2
    assert "this is no checkout of the repository. Say with --into DIR" in result.err


def test_what_cannot_be_read_or_written_is_one_line(make, antara, page, tmp_path):
    assert make(tmp_path / "none.html", "x").err.startswith("Cannot read '")
    page.write_text("<p>x", encoding="utf-8")
    assert "give it with --url URL" in make(page, "x").err
    assert "does not begin with https://" in make(page, "x", "--url", "sumsel/7").err
    result = antara("fixture", str(page), "x", "--url", URL, "--into", str(page))
    assert (result.status, result.err) == (2, f"--into '{page}' is no folder.\n")
    page.write_bytes(b"\xff\xfea\x00\x00\xd8")
    result = make(page, "x", "--url", URL)
    assert result.status == 1
    assert result.err.startswith("Nothing written. The page's bytes are no utf-16-le")
    assert not (tmp_path / "cases").exists()


def test_a_case_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    from pathlib import Path

    def full(self, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(cases.CaseError, match="No space left on device"):
        cases.write_case(tmp_path / "r" / "x", {"page.html": b"x"})
    assert list((tmp_path / "r").iterdir()) == []


@pytest.mark.slow
def test_a_url_is_fetched_as_a_crawl_does(tmp_path):
    path = URL.partition(".com")[2]
    paths = {"/robots.txt": ROBOTS, path: answer(HTML.encode())}
    with Server(lambda asked: paths.get(asked.path, answer(b"", 404))) as server:
        words = ("fixture", URL, "fetched", "--into", str(tmp_path / "cases"))
        settings = {
            "ANTARA_GATEWAY": server.gateway,
            "ANTARA_DOWNLOAD_DELAY": "0",
            "ANTARA_ARCHIVE_PATH": str(tmp_path / "archive.db"),
        }
        result = run_antara(*words, cwd=tmp_path, **settings)
        missing = run_antara(
            "fixture", URL + "x", "missing", "--into", "cases", cwd=tmp_path, **settings
        )
        assert [each.path for each in server.asked][:2] == ["/robots.txt", path]
    assert result.status == 0, result.err
    assert (tmp_path / "cases" / "r" / "fetched" / "expected.json").exists()
    assert missing.status == 2
    assert "HTTP status 404" in missing.err
    assert sorted(each.name for each in tmp_path.iterdir()) == ["cases"]
