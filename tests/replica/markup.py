"""Small tools of the templates: escaping, attributes in any order, bodies in every style."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from random import Random

from tests.replica.parts import Block, plain
from tests.replica.pieces import Piece

_ITALIC = re.compile(r"\*([^*]+)\*")
_LINK = re.compile(r"\[\[([^\]]+)\]\]")
ADS = (
    '<div style="min-width:300px;min-height:250px;text-align:center"><script async'
    ' src="https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js"></script><ins'
    ' class="adsbygoogle" style="display:block" data-ad-slot="1234567"></ins><script>'
    "(adsbygoogle = window.adsbygoogle || []).push({});</script></div>",
    '<div style="min-width:336px; min-height:280px;margin:10px auto">Advertisement<script>'
    "googletag.cmd.push(function(){googletag.display('div-gpt-ad-1');});</script></div>",
    '<ins class="adsbygoogle" style="display:inline-block;width:336px;height:280px"></ins>'
    "<script>\n(adsbygoogle = window.adsbygoogle || []).push({});\n</script>",
    '<div class="ads_top_728"><a href="https://iklan.example/klik"><img src="/img/iklan.gif"'
    ' alt="Iklan"></a> Pasang iklan di sini</div>',
)


@lru_cache(maxsize=2048)
def esc(text: str) -> str:
    """Escape for text and for attributes; a page repeats its title a dozen times."""
    return html.escape(text, quote=True)


def padded(rng: Random, text: str) -> str:
    """Return a title escaped, with the line breaks that templates leave around it."""
    return f"\n\t\t{esc(text)}  \n" if rng.random() < 0.2 else esc(text)


def attrs(rng: Random, **values: str) -> str:
    """Return attributes in any order, in double, single or no quotes; `class_` is class."""
    names = list(values)
    rng.shuffle(names)
    parts = []
    for name in names:
        value = esc(values[name])
        word = name.rstrip("_").replace("__", ":").replace("_", "-")
        # An apostrophe is escaped already, so either quote is safe.
        quote = "'" if rng.random() < 0.15 else '"'
        bare = rng.random() < 0.06 and re.fullmatch(r"[A-Za-z0-9-]+", value)
        parts.append(f"{word}={value}" if bare else f"{word}={quote}{value}{quote}")
    return " ".join(parts)


def rich(rng: Random, text: str, host: str) -> str:
    """Return a marked text as HTML: italics, links, entities and hard spaces by chance."""
    out = html.escape(text, quote=False)
    out = _ITALIC.sub(r"<i>\1</i>" if rng.random() < 0.7 else r"<em>\1</em>", out)
    out = _LINK.sub(rf'<a href="https://{host}/tag/program">\1</a>', out)
    if rng.random() < 0.2:
        out = out.replace("“", "&ldquo;").replace("”", "&rdquo;").replace("–", "&ndash;")
    elif rng.random() < 0.1:
        out = out.replace("“", "&#8220;").replace("”", "&#8221;").replace(", ", "&#44; ", 1)
    if rng.random() < 0.15:
        out = out.replace(" ", "&nbsp;", 1)
    elif rng.random() < 0.06:
        out = out.replace(", ", ",\N{NO-BREAK SPACE}", 1)
    if rng.random() < 0.06:
        out = out.replace(". ", ".\t ", 1)
    return out


def read_also(rng: Random, form: str, title: str, url: str) -> str:
    """Return a read-also box: span, b, strong, plain, bare (no link), triple or related."""
    link = f"<a {attrs(rng, href=url, title=title)}>{esc(title)}</a>"
    word = "Related news" if form.startswith("en_") else "Baca juga"
    match form.removeprefix("en_"):
        case "span":
            return f'<span class="baca-juga">{word}: {link}</span>'
        case "span_b":
            return f'<span class="baca-juga"><b>{word}:&nbsp;</b>{link}</span>'
        case "b":
            return f"<b>{word}: {link}</b>"
        case "b_apart":
            return f"<b>{word} :</b> {link}"
        case "strong":
            return f"<strong>{word}: {link}</strong>"
        case "bare":
            return f"{word}: {esc(title)}"
        case _:
            return f"{word}: {link}"


def _block_html(rng: Random, block: Block, host: str, layout: str) -> list[str]:
    """Return a block's paragraphs; a list, a table or a quotation is one piece of markup."""
    items = [rich(rng, item, host) for item in block.items]
    if block.kind == "subhead":
        if layout == "g3" and rng.random() < 0.5:
            return [f"<h3>{items[0]}</h3>"]
        return [f"<b>{items[0]}</b>" if rng.random() < 0.6 else f"<strong>{items[0]} </strong>"]
    if block.kind == "quote":
        return [f"<blockquote>{items[0]}</blockquote>"]
    if block.kind == "list":
        return ["<ul>" + "".join(f"<li>{one}</li>\n" for one in items) + "</ul>"]
    if block.kind == "table":
        rows = "".join(f"<tr><td>{one}</td></tr>" for one in items)
        return [f'<table class="table" border="1"><tbody>{rows}</tbody></table>']
    return items


