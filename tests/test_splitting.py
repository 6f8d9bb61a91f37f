"""Which split a story has: by a hash, as it was fixed, and as the strongest of several."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.archive.splitting import SPLITS, Fixed, Shares, drawn, settle, united

SHARES = Shares(90, 5, 5)
FIXED = st.builds(
    lambda split, more: Fixed(split, more if SPLITS.index(more) > SPLITS.index(split) else None),
    st.sampled_from(SPLITS),
    st.sampled_from(SPLITS),
)


DRAWN = {"test": [18, 20, 27, 38, 48], "validation": [39, 40, 63, 83, 137]}


def test_the_draw_is_the_same_everywhere_and_for_ever():
    """Never to be changed: data sets that were handed on rest on it."""
    found = {n: drawn(("bali", n), SHARES) for n in range(1, 2_000)}
    assert [n for n in found if found[n] == "test"][:5] == DRAWN["test"]
    assert [n for n in found if found[n] == "validation"][:5] == DRAWN["validation"]


def test_the_shares_are_kept():
    counts = Counter(drawn(("bali", n), Shares(80, 15, 5)) for n in range(20_000))
    assert counts["train"] == pytest.approx(16_000, rel=0.02)
    assert counts["validation"] == pytest.approx(3_000, rel=0.05)
    assert counts["test"] == pytest.approx(1_000, rel=0.1)
    assert {drawn(("bali", n), Shares(100, 0, 0)) for n in range(1_000)} == {"train"}
    assert {drawn(("bali", n), Shares(0, 100, 0)) for n in range(1_000)} == {"validation"}
    assert {drawn(("bali", n), Shares(0, 0, 100)) for n in range(1_000)} == {"test"}


@pytest.mark.parametrize("shares", [(90, 5, 4), (101, -1, 0), (0, 0, 0)])
def test_shares_make_a_hundred(shares):
    with pytest.raises(ValueError, match="100 together"):
        Shares(*shares)


@pytest.mark.parametrize(
    ("held", "split", "left_out"),
    [
        (["train", "train"], "train", set()),
        (["train", None], "train", set()),
        (["test", None, "train"], "test", {2}),
        (["train", "validation", None], "validation", {0}),
        (["validation", "test", "train"], "test", {0, 2}),
    ],
)
def test_the_strongest_of_several_stays(held, split, left_out):
    members = {("bali", n): each and Fixed(each) for n, each in enumerate(held)}
    found, kept = settle(members, SHARES)
    assert found == split
    assert {key[1] for key, fixed in kept.items() if fixed.yields_to} == left_out
    assert {fixed.side for fixed in kept.values()} == {split}


@given(FIXED, FIXED)
def test_two_records_of_an_article_are_united_the_same_either_way(one, other):
    both = united(one, other)
    assert both == united(other, one)
    assert united(both, one) == both
    assert both.side in (one.side, other.side)


@dataclass
class Archive:
    """Stories of articles, which come, merge and go, and what exports kept of them."""

    stories: list[set[int]] = field(default_factory=list)
    kept: dict[int, Fixed] = field(default_factory=dict)
    seen: dict[int, set[str]] = field(default_factory=dict)
    """By article, the splits under which anybody has seen it."""
    count: int = 0

    def add(self, story: int) -> None:
        self.count += 1
        if self.stories and story % 3:
            self.stories[story % len(self.stories)].add(self.count)
        else:
            self.stories.append({self.count})

    def merge(self, one: int, other: int) -> None:
        if self.stories:
            found = self.stories[one % len(self.stories)]
            more = self.stories.pop(other % len(self.stories))
            if more is found:
                self.stories.append(found)
            else:
                found |= more

    def withdraw(self, article: int) -> None:
        for story in self.stories:
            story.discard(article % (self.count + 1))
        self.stories = [story for story in self.stories if story]

    def export(self, shares: Shares, wanted: int) -> None:
        now: dict[str, set[int]] = {split: set() for split in SPLITS}
        for story in self.stories:
            chosen = {n for n in story if wanted >> n % 16 & 1}
            if not chosen:
                continue
            members = {("bali", n): self.kept.get(n) for n in story}
            split, kept = settle(members, shares)
            self.kept |= {key[1]: fixed for key, fixed in kept.items()}
            there = {n for n in chosen if kept["bali", n].yields_to is None}
            now[split] |= there
            assert all(there <= now[split] and not there & now[o] for o in SPLITS if o != split)
            for n in there:
                self.seen.setdefault(n, set()).add(split)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, 60)),
        st.tuples(st.just("merge"), st.integers(0, 60), st.integers(0, 60)),
        st.tuples(st.just("withdraw"), st.integers(0, 60)),
        st.tuples(
            st.just("export"),
            st.sampled_from([Shares(34, 33, 33), Shares(0, 0, 100), Shares(60, 40, 0)]),
            st.integers(0, 2**16 - 1),
        ),
    ),
    max_size=60,
)


@pytest.mark.slow
@settings(max_examples=500)
@given(STEPS)
def test_nothing_is_ever_seen_under_two_splits(steps):
    """Whatever merges and goes between exports, and whatever part of it each export takes."""
    archive = Archive()
    for n in range(12):
        archive.add(n)
    for what, *rest in steps:
        before = dict(archive.kept)
        getattr(archive, what)(*rest)
        for story in archive.stories:
            sides = {archive.kept[n].side for n in story if n in archive.kept}
            held = {before[n].side for n in story if n in before}
            # A story never becomes weaker, and once exported it is of one mind.
            assert not held or max(map(SPLITS.index, sides)) >= max(map(SPLITS.index, held))
        assert all(archive.kept[n].split == fixed.split for n, fixed in before.items())
    assert {n: splits for n, splits in archive.seen.items() if len(splits) > 1} == {}


def test_what_a_test_article_left_behind_does_not_come_back_to_train():
    """Else its copy would be trained with, once the article itself is withdrawn."""
    held = {("bali", 1): Fixed("train"), ("riau", 2): Fixed("test")}
    _, kept = settle(held, SHARES)
    split, kept = settle({("bali", 1): kept["bali", 1], ("bali", 3): None}, SHARES)
    assert (split, kept["bali", 1].yields_to, kept["bali", 3]) == ("test", "test", Fixed("test"))
