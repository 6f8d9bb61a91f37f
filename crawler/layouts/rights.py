"""What a page says to machines about its use: robots and TDM reservation. Recorded, not obeyed.

These words are for whoever uses the articles. What may be asked for is robots.txt's to say.
"""

from __future__ import annotations

from collections.abc import Iterable

from crawler import DISTRIBUTION
from crawler.items import Carrier, Signal
from crawler.layouts.blocks import squash
from crawler.layouts.decode import clean
from crawler.layouts.page import Page

LONGEST = 1_000
"""Characters of one signal; what a page is made of must not fill the archive."""


def signals_on(page: Page) -> list[Signal]:
    """Return what the <meta> elements of a page say.

    Of those in a crawler's own name only this one's counts, with the name before it as in a
    header: <meta name="googlebot"> is said to Google, as a group of robots.txt in its name is.
    """
    said = [(Carrier.ROBOTS_META, content) for content in page.meta("robots")]
    own = page.meta(DISTRIBUTION)
    said += [(Carrier.ROBOTS_META, f"{DISTRIBUTION}: {content}") for content in own]
    said += [(Carrier.TDM_META, content) for content in page.meta("tdm-reservation")]
    said += [(Carrier.TDM_POLICY, content) for content in page.meta("tdm-policy")]
    return gathered(said)


def gathered(said: Iterable[tuple[Carrier, str]]) -> list[Signal]:
    """Return one signal a carrier: what it says several times joined by commas, each once.

    Args:
        said: in any order; whitespace in the values may be anything.
    """
    values: dict[Carrier, dict[str, None]] = {}
    for carrier, value in said:
        plain = squash(clean(value))
        if plain:
            values.setdefault(carrier, {})[plain] = None
    return [
        Signal(carrier, ", ".join(values[carrier])[:LONGEST].rstrip()) for carrier in sorted(values)
    ]