_NO_WRAP = ("<blockquote", "<ul", "<table", "<div", "<h3")


def _join(rng: Random, style: str, parts: list[str]) -> str:
    wraps = {
        "p": ("<p>", "</p>"),
        "word": ('<p class="MsoNormal"><span style="font-size:12.0pt">', "</span></p>"),
        "div": ("<div>", "</div>"),
        "nested": ("<div><div>", "</div></div>"),
        "span": ('<p style="text-align: justify;"><span style="color:#222">', "</span></p>"),
        "open_p": ("<p>", ""),
    }
    if style in wraps:
        start, end = wraps[style]
        return "".join(
            f"{part}\n" if part.startswith(_NO_WRAP) else f"{start}{part}{end}\n" for part in parts
        )
    if style == "bare_first":
        # Bare text directly before a quotation, a table or a list, then paragraphs.
        return f"{parts[0]}" + "".join(
            s if s.startswith(_NO_WRAP) else f"\n<p>{s}</p>" for s in parts[1:]
        )
    br = {
        "br2": ("<br><br>\n", "<br />\n<br />\n", "<br/><br/>"),
        "br1": ("<br />\n", "<br>"),
        "brp": ("<br>\r\n<br>\r\n",),
    }.get(style, ("<br><br>\n   ", "<br/>\n<br/>\n"))
    gap = rng.choice(br)
    if style == "dropcap":
        return f'<p class="has-drop-cap-fluid">{gap.join(parts)}</p>'
    out = ""
    for i, part in enumerate(parts):
        # No break stands before or after a block element: text touches its tag.
        touches = part.startswith(_NO_WRAP) or (
            i + 1 < len(parts) and parts[i + 1].startswith(_NO_WRAP)
        )
        out += part + ("\n" if touches else gap)
    return out


def body(piece: Piece, rng: Random) -> str:
    """Return the inside of the container: the text and the boxes that stand in it."""
    host = piece.facts.host
    first = piece.dateline if piece.layout != "amp" else ""
    lead = f"{esc(first)} " if first else ""
    if lead and rng.random() < 0.15:
        lead = f"<strong>{lead.strip()}</strong> "
    elif lead and rng.random() < 0.15:
        lead = lead.replace(" (", "&nbsp;(", 1)
    boxes: dict[int, list[str]] = {}
    for after, form, title in piece.boxes:
        url = f"https://{host}/{piece.facts.path_word}/{piece.article_id - 7 * (after + 1)}/terkait"
        boxes.setdefault(after, []).append(read_also(rng, form, title, url))
    parts: list[str] = []
    if lead and (piece.style == "word" or not piece.blocks):
        parts.append(lead)
        lead = ""
    ads = piece.layout in ("g2", "g3") or rng.random() < 0.3
    for i, block in enumerate(piece.blocks):
        new = _block_html(rng, block, host, piece.layout)
        new[0], lead = lead + new[0], ""
        parts += new
        here = boxes.get(i, [])
        if len(here) > 1 and piece.style in ("p", "div") and rng.random() < 0.5:
            here = ["<br>\n".join(here)]
        for box in here:
            if "inline" in piece.traps and not parts[-1].startswith(_NO_WRAP):
                parts[-1] += f"<br>\n{box}"
            else:
                parts.append(box)
        if i == 1 and rng.random() < 0.1:
            parts[-1] += "<!-- Baca juga: komentar di dalam halaman -->"
        if ads and i in (2, 6):
            parts.append(rng.choice(ADS) if piece.style != "dropcap" else "")
    parts += [one for block in piece.copies for one in _block_html(rng, block, host, piece.layout)]
    if "empty_paragraphs" in piece.traps:
        parts.insert(2, "&nbsp;")
        parts.append("\N{NO-BREAK SPACE} ")
    out = _join(rng, piece.style, [part for part in parts if part])
    if piece.style == "word":
        out = out.replace("</p>\n", "<o:p></o:p></p>\n\n<p class=MsoNormal>&nbsp;</p>\n", 3)
        out += _WORD_COMMENT
    return out.replace("\n", "\r\n") if "crlf" in piece.traps else out


_WORD_COMMENT = (
    '<!--[if gte mso 9]><xml>\n <w:LatentStyles DefLockedState="false" LatentStyleCount="267">\n'
    + "".join(
        f'  <w:LsdException Locked="false" Priority="{i}" Name="heading {i}"/>\n'
        for i in range(1, 60)
    )
    + " </w:LatentStyles>\n</xml><![endif]--><!--[if gte mso 10]>\n<style>\n /* Style */"
    '\n table.MsoNormalTable {mso-style-name:"Table Normal"; mso-para-margin:0cm;}\n</style>'
    "\n<![endif]-->"
)


def description(piece: Piece) -> str:
    """Return the beginning of the text as meta tags and feeds carry it."""
    texts = [plain(item) for block in piece.blocks for item in block.items]
    return f"{(texts or [piece.title])[0][:180].rsplit(' ', 1)[0]} ..."
