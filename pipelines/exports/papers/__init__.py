"""What stands beside the files of an export, for people and for the programs they use.

One module a paper. Each is a function from the facts of the manifest (`manifest.manifest`) to the
whole text: it asks no clock, no disk and no network, so that the same facts give the same bytes.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from pipelines.exports.papers import card, citation, croissant, datapackage, figures

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PAPERS: Final[dict[str, Callable[[Mapping[str, Any]], str]]] = {
    "README.md": card.text,
    "datapackage.json": datapackage.text,
    "croissant.json": croissant.text,
    "CITATION.cff": citation.text,
    **{name: partial(figures.figure, key=name) for name in figures.FIGURES},
}
"""The papers by the names of their files."""
