"""From an article's fields to the rows of articles and of the tables that belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.archive import gathering, tokens
from pipelines.archive.state import details_sha256, json_sha256, state_json, text_sha256

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlite_utils import Database

FIELDS = (
    "bureau",
    "article_id",
    "url",
    "kind",
    "title",
    "subtitle",
    "text",
    "published",
    "published_utc",
    "published_day",
    "published_precision",
    "published_source",
    "updated",
    "dateline_place",
    "dateline_day",
    "source_label",
    "category",
    "language",
    "pull_quote",
    "copyright",
    "rights_notice",
    "is_press_release",
    "layout",
    "extractor_version",
    "fetched_at",
    "status",
    "etag",
    "last_modified",
    "content_sha256",
    "capture",
)
"""The fields of an Article that are columns of articles under the same name."""

_COLUMNS = (*FIELDS, "text_sha256", "details_sha256", "first_seen", "last_seen")


@dataclass(slots=True, frozen=True)
class Reading:
    """An article just read, with its hashes."""

    article: Mapping[str, Any]
    key: tuple[str, int]
    seen_at: str
    state: str
    state_sha256: str
    text_sha256: str | None
    details_sha256: str

    @classmethod
    def of(cls, article: Mapping[str, Any], now: str) -> Reading:
        """Prepare the fields of `Article.as_dict()`; `now` counts where no response is known."""
        state = state_json(article)
        return cls(
            article=article,
            key=(str(article["bureau"]), int(article["article_id"])),
            seen_at=article.get("fetched_at") or now,
            state=state,
            state_sha256=json_sha256(state),
            text_sha256=text_sha256(article.get("text"), article.get("dateline_place")),
            details_sha256=details_sha256(article),
        )

    def columns(self) -> list[Any]:
        """Return the values of `FIELDS`, text_sha256 and details_sha256."""
        values = [_plain(self.article.get(name)) for name in FIELDS]
        values[FIELDS.index("is_press_release")] = int(bool(self.article.get("is_press_release")))
        return [*values, self.text_sha256, self.details_sha256]

    def revision(self) -> tuple[str, str, str, str, str | None, int | None]:
        """Return state, state_sha256, extractor_version, layout, updated and capture."""
        article = self.article
        return (
            self.state,
            self.state_sha256,
            str(article["extractor_version"]),
            str(article["layout"]),
            article.get("updated"),
            article.get("capture"),
        )


def _plain(value: Any) -> Any:
    """Return an enumeration's member as plain text, anything else as it is."""
    return str(value) if isinstance(value, str) else value


def insert_articles(
    db: Database, readings: Sequence[Reading], now: str
) -> dict[tuple[str, int], int]:
    """Insert new articles with one statement; returns the row of each key."""
    marks = "(" + ",".join("?" * len(_COLUMNS)) + ")"
    values: list[Any] = []
    for reading in readings:
        values += (*reading.columns(), reading.seen_at, reading.seen_at)
    rows = db.conn.execute(
        f"INSERT INTO articles ({','.join(_COLUMNS)}) VALUES "  # noqa: S608 - names from above
        f"{','.join([marks] * len(readings))} RETURNING bureau, article_id, id",
        values,
    ).fetchall()
    return {(bureau, article_id): row for bureau, article_id, row in rows}


def replace_article(db: Database, row: int, reading: Reading) -> None:
    """Make an article's current state and details those of a reading."""
    names = (*FIELDS, "text_sha256", "details_sha256")
    sets = ", ".join(f"{name} = ?" for name in names)
    db.conn.execute(
        f"UPDATE articles SET {sets}, last_seen = max(last_seen, ?) WHERE id = ?",  # noqa: S608
        (*reading.columns(), reading.seen_at, row),
    )
    for table in ("credits", "article_tags", "images", "provenance", "ledger", "flags", "signals"):
        db.conn.execute(f"DELETE FROM {table} WHERE article = ?", (row,))  # noqa: S608
    write_children(db, [(row, reading.article)])


def write_children(db: Database, articles: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """Insert the rows of the tables that belong to articles which have none yet."""
    credits: list[tuple[Any, ...]] = []
    tags: list[tuple[Any, ...]] = []
    images: list[tuple[Any, ...]] = []
    provenance: list[tuple[Any, ...]] = []
    ledger: list[tuple[Any, ...]] = []
    flags: list[tuple[Any, ...]] = []
    signals: list[tuple[Any, ...]] = []
    written = list(articles)
    for row, article in written:
        credits += [
            (row, seq, _plain(c["role"]), c["name"], c["printed"])
            for seq, c in enumerate(article.get("credits") or ())
        ]
        tags += [(row, seq, str(tag)) for seq, tag in enumerate(article.get("tags") or ())]
        images += [
            (row, seq, i["url"], i.get("caption"), i.get("credit"))
            for seq, i in enumerate(article.get("images") or ())
        ]
        provenance += [
            (row, field, str(source)) for field, source in (article.get("provenance") or {}).items()
        ]
        ledger += [
            (row, seq, str(e["fate"]), _plain(e["reason"]), e["text"], e["characters"])
            for seq, e in enumerate(article.get("ledger") or ())
            if e["fate"] in tokens.FATES_STORED
        ]
        signals += [(row, _plain(s["carrier"]), s["value"]) for s in article.get("signals") or ()]
        flags += [(row, str(flag)) for flag in dict.fromkeys(article.get("flags") or ())]
    many = db.conn.executemany
    many("INSERT INTO credits VALUES (?, ?, ?, ?, ?)", credits)
    names = dict.fromkeys(name for _, _, name in tags)
    many("INSERT INTO tags (name) VALUES (?) ON CONFLICT DO NOTHING", [(name,) for name in names])
    many(
        "INSERT INTO article_tags SELECT ?, ?, id FROM tags WHERE name = ?",
        tags,
    )
    many("INSERT INTO images VALUES (?, ?, ?, ?, ?)", images)
    many("INSERT INTO provenance VALUES (?, ?, ?)", provenance)
    many("INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?)", ledger)
    many("INSERT INTO flags VALUES (?, ?)", flags)
    # Several headers of one name are one signal to whoever asks what a page allows.
    many(
        "INSERT INTO signals VALUES (?, ?, ?) ON CONFLICT (article, carrier) "
        "DO UPDATE SET value = value || ', ' || excluded.value",
        signals,
    )
    gathering.gather(db, [row for row, _ in written])
