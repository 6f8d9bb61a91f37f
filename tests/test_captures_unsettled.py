"""Answers that a killed crawl had got and made nothing of: a rebuild passes over them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse

from crawler.captures.record import KEY, KIND, pack_answer
from crawler.captures.unsettled import unsettled_in
from pipelines.archive.captures import Capture
from pipelines.archive.compare import differences
from tests.command_line import run_antara
from tests.kept_rows import change, files, records, rows_of
from tests.minisite import ALL, MiniSite, page_of, rows
from tests.servers import answer

if TYPE_CHECKING:
    from pathlib import Path

LATER = "2026-01-01T00:00:00Z"


def leave_behind(archive: Path, site: MiniSite, *, row: bool) -> str:
    """Do what a crawl does that is killed behind an answer: its record is kept, perhaps its row."""
    number = min(site.articles["bali"])
    address = f"https://bali.antaranews.com/berita/{number}/kabar-{number}"
    (path,) = files(archive)
    offset = path.stat().st_size
    body = page_of(f"Kabar {number} yang tidak sempat dibaca", site.articles["bali"][number])
    name = f"captures/{path.name}"
    digest = hashlib.sha256(body).hexdigest()
    capture = Capture(9_999, name, offset, 0, digest, address, LATER, 200, "article")
    response = HtmlResponse(address, body=body, request=Request(address))
    packed = pack_answer(capture, response, facts={KIND: "article", KEY: f"bali/{number}"})
    with path.open("ab") as file:
        file.write(packed)
    if row:
        change(
            archive,
            "INSERT INTO captures (file, offset, length, sha256, url, fetched_at, status, kind, "
            f"run) VALUES ('{name}', {offset}, {len(packed)}, '{digest}', '{address}', "
            f"'{LATER}', 200, 'article', (SELECT max(id) FROM runs))",
        )
    return records(path)[-1][2]["WARC-Record-ID"]


@pytest.mark.slow
@pytest.mark.parametrize("row", [False, True])
def test_they_are_named_in_the_next_head_and_not_made_again(archive: Path, row: bool) -> None:
    with MiniSite(("bali",), count=4) as site:
        site.crawl(archive, *ALL)
        unsettled = leave_behind(archive, site, row=row)
        site.publish("bali", 1)
        site.crawl(archive)
    assert unsettled_in(files(archive)) == {unsettled}
    if not row:
        assert run_antara("verify", "-s", f"ARCHIVE_PATH={archive}", cwd=archive.parent).status == 0
        assert len(rows_of(archive, "kind = 'article'")) == 5
    new = archive.with_name("again.db")
    done = run_antara("rebuild", str(new), "--compare", str(archive), cwd=archive.parent)
    assert done.status == 0, done.err
    assert not list(differences(archive, new))
    assert rows(new, "SELECT max(seq) FROM revisions") == [(1,)]


def test_a_crawl_that_came_to_its_end_leaves_none(archive: Path) -> None:
    with MiniSite(("bali", "jogja"), count=6) as site:
        number = min(site.articles["bali"])
        cut = page_of("Terpotong", site.articles["bali"][number]).replace(b"</html>", b"")
        site.replies[f"bali.antaranews.com/berita/{number}/kabar-{number}"] = answer(cut)
        site.crawl(archive, *ALL)
        site.publish("bali", 2)
        site.crawl(archive)
    assert unsettled_in(files(archive)) == set()
