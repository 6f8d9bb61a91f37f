"""`antara probe`: a few polite questions to each bureau before the first long crawl."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from crawler.commands.base import (
    COULD_NOT_START,
    GOOD,
    INTERRUPTED,
    NEEDS_A_PERSON,
    AntaraCommand,
    add_json,
    complain,
)
from crawler.terminal import printable, write_json

if TYPE_CHECKING:
    import argparse

    from crawler.probing.report import BureauReport


class Command(AntaraCommand):
    """Ask each bureau at most eight questions and say what differs from bureaus.toml."""

    requires_crawler_process = True
    summary = "ask each bureau a few questions: the first thing to run live"
    description = (
        "Ask each bureau at most 8 requests, as politely as a crawl does, and report its "
        "robots.txt, which listings answer, the layout of its newest article, the fields that were "
        "filled, the zone that it prints, its validators, and what differs from what "
        "crawler/bureaus.toml expects. Nothing is written to the archive. "
        f"Exit status: {GOOD} all as expected, {NEEDS_A_PERSON} something differs, "
        f"{COULD_NOT_START} nothing answered."
    )
    examples = ("antara probe --bureau sumsel,bali", "antara probe --json > probe.jsonl")

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add `--bureau` and `--json`."""
        parser.add_argument(
            "--bureau", metavar="NAME,…", help="only these, by short name: sumsel,bali"
        )
        add_json(parser)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse to ask the live site without a contact, as a crawl does."""
        from crawler.config import check_ready

        super().check(args, opts)
        assert self.settings is not None
        check_ready(self.settings)
        if opts.loglevel is None:
            self.settings.set("LOG_LEVEL", "ERROR", priority="cmdline")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Ask, and tell each bureau's answers as they are complete."""
        from crawler.bureaus import choose_bureaus
        from crawler.probing.spider import ProbeSpider
        from crawler.probing.view import lines_of

        assert self.crawler_process is not None
        bureaus = choose_bureaus(",".join(opts.bureau) if opts.bureau else None)
        reports: list[BureauReport] = []

        def told(report: BureauReport) -> None:
            if opts.json:
                write_json(report.as_dict())
                return
            for line in lines_of(report):
                sys.stdout.write(printable_line(line) + "\n")
            sys.stdout.flush()

        self.crawler_process.crawl(ProbeSpider, bureaus=bureaus, reports=reports, told=told)
        self.crawler_process.start()
        if not any(report.answered for report in reports):
            complain("No bureau answered. Check the network, then run the same command again.")
            return COULD_NOT_START
        differing = [report.bureau for report in reports if report.differences]
        missing = len(bureaus) - len(reports)
        if missing:
            complain(f"Interrupted: {missing} bureaus were not asked.")
            return INTERRUPTED
        if differing:
            complain(f"Different from what is expected: {', '.join(sorted(differing))}.")
            return NEEDS_A_PERSON
        complain(f"All as expected: {len(reports)} bureaus.")
        return GOOD


def printable_line(line: str) -> str:
    """Return a line that cannot steer the terminal, its indentation kept."""
    return line[: len(line) - len(line.lstrip())] + printable(line)
