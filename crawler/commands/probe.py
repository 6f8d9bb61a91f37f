"""`antara probe`: a few polite questions to each bureau before the first long crawl."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from crawler.commands.base import (
    COULD_NOT_START,
    GOOD,
    INTERRUPTED,
    NEEDS_A_PERSON,
    AntaraCommand,
    Refusal,
    add_json,
    complain,
)
from crawler.terminal import write_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from crawler.bureaus import Bureau
    from crawler.probing.report import BureauReport


class Command(AntaraCommand):
    """Ask each bureau at most eight questions and say what differs from bureaus.toml."""

    requires_crawler_process = True
    summary = "ask each bureau a few questions: the first thing to run live"
    description = (
        "Ask each bureau at most 8 requests, as politely as a crawl does, and report its "
        "robots.txt, which listings answer, the sections of its menu, the layout of its newest "
        "article, the fields that were filled, the zone that it prints, its validators, its clock, "
        "and what differs from what crawler/bureaus.toml expects; docs/probe.md says what to do "
        "with a difference. Needs no archive and writes to none. "
        f"Exit status: {GOOD} all as expected, {NEEDS_A_PERSON} something differs, "
        f"{COULD_NOT_START} it could not start or nothing answered, {INTERRUPTED} Ctrl-C."
    )
    examples = (
        "antara probe",
        "antara probe --bureau sumsel,bali",
        "antara probe --json > probe.jsonl",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add `--bureau` and `--json`."""
        parser.add_argument(
            "--bureau",
            metavar="NAME,…",
            help="only these, by short name: sumsel,bali; also one without listings",
        )
        add_json(parser)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse to ask the live site without a contact, as a crawl does."""
        if opts.bureau is not None and not opts.bureau.strip(" ,"):
            raise Refusal(f"--bureau names none. {self._see_help()}")
        super().check(args, opts)
        self.check_ready_to_ask()

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Ask, and tell each bureau's answers as they are complete."""
        from crawler.bureaus import choose_bureaus
        from crawler.probing.spider import ProbeSpider
        from crawler.probing.view import lines_of

        def told(report: BureauReport) -> None:
            if report.was_cut_off and not report.asked:
                return  # there is nothing to tell of it
            if opts.json:
                write_json(report.as_dict())
            else:
                sys.stdout.writelines(f"{line}\n" for line in lines_of(report))
            sys.stdout.flush()

        assert self.crawler_process is not None
        bureaus = choose_bureaus(",".join(opts.bureau) if opts.bureau else None)
        with self._alone():
            complain(self._beginning(len(bureaus)))
            crawler = self.crawler_process.create_crawler(ProbeSpider)
            self.crawler_process.crawl(crawler, bureaus=bureaus, told=told)
            self.crawler_process.start()
        spider: ProbeSpider | None = crawler.spider  # type: ignore[assignment]
        if spider is None or self.crawler_process.bootstrap_failed:
            complain("The probe could not start; the lines above say why.")
            return COULD_NOT_START
        if spider.broken is not None:
            raise spider.broken
        return self._end(bureaus, spider.reports)

    def _beginning(self, count: int) -> str:
        from crawler.probing.eight import MOST_REQUESTS

        gateway = self.setting("GATEWAY")
        through = f" through the gateway {gateway}" if gateway else ""
        return (
            f"Asking {counted(count)}{through}: at most {MOST_REQUESTS} requests each, one about "
            f"every {float(self.setting('DOWNLOAD_DELAY')):g} s."
        )

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let no crawl of the same archive ask the same hosts meanwhile.

        Raises:
            ArchiveLocked: when one is under way.
        """
        from crawler.config import archive_path
        from pipelines.archive import ArchiveError, ArchiveLocked
        from pipelines.archive.lock import SideCarLock

        assert self.settings is not None
        lock = None
        try:
            lock = SideCarLock.take(archive_path(self.settings))
        except ArchiveLocked:
            raise
        except ArchiveError:
            pass  # a folder that is not there, or may not be written: no crawl writes there either
        try:
            yield
        finally:
            if lock is not None:
                lock.release()

    def _end(self, bureaus: Sequence[Bureau], reports: Sequence[BureauReport]) -> int:
        """Say how it came out, and return the exit status."""
        whole = [report for report in reports if not report.was_cut_off]
        if len(whole) < len(bureaus):
            complain(f"Interrupted: {len(whole)} of {counted(len(bureaus))} were asked all.")
            return INTERRUPTED
        asked = [report for report in whole if report.asked]
        unasked = sorted(report.bureau for report in whole if not report.asked)
        differing = sorted(each.bureau for each in asked if each.differences)
        if not asked:
            complain("No bureau was asked: the lines above say when each may be.")
            return COULD_NOT_START
        if not any(report.answered for report in asked):
            gateway = self.setting("GATEWAY")
            also = f" and the gateway {gateway}" if gateway else ""
            complain(f"No bureau answered. Check the network{also}, then run it again.")
            return COULD_NOT_START
        if unasked:
            complain(f"Not asked: {', '.join(unasked)}.")
        if differing:
            complain(
                f"Different from what is expected: {', '.join(differing)}. docs/probe.md says what "
                "to do with each line marked !."
            )
            return NEEDS_A_PERSON
        complain(f"As expected: {counted(len(asked))}.")
        return GOOD


def counted(number: int) -> str:
    """Return a number of bureaus in words."""
    return f"{number} bureau{'' if number == 1 else 's'}"
