"""`make score`: how exactly each field is read on the sample site, as a table.

    python -m tests.score [--articles N] [--seed N] [--bureaus A,B] [--redesign] [--no-crawl]

The sample site knows its own truth. Each of its pages is read with `extract`, and the site is
crawled into an archive in a temporary folder with the commands that a person types, corrections
included; both are compared with the truth field by field. Exit status 1 when a field is not exact
everywhere (with --redesign: text, title and key), an article is missing or a row is there that is
no article's.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawler.items import Article
from crawler.layouts import extract
from pipelines.archive import ArchiveReader, Filters
from tests.replica import Site, demo, running_site
from tests.replica.hosts import DEFAULT_BUREAUS, HOSTS

KEY = ("bureau", "article_id")
MUST_WITHOUT_A_LAYOUT = frozenset(["kind", "language", "layout", "text", "title", "url"])
"""What has to be exact even on markup that no layout knows; the rest is found where it can be."""
FROM_THE_FEED = frozenset(
    ["published", "published_utc", "published_day", "published_precision", "published_source"]
)
"""Known from a listing alone where the truth says so: no page shows it, a crawl does."""
CRAWL_SECONDS = 600
SHOWN = 12
"""Mistakes that are printed in full."""

Row = dict[str, Any]


@dataclass
class Score:
    """What came out of one way of reading the site, compared with its truth."""

    name: str
    exact: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By layout and field, like `of`."""
    of: Counter[tuple[str, str]] = field(default_factory=Counter)
    articles: int = 0
    found: int = 0
    missing: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    must: frozenset[str] | None = None
    """The fields that have to be exact, None for all."""
    mistakes: list[tuple[str, str, Any, Any]] = field(default_factory=list)
    """Field, address, what was read, what is true."""

    @property
    def is_perfect(self) -> bool:
        wrong = [one for one in self.mistakes if self.must is None or one[0] in self.must]
        return not (self.missing or self.false or wrong) and self.articles > 0

    @property
    def layouts(self) -> list[str]:
        return sorted({layout for layout, _ in self.of})

    @property
    def fields(self) -> list[str]:
        return list(dict.fromkeys(name for _, name in self.of))

    def rate(self, name: str, layout: str | None = None) -> tuple[int, int]:
        """Return how often a field is exact and out of how many, for one layout or all."""
        layouts = [layout] if layout else self.layouts
        return (
            sum(self.exact[one, name] for one in layouts),
            sum(self.of[one, name] for one in layouts),
        )


def compare(
    name: str,
    truth: Iterable[Row],
    rows: Iterable[Row],
    leave_out: Callable[[Row], frozenset[str]] = lambda fact: frozenset(),
) -> Score:
    """Compare rows with the truth, field by field.

    Args:
        name: What is compared, for the table's heading.
        truth: The facts of each article.
        rows: What was read, with the field names of `Article`.
        leave_out: The fields of a fact that this way of reading cannot know.
    """
    score = Score(name)
    read: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        key = tuple(row[part] for part in KEY)
        if key in read:
            score.false.append(f"{row['url']} (a second row)")
        read[key] = row
    for fact in truth:
        score.articles += 1
        got = read.pop(tuple(fact[part] for part in KEY), None)
        if got is None:
            score.missing.append(fact["url"])
            continue
        score.found += 1
        for column in fact.keys() - leave_out(fact) - set(KEY):
            place = (fact["layout"], column)
            score.of[place] += 1
            is_, should = got.get(column), fact[column]
            if column == "flags":
                is_, should = sorted(set(is_ or ())), sorted(set(should))
            if is_ == should:
                score.exact[place] += 1
            else:
                score.mistakes.append((column, fact["url"], is_, should))
    score.false += [row["url"] for row in read.values()]
    return score


def read_pages(site: Site) -> Score:
    """Read the page of each article, and those of the listed addresses that hold none."""
    rows = []
    for piece in (site.pieces[key] for key in _keys(site.truth())):
        found = extract(site.page(piece), piece.url)
        if isinstance(found, Article):
            rows.append(found.as_dict())
    for odd in site.not_articles():
        piece = site.pieces[odd["bureau"], odd["article_id"]]
        reply = site.odd_reply(piece, site.odd[piece.bureau, piece.article_id])
        html = "html" in reply.headers.get("Content-Type", "html")
        if reply.status == 200 and html and odd["name"] != "too_large":
            found = extract(reply.body, piece.url)
            if isinstance(found, Article):
                rows.append(found.as_dict())
    return compare("extract", site.truth(), rows, _not_on_the_page)


