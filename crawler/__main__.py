"""`antara COMMAND`: Scrapy's command line with this project's settings, from any folder."""

from __future__ import annotations

import errno
import io
import os
import pkgutil
import re
import sys
from typing import NoReturn

from crawler import DISTRIBUTION, __version__
from crawler.commandline import complain, line_for, reader_has_enough
from crawler.exit_status import COULD_NOT_START, GOOD, INTERRUPTED
from crawler.options import nearest

SETTINGS_MODULE = "crawler.settings"
OPTIONS_WITH_A_VALUE = {"-L", "--loglevel", "--logfile", "--profile", "--pidfile", "-s", "--set"}
"""Scrapy's options that take the next word; needed to find the command behind them."""
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
"""What writing to standard output may fail with; the archive's own errors are ArchiveError."""
TAKES_WORDS = {"search", "check"}
"""Commands whose words are a person's own."""
LEFT_OUT = re.compile(
    r"-(?!-|[hsLaoOt]$|s\w+=|L(?:DEBUG|INFO|WARNING|ERROR|CRITICAL)$).+", re.DOTALL
)
"""A word such as -jakarta or -5: no option is so written, nor taken for one behind a blank."""
NO_COMMANDS = {"base"}
"""Modules of `crawler.commands` that are no command."""


def main(argv: list[str] | None = None) -> NoReturn:
    """Run one command and leave with its exit status.

    Args:
        argv: the words after the program's name; the process's own when None.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    print_everything()
    try:
        status = run(words)
        sys.stdout.flush()
    except BrokenPipeError:
        status = reader_has_enough()
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        status = output_failed(error)
    except KeyboardInterrupt:
        complain("Interrupted.")
        status = INTERRUPTED
    except Exception as error:
        # The settings are read before any command runs: antara.toml can be wrong.
        line = line_for(error)
        if line is None:
            raise
        complain(line)
        status = COULD_NOT_START
    sys.exit(status)


def print_everything() -> None:
    r"""Let both outputs print any letter: one that the terminal's encoding lacks as \u2026.

    A title with an ellipsis must not end a command where the terminal is set to Latin-1.
    """
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue  # no file, such as one that a test put in its place
        try:
            "\N{HORIZONTAL ELLIPSIS}\N{NEWSPAPER}".encode(stream.encoding)
        except UnicodeEncodeError:
            stream.reconfigure(errors="backslashreplace")


def output_failed(error: OSError) -> int:
    """Say that the output could not be written, and keep Python from saying it again at its end.

    Args:
        error: what writing to standard output failed with.

    Returns:
        the exit status.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    complain(f"Could not write the output: {error.strerror or error}.")
    return COULD_NOT_START


def run(words: list[str]) -> int:
    """Answer `--help` and `--version`, refuse an unknown command, pass the rest to Scrapy.

    Args:
        words: the command line without the program's name.

    Returns:
        the exit status.
    """
    if words[:1] == ["help"]:
        words = [*words[1:2], "--help"]
    options, command, rest = split(words)
    if command is None:
        return without_command(options)
    if command not in [*own_commands(), *scrapy_commands()]:
        complain(
            f"Unknown command '{command}'."
            f"{nearest(command, own_commands()) or nearest(command, scrapy_commands())}"
            " See 'antara --help'."
        )
        return COULD_NOT_START
    if command in TAKES_WORDS:
        rest = [f" {word}" if LEFT_OUT.fullmatch(word) else word for word in rest]
    os.environ["SCRAPY_SETTINGS_MODULE"] = SETTINGS_MODULE
    from scrapy.cmdline import execute

    try:
        # Scrapy takes the first word that is no option for the command, so the value of an
        # option before it (`-L INFO articles`) would be an unknown command: the command first.
        execute(["antara", command, *options, *rest])
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    return GOOD


def split(words: list[str]) -> tuple[list[str], str | None, list[str]]:
    """Split a command line into the options before the command, the command, and the rest.

    >>> split(["-L", "INFO", "articles", "--json"])
    (['-L', 'INFO'], 'articles', ['--json'])
    """
    index = 0
    while index < len(words) and words[index].startswith("-"):
        index += 2 if words[index] in OPTIONS_WITH_A_VALUE else 1
    if index >= len(words):
        return words, None, []
    return words[:index], words[index], words[index + 1 :]


def without_command(options: list[str]) -> int:
    """Answer a command line that names no command.

    Args:
        options: what stands there instead.
    """
    if "--version" in options or "-V" in options:
        sys.stdout.write(f"antara {__version__}\n")
    elif not options or {"-h", "--help"} & set(options):
        sys.stdout.write(help_text())
    else:
        known = [*OPTIONS_WITH_A_VALUE, "--help", "--version"]
        option = options[0].partition("=")[0]
        if option in known:
            complain(f"'{option}' needs a command after it. See 'antara --help'.")
        else:
            complain(f"Unknown option '{option}'.{nearest(option, known)} See 'antara --help'.")
        return COULD_NOT_START
    return GOOD


def help_text() -> str:
    """Return what `antara --help` prints: each command with its line."""
    from importlib import import_module

    width = max(map(len, own_commands()))
    lines = [
        f"  {name:<{width}}  {import_module(f'crawler.commands.{name}').Command.summary}"
        for name in own_commands()
    ]
    return "\n".join(
        [
            f"antara {__version__} ({DISTRIBUTION}): an archive of ANTARA's regional news",
            "",
            "usage: antara COMMAND [options]",
            "",
            *lines,
            "",
            "'antara COMMAND --help' says more. Scrapy's own commands work as well:",
            f"  {', '.join(sorted(set(scrapy_commands()) - set(own_commands())))}",
            "",
        ]
    )


def own_commands() -> list[str]:
    """Return the names of this project's commands, without importing them."""
    import crawler.commands

    return [
        module.name
        for module in pkgutil.iter_modules(crawler.commands.__path__)
        if module.name not in NO_COMMANDS
    ]


def scrapy_commands() -> list[str]:
    """Return the names of the commands that Scrapy brings."""
    import scrapy.commands

    return [module.name for module in pkgutil.iter_modules(scrapy.commands.__path__)]


if __name__ == "__main__":
    main()
