"""Articles as lines of JSON, made by SQLite: the quick way to write many of them.

Python makes a row of an article by a dozen of statements and a hundred small objects. Here one
statement makes the lines of some hundreds of articles, and beside them a few facts of each, by
which whoever writes the lines can count them. It needs no turn of Python's meanwhile.

It is a second way to the same lines, and gives none where it could give others: what is odd is left
to the first one. Only what the signals of a page say of its rights a line does not know: whoever
takes it looks at them, and mends it. A test holds the bytes of the two together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import orjson

from pipelines.archive.export_walk import COLUMNS, WITHDRAWN
from pipelines.archive.filters import where
from pipelines.archive.library import sqlite3
from pipelines.archive.moments import are_moments, is_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlite_utils import Database

    from pipelines.archive.outcomes import Filters

OLDEST: Final = (3, 44, 0)
"""The first SQLite that can do it: it has `concat`."""
MOST_ROWS: Final = 400
_MOST_CHARACTERS: Final = 4_000_000
"""A batch has no more articles, nor more characters of texts, unless one alone has more."""
MOST_SOURCES: Final = 5_000
"""So many different sets of sources are kept in memory: what is imported may name any."""
_BYTES_AT_ONCE: Final = 64 * 1024
BLANK: Final = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""What Python takes for whitespace: `str.strip` takes it away, and SQLite's trim, when told."""
NOTICED: Final = "trim(coalesce(a.rights_notice, ''), :blank) <> ''"
"""Whether the page has a notice."""

_VALUES: Final[Mapping[str, str]] = {
    **{name: f"a.{name}" for name in COLUMNS},
    "key": "a.bureau || '/' || a.article_id",
    "words": "g.words",
    "characters": "g.characters",
    "story": "c.story",
    "ai_use": f"iif({NOTICED}, 'reserved', 'unstated')",
    "revision": "c.revision",
    "revisions": "c.revisions",
    "state_first_seen": "coalesce(r.first_seen, a.first_seen)",
    "origin": ":origin",
}
"""The fields that are one value, and what gives it."""
_JSON: Final[Mapping[str, str]] = {
    **{name: f"g.{name}" for name in ("credits", "tags", "images", "flags")},
    "reserved_by": f"""iif({NOTICED}, '["rights_notice"]', '[]')""",
    "is_press_release": "iif(a.is_press_release, 'true', 'false')",
}
"""The fields whose JSON is there already."""
KNOWN: Final = frozenset({*_VALUES, *_JSON})
"""The fields that a line can have."""

_STORY: Final = (
    "(SELECT s.bureau || '/' || s.article_id FROM story_members AS m "
    "JOIN stories AS s ON s.id = m.story WHERE m.article = p.value)"
)
_STATES: Final = "FROM revisions INDEXED BY revisions_newest WHERE article = p.value"
# With its LIMIT the inner SELECT stays one by itself: what it gives is looked up once and used
# twice.
_FROM: Final = f"""\
FROM (SELECT p.value AS id, {_STORY} AS story, (SELECT count(*) {_STATES}) AS revisions,
  (SELECT max(seq) {_STATES}) AS revision FROM json_each(:articles) AS p LIMIT -1) AS c
CROSS JOIN articles AS a ON a.id = c.id
CROSS JOIN gathered AS g ON g.article = a.id
CROSS JOIN gathered_sources AS o ON o.id = g.sources
LEFT JOIN revisions AS r INDEXED BY revisions_newest ON r.article = a.id AND r.seq = c.revision"""  # noqa: S608 - words from above


FACTS: Final[Mapping[str, str]] = {
    **{
        name: f"a.{name}"
        for name in (
            *("id", "article_id", "published_utc", "published_day", "first_seen", "last_seen"),
            *("missing_since", "fetched_at", "published_source", "language", "layout"),
            "extractor_version",
        )
    },
    "state_first_seen": _VALUES["state_first_seen"],
    "state_sha256": "r.state_sha256",
    "revision": "c.revision",
    "words": "g.words",
    "flags": "json(g.flags)",
    "sources": "g.sources",
    "rights_notice": f"iif({NOTICED}, a.rights_notice, NULL)",
    "signals": (
        "(SELECT json_group_array(json_object('carrier', carrier, 'value', value)) FROM signals "
        "WHERE article = a.id)"
    ),
}
"""What has to be known of an article whose line is made, to count it and to check the line; of
sources its number in gathered_sources."""
_MOMENTS: Final = (
    *("published_utc", "first_seen", "last_seen", "missing_since", "fetched_at"),
    "state_first_seen",
)


@dataclass(frozen=True, slots=True)
class Lines:
    """Some articles of a bureau as lines of JSON."""

    bureau: str
    data: bytes
    """The lines in UTF-8, the end of each included. What they say of ai_use and reserved_by rests
    on the notice that people read alone."""
    lines: Sequence[bytes]
    """The same without their ends."""
    facts: Mapping[str, Sequence[Any]]
    """`FACTS` of all of them, by name."""
    filled: Mapping[str, int]
    """By field of which it can differ in how many of them there is anything in it; reserved_by is
    not among them."""


