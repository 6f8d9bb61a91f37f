"""Articles read again by today's layouts, offline: what would change, and writing it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from itemadapter import ItemAdapter

from crawler.captures.again import Place, read_place
from crawler.captures.pool import in_order
from crawler.captures.through import pipelines_of
from pipelines.archive.text_changes import word_changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelines.archive import ArchiveSession, Filters
    from pipelines.archive.rereading import ToReread

OF_THE_ANSWER = frozenset(
    {
        *("fetched_at", "status", "etag", "last_modified", "content_sha256", "capture"),
        *("extractor_version", "provenance", "ledger"),
    }
)
"""Fields that say how an article was read; a change of them alone changes no article."""
EXAMPLES = 3
"""Examples that are kept of each field."""
APART = "one of its pages now looks like another article's; it stays as it is"
AT_ONCE = 200
"""Articles in one transaction."""


@dataclass(frozen=True, slots=True)
class Again:
    """What the captures of one article give today."""

    article: ToReread
    readings: tuple[dict[str, Any], ...] = ()
    """The fields of `Article.as_dict()` of each page, the oldest first."""
    problems: tuple[str, ...] = ()
    """Pages that could not be read, or are no article any more."""


@dataclass(frozen=True, slots=True)
class Example:
    """One change of a field."""

    key: str
    before: Any
    after: Any


@dataclass(slots=True)
class Reread:
    """What was read again so far."""

    articles: int = 0
    """Looked at, those that could not be read among them."""
    unread: int = 0
    changed: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Example]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_all(folder: str, article: ToReread) -> Again:
    """Read the pages of an article again; for worker processes."""
    readings, problems = [], []
    for source in article.sources:
        place = Place(source.capture, source.file, source.offset, source.length, source.body)
        found = read_place(folder, place)
        same = found.article is not None and (
            (found.article.bureau, found.article.article_id) == (article.bureau, article.article_id)
        )
        if same and found.article is not None:
            readings.append(found.article.as_dict())
        else:
            why = found.problem or _seen(found.outcome) or "another article stands there"
            problems.append(f"{article.bureau}/{article.article_id}: {why}")
    return Again(article, tuple(readings), tuple(problems))


def _seen(outcome: Any) -> str | None:
    if outcome is None:
        return None
    return getattr(outcome, "seen", None) or getattr(outcome, "why", None)


class Rereading:
    """Reads articles again and writes what changed.

    Args:
        session: of the archive, open unless `dry_run`.
        folder: that the captures' paths are relative to.
        jobs: processes that read.
        dry_run: count what would change, and write nothing.
    """

    def __init__(self, session: ArchiveSession, folder: str, jobs: int, *, dry_run: bool) -> None:
        self.session = session
        self.folder = folder
        self.jobs = jobs
        self.dry_run = dry_run
        self.done = Reread()
        self._normalise, self._validate = pipelines_of(session)[:2]

    def run(self, filters: Filters, version: str | None, held: Any) -> Iterator[Reread]:
        """Read the articles again; yields after each.

        Args:
            filters: which ones.
            version: only those that another version than this one has read; None: all.
            held: returns an article as the archive has it, given bureau and number.
        """
        waiting: list[tuple[int, list[dict[str, Any]], bool]] = []
        keys: dict[int, str] = {}
        for again in in_order(read_all, self.folder, self._articles(filters, version), self.jobs):
            self.done.articles += 1
            self.done.problems += again.problems
            article = again.article
            readings = [self._through_pipelines(each) for each in again.readings]
            # A page that is no article any more proves nothing against what was read off it once.
            if not readings or again.problems:
                self.done.unread += 1
            else:
                self._compare(held(article.bureau, article.article_id), readings[-1])
                waiting.append((article.row, readings, article.whole))
                keys[article.row] = f"{article.bureau}/{article.article_id}"
            if len(waiting) >= AT_ONCE and not self.dry_run:
                self._write(waiting, keys)
                waiting, keys = [], {}
            yield self.done
        if waiting and not self.dry_run:
            self._write(waiting, keys)

    def _write(
        self, articles: list[tuple[int, list[dict[str, Any]], bool]], keys: dict[int, str]
    ) -> None:
        for row in self.session.write_again(articles):
            self.done.problems.append(f"{keys[row]}: {APART}")

    def _articles(self, filters: Filters, version: str | None) -> Iterator[ToReread]:
        after = 0
        while found := self.session.to_reread(filters, after, AT_ONCE, version):
            yield from found
            after = found[-1].row

    def _through_pipelines(self, reading: dict[str, Any]) -> dict[str, Any]:
        item = self._validate.process_item(self._normalise.process_item(reading))
        return dict(ItemAdapter(item).asdict())

    def _compare(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        key = f"{before['bureau']}/{before['article_id']}"
        changed = False
        for name in after:
            if name in OF_THE_ANSWER:
                continue
            one, other = _plain(name, before.get(name)), _plain(name, after[name])
            if one == other:
                continue
            changed = True
            self.done.fields[name] += 1
            examples = self.done.examples.setdefault(name, [])
            if len(examples) < EXAMPLES:
                examples.append(Example(key, one, other))
        self.done.changed += changed


def _plain(name: str, value: Any) -> Any:
    """Return a value as JSON has it, without what is no part of a page."""
    if name == "signals":
        value = [each for each in value or () if str(each["carrier"]) != "tdmrep"]
    return json.loads(json.dumps(value))


def word_diff(before: Any, after: Any, around: int = 4) -> str:
    """Return what changed, word by word: [-gone-] {+new+}, with some words around.

    >>> word_diff("Harga beras naik lagi di pasar", "Harga beras turun lagi di pasar")
    'Harga beras [-naik-] {+turun+} lagi di pasar'

    Of a list each text is one word.

    >>> word_diff(["donor darah"], ["donor darah", "Bengkulu"])
    '"donor darah" {+"Bengkulu"+}'
    """
    parts: list[str] = []
    for same, gone, come in word_changes(_words(before), _words(after)):
        shown = [*same]
        if len(shown) > 2 * around:
            shown = [*shown[:around], "…", *shown[-around:]]
        parts += shown
        if gone:
            parts.append(f"[-{' '.join(gone)}-]")
        if come:
            parts.append(f"{{+{' '.join(come)}+}}")
    return " ".join(parts)


def _words(value: Any) -> list[str]:
    if value is None:
        return []
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return [json.dumps(each, ensure_ascii=False) for each in value]
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text.split()
