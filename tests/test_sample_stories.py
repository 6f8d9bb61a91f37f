"""The stories of the sample site: what its newsrooms share, and nothing else, is found."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from crawler.items import Article
from crawler.layouts import extract
from pipelines.archive import ArchiveReader, ArchiveSession, Filters, Stored
from tests.archives import Clock, ask
from tests.replica import Site

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ARTICLES = 400
"""As many as `make demo` crawls."""


def pairs(groups: Iterable[set[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def shared(site: Site) -> list[set[str]]:
    """The keys of the articles that carry the same report, by the site's own word."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, url in site.traps.items():
        if name.startswith("syndicated_"):
            _, number, bureau = name.split("_")
            found[number].add(f"{bureau}/{url.split('/berita/')[1].split('/')[0]}")
    return list(found.values())


def key_of(text: str) -> tuple[str, int]:
    bureau, number = text.split("/")
    return bureau, int(number)


@pytest.mark.slow
@pytest.mark.parametrize("corrected", [False, True])
def test_the_stories_of_the_sample_site_are_those_that_it_shares(
    corrected: bool, tmp_path: Path
) -> None:
    site = Site(articles=ARTICLES)
    if corrected:
        site.correct(site.now)
    pieces = [piece for bureau in site.bureaus for piece in site.articles_of(bureau)]
    read = [extract(site.page(piece), piece.url) for piece in pieces]
    path = tmp_path / "archive.db"
    with ArchiveSession.claim(path, "sample", clock=Clock()) as session:
        session.open()
        session.store([Stored(None, each.as_dict()) for each in read if isinstance(each, Article)])
    rows: list[Any] = ask(
        path,
        "SELECT m.story, a.bureau || '/' || a.article_id FROM story_members AS m "
        "JOIN articles AS a ON a.id = m.article",
    )
    found: dict[int, set[str]] = defaultdict(set)
    for story, key in rows:
        found[story].add(key)
    wanted = pairs(shared(site))
    assert len(wanted) == 9
    assert pairs(found.values()) == wanted
    with ArchiveReader(path) as reader:
        held = sum(reader.counts().values())
        once = sum(1 for _ in reader.articles(Filters(), "story"))
        stories = [reader.story(*key_of(min(keys))) for keys in shared(site)]
    assert held - once == sum(map(len, shared(site))) - len(shared(site))
    for story, keys in zip(stories, shared(site), strict=True):
        assert story is not None
        first, *copies = story["members"]
        assert {first["key"], *(one["key"] for one in copies)} == keys
        edited = [one for one in copies if one["added"] and one["cut"]]
        assert len(edited) == 2
        for one in edited:
            (sentence,) = one["added"]
            assert sentence in site.pieces[key_of(one["key"])].paragraphs
            original = " ".join(site.pieces[key_of(first["key"])].paragraphs)
            assert all(cut in original for cut in one["cut"])
