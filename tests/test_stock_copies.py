"""The copies, templates and changes of the stock are those that its truth tells."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from itertools import combinations

import pytest

from pipelines.archive import is_collision, text_sha256
from tests.stock.copies import LEAST_SHARE, MOST_SHARE
from tests.stock.routine import TEMPLATES
from tests.stocked import body_of, by_key, first, likeness, pairs, some

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
