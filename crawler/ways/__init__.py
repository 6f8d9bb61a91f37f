"""One module per way of finding articles, each a pure function of a listing's response.

A way is given a body and its address and says which articles are named there and where the
listing goes on. It asks for nothing, keeps nothing and never raises for what a page contains.
What a listing says of time ("5 menit lalu") is not read; only a feed's `pubDate` is handed on,
as it stands.
"""

from crawler.ways.feed import read_feed
from crawler.ways.links import FeedPage, Link, ListingPage, ListingShape
from crawler.ways.terkini import read_terkini

__all__ = [
    "FeedPage",
    "Link",
    "ListingPage",
    "ListingShape",
    "read_feed",
    "read_terkini",
]
