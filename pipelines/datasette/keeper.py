"""Who runs the server, as each page says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Keeper:
    """Whoever shows an archive, and answers for it.

    Args:
        operator: a name; "" where none was given.
        contact: an e-mail address or the address of a web page; "" where none was given.
    """

    operator: str = ""
    contact: str = ""

    @property
    def name(self) -> str:
        """What the pages call it: the name, or the contact where there is none."""
        return self.operator or self.contact

    @property
    def href(self) -> str:
        """Where a link to the contact leads; "" where there is none.

        >>> Keeper("A", "a@example.org").href
        'mailto:a@example.org'
        """
        if not self.contact or self.contact.lower().startswith(("https://", "http://")):
            return self.contact
        return f"mailto:{self.contact}"


NOBODY: Final = Keeper()
