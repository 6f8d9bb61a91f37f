"""`antara crawl SPIDER`: fill the archive. Replaces Scrapy's command of that name."""

from __future__ import annotations

import datetime as dt
import json
import logging
import shutil
import sys
import tempfile
from pathlib import Path
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
    nearest,
)
from crawler.crawl_options import (
    INTENTS,
    Intent,
    add_crawl_options,
    arguments_of,
    check_crawl_options,
    take_pair,
)
from crawler.errors import DISALLOWED
from crawler.terminal import agreed

if TYPE_CHECKING:
    import argparse

    from crawler.spiders.base import ArchiveSpider
    from crawler.summary import RunSummary
    from pipelines.archive import ArchiveSession

NO_ANSWER = (
    "Nothing answered: no bureau could be reached{why}, and the archive was left as it was. "
    "Check the network{gateway}, then run the same command again."
)
FORBIDDEN = (
    "Nothing was asked: robots.txt forbids all of it{why}, and the archive was left as it was. "
    "It is read again when it is a day old, and what it allows then is asked for: docs/manners.md."
)
TOLD_BY_THE_SUMMARY = ("crawler.middlewares.robots", "scrapy.core.downloader.handlers.http11")
"""Loggers whose warnings say bureau by bureau what the summary says once; -L shows them."""
MOST_REFUSED = 10
"""Lines of a list that were not understood, of which each is told."""


