"""What is said of a WACZ: in its manifest, and to whoever made it. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawler import DISTRIBUTION, __version__
from crawler.status_view import size
from crawler.terminal import counted

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.captures.packing import Packed

RIGHTS = (
    "The articles are ANTARA's and their authors'; no licence is given with this file. Since "
    "August 2025 ANTARA's pages carry a notice that forbids automatic crawling and indexing for AI "
    "without its written permission."
)
SAMPLE = "A sample: its articles are invented."
KEPT = (
    "Answers of ANTARA's sites as they came, with their headers; the record of each is a byte for "
    "byte copy of the one that was written when it came. A record `revisit` stands for an answer "
    "that repeated an earlier one, which is here, too. Days and times are UTC."
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person asked for: an article by its key, or a period."""

    key: str | None = None
    title: str | None = None
    main_page: tuple[str, str] | None = None
    """Of an article: the address and the time of the capture that its state was read from."""
    since: str | None = None
    until: str | None = None
    bureaus: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def warc_name(archive_id: str | None, chosen: Chosen, first: str, last: str) -> str:
    """Return the name of the WARC file in a WACZ: what differs in content differs in name.

    >>> warc_name("a1b2c3", Chosen(key="bali/21"), "", "")
    'antara-a1b2c3-bali-21.warc.gz'
    >>> warc_name("a1b2c3", Chosen(), "2026-11-20T01:02:03Z", "2026-11-21T01:02:03Z")
    'antara-a1b2c3-20261120-20261121.warc.gz'

    Args:
        archive_id: of the archive.
        chosen: what was asked for.
        first: time of the oldest answer.
        last: time of the newest one.
    """
    if chosen.key is not None:
        what = chosen.key.replace("/", "-")
    else:
        days = (chosen.since or first[:10], chosen.until or last[:10])
        what = "-".join(day.replace("-", "") for day in days)
        if chosen.bureaus or chosen.kinds:
            words = json.dumps([sorted(chosen.bureaus), sorted(chosen.kinds)])
            what += f"-{hashlib.sha256(words.encode()).hexdigest()[:8]}"
    return f"antara-{archive_id or 'archive'}-{what}.warc.gz"


def manifest(
    packed: Packed, chosen: Chosen, *, archive_id: str | None, origin: str
) -> dict[str, Any]:
    """Return what the manifest of a WACZ says besides its form and its parts.

    It has no `created`: the same archive and words make the same bytes, whenever that is.
    """
    days = f"{chosen.since or packed.first[:10]} to {chosen.until or packed.last[:10]}"
    if chosen.key is not None:
        title = f"{chosen.title} ({chosen.key})" if chosen.title else chosen.key
        what = f"All that was kept of the article {chosen.key}."
    else:
        of = f" of {', '.join(chosen.bureaus)}" if chosen.bureaus else ""
        title = f"ANTARA's regional news{of}, {days}"
        kinds = f" of the kinds {', '.join(chosen.kinds)}" if chosen.kinds else ""
        what = f"What was kept{of} from {days}{kinds}, and the bodies that repeated answers need."
    left = len(packed.findings)
    lacking = f" {counted(left, 'damage')}: what could not be read is left out." if left else ""
    sample = origin == "sample"
    facts: dict[str, Any] = {
        "title": f"{title} (invented)" if sample else title,
        "description": " ".join([*([SAMPLE] if sample else []), what, KEPT]) + lacking,
        "software": f"{DISTRIBUTION}/{__version__}",
        "sources": [{"title": "ANTARA", "path": "https://www.antaranews.com"}],
        "rights": SAMPLE if sample else RIGHTS,
    }
    if chosen.main_page is not None:
        facts["mainPageUrl"], facts["mainPageDate"] = chosen.main_page
    facts["antara"] = {
        "origin": origin,
        "archive": archive_id,
        "article": chosen.key,
        "since": chosen.since,
        "until": chosen.until,
        "bureaus": list(chosen.bureaus),
        "kinds": list(chosen.kinds),
        "first": packed.first,
        "last": packed.last,
        **packed.counts(),
        "left_out": left,
    }
    return facts


def packed_line(target: Path, packed: Packed) -> str:
    """Return the line that says what a new WACZ holds."""
    outside = (
        f" ({packed.outside:,} not asked for, whose bodies others refer to)"
        if packed.outside
        else ""
    )
    return (
        f"{target}: {counted(packed.answers, 'answer')}{outside}, "
        f"{counted(packed.requests, 'request')}, {counted(packed.pages, 'page')} of articles, "
        f"{size(packed.bytes)}."
    )
