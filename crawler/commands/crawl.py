"""`antara crawl SPIDER`: fill the archive. Replaces Scrapy's command of that name."""

from __future__ import annotations

import argparse
import logging
import sys
from typing import TYPE_CHECKING, Any

from crawler.commands.base import (
    COULD_NOT_START,
    GOOD,
    INTERRUPTED,
    NEEDS_A_PERSON,
    AntaraCommand,
    Refusal,
    add_json,
    complain,
    day,
    nearest,
    positive,
)

if TYPE_CHECKING:
    from crawler.spiders.base import ArchiveSpider
    from crawler.summary import RunSummary
    from pipelines.archive import ArchiveSession

NO_ANSWER = (
    "Nothing answered: no bureau could be reached{why}, and the archive was left as it was. "
    "Check the network{gateway}, then run the same command again."
)
TOLD_BY_THE_SUMMARY = ("crawler.middlewares.robots", "scrapy.core.downloader.handlers.http11")
"""Loggers whose warnings say bureau by bureau what the summary says once; -L shows them."""


class Command(AntaraCommand):
    """Run a spider on the archive and say what it did."""

    requires_crawler_process = True
    summary = "crawl ANTARA into the archive: 'latest' brings what is new"
    description = (
        "Crawl the bureaus and store their articles in the archive. SPIDER is 'latest': it walks "
        "each bureau's feed and newest pages back to the last good run, at most REACH_BACK_DAYS, "
        "or FIRST_CONTACT_DAYS for a bureau that was never crawled; what is held is not asked for "
        "again. It can be stopped at any time with Ctrl-C and goes on when started again. "
        f"Exit status: {GOOD} good, {NEEDS_A_PERSON} it ran but something needs a person, "
        f"{COULD_NOT_START} it could not start or nothing answered, {INTERRUPTED} Ctrl-C."
    )
    words = ("SPIDER",)
    examples = (
        "antara crawl latest",
        "antara crawl latest --bureau sumsel,bali",
        "antara crawl latest --bureau sumsel --since 2026-01-01",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what a crawl may be told."""
        group = parser.add_argument_group("crawl")
        group.add_argument(
            "--bureau", metavar="NAME,…", help="only these, by short name: sumsel,bali"
        )
        group.add_argument(
            "--since",
            metavar="DATE",
            type=day,
            help="walk back to this day of the bureau's zone instead: 2026-01-31; with --pages to"
            " whichever comes first",
        )
        group.add_argument(
            "--pages",
            metavar="N",
            type=positive,
            help="walk so many listing pages of each bureau instead, however far back they reach;"
            " with --since at most so many",
        )
        group.add_argument(
            "--origin",
            choices=("live", "sample"),
            default="live",
            metavar="live|sample",
            help="what the articles are: 'sample' for invented ones, kept in an archive of their"
            " own (default: live)",
        )
        group.add_argument(
            "-a",
            dest="spargs",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="the same as --NAME VALUE, as Scrapy writes it",
        )
        add_json(parser)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Take `-a name=value` for `--name value` and refuse what contradicts itself."""
        for pair in opts.spargs:
            self._take(pair, opts)
        if opts.bureau is not None and not opts.bureau.strip(" ,"):
            raise Refusal(f"--bureau names none. {self._see_help()}")
        super().check(args, opts)

    def _take(self, pair: str, opts: argparse.Namespace) -> None:
        readers: dict[str, Any] = {"bureau": str, "since": day, "pages": positive}
        name, equals, value = pair.partition("=")
        if not equals:
            raise Refusal(f"-a {pair}: it is written NAME=VALUE. {self._see_help()}")
        if name not in readers:
            raise Refusal(f"-a {pair}: unknown.{nearest(name, readers)} {self._see_help()}")
        if getattr(opts, name) is not None:
            raise Refusal(f"-a {pair}: {name} is given twice. {self._see_help()}")
        try:
            setattr(opts, name, readers[name](value))
        except argparse.ArgumentTypeError as error:
            raise Refusal(f"-a {pair}: {error}. {self._see_help()}") from None

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Claim the archive, crawl, print the summary."""
        from crawler.config import archive_path, check_ready
        from pipelines.archive import ArchiveError, ArchiveSession

        process = self.crawler_process
        assert process is not None
        assert self.settings is not None
        known = process.spider_loader.list()
        if args[0] not in known:
            guess = nearest(args[0], known) or f" Known: {', '.join(sorted(known))}."
            raise Refusal(f"Unknown spider '{args[0]}'.{guess} {self._see_help()}")
        check_ready(self.settings)
        self._refuse_sample_of_the_site(opts)
        if opts.bureau:
            self._refuse_without_listings(opts.bureau)
        if opts.loglevel is None:
            for name in TOLD_BY_THE_SUMMARY:
                logging.getLogger(name).setLevel(logging.ERROR)
        session = ArchiveSession.claim(archive_path(self.settings), opts.origin)
        summary: RunSummary | None = None
        try:
            summary = self._crawl(args[0], session, opts)
        finally:
            try:
                session.close()
            except ArchiveError as error:
                if summary is None:
                    raise
                summary.fatal = summary.fatal or str(error)
        if summary is None:
            complain("The crawl could not start; the lines above say why.")
            return COULD_NOT_START
        return self._tell(summary, opts)

    def _refuse_sample_of_the_site(self, opts: argparse.Namespace) -> None:
        """Refuse to file the site's own articles, which are real, as invented ones."""
        from crawler.config import gateway_of, is_loopback

        assert self.settings is not None
        gateway = gateway_of(self.settings)
        if opts.origin == "sample" and not (gateway and is_loopback(gateway[0])):
            raise Refusal(
                "--origin sample is for invented articles, which a gateway on this machine serves; "
                "GATEWAY names none. Leave the option out to crawl ANTARA."
            )

    def _refuse_without_listings(self, names: list[str]) -> None:
        from crawler.bureaus import bureau_named

        for name in names:
            bureau = bureau_named(name)
            if bureau is not None and not bureau.has_listings:
                raise Refusal(f"Bureau '{name}' has no listings to walk. See 'antara bureaus'.")

    def _crawl(
        self, name: str, session: ArchiveSession, opts: argparse.Namespace
    ) -> RunSummary | None:
        process = self.crawler_process
        assert process is not None
        for note in session.notes:
            complain(f"Note: {note}")
        complain(f"Archive: {session.path}")
        crawler = process.create_crawler(name)
        crawler.archive_session = session  # type: ignore[attr-defined]
        arguments = {"since": opts.since, "pages": opts.pages}
        if opts.bureau:
            arguments["bureau"] = ",".join(opts.bureau)
        process.crawl(crawler, **arguments)
        process.start()
        spider: ArchiveSpider | None = crawler.spider  # type: ignore[assignment]
        if spider is None or process.bootstrap_failed:
            return None
        summary = spider.summary
        # Ctrl-C twice: Scrapy leaves without closing the spider.
        summary.interrupted = summary.interrupted or crawler.crawling
        summary.answered = summary.answered or session.opened
        return summary

    def _tell(self, summary: RunSummary, opts: argparse.Namespace) -> int:
        from crawler.config import archive_path
        from crawler.summary_view import render
        from crawler.terminal import for_a_person, write_json

        assert self.settings is not None
        if opts.json:
            write_json(summary.as_dict())
        if summary.fatal and not summary.answered:
            complain(summary.fatal)
            return COULD_NOT_START
        if not summary.answered and not summary.interrupted:
            gateway = self.setting("GATEWAY")
            errors = [error for each in summary.bureaus.values() for error in each.errors]
            complain(
                NO_ANSWER.format(
                    why=f" ({errors[0]})" if errors else "",
                    gateway=f" and the gateway {gateway}" if gateway else "",
                )
            )
            return COULD_NOT_START
        if summary.interrupted and not summary.answered:
            complain("Interrupted before anything answered.")
            return INTERRUPTED
        if not opts.json:
            configured = str(archive_path(self.settings))
            sys.stdout.write(render(summary, terminal=for_a_person(), configured=configured))
        return summary.exit_status
