"""The sample site: a deterministic, hand-made imitation of ANTARA's hosts.

Everything in it is invented, people, firms and events alike; only the shape of the pages is
ANTARA's. It knows its own truth, so that an archive can be compared with it field by field.

    with running_site(Site(seed=1, articles=60)) as server:
        ...  # crawl with ANTARA_GATEWAY set to server.gateway
        server.site.truth()
"""

from tests.replica.faults import Faults
from tests.replica.server import Asked, SiteServer, running_site
from tests.replica.world import Site

__all__ = ["Asked", "Faults", "Site", "SiteServer", "running_site"]
