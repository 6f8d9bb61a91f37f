"""Who says of a text that machines may not be trained with it, and what a purpose lets out. Pure.

It fails closed: what is not understood counts as reserved, and nothing is ever called granted.
docs/rights.md says the same to people.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Literal

from pipelines.archive.permissions import AI_TRAINING, DATASET

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

AiUse = Literal["reserved", "unstated"]
PURPOSES: Final[dict[str, str]] = {
    "personal": "to read, search and count oneself",
    "research": "to study the texts, without training AI with them",
    "newsroom": "to work with the texts in a newsroom",
    AI_TRAINING: "to train or evaluate AI with the texts",
}
"""What texts are exported for, and what each means. AI training has the name of the scope that
allows it; the setting PURPOSE repeats the names."""
NOTICE: Final = "rights_notice"
"""What `reserved_by` calls the notice that people read on the page."""

RESERVING: Final = (*("noai", "noimageai", "noarchive", "nocache", "noindex", "none", "nosnippet"),)
"""Directives of robots after which a text counts as reserved. Only the first two are about AI; but
who wants a page neither listed, kept nor quoted has not offered it for training."""
_DIRECTIVES: Final = re.compile(r"[\w-]+")
_NO_SNIPPET: Final = re.compile(r"max-snippet\s*:\s*0+(?!\d)", re.IGNORECASE)
"""What says nosnippet in a number."""
_RESERVES_NOTHING: Final = re.compile(
    r"(?:tdm-reservation\s*:\s*0|tdm-policy\s*:[^,]*)(?:\s*,\s*|\Z)", re.IGNORECASE
)


def reserved_by(article: Mapping[str, Any]) -> list[str]:
    """Return the carriers that reserve a text, in alphabetical order; [] where none does.

    >>> reserved_by({"rights_notice": None, "signals": [{"carrier": "tdm_meta", "value": "1"}]})
    ['tdm_meta']

    Args:
        article: with rights_notice and signals (each a carrier and a value).
    """
    if not article["signals"] and not article["rights_notice"]:  # as of most articles
        return []
    found = {s["carrier"] for s in article["signals"] if _reserves(s["carrier"], s["value"])}
    if (article["rights_notice"] or "").strip():
        found.add(NOTICE)
    return sorted(found)


def ai_use(carriers: Sequence[str]) -> AiUse:
    """Return what a row says of use for AI, by what `reserved_by` found."""
    return "reserved" if carriers else "unstated"


def _reserves(carrier: str, value: str) -> bool:
    if carrier in ("robots_meta", "x_robots_tag"):
        said = {word.casefold() for word in _DIRECTIVES.findall(value)}
        return not said.isdisjoint(RESERVING) or _NO_SNIPPET.search(value) is not None
    if carrier in ("tdm_meta", "tdm_header"):
        return any(said.strip() != "0" for said in value.split(","))
    if carrier == "tdmrep":
        # As `tdmrep.said_of` writes it. Taken away what reserves nothing, nothing may be left.
        return not value.strip() or _RESERVES_NOTHING.sub("", value.strip()) != ""
    # A policy is the address of terms: the protocol heeds it only where something is reserved.
    return carrier != "tdm_policy"


def gate(purpose: str, permission: Mapping[str, Any] | None) -> Callable[[AiUse], bool]:
    """Return what tells whether a text may leave for a purpose.

    Args:
        purpose: one of `PURPOSES`.
        permission: that allows what `scope_of` the purpose says; None where none does.

    Raises:
        ValueError: unknown purpose.
    """
    if purpose not in PURPOSES:
        raise ValueError(f"Unknown purpose {purpose!r}; it is one of {', '.join(PURPOSES)}.")

    def may_leave(use: AiUse) -> bool:
        return purpose != AI_TRAINING or use == "unstated" or permission is not None

    return may_leave


def scope_of(purpose: str | None) -> str:
    """Return the scope of the permission that an export for a purpose rests on."""
    return AI_TRAINING if purpose == AI_TRAINING else DATASET
