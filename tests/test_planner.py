"""Which listings a backfill plans, without a site."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from crawler.bureaus import bureau_named
from crawler.courses.planning import Way
from crawler.spiders.planner import Planner
from crawler.spiders.route import Route
from pipelines.archive import ArchiveSession

SPAN = ("2026-01-01", "2026-01-31")


def test_a_tag_that_has_no_address_keeps_no_other_tag_away():
    tags = [("donor darah", 9), ("宏觀經濟", 3), ("Гемпа", 2), ("beras", 1)]
    session: Any = SimpleNamespace(tags_of=lambda *_: tags)
    planner = Planner(cast("ArchiveSession", session), [Way.TAG], None, True, lambda *_: 0)
    bureau = bureau_named("bali")
    assert bureau is not None
    route = Route([SPAN], [])
    planner.add_tags(bureau, route)
    assert [plan.listing for plan in route.plans] == [
        f"https://{bureau.host}/tag/donor-darah",
        f"https://{bureau.host}/tag/beras",
    ]
    assert not route.tags_left
