"""Records: what each says is compared with what it is, by its lengths and both digests."""

from __future__ import annotations

import base64
import hashlib
import zlib
from io import BytesIO

import pytest

from crawler.captures.members import Damage, Fault
from crawler.captures.scan import Record, read_digest, record_at, records, unresolved
from tests.warcs import DATE, Warc, sha256, small, warcio_check

URL = "https://bali.antaranews.com/berita/1/pasar"
BODY = b"<p>Pasar ikan dibuka.</p>"


def scanned(data: bytes, **options) -> list[Record | Damage]:
    return list(records(BytesIO(data), **options))


def member(content: bytes) -> bytes:
    pack = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    return pack.compress(content) + pack.flush()


def record(block: bytes, end: bytes = b"\r\n\r\n", **headers: str | None) -> bytes:
    """A record by hand, which may be wrong; a header that is None is left out."""
    fields = {
        "WARC-Type": "response",
        "WARC-Record-ID": "<urn:uuid:1>",
        "WARC-Date": DATE,
        "WARC-Target-URI": URL,
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value is not None)
    return b"WARC/1.1\r\n" + head.encode() + b"\r\n" + block + end


def problems(content: bytes) -> list[str]:
    [found] = scanned(member(content))
    return found.problems


BLOCK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + BODY


def test_records_that_warcio_wrote_are_read(tmp_path):
    made = small()
    found = scanned(made.data, exact=True)
    for record, written in zip(found, made.written, strict=True):
        assert record.problems == []
        assert (record.offset, record.length) == (written.offset, written.length)
        assert (record.kind, record.url) == (written.kind, written.url)
        assert record.record_id == written.record_id
        assert record.status == written.status
        if written.kind == "response":
            assert record.sha256 == written.sha256
    assert found[2].concurrent == (found[1].record_id,)
    path = tmp_path / "small.warc.gz"
    path.write_bytes(made.data)
    done = warcio_check(path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_warcio_check_misses_what_is_cut_off(tmp_path):
    """Why there is an own scan: measured again with the version that is installed."""
    made = small()
    path = tmp_path / "cut.warc.gz"
    path.write_bytes(made.data[:-20])
    assert warcio_check(path).returncode == 0
    assert isinstance(scanned(made.data[:-20])[-1], Damage)


def test_a_record_by_hand_is_sound():
    assert problems(record(BLOCK)) == []


@pytest.mark.parametrize("size", [1, 2, 7, 64])
def test_records_are_read_in_any_portions(size, monkeypatch):
    monkeypatch.setattr("crawler.captures.members._UNPACKED", size)
    made = small()
    for found, written in zip(scanned(made.data), made.written, strict=True):
        assert (found.problems, found.kind, found.status) == ([], written.kind, written.status)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (record(BLOCK, Content_Length="1"), "it does not end where its Content-Length says"),
        (record(BLOCK, Content_Length=str(len(BLOCK) - 1)), "it does not end where"),
        (record(BLOCK, Content_Length=str(len(BLOCK) + 1)), "it does not end where"),
        (record(BLOCK, Content_Length=str(len(BLOCK) + 9)), "5 bytes of its Content-Length"),
        (record(BLOCK, end=b""), "it does not end where"),
        (record(BLOCK, end=b"\r\n\r\n\r\n"), "it does not end where"),
        (record(BLOCK) + record(BLOCK), "it does not end where"),
        (record(BLOCK, Content_Length=None), "its head lacks content-length"),
        (record(BLOCK, Content_Length="many"), "its Content-Length is no number"),
        (record(BLOCK, WARC_Type=None), "its head lacks warc-type"),
        (record(BLOCK, WARC_Record_ID=None), "its head lacks warc-record-id"),
        (record(BLOCK, WARC_Date=None), "its head lacks warc-date"),
        (record(BLOCK, WARC_Block_Digest="sha256:" + "0" * 64), "not its WARC-Block-Digest"),
        (record(BLOCK, WARC_Payload_Digest="sha256:" + "0" * 64), "not its WARC-Payload-Digest"),
        (record(BLOCK, WARC_Block_Digest="sha1:" + "A" * 32), "not its WARC-Block-Digest"),
        (record(BLOCK, WARC_Block_Digest="sha1:short"), "its warc-block-digest cannot be read"),
        (record(BLOCK, WARC_Block_Digest="tiger:AAA"), "its warc-block-digest cannot be read"),
        (record(b"not http"), "it holds no HTTP message"),
        (b"WARC/1.7" + record(BLOCK)[8:], "its version is neither"),
        (b"WARC/1.1\r\nWARC-Type: response\r\n", "its head has no end"),
        (b"WARC/1.1\r\n" + b"x" * 70_000, "its head is longer than"),
        (record(BLOCK, **{"a name": "x"}), "a line of its head is no header"),
        (record(BLOCK).replace(b"WARC-Date", b"x\r\nWARC-Date"), "a line of its head is no header"),
    ],
)
def test_what_is_wrong_is_said(content, problem):
    assert any(problem in each for each in problems(content)), problems(content)


