"""Passages of tests/check_passages put to an archive of their originals, and the table of verdicts.

`python -m tests.checked` prints the table that docs/check.md shows, and each passage that was
judged otherwise than it should be.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.bureaus import choose_bureaus
from pipelines.archive import ArchiveReader, ArchiveSession
from tests.archives import Clock, stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PASSAGES = Path(__file__).parent / "check_passages"
SECOND = PASSAGES / "second"
"""The list that nothing was set on."""
NOW = "2026-11-23T10:00:00Z"
WALKED = ("2026-01-31T00:00:00Z", "2026-05-02T00:00:00Z")
DAYS = ("2026-02-15", "2026-04-15")
"""Of which all that the bureaus published is held."""
KINDS = ("unchanged", "altered", "partly", "absent")
VERDICTS = ("verbatim", "altered", "partly_found", "not_found", "cannot_tell")


@cache
def lines(name: str, folder: Path = PASSAGES) -> tuple[dict[str, Any], ...]:
    """The objects of one of the files."""
    text = (folder / f"{name}.jsonl").read_text("utf-8")
    return tuple(json.loads(line) for line in text.splitlines() if line.strip())


def outcome_of(original: dict[str, Any], state: dict[str, Any], fetched_at: str) -> Any:
    """An original in one of its states, as a crawl stores it."""
    moment = datetime.fromisoformat(original["published"])
    bureau, number = original["bureau"], original["article_id"]
    return stored(
        number,
        bureau,
        url=f"https://{bureau}.antaranews.com/berita/{number}/judul-rekaan",
        title=state["title"],
        subtitle=state["subtitle"],
        text=state["text"],
        published=original["published"],
        published_utc=f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        published_day=original["published"][:10],
        dateline_place=original["dateline_place"],
        images=[],
        fetched_at=fetched_at,
    )


def fill(path: Path) -> Path:
    """Make an archive of the originals of both lists, each with its earlier states before it."""
    clock = Clock()
    with ArchiveSession.claim(path, "live", clock=clock) as session:
        session.open()
        session.save_bureaus(choose_bureaus(",".join(BUREAUS)))
        for original in (*lines("originals"), *lines("originals", SECOND)):
            for hour, state in enumerate([*(original.get("earlier") or ()), original]):
                clock.now = f"2026-11-21T{10 + hour}:00:00Z"
                session.store([outcome_of(original, state, clock.now)])
        for bureau in BUREAUS:
            session.finish_walk(bureau, *WALKED)
    return path


BUREAUS = sorted({each["bureau"] for each in (*lines("originals"), *lines("originals", SECOND))})


@dataclass(frozen=True, slots=True)
class Checked:
    """A passage and the answer."""

    kind: str
    passage: dict[str, Any]
    answer: dict[str, Any]

    @property
    def step(self) -> str:
        return str(self.passage.get("step") or self.passage.get("kind") or self.kind)

    @property
    def verdict(self) -> str:
        return str(self.answer["verdict"])

    @property
    def right(self) -> bool:
        """Whether it is judged as it should be, and comes from where it does."""
        if self.kind == "absent":
            return self.verdict in ("not_found", "cannot_tell") and bool(
                self.answer["coverage"]["line"]
            )
        wanted = {
            "unchanged": ("verbatim",),
            "altered": ("altered", "partly_found"),
            "partly": ("partly_found", "altered"),
        }
        return self.verdict in wanted[self.kind] and self.at_home

    @property
    def at_home(self) -> bool:
        """Whether the source is the one it was made of, or another copy of its words."""
        named = self.passage["source"]
        homes = named if isinstance(named, list) else [named]
        return bool(set(homes) & set(self.answer["carried_by"]))


def check_all(
    path: Path,
    kinds: Sequence[str] = KINDS,
    folder: Path = PASSAGES,
    days: tuple[str | None, str | None] = DAYS,
) -> Iterator[Checked]:
    since, until = days
    with ArchiveReader(path) as reader:
        checker = reader.checker(NOW)
        for kind in kinds:
            for passage in lines(kind, folder):
                yield Checked(
                    kind, passage, checker.check(passage["passage"], since=since, until=until)
                )


def table(checked: Iterable[Checked]) -> str:
    """Return the verdicts by step as Markdown."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for each in checked:
        counts.setdefault((each.kind, each.step), Counter())[each.verdict] += 1
    rows = ["| passages | step | " + " | ".join(v.replace("_", " ") for v in VERDICTS) + " |"]
    rows.append("| --- | --- |" + " ---: |" * len(VERDICTS))
    for (kind, step), of in counts.items():
        cells = " | ".join(str(of[verdict] or "") for verdict in VERDICTS)
        rows.append(f"| {kind} | {'' if step == kind else step} | {cells} |")
    return "\n".join(rows)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = fill(Path(folder) / "archive.db")
        for name in (PASSAGES, SECOND):
            show(list(check_all(path, sys.argv[1:] or KINDS, name)))


def show(found: Sequence[Checked]) -> None:
    print(table(found), end="\n\n")
    for each in found:
        if not each.right:
            source = each.answer["source"]
            print(
                f"{each.passage['id']} ({each.kind}, {each.step}): {each.verdict}, "
                f"{source and source['key']} for {each.passage.get('source')}"
            )


if __name__ == "__main__":
    main()
