"""articles, search, status, bureaus: the commands that read the archive."""

from __future__ import annotations

import io
import json

import pytest
from sqlite_utils import Database

from crawler.items import Article
from crawler.status_view import counted, size, warnings_in
from crawler.terminal import printable, write_rows
from pipelines.archive import ArchiveReader
from pipelines.archive.reading import BESIDE
from tests.command_line import ARTICLES, NEWEST_FIRST, as_terminal, invented


def keys(out: str) -> list[str]:
    return [line.split("\t")[1] for line in out.splitlines()]


def lines_of_json(out: str) -> list[dict]:
    return [json.loads(line) for line in out.splitlines()]


def test_articles_lists_newest_first_and_names_the_archive(held):
    result = held("articles")
    assert result.status == 0
    assert keys(result.out) == NEWEST_FIRST
    assert result.err == f"Archive: {held.archive} (a sample: its articles are invented)\n"
    assert result.out.splitlines()[0] == "2026-01-05\tambon/12\tFestival perahu di Teluk Contoh"
    assert result.out.splitlines()[-1].startswith("no date\tsumsel/32\t")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (["--bureau", "ambon"], ["ambon/12", "ambon/11"]),
        (["--bureau", "ambon,bali", "--kind", "article"], ["bali/21", "ambon/11"]),
        (["--since", "2026-01-03", "--until", "2026-01-04"], ["bali/22", "bali/21"]),
        # 23:30 in Bali is 15:30 UTC, 07:30 in Ambon the day before in UTC: bureau days count.
        (["--since", "2026-01-03", "--until", "2026-01-03"], ["bali/21"]),
        (["--since", "2026-01-02", "--until", "2026-01-02"], ["ambon/11"]),
        (["--layout", "r", "--kind", "photo"], ["ambon/12"]),
        (["--layout", "g3"], []),
        (["--limit", "2"], ["ambon/12", "bali/22"]),
        (["--bureau=bali", "--limit=1"], ["bali/22"]),
    ],
)
def test_filters(held, filters, expected):
    assert keys(held("articles", *filters).out) == expected
    found = lines_of_json(held("articles", "--json", *filters).out)
    assert [f"{each['bureau']}/{each['article_id']}" for each in found] == expected


@pytest.mark.parametrize("filters", [("--bureau", "aceh"), ("--layout", "generic")])
def test_no_answer_to_a_filter_is_said_and_good(held, filters):
    result = held("articles", *filters)
    assert (result.status, result.out) == (0, "")
    assert "No article answers to that." in result.err


def test_articles_json_is_the_article_as_it_was_stored(held):
    found = lines_of_json(held("articles", "--json").out)
    wanted = [invented(*each).as_dict() for each in ARTICLES]
    by_key = {(each["bureau"], each["article_id"]): each for each in found}
    assert list(found[0]) == [*Article.__dataclass_fields__, *BESIDE]
    seen = dict.fromkeys(("first_seen", "last_seen"), "2026-01-06T00:00:00Z")
    seen |= {"states": 1, "missing_since": None}
    for each in wanted:
        held_one = by_key[each["bureau"], each["article_id"]]
        # The archive holds no kept block of the ledger; here there is no other.
        assert held_one | {"title": each["title"]} == each | seen


def test_a_page_cannot_steer_the_terminal(held):
    line = next(line for line in held("articles").out.splitlines() if "sumsel/31" in line)
    assert "\x1b" not in line
    assert "merah" in line


def test_search_finds_words_in_titles_and_texts(held):
    result = held("search", "pasar", "ikan")
    assert result.status == 0
    lines = result.out.splitlines()
    assert {line.split("\t")[1] for line in lines if "\t" in line} == {"ambon/11", "bali/22"}
    assert [line for line in lines if line.startswith("    ")]


