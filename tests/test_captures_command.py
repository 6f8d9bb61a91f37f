"""`antara captures`: what the kept answers take, and giving some up so that no kill can harm."""

from __future__ import annotations

import json
import os
import shutil
import signal

import pytest

from crawler.captures import prune as pruning_files
from crawler.captures.checking import Check
from crawler.captures.names import files_of, name_after, successor, unnamed_files
from crawler.captures.prune import clean, leftovers, prune
from pipelines.archive import ArchiveReader
from pipelines.archive.captures_choice import Choice
from pipelines.archive.captures_prune import Pruning, pruning
from pipelines.archive.lock import SideCarLock
from pipelines.archive.soundness import problems
from tests.captured import FIRST, NEW, SECOND, make_captured, url
from tests.command_line import make_archive
from tests.warcs import MARK, Warc, flipped, warcio_check

PRUNED = FIRST.replace("00001.warc", "00001.1.warc")


@pytest.fixture
def captured(antara):
    return make_captured(antara.archive)


def check(captured):
    """Everything that a check finds wrong; and what it reads."""
    assert problems(captured.archive) == []
    with ArchiveReader(captured.archive) as reader:
        return Check(
            reader.captures, captured.archive.parent, skip=leftovers(captured.archive) or ()
        ).run()


def names(captured) -> list[str]:
    """The captures that are left, by their name in `tests.captured`."""
    left = {row[0] for row in captured.ask("SELECT id FROM captures")}
    return [name for name, number in captured.rows.items() if number in left]


def files(captured) -> list[str]:
    return sorted(f"captures/{path.name}" for path in captured.path("captures").iterdir())


def test_status(antara, captured):
    result = antara("captures", "--json")
    told = json.loads(result.out)
    on_disk = sum(captured.path(file).stat().st_size for file in (FIRST, SECOND))
    assert (told["files"], told["records"], told["bytes_on_disk"]) == (2, 7, on_disk)
    assert told["articles"] == 3
    pages = sum(each["bytes"] for each in told["months"] if each["kind"] == "article")
    assert told["bytes_per_article"] == round(pages / 3)
    assert told["bytes_per_article_with_all"] == round(on_disk / 3)
    assert told["share_of"] == 7
    assert 0 < told["share"] < 1
    assert {(it["kind"], it["month"], it["record"]): it["records"] for it in told["months"]} == {
        ("article", "2026-11", "response"): 4,
        ("article", "2026-11", "revisit"): 1,
        ("feed", "2026-10", "response"): 1,
        ("listing", "2026-10", "response"): 1,
    }
    result = antara("captures", "--status")
    assert result.status == 0
    assert [line.split("\t")[:4] for line in result.out.splitlines()] == [
        ["article", "2026-11", "5", "1"],
        ["feed", "2026-10", "1", "0"],
        ["listing", "2026-10", "1", "0"],
    ]
    assert "7 answers in 2 files" in result.err
    assert "An article takes" in result.err
    assert "(of 7 records)" in result.err


def test_the_share_is_that_of_the_whole_records(antara, captured):
    import zlib

    packed = unpacked = 0
    for file, offset, length in captured.ask("SELECT file, offset, length FROM captures"):
        data = captured.path(file).read_bytes()[offset : offset + length]
        packed, unpacked = packed + length, unpacked + len(zlib.decompress(data, 31))
    told = json.loads(antara("captures", "--json").out)
    assert told["share"] == round(packed / unpacked, 3)


def test_status_without_captures_and_without_files(antara, captured):
    captured.path(FIRST).unlink()
    assert "1 file missing: 'antara verify' names them." in antara("captures").err
    captured.archive.unlink()
    make_archive(captured.archive)
    result = antara("captures")
    assert (result.status, result.out) == (0, "")
    assert result.err.endswith("No capture is kept yet.\n")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--prune"], "--prune needs --kind or --before: it gives answers up for good."),
        (["--prune", "--dry-run"], "--prune needs --kind or --before"),
        (["--prune", "--status", "--kind", "feed"], "--status and --prune are two things"),
        (["--kind", "feed"], "--kind goes with --prune."),
        (["--before", "2026-11-01"], "--before goes with --prune."),
        (["--dry-run"], "--dry-run goes with --prune."),
        (["--with-articles"], "--with-articles goes with --prune."),
        (["--prune", "--with-articles", "--before", "2026-11-01"], "--with-articles needs --kind"),
        (["--prune", "--kind", "feeds"], "--kind: 'feeds' is none of article, feed, listing"),
        (["--prune", "--kind", "feed,"], "--kind: '' is none of"),
        (["--prune", "--before", "yesterday"], "--before: 'yesterday' is not a day"),
    ],
)
def test_what_would_give_up_more_than_was_meant_is_refused(antara, captured, words, line):
    before = {file: captured.path(file).read_bytes() for file in files(captured)}
    result = antara("captures", *words)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(line)
    assert result.err.count("\n") == 1
    assert {file: captured.path(file).read_bytes() for file in files(captured)} == before


