"""Who reserves a text, and that for AI training no reserved one leaves by any format."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.settings import changeable
from pipelines.archive import Filters
from pipelines.archive.export_walk import COLUMNS, Choice
from pipelines.archive.permissions import AI_TRAINING, DATASET, SCOPES, allowing
from pipelines.exports.errors import ExportRefused
from pipelines.exports.fields import FIELDS, chosen
from pipelines.exports.formats import FORMATS, Style
from pipelines.exports.manifest import NO_PERMISSION
from pipelines.exports.rights import (
    PURPOSES,
    ai_use,
    gate,
    reserved_by,
    scope_of,
)
from pipelines.exports.rows import Shape
from pipelines.exports.run import Plan, export
from tests.exported import ALL, BESIDE, TODAY, commas, exported, jsonl, paper, parquet, plan, store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest_plugins = ["tests.archive_fixtures"]

RESERVES: dict[str, tuple[str, ...]] = {
    "robots_meta": (
        *("noai", "index, NoAI", "noimageai", "noindex,nofollow", "none", "noarchive"),
        *("nosnippet", "arsip-antara: noai", "max-snippet:-1, noindex", "index|noai"),
        *("nocache", "index, max-snippet:0", "Max-Snippet : 0, max-image-preview:large"),
    ),
    "x_robots_tag": ("noai, noimageai", "GPTBot: noindex", "otherbot: none", "noarchive"),
    "tdm_meta": ("1", "0, 1", " 1 ", "true", "yes", "2"),
    "tdm_header": ("1", "1, 0", "01"),
    "tdmrep": (
        "tdm-reservation: 1",
        "tdm-reservation: 1, tdm-policy: https://x.example/p",
        "TDM-Reservation: true",
        "tdm-reservation: 0, tdm-reservation: 1",
        "tdm-reservation: 0, 1",
        "tdm-reservation: 01",
        "tdm-policy: https://x.example/p, tdm-reservation: 1",
        "tdm-policy: https://x.example/p,q",
        '{"tdm-reservation": 1}',
        "1",
        "",
    ),
}
RESERVES_NOT: dict[str, tuple[str, ...]] = {
    "robots_meta": (
        "index, follow",
        "all",
        "max-image-preview:large, max-snippet:-1",
        "noaid",
        "max-snippet:05",
    ),
    "x_robots_tag": ("all", "unavailable_after: 25 Jun 2030 15:00:00 PST"),
    "tdm_meta": ("0", "0, 0"),
    "tdm_header": ("0",),
    "tdm_policy": ("https://x.example/tdm-reservation: 1",),
    "tdmrep": (
        *("tdm-reservation: 0", "tdm-policy: https://x.example/p"),
        "TDM-Reservation: 0, tdm-policy: https://x.example/p",
    ),
}


def said(carrier: str, value: str, notice: str | None = None) -> dict[str, Any]:
    return {"rights_notice": notice, "signals": [{"carrier": carrier, "value": value}]}


@pytest.mark.parametrize(
    ("carrier", "value"), [(name, value) for name in RESERVES for value in RESERVES[name]]
)
def test_a_carrier_that_reserves(carrier, value):
    assert reserved_by(said(carrier, value)) == [carrier]


@pytest.mark.parametrize(
    ("carrier", "value"), [(name, value) for name in RESERVES_NOT for value in RESERVES_NOT[name]]
)
def test_a_carrier_that_does_not(carrier, value):
    assert reserved_by(said(carrier, value)) == []


def test_the_notice_reserves_and_all_who_do_are_named():
    article = said("tdm_meta", "1", "Dilarang keras mengambil konten untuk AI.")
    article["signals"].append({"carrier": "robots_meta", "value": "noai"})
    assert reserved_by(article) == ["rights_notice", "robots_meta", "tdm_meta"]
    assert reserved_by({"rights_notice": " \n", "signals": []}) == []


def test_a_carrier_that_nobody_knows_reserves():
    assert reserved_by(said("trust_txt", "anything")) == ["trust_txt"]


@given(
    st.lists(st.tuples(st.sampled_from([*RESERVES, "tdm_policy", "other"]), st.text())),
    st.none() | st.text(),
)
def test_nothing_is_ever_granted(signals, notice):
    carriers = reserved_by(
        {"rights_notice": notice, "signals": [{"carrier": c, "value": v} for c, v in signals]}
    )
    assert ai_use(carriers) == ("reserved" if carriers else "unstated")


def granted(scope: str, bureau: str | None = None, until: str | None = None) -> dict[str, Any]:
    return {
        "id": 1,
        "bureau": bureau,
        "scope": scope,
        "granted_by": "Redaksi Rekaan",
        "granted_at": "2026-01-01",
        "valid_until": until,
    }


@pytest.mark.parametrize(
    ("permission", "leaves"),
    [
        (None, False),
        (granted("ai-training"), True),
        (granted("ai-training", until=TODAY), True),
        (granted("ai-training", until="2026-11-22"), False),
        (granted("ai-training", "bali"), False),
        (granted("dataset"), False),
        (granted("crawl"), False),
        (granted("serve"), False),
        (granted("AI-Training"), False),
    ],
)
def test_only_a_permission_for_just_that_lets_reserved_texts_out(permission, leaves):
    found = allowing([permission] if permission else [], scope_of(AI_TRAINING), TODAY)
    assert gate(AI_TRAINING, found)("reserved") is leaves
    assert gate(AI_TRAINING, found)("unstated")


def test_other_purposes_take_what_is_reserved_from_ai():
    for purpose in PURPOSES:
        assert gate(purpose, None)("reserved") is (purpose != AI_TRAINING)
        assert scope_of(purpose) == (AI_TRAINING if purpose == AI_TRAINING else DATASET)
    with pytest.raises(ValueError, match="Unknown purpose"):
        gate("anything", None)


def test_the_scopes_of_permissions_are_known():
    assert {AI_TRAINING, DATASET} <= SCOPES.keys()


def test_the_setting_knows_the_purposes():
    (setting,) = [each for each in changeable if each.name == "PURPOSE"]
    assert setting.choices == tuple(PURPOSES)


def test_a_plan_with_texts_has_a_purpose():
    with pytest.raises(ValueError, match="for a purpose only"):
        plan(purpose=None)
    plan(shape=Shape(FIELDS, "live", with_text=False), purpose=None)
    plan(shape=Shape(chosen(["key", "words"]), "live"), purpose=None)


# --- nothing reserved leaves

SECRET, OPEN = "RAHASIA", "TERBUKA"
BUREAUS = ("bali", "sumsel", "ambon")


def random_article(number: int, dice: random.Random) -> tuple[dict[str, Any], bool]:
    """An article whose texts all say whether it is reserved, by how its signals were drawn."""
    reserved, signals = False, {}
    for carrier in dice.sample([*RESERVES_NOT], dice.randint(0, 4)):
        reserving = carrier in RESERVES and dice.random() < 0.3
        signals[carrier] = dice.choice((RESERVES if reserving else RESERVES_NOT)[carrier])
        reserved |= reserving
    notice = "Dilarang." if dice.random() < 0.1 else None
    reserved |= notice is not None
    word = f"{SECRET if reserved else OPEN} {number}"
    article = {
        "id": number,
        **dict.fromkeys(COLUMNS),
        "bureau": dice.choice(BUREAUS),
        "article_id": number,
        "url": f"https://x.example/{number}",
        "kind": "article",
        "title": f"Judul {number}",
        "layout": "r",
        "extractor_version": "1",
        "text": f"Denpasar (ANTARA) - {word}",
        "subtitle": word,
        "pull_quote": word,
        "images": [{"url": "https://x.example/i", "caption": word, "credit": None}],
        "rights_notice": notice,
        "signals": [{"carrier": name, "value": value} for name, value in signals.items()],
        "is_press_release": 0,
        **dict.fromkeys(("credits", "tags", "flags"), ()),
        **dict.fromkeys(("words", "characters", "state_sha256")),
        "story": None,
        "provenance": {"text": "trafilatura"},
        "revision": 1,
        "revisions": 1,
        "state_first_seen": "2026-11-20T00:00:00Z",
    }
    return article, reserved


class Drawn:
    """Stands for a snapshot, so that many rows can be drawn."""

    def __init__(self, n: int, permissions: list[dict[str, Any]]) -> None:
        dice = random.Random(n)
        self.articles = [random_article(number, dice) for number in range(n)]
        self._permissions = permissions

    def permissions(self) -> list[dict[str, Any]]:
        return self._permissions

    def facts(self) -> dict[str, Any]:
        counts = {"articles": len(self.articles), "schema_version": 8}
        known = {"origin": "live", "archive_id": None, "bureaus": []}
        return {"created_at": None, "last_run": None} | known | counts

    def coverage(self, _: Choice) -> None:
        return None

    def audits(self) -> list[dict[str, Any]]:
        return []

    def withdrawn(self, _: Choice) -> dict[str, str]:
        return {}

    def batches(self, _: Choice) -> Iterator[list[tuple[str, str, list[dict[str, Any]]]]]:
        for at in range(0, len(self.articles), 200):
            yield [
                (f"{article['bureau']}/{article['article_id']}", "held", [article])
                for article, _ in self.articles[at : at + 200]
            ]


def everything_in(folder: Path) -> dict[str, str]:
    """All that files of an export say, by format."""
    return {
        "jsonl": "".join(str(row) for row in jsonl(folder / "articles.jsonl")),
        "csv": "".join(str(row) for row in commas(folder / "articles.csv")),
        "parquet": "".join(str(row) for row in parquet(folder / "articles.parquet")),
        "tei": re.sub("<[^>]*>", "'", (folder / "articles.xml").read_text(encoding="utf-8")),
        **{name: paper(folder / name) for name in BESIDE},
    }


@pytest.mark.parametrize("n", [2_000, pytest.param(100_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    ("permissions", "leaves"),
    [([], False), ([granted("dataset")], False), ([granted("ai-training")], True)],
    ids=["none", "dataset", "training"],
)
def test_no_reserved_text_leaves_for_ai_training(tmp_path, n, permissions, leaves):
    drawn = Drawn(n, permissions)
    asked = Plan(ALL, Choice(Filters()), Shape(FIELDS, "live"), Style(), AI_TRAINING, TODAY)
    made = export(drawn, asked, tmp_path, {})
    kept = [article for article, reserved in drawn.articles if leaves or not reserved]
    may = {str(a["article_id"]) for a in kept if SECRET in a["text"]}
    assert len(kept) == made["rows"]
    assert leaves or len(kept) < n
    assert made["left_out"] == ({} if leaves else {"reserved": n - len(kept)})
    for name, text in everything_in(tmp_path).items():
        left = {piece.split("'")[0].split('"')[0] for piece in text.split(f"{SECRET} ")[1:]}
        assert {each.rstrip("\\") for each in left} == (may if name not in BESIDE else set()), name
        assert name in BESIDE or text.count(OPEN) == 4 * (len(kept) - len(may))
    assert made["ai_use"]["reserved"] == len(may)


def test_every_format_is_looked_at():
    # That one is made of an archive, not of rows: test_export_sqlite_rights.py looks at it.
    assert {*ALL, "sqlite"} == set(FORMATS)


@pytest.fixture
def reserved(session, folder: Path) -> Path:
    """Of four articles of a real archive three are reserved, each by another carrier."""
    store(
        session,
        ("bali", 1, {"text": f"{OPEN} satu"}),
        ("bali", 2, {"text": f"{SECRET} dua", "rights_notice": "Dilarang."}),
        ("bali", 3, {"text": f"{SECRET} tiga"}),
        ("sumsel", 4, {"text": f"{SECRET} empat"}),
    )
    session._db.execute("INSERT INTO signals VALUES (3, 'tdmrep', 'tdm-reservation: 1')")
    session._db.execute("INSERT INTO signals VALUES (4, 'x_robots_tag', 'noai')")
    return folder


def test_out_of_an_archive_too(reserved):
    made = exported(reserved / "archive.db", reserved / "out", plan(*ALL, purpose=AI_TRAINING))
    assert made["left_out"] == {"reserved": 3}
    assert made["permission"]["said"] == NO_PERMISSION
    for text in everything_in(reserved / "out").values():
        assert SECRET not in text


def test_earlier_states_of_a_reserved_article_stay_in_too(reserved, session, clock):
    clock.now = "2026-11-24T00:00:00Z"
    changed = {"text": f"{SECRET} lagi", "rights_notice": "Dilarang.", "fetched_at": clock.now}
    store(session, ("bali", 1, changed))
    asked = plan("jsonl", purpose=AI_TRAINING, choice=Choice(Filters(), revisions="all"))
    with pytest.raises(ExportRefused, match=r"none is left \(4 reserved\): .* See docs"):
        exported(reserved / "archive.db", reserved / "out", asked)
    assert not (reserved / "out").exists()


def test_a_permission_on_record_lets_them_out_and_is_named(reserved, session):
    session._db.execute(
        "INSERT INTO permissions (scope, granted_by, granted_at) "
        "VALUES ('ai-training', 'Redaksi Rekaan', '2026-01-01')"
    )
    made = exported(reserved / "archive.db", reserved / "out", plan(purpose=AI_TRAINING))
    assert made["left_out"] == {}
    assert made["permission"]["on_record"]["granted_by"] == "Redaksi Rekaan"
    by_key = {row["key"]: row for row in jsonl(reserved / "out" / "articles.jsonl")}
    assert len(by_key) == 4
    assert by_key["bali/3"]["ai_use"] == "reserved"
    assert by_key["bali/3"]["reserved_by"] == ["tdmrep"]
    assert by_key["bali/1"]["ai_use"] == "unstated"


def test_without_texts_nothing_is_left_out_and_no_text_is_there(reserved):
    shape = Shape(chosen(None, with_text=False), "live", with_text=False)
    asked = plan(*ALL, purpose=None, shape=shape)
    made = exported(reserved / "archive.db", reserved / "out", asked)
    assert (made["rows"], made["left_out"], made["permission"]) == (4, {}, None)
    for text in everything_in(reserved / "out").values():
        for secret in (SECRET, OPEN, "Warga menyambut", "Pasar (ANTARA/Rekaan)"):
            assert secret not in text
    row = jsonl(reserved / "out" / "articles.jsonl")[1]
    assert (row["key"], row["words"], row["characters"]) == ("bali/2", 2, 11)
    assert row["images"][0] == {
        "url": "https://img.antaranews.com/x.jpg",
        "caption": None,
        "credit": "Rekaan",
    }