def test_search_takes_phrases_filters_and_a_limit(held):
    phrase = lines_of_json(held("search", '"pasar ikan"', "--json").out)
    assert [each["article_id"] for each in phrase] == [11]
    assert phrase[0]["snippet"]
    one = held("search", "ikan", "--bureau", "bali", "--kind", "video")
    assert keys(one.out.splitlines()[0]) == ["bali/22"]
    assert "The first 1 hit;" in held("search", "ikan", "--limit", "1").err


@pytest.mark.parametrize("words", [["gerhana"], ["title:pasar"], ["a", "OR", "NOT"]])
def test_nothing_found_is_said_and_good(held, words):
    result = held("search", *words)
    assert (result.status, result.out) == (0, "")
    assert f"Nothing found for: {' '.join(words)}" in result.err.splitlines()


def test_words_after_two_dashes_may_begin_with_one(held):
    wanted = held("search", "pasar", "ikan").out
    assert wanted
    before = ["search", "-s", f"ARCHIVE_PATH={held.archive}"]
    assert held(*before, "--", "--pasar", "--ikan", archive=False).out == wanted
    left_out = held(*before, "pasar", "--", "-ikan", archive=False)
    assert left_out.out == held("search", "pasar", "NOT", "ikan").out
    assert not set(left_out.out.splitlines()) & set(wanted.splitlines())


def test_status_tells_what_is_held(held):
    result = held("status")
    assert result.status == 0
    lines = result.out.splitlines()
    assert lines[0] == "Articles   6 (article 4, photo 1, video 1)"
    assert lines[1] == "Published  2026-01-01T01:00:00Z to 2026-01-05T01:00:00Z, 1 without a date"
    assert "Addresses  stored 6, gone 1, pending 1" in lines
    assert any(line.startswith("Revisions  0 by the newsroom; ") for line in lines)
    (bali,) = [line for line in lines if line.startswith("bali ")]
    assert bali.split(maxsplit=2) == [
        "bali",
        "2",
        "2026-01-01 to 2026-01-06 00:00 UTC, 1 still to ask for",
    ]
    assert lines[-2:] == [
        "WHAT DESERVES A LOOK",
        "1 article found and not yet asked for: the next crawl does.",
    ]
    assert any("crawl latest: finished, stored 2, gone 1" in line for line in lines)
    assert "sample" in result.err


def test_status_json(held):
    status = json.loads(held("status", "--json").out)
    assert (status["origin"], status["articles"]) == ("sample", 6)
    assert status["path"] == str(held.archive)


def test_warnings_name_what_deserves_a_look():
    status = {
        "sqlite_warning": "SQLite 3.40.1 is old.",
        "pending": {},
        "layouts": {"generic": 1200, "r": 1},
        "rejected": {"key_collision": 2},
        "watch": [],
        "drifts": [],
        "runs": [{"outcome": "errors"}],
    }
    warnings = list(warnings_in(status))
    assert warnings[0] == "SQLite 3.40.1 is old."
    assert "1,200 articles" in warnings[1]
    assert "2 times" in warnings[2]
    assert "errors" in warnings[3]
    calm = {
        "sqlite_warning": None,
        "pending": {},
        "layouts": {"r": 1},
        "rejected": {},
        "watch": [],
        "drifts": [],
        "runs": [],
    }
    assert list(warnings_in(calm)) == []


def test_bureaus_counts_what_is_held(held):
    rows = [line.split("\t") for line in held("bureaus").out.splitlines()]
    counts = {row[0]: row[4] for row in rows}
    assert (counts["ambon"], counts["bali"], counts["aceh"]) == ("2", "2", "0")
    assert ["ambon", "ambon.antaranews.com", "Maluku"] in [row[:3] for row in rows]


def test_bureaus_without_an_archive(antara):
    result = antara("bureaus")
    assert (result.status, result.err) == (0, "")
    assert {line.split("\t")[4] for line in result.out.splitlines()} == {"-"}
    first = lines_of_json(antara("bureaus", "--json").out)[0]
    of_the_file = ["name", "host", "title", "province", "zone", "language"]
    of_the_archive = ["articles", "alarm", "alarm_since", "muted_until", "mute_reason"]
    assert list(first) == of_the_file + of_the_archive
    assert {first[name] for name in of_the_archive} == {None}
    assert not antara.archive.exists()