def crawl(site: Site, folder: Path) -> Path:
    """Crawl the site with `antara crawl latest` into a new archive in `folder`; its path.

    Then its newsrooms correct what they have to correct, and `antara crawl revisit` reads that.
    """
    archive = folder / "archive.db"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ANTARA_")}

    def run(words: list[str]) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "crawler", *words],
            cwd=folder,
            env={**clean, **own},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=CRAWL_SECONDS,
            check=False,
        )
        if done.returncode != 0 or not archive.exists():
            print(done.stdout, file=sys.stderr)
            raise SystemExit(
                f"The crawl ended with exit status {done.returncode}; its words are above"
            )

    with running_site(site, keep_log=False) as server:
        own = {"ANTARA_GATEWAY": server.gateway, "ANTARA_ARCHIVE_PATH": str(archive)}
        run(demo.latest(site))
        corrected = demo.correct(site, archive)
        if corrected:
            run(demo.revisit(corrected))
    return archive


def read_archive(site: Site, archive: Path) -> Score:
    """Compare what an archive holds with the site's truth."""
    with ArchiveReader(archive) as reader:
        return compare("crawl", site.truth(), reader.articles(Filters()))


def _keys(truth: Iterable[Row]) -> Iterable[tuple[str, int]]:
    return ((fact["bureau"], fact["article_id"]) for fact in truth)


def _not_on_the_page(fact: Row) -> frozenset[str]:
    return FROM_THE_FEED | {"flags"} if fact["published_source"] == "feed" else frozenset()


# --- the table ------------------------------------------------------------------------------


def table(scores: list[Score]) -> str:
    """Return the scores as a table: a line a field, then what is wrong in words."""
    lines: list[str] = []
    for score in scores:
        layouts = score.layouts
        heads = ["field", "exact", "of", "rate", *layouts]
        rows = [heads]
        for name in sorted(score.fields):
            exact, of = score.rate(name)
            rows.append([name, str(exact), str(of), percent(exact, of)])
            rows[-1] += [percent(*score.rate(name, layout)) for layout in layouts]
        widths = [max(len(row[n]) for row in rows) for n in range(len(heads))]
        lines.append(
            f"{score.name}: {score.found} of {score.articles} articles "
            f"(recall {percent(score.found, score.articles)}), {len(score.false)} false rows"
        )
        for row in rows:
            cells = [row[0].ljust(widths[0])]
            cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
            lines.append("  " + "  ".join(cells).rstrip())
        lines += [f"  missing: {url}" for url in score.missing[:SHOWN]]
        lines += [f"  false: {url}" for url in score.false[:SHOWN]]
        for name, url, is_, should in score.mistakes[:SHOWN]:
            lines += [f"  {name} of {url}", *difference(is_, should)]
        if len(score.mistakes) > SHOWN:
            lines.append(f"  and {len(score.mistakes) - SHOWN} more")
        lines.append("")
    return "\n".join(lines)


def percent(exact: int, of: int) -> str:
    """Return a rate that says 100 % of nothing less."""
    if not of:
        return "-"
    if exact == of:
        return "100 %"
    return f"{min(99.9, 100 * exact / of):.1f} %"


def difference(is_: Any, should: Any, length: int = 160) -> list[str]:
    """Return two lines that show two values from where they begin to differ."""
    one, two = repr(is_), repr(should)
    same = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), 0)
    start = max(0, same - 30)
    dots = "…" if start else ""
    return [
        f"    read {dots}{one[start : start + length]}",
        f"    true {dots}{two[start : start + length]}",
    ]


def main(words: list[str] | None = None) -> int:
    """Print the table; returns 0 when everything is exact, 1 otherwise, 2 for a wrong option."""
    parser = argparse.ArgumentParser(prog="python -m tests.score", description=__doc__)
    parser.add_argument("--articles", type=int, default=400, help="size of the site (400)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bureaus", default=",".join(DEFAULT_BUREAUS), help="'all' for every host")
    parser.add_argument("--redesign", action="store_true", help="markup that no layout knows")
    parser.add_argument("--no-crawl", action="store_true", help="read the pages only")
    given = parser.parse_args(words)
    bureaus = tuple(HOSTS) if given.bureaus == "all" else tuple(given.bureaus.split(","))
    unknown = [name for name in bureaus if name not in HOSTS]
    if unknown:
        parser.error(f"unknown bureau {unknown[0]!r}; known: {', '.join(HOSTS)}")
    site = Site(given.seed, given.articles, bureaus, redesign=given.redesign)
    scores = [read_pages(site)]
    if not given.no_crawl:
        with tempfile.TemporaryDirectory(prefix="antara-score-") as folder:
            scores.append(read_archive(site, crawl(site, Path(folder))))
    if given.redesign:
        for score in scores:
            score.must = MUST_WITHOUT_A_LAYOUT
    print(table(scores), end="")
    return 0 if all(score.is_perfect for score in scores) else 1


if __name__ == "__main__":
    sys.exit(main())
