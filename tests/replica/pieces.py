"""One invented article: what is true of it, and how its page shows it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from random import Random
from typing import Any

from tests.replica.hosts import HOSTS, Host
from tests.replica.parts import Block, CreditLine, Picture, plain
from tests.replica.text import long_date
from tests.replica.words import DAYS_ID, MONTHS_EN


@dataclass(slots=True)
class Piece:
    """One article of one bureau and its page."""

    bureau: str
    article_id: int
    title: str
    when: datetime
    layout: str
    kind: str = "article"
    slug: str = ""
    blocks: list[Block] = field(default_factory=list)
    dateline: str = ""
    """As printed before the first paragraph, with its hyphen; empty when there is none."""
    place: str | None = None
    dateline_day: str | None = None
    source_label: str | None = None
    category: str | None = None
    tags: list[str] = field(default_factory=list)
    credits: list[CreditLine] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    pull_quote: str | None = None
    copyright: str | None = None
    notice: str | None = None
    press_release: bool = False
    updated: datetime | None = None
    date_form: str = "time"
    """time, meta, json_ld, printed (with zone), bare (no zone), day (printed, no time), feed, none.

    Of feed and none the page shows nothing; a feed's item carries the time of the first.
    """
    style: str = "p"
    """How the body's paragraphs stand: p, br2, br1, div, brp, bare, dropcap, word."""
    link: str = "plain"
    """How listings address it: plain, utm, http, amp, old, m, alias, no_slug."""
    traps: set[str] = field(default_factory=set)
    listed: bool = True
    flags: list[str] = field(default_factory=list)
    copies: list[Block] = field(default_factory=list)
    """Blocks that stand a second time on the page and must come out once."""
    boxes: list[tuple[int, str, str]] = field(default_factory=list)
    """Read-also boxes: after which block, in which form, with which title."""
    revision: int = 0
    """How often it was changed after it came out."""
    changed: datetime | None = None
    """When it last was, aware."""

    @property
    def shows_update(self) -> bool:
        """Whether its page has a place where the time of a change stands."""
        return (
            self.layout == "g1"
            or (self.layout == "g3" and self.date_form == "meta")
            or (self.layout == "g2" and self.date_form == "json_ld")
        )

    @property
    def facts(self) -> Host:
        return HOSTS[self.bureau]

    @property
    def rng(self) -> Random:
        """Chance for the page's looks: the same for each rendering of the same piece."""
        return Random(f"page:{self.bureau}:{self.article_id}:{self.slug}")

    @property
    def path(self) -> str:
        word = {"photo": "foto", "video": "video"}.get(self.kind, self.facts.path_word)
        return f"/{word}/{self.article_id}" + (f"/{self.slug}" if self.slug else "")

    @property
    def url(self) -> str:
        """The canonical address."""
        return f"https://{self.facts.host}{self.path}"

    @property
    def amp_url(self) -> str:
        host = "m.antaranews.com" if self.bureau == "www" else self.facts.host
        return f"https://{host}/amp{self.path}"

    @property
    def found_url(self) -> str:
        """The address by which listings name it."""
        host = self.facts.host
        links = {
            "plain": self.url,
            "utm": f"{self.url}?utm_source=terkini&utm_medium=card&utm_campaign=news",
            "http": f"http://{host}{self.path}",
            "amp": self.amp_url,
            "m": f"https://m.antaranews.com{self.path}",
            "old": f"http://{(self.facts.old_domains or (host,))[0]}{self.path}",
            "alias": f"https://{self.facts.alias or host}{self.path}",
            "no_slug": self.url,
            "relative": self.path,
        }
        return links[self.link]

    @property
    def paragraphs(self) -> list[str]:
        """The text as printed, one string a paragraph, the dateline before the first."""
        texts = [plain(item) for block in self.blocks for item in block.items]
        if self.dateline and self.layout != "amp":
            if self.style == "word" or not texts:
                texts.insert(0, self.dateline)
            else:
                texts[0] = f"{self.dateline} {texts[0]}"
        return texts

    def as_amp(self) -> Piece:
        """Return the same article as its AMP page shows it."""
        machine = self.date_form in ("time", "meta", "json_ld")
        menu = "latin1_menu" in self.traps  # AMP pages have no side bar to go wrong
        return replace(
            self,
            layout="amp",
            # Its paragraphs are cleaner than the desktop page's.
            style="p" if self.style in ("br1", "brp", "bare", "dropcap") else self.style,
            traps=self.traps - {"latin1_menu"},
            flags=[one for one in self.flags if not (menu and one == "encoding_repaired")],
            date_form="json_ld" if machine else self.date_form,
            category=None,
            pull_quote=None,
            updated=self.updated if machine else None,
        )

    def iso(self, when: datetime | None = None) -> str:
        """Return a time as machines read it, in the bureau's zone unless it carries another."""
        return (when or self.when).replace(microsecond=0).isoformat()

    def printed_date(self) -> str:
        """Return the time as the page prints it: 'Kamis, 30 November 2023 21:34 WIB'."""
        when = self.when
        if self.facts.language == "en":
            words = f"{MONTHS_EN[when.month - 1]} {when.day}, {when.year} {when:%H:%M}"
        else:
            weekday = DAYS_ID[when.weekday()]
            if weekday == "Jumat" and self.article_id % 2:
                weekday = "Jum'at"
            words = f"{weekday}, {long_date(when)} {when:%H:%M}"
        if self.date_form == "day":
            return words.rsplit(" ", 1)[0]
        if self.date_form == "bare":
            return words
        hours = int(when.utcoffset().total_seconds() // 3600)  # type: ignore[union-attr]
        return f"{words} {({7: 'WIB', 8: 'WITA', 9: 'WIT'})[hours]}"

    def _time(self) -> dict[str, Any]:
        sources = {
            "time": ("second", "time_element"),
            "meta": ("second", "meta"),
            "json_ld": ("second", "json_ld"),
            "printed": ("minute", "printed_zone"),
            "bare": ("minute", "printed_zone_assumed"),
            "day": ("day", "printed_zone_assumed"),
            "feed": ("second", "feed"),
        }
        names = ("published", "published_utc", "published_day")
        if self.date_form == "none":
            empty = (*names, "published_precision", "published_source")
            return dict.fromkeys(empty)
        precision, source = sources[self.date_form]
        when = self.when if precision == "second" else self.when.replace(second=0)
        day = when.astimezone(self.facts.zone).date().isoformat()
        if precision == "day":
            when = when.replace(hour=0, minute=0)
        return {
            "published": day if precision == "day" else self.iso(when),
            "published_utc": when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "published_day": day,
            "published_precision": precision,
            "published_source": source,
        }

    def truth(self, *, redesign: bool = False) -> dict[str, Any]:
        """Return every field of Article that the page decides, with its right value."""
        text = "\n\n".join(self.paragraphs) or None
        amp = self.layout == "amp"
        colon = " : " if self.layout == "r" else ": "
        return {
            "bureau": self.bureau,
            "article_id": self.article_id,
            "url": self.url,
            "kind": self.kind,
            "title": self.title,
            "subtitle": None,
            "text": text,
            **self._time(),
            "updated": self.iso(self.updated) if self.updated else None,
            "credits": [
                {
                    "role": line.role,
                    "name": name,
                    "printed": f"{line.label}{' ' if line.label == 'Oleh' else colon}{line.shown}",
                }
                for line in self.credits
                for name in line.names
            ],
            "dateline_place": None if amp else self.place,
            "dateline_day": None if amp else self.dateline_day,
            "source_label": None if amp else self.source_label,
            "category": self.category,
            "tags": list(self.tags),
            "language": self.facts.language,
            "images": [
                {"url": one.url, "caption": one.shown, "credit": one.credit}
                for one in self.pictures
            ],
            "pull_quote": self.pull_quote,
            "copyright": self.copyright,
            "rights_notice": self.notice,
            "is_press_release": self.press_release,
            "layout": "generic" if redesign else self.layout,
            "flags": self._flags(text, redesign=redesign),
        }

    def _flags(self, text: str | None, *, redesign: bool) -> list[str]:
        flags = list(self.flags)
        if redesign:
            flags.append("generic_layout")
        if self.date_form in ("bare", "day"):
            flags.append("zone_assumed")
        if self.date_form == "none":
            flags.append("no_date")
        if text is None:
            flags.append("no_text")
        elif len(text) < 50:
            flags.append("short_text")
        if self.copies:
            flags.append("repeated_block")
        return sorted(flags)
