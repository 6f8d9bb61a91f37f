"""RSS as it was served: a form for each year, none of them quite right."""

from __future__ import annotations

import gzip
import html
from datetime import datetime
from email.utils import format_datetime

from tests.replica.hosts import Host
from tests.replica.markup import description
from tests.replica.pieces import Piece


def _item(piece: Piece, form: str) -> str:
    title = html.escape(piece.title, quote=False)
    link = html.escape(piece.found_url)
    if form == "old2015":
        # Ampersands of titles and queries stand bare, as strict parsers refuse them.
        title = piece.title.replace("<", "&lt;")
        link = piece.found_url
    date = format_datetime(piece.when)
    picture = (
        f'<img src="{piece.pictures[0].url}" align="left" border="0">' if piece.pictures else ""
    )
    text = picture + html.escape(description(piece), quote=False)
    if form == "old2015":
        body = f"<description>{html.escape(text)}</description><guid>{link}</guid>"
    else:
        body = (
            f'<description><![CDATA[{text}]]></description><guid isPermaLink="false">{link}</guid>'
        )
    if form in ("content2021", "full2026", "bom"):
        body += f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>"
    if form in ("full2026", "bom"):
        editor = piece.credits[-1].shown if piece.credits else "ANTARA"
        body += f"<dc:creator><![CDATA[{editor}]]></dc:creator>"
        if piece.pictures:
            body += f'<media:content url="{html.escape(piece.pictures[0].url)}" medium="image"/>'
    return (
        f"    <item>\n      <title>{title}</title>\n      <link>{link}</link>\n"
        f"      <pubDate>{date}</pubDate>\n      {body}\n    </item>\n"
    )


def feed(host: Host, pieces: list[Piece], now: datetime, name: str) -> tuple[bytes, dict[str, str]]:
    """Return a feed's body and headers, in the form that the host is known for here."""
    form = host.feed
    spaces = (
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:atom="http://www.w3.org/2005/Atom" '
    )
    self_link = f'<atom:link href="https://{host.host}/rss/{name}" rel="self"/>'
    if form == "old2015":
        spaces = self_link = ""
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss {spaces}version="2.0">\n  <channel>\n'
        f"    <title>{host.site_name} - Berita Terkini</title>\n    <description>News And Service"
        f"</description>\n    <link>https://{host.host}</link>\n    <language>{host.language}"
        f"</language>\n    <lastBuildDate>{format_datetime(now)}</lastBuildDate>\n    {self_link}\n"
        + "".join(_item(piece, form) for piece in pieces)
        + "  </channel>\n</rss>\n"
    )
    headers = {"Content-Type": "application/rss+xml; charset=utf-8"}
    if form == "old2015":
        text = "\n" + text
    if form == "html_type":
        # Served as a page, with a bare ampersand in the channel.
        headers["Content-Type"] = "text/html; charset=UTF-8"
        text = text.replace("News And Service", "News & Service")
    data = text.encode()
    if form == "bom":
        data = b"\xef\xbb\xbf" + data
    if form.startswith("gzip"):
        data = gzip.compress(data, 6, mtime=0)
        if form == "gzip":
            headers["Content-Encoding"] = "gzip"
        else:
            headers["Content-Type"] = "application/xml"
    return data, headers
