"""The sample site: a deterministic, hand-made imitation of ANTARA's hosts.

Everything in it is invented, people, firms and events alike; only the shape of the pages is
ANTARA's. It knows its own truth, so that an archive can be compared with it field by field.

    with running_site(Site(seed=1, articles=60)) as server:
        ...  # crawl with ANTARA_GATEWAY set to server.gateway
        server.site.truth()

With `years` it is large, its time can be moved on, and it knows by which ways each of its
articles can be found:

    site = Site(articles=20_000, years=10, bureaus=YEARS_BUREAUS, ahead=timedelta(days=8))
    site.advance(site.now + timedelta(hours=1))
    site.named_by()
"""

from tests.replica.faults import HOSTILE, KINDS, Faults
from tests.replica.past import YEARS_BUREAUS
from tests.replica.server import Asked, SiteServer, running_site
from tests.replica.world import Site

__all__ = [
    "HOSTILE",
    "KINDS",
    "YEARS_BUREAUS",
    "Asked",
    "Faults",
    "Site",
    "SiteServer",
    "running_site",
]
