"""bureaus.toml is right, and every mistake in it is told with its block and key."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.bureau_file import read_bureaus
from crawler.bureaus import (
    BureausError,
    UnknownBureau,
    bureau_at,
    bureau_named,
    bureau_of_host,
    choose_bureaus,
    is_antara_host,
    load_bureaus,
)
from crawler.layouts.known import LAYOUTS

BLOCK = """
[pulau]
host = "pulau.antaranews.com"
title = "ANTARA Pulau"
zone = "Asia/Makassar"
language = "id"
"""

WIB = [
    "aceh",
    "sumut",
    "sumbar",
    "riau",
    "kepri",
    "jambi",
    "bengkulu",
    "sumsel",
    "babel",
    "lampung",
    "banten",
    "megapolitan",
    "jabar",
    "jateng",
    "jogja",
    "jatim",
    "kalbar",
    "kalteng",
]
WITA = [
    "bali",
    "mataram",
    "kupang",
    "kalsel",
    "kaltim",
    "kaltara",
    "makassar",
    "sulteng",
    "sultra",
    "manado",
    "gorontalo",
]
WIT = ["ambon", "papua", "papuatengah"]


def test_every_known_host_has_a_block() -> None:
    assert list(load_bureaus()) == [*WIB, *WITA, *WIT, "kl", "www", "en", "otomotif"]


@pytest.mark.parametrize(
    ("names", "zone"),
    [(WIB, "Asia/Jakarta"), (WITA, "Asia/Makassar"), (WIT, "Asia/Jayapura")],
)
def test_zones_are_those_of_the_provinces(names: list[str], zone: str) -> None:
    assert {load_bureaus()[name].zone for name in names} == {zone}


def test_special_hosts() -> None:
    bureaus = load_bureaus()
    assert bureaus["kl"].zone == "Asia/Kuala_Lumpur"
    assert {name for name, one in bureaus.items() if one.language == "en"} == {"en"}
    assert set(bureaus["www"].aliases) == {"m.antaranews.com", "antaranews.com"}
    assert "www.antarakalteng.com" in bureaus["kalteng"].old_domains
    assert bureaus["papuatengah"].unproven_aliases == ("papuabarat.antaranews.com",)


def test_listings_are_absolute_addresses() -> None:
    sumsel = load_bureaus()["sumsel"]
    assert sumsel.feeds[0] == "https://sumsel.antaranews.com/rss/terkini.xml"
    assert sumsel.terkini == "https://sumsel.antaranews.com/terkini"
    assert load_bureaus()["en"].feeds[0] == "https://en.antaranews.com/rss/news.xml"


def test_each_block_is_sound() -> None:
    for name, bureau in load_bureaus().items():
        assert bureau.name == name
        assert bureau.host == f"{name}.antaranews.com"
        assert ZoneInfo(bureau.zone)
        for address in (*bureau.feeds, *([bureau.terkini] if bureau.terkini else [])):
            assert address.startswith(f"https://{bureau.host}/")


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("sumsel.antaranews.com", "sumsel"),
        ("SUMSEL.AntaraNews.com", "sumsel"),
        ("sumsel.antaranews.com.", "sumsel"),
        ("antaranews.com", "www"),
        ("m.antaranews.com", "www"),
        ("www.antarakalteng.com", "kalteng"),
        ("antarakalteng.com", "kalteng"),
        ("papuabarat.antaranews.com", None),
        ("antarasumsel.com", None),
        ("sumsel", None),
        ("", None),
        ("sumsel.antaranews.com.evil.com", None),
        ("sumsel.antaranews.com:443", None),
    ],
)
def test_bureau_of_host(host: str, name: str | None) -> None:
    bureau = bureau_of_host(host)
    assert (bureau.name if bureau else None) == name


def test_a_host_without_a_block_keeps_its_own_name() -> None:
    bureau = bureau_at("pulau.antaranews.com")
    assert bureau is not None
    assert (bureau.name, bureau.host) == ("pulau", "pulau.antaranews.com")
    assert not bureau.has_listings
    assert bureau_named("pulau") == bureau


def test_an_unproven_alias_has_its_own_key_and_the_zone_of_its_probable_bureau() -> None:
    bureau = bureau_at("papuabarat.antaranews.com")
    assert bureau is not None
    assert (bureau.name, bureau.zone) == ("papuabarat", "Asia/Jayapura")
    assert bureau_named("papuabarat") == bureau


@pytest.mark.parametrize(
    "host",
    [
        "a.b.antaranews.com",
        "www.sumsel.antaranews.com",
        "img.antaranews.com",
        "cdn.antaranews.com",
        ".antaranews.com",
        "-.antaranews.com",
        "antarasumsel.com",
        "evil.com",
        "xantaranews.com",
        "sumsel\u212a.antaranews.com",
        "",
    ],
)
def test_hosts_that_no_key_can_name(host: str) -> None:
    assert bureau_at(host) is None


def test_bureau_named_knows_no_alias() -> None:
    assert bureau_named("m") is None
    assert bureau_named("img") is None
    assert bureau_named("sumsel/1") is None
    www = bureau_named("www")
    assert www is not None
    assert www.host == "www.antaranews.com"


@pytest.mark.parametrize(
    "host",
    [
        "antaranews.com",
        "ANTARANEWS.COM.",
        "img.antaranews.com",
        "a.b.antaranews.com",
        "www.antarakalteng.com",
    ],
)
def test_antara_hosts(host: str) -> None:
    assert is_antara_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "evil.com",
        "antaranews.com.evil.com",
        "xantaranews.com",
        "antaranews.com..",
        "x.antarakalteng.com",
        "antarasumsel.com",
        "evil.com/.antaranews.com",
        "evil.com@www.antaranews.com",
        "sumsel.antaranews.com:8080",
        "..antaranews.com",
        "\u212al.antaranews.com",
        "",
        ".",
    ],
)
def test_other_hosts(host: str) -> None:
    assert not is_antara_host(host)


@given(st.text())
def test_hosts_of_any_text_are_answered(text: str) -> None:
    bureau = bureau_of_host(text)
    if bureau is not None:
        assert is_antara_host(text)
    is_antara_host(text)
    bureau_at(text)
    bureau_named(text)


def test_choose_all_takes_those_with_listings() -> None:
    chosen = [bureau.name for bureau in choose_bureaus(None)]
    assert chosen == [name for name in load_bureaus() if name != "otomotif"]


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        ("sumsel,bali", ["sumsel", "bali"]),
        (" Bali , sumsel,bali,", ["bali", "sumsel"]),
        ("m.antaranews.com", ["www"]),
        ("otomotif", ["otomotif"]),
        ("papuabarat", ["papuabarat"]),
    ],
)
def test_choose_by_name(names: str, chosen: list[str]) -> None:
    assert [bureau.name for bureau in choose_bureaus(names)] == chosen


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ("sumse", "Unknown bureau 'sumse'. Did you mean 'sumsel'? See 'antara bureaus'."),
        ("bali,Jatin", "Unknown bureau 'Jatin'. Did you mean 'jatim'? See 'antara bureaus'."),
        ("palembang", "Unknown bureau 'palembang'. Did you mean 'sumsel'? See 'antara bureaus'."),
        ("Sumatera Selatan", "Did you mean 'sumsel'?"),
        ("Sumatra Selatan", "Did you mean 'sumsel'?"),
        ("jakarta", "Did you mean 'megapolitan' or 'www'?"),
        ("maluku", "Did you mean 'ambon'?"),
        ("yogyakarta", "Did you mean 'jogja'?"),
        ("kalimantan-tengah", "Did you mean 'kalteng'?"),
        ("Semarang", "Did you mean 'jateng'?"),
        ("ntb", "Did you mean 'mataram'?"),
        ("palembang.antaranews.com", "Did you mean 'sumsel'?"),
        ("papua-barat", "Did you mean 'papuabarat'?"),
        ("singapura", "Unknown bureau 'singapura'. See 'antara bureaus'."),
        ("zzzzzz", "Unknown bureau 'zzzzzz'. See 'antara bureaus'."),
        (" , ", "No bureau named. See 'antara bureaus'."),
        ("", "No bureau named. See 'antara bureaus'."),
    ],
)
def test_an_unknown_bureau_is_told_with_the_nearest(names: str, message: str) -> None:
    with pytest.raises(UnknownBureau) as caught:
        choose_bureaus(names)
    said = str(caught.value)
    assert said == message if message.endswith(".") else message in said


def test_a_new_bureau_is_data_only() -> None:
    bureau = read_bureaus(BLOCK)["pulau"]
    assert (bureau.province, bureau.feeds, bureau.terkini) == (None, (), None)
    plain = read_bureaus(BLOCK)["pulau"]
    assert (plain.indeks, plain.layout, plain.highest_id) == (False, None, None)
    text = BLOCK + 'feeds = ["rss/terkini.xml"]\nterkini = "terkini"\n'
    full = read_bureaus(text + 'indeks = true\nlayout = "r"\nhighest_id = 5')["pulau"]
    assert (full.indeks, full.layout, full.highest_id) == (True, "r", 5)
    assert full.feeds == ("https://pulau.antaranews.com/rss/terkini.xml",)
    assert full.terkini == "https://pulau.antaranews.com/terkini"


def without(key: str) -> str:
    return "\n".join(line for line in BLOCK.splitlines() if not line.startswith(key))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "bureaus.toml: no bureau."),
        ("[pulau", "bureaus.toml: not valid TOML"),
        (BLOCK + BLOCK, "bureaus.toml: not valid TOML"),
        ("x = 1" + BLOCK, "bureaus.toml: 'x' stands outside any block."),
        (
            BLOCK + 'alias = ["x.antaranews.com"]',
            "[pulau] alias: unknown key. Did you mean 'aliases'?",
        ),
        (without("zone"), "[pulau] zone: missing. Add zone"),
        (without("host"), "[pulau] host: missing."),
        (without("title"), "[pulau] title: missing."),
        (without("language"), "[pulau] language: missing."),
        (BLOCK.replace("Asia/Makassar", "Asia/Bali"), "[pulau] zone: unknown zone 'Asia/Bali'."),
        (BLOCK.replace("Asia/Makassar", "../Makassar"), "[pulau] zone: unknown zone"),
        (BLOCK.replace("Asia/Makassar", "Asia"), "[pulau] zone: unknown zone"),
        (BLOCK.replace('"id"', '"in"'), "[pulau] language: unknown language 'in'."),
        (BLOCK.replace('"id"', "1"), "[pulau] language: wrong type."),
        (BLOCK.replace('"ANTARA Pulau"', '""'), "[pulau] title: empty"),
        (BLOCK.replace('"ANTARA Pulau"', '"ANTARA "'), "[pulau] title: empty, or with spaces"),
        (BLOCK + 'aliases = "x.antaranews.com"', "[pulau] aliases: wrong type."),
        (BLOCK + "aliases = [1]", "[pulau] aliases: wrong type."),
        (BLOCK + 'aliases = ["https://x.antaranews.com"]', "[pulau] aliases: 'https://x"),
        (BLOCK + 'terkini = ["terkini"]', "[pulau] terkini: wrong type."),
        (BLOCK + 'terkini = "/terkini"', "[pulau] terkini: '/terkini' is no path."),
        (
            BLOCK + 'feeds = ["https://evil.com/x"]',
            "[pulau] feeds: 'https://evil.com/x' is no path.",
        ),
        (BLOCK + 'indeks = "yes"', "[pulau] indeks: wrong type. Write true or false."),
        (BLOCK + "indeks = 1", "[pulau] indeks: wrong type."),
        (BLOCK + "highest_id = true", "[pulau] highest_id: wrong type. Write a whole number"),
        (BLOCK + "highest_id = 0", "[pulau] highest_id: wrong type."),
        (BLOCK + 'layout = "G 4"', "[pulau] layout: 'G 4' is no layout's name. Write one of"),
        (BLOCK.replace("[pulau]", "[lain]"), "[lain] host: 'pulau.antaranews.com' does not fit"),
        (BLOCK.replace('"pulau.', '"PULAU.'), "[pulau] host: 'PULAU.antaranews.com' does not fit"),
        (
            BLOCK.replace(".antaranews.com", ".evil.com"),
            "[pulau] host: 'pulau.evil.com' does not fit",
        ),
        (
            BLOCK + BLOCK.replace("pulau", "laut") + 'aliases = ["pulau.antaranews.com"]',
            "[laut] aliases: host 'pulau.antaranews.com' twice. It stands in [pulau] host already.",
        ),
        (
            BLOCK
            + 'old_domains = ["a.com"]\n'
            + BLOCK.replace("pulau", "laut")
            + 'aliases = ["a.com"]',
            "[pulau] old_domains: host 'a.com' twice. It stands in [laut] aliases already.",
        ),
        (
            BLOCK + 'old_domains = ["a.com"]\nunproven_aliases = ["a.com"]',
            "[pulau] unproven_aliases: host 'a.com' twice.",
        ),
    ],
)
def test_a_mistake_names_its_block_and_key(text: str, message: str) -> None:
    with pytest.raises(BureausError) as caught:
        read_bureaus(text)
    assert message in str(caught.value)
    assert caught.value.next_step


def test_an_unproven_alias_may_have_a_block_of_its_own() -> None:
    other = BLOCK.replace("pulau", "laut") + 'unproven_aliases = ["pulau.antaranews.com"]'
    assert list(read_bureaus(BLOCK + other)) == ["pulau", "laut"]


def test_each_bureau_expects_a_layout_that_is_declared():
    expected = {each.layout for each in load_bureaus().values() if each.layout}
    assert expected <= {layout.name for layout in LAYOUTS}