ALL = ["listing", "feed", "ambon", "bali", "again", "revisit", "sumsel"]


@pytest.mark.parametrize(
    ("words", "gone"),
    [
        ("--kind listing,feed", ["listing", "feed"]),
        ("--kind feed", ["feed"]),
        ("--before 2026-11-01", ["listing", "feed"]),
        ("--before 2026-10-01", []),
        ("--kind listing --before 2026-10-02", ["listing"]),
        # What articles were read from stays. The revisit that only an observation names goes.
        ("--kind article", ["again", "revisit"]),
        ("--kind article --before 2026-11-21", []),
        ("--kind article --before 2026-11-22", ["again", "revisit"]),
        ("--kind article --with-articles", ["ambon", "bali", "again", "revisit", "sumsel"]),
        # The body that a later answer refers to stays, whatever is named.
        ("--kind article --with-articles --before 2026-11-21", ["ambon"]),
        ("--before 2027-01-01", ["listing", "feed", "again", "revisit"]),
        ("--kind sitemap,robots,other", []),
    ],
)
def test_what_goes_and_what_stays(antara, captured, words, gone):
    bodies = {
        name: captured.path(row[0]).read_bytes()[row[1] : row[1] + row[2]]
        for name, number in captured.rows.items()
        for row in captured.ask("SELECT file, offset, length FROM captures WHERE id = ?", number)
    }
    requests = {name: 1 for name in ALL if name != "revisit"}
    dry = json.loads(antara("captures", "--prune", "--dry-run", "--json", *words.split()).out)
    assert (dry["records"], names(captured)) == (len(gone), ALL)
    before = sum(captured.path(file).stat().st_size for file in files(captured))
    result = antara("captures", "--prune", "--json", *words.split())
    assert result.status == 0, result.err
    done = json.loads(result.out)
    left = [name for name in ALL if name not in gone]
    assert (done["records"], names(captured)) == (len(gone), left)
    report = check(captured)
    assert (report.findings, report.rows, report.unnamed) == ([], len(left), 0)
    heads = report.files
    assert report.records == len(left) + sum(requests.get(name, 0) for name in left) + heads
    after = sum(captured.path(file).stat().st_size for file in files(captured))
    assert done["bytes_before"] - done["bytes_after"] == before - after
    for name in left:
        [row] = captured.ask(
            "SELECT file, offset, length FROM captures WHERE id = ?", captured.rows[name]
        )
        kept = captured.path(row[0]).read_bytes()[row[1] : row[1] + row[2]]
        assert kept == bodies[name], name  # byte for byte
    paths = [captured.path(file) for file in files(captured)]
    assert all(path.name.endswith(".warc.gz") for path in paths)
    if paths:
        assert warcio_check(*paths).returncode == 0
    for table in ("articles", "revisions", "observations"):
        pointers = captured.ask(f"SELECT capture FROM {table} WHERE capture IS NOT NULL")
        assert {row[0] for row in pointers} <= {captured.rows[name] for name in left}
    assert captured.ask("SELECT count(*) FROM articles") == [(6,)]


def test_a_file_of_which_nothing_stays_is_deleted(antara, captured):
    result = antara("captures", "--prune", "--kind", "article,listing,feed", "--with-articles")
    assert result.status == 0
    assert files(captured) == []
    assert captured.ask("SELECT count(*) FROM captures") == [(0,)]
    assert "7 answers given up, " in result.out
    assert "0 files rewritten, 2 deleted." in result.out
    assert "make a new one with 'antara backup'" in result.err


def test_the_articles_stay_as_they_are(antara, captured):
    def shown():
        rows = map(json.loads, antara("articles", "--json").out.splitlines())
        return [{name: row[name] for name in row.keys() - {"capture"}} for row in rows]

    before = shown()
    assert before
    antara("captures", "--prune", "--kind", "article,listing", "--with-articles")
    assert shown() == before


