"""What the commands share; `crawler.commandline` says why it is not defined here."""

from crawler.commandline import AntaraCommand, Refusal, complain, words_behind_dashes
from crawler.exit_status import COULD_NOT_START, GOOD, INTERRUPTED, NEEDS_A_PERSON
from crawler.options import (
    add_filters,
    add_jobs,
    add_json,
    add_named,
    add_page_address,
    add_unique,
    bureau_names,
    capture_kinds,
    day,
    nearest,
    note_ungrouped,
    positive,
    read_filters,
    read_named,
    tell_ungrouped,
)

__all__ = [
    "COULD_NOT_START",
    "GOOD",
    "INTERRUPTED",
    "NEEDS_A_PERSON",
    "AntaraCommand",
    "Refusal",
    "add_filters",
    "add_jobs",
    "add_json",
    "add_named",
    "add_page_address",
    "add_unique",
    "bureau_names",
    "capture_kinds",
    "complain",
    "day",
    "nearest",
    "note_ungrouped",
    "positive",
    "read_filters",
    "read_named",
    "tell_ungrouped",
    "words_behind_dashes",
]