@pytest.mark.parametrize("algorithm", ["sha256", "sha1", "sha512", "md5"])
@pytest.mark.parametrize("form", ["hex", "HEX", "base32"])
def test_digests_are_recomputed_in_each_form(algorithm, form):
    def said(data: bytes) -> str:
        digest = hashlib.new(algorithm, data).digest()
        text = base64.b32encode(digest).decode().rstrip("=")
        text = {"hex": digest.hex(), "HEX": digest.hex().upper(), "base32": text}[form]
        return f"{algorithm}:{text}"

    right = record(BLOCK, WARC_Block_Digest=said(BLOCK), WARC_Payload_Digest=said(BODY))
    assert problems(right) == []
    wrong = record(BLOCK, WARC_Block_Digest=said(BODY), WARC_Payload_Digest=said(BLOCK))
    assert len(problems(wrong)) == 2


@pytest.mark.parametrize("text", ["", "sha1", "sha1:", "sha1:é", "sha256:" + "z" * 64, "x:AA"])
def test_a_digest_that_is_none(text):
    assert read_digest(text) is None


def test_a_body_of_a_server_that_ends_lines_oddly():
    block = b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + BODY
    [found] = scanned(member(record(block, WARC_Payload_Digest=f"sha256:{sha256(BODY)}")))
    assert (found.problems, found.status, found.sha256) == ([], 200, sha256(BODY))


def test_an_answer_without_a_body():
    block = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    [found] = scanned(member(record(block)))
    assert (found.problems, found.status, found.sha256) == ([], 304, sha256(b""))


def test_a_record_at_a_place():
    made = small()
    each = made.written[1]
    file = BytesIO(made.data)
    assert record_at(file, each.offset, each.length).record_id == each.record_id
    assert record_at(file, each.offset, each.length + 1).fault is Fault.LENGTH
    assert record_at(file, each.offset, each.length - 1).fault is Fault.CUT
    assert record_at(file, each.offset + 1, each.length).fault is Fault.HOLE
    assert record_at(file, len(made.data) + 5, 7).fault is Fault.CUT


def test_a_revisit_resolves_to_the_record_that_has_its_body():
    found = scanned(small().data)
    body, other, revisit = found[1], found[3], found[4]
    assert unresolved(revisit, body) is None
    assert unresolved(revisit, other) == (
        "its WARC-Refers-To is not that of the record that has its body"
    )


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("WARC_Refers_To", "<urn:uuid:0>"),
        ("WARC_Refers_To_Target_URI", "https://bali.antaranews.com/berita/9/lain"),
        ("WARC_Refers_To_Date", "2020-01-01T00:00:00Z"),
        ("WARC_Payload_Digest", "sha256:" + "0" * 64),
    ],
)
def test_a_revisit_that_says_something_else_does_not(header, value):
    made = Warc()
    made.revisit(URL, made.response(URL, BODY), **{header: value})
    body, revisit = scanned(made.data)
    assert revisit.problems == []
    assert unresolved(revisit, body)


def test_a_revisit_that_refers_to_nothing():
    [body] = scanned(member(record(BLOCK)))
    [revisit] = scanned(member(record(b"HTTP/1.1 200 OK\r\n\r\n", WARC_Type="revisit")))
    assert unresolved(revisit, body) == "it refers to no record"
