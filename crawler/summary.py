"""What a crawl did, counted bureau by bureau, and how it is told at the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from crawler.exit_status import COULD_NOT_START, GOOD, INTERRUPTED, NEEDS_A_PERSON


@dataclass
class BureauSummary:
    """The counts of one bureau."""

    bureau: str
    listed: int = 0
    """Articles that its listings named, each once."""
    skipped: int = 0
    """Those of them that were settled already, so that they were not asked for."""
    fetched: int = 0
    """Answers to questions for articles."""
    stored: int = 0
    revised: int = 0
    unchanged: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    """By reason."""
    gone: int = 0
    failed: int = 0
    """No usable answer; asked again by a later run, until the tries are used up."""
    failed_by_reason: Counter[str] = field(default_factory=Counter)
    """By the first word of why: timeout, http_503, maintenance."""
    pages: int = 0
    """Listing pages read."""
    layouts: Counter[str] = field(default_factory=Counter)
    """Articles by the layout that read them."""
    shapes: Counter[str] = field(default_factory=Counter)
    """Listing pages by the markup that named their articles."""
    ended: str | None = None
    """Why the walk through the listings ended; None while it goes on."""
    complete: bool = False
    errors: list[str] = field(default_factory=list)
    uncovered: tuple[str, str] | None = None
    """First and last day that no run has walked."""
    alarm: str | None = None
    """The alarm that began in this run: see `crawler.watching`."""
    drifts: list[dict[str, Any]] = field(default_factory=list)
    """The drifts of its markup that this run tells: see `crawler.drifting`."""
    told: list[str] = field(default_factory=list)
    """Those of the errors that belong to an alarm of an earlier run."""
    muted: str | None = None
    """Up to when and why nothing of this bureau needs a person."""

    def add_result(self, result: str) -> None:
        """Count what the archive answered for an article that was read."""
        if result in ("stored", "revised", "unchanged"):
            setattr(self, result, getattr(self, result) + 1)
        elif result == "rejected":
            self.rejected["key_collision"] += 1

    def add_failed(self, why: str) -> None:
        """Count an article without a usable answer; `why` begins with its reason and a colon."""
        self.failed += 1
        self.failed_by_reason[why.partition(":")[0]] += 1

    def error(self, line: str) -> None:
        """Add an error once."""
        if line not in self.errors:
            self.errors.append(line)

    @property
    def needs_a_person(self) -> bool:
        """Whether something failed that a later run will not put right by itself."""
        if self.muted is not None:
            return False
        untold = [error for error in self.errors if error not in self.told]
        return bool(untold or self.alarm or self.drifts or self.rejected["key_collision"])

    @property
    def settled(self) -> int:
        """Articles with an outcome in this run."""
        return self.stored + self.revised + self.unchanged + self.gone + sum(self.rejected.values())

    def as_counts(self) -> dict[str, Any]:
        """Return the counts as plain JSON values: for the run's row, and for `--json`."""
        counts = asdict(self)
        counts["rejected"] = sum(self.rejected.values())
        counts["rejected_by_reason"] = dict(sorted(self.rejected.items()))
        counts["failed_by_reason"] = dict(sorted(self.failed_by_reason.items()))
        counts["layouts"] = dict(sorted(self.layouts.items()))
        counts["shapes"] = dict(sorted(self.shapes.items()))
        counts["uncovered"] = list(self.uncovered) if self.uncovered else None
        return counts


@dataclass
class RunSummary:
    """One run: its bureaus, and what else a person should know."""

    spider: str
    origin: str
    """live or sample."""
    archive: str
    bureaus: dict[str, BureauSummary] = field(default_factory=dict)
    seconds: float = 0.0
    responses: int = 0
    """Pages that came: articles and listings, not robots.txt."""
    asked: int = 0
    """Questions for articles and listings, whatever came of them."""
    answered: bool = False
    """Whether anything answered at all."""
    stopped: str | None = None
    """"budget" when it ended because it had asked as much as it was allowed."""
    refused_lines: int = 0
    """Lines of a person's list that name no article."""
    interrupted: bool = False
    fatal: str | None = None
    """What ended the whole run, such as a full disk."""
    notes: list[str] = field(default_factory=list)
    hosts: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What was really asked of each host: see `crawler.manners`."""

    def of(self, bureau: str) -> BureauSummary:
        """Return a bureau's counts, beginning with none."""
        return self.bureaus.setdefault(bureau, BureauSummary(bureau))

    @property
    def outcome(self) -> str:
        """How the run ended, in one word, as it stands in its row."""
        if self.interrupted:
            return "interrupted"
        if self.fatal:
            return "failed"
        return "errors" if self._needs_a_person else "finished"

    @property
    def exit_status(self) -> int:
        """0 good, 1 something needs a person, 2 nothing answered, 130 Ctrl-C."""
        if self.interrupted:
            return INTERRUPTED
        if self.asked and not self.answered:
            return COULD_NOT_START
        return NEEDS_A_PERSON if self.fatal or self._needs_a_person else GOOD

    @property
    def pages_per_second(self) -> float:
        """Pages a second over the whole run."""
        return self.responses / self.seconds if self.seconds > 0 else 0.0

    def total(self, name: str) -> int:
        """Return the sum of a count over the bureaus."""
        return sum(getattr(each, name) for each in self.bureaus.values())

    @property
    def nothing_new(self) -> bool:
        """Whether the archive holds what it held before."""
        return not (self.total("stored") or self.total("revised"))

    @property
    def _needs_a_person(self) -> bool:
        return self.refused_lines > 0 or any(each.needs_a_person for each in self.bureaus.values())

    def as_dict(self) -> dict[str, Any]:
        """Return all of it as plain JSON values."""
        return {
            "spider": self.spider,
            "outcome": self.outcome,
            "exit_status": self.exit_status,
            "origin": self.origin,
            "archive": self.archive,
            "seconds": round(self.seconds, 3),
            "responses": self.responses,
            "pages_per_second": round(self.pages_per_second, 3),
            "nothing_new": self.nothing_new,
            "fatal": self.fatal,
            "notes": self.notes,
            "bureaus": {name: each.as_counts() for name, each in self.bureaus.items()},
            "hosts": self.hosts,
        }
