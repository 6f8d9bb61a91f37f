"""A plan as timers and services of systemd's user manager; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.exit_status import INTERRUPTED, NEEDS_A_PERSON
from crawler.schedule.home import said
from crawler.schedule.times import DAYS, rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.schedule.home import Home
    from crawler.schedule.plan import Job, Plan
    from crawler.schedule.times import Row, Start

RETRY = "10min"
TRIES, TRIES_WITHIN = 5, "55min"
"""So many short tries, then the unit stays failed. The span is over before the next hourly start,
which would be refused in it."""

SERVICE = """\
{header}
[Unit]
Description={description}
StartLimitIntervalSec={tries_within}
StartLimitBurst={tries}

[Service]
Type=oneshot
WorkingDirectory={folder}
Environment={environment}
ExecStartPre=date -u {date}
ExecStart={command}
StandardOutput=append:{log}
StandardError=inherit
Nice=10
# {needs_a_person} needs a person: the unit is shown as failed, and its timer goes on.
# {interrupted} is a stop. All else, such as another run that holds the archive, or no network yet
# after a sleep, is tried again.
SuccessExitStatus={interrupted}
Restart=on-failure
RestartPreventExitStatus={needs_a_person}
RestartSec={retry}
"""
TIMER = """\
{header}
# {name} = "{times}"
[Unit]
Description={description}

[Timer]
{calendar}
Persistent=true
RandomizedDelaySec={spread}min

[Install]
WantedBy=timers.target
"""


def header(home: Home) -> str:
    """Return the first line of each of our units, which says whose it is."""
    return f"# Made by 'antara schedule' for the archive {home.archive}"


def units(plan: Plan, home: Home) -> dict[str, str]:
    """Return the text of each unit by its file's name, services before their timers."""
    found = {}
    for job in plan.jobs:
        found[f"{home.name}-{job.name}.service"] = service(job, home)
        found[f"{home.name}-{job.name}.timer"] = timer(job, home)
    return found


def service(job: Job, home: Home) -> str:
    """Return the unit that runs a job once."""
    program, *words = (*home.program, *job.words, *home.more)
    if set(program) & set("'\"\\"):
        program, *words = "env", program, *words  # systemd takes no quotation mark in a program
    environment = f"ANTARA_ARCHIVE_PATH={home.environment}"
    return SERVICE.format(
        header=header(home),
        description=_plain(f"{said(job)} for {home.archive}"),
        tries=TRIES,
        tries_within=TRIES_WITHIN,
        folder=_plain(home.folder),
        environment=_quoted(environment),
        date=_quoted(f"+%FT%TZ {said(job).replace('%', '%%')}".replace("$", "$$")),
        # systemd puts variables into every word but the program.
        command=" ".join([_quoted(program), *(_quoted(each.replace("$", "$$")) for each in words)]),
        log=_plain(home.log),
        needs_a_person=NEEDS_A_PERSON,
        interrupted=INTERRUPTED,
        retry=RETRY,
    )


def timer(job: Job, home: Home) -> str:
    """Return the unit that starts a job."""
    return TIMER.format(
        header=header(home),
        name=job.name,
        times=job.times.text,
        description=_plain(f"When {said(job)} starts for {home.archive}"),
        calendar="\n".join(f"OnCalendar={each}" for each in calendar(job.times.starts)),
        spread=job.spread,
    )


def calendar(starts: Iterable[Start]) -> list[str]:
    """Return starts as calendar events of systemd.

    >>> calendar([(0, 180), (3, 180)])
    ['Mon,Thu *-*-* 03:00:00']
    """
    return [_event(row) for row in rows(starts)]


def times_in(text: str) -> str:
    """Return the times that a timer was made for, as the person wrote them; "" when unknown."""
    found = re.search(r'^# \w+ = "(.*)"$', text, re.MULTILINE)
    return found[1] if found else ""


def _event(row: Row) -> str:
    days = ",".join(DAYS[day].title() for day in row.days) + " " if len(row.days) < 7 else ""
    hours = ",".join(f"{hour:02}" for hour in row.hours) if len(row.hours) < 24 else "*"
    minutes = ",".join(f"{minute:02}" for minute in row.minutes)
    return f"{days}*-*-* {hours}:{minutes}:00"


def _plain(value: object) -> str:
    """Return a value where systemd reads the rest of the line: only % means something there."""
    return str(value).replace("%", "%%")


def _quoted(word: str) -> str:
    """Return a word where systemd splits words."""
    word = word.replace("%", "%%")
    if re.fullmatch(r"[\w@%+=:,./$-]+", word):
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
