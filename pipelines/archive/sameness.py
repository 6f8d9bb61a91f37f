"""Pure decisions between what is held under a key and what a page says now."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

AMP = "amp"
TITLE_SHARE = 0.5
"""Share of the shorter title's words that both titles must have."""
TEXT_SHARE = 0.3
"""Share of the shorter text's runs of three words that both texts must have."""
_WORDS_COMPARED = 2_000
_WORD = re.compile(r"\w+")


@dataclass(slots=True, frozen=True)
class Held:
    """What the archive holds under a key, as far as a decision needs it."""

    id: int
    kind: str
    title: str
    text: str | None
    text_sha256: str | None
    details_sha256: str | None
    layout: str
    revision: int
    """The newest revision's row."""
    seq: int
    state_sha256: str
    extractor_version: str


class Deed(Enum):
    """What to do with a page whose key is held."""

    SEEN = "only last_seen moves"
    REFRESH = "state and details are replaced in place"
    REVISE = "a revision is added"
    REFUSE = "key_collision"


def decide(
    held: Held, new: Mapping[str, Any], *, text_sha256: str | None, state_sha256: str, details: str
) -> Deed:
    """Decide between the held article and the one just read under the same key.

    - Another kind or an unrelated title is another article: refused.
    - An AMP page has no dateline and other breaks: beside a held page of another layout it only
      says that the article is still there, and it gives way in place when such a page comes.
    - The same state with the same details only moves last_seen. New details (a picture, the
      section) are taken over.
    - Another state read by another version of the extractor may be the extractor's doing, so it
      is no revision; read by the same version it is the newsroom's.

    Args:
        held: From the archive.
        new: The fields of the article just read.
        text_sha256: Its text's hash.
        state_sha256: Its state's hash.
        details: Its details' hash.
    """
    if is_collision(held, new, text_sha256):
        return Deed.REFUSE
    layout = str(new["layout"])
    if layout == AMP and held.layout != AMP:
        return Deed.SEEN
    if held.layout == AMP and layout != AMP:
        return Deed.REFRESH
    same_version = str(new["extractor_version"]) == held.extractor_version
    if state_sha256 == held.state_sha256:
        return Deed.SEEN if same_version and details == held.details_sha256 else Deed.REFRESH
    return Deed.REVISE if same_version else Deed.REFRESH


def is_collision(held: Held, new: Mapping[str, Any], text_sha256: str | None) -> bool:
    """Say whether two articles under one key are two different ones.

    They are when the kinds differ, or when neither titles nor texts are related. Newsrooms
    correct titles and texts, seldom both beyond recognition at once: half of the shorter title's
    words, or three tenths of the shorter text's runs of three words, make the two related.
    """
    if str(new["kind"]) != held.kind:
        return True
    if text_sha256 is not None and text_sha256 == held.text_sha256:
        return False
    if _share(_title_words(held.title), _title_words(str(new["title"]))) >= TITLE_SHARE:
        return False
    return _share(_runs(held.text), _runs(new.get("text"))) < TEXT_SHARE


def _share(one: set[Any], other: set[Any]) -> float:
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _title_words(title: str) -> set[str]:
    """Return a title's words without the small ones ("di", "dan"), if others are left."""
    words = _words(title)
    return {word for word in words if len(word) > 3 or word.isdigit()} or set(words) or {title}


def _runs(text: str | None) -> set[tuple[str, ...]]:
    words = _words(text or "")[:_WORDS_COMPARED]
    return set(zip(words, words[1:], words[2:], strict=False))
