"""What every command of `antara` shares: refusals, errors of one line, exit status.

Scrapy registers each command class that is *defined* in a module of COMMANDS_MODULE, a base
class too. That is why this module stands outside `crawler.commands`; the commands import it as
`crawler.commands.base`.

The options that several commands share stand in `crawler.options`, the exit statuses in
`crawler.exit_status`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import textwrap
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.exit_status import COULD_NOT_START, GOOD, INTERRUPTED
from crawler.options import bureau_names, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.archive import ArchiveReader

OPTIONS_OF_SCRAPY = ("--profile", "--pidfile", "--pdb", "--nolog")
"""Understood by every command, but left out of our help texts."""

SAMPLE = " (a sample: its articles are invented)"
"""Said of an archive that `make demo` filled."""


class Refusal(Exception):  # noqa: N818 - it names what happens, and is no programming error
    """A command cannot do what was asked; its text is the one line that a person reads."""

    def __init__(self, message: str, status: int = COULD_NOT_START) -> None:
        super().__init__(message)
        self.status = status


class AntaraCommand(ScrapyCommand):
    """A command that refuses what it does not understand.

    A command says what it is in class attributes and does its work in `act`, which returns the
    exit status. `run` is Scrapy's entry; it turns the errors that a person can cause into one
    line, and is not overridden.
    """

    requires_crawler_process = False
    summary: ClassVar[str] = ""
    """One line for `antara --help`, without a full stop."""
    description: ClassVar[str] = ""
    """A paragraph for `antara COMMAND --help`; the summary where empty."""
    words: ClassVar[tuple[str, ...]] = ()
    """The words after the options, named as in the usage line: `URL|FILE`. `[WORD]` may be
    missing, `WORD…` takes all that follow."""
    examples: ClassVar[tuple[str, ...]] = ()

    @property
    def name(self) -> str:
        """The command as it is typed: the last part of its module's name."""
        return type(self).__module__.rpartition(".")[2]

    def syntax(self) -> str:
        """Return the usage line without the command's name."""
        return " ".join(["[options]", *self.words])

    def short_desc(self) -> str:
        """Return the line of `antara --help`."""
        return self.summary

    def long_desc(self) -> str:
        """Return the paragraph of `antara COMMAND --help`."""
        return self.description or f"{self.summary}."

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add Scrapy's options, then those of the command.

        Args:
            parser: Scrapy's parser for this command line; its texts are made ours.
        """
        super().add_options(parser)
        self._parser = parser
        parser.prog = f"antara {self.name}"
        parser.usage = f"{parser.prog} {self.syntax()}"
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        # An abbreviation that works today is another option's name tomorrow.
        parser.allow_abbrev = False
        width = max(40, shutil.get_terminal_size().columns - 2)
        parser.description = textwrap.fill(self.long_desc(), width)
        if self.examples:
            parser.epilog = "examples:\n" + "\n".join(f"  {line}" for line in self.examples)
        parser.error = self._parser_error  # type: ignore[method-assign]
        for action in parser._actions:
            if OPTIONS_OF_SCRAPY and set(action.option_strings) & set(OPTIONS_OF_SCRAPY):
                action.help = argparse.SUPPRESS
        self.add_own_options(parser)

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options of this command; nothing by default."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what was not understood, then set Scrapy's settings.

        Scrapy passes unknown options and surplus words on in silence, so that a mistyped
        filter would list everything.

        Args:
            args: the words after the options; unknown options are among them.
            opts: the options.
        """
        try:
            self._refuse_unknown(args)
            super().process_options(args, opts)
            self.check(args, opts)
        except UsageError as error:
            self._leave(f"{error} {self._see_help()}")
        except Exception as error:
            line = line_for(error)
            if line is None:
                raise
            self._leave(line)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check what argparse cannot; called before anything runs, settings are complete.

        `--bureau` becomes a list of short names.

        Raises:
            Refusal: for options that contradict each other.
            UnknownBureau: naming the nearest bureau.
            ConfigError: for `-s NAME=VALUE` with an unknown name or a wrong value.
        """
        self._check_settings()
        if getattr(opts, "bureau", None):
            opts.bureau = bureau_names(opts.bureau)
        since, until = getattr(opts, "since", None), getattr(opts, "until", None)
        if since and until and since > until:
            raise Refusal(
                f"--since {since} is after --until {until}: no day lies between them. "
                + self._see_help()
            )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the command and keep its exit status; called by Scrapy."""
        try:
            self.exitcode = self.act(args, opts)
            sys.stdout.flush()
        except KeyboardInterrupt:
            complain("Interrupted.")
            self.exitcode = INTERRUPTED
        except BrokenPipeError:
            self.exitcode = reader_has_enough()
        except Exception as error:
            line = line_for(error)
            if line is None:
                raise
            complain(line)
            self.exitcode = getattr(error, "status", COULD_NOT_START)

    def check_ready_to_ask(self) -> None:
        """Check, for a command that asks a few pages and reports on each, that it may.

        What went wrong is in its report, so the log repeats none of it unless told to.

        Raises:
            ConfigError: for settings with which no crawl would start.
        """
        from crawler.config import check_ready

        assert self.settings is not None
        check_ready(self.settings)
        if self.settings["LOG_LEVEL"] == "WARNING":  # the default
            self.settings.set("LOG_LEVEL", "ERROR", priority="cmdline")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Do the command's work and return its exit status.

        Raises:
            Refusal: when it cannot be done; so do the errors named in `line_for`.
        """
        raise NotImplementedError

    def setting(self, name: str) -> Any:
        """Return a setting's value, command line and environment considered."""
        assert self.settings is not None
        return self.settings.get(name)

    @contextmanager
    def archive(self) -> Iterator[ArchiveReader]:
        """Open the archive for reading and say on standard error which one it is.

        Raises:
            ArchiveError: when there is none, or it cannot be read.
        """
        from crawler.config import archive_path
        from pipelines.archive import ArchiveReader

        assert self.settings is not None
        with ArchiveReader(archive_path(self.settings)) as reader:
            complain(f"Archive: {reader.path}{SAMPLE if reader.origin == 'sample' else ''}")
            yield reader

    def _refuse_unknown(self, args: list[str]) -> None:
        known = [
            option
            for action in self._parser._actions
            if action.help != argparse.SUPPRESS
            for option in action.option_strings
        ]
        for arg in args:
            if arg.startswith("-") and arg != "-":
                option = arg.partition("=")[0]
                raise Refusal(
                    f"Unknown option '{option}'.{nearest(option, known)} {self._see_help()}"
                )
        least = sum(not word.startswith("[") for word in self.words)
        if len(args) < least:
            raise Refusal(
                f"'{self._parser.prog}' needs {self.words[len(args)]}. {self._see_help()}"
            )
        if len(args) > len(self.words) and not (self.words and self.words[-1].endswith("…")):
            surplus, takes = args[len(self.words)], " ".join(self.words) or "options"
            raise Refusal(
                f"Surplus word '{surplus}': '{self._parser.prog}' takes {takes} only. "
                + self._see_help()
            )

    def _check_settings(self) -> None:
        """Refuse a mistyped `-s`: `-s ARCHVE_PATH=…` would open another archive than was meant."""
        from crawler.config import check_command_line

        assert self.settings is not None
        check_command_line(self.settings)

    def _see_help(self) -> str:
        return f"See 'antara {self.name} --help'."

    def _parser_error(self, message: str) -> NoReturn:
        """Replace argparse's usage block by one line."""
        message = message.removeprefix("argument ")
        end = "" if message.endswith(("?", ".")) else "."
        self._leave(f"{message[:1].upper()}{message[1:]}{end} {self._see_help()}")

    def _leave(self, line: str) -> NoReturn:
        complain(line)
        sys.exit(COULD_NOT_START)


def words_behind_dashes(args: list[str]) -> None:
    """Let what stands behind `--` be words, whatever they begin with.

    Args:
        args: the words; changed in place, because Scrapy passes the same list on.
    """
    if "--" in args:
        end = args.index("--")
        args[end:] = [f" {word}" for word in args[end + 1 :]]  # behind a blank it is no option


def complain(line: str) -> None:
    """Print one line to standard error."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def reader_has_enough() -> int:
    """End in silence when whoever reads our output has closed it, as `head` does.

    Returns:
        the exit status: this is no error of ours.
    """
    # Python flushes standard output once more at its end, and would complain there.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return GOOD


def line_for(error: Exception) -> str | None:
    """Return the line to show for an error that a person can cause, None for one of ours."""
    if not isinstance(error, Refusal):
        from crawler.bureaus import BureausError, UnknownBureau
        from crawler.errors import ConfigError
        from pipelines.archive import ArchiveError

        if not isinstance(error, ArchiveError | ConfigError | BureausError | UnknownBureau):
            return None
    return " ".join(str(error).split())
