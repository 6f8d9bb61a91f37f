"""CITATION.cff: how to cite the data set, in the Citation File Format 1.2.0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.exports.papers import said

if TYPE_CHECKING:
    from collections.abc import Mapping


def text(facts: Mapping[str, Any]) -> str:
    """Return the whole paper.

    Authors are those whose texts these are, not who exported them. No licence is named: the format
    has only those of software and open data. The day is that of the archive's last run.

    Args:
        facts: of the manifest.
    """
    day = said.as_of(facts)
    lines = [
        "cff-version: 1.2.0",
        "type: dataset",
        "message: "
        + said.scalar(
            "Cite an article by its own address (the field url), and this data set with its day "
            "and its digest."
        ),
        f"title: {said.scalar(said.title(facts))}",
        f"abstract: {said.scalar(said.description(facts))}",
        "authors:",
        f"  - name: {said.scalar(said.authors(facts))}",
        *([] if said.is_sample(facts) else [f"    website: {said.HOME}"]),
        *([f"date-released: {said.scalar(day)}"] if day else []),
        f"version: {said.scalar(said.version(facts))}",
        "identifiers:",
        "  - type: other",
        f"    value: {said.scalar('sha256:' + said.digest(facts))}",
        "    description: "
        + said.scalar("SHA-256 of the lines of SHA256SUMS that name the files of articles"),
        "keywords:",
        *(f"  - {said.scalar(word)}" for word in ("news", "Indonesia", "ANTARA")),
        *(["  - sample"] if said.is_sample(facts) else []),
    ]
    return "\n".join(lines) + "\n"