class LineMaker:
    """Makes lines of articles.

    Args:
        db: The archive.
        fields: Of the lines, in their order; of `KNOWN`.
        origin: Of the archive: live or sample.
    """

    def __init__(self, db: Database, fields: Sequence[str], origin: str) -> None:
        self._db = db
        self._origin = origin
        self._counted = {name: sql for name in fields if (sql := _filled(name)) is not None}
        counts = "".join(f", {sql}" for sql in self._counted.values())
        texts = ", ".join(f"a.{name}" for name in fields if name in _MAY_BE_EMPTY)
        facts = ", ".join(FACTS.values())
        self._sql = (
            f"SELECT CAST(group_concat({_line(fields)}, '') AS BLOB), "
            f"CAST(json_group_array(json_array({facts})) AS BLOB), "
            f"total('' IN ({texts or 'NULL'})){counts} {_FROM}"
        )

    def read(self, articles: Sequence[int]) -> Sequence[Any] | None:
        """Let SQLite make the lines of some articles, for `lines`; None where they are too much.

        Args:
            articles: articles.id of each, in the order of the lines.
        """
        given = {
            "articles": orjson.dumps(articles).decode(),
            "blank": BLANK,
            "origin": self._origin,
        }
        try:
            row: Sequence[Any] = self._db.execute(self._sql, given).fetchone()
        except sqlite3.DataError:  # string or blob too big
            return None
        return row

    def lines(self, bureau: str, articles: Sequence[int], read: Sequence[Any]) -> Lines | None:
        """Return the lines of some articles; None where not all is as it should be.

        That is where nothing was gathered of one of them, something in them is no UTF-8, or
        another program wrote an empty text or a moment that is none.

        Args:
            bureau: Of all of them.
            articles: As `read` was given them.
            read: What it returned.
        """
        data, facts, empty, *counts = read
        if empty or data is None:
            return None
        lines = data.split(b"\n")
        lines.pop()
        try:
            columns = dict(zip(FACTS, zip(*orjson.loads(facts), strict=True), strict=True))
            for line in lines:
                if not line.isascii():  # which many are, and which takes no time to see
                    line.decode()
        except ValueError:  # no UTF-8
            return None
        if columns["id"] != tuple(articles) or len(lines) != len(articles):
            return None
        if not _all_moments(columns):
            return None
        return Lines(bureau, data, lines, columns, dict(zip(self._counted, counts, strict=True)))


def _all_moments(columns: Mapping[str, Sequence[str | None]]) -> bool:
    # The same moments come again and again.
    days = {day for day in columns["published_day"] if day is not None}
    moments = {each for name in _MOMENTS for each in columns[name] if each is not None}
    return all(map(is_day, days)) and are_moments(moments)


def batches(db: Database, filters: Filters, bureau: str) -> Iterator[tuple[list[int], bool]]:
    """Yield articles.id of those of a bureau that pass the filters, in the order of exports.

    Of several bureaus in the filters this one alone. What is withdrawn is not among them.

    Yields:
        The numbers, and whether all of these articles are gathered; otherwise none of them is.
    """
    condition, values = where(replace(filters, bureaus=[bureau]))
    # All of them in one value: for each row by itself Python would have to wait for its turn.
    (found,) = db.execute(
        "SELECT CAST(group_concat(id || ' ' || size || ' ' || is_gathered, char(10)) AS BLOB) "  # noqa: S608
        "FROM (SELECT a.id AS id, coalesce(g.characters, length(a.text), 0) AS size, "
        "g.article IS NOT NULL AS is_gathered "
        "FROM articles AS a INDEXED BY articles_bureau_published "
        f"LEFT JOIN gathered AS g ON g.article = a.id WHERE {condition} "
        f"AND NOT {WITHDRAWN.format('a')} ORDER BY a.published_utc, a.id)",
        values,
    ).fetchone()
    some: list[int] = []
    room = _MOST_CHARACTERS
    gathered = 1
    for article, characters, is_gathered in _numbers(found or b""):
        is_full = characters > room or len(some) == MOST_ROWS
        if some and (is_full or is_gathered != gathered):
            yield some, bool(gathered)
            some, room = [], _MOST_CHARACTERS
        some.append(article)
        room -= characters
        gathered = is_gathered
    if some:
        yield some, bool(gathered)


def _numbers(found: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the three numbers of each line; of millions only some are taken apart at once."""
    lines = BytesIO(found)
    while some := lines.readlines(_BYTES_AT_ONCE):
        numbers = map(int, b"".join(some).split())
        yield from zip(numbers, numbers, numbers, strict=True)


_ALWAYS: Final = frozenset(
    {"key", "article_id", "words", "characters", "ai_use", "is_press_release", "revisions"}
    | {"origin", "reserved_by", "state_first_seen"}
)
"""The fields in which there always is something, and the one that is counted elsewhere."""
_MAY_BE_EMPTY: Final = frozenset(COLUMNS) - _ALWAYS
"""The columns in which another program may have written an empty text."""


def _filled(name: str) -> str | None:
    """Return what counts the articles with something in a field; None where that is known."""
    if name in _ALWAYS:
        return None
    return f"count(nullif({_JSON[name]}, '[]'))" if name in _JSON else f"count({_VALUES[name]})"


def _line(fields: Sequence[str]) -> str:
    """Return what makes the line of an article: objects of values, and lists that are JSON."""
    parts: list[str] = []
    text = "{"
    values: list[str] = []

    def write_values() -> None:
        nonlocal text
        if values:
            parts.extend([f"'{text}'", f"trim(json_object({', '.join(values)}), '{{}}')"])
            text = ","
            values.clear()

    for name in fields:
        if name not in _JSON:
            values.append(f"'{name}', {_VALUES[name]}")
            continue
        write_values()
        parts.extend([f"""'{text}"{name}":'""", _JSON[name]])
        text = ","
    write_values()
    return f"concat({', '.join(parts)}, '}}' || char(10))"
