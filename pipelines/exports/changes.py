"""What became of each article between two exports, by their folders alone."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from pipelines.exports.index import by_bureau
from pipelines.exports.index_held import Bureaus
from pipelines.exports.sides import same_shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelines.exports.index import Entry
    from pipelines.exports.index_held import Articles
    from pipelines.exports.sides import Side

Kind = Literal["same", "added", "revised", "read_anew", "particulars", "withdrawn", "left"]
KINDS: Final[dict[Kind, str]] = {
    "same": "nothing differs",
    "added": "only the second has it; why, where the folders tell",
    "revised": "the newsroom has changed title, subtitle, text, credits or tags since the first "
    "had seen it last",
    "read_anew": "the same states of the page were read otherwise, as by a newer version of the "
    "reader",
    "particulars": "state and reader are the same, and something else differs: it was seen again, "
    "is gone from the site, its story, section or a picture is another",
    "withdrawn": "only the first has it, and it was withdrawn on request, with the day; the reason "
    "is the keeper's to know",
    "left": "only the first has it, for another reason",
}
"""What can become of an article."""
WITHDRAWN: Final = "withdrawn"
NOT_SELECTED: Final = "not_selected"
"""Why an article left: it passes the filters no more, or is not in the archive any more."""
EARLIER: Final = "earlier"
"""Why an article came: it had been read before the first export was made, and did not pass its
filters, or stood in another archive."""


class Change(NamedTuple):
    """What became of an article."""

    key: str
    kind: Kind
    why: str = ""
    """Of what came or left; "" where the folders do not tell."""
    on: str = ""
    """YYYY-MM-DD (UTC) of a withdrawal."""


def judge(old: Entry, new: Entry, *, shape: bool = True) -> Kind:
    """Return what became of an article that both exports have rows of.

    A state is newer if it was first seen after the other export's archive had last seen the
    article. One that had been there then, and is told apart from another one only now, was read
    anew.

    Args:
        old: of the first export.
        new: of the second.
        shape: whether the digests of rows can be compared.
    """
    if shape and (old.rows, old.row) == (new.rows, new.row):
        return "same"
    if old.state != new.state and (_is_newer(new, old) or _is_newer(old, new)):
        return "revised"
    if (old.state, old.extractor_version) != (new.state, new.extractor_version):
        return "read_anew"
    return "particulars" if shape else "same"


def _is_newer(one: Entry, other: Entry) -> bool:
    if one.state_first_seen and other.last_seen:
        return one.state_first_seen > other.last_seen
    return _number(one.revision) > _number(other.revision)


def _number(revision: str) -> int:
    return int(revision) if revision.isdecimal() else 0


def compare(one: Side, other: Side) -> Iterator[Change]:
    """Yield what became of each article of either export, by bureau.

    Of the first export one bureau at a time is kept in memory.

    Raises:
        ExportRefused: an index is damaged.
    """
    shape, withdrawn = same_shape(one, other), other.withdrawn
    came = _Came(one)
    with closing(Bureaus(one.index)) as bureaus, closing(by_bureau(other.index)) as groups:
        for bureau, articles in groups:
            for name, old in bureaus.passed(bureau):
                yield from _left(name, old, withdrawn)
            old = bureaus.held(bureau)
            for number, new in articles:
                key, before = f"{bureau}/{number}", old.pop(number)
                if before is not None and before.rows:
                    if new.rows:
                        yield Change(key, judge(before, new, shape=shape))
                    else:
                        yield gone(key, withdrawn, new.left_out)
                elif new.rows:
                    yield Change(key, "added", came.why(key, before, new))
            yield from _left(bureau, old, withdrawn)
        for name, old in bureaus.passed():
            yield from _left(name, old, withdrawn)


def _left(bureau: str, old: Articles, withdrawn: Mapping[str, str]) -> Iterator[Change]:
    for number, entry in old.left():
        if entry.rows:
            yield gone(f"{bureau}/{number}", withdrawn)


def gone(key: str, withdrawn: Mapping[str, str], why: str = NOT_SELECTED) -> Change:
    """Return why an article that an earlier export has is in a later one no more.

    Args:
        key: of the article.
        withdrawn: by key the day on which an article was withdrawn.
        why: what the later export says of it.
    """
    if key in withdrawn:
        return Change(key, "withdrawn", WITHDRAWN, withdrawn[key])
    return Change(key, "left", why)


class _Came:
    """Why articles of a later export were not in an earlier one."""

    def __init__(self, one: Side) -> None:
        self._withdrawn = one.withdrawn
        self._as_of = one.as_of or ""

    def why(self, key: str, before: Entry | None, new: Entry) -> str:
        if before is not None:
            return before.left_out
        if key in self._withdrawn:
            return WITHDRAWN
        return EARLIER if "" < new.state_first_seen <= self._as_of else ""
