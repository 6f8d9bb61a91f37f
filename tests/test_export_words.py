"""The words that rows have are all explained in the card, as the documents explain them."""

from __future__ import annotations

from pipelines.archive import tokens
from pipelines.exports.papers.words import FLAGS, PUBLISHED_SOURCES, section
from tests.command_line import REPOSITORY


def test_each_word_of_the_archive_has_its_meaning():
    assert tuple(FLAGS) == tokens.FLAGS
    assert tuple(PUBLISHED_SOURCES) == tokens.PUBLISHED_SOURCES


def test_flags_mean_what_the_document_says():
    text = (REPOSITORY / "docs/reading.md").read_text(encoding="utf-8")
    for flag, meaning in FLAGS.items():
        assert f"| `{flag}` | {meaning} |" in text


def test_only_of_fields_that_were_exported():
    told = "\n".join(section({"by_word": {"flags": {"no_text": 1_234}}}))
    assert "| `no_text` | no text; mostly photos and videos | 1,234 |" in told
    assert "| `no_date` | neither the page nor its feed says when it was published | 0 |" in told
    assert "published_source" not in told
    assert list(section({"by_word": {}})) == []
