"""One module per way of finding articles, each a pure function of a listing's response.

A way is given a body and its address and says which articles are named there and where the
listing goes on; where an address can be computed, it says that too. It asks for nothing, keeps
nothing and never raises for what a page contains. docs/ways.md tells what each is good for.

What a listing says of time ("5 menit lalu") is not read; only a feed's `pubDate` and a sitemap's
`news:publication_date` are handed on, as they stand.
"""

from crawler.ways.feed import read_feed
from crawler.ways.indeks import IndeksPage, indeks_page, read_indeks
from crawler.ways.links import FeedPage, Link, ListingPage, ListingShape
from crawler.ways.listing import read_listing
from crawler.ways.lists import ListedUrl, ListRead, RefusedLine, read_list, read_list_lines
from crawler.ways.pager import listing_page
from crawler.ways.search import search_page
from crawler.ways.sections import Section, read_sections, section_address
from crawler.ways.sitemap import (
    SitemapLink,
    SitemapPage,
    is_robots_txt,
    read_sitemap,
    sitemap_addresses,
)
from crawler.ways.tags import Tag, read_tags, tag_address

__all__ = [
    "FeedPage",
    "IndeksPage",
    "Link",
    "ListRead",
    "ListedUrl",
    "ListingPage",
    "ListingShape",
    "RefusedLine",
    "Section",
    "SitemapLink",
    "SitemapPage",
    "Tag",
    "indeks_page",
    "is_robots_txt",
    "listing_page",
    "read_feed",
    "read_indeks",
    "read_list",
    "read_list_lines",
    "read_listing",
    "read_sections",
    "read_sitemap",
    "read_tags",
    "search_page",
    "section_address",
    "sitemap_addresses",
    "tag_address",
]
