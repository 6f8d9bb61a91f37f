"""`make torture N=300`: kill crawls of the sample site at random instants and look what is left.

    python -m tests.torture --kills 300 --folder .torture

Each round serves another sample site, crawls it into an archive of its own, kills the crawl with
SIGKILL at a random instant, looks at the archive, starts the same command again, and so on until
the round has had its kills; then the crawl may end, what is held is compared with the truth, each
capture is verified, and the archive is made again from its captures alone.
A round that is done is a line of rounds.jsonl in the folder: the campaign goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pipelines.archive.library import sqlite3
from pipelines.archive.soundness import problems
from tests.command_line import ANTARA
from tests.killed_captures import problems as without_record
from tests.replica import Site, running_site
from tests.replica.server import SiteServer

BUREAUS = ("www", "sumsel", "bali", "ambon", "jatim")
ARTICLES = 900
KILLS_A_ROUND = 8
PATIENCE = 600
"""Seconds after which a crawl that nobody kills is said to hang."""

IN_LIMBO = """
SELECT bureau || '/' || article_id FROM frontier AS f WHERE
  (state = 'pending') <> (settled_at IS NULL)
  OR state = 'stored' AND NOT EXISTS (SELECT 1 FROM articles AS a
    WHERE a.bureau = f.bureau AND a.article_id = f.article_id)
  OR state IN ('rejected', 'gone') AND EXISTS (SELECT 1 FROM articles AS a
    WHERE a.bureau = f.bureau AND a.article_id = f.article_id)
"""
HALF_WRITTEN = """
SELECT a.bureau || '/' || a.article_id FROM articles AS a WHERE
  (SELECT count(*) FROM revisions AS r WHERE r.article = a.id) <> 1
  OR NOT EXISTS (SELECT 1 FROM frontier AS f WHERE f.bureau = a.bureau
    AND f.article_id = a.article_id AND f.state = 'stored')
"""
TWICE = """
SELECT bureau || '/' || article_id FROM observations WHERE outcome = 'stored'
GROUP BY bureau, article_id HAVING count(*) > 1
"""
ENDED = "SELECT count(*) FROM runs WHERE outcome IS NULL"


@dataclass
class Round:
    """What one round showed. Every list is empty when nothing was wrong."""

    seed: int
    command: str
    kills: int = 0
    pages: int = 0
    """Requests that the site answered."""
    articles: int = 0
    missing: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    """Rows that the site's truth does not know."""
    twice: list[str] = field(default_factory=list)
    limbo: list[str] = field(default_factory=list)
    unsound: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    """Rows that name no whole record; at the end, what `antara verify` finds, and what an archive
    made again from the captures alone has otherwise."""
    asked_again: int = 0
    """Requests for articles that had been asked for before a kill."""
    over_asked: list[str] = field(default_factory=list)
    """Articles asked for more often than a lease was open when the process died, plus one."""
    status: int | None = None
    """The exit status of the last crawl, which nobody killed."""
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        wrong = (
            *self.missing,
            *self.unknown,
            *self.twice,
            *self.limbo,
            *self.unsound,
            *self.evidence,
            *self.over_asked,
        )
        return not wrong and self.status == 0


def rows(path: Path, sql: str) -> list[str]:
    conn = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return [str(row[0]) for row in conn.execute(sql)]
    finally:
        conn.close()


def has_tables(path: Path) -> bool:
    return path.exists() and rows(path, "SELECT count(*) FROM sqlite_master") != ["0"]


def look(path: Path, found: Round) -> None:
    """Note what is wrong with an archive, whenever the process that wrote it died."""
    found.unsound += problems(path)
    found.evidence += without_record(path)
    found.limbo += rows(path, IN_LIMBO)
    found.limbo += rows(path, HALF_WRITTEN)
    found.twice += rows(path, TWICE)


