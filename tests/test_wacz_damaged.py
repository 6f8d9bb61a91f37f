"""`antara wacz` on captures that are damaged: named, and left out."""

from __future__ import annotations

import json

from tests.captured import FIRST, SECOND, url
from tests.wacz_packing import ALL, LAST_DAY, place, spoil
from tests.warcs import Warc

pytest_plugins = ["tests.wacz_fixtures"]


def test_a_damaged_record_is_named_and_left_out(pack, captured, antara, tmp_path):
    path, offset, length = place(captured, "sumsel")
    spoil(path, offset + length // 2)
    made = pack(*ALL, status=1)
    assert url("sumsel") not in made.addresses("response")
    assert made.kinds().count("request") == 5
    assert made.manifest["antara"]["left_out"] == 1
    assert "1 damage: what could not be read is left out" in made.manifest["description"]
    result = antara("wacz", str(tmp_path / "b.wacz"), *ALL)
    assert f"Damage: {SECOND}, byte {offset:,}" in result.err
    assert "articles: sumsel/31" in result.err
    assert "-> Put back a copy of the file" in result.err


def test_a_revisit_whose_body_is_damaged_proves_nothing(pack, captured, antara, tmp_path):
    path, offset, length = place(captured, "bali")
    spoil(path, offset + length // 2)
    made = pack(*ALL, status=1)
    assert url("bali") not in made.addresses()
    told = json.loads(antara("wacz", str(tmp_path / "b.wacz"), *LAST_DAY, "--json").out)
    assert [each["articles"] for each in told["damaged"]] == [["bali/21"]] * 2
    assert "the record that has its body" in told["damaged"][1]["said"]


def test_a_revisit_whose_body_no_row_names_is_left_out(pack, captured):
    captured.do("UPDATE captures SET same_as = NULL")
    assert "revisit" not in pack(*ALL, status=1).kinds()


def test_a_row_that_is_not_its_record_is_named(pack, captured):
    captured.do("UPDATE captures SET sha256 = ? WHERE id = ?", "0" * 64, captured.rows["sumsel"])
    assert url("sumsel") not in pack(*ALL, status=1).addresses()


def test_a_damaged_request_is_named_and_its_answer_packed(antara, captured, tmp_path, pack):
    path, offset, length = place(captured, "sumsel")
    path.write_bytes(path.read_bytes()[:-3])
    made = pack(*ALL, status=1)
    assert url("sumsel") in made.addresses("response")
    assert url("sumsel") not in made.addresses("request")
    told = json.loads(antara("wacz", str(tmp_path / "b.wacz"), *ALL, "--json").out)
    (finding,) = told["damaged"]
    assert (finding["fault"], finding["offset"]) == ("request", offset + length)


def test_a_damaged_head_is_named(pack, captured, antara, tmp_path):
    spoil(captured.path(FIRST), 40)
    made = pack("ambon/11", status=1)
    assert made.kinds() == ["response", "request", "warcinfo", "response", "request"]
    told = json.loads(antara("wacz", str(tmp_path / "b.wacz"), "ambon/11", "--json").out)
    assert [each["fault"] for each in told["damaged"]] == ["head"]


def test_a_damaged_answer_behind_another_is_no_request(pack, captured):
    """An answer without a request record stands before it: one damage, named once."""
    [(offset,)] = captured.ask("SELECT offset FROM captures WHERE id = ?", captured.rows["revisit"])
    path, sumsel, length = place(captured, "sumsel")
    spoil(path, sumsel + length // 2)
    assert offset < sumsel
    assert pack(*ALL, status=1).manifest["antara"]["left_out"] == 1


def test_a_request_for_something_else_does_not_come_along(pack, captured):
    made = Warc()
    it = made.response(url("bali"), b"<p>Tanpa permintaan.", date="2026-12-01T00:00:00Z")
    made.request(url("ambon"), "<urn:uuid:11111111-1111-4111-8111-111111111111>")
    captured.path("captures/other.warc.gz").write_bytes(made.data)
    captured.add("alone", "captures/other.warc.gz", it, "article", "2026-12-01T00:00:00Z")
    assert pack("--since", "2026-12-01").kinds() == ["response"]


def test_a_missing_file_is_named_with_its_articles(pack, captured, antara, tmp_path):
    captured.path(FIRST).unlink()
    made = pack(*ALL, status=1)
    assert made.addresses() == [url("ambon"), url("sumsel")]
    result = antara("wacz", str(tmp_path / "b.wacz"), *ALL)
    assert f"Damage: {FIRST}: the file is missing, and 4 records of it were" in result.err
    assert "articles: ambon/11, bali/21" in result.err


def test_when_nothing_can_be_read_no_file_is_made(antara, captured, tmp_path):
    for file in (FIRST, SECOND):
        captured.path(file).unlink()
    result = antara("wacz", str(tmp_path / "out.wacz"), *ALL)
    assert result.status == 1
    assert result.err.endswith("Not one answer could be read: no file was made.\n")
    told = json.loads(antara("wacz", str(tmp_path / "out.wacz"), *ALL, "--json").out)
    assert (told["wacz"], len(told["damaged"])) == (None, 2)
    assert list(tmp_path.glob("*wacz*")) == []
