"""`antara wacz`: what goes into a WACZ, and what it says of itself."""

from __future__ import annotations

import json

import pytest

from crawler.captures import wacz
from tests.captured import FIRST, NEW, SECOND, url
from tests.wacz_packing import ALL, LAST_DAY
from tests.warcs import DATE, Warc, warcio_check

pytest_plugins = ["tests.wacz_fixtures"]


def test_everything_is_copied_byte_for_byte(pack, captured, tmp_path):
    made = pack(*ALL)
    whole = captured.path(FIRST).read_bytes() + captured.path(SECOND).read_bytes()
    assert made.warc == whole
    assert made.warc_path == "archive/antara-a1b2c3-20261001-20261121.warc.gz"
    assert [info.filename for info in made.infos][1:4] == [
        *("indexes/index.cdx.gz", "indexes/index.idx", "pages/pages.jsonl")
    ]
    (tmp_path / "unpacked.warc.gz").write_bytes(made.warc)
    assert warcio_check(tmp_path / "unpacked.warc.gz").returncode == 0


def test_pages_have_the_titles_of_the_archive(pack):
    assert [(page["url"], page["ts"], page["title"]) for page in pack(*ALL).pages()] == [
        (url("ambon"), DATE, "Pasar ikan Rekaan dibuka"),
        (url("bali"), DATE, "Panen padi di Desa Umpama"),
        (url("ambon"), NEW, "Pasar ikan Rekaan dibuka"),
        (url("bali"), NEW, "Panen padi di Desa Umpama"),
        (url("sumsel"), NEW, "Judul \x1b[31mmerah\x1b[0m dari halaman"),
    ]


def test_a_page_has_the_title_of_its_time(pack, captured):
    """That of the state it was read as; `again` made none, so that of the one in force then."""
    captured.do("UPDATE revisions SET state = json_set(state, '$.title', 'Judul lama')")
    captured.do("UPDATE revisions SET first_seen = '2026-11-20T00:00:00Z'")
    for seq, title, day in ((2, "Judul sela", "2026-11-21"), (3, "Judul nanti", "2026-11-25")):
        captured.do(
            "INSERT INTO revisions (article, seq, state, state_sha256, extractor_version, layout, "
            "first_seen, last_seen) SELECT article, ?, json_set(state, '$.title', ?), ?, '2', "
            "layout, ?, ? FROM revisions WHERE seq = 1",
            *(seq, title, title, f"{day}T00:00:00Z", f"{day}T00:00:00Z"),
        )
    captured.do(
        "UPDATE revisions SET capture = ? WHERE seq = 3 AND article = "
        "(SELECT article FROM revisions WHERE capture = ?)",
        *(captured.rows["sumsel"],) * 2,
    )
    captured.do(
        "UPDATE revisions SET capture = NULL WHERE seq = 1 AND capture = ?",
        captured.rows["sumsel"],
    )
    titles = {(page["url"], page["ts"]): page["title"] for page in pack(*ALL).pages()}
    assert titles == {
        (url("ambon"), DATE): "Judul lama",
        (url("bali"), DATE): "Judul lama",
        (url("ambon"), NEW): "Judul sela",
        (url("bali"), NEW): "Judul sela",
        (url("sumsel"), NEW): "Judul nanti",
    }


def test_a_revisit_brings_its_body_from_another_day(pack, captured, antara, tmp_path):
    made = pack(*LAST_DAY)
    assert made.addresses() == [url("bali"), url("ambon"), url("bali"), url("sumsel")]
    assert made.kinds() == [
        *("warcinfo", "response", "request"),
        *("warcinfo", "response", "request", "revisit", "response", "request"),
    ]
    assert [page["ts"] for page in made.pages()] == [NEW] * 3, "what was not asked for is no page"
    assert made.manifest["antara"]["outside"] == 1
    assert made.manifest["antara"]["first"] == NEW
    result = antara("wacz", str(tmp_path / "told.wacz"), *LAST_DAY)
    assert "4 answers (1 not asked for, whose bodies others refer to), 3 requests" in result.out


def test_an_article_is_all_that_was_kept_of_it(pack):
    made = pack("bali/21")
    assert made.addresses() == [url("bali")] * 2
    assert made.kinds() == ["warcinfo", "response", "request", "warcinfo", "revisit"]
    assert made.manifest["title"] == "Panen padi di Desa Umpama (bali/21)"
    assert made.manifest["mainPageUrl"] == url("bali")
    assert made.manifest["mainPageDate"] == DATE
    assert made.warc_path == "archive/antara-a1b2c3-bali-21.warc.gz"
    assert pack(url("bali"), name="again.wacz").path.read_bytes() == made.path.read_bytes()


def test_an_answer_that_no_row_points_to_is_found_by_its_address(pack, captured):
    """A redirect, or a broken answer: only its address says of which article it is."""
    captured.do("DELETE FROM observations")
    assert pack("ambon/11").addresses() == [url("ambon")] * 2


