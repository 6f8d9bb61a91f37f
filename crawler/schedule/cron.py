"""A plan as a crontab: a block of lines between two markers, and the script that they run; pure.

cron starts nothing that was missed. Hence a second line for each job, once an hour, which starts
the job when its last run lies too far back.
"""

from __future__ import annotations

import re
import shlex
import zlib
from typing import TYPE_CHECKING

from crawler.errors import ConfigError
from crawler.exit_status import INTERRUPTED, NEEDS_A_PERSON
from crawler.schedule.times import rows, shifted

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.schedule.home import Home
    from crawler.schedule.plan import Plan
    from crawler.schedule.times import Row, Start

GRACE = 120
"""Minutes after which a start is missed: there may have been another run to wait for."""

SCRIPT = """\
{header}
# Run by the crontab: JOB [MINUTES]. With MINUTES only when JOB did not run within so many.
job=$1
minutes=$2
case $job in
{cases}
*)
    echo "No job '$job'." >&2
    exit 2
    ;;
esac
cd {folder} || exit
stamp={stamps}.$job.ran
failed={stamps}.$job.failed
if [ -n "$minutes" ] && find "$stamp" -mmin "-$minutes" 2>/dev/null | grep -q .; then
    exit
fi
exec >>{log} 2>&1
printf '%s antara %s\\n' "$(date -u +%FT%TZ)" "$*"
ANTARA_ARCHIVE_PATH={environment} {program} "$@"{more}
status=$?
# What could not start, because another run held the archive or there was no network, counts as no
# run, and so is tried again within some hours; until then it can be seen that it could not.
if [ $status -le {needs_a_person} ]; then
    echo $status >"$stamp"
    rm -f "$failed"
elif [ $status -ne {interrupted} ]; then
    echo $status >"$failed"
fi
"""

_COMMENT = re.compile(r'# (\w+) = "(.*)"')
_LINE = re.compile(r"([\d,*]+) ([\d,*]+) \* \* ([\d,*]+) sh .+ (\w+)")


def header(home: Home) -> str:
    """Return the first line of the script, which says whose it is."""
    return f"# Made by 'antara schedule' for the archive {home.archive}"


def script(plan: Plan, home: Home) -> str:
    """Return the shell script that runs one job."""
    cases = (f"{job.name}) set -- {shlex.join(job.words)} ;;" for job in plan.jobs)
    more = shlex.join(home.more)
    return SCRIPT.format(
        header=header(home),
        cases="\n".join(cases),
        folder=_quoted(home.folder),
        stamps=_quoted(home.archive),
        log=_quoted(home.log),
        environment=_quoted(home.environment),
        program=shlex.join(home.program),
        more=f" {more}" if more else "",
        needs_a_person=NEEDS_A_PERSON,
        interrupted=INTERRUPTED,
    )


def block(plan: Plan, home: Home, path: Path, machine: str) -> str:
    """Return the lines for a crontab, markers included.

    Args:
        plan: the jobs.
        home: the archive.
        path: of the script.
        machine: tells machines apart. With the archive it decides by how many minutes of the
            spread all starts are later: always the same, for cron cannot draw lots.
    """
    lines = [f"# BEGIN {home.name}: made by 'antara schedule' for the archive {home.archive}"]
    for number, job in enumerate(plan.jobs):
        command = f"sh {_quoted(path)} {job.name}".replace("%", "\\%")  # a bare % would end it
        late = _draw(home, machine, job.spread + 1)
        lines.append(f'# {job.name} = "{job.times.text}"')
        for row in rows(shifted(job.times.starts, late)):
            lines.append(f"{_fields(row)} {command}")
        if (pause := job.times.longest_pause()) > GRACE:
            minute = (_draw(home, machine, 60) + 11 * number) % 60
            lines.append(f"{minute} * * * * {command} {pause + GRACE}")
    lines.append(f"# END {home.name}")
    return "".join(f"{line}\n" for line in lines)


def merged(crontab: str, home: Home, lines: str) -> str:
    """Return a crontab with the block in it: where it was, else at the end.

    Raises:
        ConfigError: when one of the markers is missing.
    """
    before, _, after = _split(crontab, home)
    if before and not before.endswith("\n"):
        before += "\n"
    return before + lines + after


def without(crontab: str, home: Home) -> str:
    """Return a crontab without the block, all else as it was.

    Raises:
        ConfigError: when one of the markers is missing.
    """
    before, _, after = _split(crontab, home)
    return before + after


def block_in(crontab: str, home: Home) -> str:
    """Return the block that a crontab holds; "" when there is none.

    Raises:
        ConfigError: when one of the markers is missing.
    """
    return _split(crontab, home)[1]


def jobs_in(lines: str) -> dict[str, tuple[str, tuple[Start, ...]]]:
    """Return what a block starts: by job the times as a person wrote them, and its starts.

    The lines that catch up end with minutes instead of a job, and are no starts.
    """
    times: dict[str, str] = {}
    starts: dict[str, set[Start]] = {}
    for line in lines.splitlines():
        if comment := _COMMENT.fullmatch(line):
            times[comment[1]] = comment[2]
        elif (found := _LINE.fullmatch(line)) and found[4] in times:
            starts.setdefault(found[4], set()).update(_starts(*found.groups()[:3]))
    return {name: (text, tuple(sorted(starts.get(name, ())))) for name, text in times.items()}


def _split(crontab: str, home: Home) -> tuple[str, str, str]:
    """Return what stands before the block, the block, and what stands after it."""
    lines = crontab.splitlines(keepends=True)
    begins = [n for n, line in enumerate(lines) if line.startswith(f"# BEGIN {home.name}:")]
    ends = [n for n, line in enumerate(lines) if line.rstrip() == f"# END {home.name}"]
    if not begins and not ends:
        return crontab, "", ""
    if len(begins) != 1 or len(ends) != 1 or begins[0] > ends[0]:
        raise ConfigError(
            f"The crontab does not hold exactly one '# BEGIN {home.name}' and, after it, one "
            f"'# END {home.name}': mend it with 'crontab -e' first."
        )
    first, after = begins[0], ends[0] + 1
    return "".join(lines[:first]), "".join(lines[first:after]), "".join(lines[after:])


def _fields(row: Row) -> str:
    """Return the five fields of a line, Sunday being 0."""
    minutes = ",".join(map(str, row.minutes))
    hours = ",".join(map(str, row.hours)) if len(row.hours) < 24 else "*"
    days = ",".join(str((day + 1) % 7) for day in row.days) if len(row.days) < 7 else "*"
    return f"{minutes} {hours} * * {days}"


def _starts(minutes: str, hours: str, days: str) -> list[Start]:
    """Return what `_fields` was made from."""

    def numbers(field: str, many: int) -> list[int]:
        return list(range(many)) if field == "*" else [int(each) for each in field.split(",")]

    return [
        ((day - 1) % 7, hour * 60 + minute)
        for day in numbers(days, 7)
        for hour in numbers(hours, 24)
        for minute in numbers(minutes, 60)
    ]


def _draw(home: Home, machine: str, sides: int) -> int:
    """Return a number below `sides`, always the same for one archive on one machine."""
    return zlib.crc32(f"{machine} {home.name}".encode()) % sides


def _quoted(value: object) -> str:
    return shlex.quote(str(value))
