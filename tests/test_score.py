"""`make score` on a small site: the table says what was compared, and mistakes are told."""

from __future__ import annotations

import copy

import pytest

from tests import score
from tests.replica import Site
from tests.score import compare, difference, main, percent, table

ARTICLES = "100"


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(seed=1, articles=100)


def rows(site: Site) -> list[score.Row]:
    return copy.deepcopy(site.truth())


@pytest.mark.slow
def test_every_field_is_exact_on_pages_and_in_a_crawled_archive(capsys) -> None:
    status = main(["--articles", ARTICLES])
    out = capsys.readouterr().out
    assert status == 0, out
    assert "extract: 100 of 100 articles (recall 100 %), 0 false rows" in out
    assert "crawl: 100 of 100 articles (recall 100 %), 0 false rows" in out
    heads = [line.split() for line in out.splitlines() if line.startswith("  field")]
    assert heads == [["field", "exact", "of", "rate", "amp", "g1", "g2", "g3", "r"]] * 2
    for line in out.splitlines():
        if line.startswith("  ") and not line.startswith("  field"):
            _, exact, of, *rates = line.split()
            assert exact == of
            assert set(rates) <= {"100", "%", "-"}, line


@pytest.mark.slow
def test_redesign_is_exact_in_text_title_and_key(capsys) -> None:
    status = main(["--articles", ARTICLES, "--redesign", "--no-crawl"])
    out = capsys.readouterr().out
    assert status == 0, out
    assert "crawl:" not in out
    assert "generic" in out.splitlines()[1]


def test_a_mistake_gives_exit_status_1_and_is_shown(capsys, monkeypatch) -> None:
    def broken(html: bytes, url: str):
        found = real(html, url)
        if getattr(found, "kind", None) == "photo":
            found.title = f"{found.title} - ANTARA"
        return found

    real = score.extract
    monkeypatch.setattr(score, "extract", broken)
    assert main(["--articles", ARTICLES, "--no-crawl"]) == 1
    out = capsys.readouterr().out
    line = next(one for one in out.splitlines() if one.startswith("  title "))
    exact, of = map(int, line.split()[1:3])
    assert 0 < exact < of == 100
    assert "- ANTARA'" in out


def test_the_truth_agrees_with_itself(site: Site) -> None:
    perfect = compare("x", site.truth(), rows(site))
    assert perfect.is_perfect
    assert perfect.rate("text") == (100, 100)
    assert sum(perfect.rate("text", one)[1] for one in perfect.layouts) == 100


def test_each_kind_of_mistake_counts(site: Site) -> None:
    held = rows(site)
    gone = held.pop(0)
    wrong = held[0]
    wrong["text"] = (wrong["text"] or "") + " "
    extra = {**held[1], "article_id": 1, "url": "https://sumsel.antaranews.com/berita/1/x"}
    result = compare("x", site.truth(), [*held, extra, held[2]])
    assert result.missing == [gone["url"]]
    assert result.false == [f"{held[2]['url']} (a second row)", extra["url"]]
    assert [(name, url) for name, url, _, _ in result.mistakes] == [("text", wrong["url"])]
    assert (result.found, result.articles) == (99, 100)
    assert not result.is_perfect
    shown = table([result])
    assert "99 of 100 articles (recall 99.0 %), 2 false rows" in shown
    assert f"missing: {gone['url']}" in shown


def test_flags_are_sets(site: Site) -> None:
    held = rows(site)
    for one in held:
        one["flags"] = list(reversed(one["flags"])) * 2
    assert compare("x", site.truth(), held).is_perfect
    held[0]["flags"] = ["zone_assumed"]
    assert [one[0] for one in compare("x", site.truth(), held).mistakes] == ["flags"]


def test_nothing_read_is_not_perfect(site: Site) -> None:
    assert not compare("x", [], []).is_perfect
    assert not compare("x", site.truth(), []).is_perfect


def test_what_only_a_listing_knows_is_asked_of_the_crawl_alone(site: Site) -> None:
    from_feed = [one for one in site.truth() if one["published_source"] == "feed"]
    assert from_feed
    pages = score.read_pages(site)
    assert pages.is_perfect
    assert pages.rate("published") == (100 - len(from_feed), 100 - len(from_feed))
    assert pages.rate("text") == (100, 100)


def test_percent_never_rounds_up_to_all() -> None:
    assert percent(3, 3) == "100 %"
    assert percent(9999, 10000) == "99.9 %"
    assert percent(1, 3) == "33.3 %"
    assert percent(0, 0) == "-"


def test_difference_shows_where_two_values_part() -> None:
    read, true = difference("a" * 300 + "x", "a" * 300 + "y")
    assert read.endswith("x'")
    assert true.endswith("y'")
    assert len(read) < 80


def test_unknown_bureau_is_named(capsys) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(["--bureaus", "sumse"])
    assert leaving.value.code == 2
    assert "sumse" in capsys.readouterr().err
