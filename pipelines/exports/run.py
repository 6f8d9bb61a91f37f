"""One export: rows out of a snapshot, through the gate, into files and their manifest."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.archive.derived_columns import made_as
from pipelines.archive.permissions import allowing
from pipelines.exports import lining
from pipelines.exports.errors import ExportRefused, NothingNew
from pipelines.exports.formats import FORMATS, check
from pipelines.exports.lining import Lining
from pipelines.exports.manifest import manifest, permission_of, write_papers
from pipelines.exports.noting import Noting
from pipelines.exports.outputs import Order
from pipelines.exports.papers.wording import counted
from pipelines.exports.rights import gate, scope_of
from pipelines.exports.split_list import LeftOut
from pipelines.exports.taking import Taking
from pipelines.exports.tally import Tally
from pipelines.exports.uncollected import uncollected

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
    from pathlib import Path

    from pipelines.archive import splits
    from pipelines.archive.export_walk import Choice
    from pipelines.archive.exporting import Snapshot
    from pipelines.exports.formats import Style
    from pipelines.exports.outputs import Batch, Files
    from pipelines.exports.rights import AiUse
    from pipelines.exports.rows import Shape
    from pipelines.exports.since import Since


@dataclass(frozen=True, slots=True)
class Plan:
    """What was asked for."""

    formats: tuple[str, ...]
    choice: Choice
    shape: Shape
    style: Style
    purpose: str | None
    """One of `rights.PURPOSES`; None where no text leaves, which needs none."""
    today: str
    """YYYY-MM-DD, at ANTARA's: the day whose permissions count."""

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values: the arguments of the export."""
        return {
            "formats": list(self.formats),
            **self.choice.as_dict(),
            "fields": [each.name for each in self.shape.fields],
            "text": self.shape.with_text,
            "dateline": self.shape.with_dateline,
            "compress": self.style.packing,
            "raw_csv": self.style.raw_csv,
            "shard_size": self.style.shard_size,
            "purpose": self.purpose,
        }

    def __post_init__(self) -> None:
        """Refuse what cannot be exported so, before anything is read.

        Raises:
            ExportRefused: a format cannot do what is asked for.
        """
        if self.shape.has_text and self.purpose is None:
            raise ValueError("Texts leave for a purpose only.")
        check(self.formats, self.choice.revisions, self.shape, self.style)


def refuse_derived(derived: str | None, plan: Plan) -> None:
    """Refuse texts of a file that was made for others to look at.

    Args:
        derived: what it leaves out; None for an archive itself.
        plan: of the export.

    Raises:
        ExportRefused: it is such a file, and texts are asked for.
    """
    if derived is not None and plan.shape.has_text:
        raise ExportRefused(
            f"This file {made_as(derived)}; its texts are not to be exported. Export from the "
            "archive itself, or add --no-text."
        )


@uncollected()
def export(
    snapshot: Snapshot,
    plan: Plan,
    folder: Path,
    versions: Mapping[str, str],
    tick: Callable[[int], None] = lambda _: None,
    since: Since | None = None,
    note: Callable[[Iterable[splits.Row]], None] = lambda _: None,
) -> dict[str, Any]:
    """Fill an empty folder with the files of an export, their papers, manifest and checksums.

    Args:
        snapshot: the archive as it is at one moment.
        plan: what is wanted.
        folder: of `folder.being_made`.
        versions: of the software, by name.
        tick: told after each batch how many articles were looked at; may raise to end it.
        since: writes into the same folder, where only what changed since an earlier export is
            wanted.
        note: told of the splits that have to be kept before anybody sees the export.

    Returns:
        The manifest.

    Raises:
        NothingNew: nothing changed since.
        ExportRefused: nothing is left to export, or a format's package is not installed.
        ArchiveError: the archive cannot be read.
        OSError: the folder cannot be written.
    """
    scope = scope_of(plan.purpose)
    permission = allowing(snapshot.permissions(), scope, plan.today)
    tally = Tally()
    archive = snapshot.facts()
    before = {
        "origin": archive["origin"],
        "arguments": plan.as_dict(),
        "versions": versions,
        "archive": archive,
        "permission": permission_of(scope, permission) if plan.shape.has_text else None,
    }
    order = Order(
        *(snapshot, plan.choice, plan.shape, plan.style, folder),
        facts=before,
        beat=lambda: tick(tally.seen),
    )
    with ExitStack() as stack:
        outputs: list[Files] = []
        for name in plan.formats:
            for each in FORMATS[name].files(name, order):
                outputs.append(each)
                stack.callback(each.give_up)
        noting = Noting(folder, snapshot.withdrawn(plan.choice), since)
        stack.callback(noting.give_up)
        left_out = LeftOut(folder)
        stack.callback(left_out.give_up)
        may_leave = _may_leave(plan, permission)
        with_splits = plan.choice.shares is not None
        taking = Taking(plan.shape, may_leave, with_splits, tally, noting, left_out, note)
        found = stack.enter_context(closing(_batches(snapshot, plan, since, taking)))
        for batches in found:
            for batch in batches:
                for each in outputs:
                    if each.split in (None, batch.split):
                        each.take(batch)
            tick(tally.seen)
        if not tally.rows and since is None:
            raise ExportRefused(_nothing(tally))
        lists = [*noting.close(), *left_out.close()]
        if noting.nothing_new():
            raise NothingNew("Nothing is new, revised or gone since that export.")
        for each in outputs:
            each.close()
    facts = manifest(
        arguments=before["arguments"],
        versions=versions,
        archive=archive,
        fields=plan.shape.fields,
        tally=tally,
        files=[file for each in outputs for file in each.files],
        permission=before["permission"],
        coverage=_heard(snapshot.coverage(plan.choice), tally, tick),
        audits=snapshot.audits(),
    )
    return write_papers(folder, {**facts, **noting.facts()}, lists)


def _batches(
    snapshot: Snapshot, plan: Plan, since: Since | None, taking: Taking
) -> Generator[Iterable[Batch]]:
    """Yield what is written: as lines that SQLite makes, where these are all that is wanted."""
    names = [each.name for each in plan.shape.fields]
    if since is None and lining.are_enough(plan) and snapshot.makes_lines(plan.choice, names):
        of_lines = Lining(plan.shape.fields, snapshot.sources(), taking.tally, taking.noting)
        with closing(snapshot.lines(plan.choice, names, plan.shape.origin)) as found:
            for each in found:
                yield taking.batches(each) if isinstance(each, list) else [of_lines.batch(each)]
    else:
        for articles in snapshot.batches(plan.choice):
            yield taking.batches(articles)


def _may_leave(plan: Plan, permission: Mapping[str, Any] | None) -> Callable[[AiUse], bool]:
    """Return what tells whether an article may leave: anything may, where no text does."""
    if plan.purpose and plan.shape.has_text:
        return gate(plan.purpose, permission)
    return lambda _: True


def _heard(
    coverage: Iterator[Mapping[str, Any]] | None, tally: Tally, tick: Callable[[int], None]
) -> Iterator[Mapping[str, Any]] | None:
    """Let whoever wants to end the export be heard with each month: a large archive has many."""

    def rows() -> Iterator[Mapping[str, Any]]:
        for row in coverage or ():
            tick(tally.seen)
            yield row

    return None if coverage is None else rows()


def _nothing(tally: Tally) -> str:
    if not tally.seen:
        return "No article answers to that: nothing was exported."
    left = sorted(tally.left_out.items())
    why = ", ".join(f"{count:,} {reason}" for reason, count in left).replace("_", " ")
    return (
        f"Of {counted(tally.seen, 'article')} found none is left ({why}): nothing was "
        f"exported.{' See docs/rights.md.' if tally.left_out['reserved'] else ''}"
    )