def test_a_bureau_is_muted_and_unmuted(held):
    muted = held(
        "bureaus", "--mute", "ambon", "--until", "2099-12-31", "--reason", "host\x1b moves"
    )
    assert muted.status == 0, muted.err
    assert "ambon is muted until 2099-12-31" in muted.err
    (ambon,) = [line for line in held("bureaus").out.splitlines() if line.startswith("ambon")]
    assert ambon.split("\t")[5] == "muted until 2099-12-31: host� moves"
    rows = {row["name"]: row for row in lines_of_json(held("bureaus", "--json").out)}
    assert rows["ambon"]["muted_until"] == "2099-12-31"
    assert rows["bali"]["muted_until"] is None
    assert held("bureaus", "--unmute", "ambon").status == 0
    assert "muted" not in held("bureaus").out


@pytest.mark.parametrize(
    "words",
    [
        ["--mute", "ambon"],
        ["--mute", "ambon", "--until", "2099-12-31"],
        ["--mute", "ambon", "--until", "2099-12-31", "--reason", " "],
        ["--mute", "ambon", "--until", "2020-12-31", "--reason", "r"],
        ["--mute", "ambom", "--until", "2099-12-31", "--reason", "r"],
        ["--mute", "ambon", "--unmute", "ambon", "--until", "2099-12-31", "--reason", "r"],
        ["--until", "2099-12-31"],
        ["--reason", "r"],
    ],
)
def test_a_mute_without_an_end_or_a_reason_is_refused(held, words):
    result = held("bureaus", *words)
    assert (result.status, result.out, result.err.count("\n")) == (2, "", 1)
    assert "muted" not in held("bureaus").out


def test_muting_makes_no_archive(antara):
    result = antara("bureaus", "--mute", "ambon", "--until", "2099-12-31", "--reason", "r")
    assert (result.status, result.err.count("\n")) == (2, 1)
    assert not antara.archive.exists()


@pytest.mark.parametrize(
    "command",
    [
        ["articles"],
        ["status"],
        ["search", "ikan"],
        ["bureaus"],
        ["coverage"],
        ["coverage", "--ids"],
        ["status", "--monthly"],
        ["status", "--expect", "1d"],
    ],
)
def test_reading_changes_nothing(held, command):
    before = held.archive.read_bytes()
    held(*command)
    assert held.archive.read_bytes() == before
    folder = {path.name for path in held.archive.parent.iterdir()}
    assert folder <= {"archive.db", "archive.db.lock", "archive.db-wal", "archive.db-shm"}


@pytest.mark.parametrize(
    "command", [["articles"], ["status"], ["search", "x"], ["serve"], ["coverage"]]
)
@pytest.mark.parametrize("content", [b"", b"no database at all, but long enough" * 50, None])
def test_what_is_no_archive_is_refused_in_one_line(antara, command, content):
    if content is None:
        Database(antara.archive)["t"].insert({"a": 1})
        content = antara.archive.read_bytes()
    antara.archive.write_bytes(content)
    result = antara(*command)
    assert result.status == 2
    assert result.out == ""
    assert result.err.count("\n") == 1
    assert str(antara.archive) in result.err
    assert antara.archive.read_bytes() == content


def test_settings_print_value_origin_and_meaning(antara):
    rows = {
        row[0]: row[1:]
        for row in (
            line.split("\t")
            for line in antara("settings", "-s", "DOWNLOAD_DELAY=7").out.splitlines()
        )
    }
    assert rows["ARCHIVE_PATH"][:2] == [str(antara.archive), "command line -s"]
    assert rows["DOWNLOAD_DELAY"][:2] == ["7.0", "command line -s"]
    assert rows["REDIRECT_MAX_TIMES"][1] == "default"
    assert all(len(row) == 3 and row[2] for row in rows.values())


