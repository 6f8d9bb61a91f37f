"""An archive after crawls in which much happened, with all its captures: a fixture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kept_rows import change
from tests.minisite import ALL, BALI, MiniSite, page_of, rows
from tests.servers import Asked, answer, redirect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.servers import Reply

DUE = "UPDATE frontier SET revisit_at = '2020-01-01T00:00:00Z' WHERE state = 'stored'"
TDMREP = '[{"location": "/", "tdm-reservation": 1}]'


def url(number: int) -> str:
    return f"{BALI}/berita/{number}/kabar-{number}"


@pytest.fixture
def eventful(archive: Path) -> Path:
    """An archive after crawls in which much happened."""
    with MiniSite(("bali", "jogja"), count=24) as site:
        when = site.articles["bali"][505]
        turn = [0]

        def once_broken(asked: Asked) -> Reply:
            turn[0] += 1
            return answer(b"", 503) if turn[0] == 1 else site.usual(asked)

        site.replies[url(506)] = answer(b"<html></html>", 404)
        site.replies[url(507)] = redirect("/berita/507/kabar-baru")
        site.replies[url(508)] = redirect("https://jogja.antaranews.com/berita/8508/pindah")
        site.replies["jogja.antaranews.com/berita/8508/pindah"] = answer(page_of("Pindah", when))
        site.replies[url(509)] = once_broken
        site.replies[url(510)] = answer(page_of("Tak bertanggal", when).replace(b"<time", b"<b"))
        site.replies[url(511)] = answer(page_of("Terpotong", when).replace(b"</html>", b""))
        site.replies[f"{BALI}/.well-known/tdmrep.json"] = answer(
            TDMREP.encode(), content_type="application/json"
        )
        site.crawl(archive, *ALL)
        site.publish("bali", 2)
        site.replies[url(505)] = answer(page_of("Kabar 505 diperbarui", when, "Teksnya lain."))
        site.replies[url(512)] = lambda asked: (
            answer(b"", 304) if "if-none-match" in asked.headers else site.usual(asked)
        )
        site.replies[url(513)] = answer(b"", 410)
        site.replies[url(514)] = answer(b"", 404)
        change(archive, "UPDATE frontier SET etag = '\"x\"'")
        change(archive, DUE)
        site.crawl(archive)
        site.crawl(archive, spider="revisit")
        del site.replies[url(514)]
        change(archive, DUE)
        site.crawl(archive, spider="revisit")
    found = dict(rows(archive, "SELECT outcome, count(*) FROM observations GROUP BY 1"))
    assert found.keys() >= {"stored", "revised", "unchanged", "not_modified", "gone", "rejected"}
    missing = "SELECT article_id FROM articles WHERE missing_since IS NOT NULL ORDER BY 1"
    assert rows(archive, missing) == [(513,)]
    assert rows(archive, "SELECT count(*) FROM signals WHERE carrier = 'tdmrep'") != [(0,)]
    return archive
