"""The body of one page: every character in the ledger once, residue out, text in."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.items import Fate, Flag, Residue
from crawler.layouts.blocks import shown, weight
from crawler.layouts.body import Body, bare, settle
from crawler.layouts.common import RESIDUE
from crawler.layouts.text import fragment_lines
from crawler.layouts.tidying import tidy
from tests.layout_pages import SENTENCES as S
from tests.layout_pages import accounted, body_of, container, paragraphs

NOTICE = (
    "Dilarang keras mengambil konten, melakukan crawling atau pengindeksan otomatis untuk AI di "
    "situs web ini tanpa izin tertulis dari Kantor Berita ANTARA."
)
LINK = "<a href='/berita/3/panen'>Panen raya di Desa Andai</a>"


def removed(body: Body) -> list[tuple[Residue | None, str]]:
    return [(entry.reason, entry.text) for entry in body.ledger if entry.fate is Fate.REMOVED]


@pytest.mark.parametrize(
    "markup",
    [
        paragraphs(*S[:4]),
        "<br><br>".join(S[:4]),
        "<br>".join(S[:4]),
        "".join(f"<div>{one}</div>" for one in S[:4]),
        "".join(f"<div><p><span>{one}</span></p></div>" for one in S[:4]),
        f"{S[0]}<p>{S[1]}</p>{S[2]}<div>{S[3]}</div>",
        f"<p class='has-drop-cap-fluid'>{'<br><br>'.join(S[:4])}</p>",
        f"<!--[if gte mso 9]><xml>x</xml><![endif]-->{paragraphs(*S[:4])}",
        f"<p>{S[0]}</p><p>&nbsp;</p><p></p>{paragraphs(*S[1:4])}<script>x()</script>",
        f"<section><article>{paragraphs(*S[:2])}</article></section>{paragraphs(*S[2:4])}",
    ],
)
def test_the_same_text_in_whatever_markup(markup: str) -> None:
    body = body_of(markup)
    assert body.paragraphs == list(S[:4])
    assert body.text == "\n\n".join(S[:4])
    assert accounted(body, markup)
    assert Flag.TEXT_UNACCOUNTED not in body.flags


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{S[0]} <b>Baca juga: {LINK}</b></p><p>{S[1]}</p>",
        f"<p>{S[0]}</p><p>Baca juga: {LINK}</p><p>{S[1]}</p>",
        f"<p>{S[0]}</p><p>Baca juga {LINK}</p><p>{S[1]}</p>",
        f"<p>{S[0]} <b>Baca juga:</b> {LINK}</p><p>{S[1]}</p>",
        f"<p>{S[0]}</p><span class='baca-juga'><b>Baca juga: {LINK}</b></span><p>{S[1]}</p>",
        f"<p>{S[0]} Baca juga: Panen raya di Desa Andai</p><p>{S[1]}</p>",
        f"<p>{S[0]} Baca juga: {LINK} {S[1]}</p>",
        f"<p>{S[0]}</p><p><b>Baca juga:</b></p><p>{LINK}</p><p>{S[1]}</p>",
        f"{S[0]}<br><br><b>Baca juga: </b>{LINK}<br><br>{S[1]}",
        f"<p>{S[0]}</p><p><b>Baca juga</b>: {LINK}</p><p>{S[1]}</p>",
        f"{S[0]}<br><br><strong>Baca juga</strong>\xa0:\n {LINK}<br><br>{S[1]}",
        f"<p>{S[0]} (Baca juga: {LINK})</p><p>{S[1]}</p>",
        f"<p>{S[0]} (Baca juga: {LINK}).</p><p>{S[1]}</p>",
        f"<p>{S[0]} (Baca juga: {LINK}) {S[1]}</p>",
        f"<p>{S[0]} (<b>Baca juga: {LINK}</b>)</p><p>{S[1]}</p>",
        f"<p>{S[0]}</p><p>\u200bBaca juga: {LINK}\u200b</p><p>{S[1]}</p>",
        f"<p>{S[0]} [Baca juga: {LINK}]</p><p>{S[1]}</p>",
        f"<p>{S[0]} [<b>Baca juga: {LINK}</b>]</p><p>{S[1]}</p>",
        f"<p>{S[0]} » Baca juga: {LINK}</p><p>{S[1]}</p>",
        f"<p>{S[0]}<b>Baca juga: {LINK}</b>.</p><p>{S[1]}</p>",
        f"<p>{S[0]}</p><p><b>Baca juga:</b> {LINK}.</p><p>{S[1]}</p>",
        f"{S[0]}<br><br><b>Baca juga:</b> {LINK} . <br><br>{S[1]}",
        f"<p>{S[0]} Baca juga: {LINK}.</p><p>{S[1]}</p>",
        f"<p>{S[0]} Baca juga - {LINK}</p><p>{S[1]}</p>",
        f"<p>{S[0]} Baca juga {LINK}</p><p>{S[1]}</p>",
        f"<p>{S[0]} <b>Baca: {LINK}</b></p><p>{S[1]}</p>",
        f"<p>{S[0]}</p><p>Baca : {LINK}</p><p>{S[1]}</p>",
        f"<p>{S[0]} <b>Baca artikel lainnya: {LINK}</b></p><p>{S[1]}</p>",
        f"<p>{S[0]}</p><p>Berita lainnya:</p><p>{LINK}</p><p>{S[1]}</p>",
        f"<p>{S[0]}</p><p>Halaman berikut: {LINK}</p><p>{S[1]}</p>",
        f"<p>{S[0]}</p><p>Cek fakta: Hoaks! Desa Rekaan pindah ke bulan</p><p>{S[1]}</p>",
        f"<p>{S[0]}</p>Saksikan juga:<br>{LINK}<br>{LINK}<p>{S[1]}</p>",
        f"<p>{S[0]}</p><p>{S[1]}</p><ul class='pagination'><li>1</li><li><a>2</a></li></ul>",
    ],
)
def test_read_also_boxes_go_and_the_sentences_around_them_stay(markup: str) -> None:
    body = body_of(markup)
    assert body.paragraphs == list(S[:2])
    assert {reason for reason, _ in removed(body)} == {Residue.READ_ALSO}
    assert accounted(body, markup)
    assert body.flags == []


def test_an_advertisement_between_announcement_and_links_changes_nothing() -> None:
    slot = "<ins class='adsbygoogle'></ins>"
    markup = f"<p>{S[0]}</p><p>Baca juga:</p>{slot}<ul><li>{LINK}</li><li>{LINK}</li></ul>{S[1]}"
    body = body_of(markup)
    assert body.paragraphs == list(S[:2])
    assert accounted(body, markup)


def test_brackets_and_colons_of_the_text_stay() -> None:
    for text in (
        "Mereka membawa tiga alat (cangkul, sekop dan parang) ke pesisir pada Sabtu pagi itu.",
        "Ketua kelompok tani menyebut dua syarat untuk bibit itu:",
        "Bagian yang dikosongkan pada formulir itu ditulis ( ) oleh panitia desa setempat.",
    ):
        assert body_of(paragraphs(S[0], text, S[1])).paragraphs == [S[0], text, S[1]]
    linked = f"<p>{S[0]}</p><p><b>Syarat</b>: {LINK}</p><p>{S[1]}</p>"
    assert body_of(linked).paragraphs == [S[0], "Syarat: Panen raya di Desa Andai", S[1]]


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u200e", "\u2060", "&#8203;", "&shy;"])
def test_characters_that_nobody_sees_are_no_text(unseen: str) -> None:
    markup = (
        f"<p>{unseen}{S[0]} {unseen}{unseen}</p><p>{unseen}</p><div>&nbsp;{unseen} </div>"
        f"{unseen}<br>{S[1]}<br>{unseen}<br>{unseen}Pewarta: Rani Rekaan<br>{unseen}<br>"
        f"{unseen}COPYRIGHT © ANTARA 2023{unseen}"
    )
    body = body_of(markup)
    assert [shown(each) for each in body.paragraphs] == list(S[:2])
    assert [shown(each) for each in body.credit_lines] == ["Pewarta: Rani Rekaan"]
    assert shown(str(body.copyright)) == "COPYRIGHT © ANTARA 2023"
    assert body.dateline is not None
    assert body.dateline.place == "Umpama"
    assert body.pull_quote is None
    assert body.flags == []
    whole = "".join(entry.text for entry in body.ledger)
    assert "".join(whole.split()) == "".join(container(markup).text(deep=True).split())
    assert accounted(body, markup)


def test_what_parts_a_word_invisibly_stays_in_it() -> None:
    text = "Warga me\u00adnanam bakau di Kali\u200bUmpama pada hari Sabtu pagi yang cerah itu."
    assert body_of(paragraphs(S[0], text)).paragraphs == [S[0], text]


def test_read_also_inside_a_paragraph_leaves_one_paragraph() -> None:
    body = body_of(f"<p>{S[0]} <b>Baca juga: {LINK}</b> {S[1]}</p>")
    assert body.paragraphs == [f"{S[0]} {S[1]}"]
    assert body.flags == []  # trafilatura saw the same text: nothing was put back


def test_a_sentence_that_begins_like_a_read_also_box_stays() -> None:
    sentence = "Baca juga petunjuk di dinding dermaga sebelum berangkat, pesan petugas itu."
    assert body_of(paragraphs(S[0], sentence)).paragraphs == [S[0], sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        f"Ia berpesan agar warga tidak hanya melihat foto itu. Baca juga {LINK} di papan desa.",
        f"Ia berpesan agar warga lebih dahulu baca juga {LINK}",
        f"Siswa itu diminta menulis ulang naskahnya. Baca: {S[2]}",
    ],
)
def test_a_sentence_about_reading_stays(sentence: str) -> None:
    plain = sentence.replace(LINK, "Panen raya di Desa Andai")
    assert body_of(paragraphs(S[0], sentence, S[1])).paragraphs == [S[0], plain, S[1]]


@pytest.mark.parametrize("mark", ["- ", "•", "1"])
def test_announced_links_may_have_a_mark_before_them(mark: str) -> None:
    short = "<a href='/berita/9/x'>Bus desa</a>"
    markup = f"<p>{S[0]}</p><p>Baca juga:<br>{mark}{short}<br>{mark}{short}</p><p>{S[1]}</p>"
    assert body_of(markup).paragraphs == list(S[:2])


def test_two_announced_links_are_residue_and_a_third_line_is_not() -> None:
    markup = f"<p>{S[0]}</p><p>BERITA TERKAIT</p><p>{LINK}</p><p>{LINK}</p><p>{S[1]}</p>"
    assert body_of(markup).paragraphs == list(S[:2])


@pytest.mark.parametrize("glue", ["", " ", "<br>", "</p><p>"])
def test_glued_colophon(glue: str) -> None:
    copyright = "COPYRIGHT © ANTARA 2025"
    tail = glue.join(["Pewarta: Rani RekaanEditor: Budi Umpama", copyright, NOTICE])
    markup = f"<p>{S[0]}</p><p>{S[1]}{glue}{tail}</p>"
    body = body_of(markup)
    assert body.paragraphs == list(S[:2])
    assert [reason for reason, _ in removed(body)] == [
        Residue.CREDIT_LINE,
        Residue.COPYRIGHT,
        Residue.NOTICE,
    ]
    assert (body.copyright, body.rights_notice) == (copyright, NOTICE)
    assert body.credit_lines == ["Pewarta: Rani RekaanEditor: Budi Umpama"]
    assert accounted(body, markup)


@pytest.mark.parametrize("gap", ["<br>", "</p><p>", "<br><br><script>x()</script>"])
def test_a_footnote_behind_the_credits_leaves_them_credits(gap: str) -> None:
    footnote = "Berita ini telah diperbaiki pada bagian yang menyebut jumlah bibit bakau itu."
    markup = f"<p>{S[0]}</p><p>Pewarta: Rani Rekaan{gap}Editor: Budi Umpama</p><p>{footnote}</p>"
    body = body_of(markup)
    assert body.paragraphs == [S[0], footnote]
    assert body.credit_lines == ["Pewarta: Rani Rekaan", "Editor: Budi Umpama"]
    assert accounted(body, markup)


def test_a_books_particulars_between_sentences_stay_in_the_text() -> None:
    lines = ["Penulis: Rani Rekaan", "Editor: Budi Umpama"]
    assert body_of(paragraphs(S[0], *lines, S[1])).paragraphs == [S[0], *lines, S[1]]
    listed = "<br>".join(["Judul: Bakau", *lines, "Tebal: 210 halaman"])
    assert body_of(paragraphs(S[0], listed, S[1])).paragraphs == [
        S[0],
        listed.replace("<br>", "\n"),
        S[1],
    ]


@pytest.mark.parametrize("gap", ["<br>", "</p><p>"])
@pytest.mark.parametrize("colophon", ["", "<p>Pewarta: Cici<br>Editor: Dodi</p>"])
def test_a_books_particulars_at_the_end_stay_in_the_text(gap: str, colophon: str) -> None:
    lines = ["Judul: Bakau", "Penulis: Rani Rekaan", "Editor: Budi Umpama", "Penerbit: Umpama"]
    markup = f"<p>{S[0]}</p><p>{gap.join(lines)}</p>{colophon}"
    body = body_of(markup)
    assert "\n".join(body.paragraphs).split("\n") == [S[0], *lines]
    assert len(body.paragraphs) == (2 if gap == "<br>" else 5)
    assert body.credit_lines == (["Pewarta: Cici", "Editor: Dodi"] if colophon else [])
    assert accounted(body, markup)


@pytest.mark.parametrize(
    ("before", "credits", "behind"),
    [
        (["Sumber: Xinhua"], ["Penerjemah: Rani", "Editor: Budi"], []),
        ([], ["Penerjemah: Rani", "Editor: Budi"], ["Sumber: Xinhua"]),
        (["Sumber: BMKG"], ["Pewarta: Rani"], ["Surel: desa@umpama.example"]),
        (["Demikian jadwal itu."], ["Penulis: Rani"], ["Penulis adalah warga desa."]),
    ],
)
def test_credits_beside_a_source_stay_credits(
    before: list[str], credits: list[str], behind: list[str]
) -> None:
    body = body_of(paragraphs(S[0], *before, *credits, *behind))
    assert body.credit_lines == credits
    assert body.paragraphs == [S[0], *before, *behind]


@pytest.mark.parametrize("cut", [40, 76, 105, 130])
@pytest.mark.parametrize("box", ["p class='text-muted'", "p"])
def test_a_notice_in_two_lines_is_one(cut: int, box: str) -> None:
    at = NOTICE.rindex(" ", 0, cut)
    markup = f"{paragraphs(*S[:2])}<{box}>{NOTICE[:at]}<br>{NOTICE[at + 1 :]}</p>"
    body = body_of(markup, residue={**RESIDUE, "p.text-muted": Residue.CREDIT_LINE})
    assert body.rights_notice == NOTICE
    assert body.paragraphs == list(S[:2])
    assert accounted(body, markup)


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("", None),
        ("<ins class='adsbygoogle'></ins>", None),
        ("Senin, 2 Januari 2023", None),
        ("COPYRIGHT © ANTARA 2016", "COPYRIGHT © ANTARA 2016"),
        ("COPYRIGHT ©<br/>ANTARA 2016", "COPYRIGHT © ANTARA 2016"),
        ("© 2016", "© 2016"),
    ],
)
def test_the_place_of_the_copyright_line_may_hold_something_else(
    line: str, want: str | None
) -> None:
    markup = f"{paragraphs(*S[:2])}<p class='date'>{line}</p>"
    body = body_of(markup, residue={**RESIDUE, "p.date": Residue.COPYRIGHT})
    assert body.copyright == want
    assert body.paragraphs == list(S[:2])


def test_lines_of_one_colophon_keep_their_own_reasons() -> None:
    named = {"p.text-muted": Residue.CREDIT_LINE}
    markup = (
        f"<p>{S[0]}</p><p class='text-muted'>Pewarta: Rani<br>Editor: Budi<br>"
        f"Copyright © ANTARA 2025<br>{NOTICE}</p>"
    )
    body = body_of(markup, residue=named)
    assert [reason for reason, _ in removed(body)] == [
        Residue.CREDIT_LINE,
        Residue.CREDIT_LINE,
        Residue.COPYRIGHT,
        Residue.NOTICE,
    ]


def test_prose_about_prohibitions_and_copyright_stays() -> None:
    lines = (
        "Dilarang keras membakar lahan tanpa izin, demikian bunyi papan di antara dua desa itu.",
        "Menurut dia, dilarang keras mengambil foto tanpa izin ANTARA selama lomba di desa itu.",
        "Warga dilarang mengambil pasir tanpa izin, dan jarak antara dua tambang diatur.",
        "Lambang © ANTARA 2025 dicetak pada sampul buku yang dibagikan kepada pelajar di desa itu.",
        "Menurut sang editor: buku itu ditulis selama dua tahun oleh warga desa sendiri di sana.",
    )
    assert body_of(paragraphs(S[0], *lines)).paragraphs == [S[0], *lines]


def test_prose_behind_a_colophon_is_not_swallowed() -> None:
    line = f"Editor: Budi COPYRIGHT © ANTARA 2023 {S[1]} {S[2]}"
    assert S[1] in (body_of(paragraphs(S[0], line)).text or "")


@pytest.mark.parametrize(
    "box",
    ["<div style='min-width:300px;min-height:250px'>{}</div>", "<div class='ads_top'>{}</div>"],
)
def test_an_advertisement_goes_and_a_box_like_one_around_prose_stays(box: str) -> None:
    ad = body_of(f"<p>{S[0]}</p>{box.format('Iklan <a href=x>Beli sekarang juga di sini</a>')}")
    assert ad.paragraphs == [S[0]]
    assert removed(ad)[0][0] is Residue.ADVERTISEMENT
    prose = body_of(f"<p>{S[0]}</p>{box.format(paragraphs(S[1]))}<p>{S[2]}</p>")
    assert prose.paragraphs == list(S[:3])


def test_a_class_that_only_sounds_like_an_advertisement_stays() -> None:
    markup = f"<p>{S[0]}</p><p class='uploads_text'>Kutipan pendek.</p>"
    assert body_of(markup).paragraphs == [S[0], "Kutipan pendek."]


def test_nested_residue_is_removed_once_each_with_its_reason() -> None:
    markup = (
        f"<p>{S[0]}</p><div class='share-box'>Bagikan <ins>Beli</ins> "
        f"<span class='baca-juga'>Baca juga: {LINK}</span></div><p>{S[1]}</p>"
    )
    body = body_of(markup)
    assert sorted(reason for reason, _ in removed(body) if reason) == sorted(
        [Residue.SHARE_BAR, Residue.ADVERTISEMENT, Residue.READ_ALSO]
    )
    assert body.paragraphs == list(S[:2])
    assert accounted(body, markup)


def test_words_tell_more_than_the_box_around_them() -> None:
    box = "<div class='share-box'>Facebook<br>Baca juga: Panen raya<br>© ANTARA 2023</div>"
    body = body_of(f"<p>{S[0]}</p>{box}<p>{S[1]}</p>")
    assert [reason for reason, _ in removed(body)] == [
        Residue.SHARE_BAR,
        Residue.READ_ALSO,
        Residue.COPYRIGHT,
    ]


@pytest.mark.parametrize("quote", ["... mereka menjaga pesisir itu...", 'Pesisir itu hidup,"'])
def test_a_pull_quote_that_a_single_break_parts_from_the_dateline(quote: str) -> None:
    markup = f"{quote}<br>\n{S[0]}<br><br>{S[1]}"
    body = body_of(markup)
    assert body.paragraphs == list(S[:2])
    assert body.pull_quote == quote
    assert body.dateline is not None
    assert accounted(body, markup)


def test_a_dateline_quoted_in_the_second_line_of_a_text_with_one_stays() -> None:
    markup = f"{S[0]}<br>Umpama (ANTARA) - Lagi.<br><br>{S[1]}"
    assert body_of(markup).paragraphs[0].startswith(S[0])
    assert body_of(markup).pull_quote is None


def test_pull_quotes_by_markup_and_glued() -> None:
    by_markup = body_of(f"<div class='quote_old'>Jaga pesisir kita</div>{S[0]}<br><br>{S[1]}")
    glued = body_of(f"Jaga pesisir kita....{S[0]}<br><br>{S[1]}")
    before = body_of(paragraphs("Jaga pesisir kita", *S[:2]))
    assert by_markup.pull_quote == before.pull_quote == "Jaga pesisir kita"
    assert glued.pull_quote == "Jaga pesisir kita...."
    assert by_markup.paragraphs == glued.paragraphs == before.paragraphs == list(S[:2])
    assert {b.dateline and b.dateline.place for b in (by_markup, glued, before)} == {"Umpama"}


def test_headline_date_and_keywords_printed_again_are_headings() -> None:
    markup = (
        "<h1>Judul lain</h1><p>Senin, 2 Januari 2023 8:30 WIB</p><p>id bakau,desa rekaan</p>"
        f"<p>{S[0]}</p><p>Judul lain</p><p>{S[1]}</p>"
    )
    body = body_of(markup)
    assert [reason for reason, _ in removed(body)] == [
        Residue.HEADING,
        Residue.HEADING,
        Residue.TAGS,
    ]
    assert body.paragraphs == [S[0], "Judul lain", S[1]]  # within the text it is text


@pytest.mark.parametrize(
    "line",
    [
        "Senin, 2 Januari 2023 8:30 WIB | 699 Views",
        "Diperbarui: Jum'at, 2 Januari 2023 pukul 08.30 WITA",
        "Umpama, 2 Januari 2023",
    ],
)
def test_a_date_above_the_text_is_a_heading(line: str) -> None:
    assert body_of(paragraphs(line, S[1], S[2])).paragraphs == list(S[1:3])


@pytest.mark.parametrize(
    "line",
    [
        "Tes masuk sekolah desa dibuka pada 2 Januari 2023.",
        "Bakau ditanam warga di pesisir, Senin (2/1/2023). (ANTARA/Rani)",
    ],
)
def test_a_short_sentence_with_a_date_above_the_text_stays(line: str) -> None:
    assert body_of(paragraphs(line, S[1])).paragraphs == [line, S[1]]


def test_repeated_block_is_told_once_and_flagged() -> None:
    markup = paragraphs(*S, *S[1:])
    body = body_of(markup)
    assert body.paragraphs == list(S)
    assert body.flags == [Flag.REPEATED_BLOCK]
    assert removed(body) == [(Residue.REPEATED_BLOCK, one) for one in S[1:]]
    assert accounted(body, markup)


def test_what_trafilatura_drops_is_put_back() -> None:
    markup = f"<p>{S[0]}</p><footer>{S[1]}</footer><aside>{S[2]}</aside><p>{S[3]}</p>"
    body = body_of(markup)
    fates = {entry.text: entry.fate for entry in body.ledger}
    assert fates[S[0]] is fates[S[3]] is Fate.KEPT
    assert fates[S[1]] is Fate.PUT_BACK
    assert body.paragraphs == list(S[:4])
    assert Flag.TEXT_PUT_BACK in body.flags


def test_nothing_taken_puts_everything_back() -> None:
    box = container(paragraphs(*S[:3]))
    from crawler.layouts.blocks import walk

    body = settle(tidy(walk(box, {})), [], weight(box.text(deep=True)))
    assert {entry.fate for entry in body.ledger} == {Fate.PUT_BACK}
    assert body.flags == [Flag.TEXT_PUT_BACK]
    assert body.paragraphs == list(S[:3])


def test_characters_that_no_block_holds_are_flagged() -> None:
    box = container(paragraphs(*S[:3]))
    from crawler.layouts.blocks import walk

    total = weight(box.text(deep=True))
    assert settle(tidy(walk(box, {})), list(S[:3]), total).flags == []
    assert settle(tidy(walk(box, {})), list(S[:3]), total + 1).flags == [Flag.TEXT_UNACCOUNTED]


def test_marks_of_lists_and_tables_do_not_look_like_loss() -> None:
    markup = f"<p>{S[0]}</p><ul><li>butir satu</li><li>- butir dua</li></ul>"
    body = body_of(markup)
    assert body.paragraphs == [S[0], "butir satu", "- butir dua"]
    assert {entry.fate for entry in body.ledger} == {Fate.KEPT}
    assert bare("- a | b–c") == "ab–c"


def test_no_text_and_short_text_are_flagged() -> None:
    assert body_of("").flags == [Flag.NO_TEXT]
    assert body_of("").text is None
    assert Flag.NO_TEXT in body_of("<p>Baca juga:</p>").flags
    assert body_of("<p>Warga menanam.</p>").flags == [Flag.SHORT_TEXT]


def test_a_script_stands_in_the_ledger_by_its_beginning() -> None:
    body = body_of(f"<p>{S[0]}</p><script>{'x();' * 500}</script>")
    (entry,) = [one for one in body.ledger if one.reason is Residue.SCRIPT]
    assert (len(entry.text), entry.characters) == (120, 2000)


@pytest.mark.slow
def test_more_tags_than_trafilatura_can_take_are_put_back() -> None:
    texts = [f"Kalimat rekaan nomor {n} tentang bakau di desa." for n in range(21_000)]
    body = body_of(paragraphs(*texts))
    assert body.paragraphs == texts
    assert Flag.TEXT_PUT_BACK in body.flags
    assert fragment_lines(paragraphs(*texts)) == []


PIECES = (
    *(f"<p>{one}</p>" for one in S),
    *(S[1], S[2], "<br>", "<br><br>", "<div>", "</div>", "<b>", "</b>", "kata ", "ujarnya."),
    f"<p>Baca juga: {LINK}</p>",
    f"<b>Baca juga:</b> {LINK}",
    f"<span class='baca-juga'>Baca juga: {LINK}</span>",
    "<div class='share-box'>Facebook | Twitter</div>",
    "<ins>iklan</ins>",
    "<div style='min-height:90px'>",
    "<script>kode()</script>",
    "<p class='text-muted'>Pewarta: RaniEditor: BudiCOPYRIGHT © ANTARA 2023</p>",
    f"<p>{NOTICE}</p>",
    "Editor: Budi",
    "Kata bijak....Umpama (ANTARA) - Awal.",
    "<ul><li>butir",
    "<table><tr><td>sel",
    "\xa0",
)


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_every_character_is_accounted_for_and_nothing_kept_twice(pieces: list[str]) -> None:
    markup = "".join(pieces)
    body = body_of(markup)
    assert accounted(body, markup)
    assert Flag.TEXT_UNACCOUNTED not in body.flags
    inside = [entry.text for entry in body.ledger if entry.fate is not Fate.REMOVED]
    assert inside == body.paragraphs
    printed = Counter("".join(container(markup).text(deep=True).split()))
    assert not Counter("".join("".join(body.paragraphs).split())) - printed
    assert len(body.flags) == len(set(body.flags))
    assert all(entry.reason is None for entry in body.ledger if entry.fate is not Fate.REMOVED)
    assert all(entry.reason for entry in body.ledger if entry.fate is Fate.REMOVED)
