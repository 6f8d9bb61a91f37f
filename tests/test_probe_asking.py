"""What `antara probe` asks at most, and what ends its questions."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.settings import Settings

from crawler.bureaus import Bureau
from crawler.errors import OverBudget
from crawler.probing import spider as probing
from crawler.probing.eight import MOST_REQUESTS, EightEach, accounts_of
from crawler.probing.report import INTERRUPTED, BureauReport, Robots
from tests.probe_reports import BALI, HOST, MATARAM

# --- eight requests


@pytest.mark.parametrize(
    ("host", "names"),
    [
        ("bali.antaranews.com", {"bali"}),
        ("m.antaranews.com", {"www"}),
        ("www.antarakalteng.com", {"kalteng"}),
        ("papuabarat.antaranews.com", {"papuabarat", "papuatengah"}),
        ("www.antarasumsel.com", {"sumsel"}),
        ("baru.antaranews.com", {"baru"}),
        ("a.b.antaranews.com", {"a.b.antaranews.com"}),
    ],
)
def test_for_whom_a_request_counts(host: str, names: set[str]) -> None:
    assert accounts_of(host) == names


def ledger(*, running: bool = True) -> EightEach:
    engine = SimpleNamespace(running=running)
    return EightEach(SimpleNamespace(engine=engine, spider=None))  # type: ignore[arg-type]


def test_the_ninth_request_does_not_leave() -> None:
    counts = ledger()
    for number in range(MOST_REQUESTS):
        assert counts.left("bali") == MOST_REQUESTS - number
        counts.began(Request(f"{HOST}/{number}"), "bali.antaranews.com")
    with pytest.raises(OverBudget, match="bali has had its 8 requests"):
        counts.began(Request(f"{HOST}/9"), "bali.antaranews.com")
    counts.began(Request("https://kl.antaranews.com/"), "kl.antaranews.com")
    assert counts.hosts["bali.antaranews.com"].requests == MOST_REQUESTS


def test_a_redirect_counts_for_whom_it_came_from_and_where_it_leads() -> None:
    counts = ledger()
    came = {"redirect_urls": ["https://papuabarat.antaranews.com/robots.txt", f"{HOST}/robots.txt"]}
    counts.began(Request("https://www.antaranews.com/robots.txt", meta=came), "www.antaranews.com")
    assert counts.sent == dict.fromkeys(("papuabarat", "papuatengah", "bali", "www"), 1)


def test_a_request_that_one_of_them_has_no_share_for_counts_for_none() -> None:
    counts = ledger()
    counts.sent["papuatengah"] = MOST_REQUESTS
    with pytest.raises(OverBudget, match="papuatengah"):
        counts.began(Request("https://papuabarat.antaranews.com/"), "papuabarat.antaranews.com")
    assert counts.sent["papuabarat"] == 0
    assert counts.hosts == {}


def test_nothing_leaves_after_ctrl_c() -> None:
    with pytest.raises(OverBudget, match="ending"):
        ledger(running=False).began(Request(HOST), "bali.antaranews.com")


# --- all bureaus


def probe_with(monkeypatch, ask_all, told=lambda _: None) -> probing.ProbeSpider:
    """Run a spider whose questions are replaced."""
    monkeypatch.setattr(probing, "ask_all", ask_all)
    bureaus = [BALI, MATARAM]
    spider = probing.ProbeSpider(bureaus=bureaus, told=told)
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    spider.settings = settings
    spider.crawler = SimpleNamespace(  # type: ignore[assignment]
        settings=settings,
        get_extension=lambda _: ledger(),
        get_downloader_middleware=lambda _: SimpleNamespace(on_robots=None),
    )

    async def start() -> list[Any]:
        return [each async for each in spider.start()]

    assert asyncio.run(start()) == []
    return spider


def test_a_fault_of_the_program_ends_no_other_bureau(monkeypatch, caplog) -> None:
    async def ask_all(_asker, bureau: Bureau, report: BureauReport) -> None:
        if bureau is BALI:
            raise AssertionError("rusak")
        report.robots = Robots(200, "rules")

    reports = {each.bureau: each for each in probe_with(monkeypatch, ask_all).reports}
    assert reports["bali"].differences == ["the probe itself failed: AssertionError: rusak"]
    assert reports["mataram"].differences == []
    assert "Error while asking bali.antaranews.com" in caplog.text


def test_output_that_cannot_be_written_ends_all_questions(monkeypatch) -> None:
    async def ask_all(_asker, bureau: Bureau, _report) -> None:
        await asyncio.sleep(0 if bureau is BALI else 3600)

    told = []

    def tell(report: BureauReport) -> None:
        told.append(report.bureau)
        raise BrokenPipeError

    spider = probe_with(monkeypatch, ask_all, tell)
    assert told == ["bali"]
    assert isinstance(spider.broken, BrokenPipeError)
    assert [each.stopped for each in spider.reports] == [None, INTERRUPTED]