def prove(path: Path, found: Round) -> None:
    """Verify each record of an archive, and make it again from them alone."""
    again = path.with_name("again.db")
    for words in (
        ("verify", "-s", f"ARCHIVE_PATH={path}"),
        ("rebuild", str(again), "--compare", str(path)),
    ):
        done = subprocess.run(
            [str(ANTARA), *words],
            cwd=path.parent,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        if done.returncode != 0:
            found.evidence.append(f"{words[0]}: {done.stdout[-500:]}{done.stderr[-1000:]}")


def command_of(name: str, site: Site, path: Path) -> list[str]:
    """Return the command line of a crawl of the whole site."""
    return [
        *(str(ANTARA), "crawl", name, "--since", "2000-01-01", "--origin", "sample"),
        *("--bureau", ",".join(site.bureaus), *(["--yes"] if name == "backfill" else [])),
        *("-s", f"ARCHIVE_PATH={path}", "-s", "DOWNLOAD_DELAY=0", "-s", "BACKOFF_MAX=0"),
        *("-s", "DOWNLOAD_DELAY_JITTER=0"),
    ]


def start(words: list[str], server: SiteServer, folder: Path) -> subprocess.Popen[bytes]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ANTARA_")}
    with (folder / "crawl.log").open("ab") as log:
        return subprocess.Popen(
            words,
            env=clean | {"ANTARA_GATEWAY": server.gateway},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            start_new_session=True,
        )


def asked_of(server: SiteServer) -> Counter[str]:
    """Return how often each article was asked for under its own address."""
    known = {
        (f"{one.facts.host}", one.path): f"{one.bureau}/{one.article_id}"
        for one in plain(server.site)
    }
    return Counter(
        known[one.host, one.path] for one in list(server.requests) if (one.host, one.path) in known
    )


def plain(site: Site):
    """Yield the articles that one request brings: no redirect to or from, no empty first answer."""
    for bureau in site.bureaus:
        # An odd address of each host redirects to its newest article.
        for one in site.articles_of(bureau)[1:]:
            if one.link == "plain" and "empty_once" not in one.traps:
                yield one


def instant(chance: random.Random, usual: float) -> float:
    """Return how many seconds after its start a crawl is killed.

    Most fall anywhere in the crawl; some within its beginning, where the archive is opened and
    migrated and the first leases are taken.
    """
    return chance.uniform(0.3, 2.5) if chance.random() < 0.2 else chance.uniform(1.0, usual)


def run_round(seed: int, name: str, kills: int, folder: Path, articles: int = ARTICLES) -> Round:
    """Crawl one site with so many kills; see `Round`."""
    began = time.monotonic()
    chance = random.Random(f"torture:{seed}")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"round-{seed}" / "archive.db"
    fresh(path)
    site = Site(seed=seed, articles=articles, bureaus=BUREAUS)
    found = Round(seed, name)
    open_leases: Counter[str] = Counter()
    usual = 20.0
    with running_site(site) as server:
        words = command_of(name, site, path)
        while found.kills < kills:
            process = start(words, server, folder)
            try:
                process.wait(instant(chance, usual))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                found.kills += 1
                time.sleep(0.2)  # what it had sent reaches the site's log
            else:
                # It ended before its kill: the next ones come earlier, on a fresh archive.
                if process.returncode != 0:
                    found.status = process.returncode
                    return found
                usual = max(3.0, usual * 0.7)
                compare(path, site, found)
                fresh(path)
                server.forget()
                open_leases.clear()
                continue
            if not has_tables(path):
                continue
            look(path, found)
            pending = set(
                rows(
                    path,
                    "SELECT bureau || '/' || article_id FROM frontier WHERE state = 'pending'",
                )
            )
            open_leases.update(key for key in asked_of(server) if key in pending)
        process = start(words, server, folder)
        try:
            found.status = process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            found.unsound.append(f"the crawl hangs: nothing for {PATIENCE} s")
            return found
        look(path, found)
        compare(path, site, found)
        prove(path, found)
        asked = asked_of(server)
        found.pages = len(server.requests)
        found.asked_again = sum(count - 1 for count in asked.values())
        found.over_asked = [key for key, count in asked.items() if count > 1 + open_leases[key]]
    found.seconds = round(time.monotonic() - began, 1)
    if found.good:
        shutil.rmtree(path.parent)
    return found


def fresh(path: Path) -> None:
    """Make an empty folder for an archive and its captures."""
    shutil.rmtree(path.parent, ignore_errors=True)
    path.parent.mkdir()


def compare(path: Path, site: Site, found: Round) -> None:
    """Compare what a finished crawl holds with the site's truth."""
    truth = {f"{one['bureau']}/{one['article_id']}" for one in site.truth()}
    held = rows(path, "SELECT bureau || '/' || article_id FROM articles")
    found.articles = len(held)
    found.twice += [key for key, count in Counter(held).items() if count > 1]
    found.missing += sorted(truth - set(held))
    found.unknown += sorted(set(held) - truth)
    if rows(path, ENDED) != ["0"]:
        found.limbo.append("a run without an end")


def upper_bound(trials: int) -> float:
    """Return the 95 % upper bound of a rate of which no case was seen in so many trials."""
    return 1.0 if trials == 0 else 1 - 0.05 ** (1 / trials)


def report(rounds: list[Round]) -> str:
    kills = sum(one.kills for one in rounds)
    bad = [one for one in rounds if not one.good]
    lines = [
        f"{kills} kills in {len(rounds)} rounds, {sum(one.articles for one in rounds)} articles, "
        f"{sum(one.pages for one in rounds)} requests",
        f"missing {sum(len(one.missing) for one in rounds)}, "
        f"twice {sum(len(one.twice) for one in rounds)}, "
        f"in limbo {sum(len(one.limbo) for one in rounds)}, "
        f"unsound {sum(len(one.unsound) for one in rounds)}, "
        f"asked more often than leased {sum(len(one.over_asked) for one in rounds)}",
        f"captures missing, damaged or of another archive than is made again of them: "
        f"{sum(len(one.evidence) for one in rounds)}",
        f"asked again after a kill: {sum(one.asked_again for one in rounds)} articles, "
        f"{sum(one.asked_again for one in rounds) / max(1, kills):.1f} a kill",
    ]
    if bad:
        lines += [f"BAD: {json.dumps(asdict(one))[:2000]}" for one in bad]
    else:
        lines.append(
            f"95 % upper bound of the share of kills that lose something: {upper_bound(kills):.2%}"
        )
    return "\n".join(lines)


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--folder", type=Path, default=Path(".torture"))
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--commands", default="latest,backfill")
    given = parser.parse_args(words)
    given.folder = given.folder.resolve()
    given.folder.mkdir(parents=True, exist_ok=True)
    done = given.folder / "rounds.jsonl"
    names = given.commands.split(",")
    rounds = (
        [Round(**json.loads(line)) for line in done.read_text().splitlines()]
        if done.exists()
        else []
    )
    while (left := given.kills - sum(one.kills for one in rounds)) > 0:
        seed = 1000 + len(rounds)
        name = names[len(rounds) % len(names)]
        one = run_round(seed, name, min(KILLS_A_ROUND, left), given.folder, given.articles)
        rounds.append(one)
        with done.open("a") as file:
            file.write(json.dumps(asdict(one)) + "\n")
        kills = sum(each.kills for each in rounds)
        print(
            f"round {len(rounds)} ({name}, seed {seed}): {one.kills} kills, {one.articles} "
            f"articles, {'good' if one.good else 'BAD'}, {one.seconds:.0f} s; "
            f"{kills} of {given.kills} kills",
            flush=True,
        )
        if not one.good:
            break
    print(report(rounds))
    return 0 if all(one.good for one in rounds) else 1


if __name__ == "__main__":
    sys.exit(main())
