"""What a person and a program read of `antara probe`, and that docs/probe.md explains it all."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from crawler.bureaus import load_bureaus
from crawler.probing.differences import differences
from crawler.probing.report import BureauReport, Listing, Robots, Sample
from crawler.probing.view import LONGEST, lines_of
from tests.probe_faults import DIFFERENCES
from tests.probe_reports import BALI, HOST, report_of

REPOSITORY = Path(__file__).parent.parent


def reports() -> list[BureauReport]:
    """The invented reports behind the example of docs/probe.md."""
    fields = ("title", "text", "published", "credits", "tags", "category", "copyright")
    bali = BureauReport(
        *("bali", BALI.host, 7),
        server="nginx",
        seconds=[0.21, 0.9, 0.34],
        skew=-1.2,
        robots=Robots(200, "rules", 10.0, [f"{HOST}/sitemap.xml"]),
        feed=Listing(f"{HOST}/rss/terkini.xml", 200, 20, offset="+08:00"),
        terkini=Listing(f"{HOST}/terkini", 200, 10, shape="g2"),
        second_page=Listing(f"{HOST}/terkini/2", 200, 10, shape="g2"),
        indeks=Listing(
            *(f"{HOST}/indeks/01-03-2026", 200, 10),
            shape="g2",
            announced=34,
            day="2026-03-01",
        ),
        sections=["bali-terkini", "ekonomi", "hukum", "wisata"],
        article=Sample(
            *(f"{HOST}/berita/400123/pasar-rekaan-dibuka", 200),
            layout="g3",
            filled=tuple(name for name in fields if name != "category"),
            missing=("category",),
            published="2026-03-02T12:05:00+08:00",
            published_source="meta",
            feed_published="2026-03-02T12:05:00+08:00",
            printed_zone="WITA",
            rights_notice=True,
            etag=True,
            answers_304=True,
        ),
        newest_id=400_123,
    )
    barat, tengah = "papuabarat.antaranews.com", "papuatengah.antaranews.com"
    papuabarat = BureauReport(
        *("papuabarat", barat, 3),
        seconds=[0.3, 0.4],
        robots=Robots(404, "no rules"),
        feed=Listing(f"https://{barat}/rss/terkini.xml", 301),
        terkini=Listing(f"https://{barat}/terkini", 301),
    )
    for listing in (papuabarat.feed, papuabarat.terkini):
        assert listing is not None
        listing.leads_to = listing.url.replace(barat, tengah)
        listing.trouble = f"it leads to {listing.leads_to}"
    riau = load_bureaus()["riau"]
    closed = BureauReport(
        *("riau", riau.host, 1),
        stopped="its robots.txt closes it",
        robots=Robots(503, "not now: HTTP status 503"),
    )
    sumsel = BureauReport(
        *("sumsel", "sumsel.antaranews.com"),
        stopped="it is asked at 22:00-05:00 only, again from 2026-03-02 15:00 UTC on",
    )
    from crawler.bureaus import bureau_named

    for each in (bali, papuabarat, closed):
        bureau = bureau_named(each.bureau)
        assert bureau is not None
        each.differences = differences(bureau, each)
    return [bali, papuabarat, closed, sumsel]


def test_the_example_in_the_document_is_what_is_printed() -> None:
    text = (REPOSITORY / "docs/probe.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```text\n(.*?)```", text, re.DOTALL)
    printed = [line for report in reports() for line in lines_of(report)]
    assert example.splitlines() == printed


def explained(heading: str) -> list[str]:
    """What stands as code in the first column of the table below a heading of docs/probe.md."""
    text = (REPOSITORY / "docs/probe.md").read_text(encoding="utf-8")
    rows = text.partition(f"## {heading}\n")[2].partition("\n## ")[0].splitlines()
    return [
        word
        for row in rows
        if row.startswith("| `")
        for word in re.findall(r"`([^`]+)`", row.split(" | ")[0])
    ]


def test_every_part_of_a_report_is_explained() -> None:
    whole = report_of(stopped="it has had its 8 requests")
    lines = [line for report in [*reports(), whole] for line in lines_of(report)]
    names = {line[2:10].strip() for line in lines if line.startswith("  ")}
    names = {name[:1] if name.startswith("!") else name for name in names} - {""}
    assert names == set(explained("What it prints"))


def test_every_kind_of_difference_is_explained_and_no_other() -> None:
    kinds = explained("What to do with a difference")
    patterns = {kind: re.escape(kind).replace("…", ".+") for kind in kinds}
    told = [
        *(line for lines in DIFFERENCES.values() for line in lines),
        "nothing answers: timeout",
        "feed: https://x/rss leads to https://x/feed; write that path into feeds",
        "clock: the site's is 90 s ahead of this machine's: one of the two is wrong",
        "article: the feed says 2026-03-02T12:00:00+07:00, the page 2026-03-02T12:00:00+08:00",
        "the probe itself failed: AssertionError: rusak",
    ]
    met = {line: [kind for kind in kinds if re.match(patterns[kind], line)] for line in told}
    assert [line for line, kind in met.items() if not kind] == []
    assert set(kinds) == {kind for each in met.values() for kind in each}


@pytest.mark.parametrize(
    ("report", "line"),
    [
        (report_of(terkini=Listing("t", 200, 1, shape="home")), "  terkini  200: 1 article (home)"),
        (
            report_of(terkini=Listing("t", 200, 9, shape="g2", leads_to="https://x/y")),
            "  terkini  200: 9 articles (g2), at https://x/y",
        ),
        (
            report_of(second_page=Listing("t/2", 200, 9, shape="g2", repeats=True)),
            "  page 2   200: 9 articles (g2), those of page 1 again",
        ),
        (
            report_of(indeks=Listing("i", 200, trouble="ignores its date: it shows 2026-03-02")),
            "  indeks   200: ignores its date: it shows 2026-03-02",
        ),
        (report_of(feed=Listing("f", None, trouble="timeout")), "  feed     no answer: timeout"),
        (
            report_of(feed=Listing("f", None, trouble="robots.txt disallows it", denied=True)),
            "  feed     not asked: robots.txt disallows it",
        ),
        (
            report_of(article=Sample("u", 404, "HTTP status 404")),
            "  article  HTTP status 404",
        ),
        (
            report_of(article=Sample("u", 200, layout="r", published="2026-03-02")),
            "           time: 2026-03-02 by None, no zone printed",
        ),
        (
            report_of(article=Sample("u", 200, layout="r", last_modified=True, answers_304=False)),
            "           validators: Last-Modified, not answered by 304",
        ),
        (report_of(article=Sample("u", 200, layout="r")), "           validators: none"),
        (report_of(skew=90.0), "  clock    the site's is 90 s ahead of this machine's"),
        (report_of(stopped="it has had its 8 requests"), "  stopped  it has had its 8 requests"),
        (
            report_of(sections=[f"kanal-{n}" for n in range(10)]),
            "  menu     10: kanal-0, kanal-1, kanal-2, kanal-3, kanal-4, kanal-5, kanal-6, kanal-7"
            " and 2 more",
        ),
    ],
)
def test_a_line_of_the_report(report: BureauReport, line: str) -> None:
    assert line in list(lines_of(report))


def test_lines_are_short_and_cannot_steer_the_terminal() -> None:
    evil = "\x1b[2J\r\n\x9b1m\u202e" + "x" * 5000
    report = report_of(
        server=evil,
        sections=[evil],
        feed=Listing(evil, 200, trouble=evil),
        article=Sample(evil, 200, evil),
        stopped=evil,
        differences=[evil],
    )
    report.robots = Robots(200, evil, sitemaps=[evil])
    for line in lines_of(report):
        assert len(line) <= LONGEST
        assert line.isprintable()


def test_json_has_plain_values_only() -> None:
    for report in reports():
        value = report.as_dict()
        assert json.loads(json.dumps(value)) == json.loads(json.dumps(value, default=repr))
        assert value["answered"] is (report.bureau != "sumsel")
    assert reports()[1].as_dict()["moved_to"] == ["papuatengah.antaranews.com"]
