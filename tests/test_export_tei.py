"""TEI: valid by the schema of the TEI Consortium, and every field in it found again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipelines.archive import Filters
from pipelines.archive.export_walk import Choice
from pipelines.exports.errors import ExportRefused
from pipelines.exports.fields import FIELDS, chosen
from pipelines.exports.formats import Style
from pipelines.exports.rows import Shape
from pipelines.exports.tei import check_fields
from pipelines.exports.tei_article import article
from pipelines.exports.tei_corpus import NAMESPACE, begin
from pipelines.exports.xml_text import address, attribute, content
from tests.command_line import REPOSITORY
from tests.exported import KNOWN, exported, jsonl, make_story, on_day, plan, store
from tests.tei_read import PARSER, XML_ID, bare, parsed, row_of, tei, unpacked, wrong

if TYPE_CHECKING:
    from pathlib import Path

    from hypothesis.strategies import SearchStrategy

pytest_plugins = ["tests.archive_fixtures"]
NASTY = " a&b <i>\"x\"</i> 'y'\t]]> \n\u0085\u2028é\U0001f600 &#13; "


@pytest.fixture
def some(session, folder: Path) -> Path:
    """Articles with everything, with nothing, and with what is hard to write."""
    undated = dict.fromkeys(("published", "published_utc", "published_day"))
    names = ("reporter", "translator", "editor", "uploader", "photographer", "wire", "author")
    credits_ = [{"role": role, "name": f"N & {role}", "printed": f"{role} : N"} for role in names]
    store(
        session,
        (
            "bali",
            2,
            {
                **on_day("2026-11-05"),
                "language": "id",
                "kind": "photo",
                "subtitle": NASTY,
                "pull_quote": NASTY,
                "category": NASTY,
                "copyright": "COPYRIGHT © ANTARA 2026",
                "rights_notice": NASTY,
                "is_press_release": True,
                "updated": "2026-11-05T10:00+08:00",
                "dateline_place": "Denpasar",
                "dateline_day": "2026-11-04",
                "source_label": "ANTARA",
                "text": "Denpasar (ANTARA) - Satu & dua.\n\nTiga\nempat.\n\n\n\n lima \n\n",
                "credits": credits_,
                "tags": ["pasar", NASTY],
                "images": [
                    {"url": "https://x.example/a?b=1&c=2", "caption": NASTY, "credit": "N"},
                    {"url": "https://x.example/a b[1].jpg", "caption": None, "credit": None},
                    {"url": "no address at all", "caption": "", "credit": None},
                ],
                "flags": ["short_text"],
            },
        ),
        ("bali", 3, {**undated, "text": None, "tags": [], "credits": [], "images": []}),
        ("sumsel", 1, {**on_day("2026-11-03"), "title": "=1+1", "language": "en"}),
    )
    make_story(session, ("bali", 2), ("sumsel", 1))
    return folder


def made(folder: Path, *formats: str, **changes: Any) -> Path:
    out = folder / f"out-{len(list(folder.iterdir()))}"
    exported(folder / "archive.db", out, plan(*formats, **changes))
    return out


def compared(out: Path, ending: str = "") -> list[dict[str, Any]]:
    """Hold each file of TEI to the schema, and all their rows to those in JSON Lines."""
    files = sorted(out.glob(f"*.xml{ending}"))
    for file in files:
        assert wrong(parsed(file)) == [], file
    found = [row for file in files for row in tei(file)]
    rows = [row for file in sorted(out.glob(f"*.jsonl{ending}")) for row in jsonl(file)]
    assert len(rows) == len(found) > 0
    for row, got in zip(rows, found, strict=True):
        for name, value in got.items():
            expected = row.get(name)
            assert value == ([] if expected is None and isinstance(value, list) else expected), name
    return found


# --- what it says


@pytest.mark.slow
def test_it_is_valid_and_every_field_is_found_again(some):
    found = compared(made(some, "jsonl", "tei"))
    assert [row["key"] for row in found] == ["bali/3", "bali/2", "sumsel/1"]
    assert found[1]["text"].endswith("empat.\n\n\n\n lima \n\n")
    assert [each["role"] for each in found[1]["credits"]][-2:] == ["wire", "author"]
    assert found[0]["text"] is None


def test_what_is_broken_is_not_valid(some):
    text = unpacked(made(some, "tei") / "articles.xml").decode()
    for before, after in (
        ("dateline>", "paragraph>"),
        ("<publicationStmt>", "<notesStmt/><publicationStmt>"),
        ('when="2026-11-05"', 'when="5 November 2026"'),
        ('target="#kind.photo"', 'target=""'),
    ):
        assert before in text
        broken = text.replace(before, after)
        assert wrong(etree.fromstring(broken.encode())) != [], after


def test_the_dateline_is_marked_and_stands_before_the_paragraphs(some):
    texts = bare(parsed(made(some, "tei") / "articles.xml")).findall("TEI")
    dateline = texts[1].find(".//body/dateline")
    assert dateline.findtext("placeName") == "Denpasar"
    assert "".join(dateline.itertext()) == "Denpasar (ANTARA) - "
    assert texts[1].findtext(".//body/p") == "Satu & dua."
    assert texts[1].get(XML_ID) == "bali.2"
    out = made(some, "jsonl", "tei", shape=Shape(FIELDS, "live", with_dateline=False))
    assert compared(out)[1]["text"].startswith("Satu & dua.")
    assert "<dateline>" not in unpacked(out / "articles.xml").decode()


def test_without_text(some):
    fields = chosen(None, with_text=False)
    out = made(some, "jsonl", "tei", shape=Shape(fields, "live", with_text=False), purpose=None)
    found = compared(out)[1]
    assert (found["text"], found["subtitle"], found["pull_quote"]) == (None, None, None)
    assert [image["caption"] for image in found["images"]] == [None, None, None]
    text = unpacked(out / "articles.xml").decode()
    assert "Satu" not in text
    assert text.count('<gap reason="left-out"/>') == 3
    assert "Every sentence of the articles was left out" in text


def test_some_fields_only(some):
    fields = chosen(["key", "title", "published_utc", "tags"])
    found = compared(made(some, "jsonl", "tei", shape=Shape(fields, "live")))
    assert found[1]["tags"] == ["pasar", NASTY]
    assert found[1]["url"] is None


@pytest.mark.parametrize(
    ("names", "revisions", "said"),
    [
        (["key", "text"], "latest", "tei needs the field title: add it to --fields, or leave tei"),
        (["text"], "latest", "tei needs the fields key and title: add them to --fields"),
        (["key", "title"], "all", "tei needs the field revision"),
    ],
)
def test_fields_of_which_no_tei_can_be_made(names, revisions, said):
    with pytest.raises(ExportRefused, match=said):
        check_fields(names, revisions)
    check_fields(["key", "title"], "latest")


def test_each_state_is_a_text_of_its_own(session, folder, clock):
    store(session, ("bali", 1, {"title": "Judul lama"}), ("bali", 2, {}))
    clock.now = "2026-11-24T10:00:00Z"
    changed = {"title": "Judul baru", "text": "Teks baru.", "fetched_at": clock.now}
    store(session, ("bali", 1, changed))
    out = made(folder, "jsonl", "tei", choice=Choice(Filters(), revisions="all"))
    assert [(row["key"], row["revision"]) for row in compared(out)] == [
        *(("bali/1", 1), ("bali/1", 2), ("bali/2", 1))
    ]
    texts = bare(parsed(out / "articles.xml")).findall("TEI")
    assert [text.get(XML_ID) for text in texts] == ["bali.1.1", "bali.1.2", "bali.2.1"]
    assert string_of(texts[0], "edition") == "state 1, 2 held"


def string_of(text: etree._Element, tag: str) -> str:
    return "".join(text.find(f".//{tag}").itertext())


# --- the head of the corpus


def test_the_header_says_whose_the_texts_are_and_how_they_were_made(some):
    header = bare(parsed(made(some, "tei") / "articles.xml")).find("teiHeader")
    assert header.findtext(".//titleStmt/title") == "Regional news of ANTARA"
    rights = string_of(header, "availability")
    assert "The texts are ANTARA's (Perum LKBN ANTARA" in rights
    assert "None is granted." in rights
    assert "Permission of scope dataset: no permission on record." in rights
    assert "Purpose: research" in string_of(header, "projectDesc")
    assert "antara export DIR --format tei --purpose research" in string_of(header, "samplingDecl")
    assert "A dateline" in string_of(header, "editorialDecl")
    assert "Made with arsip-antara test too." in string_of(header, "encodingDesc")
    versions = {"arsip-antara": "0.1.0", "sqlite": "3.51.3", "zlib": "1.3.1.zlib-ng"}
    known = begin({**KNOWN, "versions": versions})
    assert '<application ident="sqlite" version="3.51.3">' in known
    assert "<p>Made with zlib 1.3.1.zlib-ng too.</p>" in known


def test_a_sample_says_so():
    head = begin({**KNOWN, "origin": "sample"})
    assert "<title>Invented sample of ANTARA's regional news</title>" in head
    assert "This is a sample: its articles are invented and nobody's news." in head
    assert "any right to them" not in head


# --- the files


@pytest.mark.parametrize(("packing", "ending"), [("gzip", ".gz"), ("zstd", ".zst")])
def test_packed_and_in_several_files(some, packing, ending):
    out = made(some, "jsonl", "tei", style=Style(packing, shard_size=2))
    assert sorted(path.name for path in out.glob("*.xml*")) == [
        *(f"articles-00001.xml{ending}", f"articles-00002.xml{ending}")
    ]
    assert len(compared(out, ending)) == 3


def test_the_same_bytes_twice(some):
    first, second = (made(some, "tei") / "articles.xml" for _ in range(2))
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.slow  # its words go into the index of the search
def test_a_text_of_50_megabytes(session, folder):
    long = "panjang & sekali " * (50_000_000 // 17)
    store(session, ("bali", 1, {}), ("bali", 2, {"text": long}), ("bali", 3, {}))
    found = compared(made(folder, "jsonl", "tei"))
    assert found[1]["text"] == long


# --- any text whatever


def texts() -> SearchStrategy[str]:
    return st.text(st.characters(exclude_categories=()), max_size=30)


@given(texts())
def test_a_text_is_read_back_as_it_is_but_for_what_xml_cannot_hold(text):
    held = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "�", text)
    assert len(held) == len(text)
    root = etree.fromstring(f'<a b="{attribute(text)}">{content(text)}</a>'.encode(), PARSER)
    assert (root.text or "") == held
    assert root.get("b") == held


@given(
    st.one_of(
        texts(),
        st.builds(
            "https://x.example{}{}".format, st.sampled_from(["/", "?", "#", ":", ""]), texts()
        ),
    )
)
def test_any_address_is_one_that_the_schema_takes(text):
    assert wrong(corpus_of(url=f"x{text}", images=[{"url": f"x{text}", **NOTHING}])) == []
    valid = f"https://img.example/{abs(hash(text))}/a%20b.jpg?x=1&y=(2)#z"
    assert address(valid) == valid


NOTHING = {"caption": None, "credit": None}


def corpus_of(**changes: Any) -> etree._Element:
    """A corpus of one text: that of a row with a key, a title and what is given."""
    row = {"key": "bali/1", "title": "x", **changes}
    lines = "\n".join(article(row, "ANTARA"))
    return etree.fromstring(f"{begin(KNOWN)}{lines}</teiCorpus>".encode(), PARSER)


@given(st.fixed_dictionaries({"name": texts(), "place": texts()}))
def test_whatever_a_row_has_it_is_valid(drawn):
    text, place = drawn["name"], drawn["place"] or "x"
    row = {
        "kind": text,
        "language": text,
        **dict.fromkeys(("bureau", "story", "copyright", "rights_notice", "ai_use"), text),
        **dict.fromkeys(("published", "updated", "dateline_day", "source_label"), text),
        **dict.fromkeys(("layout", "extractor_version", "subtitle", "pull_quote"), text),
        "category": text,
        "dateline_place": place,
        "text": f"{place} (ANTARA) - {text}\n\n{text}",
        "credits": [{"role": "reporter", "name": None, "printed": None}],
        "tags": [text],
        "flags": [text],
        "reserved_by": [text],
        "revision": None,
        "revisions": 0,
    }
    for key in (f"{text}/1", "bali/1"):
        root = corpus_of(**{**row, "key": key})
        assert wrong(root) == []
    held = content(row["text"]).replace("&#13;", "\r")
    found = row_of(bare(root).find("TEI"))
    assert content(found["text"]).replace("&#13;", "\r") == held
    assert root.tag == "teiCorpus"


def test_the_document_tells_where_each_field_stands():
    text = (REPOSITORY / "docs/datasets.md").read_text(encoding="utf-8")
    table = re.search(r"^## TEI\n(.*?)^## ", text, re.MULTILINE | re.DOTALL)[1]
    told = [line.split(" | ")[0] for line in table.splitlines() if line.startswith("| `")]
    assert sorted(re.findall(r"`(\w+)`", " ".join(told))) == sorted(each.name for each in FIELDS)


def test_the_namespace_is_the_tei_s():
    assert etree.QName(corpus_of()).namespace == NAMESPACE
