"""Why a passage is judged as it is: a code for programs and pages, a sentence for people."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from pipelines.archive.checking.passage import MOST_CHARACTERS, MOST_SENTENCES


class Reason(StrEnum):
    """What stands beside a verdict."""

    MAY_BE = "not_all_held"
    ROUTINE = "routine"
    OF_ANOTHER_DAY = "routine_of_another_day"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NO_WORD = "no_word"
    ONLY_AN_ADDRESS = "only_an_address"
    ADDRESS_HELD = "address_held"
    LEFT_OUT_BETWEEN = "left_out_between"
    OF_SEVERAL = "of_several"
    PUT_BESIDE = "put_beside"


_ROUTINE: Final = (
    "The same words are held with other days and numbers, as in reports that come every day."
)
_SENTENCES: Final = {
    Reason.MAY_BE: (
        "Nothing held says this. It may have been published all the same: not all is held, or "
        "nobody said of which days it is."
    ),
    Reason.ROUTINE: _ROUTINE,
    Reason.OF_ANOTHER_DAY: f"{_ROUTINE} This may be one of a day that is not held.",
    Reason.TOO_SHORT: "Too few words to tell, unless they are a whole title or sentence held.",
    Reason.TOO_LONG: (
        f"It is too long: only the first {MOST_CHARACTERS:,} characters, or {MOST_SENTENCES:,} "
        "sentences, were looked at."
    ),
    Reason.NO_WORD: "There is no word in it to look for.",
    Reason.ONLY_AN_ADDRESS: (
        "It is only an address, of an article that is not held: give its words."
    ),
    Reason.ADDRESS_HELD: (
        "It is only an address: 'antara read {key}' shows the article that is held."
    ),
    Reason.LEFT_OUT_BETWEEN: (
        "Each sentence stands word by word; what stands between them there is left out."
    ),
    Reason.OF_SEVERAL: "Each sentence stands word by word, but not all of them in one article.",
    Reason.PUT_BESIDE: "What is held of it stands word by word; something else was put beside it.",
}


def sentence(reason: Reason | None, key: str = "") -> str | None:
    """Return a reason in English, None for none.

    Args:
        reason: The code.
        key: The article that `ADDRESS_HELD` names.

    >>> sentence(Reason.NO_WORD)
    'There is no word in it to look for.'
    """
    return _SENTENCES[reason].format(key=key) if reason is not None else None