def test_a_body_and_the_revisit_in_an_earlier_file(captured):
    """Another order than a crawl's: files are gone over again, and nothing needed is lost."""
    captured.do("UPDATE captures SET id = 100 WHERE id = ?", captured.rows["listing"])
    captured.rows["listing"] = 100  # the file with the body counts as the newest now
    choice = Choice(("article", "listing", "feed"), None, with_articles=True)
    with pruning(captured.archive) as held:
        assert held.files(choice)[0] == FIRST
        done = prune(held, choice)
    assert (done.records, names(captured), check(captured).findings) == (7, [], [])


def test_the_lock_is_needed_and_its_holder_named(antara, captured):
    lock = SideCarLock.take(captured.archive)
    try:
        dry = antara("captures", "--prune", "--kind", "feed", "--dry-run")
        assert dry.status == 0
        result = antara("captures", "--prune", "--kind", "feed")
    finally:
        lock.release()
    assert result.status == 2
    assert f"is being written by process {os.getpid()}" in result.err
    assert names(captured) == ALL


@pytest.mark.parametrize("where", ["head", "gone", "kept", "request", "last"])
def test_a_damaged_file_is_left_as_it_is(antara, captured, where):
    data = captured.path(FIRST).read_bytes()
    offsets = dict(captured.ask("SELECT id, offset FROM captures"))
    place = {
        "head": 40,
        "gone": offsets[captured.rows["feed"]] + 60,
        "kept": offsets[captured.rows["ambon"]] + 60,
        "request": offsets[captured.rows["ambon"]] - 60,
        "last": offsets[captured.rows["bali"]] + 60,
    }[where]
    captured.path(FIRST).write_bytes(flipped(data, 8 * place))
    result = antara("captures", "--prune", "--before", "2027-01-01")
    assert result.status == 1
    assert f"{FIRST} was left as it is: it is damaged; 'antara verify' says where." in result.out
    assert captured.path(FIRST).read_bytes() == flipped(data, 8 * place)
    assert names(captured) == [name for name in ALL if name not in ("again", "revisit")]
    assert leftovers(captured.archive) is None


@pytest.mark.parametrize("column", ["offset", "length"])
def test_a_file_that_is_not_what_its_rows_say_is_left_as_it_is(antara, captured, column):
    row = captured.rows["ambon"]
    captured.do(f"UPDATE captures SET {column} = {column} + 1 WHERE id = ?", row)
    result = antara("captures", "--prune", "--kind", "feed")
    assert result.status == 1
    assert "its rows do not tell where its records" in result.out
    assert files(captured) == [FIRST, SECOND]


def test_a_file_that_is_missing_is_left_as_it_is(antara, captured):
    captured.path(FIRST).unlink()
    result = antara("captures", "--prune", "--kind", "feed")
    assert (result.status, "it cannot be read (No such file" in result.out) == (1, True)


def test_what_a_killed_crawl_left_stays_out_and_answers_without_rows_stay(antara, captured):
    more = Warc()
    more.page(url("bali"), b"<p>Baru.")
    torn = more.data + b"\x1f\x8b\x08\0torn"
    with captured.path(FIRST).open("ab") as file:
        file.write(torn)
    assert antara("captures", "--prune", "--kind", "feed").status == 0
    report = check(captured)
    assert (report.findings, report.unnamed) == ([], 1)


def test_a_request_that_the_answer_names_goes_with_it(captured, antara):
    """Either of the two may name the other."""
    made = Warc()
    made.info()
    request = made.request(url("bali"), "<urn:uuid:0>")
    answer = made.response(url("bali"), b"<xml>", WARC_Concurrent_To=request.record_id)
    other = f"captures/antara-{MARK}-20261122000000-00001.warc.gz"
    captured.path(other).write_bytes(made.data)
    captured.add("other", other, answer, "sitemap")
    antara("captures", "--prune", "--kind", "sitemap")
    assert other not in files(captured)
    assert check(captured).findings == []


def counted_steps(number: int):
    """Kill this process before the given step: a call that changes a folder or the archive."""
    done = 0

    def counting(call):
        def counts(*args, **options):
            nonlocal done
            done += 1
            if done == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*args, **options)

        return counts

    for name in ("open", "write", "fsync", "rename", "replace", "unlink"):
        setattr(os, name, counting(getattr(os, name)))
    Pruning.swap = counting(Pruning.swap)