def test_another_article_with_the_same_beginning_is_left_out(pack, captured):
    captured.do("UPDATE captures SET url = replace(url, '/21/', '/211/') WHERE record = 'revisit'")
    captured.do("DELETE FROM observations")
    assert pack("bali/21").kinds() == ["warcinfo", "response", "request"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--kind", "listing,feed"), ["/terkini", "/rss/terkini.xml"]),
        (("--bureau", "ambon"), ["/berita/11/judul"] * 2),
        (("--bureau", "ambon,sumsel", "--kind", "article", "--until", "2026-11-20"), None),
        (("--until", "2026-11-20", "--kind", "article"), ["/berita/11/judul", "/berita/21/judul"]),
    ],
)
def test_a_period_is_bounded_by_bureau_and_kind(pack, words, expected):
    addresses = pack(*ALL, *words).addresses()
    found = [f"/{each.split('/', 3)[3]}" for each in addresses]
    assert found == (expected or ["/berita/11/judul"])


def test_the_same_words_make_the_same_bytes(pack, captured):
    first = pack(*ALL, "--kind", "article")
    second = pack(*ALL, "--kind", "article", name="other.wacz")
    assert first.path.read_bytes() == second.path.read_bytes()
    other = pack(*ALL, name="all.wacz")
    assert other.warc_path != first.warc_path, "two packs of one archive can be added to one player"


def test_a_run_brings_the_record_that_says_who_asked(pack, captured):
    """A file has one for each run; only those of the runs that are packed come along."""
    captured.do(
        "INSERT INTO runs (id, command, options, pid, started_at) "
        "VALUES (2, 'crawl latest', '{}', 1, ?)",
        DATE,
    )
    made = Warc()
    heads = []
    for run, bureau in ((1, "ambon"), (2, "bali"), (2, "sumsel")):
        if run > len(heads):
            heads.append(made.info())
        it = made.page(url(bureau), f"<p>{bureau}, lagi.".encode(), date="2026-12-01T00:00:00Z")
        captured.add(
            f"{bureau}-run", "captures/runs.warc.gz", it, "article", "2026-12-01T00:00:00Z"
        )
        captured.do("UPDATE captures SET run = ? WHERE id = ?", run, captured.rows[f"{bureau}-run"])
    captured.path("captures/runs.warc.gz").write_bytes(made.data)
    day = ("--since", "2026-12-01", "--bureau")
    for number, bureau in ((0, "ambon"), (1, "bali"), (1, "sumsel")):
        packed = pack(*day, bureau, name=f"{bureau}.wacz").records()
        assert [each.kind for each in packed] == ["warcinfo", "response", "request"]
        assert packed[0].record_id == heads[number].record_id
    one = ["warcinfo", "response", "request"]
    assert pack(*day, "bali,sumsel", name="both.wacz").kinds() == [*one, *one[1:]]
    assert pack(*day, "ambon,bali", name="runs.wacz").kinds() == [*one, *one]


def test_a_large_file_has_the_form_for_more_than_four_gigabytes(pack, monkeypatch):
    small = pack(*ALL)
    monkeypatch.setattr(wacz, "_LARGE", -1)
    large = pack(*ALL, name="large.wacz")
    assert large.warc == small.warc
    assert large.path.stat().st_size > small.path.stat().st_size


def test_two_archives_can_share_a_folder(pack, captured):
    foreign = "captures/antara-ffffff-20261120010203-00001.warc.gz"
    captured.path(foreign).write_bytes(captured.path(FIRST).read_bytes())
    whole = captured.path(FIRST).read_bytes() + captured.path(SECOND).read_bytes()
    assert pack(*ALL).warc == whole


def test_what_it_is_and_whose_is_said(pack, antara, tmp_path):
    said = pack(*ALL, "--bureau", "bali,ambon").manifest
    assert said["title"] == "ANTARA's regional news of bali, ambon, 2026-10-01 to 2026-11-21"
    assert said["rights"].startswith("The articles are ANTARA's and their authors'; no licence")
    assert said["software"].startswith("arsip-antara/")
    assert said["antara"]["origin"] == "live"
    assert said["antara"]["archive"] == "a1b2c3"
    assert "invented" not in json.dumps(said)


def test_a_sample_says_that_it_is_invented(pack, captured):
    captured.do("UPDATE meta SET value = 'sample' WHERE key = 'origin'")
    said = pack("bali/21").manifest
    assert said["title"].endswith("(invented)")
    assert said["description"].startswith("A sample: its articles are invented.")
    assert said["antara"]["origin"] == "sample"


def test_what_was_packed_is_told(antara, captured, tmp_path):
    result = antara("wacz", str(tmp_path / "out.wacz"), *ALL, "--json")
    told = json.loads(result.out)
    assert told == {
        "wacz": str(tmp_path / "out.wacz"),
        "warc": "antara-a1b2c3-20261001-20261121.warc.gz",
        "bytes": (tmp_path / "out.wacz").stat().st_size,
        **{"first": "2026-10-01T00:00:00Z", "last": NEW, "answers": 7, "outside": 0},
        **{"requests": 6, "heads": 2, "pages": 5, "damaged": []},
    }
    assert result.err == f"Archive: {captured.archive}\n"
