"""A sample site over a third of a year that is read whole in a moment, and its listings."""

from __future__ import annotations

from urllib.parse import urljoin

from lxml import html

from tests.replica import Site

FEW = ("www", "sumsel", "jateng", "bali", "ambon")
ONLY = {"section": 0.04, "tag": 0.03, "indeks": 0.03, "sitemap": 0.03}


def small(**given: object) -> Site:
    """A site over a third of a year that can be read whole in a moment."""
    usual = {"articles": 400, "years": 0.3, "bureaus": FEW, "weight": 1, "only": ONLY}
    return Site(**usual | given)  # type: ignore[arg-type]


def cards(site: Site, host: str, path: str) -> tuple[int, list[str]]:
    """The status of a listing's page and what its main column names."""
    reply = site.answer(host, path)
    if reply.status != 200:
        return reply.status, []
    found = html.fromstring(reply.body).xpath(
        '//article[contains(@class, "simple-big")]//h3/a/@href'
        ' | //div[contains(@class, "wrapper__list__article")]//h2/a/@href'
    )
    return 200, [urljoin(f"https://{host}{path}", str(one)) for one in found]