class Command(AntaraCommand):
    """Run a spider on the archive and say what it did."""

    requires_crawler_process = True
    summary = "crawl ANTARA into the archive: what is new, the past, corrections, a list"
    description = (
        "Crawl the bureaus and store their articles in the archive. SPIDER is one of: "
        + "; ".join(f"'{each.name}', {each.summary}" for each in INTENTS.values())
        + ". What is held is not asked for again, but by 'revisit'. Any of them can be stopped at "
        "any time with Ctrl-C and goes on when started again. "
        f"Exit status: {GOOD} good, also when nothing was new, {NEEDS_A_PERSON} it ran but "
        f"something needs a person, {COULD_NOT_START} it could not start or nothing answered, "
        f"{INTERRUPTED} Ctrl-C."
    )
    words = ("SPIDER", "[FILE]")
    examples = (
        "antara crawl latest",
        "antara crawl latest --bureau sumsel,bali --max-minutes 50",
        "antara crawl backfill --bureau sumsel --since 2019-01-01 --until 2019-12-31",
        'antara crawl backfill --query "kabut asap" --since 2019-08-01 --until 2019-10-31',
        "antara crawl gaps --bureau sumsel",
        "antara crawl revisit",
        "antara crawl urls list.txt",
    )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what a crawl may be told."""
        add_crawl_options(parser)
        add_json(parser)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Take `-a name=value` for `--name value` and refuse what contradicts itself."""
        for pair in opts.spargs:
            try:
                take_pair(pair, opts)
            except ValueError as error:
                raise Refusal(f"{error} {self._see_help()}") from None
        if opts.bureau is not None and not opts.bureau.strip(" ,"):
            raise Refusal(f"--bureau names none. {self._see_help()}")
        super().check(args, opts)
        intent = self._intent(args)
        wrong = check_crawl_options(intent, opts)
        if wrong is not None:
            raise Refusal(f"{wrong} {self._see_help()}")
        if opts.since and "until" in intent.options:
            self._refuse_days_to_come(opts)
        if intent.name == "urls" and len(args) < 2:
            raise Refusal(
                f"'antara crawl urls' needs FILE; - is standard input. {self._see_help()}"
            )
        if intent.name != "urls" and len(args) > 1:
            raise Refusal(
                f"Surplus word '{args[1]}': only 'antara crawl urls' takes a file. "
                + self._see_help()
            )
        if opts.append and not Path(opts.append).expanduser().parent.is_dir():
            raise Refusal(f"--append {opts.append}: there is no such folder.")

    def _intent(self, args: list[str]) -> Intent:
        if args[0] not in INTENTS:
            guess = nearest(args[0], INTENTS) or f" Known: {', '.join(INTENTS)}."
            raise Refusal(f"Unknown spider '{args[0]}'.{guess} {self._see_help()}")
        return INTENTS[args[0]]

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Claim the archive, crawl, print the summary."""
        intent = self._intent(args)
        arguments = arguments_of(intent, opts)
        try:
            if intent.name == "urls":
                arguments |= self._list(args[1])
            return self._act(intent, arguments, opts)
        finally:
            if self._kept_list is not None:
                self._kept_list.unlink(missing_ok=True)

    def _act(self, intent: Intent, arguments: dict[str, Any], opts: argparse.Namespace) -> int:
        from crawler.config import archive_path, check_ready
        from pipelines.archive import ArchiveError, ArchiveMissing, ArchiveSession

        assert self.settings is not None
        check_ready(self.settings)
        self._refuse_sample_of_the_site(opts)
        if opts.bureau and intent.needs_listings:
            self._refuse_without_listings(opts.bureau)
        if opts.loglevel is None:
            for name in TOLD_BY_THE_SUMMARY:
                logging.getLogger(name).setLevel(logging.ERROR)
        if intent.name == "backfill" and not self._agreed(opts):
            return GOOD
        session = ArchiveSession.claim(archive_path(self.settings), opts.origin)
        summary: RunSummary | None = None
        try:
            if intent.name in ("gaps", "revisit") and not session.exists:
                raise ArchiveMissing(_nothing_to_look_for(session.path))
            summary = self._crawl(intent.name, session, arguments)
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

    def _agreed(self, opts: argparse.Namespace) -> bool:
        """Print the estimate of a backfill; return whether it is to go on.

        A person at a terminal is asked. A schedule has nobody to ask, and goes on.
        """
        from crawler.backfill_estimate import estimates_of, lines_below, table_of
        from crawler.bureaus import choose_bureaus
        from crawler.config import archive_path

        assert self.settings is not None
        archive = archive_path(self.settings)
        names = ("since", "until", "ways", "query", "anew")
        found = estimates_of(
            choose_bureaus(",".join(opts.bureau) if opts.bureau else None),
            archive,
            self.settings.getfloat("DOWNLOAD_DELAY"),
            **{name: getattr(opts, name) for name in names},
            now=dt.datetime.now(dt.UTC),
        )
        if opts.json and opts.estimate:
            from crawler.terminal import write_json

            write_json({"estimate": [each.as_dict() for each in found]})
            return False
        shown = sys.stderr if opts.json else sys.stdout
        lines = ["How much a search finds cannot be told before it is asked."]
        if not opts.query:
            lines = [*table_of(found), *lines_below(found, archive)]
        shown.write("".join(f"{line}\n" for line in lines))
        shown.flush()
        if opts.estimate:
            return False
        if opts.yes or agreed("Go on?"):
            return True
        complain("Not started: nothing was asked of ANTARA.")
        return False

    def _list(self, name: str) -> dict[str, str]:
        """Check a list, tell what is not understood, and return the spider's arguments."""
        from crawler.ways import RefusedLine, read_list_lines

        bureaus: dict[str, None] = {}
        refused = count = 0
        path = Path(name)
        if name == "-":
            with tempfile.NamedTemporaryFile(
                prefix="antara-list-", suffix=".txt", delete=False
            ) as kept:
                shutil.copyfileobj(sys.stdin.buffer, kept)
            path = self._kept_list = Path(kept.name)
        try:
            with path.open(encoding="utf-8", errors="replace") as lines:
                for each in read_list_lines(lines):
                    if not isinstance(each, RefusedLine):
                        bureaus[each.bureau] = None
                        count += 1
                        continue
                    refused += 1
                    if refused <= MOST_REFUSED:
                        complain(f"{name}, line {each.line}: {each.why}: {each.text}")
        except OSError as error:
            raise Refusal(f"'{name}' cannot be read: {error.strerror}.") from None
        if refused > MOST_REFUSED:
            complain(f"and {refused - MOST_REFUSED:,} more lines.")
        if not count:
            raise Refusal(
                f"'{name}' names no article: one address or key (sumsel/819013) a line is wanted."
            )
        self._refused_lines = refused
        return {"file": str(path), "bureau": ",".join(bureaus)}

    _kept_list: Path | None = None
    _refused_lines = 0

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

    def _refuse_days_to_come(self, opts: argparse.Namespace) -> None:
        """Refuse a first day that has begun nowhere: all of no days would be walked at once."""
        from crawler.bureaus import choose_bureaus
        from crawler.clock import utc_text
        from crawler.dates import zone_day

        now = utc_text(dt.datetime.now(dt.UTC))
        bureaus = choose_bureaus(",".join(opts.bureau) if opts.bureau else None)
        today = max(zone_day(now, each.zone) for each in bureaus)
        if opts.since > today:
            raise Refusal(
                f"--since {opts.since} is yet to come: it is {today} at ANTARA's. "
                + self._see_help()
            )

    def _refuse_without_listings(self, names: list[str]) -> None:
        from crawler.bureaus import bureau_named

        for name in names:
            bureau = bureau_named(name)
            if bureau is not None and not bureau.has_listings:
                raise Refusal(f"Bureau '{name}' has no listings to walk. See 'antara bureaus'.")

    def _crawl(
        self, name: str, session: ArchiveSession, arguments: dict[str, object]
    ) -> RunSummary | None:
        process = self.crawler_process
        assert process is not None
        for note in session.notes:
            complain(f"Note: {note}")
        complain(f"Archive: {session.path}")
        crawler = process.create_crawler(name)
        crawler.archive_session = session  # type: ignore[attr-defined]
        process.crawl(crawler, **arguments)
        process.start()
        spider: ArchiveSpider | None = crawler.spider  # type: ignore[assignment]
        if spider is None or process.bootstrap_failed:
            return None
        from crawler.extensions import ArchiveExtension

        extension = crawler.get_extension(ArchiveExtension)
        if extension is not None:
            extension.cut_off()
        summary = spider.summary
        summary.refused_lines = self._refused_lines
        return summary

    def _tell(self, summary: RunSummary, opts: argparse.Namespace) -> int:
        from crawler.config import archive_path
        from crawler.summary_view import render
        from crawler.terminal import for_a_person, write_json

        assert self.settings is not None
        if opts.json:
            write_json(summary.as_dict())
        if opts.append:
            append_line(Path(opts.append).expanduser(), json.dumps(summary.as_dict()))
        if summary.fatal and not summary.answered:
            complain(summary.fatal)
            return COULD_NOT_START
        if summary.asked and not summary.answered and not summary.interrupted:
            gateway = self.setting("GATEWAY")
            errors = [error for each in summary.bureaus.values() for error in each.errors]
            forbidden = bool(errors) and all(DISALLOWED in error for error in errors)
            complain(
                (FORBIDDEN if forbidden else NO_ANSWER).format(
                    why=f" ({errors[0]})" if errors else "",
                    gateway=f" and the gateway {gateway}" if gateway else "",
                )
            )
            return COULD_NOT_START
        if summary.interrupted and summary.asked and not summary.answered:
            complain("Interrupted before anything answered.")
            return INTERRUPTED
        if not opts.json:
            configured = str(archive_path(self.settings))
            sys.stdout.write(render(summary, terminal=for_a_person(), configured=configured))
        return summary.exit_status


def append_line(path: Path, line: str) -> None:
    """Add a line to a file, in one write so that two runs do not mix.

    Raises:
        Refusal: when it cannot be written; the crawl itself has ended by then.
    """
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
    except OSError as error:
        raise Refusal(
            f"The crawl ended, but its line was not added to {path}: {error.strerror}.",
            NEEDS_A_PERSON,
        ) from None


def _nothing_to_look_for(path: Path) -> str:
    """Return what to say to whoever looks for gaps, or what is due, before the first crawl."""
    if path.exists():
        return (
            f"{path} is the sample, whose articles are invented: there is nothing to look for yet. "
            "'antara crawl latest' makes an archive of the site's, and keeps the sample beside it."
        )
    return (
        f"There is no archive at {path}, so there is nothing to look for; "
        "'antara crawl latest' makes one."
    )