def test_settings_json(antara):
    settings = json.loads(antara("settings", "--json").out)
    assert settings["archive_path"]["value"] == str(antara.archive)
    assert list(settings["contact"]) == ["name", "value", "origin", "default", "help"]


def test_settings_are_wrapped_between_words_on_a_terminal(antara, monkeypatch):
    as_terminal(monkeypatch, 60)
    out = antara("settings").out
    meanings = [line for line in out.splitlines() if line.startswith("    ")]
    assert max(map(len, meanings)) <= 60
    lines = out.splitlines()
    assert lines[0].split() == ["SETTING", "VALUE", "ORIGIN"]
    (delay,) = [line for line in lines if line.startswith("DOWNLOAD_DELAY ")]
    assert delay.index("5.0") == lines[0].index("VALUE")
    assert delay.index("default") == lines[0].index("ORIGIN")
    whole = " ".join(line.strip() for line in meanings)
    assert "A live crawl does not start without it, nor antara serve for others." in whole


def test_status_is_wrapped_between_words_on_a_terminal(held, monkeypatch):
    flat = held("status").out
    as_terminal(monkeypatch, 60)
    lines = held("status").out.splitlines()
    assert max(map(len, lines)) <= 60
    assert " ".join(" ".join(lines).split()) == " ".join(flat.split())


# ---- printing


def test_articles_have_headings_on_a_terminal(held, monkeypatch):
    as_terminal(monkeypatch, 80)
    lines = held("articles").out.splitlines()
    assert lines[0].split() == ["PUBLISHED", "KEY", "TITLE"]
    assert lines[0].index("KEY") == lines[1].index("ambon/12")
    assert lines[0].index("TITLE") == lines[1].index("Festival")
    assert held("articles", "--json").out.startswith("{")
    assert held("articles", "--bureau", "aceh").out == ""


def test_a_terminal_gets_aligned_columns_cut_to_its_width(monkeypatch, capsys):
    as_terminal(monkeypatch, 20)
    assert write_rows([("a", "x" * 40), ("bbb", "y")], ("ONE", "TWO")) == 2
    assert capsys.readouterr().out.splitlines() == [
        "ONE  TWO",
        "a    " + "x" * 14 + "…",
        "bbb  y",
    ]


def test_every_listing_fits_a_terminal(held, monkeypatch):
    as_terminal(monkeypatch, 50)
    for command in (["articles"], ["bureaus"], ["coverage", "--by", "day"]):
        out = held(*command).out
        assert out.count("\n") >= 6, command
        assert max(map(len, out.splitlines())) <= 50


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\nc", "a b c"),
        ("a\x00b\x9bc", "a�b�c"),
        ("a\u202eb\u200bc", "abc"),
        ("Jum'at – “petik” …", "Jum'at – “petik” …"),
        ("\ud800", "�"),
    ],
)
def test_printable(text, shown):
    assert printable(text) == shown


def test_numbers_for_a_person():
    assert counted({"a": 1, "c": 2, "b": 2}) == "b 2, c 2, a 1"
    assert size(1536) == "1.5 KiB"
    assert size(2_500 * 1024 * 1024) == "2,500.0 MiB"


def test_articles_stream(held, monkeypatch):
    """Each line is written as it comes out of the archive: memory does not grow with it."""
    seen = []
    out = io.StringIO()

    def articles(self, filters, unique=None):
        for number in range(3):
            seen.append(out.getvalue().count("\n"))
            yield {"bureau": "bali", "article_id": number, "published_day": None, "title": "t"}

    monkeypatch.setattr(ArchiveReader, "articles", articles)
    monkeypatch.setattr("sys.stdout", out)
    held("articles")
    assert seen == [0, 1, 2]


@pytest.mark.parametrize(
    "words",
    [
        ("--until", "9999-12-31"),
        ("--limit", "99999999999999999999"),
    ],
)
def test_days_and_limits_beyond_all_articles_are_no_fault(held, words):
    result = held("articles", "--json", *words)
    assert result.status == 0, result.err
    assert len(result.out.splitlines()) >= 5
