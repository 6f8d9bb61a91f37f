"""Which audit of an archive is meant: by the options of `antara audit`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from crawler.commandline import Refusal
from crawler.options import read_filters

if TYPE_CHECKING:
    import argparse

Samples: TypeAlias = "list[dict[str, Any]]"
"""Of `pipelines.archive.audits.read`."""
SEED: Final = 1


def to_go_on(audits: Samples, opts: argparse.Namespace) -> dict[str, Any] | None:
    """Return the audit to go on with; None: one has to be drawn.

    Args:
        audits: of the archive, the newest first.
        opts: id, sample, seed, and the filters.

    Raises:
        Refusal: there is none to go on with.
    """
    if opts.id is not None:
        return of_id(audits, opts.id)
    from pipelines.archive.audit_report import left

    open_ones = [each for each in audits if left(each)]
    if opts.sample is not None:
        asked = (seed_of(opts), opts.sample, _filters_of(opts))
        return next(
            (each for each in open_ones if (each["seed"], each["size"], each["filters"]) == asked),
            None,
        )
    if not open_ones:
        finished = " 'antara audit --report' says what the last one found." if audits else ""
        raise Refusal(
            f"No audit is open: 'antara audit --sample 200 --seed 1' draws one.{finished}"
        )
    return open_ones[0]


def to_report(audits: Samples, number: int | None) -> dict[str, Any]:
    """Return the audit to report on: the one named, else the newest with answers, else the newest.

    Raises:
        Refusal: there is none.
    """
    if number is not None:
        return of_id(audits, number)
    if not audits:
        raise Refusal("No audit yet: 'antara audit --sample 200 --seed 1' draws one.")
    answered = [each for each in audits if any(one["answers"] for one in each["drawn"])]
    return (answered or audits)[0]


def of_id(audits: Samples, number: int) -> dict[str, Any]:
    """Return an audit by its number.

    Raises:
        Refusal: there is none.
    """
    for each in audits:
        if each["id"] == number:
            return each
    known = f"There are: {', '.join(str(each['id']) for each in audits)}." if audits else ""
    raise Refusal(f"No audit has the ID {number}. {known}".rstrip())


def seed_of(opts: argparse.Namespace) -> int:
    """Return the seed that is meant."""
    return SEED if opts.seed is None else int(opts.seed)


def _filters_of(opts: argparse.Namespace) -> dict[str, Any]:
    """Return the filters as an audit keeps them."""
    asked = {name: value for name, value in asdict(read_filters(opts)).items() if value}
    return dict(json.loads(json.dumps(asked)))
