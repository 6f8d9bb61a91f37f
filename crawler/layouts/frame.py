"""The names of classes and ids around a container: where a redesign shows first.

They decide nothing. When a bureau's pages are read worse than before, those of them that were
never met before tell a person where to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

_HIGHEST = 6
"""Elements above the container that are looked at."""
_MOST_INSIDE = 60
"""Elements of the headline's box that are looked at."""
_MOST_NAMES = 60
_LONGEST = 40
_FRAMES = frozenset(("body", "html"))
_DIGITS = re.compile(r"\d+")


def names_around(container: LexborNode | None) -> tuple[str, ...]:
    """Return the names of a container, of what is around it, and of the boxes beside it.

    Digits become 0, because many a number is another on each page.

    Args:
        container: before anything is cut out of it; None gives no names.
    """
    found: dict[str, None] = {}
    for node in _around(container):
        attributes = node.attributes
        if name := (attributes.get("id") or "").strip():
            found[f"#{name}"] = None
        found.update((f".{name}", None) for name in (attributes.get("class") or "").split())
        if len(found) >= _MOST_NAMES:
            break
    return tuple(_DIGITS.sub("0", name) for name in found if len(name) <= _LONGEST)


def _around(container: LexborNode | None) -> Iterator[LexborNode]:
    node, height = container, 0
    while node is not None and node.tag not in _FRAMES and height < _HIGHEST:
        yield node
        before = _before(node)
        if before is not None and height < 2:
            # The headline, the date and the pictures stand there.
            yield from before.css("*")[:_MOST_INSIDE]
        elif before is not None:
            yield before
        after = _after(node)
        if after is not None and height < 2:
            yield from after.css("*")[:_MOST_INSIDE]
        node, height = node.parent, height + 1


def _before(node: LexborNode) -> LexborNode | None:
    other = node.prev
    while other is not None and not other.is_element_node:
        other = other.prev
    return other


def _after(node: LexborNode) -> LexborNode | None:
    other = node.next
    while other is not None and not other.is_element_node:
        other = other.next
    return other
