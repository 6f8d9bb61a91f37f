"""What can go wrong between a person's settings and an answer of the site, as exceptions.

Whatever is `Refused` was decided by this program and not by the network: Scrapy neither
retries it nor logs it as an error, and the request's errback gets it.
"""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest


class ConfigError(Exception):
    """A setting is wrong or missing; its text is the one line that a person reads."""


class Refused(IgnoreRequest):
    """A request that is not made, or an answer that is not read. `reason` says why."""

    def __init__(self, reason: str, status: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status
        """The HTTP status that led here; None when nothing answered."""


class OffSite(Refused):
    """The address, or the one a redirect leads to, is not ANTARA's."""


class PrivateAddress(Refused):
    """A name of ANTARA leads to a private, local or otherwise special address."""


DISALLOWED = "robots.txt disallows it"


class RobotsDenied(Refused):
    """robots.txt was read and disallows the address."""


class RobotsUnavailable(Refused):
    """robots.txt could not be read, so that nothing on its host may be asked for now."""


class OverBudget(Refused):
    """The run may send no more requests; what is not asked now stays as it is."""


class RedirectLoop(Refused):
    """More redirects than REDIRECT_MAX_TIMES, in a circle or not."""


class TooLarge(Refused):
    """The answer is larger than DOWNLOAD_MAXSIZE, as sent or once decompressed."""


class Incomplete(Refused):
    """The answer is empty or cut off, and stayed so through all retries."""
