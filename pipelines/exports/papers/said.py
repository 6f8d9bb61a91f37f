"""What several papers say in the same words. Pure; `facts` are those of the manifest."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from pipelines.archive import overview
from pipelines.exports.papers import accuracy
from pipelines.exports.papers.selection import selection
from pipelines.exports.papers.wording import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

HOME: Final = "https://www.antaranews.com"
"""Of those whose texts these are."""
TABLES: Final = ("parquet", "jsonl", "csv")
"""The formats in which a row is a row, the most exactly typed one first."""
_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def is_sample(facts: Mapping[str, Any]) -> bool:
    """Return whether the articles are invented."""
    return bool(facts["origin"] != "live")


def title(facts: Mapping[str, Any]) -> str:
    """Return the name of the data set."""
    what = "Regional news of ANTARA"
    if is_sample(facts):
        what = "Invented sample of ANTARA's regional news"
    if not facts["arguments"]["text"]:
        what += " without its texts"
    if facts.get("since_export"):
        what = f"What changed of: {what}"
    first, last = facts["first_day"], facts["last_day"]
    return f"{what}, {first} to {last}" if first else what


def owners(facts: Mapping[str, Any]) -> str:
    """Return whose the texts are, as a sentence."""
    if is_sample(facts):
        return "This is a sample: its articles are invented and nobody's news."
    return (
        "The texts are ANTARA's (Perum LKBN ANTARA, Indonesia's news agency) and their authors', "
        "and this data set gives nobody any right to them."
    )


def authors(facts: Mapping[str, Any]) -> str:
    """Return who wrote the texts, as the author of the whole."""
    if is_sample(facts):
        return "Nobody (an invented sample)"
    return "ANTARA and the authors of its articles"


def ai_use(facts: Mapping[str, Any]) -> str:
    """Return what page and host say of use for AI, as sentences with counts."""
    use, carriers = facts["ai_use"], facts["reserved_by"]
    by = ", ".join(f"{name} {rows:,}" for name, rows in carriers.items())
    are = "is" if use["reserved"] == 1 else "are"
    return (
        f"Of {counted(facts['rows'], 'row')}, {use['reserved']:,} {are} reserved (page or host say "
        f"that the text is not for AI{f': {by}' if by else ''}) and {use['unstated']:,} unstated "
        "(nobody says anything, which allows nothing). None is granted."
    )


def permission(facts: Mapping[str, Any]) -> str:
    """Return by which permission the texts leave, as a sentence."""
    found = facts["permission"]
    if found is None:
        return "No sentence of an article is in it, so that it rests on no permission."
    row = found["on_record"]
    if row is None:
        return (
            f"Permission of scope {found['scope']}: {found['said']}. Whoever hands texts on needs "
            "one."
        )
    until = f", valid until {row['valid_until']}" if row["valid_until"] else ""
    who = " ".join(row["granted_by"].split())
    return f"Permission {row['id']} of scope {found['scope']}: {who}, {row['granted_at']}{until}."


def as_of(facts: Mapping[str, Any]) -> str | None:
    """Return the day (UTC) of the archive's last run: no paper asks what day it is."""
    run = facts["archive"]["last_run"]
    moment = overview.as_of(run) if run else facts["archive"]["created_at"]
    found = re.match(r"\d{4}-\d\d-\d\d", moment or "")
    return found[0] if found else None


def version(facts: Mapping[str, Any]) -> str:
    """Return the data set's version: the day of `as_of` in the form MAJOR.MINOR.PATCH.

    >>> archive = {"last_run": None, "created_at": "2026-01-05T08:00:00Z"}
    >>> version({"archive": archive})
    '2026.1.5'
    """
    day = as_of(facts)
    return ".".join(str(int(part)) for part in day.split("-")) if day else "0.0.0"


def maker(facts: Mapping[str, Any]) -> str:
    """Return the software that made it, with its version."""
    return f"arsip-antara {facts['versions'].get('arsip-antara', '')}".rstrip()


def digest(facts: Mapping[str, Any]) -> str:
    """Return the SHA-256 over those of the files: the same for the same rows in the same form.

    `grep ' articles' SHA256SUMS | sha256sum` gives it too.
    """
    lines = sorted(f"{each['sha256']}  {each['name']}\n" for each in facts["files"])
    lines.sort(key=lambda line: line[66:])
    return sha256("".join(lines).encode()).hexdigest()


def description(facts: Mapping[str, Any]) -> str:
    """Return what it is, in some sentences, for the papers that programs read."""
    purpose = facts["arguments"]["purpose"]
    return " ".join(
        [
            f"{counted(facts['rows'], 'row')} of {counted(facts['articles'], 'article')} of "
            f"{counted(len(facts['by_bureau']), 'bureau')}.",
            *([asked] if (asked := selection(facts)) else []),
            owners(facts),
            ai_use(facts),
            *([f"Exported for: {purpose}."] if purpose else []),
            permission(facts),
            accuracy.sentence(facts),
            "README.md has all of it.",
        ]
    )


def rights(facts: Mapping[str, Any]) -> str:
    """Return what stands where other data sets name a licence."""
    if is_sample(facts):
        return "No licence: invented sample, see README.md"
    return "No licence: all rights are ANTARA's and the authors', see README.md"


def preferred(facts: Mapping[str, Any]) -> str | None:
    """Return the format that a program takes first: the most exactly typed one.

    None where no file has a row a row.
    """
    held = {each["format"] for each in facts["files"]}
    return next((name for name in TABLES if name in held), None)


def files_of(facts: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return the files of a format, in their order."""
    return [each for each in facts["files"] if each["format"] == name]


def splits_of(facts: Mapping[str, Any], name: str) -> list[str]:
    """Return the splits that a format has files of; [] where there are no splits."""
    found = (each["split"] for each in files_of(facts, name) if "split" in each)
    return list(dict.fromkeys(found))


def pattern(facts: Mapping[str, Any], name: str, split: str | None = None) -> str:
    """Return what names all files of a format: one name, or a pattern for several.

    Args:
        facts: of the manifest.
        name: of the format.
        split: whose files; None for all.
    """
    files = files_of(facts, name)
    names = [each["name"] for each in files if split in (None, each.get("split"))]
    if len(names) == 1:
        return str(names[0])
    stem, _, ending = names[0].partition(".")
    stem = re.sub(r"-\d{5,}$", "", stem)
    if split is None and "split" in files[0]:
        stem = stem.removesuffix(f"-{files[0]['split']}")
    return f"{stem}-*.{ending}"


def as_json(value: Mapping[str, Any]) -> str:
    """Return a paper that is JSON."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def scalar(text: str) -> str:
    r"""Return a text as YAML has it: in double quotes, which JSON's are but for some characters.

    >>> print(scalar('a: "b"'))
    "a: \"b\""
    """
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