@pytest.mark.slow
def test_a_kill_at_each_step_leaves_rows_and_files_in_step(captured, tmp_path):
    """Killed before each step in turn, checked, cleaned, begun again."""
    choice = Choice(("listing", "article"), None, with_articles=False)
    states = set()
    for number in range(1, 100):
        folder = tmp_path / str(number)
        folder.mkdir()
        shutil.copy(captured.archive, folder / "archive.db")
        shutil.copytree(captured.path("captures"), folder / "captures")
        child = os.fork()
        if child == 0:
            with pruning(folder / "archive.db") as held:
                counted_steps(number)
                prune(held, choice)
            os._exit(0)
        _, ended = os.waitpid(child, 0)
        killed = os.waitstatus_to_exitcode(ended) == -signal.SIGKILL
        here = type(captured)(folder / "archive.db", captured.rows)
        report = check(here)
        assert (report.findings, report.unnamed) == ([], 0), number
        states.add((*names(here), *files(here)))
        with pruning(here.archive) as held:
            clean(held)
            assert leftovers(here.archive) is None
            assert (
                unnamed_files(
                    folder, {row[0] for row in held._db.execute("SELECT file FROM captures")}
                )
                == []
            ), number
        assert not [path for path in folder.iterdir() if "pruning" in path.name]
        with pruning(here.archive) as held:
            prune(held, choice)
        assert names(here) == ["feed", "ambon", "bali", "sumsel"], number
        report = check(here)
        assert (report.findings, report.unnamed, report.rows) == ([], 0, 4), number
        if not killed:
            assert number > 20
            break
    assert len(states) >= 6  # kills were at different points indeed


def test_the_next_prune_says_what_it_cleaned(antara, captured, monkeypatch):
    monkeypatch.setattr(pruning_files, "clean", lambda held: None)

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Pruning, "swap", full)
        result = antara("captures", "--prune", "--kind", "feed")
    assert result.status == 2
    assert "could not be pruned: No space left on device." in result.err
    assert files(captured) == [PRUNED, FIRST, SECOND]
    verified = antara("verify")
    assert verified.status == 0
    assert f"Note: {PRUNED} is left over from a prune, or one is under way." in verified.err
    monkeypatch.undo()
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "crawler.settings")
    result = antara("captures", "--prune", "--kind", "feed")
    assert result.status == 0
    assert f"A prune had been interrupted; {PRUNED} was left over and is removed." in result.err
    assert files(captured) == [PRUNED, SECOND]


@pytest.mark.parametrize("failing", ["sync_file", "_write_all"])
def test_a_full_disk_leaves_everything_as_it_was(antara, captured, monkeypatch, failing):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pruning_files, failing, full)
    result = antara("captures", "--prune", "--kind", "feed")
    assert (result.status, result.err.count("\n")) == (2, 2)
    assert (files(captured), names(captured)) == ([FIRST, SECOND], ALL)
    assert leftovers(captured.archive) is None
    assert check(captured).findings == []


def test_a_copy_that_cannot_be_read_again_is_not_taken(antara, captured, monkeypatch):
    write = pruning_files._write_all
    monkeypatch.setattr(pruning_files, "_write_all", lambda fd, data: write(fd, bytes(len(data))))
    result = antara("captures", "--prune", "--kind", "feed")
    assert (result.status, "its copy could not be read again" in result.out) == (1, True)
    assert (files(captured), names(captured)) == ([FIRST, SECOND], ALL)
    assert leftovers(captured.archive) is None


def test_a_half_written_note_is_no_harm(captured):
    note = captured.archive.with_name("archive.db-pruning")
    for text in ("", "{", "[]", '{"old": 1}'):
        note.write_text(text)
        with pruning(captured.archive) as held:
            assert clean(held) is None
        assert not note.exists()
    assert files(captured) == [FIRST, SECOND]


def test_names_of_new_files_are_free_and_in_order():
    assert successor(FIRST, [PRUNED]) == FIRST.replace("00001.warc", "00001.2.warc")
    assert successor(PRUNED, [PRUNED]) == FIRST.replace("00001.warc", "00001.2.warc")
    assert NEW > "2026"  # the fixture's second file is the newer one


def test_a_pruned_file_keeps_its_place_in_the_order_also_where_the_clock_was_set_back(tmp_path):
    first = name_after(None, "a1b2c3", "2026-11-20T01:02:03Z")
    second = name_after(first, "a1b2c3", "2020-01-01T00:00:00Z")
    pruned = successor(f"captures/{first}", [])
    (tmp_path / "captures").mkdir()
    for name in (pruned, f"captures/{second}"):
        (tmp_path / name).touch()
    assert [path.name for path in files_of(tmp_path)] == [pruned.partition("/")[2], second]
