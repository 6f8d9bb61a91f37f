"""What a host's robots.txt refused, asked for again when it is another one that allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler import DISTRIBUTION
from crawler.middlewares.robots_memory import NOT_NOW, kept_name
from crawler.middlewares.robots_text import judge

if TYPE_CHECKING:
    from protego import Protego

    from crawler.bureaus import Bureau
    from pipelines.archive import ArchiveSession, RobotsRow


def ask_refused_again(session: ArchiveSession, bureau: Bureau) -> int:
    """Make pending what the rules of a bureau's hosts refused before and allow now.

    Args:
        session: its archive, opened; it keeps each version of the rules.
        bureau: whose addresses.

    Returns:
        How many.
    """
    rows = _kept(session, bureau)
    if not rows:
        return 0
    parsed: dict[str, Protego | None] = {}

    def allowed(url: str) -> bool:
        parts = urlsplit(url)
        name = kept_name(parts.scheme, parts.hostname or "")
        if name not in rows:
            return False
        if name not in parsed:
            parsed[name] = _rules(rows[name])
        rules = parsed[name]
        return rules is not None and rules.can_fetch(url, DISTRIBUTION)

    newest = max(row.fetched_at for row in rows.values())
    return session.ask_refused_again(bureau.name, newest, allowed)


def _kept(session: ArchiveSession, bureau: Bureau) -> dict[str, RobotsRow]:
    """Return the last answers of a bureau's hosts by their names there, where they are rules."""
    hosts = (bureau.host, *bureau.aliases, *bureau.unproven_aliases, *bureau.old_domains)
    names = [kept_name(scheme, host) for host in hosts for scheme in ("https", "http")]
    kept = {name: session.robots(name) for name in names}
    return {name: row for name, row in kept.items() if row and not row.verdict.startswith(NOT_NOW)}


def _rules(row: RobotsRow) -> Protego | None:
    if row.status is None:
        return None
    return judge(row.status, (row.body or "").encode())[0]
